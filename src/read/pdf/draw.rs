//! Painting paths, pictures and forms.

use super::color::Paint;
use super::cover::Kind;
use super::geometry::{Matrix, intersection, is_void};
use super::inflate::{self, Failure};
use super::interpret::Content;
use super::limits::{self, Limit};
use super::path::THICKEST;
use super::state::State;
use hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect, Stream};
use hayro_syntax::page::Resources;

impl<'a> Content<'_, '_, 'a> {
    /// Strokes the path, after filling it by the rule given: true for even-odd.
    pub(super) fn paint_path(&mut self, close: bool, fill: Option<bool>) {
        if close {
            self.path.close();
        }
        if let Some(even_odd) = fill {
            self.fill_path(even_odd);
        }
        self.stroke_path();
        self.end_path();
    }

    pub(super) fn fill_path(&mut self, even_odd: bool) {
        let fill = self.state.fill;
        if self.path.is_empty() || fill.clear || self.marks.hidden() {
            return;
        }
        let clip = self.state.clip;
        let hides = fill.hides() && !self.state.blended && self.state.clip_is_box;
        let sheet = &mut *self.sheet;
        if hides && let Some(bounds) = self.path.only_box() {
            sheet.push_cover(bounds, Kind::Box, &clip);
        }
        self.path.filled(even_odd, |part| {
            sheet.push_box(part.bounds, part.straight, fill.paint, &clip);
        });
        if let Some(tile) = fill.tile
            && let Some(bounds) = self.path.bounds()
        {
            self.draw_tiles(tile, &bounds);
        }
    }

    fn stroke_path(&mut self) {
        let stroke = self.state.stroke;
        if self.path.is_empty() || !stroke.shows() || self.marks.hidden() {
            return;
        }
        let thickness = (self.state.line_width * self.state.ctm.scale()) as f32;
        let clip = self.state.clip;
        let sheet = &mut *self.sheet;
        self.path.stroked(thickness, |rect, horizontal| {
            if thickness <= THICKEST {
                sheet.push_ruling(rect, horizontal, &clip);
            } else {
                sheet.push_backdrop(rect, Paint::Ink, &clip);
            }
        });
    }

    pub(super) fn draw_shading(&mut self) {
        if !self.marks.hidden() {
            let clip = self.state.clip;
            self.sheet.push_backdrop(clip, Paint::Ink, &clip);
        }
    }

    /// A picture fills the unit square of user space.
    pub(super) fn draw_image(&mut self) {
        if self.marks.hidden() || self.state.fill.clear {
            return;
        }
        let bounds = self.state.ctm.bounds(0.0, 0.0, 1.0, 1.0);
        self.sheet.push_image(bounds, &self.state.clip);
    }

    pub(super) fn draw_object(&mut self, name: &Name<'_>) {
        let objects = &self.resources.x_objects;
        let Some(object) = objects.get::<Stream<'a>>(name) else {
            return;
        };
        let dict = object.dict();
        if self.marks.hidden() || self.sheet.shared.layers.hides(dict, b"OC") {
            return;
        }
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.draw_picture(dict),
            Some(b"Form") => self.draw_form(&object),
            // A form without its subtype is a form when it has a box.
            None if dict.contains_key("BBox") => self.draw_form(&object),
            _ => {}
        }
    }

    fn draw_picture(&mut self, dict: &Dict<'_>) {
        self.cover_with_picture(dict);
        let side = |key: &str| dict.get::<u32>(key).unwrap_or(u32::MAX);
        let bounds = self.state.ctm.bounds(0.0, 0.0, 1.0, 1.0);
        // A picture of a dot or two, stretched, is a coloured box.
        if side("Width").max(side("Height")) <= 2 && bounds.width().min(bounds.height()) > THICKEST
        {
            let clip = self.state.clip;
            self.sheet.push_backdrop(bounds, Paint::Ink, &clip);
            return;
        }
        self.draw_image();
    }

    /// A picture without a mask hides what is below it.
    fn cover_with_picture(&mut self, dict: &Dict<'_>) {
        let State { ctm, clip, .. } = self.state;
        let plain = self.state.clip_is_box && !self.state.blended;
        let has_holes = ["SMask", "Mask", "SMaskInData"]
            .iter()
            .any(|key| dict.contains_key(*key))
            || dict.get::<bool>("ImageMask") == Some(true);
        let fill = self.state.fill;
        if ctm.is_upright() && !has_holes && !fill.clear && !fill.glassy && plain {
            let bounds = ctm.bounds(0.0, 0.0, 1.0, 1.0);
            let page = &self.sheet.page;
            let scan = bounds.width() >= 0.8 * page.width
                || bounds.width() * bounds.height() >= 0.25 * page.width * page.height;
            let kind = if scan { Kind::Scan } else { Kind::Box };
            self.sheet.push_cover(bounds, kind, &clip);
        }
    }

    fn draw_form(&mut self, form: &Stream<'a>) {
        if self.sheet.depth >= limits::FORM_DEPTH {
            self.sheet.shared.budget.meet(Limit::FormDepth);
            return;
        }
        let inherited = self.resources;
        let state = self.state;
        self.sheet.depth += 1;
        run_form(self.sheet, form, inherited, state);
        self.sheet.depth -= 1;
    }
}

/// Runs a form in a state whose matrix leads from the form's surroundings to the page.
pub(super) fn run_form<'a>(
    sheet: &mut super::sheet::Sheet<'_, 'a>,
    form: &Stream<'a>,
    inherited: &Resources<'a>,
    mut state: State,
) {
    if !sheet.shared.budget.take_operators(limits::FORM_COST) {
        return;
    }
    let dict = form.dict();
    state.ctm = form_matrix(dict).then(&state.ctm);
    if let Some(b) = dict.get::<PdfRect>("BBox") {
        let bounds = state.ctm.bounds(b.x0, b.y0, b.x1, b.y1);
        state.clip = intersection(&state.clip, &bounds);
        state.clip_is_box &= state.ctm.is_upright();
    }
    if is_void(&state.clip) {
        return;
    }
    let budget = &mut sheet.shared.budget;
    let data = match inflate::decoded(form, limits::CONTENT_BYTES) {
        Ok(data) => data,
        Err(Failure::TooLarge) => return budget.meet(Limit::ContentBytes),
        Err(Failure::Broken) => return,
    };
    if !budget.take_bytes(data.len()) {
        return;
    }
    let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
    let resources = own.as_ref().unwrap_or(inherited);
    Content::new(sheet, resources, state).run(&data);
}

/// The `Matrix` of a form.
pub(super) fn form_matrix(dict: &Dict<'_>) -> Matrix {
    let numbers = dict.get::<Array<'_>>("Matrix").map(|array| {
        let mut numbers = array.iter::<f64>();
        let mut m = [0.0; 6];
        for value in &mut m {
            *value = numbers.next()?;
        }
        Some(Matrix::new(m))
    });
    numbers.flatten().unwrap_or(Matrix::IDENTITY)
}
