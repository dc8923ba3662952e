//! What a glyph name says: the Adobe Glyph List and the rules around it (AGL specification 2).

/// The list, one `name;code points` a line, sorted by byte. Names of ZapfDingbats begin with `zapf/`. The licence of
/// the list stands beside it.
static LIST: &str = include_str!("glyph_names.txt");

/// The text of a glyph name, or nothing where the name says nothing (`g12`, `.notdef`).
pub(super) fn text_of(name: &[u8], zapf: bool) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    if zapf && let Some(text) = listed(&format!("zapf/{name}")) {
        return Some(text);
    }
    // What follows the first full stop tells variants apart: `one.oldstyle` is a one.
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    if let Some(text) = listed(base) {
        return Some(text);
    }
    let mut text = String::new();
    for part in base.split('_') {
        text.push_str(&listed(part).or_else(|| by_number(part))?);
    }
    Some(text)
}

fn listed(name: &str) -> Option<String> {
    let list = LIST.as_bytes();
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        // Lines are some twenty bytes long: plain loops find their ends fastest.
        let start = (low..middle).rev().find(|at| list[*at] == b'\n');
        let start = start.map_or(low, |at| at + 1);
        let end = (middle..high).find(|at| list[*at] == b'\n').unwrap_or(high);
        let (key, codes) = LIST.get(start..end)?.split_once(';')?;
        match name.cmp(key) {
            std::cmp::Ordering::Equal => return codes.split(' ').map(scalar).collect(),
            std::cmp::Ordering::Less => high = start,
            std::cmp::Ordering::Greater => low = end + 1,
        }
    }
    None
}

/// `uni4E004E8C` and `u1F600`.
fn by_number(name: &str) -> Option<String> {
    let is_hex = |s: &str| {
        s.bytes()
            .all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b))
    };
    if let Some(digits) = name.strip_prefix("uni")
        && digits.len() >= 4
        && digits.len() % 4 == 0
        && is_hex(digits)
    {
        return (0..digits.len())
            .step_by(4)
            .map(|at| scalar(digits.get(at..at + 4)?))
            .collect();
    }
    let digits = name.strip_prefix('u')?;
    ((4..=6).contains(&digits.len()) && is_hex(digits))
        .then(|| scalar(digits).map(String::from))
        .flatten()
}

fn scalar(hex: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn names() {
        for (name, zapf, text) in [
            ("A", false, Some("A")),
            ("zukatakana", false, Some("ズ")),
            ("one.oldstyle", false, Some("1")),
            ("f_i", false, Some("fi")),
            ("uni4E004E8C", false, Some("一二")),
            ("u20000", false, Some("𠀀")),
            ("g12", false, None),
            (".notdef", false, None),
            ("a20", false, None),
            ("a20", true, Some("✔")),
            ("dalethatafpatah", false, Some("\u{5d3}\u{5b2}")),
            ("zzz", false, None),
            ("", false, None),
        ] {
            assert_eq!(text_of(name.as_bytes(), zapf).as_deref(), text, "{name}");
        }
    }
}
