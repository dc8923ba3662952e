//! The dated table of administrative divisions.
//!
//! Text with tabs: `code name from until successor`. Six digits down to the county, nine for a town. `from` and
//! `until` are the first and the last year of the division under this name and code, empty where it was there before
//! the first table or is there in the last. `successor` is the code under which the same body goes on after it was
//! renamed or got another code; a division that was merged or divided has none.

use std::fmt;
use std::io::Read;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

/// The table that comes with the program, made by `scripts/make-divisions`.
const EMBEDDED: &[u8] = include_bytes!("divisions.tsv.gz");

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
        let digits = matches!(text.len(), 6 | 9) && text.bytes().all(|b| b.is_ascii_digit());
        let code = Self(digits.then(|| text.parse().ok())??);
        // No province begins with 0, so the number of digits is that of the text.
        (code.0 >= 100_000).then_some(code)
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
    text: Box<str>,
    /// By name, then by code.
    rows: Vec<Row>,
    /// Rows by code, then by last year.
    by_code: Vec<u32>,
}

struct Row {
    name: (u32, u32),
    code: Code,
    from: u16,
    until: u16,
    successor: Option<Code>,
}

impl fmt::Debug for Divisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Divisions({} rows)", self.rows.len())
    }
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there, in plain English.
    pub what: String,
}

impl Divisions {
    /// The table that comes with the program.
    #[allow(
        clippy::panic,
        reason = "the file is part of the program and a test loads it"
    )]
    pub fn embedded() -> &'static Self {
        static TABLE: OnceLock<Divisions> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut text = String::new();
            if let Err(error) = GzDecoder::new(EMBEDDED).read_to_string(&mut text) {
                panic!("the table of divisions: {error}");
            }
            match Self::parse(text) {
                Ok(table) => table,
                Err(error) => panic!(
                    "the table of divisions: line {}: {}",
                    error.line, error.what
                ),
            }
        })
    }

    /// A table from its text: a head line `code name from until successor`, then a row a division; tabs or commas
    /// between. The last three columns may be left out.
    ///
    /// # Errors
    /// The first line that is no row.
    pub fn parse(text: impl Into<Box<str>>) -> Result<Self, TableError> {
        let text = text.into();
        let mut rows = Vec::with_capacity(text.len() / 32);
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
            if at == 0 || line.is_empty() {
                if at == 0 && !line.starts_with("code") {
                    return Err(fail(
                        at,
                        "the first line must name the columns: code name from until successor",
                    ));
                }
                continue;
            }
            rows.push(row(&text, line).map_err(|what| fail(at, &what))?);
        }
        let name = |row: &Row| &text[row.name.0 as usize..row.name.1 as usize];
        if !rows.is_sorted_by_key(|row| (name(row), row.code)) {
            rows.sort_by(|a, b| (name(a), a.code).cmp(&(name(b), b.code)));
        }
        let mut by_code: Vec<u32> = (0..rows.len() as u32).collect();
        by_code.sort_unstable_by_key(|at| {
            let row = &rows[*at as usize];
            (row.code, row.until, *at)
        });
        Ok(Self {
            text,
            rows,
            by_code,
        })
    }

    fn division(&self, row: &Row) -> Division<'_> {
        Division {
            code: row.code,
            name: self.name(row),
            from: row.from,
            until: row.until,
            successor: row.successor,
        }
    }

    fn name(&self, row: &Row) -> &str {
        &self.text[row.name.0 as usize..row.name.1 as usize]
    }

    /// Every division of this name, by code.
    pub fn named(&self, name: &str) -> impl Iterator<Item = Division<'_>> {
        let start = self.rows.partition_point(|row| self.name(row) < name);
        self.rows[start..]
            .iter()
            .take_while(move |row| self.name(row) == name)
            .map(|row| self.division(row))
    }

    /// What had this code, the last one last.
    pub fn coded(&self, code: Code) -> impl Iterator<Item = Division<'_>> {
        let start = self
            .by_code
            .partition_point(|at| self.rows[*at as usize].code < code);
        self.by_code[start..]
            .iter()
            .map(|at| &self.rows[*at as usize])
            .take_while(move |row| row.code == code)
            .map(|row| self.division(row))
    }

    /// Every province.
    pub fn provinces(&self) -> impl Iterator<Item = Division<'_>> {
        let rows = self.by_code.iter().map(|at| &self.rows[*at as usize]);
        rows.take_while(|row| row.code.rank() != Rank::Town)
            .filter(|row| row.code.rank() == Rank::Province)
            .map(|row| self.division(row))
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

fn fail(at: usize, what: &str) -> TableError {
    TableError {
        line: at + 1,
        what: what.to_owned(),
    }
}

fn row(text: &str, line: &str) -> Result<Row, String> {
    let separator = if line.contains('\t') { '\t' } else { ',' };
    let mut cells = line
        .split(separator)
        .map(|cell| cell.trim().trim_matches('"'));
    let code = cells.next().unwrap_or_default();
    let name = cells.next().unwrap_or_default();
    let mut year = |empty: u16| match cells.next().unwrap_or_default() {
        "" => Ok(empty),
        text => text.parse().map_err(|_| format!("`{text}` is no year")),
    };
    let (from, until) = (year(0)?, year(u16::MAX)?);
    let successor = match cells.next().unwrap_or_default() {
        "" => None,
        code => Some(parse_code(code)?),
    };
    if name.is_empty() {
        return Err("a row has a code and a name".to_owned());
    }
    let start = name.as_ptr() as usize - text.as_ptr() as usize;
    Ok(Row {
        name: (start as u32, (start + name.len()) as u32),
        code: parse_code(code)?,
        from,
        until,
        successor,
    })
}

fn parse_code(text: &str) -> Result<Code, String> {
    Code::parse(text).ok_or_else(|| format!("`{text}` is no code of six or nine digits"))
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
        assert!(table.rows.len() > 50_000);
        let provinces = table
            .rows
            .iter()
            .filter(|r| r.code.rank() == Rank::Province)
            .count();
        assert_eq!(provinces, 34);
        for row in &table.rows {
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
