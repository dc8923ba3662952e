//! What the name of a file says it is, against what it is.

use crate::error::Note;
use crate::read::Kind;

/// The code of the note.
pub const NOTE: &str = "wrong-suffix";

/// Suffixes that name a format, and what may stand in a file so named. A suffix that is not here says nothing.
const SUFFIXES: &[(&str, &[Kind])] = &[
    ("pdf", &[Kind::Pdf]),
    ("html", &[Kind::Html]),
    ("htm", &[Kind::Html]),
    ("shtml", &[Kind::Html]),
    ("xhtml", &[Kind::Html]),
    ("mht", &[Kind::Mhtml]),
    ("mhtml", &[Kind::Mhtml]),
    ("txt", &[Kind::Text]),
    // Converters write tables of Markdown as HTML.
    ("md", &[Kind::Text, Kind::Html]),
    ("docx", &[Kind::Docx]),
    ("doc", &[Kind::Doc]),
    ("wps", &[Kind::Doc, Kind::Docx]),
    ("rtf", &[Kind::Rtf]),
    ("odt", &[Kind::Odt]),
    ("ods", &[Kind::Ods]),
    ("xlsx", &[Kind::Xlsx]),
    ("xls", &[Kind::Xls]),
    ("et", &[Kind::Xls, Kind::Xlsx]),
    ("ofd", &[Kind::Ofd]),
    ("jpg", &[Kind::Image]),
    ("jpeg", &[Kind::Image]),
    ("png", &[Kind::Image]),
    ("zip", &[Kind::Zip]),
    ("7z", &[Kind::SevenZip]),
    ("rar", &[]),
];

/// What to say of a file whose name ends as those of another format do.
pub fn note(kind: Kind, path: &str) -> Option<Note> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let (_, suffix) = name.rsplit_once('.')?;
    let suffix = suffix.to_ascii_lowercase();
    let (_, fitting) = SUFFIXES.iter().find(|(known, _)| *known == suffix)?;
    let text = || format!("the name ends in .{suffix}, the file is {}", kind.as_str());
    (!fitting.contains(&kind)).then(|| Note::new(NOTE, text()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_something_else() {
        let said = |kind, path| note(kind, path).map(|note| note.text);
        for (kind, path) in [
            (Kind::Docx, "a/2023年报.WPS"),
            (Kind::Doc, "年报.wps"),
            (Kind::Html, "年报.jsp"),
            (Kind::Html, "年报"),
            (Kind::Xlsx, "b.zip!/表.et"),
            (Kind::Pdf, "v1.2/年报"),
        ] {
            assert_eq!(said(kind, path), None, "{path}");
        }
        assert_eq!(
            said(Kind::Html, "a.zip!/年报.DOC").as_deref(),
            Some("the name ends in .doc, the file is html")
        );
        assert!(said(Kind::Docx, "年报.pdf").is_some());
        assert!(said(Kind::Pdf, "年报.rar").is_some());
    }
}
