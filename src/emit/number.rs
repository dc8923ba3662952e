//! Measured numbers in a fixed, short form. Counts and money never come here: they are text from end to end.

/// `x` with at most two decimals: PDF points.
pub fn coordinate(x: f32) -> f64 {
    round(x, 100.0)
}

/// `x` with at most three decimals: confidence.
pub fn confidence(x: f32) -> f64 {
    round(x, 1000.0)
}

/// Rounds to a multiple of `1/steps`. What is no number becomes 0, as JSON and CSV have no word for it.
fn round(x: f32, steps: f64) -> f64 {
    let rounded = (f64::from(x) * steps).round() / steps;
    // Adding zero turns -0 into 0.
    if rounded.is_finite() {
        rounded + 0.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_fixed() {
        assert_eq!(coordinate(72.346_7).to_string(), "72.35");
        assert_eq!(coordinate(72.0).to_string(), "72");
        assert_eq!(coordinate(-0.001).to_string(), "0");
        assert_eq!(coordinate(f32::NAN).to_string(), "0");
        assert_eq!(confidence(0.98).to_string(), "0.98");
        assert_eq!(confidence(2.0 / 3.0).to_string(), "0.667");
    }
}
