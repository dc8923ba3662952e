//! Output files that appear only when they are whole: written in a hidden folder, moved to their places at the end.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::time::Instant;

use gouji::error::Lang;

use super::exit::Stop;
use super::messages;

/// Name of the hidden folder.
const PART: &str = ".gouji-part";

/// Files on their way into a folder.
pub struct Staging {
    folder: PathBuf,
    lang: Lang,
    /// Names of the files and folders, in the order they were made.
    names: Vec<String>,
}

impl Staging {
    /// Makes the folder if it is not there.
    pub fn new(folder: &Path, lang: Lang) -> Result<Self, Stop> {
        let part = folder.join(PART);
        // What a run left that was killed.
        let _ = fs::remove_dir_all(&part);
        fs::create_dir_all(&part).map_err(failure(&part, lang))?;
        Ok(Self {
            folder: folder.into(),
            lang,
            names: Vec::new(),
        })
    }

    /// A new file that will be `name`, which may stand in a folder.
    pub fn create(&mut self, name: &str) -> Result<BufWriter<File>, Stop> {
        let path = self.reserve(name)?;
        let file = File::create(&path).map_err(failure(&path, self.lang))?;
        Ok(BufWriter::new(file))
    }

    /// The same for one that is also read.
    pub fn create_to_read(&mut self, name: &str) -> Result<File, Stop> {
        let path = self.reserve(name)?;
        let file = File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path);
        file.map_err(failure(&path, self.lang))
    }

    /// Where to make the file or the folder that will be `name`; nothing is there yet but the folder it stands in.
    pub fn reserve(&mut self, name: &str) -> Result<PathBuf, Stop> {
        let path = self.temporary(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failure(parent, self.lang))?;
        }
        self.names.push(name.to_owned());
        Ok(path)
    }

    /// A folder for what is thrown away at the end.
    #[cfg(feature = "xlsx")]
    pub fn scratch(&self) -> PathBuf {
        self.folder.join(PART)
    }

    /// Language of what it says.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Names of the files made so far.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Gives all files their places. Their writers must have been flushed. They are on the disk before they get there, so
    /// that a power cut leaves the old files or the new ones, whole.
    pub fn commit(self) -> Result<(), Stop> {
        tracing::info!("written");
        let began = Instant::now();
        let part = self.folder.join(PART);
        sync(&part).map_err(failure(&part, self.lang))?;
        for name in &self.names {
            let (from, to) = (self.temporary(name), self.folder.join(name));
            self.replace(&from, &to).map_err(failure(&to, self.lang))?;
        }
        self.sync_folders();
        let ms = began.elapsed().as_millis() as u64;
        tracing::info!(ms, "on the disk");
        Ok(())
    }

    /// Brings the names to the disk. Where the system cannot do that for a folder, it is done in its own time.
    fn sync_folders(&self) {
        let places = self.names.iter().map(|name| self.folder.join(name));
        let mut folders: Vec<PathBuf> = places.filter_map(|p| Some(p.parent()?.into())).collect();
        folders.push(self.folder.clone());
        folders.extend(
            self.folder
                .canonicalize()
                .ok()
                .and_then(|f| Some(f.parent()?.into())),
        );
        folders.sort();
        folders.dedup();
        for folder in folders {
            if let Err(error) = File::open(&folder).and_then(|folder| folder.sync_all()) {
                tracing::debug!(folder = %folder.display(), %error, "not synced");
            }
        }
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        // A folder is not replaced by another one: the one that was there is put aside, and goes with the rest.
        if from.is_dir() && to.exists() {
            if exchange(from, to).is_ok() {
                return Ok(());
            }
            fs::rename(to, self.temporary("replaced"))?;
        }
        fs::rename(from, to)
    }

    fn temporary(&self, name: &str) -> PathBuf {
        self.folder.join(PART).join(name)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // There is nobody to tell if it fails.
        let _ = fs::remove_dir_all(self.folder.join(PART));
    }
}

/// Has two folders change places at one stroke, where the system can.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Has two folders change places at one stroke: not on this system.
#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Brings all that is in a folder to its disk. There may be tens of thousands of files in it: the system is told once.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Brings all that is in a folder to its disk.
#[cfg(not(target_os = "linux"))]
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync(&path)?;
        } else {
            // Some systems want a file that may be written to.
            File::options().write(true).open(&path)?.sync_all()?;
        }
    }
    Ok(())
}

/// A failure to write a file, as a reason to stop.
pub fn failure(path: &Path, lang: Lang) -> impl Fn(io::Error) -> Stop {
    let path = path.to_path_buf();
    move |error| {
        Stop::Said(messages::cannot_write(
            lang,
            &path.to_string_lossy(),
            &error,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let name = |e: io::Result<fs::DirEntry>| e.unwrap().file_name().into_string().unwrap();
        entries.map(name).collect()
    }

    #[test]
    fn whole_or_not_at_all() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("a/b");
        let mut staging = Staging::new(&folder, Lang::En).unwrap();
        let mut file = staging.create("x.csv").unwrap();
        file.write_all(b"half").unwrap();
        file.flush().unwrap();
        assert_eq!(names(&folder), [PART]);
        drop(staging);
        assert!(names(&folder).is_empty());

        let mut staging = Staging::new(&folder, Lang::En).unwrap();
        let mut file = staging.create("x.csv").unwrap();
        file.write_all(b"whole").unwrap();
        file.flush().unwrap();
        staging.commit().unwrap();
        assert_eq!(names(&folder), ["x.csv"]);
        assert_eq!(fs::read(folder.join("x.csv")).unwrap(), b"whole");
    }

    #[test]
    fn a_folder_takes_the_place_of_the_one_that_was_there() {
        let top = tempfile::tempdir().unwrap();
        for name in ["old", "new"] {
            let mut staging = Staging::new(top.path(), Lang::En).unwrap();
            let site = staging.reserve("site").unwrap();
            fs::create_dir(&site).unwrap();
            fs::write(site.join(name), name).unwrap();
            let mut file = staging.create("tables/x").unwrap();
            file.write_all(name.as_bytes()).unwrap();
            file.flush().unwrap();
            staging.commit().unwrap();
        }
        assert_eq!(names(&top.path().join("site")), ["new"]);
        assert_eq!(fs::read(top.path().join("tables/x")).unwrap(), b"new");
        assert_eq!(names(top.path()).len(), 2);
    }
}
