//! Times that a sentence names, against the year of the report.

use std::sync::OnceLock;

use crate::pattern::Pattern;

/// What a time is to the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// The year reported on, whole or up to its end.
    This,
    /// The year before, whole.
    Before,
    /// The year after, whole.
    After,
    /// Any other: another year, a month, a day, several years.
    Other,
}

/// Groups of the expression for times.
const YEAR: usize = 1;
const TO_YEAR: usize = 2;
const MONTH: usize = 3;
const DAY: usize = 5;
const END: usize = 6;

/// The time that begins a text: what it is to a report of `year`, its own year where it names one, and its length in bytes.
pub fn time(text: &str, year: Option<u16>) -> Option<(Time, Option<u16>, usize)> {
    // Most of what is asked about begins with something else.
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '二') {
        return None;
    }
    static TIME: OnceLock<Pattern> = OnceLock::new();
    let pattern = TIME.get_or_init(|| {
        Pattern::constant(
            r"^(?:([0-9]{4}|二[〇○零][一二三四五六七八九〇○零]{2})([-—~至到](?:[0-9]{4}))?年(?:度)?)?(?:([0-9]{1,2})([-—~至到][0-9]{1,2})?月(?:份)?(?:([0-9]{1,2})日)?)?(底|末|初)?",
        )
    });
    let found = pattern.captures(text)?;
    let length = found.get(0).map_or(0, str::len);
    let named = found.get(YEAR).and_then(year_of);
    let month: Option<u32> = found.number(MONTH);
    if named.is_none() && month.is_none() {
        return None;
    }
    let day: Option<u32> = found.number(DAY);
    let whole = month.is_none() && found.get(TO_YEAR).is_none();
    let edge = matches!((month, day), (Some(1), Some(1)) | (Some(12), Some(31)))
        || month == Some(12) && found.get(END).is_some();
    let year_or_own = named.or(year);
    let time = match (year_or_own, year) {
        (Some(own), Some(year)) if own == year && (whole || edge) => Time::This,
        (Some(own), Some(year)) if whole && own + 1 == year => Time::Before,
        (Some(own), Some(year)) if whole && own == year + 1 => Time::After,
        _ => Time::Other,
    };
    Some((time, named, length))
}

fn year_of(text: &str) -> Option<u16> {
    if let Ok(year) = text.parse() {
        return Some(year);
    }
    let digit = |c: char| match c {
        '〇' | '○' | '零' => Some('0'),
        c => "一二三四五六七八九"
            .chars()
            .zip('1'..)
            .find(|(chinese, _)| *chinese == c)
            .map(|(_, digit)| digit),
    };
    text.chars()
        .map(digit)
        .collect::<Option<String>>()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_months_and_days() {
        for (text, expected) in [
            ("2023年，我局", Some((Time::This, 7))),
            ("2023年度共", Some((Time::This, 10))),
            ("二〇二三年共", Some((Time::This, 15))),
            ("2022年", Some((Time::Before, 7))),
            ("2024年", Some((Time::After, 7))),
            ("2019年", Some((Time::Other, 7))),
            ("2023年12月31日", Some((Time::This, 17))),
            ("2023年1月1日", Some((Time::This, 15))),
            ("2023年底", Some((Time::This, 10))),
            ("12月底", Some((Time::This, 8))),
            ("2023年6月", Some((Time::Other, 11))),
            ("1-6月", Some((Time::Other, 6))),
            ("2021-2023年", Some((Time::Other, 12))),
            ("12件", None),
            ("一年", None),
        ] {
            let found = time(text, Some(2023)).map(|(time, _, length)| (time, length));
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(time("2022年", None).map(|t| t.0), Some(Time::Other));
        assert_eq!(time("二〇二二年", Some(2023)).and_then(|t| t.1), Some(2022));
    }
}
