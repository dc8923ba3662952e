//! `gouji audit`: the whole data set in a folder.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gouji::emit::{self, CsvTable, sheet, wire};
use gouji::error::Lang;

use super::exit::{Exit, FailOn, Stop};
use super::inputs::{Inputs, Speak, context};
use super::staging::{Staging, failure};
use super::{clock, messages, verdict};

/// Write the whole data set and all findings to a folder
///
/// It gets reports.jsonl, the tables files, cells, extra, findings and sections as CSV, and run.json. Files appear
/// when they are whole.
///
/// 把全部数据和问题写入文件夹：reports.jsonl、各表的 CSV 文件和 run.json。
#[derive(Args)]
pub struct Audit {
    #[command(flatten)]
    inputs: Inputs,

    /// Folder for the outputs; made where it is not there
    ///
    /// 输出文件夹；不存在时新建。
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,

    /// Outputs to write, separated by commas [default: all]
    ///
    /// 要写的输出，用逗号分隔；默认全部。
    #[arg(long, value_enum, value_name = "LIST", value_delimiter = ',', hide_default_value = true,
          default_values_t = Output::value_variants().to_vec())]
    outputs: Vec<Output>,

    /// CSV files without a byte order mark
    ///
    /// Spreadsheet programs need it to see that the text is UTF-8; some other programs take it for part of the first
    /// column's name.
    ///
    /// CSV 文件开头不写 BOM（Excel 需要它才能正确显示中文）。
    #[arg(long)]
    no_bom: bool,

    /// Exit with 1 if there are findings from this severity on
    ///
    /// 有达到这一级别的问题时退出状态为 1。
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// reports.jsonl: a report a line
    Reports,
    /// files.csv: a row an input
    Files,
    /// cells.csv: a row a field
    Cells,
    /// extra.csv: what is printed and is no field
    Extra,
    /// findings.csv: a row a finding
    Findings,
    /// sections.csv: the prose
    Sections,
    /// run.json: versions, arguments, counts and times
    Run,
}

impl Output {
    /// The table, where it is one.
    fn sheet(self) -> Option<sheet::Sheet> {
        match self {
            Self::Files => Some(sheet::FILES),
            Self::Cells => Some(sheet::CELLS),
            Self::Extra => Some(sheet::EXTRA),
            Self::Findings => Some(sheet::FINDINGS),
            Self::Sections => Some(sheet::SECTIONS),
            Self::Reports | Self::Run => None,
        }
    }
}

impl Audit {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let clock = clock::start();
        let paths = self.inputs.paths(lang)?;
        let settings = self.inputs.settings(lang)?;
        let context = context(lang);
        let folder = &self.output;
        let mut staging = Staging::new(folder, lang)?;
        refuse_input(folder, &paths, lang)?;
        let mut writers = self.writers(&mut staging)?;
        let tally = self
            .inputs
            .run_across(
                &settings,
                &paths,
                Some(folder),
                lang,
                Speak::OfFailures,
                |outcome| writers.push(&emit::record(&context, outcome)),
            )
            .and_then(|tally| writers.flush().map(|()| tally))
            .map_err(failure(folder, lang))?;
        if self.outputs.contains(&Output::Run) {
            let mut file = staging.create("run.json")?;
            let clock = clock.stop();
            let text = emit::run_json(&context, &tally, &arguments(), staging.names(), &clock);
            file.write_all(text.as_bytes())
                .and_then(|()| file.flush())
                .map_err(failure(folder, lang))?;
        }
        let names = staging.names().to_vec();
        staging.commit()?;
        messages::tell(&messages::summary(lang, &tally));
        if tally.reports > 0 {
            messages::tell(&verdict::relations(lang, &tally.coverage));
        }
        messages::tell(&messages::statuses(lang, &tally));
        messages::tell(&messages::written(lang, folder, &names));
        Ok(Exit::of_check(&tally, self.fail_on))
    }

    fn writers(&self, staging: &mut Staging) -> Result<Writers, Stop> {
        let mut writers = Writers {
            reports: None,
            tables: Vec::new(),
        };
        // In the order of their declaration, whatever that of the call, and each once.
        let wanted = |output: &&Output| self.outputs.contains(output);
        for output in Output::value_variants().iter().filter(wanted) {
            if *output == Output::Reports {
                writers.reports = Some(staging.create("reports.jsonl")?);
            } else if let Some(sheet) = output.sheet() {
                let name = format!("{}.csv", sheet.name);
                let file = staging.create(&name)?;
                let table = CsvTable::new(sheet, !self.no_bom, file);
                writers
                    .tables
                    .push(table.map_err(failure(&self.output.join(name), staging.lang()))?);
            }
        }
        Ok(writers)
    }
}

/// The outputs on their way.
struct Writers {
    reports: Option<BufWriter<File>>,
    tables: Vec<CsvTable<BufWriter<File>>>,
}

impl Writers {
    fn push(&mut self, record: &wire::Record<'_>) -> io::Result<()> {
        if let Some(out) = &mut self.reports {
            for report in &record.reports {
                emit::json_line(out, report)?;
            }
        }
        self.tables.iter_mut().try_for_each(|t| t.push(record))
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(out) = &mut self.reports {
            out.flush()?;
        }
        self.tables.iter_mut().try_for_each(CsvTable::flush)
    }
}

/// The output folder must not be one of the inputs: nothing would be left to read, or the next run would read what
/// this one wrote.
fn refuse_input(folder: &Path, paths: &[PathBuf], lang: Lang) -> Result<(), Stop> {
    let real = |path: &Path| path.canonicalize().ok();
    let folder_is = real(folder);
    if paths
        .iter()
        .any(|path| folder_is.is_some() && real(path) == folder_is)
    {
        return Err(Stop::Said(messages::output_is_input(lang, folder)));
    }
    Ok(())
}

/// The arguments of the call as given, the password taken out.
fn arguments() -> Vec<String> {
    let arguments = std::env::args_os().map(|a| a.to_string_lossy().into_owned());
    without_password(arguments)
}

fn without_password(arguments: impl Iterator<Item = String>) -> Vec<String> {
    const FLAG: &str = "--password";
    let mut hide_next = false;
    let mut shown = Vec::new();
    for argument in arguments {
        let hide = std::mem::replace(&mut hide_next, argument == FLAG);
        let given = argument
            .strip_prefix(FLAG)
            .is_some_and(|rest| rest.starts_with('='));
        shown.push(match (hide, given) {
            (true, _) => "***".to_owned(),
            (_, true) => format!("{FLAG}=***"),
            _ => argument,
        });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_written_down() {
        let shown =
            |list: &[&str]| without_password(list.iter().map(|s| (*s).to_owned())).join(" ");
        assert_eq!(
            shown(&["audit", "--password", "x", "a"]),
            "audit --password *** a"
        );
        assert_eq!(
            shown(&["audit", "--password=x", "a"]),
            "audit --password=*** a"
        );
    }
}
