//! The table of divisions packed for look-ups, from its text: once when the program is built, so that no start pays
//! for it, and for a table of the user's own.
//!
//! Used by the build script, too: nothing of the program is used here.

/// Columns of the text, tabs or commas between; the last three may be left out.
const HEAD: &str = "code name from until successor";

/// Bytes of a packed row.
pub const ROW: usize = 17;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where the name begins among the names.
    pub name: u32,
    /// Bytes of the name.
    pub length: u8,
    /// Six or nine digits.
    pub code: u32,
    /// First year; 0 where it was there before the first table.
    pub from: u16,
    /// Last year; `u16::MAX` while it is there.
    pub until: u16,
    /// The code the same body goes on under; 0 for none.
    pub successor: u32,
}

impl Row {
    /// The row that some bytes are.
    pub fn unpack(bytes: &[u8; ROW]) -> Self {
        let long = |at: usize| {
            u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        };
        let short = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        Self {
            name: long(0),
            length: bytes[4],
            code: long(5),
            from: short(9),
            until: short(11),
            successor: long(13),
        }
    }

    fn pack(&self) -> [u8; ROW] {
        let mut bytes = [0; ROW];
        bytes[0..4].copy_from_slice(&self.name.to_le_bytes());
        bytes[4] = self.length;
        bytes[5..9].copy_from_slice(&self.code.to_le_bytes());
        bytes[9..11].copy_from_slice(&self.from.to_le_bytes());
        bytes[11..13].copy_from_slice(&self.until.to_le_bytes());
        bytes[13..17].copy_from_slice(&self.successor.to_le_bytes());
        bytes
    }
}

/// A packed table.
pub struct Packed {
    /// The names, one behind the other, each once.
    pub names: String,
    /// Rows by name, then by code.
    pub rows: Vec<u8>,
    /// Numbers of the rows, four bytes each, by code, then by last year.
    pub by_code: Vec<u8>,
}

/// Packs the text of a table: a head line, then a row a division.
///
/// # Errors
/// The first line that is no row, by its number from 1, and what is wrong there.
pub fn pack(text: &str) -> Result<Packed, (usize, String)> {
    let mut rows: Vec<(&str, Row)> = Vec::with_capacity(text.len() / 32);
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
        let error = |what: String| (at + 1, what);
        if at == 0 && !line.starts_with("code") {
            return Err(error(format!(
                "the first line must name the columns: {HEAD}"
            )));
        }
        if at > 0 && !line.is_empty() {
            rows.push(row(line).map_err(error)?);
        }
    }
    rows.sort_by(|a, b| (a.0, a.1.code).cmp(&(b.0, b.1.code)));
    let (mut names, mut last, mut start) = (String::new(), "", 0);
    for (name, row) in &mut rows {
        if *name != last {
            start = names.len() as u32;
            names.push_str(name);
            last = name;
        }
        row.name = start;
    }
    let mut by_code: Vec<u32> = (0..rows.len() as u32).collect();
    by_code.sort_unstable_by_key(|at| {
        let row = &rows[*at as usize].1;
        (row.code, row.until, *at)
    });
    Ok(Packed {
        names,
        rows: rows.iter().flat_map(|(_, row)| row.pack()).collect(),
        by_code: by_code.iter().flat_map(|at| at.to_le_bytes()).collect(),
    })
}

fn row(line: &str) -> Result<(&str, Row), String> {
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
        "" => 0,
        code => parse_code(code)?,
    };
    if name.is_empty() {
        return Err("a row has a code and a name".to_owned());
    }
    let length = u8::try_from(name.len()).map_err(|_| format!("the name `{name}` is too long"))?;
    let row = Row {
        name: 0,
        length,
        code: parse_code(code)?,
        from,
        until,
        successor,
    };
    Ok((name, row))
}

fn parse_code(text: &str) -> Result<u32, String> {
    code(text).ok_or_else(|| format!("`{text}` is no code of six or nine digits"))
}

/// The number that a text of six or nine digits is; no province begins with 0, so the number tells how many they were.
pub fn code(text: &str) -> Option<u32> {
    let digits = matches!(text.len(), 6 | 9) && text.bytes().all(|b| b.is_ascii_digit());
    let code: u32 = digits.then(|| text.parse().ok())??;
    (code >= 100_000).then_some(code)
}
