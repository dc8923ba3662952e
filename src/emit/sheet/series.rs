//! The fields of the forms as columns that are the same over the editions: by their names, and by the concepts they add
//! to.

use std::collections::HashMap;

use super::column::{Column, Kind, Origin};
use crate::forms::gloss::Gloss;
use crate::forms::{Field, Forms};

/// Columns made of fields, and which of them the fields of a table are.
pub struct Series {
    /// The columns, in the order in which the forms first name them.
    pub columns: Vec<Column>,
    /// For a table of an edition, the column of each of its fields.
    places: HashMap<&'static str, HashMap<&'static str, Vec<Option<usize>>>>,
}

impl Series {
    /// A column for each name.
    pub fn of_names(forms: &'static Forms) -> Self {
        let mut series = Self::by(forms, |field| &field.name);
        for (column, fields) in series.columns.iter_mut().zip(fields_of(forms, |f| &f.name)) {
            describe_name(column, &fields);
        }
        series
    }

    /// A column for each concept.
    pub fn of_concepts(forms: &'static Forms) -> Self {
        let mut series = Self::by(forms, |field| &field.concept);
        for (column, fields) in series
            .columns
            .iter_mut()
            .zip(fields_of(forms, |f| &f.concept))
        {
            describe_concept(column, &fields);
        }
        series
    }

    /// For each field of a table, its column.
    pub fn places(&self, edition: &str, table: &str) -> &[Option<usize>] {
        let of_edition = self.places.get(edition);
        of_edition
            .and_then(|tables| tables.get(table))
            .map_or(&[], Vec::as_slice)
    }

    fn by(forms: &'static Forms, key: fn(&Field) -> &str) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        let mut seen: HashMap<&'static str, usize> = HashMap::new();
        let mut places: HashMap<_, HashMap<_, _>> = HashMap::new();
        for edition in &forms.editions {
            let of_edition = places.entry(edition.id.as_str()).or_default();
            for table in &edition.tables {
                let place = table.fields.iter().map(|field| {
                    let name = key(field);
                    (!name.is_empty()).then(|| {
                        *seen.entry(name).or_insert_with(|| {
                            columns.push(Column::new(Kind::Figure, name, "", ""));
                            columns.len() - 1
                        })
                    })
                });
                of_edition.insert(table.id.as_str(), place.collect());
            }
        }
        Self { columns, places }
    }
}

/// A field and the edition and table it belongs to.
type Owned = (&'static str, &'static str, &'static Field);

/// The fields of each column, in the order of the columns.
fn fields_of(forms: &'static Forms, key: fn(&Field) -> &str) -> Vec<Vec<Owned>> {
    let mut lists: Vec<Vec<Owned>> = Vec::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for edition in &forms.editions {
        for table in &edition.tables {
            for field in table.fields.iter().filter(|field| !key(field).is_empty()) {
                let at = *seen.entry(key(field)).or_insert_with(|| {
                    lists.push(Vec::new());
                    lists.len() - 1
                });
                lists[at].push((&edition.id, &table.id, field));
            }
        }
    }
    lists
}

fn describe_name(column: &mut Column, fields: &[Owned]) {
    let (_, table, field) = fields[0];
    let gloss = Gloss::embedded();
    column.zh = distinct(fields.iter().map(|(_, _, f)| chinese(f)), "；").into();
    column.en = distinct(fields.iter().map(|(_, _, f)| english(gloss, f)), "; ").into();
    column.unit = unit(fields).into();
    let concept = fields.iter().map(|(_, _, f)| f.concept.as_str());
    let concept = concept.rev().find(|c| !c.is_empty()).unwrap_or_default();
    if let Some(concept) = gloss.concept(concept) {
        column.note = [(&*concept.note_zh).into(), (&*concept.note_en).into()];
    }
    column.origin = Some(Box::new(Origin {
        editions: editions(fields),
        table: table.into(),
        row: field.row.clone(),
        column: field.column.clone(),
        official: [
            distinct(
                fields
                    .iter()
                    .map(|(_, _, f)| official(&f.row_group, &f.row_label)),
                "；",
            ),
            distinct(
                fields
                    .iter()
                    .map(|(_, _, f)| official(&f.column_group, &f.column_label)),
                "；",
            ),
        ],
        concept: concept.into(),
    }));
}

fn describe_concept(column: &mut Column, fields: &[Owned]) {
    if let Some(concept) = Gloss::embedded().concept(&column.name) {
        column.zh = (&*concept.zh).into();
        column.en = (&*concept.en).into();
        column.note = [(&*concept.note_zh).into(), (&*concept.note_en).into()];
    }
    column.unit = unit(fields).into();
    column.origin = Some(Box::new(Origin {
        editions: editions(fields),
        concept: column.name.to_string(),
        ..Origin::default()
    }));
}

/// An official label with the groups it stands in.
fn official(group: &str, label: &str) -> String {
    if group.is_empty() {
        label.to_owned()
    } else {
        format!("{group} / {label}")
    }
}

/// A field in few words: of the groups of its row the innermost says enough.
fn chinese(field: &Field) -> String {
    let row = official(innermost(&field.row_group), &field.row_label);
    format!("{row} × {}", field.column_label)
}

/// The same in English.
fn english(gloss: &Gloss, field: &Field) -> String {
    let group = innermost(&field.row_group);
    let said = gloss.english(group);
    let row = gloss.english(&field.row_label);
    let column = gloss.english(&field.column_label);
    // A group without English is a numeral of the form.
    if said == group {
        format!("{row} × {column}")
    } else {
        format!("{said}: {row} × {column}")
    }
}

fn innermost(groups: &str) -> &str {
    groups.rsplit(" / ").next().unwrap_or_default()
}

fn unit(fields: &[Owned]) -> String {
    distinct(fields.iter().map(|(_, _, f)| f.unit.clone()), "；")
}

fn editions(fields: &[Owned]) -> Vec<String> {
    let mut editions: Vec<String> = fields.iter().map(|(e, ..)| (*e).to_owned()).collect();
    editions.dedup();
    editions
}

/// Different texts in order of their first appearance.
fn distinct(texts: impl Iterator<Item = String>, between: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen.join(between)
}
