//! Page numbers and running heads: printed on the page, no part of the report's text.

use std::collections::BTreeMap;

use super::{Block, Flow, Line};
use crate::fold::fold;

/// A line that stands first or last on this many pages, digits aside, is a running head.
const REPEATS: usize = 3;

pub(super) fn mark(flow: &mut Flow) {
    let outermost = outermost_lines(flow);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for index in &outermost {
        if let Block::Line(line) = &flow.blocks[*index] {
            *seen.entry(without_digits(&line.text)).or_default() += 1;
        }
    }
    for (index, block) in flow.blocks.iter_mut().enumerate() {
        let Block::Line(line) = block else { continue };
        let edge = outermost.binary_search(&index).is_ok();
        let repeated = edge
            && seen
                .get(&without_digits(&line.text))
                .is_some_and(|n| *n >= REPEATS);
        line.furniture = repeated && !line.text.is_empty() || is_page_number(line, edge);
    }
}

/// Indices of the first and the last line of each page, sorted.
fn outermost_lines(flow: &Flow) -> Vec<usize> {
    let mut found = Vec::new();
    let mut page = None;
    let mut last = None;
    for (index, block) in flow.blocks.iter().enumerate() {
        let Block::Line(line) = block else { continue };
        if line.place.page().is_none() {
            continue;
        }
        if line.place.page() != page {
            page = line.place.page();
            found.extend(last);
            found.push(index);
        }
        last = Some(index);
    }
    found.extend(last);
    found.sort_unstable();
    found.dedup();
    found
}

fn without_digits(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// `- 3 -`, `— 3 —`, `第3页`, `第 3 页 共 8 页`, `3/8`: a number with a frame around it. A bare number is one only where
/// it is the first or last line of a page: elsewhere it may be a cell.
fn is_page_number(line: &Line, edge: bool) -> bool {
    if line.words.len() > 6 {
        return false;
    }
    let text = fold(&line.text);
    let text = text.trim_matches('\u{c}');
    let framed = |open: &str, close: &str| {
        text.strip_prefix(open)
            .and_then(|t| t.strip_suffix(close))
            .is_some_and(|t| !t.is_empty() && t.len() <= 4 && t.bytes().all(|b| b.is_ascii_digit()))
    };
    let of_pages = text
        .strip_prefix('第')
        .and_then(|t| t.split_once('页'))
        .is_some_and(|(number, rest)| {
            number.bytes().all(|b| b.is_ascii_digit())
                && !number.is_empty()
                && rest
                    .chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, '共' | '页' | '/' | ',' | '(' | ')'))
        });
    framed("-", "-")
        || framed("--", "--")
        || of_pages
        || edge && !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())
}
