//! The files of the audit site, and the pictures in it.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use gouji::batch::{Item, PictureSource, PictureWorker, read_file};
use gouji::emit::picture::{Crop, NoPicture, Picture};
use gouji::emit::site::{Camera, Folder, Site};
use gouji::emit::{Context, Outcome, content_hash, hex};
use gouji::read::Options;

use super::exit::Stop;
use super::staging::{Staging, failure};

/// Name of the site's folder.
const NAME: &str = "html";

/// A page stands so many folders below the site's own.
const DEPTH: usize = 2;

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

/// Takes pictures of one input after the other.
pub struct Studio {
    worker: Option<PictureWorker>,
    options: Options,
    /// The output folder as the system names it.
    output: Option<PathBuf>,
    /// The input.
    file: PathBuf,
    /// Its path as published.
    shown: String,
    /// The file that pictures are taken of, which may be a member of the input: its path as published, hash and format.
    path: String,
    sha256: String,
    has_pages: bool,
}

impl Studio {
    /// A studio with a worker, or without pictures. `output` is the folder of the audit.
    pub fn new(worker: Option<PictureWorker>, output: &Path, options: Options) -> Self {
        Self {
            worker,
            options,
            output: output.canonicalize().ok(),
            file: PathBuf::new(),
            shown: String::new(),
            path: String::new(),
            sha256: String::new(),
            has_pages: false,
        }
    }

    /// Takes the next outcome, which came of this input.
    pub fn turn_to(&mut self, item: &Item, outcome: &Outcome) {
        self.file.clone_from(&item.open);
        self.shown.clone_from(&item.shown);
        self.path.clone_from(&outcome.path);
        self.sha256.clone_from(&outcome.sha256);
        self.has_pages = outcome.audited.pages.is_some();
    }

    fn is_member(&self) -> bool {
        self.path != self.shown
    }
}

impl Camera for Studio {
    fn take(&mut self, crops: &[Crop]) -> Vec<Result<Picture, NoPicture>> {
        if self.worker.is_none() || !self.has_pages {
            return Vec::new();
        }
        let is_member = self.is_member();
        let (file, sha256) = (&self.file, &self.sha256);
        let Some(worker) = &mut self.worker else {
            return Vec::new();
        };
        if is_member {
            let source = PictureSource::Member {
                archive: &self.shown,
                bytes: &|| read_file(file).ok(),
                shown: &self.path,
                sha256,
            };
            return worker.take_of(source, &self.options, crops);
        }
        // The file may have changed since it was read.
        match read_file(file) {
            Ok(bytes) if hex(&content_hash(&bytes)) == *sha256 => {
                worker.take_of(PictureSource::File(&bytes), &self.options, crops)
            }
            _ => Vec::new(),
        }
    }

    fn address(&self) -> String {
        // A member has no file of its own that a link could lead to.
        let file = (!self.is_member()).then_some(&self.file);
        let file = file.and_then(|file| file.canonicalize().ok());
        let link = file
            .zip(self.output.as_ref())
            .and_then(|(file, output)| link(output, &file));
        link.unwrap_or_default()
    }
}

/// The link from a page of a report to a file, both on one disk.
fn link(output: &Path, file: &Path) -> Option<String> {
    let [from, to] = [output, file].map(|path| path.components().collect::<Vec<_>>());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // On another disk there is no way from one to the other.
    if from.first() != to.first() {
        return None;
    }
    let up = from.len() - shared + 1 + DEPTH;
    let mut link = "../".repeat(up);
    for (at, part) in to[shared..].iter().enumerate() {
        let Component::Normal(part) = part else {
            return None;
        };
        if at > 0 {
            link.push('/');
        }
        for byte in part.to_str()?.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    link.push(byte as char);
                }
                _ => link.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_goes_up_to_what_is_shared_and_down_again() {
        let link = |output: &str, file: &str| link(Path::new(output), Path::new(file));
        assert_eq!(
            link("/a/out", "/a/in/x y.pdf").unwrap(),
            "../../../../in/x%20y.pdf"
        );
        assert_eq!(
            link("/a", "/a/甲#1.pdf").unwrap(),
            "../../../%E7%94%B2%231.pdf"
        );
    }
}
