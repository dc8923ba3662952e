//! Texts that programs write for programs: JSON, tables of records. What they say of reports is no report.

use serde::de::IgnoredAny;

use crate::error::{Bilingual, ReadError, Status};

/// Records of a table that are looked at.
const LOOKED_AT: usize = 50;

/// Why a text is no report, where it is data.
pub fn refusal(text: &str) -> Option<ReadError> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if is_json(text) {
        return Some(data("JSON"));
    }
    let separators = [',', '\t', ';'];
    let table = separators
        .iter()
        .any(|separator| is_table(text, *separator));
    table.then(|| data("CSV"))
}

/// The error for a file of data.
pub fn data(format: &str) -> ReadError {
    ReadError {
        status: Status::NotAReport,
        reason: Bilingual::new(
            format!("这是数据文件（{format}），不是报告"),
            format!("a file of data ({format}) and no report"),
        ),
        advice: Bilingual::new(
            "不用处理；如果其中有报告的地址，请下载报告本身",
            "nothing to do; where it holds addresses of reports, download these",
        ),
    }
}

/// One value or many, a line each; the last may be cut off.
fn is_json(text: &str) -> bool {
    if !text.starts_with(['{', '[']) {
        return false;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => values.all(|value| value.as_ref().map_or_else(|e| e.is_eof(), |_| true)),
        // Words in brackets begin many a text.
        Some(Err(error)) => {
            error.is_eof()
                && text
                    .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '['))
                    .starts_with('"')
        }
        None => false,
    }
}

/// Records under a head of names such as programs give to columns; a table of a report has none of these.
fn is_table(text: &str, separator: char) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let names: Vec<&str> = first
        .split(separator)
        .map(|name| name.trim().trim_matches('"'))
        .collect();
    if names.len() < 2 || !names.iter().all(|name| is_name(name)) {
        return false;
    }
    let mut records = csv::ReaderBuilder::new()
        .delimiter(separator as u8)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = records.records().flatten().take(LOOKED_AT).peekable();
    records.peek().is_some() && records.all(|record| record.len() == names.len())
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_no_report() {
        for text in [
            "{\"title\": \"青溪县2023年政府信息公开工作年度报告\", \"values\": [1, 2]}",
            "\u{feff}\n[{\"规章\": 0}]\n",
            "{\"a\": 1}\n{\"a\": 2}\n{\"a\": \"cut",
            "[\n  {\"a\": [1, 2",
            "key\tvalue\nagency\t青溪市人民政府\ntitle\t青溪市人民政府2023年政府信息公开工作年度报告\n",
            "\"path\",\"agency\"\n\"a,b.pdf\",\"青溪县\n财政局\"\n",
            "report_id;number;heading\n1;2;一、总体情况\n",
        ] {
            let why = refusal(text).unwrap();
            assert_eq!(why.status, Status::NotAReport, "{text}");
        }
    }

    #[test]
    fn tables_of_reports_are_none() {
        for text in [
            "",
            "[图] 青溪县2023年政府信息公开工作年度报告\n一、总体情况",
            "{年份} 政府信息公开工作年度报告",
            "[2024] 3号\n规章\t0",
            "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t3",
            "信息内容,本年制发件数\n规章,0",
            "Page 9, Annual Report\n一、总体情况\n2023年，全县主动公开信息1,234条，比上年增加。",
            "one, two\nthree",
            "Page 9, Annual Report\n",
        ] {
            assert_eq!(refusal(text), None, "{text}");
        }
    }
}
