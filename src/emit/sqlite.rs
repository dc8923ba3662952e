//! The tables as an SQLite database: typed, with keys, indexes and a search over the prose.
//!
//! The file is opened by SQLite itself, at the path that the caller names; it must not be there. Journals and waiting
//! for the disk are off: a file that was not finished is thrown away.

use std::io;
use std::path::Path;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::Tables;
use super::sheet::{Cell, Column, Kind, Sheet};
use crate::rules::Rules;

/// Every report once: what `report_id` in the other tables refers to. Two inputs of the same path and content give one
/// report twice, so that no other table can be referred to.
const REPORTS: &str = "CREATE TABLE reports (report_id TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID";

/// The rules: what `rule` in the findings refers to.
const RULES: &str = "CREATE TABLE rules (rule TEXT PRIMARY KEY, title_zh TEXT, title_en TEXT, severity TEXT) \
                     WITHOUT ROWID";

/// A search over the prose: three characters or more, anywhere in a text, also where words are not set apart.
const SEARCH: &str = "CREATE VIRTUAL TABLE sections_fts USING fts5(heading, text, content='sections', \
                      content_rowid='rowid', tokenize='trigram')";

/// Columns that are looked up, table by table.
const INDEXES: &[(&str, &[&str])] = &[
    ("files", &["path"]),
    ("files", &["status"]),
    ("wide", &["report_id"]),
    ("wide", &["agency", "year"]),
    ("panel", &["agency", "year"]),
    ("cells", &["report_id"]),
    ("cells", &["row", "column", "year"]),
    ("extra", &["report_id"]),
    ("findings", &["report_id"]),
    ("findings", &["rule", "year"]),
    ("findings", &["agency", "year"]),
    ("findings", &["finding_id"]),
    ("sections", &["report_id"]),
];

/// References hold as the rows are written, and need not be looked up for each of them. Sorting takes as much memory as
/// the cache of pages, however many rows there are.
const SETTINGS: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; \
                        PRAGMA temp_store = FILE; PRAGMA cache_size = -16384; BEGIN;";

/// A database on its way.
pub struct Database {
    connection: Connection,
    sheets: Vec<Shape>,
}

/// What has to be known of a table while it is filled.
struct Shape {
    insert: String,
    /// Positions of the report's name, of its body and of its year, in the table that has a row a report.
    report: Option<[usize; 3]>,
    /// Position of the rule, in the table of findings.
    rule: Option<usize>,
}

impl Database {
    /// Makes the database at `path`, with these tables in it. What is sorted for the indexes goes to temporary files in
    /// the same folder.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn create(path: &Path, sheets: &[Sheet]) -> io::Result<Self> {
        let connection = Connection::open(path).map_err(plain)?;
        // Else SQLite takes the system's folder, which may be in memory, or small.
        if let Some(folder) = path.parent().and_then(Path::to_str) {
            connection
                .pragma_update(None, "temp_store_directory", folder)
                .map_err(plain)?;
        }
        let script = setup(sheets);
        connection.execute_batch(&script).map_err(plain)?;
        // Every table has a statement of its own; a statement for each row would be parsed anew.
        connection.set_prepared_statement_cache_capacity(sheets.len() + 2);
        insert_rules(&connection).map_err(plain)?;
        Ok(Self {
            connection,
            sheets: sheets.iter().map(shape).collect(),
        })
    }

    fn insert(&self, table: usize, row: &[Cell<'_>]) -> rusqlite::Result<()> {
        let shape = &self.sheets[table];
        if let Some([id, body, year]) = shape.report {
            let label = format!("{} {}", row[body].text(), row[year].text());
            let mut insert = self
                .connection
                .prepare_cached("INSERT OR IGNORE INTO reports VALUES (?1, ?2)")?;
            insert.execute((row[id].text(), label.trim()))?;
        }
        if let Some(rule) = shape.rule {
            let mut insert = self
                .connection
                .prepare_cached("INSERT OR IGNORE INTO rules (rule) VALUES (?1)")?;
            insert.execute([row[rule].text()])?;
        }
        let mut insert = self.connection.prepare_cached(&shape.insert)?;
        insert.execute(params_from_iter(row))?;
        Ok(())
    }
}

impl Tables for Database {
    fn push(&mut self, table: usize, row: &[Cell<'_>]) -> io::Result<()> {
        self.insert(table, row).map_err(plain)
    }

    fn finish(&mut self) -> io::Result<()> {
        let mut script = String::new();
        for (table, columns) in INDEXES {
            let list: Vec<String> = columns.iter().map(|c| quoted(c)).collect();
            let name = quoted(&format!("{table}_{}", columns.join("_")));
            script += &format!(
                "CREATE INDEX {name} ON {} ({});",
                quoted(table),
                list.join(", ")
            );
        }
        script += SEARCH;
        script += ";INSERT INTO sections_fts (sections_fts) VALUES ('rebuild');COMMIT;";
        self.connection.execute_batch(&script).map_err(plain)
    }
}

/// Everything before the first row.
fn setup(sheets: &[Sheet]) -> String {
    let mut script = SETTINGS.to_owned();
    script += &format!("{REPORTS};{RULES};");
    for sheet in sheets {
        let columns: Vec<String> = sheet.columns.iter().map(declaration).collect();
        script += &format!(
            "CREATE TABLE {} ({});",
            quoted(sheet.name),
            columns.join(", ")
        );
    }
    script
}

fn declaration(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text | Kind::Id | Kind::Word(_) | Kind::Label => "TEXT",
        Kind::Integer | Kind::Flag => "INTEGER",
        Kind::Real => "REAL",
        Kind::Figure => "NUMERIC",
    };
    let refers = match &*column.name {
        "report_id" => " REFERENCES reports (report_id)",
        "rule" => " REFERENCES rules (rule)",
        _ => "",
    };
    format!("{} {kind}{refers}", quoted(&column.name))
}

fn shape(sheet: &Sheet) -> Shape {
    let marks = vec!["?"; sheet.columns.len()].join(", ");
    let report = ["report_id", "agency", "year"].map(|name| sheet.column(name));
    Shape {
        insert: format!("INSERT INTO {} VALUES ({marks})", quoted(sheet.name)),
        report: match (sheet.key, report) {
            (["report_id"], [Some(id), Some(body), Some(year)]) => Some([id, body, year]),
            _ => None,
        },
        rule: sheet.column("rule"),
    }
}

fn insert_rules(connection: &Connection) -> rusqlite::Result<()> {
    let mut insert = connection.prepare("INSERT INTO rules VALUES (?1, ?2, ?3, ?4)")?;
    for rule in Rules::embedded().iter() {
        insert.execute((
            rule.id,
            &rule.title.zh,
            &rule.title.en,
            rule.severity.as_str(),
        ))?;
    }
    Ok(())
}

/// A name as SQL has it. The names are the program's own and hold no quotes.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Cell::Empty => Value::Null,
            Cell::Text(text) => return Ok(ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))),
            Cell::Integer(number) => Value::Integer(*number),
            Cell::Real(number) => Value::Real(*number),
            Cell::Flag(flag) => Value::Integer((*flag).into()),
            // Counts stay whole numbers.
            Cell::Figure(digits) => match (self.number(), digits.parse()) {
                (Some(_), Ok(whole)) => Value::Integer(whole),
                (Some(number), _) => Value::Real(number),
                (None, _) => Value::Null,
            },
        };
        Ok(ToSqlOutput::Owned(value))
    }
}

fn plain(error: rusqlite::Error) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{record, sample, sheet};
    use crate::forms::Forms;

    fn written(path: &Path) {
        let sheets = sheet::sheets(Forms::embedded());
        let mut database = Database::create(path, &sheets).unwrap();
        for outcome in [sample::outcome("a.pdf"), sample::outcome("b.pdf")] {
            let record = record(&sample::context(), &outcome);
            for (at, sheet) in sheets.iter().enumerate() {
                sheet
                    .rows(&record, &mut |row| database.push(at, row))
                    .unwrap();
            }
        }
        database.finish().unwrap();
    }

    fn count(connection: &Connection, query: &str) -> i64 {
        connection.query_row(query, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn tables_keys_and_search_are_there_and_the_bytes_are_the_same_again() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("1"), folder.path().join("2"));
        written(&one);
        written(&two);
        assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
        let connection = Connection::open(&one).unwrap();
        assert_eq!(count(&connection, "SELECT count(*) FROM wide"), 2);
        assert_eq!(count(&connection, "SELECT count(*) FROM reports"), 2);
        let broken = "SELECT count(*) FROM pragma_foreign_key_check";
        assert_eq!(count(&connection, broken), 0);
        let found = "SELECT count(*) FROM sections_fts WHERE sections_fts MATCH '第一段'";
        assert_eq!(count(&connection, found), 2);
        let real = "SELECT count(*) FROM cells WHERE value = 12.5 AND typeof(value) = 'real'";
        assert_eq!(count(&connection, real), 2);
        let whole = "SELECT count(*) FROM findings WHERE typeof(difference) = 'integer'";
        assert_eq!(count(&connection, whole), 4);
    }
}
