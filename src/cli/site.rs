//! The files of the audit site, and the pictures in it.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use gouji::batch::{PictureWorker, read_file};
use gouji::emit::picture::{Crop, NoPicture, Picture, Pictures};
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
    file: Option<PathBuf>,
    /// Hash and format of the input as it was read.
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
            file: None,
            sha256: String::new(),
            has_pages: false,
        }
    }

    /// Takes the next input. Members of archives have no file: they are not unpacked again.
    pub fn turn_to(&mut self, file: Option<&Path>, outcome: &Outcome) {
        self.file = file.map(Path::to_path_buf);
        self.sha256.clone_from(&outcome.sha256);
        self.has_pages = outcome.audited.pages.is_some();
    }

    /// The bytes that were read; nothing where the file has changed since.
    fn bytes(&self) -> Option<Vec<u8>> {
        let bytes = read_file(self.file.as_ref()?).ok()?;
        (hex(&content_hash(&bytes)) == self.sha256).then_some(bytes)
    }
}

impl Camera for Studio {
    fn take(&mut self, crops: &[Crop]) -> Vec<Result<Picture, NoPicture>> {
        if self.worker.is_none() || !self.has_pages {
            return Vec::new();
        }
        let (Some(bytes), Some(worker)) = (self.bytes(), &mut self.worker) else {
            return Vec::new();
        };
        worker.take(&bytes, &self.options, crops)
    }

    fn address(&self) -> String {
        let file = self.file.as_ref().and_then(|file| file.canonicalize().ok());
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
