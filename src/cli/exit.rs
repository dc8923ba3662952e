//! How a call ends.

use std::process::ExitCode;

use clap::ValueEnum;
use gouji::emit::Tally;
use gouji::report::Severity;

/// The exit statuses. 2 wins over 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything could be read and nothing at or above `--fail-on` was found.
    Clean = 0,
    /// There are findings at or above `--fail-on`.
    Findings = 1,
    /// Some input could not be read, or the call was wrong. A file that is no report, or has no tables, could be
    /// read.
    Trouble = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Exit {
    /// The end of a run that looks for findings.
    pub fn of_check(tally: &Tally, fail_on: FailOn) -> Self {
        match (Self::of_reading(tally), tally.worst()) {
            (Self::Clean, Some(worst)) if fail_on.is_met_by(worst) => Self::Findings,
            (exit, _) => exit,
        }
    }

    /// The end of a run that only reads.
    pub fn of_reading(tally: &Tally) -> Self {
        if tally.failures() > 0 {
            Self::Trouble
        } else {
            Self::Clean
        }
    }
}

/// From which severity on findings make the call end with 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any finding.
    Notice,
    /// Warnings and errors.
    #[default]
    Warning,
    /// Errors only.
    Error,
    /// No finding at all.
    Never,
}

impl FailOn {
    fn is_met_by(self, severity: Severity) -> bool {
        match self {
            Self::Notice => true,
            Self::Warning => severity >= Severity::Warning,
            Self::Error => severity >= Severity::Error,
            Self::Never => false,
        }
    }
}

/// Why a call ends before its work is done.
#[derive(Debug)]
pub enum Stop {
    /// Who read the output does not want more of it. No reason to complain.
    Pipe,
    /// This signal asked for the end.
    Signal(u8),
    /// This has to be said, and the exit status is 2.
    Said(String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji::error::Status;

    fn tally(status: Status, severity: Option<Severity>) -> Tally {
        let mut tally = Tally::default();
        tally.statuses.insert(status, 1);
        tally.severities.extend(severity.map(|s| (s, 1)));
        tally
    }

    #[test]
    fn two_wins_over_one_and_one_begins_at_fail_on() {
        use Severity::{Error, Notice, Warning};
        for (status, severity, fail_on, expected) in [
            (Status::Ok, None, FailOn::Notice, 0),
            (Status::Ok, Some(Notice), FailOn::Warning, 0),
            (Status::Ok, Some(Notice), FailOn::Notice, 1),
            (Status::Ok, Some(Warning), FailOn::Warning, 1),
            (Status::Ok, Some(Warning), FailOn::Error, 0),
            (Status::Ok, Some(Error), FailOn::Error, 1),
            (Status::Ok, Some(Error), FailOn::Never, 0),
            (Status::NotAReport, None, FailOn::Notice, 0),
            (Status::NoTables, Some(Error), FailOn::Warning, 1),
            (Status::Damaged, None, FailOn::Never, 2),
            (Status::Crashed, Some(Error), FailOn::Warning, 2),
        ] {
            let tally = tally(status, severity);
            let exit = Exit::of_check(&tally, fail_on);
            assert_eq!(exit as u8, expected, "{status} {severity:?} {fail_on:?}");
        }
        let tally = tally(Status::Ok, Some(Error));
        assert_eq!(Exit::of_reading(&tally), Exit::Clean);
    }
}
