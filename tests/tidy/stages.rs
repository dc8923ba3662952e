//! Who may know whom.

use std::collections::BTreeSet;

use gouji::forms::Forms;
use regex::Regex;

use crate::none;
use crate::source::{Source, sources};

/// The line: each may use itself and what stands before it. `audit` puts the stages together, `emit` writes down what it
/// gives, `batch` runs it over many files.
const LINE: &[&str] = &[
    "read", "layout", "segment", "who", "grid", "bind", "check", "suffix", "ending", "audit",
    "across", "decided", "emit", "batch",
];

/// What all may use; these use only each other.
const SHARED: &[&str] = &[
    "error", "fold", "location", "forms", "pattern", "prose", "report", "rules", "word",
];

/// May touch files, the environment and clocks.
const OUTSIDE: &[&str] = &["main", "cli", "batch"];

/// Stages that no form is written in.
const WITHOUT_FORMS: &[&str] = &["read", "layout", "segment", "who", "grid", "emit"];

/// Stages that do not even see the forms as data.
const BLIND: &[&str] = &["read", "layout", "grid"];

/// Words that some form uses as a key and that mean something else where they stand: the day a file was published, the
/// number in a cell, how reading a file ended.
const OTHER_MEANINGS: &[(&str, &str)] = &[
    ("src/emit/phrases.rs", "partial"),
    ("src/emit/sheet/cells.rs", "value"),
    ("src/emit/sheet/extra.rs", "value"),
    ("src/emit/sheet/files.rs", "published"),
    ("src/read/html/tree.rs", "value"),
];

/// Modules of the crate that a file names: `crate::x`, `use crate::{x, y}`, in `cli` and `main` also `gouji::x`.
fn uses(source: &Source) -> Vec<(usize, String)> {
    let plain = Regex::new(r"\b(?:crate|gouji)::([a-z_]+)").unwrap();
    let group = Regex::new(r"\b(?:crate|gouji)::\{([^;]*)\}").unwrap();
    let line = |byte: usize| 1 + source.code[..byte].matches('\n').count();
    let mut uses: Vec<(usize, String)> = plain
        .captures_iter(&source.code)
        .map(|c| (line(c.get(0).unwrap().start()), c[1].to_owned()))
        .collect();
    for found in group.captures_iter(&source.code) {
        let at = line(found.get(0).unwrap().start());
        let mut depth = 0;
        for part in found[1].split_inclusive([',', '{', '}']) {
            let name = part
                .trim()
                .split([':', ',', '{', '}', ' '])
                .next()
                .unwrap_or_default();
            if depth == 0 && !name.is_empty() {
                uses.push((at, name.to_owned()));
            }
            depth += part.matches('{').count();
            depth -= part.matches('}').count().min(depth);
        }
    }
    uses
}

#[test]
fn stages_use_only_earlier_stages() {
    let mut wrong = Vec::new();
    for source in sources() {
        let own = source.module();
        if matches!(own, "main" | "cli" | "lib") {
            continue;
        }
        let before: Vec<&str> = match LINE.iter().position(|stage| *stage == own) {
            Some(at) => LINE[..=at].iter().chain(SHARED).copied().collect(),
            None => SHARED.to_vec(),
        };
        let known = LINE.contains(&own) || SHARED.contains(&own);
        if !known {
            wrong.push(format!(
                "{}: the module {own} has no place in the order",
                source.path
            ));
        }
        for (line, used) in uses(&source) {
            if !before.contains(&used.as_str()) {
                wrong.push(format!("{}:{line} {own} uses {used}", source.path));
            }
        }
    }
    none(
        &wrong,
        "a stage uses only earlier stages and what all share",
    );
}

#[test]
fn nothing_uses_the_command_line() {
    let mut wrong = Vec::new();
    for source in sources() {
        let inside = matches!(source.module(), "main" | "cli");
        let own = uses(&source)
            .into_iter()
            .filter(|(_, used)| used == "cli" && !inside);
        wrong.extend(own.map(|(line, _)| format!("{}:{line}", source.path)));
    }
    none(&wrong, "nothing uses cli");
}

#[test]
fn only_the_outside_touches_files_and_clocks() {
    let touch =
        Regex::new(r"\b(fs|env)::|\bstd::\{[^}]*\b(fs|env)\b|\b(SystemTime|Instant)\b").unwrap();
    let mut wrong = Vec::new();
    for source in sources() {
        if OUTSIDE.contains(&source.module()) {
            continue;
        }
        for (number, line) in source.lines().filter(|(_, line)| touch.is_match(line)) {
            wrong.push(format!("{}:{number} {}", source.path, line.trim()));
        }
    }
    none(
        &wrong,
        "files, environment and clocks only in main, cli and batch",
    );
}

#[test]
fn no_form_is_written_into_the_stages() {
    let (keys, years) = keys_and_years();
    let number = Regex::new(r"\b\d[\d_]*\b").unwrap();
    let mut wrong = Vec::new();
    let sources = sources();
    for source in sources
        .iter()
        .filter(|s| WITHOUT_FORMS.contains(&s.module()))
    {
        for (line, text) in &source.strings {
            let is_other = OTHER_MEANINGS.contains(&(source.path.as_str(), text.as_str()));
            if keys.contains(text) && !is_other {
                wrong.push(format!("{}:{line} the key \"{text}\"", source.path));
            }
            if years.iter().any(|year| text.contains(year.as_str())) {
                wrong.push(format!(
                    "{}:{line} a year of a form in \"{text}\"",
                    source.path
                ));
            }
        }
        for (line, text) in source.lines() {
            let mut numbers = number.find_iter(text).map(|n| n.as_str().replace('_', ""));
            if numbers.any(|n| years.contains(&n)) {
                wrong.push(format!(
                    "{}:{line} a year of a form: {}",
                    source.path,
                    text.trim()
                ));
            }
        }
    }
    none(
        &wrong,
        "no form, year or key of a field in read, layout, segment, grid and emit",
    );
}

/// Tables, rows, columns, names and concepts of every edition; the years that tell the editions apart.
fn keys_and_years() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut keys, mut years) = (BTreeSet::new(), BTreeSet::new());
    for edition in &Forms::embedded().editions {
        years.insert(edition.id.clone());
        years.insert(edition.from.to_string());
        years.extend(edition.to.map(|to| to.to_string()));
        for table in &edition.tables {
            keys.insert(table.id.clone());
            for field in &table.fields {
                let of_field = [&field.row, &field.column, &field.name, &field.concept];
                keys.extend(of_field.into_iter().filter(|key| !key.is_empty()).cloned());
            }
        }
    }
    (keys, years)
}

#[test]
fn early_stages_do_not_see_the_forms() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| BLIND.contains(&s.module())) {
        for (line, used) in uses(source) {
            if matches!(used.as_str(), "forms" | "rules") {
                wrong.push(format!("{}:{line} uses {used}", source.path));
            }
        }
    }
    none(&wrong, "read, layout and grid see neither forms nor rules");
}
