//! One page: its size, its content, its annotations.

use super::geometry::Matrix;
use super::inflate::{self, Failure};
use super::interpret::Content;
use super::limits::Limit;
use super::sheet::{Budget, Shared, Sheet};
use super::state::State;
use super::{annotations, dedup, limits};
use crate::location::Rect;
use crate::read::Page;
use hayro_syntax::object::{Array, MaybeRef, Stream};
use hayro_syntax::page::Page as PdfPage;
use std::borrow::Cow;

/// What of a page could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    Nothing,
    /// So many of the streams its content is divided into.
    Streams(usize),
    /// The whole page.
    All,
}

impl Loss {
    pub fn text(self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Streams(count) => Some(format!(
                "part of the page is damaged and was left out ({count} content streams)"
            )),
            Self::All => Some("the page is damaged and could not be read".to_owned()),
        }
    }
}

/// Reads a page.
pub(super) fn read<'a>(page: &PdfPage<'a>, number: u32, shared: &mut Shared<'a>) -> (Page, Loss) {
    let (width, height) = page.render_dimensions();
    let state = State::new(
        Matrix::new(page.initial_transform(true).as_coeffs()),
        Rect::new(0.0, 0.0, width, height),
    );
    let (data, loss) = content(page, &mut shared.budget);
    let mut sheet = Sheet::new(shared, number, width, height);
    Content::new(&mut sheet, page.resources(), state).run(&data);
    annotations::draw(&mut sheet, page, state);
    let Sheet {
        mut page, covers, ..
    } = sheet;
    let checks = &mut shared.budget.cover_checks;
    shared.dropped.covered += covers.apply(&mut page.glyphs, height, checks);
    if *checks == 0 {
        shared.budget.meet(Limit::CoverChecks);
    }
    dedup::drop_repeated_glyphs(&mut page.glyphs);
    dedup::drop_repeated_rulings(&mut page.rulings);
    (page, loss)
}

/// The content of a page, its streams joined. One that cannot be inflated is left out.
fn content<'a>(page: &PdfPage<'a>, budget: &mut Budget) -> (Cow<'a, [u8]>, Loss) {
    let dict = page.raw();
    if let Some(stream) = dict.get::<Stream<'a>>("Contents") {
        return match decoded(&stream, limits::CONTENT_BYTES, budget) {
            Some(data) => (data, Loss::Nothing),
            None => (Cow::Borrowed(&[]), Loss::All),
        };
    }
    let Some(array) = dict.get::<Array<'a>>("Contents") else {
        // A page without content is blank, unless what it points to is not there.
        let loss = if dict.get_ref("Contents").is_some() {
            Loss::All
        } else {
            Loss::Nothing
        };
        return (Cow::Borrowed(&[]), loss);
    };
    let (mut joined, mut read, mut lost) = (Vec::new(), 0, 0);
    for item in array.raw_iter() {
        let stream = match item {
            MaybeRef::Ref(reference) => page.xref().get::<Stream<'a>>(reference.into()),
            MaybeRef::NotRef(object) => object.into_stream(),
        };
        let left = limits::CONTENT_BYTES - joined.len().min(limits::CONTENT_BYTES);
        match stream.and_then(|stream| decoded(&stream, left, budget)) {
            Some(data) => {
                joined.extend_from_slice(&data);
                // Streams are divided between tokens, so there is white space between them.
                joined.push(b'\n');
                read += 1;
            }
            _ => lost += 1,
        }
    }
    let loss = match (read, lost) {
        (_, 0) => Loss::Nothing,
        (0, _) => Loss::All,
        _ => Loss::Streams(lost),
    };
    (Cow::Owned(joined), loss)
}

fn decoded<'a>(stream: &Stream<'a>, most: usize, budget: &mut Budget) -> Option<Cow<'a, [u8]>> {
    match inflate::decoded(stream, most) {
        Ok(data) => budget.take_bytes(data.len()).then_some(data),
        Err(Failure::TooLarge) => {
            budget.meet(Limit::ContentBytes);
            None
        }
        Err(Failure::Broken) => None,
    }
}
