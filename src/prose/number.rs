//! Numbers in prose: digits, grouped digits, Chinese numerals, with what they are numbers of.

use crate::report::{SCALE_DIGITS, scaled_decimal};

/// What a number is a number of, as far as the word behind it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing that counts: another word, or the end of the clause.
    None,
    /// Cases, documents: 件, 条, 份, 起 …
    Count,
    /// Money; the value is in 元.
    Money,
    /// Per cent.
    Percent,
    /// Something else that is counted, or a difference of percentages.
    Other,
}

/// A number as said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Scaled by 10^[`SCALE_DIGITS`].
    pub value: i128,
    /// Digits behind the point.
    pub places: u32,
    /// What it counts.
    pub unit: Unit,
    /// Whether it is said to the last digit: not 300余, 14万.
    pub exact: bool,
    /// Whether it is a lone 一, which often means no number: 一件事.
    pub one: bool,
    /// Bytes of the number and of its unit.
    pub length: usize,
    /// Bytes of the number alone.
    pub digits: usize,
}

const ONE: i128 = 10_i128.pow(SCALE_DIGITS as u32);

/// Words behind a number that say it counts cases or documents. Longer ones first.
const COUNTED: &[&str] = &[
    "件（次）",
    "件次",
    "份次",
    "条次",
    "件",
    "条",
    "份",
    "宗",
    "起",
    "次",
    "项",
    "例",
    "个",
    "部",
    "封",
];

/// Words behind a number that say it counts something else.
const OTHERS: &[&str] = &[
    "个百分点",
    "百分点",
    "人次",
    "人",
    "名",
    "位",
    "户",
    "家",
    "场",
    "期",
    "篇",
    "批",
    "天",
    "个工作日",
    "个月",
    "小时",
    "分钟",
    "余",
    "类",
    "种",
    "号",
    "楼",
    "层",
    "届",
    "级",
    "页",
    "册",
    "本",
    "台",
    "字",
    "分",
    "点",
    "岁",
    "公里",
    "亩",
    "平方",
    "单位",
    "个单位",
    "个部门",
    "部门",
    "个栏目",
    "个县",
    "个区",
    "个市",
    "个乡",
    "个镇",
    "个街道",
    "个问题",
    "个项目",
    "个平台",
    "个账号",
    "个网站",
    "个公众号",
];

/// The number that begins a text, with its unit; `None` where it begins with something else. `before` is the character
/// before it.
pub fn number(text: &str, before: Option<char>) -> Option<Number> {
    let number = match text.strip_prefix("百分之") {
        Some(rest) => {
            let inner = digits(rest).or_else(|| numeral(rest))?;
            let length = text.len() - rest.len() + inner.length;
            return Some(Number {
                unit: Unit::Percent,
                length,
                digits: length,
                ..inner
            });
        }
        None => digits(text),
    };
    match number {
        Some(number) => Some(with_unit(number, text)),
        None => {
            if before.is_some_and(|c| "第每某同哪几数任百千万亿十".contains(c)) {
                return None;
            }
            let number = with_unit(numeral(text)?, text);
            // Numerals are in many words: 一是, 三方, 两化. Only a unit makes one a number.
            matches!(number.unit, Unit::Count | Unit::Money).then_some(number)
        }
    }
}

/// ASCII digits, grouped or with a point.
fn digits(text: &str) -> Option<Number> {
    let is_number = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    let printed = text[..end].trim_end_matches(['.', ',']);
    if !printed.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, fraction) = printed.split_once('.').unwrap_or((printed, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = groups.clone().count() > 0;
    if grouped && (first.len() > 3 || groups.any(|g| g.len() != 3)) {
        // Two numbers with a comma between: 3,4件.
        let length = first.len();
        return Some(plain(scaled_decimal(first)?, 0, length, true));
    }
    let plain_text = whole.replace(',', "");
    let value = match fraction {
        "" => scaled_decimal(&plain_text)?,
        _ => scaled_decimal(&format!("{plain_text}.{fraction}"))?,
    };
    let number = plain(value, fraction.len() as u32, printed.len(), true);
    Some(multiplied(number, &text[printed.len()..]))
}

fn plain(value: i128, places: u32, length: usize, exact: bool) -> Number {
    Number {
        value,
        places,
        unit: Unit::None,
        exact,
        one: false,
        length,
        digits: length,
    }
}

/// 14万, 2.9亿; but 万元 is a unit.
fn multiplied(mut number: Number, after: &str) -> Number {
    for (mark, factor) in [("万", 10_000), ("亿", 100_000_000), ("千", 1_000)] {
        if let Some(rest) = after.strip_prefix(mark)
            && !rest.starts_with('元')
        {
            number.value = number.value.saturating_mul(factor);
            number.length += mark.len();
            number.digits = number.length;
            number.exact = false;
        }
    }
    number
}

/// Chinese numerals: 十二, 一百零三, 两, 二〇.
fn numeral(text: &str) -> Option<Number> {
    const DIGITS: &str = "零一二三四五六七八九";
    let digit = |c: char| match c {
        '〇' | '○' => Some(0),
        '两' => Some(2),
        c => DIGITS.chars().position(|d| d == c).map(|n| n as i128),
    };
    let place = |c: char| match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        _ => None,
    };
    let (mut total, mut section, mut last) = (0_i128, 0_i128, None);
    let (mut length, mut placed, mut run) = (0, false, 0);
    for c in text.chars() {
        if let Some(n) = digit(c) {
            // 二〇: digits beside one another are written like figures.
            last = Some(if placed || run == 0 {
                n
            } else {
                last.unwrap_or(0) * 10 + n
            });
            run = if placed { 1 } else { run + 1 };
        } else if let Some(unit) = place(c) {
            if unit == 10_000 {
                // 万元 is a unit.
                if text[length + c.len_utf8()..].starts_with('元') {
                    break;
                }
                total = (total + section + last.unwrap_or(0)) * unit;
                section = 0;
            } else {
                section += last.unwrap_or(1) * unit;
            }
            last = None;
            placed = true;
        } else {
            break;
        }
        length += c.len_utf8();
        if length > 36 {
            return None;
        }
    }
    if length == 0 {
        return None;
    }
    let value = total + section + last.unwrap_or(0);
    let mut number = plain(value.checked_mul(ONE)?, 0, length, true);
    number.one = &text[..length] == "一";
    Some(number)
}

/// The number with what stands behind it.
fn with_unit(mut number: Number, text: &str) -> Number {
    let mut after = &text[number.length..];
    for mark in ["余", "多", "来", "+"] {
        if let Some(rest) = after.strip_prefix(mark) {
            number.exact = false;
            number.length += mark.len();
            after = rest;
            break;
        }
    }
    if let Some(rest) = after.strip_prefix('万')
        && !rest.starts_with('元')
    {
        number.exact = false;
        number.length += '万'.len_utf8();
        number.value = number.value.saturating_mul(10_000);
        after = rest;
    }
    let money = [
        ("万元", 10_000),
        ("亿元", 100_000_000),
        ("千元", 1_000),
        ("元", 1),
    ];
    for (unit, factor) in money {
        if after.starts_with(unit) {
            number.unit = Unit::Money;
            number.value = number.value.saturating_mul(factor);
            number.length += unit.len();
            return number;
        }
    }
    let others = OTHERS.iter().map(|unit| (*unit, Unit::Other));
    let counted = COUNTED.iter().map(|unit| (*unit, Unit::Count));
    let all = [("%", Unit::Percent)]
        .into_iter()
        .chain(others)
        .chain(counted);
    let longest = all
        .filter(|(unit, _)| after.starts_with(unit))
        .max_by_key(|(unit, _)| unit.len());
    if let Some((unit, kind)) = longest {
        number.unit = kind;
        number.length += unit.len();
        let behind = &text[number.length..];
        if ["以上", "以下", "左右", "余"]
            .iter()
            .any(|mark| behind.starts_with(mark))
        {
            number.exact = false;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Unit, bool)> {
        let n = number(text, None)?;
        let value = crate::report::scaled_decimal("1").unwrap();
        let shown = if n.value % value == 0 {
            (n.value / value).to_string()
        } else {
            format!("{:.4}", n.value as f64 / value as f64)
        };
        Some((shown, n.unit, n.exact))
    }

    #[test]
    fn digits_and_numerals() {
        for (text, value, unit, exact) in [
            ("12件，", "12", Unit::Count, true),
            ("1,234件", "1234", Unit::Count, true),
            ("3,4件", "3", Unit::None, true),
            ("300余场次", "300", Unit::Other, false),
            ("14万余条", "140000", Unit::Count, false),
            ("2.9万余次", "29000", Unit::Count, false),
            ("33.9%；", "33.9000", Unit::Percent, true),
            ("3.6个百分点", "3.6000", Unit::Other, true),
            ("2950元。", "2950", Unit::Money, true),
            ("12.5万元", "125000", Unit::Money, true),
            ("十二件", "12", Unit::Count, true),
            ("一百零三件", "103", Unit::Count, true),
            ("一百二十件", "120", Unit::Count, true),
            ("两件", "2", Unit::Count, true),
            ("三千四百五十六件", "3456", Unit::Count, true),
            ("二〇件", "20", Unit::Count, true),
            ("零件", "0", Unit::Count, true),
            ("十余件", "10", Unit::Count, false),
            ("百分之三十五", "35", Unit::Percent, true),
            ("12345热线", "12345", Unit::None, true),
            ("4个片区", "4", Unit::Count, true),
            ("7号楼", "7", Unit::Other, true),
            ("12人次", "12", Unit::Other, true),
            ("5件以上", "5", Unit::Count, false),
        ] {
            let expected = Some((value.to_owned(), unit, exact));
            assert_eq!(read(text), expected, "{text}");
        }
        for text in ["一是", "三方", "两化", "两个", "件", "。"] {
            let found = read(text);
            assert!(found.is_none() || text == "两个", "{text} {found:?}");
        }
        assert_eq!(number("三件", Some('第')), None);
    }
}
