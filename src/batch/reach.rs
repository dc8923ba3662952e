//! Paths that are longer than the system takes in one piece.

use std::io;
use std::path::{Path, PathBuf};

/// Bytes gone down at a time. Linux refuses a path of 4096: there is room left for the name of an entry.
#[cfg(target_os = "linux")]
const PIECE: usize = 3800;

/// Does something with a path that the system takes, which leads to where this one does.
///
/// # Errors
/// Those of `act`, and what keeps the system from getting there.
#[cfg(target_os = "linux")]
pub fn reach<T>(path: &Path, act: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    use std::fs::File;
    use std::os::fd::AsRawFd;

    if !is_long(path) {
        return act(path);
    }
    // Each folder that was opened is a path to itself, for as long as it is open.
    let mut at: Option<File> = None;
    let mut short = PathBuf::new();
    let mut open = PathBuf::new();
    for part in path.components() {
        if short.as_os_str().len() + part.as_os_str().len() >= PIECE {
            let folder = File::open(&open)?;
            open = format!("/proc/self/fd/{}", folder.as_raw_fd()).into();
            short.clear();
            at = Some(folder);
        }
        short.push(part);
        open.push(part);
    }
    let done = act(&open);
    drop(at);
    done
}

/// Does something with a path.
///
/// # Errors
/// Those of `act`.
#[cfg(not(target_os = "linux"))]
pub fn reach<T>(path: &Path, act: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    act(path)
}

/// Whether the system refuses a path for its length, or would refuse what lies there.
#[cfg(target_os = "linux")]
pub fn is_long(path: &Path) -> bool {
    path.as_os_str().len() >= PIECE
}

/// Whether the system refuses a path for its length, as far as is known.
#[cfg(not(target_os = "linux"))]
pub fn is_long(_: &Path) -> bool {
    false
}

/// The path of an entry without links on the way to it. Of a long path that is done as far as the system can; links
/// behind that are not followed anywhere.
///
/// # Errors
/// There is no such entry.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    let whole = path.canonicalize();
    if whole.is_ok() || !is_long(path) {
        return whole;
    }
    reach(path, |open| open.symlink_metadata().map(drop))?;
    let mut above = path;
    while let Some(parent) = above.parent() {
        above = parent;
        if let Ok(real) = above.canonicalize() {
            return Ok(path
                .strip_prefix(above)
                .map_or(real.clone(), |rest| real.join(rest)));
        }
    }
    Ok(path.into())
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use std::fs;

    /// A folder so deep that its path is refused.
    fn deep(top: &Path) -> PathBuf {
        let mut path = top.to_path_buf();
        while path.as_os_str().len() < 4096 {
            path.push("x".repeat(200));
            reach(&path, |open| fs::create_dir(open)).unwrap();
        }
        path
    }

    #[test]
    fn a_long_path_leads_to_its_file() {
        let top = tempfile::tempdir().unwrap();
        for more in [0, 1, 30] {
            let mut folder = deep(top.path());
            for _ in 0..more {
                folder.push("y".repeat(255));
                reach(&folder, |open| fs::create_dir(open)).unwrap();
            }
            let path = folder.join("file");
            assert!(fs::write(&path, "x").is_err());
            reach(&path, |open| fs::write(open, more.to_string())).unwrap();
            let read = reach(&path, |open| fs::read(open)).unwrap();
            assert_eq!(read, more.to_string().as_bytes());
            assert!(
                real(&path)
                    .unwrap()
                    .ends_with(path.strip_prefix(top.path()).unwrap())
            );
            reach(top.path(), |open| fs::remove_dir_all(open)).unwrap();
            fs::create_dir(top.path()).unwrap();
        }
    }

    #[test]
    fn what_is_not_there_is_not_there() {
        let top = tempfile::tempdir().unwrap();
        let path = deep(top.path()).join("none");
        let missing = reach(&path, |open| fs::metadata(open)).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        assert!(real(&path).is_err());
        assert!(real(&top.path().join("none")).is_err());
    }
}
