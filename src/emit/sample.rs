//! A made-up outcome for the tests of this stage.

use super::{Context, Outcome};
use crate::audit::Audited;
use crate::error::{Bilingual, Lang, Note, Status};
use crate::forms::Forms;
use crate::location::{Place, Rect};
use crate::read::{Kind, Meta};
use crate::report::{
    Basis, CellRef, Coverage, Date, Extra, Filed, Finding, Identity, Period, Presence, Report,
    Section, Severity, Slip, State, Suspects, Value, Verdict,
};

pub fn context() -> Context<'static> {
    Context {
        forms: Forms::embedded(),
        rules: "test",
        lang: Lang::En,
    }
}

fn place() -> Place {
    Place::Page {
        page: 3,
        rect: Rect::new(72.346_7, 100.0, 90.0, 110.1),
    }
}

fn cell(column: &str) -> CellRef {
    CellRef {
        report: String::new(),
        table: "t".into(),
        row: "r".into(),
        column: column.into(),
    }
}

pub fn finding() -> Finding {
    let set = |cells: &[(&str, &str)], slip| Suspects {
        cells: cells
            .iter()
            .map(|(c, v)| (cell(c), (*v).to_owned()))
            .collect(),
        slip,
        said: false,
    };
    Finding {
        rule: "some-rule",
        group: 1,
        severity: Severity::Error,
        verdict: Verdict::Report,
        basis: Basis::Printed,
        edition: "e".into(),
        table: "t".into(),
        row: "r".into(),
        column: "c".into(),
        expected: "11".into(),
        found: "0".into(),
        difference: "-11".into(),
        equation: "10 + 1 = 11 ≠ 0".into(),
        cells: vec![cell("c"), cell("d")],
        suspects: vec![
            set(&[("c", "11")], Slip::TotalNotFilled),
            set(&[("c", "1"), ("d", "2")], Slip::Other),
        ],
        quote: "他说“好”, 真的".into(),
        place: place(),
        message: Bilingual::new("不等", "they differ"),
    }
}

pub fn outcome(path: &str) -> Outcome {
    let forms = Forms::embedded();
    let fields = forms.editions[0].tables[0].fields.len();
    let mut values = vec![Value::default(); fields];
    values[0] = Value {
        state: State::Number,
        number: "0012.50".into(),
        raw: "0012.50\n元".into(),
        unit: "元".into(),
        place: place(),
        confidence: 0.4,
        doubts: vec!["glyph"],
        ..Value::default()
    };
    values[1] = Value {
        state: State::Blank,
        place: Place::Native {
            table: 1,
            row: 2,
            cell: 3,
        },
        confidence: 1.0,
        ..Value::default()
    };
    let day = |month, day| Date {
        year: 2023,
        month,
        day,
    };
    Outcome {
        path: path.into(),
        sha256: "00ff".into(),
        bytes: Some(1234),
        audited: Audited {
            kind: Some(Kind::Pdf),
            status: Status::Partial,
            reason: Bilingual::new("缺表", "a table is missing"),
            advice: Bilingual::new("看看", "have a look"),
            pages: Some(4),
            meta: Meta {
                published: Some("2024-01-30".into()),
                ..Meta::default()
            },
            reports: vec![Report {
                identity: Identity {
                    title: "某局2023年报告".into(),
                    agency: "某局".into(),
                    year: Some(2023),
                    period: Some(Period {
                        start: day(1, 1),
                        end: day(12, 31),
                        quote: "2023年1月1日至12月31日".into(),
                        page: Some(1),
                    }),
                    ..Identity::default()
                },
                is_primary: true,
                sections: vec![Section {
                    number: 1,
                    printed_number: Some(1),
                    heading: "一、总体情况".into(),
                    page: Some(1),
                    text: "第一段\n第二段, \"引\"".into(),
                    ..Section::default()
                }],
                tables: vec![Filed {
                    edition: 0,
                    table: 0,
                    presence: Presence::Found,
                    values,
                    missing_rows: Vec::new(),
                }],
                extra: vec![Extra {
                    table: "t".into(),
                    row_label: "=小计".into(),
                    column_label: "数".into(),
                    raw: "5件".into(),
                    number: "5".into(),
                    place: place(),
                    unknown: true,
                }],
                findings: vec![finding(), finding()],
                coverage: Coverage {
                    held: 5,
                    broken: 2,
                    ..Coverage::default()
                },
                notes: vec![Note::new("some-note", "a note")],
            }],
        },
    }
}
