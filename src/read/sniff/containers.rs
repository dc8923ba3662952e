//! Containers of every kind: which reader takes them; those that are not read are told apart so that the answer can
//! name them and say what to do.

use super::{Kind, count, find};
use crate::error::{Bilingual, ReadError, Status};
use crate::read::errors;
use crate::read::text::records;
use crate::read::zip::Archive;

/// A format that is known, read or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Docx,
    Xlsx,
    Pptx,
    Ofd,
    OpenText,
    OpenSheet,
    OpenDocument,
    Zip,
    SevenZip,
    Tar,
    Gzip,
    OleWord,
    OleExcel,
    OlePowerPoint,
    Ole,
    /// An Office document that is encrypted as a whole.
    OleEncrypted,
    Rtf,
    WordXml,
    Image(&'static str),
    Archive(&'static str),
    Mhtml,
    PostScript,
    /// The national standard of office documents before OFD.
    Uof,
    /// Fixed layout of Founder.
    Ceb,
    /// Tables for programs.
    Data(&'static str),
    Unknown,
}

/// Signatures that stand at the very beginning and leave no doubt.
const SIGNATURES: &[(&[u8], Format)] = &[
    (b"{\\rtf", Format::Rtf),
    (b"\x89PNG\r\n\x1a\n", Format::Image("PNG")),
    (b"\xff\xd8\xff", Format::Image("JPEG")),
    (b"GIF87a", Format::Image("GIF")),
    (b"GIF89a", Format::Image("GIF")),
    (b"II*\0", Format::Image("TIFF")),
    (b"MM\0*", Format::Image("TIFF")),
    (b"\0\0\0\x0cjP  ", Format::Image("JPEG 2000")),
    (b"7z\xbc\xaf\x27\x1c", Format::SevenZip),
    (b"Rar!\x1a\x07", Format::Archive("RAR")),
    (b"\x1f\x8b\x08", Format::Gzip),
    (b"BZh91AY&SY", Format::Archive("bzip2")),
    (b"\xfd7zXZ\0", Format::Archive("xz")),
    (b"\x28\xb5\x2f\xfd", Format::Archive("zstd")),
    (b"%!PS-", Format::PostScript),
    (b"Founder CEB", Format::Ceb),
    (b"SQLite format 3\0", Format::Data("SQLite")),
    (b"PAR1", Format::Data("Parquet")),
];

/// The format, where it is one of those that are known and not read.
pub fn identify(bytes: &[u8]) -> Option<Format> {
    if let Some((_, format)) = SIGNATURES.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return Some(*format);
    }
    if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|s| bytes.starts_with(s))
    {
        return Some(in_zip(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(in_ole(bytes));
    }
    // The records of a workbook without the file that is mostly around them.
    if matches!(bytes, [9, 8, 8 | 16, 0, ..]) {
        return Some(Format::OleExcel);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Format::Image("WebP"));
    }
    if bytes.get(4..8) == Some(b"ftyp") && bytes.starts_with(b"\0\0") {
        return Some(Format::Image("HEIC"));
    }
    if is_bitmap(bytes) {
        return Some(Format::Image("BMP"));
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(Format::Tar);
    }
    in_text(bytes)
}

/// `BM` opens many a text; a bitmap states a header size of its own kind behind it.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM")
        && bytes.get(6..10) == Some(&[0; 4])
        && matches!(
            bytes.get(14..18),
            Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0])
        )
}

/// By the names of the members and, where they leave it open, by what the package says its parts are. An archive of
/// documents may hold a folder named `word`, too, and a document that is stored in it as it is.
fn in_zip(bytes: &[u8]) -> Format {
    const FOLDERS: [(&str, Format); 3] = [
        ("word/", Format::Docx),
        ("xl/", Format::Xlsx),
        ("ppt/", Format::Pptx),
    ];
    let archive = Archive::open(bytes);
    let has = |name: &str| archive.names().any(|own| own == name);
    if has("OFD.xml") {
        return Format::Ofd;
    }
    if has("mimetype") {
        let kind = archive.read("mimetype").ok().flatten().unwrap_or_default();
        return open_document(&kind);
    }
    let is_package = has("[Content_Types].xml") || has("_rels/.rels");
    let known = FOLDERS.iter().find(|(folder, _)| {
        let inside = |part: &str| {
            archive
                .names()
                .any(|name| name == format!("{folder}{part}"))
        };
        inside("document.xml")
            || inside("workbook.xml")
            || inside("_rels/document.xml.rels")
            || (is_package && archive.names().any(|name| name.starts_with(folder)))
    });
    match known {
        Some((_, format)) => *format,
        None if is_package => by_types(&archive),
        None => Format::Zip,
    }
}

/// By the type that an OpenDocument file states.
fn open_document(kind: &[u8]) -> Format {
    let says = |what: &[u8]| find(kind, what).is_some();
    if says(b"opendocument.text") {
        Format::OpenText
    } else if says(b"opendocument.spreadsheet") {
        Format::OpenSheet
    } else {
        Format::OpenDocument
    }
}

/// By the types of the parts, which may have any names.
fn by_types(archive: &Archive<'_>) -> Format {
    let types = archive.read("[Content_Types].xml").ok().flatten();
    let types = types.unwrap_or_default();
    let says = |what: &[u8]| find(&types, what).is_some();
    if says(b"wordprocessingml") {
        Format::Docx
    } else if says(b"spreadsheetml") {
        Format::Xlsx
    } else if says(b"presentationml") {
        Format::Pptx
    } else {
        Format::Zip
    }
}

/// By the names of the streams, which stand in UTF-16. WPS writes the same stream as Word.
fn in_ole(bytes: &[u8]) -> Format {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    if holds("EncryptedPackage") {
        Format::OleEncrypted
    } else if holds("WordDocument") {
        Format::OleWord
    } else if holds("Workbook\0") || holds("Book\0") {
        Format::OleExcel
    } else if holds("PowerPoint Document") {
        Format::OlePowerPoint
    } else {
        Format::Ole
    }
}

/// Formats that are text at first sight.
fn in_text(bytes: &[u8]) -> Option<Format> {
    let head = &bytes[..bytes.len().min(4096)];
    let lower = head.to_ascii_lowercase();
    let holds = |what: &[u8]| find(&lower, what).is_some();
    let opens = |what: &[u8]| lower.trim_ascii_start().starts_with(what);
    let mail: [&[u8]; 6] = [
        b"from:",
        b"mime-version:",
        b"subject:",
        b"date:",
        b"content-type:",
        b"snapshot-content-location:",
    ];
    if mail.iter().any(|field| opens(field))
        && (holds(b"multipart/related") || count(&lower, b"\ncontent-", 2) >= 2)
    {
        return Some(Format::Mhtml);
    }
    let body = lower.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&lower);
    if body.starts_with(b"<?xml") && (holds(b"<w:worddocument") || holds(b"<pkg:package")) {
        return Some(Format::WordXml);
    }
    if body.starts_with(b"<?xml") && holds(b"<office:document") {
        return Some(open_document(body));
    }
    if body.starts_with(b"<?xml") && holds(b"<uof:uof") {
        return Some(Format::Uof);
    }
    let svg = body.trim_ascii_start().starts_with(b"<svg")
        || (body.starts_with(b"<?xml") && holds(b"<svg") && !holds(b"<html"));
    svg.then_some(Format::Image("SVG"))
}

/// The reader of a format.
///
/// # Errors
/// The reason, where there is none.
pub fn read_as(format: Format) -> Result<Kind, ReadError> {
    match format {
        Format::Docx => Ok(Kind::Docx),
        Format::Mhtml => Ok(Kind::Mhtml),
        Format::Rtf => Ok(Kind::Rtf),
        Format::Ofd => Ok(Kind::Ofd),
        Format::Xlsx => Ok(Kind::Xlsx),
        Format::OleWord => Ok(Kind::Doc),
        Format::OleExcel => Ok(Kind::Xls),
        Format::Zip => Ok(Kind::Zip),
        Format::SevenZip => Ok(Kind::SevenZip),
        Format::Tar => Ok(Kind::Tar),
        Format::Gzip => Ok(Kind::Gzip),
        Format::Image(_) => Ok(Kind::Image),
        Format::WordXml => Ok(Kind::WordXml),
        Format::OpenText => Ok(Kind::Odt),
        Format::OpenSheet => Ok(Kind::Ods),
        Format::OleEncrypted => Err(errors::needs_password()),
        other => Err(unsupported(other)),
    }
}

/// The error for a file of a known kind that is no document.
pub fn refusal(bytes: &[u8]) -> ReadError {
    unsupported(identify(bytes).unwrap_or(Format::Unknown))
}

/// The error for a format that is not read.
pub fn unsupported(format: Format) -> ReadError {
    if let Format::Data(kind) = format {
        return records::data(kind);
    }
    let (zh, en) = name(format);
    if matches!(format, Format::Image(_)) {
        return ReadError {
            status: Status::NeedsOcr,
            reason: Bilingual::new(
                format!("文件是{zh}，没有文字"),
                format!("the file is {en}: there is no text in it"),
            ),
            advice: advice(format),
        };
    }
    ReadError {
        status: Status::Unsupported,
        reason: Bilingual::new(
            format!("文件是{zh}，本程序不读这种格式"),
            format!("the file is {en}, which this program does not read"),
        ),
        advice: advice(format),
    }
}

fn name(format: Format) -> (String, String) {
    let (zh, en) = match format {
        Format::Docx => (" Word 文档（DOCX）", "a Word document (DOCX)"),
        Format::Xlsx => (" Excel 工作簿（XLSX）", "an Excel workbook (XLSX)"),
        Format::Pptx => (
            " PowerPoint 演示文稿（PPTX）",
            "a PowerPoint presentation (PPTX)",
        ),
        Format::Ofd => (" OFD 版式文件", "an OFD document"),
        Format::OpenText | Format::OpenSheet | Format::OpenDocument => (
            " OpenDocument 演示或绘图文件，或 EPUB",
            "an OpenDocument presentation or drawing, or EPUB",
        ),
        Format::OleWord => (
            " Word 97–2003 或 WPS 文字文档（DOC、WPS）",
            "a Word 97–2003 or WPS document (DOC, WPS)",
        ),
        Format::OleExcel => (
            " Excel 97–2003 或 ET 工作簿（XLS、ET）",
            "an Excel 97–2003 workbook (XLS, ET)",
        ),
        Format::OlePowerPoint => (
            " PowerPoint 97–2003 演示文稿（PPT）",
            "a PowerPoint 97–2003 presentation (PPT)",
        ),
        Format::Ole | Format::OleEncrypted => (" OLE 复合文档", "an OLE compound file"),
        Format::Rtf => (" RTF 文档", "an RTF document"),
        Format::WordXml => (" Word XML 文档", "a Word XML document"),
        Format::Mhtml => ("单个文件网页（MHTML）", "a web archive (MHTML)"),
        Format::PostScript => (" PostScript 文件", "a PostScript file"),
        Format::Uof => (" UOF（标文通）文档", "a UOF document"),
        Format::Ceb => ("方正 CEB 版式文件", "a Founder CEB document"),
        Format::Data(kind) => {
            return (
                format!("数据文件（{kind}）"),
                format!("a file of data ({kind})"),
            );
        }
        Format::Unknown => ("无法识别的二进制数据", "binary data of an unknown format"),
        Format::Zip => return archive("ZIP"),
        Format::SevenZip => return archive("7z"),
        Format::Tar => return archive("tar"),
        Format::Gzip => return archive("gzip"),
        Format::Archive(kind) => return archive(kind),
        Format::Image(kind) => return (format!("图片（{kind}）"), format!("a picture ({kind})")),
    };
    (zh.to_owned(), en.to_owned())
}

fn archive(kind: &str) -> (String, String) {
    (format!(" {kind} 压缩包"), format!("an archive ({kind})"))
}

fn advice(format: Format) -> Bilingual {
    let (zh, en) = match format {
        Format::Zip | Format::SevenZip | Format::Tar | Format::Gzip | Format::Archive(_) => (
            "请先解压，再读取其中的文件",
            "unpack it and read the files in it",
        ),
        Format::Image(_) => (
            "请使用带文字的 PDF 或发布该报告的网页，或先做文字识别（OCR）",
            "use a PDF with text or the web page of the report, or run text recognition (OCR) first",
        ),
        Format::Unknown => (
            "文件可能已损坏或被加密，请重新下载；如能打开，请另存为 PDF 或网页",
            "it may be damaged or encrypted: download it again; if it opens, save it as PDF or as a web page",
        ),
        _ => (
            "请用相应软件打开，另存为 PDF 或网页（HTML）",
            "open it in its own program and save it as PDF or as a web page (HTML)",
        ),
    };
    Bilingual::new(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(26, 0);
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes
    }

    fn ole(stream: &str) -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend([0; 100]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0; 20]);
        bytes
    }

    #[test]
    fn zips_by_their_members() {
        for (name, format) in [
            ("word/document.xml", Format::Docx),
            ("xl/workbook.xml", Format::Xlsx),
            ("OFD.xml", Format::Ofd),
            ("报告.pdf", Format::Zip),
        ] {
            let bytes = [member("[Content_Types].xml"), member(name)].concat();
            assert_eq!(identify(&bytes), Some(format));
        }
        assert_eq!(identify(b"PK\x03\x04"), Some(Format::Zip));
    }

    #[test]
    fn ole_by_its_streams() {
        for (stream, format) in [
            ("WordDocument", Format::OleWord),
            ("Workbook", Format::OleExcel),
            ("Contents", Format::Ole),
        ] {
            assert_eq!(identify(&ole(stream)), Some(format));
        }
    }

    #[test]
    fn others_by_their_signature() {
        let bitmap = [&b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"[..], &[0; 40]].concat();
        for (bytes, format) in [
            (&b"{\\rtf1\\ansi"[..], Format::Rtf),
            (b"\x89PNG\r\n\x1a\n\0", Format::Image("PNG")),
            (b"\xff\xd8\xff\xe0", Format::Image("JPEG")),
            (b"GIF89a", Format::Image("GIF")),
            (b"II*\0", Format::Image("TIFF")),
            (b"Rar!\x1a\x07\0", Format::Archive("RAR")),
            (b"7z\xbc\xaf\x27\x1c", Format::SevenZip),
            (b"\x1f\x8b\x08\0", Format::Gzip),
            (
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related;",
                Format::Mhtml,
            ),
            (b"<?xml version='1.0'?><w:wordDocument>", Format::WordXml),
            (&bitmap, Format::Image("BMP")),
        ] {
            assert_eq!(identify(bytes), Some(format));
        }
    }

    #[test]
    fn the_error_names_the_format_and_says_what_to_do() {
        let error = unsupported(Format::Docx);
        assert!(error.reason.en.contains("DOCX") && error.reason.zh.contains("DOCX"));
        assert!(error.advice.en.contains("PDF") && error.advice.zh.contains("PDF"));
        assert!(unsupported(Format::Zip).advice.en.contains("unpack"));
    }
}
