//! The layer of bound values.

use super::Drawing;
use super::svg::Svg;
use crate::error::Lang;
use crate::forms::{Field, Table};
use crate::report::{DOUBTFUL, State, Value};

/// From this confidence on a value is drawn as sure.
const SURE: f32 = 0.9;

/// How sure a reading is, as a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    Sure,
    Fair,
    Doubtful,
}

impl Certainty {
    /// Class, Chinese and English.
    pub const LEGEND: &'static [(&'static str, &'static str, &'static str)] = &[
        ("sure", "可靠", "sure"),
        ("fair", "较可靠", "fair"),
        ("doubtful", "存疑", "doubtful"),
    ];

    fn of(value: &Value) -> Self {
        match value.confidence {
            c if c < DOUBTFUL => Self::Doubtful,
            c if c < SURE => Self::Fair,
            _ => Self::Sure,
        }
    }

    fn class(self) -> &'static str {
        Self::LEGEND[self as usize].0
    }
}

/// The box of every value on the page, coloured by confidence; all that is known of it as tooltip.
pub(super) fn fields(svg: &mut Svg, drawing: &Drawing<'_>) {
    let filed = drawing
        .traced
        .audited
        .reports
        .iter()
        .flat_map(|r| &r.tables);
    for filed in filed {
        let edition = &drawing.forms.editions[filed.edition];
        let table = &edition.tables[filed.table];
        for (field, value) in table.fields.iter().zip(&filed.values) {
            let on_page = value.place.page() == Some(drawing.page.number);
            let Some(rect) = value.place.rect().filter(|_| on_page) else {
                continue;
            };
            if value.state == State::Absent {
                continue;
            }
            let key = format!("{}/{}/{}/{}", edition.id, table.id, field.row, field.column);
            let title = tooltip(table, field, value, &key, drawing.lang);
            let attributes = [("data-field", key.as_str()), ("data-value", &value.number)];
            svg.rect(Certainty::of(value).class(), &rect, &attributes, &title);
        }
    }
}

fn tooltip(table: &Table, field: &Field, value: &Value, key: &str, lang: Lang) -> Vec<String> {
    let labels = [
        &table.title,
        &field.row_group,
        &field.row_label,
        &field.column_group,
        &field.column_label,
    ];
    let labels: Vec<&str> = labels.into_iter().map(String::as_str).collect();
    let labels: Vec<&str> = labels.into_iter().filter(|l| !l.is_empty()).collect();
    let said = |zh: &str, en: &str, what: &str| format!("{}{what}", lang.pick(zh, en));
    let mut title = vec![
        labels.join(" / "),
        key.to_owned(),
        said("数值：", "value: ", &value.number),
        said("状态：", "state: ", value.state.as_str()),
        said("原文：", "raw: ", &value.raw),
        said(
            "置信度：",
            "confidence: ",
            &format!("{:.2}", value.confidence),
        ),
    ];
    if !value.doubts.is_empty() {
        title.push(said("疑点：", "doubts: ", &value.doubts.join(", ")));
    }
    title
}
