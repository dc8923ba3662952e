//! `gouji letter`: a letter to the body that published a report.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gouji::emit::letter::{self, Picture, Received};
use gouji::error::Lang;
use gouji::report::Severity;

use super::exit::{Exit, Stop};
use super::messages;
use super::staging::failure;

/// Write a letter to the body that published a report
///
/// One page in Chinese, as HTML to print and as DOCX: what does not agree in the report, the equation and the picture of
/// the place, the clause it rests on, what is asked, where the report comes from. Findings that may be misreadings are
/// left out. It is made from the folder that `gouji audit` wrote.
///
/// 就一份报告中的问题，给发布机关写一页函件（可打印的 HTML 和 DOCX）。可能是误读的问题不写入。
#[derive(Args)]
pub struct Letter {
    /// Id of the report, or its path as in files.csv
    ///
    /// 报告编号，或其文件路径（见 files.csv）。
    #[arg(value_name = "REPORT")]
    report: String,

    /// Folder that `gouji audit` wrote
    ///
    /// `gouji audit` 写出的文件夹。
    #[arg(long, value_name = "DIR", default_value = ".")]
    audit: PathBuf,

    /// Folder for the letter
    ///
    /// 函件写入的文件夹。
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,

    /// Findings from this severity on
    ///
    /// 写入这一级别起的问题。
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Least::Warning)]
    min_severity: Least,
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

impl Letter {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let report = self.report(lang)?;
        let least = match self.min_severity {
            Least::Notice => Severity::Notice,
            Least::Warning => Severity::Warning,
            Least::Error => Severity::Error,
        };
        let picture = |finding: usize| {
            let path = letter::picture_path(&report, finding);
            Picture::of(fs::read(self.audit.join("html").join(path)).ok()?)
        };
        let Some(letter) = letter::Letter::of(&report, least, picture) else {
            return Err(Stop::Said(messages::nothing_to_write_of(
                lang,
                &report.path,
            )));
        };
        fs::create_dir_all(&self.output).map_err(failure(&self.output, lang))?;
        let name = |ending: &str| {
            self.output
                .join(format!("letter-{}.{ending}", report.report_id))
        };
        for (path, bytes) in [
            (name("html"), letter.html().map(String::into_bytes)),
            (name("docx"), letter.docx()),
        ] {
            let written = bytes.and_then(|bytes| fs::write(&path, bytes));
            written.map_err(failure(&path, lang))?;
            messages::tell(&messages::letter_written(lang, &path));
        }
        Ok(Exit::Clean)
    }

    /// The report that is meant, as the audit has it.
    fn report(&self, lang: Lang) -> Result<Received, Stop> {
        let path = self.audit.join("reports.jsonl");
        let refused = |error: &dyn std::fmt::Display| {
            Stop::Said(messages::no_audit_there(lang, &path, &error.to_string()))
        };
        let file = File::open(&path).map_err(|error| refused(&error))?;
        let mut found: Option<Received> = None;
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|error| refused(&error))?;
            // Most lines are some other report: only those that hold the words are looked at more closely.
            if !line.contains(&self.report) && !line.contains(&quoted(&self.report)) {
                continue;
            }
            let report: Received = serde_json::from_str(&line).map_err(|error| refused(&error))?;
            if report.report_id == self.report {
                return Ok(report);
            }
            if is_path(&report.path, &self.report) {
                if found.is_some() {
                    let text = messages::several_reports(lang, &self.report);
                    return Err(Stop::Said(text));
                }
                found = Some(report);
            }
        }
        found.ok_or_else(|| Stop::Said(messages::no_such_report(lang, &path, &self.report)))
    }
}

/// A text as it stands in JSON.
fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap_or_default();
    json.trim_matches('"').to_owned()
}

/// Whether a path as published is the one given, or its end.
fn is_path(published: &str, given: &str) -> bool {
    published == given
        || Path::new(published).ends_with(given)
        || Path::new(given).ends_with(published)
}
