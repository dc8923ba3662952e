//! The year of a report that its title does not name.

use std::sync::OnceLock;

use regex::Regex;

use super::Around;
use crate::error::Note;
use crate::fold::fold;
use crate::forms::Wording;
use crate::report::{Identity, Source};

/// Completes the year: what the title or the period says stands; then the name of the file, the years that the prose
/// speaks of, the folder, and the date of publication less one.
pub fn complete(identity: &mut Identity, around: Around<'_>, wording: &Wording) -> Option<Note> {
    if matches!(identity.year_from, Some(Source::Title | Source::Period)) {
        return None;
    }
    let by_file = || {
        of_name(&fold(stem(around.path)), wording)
            .map(|year| (year, Source::Path, "the name of the file"))
    };
    let by_prose = (identity.year_from == Some(Source::Prose))
        .then_some(identity.year)
        .flatten();
    let by_prose = || by_prose.map(|year| (year, Source::Prose, "the prose"));
    let by_folder = || of_folder(around.path).map(|year| (year, Source::Path, "the folder"));
    let by_date = || {
        let published = around.meta.published.as_deref()?;
        let year: u16 = plain_year().find(published)?.as_str().parse().ok()?;
        Some((year - 1, Source::Date, "the date of publication, less one"))
    };
    let found = by_file()
        .or_else(by_prose)
        .or_else(by_folder)
        .or_else(by_date);
    let (year, source, from) = found?;
    identity.year = Some(year);
    identity.year_from = Some(source);
    Some(Note::new(
        "year-guessed",
        format!("neither title nor period names a year; {year} is from {from}"),
    ))
}

/// The name of a file without its folders and its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 && ending.is_ascii() => stem,
        _ => name,
    }
}

/// The only year that a file name has, with 年 or without.
fn of_name(folded: &str, wording: &Wording) -> Option<u16> {
    let titled: Vec<&str> = wording
        .title_year
        .all(folded)
        .iter()
        .filter_map(|found| found.get(1))
        .collect();
    let years = if titled.is_empty() {
        alone(folded)
    } else {
        titled
    };
    only(&years)
}

/// Runs of exactly four digits that are a year.
fn alone(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4 && digits.starts_with("20"))
        .collect()
}

/// The year of the innermost folder that is named after one.
fn of_folder(path: &str) -> Option<u16> {
    let folders = path.rsplit(['/', '\\']).skip(1);
    folders.filter_map(|name| only(&alone(name))).next()
}

fn only(years: &[&str]) -> Option<u16> {
    let (first, rest) = years.split_first()?;
    rest.iter()
        .all(|year| year == first)
        .then(|| first.parse().ok())?
}

fn plain_year() -> &'static Regex {
    static YEAR: OnceLock<Regex> = OnceLock::new();
    #[allow(clippy::unwrap_used, reason = "a constant pattern, tested below")]
    YEAR.get_or_init(|| Regex::new(r"20[0-9]{2}").unwrap())
}
