//! `cells`: a row a field of each table's edition, in the form's order.

use std::io;

use super::column::shared;
use super::{Cell, Column, Columns, Items, Kind, Sheet, words};
use crate::emit::wire::{Record, Report, Table, Value};

/// Every field of every table.
struct Fields;

/// A field.
#[derive(Clone, Copy)]
struct Field<'a> {
    report: &'a Report<'a>,
    table: &'a Table<'a>,
    value: &'a Value<'a>,
}

impl Items for Fields {
    type Of<'a> = Field<'a>;

    fn each<'a>(
        record: &'a Record<'a>,
        take: &mut dyn FnMut(Field<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        for report in &record.reports {
            for table in &report.tables {
                for value in &table.values {
                    take(Field {
                        report,
                        table,
                        value,
                    })?;
                }
            }
        }
        Ok(())
    }
}

/// The table.
pub fn cells() -> Sheet {
    let [table, row, column] = shared::keys();
    let [page, x0, y0, x1, y1] = shared::place();
    let columns = Columns::<Fields>::new()
        .with(shared::report_id(), |f| f.report.report_id.as_str().into())
        .with(shared::path(), |f| f.report.path.into())
        .with(shared::agency(), |f| f.report.identity.agency.into())
        .with(shared::division(), |f| f.report.identity.division.into())
        .with(shared::year(), |f| f.report.identity.year.into())
        .with(shared::edition(), |f| f.table.edition.into())
        .with(table, |f| f.table.id.into())
        .with(row, |f| f.value.row.into())
        .with(column, |f| f.value.column.into())
        .with(
            Column::new(Kind::Figure, "value", "数值", "Number, digits as printed").noting(
                "状态不是 number 时为空；空白从不当作零",
                "Empty unless the state is number; a blank is never a zero",
            ),
            |f| Cell::figure(f.value.value),
        )
        .with(state(), |f| f.value.state.into())
        .with(origin(), |f| f.value.origin.into())
        .with(
            Column::new(Kind::Text, "raw", "原文", "What is printed, in full"),
            |f| f.value.raw.into(),
        )
        .with(
            Column::new(Kind::Label, "unit", "单位", "Unit of the number").noting(
                "单元格自带的单位，否则表头的，否则格式规定的；不换算",
                "The cell's own, else the head's, else the form's; never converted",
            ),
            |f| f.value.unit.into(),
        )
        .with(page, |f| f.value.page.into())
        .with(x0, |f| f.value.rect.map(|r| r[0]).into())
        .with(y0, |f| f.value.rect.map(|r| r[1]).into())
        .with(x1, |f| f.value.rect.map(|r| r[2]).into())
        .with(y1, |f| f.value.rect.map(|r| r[3]).into())
        .with(method(), |f| f.value.method.into())
        .with(confidence(), |f| f.value.confidence.into());
    let names = [
        "cells",
        "单元格：每份报告每个数据项一行",
        "Cells: a row for every field of every report",
    ];
    Sheet::of(names, &["report_id", "table", "row", "column"], columns)
}

fn state() -> Column {
    Column::new(Kind::Word(words::states()), "state", "状态", "What is printed in the cell").noting(
        "number 数字；blank 空白；placeholder 占位符（—、/、无）；absent 没有这一行、列或表；unreadable 有内容而不是数字",
        "number; blank: nothing printed; placeholder: a mark for nothing; absent: no such row, column or table; \
         unreadable: printed, and no number",
    )
}

fn origin() -> Column {
    Column::new(
        Kind::Word(words::origins()),
        "origin",
        "来历",
        "Where the number comes from",
    )
    .noting(
        "printed 照印刷读出；inferred 由勾稽关系在几种读法中选定；corrected 人工更正",
        "printed: as read; inferred: relations chose among readings; corrected: by hand",
    )
}

fn method() -> Column {
    Column::new(
        Kind::Word(words::methods()),
        "method",
        "表格识别方式",
        "How the table was found",
    )
}

fn confidence() -> Column {
    Column::new(
        Kind::Real,
        "confidence",
        "可信度",
        "Confidence of the reading, 0 to 1",
    )
    .noting("低于 0.5 为存疑", "Doubtful below 0.5")
}
