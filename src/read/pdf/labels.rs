//! The numbers that a file gives its own pages: a cover and a table of contents often have Roman ones (PDF 32000-1,
//! 12.4.2).

use super::limits;
use super::strings::text_string;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

/// Labels longer than this are no page numbers.
const LONGEST: usize = 20;

/// How a run of pages is numbered.
struct Style {
    /// Index of its first page.
    from: usize,
    prefix: String,
    kind: Option<u8>,
    start: u32,
}

/// The label of each page; nothing where they are the plain numbers or the file says none.
pub(super) fn labels(pdf: &Pdf) -> Option<Vec<String>> {
    let xref = pdf.xref();
    let root = xref.get::<Dict<'_>>(xref.root_id())?;
    let tree = root.get::<Dict<'_>>("PageLabels")?;
    let mut styles = Vec::new();
    collect(&tree, 0, &mut styles);
    styles.sort_by_key(|style| style.from);
    let count = pdf.pages().len().min(limits::PAGES);
    let labels: Vec<String> = (0..count).map(|page| label(page, &styles)).collect();
    let plain = labels
        .iter()
        .zip(1..)
        .all(|(label, number)| *label == format!("{number}"));
    (!plain && !styles.is_empty()).then_some(labels)
}

fn label(page: usize, styles: &[Style]) -> String {
    let Some(style) = styles.iter().rev().find(|style| style.from <= page) else {
        return format!("{}", page + 1);
    };
    let number = style.start.saturating_add((page - style.from) as u32);
    let digits = match style.kind {
        Some(b'D') => number.to_string(),
        Some(b'R') => roman(number),
        Some(b'r') => roman(number).to_lowercase(),
        Some(b'A') => letters(number),
        Some(b'a') => letters(number).to_lowercase(),
        _ => String::new(),
    };
    let label = format!("{}{digits}", style.prefix);
    label
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST)
        .collect()
}

fn collect(node: &Dict<'_>, depth: usize, styles: &mut Vec<Style>) {
    if let Some(pairs) = node.get::<Array<'_>>("Nums") {
        let mut items = pairs.iter::<Object<'_>>().take(limits::PAGES);
        while let (Some(from), Some(style)) = (items.next(), items.next()) {
            let (Some(from), Some(style)) = (from.into_i32(), style.into_dict()) else {
                continue;
            };
            styles.push(Style {
                from: usize::try_from(from).unwrap_or(0),
                prefix: style
                    .get::<PdfString<'_>>("P")
                    .map(|prefix| text_string(&prefix))
                    .unwrap_or_default(),
                kind: style.get::<Name<'_>>("S").and_then(|s| s.first().copied()),
                start: style.get::<u32>("St").unwrap_or(1),
            });
        }
    }
    let kids = node.get::<Array<'_>>("Kids").unwrap_or_default();
    if depth < limits::FORM_DEPTH {
        for kid in kids.iter::<Dict<'_>>().take(limits::FORM_DEPTH) {
            collect(&kid, depth + 1, styles);
        }
    }
}

/// Roman numerals as far as pages go.
fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 9999 {
        return number.to_string();
    }
    let (mut rest, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            rest -= value;
            text.push_str(sign);
        }
    }
    text
}

/// A to Z, then AA to ZZ, then AAA and so on.
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(b'A' + (index % 26) as u8);
    std::iter::repeat_n(letter, (index / 26) as usize + 1)
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_numbers() {
        assert_eq!(
            [1, 4, 9, 14, 1999].map(roman),
            ["I", "IV", "IX", "XIV", "MCMXCIX"]
        );
        assert_eq!([1, 26, 27, 53].map(letters), ["A", "Z", "AA", "AAA"]);
        assert_eq!((letters(0), roman(0)), (String::new(), String::new()));
        assert_eq!(letters(u32::MAX).len(), LONGEST);
    }
}
