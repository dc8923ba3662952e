//! A document of the corpus, what the program gives for it, and the folder with what it should give.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::audit::{Audited, Settings, audit};

/// A document of the corpus.
pub struct Sample {
    /// Name of the file and of its folder below `golden/`.
    pub name: String,
    /// The document.
    pub bytes: Vec<u8>,
    /// What came of it.
    pub audited: Audited,
}

impl Sample {
    /// A file beside the golden ones.
    pub fn golden(&self, file: &str) -> PathBuf {
        golden().join(&self.name).join(file)
    }

    /// The rows of a table of the truth, as (column, text).
    pub fn rows(&self, file: &str) -> Vec<Row> {
        let text = fs::read_to_string(self.golden(file)).unwrap();
        let mut lines = text.lines();
        let head: Vec<String> = lines
            .next()
            .unwrap()
            .split('\t')
            .map(str::to_owned)
            .collect();
        lines
            .map(|line| Row {
                cells: head
                    .iter()
                    .cloned()
                    .zip(line.split('\t').map(str::to_owned))
                    .collect(),
            })
            .collect()
    }
}

/// A row of a table with a head.
pub struct Row {
    cells: Vec<(String, String)>,
}

impl Row {
    /// The text under a head.
    pub fn get(&self, column: &str) -> &str {
        self.cells
            .iter()
            .find(|(name, _)| name == column)
            .map_or("", |(_, text)| text)
    }
}

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn golden() -> PathBuf {
    root().join("golden")
}

/// Every document of the corpus, by name.
pub fn all() -> Vec<Sample> {
    let settings = Settings::default();
    names(&root().join("corpus"))
        .into_iter()
        .map(|name| {
            let bytes = fs::read(root().join("corpus").join(&name)).unwrap();
            let audited = audit(&bytes, &settings);
            Sample {
                name,
                bytes,
                audited,
            }
        })
        .collect()
}

/// Names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Whether documents and folders are the same set.
pub fn folders_match() -> Result<(), String> {
    let documents: BTreeSet<String> = names(&root().join("corpus")).into_iter().collect();
    let mut folders: BTreeSet<String> = names(&golden()).into_iter().collect();
    folders.remove("reference");
    if documents == folders && !documents.is_empty() {
        return Ok(());
    }
    let alone: Vec<_> = documents.symmetric_difference(&folders).collect();
    Err(format!(
        "in only one of corpus/ and golden/, make the other with scripts/new-case: {alone:?}"
    ))
}
