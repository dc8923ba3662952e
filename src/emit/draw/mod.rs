//! One page as SVG: what is written and ruled on it, what the stages made of that, and the bound values. For people
//! who want to see what was read.
//!
//! Every layer is a group with an `id` and a `class`, drawn only where it is asked for. All text comes from
//! strangers: nothing is written but through `svg`.

mod fields;
mod layers;
mod svg;

use crate::audit::Traced;
use crate::error::Lang;
use crate::forms::Forms;
use crate::location::Rect;
use crate::read::{Glyph, Page};

/// A layer of the drawing, from the bottom up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Lines of text, ruled regions and pictures as the layout sees them.
    Layout,
    /// The cells of the grids.
    Cells,
    /// The boxes of the bound values.
    Fields,
    /// Rulings.
    Rulings,
    /// Characters.
    Glyphs,
    /// What the colours mean, below the page.
    Legend,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Layout,
        Self::Cells,
        Self::Fields,
        Self::Rulings,
        Self::Glyphs,
        Self::Legend,
    ];

    /// Its `id` and `class` in the drawing.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::Cells => "cells",
            Self::Fields => "fields",
            Self::Rulings => "rulings",
            Self::Glyphs => "glyphs",
            Self::Legend => "legend",
        }
    }
}

/// What to draw, and how.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'a> {
    /// The file, read.
    pub traced: &'a Traced,
    /// The forms it was bound to.
    pub forms: &'a Forms,
    /// The page.
    pub page: &'a Page,
    /// Its characters: those of the page, or another reader's.
    pub glyphs: &'a [Glyph],
    /// The layers to draw.
    pub layers: &'a [Layer],
    /// The part of the page to show; nothing for all of it.
    pub part: Option<Rect>,
    /// Language of the legend and the tooltips.
    pub lang: Lang,
}

impl Drawing<'_> {
    fn shown(&self) -> Rect {
        let whole = Rect::new(0.0, 0.0, self.page.width, self.page.height);
        self.part.unwrap_or(whole)
    }
}

/// The page as an SVG document; lengths are PDF points.
pub fn draw(drawing: &Drawing<'_>) -> String {
    let Drawing { page, layers, .. } = drawing;
    let legend = if layers.contains(&Layer::Legend) {
        layers::LEGEND_HEIGHT
    } else {
        0.0
    };
    let shown = drawing.shown();
    let mut svg = svg::Svg::new(&shown, legend, layers::STYLE);
    for layer in Layer::ALL.into_iter().filter(|l| layers.contains(l)) {
        svg.open("g", &[("id", layer.as_str()), ("class", layer.as_str())]);
        match layer {
            Layer::Layout => layers::layout(&mut svg, drawing),
            Layer::Cells => layers::cells(&mut svg, drawing),
            Layer::Fields => fields::fields(&mut svg, drawing),
            Layer::Rulings => layers::rulings(&mut svg, &page.rulings),
            Layer::Glyphs => layers::glyphs(&mut svg, drawing.glyphs),
            Layer::Legend => layers::legend(&mut svg, drawing),
        }
        svg.close("g");
    }
    svg.finish()
}

/// Part of a page in black on white: the characters and rulings that were read in it, and nothing about them but, where
/// one is asked for, a frame.
pub fn plain(page: &Page, part: &Rect, frame: Option<&Rect>) -> String {
    let meets = |r: &Rect| r.x1 >= part.x0 && r.x0 <= part.x1 && r.y1 >= part.y0 && r.y0 <= part.y1;
    let mut svg = svg::Svg::new(part, 0.0, layers::PLAIN);
    let rulings = page.rulings.iter().filter(|ruling| meets(&ruling.rect));
    layers::rulings(&mut svg, rulings);
    let glyphs = page.glyphs.iter().filter(|glyph| meets(&glyph.rect));
    layers::glyphs(&mut svg, glyphs);
    if let Some(frame) = frame {
        svg.rect("frame", frame, &[], &[]);
    }
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Audited;
    use crate::bind::SectionGrids;
    use crate::error::{Bilingual, ReadError, Status};
    use crate::grid::{Cell, Grid};
    use crate::layout::{Block, Line};
    use crate::location::{Place, Rect};
    use crate::read::{Direction, GlyphText, Ruling, Visibility};

    const HOSTILE: &str = "</title><script>\"'&\u{1}\u{202e}]]>\u{ffff}";

    fn glyph(text: GlyphText, visibility: Visibility, direction: Direction) -> Glyph {
        Glyph {
            text,
            rect: Rect::new(1.0, 2.0, 9.0, 12.0),
            size: f32::NAN,
            direction,
            visibility,
            run: 0,
        }
    }

    fn traced() -> Traced {
        let place = Place::Page {
            page: 1,
            rect: Rect::new(0.0, f32::INFINITY, 5.0, f32::NAN),
        };
        let cell = Cell {
            row: 2,
            column: 3,
            text: HOSTILE.into(),
            place,
            ..Cell::default()
        };
        Traced {
            pages: Vec::new(),
            blocks: vec![Block::Line(Line {
                text: HOSTILE.into(),
                place,
                ..Line::default()
            })],
            grids: vec![SectionGrids {
                section: 1,
                grids: vec![Grid {
                    cells: vec![cell],
                    ..Grid::default()
                }],
            }],
            audited: Audited::failed(ReadError {
                status: Status::Ok,
                reason: Bilingual::new("", ""),
                advice: Bilingual::new("", ""),
            }),
        }
    }

    fn drawn(layers: &[Layer]) -> String {
        let mut glyphs = Vec::new();
        for direction in [
            Direction::Right,
            Direction::Down,
            Direction::TurnedDown,
            Direction::TurnedUp,
            Direction::Left,
            Direction::Oblique,
        ] {
            for visibility in [
                Visibility::Shown,
                Visibility::Invisible,
                Visibility::Annotation,
            ] {
                for text in [
                    GlyphText::Char('<'),
                    GlyphText::Many(HOSTILE.into()),
                    GlyphText::Unknown,
                ] {
                    glyphs.push(glyph(text, visibility, direction));
                }
            }
        }
        let page = Page {
            number: 1,
            width: f32::NAN,
            height: 842.0,
            rulings: vec![Ruling {
                rect: Rect::new(0.0, 1.0, 50.0, 1.5),
                horizontal: true,
            }],
            ..Page::default()
        };
        draw(&Drawing {
            traced: &traced(),
            forms: Forms::embedded(),
            page: &page,
            glyphs: &glyphs,
            layers,
            part: None,
            lang: Lang::En,
        })
    }

    #[test]
    fn hostile_text_and_lengths_stay_text_and_lengths() {
        let svg = drawn(&Layer::ALL);
        let document = roxmltree::Document::parse(&svg).unwrap();
        let names: std::collections::BTreeSet<&str> = document
            .descendants()
            .filter(roxmltree::Node::is_element)
            .map(|node| node.tag_name().name())
            .collect();
        let known = ["g", "rect", "style", "svg", "text", "title"];
        assert_eq!(names.into_iter().collect::<Vec<_>>(), known);
        let shown = "</title><script>\"'&\u{fffd}\u{fffd}]]>\u{fffd}";
        let title = document
            .descendants()
            .find(|n| n.attribute("class") == Some("cell"));
        let title = title
            .unwrap()
            .first_element_child()
            .unwrap()
            .text()
            .unwrap();
        assert_eq!(title, format!("grid 1 · native R3C4 · 0×0\n{shown}"));
        assert!(!svg.contains("NaN") && !svg.contains("inf\""));
    }

    #[test]
    fn glyphs_are_told_apart_by_class() {
        let svg = drawn(&[Layer::Glyphs]);
        for class in ["shown", "invisible", "annotation", "unknown"] {
            assert!(svg.contains(&format!("class=\"{class}\"")), "{class}");
        }
        assert!(!svg.contains("id=\"cells\""));
    }
}
