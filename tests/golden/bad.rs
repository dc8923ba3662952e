//! Files that are no good reports, through the program: each has its status and says why and what to do; good files
//! beside them come to no harm.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, LazyLock};

use libtest_mimic::Trial;

use crate::sample::{names, root};
use crate::trial;

/// Good files that are put beside the bad ones.
const GOOD: usize = 3;

/// Statuses with which there is nothing the reader could do.
const WITHOUT_ADVICE: &[&str] = &[];

static RUNS: LazyLock<Runs> = LazyLock::new(Runs::new);

/// The bad files read in both languages, with good ones beside them and without.
struct Runs {
    files: [BTreeMap<String, File>; 2],
    with_bad: String,
    alone: String,
}

struct File {
    status: String,
    reason: String,
    advice: String,
}

impl Runs {
    fn new() -> Self {
        let desk = tempfile::tempdir().unwrap();
        let mixed = desk.path().join("mixed");
        let alone = desk.path().join("alone");
        fs::create_dir_all(&mixed).unwrap();
        fs::create_dir_all(&alone).unwrap();
        for (name, _) in expected() {
            fs::copy(folder().join(&name), mixed.join(&name)).unwrap();
        }
        for name in names(&root().join("corpus")).iter().take(GOOD) {
            for to in [&mixed, &alone] {
                fs::copy(root().join("corpus").join(name), to.join(name)).unwrap();
            }
        }
        let read = |from: &Path, lang: &str| {
            let out = desk.path().join("out").join(lang);
            run(from, &out, lang);
            let reports = fs::read_to_string(out.join("reports.jsonl")).unwrap();
            (files(&out), reports)
        };
        let (zh, with_bad) = read(&mixed, "zh");
        let (en, _) = read(&mixed, "en");
        let (_, alone) = read(&alone, "zh");
        Self {
            files: [zh, en],
            with_bad,
            alone,
        }
    }
}

fn run(from: &Path, out: &Path, lang: &str) {
    let status = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["audit", ".", "--no-bom", "--no-cache", "--lang", lang, "-o"])
        .arg(out)
        .current_dir(from)
        .output()
        .unwrap()
        .status;
    assert!(matches!(status.code(), Some(0..=2)), "ended with {status}");
}

fn files(out: &Path) -> BTreeMap<String, File> {
    let mut reader = csv::Reader::from_path(out.join("files.csv")).unwrap();
    let head = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let get = |name: &str| {
            let at = head.iter().position(|h| h == name).unwrap();
            row[at].to_owned()
        };
        let file = File {
            status: get("status"),
            reason: get("reason"),
            advice: get("advice"),
        };
        (get("path"), file)
    });
    rows.collect()
}

fn folder() -> std::path::PathBuf {
    root().join("tests/fixtures/bad")
}

/// The bad files and the status of each.
fn expected() -> Vec<(String, String)> {
    let text = fs::read_to_string(folder().join("expected.tsv")).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let (file, status) = line.split_once('\t').unwrap();
        (file.to_owned(), status.to_owned())
    });
    rows.collect()
}

/// A test for each bad file, one that all are listed, and one for the good files.
pub fn trials() -> Vec<Trial> {
    let mut trials = vec![
        trial("bad::every-file-is-listed", every_file_is_listed),
        trial("bad::good-files-unharmed", good_files_unharmed),
    ];
    for (name, status) in expected() {
        let name: Arc<str> = name.into();
        trials.push(trial(&format!("bad::{name}"), move || {
            has_status(&name, &status)
        }));
    }
    trials
}

fn every_file_is_listed() -> Result<(), String> {
    let listed: Vec<String> = expected().into_iter().map(|(name, _)| name).collect();
    let there = names(&folder());
    let there: Vec<String> = there.into_iter().filter(|n| n != "expected.tsv").collect();
    if listed == there {
        return Ok(());
    }
    Err(format!(
        "expected.tsv lists {listed:?}\nin the folder are {there:?}"
    ))
}

fn has_status(name: &str, status: &str) -> Result<(), String> {
    for (lang, files) in ["zh", "en"].iter().zip(&RUNS.files) {
        let file = files
            .get(name)
            .ok_or_else(|| format!("{name} has no row in files.csv"))?;
        if file.status != status {
            return Err(format!(
                "status {}, expected {status}: {}",
                file.status, file.reason
            ));
        }
        if file.reason.is_empty() {
            return Err(format!("{status}, and no reason in {lang}"));
        }
        if file.advice.is_empty() && !WITHOUT_ADVICE.contains(&status) {
            return Err(format!("{status}, and no advice in {lang}"));
        }
    }
    let [zh, en] = [&RUNS.files[0][name], &RUNS.files[1][name]];
    if zh.reason == en.reason {
        return Err(format!(
            "the reason is the same in both languages: {}",
            zh.reason
        ));
    }
    Ok(())
}

fn good_files_unharmed() -> Result<(), String> {
    let mixed: Vec<&str> = RUNS.with_bad.lines().collect();
    let alone: Vec<&str> = RUNS.alone.lines().collect();
    if alone.len() != GOOD {
        return Err(format!("{} reports of {GOOD} good files", alone.len()));
    }
    match alone.iter().find(|line| !mixed.contains(line)) {
        None => Ok(()),
        Some(line) => Err(format!("reads otherwise beside bad files: {line:.200}")),
    }
}
