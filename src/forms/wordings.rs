//! What the file of wordings (`wording.toml`) says.

use super::files::WordingFile;
use super::{SectionWording, Superseded, Wording};
use crate::fold::fold;
use crate::pattern::Pattern;

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
