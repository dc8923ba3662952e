//! The dated table of administrative divisions.
//!
//! Text with tabs: `code name from until successor`. Six digits down to the county, nine for a town. `from` and
//! `until` are the first and the last year of the division under this name and code, empty where it was there before
//! the first table or is there in the last. `successor` is the code under which the same body goes on after it was
//! renamed or got another code; a division that was merged or divided has none.

use std::borrow::Cow;
use std::fmt;

use super::pack::{self, ROW, Row};
use crate::error::LineError;

/// The table that comes with the program, made by `scripts/make-divisions` and packed when the program was built.
static EMBEDDED: Divisions = Divisions {
    names: Cow::Borrowed(include_str!(concat!(env!("OUT_DIR"), "/divisions.names"))),
    rows: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/divisions.rows"))),
    by_code: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/divisions.codes"))),
};

/// Names are looked for among so many characters at most.
pub const LONGEST_NAME: usize = 24;

/// A code of six or nine digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u32);

/// The rank of a division by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Province.
    Province,
    /// Prefecture.
    Prefecture,
    /// County.
    County,
    /// Town.
    Town,
}

impl Code {
    /// The code that a text of six or nine digits is.
    pub fn parse(text: &str) -> Option<Self> {
        pack::code(text).map(Self)
    }

    /// Its rank.
    pub fn rank(self) -> Rank {
        match self.0 {
            1_000_000.. => Rank::Town,
            n if n % 10_000 == 0 => Rank::Province,
            n if n % 100 == 0 => Rank::Prefecture,
            _ => Rank::County,
        }
    }

    /// The code above by its digits alone; none above a province. A prefecture of this code need not exist (in
    /// municipalities, and of counties directly below a province).
    fn above(self) -> Option<Self> {
        Some(Self(match self.rank() {
            Rank::Province => return None,
            Rank::Prefecture => self.0 / 10_000 * 10_000,
            Rank::County => self.0 / 100 * 100,
            Rank::Town => self.0 / 1000,
        }))
    }

    /// Whether it is this division or lies in it.
    pub fn is_within(self, other: Self) -> bool {
        let mut code = Some(self);
        while let Some(here) = code {
            if here == other {
                return true;
            }
            code = here.above();
        }
        false
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A division under one name and code.
#[derive(Clone, Copy, Debug)]
pub struct Division<'a> {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: &'a str,
    /// First year; 0 where it was there before the first table.
    pub from: u16,
    /// Last year; `u16::MAX` while it is there.
    pub until: u16,
    /// The code the same body goes on under.
    pub successor: Option<Code>,
}

impl Division<'_> {
    /// Whether it was there when a report of this year was written or published; always where no year is known.
    pub fn was_there(&self, year: Option<u16>) -> bool {
        year.is_none_or(|year| self.from <= year + 1 && year <= self.until)
    }
}

/// The table.
pub struct Divisions {
    names: Cow<'static, str>,
    rows: Cow<'static, [u8]>,
    by_code: Cow<'static, [u8]>,
}

impl fmt::Debug for Divisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Divisions({} rows)", self.count())
    }
}

impl Divisions {
    /// The table that comes with the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// A table from its text: a head line `code name from until successor`, then a row a division; tabs or commas
    /// between. The last three columns may be left out.
    ///
    /// # Errors
    /// The first line that is no row.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let packed = pack::pack(text).map_err(|(line, what)| LineError { line, what })?;
        Ok(Self {
            names: Cow::Owned(packed.names),
            rows: Cow::Owned(packed.rows),
            by_code: Cow::Owned(packed.by_code),
        })
    }

    fn count(&self) -> usize {
        self.rows.len() / ROW
    }

    /// A row, by its number in the order of names.
    fn row(&self, at: usize) -> Row {
        let (rows, _) = self.rows.as_chunks();
        Row::unpack(&rows[at])
    }

    /// A row, by its number in the order of codes.
    fn row_by_code(&self, at: usize) -> Row {
        let (numbers, _) = self.by_code.as_chunks();
        self.row(u32::from_le_bytes(numbers[at]) as usize)
    }

    fn division(&self, row: &Row) -> Division<'_> {
        Division {
            code: Code(row.code),
            name: self.name(row),
            from: row.from,
            until: row.until,
            successor: Some(row.successor).filter(|code| *code > 0).map(Code),
        }
    }

    fn name(&self, row: &Row) -> &str {
        let start = row.name as usize;
        &self.names[start..start + usize::from(row.length)]
    }

    /// Every division of this name, by code.
    pub fn named(&self, name: &str) -> impl Iterator<Item = Division<'_>> {
        let start = first(self.count(), |at| self.name(&self.row(at)) >= name);
        (start..self.count())
            .map(|at| self.row(at))
            .take_while(move |row| self.name(row) == name)
            .map(|row| self.division(&row))
    }

    /// What had this code, the last one last.
    pub fn coded(&self, code: Code) -> impl Iterator<Item = Division<'_>> {
        let start = first(self.count(), |at| self.row_by_code(at).code >= code.0);
        (start..self.count())
            .map(|at| self.row_by_code(at))
            .take_while(move |row| row.code == code.0)
            .map(|row| self.division(&row))
    }

    /// Every province.
    pub fn provinces(&self) -> impl Iterator<Item = Division<'_>> {
        let rows = (0..self.count()).map(|at| self.row_by_code(at));
        rows.take_while(|row| Code(row.code).rank() != Rank::Town)
            .filter(|row| Code(row.code).rank() == Rank::Province)
            .map(|row| self.division(&row))
    }

    /// The longest name at the beginning of a text.
    pub fn longest_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let ends: Vec<usize> = text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .take(LONGEST_NAME)
            .collect();
        let known = |end: &&usize| self.named(&text[..**end]).next().is_some();
        ends[1.min(ends.len())..]
            .iter()
            .rev()
            .find(known)
            .map(|end| &text[..*end])
    }

    /// The division above in the table: a county directly below a province has no prefecture.
    pub fn parent(&self, code: Code) -> Option<Code> {
        let mut above = code.above();
        while let Some(code) = above {
            if self.coded(code).next().is_some() {
                return Some(code);
            }
            above = code.above();
        }
        None
    }

    /// The code that stands for a body under all its codes: the last one it has.
    pub fn last_code(&self, code: Code) -> Code {
        let mut last = code;
        // A chain longer than this is a circle.
        for _ in 0..8 {
            let next = self
                .coded(last)
                .last()
                .and_then(|division| division.successor);
            match next {
                Some(next) if next != last => last = next,
                _ => break,
            }
        }
        last
    }
}

/// The first number below `count` of which something is true, where it is of all behind it; `count` where it is of
/// none.
fn first(count: usize, is_true: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_true(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    #[test]
    fn the_embedded_table_is_whole() {
        let table = Divisions::embedded();
        assert!(table.count() > 50_000);
        assert_eq!(table.provinces().count(), 34);
        for row in (0..table.count()).map(|at| table.division(&table.row(at))) {
            if let Some(successor) = row.successor {
                assert!(table.coded(successor).next().is_some(), "{successor}");
            }
            let has_parent = row.code.rank() == Rank::Province || table.parent(row.code).is_some();
            assert!(has_parent, "{}", row.code);
        }
    }

    #[test]
    fn names_codes_and_what_lies_where() {
        let table = Divisions::embedded();
        let found: Vec<String> = table.named("洪泽区").map(|d| d.code.to_string()).collect();
        assert_eq!(found, ["320813"]);
        assert_eq!(table.named("市中区").count(), 6);
        assert_eq!(table.longest_prefix("衡东县杨林镇人民政府"), Some("衡东县"));
        assert_eq!(table.longest_prefix("教育局"), None);
        assert!(
            code("320813").is_within(code("320800")) && code("320813").is_within(code("320000"))
        );
        assert!(!code("320813").is_within(code("320100")));
        // 天门 lies directly below its province, the districts of Shanghai below the city.
        assert_eq!(table.parent(code("429006")), Some(code("420000")));
        assert_eq!(table.parent(code("310101")), Some(code("310000")));
    }

    #[test]
    fn a_body_keeps_one_code_through_its_names() {
        let table = Divisions::embedded();
        for (old, last) in [
            ("130527", "130506"),
            ("320683", "320612"),
            ("420600", "420600"),
        ] {
            assert_eq!(table.last_code(code(old)), code(last), "{old}");
        }
        // 江干区 was merged into its neighbours: it has no successor.
        let merged = table.named("江干区").next().unwrap();
        assert_eq!((merged.until, merged.successor), (2020, None));
        assert!(merged.was_there(Some(2019)) && !merged.was_there(Some(2022)));
    }

    #[test]
    fn a_table_of_ones_own() {
        let table = Divisions::parse("code,name\n990000,云岚省\n990100,\"青溪市\"\n").unwrap();
        assert_eq!(table.named("青溪市").next().unwrap().code, code("990100"));
        let error = |text: &str| Divisions::parse(text).unwrap_err();
        assert_eq!(error("code name\n99,云岚省\n").line, 2);
        assert_eq!(
            error("code\tname\n990000\t云岚省\tx\n").what,
            "`x` is no year"
        );
        assert_eq!(error("990000\t云岚省\n").line, 1);
    }
}
