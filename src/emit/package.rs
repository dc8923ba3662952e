//! `datapackage.json`: the CSV files and their columns, as Frictionless describes tables.

use serde_json::{Map, Value, json};

use super::PROGRAM_VERSION;
use super::codebook::type_of;
use super::sheet::{Column, Kind, Sheet};

/// The text of the file. `sheets` are those written as CSV, `wide` among them or not.
pub fn package_json(sheets: &[&Sheet]) -> String {
    let resources: Vec<Value> = sheets.iter().map(|sheet| resource(sheet, sheets)).collect();
    let package = json!({
        "profile": "tabular-data-package",
        "name": "gouji",
        "title": "政府信息公开工作年度报告数据",
        "description": "Yearly open-government reports of Chinese public bodies as data: every field with its place, \
                        and where a report contradicts itself. codebook.csv describes every column.",
        "version": PROGRAM_VERSION,
        "resources": resources,
    });
    // Nothing but texts, lists and maps with text keys.
    serde_json::to_string_pretty(&package).unwrap_or_default() + "\n"
}

fn resource(sheet: &Sheet, all: &[&Sheet]) -> Value {
    let mut schema = Map::new();
    let fields: Vec<Value> = sheet.columns.iter().map(field).collect();
    schema.insert("fields".into(), fields.into());
    schema.insert("missingValues".into(), json!([""]));
    let reports = all.iter().find(|s| s.key == REPORT);
    if let (Some(reports), Some(_)) = (reports, sheet.column(REPORT[0]))
        && reports.name != sheet.name
    {
        let key = json!([{
            "fields": REPORT,
            "reference": { "resource": reports.name, "fields": REPORT },
        }]);
        schema.insert("foreignKeys".into(), key);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": sheet.name,
        "path": format!("{}.csv", sheet.name),
        "title": sheet.zh,
        "description": sheet.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

/// The key of the table with a row a report.
const REPORT: &[&str] = &["report_id"];

fn field(column: &Column) -> Value {
    let mut field = Map::new();
    field.insert("name".into(), (*column.name).into());
    field.insert("type".into(), type_of(&column.kind).into());
    field.insert("title".into(), (*column.zh).into());
    let mut said = column.en.to_string();
    if !column.unit.is_empty() {
        said += &format!(" ({})", column.unit);
    }
    if !column.note[1].is_empty() {
        said += &format!(". {}", column.note[1]);
    }
    field.insert("description".into(), said.into());
    if let Kind::Word(words) = &column.kind {
        field.insert("constraints".into(), json!({ "enum": words }));
    }
    field.into()
}
