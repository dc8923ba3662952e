//! Bytes to text.
//!
//! What a page says of its own encoding is often wrong or missing, so it is a hint and no more: bytes that are UTF-8
//! are read as UTF-8, and otherwise the candidates are decoded and the one that reads as Chinese wins.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Note;

/// How far into a page its declaration is looked for. The standard says 1,024 bytes; careless pages need more.
const DECLARATION_WINDOW: usize = 8192;

/// Bytes looked at to tell UTF-16 without a byte order mark from other bytes.
const UTF16_SAMPLE: usize = 4096;

/// Bytes, from the first that is not ASCII, by which encodings are compared.
const COMPARED: usize = 1 << 20;

/// Characters that stand in nearly every Chinese text, simplified and traditional. Bytes read in the wrong encoding
/// hit them only by chance.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道此变条件府信息公申请结果总計為這個時來們發動會說產種過後經進還問開與關報條資訊機總務實體對應當點從業現";

/// Text with what is known about how it was come by.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding it was read in.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "said in the notes; read by the tests")
    )]
    pub encoding: &'static str,
    /// A wrong declaration, a guess, lost characters.
    pub notes: Vec<Note>,
}

/// Decodes a web page: a byte order mark, then its own declaration, then what the bytes look like.
pub fn decode_page(bytes: &[u8]) -> Decoded {
    decode(bytes, declared(bytes))
}

/// Decodes plain text, which declares nothing.
pub fn decode_text(bytes: &[u8]) -> Decoded {
    decode(bytes, None)
}

fn decode(bytes: &[u8], declared: Option<Declared>) -> Decoded {
    let (encoding, body, guessed) = choose(bytes, declared.as_ref());
    let (text, _) = encoding.decode_without_bom_handling(body);
    let lost = text.matches('\u{fffd}').count();
    let mut notes = Vec::new();
    if let Some(declared) = declared
        && declared.encoding != Some(encoding)
        && !body.is_ascii()
    {
        notes.push(Note::new(
            "encoding-declared-wrong",
            format!(
                "declared as {}, read as {}",
                declared.label,
                encoding.name()
            ),
        ));
    } else if guessed {
        notes.push(Note::new(
            "encoding-guessed",
            format!("no encoding is declared, read as {}", encoding.name()),
        ));
    }
    if lost > 0 {
        notes.push(Note::new(
            "characters-lost",
            format!("{lost} characters could not be read in {}", encoding.name()),
        ));
    }
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        notes,
    }
}

/// The encoding, the bytes behind the mark, and whether it is a guess.
fn choose<'a>(bytes: &'a [u8], declared: Option<&Declared>) -> (&'static Encoding, &'a [u8], bool) {
    let mut body = bytes;
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        body = &bytes[length..];
        // A page stitched together on a server may open with a UTF-8 mark and go on in GBK.
        if encoding != UTF_8 || mostly_utf8(body) {
            return (encoding, body, false);
        }
    }
    if let Some(encoding) = utf16_without_mark(body) {
        return (encoding, body, false);
    }
    if mostly_utf8(body) {
        return (UTF_8, body, false);
    }
    let declared = declared.and_then(|d| d.encoding);
    (best_of(body, declared), body, declared.is_none())
}

/// Whether the bytes are UTF-8, but for a few. Chinese UTF-8 also decodes as GBK, into nonsense, often without one
/// error, so a few bad bytes (an included footer, a cut end) must not throw the page to GBK.
fn mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad.saturating_mul(10)
}

/// UTF-16 shows itself by the zero bytes of its ASCII characters, all on one side.
pub fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE) & !1];
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let enough = (sample.len() / 100).max(2);
    let (encoding, zeros, others) = if odd > even {
        (UTF_16LE, odd, even)
    } else {
        (UTF_16BE, even, odd)
    };
    if zeros < enough || others > zeros / 8 {
        return None;
    }
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let odd_ones = text.chars().filter(|&c| is_odd(c) || c == '\0').count();
    (odd_ones * 20 <= text.chars().count()).then_some(encoding)
}

/// The candidate that reads best; what was declared wins a tie, then what the detector says.
fn best_of(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    let from = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let bytes = &bytes[from..bytes.len().min(from + COMPARED)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    let first = if guess == BIG5 { BIG5 } else { GB18030 };
    let second = if guess == BIG5 { GB18030 } else { BIG5 };
    let mut best = (UTF_8, i64::MIN);
    for encoding in declared.into_iter().chain([first, second, UTF_8]) {
        let quality = quality(encoding, bytes);
        if quality > best.1 {
            best = (encoding, quality);
        }
    }
    best.0
}

/// How well the bytes read in an encoding: common characters speak for it, losses and odd characters against it.
fn quality(encoding: &'static Encoding, bytes: &[u8]) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut score = 0;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        score += if is_odd(c) {
            -4
        } else if is_common(c) {
            2
        } else {
            0
        };
    }
    score
}

fn is_common(c: char) -> bool {
    use std::sync::LazyLock;
    static SORTED: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut all: Vec<char> = COMMON
            .chars()
            .chain("，。、；：（）“”《》".chars())
            .collect();
        all.sort_unstable();
        all
    });
    SORTED.binary_search(&c).is_ok()
}

/// Characters that no report prints: they come of bytes read wrongly.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')
        || (c.is_ascii_control() && !matches!(c, '\0' | '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}'))
}

/// What a page says of its encoding.
struct Declared {
    label: String,
    /// None: a label that names nothing, or UTF-16 in bytes that are plainly not UTF-16.
    encoding: Option<&'static Encoding>,
}

/// The declaration in `<meta charset>`, `<meta http-equiv … charset=>` or `<?xml encoding=>`.
fn declared(bytes: &[u8]) -> Option<Declared> {
    use std::sync::LazyLock;
    static PATTERN: LazyLock<Option<regex::bytes::Regex>> = LazyLock::new(|| {
        regex::bytes::Regex::new(
            r#"(?i-u)<meta\s[^>]*?charset\s*=\s*["']?\s*([-\w:.]+)|^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([-\w:.]+)"#,
        )
        .ok()
    });
    let head = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    let found = PATTERN.as_ref()?.captures(head)?;
    let label = found.get(1).or_else(|| found.get(2))?.as_bytes();
    let label = String::from_utf8_lossy(label).to_ascii_lowercase();
    let encoding = encoding_of(&label);
    Some(Declared { label, encoding })
}

/// Every gb* label is read as GB18030, which holds them all: pages labelled GB2312 use characters beyond it.
fn encoding_of(label: &str) -> Option<&'static Encoding> {
    let plain = label.trim_start_matches("x-");
    if plain.starts_with("gb") || matches!(plain, "cp936" | "ms936" | "936" | "euc-cn" | "euccn") {
        return Some(GB18030);
    }
    match Encoding::for_label(label.as_bytes())? {
        found if found == encoding_rs::GBK => Some(GB18030),
        found if found == UTF_16LE || found == UTF_16BE => None,
        found => Some(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PROSE: &str =
        "根据有关规定，现将本单位的年度工作情况报告如下：全年共收到申请三件，已经全部办结。";
    const TRADITIONAL: &str =
        "根據有關規定，現將本單位的年度工作情況報告如下：全年共收到申請三件，已經全部辦結。";

    fn in_gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    fn codes(decoded: &Decoded) -> Vec<&str> {
        decoded.notes.iter().map(|note| note.code).collect()
    }

    #[test]
    fn byte_order_marks_decide() {
        for (mark, bytes, name) in [
            (&b"\xef\xbb\xbf"[..], PROSE.as_bytes().to_vec(), "UTF-8"),
            (b"\xff\xfe", utf16(PROSE, false), "UTF-16LE"),
            (b"\xfe\xff", utf16(PROSE, true), "UTF-16BE"),
        ] {
            let decoded = decode_text(&[mark, &bytes].concat());
            assert_eq!((decoded.text.as_str(), decoded.encoding), (PROSE, name));
            assert!(decoded.notes.is_empty());
        }
    }

    #[test]
    fn a_utf8_mark_before_gbk_does_not_decide() {
        let decoded = decode_text(&[&b"\xef\xbb\xbf"[..], &in_gbk(PROSE)].concat());
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding),
            (PROSE, "gb18030")
        );
    }

    #[test]
    fn utf16_without_a_mark() {
        let text = format!("{PROSE}\r\n1 2 3\r\n{PROSE}\r\n");
        for big in [false, true] {
            assert_eq!(decode_text(&utf16(&text, big)).text, text);
        }
    }

    #[test]
    fn gbk_and_big5_without_a_word_about_it() {
        let decoded = decode_text(&in_gbk(PROSE));
        assert_eq!(
            (decoded.text.as_str(), codes(&decoded)),
            (PROSE, vec!["encoding-guessed"])
        );
        let decoded = decode_text(&BIG5.encode(TRADITIONAL).0);
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding),
            (TRADITIONAL, "Big5")
        );
    }

    #[test]
    fn a_few_gbk_characters_are_enough() {
        assert_eq!(
            decode_text(&in_gbk("规章\t0\t1\r\n行政许可\t5")).text,
            "规章\t0\t1\r\n行政许可\t5"
        );
    }

    #[test]
    fn gb_labels_mean_gb18030() {
        for label in [
            "gb2312",
            "GBK",
            "gb_2312-80",
            "x-gbk",
            "GB18030",
            "cp936",
            "chinese",
        ] {
            let page = format!("<meta charset={label}><p>{PROSE}镕㐀");
            let decoded = decode_page(&in_gbk(&page));
            assert_eq!((decoded.text, decoded.encoding), (page, "gb18030"));
            assert!(decoded.notes.is_empty(), "{label}: {:?}", decoded.notes);
        }
    }

    #[test]
    fn declarations_are_found_in_every_spelling() {
        for page in [
            "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>",
            "<META CHARSET = \"gbk\" />",
            "<?xml version=\"1.0\" encoding=\"GB2312\"?>",
        ] {
            assert_eq!(
                declared(page.as_bytes()).and_then(|d| d.encoding),
                Some(GB18030),
                "{page}"
            );
        }
    }

    #[test]
    fn a_wrong_declaration_loses_and_is_noted() {
        let gbk_as = |label: &str| in_gbk(&format!("<meta charset={label}>{PROSE}"));
        let utf8 = format!("<meta charset=gb2312>{PROSE}").into_bytes();
        for bytes in [
            gbk_as("utf-8"),
            gbk_as("iso-8859-1"),
            gbk_as("big5"),
            gbk_as("utf-16"),
            utf8,
        ] {
            let decoded = decode_page(&bytes);
            assert!(decoded.text.ends_with(PROSE), "{}", decoded.text);
            assert_eq!(codes(&decoded), ["encoding-declared-wrong"]);
        }
    }

    #[test]
    fn a_few_bad_bytes_do_not_turn_utf8_into_gbk() {
        let mut bytes = PROSE.repeat(4).into_bytes();
        bytes.truncate(bytes.len() - 1);
        let decoded = decode_text(&bytes);
        assert!(decoded.text.starts_with(PROSE));
        assert_eq!(codes(&decoded), ["characters-lost"]);
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            decode_page(&bytes);
            decode_text(&bytes);
        }
    }
}
