//! `decisions.csv`: what people have decided about single findings and values.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::LineError;
use crate::fold::fold;
use crate::forms::Forms;
use crate::report::{Origin, Report, Spent, State, scaled_decimal};

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is so.
    Confirmed,
    /// It is so, and in order.
    Explained,
    /// It is not so.
    Dismissed,
    /// A value was read, or printed, wrongly; this is the right one.
    Corrected,
}

impl Kind {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "confirmed" | "确认" => Self::Confirmed,
            "explained" | "已说明" => Self::Explained,
            "dismissed" | "排除" => Self::Dismissed,
            "corrected" | "更正" => Self::Corrected,
            _ => return None,
        })
    }
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub kind: Kind,
    /// Who decided.
    pub by: String,
    /// When.
    pub when: String,
    /// Why.
    pub why: String,
    /// The right value, where one was corrected.
    pub value: String,
}

/// A value by its body, year and cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Name of the body, as names are compared.
    pub agency: String,
    /// Year of the report.
    pub year: u16,
    /// Table, row and column.
    pub cell: [String; 3],
}

/// All decisions.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    findings: BTreeMap<String, Decision>,
    values: BTreeMap<Cell, Decision>,
}

/// A line of the file. Columns that are not needed may be left out, and others may stand there: `findings.csv` with a
/// column of decisions will do.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    finding_id: String,
    #[serde(default)]
    agency: String,
    year: Option<u16>,
    #[serde(default)]
    table: String,
    #[serde(default)]
    row: String,
    #[serde(default)]
    column: String,
    /// Where it is empty nothing was decided.
    decision: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    when: String,
    #[serde(default)]
    why: String,
}

impl Decisions {
    /// Reads the file: a head line with `finding_id` or `agency, year, table, row, column`, then `decision`, and as far as
    /// they are known `value`, `by`, `when`, `why`.
    ///
    /// # Errors
    /// A line that is not understood.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut decisions = Self::default();
        for line in reader.deserialize() {
            let line: Line = line.map_err(|error| LineError {
                line: error.position().map_or(0, |at| at.line() as usize),
                what: error.to_string(),
            })?;
            let fail = |what: String| {
                let about = [line.finding_id.as_str(), &line.agency, &line.row];
                LineError {
                    line: 0,
                    what: format!("{} ({})", what, about.join(" ").trim()),
                }
            };
            if !line.decision.is_empty() {
                decisions.add(&line).map_err(fail)?;
            }
        }
        Ok(decisions)
    }

    /// Whether there is any on a finding.
    pub fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    fn add(&mut self, line: &Line) -> Result<(), String> {
        let kind = Kind::of(&line.decision).ok_or_else(|| {
            format!(
                "decision {}: confirmed, explained, dismissed or corrected is expected",
                line.decision
            )
        })?;
        let decision = Decision {
            kind,
            by: line.by.clone(),
            when: line.when.clone(),
            why: line.why.clone(),
            value: line.value.clone(),
        };
        match (kind, line.year) {
            (Kind::Corrected, Some(year)) if !line.agency.is_empty() && !line.row.is_empty() => {
                if scaled_decimal(&line.value).is_none() {
                    return Err(format!("value {} is no number", line.value));
                }
                let cell = Cell {
                    agency: fold(&line.agency),
                    year,
                    cell: [line.table.clone(), line.row.clone(), line.column.clone()],
                };
                self.values.insert(cell, decision);
            }
            (Kind::Corrected, _) => {
                return Err("a corrected value needs agency, year, table, row, column".into());
            }
            _ if line.finding_id.is_empty() => return Err("no finding_id".into()),
            _ => {
                self.findings.insert(line.finding_id.clone(), decision);
            }
        }
        Ok(())
    }

    /// The decision on a finding.
    pub fn of_finding(&self, id: &str) -> Option<&Decision> {
        self.findings.get(id)
    }

    /// Puts corrected values into a report; true where there was one, and the report has to be checked again. What is
    /// printed stays in `raw`.
    pub fn correct(&self, forms: &Forms, report: &mut Report) -> bool {
        let Some(year) = report.identity.year.filter(|_| !self.values.is_empty()) else {
            return false;
        };
        let agency = fold(&report.identity.agency);
        let of_report = |cell: &&Cell| cell.agency == agency && cell.year == year;
        let mut corrected = false;
        for cell in self.values.keys().filter(of_report) {
            let [table, row, column] = &cell.cell;
            for filed in &mut report.tables {
                let form = &forms.editions[filed.edition].tables[filed.table];
                let field = form.field(row, column).filter(|_| form.id == *table);
                let Some(value) = field.and_then(|field| filed.values.get_mut(field)) else {
                    continue;
                };
                value.number.clone_from(&self.values[cell].value);
                value.state = State::Number;
                value.origin = Origin::Corrected;
                value.spent = Spent::None;
                value.confidence = 1.0;
                value.doubts.clear();
                corrected = true;
            }
        }
        corrected
    }
}

impl Decision {
    /// What is added to the sentence of a finding.
    pub fn sentence(&self) -> (String, String) {
        let (zh, en) = match self.kind {
            Kind::Confirmed => ("已确认", "Confirmed"),
            Kind::Explained => ("已说明", "Explained"),
            Kind::Dismissed => ("已排除", "Dismissed"),
            Kind::Corrected => ("已更正", "Corrected"),
        };
        let who: Vec<&str> = [self.by.as_str(), &self.when]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        let why = |mark: &str| match self.why.as_str() {
            "" => String::new(),
            why => format!("{mark}{why}"),
        };
        let (zh_who, en_who) = if who.is_empty() {
            (String::new(), String::new())
        } else {
            (
                format!("（{}）", who.join("，")),
                format!(" ({})", who.join(", ")),
            )
        };
        (
            format!("{zh}{zh_who}{}。", why("：")),
            format!(" {en}{en_who}{}.", why(": ")),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_any_order_of_columns() {
        let text = "decision,finding_id,by,why,when\n\
                    explained,aa,王某,口径不同,2024-03-01\n排除,bb,,,\n,cc,,,\n";
        let decisions = Decisions::parse(text).unwrap();
        let explained = decisions.of_finding("aa").unwrap();
        assert_eq!(explained.kind, Kind::Explained);
        assert_eq!(
            explained.sentence(),
            (
                "已说明（王某，2024-03-01）：口径不同。".to_owned(),
                " Explained (王某, 2024-03-01): 口径不同.".to_owned()
            )
        );
        assert_eq!(decisions.of_finding("bb").unwrap().kind, Kind::Dismissed);
        assert!(decisions.of_finding("cc").is_none());
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, what) in [
            ("finding_id,decision\na,perhaps\n", "perhaps"),
            ("finding_id,decision\n,confirmed\n", "no finding_id"),
            ("finding_id,decision,value\na,corrected,5\n", "needs agency"),
            (
                "agency,year,table,row,column,decision,value\n某局,2020,t,r,c,corrected,five\n",
                "five",
            ),
            ("finding_id,color\na,red\n", "decision"),
        ] {
            let error = Decisions::parse(text).unwrap_err();
            assert!(error.what.contains(what), "{}", error.what);
        }
    }
}
