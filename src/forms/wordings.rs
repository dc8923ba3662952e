//! The file of wordings (`wording.toml`) as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{SectionWording, Superseded, Wording};
use crate::fold::fold;
use crate::pattern::Pattern;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordingFile {
    section: Vec<SectionFile>,
    title: TitleFile,
    period: PeriodFile,
    published: PeriodFile,
    blank_form: BlankFormFile,
    #[serde(default)]
    superseded: Vec<SupersededFile>,
    numbers: NumbersFile,
    labels: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFile {
    number: u8,
    heading: String,
    pattern: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleFile {
    pattern: String,
    year: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodFile {
    lead: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlankFormFile {
    instructions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SupersededFile {
    number: String,
    pattern: String,
    until: u16,
    by: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumbersFile {
    units: Vec<String>,
    subtotals: Vec<String>,
    placeholders: Vec<String>,
}

impl WordingFile {
    /// The wordings, each pattern read.
    pub fn build(self) -> Result<Wording, String> {
        let regex = |text: &str| Pattern::new(text.to_owned());
        let mut sections = Vec::new();
        for section in self.section {
            sections.push(SectionWording {
                number: section.number,
                folded: fold(&section.heading),
                heading: section.heading,
                pattern: regex(&section.pattern)?,
            });
        }
        let mut superseded = Vec::new();
        for document in self.superseded {
            superseded.push(Superseded {
                pattern: regex(&document.pattern)?,
                number: document.number,
                until: document.until,
                by: document.by,
            });
        }
        let instructions = self.blank_form.instructions.iter();
        Ok(Wording {
            sections,
            title: regex(&self.title.pattern)?,
            title_year: regex(&self.title.year)?,
            period_lead: regex(&self.period.lead)?,
            published_lead: regex(&self.published.lead)?,
            instructions: instructions.map(|i| regex(i)).collect::<Result<_, _>>()?,
            superseded,
            units: self.numbers.units,
            subtotals: self.numbers.subtotals,
            placeholders: self.numbers.placeholders.iter().map(|p| fold(p)).collect(),
            labels: self.labels.into_iter().collect(),
        })
    }
}
