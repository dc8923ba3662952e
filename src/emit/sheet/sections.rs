//! `sections`: the prose of each report, a row a section.

use std::io;

use super::column::shared;
use super::{Column, Columns, Items, Kind, Sheet};
use crate::emit::wire::{Record, Report, Section};

/// Every section.
struct Sections;

/// One of them.
#[derive(Clone, Copy)]
struct Of<'a> {
    report: &'a Report<'a>,
    section: &'a Section<'a>,
}

impl Items for Sections {
    type Of<'a> = Of<'a>;

    fn each<'a>(
        record: &'a Record<'a>,
        take: &mut dyn FnMut(Of<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        for report in &record.reports {
            for section in &report.sections {
                take(Of { report, section })?;
            }
        }
        Ok(())
    }
}

/// The table.
pub fn sections() -> Sheet {
    let [page, ..] = shared::place();
    let new = Column::new;
    let columns = Columns::<Sections>::new()
        .with(shared::report_id(), |i| i.report.report_id.as_str().into())
        .with(
            new(
                Kind::Integer,
                "number",
                "部分",
                "Official number of the section",
            )
            .noting(
                "0 为第一个标题之前的内容",
                "0 is what stands before the first heading",
            ),
            |i| i.section.number.into(),
        )
        .with(
            new(Kind::Text, "heading", "标题", "Heading as printed"),
            |i| i.section.heading.into(),
        )
        .with(page, |i| i.section.page.into())
        .with(
            new(
                Kind::Text,
                "text",
                "正文",
                "Prose of the section, a line a paragraph",
            ),
            |i| i.section.text.into(),
        );
    let names = [
        "sections",
        "正文：每个部分一行",
        "Sections: the prose, a row a section",
    ];
    Sheet::of(names, &[], columns)
}
