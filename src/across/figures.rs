//! The figures of a report in few bytes, since those of every report of a run are kept in memory.
//!
//! A table is its presence, its edition, its number in the edition and the number of its fields; then the fields in
//! the form's order, mostly a byte each: small counts are their own code, runs of noughts are counted. A report of two
//! hundred fields, most of them 0, takes 60 to 150 bytes.

use crate::forms::{self, Forms};
use crate::report::{Filed, Presence, SCALE_DIGITS, State, Value};

/// One figure, as far as other reports are compared with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// What is printed.
    pub state: State,
    /// Whether the reading is doubtful, or the number was chosen by the form's relations.
    pub doubtful: bool,
    /// The number, scaled as by [`crate::report::scaled_decimal`]; `None` unless `state` is a number that fits.
    pub number: Option<i128>,
    /// The unit printed with it.
    pub unit: Unit,
}

/// A unit of money, where one is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// None is printed: the form's own holds.
    #[default]
    Form,
    /// 元.
    Yuan,
    /// 千元.
    Thousand,
    /// 万元.
    TenThousand,
    /// 百万元.
    Million,
    /// 亿元.
    HundredMillion,
    /// Another word.
    Other,
}

impl Unit {
    const ALL: [Self; 7] = [
        Self::Form,
        Self::Yuan,
        Self::Thousand,
        Self::TenThousand,
        Self::Million,
        Self::HundredMillion,
        Self::Other,
    ];

    /// The unit that a word means.
    pub fn of(word: &str) -> Self {
        match word {
            "" => Self::Form,
            "元" => Self::Yuan,
            "千元" => Self::Thousand,
            "万元" => Self::TenThousand,
            "百万元" => Self::Million,
            "亿元" => Self::HundredMillion,
            _ => Self::Other,
        }
    }
}

/// A table of a report with its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Index of its edition in [`crate::forms::Forms::editions`].
    pub edition: usize,
    /// Index of the table in that edition.
    pub table: usize,
    /// Whether it was found.
    pub presence: Presence,
    /// A figure for each field, in the form's order.
    pub figures: Vec<Figure>,
}

impl Table {
    /// Its edition and the table of it; `None` where the forms have no such.
    pub fn form<'f>(&self, forms: &'f Forms) -> Option<(&'f forms::Edition, &'f forms::Table)> {
        let edition = forms.editions.get(self.edition)?;
        Some((edition, edition.tables.get(self.table)?))
    }
}

/// The tables of a report, packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures(Box<[u8]>);

/// Codes of a field; up to this one a byte is the number itself.
const SMALL: u8 = 191;
const NOUGHTS: u8 = 192;
const NUMBER: u8 = 193;
const TOO_LARGE: u8 = 194;
const BLANK: u8 = 195;
const PLACEHOLDER: u8 = 196;
const ABSENT: u8 = 197;
const UNREADABLE: u8 = 198;
/// The field after this is doubtful.
const DOUBTFUL: u8 = 199;
/// The field after this has the unit of this number.
const UNIT: u8 = 200;

const ONE: i128 = 10_i128.pow(SCALE_DIGITS as u32);

impl Figures {
    /// Packs the tables of a report.
    pub fn pack(tables: &[Filed]) -> Self {
        let mut bytes = Vec::new();
        for filed in tables {
            bytes.push(presence_code(filed.presence));
            push_varint(&mut bytes, filed.edition as u128);
            push_varint(&mut bytes, filed.table as u128);
            push_varint(&mut bytes, filed.values.len() as u128);
            let mut noughts = 0;
            for value in &filed.values {
                let figure = Figure::of(value);
                if figure == NOUGHT {
                    noughts += 1;
                    continue;
                }
                push_noughts(&mut bytes, &mut noughts);
                push_figure(&mut bytes, figure);
            }
            push_noughts(&mut bytes, &mut noughts);
        }
        Self(bytes.into())
    }

    /// The tables again, each with its figures.
    pub fn tables(&self) -> Vec<Table> {
        let mut bytes = Bytes(&self.0);
        let mut tables = Vec::new();
        while let Some(presence) = bytes.next() {
            let (edition, table) = (bytes.varint() as usize, bytes.varint() as usize);
            let count = bytes.varint() as usize;
            let mut figures = Vec::with_capacity(count);
            while figures.len() < count {
                bytes.field(&mut figures);
            }
            tables.push(Table {
                edition,
                table,
                presence: presence_of(presence),
                figures,
            });
        }
        tables
    }

    /// Bytes it takes.
    pub fn size(&self) -> usize {
        self.0.len()
    }
}

/// A plain 0, by far the commonest figure.
const NOUGHT: Figure = Figure {
    state: State::Number,
    doubtful: false,
    number: Some(0),
    unit: Unit::Form,
};

impl Figure {
    /// What is kept of a value.
    pub fn of(value: &Value) -> Self {
        Self {
            state: value.state,
            doubtful: value.is_doubtful() || value.origin == crate::report::Origin::Inferred,
            number: value.scaled(),
            unit: if value.state == State::Number {
                Unit::of(&value.unit)
            } else {
                Unit::Form
            },
        }
    }
}

fn push_noughts(bytes: &mut Vec<u8>, noughts: &mut usize) {
    match *noughts {
        0 => {}
        1 => bytes.push(0),
        many => {
            bytes.push(NOUGHTS);
            push_varint(bytes, many as u128);
        }
    }
    *noughts = 0;
}

fn push_figure(bytes: &mut Vec<u8>, figure: Figure) {
    if figure.doubtful {
        bytes.push(DOUBTFUL);
    }
    if let Some(unit) = Unit::ALL.iter().position(|u| *u == figure.unit)
        && unit > 0
    {
        bytes.extend([UNIT, unit as u8]);
    }
    match (figure.state, figure.number) {
        (State::Number, Some(n))
            if n % ONE == 0 && (0..=i128::from(SMALL)).contains(&(n / ONE)) =>
        {
            bytes.push((n / ONE) as u8);
        }
        (State::Number, Some(n)) => {
            bytes.push(NUMBER);
            // The sign in the last bit, so that small numbers of either sign are short.
            push_varint(bytes, ((n << 1) ^ (n >> 127)) as u128);
        }
        (State::Number, None) => bytes.push(TOO_LARGE),
        (State::Blank, _) => bytes.push(BLANK),
        (State::Placeholder, _) => bytes.push(PLACEHOLDER),
        (State::Absent, _) => bytes.push(ABSENT),
        (State::Unreadable, _) => bytes.push(UNREADABLE),
    }
}

fn push_varint(bytes: &mut Vec<u8>, mut n: u128) {
    while n > 127 {
        bytes.push((n & 127) as u8 | 128);
        n >>= 7;
    }
    bytes.push(n as u8);
}

fn presence_code(presence: Presence) -> u8 {
    match presence {
        Presence::Found => 0,
        Presence::Lost => 1,
        Presence::Image => 2,
        Presence::Absent => 3,
    }
}

fn presence_of(code: u8) -> Presence {
    match code {
        0 => Presence::Found,
        1 => Presence::Lost,
        2 => Presence::Image,
        _ => Presence::Absent,
    }
}

/// Packed bytes being read. What was never packed reads as noughts and absent cells, and ends.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn varint(&mut self) -> u128 {
        let (mut n, mut shift) = (0, 0);
        while let Some(byte) = self.next() {
            n |= u128::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 || shift > 126 {
                break;
            }
        }
        n
    }

    /// Reads one field, or a run of noughts.
    fn field(&mut self, figures: &mut Vec<Figure>) {
        let mut figure = Figure::default();
        loop {
            match self.next() {
                Some(DOUBTFUL) => figure.doubtful = true,
                Some(UNIT) => {
                    let unit = usize::from(self.next().unwrap_or_default());
                    figure.unit = Unit::ALL.get(unit).copied().unwrap_or_default();
                }
                Some(NOUGHTS) => {
                    let many = self.varint() as usize;
                    figures.extend(std::iter::repeat_n(NOUGHT, many));
                    return;
                }
                code => {
                    (figure.state, figure.number) = self.value(code);
                    figures.push(figure);
                    return;
                }
            }
        }
    }

    fn value(&mut self, code: Option<u8>) -> (State, Option<i128>) {
        match code {
            Some(NUMBER) => {
                let n = self.varint();
                let n = (n >> 1) as i128 ^ -((n & 1) as i128);
                (State::Number, Some(n))
            }
            Some(TOO_LARGE) => (State::Number, None),
            Some(BLANK) => (State::Blank, None),
            Some(PLACEHOLDER) => (State::Placeholder, None),
            Some(UNREADABLE) => (State::Unreadable, None),
            Some(small @ ..=SMALL) => (State::Number, Some(i128::from(small) * ONE)),
            Some(_) | None => (State::Absent, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(state: State, number: &str, confidence: f32, unit: &str) -> Value {
        Value {
            state,
            number: number.into(),
            unit: unit.into(),
            confidence,
            ..Value::default()
        }
    }

    fn filed(values: Vec<Value>) -> Filed {
        Filed {
            edition: 1,
            table: 2,
            presence: Presence::Found,
            values,
            missing_rows: Vec::new(),
        }
    }

    #[test]
    fn a_report_of_noughts_takes_few_bytes() {
        let values = vec![value(State::Number, "0", 1.0, ""); 175];
        let figures = Figures::pack(&[filed(values)]);
        assert!(figures.size() < 10, "{}", figures.size());
        assert_eq!(figures.tables()[0].figures, vec![NOUGHT; 175]);
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(
            cells in proptest::collection::vec(
                (0_u8..5, -3_000_000_i64..400_000_000, any::<bool>(), 0_usize..7, 0_u8..3), 0..60)
        ) {
            let words = ["", "元", "千元", "万元", "百万元", "亿元", "美元"];
            let values: Vec<Value> = cells.iter().map(|&(state, n, sure, unit, size)| {
                let number = match size {
                    0 => (n % 300).to_string(),
                    1 => format!("{}.{:06}", n / 1_000_000, n.unsigned_abs() % 1_000_000),
                    _ => format!("{n}000000000"),
                };
                let states = [State::Number, State::Blank, State::Placeholder, State::Absent, State::Unreadable];
                let state = states[usize::from(state)];
                let number = if state == State::Number { number } else { String::new() };
                value(state, &number, if sure { 0.9 } else { 0.2 }, words[unit])
            }).collect();
            let expected: Vec<Figure> = values.iter().map(Figure::of).collect();
            let tables = Figures::pack(&[filed(values.clone()), filed(values)]).tables();
            prop_assert_eq!(tables.len(), 2);
            for table in tables {
                prop_assert_eq!((table.edition, table.table, table.presence), (1, 2, Presence::Found));
                prop_assert_eq!(&table.figures, &expected);
            }
        }

    }
}
