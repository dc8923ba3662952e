//! `gouji extract`: reports on standard output.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use gouji::emit::{self, CsvTable, Outcome, sheet, wire};
use gouji::error::Lang;

use super::exit::{Exit, Stop};
use super::inputs::Inputs;
use super::run::{Call, Speak, context};
use super::{messages, stdout};

/// Write reports as JSON Lines to standard output
///
/// Each report with every cell of every table and its place, the text by section, and the findings. Ends with 0, or
/// with 2 where some input could not be read.
///
/// 把报告写成 JSON Lines：各表每一格的数与位置、各部分文字、所发现的问题。
#[derive(Args)]
pub struct Extract {
    #[command(flatten)]
    inputs: Inputs,

    /// Shape of the output
    ///
    /// 输出格式。
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One JSON array of reports
    Json,
    /// A report a line
    Jsonl,
    /// The table of cells
    Csv,
}

impl Extract {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let paths = self.inputs.paths(lang)?;
        let context = context(lang);
        let out = stdout::buffered().map_err(stdout::broken(lang))?;
        let mut writer = Writer::new(self.format, out).map_err(stdout::broken(lang))?;
        let sink = |outcome: &Outcome| writer.push(&emit::record(&context, outcome));
        self.inputs.log.begin(None);
        let call = Call {
            inputs: &self.inputs,
            output: None,
            lang,
            speak: Speak::OfLosses,
            cache: None,
        };
        let tally = call.alone(&paths, sink, &stdout::broken(lang))?;
        writer.finish().map_err(stdout::broken(lang))?;
        messages::tell(&messages::read_summary(lang, &tally));
        Ok(Exit::of_reading(&tally))
    }
}

/// The output on its way.
enum Writer<W: Write> {
    Lines(W),
    Array { out: W, empty: bool },
    Cells(Box<CsvTable<W>>),
}

impl<W: Write> Writer<W> {
    fn new(format: Format, out: W) -> io::Result<Self> {
        Ok(match format {
            Format::Jsonl => Self::Lines(out),
            Format::Json => Self::Array { out, empty: true },
            // No byte order mark: what reads a pipe takes it for part of the first column's name.
            Format::Csv => Self::Cells(CsvTable::new(&sheet::cells(), false, out)?.into()),
        })
    }

    fn push(&mut self, record: &wire::Record<'_>) -> io::Result<()> {
        match self {
            Self::Lines(out) => {
                for report in &record.reports {
                    emit::json_line(out, report)?;
                }
                out.flush()
            }
            Self::Array { out, empty } => {
                for report in &record.reports {
                    out.write_all(if *empty { b"[\n" } else { b",\n" })?;
                    *empty = false;
                    serde_json::to_writer(&mut *out, report)?;
                }
                out.flush()
            }
            Self::Cells(table) => {
                sheet::cells().rows(record, &mut |row| table.push(row))?;
                table.flush()
            }
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Lines(out) => out.flush(),
            Self::Array { out, empty } => {
                out.write_all(if *empty { b"[]\n" } else { b"\n]\n" })?;
                out.flush()
            }
            Self::Cells(table) => table.flush(),
        }
    }
}
