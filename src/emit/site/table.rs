//! A table of a report in the drawing of the form.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::form::{Drawing, Piece, label};
use super::names::parts;
use super::words::{Escaped, Markup, Two};
use crate::emit::phrases;
use crate::emit::wire::{Finding, Report, Table, Value};
use crate::forms::{Field, Forms};
use crate::report::{DOUBTFUL, Origin, State};

/// The drawings of all tables of the forms.
pub struct Drawings(HashMap<[&'static str; 2], (Drawing, &'static [Field])>);

impl Drawings {
    /// Those of these forms.
    pub fn of(forms: &'static Forms) -> Self {
        let editions = forms.editions.iter();
        let tables = editions.flat_map(|e| e.tables.iter().map(move |t| (e, t)));
        let drawing = tables.map(|(edition, table)| {
            let key = [edition.id.as_str(), table.id.as_str()];
            (key, (Drawing::of(table), &table.fields[..]))
        });
        Self(drawing.collect())
    }
}

/// A table as a page shows it.
pub struct View<'a> {
    /// Key of the table.
    pub id: &'a str,
    /// Edition it follows.
    pub edition: &'a str,
    /// Its title.
    pub title: Two<'a>,
    /// Why there is nothing to draw.
    pub missing: Option<Two<'static>>,
    /// The rows.
    pub body: Markup,
}

/// What findings say about a cell.
#[derive(Default)]
struct Mark<'a> {
    /// Number of the first finding that it stands in.
    finding: usize,
    /// Whether the finding is about it.
    own: bool,
    /// What it would have to be.
    mended: Option<&'a str>,
}

/// What the findings of a report say about its cells.
pub struct Marks<'a>(HashMap<[&'a str; 3], Mark<'a>>);

impl<'a> Marks<'a> {
    /// Those of these findings, which are numbered from 1.
    pub fn of(findings: &'a [Finding<'a>]) -> Self {
        let mut marks: HashMap<[&str; 3], Mark<'_>> = HashMap::new();
        for (finding, number) in findings.iter().zip(1..) {
            let own = [finding.table, finding.row, finding.column];
            let cells = finding.cells.iter().map(|cell| parts(cell));
            let cells = cells.filter(|(report, _)| report.is_empty());
            for cell in cells.map(|(_, cell)| cell).chain([own]) {
                let mark = marks.entry(cell).or_insert_with(|| Mark {
                    finding: number,
                    ..Mark::default()
                });
                if cell == own && !mark.own {
                    (mark.own, mark.finding) = (true, number);
                }
            }
            for change in finding.suspects.first().into_iter().flatten() {
                let Some((cell, value)) = change.rsplit_once('=') else {
                    continue;
                };
                if let (report, cell) = parts(cell)
                    && report.is_empty()
                {
                    let mark = marks.entry(cell).or_default();
                    if mark.finding == 0 {
                        mark.finding = number;
                    }
                    mark.mended = Some(value);
                }
            }
        }
        Self(marks)
    }
}

/// The tables of a report.
pub fn views<'a>(report: &'a Report<'a>, drawings: &Drawings, marks: &Marks<'_>) -> Vec<View<'a>> {
    let tables = report.tables.iter();
    tables
        .filter_map(|table| {
            let (drawing, fields) = drawings.0.get(&[table.edition, table.id])?;
            let missing = phrases::presence(table.presence).map(Two::from);
            Some(View {
                id: table.id,
                edition: table.edition,
                title: label(title(table)),
                body: match missing {
                    Some(_) => Markup::default(),
                    None => Markup(body(table, drawing, fields, marks)),
                },
                missing,
            })
        })
        .collect()
}

/// Official name of a table.
fn title<'a>(table: &Table<'a>) -> &'a str {
    let editions = Forms::embedded().editions.iter();
    let mut tables = editions
        .filter(|e| e.id == table.edition)
        .flat_map(|e| &e.tables);
    let own = tables.find(|t| t.id == table.id);
    own.map_or(table.id, |t| &t.title)
}

fn body(table: &Table<'_>, drawing: &Drawing, fields: &[Field], marks: &Marks<'_>) -> String {
    let mut body = String::new();
    for piece in &drawing.pieces {
        match piece {
            Piece::Markup(markup) => body.push_str(markup),
            Piece::Cell(at, columns) => {
                if let (Some(value), Some(field)) = (table.values.get(*at), fields.get(*at)) {
                    let mark = marks.0.get(&[table.id, value.row, value.column]);
                    cell(&mut body, value, field, *columns, mark, (table.id, *at));
                }
            }
        }
    }
    body
}

/// Writing to a string does not fail.
fn cell(
    out: &mut String,
    value: &Value<'_>,
    field: &Field,
    columns: usize,
    mark: Option<&Mark<'_>>,
    (table, at): (&str, usize),
) {
    let doubtful = value.state != State::Absent.as_str() && value.confidence < f64::from(DOUBTFUL);
    let mut classes: Vec<&str> = Vec::new();
    for (class, is) in [
        ("a", value.state == State::Absent.as_str()),
        ("p", value.state == State::Placeholder.as_str()),
        ("u", value.state == State::Unreadable.as_str()),
        ("i", value.origin == Origin::Inferred.as_str()),
        ("d", doubtful),
        ("x", mark.is_some_and(|m| m.own)),
        ("y", mark.is_some_and(|m| !m.own)),
        ("s", mark.is_some_and(|m| m.mended.is_some())),
    ] {
        if is {
            classes.push(class);
        }
    }
    out.push_str("<td");
    if !classes.is_empty() {
        let _ = write!(out, r#" class="{}""#, classes.join(" "));
    }
    if columns > 1 {
        let _ = write!(out, r#" colspan="{columns}""#);
    }
    if mark.is_some() {
        let _ = write!(out, r#" id="c-{table}-{at}""#);
    }
    out.push('>');
    let content = content(value, field);
    match mark {
        Some(mark) => {
            let _ = write!(out, r##"<a href="#f{}">{content}</a>"##, mark.finding);
            if let Some(mended) = mark.mended {
                let _ = write!(out, " <small>→ {}</small>", Escaped(mended));
            }
        }
        None => out.push_str(&content),
    }
    if doubtful {
        out.push_str("<sup>?</sup>");
    }
    out.push_str("</td>");
}

fn content(value: &Value<'_>, field: &Field) -> String {
    if value.state == State::Number.as_str() {
        let number = Escaped(value.value);
        return match value.unit.is_empty() || value.unit == field.unit {
            true => number.to_string(),
            false => format!("{number} <small>{}</small>", Escaped(value.unit)),
        };
    }
    if value.state == State::Absent.as_str() {
        return super::words::two("缺", "absent").to_string();
    }
    match value.raw.trim() {
        // Something to click on where nothing is printed.
        "" if value.state == State::Blank.as_str() => super::words::two("空", "blank").to_string(),
        raw => format!("<bdi>{}</bdi>", Escaped(raw)),
    }
}
