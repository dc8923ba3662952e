//! The prose of a report, as far as it is the report's own: where a table was not told from the text around it, what the
//! form prints in it is in the text of every report.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::fold::fold;
use crate::forms::{Block, Forms};
use crate::report::Report;

/// Characters by which labels are known.
const GRAM: usize = 3;

/// From this share of a line on it is the form's.
const MOSTLY: f64 = 0.7;

/// The prose of a report: the text of its sections, a line a paragraph, without lines that the form prints.
pub fn prose(report: &Report) -> String {
    let sections = report.sections.iter().filter(|s| s.number > 0);
    let lines = sections.flat_map(|s| s.text.lines());
    let lines: Vec<&str> = lines.filter(|line| !is_of_form(line)).collect();
    lines.join("\n")
}

/// Whether a line holds figures and what the form prints beside them, and nothing else to speak of.
fn is_of_form(line: &str) -> bool {
    let words = words(line);
    let grams = words.windows(GRAM);
    match grams.len() {
        0 => true,
        count => {
            let known = grams.filter(|gram| labels().contains(*gram)).count();
            known as f64 >= MOSTLY * count as f64
        }
    }
}

/// The characters of a text without figures and punctuation.
fn words(text: &str) -> Vec<char> {
    let folded = fold(text);
    let is_word = |c: &char| c.is_alphabetic();
    folded.chars().filter(is_word).collect()
}

/// All runs of [`GRAM`] characters in what the editions of the form print in their tables.
fn labels() -> &'static FxHashSet<[char; GRAM]> {
    static LABELS: OnceLock<FxHashSet<[char; GRAM]>> = OnceLock::new();
    LABELS.get_or_init(|| {
        let editions = Forms::embedded().editions.iter();
        let blocks = editions.flat_map(|e| &e.tables).flat_map(|t| &t.blocks);
        blocks
            .flat_map(printed)
            .flat_map(|text| {
                let words = words(&text);
                let grams = words.windows(GRAM);
                grams
                    .filter_map(|gram| <[char; GRAM]>::try_from(gram).ok())
                    .collect::<Vec<_>>()
            })
            .collect()
    })
}

/// What a block prints, as the runs of text in it.
fn printed(block: &Block) -> Vec<String> {
    let labels = |columns: bool| -> String {
        if columns {
            block.columns.iter().map(|c| c.label.as_str()).collect()
        } else {
            block.rows.iter().map(|r| r.label.as_str()).collect()
        }
    };
    let mut texts = vec![
        block.title.clone(),
        format!("{}{}", block.corner, labels(true)),
        labels(false),
    ];
    for row in &block.rows {
        texts.push(row.printed.clone());
        texts.push(format!("{}{}", row.groups.concat(), row.label));
        texts.extend(row.above.iter().cloned());
    }
    for column in &block.columns {
        texts.push(format!("{}{}", column.groups.concat(), column.label));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Section;

    #[test]
    fn lines_of_the_form_are_nobodys_prose() {
        for line in [
            "行政规范性文件 0 0 6",
            "信息内容 本年制发件数 本年废止件数 现行有效件数",
            "一、本年新收政府信息公开申请数量 55 4 0 0 2 0 61",
            "商业企业 科研机构",
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第",
            "0 0 0 0 0 0 0",
            "",
        ] {
            assert!(is_of_form(line), "{line}");
        }
        for line in [
            "我局畅通当面、信函和网络三种受理渠道，当年新收申请61件，上年结转2件；",
            "2023年，我局新制定行政规范性文件0件，废止行政规范性文件0件，均已集中公开。",
            "清理长期不更新的账号",
        ] {
            assert!(!is_of_form(line), "{line}");
        }
    }

    #[test]
    fn what_stands_before_the_sections_is_no_prose() {
        let section = |number, text: &str| Section {
            number,
            text: text.to_owned(),
            ..Section::default()
        };
        let report = Report {
            sections: vec![
                section(0, "根据要求编制本报告"),
                section(1, "清理长期不更新的账号\n规章 0 0 0"),
            ],
            ..Report::default()
        };
        assert_eq!(prose(&report), "清理长期不更新的账号");
    }
}
