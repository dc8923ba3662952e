//! What a browser or an office program puts beside a page that it saves: the page's pictures, scripts and styles, in a
//! folder named after it. They are parts of the page and no inputs; pages in there are, since a frame may hold the
//! report.

use std::collections::HashSet;

/// Ends of the names of such folders, behind the name of the page.
const FOLDERS: &[&str] = &["_files", ".files", "_file", "_文件"];

/// Endings of the page itself.
const PAGES: &[&str] = &[
    "html", "htm", "xhtml", "shtml", "mht", "doc", "rtf", "xls", "xml",
];

/// Endings of what only serves a page.
const PARTS: &[&str] = &[
    "bmp", "cur", "css", "download", "emz", "eot", "gif", "htc", "ico", "jpeg", "jpg", "js", "map",
    "mjs", "mso", "otf", "png", "svg", "swf", "thmx", "tmp", "ttf", "wasm", "webp", "wmz", "woff",
    "woff2", "xml",
];

/// The pages among some paths.
pub struct SavedPages(HashSet<String>);

impl SavedPages {
    /// Takes the pages out of paths with `/` between their parts.
    pub fn among<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let page = |path: &str| {
            let (stem, ending) = split(path)?;
            PAGES.contains(&ending.as_str()).then(|| stem.to_owned())
        };
        Self(paths.filter_map(page).collect())
    }

    /// The page, without its ending, that a file is a part of.
    pub fn owner(&self, path: &str) -> Option<String> {
        let (_, ending) = split(path)?;
        if !PARTS.contains(&ending.as_str()) {
            return None;
        }
        path.match_indices('/').find_map(|(at, _)| {
            let folder = &path[..at];
            FOLDERS
                .iter()
                .filter_map(|end| folder.strip_suffix(end))
                .find(|page| self.0.contains(*page))
                .map(str::to_owned)
        })
    }
}

/// A path without the ending of its name, and that ending in lower case.
fn split(path: &str) -> Option<(&str, String)> {
    let (stem, ending) = path.rsplit_once('.')?;
    (!ending.contains('/')).then(|| (stem, ending.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_saved_page() {
        let pages = SavedPages::among(["a/年报.html", "word.htm", "b.HTM"].into_iter());
        for (path, owner) in [
            ("a/年报_files/logo.png", Some("a/年报")),
            ("a/年报_files/deep/x.JS", Some("a/年报")),
            ("word.files/image001.jpg", Some("word")),
            ("b_files/jquery.js.download", Some("b")),
            // A frame may hold the report, and a document is one.
            ("a/年报_files/saved_resource.html", None),
            ("a/年报_files/attachment.pdf", None),
            // No page of that name.
            ("c_files/logo.png", None),
            ("年报_files/logo.png", None),
            ("logo.png", None),
        ] {
            assert_eq!(pages.owner(path).as_deref(), owner, "{path}");
        }
    }
}
