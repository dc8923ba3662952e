//! Counts as word processors print them before headings and list items.

/// A form of numerals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numerals {
    None,
    Bullet,
    Decimal,
    DecimalZero,
    FullWidth,
    /// ①
    Circled,
    /// ⑴
    Parenthesised,
    /// ⒈
    Stopped,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// 一, 十, 十一, 二十一
    Chinese,
    /// 壹, 贰
    Financial,
    /// 一, 一〇, 一一: digit by digit
    Digits,
    /// 甲, 乙
    Stems,
    /// 子, 丑
    Branches,
}

impl Numerals {
    /// The form by its name in OOXML.
    pub fn named(name: &str) -> Self {
        match name {
            "none" => Self::None,
            "bullet" => Self::Bullet,
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Parenthesised,
            "decimalEnclosedFullstop" => Self::Stopped,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand" => Self::Chinese,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
                Self::Financial
            }
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::Digits,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            _ => Self::Decimal,
        }
    }
}

/// The count in the form. What a form has no sign for is written in decimal digits, as word processors do.
pub(super) fn write(count: u32, numerals: Numerals) -> String {
    let plain = || count.to_string();
    let sign = |first: char, most: u32| {
        let code = u32::from(first) + count.wrapping_sub(1);
        (1..=most).contains(&count).then(|| char::from_u32(code))
    };
    let of = |signs: &str| {
        let at = (count as usize).checked_sub(1)?;
        signs.chars().nth(at).map(String::from)
    };
    match numerals {
        Numerals::None | Numerals::Bullet => String::new(),
        Numerals::Decimal => plain(),
        Numerals::DecimalZero => format!("{count:02}"),
        Numerals::FullWidth => digits(count, "０１２３４５６７８９"),
        Numerals::Circled => sign('①', 20).flatten().map_or_else(plain, String::from),
        Numerals::Parenthesised => sign('⑴', 20).flatten().map_or_else(plain, String::from),
        Numerals::Stopped => sign('⒈', 20).flatten().map_or_else(plain, String::from),
        Numerals::UpperRoman => roman(count),
        Numerals::LowerRoman => roman(count).to_lowercase(),
        Numerals::UpperLetter => letters(count, b'A'),
        Numerals::LowerLetter => letters(count, b'a'),
        Numerals::Chinese => chinese(
            count,
            "〇一二三四五六七八九",
            ['十', '百', '千', '万'],
            true,
        ),
        Numerals::Financial => chinese(
            count,
            "零壹贰叁肆伍陆柒捌玖",
            ['拾', '佰', '仟', '万'],
            false,
        ),
        Numerals::Digits => digits(count, "〇一二三四五六七八九"),
        Numerals::Stems => of("甲乙丙丁戊己庚辛壬癸").unwrap_or_else(plain),
        Numerals::Branches => of("子丑寅卯辰巳午未申酉戌亥").unwrap_or_else(plain),
    }
}

fn digits(count: u32, signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    count
        .to_string()
        .bytes()
        .filter_map(|digit| signs.get(usize::from(digit - b'0')))
        .collect()
}

fn letters(count: u32, first: u8) -> String {
    // Word doubles the letter behind Z: AA, BB.
    let Some(at) = count.checked_sub(1) else {
        return count.to_string();
    };
    let letter = char::from(first + (at % 26) as u8);
    std::iter::repeat_n(letter, (at / 26 + 1).min(64) as usize).collect()
}

fn roman(count: u32) -> String {
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
    if count == 0 || count >= 4000 {
        return count.to_string();
    }
    let mut left = count;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            left -= value;
            out.push_str(sign);
        }
    }
    out
}

/// 一百二十一; the first ten without its one where `short`: 十, 十一.
fn chinese(count: u32, signs: &str, units: [char; 4], short: bool) -> String {
    let signs: Vec<char> = signs.chars().collect();
    if count == 0 || count >= 100_000 {
        return digits(count, &signs.iter().collect::<String>());
    }
    let zero = if short { '零' } else { signs[0] };
    let figures: Vec<u32> = count
        .to_string()
        .chars()
        .filter_map(|c| c.to_digit(10))
        .collect();
    let mut out = String::new();
    let mut gap = false;
    for (index, &figure) in figures.iter().enumerate() {
        let power = figures.len() - 1 - index;
        if figure == 0 {
            gap = true;
            continue;
        }
        if gap {
            out.push(zero);
            gap = false;
        }
        let leading_ten = short && power == 1 && figure == 1 && index == 0;
        if !leading_ten {
            out.push(signs[figure as usize]);
        }
        if power > 0 {
            out.push(units[power - 1]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_every_form() {
        for (count, numerals, written) in [
            (1, Numerals::Chinese, "一"),
            (10, Numerals::Chinese, "十"),
            (11, Numerals::Chinese, "十一"),
            (20, Numerals::Chinese, "二十"),
            (105, Numerals::Chinese, "一百零五"),
            (110, Numerals::Chinese, "一百一十"),
            (2021, Numerals::Chinese, "二千零二十一"),
            (12, Numerals::Financial, "壹拾贰"),
            (20, Numerals::Digits, "二〇"),
            (12, Numerals::FullWidth, "１２"),
            (4, Numerals::UpperRoman, "IV"),
            (1994, Numerals::LowerRoman, "mcmxciv"),
            (28, Numerals::UpperLetter, "BB"),
            (3, Numerals::Circled, "③"),
            (21, Numerals::Circled, "21"),
            (2, Numerals::Stems, "乙"),
            (12, Numerals::Branches, "亥"),
            (7, Numerals::DecimalZero, "07"),
        ] {
            assert_eq!(write(count, numerals), written);
        }
    }

    #[test]
    fn any_count_is_written() {
        for count in [0, 1, 99_999, 1_000_000, u32::MAX] {
            for numerals in [
                Numerals::Decimal,
                Numerals::Circled,
                Numerals::UpperRoman,
                Numerals::LowerLetter,
                Numerals::Chinese,
                Numerals::Financial,
                Numerals::Digits,
                Numerals::Stems,
                Numerals::Branches,
            ] {
                assert!(!write(count, numerals).is_empty());
            }
        }
    }
}
