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
    /// Language of the legend and the tooltips.
    pub lang: Lang,
}

/// The page as an SVG document; lengths are PDF points.
pub fn draw(drawing: &Drawing<'_>) -> String {
    let Drawing { page, layers, .. } = drawing;
    let legend = if layers.contains(&Layer::Legend) {
        layers::LEGEND_HEIGHT
    } else {
        0.0
    };
    let mut svg = svg::Svg::new(page.width, page.height, legend, layers::STYLE);
    for layer in Layer::ALL.into_iter().filter(|l| layers.contains(l)) {
        svg.open("g", &[("id", layer.as_str()), ("class", layer.as_str())]);
        match layer {
            Layer::Layout => layers::layout(&mut svg, drawing),
            Layer::Cells => layers::cells(&mut svg, drawing),
            Layer::Fields => fields::fields(&mut svg, drawing),
            Layer::Rulings => layers::rulings(&mut svg, page),
            Layer::Glyphs => layers::glyphs(&mut svg, drawing.glyphs),
            Layer::Legend => layers::legend(&mut svg, drawing),
        }
        svg.close("g");
    }
    svg.finish()
}
