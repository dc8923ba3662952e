//! The file of a rule as it is written. `build.rs` reads it; what it makes of it the program reads much faster than its
//! text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    pub id: String,
    pub severity: String,
    pub scope: String,
    #[serde(default)]
    pub editions: Vec<String>,
    pub title: Text,
    pub checks: Text,
    pub why: Text,
    pub clause: Text,
    pub example: Text,
    pub legitimate: Text,
    pub silence: Text,
    pub message: BTreeMap<String, Text>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub zh: String,
    pub en: String,
}
