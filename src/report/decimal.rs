//! Decimals as scaled integers, for exact arithmetic, and as people read them.

/// Decimal places kept in exact arithmetic: money is printed in 万元 with up to six places (one fen).
pub const SCALE_DIGITS: usize = 6;

/// A plain decimal as an integer scaled by 10^[`SCALE_DIGITS`]; `None` where it has more places or is too long.
pub fn scaled_decimal(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || whole.len() > 24 || fraction.len() > SCALE_DIGITS {
        return None;
    }
    let all = whole.chars().chain(fraction.chars());
    if !all.clone().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut n: i128 = 0;
    for c in all {
        n = n * 10 + i128::from(c.to_digit(10)?);
    }
    n *= 10_i128.pow((SCALE_DIGITS - fraction.len()) as u32);
    Some(if negative { -n } else { n })
}

/// One, in the scale of [`scaled_decimal`].
pub const ONE: i128 = 10_i128.pow(SCALE_DIGITS as u32);

/// A scaled integer as a plain decimal without trailing noughts: the inverse of [`scaled_decimal`].
pub fn plain(scaled: i128) -> String {
    let sign = if scaled < 0 { "-" } else { "" };
    let size = scaled.unsigned_abs();
    let one = ONE.unsigned_abs();
    let fraction = format!("{:0width$}", size % one, width = SCALE_DIGITS);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", size / one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forth() {
        for text in ["0", "7", "-7", "190.457379", "-0.5", "10000", "2.02"] {
            assert_eq!(plain(scaled_decimal(text).unwrap()), text);
        }
        assert_eq!(plain(scaled_decimal("1.50").unwrap()), "1.5");
    }
}
