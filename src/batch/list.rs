//! Lists of paths in a file: a path a line, or a table with a head that says more of each file.

use std::path::PathBuf;
use std::sync::Arc;

use encoding_rs::GB18030;

use crate::error::LineError;
use crate::report::Date;
use crate::who::{Given, Said};

/// The columns that are read, each under the names it may have; others are passed over.
const PATH: &[&str] = &["path", "路径", "文件"];
const SOURCE_URL: &[&str] = &["source_url", "url", "网址", "来源"];
const AGENCY: &[&str] = &["agency", "机关", "单位"];
const PUBLISHED: &[&str] = &["published", "date", "日期", "发布日期"];

/// A list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The paths, in its order.
    pub paths: Vec<PathBuf>,
    /// What it says of them.
    pub given: Arc<Given>,
}

/// The list that some bytes are.
///
/// It is a table where its first line names a column `path` and at least one more, with commas or tabs between; columns
/// `source_url`, `agency` and `published` say where a file is from. Else each line is a path: empty lines, a byte order
/// mark and the `\r` of `\r\n` are passed over; nothing else is: a path may begin with `#` or end in a space.
///
/// # Errors
/// A row of a table without a path, or with a date that is none.
pub fn read_list(bytes: &[u8]) -> Result<List, LineError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let first = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let first = decode(first);
    for separator in [b',', b'\t'] {
        let names: Vec<&str> = first.split(char::from(separator)).map(plain).collect();
        if names.len() > 1 && names.iter().any(|name| PATH.contains(name)) {
            return table(&decode(bytes), separator, &names);
        }
    }
    let lines = bytes.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    Ok(List {
        paths: lines.filter(|line| !line.is_empty()).map(path).collect(),
        given: Arc::default(),
    })
}

/// Text as spreadsheets save it in China: Unicode, or else GB18030.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

fn plain(name: &str) -> &str {
    name.trim().trim_matches('"')
}

fn table(text: &str, separator: u8, names: &[&str]) -> Result<List, LineError> {
    let column = |known: &[&str]| names.iter().position(|name| known.contains(name));
    let (path, source_url) = (column(PATH), column(SOURCE_URL));
    let (agency, published) = (column(AGENCY), column(PUBLISHED));
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut paths, mut given) = (Vec::new(), Given::default());
    for row in rows.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(0, |at| at.line() as usize);
            LineError::new(line, error.to_string())
        })?;
        let line = row.position().map_or(0, |at| at.line() as usize);
        let error = |what: String| LineError { line, what };
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default().trim();
        let path = cell(path).to_owned();
        if path.is_empty() {
            return Err(error("a row needs a path".to_owned()));
        }
        let date = match cell(published) {
            "" => None,
            text => Some(
                Date::first_in(text)
                    .ok_or_else(|| error(format!("`{text}` is no date; write it as 2024-01-31")))?,
            ),
        };
        let said = Said {
            source_url: cell(source_url).to_owned(),
            agency: cell(agency).to_owned(),
            published: date,
        };
        given.insert(path.clone(), said);
        paths.push(path.into());
    }
    let given = Arc::new(given);
    Ok(List { paths, given })
}

/// On Unix a path is bytes and not always a text.
#[cfg(unix)]
fn path(line: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(line).into()
}

#[cfg(not(unix))]
fn path(line: &[u8]) -> PathBuf {
    String::from_utf8_lossy(line).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_a_line() {
        let list = "\u{feff}a b.pdf\r\n\n#c \n报告.html".as_bytes();
        let expected = ["a b.pdf", "#c ", "报告.html"].map(PathBuf::from);
        assert_eq!(read_list(list).unwrap().paths, expected);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_kept() {
        use std::os::unix::ffi::OsStrExt;
        let list = read_list(b"\xff\n").unwrap();
        assert_eq!(list.paths[0].as_os_str().as_bytes(), b"\xff");
    }

    #[test]
    fn a_table_says_where_files_are_from() {
        let text = "\u{feff}机关,路径,备注,网址,发布日期\r\n青溪市财政局,\"a,1.pdf\",x,https://a.example/1,2024/1/30\r\n,b.pdf\r\n";
        let whole = Said {
            source_url: "https://a.example/1".into(),
            agency: "青溪市财政局".into(),
            published: Date::first_in("2024-01-30"),
        };
        for bytes in [
            text.as_bytes(),
            &GB18030.encode(text.trim_start_matches('\u{feff}')).0,
        ] {
            let list = read_list(bytes).unwrap();
            assert_eq!(list.paths, ["a,1.pdf", "b.pdf"].map(PathBuf::from));
            assert_eq!(list.given.of("a,1.pdf"), Some(&whole));
            assert_eq!(list.given.of("b.pdf"), Some(&Said::default()));
        }
        let tabs = read_list(b"path\tagency\nx.pdf\tA\n").unwrap();
        assert_eq!(
            tabs.given.of("x.pdf").map(|said| said.agency.as_str()),
            Some("A")
        );
    }

    #[test]
    fn rows_that_are_none() {
        let error = |text: &str| read_list(text.as_bytes()).unwrap_err();
        assert_eq!(error("path,url\na.pdf,x\n,y\n").line, 3);
        let date = error("path,date\na.pdf,soon\n");
        assert_eq!(date.line, 2);
        assert!(date.what.contains("`soon`"), "{}", date.what);
    }
}
