//! Percentages said in the prose against every part and whole that they can be of.

use super::draft::Draft;
use super::view::View;
use super::{Particulars, Rule};
use crate::prose::{Share, Vocabulary};
use crate::report::{SCALE_DIGITS, plain};

/// One finding a percentage.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let shares = view.prose.shares.iter().filter(|share| share.judged);
    shares
        .filter_map(|share| differs(rule, view, share))
        .collect()
}

/// Parts and wholes that a percentage may be of.
struct Choices {
    parts: Vec<i128>,
    wholes: Vec<i128>,
    doubtful: bool,
}

fn choices(view: &View<'_>, share: &Share) -> Option<Choices> {
    let vocabulary = Vocabulary::embedded();
    let mut choices = Choices {
        parts: share.part.into_iter().collect(),
        wholes: share.wholes.clone(),
        doubtful: false,
    };
    if let Some(measure) = share.part_measure {
        let candidates = vocabulary.measures[measure].candidates(view.forms, view.report);
        choices.doubtful |= candidates.doubtful();
        if candidates.open {
            return None;
        }
        choices
            .parts
            .extend(candidates.sums.iter().map(|sum| sum.value));
    }
    let wholes = vocabulary.measures.iter().enumerate();
    for (at, measure) in wholes {
        let wanted = match share.whole_measure {
            Some(named) => named == at,
            None => measure.whole,
        };
        if wanted {
            let candidates = measure.candidates(view.forms, view.report);
            choices.doubtful |= candidates.doubtful();
            if candidates.open {
                return None;
            }
            choices
                .wholes
                .extend(candidates.sums.iter().map(|sum| sum.value));
        }
    }
    choices.wholes.retain(|whole| *whole > 0);
    (!choices.parts.is_empty() && !choices.wholes.is_empty()).then_some(choices)
}

fn differs(rule: &'static Rule, view: &View<'_>, share: &Share) -> Option<Draft> {
    let choices = choices(view, share)?;
    let fits = choices.parts.iter().any(|part| {
        choices
            .wholes
            .iter()
            .any(|whole| is_share(*part, *whole, share.percent, share.places))
    });
    if fits {
        return None;
    }
    // The whole that was said last is the likeliest.
    let said = share.wholes.iter().rev().find(|whole| **whole > 0);
    let (part, whole) = (*choices.parts.first()?, *said.or(choices.wholes.first())?);
    let exact = plain(percent(part, whole, 2));
    let particulars = Particulars::default()
        .with("said", &share.printed)
        .with("part", plain(part))
        .with("whole", plain(whole))
        .with("exact", &exact);
    let mut draft = Draft::on_report(rule, share.quote.offset)
        .doubted(choices.doubtful)
        .say(rule, "differs", &particulars);
    let requests = view.sheets().find(|sheet| sheet.table.id == "requests");
    if let Some(sheet) = requests {
        draft.order.0 = sheet.at + 1;
        draft.finding.edition.clone_from(&sheet.edition.id);
        draft.finding.table.clone_from(&sheet.table.id);
    }
    draft.finding.expected = exact;
    draft.finding.found.clone_from(&share.printed);
    draft.finding.equation = format!(
        "{} / {} = {}% ≠ {}%",
        plain(part),
        plain(whole),
        draft.finding.expected,
        share.printed
    );
    draft.finding.quote.clone_from(&share.quote.text);
    draft.finding.place = share.quote.place;
    Some(draft)
}

const ONE: i128 = 10_i128.pow(SCALE_DIGITS as u32);

/// A percentage, scaled, rounded half up to some digits behind the point.
fn percent(part: i128, whole: i128, places: u32) -> i128 {
    let step = 10_i128.pow((SCALE_DIGITS as u32).saturating_sub(places));
    let scaled = part * 100 * ONE;
    // Half of a step is added before the cut.
    let doubled = (2 * scaled + whole * step) / (2 * whole);
    doubled / step * step
}

/// Whether a percentage is that of a part in a whole, rounded or cut to its digits.
fn is_share(part: i128, whole: i128, said: i128, places: u32) -> bool {
    let step = 10_i128.pow((SCALE_DIGITS as u32).saturating_sub(places));
    let cut = part * 100 * ONE / whole / step * step;
    said == cut || said == percent(part, whole, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_or_cut() {
        let said = |text: &str| crate::report::scaled_decimal(text).unwrap();
        let fits = |part: i128, whole: i128, text: &str| {
            let places = text.split_once('.').map_or(0, |(_, f)| f.len() as u32);
            is_share(part * ONE, whole * ONE, said(text), places)
        };
        assert!(fits(258, 805, "32.05") && fits(258, 805, "32.0") && fits(258, 805, "32"));
        assert!(!fits(258, 805, "33.9"));
        // 4.3478: cut to 4.34, rounded to 4.35.
        assert!(fits(35, 805, "4.34") && fits(35, 805, "4.35") && !fits(35, 805, "4.36"));
        assert!(fits(1, 8, "12.5") && fits(1, 8, "13") && fits(1, 8, "12"));
        assert!(fits(3, 3, "100") && fits(0, 3, "0"));
        assert_eq!(plain(percent(258 * ONE, 805 * ONE, 2)), "32.05");
    }
}
