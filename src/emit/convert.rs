//! From the program's own types to the published shapes.

use crate::audit::Audited;
use crate::error::{Bilingual, Note};
use crate::forms::{self, Forms};
use crate::location::{Place, Rect};
use crate::report::{
    Coverage, Extra, Filed, Finding, Identity, Level, Open, Report, Section, Source, State, Value,
};

use super::number::{confidence, coordinate};
use super::{Context, Outcome, PROGRAM_VERSION, ids, wire};

/// Everything that is published of one input.
pub fn record<'a>(context: &Context<'a>, outcome: &'a Outcome) -> wire::Record<'a> {
    let audited = &outcome.audited;
    let reports = audited.reports.iter().enumerate();
    wire::Record {
        file: file(context, outcome),
        reports: reports
            .map(|(index, r)| report(context, outcome, index + 1, r))
            .collect(),
    }
}

fn file<'a>(context: &Context<'_>, outcome: &'a Outcome) -> wire::File<'a> {
    let audited = &outcome.audited;
    let say = |text: &'a Bilingual| context.lang.of(text);
    wire::File {
        path: &outcome.path,
        sha256: &outcome.sha256,
        bytes: outcome.bytes,
        kind: kind(audited),
        status: audited.status.as_str(),
        reason: say(&audited.reason),
        advice: say(&audited.advice),
        reports: audited.reports.len(),
        pages: audited.pages,
        source_url: audited.meta.source_url.as_deref().unwrap_or_default(),
        published: audited.meta.published.as_deref().unwrap_or_default(),
    }
}

fn kind(audited: &Audited) -> &'static str {
    audited.kind.map_or("", |kind| kind.as_str())
}

fn report<'a>(
    context: &Context<'a>,
    outcome: &'a Outcome,
    ordinal: usize,
    report: &'a Report,
) -> wire::Report<'a> {
    let report_id = ids::report_id(&outcome.path, &outcome.sha256, ordinal);
    let tables = report.tables.iter().map(|t| table(context.forms, t));
    wire::Report {
        schema: wire::REPORT_SCHEMA,
        program: program(context),
        path: &outcome.path,
        sha256: &outcome.sha256,
        ordinal,
        kind: kind(&outcome.audited),
        status: outcome.audited.status.as_str(),
        meta: meta(&outcome.audited),
        identity: identity(&report.identity),
        is_primary: report.is_primary,
        tables: tables.collect(),
        extra: report.extra.iter().map(extra).collect(),
        sections: report.sections.iter().map(section).collect(),
        findings: findings(outcome, &report_id, report),
        notes: report.notes.iter().map(note).collect(),
        counts: counts(report),
        coverage: coverage(&report.coverage),
        report_id,
    }
}

/// The versions behind an output.
pub fn program<'a>(context: &Context<'a>) -> wire::Program<'a> {
    wire::Program {
        name: env!("CARGO_PKG_NAME"),
        version: PROGRAM_VERSION,
        rules: context.rules,
    }
}

fn meta(audited: &Audited) -> wire::Meta<'_> {
    fn said(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or_default()
    }
    wire::Meta {
        title: said(&audited.meta.title),
        publisher: said(&audited.meta.publisher),
        published: said(&audited.meta.published),
        source_url: said(&audited.meta.source_url),
        index_number: said(&audited.meta.index_number),
    }
}

fn identity(identity: &Identity) -> wire::Identity<'_> {
    wire::Identity {
        title: &identity.title,
        agency: &identity.agency,
        level: identity.level.map_or("", Level::as_str),
        division: &identity.division,
        parent: &identity.parent,
        year: identity.year,
        period: identity.period.as_ref().map(|period| wire::Period {
            start: period.start.to_string(),
            end: period.end.to_string(),
            quote: &period.quote,
            page: period.page,
        }),
    }
}

fn table<'a>(forms: &'a Forms, filed: &'a Filed) -> wire::Table<'a> {
    let edition = &forms.editions[filed.edition];
    let table = &edition.tables[filed.table];
    // A value that is not there was found by no method; it shares the one of its table.
    let printed = filed.values.iter().find(|v| v.state != State::Absent);
    let method = printed.map_or("", |v| v.method.as_str());
    wire::Table {
        id: &table.id,
        edition: &edition.id,
        presence: filed.presence.as_str(),
        method,
        missing_rows: &filed.missing_rows,
        values: table
            .fields
            .iter()
            .zip(&filed.values)
            .map(|(field, v)| value(field, v, method))
            .collect(),
    }
}

fn value<'a>(
    field: &'a forms::Field,
    value: &'a Value,
    table_method: &'static str,
) -> wire::Value<'a> {
    wire::Value {
        row: &field.row,
        column: &field.column,
        name: &field.name,
        state: value.state.as_str(),
        value: &value.number,
        unit: unit(field, value),
        origin: value.origin.as_str(),
        raw: &value.raw,
        page: value.place.page(),
        rect: rect(&value.place),
        source: source(&value.place),
        method: if value.state == State::Absent {
            table_method
        } else {
            value.method.as_str()
        },
        confidence: confidence(value.confidence),
        doubts: &value.doubts,
    }
}

/// The cell's or the head's unit, else the form's.
fn unit<'a>(field: &'a forms::Field, value: &'a Value) -> &'a str {
    if !value.unit.is_empty() {
        &value.unit
    } else if field.unit == forms::UNIT_AS_PRINTED {
        ""
    } else {
        &field.unit
    }
}

fn rect(place: &Place) -> Option<[f64; 4]> {
    let Rect { x0, y0, x1, y1 } = place.rect()?;
    Some([x0, y0, x1, y1].map(coordinate))
}

fn source(place: &Place) -> Option<wire::Source> {
    match *place {
        Place::Lines { first, last } => Some(wire::Source::Lines {
            lines: [first, last],
        }),
        Place::Native { table, row, cell } => Some(wire::Source::Cell { table, row, cell }),
        Place::Nowhere | Place::Page { .. } => None,
    }
}

fn extra(extra: &Extra) -> wire::Extra<'_> {
    wire::Extra {
        table: &extra.table,
        row_label: &extra.row_label,
        column_label: &extra.column_label,
        raw: &extra.raw,
        value: &extra.number,
        unknown: extra.unknown,
        page: extra.place.page(),
        rect: rect(&extra.place),
        source: source(&extra.place),
    }
}

fn section(section: &Section) -> wire::Section<'_> {
    wire::Section {
        number: section.number,
        printed_number: section.printed_number,
        heading: &section.heading,
        page: section.page,
        text: &section.text,
    }
}

fn note(note: &Note) -> wire::Note<'_> {
    wire::Note {
        code: note.code,
        text: &note.text,
        page: note.page,
    }
}

fn findings<'a>(
    outcome: &'a Outcome,
    report_id: &str,
    report: &'a Report,
) -> Vec<wire::Finding<'a>> {
    let named = report.findings.iter().zip(finding_ids(outcome, report));
    named
        .map(|(found, id)| finding(outcome, report_id, report, found, id))
        .collect()
}

/// The names of the findings of a report, in order.
pub fn finding_ids(outcome: &Outcome, report: &Report) -> Vec<String> {
    let body = body(outcome, &report.identity);
    let mut ids: Vec<String> = Vec::new();
    for found in &report.findings {
        let name = |repeat| ids::finding_id(&body, report.identity.year, found, repeat);
        let mut id = name(0);
        let mut repeat = 0;
        while ids.contains(&id) {
            repeat += 1;
            id = name(repeat);
        }
        ids.push(id);
    }
    ids
}

/// Who a finding is about: the body, else the title, else the content of the file; with the code of the division, for
/// there are many towns of one name. Never what only the path says, so that a moved file keeps the names of its
/// findings.
fn body(outcome: &Outcome, identity: &Identity) -> String {
    let of_content = |from: Option<Source>| from.is_none_or(Source::is_content);
    let agency = Some(&identity.agency).filter(|_| of_content(identity.agency_from));
    let name = [agency, Some(&identity.title)]
        .into_iter()
        .flatten()
        .find(|text| !text.is_empty())
        .unwrap_or(&outcome.sha256);
    if identity.division.is_empty() || !of_content(identity.division_from) {
        name.clone()
    } else {
        format!("{} {name}", identity.division)
    }
}

fn finding<'a>(
    outcome: &'a Outcome,
    report_id: &str,
    report: &'a Report,
    finding: &'a Finding,
    finding_id: String,
) -> wire::Finding<'a> {
    // A report that is not there is in no other table.
    let there = !outcome.is_of_list();
    let edge = |index: usize| rect(&finding.place).map(|r| r[index]);
    wire::Finding {
        finding_id,
        group: format!("{report_id}.{}", finding.group),
        rule: finding.rule,
        severity: finding.severity.as_str(),
        verdict: finding.verdict.as_str(),
        basis: finding.basis.as_str(),
        report_id: if there {
            report_id.to_owned()
        } else {
            String::new()
        },
        path: if there { &outcome.path } else { "" },
        agency: &report.identity.agency,
        division: &report.identity.division,
        year: report.identity.year,
        edition: &finding.edition,
        table: &finding.table,
        row: &finding.row,
        column: &finding.column,
        expected: &finding.expected,
        found: &finding.found,
        difference: &finding.difference,
        equation: &finding.equation,
        cells: ids::cell_list(&finding.cells),
        suspects: suspects(finding),
        slip: finding.slip().map_or("", |slip| slip.as_str()),
        quote: &finding.quote,
        page: finding.place.page(),
        x0: edge(0),
        y0: edge(1),
        x1: edge(2),
        y1: edge(3),
        message_zh: &finding.message.zh,
        message_en: &finding.message.en,
    }
}

fn suspects(finding: &Finding) -> Vec<Vec<String>> {
    let sets = finding.suspects.iter();
    sets.map(|set| {
        set.cells
            .iter()
            .map(|(cell, value)| format!("{cell}={value}"))
            .collect()
    })
    .collect()
}

/// What was checked, in the published shape.
pub(super) fn coverage(coverage: &Coverage) -> wire::Coverage {
    let open = Open::ALL
        .iter()
        .map(|why| (why.as_str(), coverage.open(*why)));
    wire::Coverage {
        relations: coverage.relations(),
        evaluated: coverage.checked(),
        held: coverage.held,
        broken: coverage.broken,
        doubtful: coverage.doubtful,
        open: coverage.all_open(),
        why_open: open.filter(|(_, count)| *count > 0).collect(),
    }
}

fn counts(report: &Report) -> wire::Counts {
    let mut counts = wire::Counts {
        relations_checked: report.coverage.checked(),
        relations_broken: report.coverage.broken,
        n_extra: report.extra.len(),
        n_findings: report.findings.len(),
        ..wire::Counts::default()
    };
    for value in report.tables.iter().flat_map(|t| &t.values) {
        counts.n_fields += 1;
        counts.n_doubtful += usize::from(value.is_doubtful());
        *match value.state {
            State::Number => &mut counts.n_number,
            State::Blank => &mut counts.n_blank,
            State::Placeholder => &mut counts.n_placeholder,
            State::Absent => &mut counts.n_absent,
            State::Unreadable => &mut counts.n_unreadable,
        } += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;
    use serde_json::json;

    fn as_json(outcome: &Outcome) -> serde_json::Value {
        let record = record(&sample::context(), outcome);
        serde_json::to_value(&record.reports[0]).unwrap()
    }

    #[test]
    fn a_report_has_every_key_and_its_numbers_are_texts() {
        let outcome = sample::outcome("a/b.pdf");
        let report = as_json(&outcome);
        assert_eq!(report["schema"], "gouji.report/1");
        assert_eq!(report["program"]["rules"], "test");
        assert_eq!(report["report_id"].as_str().unwrap().len(), 16);
        assert_eq!(report["identity"]["year"], 2023);
        assert_eq!(report["identity"]["period"]["end"], "2023-12-31");
        let first = &report["tables"][0]["values"][0];
        assert_eq!(first["value"], "0012.50");
        assert_eq!(first["rect"], json!([72.35, 100.0, 90.0, 110.1]));
        assert_eq!(first["source"], json!(null));
        assert_eq!(first["confidence"], json!(0.4));
        assert_eq!(first["doubts"], json!(["glyph"]));
        let second = &report["tables"][0]["values"][1];
        assert_eq!(second["state"], "blank");
        assert_eq!(second["value"], "");
        assert_eq!(second["page"], json!(null));
        assert_eq!(report["counts"]["n_doubtful"], 1);
        assert_eq!(report["counts"]["n_blank"], 1);
    }

    #[test]
    fn findings_carry_the_shapes_of_the_contract() {
        let outcome = sample::outcome("a/b.pdf");
        let report = as_json(&outcome);
        let finding = &report["findings"][0];
        assert_eq!(finding["cells"], json!(["t/r/c", "t/r/d"]));
        assert_eq!(
            finding["suspects"],
            json!([["t/r/c=11"], ["t/r/c=1", "t/r/d=2"]])
        );
        assert_eq!(finding["slip"], "total-not-filled");
        let keys: Vec<&String> = finding.as_object().unwrap().keys().collect();
        let findings = crate::emit::sheet::findings();
        let columns: Vec<&str> = findings.columns.iter().map(|c| &*c.name).collect();
        assert_eq!(keys, columns);
    }

    #[test]
    fn a_moved_file_keeps_its_findings_and_equal_findings_differ_in_name() {
        let (here, there) = (sample::outcome("a.pdf"), sample::outcome("x/b.pdf"));
        let (here, there) = (as_json(&here), as_json(&there));
        assert_ne!(here["report_id"], there["report_id"]);
        let ids = |report: &serde_json::Value| {
            let findings = report["findings"].as_array().unwrap();
            findings
                .iter()
                .map(|f| f["finding_id"].to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(&here), ids(&there));
        // The sample has one finding twice.
        assert_ne!(ids(&here)[0], ids(&here)[1]);
    }

    #[test]
    fn a_unit_left_to_the_cell_is_never_the_forms_word_for_that() {
        let forms = Forms::embedded();
        let fields = forms
            .editions
            .iter()
            .flat_map(|e| &e.tables)
            .flat_map(|t| &t.fields);
        let mut seen = 0;
        for field in fields.filter(|f| f.unit == forms::UNIT_AS_PRINTED) {
            seen += 1;
            assert_eq!(unit(field, &Value::default()), "");
            let printed = Value {
                unit: "元".into(),
                ..Value::default()
            };
            assert_eq!(unit(field, &printed), "元");
        }
        assert!(seen > 0, "no form has such a field: the word has changed");
    }
}
