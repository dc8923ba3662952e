//! Stage 1: bytes to [`Document`]. The only stage that may fail, and the only one that knows file formats.
//!
//! What the bytes are is decided by the bytes (`sniff`), never by the file's name. A reader says what is
//! printed and where, and nothing about what it means.

mod blocks;
mod doc;
mod docx;
pub(crate) mod encoding;
pub mod engine;
mod errors;
mod html;
mod merge;
mod mhtml;
mod numbering;
mod numerals;
mod odf;
mod ofd;
mod ole;
mod pdf;
mod rtf;
mod sheet;
mod sniff;
mod text;
mod xml;
pub(crate) mod zip;

use serde::{Deserialize, Serialize};

use crate::error::{Note, ReadError};
use crate::location::{Place, Rect};

/// The format the bytes were found to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Portable Document Format.
    Pdf,
    /// A web page.
    Html,
    /// Plain text in any encoding, Markdown included.
    Text,
    /// A word processor's document: Office Open XML, of Word or WPS.
    Docx,
    /// A web page saved as one file.
    Mhtml,
    /// Rich Text Format.
    Rtf,
    /// OFD, the national standard of fixed layout.
    Ofd,
    /// A workbook: Office Open XML, of Excel or WPS.
    Xlsx,
    /// A binary document of Word 97–2003 or of WPS.
    Doc,
    /// A binary workbook of Excel 97–2003 or of WPS.
    Xls,
    /// A Word document in a single XML file.
    WordXml,
    /// An OpenDocument text.
    Odt,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A picture.
    Image,
    /// An archive of files: ZIP.
    Zip,
    /// An archive of files: 7z.
    SevenZip,
    /// An archive of files: tar.
    Tar,
    /// One file or a tar archive, compressed with gzip.
    Gzip,
}

impl Kind {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Text => "text",
            Self::Docx => "docx",
            Self::Mhtml => "mhtml",
            Self::Rtf => "rtf",
            Self::Ofd => "ofd",
            Self::Xlsx => "xlsx",
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::WordXml => "wordxml",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Image => "image",
            Self::Zip => "zip",
            Self::SevenZip => "7z",
            Self::Tar => "tar",
            Self::Gzip => "gzip",
        }
    }
}

/// One file, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The format.
    pub kind: Kind,
    /// What the file says of itself.
    pub meta: Meta,
    /// What is printed.
    pub body: Body,
    /// Repairs, losses, oddities.
    pub notes: Vec<Note>,
}

/// What a file says of itself outside its text. Empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Title (HTML `ArticleTitle` or `title`, PDF information dictionary).
    pub title: Option<String>,
    /// Who published it (HTML `ContentSource`, `SiteName`).
    pub publisher: Option<String>,
    /// Date of publication as printed.
    pub published: Option<String>,
    /// Address it was published under.
    pub source_url: Option<String>,
    /// Number in the index of the body's publications (索引号).
    pub index_number: Option<String>,
    /// Documents that it links or shows and that may hold what it does not.
    pub leads_to: Vec<Lead>,
}

/// A document that a web page leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// The words of the link; empty for a document shown inside the page.
    pub name: String,
    /// Its address, as written.
    pub address: String,
}

/// The content of a document: drawn on pages, or flowing.
#[derive(Clone, Debug)]
pub enum Body {
    /// Fixed layout: what is drawn, and where.
    Pages(Vec<Page>),
    /// Flowing text with tables of its own, in reading order.
    Flow(Vec<Element>),
    /// Lines of plain text, with their spaces, tabs and pipes as they are. Form feeds are kept as `\u{c}` at the
    /// start of the line after the break.
    Lines(Vec<String>),
}

/// One page of a fixed layout, already turned as it is shown.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Number from 1.
    pub number: u32,
    /// Width in points, as shown.
    pub width: f32,
    /// Height in points, as shown.
    pub height: f32,
    /// What is written, in the order it was drawn.
    pub glyphs: Vec<Glyph>,
    /// Straight lines and thin boxes, axis-parallel, in no particular order.
    pub rulings: Vec<Ruling>,
    /// Where pictures are.
    pub images: Vec<Rect>,
    /// Where characters stand whose font is not in the file, so that what they are was guessed from their codes.
    pub guessed: Vec<Rect>,
}

/// A drawn character.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its Unicode text, usually one character; empty where the file does not say which character it is.
    pub text: GlyphText,
    /// Advance box: as wide as the pen moves, as high as the font's ascent and descent.
    pub rect: Rect,
    /// Font size in points, after all transformations.
    pub size: f32,
    /// How the line of writing runs on the page as shown.
    pub direction: Direction,
    /// Whether it can be seen.
    pub visibility: Visibility,
    /// Number of the text-showing operation it came from: glyphs of one are contiguous writing.
    pub run: u32,
}

impl Glyph {
    /// Whether it is white space.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(&self.text, GlyphText::Char(c) if crate::fold::is_blank(*c))
    }
}

/// The text of a glyph: one character nearly always, so it is kept without an allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GlyphText {
    /// One character.
    Char(char),
    /// A ligature or another sequence.
    Many(Box<str>),
    /// The file does not say which character is drawn.
    Unknown,
}

/// How a line of writing runs on the page as shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    Right,
    /// Top to bottom, upright characters (vertical writing).
    Down,
    /// Turned a quarter clockwise: the line runs down the page.
    TurnedDown,
    /// Turned a quarter counter-clockwise: the line runs up the page.
    TurnedUp,
    /// Upside down.
    Left,
    /// At any other angle: a watermark, nearly always.
    Oblique,
}

/// Whether a glyph can be seen on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Drawn.
    #[default]
    Shown,
    /// Text render mode 3 or 7, or under the picture of a scan: there, but not seen, as in a scan with an OCR layer.
    Invisible,
    /// In an annotation (stamp, form field), not in the page's own content.
    Annotation,
}

/// A drawn straight line or thin box, axis-parallel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruling {
    /// The box it covers: one side is its thickness.
    pub rect: Rect,
    /// True for a line from left to right.
    pub horizontal: bool,
}

/// A piece of a flowing document.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A paragraph or heading: one visual block of text. `\n` stands for a forced line break.
    Paragraph {
        /// Its text.
        text: String,
        /// Where it stands.
        place: Place,
    },
    /// A table with the source's own rows and cells.
    Table(NativeTable),
    /// A picture, which may be a picture of a table.
    Image {
        /// Its file name or address, as written.
        source: String,
    },
}

/// A table as the source marks it up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NativeTable {
    /// Rows as written.
    pub rows: Vec<Vec<NativeCell>>,
}

/// A cell as the source marks it up. Spans are as declared, at least 1, and may lie.
#[derive(Clone, Debug, PartialEq)]
pub struct NativeCell {
    /// Text, `\n` at line and paragraph breaks.
    pub text: String,
    /// Declared number of rows.
    pub row_span: u32,
    /// Declared number of columns.
    pub column_span: u32,
    /// Where it stands.
    pub place: Place,
}

/// What a caller may set about reading.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Options {
    /// Password tried when a file is encrypted and the empty one does not open it.
    pub password: Option<String>,
}

/// A PDF as the parser sees it: what a painter of pages needs.
#[cfg(feature = "pictures")]
pub(crate) type SyntaxTree = hayro_syntax::Pdf;

/// The syntax tree of a PDF, where its pages are shown as the document has them.
#[cfg(feature = "pictures")]
pub(crate) fn syntax_tree(
    bytes: &[u8],
    options: &Options,
    document: &Document,
) -> Option<SyntaxTree> {
    let otherwise = |note: &Note| pdf::READ_OTHERWISE.contains(&note.code);
    if document.kind != Kind::Pdf || document.notes.iter().any(otherwise) {
        return None;
    }
    pdf::open(bytes, options).ok()
}

/// The format of a file.
///
/// # Errors
/// It is empty, or in no format that is known.
pub fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    sniff::sniff(bytes)
}

/// Reads one file.
///
/// # Errors
/// A [`ReadError`] that says what is wrong with the file as a whole: empty, encrypted, damaged beyond repair, of a
/// kind that is not read. What is wrong with a part of it is a note.
pub fn read(bytes: &[u8], options: &Options) -> Result<Document, ReadError> {
    match sniff::sniff(bytes)? {
        Kind::Pdf => pdf::read(bytes, options),
        Kind::Html => refuse_notice(html::read(bytes)?),
        Kind::Text => text::read(bytes),
        Kind::Docx => docx::read(bytes),
        Kind::Mhtml => refuse_notice(mhtml::read(bytes)?),
        Kind::Rtf => rtf::read(bytes),
        Kind::Ofd => ofd::read(bytes),
        Kind::Xlsx => sheet::read_xlsx(bytes),
        Kind::Doc => doc::read(bytes),
        Kind::Xls => sheet::read_xls(bytes),
        Kind::WordXml => docx::read_flat(bytes),
        Kind::Odt | Kind::Ods if bytes.starts_with(b"PK") => odf::read(bytes),
        Kind::Odt | Kind::Ods => odf::read_flat(bytes),
        Kind::Image | Kind::Zip | Kind::SevenZip | Kind::Tar | Kind::Gzip => {
            Err(sniff::refusal(bytes))
        }
    }
}

/// A page that only says that there is none, or shows nothing, is no document.
fn refuse_notice(document: Document) -> Result<Document, ReadError> {
    match html::refusal(&document) {
        Some(why) => Err(why),
        None => Ok(document),
    }
}
