//! The fields of every edition as one table: what the columns `edition`, `table`, `row` and `column` of the other
//! tables mean.

use crate::forms::Forms;

/// The columns.
const COLUMNS: [&str; 11] = [
    "edition",
    "table",
    "row",
    "column",
    "name",
    "row_group",
    "row_label",
    "column_group",
    "column_label",
    "unit",
    "concept",
];

/// The table as tab-separated values, a line a field, editions and fields in the forms' order. No quoting: no
/// label of a form has a tab or a line break in it.
pub fn fields_tsv(forms: &Forms) -> String {
    let mut text = COLUMNS.join("\t") + "\n";
    for edition in &forms.editions {
        for table in &edition.tables {
            for f in &table.fields {
                let line = [
                    &edition.id,
                    &table.id,
                    &f.row,
                    &f.column,
                    &f.name,
                    &f.row_group,
                    &f.row_label,
                    &f.column_group,
                    &f.column_label,
                    &f.unit,
                    &f.concept,
                ];
                text += &line.map(String::as_str).join("\t");
                text.push('\n');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_every_column() {
        for line in fields_tsv(Forms::embedded()).lines() {
            assert_eq!(line.split('\t').count(), COLUMNS.len(), "{line}");
        }
    }
}
