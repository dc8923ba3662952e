//! `labels.do`: labels for Stata, in both languages.

use std::fmt::Write as _;

use super::sheet::{Column, Sheet};

/// A label is no longer, in bytes: what every version of Stata takes.
const LABEL: usize = 80;

/// The tables that are read into Stata.
const TABLES: [&str; 3] = ["wide", "panel", "cells"];

/// Between the row and the column in the label of a field; what stands behind it is never cut.
const CROSS: &str = " × ";

/// The text of the file.
pub fn labels_do(sheets: &[Sheet]) -> String {
    let mut text = HEAD.to_owned();
    for sheet in sheets.iter().filter(|sheet| TABLES.contains(&sheet.name)) {
        let _ = writeln!(text, "if \"`table'\" == \"{}\" {{", sheet.name);
        for (language, of) in [
            ("zh", (|c| &*c.zh) as fn(&Column) -> &str),
            ("en", |c| &*c.en),
        ] {
            let _ = writeln!(text, "    capture label language {language}, new");
            for column in &sheet.columns {
                let label = label(of(column));
                let _ = writeln!(
                    text,
                    "    capture label variable {} \"{label}\"",
                    column.name
                );
            }
        }
        text += "}\n";
    }
    text
}

const HEAD: &str = "\
* Labels of the columns, in Chinese (zh) and in English (en). 列标签，中英文。
*
*     import delimited using \"wide.csv\", clear encoding(\"UTF-8\") varnames(1) case(preserve)
*     do labels.do wide
*     label language zh
*
* The argument is the table: wide, panel or cells. Columns that are not there are passed over.
version 14
args table
if \"`table'\" == \"\" local table wide
";

/// A label as Stata takes it: short, and without what begins a macro or ends a text.
fn label(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '"' | '`' | '\'' | '$' | '\\') && !c.is_control())
        .collect();
    if text.len() <= LABEL {
        return text;
    }
    let (row, column) = text.split_at(text.rfind(CROSS).unwrap_or(text.len()));
    let column = if column.len() > LABEL / 2 { "" } else { column };
    const MARK: &str = "…";
    let mut row = row.to_owned();
    while row.len() + MARK.len() + column.len() > LABEL {
        row.pop();
    }
    row + MARK + column
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sheet::sheets;
    use crate::forms::Forms;

    /// Words that cannot name a variable.
    const RESERVED: &str = "_all _b _coef _cons _n _N _pi _pred _rc _se _skip aggregate array boolean break byte case \
        catch class colvector complex const continue default delegate delete do double else eltypedef end enum \
        explicit export external float for friend function global goto if in inline int local long mata matrix \
        namespace new numeric NULL operator orgtypedef pointer polymorphic pragma private protected public quad real \
        return rowvector scalar short signed static strL string struct super switch template this throw transmorphic \
        try typedef typename union unsigned using vector version virtual void volatile while with";

    #[test]
    fn every_name_is_one_for_stata() {
        let reserved: Vec<&str> = RESERVED.split_whitespace().collect();
        for sheet in sheets(Forms::embedded()) {
            for column in &sheet.columns {
                let name = &*column.name;
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
                assert!(name.len() <= 32 && name.chars().all(plain), "{name}");
                assert!(!name.starts_with(|c: char| c.is_ascii_digit()), "{name}");
                assert!(!reserved.contains(&name), "{name}");
            }
        }
    }

    #[test]
    fn labels_are_short_and_tell_the_columns_apart() {
        let sheets = sheets(Forms::embedded());
        let mut seen = 0;
        for sheet in sheets.iter().filter(|s| TABLES.contains(&s.name)) {
            for of in [|c: &Column| label(&c.zh), |c: &Column| label(&c.en)] {
                let mut labels: Vec<String> = sheet.columns.iter().map(of).collect();
                seen += labels.len();
                assert!(labels.iter().all(|l| !l.is_empty() && l.len() <= LABEL));
                labels.sort();
                let all = labels.len();
                let same: Vec<String> = labels
                    .windows(2)
                    .filter(|pair| pair[0] == pair[1])
                    .map(|pair| pair[0].clone())
                    .collect();
                labels.dedup();
                assert_eq!(labels.len(), all, "{}: {same:?}", sheet.name);
            }
        }
        assert!(seen > 0);
    }

    #[test]
    fn nothing_in_a_label_is_read_as_a_command() {
        assert_eq!(label("a\"b`c'd$e\\f\ng"), "abcdefg");
        let long = format!("{} × 总计", "很".repeat(60));
        let label = label(&long);
        assert!(
            label.len() <= LABEL && label.ends_with("… × 总计"),
            "{label}"
        );
    }

    #[test]
    fn every_line_is_a_command_or_a_remark() {
        let text = labels_do(&sheets(Forms::embedded()));
        for line in text.lines().map(str::trim) {
            let known = ["*", "capture label ", "if ", "args ", "version ", "}"];
            assert!(known.iter().any(|k| line.starts_with(k)), "{line}");
            assert!(line.matches('"').count() % 2 == 0, "{line}");
        }
        assert!(text.contains("capture label variable report_id \""));
    }
}
