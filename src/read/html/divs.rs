//! Tables that are set without the elements of tables: boxes of boxes, side by side by the page's style. Known by their
//! shape, since the style stands elsewhere mostly: rows of two and more short pieces, many of which are figures.

use super::inline::is_space;
use super::tree::{Content, Tag, Tree, attribute, visible_length};

/// Characters of a cell.
const CELL: usize = 120;

/// Figures that a table holds at least.
const FIGURES: usize = 4;

/// Makes boxes that are tables into tables.
pub fn promote(tree: &mut Tree<'_>) {
    let mut at = 0;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        if node.is(Tag::Table) {
            at = node.end;
            continue;
        }
        if node.is(Tag::Block)
            && let Some(table) = table(tree, at)
        {
            let end = node.end;
            for (at, tag) in table {
                if let Content::Element(own, _) = &mut tree.nodes[at].content {
                    *own = tag;
                }
            }
            at = end;
            continue;
        }
        at += 1;
    }
}

/// What is counted of a table.
#[derive(Default)]
struct Count {
    rows: usize,
    cells: usize,
    figures: usize,
}

/// The parts that a box is a table of.
fn table(tree: &Tree<'_>, at: usize) -> Option<Vec<(usize, Tag)>> {
    let mut parts = vec![(at, Tag::Table)];
    let mut count = Count::default();
    for child in pieces(tree, at)? {
        if row(tree, child, &mut parts, &mut count).is_none() {
            // A head or a body of rows.
            parts.push((child, Tag::Group));
            let rows = pieces(tree, child).filter(|rows| !rows.is_empty())?;
            for inner in rows {
                row(tree, inner, &mut parts, &mut count)?;
            }
        }
    }
    let enough = count.rows >= 2 && count.figures >= FIGURES && count.figures * 4 >= count.cells;
    enough.then_some(parts)
}

/// Takes a row of cells over.
fn row(tree: &Tree<'_>, at: usize, parts: &mut Vec<(usize, Tag)>, count: &mut Count) -> Option<()> {
    if !matches!(tree.nodes[at].tag(), Some(Tag::Block | Tag::Row)) || tree.nodes[at].linked {
        return None;
    }
    let cells = pieces(tree, at).filter(|cells| cells.len() >= 2)?;
    let mut figures = 0;
    for &cell in &cells {
        figures += usize::from(cell_figure(tree, at, cell)?);
    }
    parts.push((at, Tag::Row));
    parts.extend(cells.iter().map(|&cell| (cell, Tag::Cell)));
    count.rows += 1;
    count.cells += cells.len();
    count.figures += figures;
    Some(())
}

/// Whether a cell holds a figure; nothing where it is no cell.
fn cell_figure(tree: &Tree<'_>, row: usize, cell: usize) -> Option<bool> {
    let node = &tree.nodes[cell];
    let stands_apart = match node.tag()? {
        Tag::Block | Tag::Cell | Tag::Heading => true,
        // Pieces of a line are only a row where something sets them apart: else they are one text.
        Tag::Inline => tree.side_by_side(row) || is_named_cell(tree, cell),
        _ => false,
    };
    if !stands_apart {
        return None;
    }
    let inner = &tree.nodes[cell + 1..node.end];
    let plain = inner.iter().all(|inner| match inner.content {
        Content::Text(_) => !inner.linked,
        Content::Element(tag, _) => matches!(
            tag,
            Tag::Inline | Tag::Break | Tag::Raised | Tag::Block | Tag::Pre
        ),
    });
    let blocks = inner.iter().filter(|inner| inner.is(Tag::Block)).count();
    let length: usize = tree.texts(cell).map(visible_length).sum();
    (plain && blocks <= 2 && length <= CELL).then(|| is_figure(tree, cell))
}

fn is_figure(tree: &Tree<'_>, cell: usize) -> bool {
    let text: String = tree
        .texts(cell)
        .flat_map(str::chars)
        .filter(|&c| !is_space(c))
        .collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'))
}

/// Names that makers of pages give to cells.
fn is_named_cell(tree: &Tree<'_>, cell: usize) -> bool {
    const NAMES: &[&str] = &["td", "th", "cell", "col", "column", "grid"];
    let class = tree.nodes[cell]
        .element()
        .and_then(|element| attribute(element, "class"));
    class.is_some_and(|class| {
        class
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|part| NAMES.iter().any(|name| part.eq_ignore_ascii_case(name)))
    })
}

/// The elements that a box is made of; nothing where text stands beside them.
fn pieces(tree: &Tree<'_>, at: usize) -> Option<Vec<usize>> {
    let mut pieces = Vec::new();
    for child in tree.children(at) {
        match tree.nodes[child].content {
            Content::Text(text) if visible_length(text) == 0 => {}
            Content::Text(_) => return None,
            Content::Element(Tag::Break, _) => {}
            Content::Element(..) => pieces.push(child),
        }
    }
    Some(pieces)
}
