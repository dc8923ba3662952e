//! Lists by their styles.

use crate::read::numbering::{LEVELS, Level};
use crate::read::numerals::Numerals;
use crate::read::xml::Xml;

/// The levels of a list style, each with its number from 0.
pub fn levels(xml: &Xml<'_>, at: usize) -> Vec<(usize, Level)> {
    let level = |at: usize| {
        let number = usize::try_from(xml.number(at, "level")?.checked_sub(1)?).ok()?;
        (number < LEVELS).then(|| (number, level(xml, at, number)))
    };
    xml.children(at).filter_map(level).collect()
}

fn level(xml: &Xml<'_>, at: usize, number: usize) -> Level {
    let text = |name: &str| xml.attribute(at, name).unwrap_or_default();
    let numerals = match xml.nodes[at].name {
        "list-level-style-number" | "outline-level-style" => numerals(&text("num-format")),
        _ => Numerals::Bullet,
    };
    let shown = xml.number(at, "display-levels").unwrap_or(1);
    let shown = usize::try_from(shown).unwrap_or(1).clamp(1, number + 1);
    let pattern = text("num-list-format");
    let pattern = if pattern.is_empty() {
        let counts: Vec<String> = (number + 2 - shown..=number + 1)
            .map(|n| format!("%{n}"))
            .collect();
        format!(
            "{}{}{}",
            text("num-prefix"),
            counts.join("."),
            text("num-suffix")
        )
    } else {
        // `%1%.%2%.`: here a count has no sign behind it.
        (1..=LEVELS).fold(pattern, |pattern, n| {
            pattern.replace(&format!("%{n}%"), &format!("%{n}"))
        })
    };
    let start = xml.number(at, "start-value").unwrap_or(1);
    let followed = xml
        .descendant(at, "list-level-label-alignment")
        .and_then(|at| xml.attribute(at, "label-followed-by"));
    Level {
        start: u32::try_from(start).unwrap_or(1).min(1_000_000),
        // An empty format prints no number, and what stands around it neither.
        text: if numerals == Numerals::None {
            String::new()
        } else {
            pattern
        },
        numerals,
        gap: if followed.as_deref() == Some("nothing") {
            ""
        } else {
            " "
        },
        ..Level::default()
    }
}

/// A form of numerals by its first sign; Chinese ones are written as an enumeration.
fn numerals(format: &str) -> Numerals {
    match format.split([',', ' ']).next().unwrap_or_default() {
        "" => Numerals::None,
        "1" => Numerals::Decimal,
        "01" => Numerals::DecimalZero,
        "a" => Numerals::LowerLetter,
        "A" => Numerals::UpperLetter,
        "i" => Numerals::LowerRoman,
        "I" => Numerals::UpperRoman,
        "一" | "일" => Numerals::Chinese,
        "壹" | "壱" => Numerals::Financial,
        "甲" => Numerals::Stems,
        "子" => Numerals::Branches,
        "①" => Numerals::Circled,
        "１" => Numerals::FullWidth,
        _ => Numerals::Decimal,
    }
}
