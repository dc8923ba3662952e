//! How long a reader takes for one file, for scripts/bench-pdf: milliseconds, the shortest of some runs.
//!
//!     pdf_speed READER FILE RUNS
//!
//! Readers: `ours`; `pdf-extract`; `floor`, which is what no reader in these terms can do without: the file parsed, the
//! contents of pages and of the forms they call inflated, their operators told apart, and the `ToUnicode` of every font
//! parsed.

use gouji::read::Options;
use gouji::read::engine::{Ours, PdfEngine, PdfExtract};
use hayro_cmap::{CMap, load_embedded};
use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Dict, Name, ObjRef, Stream};
use hayro_syntax::page::Resources;
use std::collections::HashSet;
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (reader, path, runs) = (next(), next(), next().parse::<u32>().unwrap_or(1));
    let bytes = std::fs::read(path)?;
    let mut shortest = f64::INFINITY;
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        let read = match reader.as_str() {
            "floor" => floor(&bytes),
            "pdf-extract" => engine(&PdfExtract, &bytes),
            _ => engine(&Ours, &bytes),
        };
        if read.is_none() {
            std::process::exit(2);
        }
        shortest = shortest.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    writeln!(std::io::stdout(), "{shortest}")
}

fn engine(engine: &dyn PdfEngine, bytes: &[u8]) -> Option<usize> {
    let pages = engine.read(bytes, &Options::default()).ok()?;
    let glyphs = pages.iter().map(|page| page.glyphs.len()).sum();
    // A reader that sees nothing on any page has read nothing.
    (glyphs > 0).then_some(glyphs)
}

fn floor(bytes: &[u8]) -> Option<usize> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let mut known = HashSet::new();
    let mut operators = 0;
    for page in pdf.pages().iter() {
        let data = page.page_stream().unwrap_or_default();
        operators += tokens(data, page.resources(), &mut known, 0);
    }
    Some(black_box(operators))
}

fn tokens(
    data: &[u8],
    resources: &Resources<'_>,
    known: &mut HashSet<ObjRef>,
    depth: usize,
) -> usize {
    for name in resources.fonts.keys() {
        let new = resources
            .fonts
            .get_ref(&*name)
            .is_none_or(|id| known.insert(id));
        if new && let Some(font) = resources.fonts.get::<Dict<'_>>(&*name) {
            to_unicode(&font);
        }
    }
    let mut count = 0;
    let mut operators = TypedIter::new(data);
    while let Some(operator) = operators.next() {
        count += 1;
        if let TypedInstruction::XObject(object) = black_box(operator)
            && depth < 8
            && let Some(form) = resources.x_objects.get::<Stream<'_>>(&object.0)
            && form.dict().get::<Name<'_>>("Subtype").as_deref() == Some(b"Form")
            && let Ok(data) = form.decoded_data()
        {
            let own = form.dict().get::<Dict<'_>>("Resources").map(Resources::new);
            count += tokens(&data, own.as_ref().unwrap_or(resources), known, depth + 1);
        }
    }
    count
}

fn to_unicode(font: &Dict<'_>) {
    if let Some(stream) = font.get::<Stream<'_>>("ToUnicode")
        && let Ok(data) = stream.decoded_data()
    {
        black_box(CMap::parse(&data, load_embedded));
    }
}
