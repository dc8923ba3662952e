//! The inputs that `extract`, `check` and `audit` take, and how they are to be read.

use std::io::{self, Read};
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use clap::{Args, ValueEnum};
use gouji::audit::Settings;
use gouji::batch::{self, List, Shard, Show};
use gouji::decided::Decisions;
use gouji::error::Lang;
use gouji::forms::Forms;
use gouji::read::Options;
use gouji::who::Divisions;

use super::exit::Stop;
use super::log::Log;
use super::second::PdfReader;
use super::worker::Orders;
use super::{judging, messages, own};

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

    /// Files read at the same time [default: one for each processor]
    ///
    /// 同时读取的文件数；默认等于处理器数。
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Seconds that reading one file may take
    ///
    /// 读取一个文件的时限（秒）。
    #[arg(long, value_name = "S", default_value = "30")]
    timeout: NonZeroU64,

    /// Megabytes of memory that reading one file may take
    ///
    /// 读取一个文件的内存上限（MB）。
    #[arg(long, value_name = "MB", default_value = "1024")]
    memory: NonZeroU64,

    /// Read files in this very process: for files that are trusted
    ///
    /// Else files are read in processes of their own, so that a file that crashes its reader, takes too long or needs
    /// too much memory costs that file alone. Without them, --timeout and --memory do nothing.
    ///
    /// 不另起进程读取；只用于可信的文件，--timeout 和 --memory 不起作用。
    #[arg(long)]
    no_isolation: bool,

    /// Password for encrypted files
    ///
    /// 加密文件的密码。
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,

    /// Who reads PDFs
    ///
    /// The second reader is an independent one and runs in a process of its own. It sees characters and no rulings, and
    /// on some pages nothing: for comparing.
    ///
    /// 由哪个读取程序读 PDF。另一个独立的程序在单独的进程中运行，只读字符、不读表线，有的页读不了，仅供比较。
    #[arg(long, value_enum, value_name = "READER", default_value_t = PdfReader::Ours)]
    pdf_reader: PdfReader,

    /// Read every PDF twice and compare the characters of each cell
    ///
    /// The two readers are independent of each other; the second one runs in a process of its own. A value that it sees differently
    /// is doubtful; where it fails or sees nothing it has no say.
    ///
    /// 每个 PDF 用另一个独立的程序再读一遍，逐格比较；两者所见数字不同的格标为存疑。
    #[arg(long)]
    second_reading: bool,

    /// Read only the K-th of N parts of the inputs
    ///
    /// All inputs are listed and put in order, and cut into N parts of neighbours. Reports are compared with each other
    /// within the part; what `audit` leaves of all N parts, `gouji merge` puts together to what one run would have given.
    ///
    /// 只读全部输入的第 K 份（共 N 份），可在多台机器上分头运行；audit 的各份结果用 gouji merge 合并，与一次运行完全相同。
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,

    /// How to show how far the run is, on standard error
    ///
    /// auto: a bar on a terminal, else a line every half minute; json: a line of JSON every second, for programs.
    ///
    /// 进度的显示方式（标准错误输出）：auto 在终端上为进度条，否则每半分钟一行；json 供程序使用，每秒一行。
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ProgressArg::Auto)]
    progress: ProgressArg,

    #[command(flatten)]
    pub log: Log,

    #[command(flatten)]
    pub lists: Lists,
}

/// How to show progress.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProgressArg {
    /// A bar on a terminal, else plain lines
    Auto,
    /// Lines of JSON
    Json,
    /// Nothing
    None,
}

/// What the user knows about the bodies that report, for every command that compares reports.
#[derive(Args)]
pub struct Lists {
    /// A file with more paths in it, one a line; - for standard input
    ///
    /// Relative paths start from the current folder. Or a table (CSV) with a head: a column `path`, and `source_url`,
    /// `agency` and `published`, as far as they are known; they then stand in every output. For `merge`: the table that
    /// the shards were read from.
    ///
    /// 从文件中读取路径，每行一个；- 表示标准输入。也可以是带表头的 CSV：路径、网址、机关、发布日期，这些信息写入各项输出。
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,

    /// That file as read: standard input can be read but once.
    #[arg(skip)]
    list: OnceLock<List>,

    /// Table of administrative divisions to use instead of the one that comes with the program
    ///
    /// A text with tabs or commas and the head line `code name from until successor`; the last three columns may be
    /// left out.
    ///
    /// 行政区划表（代码、名称、起、止、沿用代码），代替程序自带的表。
    #[arg(long, value_name = "FILE")]
    divisions: Option<PathBuf>,

    /// Decisions on findings and values (decisions.csv)
    ///
    /// Columns finding_id, or agency, year, table, row, column for a value; decision: confirmed, explained, dismissed or
    /// corrected; value where it is corrected; by, when, why. A corrected value takes the place of the one that was read
    /// and has the origin corrected.
    ///
    /// 对问题和数值的处理意见（decisions.csv）：确认、已说明、排除、更正。更正的数值代替读出的数值。
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,

    /// Folder with checks of your own: relations between cells, in TOML files
    ///
    /// Each is a [[check]] with id, title, table, each = "row" or "column", formula and, if wanted, only, editions,
    /// severity, why. Keys are those of gouji forms.
    ///
    /// 自定核对关系（TOML）所在的文件夹。
    #[arg(long, value_name = "DIR")]
    forms: Option<PathBuf>,
}

impl Lists {
    /// The list of `--files-from`; an empty one where none is given.
    fn list(&self, lang: Lang) -> Result<&List, Stop> {
        if let Some(list) = self.list.get() {
            return Ok(list);
        }
        let list = match &self.files_from {
            None => List::default(),
            Some(file) => {
                let bytes = bytes_of(file)
                    .map_err(|error| Stop::Said(messages::cannot_read_list(lang, file, &error)))?;
                batch::read_list(&bytes).map_err(|error| judging::bad(lang, file, &error))?
            }
        };
        Ok(self.list.get_or_init(|| list))
    }

    /// What completes a report that was read: the table of divisions, and where none is given the program's own; what the
    /// list says of the files.
    pub fn completing(&self, lang: Lang) -> Result<Settings, Stop> {
        let divisions = self.divisions.as_deref().map(|file| divisions(file, lang));
        Ok(Settings {
            divisions: divisions.transpose()?,
            given: Arc::clone(&self.list(lang)?.given),
            ..Settings::default()
        })
    }

    /// Decisions that were made before.
    pub fn decisions(&self, lang: Lang) -> Result<Decisions, Stop> {
        let file = self.decisions.as_deref();
        file.map_or(Ok(Decisions::default()), |file| {
            judging::read(file, lang, Decisions::parse)
        })
    }

    /// The forms with the user's own checks, where there are any; kept for the rest of the run. Has to be called before
    /// any rule is looked up: the user's own are among them.
    pub fn own_checks(&self, lang: Lang) -> Result<Option<&'static Forms>, Stop> {
        let folder = self.forms.as_deref();
        folder.map(|folder| own::load(folder, lang)).transpose()
    }
}

impl Inputs {
    /// The paths of the call, those of the list last.
    pub fn paths(&self, lang: Lang) -> Result<Vec<PathBuf>, Stop> {
        let mut paths = self.paths.clone();
        paths.extend_from_slice(&self.lists.list(lang)?.paths);
        Ok(paths)
    }

    /// What decides how a file is read.
    pub fn orders(&self) -> Orders {
        Orders {
            password: self.password.clone(),
            pdf_reader: self.pdf_reader,
            second_reading: self.second_reading,
            megabytes: self.memory.get(),
        }
    }

    /// Which part of the inputs is to be read, where not all are.
    pub fn shard(&self) -> Option<Shard> {
        self.shard
    }

    /// How to show how far the run is. A bar and messages would be in each other's way.
    pub fn show(&self) -> Show {
        match self.progress {
            ProgressArg::Auto if self.log.is_loud() => Show::Plain,
            ProgressArg::Auto => Show::Auto,
            ProgressArg::Json => Show::Json,
            ProgressArg::None => Show::Nothing,
        }
    }

    /// How a file is opened.
    pub fn read_options(&self) -> Options {
        Options {
            password: self.password.clone(),
        }
    }

    /// Whether files are read in this very process.
    pub fn no_isolation(&self) -> bool {
        self.no_isolation
    }

    /// Time that reading one file may take.
    pub fn time(&self) -> Duration {
        Duration::from_secs(self.timeout.get())
    }

    /// Files read at the same time.
    pub fn jobs(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.jobs.map_or_else(all, NonZeroUsize::get)
    }
}

/// A table of divisions of the user's own, kept for the rest of the run.
fn divisions(file: &Path, lang: Lang) -> Result<&'static Divisions, Stop> {
    let table = judging::read(file, lang, Divisions::parse)?;
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
