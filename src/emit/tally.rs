//! What a run came to, in numbers: the basis of the summary, of `run.json` and of the exit status.

use std::collections::BTreeMap;

use super::Outcome;
use crate::decided::Passed;
use crate::error::Status;
use crate::report::{Coverage, Finding, Severity, Verdict};

/// Counts over all inputs of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Inputs, passed-over ones too.
    pub files: usize,
    /// Inputs by how they ended.
    pub statuses: BTreeMap<Status, usize>,
    /// Reports.
    pub reports: usize,
    /// Findings by severity.
    pub severities: BTreeMap<Severity, usize>,
    /// Findings that may be a misreading of this program.
    pub readings: usize,
    /// What was checked in all reports, and what could not be.
    pub coverage: Coverage,
    /// Findings that are not shown, since somebody decided so.
    pub passed: Passed,
}

impl Tally {
    /// Adds one input.
    pub fn add(&mut self, outcome: &Outcome) {
        self.files += 1;
        *self.statuses.entry(outcome.audited.status).or_default() += 1;
        for report in &outcome.audited.reports {
            self.reports += 1;
            self.coverage.add(&report.coverage);
            for finding in &report.findings {
                self.add_finding(finding);
            }
        }
    }

    /// Adds findings of which no input is: of reports that should be there.
    pub fn add_absent(&mut self, outcome: &Outcome) {
        for finding in outcome.audited.reports.iter().flat_map(|r| &r.findings) {
            self.add_finding(finding);
        }
    }

    fn add_finding(&mut self, finding: &Finding) {
        *self.severities.entry(finding.severity).or_default() += 1;
        self.readings += usize::from(finding.verdict == Verdict::Reading);
    }

    /// Inputs that could not be read.
    pub fn failures(&self) -> usize {
        let failed = self.statuses.iter().filter(|(s, _)| s.is_failure());
        failed.map(|(_, n)| n).sum()
    }

    /// All findings.
    pub fn findings(&self) -> usize {
        self.severities.values().sum()
    }

    /// The gravest severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.severities.keys().next_back().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn counts_files_reports_and_findings() {
        let mut tally = Tally::default();
        assert_eq!(tally.worst(), None);
        tally.add(&sample::outcome("a"));
        tally.add(&sample::outcome("b"));
        let mut damaged = sample::outcome("c");
        damaged.audited.status = Status::Damaged;
        damaged.audited.reports.clear();
        tally.add(&damaged);
        assert_eq!((tally.files, tally.reports), (3, 2));
        assert_eq!((tally.findings(), tally.failures()), (4, 1));
        assert_eq!(tally.worst(), Some(Severity::Error));
        assert_eq!((tally.coverage.checked(), tally.coverage.broken), (14, 4));
    }
}
