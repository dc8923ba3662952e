//! What a run does, for those who want to know: on standard error with -v, and in a file for each run of `audit`.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::Args;
use gouji::error::Lang;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};

use super::{clock, messages};

/// So many log files are left below the cache.
const KEPT: usize = 20;

/// How much to say.
#[derive(Args)]
pub struct Log {
    /// Say more of what is done: -v each step, -vv each file
    ///
    /// 显示更多过程：-v 每一步，-vv 每个文件。
    #[arg(short, long, action = clap::ArgAction::Count)]
    verbose: u8,
}

impl Log {
    /// Begins to log: on standard error as much as was asked for, and to a file everything, where one is named.
    pub fn begin(&self, file: Option<File>) {
        if self.verbose == 0 && file.is_none() {
            return;
        }
        let level = match self.verbose {
            0 => LevelFilter::OFF,
            1 => LevelFilter::INFO,
            _ => LevelFilter::DEBUG,
        };
        let said = fmt::layer()
            .with_writer(io::stderr)
            .with_ansi(false)
            .with_target(false)
            .without_time()
            .with_filter(level);
        let written = file.map(|file| {
            fmt::layer()
                .with_writer(Mutex::new(file))
                .with_ansi(false)
                .with_target(false)
                .with_filter(LevelFilter::DEBUG)
        });
        // A second one is nothing to be afraid of.
        let _ = registry().with(said).with(written).try_init();
    }

    /// Whether something is said on standard error.
    pub fn is_loud(&self) -> bool {
        self.verbose > 0
    }
}

/// The file to log to: the one that is named, else a new one below the cache.
pub fn file(named: Option<&Path>, cache: Option<&Path>, lang: Lang) -> Option<(File, PathBuf)> {
    let opened = match (named, cache) {
        (Some(path), _) => File::create(path).map(|file| (file, path.to_path_buf())),
        (None, Some(cache)) => below(&cache.join("logs")),
        (None, None) => return None,
    };
    match opened {
        Ok(opened) => Some(opened),
        Err(error) => {
            messages::tell(&messages::no_log(lang, &error));
            None
        }
    }
}

fn below(folder: &Path) -> io::Result<(File, PathBuf)> {
    fs::create_dir_all(folder)?;
    let mut old: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "log"))
        .collect();
    // Their names begin with the time.
    old.sort();
    let surplus = (old.len() + 1).saturating_sub(KEPT);
    for path in &old[..surplus] {
        // Another run may have deleted it.
        let _ = fs::remove_file(path);
    }
    let now = clock::start().text().replace(':', "");
    let name = format!("{now}-{}.log", std::process::id());
    let path = folder.join(name);
    Ok((File::create(&path)?, path))
}
