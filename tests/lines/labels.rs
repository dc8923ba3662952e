//! Labels that lost a part or stand close beside something else, and marks in the place of figures.

use crate::{HEAD, block, never_wrong, report, requests, sure, table};

/// A label of which only the end is left is that of several rows: where the other one is lost, nothing says whose the figures
/// are.
#[test]
fn the_end_of_a_label_that_two_rows_have() {
    never_wrong(&requests(|key, line| match key {
        "new" => format!("量 {}", line.split_once(' ').map_or("", |(_, f)| f)),
        "carried_in" => format!(
            "息公开申请数量 {}",
            line.split_once(' ').map_or("", |(_, f)| f)
        ),
        _ => line,
    }));
}

/// A page number before a label whose figures stand below it: the figures of the next rows are not put one row further.
#[test]
fn a_number_before_a_label_with_its_figures_below() {
    let below = |label: [&str; 2], line: &str| {
        let figures = line.split_once(' ').map_or("", |(_, f)| f);
        format!("{}\n{}\n{figures}", label[0], label[1])
    };
    never_wrong(&requests(|key, line| match key {
        "denied.third_party" => format!("4\n{}", below(["4.保护第三方合法权", "益"], &line)),
        "denied.internal_affairs" => below(["5.属于三类内部事务", "信息"], &line),
        "denied.deliberative" => below(["6.属于四类过程性信", "息"], &line),
        _ => line,
    }));
}

/// The words of a group may stand close before a label; what they leave is the row only where it bears the row's number.
#[test]
fn words_of_a_group_before_a_label() {
    let read = report(&requests(|key, line| match key {
        "total" => format!("理结果 {line}"),
        _ => line,
    }));
    let (_, form) = table(&read, "requests");
    let at = form.blocks[0].rows.iter().position(|r| r.key == "total");
    let given = sure(&read, "requests", "total", "natural_person");
    assert_eq!(given, at.map(|at| at.to_string()));
    never_wrong(&requests(|key, line| match key {
        "total" => format!("不予公开 总计 91 92 93 94 95 96 97\n{line}"),
        _ => line,
    }));
}

/// Marks in the place of figures are cells of their own, however close they stand.
#[test]
fn marks_for_figures_in_lines() {
    for mark in ["／", "—", "-", "无"] {
        let read = report(&requests(|key, line| match key {
            "granted" => format!("（一）予以公开 7 {mark} {mark} {mark} {mark} {mark} 7\n"),
            "partial" => {
                let label = line.split(' ').next().unwrap_or_default();
                format!("{label}{}\n", format!(" {mark}").repeat(7))
            }
            _ => line,
        }));
        let given = |column: &str| sure(&read, "requests", "granted", column);
        assert_eq!(given("natural_person").as_deref(), Some("7"), "{mark}");
        assert_eq!(given("total").as_deref(), Some("7"), "{mark}");
    }
}

/// The same with a cell on each line.
#[test]
fn marks_for_figures_with_a_cell_a_line() {
    let mut text = HEAD.to_owned();
    for (at, row) in block().rows.iter().enumerate() {
        text.push_str(&format!("{}\n{at}\n—\n—\n—\n—\n—\n{at}\n", row.label));
    }
    let read = report(&text);
    for (at, row) in block().rows.iter().enumerate() {
        let given = sure(&read, "requests", &row.key, "natural_person");
        assert_eq!(given, Some(at.to_string()), "{}", row.key);
    }
}

/// Labels over up to five lines in a column of their own, the words of their groups close before them.
#[test]
fn labels_over_many_lines_beside_their_groups() {
    let mut text = HEAD.to_owned();
    for (at, row) in block().rows.iter().enumerate() {
        let lines: Vec<String> = (row.label.chars().collect::<Vec<_>>())
            .chunks(8)
            .map(|part| part.iter().collect())
            .collect();
        for (nth, part) in lines.iter().enumerate() {
            let group = ["（六）其", "他处理", "  "][(at + nth) % 3];
            let space = " ".repeat(13 - 2 * group.trim().chars().count().min(6));
            let figures = match nth == lines.len() / 2 {
                true => format!("    {at}   1   2   3   4   5   {}", at + 15),
                false => String::new(),
            };
            text.push_str(&format!("{}{space}{part}{figures}\n", group.trim()));
        }
    }
    text.push_str("四、政府信息公开行政复议、行政诉讼情况\n");
    never_wrong(&text);
    let read = report(&text);
    let rows = block().rows.iter();
    let sure = rows.filter(|row| sure(&read, "requests", &row.key, "natural_person").is_some());
    assert!(sure.count() >= block().rows.len() - 2, "{text}");
}
