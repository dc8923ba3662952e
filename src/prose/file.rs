//! The vocabulary as it is written. `build.rs` reads it; what it makes of it the program reads much faster than its text.

use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct VocabularyFile {
    pub sense: Vec<SenseFile>,
    pub measure: Vec<MeasureFile>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SenseFile {
    pub name: String,
    /// For a sense that says there is none: the sense it says that of.
    pub implies: Option<String>,
    pub words: Vec<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureFile {
    pub name: String,
    pub zh: String,
    pub all: Vec<String>,
    #[serde(default)]
    pub any: Vec<String>,
    pub topic: Option<String>,
    #[serde(default = "yes")]
    pub judge: bool,
    pub unit: Option<String>,
    #[serde(default)]
    pub whole: bool,
    pub means: Vec<String>,
}

fn yes() -> bool {
    true
}
