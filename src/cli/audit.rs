//! `gouji audit`: the whole data set in a folder.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::batch::SHARD_FILE;
use gouji::emit::{self, Tally};
use gouji::error::Lang;
use gouji::read::Options;

use super::cache::Place;
use super::exit::{Exit, FailOn, Stop};
use super::inputs::Inputs;
use super::judging::{Judging, tell_passed};
use super::outputs::{Output, Writers};
use super::run::{Broken, Call, Given, Speak, context};
use super::site::Studio;
use super::staging::{Staging, failure};
use super::{clock, log, messages, picture, signal, verdict};

/// Write the whole data set and all findings to a folder
///
/// It gets reports.jsonl, the tables as CSV, as Parquet and in an SQLite database, a workbook, the codebook and
/// run.json; README.md there says what is what. Files appear when they are whole.
///
/// 把全部数据和问题写入文件夹：reports.jsonl、各表（CSV、Parquet、SQLite）、工作簿 audit.xlsx、字典和 run.json，见其中的
/// README.md。
#[derive(Args)]
pub struct Audit {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    cache: Place,

    /// File for the log of the run [default: a new one in logs below the cache]
    ///
    /// 日志文件；默认在缓存文件夹的 logs 中新建。
    #[arg(long, value_name = "FILE")]
    log_file: Option<PathBuf>,

    #[command(flatten)]
    into: Into,
}

/// Where the outputs go, and which of them.
#[derive(Args)]
pub struct Into {
    /// Folder for the outputs; made where it is not there
    ///
    /// 输出文件夹；不存在时新建。
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,

    /// Outputs to write, separated by commas [default: all; with --shard: files and run]
    ///
    /// 要写的输出，用逗号分隔；默认全部（用 --shard 时默认 files 和 run）。
    #[arg(long, value_enum, value_name = "LIST", value_delimiter = ',')]
    outputs: Option<Vec<Output>>,

    /// No pictures of the source in the pages of the site
    ///
    /// 网站的报告页不附原文图像。
    #[arg(long)]
    no_pictures: bool,

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

impl Audit {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let paths = self.inputs.paths(lang)?;
        self.inputs.lists.own_checks(lang)?;
        let cache = self.cache.folder();
        let log = log::file(self.log_file.as_deref(), cache.as_deref(), lang);
        let (log, log_path) = log.unzip();
        self.inputs.log.begin(log);
        listen();
        let call = Call {
            inputs: &self.inputs,
            output: Some(&self.into.output),
            lang,
            speak: Speak::OfFailures,
            cache: cache.as_deref(),
        };
        let usual = match self.inputs.shard() {
            Some(_) => vec![Output::Files, Output::Run],
            None => Output::built(),
        };
        let read = self.inputs.read_options();
        let end = self
            .into
            .write(&paths, usual, lang, read, |staging, sink, broken| {
                let (tally, inputs) = call.across(&self.judging, &paths, sink, broken)?;
                let shard = || staging.create_to_read(SHARD_FILE);
                inputs.write_shard(shard)?.map_err(broken)?;
                Ok(tally)
            });
        if let (Ok(Exit::Trouble), Some(path)) = (&end, log_path) {
            messages::tell(&messages::log_is_in(lang, &path));
        }
        end
    }
}

/// From now on a signal asks a run to end in order. Where the system does not allow that, it ends at once.
fn listen() {
    if let Err(error) = signal::listen() {
        tracing::warn!(%error, "signals end the run at once");
    }
}

/// Takes each outcome of the second pass.
pub type Sink<'s> = &'s mut dyn FnMut(Given<'_>) -> io::Result<()>;

impl Into {
    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.output
    }

    /// Writes the outputs of what `run` gives, none of which may be made of the files in the folder itself. `read` is
    /// how files are opened once more, to take pictures of them.
    pub fn write(
        &self,
        paths: &[PathBuf],
        usual: Vec<Output>,
        lang: Lang,
        read: Options,
        run: impl FnOnce(&mut Staging, Sink<'_>, Broken<'_>) -> Result<Tally, Stop>,
    ) -> Result<Exit, Stop> {
        let clock = clock::start();
        let context = context(lang);
        let folder = &self.output;
        let mut staging = Staging::new(folder, lang)?;
        refuse_input(folder, paths, lang)?;
        let outputs = self.outputs.clone().unwrap_or(usual);
        let mut writers = Writers::new(&outputs, !self.no_bom, &context, &mut staging)?;
        let taken = outputs.contains(&Output::Html) && !self.no_pictures;
        let worker = taken.then(|| picture::worker(lang)).transpose()?;
        let mut studio = Studio::new(worker, folder, read);
        let mut sink = |given: Given<'_>| match given {
            Given::Input(outcome, sizes, item) => {
                studio.turn_to(item, &outcome);
                writers.push(outcome, sizes, &mut studio)
            }
            Given::Absent(outcome) => writers.push_findings(outcome),
        };
        let tally = run(&mut staging, &mut sink, &failure(folder, lang))?;
        writers.finish().map_err(failure(folder, lang))?;
        if outputs.contains(&Output::Run) {
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
        tell_passed(lang, tally.passed);
        messages::tell(&messages::statuses(lang, &tally));
        messages::tell(&messages::written(lang, folder, &names));
        let missing = Output::not_built();
        if !missing.is_empty() {
            messages::tell(&messages::left_out(lang, &missing.join(", ")));
        }
        Ok(Exit::of_check(&tally, self.fail_on))
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
