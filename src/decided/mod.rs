//! What people have decided about findings and values: severities and exceptions (`gouji.toml`), what was known before
//! (a baseline), and decisions on single findings and values (`decisions.csv`). Kept in files of the user's, so that
//! every later run gives the same.

mod baseline;
mod decisions;
mod settings;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::report::{Report, Severity};

pub use baseline::read_baseline;
pub use decisions::{Cell, Decision, Decisions, Kind};
pub use settings::Settings;

/// All that was decided.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// Severities and exceptions.
    pub settings: Settings,
    /// Ids of findings that were known before, if a baseline was given.
    pub baseline: Option<BTreeSet<String>>,
    /// Decisions on findings and values.
    pub decisions: Arc<Decisions>,
}

/// Findings that are not shown, by why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Switched off, or an exception fits.
    pub excepted: usize,
    /// In the baseline.
    pub known: usize,
    /// Found to be none.
    pub dismissed: usize,
}

impl Passed {
    /// All of them.
    pub fn count(&self) -> usize {
        self.excepted + self.known + self.dismissed
    }
}

impl Decided {
    /// Whether every finding stays as it is.
    pub fn is_empty(&self) -> bool {
        self.settings == Settings::default()
            && self.baseline.is_none()
            && !self.decisions.has_findings()
    }

    /// Applies what was decided to the findings of a report. `ids` are theirs, in order; `path` is that of the file.
    pub fn apply(&self, path: &str, ids: &[String], report: &mut Report, passed: &mut Passed) {
        let identity = report.identity.clone();
        let mut ids = ids.iter();
        report.findings.retain_mut(|finding| {
            let id = ids.next().map_or("", String::as_str);
            match self.settings.severity(path, &identity, finding) {
                None => {
                    passed.excepted += 1;
                    return false;
                }
                Some(severity) => finding.severity = severity,
            }
            if self
                .baseline
                .as_ref()
                .is_some_and(|known| known.contains(id))
            {
                passed.known += 1;
                return false;
            }
            let Some(decision) = self.decisions.of_finding(id) else {
                return true;
            };
            if decision.kind == Kind::Dismissed {
                passed.dismissed += 1;
                return false;
            }
            if decision.kind == Kind::Explained {
                finding.severity = Severity::Notice;
            }
            let (zh, en) = decision.sentence();
            finding.message.zh.push_str(&zh);
            finding.message.en.push_str(&en);
            true
        });
    }
}
