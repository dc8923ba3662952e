//! `gouji schema`: the JSON Schemas of what is printed and written as JSON.

use clap::{Args, ValueEnum};
use gouji::emit;
use gouji::error::Lang;

use super::exit::{Exit, Stop};
use super::stdout;

/// Print the JSON Schema of a report or of a finding
///
/// A report is a line of `gouji extract` and of reports.jsonl; a finding is a line of `gouji check --format jsonl`.
/// The schema's name ends with its version.
///
/// 打印报告或问题的 JSON Schema：报告即 `gouji extract` 和 reports.jsonl 的一行，问题即 `gouji check --format jsonl` 的一行。
#[derive(Args)]
pub struct Schema {
    /// What to describe
    ///
    /// 要描述的内容。
    #[arg(value_enum, value_name = "WHAT", default_value_t = What::Report)]
    what: What,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// A report
    Report,
    /// A finding
    Finding,
}

impl Schema {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let text = match self.what {
            What::Report => emit::report_schema(),
            What::Finding => emit::finding_schema(),
        };
        stdout::print(&text, lang)
    }
}
