//! Output files that appear only when they are whole: written under a temporary name, renamed at the end.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use gouji::error::Lang;

use super::exit::Stop;
use super::messages;

/// Files on their way into a folder.
pub struct Staging {
    folder: PathBuf,
    lang: Lang,
    /// Names of the files, in the order they were made.
    names: Vec<String>,
    done: bool,
}

impl Staging {
    /// Makes the folder if it is not there.
    pub fn new(folder: &Path, lang: Lang) -> Result<Self, Stop> {
        fs::create_dir_all(folder).map_err(failure(folder, lang))?;
        Ok(Self {
            folder: folder.into(),
            lang,
            names: Vec::new(),
            done: false,
        })
    }

    /// A new file that will be `name`.
    pub fn create(&mut self, name: &str) -> Result<BufWriter<File>, Stop> {
        let path = self.temporary(name);
        let file = File::create(&path).map_err(failure(&path, self.lang))?;
        self.names.push(name.to_owned());
        Ok(BufWriter::new(file))
    }

    /// Language of what it says.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Names of the files made so far.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Gives all files their names. Their writers must have been flushed.
    pub fn commit(mut self) -> Result<(), Stop> {
        for name in &self.names {
            let path = self.folder.join(name);
            fs::rename(self.temporary(name), &path).map_err(failure(&path, self.lang))?;
        }
        self.done = true;
        Ok(())
    }

    /// A hidden name, so that half a file is never taken for a whole one.
    fn temporary(&self, name: &str) -> PathBuf {
        self.folder.join(format!(".{name}.part"))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.done {
            for name in &self.names {
                // It may have its name already; there is nobody to tell either way.
                let _ = fs::remove_file(self.temporary(name));
            }
        }
    }
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
        assert_eq!(names(&folder), [".x.csv.part"]);
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
}
