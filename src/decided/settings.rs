//! `gouji.toml`: how grave breaches of a rule are taken, and which are in order.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::LineError;
use crate::fold::fold;
use crate::report::{Finding, Identity, Severity};
use crate::rules::Rules;

/// Severities and exceptions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// By rule: another severity, or `off`.
    #[serde(default)]
    severity: BTreeMap<String, Level>,
    /// Findings that are in order.
    #[serde(default)]
    exception: Vec<Exception>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Off,
    Notice,
    Warning,
    Error,
}

/// Findings that are in order: those that all of what is said here fits.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    /// Why they are; a list of exceptions without reasons cannot be checked by anyone.
    why: String,
    rule: Option<String>,
    /// Name of the body, as in the outputs.
    body: Option<String>,
    year: Option<u16>,
    /// Path of the file; `*` stands for anything.
    path: Option<String>,
    /// `table/row/column`; `*` stands for anything.
    cell: Option<String>,
}

impl Settings {
    /// Reads the file.
    ///
    /// # Errors
    /// It is no TOML, has a key that nothing is known of, names a rule that is none, or an exception says nothing of what
    /// it fits.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let fail = |what: String| LineError { line: 0, what };
        let settings: Self = toml::from_str(text).map_err(|error| LineError {
            line: error.span().map_or(0, |span| {
                1 + text[..span.start.min(text.len())].matches('\n').count()
            }),
            what: error.message().to_owned(),
        })?;
        let exceptions = settings.exception.iter();
        let named = exceptions.filter_map(|exception| exception.rule.as_ref());
        for rule in settings.severity.keys().chain(named) {
            if Rules::embedded().get(rule).is_none() {
                return Err(fail(format!("no rule {rule}; gouji rules lists them all")));
            }
        }
        for exception in &settings.exception {
            if exception.why.trim().is_empty() {
                return Err(fail("an exception has no why".into()));
            }
            if exception.fits_everything() {
                let what = "an exception needs a rule, a body, a year, a path or a cell";
                return Err(fail(what.into()));
            }
        }
        Ok(settings)
    }

    /// How grave a finding is taken; `None` where it is not to be told.
    pub fn severity(&self, path: &str, of: &Identity, finding: &Finding) -> Option<Severity> {
        let mut exceptions = self.exception.iter();
        if exceptions.any(|exception| exception.fits(path, of, finding)) {
            return None;
        }
        match self.severity.get(finding.rule) {
            None => Some(finding.severity),
            Some(Level::Off) => None,
            Some(Level::Notice) => Some(Severity::Notice),
            Some(Level::Warning) => Some(Severity::Warning),
            Some(Level::Error) => Some(Severity::Error),
        }
    }
}

impl Exception {
    fn fits_everything(&self) -> bool {
        let said = [&self.rule, &self.body, &self.path, &self.cell];
        self.year.is_none() && said.into_iter().all(Option::is_none)
    }

    fn fits(&self, path: &str, of: &Identity, finding: &Finding) -> bool {
        let keys = [&finding.table, &finding.row, &finding.column];
        let cell = keys.map(String::as_str).join("/");
        let cells = || finding.cells.iter().filter(|cell| cell.report.is_empty());
        let is =
            |said: &Option<String>, fits: &dyn Fn(&str) -> bool| said.as_deref().is_none_or(fits);
        is(&self.rule, &|rule| rule == finding.rule)
            && is(&self.body, &|body| fold(body) == fold(&of.agency))
            && self.year.is_none_or(|year| of.year == Some(year))
            && is(&self.path, &|pattern| like(pattern, path))
            && is(&self.cell, &|pattern| {
                like(pattern, &cell) || cells().any(|cell| like(pattern, &cell.to_string()))
            })
    }
}

/// Whether a text is as a pattern says, in which `*` stands for any characters.
fn like(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut ends_open = false;
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        ends_open = part.is_empty();
        if parts.peek().is_none() {
            return ends_open || rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    ends_open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text, fits) in [
            ("a/b", "a/b", true),
            ("a/b", "a/bc", false),
            ("a/*", "a/bc", true),
            ("*/total", "disputes/review/total", true),
            ("d*/r*/total", "disputes/review/total", true),
            ("d*/x*/total", "disputes/review/total", false),
            ("*", "", true),
            ("a*a", "a", false),
            ("a*b", "ab", true),
        ] {
            assert_eq!(like(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let said = |text: &str| Settings::parse(text).unwrap_err();
        assert!(
            said("[severity]\nno-such-rule = \"off\"")
                .what
                .contains("no-such-rule")
        );
        assert_eq!(said("\n\ncolor = 1").line, 3);
        assert!(
            said("[[exception]]\nwhy = \"so\"")
                .what
                .contains("needs a rule")
        );
        assert!(
            said("[[exception]]\nwhy = \" \"\nyear = 2020")
                .what
                .contains("no why")
        );
        assert!(said("[severity]\npublished-late = \"loud\"").line > 0);
    }
}
