//! Pages of a fixed layout: ruled regions with what is written in them, and the lines around them.

use super::rulings::{Region, regions, segments};
use super::{Block, Flow, Ruled, lines_of};
use crate::error::Note;
use crate::read::{Direction, Glyph, Page, Visibility};

/// A picture over this share of the page makes it a picture page.
const PICTURE_SHARE: f32 = 0.25;
/// A page with more pairs of rules than this is a drawing.
const CROSSINGS: usize = 20_000_000;
/// A region must hold at least this many writing sizes between its outermost rules.
const MARGIN: f32 = 1.0;

pub(super) fn layout(pages: Vec<Page>) -> Flow {
    let mut flow = Flow {
        pages: Some(pages.len() as u32),
        ..Flow::default()
    };
    for page in pages {
        flow.picture_pages += u32::from(is_picture(&page));
        lay_page(page, &mut flow);
    }
    flow
}

fn is_picture(page: &Page) -> bool {
    let covered: f32 = page.images.iter().map(|i| i.width() * i.height()).sum();
    covered >= page.width * page.height * PICTURE_SHARE
}

fn lay_page(page: Page, flow: &mut Flow) {
    let horizontal = segments(&page.rulings, true);
    let vertical = segments(&page.rulings, false);
    let found = if horizontal.len().saturating_mul(vertical.len()) > CROSSINGS {
        let text = format!("{} rules are a drawing, no table", page.rulings.len());
        flow.notes
            .push(Note::new("too-many-rules", text).on_page(page.number));
        Vec::new()
    } else {
        regions(&horizontal, &vertical)
    };
    let mut ruled: Vec<Ruled> = found
        .into_iter()
        .filter(divides)
        .map(|region| Ruled {
            page: page.number,
            rect: region.rect,
            horizontal: region.horizontal,
            vertical: region.vertical,
            glyphs: Vec::new(),
        })
        .collect();
    let mut loose: Vec<Glyph> = Vec::new();
    let (mut slanted, mut set_apart) = (0, 0);
    for glyph in page.glyphs {
        if glyph.direction == Direction::Oblique {
            slanted += 1;
            continue;
        }
        if glyph.visibility == Visibility::Annotation {
            set_apart += 1;
            continue;
        }
        let (x, y) = glyph.rect.center();
        // The smallest region that holds it: regions may stand within one another.
        let home = ruled
            .iter_mut()
            .filter(|r| r.rect.contains(x, y))
            .min_by(|a, b| area(a).total_cmp(&area(b)));
        match home {
            Some(region) => region.glyphs.push(glyph),
            None => loose.push(glyph),
        }
    }
    if slanted > 0 {
        let text = format!("{slanted} slanted characters taken for a watermark");
        flow.notes
            .push(Note::new("watermark", text).on_page(page.number));
    }
    if set_apart > 0 {
        let text = format!("{set_apart} characters of annotations left out");
        flow.notes
            .push(Note::new("annotations", text).on_page(page.number));
    }
    let lines = lines_of(loose.iter())
        .into_iter()
        .filter_map(|line| line.into_line(page.number))
        .map(|line| (line.place.rect().map_or(0.0, |r| r.y0), Block::Line(line)));
    let regions = ruled.into_iter().map(|r| (r.rect.y0, Block::Ruled(r)));
    let mut blocks: Vec<(f32, Block)> = lines.chain(regions).collect();
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
    flow.blocks.extend(blocks.into_iter().map(|(_, b)| b));
    flow.blocks
        .extend(page.images.iter().map(|_| Block::Picture));
}

fn area(region: &Ruled) -> f32 {
    region.rect.width() * region.rect.height()
}

/// Whether the rules divide the region at all: a frame around a page or a text box does not.
fn divides(region: &Region) -> bool {
    let inside = |at: f32, from: f32, to: f32| at > from + MARGIN && at < to - MARGIN;
    let rect = region.rect;
    region
        .horizontal
        .iter()
        .any(|s| inside(s.at, rect.y0, rect.y1))
        || region
            .vertical
            .iter()
            .any(|s| inside(s.at, rect.x0, rect.x1))
}
