//! Numbers as their cell shows them.

/// What a number format shows, as far as it changes the value that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As many digits as the number needs.
    #[default]
    General,
    /// A fixed number of decimals.
    Decimals(usize),
    /// A hundred times the number, and `%`.
    Percent(usize),
    Date,
    Time,
}

impl Format {
    /// A format that programs know by its number.
    pub fn built_in(number: i64) -> Self {
        match number {
            1 | 3 | 37 | 38 | 41 | 42 => Self::Decimals(0),
            2 | 4 | 39 | 40 | 43 | 44 => Self::Decimals(2),
            9 => Self::Percent(0),
            10 => Self::Percent(2),
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Self::Date,
            18..=21 | 32 | 33 | 45..=47 => Self::Time,
            _ => Self::General,
        }
    }

    /// A format by its code; its first section is the one for positive numbers.
    pub fn of_code(code: &str) -> Self {
        let mut signs = String::new();
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '"' => {
                    chars.by_ref().find(|&c| c == '"');
                }
                '[' => {
                    chars.by_ref().find(|&c| c == ']');
                }
                '\\' | '_' | '*' => {
                    chars.next();
                }
                c => signs.push(c.to_ascii_lowercase()),
            }
        }
        let holds = |what: &[char]| signs.contains(what);
        if signs.contains("general") || signs.contains('@') {
            return Self::General;
        }
        if holds(&['y', 'd']) {
            return Self::Date;
        }
        if holds(&['h', 's']) {
            return Self::Time;
        }
        if signs.contains('m') {
            return Self::Date;
        }
        if !holds(&['0', '#', '?']) || holds(&['e', '/']) {
            return Self::General;
        }
        let decimals = signs.split_once('.').map_or(0, |(_, behind)| {
            behind
                .chars()
                .take_while(|c| matches!(c, '0' | '#' | '?'))
                .count()
                .min(15)
        });
        if signs.contains('%') {
            Self::Percent(decimals)
        } else {
            Self::Decimals(decimals)
        }
    }

    /// The number as it is shown, and whether that hides a part of it.
    pub fn show(self, number: f64, from_1904: bool) -> (String, bool) {
        match self {
            Self::Decimals(decimals) => {
                let shown = plain(&format!("{number:.decimals$}"));
                let hides = (shown.parse::<f64>().unwrap_or(number) - number).abs() > 1e-9;
                (shown, hides)
            }
            Self::Percent(decimals) => (format!("{:.decimals$}%", number * 100.0), false),
            Self::Date => match date(number, from_1904) {
                Some(date) => (date, false),
                None => (general(number), false),
            },
            Self::General | Self::Time => (general(number), false),
        }
    }
}

/// Fifteen digits are what such a number holds; more of them are noise.
fn general(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if !number.is_finite() || number.abs() >= 1e15 || number.abs() < 1e-9 {
        return number.to_string();
    }
    let before = number.abs().log10().floor() as i32 + 1;
    let decimals = (15 - before).clamp(0, 15) as usize;
    let text = format!("{number:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    plain(text)
}

/// No minus before nothing.
fn plain(text: &str) -> String {
    let nothing = text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.'));
    match text.strip_prefix('-') {
        Some(rest) if nothing => rest.to_owned(),
        _ => text.to_owned(),
    }
}

/// Days since 1900 with the leap day that year did not have, or since 1904.
fn date(number: f64, from_1904: bool) -> Option<String> {
    if !(1.0..3_000_000.0).contains(&number) {
        return None;
    }
    let days = number.floor() as i64;
    let since_1970 = match (from_1904, days) {
        (true, days) => days - 24_107,
        (false, days) if days < 60 => days - 25_568,
        (false, days) => days - 25_569,
    };
    // Civil date from days, in years that begin with March.
    let shifted = since_1970 + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(format: Format, number: f64) -> String {
        format.show(number, false).0
    }

    #[test]
    fn numbers_as_shown() {
        assert_eq!(shown(Format::General, 0.1 + 0.2), "0.3");
        assert_eq!(shown(Format::General, 190.457379), "190.457379");
        assert_eq!(shown(Format::General, -8.0), "-8");
        assert_eq!(shown(Format::Decimals(2), 3.5), "3.50");
        assert_eq!(shown(Format::Decimals(0), -0.2), "0");
        assert!(Format::Decimals(0).show(1.4, false).1);
        assert_eq!(shown(Format::Percent(1), 0.3205), "32.0%");
        assert_eq!(shown(Format::Date, 45_322.0), "2024-01-31");
        assert_eq!(Format::Date.show(43_860.0, true).0, "2024-01-31");
    }

    #[test]
    fn formats_by_their_code() {
        for (code, format) in [
            ("#,##0.00_ ", Format::Decimals(2)),
            ("0_);[Red]\\(0\\)", Format::Decimals(0)),
            ("0.0%", Format::Percent(1)),
            ("yyyy\"年\"m\"月\"", Format::Date),
            ("h:mm", Format::Time),
            ("General", Format::General),
            ("@", Format::General),
            ("0\"件\"", Format::Decimals(0)),
        ] {
            assert_eq!(Format::of_code(code), format, "{code}");
        }
    }
}
