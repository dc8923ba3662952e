//! How much of one file is read. A file that needs more is hostile or broken: the rest is left, and a note names the
//! limit that was met.

/// Content operators, over all pages and forms. A thick yearbook of a thousand pages has about five million.
pub(super) const OPERATORS: u64 = 20_000_000;

/// What invoking a form costs in operators: its stream must be inflated again each time.
pub(super) const FORM_COST: u64 = 200;

/// Glyphs, over all pages.
pub(super) const GLYPHS: usize = 3_000_000;

/// Rulings, filled boxes and pictures, over all pages.
pub(super) const MARKS: usize = 3_000_000;

/// Points of one path.
pub(super) const PATH_POINTS: usize = 2_000_000;

/// Pages.
pub(super) const PAGES: usize = 20_000;

/// Forms within forms.
pub(super) const FORM_DEPTH: usize = 16;

/// Saved graphics states within one content stream.
pub(super) const STATE_DEPTH: usize = 10_000;

/// Annotations of one page.
pub(super) const ANNOTATIONS: usize = 10_000;

/// Bytes of one content stream, or of all that a page is divided into, after inflation.
pub(super) const CONTENT_BYTES: usize = 64 << 20;

/// Bytes of contents and forms after inflation, over all pages. The yearbook has about a tenth of it.
pub(super) const INFLATED_BYTES: usize = 1 << 30;

/// Bytes of all streams that hold objects, after inflation; the parser keeps them. A thousand pages have some million.
pub(super) const OBJECT_BYTES: usize = 64 << 20;

/// Bytes of all streams that say where objects are, after inflation: each may become an entry.
pub(super) const TABLE_BYTES: usize = 8 << 20;

/// Bytes of one `ToUnicode` or `Encoding` CMap after inflation.
pub(super) const CMAP_BYTES: usize = 8 << 20;

/// Bytes of one font program after inflation: whole Chinese fonts have some twenty million.
pub(super) const FONT_BYTES: usize = 64 << 20;

/// Bytes of one attached file after inflation.
pub(super) const ATTACHMENT_BYTES: usize = 128 << 20;

/// PDFs attached to a cover that are looked into.
pub(super) const ATTACHMENTS: usize = 16;

/// Fonts of one file.
pub(super) const FONTS: usize = 20_000;

/// Entries of one array of widths.
pub(super) const WIDTHS: usize = 200_000;

/// Glyphs compared with what was drawn over them, over all pages.
pub(super) const COVER_CHECKS: u64 = 100_000_000;

/// Filled boxes looked through, newest first, to know what white text stands on.
pub(super) const BACKDROPS: usize = 400;

/// A limit that may be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    Operators,
    Glyphs,
    Marks,
    PathPoints,
    Pages,
    FormDepth,
    StateDepth,
    Annotations,
    ContentBytes,
    InflatedBytes,
    ObjectBytes,
    TableBytes,
    Fonts,
    CoverChecks,
}

impl Limit {
    /// Its name and size.
    pub fn text(self) -> String {
        let (name, size) = match self {
            Self::Operators => ("content operators of a file", OPERATORS),
            Self::Glyphs => ("characters of a file", GLYPHS as u64),
            Self::Marks => ("rulings and boxes of a file", MARKS as u64),
            Self::PathPoints => ("points of a path", PATH_POINTS as u64),
            Self::Pages => ("pages of a file", PAGES as u64),
            Self::FormDepth => ("forms within one another", FORM_DEPTH as u64),
            Self::StateDepth => ("graphics states within one another", STATE_DEPTH as u64),
            Self::Annotations => ("annotations of a page", ANNOTATIONS as u64),
            Self::ContentBytes => ("bytes of a content stream", CONTENT_BYTES as u64),
            Self::InflatedBytes => ("inflated bytes of a file", INFLATED_BYTES as u64),
            Self::ObjectBytes => ("bytes of streams that hold objects", OBJECT_BYTES as u64),
            Self::TableBytes => ("bytes of cross-reference streams", TABLE_BYTES as u64),
            Self::Fonts => ("fonts of a file", FONTS as u64),
            Self::CoverChecks => ("checks of covered characters", COVER_CHECKS),
        };
        format!("{name}, at most {size}")
    }
}
