//! `metadata.json`: how Datasette shows the database: titles, what columns mean, what to count by.

use serde_json::{Map, Value, json};

use super::sheet::{Kind, Sheet};

/// Counts by more than so many values of a column are no help.
const FACETS: usize = 6;

/// The text of the file; `database` is the file's name without its ending.
pub fn metadata_json(database: &str, sheets: &[Sheet]) -> String {
    let tables: Map<String, Value> = sheets
        .iter()
        .map(|sheet| (sheet.name.to_owned(), table(sheet)))
        .chain([(
            "reports".to_owned(),
            json!({ "label_column": "label", "hidden": true }),
        )])
        .collect();
    let metadata = json!({
        "title": "政府信息公开工作年度报告 · open-government reports",
        "databases": { database: { "tables": tables } },
    });
    // Nothing but texts, lists and maps with text keys.
    serde_json::to_string_pretty(&metadata).unwrap_or_default() + "\n"
}

fn table(sheet: &Sheet) -> Value {
    let said = |zh: &str, en: &str| format!("{zh} · {en}");
    let columns: Map<String, Value> = sheet
        .columns
        .iter()
        .map(|c| (c.name.to_string(), said(&c.zh, &c.en).into()))
        .collect();
    let countable = sheet.columns.iter().filter(|column| {
        let few = matches!(column.kind, Kind::Word(_) | Kind::Label | Kind::Flag);
        (few && column.origin.is_none()) || column.name == "year"
    });
    let facets: Vec<&str> = countable.map(|c| &*c.name).take(FACETS).collect();
    json!({
        "title": sheet.zh,
        "description": sheet.en,
        "columns": columns,
        "facets": facets,
    })
}
