//! What the cells of a finding are called.

use std::collections::HashMap;

use super::form::label;
use super::words::{Two, two};
use crate::forms::{Forms, Table};

/// The labels of the forms' fields.
pub struct Names {
    forms: &'static Forms,
    /// All labels of cells, each once, and where each field's stands among them.
    labels: Vec<Two<'static>>,
    at: HashMap<[&'static str; 4], usize>,
}

impl Names {
    /// The labels of these forms.
    pub fn of(forms: &'static Forms) -> Self {
        let mut names = Self {
            forms,
            labels: Vec::new(),
            at: HashMap::new(),
        };
        for edition in &forms.editions {
            for table in &edition.tables {
                let of_table = |row, column| [edition.id.as_str(), table.id.as_str(), row, column];
                names.add(of_table("", ""), label(&table.title));
                for field in &table.fields {
                    let [row, column] = [label(&field.row_label), label(&field.column_label)];
                    let both = joined(&[row.clone(), column.clone()]);
                    names.add(of_table(&field.row, &field.column), both);
                    names.add(of_table(&field.row, ""), row);
                    names.add(of_table("", &field.column), column);
                }
            }
        }
        names
    }

    fn add(&mut self, key: [&'static str; 4], label: Two<'static>) {
        let at = self.labels.iter().rposition(|known| *known == label);
        let at = at.unwrap_or_else(|| {
            self.labels.push(label);
            self.labels.len() - 1
        });
        self.at.insert(key, at);
    }

    /// The labels of fields that the lists name by number.
    pub fn labels(&self) -> &[Two<'static>] {
        &self.labels
    }

    /// Number of the label of a field, a row, a column or a table: the keys that are not meant are empty.
    pub fn number(&self, key: [&str; 4]) -> Option<usize> {
        self.at.get(&key).copied()
    }

    /// A table of an edition; of the newest that has it where the edition does not.
    pub fn table(&self, edition: &str, id: &str) -> Option<&'static Table> {
        let own = self.forms.editions.iter().filter(|e| e.id == edition);
        let all = own.chain(self.forms.editions.iter().rev());
        all.flat_map(|e| &e.tables).find(|table| table.id == id)
    }

    /// A cell, a row or a column by the labels of the form; by its keys where the form has none for them.
    pub fn cell<'a>(&self, edition: &str, table: &str, row: &'a str, column: &'a str) -> Two<'a> {
        let fields = self.table(edition, table).map_or(&[][..], |t| &t.fields);
        let of_row = fields.iter().find(|f| f.row == row);
        let of_column = fields
            .iter()
            .find(|f| f.column == column && (row.is_empty() || f.row == row));
        let parts = [
            part(row, of_row.map(|f| f.row_label.as_str())),
            part(column, of_column.map(|f| f.column_label.as_str())),
        ];
        joined(&parts)
    }
}

fn part<'a>(key: &'a str, text: Option<&'static str>) -> Two<'a> {
    match text {
        Some(text) => label(text),
        None => two(key, key),
    }
}

fn joined<'a>(parts: &[Two<'_>]) -> Two<'a> {
    let join = |texts: Vec<&str>| {
        let texts: Vec<&str> = texts.into_iter().filter(|t| !t.is_empty()).collect();
        texts.join(" / ")
    };
    two(
        join(parts.iter().map(|p| p.zh.as_ref()).collect()),
        join(parts.iter().map(|p| p.en.as_ref()).collect()),
    )
}

/// The parts of a cell as findings name it: the other report it stands in, or nothing; table, row, column.
pub fn parts(cell: &str) -> (&str, [&str; 3]) {
    let (report, cell) = match cell.split_once(':') {
        Some((report, cell)) if !report.contains('/') => (report, cell),
        _ => ("", cell),
    };
    let mut parts = cell.splitn(3, '/');
    let mut next = || parts.next().unwrap_or_default();
    (report, [next(), next(), next()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_their_official_labels() {
        let forms = Forms::embedded();
        let names = Names::of(forms);
        for edition in &forms.editions {
            for table in &edition.tables {
                for field in &table.fields {
                    let key = [&edition.id, &table.id, &field.row, &field.column];
                    let at = names.number(key.map(String::as_str)).unwrap();
                    let label = names.cell(&edition.id, &table.id, &field.row, &field.column);
                    assert_eq!(names.labels()[at], label);
                    assert!(label.zh.contains(&field.row_label));
                }
            }
        }
        assert_eq!(names.cell("", "t", "r", "").zh, "r");
    }

    #[test]
    fn a_cell_may_stand_in_another_report() {
        assert_eq!(parts("t/r.a/c"), ("", ["t", "r.a", "c"]));
        assert_eq!(parts("00ff:t/r/c"), ("00ff", ["t", "r", "c"]));
        assert_eq!(parts("t//"), ("", ["t", "", ""]));
        assert_eq!(parts(""), ("", ["", "", ""]));
    }
}
