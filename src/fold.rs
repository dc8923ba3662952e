//! Text folded for matching: what looks or means the same compares equal. Never for output: raw text is kept.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// The unified ideographs of U+2E80 to U+2EF3 (CJK Radicals Supplement), which compatibility folding leaves alone.
/// From Unicode's EquivalentUnifiedIdeograph data; `　` where there is none.
const RADICALS: &str = "冫厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄㣺扌攵　旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟\
罓罒网网网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// Traditional characters of the words that forms use, by code point, and below them the simplified ones.
const TRADITIONAL: &str = "侷係個傢億內動務區厤員問單噹嚮國埰執報寀審對屬廢廳強後復應捲採據數於時暫曆曏會査條業構機權歷決沒況減為無爲獲現當發確祕穩\
穫箇範糾納組結統經維縣總織繫繳繼續纍罰與舉萬處號補製複規計訟訪設許訴詢試認說説請議護負費購踰轉辦這週進過適鄉錶鎭鎮開間閤\
闆關隻韆項題額類體髮齣";
const SIMPLIFIED: &str = "局系个家亿内动务区历员问单当向国采执报采审对属废厅强后复应卷采据数于时暂历向会查条业构机权历决没况减为无为获现当发确秘稳\
获个范纠纳组结统经维县总织系缴继续累罚与举万处号补制复规计讼访设许诉询试认说说请议护负费购逾转办这周进过适乡表镇镇开间合\
板关只千项题额类体发出";

/// Folds to half-width and composed forms without white space, radicals and the traditional characters of the form's
/// own words to the simplified ones; typographic dashes and quotes are made one each.
pub fn fold(text: &str) -> String {
    // Most cells hold a plain number.
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    // Where what stays as it is begins, and is not yet taken over.
    let mut kept = 0;
    for (at, c) in text.char_indices() {
        if !stays(c) {
            out.push_str(&text[kept..at]);
            fold_char(c, &mut out);
            kept = at + c.len_utf8();
        }
    }
    out.push_str(&text[kept..]);
    out
}

/// Whether a character is folded to itself: most are.
fn stays(c: char) -> bool {
    match c {
        '!'..='~' => true,
        '\u{4e00}'..='\u{9fff}' => !is_traditional(c),
        _ => false,
    }
}

/// The first of the unified ideographs, and how many sets of 64 they are.
const IDEOGRAPHS: u32 = 0x4e00;
const SETS: usize = 0x5200 / 64;

/// Which of them are in [`TRADITIONAL`]: a bit for each.
static ARE_TRADITIONAL: [u64; SETS] = traditional_bits();

const fn traditional_bits() -> [u64; SETS] {
    let (text, mut bits, mut at) = (TRADITIONAL.as_bytes(), [0; SETS], 0);
    while at + 2 < text.len() {
        // Each has three bytes in UTF-8: four bits of it, six and six.
        let code = (text[at] as u32 & 0xf) << 12
            | (text[at + 1] as u32 & 0x3f) << 6
            | (text[at + 2] as u32 & 0x3f);
        let number = (code - IDEOGRAPHS) as usize;
        bits[number / 64] |= 1 << (number % 64);
        at += 3;
    }
    bits
}

/// Whether one of the unified ideographs is in [`TRADITIONAL`].
fn is_traditional(c: char) -> bool {
    let number = (u32::from(c) - IDEOGRAPHS) as usize;
    ARE_TRADITIONAL[number / 64] >> (number % 64) & 1 == 1
}

fn fold_char(c: char, out: &mut String) {
    match c {
        '!'..='~' => out.push(c),
        '\u{4e00}'..='\u{9fff}' => out.push(simplified(c)),
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
        c => {
            for part in c.nfkc() {
                // Forms for vertical writing stand for dashes, quotes and marks that are folded themselves.
                if part == c {
                    out.push(c);
                } else {
                    fold_char(part, out);
                }
            }
        }
    }
}

/// A text with its radicals (U+2E80 to U+2FDF), which some programs write for the characters of the same shape, as these
/// characters; all else as it is.
pub fn unified(text: &str) -> String {
    let one = |c: char| match c {
        '\u{2e80}'..='\u{2ef3}' => radical(c),
        '\u{2f00}'..='\u{2fdf}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        c => c,
    };
    text.chars().map(one).collect()
}

fn simplified(c: char) -> char {
    static PAIRS: OnceLock<Vec<(char, char)>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect());
    pairs
        .binary_search_by_key(&c, |(traditional, _)| *traditional)
        .map_or(c, |at| pairs[at].1)
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
        assert_eq!(unified("⼈⺠政府２０２３年"), "人民政府２０２３年");
        assert_eq!(fold("１２３．５"), "123.5");
        assert_eq!(fold("—－−"), "---");
        assert_eq!(fold("︵一︶︑︒﹁︱︲︙⽉"), "(一),.\"--...月");
        assert_eq!(RADICALS.chars().count(), 0x2ef3 - 0x2e80 + 1);
        assert_eq!(fold("申請人情況，總計"), "申请人情况,总计");
        assert!(TRADITIONAL.chars().is_sorted());
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
    }

    #[test]
    fn what_stays_is_what_is_folded_to_itself() {
        for c in ('\0'..='\u{ffff}').filter(|c| stays(*c)) {
            let mut folded = String::new();
            fold_char(c, &mut folded);
            assert_eq!(folded, c.to_string());
        }
        for c in '\u{4e00}'..='\u{9fff}' {
            assert_eq!(is_traditional(c), TRADITIONAL.contains(c), "{c}");
            assert_eq!(
                fold(&format!("a{c}b{c}")),
                format!("a{0}b{0}", simplified(c))
            );
        }
    }
}
