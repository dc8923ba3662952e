//! Tables as Parquet: typed, coded by dictionaries, the same bytes for the same rows.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::PROGRAM_VERSION;
use super::sheet::{Cell, Column, Kind, Sheet};

/// A group of rows is written when it has so many rows or about so many bytes: what is kept in memory is one group.
const ROWS: usize = 1 << 16;
const BYTES: usize = 16 << 20;

/// Bytes that a text of its own takes beside its own.
const ALLOCATED: usize = 48;

/// A table on its way into a writer.
pub struct ParquetTable<W: Write + Send> {
    writer: Option<SerializedFileWriter<W>>,
    columns: Vec<Buffer>,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> ParquetTable<W> {
    /// Writes the head of `sheet`.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(sheet: &Sheet, out: W) -> io::Result<Self> {
        let fields: Result<Vec<_>, _> = sheet.columns.iter().map(field).collect();
        let schema = Type::group_type_builder(sheet.name)
            .with_fields(fields.map_err(plain)?)
            .build()
            .map_err(plain)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("gouji {PROGRAM_VERSION}"))
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        Ok(Self {
            writer: Some(writer.map_err(plain)?),
            columns: sheet.columns.iter().map(Buffer::new).collect(),
            rows: 0,
            bytes: 0,
        })
    }

    /// Takes a row of it.
    ///
    /// # Errors
    /// What the writer says.
    pub fn push(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        for (buffer, cell) in self.columns.iter_mut().zip(row) {
            self.bytes += buffer.push(cell);
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES {
            self.write_group()?;
        }
        Ok(())
    }

    /// Writes what is held back and the end of the file.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(&mut self) -> io::Result<()> {
        self.write_group()?;
        match self.writer.take() {
            Some(writer) => writer.into_inner().map_err(plain)?.flush(),
            None => Ok(()),
        }
    }

    fn write_group(&mut self) -> io::Result<()> {
        let (Some(writer), true) = (&mut self.writer, self.rows > 0) else {
            return Ok(());
        };
        let mut group = writer.next_row_group().map_err(plain)?;
        for buffer in &mut self.columns {
            buffer.write(&mut group).map_err(plain)?;
        }
        group.close().map_err(plain)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

fn field(column: &Column) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text | Kind::Id | Kind::Word(_) | Kind::Label => {
            (Physical::BYTE_ARRAY, Some(LogicalType::String))
        }
        Kind::Integer => (Physical::INT64, None),
        Kind::Real | Kind::Figure => (Physical::DOUBLE, None),
        Kind::Flag => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

/// The values of a column in a group of rows.
struct Buffer {
    values: Values,
    /// For each row 1 where it has a value, else 0.
    levels: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Flag(Vec<bool>),
}

impl Buffer {
    fn new(column: &Column) -> Self {
        Self {
            values: match column.kind {
                Kind::Text | Kind::Id | Kind::Word(_) | Kind::Label => Values::Text(Vec::new()),
                Kind::Integer => Values::Integer(Vec::new()),
                Kind::Real | Kind::Figure => Values::Number(Vec::new()),
                Kind::Flag => Values::Flag(Vec::new()),
            },
            levels: Vec::new(),
        }
    }

    /// Takes a value and gives about the bytes it fills.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        let mut size = 2;
        let has_value = match (&mut self.values, cell) {
            (_, Cell::Empty) => false,
            (Values::Text(values), cell) => {
                let text = cell.text();
                // The cells of a report stand below each other: what repeats is held once.
                let above = values
                    .last()
                    .filter(|above| above.data() == text.as_bytes());
                let value = above.cloned().unwrap_or_else(|| {
                    size += text.len() + ALLOCATED;
                    ByteArray::from(text.as_bytes().to_vec())
                });
                size += size_of::<ByteArray>();
                values.push(value);
                true
            }
            (Values::Integer(values), Cell::Integer(number)) => {
                values.push(*number);
                true
            }
            (Values::Number(values), cell) => {
                let number = cell.number();
                values.extend(number);
                number.is_some()
            }
            (Values::Flag(values), Cell::Flag(flag)) => {
                values.push(*flag);
                true
            }
            _ => false,
        };
        self.levels.push(has_value.into());
        size + size_of::<f64>()
    }

    fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let levels = &self.levels;
        match &mut self.values {
            Values::Text(values) => column::<ByteArrayType, W>(group, values, levels)?,
            Values::Integer(values) => column::<Int64Type, W>(group, values, levels)?,
            Values::Number(values) => column::<DoubleType, W>(group, values, levels)?,
            Values::Flag(values) => column::<BoolType, W>(group, values, levels)?,
        }
        self.levels.clear();
        Ok(())
    }
}

/// Writes the next column of a group, and empties its values.
fn column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &mut Vec<T::T>,
    levels: &[i16],
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column
            .typed::<T>()
            .write_batch(values, Some(levels), None)?;
        column.close()?;
    }
    values.clear();
    Ok(())
}

/// The error of the writer below where it is one.
fn plain(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{record, sample, sheet};
    use crate::forms::Forms;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    fn written(sheet: &Sheet) -> Vec<u8> {
        let outcome = sample::outcome("a.pdf");
        let record = record(&sample::context(), &outcome);
        let mut bytes = Vec::new();
        let mut table = ParquetTable::new(sheet, &mut bytes).unwrap();
        for row in &sheet.rows_of_no_input {
            table.push(row).unwrap();
        }
        sheet.rows(&record, &mut |row| table.push(row)).unwrap();
        table.finish().unwrap();
        drop(table);
        bytes
    }

    #[test]
    fn every_table_reads_back_typed_and_comes_out_the_same_again() {
        let outcome = sample::outcome("a.pdf");
        let record = record(&sample::context(), &outcome);
        for sheet in sheet::sheets(Forms::embedded()) {
            let bytes = written(&sheet);
            assert_eq!(bytes, written(&sheet));
            let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
            let mut rows = reader.get_row_iter(None).unwrap();
            let mut compare = |row: &[Cell<'_>]| {
                let read = rows.next().unwrap().unwrap();
                for ((name, field), cell) in read.get_column_iter().zip(row) {
                    let same = match field {
                        Field::Null => *cell == Cell::Empty,
                        Field::Str(text) => *text == cell.text(),
                        Field::Long(number) => *cell == Cell::Integer(*number),
                        Field::Double(number) => cell.number() == Some(*number),
                        Field::Bool(flag) => *cell == Cell::Flag(*flag),
                        _ => false,
                    };
                    assert!(same, "{} {name} {field:?} {cell:?}", sheet.name);
                }
                Ok(())
            };
            for row in &sheet.rows_of_no_input {
                compare(row).unwrap();
            }
            sheet.rows(&record, &mut compare).unwrap();
            assert!(rows.next().is_none(), "{}", sheet.name);
        }
    }
}
