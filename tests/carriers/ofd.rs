//! OFD: what is drawn, and the table that comes of it.

use gouji::error::Status;
use gouji::grid::{draw, grids};
use gouji::layout::{Block, layout};
use gouji::read::{Body, Document, GlyphText, Kind, Page};

use crate::support::{document, error, notes};

fn page(document: &Document) -> &Page {
    match &document.body {
        Body::Pages(pages) => &pages[0],
        other => panic!("{other:?}"),
    }
}

/// Rows of the grid with the most cells.
fn table(document: Document) -> Vec<Vec<String>> {
    let flow = layout(document);
    let grids = grids(&flow.blocks);
    let grid = grids.iter().max_by_key(|grid| grid.cells.len()).unwrap();
    assert!(!draw(grid).is_empty());
    let row = |row| grid.cells.iter().filter(move |cell| cell.row == row);
    (0..grid.rows)
        .map(|at| row(at).map(|cell| cell.text.clone()).collect())
        .collect()
}

const ROWS: [[&str; 3]; 3] = [
    ["项目", "计划", "完成"],
    ["巡查", "12", "11"],
    ["维修", "3", "0"],
];

#[test]
fn lines_with_steps_and_a_template() {
    let document = document("lines.ofd");
    assert_eq!(document.kind, Kind::Ofd);
    assert_eq!(document.meta.title.as_deref(), Some("站点年报"));
    let page = page(&document);
    assert_eq!((page.width.round(), page.height.round()), (595.0, 842.0));
    assert_eq!((page.rulings.len(), page.images.len()), (8, 1));
    // The title on the template comes first, its first character 20 mm below the top.
    assert_eq!(page.glyphs[0].text, GlyphText::Char('站'));
    assert!((page.glyphs[0].rect.x0 - 85.04).abs() < 0.1);
    assert!((page.glyphs[1].rect.x0 - page.glyphs[0].rect.x0 - 17.0).abs() < 0.1);
    // Drawn twice to look bold, read once.
    let ones = page
        .glyphs
        .iter()
        .filter(|g| g.text == GlyphText::Char('合'));
    assert_eq!(ones.count(), 1);
    assert_eq!(notes(&document), ["unseen-text", "unseen-text"]);
    assert_eq!(table(document), ROWS);
}

#[test]
fn characters_under_a_matrix_and_boxes_for_rules() {
    let document = document("boxes.ofd");
    let page = page(&document);
    assert_eq!((page.width.round(), page.height.round()), (567.0, 794.0));
    assert!((page.glyphs[0].size - 12.0).abs() < 0.01);
    assert_eq!(page.rulings.len(), 8);
    assert_eq!(table(document), ROWS);
}

#[test]
fn lines_of_the_template_are_lines_of_text() {
    let flow = layout(document("lines.ofd"));
    let lines: Vec<&str> = flow
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => Some(line.text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(lines, ["站点年度报告", "合计12"]);
}

#[test]
fn a_package_without_a_document_is_damaged() {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.resize(26, 0);
    bytes.extend([7, 0, 0, 0]);
    bytes.extend(b"OFD.xml");
    error(&bytes, Status::Damaged);
}
