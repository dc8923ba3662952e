//! `files`: a row an input, whatever came of it.

use std::io;

use super::column::shared;
use super::{Column, Columns, Items, Kind, Sheet, words};
use crate::emit::wire::{File, Record};

/// Every input.
struct Inputs;

impl Items for Inputs {
    type Of<'a> = &'a File<'a>;

    fn each<'a>(
        record: &'a Record<'a>,
        take: &mut dyn FnMut(&'a File<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        take(&record.file)
    }
}

/// The table.
pub fn files() -> Sheet {
    let new = Column::new;
    let columns = Columns::<Inputs>::new()
        .with(shared::path(), |f| f.path.into())
        .with(
            new(Kind::Id, "sha256", "内容哈希", "SHA-256 of the content"),
            |f| f.sha256.into(),
        )
        .with(
            new(Kind::Integer, "bytes", "字节数", "Size of the content").in_unit("B"),
            |f| f.bytes.into(),
        )
        .with(
            new(Kind::Label, "kind", "文件格式", "Format of the file"),
            |f| f.kind.into(),
        )
        .with(
            new(
                Kind::Word(words::statuses()),
                "status",
                "读取结果",
                "How reading it ended",
            ),
            |f| f.status.into(),
        )
        .with(new(Kind::Text, "reason", "原因", "Why"), |f| {
            f.reason.into()
        })
        .with(
            new(Kind::Text, "advice", "建议", "What to do about it"),
            |f| f.advice.into(),
        )
        .with(
            new(
                Kind::Integer,
                "reports",
                "报告份数",
                "Number of reports in it",
            ),
            |f| f.reports.into(),
        )
        .with(
            new(
                Kind::Integer,
                "pages",
                "页数",
                "Pages, in formats with pages",
            ),
            |f| f.pages.into(),
        )
        .with(
            new(
                Kind::Text,
                "source_url",
                "来源网址",
                "Address it was published under",
            ),
            |f| f.source_url.into(),
        )
        .with(
            new(
                Kind::Text,
                "published",
                "发布日期",
                "Date of publication as printed",
            ),
            |f| f.published.into(),
        );
    let names = [
        "files",
        "文件：每个输入一行",
        "Files: a row for every input",
    ];
    Sheet::of(names, &[], columns)
}
