//! Areas filled with a tiling pattern. Some writers put a whole drawing into one large tile: its text and rulings are
//! on the page like any others. Small tiles are hatchings and shades, and are left alone.

use super::draw::form_matrix;
use super::geometry::{Matrix, intersection, is_void};
use super::inflate;
use super::interpret::Content;
use super::limits;
use super::state::State;
use crate::location::Rect;
use hayro_syntax::object::{Dict, Name, Rect as PdfRect, Stream};
use hayro_syntax::page::Resources;
use std::ops::RangeInclusive;

/// Tiles narrower or lower than this, in points, are no drawings.
const SMALLEST: f64 = 72.0;

/// Tiles of one area. A drawing is repeated once or twice.
const MOST: usize = 16;

impl<'a> Content<'_, '_, 'a> {
    /// The number under which a pattern is kept.
    pub(super) fn tile(&mut self, name: &Name<'_>) -> Option<u32> {
        let pattern = self.resources.patterns.get::<Stream<'a>>(name)?;
        let tiles = &mut self.sheet.shared.tiles;
        let known = tiles
            .iter()
            .position(|tile| tile.obj_id() == pattern.obj_id());
        let at = known.unwrap_or_else(|| {
            tiles.push(pattern);
            tiles.len() - 1
        });
        u32::try_from(at).ok()
    }

    /// Draws what a tile shows in the box.
    pub(super) fn draw_tiles(&mut self, tile: u32, bounds: &Rect) {
        let Some(pattern) = self.sheet.shared.tiles.get(tile as usize).cloned() else {
            return;
        };
        let clip = intersection(&self.state.clip, bounds);
        if is_void(&clip) || self.sheet.depth >= limits::FORM_DEPTH {
            return;
        }
        self.sheet.depth += 1;
        self.fill_with(&pattern, clip);
        self.sheet.depth -= 1;
    }

    fn fill_with(&mut self, pattern: &Stream<'a>, clip: Rect) -> Option<()> {
        let dict = pattern.dict();
        let matrix = form_matrix(dict).then(&self.base);
        let tile = dict.get::<PdfRect>("BBox")?;
        let (columns, x_step) = run(
            dict,
            "XStep",
            (matrix.a, matrix.e),
            (tile.x0, tile.x1),
            (clip.x0, clip.x1),
        )?;
        let (rows, y_step) = run(
            dict,
            "YStep",
            (matrix.d, matrix.f),
            (tile.y0, tile.y1),
            (clip.y0, clip.y1),
        )?;
        let upright = matrix.b == 0.0 && matrix.c == 0.0;
        if !upright || columns.clone().count() * rows.clone().count() > MOST {
            return None;
        }
        let data = inflate::decoded(pattern, limits::CONTENT_BYTES).ok()?;
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        let resources = own.as_ref().unwrap_or(self.resources);
        for column in columns {
            for row in rows.clone() {
                let budget = &mut self.sheet.shared.budget;
                if !budget.take_operators(limits::FORM_COST) || !budget.take_bytes(data.len()) {
                    return None;
                }
                let shift =
                    Matrix::translation(f64::from(column) * x_step, f64::from(row) * y_step);
                let ctm = shift.then(&matrix);
                let shown = ctm.bounds(tile.x0, tile.y0, tile.x1, tile.y1);
                let state = State::new(ctm, intersection(&clip, &shown));
                // Neighbours that only touch the box show nothing in it.
                if state.clip.width() > 0.0 && state.clip.height() > 0.0 {
                    Content::new(self.sheet, resources, state).run(&data);
                }
            }
        }
        Some(())
    }
}

/// Which repetitions of a tile reach into the clip along one axis, and how far apart they are.
fn run(
    dict: &Dict<'_>,
    key: &str,
    (scale, origin): (f64, f64),
    (low, high): (f64, f64),
    clip: (f32, f32),
) -> Option<(RangeInclusive<i32>, f64)> {
    let step = dict.get::<f64>(key)?.abs();
    let is_large = step * scale.abs() >= SMALLEST;
    if !is_large {
        return None;
    }
    let ends = [f64::from(clip.0), f64::from(clip.1)].map(|at| (at - origin) / scale);
    let (from, to) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    let first = ((from - high) / step).ceil().clamp(-1e6, 1e6) as i32;
    let last = ((to - low) / step).floor().clamp(-1e6, 1e6) as i32;
    (last.checked_sub(first)? <= MOST as i32).then_some((first..=last, step))
}
