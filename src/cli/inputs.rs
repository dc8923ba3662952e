//! What `extract`, `check` and `audit` share: the inputs, and the run over them.

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use gouji::across::{self, Brief, Carrier};
use gouji::audit::{Settings, audit, complete};
use gouji::batch::{self, Progress};
use gouji::emit::{Context, Outcome, Tally, report_id};
use gouji::error::{Lang, Status};
use gouji::forms::Forms;
use gouji::read;
use gouji::report::Report;
use gouji::who::Divisions;

use super::exit::Stop;
use super::{messages, second};

/// The inputs of a call.
#[derive(Args)]
pub struct Inputs {
    /// Files, archives of files, and folders to walk
    ///
    /// Hidden and temporary files in a folder are passed over. Files in an archive (zip, 7z, tar, tar.gz) are read
    /// without unpacking them to the disk; in the outputs their path is archive.zip!/inner/name.pdf.
    ///
    /// 文件、压缩包或文件夹（含子文件夹）；文件夹中的隐藏文件和临时文件不读。压缩包（zip、7z、tar、tar.gz）直接读取，
    /// 其中文件的路径写作 archive.zip!/inner/name.pdf。
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    paths: Vec<PathBuf>,

    /// A file with more paths in it, one a line; - for standard input
    ///
    /// Relative paths start from the current folder.
    ///
    /// 从文件中读取路径，每行一个；- 表示标准输入。
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,

    /// Files read at the same time [default: one for each processor]
    ///
    /// 同时读取的文件数；默认等于处理器数。
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Password for encrypted files
    ///
    /// 加密文件的密码。
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,

    /// Read every PDF twice and compare the characters of each cell
    ///
    /// The second reader is an independent one and runs in a process of its own. A value that it sees differently
    /// is doubtful; where it fails or sees nothing it has no say.
    ///
    /// 每个 PDF 用另一个独立的程序再读一遍，逐格比较；两者所见数字不同的格标为存疑。
    #[arg(long)]
    second_reading: bool,

    /// Table of administrative divisions to use instead of the one that comes with the program
    ///
    /// A text with tabs or commas and the head line `code name from until successor`; the last three columns may be
    /// left out.
    ///
    /// 行政区划表（代码、名称、起、止、沿用代码），代替程序自带的表。
    #[arg(long, value_name = "FILE")]
    divisions: Option<PathBuf>,
}

/// Which inputs are spoken of on standard error, each with what is wrong and what to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Speak {
    /// All that gave less than they might.
    OfLosses,
    /// Those that could not be read; the rest stands in a table.
    OfFailures,
}

impl Inputs {
    /// The paths of the call, those of the list last.
    pub fn paths(&self, lang: Lang) -> Result<Vec<PathBuf>, Stop> {
        let mut paths = self.paths.clone();
        if let Some(list) = &self.files_from {
            let bytes = bytes_of(list)
                .map_err(|error| Stop::Said(messages::cannot_read_list(lang, list, &error)))?;
            paths.extend(batch::read_list(&bytes));
        }
        Ok(paths)
    }

    /// What is the same for every file, password and second reader included.
    pub fn settings(&self, lang: Lang) -> Result<Settings, Stop> {
        let second = self.second_reading.then(|| second::reader(lang));
        let divisions = self.divisions.as_deref().map(|file| divisions(file, lang));
        Ok(Settings {
            divisions: divisions.transpose()?,
            read: read::Options {
                password: self.password.clone(),
            },
            second: second.transpose()?,
            ..Settings::default()
        })
    }

    /// Reads and checks everything below `paths`, and gives each outcome to `sink` in order. `avoid` is passed over.
    pub fn run(
        &self,
        settings: &Settings,
        paths: &[PathBuf],
        avoid: Option<&Path>,
        lang: Lang,
        speak: Speak,
        mut sink: impl FnMut(&Outcome) -> io::Result<()>,
    ) -> io::Result<Tally> {
        let mut tally = Tally::default();
        self.run_owned(settings, paths, avoid, lang, speak, |outcome| {
            tally.add(&outcome);
            sink(&outcome)
        })?;
        Ok(tally)
    }

    fn run_owned(
        &self,
        settings: &Settings,
        paths: &[PathBuf],
        avoid: Option<&Path>,
        lang: Lang,
        speak: Speak,
        mut sink: impl FnMut(Outcome) -> io::Result<()>,
    ) -> io::Result<()> {
        let listing = batch::walk(paths, avoid);
        if let (true, Some(folder)) = (listing.passed_over, avoid) {
            messages::tell(&messages::passed_over(lang, folder));
        }
        let progress = Progress::new(listing.items.len(), lang);
        let end = batch::run(
            &listing.items,
            self.jobs(),
            self.password.as_deref(),
            |bytes| audit(bytes, settings),
            &progress,
            |mut outcome| {
                complete(&mut outcome.audited, &outcome.path, settings);
                if speak.is_of(outcome.audited.status) {
                    messages::tell(&messages::outcome(lang, &outcome));
                }
                sink(outcome)
            },
        );
        progress.finish();
        end
    }

    /// Reads and checks everything below `paths`, then compares the reports with each other, and only then gives each
    /// outcome to `sink`, in order, with what the others say about it among its findings.
    pub fn run_across(
        &self,
        settings: &Settings,
        paths: &[PathBuf],
        avoid: Option<&Path>,
        lang: Lang,
        speak: Speak,
        mut sink: impl FnMut(&Outcome) -> io::Result<()>,
    ) -> io::Result<Tally> {
        let forms = settings.binder.forms();
        let mut first = FirstPass::default();
        self.run_owned(settings, paths, avoid, lang, speak, |outcome| {
            first.push(forms, outcome);
            Ok(())
        })?;
        let FirstPass {
            mut outcomes,
            briefs,
        } = first;
        let mut across = {
            let reports: Vec<&Report> = outcomes.iter().flat_map(|o| &o.audited.reports).collect();
            let prose = |at: usize| across::prose(reports[at]);
            across::check(&briefs, &prose, &across::Options { forms })
        };
        drop(briefs);
        let mut tally = Tally::default();
        let mut at = 0;
        for outcome in &mut outcomes {
            for report in &mut outcome.audited.reports {
                across.add_to(at, forms, report);
                at += 1;
            }
            tally.add(outcome);
            sink(outcome)?;
        }
        Ok(tally)
    }

    fn jobs(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.jobs.map_or_else(all, NonZeroUsize::get)
    }
}

/// What the first pass over the inputs leaves for the second.
#[derive(Default)]
struct FirstPass {
    outcomes: Vec<Outcome>,
    /// One for each report, in the order of the outcomes.
    briefs: Vec<Brief>,
}

impl FirstPass {
    fn push(&mut self, forms: &Forms, outcome: Outcome) {
        let carrier = Carrier {
            path: &outcome.path,
            kind: outcome.audited.kind,
            status: outcome.audited.status,
        };
        for (report, ordinal) in outcome.audited.reports.iter().zip(1..) {
            let id = report_id(&outcome.path, &outcome.sha256, ordinal);
            self.briefs.push(Brief::of(forms, &id, carrier, report));
        }
        self.outcomes.push(outcome);
    }
}

impl Speak {
    fn is_of(self, status: Status) -> bool {
        match self {
            Self::OfLosses => !matches!(status, Status::Ok | Status::Skipped),
            Self::OfFailures => status.is_failure(),
        }
    }
}

/// What the outputs of a run need to know.
pub fn context(lang: Lang) -> Context<'static> {
    Context {
        forms: Settings::default().binder.forms(),
        rules: gouji::rules::RULE_SET_VERSION,
        lang,
    }
}

/// A table of divisions of the user's own, kept for the rest of the run.
fn divisions(file: &Path, lang: Lang) -> Result<&'static Divisions, Stop> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Stop::Said(messages::cannot_read_table(lang, file, &error)))?;
    let table = Divisions::parse(text)
        .map_err(|error| Stop::Said(messages::bad_table(lang, file, error.line, &error.what)))?;
    Ok(Box::leak(Box::new(table)))
}

fn bytes_of(list: &Path) -> io::Result<Vec<u8>> {
    if list == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(list)
}
