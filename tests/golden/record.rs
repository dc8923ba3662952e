//! What the program gave when it was last accepted: the record and the grids.

use std::fmt::Write;
use std::fs;

use gouji::audit::section_grids;
use gouji::emit::{Context, Outcome, content_hash, hex, record};
use gouji::error::Lang;
use gouji::forms::Forms;
use gouji::grid::draw;
use gouji::layout::layout;
use gouji::read::{Options, read};
use gouji::rules::RULE_SET_VERSION;
use gouji::segment::segment;
use serde_json::{Map, Value, json};

use crate::diff::diff;
use crate::sample::Sample;

/// Set by `scripts/accept-golden`: write what is given now instead of comparing.
const ACCEPT: &str = "GOUJI_ACCEPT_GOLDEN";
/// Objects and lists up to this many bytes stand on one line.
const ONE_LINE: usize = 360;

/// The record of the sample, without what changes with every version of the program.
pub fn report(sample: &Sample) -> Result<(), String> {
    let audited = &sample.audited;
    let outcome = Outcome {
        path: sample.name.clone(),
        sha256: hex(&content_hash(&sample.bytes)),
        bytes: Some(sample.bytes.len() as u64),
        audited: gouji::audit::audit(&sample.bytes, &gouji::audit::Settings::default()),
    };
    let context = Context {
        forms: Forms::embedded(),
        rules: RULE_SET_VERSION,
        lang: Lang::En,
    };
    let reports: Vec<Value> = record(&context, &outcome)
        .reports
        .iter()
        .map(|report| {
            let mut value = serde_json::to_value(report).unwrap();
            value.as_object_mut().unwrap().shift_remove("program");
            value
        })
        .collect();
    let record = json!({
        "status": audited.status.as_str(),
        "kind": audited.kind.map_or("", |kind| kind.as_str()),
        "pages": audited.pages,
        "reason": {"zh": audited.reason.zh, "en": audited.reason.en},
        "advice": {"zh": audited.advice.zh, "en": audited.advice.en},
        "reports": reports,
    });
    let mut text = String::new();
    pretty(&record, 0, &mut text);
    text.push('\n');
    compare(sample, "report.json", &text)
}

/// The grids of the sample, drawn, by section.
pub fn grids(sample: &Sample) -> Result<(), String> {
    let mut text = String::new();
    match read(&sample.bytes, &Options::default()) {
        Err(error) => writeln!(text, "not read: {}", error.status).unwrap(),
        Ok(document) => {
            let meta = document.meta.clone();
            let outline = segment(layout(document), &meta, &Forms::embedded().wording);
            for section in section_grids(&outline) {
                writeln!(text, "== section {}", section.section).unwrap();
                for grid in &section.grids {
                    text.push_str(&draw(grid));
                }
            }
        }
    }
    compare(sample, "grids.txt", &text)
}

fn compare(sample: &Sample, file: &str, given: &str) -> Result<(), String> {
    let path = sample.golden(file);
    if std::env::var_os(ACCEPT).is_some() {
        return fs::write(&path, given).map_err(|error| format!("{}: {error}", path.display()));
    }
    let accept = format!("scripts/accept-golden {}", sample.name);
    let Ok(accepted) = fs::read_to_string(&path) else {
        return Err(format!(
            "golden/{}/{file} is not there; look at what the program gives and accept it with\n  {accept}",
            sample.name
        ));
    };
    let lines = diff(&accepted, given);
    if lines.is_empty() {
        return Ok(());
    }
    Err(format!(
        "golden/{}/{file}: - accepted, + given now\n{lines}if it is right now: {accept}",
        sample.name
    ))
}

/// JSON with small objects on one line, so that a cell is a line.
fn pretty(value: &Value, depth: usize, out: &mut String) {
    let line = one_line(value);
    let is_leaf = match value {
        Value::Object(map) => map.is_empty() || line.len() <= ONE_LINE && depth > 0,
        Value::Array(items) => {
            items.is_empty() || line.len() <= ONE_LINE && !items.iter().all(|item| item.is_object())
        }
        _ => true,
    };
    if is_leaf {
        out.push_str(&line);
        return;
    }
    let indent = "  ".repeat(depth + 1);
    let (open, close) = if value.is_object() {
        ('{', '}')
    } else {
        ('[', ']')
    };
    out.push(open);
    let mut first = true;
    let mut item = |key: Option<&String>, value: &Value| {
        out.push_str(if first { "\n" } else { ",\n" });
        first = false;
        out.push_str(&indent);
        if let Some(key) = key {
            write!(out, "{}: ", json!(key)).unwrap();
        }
        pretty(value, depth + 1, out);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| item(Some(key), value)),
        Value::Array(items) => items.iter().for_each(|value| item(None, value)),
        _ => {}
    }
    write!(out, "\n{}{close}", "  ".repeat(depth)).unwrap();
}

fn one_line(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Value::Object(map) => {
            let entry =
                |(key, value): (&String, &Value)| format!("{}: {}", json!(key), one_line(value));
            format!("{{{}}}", list(Map::iter(map).map(entry).collect()))
        }
        Value::Array(items) => format!("[{}]", list(items.iter().map(one_line).collect())),
        other => other.to_string(),
    }
}
