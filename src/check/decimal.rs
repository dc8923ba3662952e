//! Numbers as people read them.

use crate::report::SCALE_DIGITS;

/// One, in the scale of [`crate::report::scaled_decimal`].
pub const ONE: i128 = 10_i128.pow(SCALE_DIGITS as u32);

/// A scaled integer as a plain decimal without trailing noughts: the inverse of [`crate::report::scaled_decimal`].
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
    use crate::report::scaled_decimal;

    #[test]
    fn back_and_forth() {
        for text in ["0", "7", "-7", "190.457379", "-0.5", "10000", "2.02"] {
            assert_eq!(plain(scaled_decimal(text).unwrap()), text);
        }
        assert_eq!(plain(scaled_decimal("1.50").unwrap()), "1.5");
    }
}
