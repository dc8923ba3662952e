//! The straight line for one file: bytes in, a checked report out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::bind::{Binder, SectionGrids, bind, guessed, second};
use crate::check::check;
use crate::ending::{Ending, Seen, ending};
use crate::error::{Bilingual, Note, ReadError, Status};
use crate::grid::grids;
use crate::layout::{Block, layout};
use crate::read::engine::{self, PdfEngine};
use crate::read::{self, Body, Document, Element, Kind, Meta, Page};
use crate::report::{Filed, Identity, Report, Section};
use crate::segment::{Outline, segment};
use crate::suffix;
use crate::who::{self, Around, Divisions, Given};

/// What is the same for every file of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The forms to bind to.
    pub binder: &'static Binder,
    /// The administrative divisions; those that come with the program where none are given.
    pub divisions: Option<&'static Divisions>,
    /// What whoever collected the files says of them.
    pub given: Arc<Given>,
    /// How to read.
    pub read: read::Options,
    /// Who reads PDFs in the place of this program's own reader; mostly nobody.
    pub engine: Option<Arc<dyn PdfEngine>>,
    /// Who reads every PDF a second time, so that the characters of each cell can be compared; mostly nobody.
    pub second: Option<Arc<dyn PdfEngine>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            binder: Binder::embedded(),
            divisions: None,
            given: Arc::default(),
            read: read::Options::default(),
            engine: None,
            second: None,
        }
    }
}

/// What came of one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Audited {
    /// The format, where it was found out.
    pub kind: Option<Kind>,
    /// How it ended.
    pub status: Status,
    /// Why, where the status is not `ok`; else empty.
    pub reason: Bilingual,
    /// What to do about it; may be empty.
    pub advice: Bilingual,
    /// Pages, in formats with pages.
    pub pages: Option<u32>,
    /// What the file says of itself.
    pub meta: Meta,
    /// The reports in it.
    pub reports: Vec<Report>,
}

/// What came of one file, and what was made on the way: what a drawing shows.
#[derive(Debug)]
pub struct Traced {
    /// The pages as read; none in formats without pages.
    pub pages: Vec<Page>,
    /// What the layout made of them.
    pub blocks: Vec<Block>,
    /// The grids of each section.
    pub grids: Vec<SectionGrids>,
    /// The result.
    pub audited: Audited,
}

/// Reads and checks one file: the line from bytes to a report.
pub fn audit(bytes: &[u8], settings: &Settings) -> Audited {
    match read(bytes, settings) {
        Ok(document) => line(bytes, document, settings).audited,
        Err(error) => Audited {
            kind: read::kind(bytes).ok(),
            ..Audited::failed(error)
        },
    }
}

/// The same, with what was made on the way.
///
/// # Errors
/// The file cannot be read.
pub fn trace(bytes: &[u8], settings: &Settings) -> Result<Traced, ReadError> {
    let document = read(bytes, settings)?;
    // The layout takes the glyphs out of the pages: only who wants to see them pays for a copy.
    let pages = match &document.body {
        Body::Pages(pages) => pages.clone(),
        Body::Flow(_) | Body::Lines(_) => Vec::new(),
    };
    Ok(Traced {
        pages,
        ..line(bytes, document, settings)
    })
}

fn read(bytes: &[u8], settings: &Settings) -> Result<Document, ReadError> {
    match &settings.engine {
        Some(engine) if read::kind(bytes) == Ok(Kind::Pdf) => {
            engine::document(&**engine, bytes, &settings.read)
        }
        _ => read::read(bytes, &settings.read),
    }
}

fn line(bytes: &[u8], document: Document, settings: &Settings) -> Traced {
    let forms = settings.binder.forms();
    let (kind, meta) = (document.kind, document.meta.clone());
    let mut notes = document.notes.clone();
    let named = picture_names(&document.body);
    let boxes = guessed::boxes(&document.body);
    let mut flow = layout(document);
    notes.append(&mut flow.notes);
    let seen = Seen {
        pages: flow.pages,
        pictures: flow.picture_pages > 0,
        text: flow.has_text(),
        named: &named,
        leads: &meta.leads_to,
    };
    let outline = segment(flow, &meta, &forms.wording);
    let grids = section_grids(&outline);
    let mut filing = bind(&grids, &outline, settings.binder);
    notes.append(&mut filing.notes);
    notes.extend(
        grids
            .iter()
            .flat_map(|s| &s.grids)
            .flat_map(|g| g.notes.clone()),
    );
    guessed::doubt(&mut filing.tables, &boxes);
    if kind == Kind::Pdf {
        notes.extend(read_again(bytes, settings, &mut filing.tables));
    }
    let mut report = Report {
        identity: outline.identity,
        sections: outline.parts.into_iter().map(|p| p.section).collect(),
        tables: filing.tables,
        extra: filing.extra,
        notes,
        ..Report::default()
    };
    report.notes.extend(identify(
        &mut report.identity,
        &report.sections,
        &meta,
        "",
        settings,
    ));
    // After the second reading: a sum over a cell that two readers see differently is no fault of the report.
    check(forms, &mut report);
    let (pages, ending) = (seen.pages, ending(&report, &seen, forms));
    Traced {
        pages: Vec::new(),
        blocks: outline.blocks,
        grids,
        audited: Audited::read(kind, meta, pages, ending, report),
    }
}

/// Names of the pictures of a format without pages.
fn picture_names(body: &Body) -> Vec<String> {
    let Body::Flow(elements) = body else {
        return Vec::new();
    };
    let name = |element: &Element| match element {
        Element::Image { source } => Some(source.clone()),
        _ => None,
    };
    elements.iter().filter_map(name).collect()
}

/// Completes what the reports of a file say of themselves by the path of the file, and by what is said of it beside, which
/// [`audit`] does not see: what is read from a file depends on its bytes alone. Rules that ask who reports, on which year
/// or when, are asked again. Says whether anything came of it.
pub fn complete(audited: &mut Audited, path: &str, settings: &Settings) -> bool {
    let said = settings.given.of(path);
    if let Some(said) = said {
        said.describe(&mut audited.meta);
    }
    // Of two reports in a file nobody knows which one is meant.
    let of_report = said.filter(|_| audited.reports.len() == 1);
    let mut changed = said.is_some();
    for report in &mut audited.reports {
        let before = (report.identity.clone(), report.notes.clone());
        report
            .notes
            .retain(|note| !who::NOTES.contains(&note.code) && note.code != suffix::NOTE);
        let Report {
            identity,
            sections,
            notes,
            ..
        } = report;
        notes.extend(audited.kind.and_then(|kind| suffix::note(kind, path)));
        notes.extend(of_report.and_then(|said| said.complete(identity)));
        notes.extend(identify(identity, sections, &audited.meta, path, settings));
        let known = |identity: &Identity| {
            let Identity { year, level, .. } = identity;
            (*year, *level, identity.published, identity.agency.clone())
        };
        if known(&report.identity) != known(&before.0) {
            check(settings.binder.forms(), report);
        }
        changed |= (&report.identity, &report.notes) != (&before.0, &before.1);
    }
    changed
}

fn identify(
    identity: &mut Identity,
    sections: &[Section],
    meta: &Meta,
    path: &str,
    settings: &Settings,
) -> Vec<Note> {
    let around = Around {
        meta,
        path,
        sections,
    };
    let table = settings.divisions.unwrap_or_else(Divisions::embedded);
    who::identify(identity, around, table, &settings.binder.forms().wording)
}

/// Has the file read by the second reader, where there is one and any value has a box to look into. A second reader
/// that fails says nothing about the values.
fn read_again(bytes: &[u8], settings: &Settings, tables: &mut [Filed]) -> Option<Note> {
    let engine = settings.second.as_ref()?;
    let boxed = |filed: &Filed| filed.values.iter().any(|v| v.place.rect().is_some());
    if !tables.iter().any(boxed) {
        return None;
    }
    Some(match engine.read(bytes, &settings.read) {
        Ok(pages) => second::compare(tables, &pages).note(engine.name()),
        Err(error) => Note::new(
            "second-reading-failed",
            format!("{} could not read it: {}", engine.name(), error.reason.en),
        ),
    })
}

/// The grids of each section.
pub fn section_grids(outline: &Outline) -> Vec<SectionGrids> {
    outline
        .parts
        .iter()
        .map(|part| SectionGrids {
            section: part.section.number,
            grids: grids(&outline.blocks[part.blocks.clone()]),
        })
        .collect()
}

impl Audited {
    /// What comes of a file that cannot be read.
    pub(crate) fn failed(error: ReadError) -> Self {
        Self {
            kind: None,
            status: error.status,
            reason: error.reason,
            advice: error.advice,
            pages: None,
            meta: Meta::default(),
            reports: Vec::new(),
        }
    }

    /// Reports that no file has.
    pub(crate) fn of_no_file(reports: Vec<Report>) -> Self {
        let nothing = || Bilingual::new("", "");
        Self {
            reports,
            ..Self::failed(ReadError {
                status: Status::Ok,
                reason: nothing(),
                advice: nothing(),
            })
        }
    }

    /// What comes of an archive, whose files have their own.
    pub(crate) fn of_archive(kind: Kind, trouble: Option<ReadError>) -> Self {
        let nothing = || Bilingual::new("", "");
        let whole = || ReadError {
            status: Status::Ok,
            reason: nothing(),
            advice: nothing(),
        };
        Self {
            kind: Some(kind),
            ..Self::failed(trouble.unwrap_or_else(whole))
        }
    }

    fn read(kind: Kind, meta: Meta, pages: Option<u32>, ending: Ending, report: Report) -> Self {
        let is_report = !matches!(
            ending.status,
            Status::NotAReport | Status::NeedsOcr | Status::Empty
        );
        Self {
            kind: Some(kind),
            status: ending.status,
            reason: ending.reason,
            advice: ending.advice,
            pages,
            meta,
            reports: if is_report { vec![report] } else { Vec::new() },
        }
    }
}
