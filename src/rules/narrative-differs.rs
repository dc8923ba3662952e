//! Numbers said in the prose against every cell that they can mean.

use super::draft::Draft;
use super::view::{Sheet, View, cell_label};
use super::{Particulars, Rule};
use crate::prose::{Candidates, Reckoned, Statement, Vocabulary};
use crate::report::{Presence, plain};

/// One finding for each number that fits nothing; the same number of the same thing said again is not told again.
pub fn find(rule: &'static Rule, view: &View<'_>) -> Vec<Draft> {
    let vocabulary = Vocabulary::embedded();
    let mut seen: Vec<(usize, i128)> = Vec::new();
    let mut drafts = Vec::new();
    for statement in view.prose.statements.iter().filter(|s| s.judged) {
        let told = (statement.measure, statement.number);
        if seen.contains(&told) {
            continue;
        }
        seen.push(told);
        let measure = &vocabulary.measures[statement.measure];
        let candidates = measure.candidates(view.forms, view.report);
        if candidates.sums.is_empty() || candidates.open || candidates.has(statement.number) {
            continue;
        }
        drafts.extend(draft(rule, view, statement, &candidates));
    }
    // Where everything in a table is 0, the table is the matter and not each of its cells.
    let noughts = |draft: &Draft| {
        let mut sheets = view.found();
        sheets.any(|s| s.table.id == draft.finding.table && s.is_all_nought())
    };
    let mut told: Vec<String> = Vec::new();
    drafts.retain(|draft: &Draft| {
        let table = &draft.finding.table;
        let again = noughts(draft) && told.contains(table);
        told.push(table.clone());
        !again
    });
    drafts
}

fn draft(
    rule: &'static Rule,
    view: &View<'_>,
    statement: &Statement,
    candidates: &Candidates,
) -> Option<Draft> {
    let measure = &Vocabulary::embedded().measures[statement.measure];
    let plainest = candidates.sums.first()?;
    let sheet = view.sheets().find(|s| {
        plainest
            .cells
            .first()
            .is_some_and(|c| c.table == s.table.id)
    })?;
    if sheet.filed.presence != Presence::Found {
        return None;
    }
    let unit = if measure.money { 10_000 } else { 1 };
    let shown = |value: i128| plain(value / unit);
    let sums = |en: bool| {
        let mut sums: Vec<String> = Vec::new();
        for sum in &candidates.sums {
            let text = format!("{} {}", named(&sheet, sum, en), shown(sum.value));
            if !sums.contains(&text) {
                sums.push(text);
            }
        }
        sums.join(if en { ", or " } else { "，或者 " })
    };
    let said = match statement.printed.as_str() {
        "" => "0",
        printed => printed,
    };
    let particulars = Particulars::default()
        .with_each("measure", measure.name.zh.clone(), measure.name.en.clone())
        .with("said", said)
        .with_each("sums", sums(false), sums(true));
    let fields: Vec<_> = plainest
        .cells
        .iter()
        .filter_map(|cell| {
            sheet
                .table
                .fields
                .get(sheet.table.field(&cell.row, &cell.column)?)
        })
        .collect();
    let at = fields
        .first()
        .and_then(|f| sheet.table.field(&f.row, &f.column));
    let mut draft = Draft::on_table(rule, &sheet, at.unwrap_or(0))
        .with_cells(&sheet, &fields)
        .doubted(candidates.doubtful())
        .say(rule, "differs", &particulars);
    draft.finding.expected = shown(plainest.value);
    draft.finding.found = shown(statement.number);
    draft.finding.difference = shown(statement.number - plainest.value);
    draft.finding.quote.clone_from(&statement.quote.text);
    draft.finding.place = statement.quote.place;
    Some(draft)
}

/// The cells of a sum in words.
fn named(sheet: &Sheet<'_>, sum: &Reckoned, en: bool) -> String {
    const MOST_NAMED: usize = 2;
    if sum.cells.len() > MOST_NAMED {
        let rows = sum.cells.len();
        return if en {
            format!("the sum of {rows} cells")
        } else {
            format!("{rows} 格之和")
        };
    }
    let name = |cell: &crate::report::CellRef| {
        if en {
            return format!("{}/{}", cell.row, cell.column);
        }
        let field = sheet.table.field(&cell.row, &cell.column);
        let field = field.and_then(|at| sheet.table.fields.get(at));
        field.map_or_else(|| cell.to_string(), |f| format!("“{}”", cell_label(f)))
    };
    let names: Vec<String> = sum.cells.iter().map(name).collect();
    names.join(if en { " and " } else { "与" })
}
