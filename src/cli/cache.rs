//! The cache of `gouji audit`: where it is, and `gouji cache`.

use std::env;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use gouji::batch;
use gouji::error::Lang;

use super::exit::{Exit, Stop};
use super::messages;

/// Names a folder for the cache, where the call names none.
const VARIABLE: &str = "GOUJI_CACHE";

/// Where to keep what was read.
#[derive(Args)]
pub struct Place {
    /// Read every file anew, and keep nothing for the next run
    ///
    /// 不用缓存：每个文件都重新读取，也不留下缓存。
    #[arg(long)]
    no_cache: bool,

    /// Folder for the cache [default: $GOUJI_CACHE, else gouji in the user's folder for caches]
    ///
    /// What was read is kept there by content, so that the next run reads only what is new or changed; a run that was
    /// ended goes on where it was. It may be deleted at any time.
    ///
    /// 缓存文件夹；默认为 $GOUJI_CACHE，否则是用户缓存目录中的 gouji。按内容保存读取结果，再次运行只读新增或改动过的文件，
    /// 中断后可以接着运行；可随时删除。
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,
}

impl Place {
    /// The folder; none where there is to be no cache, or where the system names no folder for it.
    pub fn folder(&self) -> Option<PathBuf> {
        if self.no_cache {
            return None;
        }
        self.cache.clone().or_else(usual)
    }
}

/// The folder of a user who names none.
fn usual() -> Option<PathBuf> {
    folder(|name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    })
}

fn folder(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let absolute = |name| variable(name).filter(|path| path.is_absolute());
    if let Some(own) = variable(VARIABLE) {
        return Some(own);
    }
    let caches = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        absolute("HOME").map(|home| home.join("Library/Caches"))
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("gouji"))
}

/// Look after the cache of `audit`
///
/// 管理 audit 的缓存。
#[derive(Args)]
pub struct Cache {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Delete what this build of the program cannot use
    ///
    /// What was read by another build is never used. With --all the rest is deleted, too.
    ///
    /// 删除本版本用不上的缓存；加 --all 则全部删除。
    Gc {
        /// Folder of the cache [default: the one that `audit` uses]
        ///
        /// 缓存文件夹；默认为 audit 所用的。
        #[arg(long, value_name = "DIR")]
        cache: Option<PathBuf>,

        /// Delete all of it
        ///
        /// 全部删除。
        #[arg(long)]
        all: bool,
    },
}

impl Cache {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let What::Gc { cache, all } = self.what;
        let Some(folder) = cache.or_else(usual) else {
            return Err(Stop::Said(messages::no_cache_folder(lang)));
        };
        let swept = batch::sweep(&folder, all);
        let swept =
            swept.map_err(|error| Stop::Said(messages::cannot_sweep(lang, &folder, &error)))?;
        messages::tell(&messages::swept(lang, &folder, swept.freed, swept.left));
        Ok(Exit::Clean)
    }
}

/// Opens the cache for a run; without it, where it cannot be opened, the run is only slower.
pub fn attach(spool: &batch::Spool, folder: &Path, how: &[u8], lang: Lang) {
    if let Err(error) = spool.attach(folder, how) {
        messages::tell(&messages::no_cache(lang, folder, &error));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn the_folder_is_that_of_the_caller_then_that_of_the_user() {
        let find = |known: &[(&str, &str)]| {
            let value = |name: &str| known.iter().find(|(n, _)| *n == name);
            folder(|name| value(name).map(|(_, path)| path.into()))
        };
        let home = ("HOME", "/h");
        let caches = ("XDG_CACHE_HOME", "/x");
        assert_eq!(find(&[]), None);
        assert_eq!(find(&[home]), Some("/h/.cache/gouji".into()));
        assert_eq!(find(&[home, caches]), Some("/x/gouji".into()));
        assert_eq!(
            find(&[home, ("XDG_CACHE_HOME", "x")]),
            Some("/h/.cache/gouji".into())
        );
        assert_eq!(find(&[home, caches, (VARIABLE, "own")]), Some("own".into()));
    }
}
