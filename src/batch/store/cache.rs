//! What files were read to, kept for later runs.
//!
//! Below the folder of the cache there is a folder for each build of the program, and in it one for each way of reading
//! (a password, a second reading). Every run that reads something writes a log of its own there and looks into those
//! of the others, so that several runs may share a cache. A log that was cut off is good as far as it goes.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::log::{Log, Ticket, frames};
use crate::batch::record::{BUILD, checked};
use crate::emit::{ContentHash, content_hash, hex};

/// Ending of the logs.
const ENDING: &str = "gjr";

/// Tells programs that make copies of a disk that nothing here is worth it.
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Made by gouji; may be deleted at any time.\n",
);

/// The records of earlier runs, and those of this one.
#[derive(Debug)]
pub struct Cache {
    /// Folder for this build and this way of reading.
    folder: PathBuf,
    known: FxHashMap<ContentHash, Ticket>,
    /// Number of this run's own file in the log, as soon as there is something in it.
    own: Option<u32>,
    /// Why nothing more is kept.
    trouble: Option<io::Error>,
}

impl Cache {
    /// Opens the cache in a folder, which is made where it is not there, for files that are read in a way that `how`
    /// stands for. The files of earlier runs are taken into the log.
    ///
    /// # Errors
    /// The folder can be neither made nor read.
    pub fn open(root: &Path, how: &[u8], log: &mut Log) -> io::Result<Self> {
        let way = hex(&content_hash(how)[..8]);
        let folder = root.join(BUILD).join(way);
        create(&folder)?;
        let tag = root.join(TAG.0);
        if !tag.exists() {
            fs::write(tag, TAG.1)?;
        }
        let mut cache = Self {
            folder,
            known: FxHashMap::default(),
            own: None,
            trouble: None,
        };
        for path in logs(&cache.folder)? {
            // Another run may be sweeping.
            if let Ok(file) = File::open(path) {
                cache.take_in(file, log)?;
            }
        }
        Ok(cache)
    }

    fn take_in(&mut self, file: File, log: &mut Log) -> io::Result<()> {
        let length = file.metadata()?.len();
        let number = log.add(file.try_clone()?, length);
        let (found, _) = frames(&file, number)?;
        self.known.extend(found);
        Ok(())
    }

    /// The record of a content, where there is one and it is whole.
    pub fn find(&self, hash: &ContentHash, log: &Log) -> Option<(Ticket, Vec<u8>)> {
        let ticket = *self.known.get(hash)?;
        let (of, record) = log.read(ticket).ok()?;
        (of == *hash && checked(&record).is_ok()).then_some((ticket, record))
    }

    /// Keeps a record in the log, for this run and for later ones; for this one alone where the cache cannot be written.
    pub fn keep(&mut self, hash: &ContentHash, record: &[u8], log: &mut Log) -> io::Result<Ticket> {
        if self.trouble.is_none() {
            match self.try_keep(hash, record, log) {
                Ok(ticket) => {
                    self.known.insert(*hash, ticket);
                    return Ok(ticket);
                }
                Err(error) => self.trouble = Some(error),
            }
        }
        log.append(hash, record)
    }

    fn try_keep(&mut self, hash: &ContentHash, record: &[u8], log: &mut Log) -> io::Result<Ticket> {
        let own = match self.own {
            Some(own) => own,
            None => {
                let file = tempfile::Builder::new()
                    .prefix("")
                    .suffix(&format!(".{ENDING}"))
                    .rand_bytes(12)
                    .tempfile_in(&self.folder)?;
                let (file, _) = file.keep().map_err(|error| error.error)?;
                *self.own.insert(log.add(file, 0))
            }
        };
        log.append_to(own, hash, record)
    }

    /// Brings what was kept to the disk, and says what went wrong so far.
    pub fn end(&mut self, log: &Log) -> Option<io::Error> {
        let synced = self.own.map_or(Ok(()), |own| log.sync(own));
        self.trouble.take().or(synced.err())
    }
}

/// Makes a folder, for its owner alone.
fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The logs in a folder, in an order that is always the same.
fn logs(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// What sweeping came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Bytes of the logs that were deleted.
    pub freed: u64,
    /// Bytes of those that are left.
    pub left: u64,
}

/// Deletes what this build can never use, or with `all` everything, out of the cache in a folder. Nothing but logs in
/// folders that a cache makes is touched.
///
/// # Errors
/// Something cannot be listed or deleted.
pub fn sweep(root: &Path, all: bool) -> io::Result<Swept> {
    let mut swept = Swept::default();
    for build in folders(root, BUILD.len())? {
        let keep = !all && build.file_name().is_some_and(|name| name == BUILD);
        for way in folders(&build, 16)? {
            for log in logs(&way)? {
                let length = fs::metadata(&log)?.len();
                if keep {
                    swept.left += length;
                } else {
                    fs::remove_file(&log)?;
                    swept.freed += length;
                }
            }
            remove_if_empty(&way)?;
        }
        remove_if_empty(&build)?;
    }
    Ok(swept)
}

fn remove_if_empty(folder: &Path) -> io::Result<()> {
    match fs::read_dir(folder)?.next() {
        None => fs::remove_dir(folder),
        Some(_) => Ok(()),
    }
}

/// The folders in a folder whose names are this many hexadecimal digits; none where it is not there.
fn folders(folder: &Path, digits: usize) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let is_ours =
            |name: &str| name.len() == digits && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if name.to_str().is_some_and(is_ours) && entry.file_type()?.is_dir() {
            paths.push(entry.path());
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Audited;
    use crate::batch::reason;
    use crate::batch::record::seal;

    fn record(n: u64) -> Vec<u8> {
        seal(&Audited::failed(reason::too_large(n)))
    }

    fn open(root: &Path, how: &[u8]) -> (Cache, Log) {
        let mut log = Log::new(root.into());
        (Cache::open(root, how, &mut log).unwrap(), log)
    }

    /// Hashes of `0..count` that are found again.
    fn found(root: &Path, how: &[u8], count: u8) -> Vec<u8> {
        let (cache, log) = open(root, how);
        let is_there = |n: &u8| {
            let found = cache.find(&[*n; 32], &log);
            found.is_some_and(|(_, found)| found == record((*n).into()))
        };
        (0..count).filter(is_there).collect()
    }

    fn fill(root: &Path, how: &[u8], numbers: std::ops::Range<u8>) {
        let (mut cache, mut log) = open(root, how);
        for n in numbers {
            let ticket = cache.keep(&[n; 32], &record(n.into()), &mut log).unwrap();
            assert_eq!(cache.find(&[n; 32], &log).unwrap().0, ticket);
        }
        assert!(cache.end(&log).is_none());
    }

    fn only_log(root: &Path, how: &[u8]) -> PathBuf {
        let logs = logs(&open(root, how).0.folder).unwrap();
        assert_eq!(logs.len(), 1);
        logs[0].clone()
    }

    #[test]
    fn what_was_kept_is_found_by_later_runs_that_read_alike() {
        let root = tempfile::tempdir().unwrap();
        fill(root.path(), b"a", 0..5);
        fill(root.path(), b"a", 5..9);
        assert_eq!(found(root.path(), b"a", 12), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        assert!(found(root.path(), b"b", 12).is_empty());
        assert!(root.path().join(TAG.0).exists());
    }

    #[test]
    fn a_log_is_good_as_far_as_it_goes_and_a_damaged_record_is_not_there() {
        let root = tempfile::tempdir().unwrap();
        fill(root.path(), b"", 0..5);
        let path = only_log(root.path(), b"");
        let whole = fs::read(&path).unwrap();
        let size = whole.len() / 5;
        for length in 0..=whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let expected: Vec<u8> = (0..(length / size) as u8).collect();
            assert_eq!(found(root.path(), b"", 5), expected, "{length}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            fs::write(&path, &bytes).unwrap();
            let found = found(root.path(), b"", 5);
            assert!(!found.contains(&((at / size) as u8)), "{at}");
            assert!((0..(at / size) as u8).all(|n| found.contains(&n)), "{at}");
        }
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_no_end_of_the_run() {
        let root = tempfile::tempdir().unwrap();
        let (mut cache, mut log) = open(root.path(), b"");
        fs::remove_dir_all(&cache.folder).unwrap();
        let ticket = cache.keep(&[1; 32], &record(1), &mut log).unwrap();
        assert_eq!(log.read(ticket).unwrap().1, record(1));
        assert!(cache.end(&log).is_some());
    }

    #[test]
    fn sweeping_touches_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let old = root
            .path()
            .join("0".repeat(BUILD.len()))
            .join("1".repeat(16));
        fs::create_dir_all(&old).unwrap();
        fs::write(old.join("x.gjr"), "xyz").unwrap();
        fs::create_dir_all(root.path().join("mine")).unwrap();
        for other in ["mine/x.gjr", "y.gjr"] {
            fs::write(root.path().join(other), "").unwrap();
        }
        fill(root.path(), b"", 0..2);
        let length = fs::metadata(only_log(root.path(), b"")).unwrap().len();
        let expected = Swept {
            freed: 3,
            left: length,
        };
        assert_eq!(sweep(root.path(), false).unwrap(), expected);
        assert_eq!(found(root.path(), b"", 2), [0, 1]);
        assert!(!old.exists() && root.path().join("mine/x.gjr").exists());
        assert_eq!(sweep(root.path(), true).unwrap().freed, length);
        assert!(found(root.path(), b"", 2).is_empty());
        assert!(root.path().join("y.gjr").exists());
        assert_eq!(
            sweep(&root.path().join("none"), true).unwrap(),
            Swept::default()
        );
    }
}
