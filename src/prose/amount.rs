//! Sums of cells that a number may mean, and what they come to in a report.

use crate::forms::{Edition, Table};
use crate::report::{CellRef, Filed, Presence, State, Value};

/// A sum of cells of one table: `requests: new/total + carried_in/total`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Key of the table.
    pub table: String,
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    rows: Vec<String>,
    columns: Vec<String>,
    negative: bool,
}

/// What an amount comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    /// The sum, scaled; money in 元.
    pub value: i128,
    /// What it comes to by the other columns of the rows, where that is another number than the totals say.
    pub by_kinds: Option<i128>,
    /// The cells added.
    pub cells: Vec<CellRef>,
    /// Whether a cell was read with doubt.
    pub doubtful: bool,
    /// Whether nothing was printed in a cell and it was counted as 0.
    pub blank: bool,
}

/// Why an amount cannot be reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The edition of the table has no such cells: it is not what the number means.
    NoSuchCells,
    /// The cells are not there or could not be read: nobody can say.
    Unread,
}

impl Amount {
    /// Reads `table: row/column + row/column`.
    ///
    /// # Errors
    /// What is not understood.
    pub fn parse(text: &str) -> Result<Self, String> {
        let fail = || format!("`{text}` is no sum of cells");
        let (table, sum) = text.split_once(':').ok_or_else(fail)?;
        let mut terms = Vec::new();
        let mut negative = false;
        for word in sum.split_whitespace() {
            match word {
                "+" => negative = false,
                "-" => negative = true,
                cell => {
                    let (rows, columns) = cell.split_once('/').ok_or_else(fail)?;
                    let keys = |list: &str| list.split('|').map(str::to_owned).collect();
                    terms.push(Term {
                        rows: keys(rows),
                        columns: keys(columns),
                        negative,
                    });
                }
            }
        }
        if terms.is_empty() {
            return Err(fail());
        }
        Ok(Self {
            table: table.trim().to_owned(),
            terms,
        })
    }

    /// Its fields in a table, each with 1 where it is added and -1 where it is subtracted.
    pub fn fields(&self, table: &Table) -> Vec<(usize, i128)> {
        let mut all = Vec::new();
        for term in &self.terms {
            let sign = if term.negative { -1 } else { 1 };
            all.extend(
                term.fields(table)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|at| (at, sign)),
            );
        }
        all
    }

    /// What it comes to in a table of a report.
    ///
    /// # Errors
    /// The table has no such cells, or they were not read.
    pub fn reckon(&self, edition: &Edition, filed: &Filed) -> Result<Reckoned, Unknown> {
        let table = &edition.tables[filed.table];
        let mut kinds_sum = 0;
        let mut all = Reckoned {
            value: 0,
            by_kinds: None,
            cells: Vec::new(),
            doubtful: false,
            blank: false,
        };
        for term in &self.terms {
            let fields = term.fields(table).ok_or(Unknown::NoSuchCells)?;
            if filed.presence != Presence::Found {
                return Err(Unknown::Unread);
            }
            for at in fields {
                let field = &table.fields[at];
                let value = filed.values.get(at).ok_or(Unknown::Unread)?;
                let number = number(value, &field.unit, at, table, filed, &mut all)?;
                let kinds = kinds(at, table, filed).unwrap_or(number);
                let sign = if term.negative { -1 } else { 1 };
                all.value += sign * number;
                kinds_sum += sign * kinds;
                all.doubtful |= value.is_doubtful();
                all.cells.push(CellRef {
                    table: table.id.clone(),
                    row: field.row.clone(),
                    column: field.column.clone(),
                    report: String::new(),
                });
            }
        }
        all.by_kinds = (kinds_sum != all.value).then_some(kinds_sum);
        Ok(all)
    }
}

/// The number of a cell. A blank total is the sum of its kinds, where one of them is printed; any other blank is 0.
fn number(
    value: &Value,
    unit: &str,
    at: usize,
    table: &Table,
    filed: &Filed,
    all: &mut Reckoned,
) -> Result<i128, Unknown> {
    match value.state {
        State::Number => {
            let number = value.scaled().ok_or(Unknown::Unread)?;
            let unit = if value.unit.is_empty() {
                unit
            } else {
                &value.unit
            };
            Ok(match unit {
                "万元" => number.checked_mul(10_000).ok_or(Unknown::Unread)?,
                _ => number,
            })
        }
        State::Blank | State::Placeholder => {
            all.blank = true;
            Ok(kinds(at, table, filed).unwrap_or(0))
        }
        State::Absent | State::Unreadable => Err(Unknown::Unread),
    }
}

/// Key of the column that adds up the others of its row.
pub(super) const TOTAL: &str = "total";

/// The sum of what is printed in the other columns of a row whose total is blank.
fn kinds(at: usize, table: &Table, filed: &Filed) -> Option<i128> {
    let own = &table.fields[at];
    if own.column != TOTAL {
        return None;
    }
    let fields = table.fields.iter().zip(&filed.values);
    let others = fields.filter(|(f, _)| f.row == own.row && f.column != own.column);
    let printed: Vec<i128> = others.filter_map(|(_, value)| value.scaled()).collect();
    (!printed.is_empty()).then(|| printed.iter().sum())
}

impl Term {
    /// Indices of its fields; `None` where the table lacks one of those named.
    fn fields(&self, table: &Table) -> Option<Vec<usize>> {
        let mut found = Vec::new();
        for row in &self.rows {
            let is_row = |key: &str| match row.strip_suffix('*') {
                Some(prefix) => key.starts_with(prefix),
                None => key == row,
            };
            for column in &self.columns {
                let before = found.len();
                let fields = table.fields.iter().enumerate();
                found.extend(
                    fields
                        .filter(|(_, f)| is_row(&f.row) && f.column == *column)
                        .map(|(at, _)| at),
                );
                if found.len() == before {
                    return None;
                }
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    fn table(cells: &[(&str, &str, &str)], blank: bool) -> Filed {
        let edition = Forms::embedded().editions.last().unwrap();
        let at = edition
            .tables
            .iter()
            .position(|t| t.id == "requests")
            .unwrap();
        let form = &edition.tables[at];
        let mut values = vec![
            Value {
                state: if blank { State::Blank } else { State::Number },
                number: if blank { String::new() } else { "0".into() },
                confidence: 1.0,
                ..Value::default()
            };
            form.fields.len()
        ];
        for (row, column, number) in cells {
            let value = &mut values[form.field(row, column).unwrap()];
            value.state = State::Number;
            value.number = (*number).into();
        }
        Filed {
            edition: Forms::embedded().editions.len() - 1,
            table: at,
            presence: Presence::Found,
            values,
            missing_rows: Vec::new(),
        }
    }

    fn reckon(text: &str, filed: &Filed) -> Result<(i128, usize), Unknown> {
        let edition = Forms::embedded().editions.last().unwrap();
        let reckoned = Amount::parse(text).unwrap().reckon(edition, filed)?;
        Ok((reckoned.value / 1_000_000, reckoned.cells.len()))
    }

    #[test]
    fn sums_differences_and_groups() {
        let filed = table(
            &[
                ("new", "total", "12"),
                ("carried_in", "total", "3"),
                ("denied.deliberative", "total", "2"),
                ("denied.third_party", "total", "5"),
                ("new", "business", "4"),
                ("new", "research", "1"),
            ],
            false,
        );
        assert_eq!(
            reckon("requests: new/total + carried_in/total", &filed),
            Ok((15, 2))
        );
        assert_eq!(
            reckon("requests: new/total - carried_in/total", &filed),
            Ok((9, 2))
        );
        assert_eq!(reckon("requests: denied.*/total", &filed), Ok((7, 8)));
        assert_eq!(
            reckon("requests: new/business|research", &filed),
            Ok((5, 2))
        );
        assert_eq!(
            reckon("requests: other/total", &filed),
            Err(Unknown::NoSuchCells)
        );
    }

    #[test]
    fn a_blank_total_is_the_sum_of_its_kinds() {
        let filed = table(
            &[
                ("granted", "natural_person", "258"),
                ("granted", "business", "14"),
            ],
            true,
        );
        assert_eq!(reckon("requests: granted/total", &filed), Ok((272, 1)));
        assert_eq!(reckon("requests: partial/total", &filed), Ok((0, 1)));
    }

    #[test]
    fn what_was_not_read_is_not_known() {
        let mut filed = table(&[], false);
        filed.values[6].state = State::Unreadable;
        assert_eq!(reckon("requests: new/total", &filed), Err(Unknown::Unread));
        filed.presence = Presence::Lost;
        assert_eq!(
            reckon("requests: total/total", &filed),
            Err(Unknown::Unread)
        );
        assert!(Amount::parse("new/total").is_err());
        assert!(Amount::parse("requests:").is_err());
    }
}
