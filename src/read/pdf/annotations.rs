//! The appearance of annotations: stamps, form fields, free text.

use super::draw::{form_matrix, run_form};
use super::geometry::Matrix;
use super::limits::{self, Limit};
use super::sheet::Sheet;
use super::state::State;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Rect as PdfRect, Stream};
use hayro_syntax::page::Page as PdfPage;

/// Bits of an annotation's `F`: hidden, and not shown on a screen.
const HIDDEN: i32 = 1 << 1;
const NO_VIEW: i32 = 1 << 5;

/// Draws the annotations of a page that are seen on it.
pub(super) fn draw<'a>(sheet: &mut Sheet<'_, 'a>, page: &PdfPage<'a>, state: State) {
    let Some(annotations) = page.raw().get::<Array<'a>>("Annots") else {
        return;
    };
    sheet.annotation = true;
    if annotations.raw_iter().nth(limits::ANNOTATIONS).is_some() {
        sheet.shared.budget.meet(Limit::Annotations);
    }
    for item in annotations.raw_iter().take(limits::ANNOTATIONS) {
        let annotation = match item {
            MaybeRef::Ref(reference) => page.xref().get::<Dict<'a>>(reference.into()),
            MaybeRef::NotRef(object) => object.into_dict(),
        };
        if let Some(annotation) = annotation {
            draw_one(sheet, page, &annotation, state);
        }
    }
}

fn draw_one<'a>(
    sheet: &mut Sheet<'_, 'a>,
    page: &PdfPage<'a>,
    annotation: &Dict<'a>,
    mut state: State,
) -> Option<()> {
    let flags = annotation.get::<i32>("F").unwrap_or(0);
    let subtype = annotation.get::<Name<'_>>("Subtype");
    if flags & (HIDDEN | NO_VIEW) != 0
        || subtype.as_deref() == Some(b"Popup".as_slice())
        || sheet.shared.layers.hides(annotation, b"OC")
    {
        return None;
    }
    let form = appearance(annotation)?;
    let place = annotation.get::<PdfRect>("Rect")?;
    let bbox = form.dict().get::<PdfRect>("BBox")?;
    // PDF 32000-1, 12.5.5: the box of the appearance, under its matrix, is fitted to the annotation's box.
    let shown = form_matrix(form.dict()).bounds(bbox.x0, bbox.y0, bbox.x1, bbox.y1);
    if shown.width() <= 0.0 || shown.height() <= 0.0 {
        return None;
    }
    let x_scale = (place.x1 - place.x0) / f64::from(shown.width());
    let y_scale = (place.y1 - place.y0) / f64::from(shown.height());
    let fit = Matrix::new([
        x_scale,
        0.0,
        0.0,
        y_scale,
        place.x0 - f64::from(shown.x0) * x_scale,
        place.y0 - f64::from(shown.y0) * y_scale,
    ]);
    state.ctm = fit.then(&state.ctm);
    // A marker pen shows what it marks, whatever its appearance says of blending.
    sheet.covering = matches!(
        subtype.as_deref(),
        Some(b"Widget" | b"FreeText" | b"Stamp" | b"Square" | b"Redact")
    );
    run_form(sheet, &form, page.resources(), state);
    Some(())
}

/// The normal appearance, in the state the annotation is in.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    let appearances = annotation.get::<Dict<'a>>("AP")?;
    if let Some(stream) = appearances.get::<Stream<'a>>("N") {
        return Some(stream);
    }
    let states = appearances.get::<Dict<'a>>("N")?;
    let current = annotation.get::<Name<'_>>("AS")?;
    states.get::<Stream<'a>>(&current)
}
