//! The operators of a content stream. Text is in [`super::text`], painting in [`super::draw`].

use super::color::{Paint, Space};
use super::font::FontId;
use super::geometry::{Matrix, intersection};
use super::limits::{self, Limit};
use super::marked::{Mark, Marks, fill_unknown};
use super::path::Path;
use super::sheet::Sheet;
use super::state::{Ink, State};
use super::strings::text_string;
use crate::location::Rect;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{
    Array, Dict, Name, Number, Object, ObjectIdentifier, String as PdfString,
};
use hayro_syntax::page::Resources;
use rustc_hash::FxHashMap;

/// One content stream being run: a page, a form, or the appearance of an annotation.
pub(super) struct Content<'r, 'd, 'a> {
    pub(super) sheet: &'r mut Sheet<'d, 'a>,
    pub(super) resources: &'r Resources<'a>,
    pub(super) state: State,
    /// The matrix the stream began with: patterns are laid out in it.
    pub(super) base: Matrix,
    pub(super) path: Path,
    /// Text matrix and text line matrix.
    pub(super) text_matrix: Matrix,
    pub(super) line_matrix: Matrix,
    pub(super) marks: Marks,
    /// The box around text that is to clip what comes after it.
    pub(super) text_clip: Option<Rect>,
    saved: Vec<State>,
    /// `W` was said, and the next painting operator carries it out.
    clip_pending: bool,
    fonts: FxHashMap<Vec<u8>, Option<FontId>>,
    graphics_states: FxHashMap<Vec<u8>, ExtState>,
    /// Whether the layer of a name is off.
    hidden_layers: FxHashMap<Vec<u8>, bool>,
    color_spaces: FxHashMap<Vec<u8>, Space>,
}

/// What is used of an extended graphics state.
#[derive(Clone, Copy, Default)]
struct ExtState {
    line_width: Option<f64>,
    font: Option<(FontId, f64)>,
    fill_alpha: Option<f64>,
    stroke_alpha: Option<f64>,
    /// Whether colours are blended with what is below or masked, where it says so.
    blended: Option<bool>,
}

impl<'r, 'd, 'a> Content<'r, 'd, 'a> {
    pub fn new(sheet: &'r mut Sheet<'d, 'a>, resources: &'r Resources<'a>, state: State) -> Self {
        Self {
            sheet,
            resources,
            base: state.ctm,
            state,
            path: Path::default(),
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            marks: Marks::default(),
            text_clip: None,
            saved: Vec::new(),
            clip_pending: false,
            fonts: FxHashMap::default(),
            graphics_states: FxHashMap::default(),
            hidden_layers: FxHashMap::default(),
            color_spaces: FxHashMap::default(),
        }
    }

    /// Runs the stream to its end, or until the budget of the file is spent.
    pub fn run(mut self, data: &[u8]) {
        let mut operators = TypedIter::new(data);
        while let Some(op) = operators.next() {
            if !self.sheet.shared.budget.take_operators(1) {
                return;
            }
            self.step(op);
            if self.path.len() > limits::PATH_POINTS {
                self.sheet.shared.budget.end(Limit::PathPoints);
            }
        }
    }

    fn step(&mut self, op: Op<'_, '_>) {
        match op {
            Op::ShowText(op) => self.show(op.0),
            Op::ShowTexts(op) => self.show_array(op.0),
            Op::NextLineAndShowText(op) => {
                self.next_line();
                self.show(op.0);
            }
            Op::ShowTextWithParameters(op) => {
                self.state.text.word_space = op.0.as_f64();
                self.state.text.char_space = op.1.as_f64();
                self.next_line();
                self.show(op.2);
            }
            Op::SetTextMatrix(m) => {
                self.line_matrix = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                self.text_matrix = self.line_matrix;
            }
            Op::NextLine(op) => self.move_line(op.0.as_f64(), op.1.as_f64()),
            Op::NextLineAndSetLeading(op) => {
                self.state.text.leading = -op.1.as_f64();
                self.move_line(op.0.as_f64(), op.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(),
            Op::BeginText(_) => {
                self.line_matrix = Matrix::IDENTITY;
                self.text_matrix = Matrix::IDENTITY;
            }
            Op::EndText(_) => self.end_text(),
            Op::TextFont(op) => {
                self.state.text.font = self.font(op.0);
                self.state.text.size = op.1.as_f64();
            }
            Op::CharacterSpacing(op) => self.state.text.char_space = op.0.as_f64(),
            Op::WordSpacing(op) => self.state.text.word_space = op.0.as_f64(),
            Op::HorizontalScaling(op) => self.state.text.h_scale = op.0.as_f64() / 100.0,
            Op::TextLeading(op) => self.state.text.leading = op.0.as_f64(),
            Op::TextRise(op) => self.state.text.rise = op.0.as_f64(),
            Op::TextRenderingMode(op) => self.state.text.mode = op.0.as_i64(),
            other => self.step_graphics(other),
        }
    }

    fn step_graphics(&mut self, op: Op<'_, '_>) {
        match op {
            Op::SaveState(_) => {
                if self.saved.len() < limits::STATE_DEPTH {
                    self.saved.push(self.state);
                } else {
                    self.sheet.shared.budget.meet(Limit::StateDepth);
                }
            }
            Op::RestoreState(_) => {
                if let Some(saved) = self.saved.pop() {
                    self.state = saved;
                }
            }
            Op::Transform(m) => {
                let m = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                self.state.ctm = m.then(&self.state.ctm);
            }
            Op::LineWidth(op) => self.state.line_width = op.0.as_f64().abs(),
            Op::SetGraphicsState(op) => self.set_graphics_state(op.0),
            Op::XObject(op) => self.draw_object(op.0),
            Op::InlineImage(_) => self.draw_image(),
            Op::Shading(_) => self.draw_shading(),
            Op::BeginMarkedContent(_) => self.begin_mark(Mark::Plain),
            Op::BeginMarkedContentWithProperties(op) => {
                let mark = self.mark(op.0, op.1);
                self.begin_mark(mark);
            }
            Op::EndMarkedContent(_) => {
                if let Some(Mark::Actual(text, start)) = self.marks.pop() {
                    fill_unknown(&mut self.sheet.page.glyphs, start, &text);
                    self.sheet.covers.shorten(self.sheet.page.glyphs.len());
                }
            }
            other => self.step_path(other),
        }
    }

    fn step_path(&mut self, op: Op<'_, '_>) {
        let ctm = self.state.ctm;
        let at = |x: Number, y: Number| (x.as_f64(), y.as_f64());
        match op {
            Op::MoveTo(op) => {
                let (x, y) = at(op.0, op.1);
                self.path.move_to(x, y, &ctm);
            }
            Op::LineTo(op) => {
                let (x, y) = at(op.0, op.1);
                self.path.line_to(x, y, &ctm);
            }
            Op::CubicTo(op) => {
                let (x, y) = at(op.4, op.5);
                self.path.curve_to(x, y, &ctm);
            }
            Op::CubicStartTo(op) => {
                let (x, y) = at(op.2, op.3);
                self.path.curve_to(x, y, &ctm);
            }
            Op::CubicEndTo(op) => {
                let (x, y) = at(op.2, op.3);
                self.path.curve_to(x, y, &ctm);
            }
            Op::RectPath(op) => {
                let ((x, y), (width, height)) = (at(op.0, op.1), at(op.2, op.3));
                self.path.rectangle(x, y, width, height, &ctm);
            }
            Op::ClosePath(_) => self.path.close(),
            Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.clip_pending = true,
            Op::EndPath(_) => self.end_path(),
            Op::StrokePath(_) => self.paint_path(false, None),
            Op::CloseAndStrokePath(_) => self.paint_path(true, None),
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) => {
                self.fill_path(false);
                self.end_path();
            }
            Op::FillPathEvenOdd(_) => {
                self.fill_path(true);
                self.end_path();
            }
            Op::FillAndStrokeNonZero(_) => self.paint_path(false, Some(false)),
            Op::FillAndStrokeEvenOdd(_) => self.paint_path(false, Some(true)),
            Op::CloseFillAndStrokeNonZero(_) => self.paint_path(true, Some(false)),
            Op::CloseFillAndStrokeEvenOdd(_) => self.paint_path(true, Some(true)),
            other => self.step_color(&other),
        }
    }

    fn step_color(&mut self, op: &Op<'_, '_>) {
        let space = match op {
            Op::ColorSpaceNonStroke(op) => self.color_space(op.0),
            Op::ColorSpaceStroke(op) => self.color_space(op.0),
            _ => Space::Other,
        };
        let (fill, stroke) = (&mut self.state.fill, &mut self.state.stroke);
        match op {
            Op::NonStrokeColorDeviceGray(c) => set(fill, Space::Additive, &[c.0]),
            Op::StrokeColorDeviceGray(c) => set(stroke, Space::Additive, &[c.0]),
            Op::NonStrokeColorDeviceRgb(c) => set(fill, Space::Additive, &[c.0, c.1, c.2]),
            Op::StrokeColorDeviceRgb(c) => set(stroke, Space::Additive, &[c.0, c.1, c.2]),
            Op::NonStrokeColorCmyk(c) => set(fill, Space::Subtractive, &[c.0, c.1, c.2, c.3]),
            Op::StrokeColorCmyk(c) => set(stroke, Space::Subtractive, &[c.0, c.1, c.2, c.3]),
            Op::ColorSpaceNonStroke(_) => choose(fill, space),
            Op::ColorSpaceStroke(_) => choose(stroke, space),
            Op::NonStrokeColor(op) => set(fill, fill.space, &op.0),
            Op::StrokeColor(op) => set(stroke, stroke.space, &op.0),
            Op::NonStrokeColorNamed(op) => {
                set_named(fill, &op.0, op.1.is_some());
                let tile = op.1.and_then(|name| self.tile(name));
                self.state.fill.tile = tile;
            }
            Op::StrokeColorNamed(op) => set_named(stroke, &op.0, op.1.is_some()),
            _ => {}
        }
    }

    /// Carries out a pending clip and forgets the path.
    pub(super) fn end_path(&mut self) {
        if self.clip_pending {
            // The box around the path: a clip of another shape shows more than it should, never less.
            if let Some(bounds) = self.path.bounds() {
                self.state.clip_is_box &= self.path.only_box().is_some();
                self.state.clip = intersection(&self.state.clip, &bounds);
            }
            self.clip_pending = false;
        }
        self.path.clear();
    }

    fn font(&mut self, name: &Name<'_>) -> Option<FontId> {
        if let Some(known) = self.fonts.get(name.as_ref()) {
            return *known;
        }
        let shared = &mut self.sheet.shared;
        let mut font = shared.font(&self.resources.fonts, name);
        if font.is_none() && self.resources.fonts.get::<Dict<'_>>(name).is_none() {
            font = Some(shared.substitute_font());
        }
        self.fonts.insert(name.to_vec(), font);
        font
    }

    fn set_graphics_state(&mut self, name: &Name<'_>) {
        let known = self.graphics_states.get(name.as_ref()).copied();
        let ext = known.unwrap_or_else(|| {
            let read = self.read_graphics_state(name).unwrap_or_default();
            self.graphics_states.insert(name.to_vec(), read);
            read
        });
        let state = &mut self.state;
        if let Some(width) = ext.line_width {
            state.line_width = width.abs();
        }
        if let Some((font, size)) = ext.font {
            state.text.font = Some(font);
            state.text.size = size;
        }
        if let Some(alpha) = ext.fill_alpha {
            state.fill.clear = alpha <= 0.0;
            state.fill.glassy = alpha < 0.99;
        }
        if let Some(alpha) = ext.stroke_alpha {
            state.stroke.clear = alpha <= 0.0;
        }
        if let Some(blended) = ext.blended {
            state.blended = blended;
        }
    }

    fn read_graphics_state(&mut self, name: &Name<'_>) -> Option<ExtState> {
        let dict = self.resources.get_ext_g_state(name)?;
        let font = dict.get::<Array<'a>>("Font").and_then(|array| {
            let id = array.raw_iter().next()?.as_obj_ref();
            let mut items = array.flex_iter();
            let font = items.next::<Dict<'a>>()?;
            let size = items.next::<f64>()?;
            let id = id.map(ObjectIdentifier::from);
            Some((self.sheet.shared.font_of(&font, id)?, size))
        });
        Some(ExtState {
            line_width: dict.get::<f64>("LW"),
            font,
            fill_alpha: dict.get::<f64>("ca"),
            stroke_alpha: dict.get::<f64>("CA"),
            blended: blended(&dict),
        })
    }

    fn begin_mark(&mut self, mark: Mark) {
        // Marks nested deeper than any writer nests them only count: what they say is not needed.
        if self.marks.depth() < limits::STATE_DEPTH {
            self.marks.push(mark);
        }
    }

    fn mark(&mut self, tag: &Name<'_>, properties: &Object<'_>) -> Mark {
        match properties {
            Object::Name(name) if tag.as_ref() == b"OC" => {
                if self.hides(name) {
                    Mark::Hidden
                } else {
                    Mark::Plain
                }
            }
            Object::Name(name) => match self.resources.properties.get::<Dict<'_>>(name) {
                Some(dict) => self.actual_text(&dict),
                None => Mark::Plain,
            },
            Object::Dict(dict) => self.actual_text(dict),
            _ => Mark::Plain,
        }
    }

    fn hides(&mut self, layer: &Name<'_>) -> bool {
        if let Some(known) = self.hidden_layers.get(layer.as_ref()) {
            return *known;
        }
        let layers = &self.sheet.shared.layers;
        let hides = layers.hides(&self.resources.properties, layer);
        self.hidden_layers.insert(layer.to_vec(), hides);
        hides
    }

    fn color_space(&mut self, name: &Name<'_>) -> Space {
        if let Some(known) = self.color_spaces.get(name.as_ref()) {
            return *known;
        }
        let space = Space::named(name, self.resources);
        self.color_spaces.insert(name.to_vec(), space);
        space
    }

    fn actual_text(&self, properties: &Dict<'_>) -> Mark {
        match properties.get::<PdfString<'_>>("ActualText") {
            Some(text) => Mark::Actual(text_string(&text), self.sheet.page.glyphs.len()),
            None => Mark::Plain,
        }
    }
}

/// Whether a graphics state blends or masks, or prints inks over one another. Nothing where it speaks of none of these.
fn blended(dict: &Dict<'_>) -> Option<bool> {
    let plain = |name: &Name<'_>| matches!(name.as_ref(), b"Normal" | b"Compatible");
    let mode = match dict.get::<Object<'_>>("BM") {
        Some(Object::Name(name)) => Some(!plain(&name)),
        Some(Object::Array(names)) => names.flex_iter().next::<Name<'_>>().map(|n| !plain(&n)),
        _ => None,
    };
    let mask = dict
        .get::<Object<'_>>("SMask")
        .map(|mask| matches!(mask, Object::Dict(_)));
    let overprint = dict.get::<bool>("OP").or(dict.get::<bool>("op"));
    let said: Vec<bool> = [mode, mask, overprint].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.contains(&true))
}

fn matrix(m: [Number; 6]) -> Matrix {
    Matrix::new(m.map(|number| number.as_f64()))
}

fn set(ink: &mut Ink, space: Space, components: &[Number]) {
    ink.space = space;
    ink.paint = space.paint(components);
    ink.pattern = false;
    ink.tile = None;
}

fn choose(ink: &mut Ink, space: Space) {
    ink.space = space;
    ink.paint = space.initial();
    ink.pattern = false;
    ink.tile = None;
}

fn set_named(ink: &mut Ink, components: &[Number], is_pattern: bool) {
    set(ink, ink.space, components);
    if is_pattern {
        ink.paint = Paint::Ink;
        ink.pattern = true;
    }
}
