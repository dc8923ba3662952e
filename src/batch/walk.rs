//! From the paths of a call to the list of its inputs: the same list on every file system.
//!
//! Files below a folder are ordered by the bytes of their relative paths. Every entry that is no folder gets a
//! place in the list, also where it is passed over, so that nothing is dropped in silence.

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::reach::{is_long, reach, real};
use super::reason;
use super::saved_page::SavedPages;
use crate::error::ReadError;

/// An input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where to open it.
    pub open: PathBuf,
    /// Its path as published, unlike that of any other input of the run.
    pub shown: String,
    /// Whether to read it.
    pub found: Found,
}

/// Whether an input is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is.
    File,
    /// It is not, and this is why.
    Without(ReadError),
}

/// The inputs of a run.
#[derive(Debug, Default)]
pub struct Listing {
    /// In the order given; below a folder, by the bytes of the relative path.
    pub items: Vec<Item>,
    /// Those of the folders to avoid that lie below a given one and were passed over.
    pub passed_over: Vec<PathBuf>,
}

/// Lists all inputs below `paths`. What is in the folders `avoid` (that of the output) is passed over.
///
/// A path that is given twice, or lies in a folder that is given too, stands once, at its first place. Folders
/// behind links are walked after the real ones, each at most once, so that a link that leads back ends there.
pub fn walk(paths: &[PathBuf], avoid: &[&Path]) -> Listing {
    let real = |path: &&Path| Some((path.canonicalize().ok()?, path.to_path_buf()));
    let mut walker = Walker {
        avoid: avoid.iter().filter_map(real).collect(),
        ..Walker::default()
    };
    for path in paths {
        walker.given(path);
    }
    walker.listing
}

#[derive(Default)]
struct Walker {
    listing: Listing,
    /// Real paths of the folders to avoid, and their paths as given.
    avoid: Vec<(PathBuf, PathBuf)>,
    /// Real paths of the folders walked so far.
    folders: HashSet<PathBuf>,
    /// Real folder and name of the entries listed so far. An entry that is a link is not its target: both are
    /// entries.
    entries: HashSet<PathBuf>,
    /// Published paths so far.
    shown: HashSet<String>,
}

/// A folder still to be walked.
struct Folder {
    open: PathBuf,
    /// Path below the given folder; empty for that folder itself.
    below: PathBuf,
    /// Whether a name on the way to it begins with a point.
    hidden: bool,
}

/// What is known below a given folder so far.
#[derive(Default)]
struct Below {
    /// Entries that are no folders: path below the given folder, path to open, what to do with it.
    found: Vec<(PathBuf, PathBuf, Found)>,
    /// Folders still to be walked.
    real: Vec<Folder>,
    /// Folders behind links still to be walked.
    links: Vec<Folder>,
}

impl Walker {
    fn given(&mut self, path: &Path) {
        let shown = path.to_string_lossy().into_owned();
        match reach(path, |path| fs::metadata(path)) {
            Ok(meta) if meta.is_dir() => self.folder(path),
            // Also a pipe or a device: who names one means it.
            Ok(_) => self.add(path, shown, Path::new(""), Found::File),
            Err(error) => {
                let why = match error.kind() {
                    ErrorKind::NotFound => reason::not_found(),
                    _ => reason::refused(&error),
                };
                self.add(path, shown, Path::new(""), Found::Without(why));
            }
        }
    }

    fn folder(&mut self, root: &Path) {
        let mut below = Below::default();
        below.real.push(Folder {
            open: root.into(),
            below: PathBuf::new(),
            hidden: false,
        });
        let top = real(root).unwrap_or_else(|_| root.into());
        loop {
            while let Some(folder) = below.real.pop() {
                self.list(&folder, &mut below);
            }
            below
                .links
                .sort_by(|a, b| bytes(&b.below).cmp(bytes(&a.below)));
            let Some(link) = below.links.pop() else { break };
            if is_long(&link.open) {
                let why = Found::Without(reason::far_link());
                below.found.push((link.below, link.open, why));
                continue;
            }
            let target = link.open.canonicalize().unwrap_or_default();
            // A link to a folder above leads back here, and to much that was not asked for.
            if self.folders.contains(&target) || top.starts_with(&target) {
                let why = Found::Without(reason::folder_walked_already());
                below.found.push((link.below, link.open, why));
            } else {
                below.real.push(link);
            }
        }
        let mut found = below.found;
        pass_over_parts(&mut found);
        found.sort_by(|(a, ..), (b, ..)| bytes(a).cmp(bytes(b)));
        for (below, open, state) in found {
            // The given folder itself, where it cannot be looked into, is shown as given.
            let whole = below.as_os_str().is_empty();
            let shown = slashes(if whole { root } else { &below });
            self.add(&open, shown, root, state);
        }
    }

    /// Lists one folder, unless it was listed before or is the one to avoid.
    fn list(&mut self, folder: &Folder, below: &mut Below) {
        let here = real(&folder.open);
        let here = here.unwrap_or_else(|_| folder.open.clone());
        if let Some((_, given)) = self.avoid.iter().find(|(avoid, _)| *avoid == here) {
            self.listing.passed_over.push(given.clone());
        } else if self.folders.insert(here)
            && let Err(error) = below.list(folder)
        {
            // A folder is no input, but one that cannot be looked into must not go unseen.
            let why = Found::Without(reason::refused(&error));
            below
                .found
                .push((folder.below.clone(), folder.open.clone(), why));
        }
    }

    fn add(&mut self, open: &Path, shown: String, root: &Path, found: Found) {
        if self.entries.insert(identity(open)) {
            let shown = self.unlike_others(shown, root);
            self.listing.items.push(Item {
                open: open.into(),
                shown,
                found,
            });
        }
    }

    /// The published path, made unlike all others: two given folders may hold files of one name, and two names
    /// that are no text may look the same. The first keeps its path; the next one is told by its folder, else by
    /// a number.
    fn unlike_others(&mut self, shown: String, root: &Path) -> String {
        if self.shown.insert(shown.clone()) {
            return shown;
        }
        let mut name = slashes(&root.join(&shown));
        let mut number = 1;
        while !self.shown.insert(name.clone()) {
            number += 1;
            name = format!("{shown}#{number}");
        }
        name
    }
}

/// What serves a saved page beside it is no input of its own.
fn pass_over_parts(found: &mut [(PathBuf, PathBuf, Found)]) {
    let paths: Vec<String> = found.iter().map(|(below, ..)| slashes(below)).collect();
    let pages = SavedPages::among(paths.iter().map(String::as_str));
    for ((.., state), path) in found.iter_mut().zip(&paths) {
        if *state == Found::File
            && let Some(page) = pages.owner(path)
        {
            *state = Found::Without(reason::part_of_page(&page));
        }
    }
}

impl Below {
    /// Sorts the entries of one folder into files, folders and links to folders.
    fn list(&mut self, folder: &Folder) -> io::Result<()> {
        // A path that the system takes, as long as the folder is listed: what it leads to is found below the folder's own.
        reach(&folder.open, |open| self.list_at(open, folder))
    }

    fn list_at(&mut self, listed: &Path, folder: &Folder) -> io::Result<()> {
        for entry in fs::read_dir(listed)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let [open, below] = [&folder.open, &folder.below].map(|at| at.join(entry.file_name()));
            let is_link = entry.file_type().is_ok_and(|t| t.is_symlink());
            let hidden = folder.hidden || name.starts_with('.');
            let meta = fs::metadata(entry.path());
            if meta.as_ref().is_ok_and(fs::Metadata::is_dir) && !(is_link && hidden) {
                let to = if is_link {
                    &mut self.links
                } else {
                    &mut self.real
                };
                to.push(Folder {
                    open,
                    below,
                    hidden,
                });
            } else {
                let found = match passed_over(&name, folder.hidden) {
                    Some(why) => Found::Without(why),
                    None => file(meta, is_link),
                };
                self.found.push((below, open, found));
            }
        }
        Ok(())
    }
}

/// Whether an entry of a folder is to be read, by what it is.
fn file(meta: io::Result<fs::Metadata>, is_link: bool) -> Found {
    Found::Without(match meta {
        Ok(meta) if meta.is_file() => return Found::File,
        Ok(_) => reason::not_a_file(),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => reason::refused(&error),
        Err(_) if is_link => reason::bad_link(),
        Err(error) if error.kind() == ErrorKind::NotFound => reason::vanished(),
        Err(error) => reason::refused(&error),
    })
}

/// Why an entry of a folder is not read, by its name.
pub(super) fn passed_over(name: &str, in_hidden_folder: bool) -> Option<ReadError> {
    let system = ["thumbs.db", "desktop.ini", ".ds_store"];
    if in_hidden_folder {
        Some(reason::in_hidden_folder())
    } else if name.starts_with("~$") || system.contains(&name.to_lowercase().as_str()) {
        Some(reason::temporary())
    } else if name.starts_with('.') {
        Some(reason::hidden())
    } else {
        None
    }
}

/// What makes two paths one entry: the real folder, and the name in it.
fn identity(path: &Path) -> PathBuf {
    let folder = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    };
    match (real(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.into(),
    }
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// A path with `/` between its parts on every system.
fn slashes(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    /// A folder with these files in it.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn shown(listing: &Listing) -> Vec<&str> {
        listing.items.iter().map(|i| i.shown.as_str()).collect()
    }

    fn status(listing: &Listing, name: &str) -> Option<Status> {
        let item = listing.items.iter().find(|i| i.shown == name).unwrap();
        match &item.found {
            Found::File => None,
            Found::Without(why) => Some(why.status),
        }
    }

    #[test]
    fn sorted_by_the_bytes_of_the_whole_path() {
        let dir = folder(&["b/x", "b.pdf", "a/z/y", "a/b", "报告", "B"]);
        let listing = walk(&[dir.path().into()], &[]);
        assert_eq!(
            shown(&listing),
            ["B", "a/b", "a/z/y", "b.pdf", "b/x", "报告"]
        );
    }

    #[test]
    fn files_are_shown_as_given_in_the_order_given() {
        let dir = folder(&["a", "b"]);
        let (a, b) = (dir.path().join("a"), dir.path().join("./b"));
        let listing = walk(&[b.clone(), a.clone()], &[]);
        assert_eq!(shown(&listing), [b.to_str().unwrap(), a.to_str().unwrap()]);
    }

    #[test]
    fn given_twice_stands_once() {
        let dir = folder(&["in/a", "in/b"]);
        let (top, inner) = (dir.path().to_path_buf(), dir.path().join("in"));
        let file = inner.join("a");
        let listing = walk(&[file.clone(), inner, top, file.join("../a")], &[]);
        assert_eq!(shown(&listing)[..2], [file.to_str().unwrap(), "b"]);
        assert_eq!(listing.items.len(), 3, "{listing:?}");
        // The odd way to write it is no path on a system that looks for a folder named `a`.
        assert_eq!(
            status(&listing, &listing.items[2].shown),
            Some(Status::Unreadable)
        );
    }

    #[test]
    fn two_folders_with_one_name_in_them_are_told_apart() {
        let dir = folder(&["x/a", "y/a"]);
        let (x, y) = (dir.path().join("x"), dir.path().join("y"));
        let listing = walk(&[x, y.clone()], &[]);
        assert_eq!(shown(&listing), ["a", y.join("a").to_str().unwrap()]);
    }

    #[test]
    fn hidden_and_temporary_files_keep_a_place_and_are_not_read() {
        let names = [
            ".x",
            "~$a.docx",
            "Thumbs.db",
            "desktop.ini",
            ".DS_Store",
            ".git/a/b",
            "a",
        ];
        let dir = folder(&names);
        let listing = walk(&[dir.path().into()], &[]);
        assert_eq!(listing.items.len(), names.len());
        for name in &names[..6] {
            assert_eq!(status(&listing, name), Some(Status::Skipped), "{name}");
        }
        assert_eq!(status(&listing, "a"), None);
        // Named by the caller, it is meant.
        let listing = walk(&[dir.path().join(".x")], &[]);
        assert_eq!(listing.items[0].found, Found::File);
    }

    #[test]
    fn what_serves_a_saved_page_is_passed_over() {
        let names = [
            "a/p.html",
            "a/p_files/frame.html",
            "a/p_files/logo.png",
            "logo.png",
        ];
        let dir = folder(&names);
        let listing = walk(&[dir.path().into()], &[]);
        let status = |name| status(&listing, name);
        let skipped = Some(Status::Skipped);
        assert_eq!(names.map(status), [None, None, skipped, None]);
    }

    #[test]
    fn the_output_folder_is_passed_over() {
        let dir = folder(&["a", "out/cells.csv"]);
        let out = dir.path().join("out");
        let listing = walk(&[dir.path().into()], &[&out]);
        assert_eq!(shown(&listing), ["a"]);
        assert_eq!(listing.passed_over, std::slice::from_ref(&out));
        let listing = walk(&[dir.path().join("a")], &[&out]);
        assert!(listing.passed_over.is_empty());
    }

    #[test]
    fn what_is_not_there_is_unreadable() {
        let listing = walk(&["no-such-file".into()], &[]);
        assert_eq!(status(&listing, "no-such-file"), Some(Status::Unreadable));
    }

    #[cfg(unix)]
    #[test]
    fn links() {
        use std::os::unix::fs::symlink;
        let outside = folder(&["far"]);
        let dir = folder(&["a", "sub/b"]);
        let at = |name: &str| dir.path().join(name);
        symlink(at("a"), at("to_a")).unwrap();
        symlink(at("nothing"), at("to_nothing")).unwrap();
        symlink(at("sub"), at("again")).unwrap();
        symlink(dir.path(), at("sub/loop")).unwrap();
        symlink(dir.path().parent().unwrap(), at("up")).unwrap();
        symlink(outside.path(), at("elsewhere")).unwrap();
        symlink(outside.path(), at(".hidden")).unwrap();
        symlink(at("self"), at("self")).unwrap();
        let listing = walk(&[dir.path().into()], &[]);
        let expected = [
            (".hidden", Some(Status::Skipped)),
            ("a", None),
            ("again", Some(Status::Skipped)),
            ("elsewhere/far", None),
            ("self", Some(Status::Skipped)),
            ("sub/b", None),
            ("sub/loop", Some(Status::Skipped)),
            ("to_a", None),
            ("to_nothing", Some(Status::Skipped)),
            ("up", Some(Status::Skipped)),
        ];
        assert_eq!(shown(&listing), expected.map(|(name, _)| name));
        for (name, found) in expected {
            assert_eq!(status(&listing, name), found, "{name}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_text_can_be_opened_and_told_apart() {
        use std::os::unix::ffi::OsStrExt;
        let dir = folder(&[]);
        for name in [b"\xfe", b"\xff"] {
            let name = std::ffi::OsStr::from_bytes(name);
            fs::write(dir.path().join(name), "x").unwrap();
        }
        let listing = walk(&[dir.path().into()], &[]);
        assert_eq!(listing.items[0].shown, "\u{fffd}");
        assert_ne!(listing.items[1].shown, listing.items[0].shown);
        for item in &listing.items {
            assert_eq!(fs::read(&item.open).unwrap(), b"x");
        }
    }
}
