//! JSON Schemas of the published shapes, made from their types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use super::wire;

/// The schema of a line of `reports.jsonl`.
pub fn report_schema() -> String {
    text::<wire::Report<'_>>(wire::REPORT_SCHEMA)
}

/// The schema of a finding, as `gouji check --format jsonl` prints it.
pub fn finding_schema() -> String {
    text::<wire::Finding<'_>>(wire::FINDING_SCHEMA)
}

fn text<T: JsonSchema>(id: &str) -> String {
    let mut schema: Schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert(
        "$id".to_owned(),
        format!("urn:{}", id.replace(['.', '/'], ":")).into(),
    );
    // A schema is a map with text keys.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
