//! Amounts of money beside each other, whatever unit each is printed in.

use super::figures::{Figure, Unit};
use crate::forms::{Field, UNIT_AS_PRINTED};
use crate::report::{SCALE_DIGITS, State};

/// An amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// How much: in 元 where the unit is known, else in whatever it is.
    pub number: f64,
    /// 元 to one of its unit; `None` where neither the cell nor the form names one.
    pub unit: Option<f64>,
}

/// 元 to one of a printed unit, and its word.
pub fn per_unit(unit: Unit) -> Option<(f64, &'static str)> {
    Some(match unit {
        Unit::Yuan => (1.0, "元"),
        Unit::Thousand => (1e3, "千元"),
        Unit::TenThousand => (1e4, "万元"),
        Unit::Million => (1e6, "百万元"),
        Unit::HundredMillion => (1e8, "亿元"),
        Unit::Form | Unit::Other => return None,
    })
}

/// The amount in a cell; `None` where it is no number, or in a unit that is no money.
pub fn amount(field: &Field, figure: &Figure) -> Option<Amount> {
    let number = figure.number.filter(|_| figure.state == State::Number)?;
    let unit = match figure.unit {
        Unit::Other => return None,
        Unit::Form if field.unit == UNIT_AS_PRINTED => None,
        Unit::Form => Some(per_unit(Unit::of(&field.unit))?.0),
        printed => Some(per_unit(printed)?.0),
    };
    Some(Amount {
        number: number as f64 / 10_f64.powi(SCALE_DIGITS as i32) * unit.unwrap_or(1.0),
        unit,
    })
}
