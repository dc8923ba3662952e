//! Findings of an earlier run.

use std::collections::BTreeSet;

use crate::error::LineError;

/// The ids in the findings of an earlier run: JSON Lines as `gouji check --format jsonl` gives them, or `findings.csv`.
///
/// # Errors
/// A line is neither, or has no `finding_id`.
pub fn read_baseline(text: &str) -> Result<BTreeSet<String>, LineError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') || text.trim().is_empty() {
        return of_lines(text);
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader
        .headers()
        .map_err(|error| LineError::new(1, error.to_string()))?;
    let column = head.iter().position(|name| name == COLUMN);
    let column =
        column.ok_or_else(|| LineError::new(1, "no column finding_id, and no JSON Lines"))?;
    let rows = reader.into_records().zip(2..).map(|(row, line)| {
        let row = row.map_err(|error| LineError::new(line, error.to_string()))?;
        Ok(row.get(column).unwrap_or_default().to_owned())
    });
    rows.collect()
}

/// Where a finding's id stands in every output.
const COLUMN: &str = "finding_id";

fn of_lines(text: &str) -> Result<BTreeSet<String>, LineError> {
    let lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    let ids = lines.map(|(line, number)| {
        let value: serde_json::Value = serde_json::from_str(line)
            .map_err(|error| LineError::new(number, error.to_string()))?;
        let id = value.get(COLUMN).and_then(serde_json::Value::as_str);
        id.map(str::to_owned).ok_or_else(|| {
            LineError::new(
                number,
                "no finding_id: findings as gouji check --format jsonl gives them are expected",
            )
        })
    });
    ids.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_tables() {
        let lines = "{\"finding_id\":\"a\",\"rule\":\"x\"}\n\n{\"finding_id\":\"b\"}\n";
        let table = "\u{feff}finding_id,rule\na,x\nb,\"y,z\"\n";
        assert_eq!(read_baseline(lines).unwrap(), read_baseline(table).unwrap());
        assert!(read_baseline("").unwrap().is_empty());
    }

    #[test]
    fn other_files_are_refused_with_the_line() {
        assert_eq!(
            read_baseline("{\"finding_id\":\"a\"}\n{\"b\":1}")
                .unwrap_err()
                .line,
            2
        );
        assert_eq!(read_baseline("{\"finding_id\"").unwrap_err().line, 1);
        assert_eq!(read_baseline("a,b\n1,2").unwrap_err().line, 1);
    }
}
