//! Stable names of reports and findings: 16 hexadecimal digits of a SHA-256.
//!
//! What is hashed is a list of texts, each preceded by its length in bytes as a decimal and a colon, so that no
//! two different lists give the same bytes: `8:a/b.html64:9f86…1:1`.

use sha2::{Digest, Sha256};

use crate::report::{CellRef, Finding};

/// Name of a report: over its path, the content hash of its file, and its number within the file (from 1).
pub fn report_id(path: &str, sha256: &str, ordinal: usize) -> String {
    short_hash([path, sha256, &ordinal.to_string()])
}

/// Name of a finding: over rule, body, year, the cells it stands on, and what was found.
///
/// No path is in it, nor the name of another report, which is made of one, so that a moved file keeps it. A finding without cells stands on its table, row and
/// column instead (a table that is missing has no cells). `repeat` counts findings of one report that agree in
/// all of this (two sentences that say the same wrong number); only from the second one on does it enter the
/// name, so that one of them more does not rename the others.
pub fn finding_id(body: &str, year: Option<u16>, finding: &Finding, repeat: usize) -> String {
    let year = year.map(|y| y.to_string()).unwrap_or_default();
    let cells = if finding.cells.is_empty() {
        [&finding.table, &finding.row, &finding.column]
            .map(String::as_str)
            .join("/")
    } else {
        let cells = finding.cells.iter().map(|cell| {
            let keys = [&cell.table, &cell.row, &cell.column].map(String::as_str);
            let of_another = if cell.report.is_empty() { "" } else { ":" };
            format!("{of_another}{}", keys.join("/"))
        });
        cells.collect::<Vec<_>>().join(";")
    };
    let repeat = repeat.to_string();
    let parts = [finding.rule, body, &year, &cells, &finding.found, &repeat];
    let used = if repeat == "0" { 5 } else { 6 };
    short_hash(parts.into_iter().take(used))
}

/// Cells as `table/row/column`.
pub fn cell_list(cells: &[CellRef]) -> Vec<String> {
    cells.iter().map(CellRef::to_string).collect()
}

/// 16 hexadecimal digits for a list of texts.
pub fn short_hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_string());
        hash.update(":");
        hash.update(part);
    }
    hex(&hash.finalize()[..8])
}

/// SHA-256 of a file's content.
pub type ContentHash = [u8; 32];

/// The hash of a file's content.
pub fn content_hash(bytes: &[u8]) -> ContentHash {
    Sha256::digest(bytes).into()
}

/// Bytes in hexadecimal, as published.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn sixteen_digits_that_do_not_change() {
        // Published names: a change here renames every report of every user.
        assert_eq!(report_id("a/b.html", "00ff", 1), "7e8e2025ed95e2e6");
        let id = finding_id("某局", Some(2023), &sample::finding(), 0);
        assert_eq!(id, "6569b6eb95776616");
    }

    #[test]
    fn every_part_counts_and_parts_do_not_run_together() {
        let base = report_id("ab", "c", 1);
        for other in [("a", "bc", 1), ("ab", "d", 1), ("ab", "c", 2)] {
            assert_ne!(base, report_id(other.0, other.1, other.2));
        }
        let finding = sample::finding();
        let base = finding_id("某局", Some(2023), &finding, 0);
        assert_ne!(base, finding_id("某局", Some(2022), &finding, 0));
        assert_ne!(base, finding_id("某局", None, &finding, 0));
        assert_ne!(base, finding_id("别局", Some(2023), &finding, 0));
        assert_ne!(base, finding_id("某局", Some(2023), &finding, 1));
        let mut other = finding.clone();
        other.found = "1".into();
        assert_ne!(base, finding_id("某局", Some(2023), &other, 0));
        other.found = finding.found.clone();
        other.message.zh = "换一种说法".into();
        assert_eq!(base, finding_id("某局", Some(2023), &other, 0));
    }
}
