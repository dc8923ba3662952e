//! Reports made for tests: whole, in order and all 0, until a test says otherwise.

use gouji::check::check;
use gouji::forms::{Forms, Table};
use gouji::location::Place;
use gouji::report::{
    Date, Filed, Finding, Period, Presence, Report, Section, State, Suspects, Value,
};

/// Columns of 表三.
pub const APPLICANTS: [&str; 7] = [
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other",
    "total",
];

/// Columns of 表四.
pub const OUTCOMES: [&str; 5] = ["upheld", "corrected", "other", "pending", "total"];

/// A report under construction.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What the other stages would give.
    pub report: Report,
}

impl Sample {
    /// A report of `year` in the form then in force: every cell 0, the six sections, the whole year.
    pub fn new(year: u16) -> Self {
        let forms = Forms::embedded();
        let edition = forms.in_force(Some(year));
        let mut report = Report::default();
        report.identity.year = Some(year);
        report.identity.period = Some(period((year, 1, 1), (year, 12, 31)));
        for wording in &forms.wording.sections {
            report.sections.push(Section {
                number: wording.number,
                printed_number: Some(wording.number),
                heading: wording.heading.clone(),
                page: Some(u32::from(wording.number)),
                ..Section::default()
            });
        }
        for table in 0..forms.editions[edition].tables.len() {
            report.tables.push(filed(edition, table));
        }
        Self { report }
    }

    /// The table of another edition instead, all 0.
    pub fn edition(mut self, table: &str, edition: &str) -> Self {
        let forms = Forms::embedded();
        let editions = &forms.editions;
        let index = editions
            .iter()
            .position(|e| e.id == edition)
            .expect("edition");
        let tables = &editions[index].tables;
        let in_edition = tables.iter().position(|t| t.id == table).expect("table");
        let at = self.at(table);
        self.report.tables[at] = filed(index, in_edition);
        self
    }

    fn at(&self, table: &str) -> usize {
        let tables = &self.report.tables;
        tables
            .iter()
            .position(|filed| form(filed).id == table)
            .expect("table")
    }

    /// A table as filed.
    pub fn table(&mut self, table: &str) -> &mut Filed {
        let at = self.at(table);
        &mut self.report.tables[at]
    }

    /// The value of a cell.
    pub fn value(&mut self, table: &str, row: &str, column: &str) -> &mut Value {
        let filed = self.table(table);
        let field = form(filed).field(row, column).expect("field");
        &mut filed.values[field]
    }

    /// Prints a number in a cell.
    pub fn set(mut self, table: &str, row: &str, column: &str, number: impl ToString) -> Self {
        let value = self.value(table, row, column);
        value.state = State::Number;
        value.number = number.to_string();
        value.raw = value.number.clone();
        self
    }

    /// Prints nothing in a cell.
    pub fn state(mut self, table: &str, row: &str, column: &str, state: State) -> Self {
        let value = self.value(table, row, column);
        value.state = state;
        value.number.clear();
        value.raw.clear();
        self
    }

    /// Fills a row of 表三.
    pub fn requests(mut self, row: &str, numbers: [i64; 7]) -> Self {
        for (column, number) in APPLICANTS.iter().zip(numbers) {
            self = self.set("requests", row, column, number);
        }
        self
    }

    /// One request that was granted: a table that is not all 0.
    pub fn busy(self) -> Self {
        let one = [1, 0, 0, 0, 0, 0, 1];
        let rows = ["new", "granted", "total"];
        rows.into_iter()
            .fold(self, |sample, row| sample.requests(row, one))
    }

    /// Fills a part of 表四.
    pub fn disputes(mut self, row: &str, numbers: [i64; 5]) -> Self {
        for (column, number) in OUTCOMES.iter().zip(numbers) {
            self = self.set("disputes", row, column, number);
        }
        self
    }

    /// Where its body is, from the inside out, what it is there, and whether it reports on all of it.
    pub fn placed(mut self, areas: &[&str], office: &str, area_wide: bool) -> Self {
        let identity = &mut self.report.identity;
        identity.areas = areas.iter().map(|area| (*area).to_owned()).collect();
        identity.office = office.to_owned();
        identity.area_wide = area_wide;
        self
    }

    /// Prose in the first section.
    pub fn prose(mut self, text: &str) -> Self {
        text.clone_into(&mut self.report.sections[0].text);
        self
    }

    /// The report with its findings.
    pub fn check(mut self) -> Report {
        check(Forms::embedded(), &mut self.report);
        for finding in &self.report.findings {
            for text in [&finding.message.zh, &finding.message.en] {
                assert!(!text.is_empty() && !text.contains(['{', '}']), "{text}");
            }
        }
        self.report
    }

    /// Its findings by one rule.
    pub fn findings(self, rule: &str) -> Vec<Finding> {
        let mut findings = self.check().findings;
        findings.retain(|finding| finding.rule == rule);
        findings
    }

    /// Its only finding, which is by this rule.
    pub fn only_finding(self, rule: &str) -> Finding {
        let findings = self.check().findings;
        let [finding] = <[Finding; 1]>::try_from(findings).expect("one finding");
        assert_eq!(finding.rule, rule);
        finding
    }
}

/// The form's table that a filed one follows.
pub fn form(filed: &Filed) -> &'static Table {
    &Forms::embedded().editions[filed.edition].tables[filed.table]
}

fn filed(edition: usize, table: usize) -> Filed {
    let fields = &Forms::embedded().editions[edition].tables[table].fields;
    let values = fields.iter().zip(1..).map(|(_, cell)| Value {
        state: State::Number,
        number: "0".into(),
        raw: "0".into(),
        confidence: 1.0,
        place: Place::Native {
            table: table as u32 + 1,
            row: 1,
            cell,
        },
        ..Value::default()
    });
    Filed {
        edition,
        table,
        presence: Presence::Found,
        values: values.collect(),
        missing_rows: Vec::new(),
    }
}

/// A statistical period from year, month and day.
pub fn period(start: (u16, u8, u8), end: (u16, u8, u8)) -> Period {
    let date = |(year, month, day)| Date { year, month, day };
    Period {
        start: date(start),
        end: date(end),
        quote: "统计期限".into(),
        page: Some(1),
    }
}

/// A set of suspects as the outputs write it: `table/row/column=value`, joined by `+`.
pub fn written(suspects: &Suspects) -> String {
    let cells = suspects.cells.iter();
    let cells: Vec<String> = cells
        .map(|(cell, value)| format!("{cell}={value}"))
        .collect();
    cells.join("+")
}
