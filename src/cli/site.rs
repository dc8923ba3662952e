//! The files of the audit site.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gouji::emit::Context;
use gouji::emit::site::{Folder, Site};

use super::exit::Stop;
use super::staging::{Staging, failure};

/// Name of the site's folder.
const NAME: &str = "html";

/// Files below a folder.
pub struct Files {
    top: PathBuf,
    /// Folders that are there.
    made: HashSet<PathBuf>,
}

impl Folder for Files {
    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.top.join(name);
        if let Some(folder) = path.parent().filter(|folder| !self.made.contains(*folder)) {
            fs::create_dir_all(folder)?;
            self.made.insert(folder.to_owned());
        }
        fs::write(path, bytes)
    }
}

/// A site on its way.
pub fn open(context: &Context<'static>, staging: &mut Staging) -> Result<Site<Files>, Stop> {
    let top = staging.reserve(NAME)?;
    let files = Files {
        top,
        made: HashSet::new(),
    };
    Site::new(context, files).map_err(failure(Path::new(NAME), staging.lang()))
}
