//! `extra`: what is printed in a table and is no field of any edition.

use std::io;

use super::column::shared;
use super::{Cell, Column, Columns, Items, Kind, Sheet};
use crate::emit::wire::{self, Record, Report};

/// Everything that is no field.
struct Extras;

/// One of it.
#[derive(Clone, Copy)]
struct Of<'a> {
    report: &'a Report<'a>,
    extra: &'a wire::Extra<'a>,
}

impl Items for Extras {
    type Of<'a> = Of<'a>;

    fn each<'a>(
        record: &'a Record<'a>,
        take: &mut dyn FnMut(Of<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        for report in &record.reports {
            for extra in &report.extra {
                take(Of { report, extra })?;
            }
        }
        Ok(())
    }
}

/// The table.
pub fn extra() -> Sheet {
    let [table, ..] = shared::keys();
    let [page, x0, y0, x1, y1] = shared::place();
    let text = |name, zh, en| Column::new(Kind::Text, name, zh, en);
    let columns = Columns::<Extras>::new()
        .with(shared::report_id(), |i| i.report.report_id.as_str().into())
        .with(table, |i| i.extra.table.into())
        .with(
            text("row_label", "行标签", "Row label as printed"),
            |i| i.extra.row_label.into(),
        )
        .with(
            text("column_label", "列标签", "Column label as printed"),
            |i| i.extra.column_label.into(),
        )
        .with(text("raw", "原文", "What is printed, in full"), |i| {
            i.extra.raw.into()
        })
        .with(
            Column::new(Kind::Figure, "value", "数值", "The number, where it is one"),
            |i| Cell::figure(i.extra.value),
        )
        .with(page, |i| i.extra.page.into())
        .with(x0, |i| i.extra.rect.map(|r| r[0]).into())
        .with(y0, |i| i.extra.rect.map(|r| r[1]).into())
        .with(x1, |i| i.extra.rect.map(|r| r[2]).into())
        .with(y1, |i| i.extra.rect.map(|r| r[3]).into());
    let names = [
        "extra",
        "表内其他内容：印在表里而不是任何数据项",
        "Extra: what is printed in a table and is no field",
    ];
    Sheet::of(names, &[], columns)
}
