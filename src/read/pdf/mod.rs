//! PDF: pages of glyphs and rulings.
//!
//! The syntax (objects, repair of broken files, decryption, filters) is read by `hayro-syntax`; what the operators
//! mean for text and rulings is worked out here. No outline and no picture is ever decoded.

mod annotations;
mod attachment;
mod backdrop;
mod color;
mod cover;
pub(super) mod dedup;
mod draw;
mod errors;
mod font;
pub(super) mod geometry;
mod guard;
mod inflate;
mod interpret;
mod labels;
mod layers;
mod limits;
mod marked;
mod page;
pub(super) mod path;
mod sheet;
mod state;
mod strings;
mod text;
mod tiles;

use super::{Body, Document, Kind, Meta, Options, Page};
use crate::error::{Note, ReadError};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use layers::Layers;
use limits::Limit;
use sheet::{Dropped, Shared};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Notes of files whose pages a painter would show otherwise than they were read: another file was read in their
/// place, or the codes of a font as another character set than the file says.
#[cfg(feature = "pictures")]
pub(super) const READ_OTHERWISE: [&str; 2] = [attachment::NOTE, DISGUISED];

const DISGUISED: &str = "pdf-font-read-as-gbk";

/// Reads a PDF file.
///
/// # Errors
/// The file needs a password, is encrypted in an unknown way, or has no page that can be read.
pub fn read(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    // The parser beside us is young. Should it panic on a file, that file is damaged and the run goes on.
    catch_unwind(AssertUnwindSafe(|| read_document(bytes, options, false)))
        .unwrap_or_else(|_| Err(errors::damaged()))
}

fn read_document(bytes: &[u8], options: &Options, attached: bool) -> Result<Document, ReadError> {
    let (pdf, met) = guarded(bytes, options)?;
    let mut notes = Vec::new();
    note_repair(bytes, &mut notes);
    let mut shared = Shared::new(Layers::new(&pdf));
    met.into_iter().for_each(|limit| shared.budget.meet(limit));
    let mut pages = Vec::new();
    let mut readable = 0;
    let mut left_out = None;
    for (page, number) in pdf.pages().iter().zip(1..) {
        if pages.len() >= limits::PAGES {
            shared.budget.end(limits::Limit::Pages);
        }
        if shared.budget.is_spent() {
            left_out = Some(number);
            break;
        }
        // A page that panics is lost alone.
        let result = catch_unwind(AssertUnwindSafe(|| page::read(page, number, &mut shared)));
        let (page, loss) = result.unwrap_or_else(|_| {
            let empty = Page {
                number,
                ..Page::default()
            };
            (empty, page::Loss::All)
        });
        if let Some(text) = loss.text() {
            notes.push(Note::new("pdf-page-lost", text).on_page(number));
        }
        readable += usize::from(loss != page::Loss::All);
        pages.push(page);
    }
    if readable == 0 {
        return Err(unreadable(shared.budget.met()));
    }
    note_limits(&shared, left_out, &mut notes);
    note_missing_pages(&pdf, &mut notes);
    note_labels(&pdf, &mut notes);
    note_dropped(&shared.dropped, &mut notes);
    if shared.has_substitute() {
        notes.push(Note::new(
            "pdf-font-missing",
            "a font that is used is not in the file; its codes were read as plain Latin, as viewers show them",
        ));
    }
    if shared.fonts.iter().any(|font| font.disguised) {
        notes.push(Note::new(
            DISGUISED,
            "a font that is not in the file says it is Latin and has a Chinese name; its codes were read as GBK",
        ));
    }
    let title = pdf.metadata().title.as_deref().and_then(strings::title);
    let document = Document {
        kind: Kind::Pdf,
        meta: Meta {
            title,
            ..Meta::default()
        },
        body: Body::Pages(pages),
        notes,
    };
    // An attachment of an attachment is not looked for.
    let inner = if attached {
        None
    } else {
        attachment::instead(&pdf, &document, options)
    };
    Ok(inner.unwrap_or(document))
}

/// Opens the file, for a painter of its pages.
#[cfg(feature = "pictures")]
pub(super) fn open(bytes: &[u8], options: &Options) -> Result<Pdf, ReadError> {
    guarded(bytes, options).map(|(pdf, _)| pdf)
}

/// Opens the file with the empty password, which most encrypted files take, and then with the one given. With the
/// limits that were met.
fn guarded(bytes: &[u8], options: &Options) -> Result<(Pdf, Vec<Limit>), ReadError> {
    let locked = LoadPdfError::Decryption(DecryptionError::PasswordProtected);
    let (copy, met) = guard::guarded(bytes);
    let mut result = Pdf::new(copy);
    if let (Err(error), Some(password)) = (&result, &options.password)
        && *error == locked
    {
        result = Pdf::new_with_password(guard::guarded(bytes).0, password);
    }
    let result = result.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            errors::needs_password(options.password.is_some())
        }
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            errors::unknown_encryption()
        }
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => unreadable(&met),
    });
    Ok((result?, met))
}

/// Why there is not one page.
fn unreadable(met: &[Limit]) -> ReadError {
    met.first()
        .map_or_else(errors::damaged, |limit| errors::beyond(*limit))
}

/// Says that the file had to be repaired, as far as its end and its table of contents show it.
fn note_repair(bytes: &[u8], notes: &mut Vec<Note>) {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    let mark = b"startxref";
    let start = tail.windows(mark.len()).rposition(|window| window == mark);
    let Some(start) = start else {
        notes.push(Note::new(
            "pdf-truncated",
            "the end of the file is missing; what is left was read",
        ));
        return;
    };
    let digits = tail[start + mark.len()..]
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take_while(|byte| byte.is_ascii_digit())
        .take(12)
        .fold(0_usize, |number, byte| {
            number * 10 + usize::from(byte - b'0')
        });
    // Junk before the header shifts every place in the file.
    let head = &bytes[..bytes.len().min(1024)];
    let shift = head.windows(5).position(|window| window == b"%PDF-");
    let points_at_table = [digits, digits.saturating_add(shift.unwrap_or(0))]
        .iter()
        .any(|at| bytes.get(*at..).is_some_and(begins_xref));
    if !points_at_table {
        notes.push(Note::new(
            "pdf-repaired",
            "the cross-reference table is not where the file says; objects were searched for",
        ));
    }
}

/// A table begins with `xref`, a stream with the number of its object.
fn begins_xref(bytes: &[u8]) -> bool {
    let text = bytes[..bytes.len().min(64)].trim_ascii_start();
    let mut words = text.split(u8::is_ascii_whitespace);
    let is_number = |word: Option<&[u8]>| {
        word.is_some_and(|w| !w.is_empty() && w.iter().all(u8::is_ascii_digit))
    };
    text.starts_with(b"xref")
        || (is_number(words.next())
            && is_number(words.next())
            && words.next().is_some_and(|word| word.starts_with(b"obj")))
}

/// Says that the file holds more than is read of one file.
fn note_limits(shared: &Shared<'_>, left_out: Option<u32>, notes: &mut Vec<Note>) {
    for limit in shared.budget.met() {
        let mut text = format!(
            "a limit was met ({}): what is beyond it is left out",
            limit.text()
        );
        if let Some(first) = left_out {
            text += &format!(", and so are all pages from {first} on");
        }
        notes.push(Note::new("pdf-limit", text));
    }
}

/// Says how the file numbers its pages, where it does so otherwise than by counting them.
fn note_labels(pdf: &Pdf, notes: &mut Vec<Note>) {
    /// More are said to be more.
    const SHOWN: usize = 60;
    if let Some(labels) = labels::labels(pdf) {
        let more = if labels.len() > SHOWN { ", …" } else { "" };
        let shown = labels[..labels.len().min(SHOWN)].join(", ");
        let text = format!("the file numbers its pages {shown}{more}; places count from 1");
        notes.push(Note::new("pdf-page-labels", text));
    }
}

fn note_missing_pages(pdf: &Pdf, notes: &mut Vec<Note>) {
    use hayro_syntax::object::Dict;
    let xref = pdf.xref();
    let declared = xref
        .get::<Dict<'_>>(xref.root_id())
        .and_then(|root| root.get::<Dict<'_>>("Pages"))
        .and_then(|pages| pages.get::<usize>("Count"));
    let found = pdf.pages().len();
    if let Some(declared) = declared
        && declared > found
    {
        notes.push(Note::new(
            "pdf-pages-missing",
            format!("the file says it has {declared} pages; {found} were found"),
        ));
    }
}

/// Says how much text is in the file and not on its pages.
fn note_dropped(dropped: &Dropped, notes: &mut Vec<Note>) {
    let kinds = [
        (dropped.white, "white on white"),
        (dropped.transparent, "fully transparent"),
        (dropped.covered, "under a box drawn over them"),
        (dropped.outside, "outside the page or cut off by a clip"),
        (dropped.in_hidden_layers, "in layers that are switched off"),
    ];
    for (count, kind) in kinds {
        if count > 0 {
            notes.push(Note::new(
                "pdf-unseen-text",
                format!("characters not read because they are {kind}: {count}"),
            ));
        }
    }
}
