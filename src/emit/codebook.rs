//! `codebook`: a row a column of every table, its own ones included.

use super::sheet::{Cell, Column, Kind, Sheet};

const NAME: &str = "codebook";

/// The table over these tables.
pub fn codebook(sheets: &[Sheet]) -> Sheet {
    let columns = columns();
    let names = [
        NAME,
        "字典：各表每一列一行",
        "Codebook: a row for every column of every table",
    ];
    let of_others = sheets
        .iter()
        .flat_map(|sheet| sheet.columns.iter().map(|column| row(sheet.name, column)));
    let own = columns.iter().map(|column| row(NAME, column));
    let rows = of_others.chain(own).collect();
    Sheet::fixed(names, &["table", "name"], columns, rows)
}

/// Name of the type of a column, as table descriptions have it.
pub fn type_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Id | Kind::Word(_) | Kind::Label => "string",
        Kind::Integer => "integer",
        Kind::Real | Kind::Figure => "number",
        Kind::Flag => "boolean",
    }
}

fn columns() -> Vec<Column> {
    let text = |name, zh, en| Column::new(Kind::Text, name, zh, en);
    let label = |name, zh, en| Column::new(Kind::Label, name, zh, en);
    vec![
        label("table", "表", "Table of the data set"),
        text("name", "列名", "Name of the column"),
        label("type", "类型", "Type of its values"),
        label("unit", "单位", "Unit of its numbers"),
        text("label_zh", "中文标签", "What it is, in Chinese"),
        text("label_en", "英文标签", "What it is, in English"),
        label(
            "editions",
            "格式版本",
            "Editions of the form that have it, joined by ;",
        ),
        label("form_table", "格式中的表", "Key of the table of the form"),
        label("form_row", "格式中的行", "Key of the row"),
        label("form_column", "格式中的列", "Key of the column"),
        text(
            "official_row",
            "官方行标签",
            "Official label of the row with its groups",
        ),
        text(
            "official_column",
            "官方列标签",
            "Official label of the column with its groups",
        ),
        label(
            "concept",
            "可比指标",
            "Series over the editions that it adds to",
        ),
        text("values", "取值", "The words that it may hold, joined by ;"),
        text(
            "note_zh",
            "可比性与说明",
            "Comparability and other notes, in Chinese",
        ),
        text(
            "note_en",
            "英文说明",
            "Comparability and other notes, in English",
        ),
    ]
}

fn row(table: &'static str, column: &Column) -> Vec<Cell<'static>> {
    let origin = column.origin.as_deref().cloned().unwrap_or_default();
    let words = match &column.kind {
        Kind::Word(words) => words.join(";"),
        _ => String::new(),
    };
    let said = |text: &str| Cell::from(text.to_owned());
    vec![
        table.into(),
        said(&column.name),
        type_of(&column.kind).into(),
        said(&column.unit),
        said(&column.zh),
        said(&column.en),
        origin.editions.join(";").into(),
        origin.table.into(),
        origin.row.into(),
        origin.column.into(),
        origin.official[0].clone().into(),
        origin.official[1].clone().into(),
        origin.concept.into(),
        words.into(),
        said(&column.note[0]),
        said(&column.note[1]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sheet::sheets;
    use crate::forms::Forms;

    #[test]
    fn every_column_of_every_table_is_in_it() {
        let sheets = sheets(Forms::embedded());
        let book = sheets.last().unwrap();
        assert_eq!(book.name, "codebook");
        let columns: usize = sheets.iter().map(|sheet| sheet.columns.len()).sum();
        assert_eq!(book.rows_of_no_input.len(), columns);
        for row in &book.rows_of_no_input {
            assert_eq!(row.len(), book.columns.len());
        }
    }

    #[test]
    fn a_field_has_its_keys_its_official_labels_and_its_editions() {
        let forms = Forms::embedded();
        let edition = forms.editions.last().unwrap();
        let table = &edition.tables[1];
        let field = table.fields.iter().find(|f| !f.concept.is_empty()).unwrap();
        let sheets = sheets(forms);
        let book = sheets.last().unwrap();
        let is_it = |row: &&Vec<Cell<'_>>| row[0].text() == "wide" && row[1].text() == field.name;
        let row = book.rows_of_no_input.iter().find(is_it).unwrap();
        let get = |name: &str| row[book.column(name).unwrap()].text().into_owned();
        assert!(get("editions").ends_with(&edition.id));
        assert_eq!(get("form_table"), table.id);
        assert_eq!(get("form_row"), field.row);
        assert!(get("official_row").ends_with(&field.row_label));
        assert!(get("official_column").ends_with(&field.column_label));
        assert_eq!(get("concept"), field.concept);
        assert_eq!(get("unit"), field.unit);
        let is_chinese = |c| ('一'..='鿿').contains(&c);
        assert!(get("label_zh").contains(is_chinese) && !get("label_en").contains(is_chinese));
    }
}
