//! `gouji check`: findings on standard output.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use gouji::emit::{self, Context, CsvTable, Outcome, sheet, wire};
use gouji::error::Lang;
use gouji::report::Severity;

use super::exit::{Exit, FailOn, Stop};
use super::inputs::Inputs;
use super::judging::{Judging, tell_passed};
use super::run::{Call, Given, Speak, context};
use super::{messages, stdout, text, verdict};

/// Say where reports contradict themselves
///
/// For people by default; for programs with --format jsonl or csv, and then with nothing but findings on standard
/// output.
///
/// 指出报告自相矛盾之处。默认供人阅读；--format jsonl 或 csv 供程序使用，标准输出上只有问题。
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    judging: Judging,

    /// Shape of the output
    ///
    /// 输出格式。
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Show findings from this severity on
    ///
    /// 只显示达到这一级别的问题。
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Least::Notice)]
    min_severity: Least,

    /// Exit with 1 if there are findings from this severity on, shown or not
    ///
    /// 有达到这一级别的问题时（无论是否显示）退出状态为 1。
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people, by file
    Text,
    /// A finding a line
    Jsonl,
    /// The table of findings
    Csv,
}

#[derive(Clone, Copy, ValueEnum)]
enum Least {
    /// All
    Notice,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Notice => Self::Notice,
            Least::Warning => Self::Warning,
            Least::Error => Self::Error,
        }
    }
}

impl Check {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let paths = self.inputs.paths(lang)?;
        // Before any rule is looked up: the user's own are among them.
        self.inputs.lists.own_checks(lang)?;
        let context = context(lang);
        let least = self.min_severity.into();
        let out = stdout::buffered().map_err(stdout::broken(lang))?;
        let mut writer = Writer::new(self.format, out).map_err(stdout::broken(lang))?;
        let sink = |given: Given<'_>| match given {
            Given::Input(outcome, ..) | Given::Absent(outcome) => {
                writer.push(&context, &outcome, least)
            }
        };
        self.inputs.log.begin(None);
        let call = Call {
            inputs: &self.inputs,
            output: None,
            lang,
            speak: Speak::OfLosses,
            cache: None,
        };
        let (tally, _) = call.across(&self.judging, &paths, sink, &stdout::broken(lang))?;
        writer.flush().map_err(stdout::broken(lang))?;
        messages::tell(&messages::summary(lang, &tally));
        if tally.reports > 0 {
            messages::tell(&verdict::relations(lang, &tally.coverage));
        }
        tell_passed(lang, tally.passed);
        Ok(Exit::of_check(&tally, self.fail_on))
    }
}

/// The output on its way.
enum Writer<W: Write> {
    Text(W),
    Lines(W),
    Table(Box<CsvTable<W>>),
}

impl<W: Write> Writer<W> {
    fn new(format: Format, out: W) -> io::Result<Self> {
        Ok(match format {
            Format::Text => Self::Text(out),
            Format::Jsonl => Self::Lines(out),
            // No byte order mark: what reads a pipe takes it for part of the first column's name.
            Format::Csv => Self::Table(CsvTable::new(&sheet::findings(), false, out)?.into()),
        })
    }

    fn push(
        &mut self,
        context: &Context<'_>,
        outcome: &Outcome,
        least: Severity,
    ) -> io::Result<()> {
        match self {
            Self::Text(out) => text::write(out, outcome, context.forms, context.lang, least)?,
            Self::Lines(out) => {
                for report in selected(context, outcome, least).reports {
                    for finding in &report.findings {
                        emit::json_line(out, finding)?;
                    }
                }
            }
            Self::Table(table) => {
                let record = selected(context, outcome, least);
                sheet::findings().rows(&record, &mut |row| table.push(row))?;
            }
        }
        self.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Text(out) | Self::Lines(out) => out.flush(),
            Self::Table(table) => table.flush(),
        }
    }
}

/// The published shapes of one input, less the findings that are not to be shown. They are taken out last, so that
/// what is shown of a finding does not depend on what else is.
fn selected<'a>(context: &Context<'a>, outcome: &'a Outcome, least: Severity) -> wire::Record<'a> {
    let mut record = emit::record(context, outcome);
    for (published, report) in record.reports.iter_mut().zip(&outcome.audited.reports) {
        let mut severities = report.findings.iter().map(|f| f.severity);
        let shown = |severity| severity >= least;
        published
            .findings
            .retain(|_| severities.next().is_some_and(shown));
    }
    record
}
