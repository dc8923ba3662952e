//! Tables as CSV: RFC 4180 quoting where it is needed, UTF-8, lines that end in `\n`.
//!
//! A byte order mark is for spreadsheet programs, which take a file without one for the local code page. Cells are
//! exactly what the report prints, also where a spreadsheet would take a text that begins with `=` or `@` for a
//! formula: the tables are data first, and a mark put before such a text would be a lie about the report. Import
//! untrusted reports as text columns.

use std::io::{self, Write};

use super::sheet::{Cell, Sheet};

/// A table on its way into a writer.
#[derive(Debug)]
pub struct CsvTable<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvTable<W> {
    /// Writes the head of `sheet`, after a byte order mark if `mark`.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(sheet: &Sheet, mark: bool, mut out: W) -> io::Result<Self> {
        if mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = csv::Writer::from_writer(out);
        let head = sheet.columns.iter().map(|column| column.name.as_bytes());
        writer.write_record(head).map_err(plain)?;
        Ok(Self { writer })
    }

    /// Writes a row of it.
    ///
    /// # Errors
    /// What the writer says.
    pub fn push(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        for cell in row {
            self.writer
                .write_field(cell.text().as_bytes())
                .map_err(plain)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(plain)
    }

    /// Passes on what is held back.
    ///
    /// # Errors
    /// What the writer says.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error of the writer below, so that a broken pipe can be told from the rest.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{record, sample, sheet};
    use crate::forms::Forms;

    fn written(sheet: &Sheet, mark: bool) -> String {
        let outcome = sample::outcome("a.pdf");
        let record = record(&sample::context(), &outcome);
        let mut bytes = Vec::new();
        let mut table = CsvTable::new(sheet, mark, &mut bytes).unwrap();
        sheet.rows(&record, &mut |row| table.push(row)).unwrap();
        table.flush().unwrap();
        drop(table);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_mark_only_where_asked_for_and_the_head_first() {
        let sections = sheet::sections();
        assert!(written(&sections, true).starts_with("\u{feff}report_id,number"));
        assert!(written(&sections, false).starts_with("report_id,number"));
    }

    #[test]
    fn line_breaks_commas_and_quotes_are_quoted_and_nothing_else_is_touched() {
        let sections = written(&sheet::sections(), false);
        assert!(
            sections.ends_with(",1,一、总体情况,1,\"第一段\n第二段, \"\"引\"\"\"\n"),
            "{sections}"
        );
        let extra = written(&sheet::extra(), false);
        assert!(extra.contains(",t,=小计,数,5件,5,3,72.35,100,90,110.1\n"));
    }

    #[test]
    fn every_table_reads_back_as_it_was() {
        let outcome = sample::outcome("a.pdf");
        let record = record(&sample::context(), &outcome);
        for sheet in sheet::sheets(Forms::embedded()) {
            let text = written(&sheet, false);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
            let mut expected: Vec<csv::StringRecord> = Vec::new();
            let mut take = |row: &[Cell<'_>]| {
                let texts: Vec<String> = row.iter().map(|c| c.text().into_owned()).collect();
                expected.push(texts.into());
                Ok(())
            };
            sheet.rows(&record, &mut take).unwrap();
            assert_eq!(rows, expected, "{}", sheet.name);
        }
    }
}
