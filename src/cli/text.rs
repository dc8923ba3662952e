//! Findings for people: by file, each with its reason, the place to look at, and the likely slip.

use std::io::{self, Write};

use gouji::emit::Outcome;
use gouji::error::Lang;
use gouji::forms::Forms;
use gouji::report::{CellRef, Finding, Report, Severity, Suspects, Verdict};

use super::{messages, verdict};

/// Sets of suspects shown with a finding; the rest is counted.
const SETS_SHOWN: usize = 3;

/// Writes the findings of one file that are at least as grave as `least`, and for each report what it came to in all;
/// nothing where no report came of the file.
pub fn write(
    out: &mut impl Write,
    outcome: &Outcome,
    forms: &Forms,
    lang: Lang,
    least: Severity,
) -> io::Result<()> {
    let mut first = true;
    for report in &outcome.audited.reports {
        if std::mem::take(&mut first) {
            line(out, 0, &outcome.path)?;
        }
        line(out, 2, &name(report, lang))?;
        let page = Page {
            forms,
            report,
            lang,
        };
        let mut above: &[Suspects] = &[];
        for finding in report.findings.iter().filter(|f| f.severity >= least) {
            page.finding(out, finding, above)?;
            above = &finding.suspects;
        }
        line(out, 4, &verdict::of_report(lang, report))?;
    }
    if !first {
        writeln!(out)?;
    }
    Ok(())
}

fn line(out: &mut impl Write, indent: usize, text: &str) -> io::Result<()> {
    writeln!(out, "{:indent$}{}", "", messages::printable(text))
}

fn name(report: &Report, lang: Lang) -> String {
    let identity = &report.identity;
    let name = [&identity.agency, &identity.title]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or(messages::nameless(lang), String::as_str);
    messages::body(lang, name, identity.year)
}

/// What is the same for all findings of a report.
struct Page<'a> {
    forms: &'a Forms,
    report: &'a Report,
    lang: Lang,
}

impl Page<'_> {
    /// Findings of one component mostly share their suspects, and stand one after the other: those `above` are not
    /// said again.
    fn finding(
        &self,
        out: &mut impl Write,
        finding: &Finding,
        above: &[Suspects],
    ) -> io::Result<()> {
        let lang = self.lang;
        let misread = finding.verdict == Verdict::Reading;
        let severity = messages::severity(lang, finding.severity, misread);
        let (rule, message) = (finding.rule, lang.of(&finding.message));
        line(out, 4, &format!("{severity} [{rule}] {message}"))?;
        if !finding.equation.is_empty() {
            line(out, 6, &messages::equation(lang, &finding.equation))?;
        }
        let place = self.place(finding);
        if !place.is_empty() {
            line(out, 6, &messages::place(lang, &place))?;
        }
        if finding.suspects.is_empty() {
            // Nothing explains it better than anything else.
        } else if finding.suspects == above {
            line(out, 6, messages::same_suspects(lang))?;
        } else {
            line(out, 6, &self.suspects(&finding.suspects))?;
        }
        if !finding.quote.is_empty() {
            line(out, 6, &messages::quote(lang, &finding.quote))?;
        }
        Ok(())
    }

    /// The page, the table, and the cell where the finding stands on one.
    fn place(&self, finding: &Finding) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(messages::physical(self.lang, finding.place));
        parts.extend(self.table(&finding.table));
        if !finding.row.is_empty() || !finding.column.is_empty() {
            parts.push(self.cell(&finding.table, &finding.row, &finding.column));
        }
        parts
    }

    fn suspects(&self, sets: &[Suspects]) -> String {
        let lang = self.lang;
        let shown: Vec<String> = sets
            .iter()
            .take(SETS_SHOWN)
            .map(|set| {
                let cells = set.cells.iter().map(|(cell, value)| {
                    let CellRef {
                        table, row, column, ..
                    } = cell;
                    messages::should_be(lang, &self.cell(table, row, column), value)
                });
                let cells = messages::together(lang, &cells.collect::<Vec<_>>());
                match messages::slip(lang, set.slip) {
                    Some(slip) => messages::with_slip(lang, &cells, slip),
                    None => cells,
                }
            })
            .collect();
        messages::suspects(lang, &shown, sets.len() - shown.len())
    }

    /// The table of this key that the report was bound to.
    fn bound(&self, table: &str) -> Option<&gouji::forms::Table> {
        let tables = self.report.tables.iter();
        tables
            .map(|filed| &self.forms.editions[filed.edition].tables[filed.table])
            .find(|t| t.id == table)
    }

    fn table(&self, key: &str) -> Option<String> {
        let title = self.bound(key).map(|table| table.title.as_str());
        let title = title.unwrap_or(key);
        (!title.is_empty()).then(|| title.to_owned())
    }

    /// A cell by the labels of the form; by its keys where the form has none for them. A row or a column alone may
    /// be meant, the other key being empty.
    fn cell(&self, table: &str, row: &str, column: &str) -> String {
        let fields = self.bound(table).map_or(&[][..], |t| &t.fields[..]);
        let label = |key: &str, of: &dyn Fn(&gouji::forms::Field) -> Option<String>| {
            let found = fields.iter().find_map(of);
            found.unwrap_or_else(|| key.to_owned())
        };
        let within = |f: &gouji::forms::Field| row.is_empty() || f.row == row;
        let parts = [
            label(row, &|f| (f.row == row).then(|| f.row_label.clone())),
            label(column, &|f| {
                (within(f) && f.column == column).then(|| f.column_label.clone())
            }),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        parts.join(" / ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji::audit::Audited;
    use gouji::error::{Bilingual, Status};
    use gouji::location::{Place, Rect};
    use gouji::read::Meta;
    use gouji::report::{Basis, Filed, Identity, Presence, Slip};

    fn cell(column: &str) -> CellRef {
        CellRef {
            report: String::new(),
            table: "requests".into(),
            row: "total".into(),
            column: column.into(),
        }
    }

    fn finding(severity: Severity, verdict: Verdict) -> Finding {
        Finding {
            rule: "requests-result-total",
            group: 1,
            severity,
            verdict,
            basis: Basis::Printed,
            edition: "2021".into(),
            table: "requests".into(),
            row: "total".into(),
            column: "total".into(),
            expected: "11".into(),
            found: "0".into(),
            difference: "-11".into(),
            equation: "10 + 1 = 11 ≠ 0".into(),
            cells: vec![cell("total")],
            suspects: vec![
                Suspects {
                    cells: vec![(cell("total"), "11".into())],
                    slip: Slip::TotalNotFilled,
                    said: false,
                },
                Suspects {
                    cells: vec![
                        (cell("natural_person"), "0".into()),
                        (cell("other"), "0".into()),
                    ],
                    slip: Slip::Other,
                    said: false,
                },
            ],
            quote: String::new(),
            place: Place::Page {
                page: 3,
                rect: Rect::default(),
            },
            message: Bilingual::new(
                "总计与各项之和不符",
                "the total is not the sum\nof its parts",
            ),
        }
    }

    fn outcome(findings: Vec<Finding>) -> Outcome {
        let forms = Forms::embedded();
        let edition = forms.editions.iter().position(|e| e.id == "2021").unwrap();
        let tables = &forms.editions[edition].tables;
        let table = tables.iter().position(|t| t.id == "requests").unwrap();
        Outcome {
            path: "a/b.pdf".into(),
            sha256: String::new(),
            bytes: None,
            audited: Audited {
                kind: None,
                status: Status::Ok,
                reason: Bilingual::new("", ""),
                advice: Bilingual::new("", ""),
                pages: None,
                meta: Meta::default(),
                reports: vec![Report {
                    identity: Identity {
                        agency: "某局".into(),
                        year: Some(2023),
                        ..Identity::default()
                    },
                    tables: vec![Filed {
                        edition,
                        table,
                        presence: Presence::Found,
                        values: Vec::new(),
                        missing_rows: Vec::new(),
                    }],
                    findings,
                    ..Report::default()
                }],
            },
        }
    }

    fn written(findings: Vec<Finding>, lang: Lang, least: Severity) -> String {
        let mut out = Vec::new();
        write(&mut out, &outcome(findings), Forms::embedded(), lang, least).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_in_chinese() {
        let text = written(
            vec![finding(Severity::Error, Verdict::Report)],
            Lang::Zh,
            Severity::Notice,
        );
        let expected = "\
a/b.pdf
  某局，2023 年
    错误 [requests-result-total] 总计与各项之和不符
      算式：10 + 1 = 11 ≠ 0
      位置：第 3 页，表三 收到和处理政府信息公开申请情况，（七）总计 / 总计
      可能的错处：「（七）总计 / 总计」应为 11（总计没有填）；或者「（七）总计 / 自然人」应为 0，并且「（七）总计 / 其他」应为 0
    结论：错误 1，警告 0，提示 0；没有可核对的关系

";
        assert_eq!(text, expected);
    }

    #[test]
    fn suspects_are_not_said_twice() {
        let one = || finding(Severity::Error, Verdict::Report);
        let text = written(vec![one(), one(), one()], Lang::Zh, Severity::Notice);
        assert_eq!(text.matches("总计没有填").count(), 1);
        assert_eq!(text.matches("可能的错处：同上\n").count(), 2);
    }

    #[test]
    fn a_doubtful_reading_is_not_put_down_to_the_report() {
        let reading = vec![finding(Severity::Error, Verdict::Reading)];
        let text = written(reading, Lang::En, Severity::Notice);
        let head = "error, perhaps misread by this program [requests-result-total] the total is";
        assert!(text.contains(head), "{text}");
    }

    #[test]
    fn what_is_less_grave_is_left_out_and_counted() {
        let notice = || vec![finding(Severity::Notice, Verdict::Report)];
        let text = written(notice(), Lang::En, Severity::Warning);
        assert!(!text.contains("requests-result-total"), "{text}");
        assert!(text.contains("0 errors, 0 warnings, 1 notices"), "{text}");
        let text = written(Vec::new(), Lang::En, Severity::Notice);
        assert!(text.contains("in all: nothing found"), "{text}");
        let mut two = notice();
        two.push(finding(Severity::Error, Verdict::Report));
        let text = written(two, Lang::En, Severity::Warning);
        assert_eq!(text.matches("requests-result-total").count(), 1);
    }
}
