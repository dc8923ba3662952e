//! The tables on a made-up input.

use super::*;
use crate::emit::{record, sample};

/// The rows as texts, each beside its column's name.
fn rows(sheet: &Sheet) -> Vec<Vec<(String, String)>> {
    let outcome = sample::outcome("a.pdf");
    rows_of(sheet, &record(&sample::context(), &outcome))
}

fn rows_of(sheet: &Sheet, record: &Record<'_>) -> Vec<Vec<(String, String)>> {
    let mut rows = Vec::new();
    let mut take = |row: &[Cell<'_>]| {
        assert_eq!(row.len(), sheet.columns.len(), "{}", sheet.name);
        let names = sheet.columns.iter().map(|c| c.name.to_string());
        rows.push(
            names
                .zip(row.iter().map(|c| c.text().into_owned()))
                .collect(),
        );
        Ok(())
    };
    sheet.rows(record, &mut take).unwrap();
    rows
}

fn get(rows: &[Vec<(String, String)>], row: usize, column: &str) -> String {
    let pair = rows[row].iter().find(|(name, _)| name == column).unwrap();
    pair.1.clone()
}

#[test]
fn the_columns_are_those_of_the_contract() {
    let columns = |sheet: &Sheet| {
        let names: Vec<&str> = sheet.columns.iter().map(|c| &*c.name).collect();
        names.join(", ")
    };
    assert_eq!(
        columns(&files()),
        "path, sha256, bytes, kind, status, reason, advice, reports, pages, source_url, published"
    );
    assert_eq!(
        columns(&cells()),
        "report_id, path, agency, division, year, edition, table, row, column, value, state, origin, raw, \
         unit, page, x0, y0, x1, y1, method, confidence"
    );
    assert_eq!(
        columns(&extra()),
        "report_id, table, row_label, column_label, raw, value, page, x0, y0, x1, y1"
    );
    assert_eq!(
        columns(&findings()),
        "finding_id, group, rule, severity, verdict, basis, report_id, path, agency, division, year, \
         edition, table, row, column, expected, found, difference, equation, cells, suspects, slip, quote, \
         page, x0, y0, x1, y1, message_zh, message_en"
    );
    assert_eq!(
        columns(&sections()),
        "report_id, number, heading, page, text"
    );
    let forms = Forms::embedded();
    assert!(columns(&wide(forms)).starts_with(
        "report_id, path, agency, division, parent, level, year, is_primary, edition_proactive, \
         edition_requests, edition_disputes, relations_checked, relations_broken, n_doubtful, n_blank, "
    ));
    assert!(columns(&panel(forms)).starts_with("agency, division, year, "));
}

#[test]
fn wide_has_every_name_once_and_panel_every_concept() {
    let forms = Forms::embedded();
    let (wide, panel) = (wide(forms), panel(forms));
    let fields = || {
        let tables = forms.editions.iter().flat_map(|e| &e.tables);
        tables.flat_map(|t| &t.fields)
    };
    for (sheet, names) in [
        (&wide, fields().map(|f| &f.name).collect::<Vec<_>>()),
        (&panel, fields().map(|f| &f.concept).collect()),
    ] {
        let is_of_form = |c: &&Column| c.origin.is_some();
        let columns: Vec<&str> = sheet
            .columns
            .iter()
            .filter(is_of_form)
            .map(|c| &*c.name)
            .collect();
        let mut expected: Vec<&str> = Vec::new();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            if !expected.contains(&name.as_str()) {
                expected.push(name);
            }
        }
        assert_eq!(columns, expected);
    }
}

#[test]
fn every_column_is_described() {
    for sheet in sheets(Forms::embedded()) {
        for column in &sheet.columns {
            let said = !column.zh.is_empty() && !column.en.is_empty() && !column.name.is_empty();
            assert!(said, "{} {column:?}", sheet.name);
            assert_eq!(column.note[0].is_empty(), column.note[1].is_empty());
        }
        for key in sheet.key {
            assert!(sheet.column(key).is_some(), "{} {key}", sheet.name);
        }
    }
}

#[test]
fn values_stand_under_their_columns() {
    let files = rows(&files());
    assert_eq!(get(&files, 0, "status"), "partial");
    assert_eq!(get(&files, 0, "reason"), "a table is missing");
    assert_eq!(get(&files, 0, "published"), "2024-01-30");
    let cells = rows(&cells());
    assert_eq!(get(&cells, 0, "value"), "0012.50");
    assert_eq!(get(&cells, 0, "x0"), "72.35");
    assert_eq!(get(&cells, 0, "unit"), "元");
    assert_eq!(get(&cells, 1, "state"), "blank");
    assert_eq!(get(&cells, 1, "x0"), "");
    assert_eq!(get(&cells, 2, "state"), "absent");
    assert_eq!(get(&rows(&extra()), 0, "row_label"), "=小计");
    let findings = rows(&findings());
    assert_eq!(get(&findings, 0, "cells"), "t/r/c;t/r/d");
    assert_eq!(get(&findings, 0, "suspects"), "t/r/c=11;t/r/c=1+t/r/d=2");
    assert_eq!(get(&findings, 0, "year"), "2023");
    assert_eq!(get(&rows(&sections()), 0, "heading"), "一、总体情况");
    let wide = rows(&wide(Forms::embedded()));
    assert_eq!(get(&wide, 0, "is_primary"), "true");
    assert_eq!(get(&wide, 0, "relations_checked"), "7");
    let name = &Forms::embedded().editions[0].tables[0].fields[0].name;
    assert_eq!(get(&wide, 0, name), "0012.50");
}

mod concepts {
    use super::*;
    use crate::emit::Outcome;
    use crate::forms::NumberKind;
    use crate::report::{Filed, Presence, State, Value};

    /// A report with one table of the newest edition, each of its values the digits given by its position.
    fn filed(edition: usize, table: usize, digits: impl Fn(usize) -> &'static str) -> Filed {
        let fields = &Forms::embedded().editions[edition].tables[table].fields;
        let value = |at| Value {
            state: State::Number,
            number: digits(at).to_owned(),
            ..Value::default()
        };
        Filed {
            edition,
            table,
            presence: Presence::Found,
            values: (0..fields.len()).map(value).collect(),
            missing_rows: Vec::new(),
        }
    }

    fn outcome(tables: Vec<Filed>) -> Outcome {
        let mut outcome = sample::outcome("a.pdf");
        outcome.audited.reports[0].tables = tables;
        outcome
    }

    /// A concept with several fields in one table: its key, and edition, table and positions of its fields.
    fn with_parts() -> (String, usize, usize, Vec<usize>) {
        let forms = Forms::embedded();
        for (e, edition) in forms.editions.iter().enumerate().rev() {
            for (t, table) in edition.tables.iter().enumerate() {
                for field in table.fields.iter().filter(|f| !f.concept.is_empty()) {
                    let is_of_it = |at: &usize| table.fields[*at].concept == field.concept;
                    let parts: Vec<usize> = (0..table.fields.len()).filter(is_of_it).collect();
                    if parts.len() > 1 {
                        return (field.concept.clone(), e, t, parts);
                    }
                }
            }
        }
        panic!("no concept has several fields");
    }

    fn panel_of(outcome: &Outcome) -> Vec<Vec<(String, String)>> {
        let panel = panel(Forms::embedded());
        rows_of(&panel, &record(&sample::context(), outcome))
    }

    #[test]
    fn a_concept_is_the_exact_sum_of_its_fields() {
        let (concept, edition, table, parts) = with_parts();
        let ones = outcome(vec![filed(edition, table, |_| "1")]);
        assert_eq!(get(&panel_of(&ones), 0, &concept), parts.len().to_string());
        let first = parts[0];
        let tenths = filed(edition, table, |at| if at == first { "0.1" } else { "0.2" });
        let expected = (1 + 2 * (parts.len() - 1)) as f64 / 10.0;
        let given = get(&panel_of(&outcome(vec![tenths])), 0, &concept);
        assert_eq!(given, expected.to_string());
    }

    #[test]
    fn one_part_that_is_no_number_leaves_it_empty() {
        let (concept, edition, table, parts) = with_parts();
        for state in [
            State::Blank,
            State::Placeholder,
            State::Absent,
            State::Unreadable,
        ] {
            let mut tables = vec![filed(edition, table, |_| "1")];
            tables[0].values[parts[1]] = Value {
                state,
                ..Value::default()
            };
            assert_eq!(get(&panel_of(&outcome(tables)), 0, &concept), "");
        }
    }

    #[test]
    fn money_in_another_unit_is_not_taken_for_the_forms() {
        let forms = Forms::embedded();
        let mut seen = 0;
        for (e, edition) in forms.editions.iter().enumerate() {
            for (t, table) in edition.tables.iter().enumerate() {
                for (at, field) in table.fields.iter().enumerate() {
                    if field.kind != NumberKind::Amount || field.concept.is_empty() {
                        continue;
                    }
                    seen += 1;
                    let mut tables = vec![filed(e, t, |_| "5")];
                    let given = get(&panel_of(&outcome(tables.clone())), 0, &field.concept);
                    assert_eq!(given, "5");
                    tables[0].values[at].unit = "元".into();
                    let given = get(&panel_of(&outcome(tables)), 0, &field.concept);
                    assert_eq!(given, "", "{}", field.concept);
                }
            }
        }
        assert!(seen > 0);
    }

    #[test]
    fn tables_that_are_not_there_say_nothing_and_two_that_disagree_neither() {
        let (concept, edition, table, parts) = with_parts();
        let found = filed(edition, table, |_| "1");
        let mut absent = filed(edition, table, |_| "");
        absent.presence = Presence::Absent;
        let both = outcome(vec![absent, found.clone()]);
        assert_eq!(get(&panel_of(&both), 0, &concept), parts.len().to_string());
        let other = filed(edition, table, |_| "2");
        let both = outcome(vec![found.clone(), other]);
        assert_eq!(get(&panel_of(&both), 0, &concept), "");
        let same = outcome(vec![found.clone(), found]);
        assert_eq!(get(&panel_of(&same), 0, &concept), parts.len().to_string());
    }

    #[test]
    fn a_report_of_no_known_body_or_year_or_one_not_primary_is_in_no_panel() {
        let plain = sample::outcome("a.pdf");
        assert_eq!(panel_of(&plain).len(), 1);
        let mut nobody = sample::outcome("a.pdf");
        nobody.audited.reports[0].identity.agency.clear();
        assert_eq!(panel_of(&nobody).len(), 0);
        let mut never = sample::outcome("a.pdf");
        never.audited.reports[0].identity.year = None;
        assert_eq!(panel_of(&never).len(), 0);
        let mut second = record(&sample::context(), &plain);
        second.reports[0].is_primary = false;
        assert_eq!(rows_of(&panel(Forms::embedded()), &second).len(), 0);
    }
}
