//! Text folded for matching: what looks or means the same compares equal. Never for output: raw text is kept.

use unicode_normalization::UnicodeNormalization;

/// The unified ideographs of U+2E80 to U+2EF3 (CJK Radicals Supplement), which compatibility folding leaves alone.
/// From Unicode's EquivalentUnifiedIdeograph data; `　` where there is none.
const RADICALS: &str = "冫厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄㣺扌攵　旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟\
罓罒网网网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// Folds to half-width, composed, simplified-radical form without white space; typographic dashes and quotes are
/// made one each.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut out);
    }
    out
}

fn fold_char(c: char, out: &mut String) {
    match c {
        '!'..='~' => out.push(c),
        '\u{4e00}'..='\u{9fff}' => out.push(c),
        c if is_blank(c) => {}
        '\u{ff01}'..='\u{ff5e}' => out.push(char::from((u32::from(c) - 0xfee0) as u8)),
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞' =>
        {
            out.push('"');
        }
        '‘' | '’' | '‚' | '‛' => out.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '─' | '━' => out.push('-'),
        '、' => out.push(','),
        '。' => out.push('.'),
        '\u{2e80}'..='\u{2ef3}' => out.push(radical(c)),
        c => out.extend(c.nfkc().filter(|c| !is_blank(*c))),
    }
}

fn radical(c: char) -> char {
    RADICALS
        .chars()
        .nth((u32::from(c) - 0x2e80) as usize)
        .filter(|r| *r != '　')
        .unwrap_or(c)
}

/// White space of every kind, and what prints nothing.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{3164}' | '\0'..='\u{1f}'
        )
}

/// Whether nothing is printed.
pub fn is_empty(text: &str) -> bool {
    text.chars().all(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_spaces_and_radicals() {
        assert_eq!(fold("（一） 予以公开　"), "(一)予以公开");
        assert_eq!(fold("⼈⺠政府⻚⻓⻔"), "人民政府页长门");
        assert_eq!(fold("１２３．５"), "123.5");
        assert_eq!(fold("—－−"), "---");
        assert_eq!(RADICALS.chars().count(), 0x2ef3 - 0x2e80 + 1);
    }
}
