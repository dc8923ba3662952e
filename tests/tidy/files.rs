//! The files themselves.

use regex::Regex;

use crate::none;
use crate::source::{files, root, text};

/// No Rust file is longer. Look twice at 400.
const LINES: usize = 500;

/// Everything written by hand: code, data, scripts, documents.
fn by_hand() -> Vec<String> {
    let folders = ["src", "tests", "scripts"].into_iter();
    let mut paths: Vec<String> = folders.flat_map(|folder| files(folder, "")).collect();
    for name in crate::source::root().read_dir().unwrap() {
        let name = name.unwrap().file_name().into_string().unwrap();
        if [".md", ".toml"].iter().any(|ending| name.ends_with(ending)) {
            paths.push(name);
        }
    }
    if root().join(".ci/run").is_file() {
        paths.push(".ci/run".to_owned());
    }
    paths.retain(|path| !path.starts_with("tests/fixtures/") && !path.contains("__pycache__"));
    // What is not text is not written by hand.
    paths.retain(|path| std::fs::read_to_string(root().join(path)).is_ok());
    paths
}

#[test]
fn files_are_short() {
    let rust = files("src", ".rs").into_iter().chain(files("tests", ".rs"));
    let long = rust.filter_map(|path| {
        let lines = text(&path).lines().count();
        (lines > LINES).then(|| format!("{path}: {lines} lines"))
    });
    none(
        &long.collect::<Vec<_>>(),
        "no Rust file has more than 500 lines",
    );
}

#[test]
fn every_module_says_what_it_is() {
    let mut paths = files("src", ".rs");
    paths.retain(|path| !text(path).starts_with("//! "));
    none(&paths, "a module begins with a `//!` doc");
}

#[test]
fn nothing_is_left_undone() {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("db", "g!("),
    ];
    let mut wrong = Vec::new();
    for path in by_hand() {
        for (at, line) in text(&path).lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                wrong.push(format!("{path}:{} {}", at + 1, line.trim()));
            }
        }
    }
    none(&wrong, "left undone");
}

#[test]
fn no_path_of_a_machine() {
    let path_of_machine = Regex::new(r#"(?:^|["'`\s(=:])/(?:work|root|home|tmp|Users)\b"#).unwrap();
    let mut wrong = Vec::new();
    for path in by_hand().into_iter().filter(|p| !p.starts_with("tests/")) {
        for (at, line) in text(&path).lines().enumerate() {
            if path_of_machine.is_match(line) {
                wrong.push(format!("{path}:{} {}", at + 1, line.trim()));
            }
        }
    }
    none(&wrong, "an absolute path of a machine");
}

#[test]
fn the_code_map_is_current() {
    let map = text("ARCHITECTURE.md");
    let named = Regex::new(r"`(src/[a-z_./]+)`").unwrap();
    let gone = named.captures_iter(&map).map(|c| c[1].to_owned());
    let gone: Vec<String> = gone.filter(|path| !root().join(path).exists()).collect();
    none(&gone, "ARCHITECTURE.md names what is not there");
    let modules = root().join("src").read_dir().unwrap();
    let mut missing: Vec<String> = modules
        .map(|entry| format!("src/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    missing.retain(|path| !map.contains(&format!("`{path}`")));
    none(&missing, "ARCHITECTURE.md does not name");
}
