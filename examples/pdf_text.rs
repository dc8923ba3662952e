//! What the reader finds in one file, for scripts/pile and scripts/bench-pdf: a line of JSON.
//!
//!     pdf_text FILE [RUNS]
//!
//! `text` holds all characters page by page; `hidden` counts those of a scan's text layer and of annotations,
//! `unknown` those the file does not name. `panics` are those of the parser underneath, which the reader survives.
//! With RUNS, the file is read that many times more and `ms` is the shortest.

use gouji::read::{Body, GlyphText, Options, Page, Visibility, read};
use serde_json::{Value, json};
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn main() -> std::io::Result<()> {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string);
        let mut panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
        panics.push(place.unwrap_or_default());
    }));
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_default();
    let runs = arguments.next().and_then(|n| n.parse::<u32>().ok());
    let bytes = std::fs::read(&path)?;
    let mut report = timed(&bytes);
    for _ in 0..runs.unwrap_or(0) {
        let again = timed(&bytes);
        if again["ms"].as_f64() < report["ms"].as_f64() {
            report["ms"] = again["ms"].clone();
        }
    }
    let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
    report["panics"] = json!(*panics);
    writeln!(std::io::stdout(), "{report}")
}

fn timed(bytes: &[u8]) -> Value {
    let start = Instant::now();
    let result = read(bytes, &Options::default());
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    let document = match result {
        Ok(document) => document,
        Err(error) => return json!({"status": error.status.as_str(), "ms": ms}),
    };
    let notes: Vec<&str> = document.notes.iter().map(|note| note.code).collect();
    let of = |code: &'static str| document.notes.iter().filter(move |note| note.code == code);
    // Notes of this kind end with a count.
    let unseen = of("pdf-unseen-text")
        .filter_map(|note| note.text.rsplit(' ').next()?.parse::<usize>().ok());
    let Body::Pages(pages) = &document.body else {
        return json!({"status": "not-a-pdf", "ms": ms});
    };
    let written = |page: &Page| -> String {
        let glyphs = page.glyphs.iter();
        glyphs.map(|glyph| text_of(&glyph.text)).collect()
    };
    let count = |test: fn(&gouji::read::Glyph) -> bool| {
        let glyphs = pages.iter().flat_map(|page| &page.glyphs);
        glyphs.filter(|glyph| test(glyph)).count()
    };
    json!({
        "status": "ok",
        "ms": ms,
        "notes": notes,
        "unseen": unseen.sum::<usize>(),
        "lost_pages": of("pdf-page-lost").filter_map(|note| note.page).collect::<Vec<_>>(),
        "text": pages.iter().map(written).collect::<Vec<_>>(),
        "hidden": count(|glyph| glyph.visibility != Visibility::Shown),
        "unknown": count(|glyph| glyph.text == GlyphText::Unknown),
        "rulings": pages.iter().map(|page| page.rulings.len()).sum::<usize>(),
    })
}

fn text_of(text: &GlyphText) -> String {
    match text {
        GlyphText::Char(c) => c.to_string(),
        GlyphText::Many(text) => text.to_string(),
        GlyphText::Unknown => "\u{FFFD}".to_owned(),
    }
}
