//! How much of one file is read. A file that needs more is hostile or broken: the rest is left, and a note says so.

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

/// Bytes of one content stream after inflation.
pub(super) const CONTENT_BYTES: usize = 256 << 20;

/// Bytes of one `ToUnicode` or `Encoding` CMap after inflation.
pub(super) const CMAP_BYTES: usize = 8 << 20;

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
