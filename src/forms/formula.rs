//! The tiny language in which a form states its relations.
//!
//! ```text
//! relation := sum ("=" | ">=" | "<=") sum
//! sum      := term (("+" | "-") term)*
//! term     := name | "prior" name | "sum(" name ("," name)* ")"
//! name     := a row key or a column key, "prefix.*" for all keys below a prefix
//! ```
//!
//! `prior` takes the cell from the same body's report of the year before.

use std::fmt;

/// How the two sides of a relation compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Equal,
    /// Left at least right.
    AtLeast,
    /// Left at most right.
    AtMost,
}

impl Comparison {
    /// Whether `left` and `right` stand in this relation.
    pub fn holds(self, left: i128, right: i128) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
        }
    }

    /// The sign to print where the relation is broken.
    pub fn broken_sign(self) -> &'static str {
        match self {
            Self::Equal => "≠",
            Self::AtLeast => "<",
            Self::AtMost => ">",
        }
    }
}

/// A term of a sum: a key and whether it is subtracted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Key of a row (in a relation over each column) or of a column (over each row).
    pub key: String,
    /// True where it is subtracted.
    pub negative: bool,
    /// True where the cell of the year before is meant.
    pub prior: bool,
}

/// A parsed relation with its keys resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Left side.
    pub left: Vec<Term>,
    /// How the sides compare.
    pub comparison: Comparison,
    /// Right side.
    pub right: Vec<Term>,
}

impl Relation {
    /// Whether it needs the report of the year before.
    pub fn spans_years(&self) -> bool {
        self.left.iter().chain(&self.right).any(|term| term.prior)
    }
}

/// What is wrong with a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError(pub String);

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Parses `text`, resolving every name among `keys`.
///
/// # Errors
/// A message that names the part of the formula that is not understood, or the name that no key has.
pub fn parse(text: &str, keys: &[&str]) -> Result<Relation, FormulaError> {
    let (sign, comparison) = [
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        ("=", Comparison::Equal),
    ]
    .into_iter()
    .find(|(sign, _)| text.contains(sign))
    .ok_or_else(|| FormulaError(format!("no =, >= or <= in `{text}`")))?;
    let mut sides = text.splitn(2, sign);
    let left = parse_sum(sides.next().unwrap_or_default(), keys)?;
    let right = parse_sum(sides.next().unwrap_or_default(), keys)?;
    Ok(Relation {
        left,
        comparison,
        right,
    })
}

fn parse_sum(text: &str, keys: &[&str]) -> Result<Vec<Term>, FormulaError> {
    let mut terms = Vec::new();
    let mut rest = text.trim();
    let mut negative = false;
    loop {
        let (term, after) = match rest.strip_prefix("sum(") {
            Some(inner) => inner
                .split_once(')')
                .ok_or_else(|| FormulaError(format!("`sum(` is not closed in `{text}`")))?,
            None => rest.split_at(rest.find(['+', '-']).unwrap_or(rest.len())),
        };
        for name in term.split(',') {
            push_name(name.trim(), negative, keys, &mut terms)?;
        }
        let after = after.trim_start();
        negative = match after.chars().next() {
            None => return Ok(terms),
            Some('+') => false,
            Some('-') => true,
            Some(other) => {
                return Err(FormulaError(format!(
                    "`{other}` is not expected in `{text}`"
                )));
            }
        };
        rest = after[1..].trim_start();
    }
}

fn push_name(
    name: &str,
    negative: bool,
    keys: &[&str],
    terms: &mut Vec<Term>,
) -> Result<(), FormulaError> {
    let before = terms.len();
    let (prior, name) = match name.strip_prefix("prior ") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, name),
    };
    let matches = |key: &str| match name.strip_suffix('*') {
        Some(prefix) => key.starts_with(prefix),
        None => key == name,
    };
    terms.extend(keys.iter().filter(|key| matches(key)).map(|key| Term {
        key: (*key).to_owned(),
        negative,
        prior,
    }));
    if terms.len() == before {
        return Err(FormulaError(format!(
            "`{name}` is no row or column of the table"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(terms: &[Term]) -> Vec<String> {
        terms
            .iter()
            .map(|t| format!("{}{}", if t.negative { "-" } else { "" }, t.key))
            .collect()
    }

    #[test]
    fn sums_names_and_groups() {
        let names = ["a", "b.x", "b.y", "c"];
        let r = parse("sum(a, b.*) = c", &names).unwrap();
        assert_eq!(keys(&r.left), ["a", "b.x", "b.y"]);
        assert_eq!(keys(&r.right), ["c"]);
        let r = parse("c >= a - b.x", &names).unwrap();
        assert_eq!(keys(&r.right), ["a", "-b.x"]);
        assert_eq!(r.comparison, Comparison::AtLeast);
    }

    #[test]
    fn cells_of_the_year_before() {
        let r = parse("a = prior a + c - prior b.x", &["a", "b.x", "c"]).unwrap();
        assert_eq!(keys(&r.right), ["a", "c", "-b.x"]);
        let prior: Vec<bool> = r.right.iter().map(|t| t.prior).collect();
        assert_eq!(prior, [true, false, true]);
        assert!(r.spans_years() && !parse("a = c", &["a", "c"]).unwrap().spans_years());
        assert!(parse("a = priority", &["a", "ity"]).is_err());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for bad in ["a + b", "a = d", "sum(a = b", "= a", "a = b ! c", "a = "] {
            assert!(parse(bad, &["a", "b"]).is_err(), "{bad}");
        }
    }
}
