//! `findings`: a row a breach of a rule. Cells are joined by `;`; the cells of a set of suspects by `+`, sets by `;`.

use std::io;

use super::column::shared;
use super::{Cell, Column, Columns, Item, Items, Kind, Sheet, words};
use crate::emit::wire::{Finding, Record};

/// Every breach.
struct Breaches;

impl Items for Breaches {
    type Of<'a> = &'a Finding<'a>;

    fn each<'a>(
        record: &'a Record<'a>,
        take: &mut dyn FnMut(&'a Finding<'a>) -> io::Result<()>,
    ) -> io::Result<()> {
        let findings = record.reports.iter().flat_map(|r| &r.findings);
        findings.into_iter().try_for_each(take)
    }
}

/// The table.
pub fn findings() -> Sheet {
    let [table, row, column] = shared::keys();
    let names = [
        "findings",
        "问题：每处违反规则一行",
        "Findings: a row for every breach of a rule",
    ];
    let columns = what(Columns::new())
        .with(shared::report_id(), |f| f.report_id.as_str().into())
        .with(shared::path(), |f| f.path.into())
        .with(shared::agency(), |f| f.agency.into())
        .with(shared::division(), |f| f.division.into())
        .with(shared::year(), |f| f.year.into())
        .with(shared::edition(), |f| f.edition.into())
        .with(table, |f| f.table.into())
        .with(row, |f| f.row.into())
        .with(column, |f| f.column.into());
    Sheet::of(names, &[], sentences(place(figures(columns))))
}

fn what(columns: Columns<Breaches>) -> Columns<Breaches> {
    let new = Column::new;
    columns
        .with(
            new(Kind::Id, "finding_id", "问题编号", "Name of the finding")
                .noting("文件移动后不变", "It stays where the file is moved"),
            |f| f.finding_id.as_str().into(),
        )
        .with(
            new(
                Kind::Id,
                "group",
                "问题组",
                "The same for findings that hang together",
            ),
            |f| f.group.as_str().into(),
        )
        .with(new(Kind::Label, "rule", "规则", "Id of the rule"), |f| {
            f.rule.into()
        })
        .with(
            new(
                Kind::Word(words::severities()),
                "severity",
                "级别",
                "How grave it is",
            ),
            |f| f.severity.into(),
        )
        .with(
            new(
                Kind::Word(words::verdicts()),
                "verdict",
                "责任",
                "Whose fault it is",
            )
            .noting(
                "report 报告本身如此；reading 可能是本程序读错",
                "report: the document says so; reading: it may be a misreading",
            ),
            |f| f.verdict.into(),
        )
        .with(
            new(
                Kind::Word(words::bases()),
                "basis",
                "计算依据",
                "What the arithmetic rests on",
            )
            .noting(
                "assumed-zero：空白的部分按 0 计算",
                "assumed-zero: blank parts were counted as 0",
            ),
            |f| f.basis.into(),
        )
}

fn figures(columns: Columns<Breaches>) -> Columns<Breaches> {
    let text = |name, zh, en| Column::new(Kind::Text, name, zh, en);
    columns
        .with(
            text("expected", "应为", "What the other cells give"),
            |f| f.expected.into(),
        )
        .with(text("found", "实为", "What is printed"), |f| {
            f.found.into()
        })
        .with(
            Column::new(Kind::Figure, "difference", "差", "Found less expected"),
            |f| Cell::figure(f.difference),
        )
        .with(text("equation", "算式", "The relation in figures"), |f| {
            f.equation.into()
        })
        .with(
            text("cells", "涉及单元格", "Cells it stands on, joined by ;"),
            |f| f.cells.join(";").into(),
        )
        .with(
            text("suspects", "可疑单元格", "Sets of cells that explain it").noting(
                "一组之内用 + 连接，组与组用 ; 分隔，最可能的在前",
                "The cells of a set joined by +, sets by ;, the best one first",
            ),
            suspects,
        )
        .with(
            Column::new(
                Kind::Word(words::slips()),
                "slip",
                "笔误类型",
                "The slip that would explain it",
            ),
            |f| f.slip.into(),
        )
        .with(
            text("quote", "原文引用", "Words of the report it stands on"),
            |f| f.quote.into(),
        )
}

fn suspects<'a>(finding: Item<'a, Breaches>) -> Cell<'a> {
    let sets: Vec<String> = finding.suspects.iter().map(|set| set.join("+")).collect();
    sets.join(";").into()
}

fn place(columns: Columns<Breaches>) -> Columns<Breaches> {
    let [page, x0, y0, x1, y1] = shared::place();
    columns
        .with(page, |f| f.page.into())
        .with(x0, |f| f.x0.into())
        .with(y0, |f| f.y0.into())
        .with(x1, |f| f.x1.into())
        .with(y1, |f| f.y1.into())
}

fn sentences(columns: Columns<Breaches>) -> Columns<Breaches> {
    let text = |name, zh, en| Column::new(Kind::Text, name, zh, en);
    columns
        .with(
            text("message_zh", "说明（中文）", "The sentence in Chinese"),
            |f| f.message_zh.into(),
        )
        .with(
            text("message_en", "说明（英文）", "The sentence in English"),
            |f| f.message_en.into(),
        )
}
