//! `wide`: a row a report, a column for each field of every edition.

use std::io;

use super::column::shared;
use super::series::Series;
use super::{Cell, Column, Columns, Get, Item, Items, Kind, Sheet, Take, words};
use crate::emit::wire::{Record, Report};
use crate::forms::Forms;

/// Every report.
pub struct Reports;

impl Items for Reports {
    type Of<'a> = &'a Report<'a>;

    fn each<'a>(
        record: &'a Record<'a>,
        take: &mut dyn FnMut(&'a Report<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        record.reports.iter().try_for_each(take)
    }
}

/// The table.
pub fn wide(forms: &'static Forms) -> Sheet {
    let (mut columns, head): (Vec<Column>, Vec<Get<Reports>>) = who().0.into_iter().unzip();
    let tables = &forms.editions[forms.in_force(None)].tables;
    columns.extend(tables.iter().map(edition_of));
    let (counted, counts): (Vec<Column>, Vec<Get<Reports>>) = counts().0.into_iter().unzip();
    columns.extend(counted);
    let names = Series::of_names(forms);
    columns.extend(names.columns.iter().cloned());
    let rows = move |record: &Record<'_>, take: &mut Take<'_>| {
        let mut row: Vec<Cell<'_>> = Vec::new();
        for report in &record.reports {
            row.clear();
            row.extend(head.iter().map(|get| get(Item::new(report))));
            row.extend(tables.iter().map(|table| {
                let filed = report.tables.iter().find(|filed| filed.id == table.id);
                Cell::from(filed.map(|filed| filed.edition))
            }));
            row.extend(counts.iter().map(|get| get(Item::new(report))));
            figures(report, &names, &mut row);
            take(&row)?;
        }
        Ok(())
    };
    Sheet {
        name: "wide",
        zh: "宽表：每份报告一行，每个数据项一列",
        en: "Wide: a row for every report, a column for every field",
        key: &["report_id"],
        columns,
        rows_of_no_input: Vec::new(),
        rows: Box::new(rows),
    }
}

/// The numbers of a report under their names.
fn figures<'a>(report: &'a Report<'a>, names: &Series, row: &mut Vec<Cell<'a>>) {
    let first = row.len();
    row.resize(first + names.columns.len(), Cell::Empty);
    for table in &report.tables {
        let places = names.places(table.edition, table.id);
        for (value, place) in table.values.iter().zip(places) {
            if let (Some(place), false) = (place, value.value.is_empty()) {
                row[first + place] = Cell::figure(value.value);
            }
        }
    }
}

fn who() -> Columns<Reports> {
    let label = |name, zh, en| Column::new(Kind::Label, name, zh, en);
    Columns::<Reports>::new()
        .with(shared::report_id(), |r| r.report_id.as_str().into())
        .with(shared::path(), |r| r.path.into())
        .with(shared::agency(), |r| r.identity.agency.into())
        .with(shared::division(), |r| r.identity.division.into())
        .with(label("parent", "上级区划", "Division above it"), |r| {
            r.identity.parent.into()
        })
        .with(
            Column::new(
                Kind::Word(words::levels()),
                "level",
                "机关类别",
                "What kind of body it is",
            ),
            |r| r.identity.level.into(),
        )
        .with(shared::year(), |r| r.identity.year.into())
        .with(
            Column::new(
                Kind::Flag,
                "is_primary",
                "是否采用",
                "Whether panels use it",
            )
            .noting(
                "同一机关同一年度有几份文件时，只有一份为 true；面板数据只用这一份",
                "True for one of several documents of a body and year: the one that panels use",
            ),
            |r| r.is_primary.into(),
        )
}

fn edition_of(table: &crate::forms::Table) -> Column {
    let mut column = Column::new(Kind::Label, "", "", "").noting(
        "格式版本按表认定",
        "The edition is a property of each table",
    );
    column.name = format!("edition_{}", table.id).into();
    column.zh = format!("{}的格式版本", table.title).into();
    column.en = format!("Edition of the table {}", table.id).into();
    column
}

fn counts() -> Columns<Reports> {
    let count = |name, zh, en| Column::new(Kind::Integer, name, zh, en);
    Columns::<Reports>::new()
        .with(
            count("relations_checked", "核对的勾稽关系", "Relations checked"),
            |r| r.counts.relations_checked.into(),
        )
        .with(
            count(
                "relations_broken",
                "不成立的勾稽关系",
                "Relations that do not hold",
            ),
            |r| r.counts.relations_broken.into(),
        )
        .with(
            count("n_doubtful", "存疑单元格", "Readings below confidence 0.5"),
            |r| r.counts.n_doubtful.into(),
        )
        .with(
            count("n_blank", "空白单元格", "Fields with nothing printed"),
            |r| r.counts.n_blank.into(),
        )
}
