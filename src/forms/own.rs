//! Checks of the user's own: more relations between the cells of an edition, each a rule with a name and words of its own.

use serde::Deserialize;

use super::files::IdentityFile;
use super::load;
use super::{Each, FormError, Forms};
use crate::report::Severity;

/// A check of the user's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnCheck {
    /// Its id, by which its findings are known: lower case letters, digits and `-`.
    pub id: String,
    /// What it says, in a few words.
    pub title: String,
    /// The same in English; the title where it is left out.
    #[serde(default)]
    pub title_en: String,
    /// Why a breach matters; may be left out.
    #[serde(default)]
    pub why: String,
    /// How grave a breach is.
    #[serde(default = "warning")]
    pub severity: Severity,
    /// Editions it applies to; where none is named, all that have its table and keys.
    #[serde(default)]
    pub editions: Vec<String>,
    /// Key of the table.
    pub table: String,
    /// Whether it is repeated over rows or columns.
    pub each: Each,
    /// Only these rows or columns; all where empty.
    #[serde(default)]
    pub only: Vec<String>,
    /// The relation, as editions state theirs.
    pub formula: String,
}

fn warning() -> Severity {
    Severity::Warning
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnFile {
    check: Vec<OwnCheck>,
}

impl Forms {
    /// The forms that come with the program, with the checks in these files (name and text), and these checks.
    ///
    /// # Errors
    /// A file is no list of checks, an id is taken or badly formed, or a formula names what no edition has.
    pub fn with_own(files: &[(String, String)]) -> Result<(Self, Vec<OwnCheck>), FormError> {
        let mut forms = load::embedded();
        let mut checks: Vec<OwnCheck> = Vec::new();
        for (name, text) in files {
            let fail = |what: String| FormError {
                file: name.clone(),
                what,
            };
            let file: OwnFile = toml::from_str(text).map_err(|e| fail(e.to_string()))?;
            for check in file.check {
                let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                if check.id.is_empty() || check.id.len() > 60 || !check.id.chars().all(is_key) {
                    let what = format!("id `{}`: lower case letters, digits and - only", check.id);
                    return Err(fail(what));
                }
                if checks.iter().any(|other| other.id == check.id) {
                    return Err(fail(format!("id `{}` stands twice", check.id)));
                }
                forms.add(&check).map_err(fail)?;
                checks.push(check);
            }
        }
        Ok((forms, checks))
    }

    /// Adds a check to the editions it applies to.
    fn add(&mut self, check: &OwnCheck) -> Result<(), String> {
        let named = |id: &String| check.editions.is_empty() || check.editions.contains(id);
        if let Some(unknown) = check
            .editions
            .iter()
            .find(|id| !self.editions.iter().any(|edition| edition.id == **id))
        {
            return Err(format!("check {}: no edition `{unknown}`", check.id));
        }
        let mut last = format!("check {}: no edition has table `{}`", check.id, check.table);
        let mut added = false;
        for edition in self.editions.iter_mut().filter(|e| named(&e.id)) {
            let file = IdentityFile {
                rule: check.id.clone(),
                table: check.table.clone(),
                each: check.each,
                only: check.only.clone(),
                formula: check.formula.clone(),
                severity: None,
            };
            match file.build(&edition.tables) {
                Ok(identity) => {
                    added = true;
                    if identity.relation.spans_years() {
                        edition.series.push(identity);
                    } else {
                        edition.identities.push(identity);
                    }
                }
                // An edition that was named has to have it.
                Err(what) if !check.editions.is_empty() => return Err(what),
                Err(what) => last = what,
            }
        }
        if added { Ok(()) } else { Err(last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<(Forms, Vec<OwnCheck>), FormError> {
        Forms::with_own(&[("own.toml".to_owned(), text.to_owned())])
    }

    const CHECK: &str = "[[check]]\nid = \"more-asked-than-granted\"\ntitle = \"予以公开不多于收到\"\n\
                         table = \"requests\"\neach = \"column\"\nformula = \"granted <= new + carried_in\"\n";

    #[test]
    fn a_check_is_added_to_every_edition_that_has_its_cells() {
        let (forms, checks) = with(CHECK).unwrap();
        assert_eq!((checks.len(), checks[0].severity), (1, Severity::Warning));
        let has = |id: &str| {
            let edition = forms.editions.iter().find(|e| e.id == id).unwrap();
            edition.identities.iter().any(|i| i.rule == checks[0].id)
        };
        assert!(has("2019") && has("2021") && !has("2014"));
        let only = format!("{CHECK}editions = [\"2021\"]\n");
        let (forms, _) = with(&only).unwrap();
        let of_2019 = forms.editions.iter().find(|e| e.id == "2019").unwrap();
        assert!(
            !of_2019
                .identities
                .iter()
                .any(|i| i.rule == "more-asked-than-granted")
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_the_file() {
        for (text, what) in [
            (CHECK.replace("granted <=", "grunted <="), "grunted"),
            (CHECK.replace("\"requests\"", "\"request\""), "request"),
            (CHECK.replace("more-asked", "More asked"), "lower case"),
            (format!("{CHECK}{CHECK}"), "twice"),
            (format!("{CHECK}editions = [\"2014\"]\n"), "requests"),
            (format!("{CHECK}editions = [\"1999\"]\n"), "1999"),
            (format!("{CHECK}color = 1\n"), "color"),
        ] {
            let error = with(&text).unwrap_err().to_string();
            assert!(
                error.contains("own.toml") && error.contains(what),
                "{error}"
            );
        }
    }
}
