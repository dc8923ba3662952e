//! Numbers as their cell shows them.

/// What a number format shows, as far as it changes the value that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    shape: Shape,
    zero: Zero,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shape {
    /// As many digits as the number needs.
    #[default]
    General,
    /// A fixed number of decimals.
    Decimals(usize),
    /// A hundred times the number, and `%`.
    Percent(usize),
    Date,
    Time,
    /// In thousands, or with signs between its digits: what is shown is another number than the one that is held.
    Scaled,
}

/// What stands for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Zero {
    /// Written like other numbers.
    #[default]
    Plain,
    /// Nothing is shown.
    Hidden,
    Dash,
}

impl Format {
    const fn of(shape: Shape) -> Self {
        Self {
            shape,
            zero: Zero::Plain,
        }
    }

    /// A format that programs know by its number.
    pub fn built_in(number: i64) -> Self {
        let accounting = |decimals| Self {
            shape: Shape::Decimals(decimals),
            zero: Zero::Dash,
        };
        match number {
            1 | 3 | 37 | 38 => Self::of(Shape::Decimals(0)),
            2 | 4 | 39 | 40 => Self::of(Shape::Decimals(2)),
            41 | 42 => accounting(0),
            43 | 44 => accounting(2),
            9 => Self::of(Shape::Percent(0)),
            10 => Self::of(Shape::Percent(2)),
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Self::of(Shape::Date),
            18..=21 | 32 | 33 | 45..=47 => Self::of(Shape::Time),
            _ => Self::of(Shape::General),
        }
    }

    /// A format by its code: sections for positive numbers, negative ones, zero and text.
    pub fn of_code(code: &str) -> Self {
        let sections = sections(code);
        let zero = match sections.get(2) {
            None if sections[0].digits() == "#" => Zero::Hidden,
            None => Zero::Plain,
            Some(zero) if zero.holds_digits() => Zero::Plain,
            Some(zero) => match zero.literal.trim() {
                "" => Zero::Hidden,
                "-" | "–" | "—" | "－" => Zero::Dash,
                _ => Zero::Plain,
            },
        };
        Self {
            shape: sections[0].shape(),
            zero,
        }
    }

    /// The number as it is shown, and whether that hides a part of it.
    pub fn show(self, number: f64, from_1904: bool) -> (String, bool) {
        match self.zero {
            Zero::Hidden if number == 0.0 => return (String::new(), false),
            Zero::Dash if number == 0.0 => return ("-".to_owned(), false),
            _ => {}
        }
        match self.shape {
            Shape::Decimals(decimals) => {
                let shown = plain(&format!("{number:.decimals$}"));
                let hides = (shown.parse::<f64>().unwrap_or(number) - number).abs() > 1e-9;
                (shown, hides)
            }
            Shape::Percent(decimals) => (format!("{:.decimals$}%", number * 100.0), false),
            Shape::Date => match date(number, from_1904) {
                Some(date) => (date, false),
                None => (general(number), false),
            },
            Shape::Scaled => ("\u{fffd}".to_owned(), false),
            Shape::General | Shape::Time => (general(number), false),
        }
    }
}

/// One section of a code.
#[derive(Default)]
struct Section {
    /// Signs that stand for something, in small letters.
    signs: String,
    /// What is printed as it is.
    literal: String,
    /// Something is printed between two digits.
    between: bool,
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let section = match sections.last_mut() {
            Some(section) if c != ';' => section,
            _ => {
                sections.push(Section::default());
                continue;
            }
        };
        match c {
            '"' => {
                let quoted: String = chars.by_ref().take_while(|&c| c != '"').collect();
                section.print(&quoted);
            }
            '[' => {
                chars.by_ref().find(|&c| c == ']');
            }
            '\\' | '!' => section.print(&chars.next().map(String::from).unwrap_or_default()),
            // As wide as a sign, or filled with it.
            '_' | '*' => {
                chars.next();
            }
            c => {
                let digit = matches!(c, '0' | '#' | '?');
                section.between |= digit && section.holds_digits() && section.signs.ends_with('!');
                section.signs.push(c.to_ascii_lowercase());
                if !digit && !matches!(c, '.' | ',' | '%') {
                    section.literal.push(c);
                }
            }
        }
    }
    sections
}

impl Section {
    fn print(&mut self, text: &str) {
        self.literal.push_str(text);
        if self.holds_digits() && !text.is_empty() {
            self.signs.push('!');
        }
    }

    fn holds_digits(&self) -> bool {
        self.signs.contains(['0', '#', '?'])
    }

    fn digits(&self) -> String {
        self.signs
            .chars()
            .filter(|c| *c != ',' && *c != '!')
            .collect()
    }

    fn shape(&self) -> Shape {
        let signs = self.signs.as_str();
        let holds = |what: &[char]| signs.contains(what);
        if signs.contains("general") || signs.contains('@') {
            return Shape::General;
        }
        if holds(&['y', 'd']) {
            return Shape::Date;
        }
        if holds(&['h', 's']) {
            return Shape::Time;
        }
        if signs.contains('m') {
            return Shape::Date;
        }
        if !self.holds_digits() || holds(&['e', '/']) {
            return Shape::General;
        }
        let last = signs.rfind(['0', '#', '?']).unwrap_or(0);
        if self.between || signs[last..].contains(',') {
            return Shape::Scaled;
        }
        let decimals = signs.split_once('.').map_or(0, |(_, behind)| {
            behind
                .chars()
                .take_while(|c| matches!(c, '0' | '#' | '?'))
                .count()
                .min(15)
        });
        if signs.contains('%') {
            Shape::Percent(decimals)
        } else {
            Shape::Decimals(decimals)
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
        let decimals = |count| Format::of(Shape::Decimals(count));
        assert_eq!(shown(Format::default(), 0.1 + 0.2), "0.3");
        assert_eq!(shown(Format::default(), 190.457379), "190.457379");
        assert_eq!(shown(Format::default(), -8.0), "-8");
        assert_eq!(shown(decimals(2), 3.5), "3.50");
        assert_eq!(shown(decimals(0), -0.2), "0");
        assert!(decimals(0).show(1.4, false).1);
        assert_eq!(shown(Format::of(Shape::Percent(1)), 0.3205), "32.0%");
        assert_eq!(shown(Format::of(Shape::Date), 45_322.0), "2024-01-31");
        let date = Format::of(Shape::Date).show(43_860.0, true).0;
        assert_eq!(date, "2024-01-31");
    }

    #[test]
    fn formats_by_their_code() {
        for (code, shape) in [
            ("#,##0.00_ ", Shape::Decimals(2)),
            ("0_);[Red]\\(0\\)", Shape::Decimals(0)),
            ("0.0%", Shape::Percent(1)),
            ("yyyy\"年\"m\"月\"", Shape::Date),
            ("h:mm", Shape::Time),
            ("General", Shape::General),
            ("@", Shape::General),
            ("0\"件\"", Shape::Decimals(0)),
            ("0!.0,", Shape::Scaled),
            ("#,##0,", Shape::Scaled),
            ("0\"-\"00", Shape::Scaled),
        ] {
            assert_eq!(Format::of_code(code).shape, shape, "{code}");
        }
    }

    #[test]
    fn zero_as_shown() {
        for (code, text) in [
            ("0", "0"),
            ("0;-0;;@", ""),
            ("#", ""),
            ("#,##0", "0"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "-"),
            ("0;-0;0", "0"),
        ] {
            assert_eq!(shown(Format::of_code(code), 0.0), text, "{code}");
        }
        assert_eq!(shown(Format::built_in(43), 0.0), "-");
        assert_eq!(shown(Format::built_in(43), 2.5), "2.50");
    }
}
