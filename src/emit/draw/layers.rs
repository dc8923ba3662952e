//! The layers that show the page, the layout and the grids.

use super::fields::Certainty;
use super::svg::Svg;
use super::{Drawing, Layer};
use crate::layout::Block;
use crate::location::Rect;
use crate::read::{Direction, Glyph, GlyphText, Ruling, Visibility};

/// Room for the legend.
pub(super) const LEGEND_HEIGHT: f32 = 24.0;

/// Colours. Boxes are see-through, so that what is under them can be read and pointed at.
pub(super) const STYLE: &str = "\
rect{fill:none}.page{fill:#fff;stroke:#bbb;stroke-width:.5}text{font-family:sans-serif;white-space:pre}\
.shown{fill:#111}.invisible{fill:#b05ad0}.annotation{fill:#1c66c9}.unknown{stroke:#e3007b;stroke-width:.5}\
.ruling{fill:#00a3b4;stroke:#00a3b4;stroke-width:.3}\
.line{stroke:#c9a86a;stroke-width:.3}.furniture{stroke:#bbb;stroke-width:.3;stroke-dasharray:2 1}\
.region{stroke:#c98a00;stroke-width:.8;stroke-dasharray:4 2}\
.picture{fill:#ddd;fill-opacity:.4;stroke:#999;stroke-width:.5}\
.cell{fill:#4a7bd0;fill-opacity:.06;stroke:#4a7bd0;stroke-width:.4}\
.sure{fill:#2ca24c;fill-opacity:.25;stroke:#2ca24c;stroke-width:.5}\
.fair{fill:#f0a000;fill-opacity:.3;stroke:#f0a000;stroke-width:.5}\
.doubtful{fill:#d62728;fill-opacity:.35;stroke:#d62728;stroke-width:.7}.key{fill:#333}";

/// The colours of a part of a page that is drawn for itself.
pub(super) const PLAIN: &str = "\
rect{fill:none}.page{fill:#fff}text{font-family:SimSun,'Songti SC',FangSong,serif;white-space:pre}\
.shown,.invisible,.annotation{fill:#000}.unknown{stroke:#999;stroke-width:.5}.ruling{fill:#000}\
.frame{fill:none;stroke:#c22;stroke-width:1.2}";

/// Share of a glyph's box above its base line.
const ASCENT: f32 = 0.8;
/// The size of a glyph whose font says none.
const SIZE: f32 = 8.0;

pub(super) fn glyphs<'a>(svg: &mut Svg, glyphs: impl IntoIterator<Item = &'a Glyph>) {
    for glyph in glyphs {
        let class = match glyph.visibility {
            Visibility::Shown => "shown",
            Visibility::Invisible => "invisible",
            Visibility::Annotation => "annotation",
        };
        let mut letter = [0; 4];
        let text = match &glyph.text {
            GlyphText::Unknown => {
                svg.rect("unknown", &glyph.rect, &[], &[]);
                continue;
            }
            GlyphText::Char(c) => &*c.encode_utf8(&mut letter),
            GlyphText::Many(text) => text,
        };
        // Blanks draw nothing, and there are many.
        if !text.trim().is_empty() {
            write_glyph(svg, class, glyph, text);
        }
    }
}

fn write_glyph(svg: &mut Svg, class: &str, glyph: &Glyph, text: &str) {
    let rect = &glyph.rect;
    let size = if glyph.size.is_finite() && glyph.size > 0.0 {
        glyph.size
    } else {
        SIZE
    };
    let (x, y, length, degrees) = match glyph.direction {
        Direction::Right | Direction::Down | Direction::Oblique => {
            (rect.x0, rect.y0 + rect.height() * ASCENT, rect.width(), 0)
        }
        Direction::TurnedDown => (rect.x1 - rect.width() * ASCENT, rect.y0, rect.height(), 90),
        Direction::TurnedUp => (rect.x0 + rect.width() * ASCENT, rect.y1, rect.height(), -90),
        Direction::Left => (rect.x1, rect.y1 - rect.height() * ASCENT, rect.width(), 180),
    };
    let turn = format!("rotate({degrees} {x:.2} {y:.2})");
    let attributes = [("transform", turn.as_str())];
    let turned = if degrees == 0 { &[][..] } else { &attributes };
    let fit = (length > 0.0).then_some(length);
    svg.label(class, (x, y), size, fit, turned, text);
}

pub(super) fn rulings<'a>(svg: &mut Svg, rulings: impl IntoIterator<Item = &'a Ruling>) {
    for ruling in rulings {
        svg.rect("ruling", &ruling.rect, &[], &[]);
    }
}

pub(super) fn layout(svg: &mut Svg, drawing: &Drawing<'_>) {
    let number = drawing.page.number;
    for picture in &drawing.page.images {
        svg.rect("picture", picture, &[], &[]);
    }
    for block in &drawing.traced.blocks {
        match block {
            Block::Line(line) if line.place.page() == Some(number) => {
                let class = if line.furniture { "furniture" } else { "line" };
                if let Some(rect) = line.place.rect() {
                    svg.rect(class, &rect, &[], std::slice::from_ref(&line.text));
                }
            }
            Block::Ruled(region) if region.page == number => {
                svg.rect("region", &region.rect, &[], &[]);
            }
            _ => {}
        }
    }
}

/// Cells of every grid on the page: grid, row and column, from 1, and what is printed, as tooltip.
pub(super) fn cells(svg: &mut Svg, drawing: &Drawing<'_>) {
    let grids = drawing
        .traced
        .grids
        .iter()
        .flat_map(|section| &section.grids);
    for (grid, index) in grids.zip(1..) {
        for cell in &grid.cells {
            let on_page = cell.place.page() == Some(drawing.page.number);
            let Some(rect) = cell.place.rect().filter(|_| on_page) else {
                continue;
            };
            let (row, column) = (cell.row + 1, cell.column + 1);
            let mut title = drawing.lang.pick("表格", "grid ").to_owned();
            title += &format!(
                "{index} · {} R{row}C{column} · {}×{}",
                grid.method.as_str(),
                cell.row_span,
                cell.column_span
            );
            svg.rect(
                "cell",
                &rect,
                &[
                    ("data-grid", &index.to_string()),
                    ("data-row", &row.to_string()),
                    ("data-column", &column.to_string()),
                ],
                &[title, cell.text.clone()],
            );
        }
    }
}

/// A sample of each colour with its meaning, in one line below the page.
pub(super) fn legend(svg: &mut Svg, drawing: &Drawing<'_>) {
    let (shown, layers) = (drawing.shown(), drawing.layers);
    let mut entries: Vec<(&str, &str)> = Vec::new();
    for layer in Layer::ALL.into_iter().filter(|l| layers.contains(l)) {
        entries.extend(
            samples(layer)
                .iter()
                .map(|(class, zh, en)| (*class, drawing.lang.pick(zh, en))),
        );
    }
    let step = (shown.width() - 8.0) / entries.len().max(1) as f32;
    let size = (step / 9.0).clamp(3.0, 9.0);
    let top = shown.y1 + LEGEND_HEIGHT / 2.0 - size / 2.0;
    for (place, (class, text)) in entries.into_iter().enumerate() {
        let x = shown.x0 + 4.0 + step * place as f32;
        if matches!(class, "shown" | "invisible" | "annotation") {
            svg.label(class, (x, top + size * ASCENT), size, None, &[], "文");
        } else {
            svg.rect(class, &Rect::new(x, top, x + size, top + size), &[], &[]);
        }
        svg.label(
            "key",
            (x + size * 1.3, top + size * ASCENT),
            size,
            None,
            &[],
            text,
        );
    }
}

/// Class, Chinese and English of the samples of a layer.
fn samples(layer: Layer) -> &'static [(&'static str, &'static str, &'static str)] {
    match layer {
        Layer::Layout => &[("line", "行", "line"), ("region", "区域", "region")],
        Layer::Cells => &[("cell", "单元格", "cell")],
        Layer::Fields => Certainty::LEGEND,
        Layer::Rulings => &[("ruling", "表线", "ruling")],
        Layer::Glyphs => &[
            ("shown", "文字", "text"),
            ("invisible", "不可见", "invisible"),
            ("annotation", "批注", "annotation"),
            ("unknown", "未知字符", "unknown"),
        ],
        Layer::Legend => &[],
    }
}
