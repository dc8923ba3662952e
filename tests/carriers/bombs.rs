//! Files written to exhaust whoever reads them, in every carrier that has the means: what unpacks, refers, repeats or
//! nests without end.

use gouji::error::Status;
use gouji::read::{Body, Document, Element};

use crate::support::{in_time, package};

/// Elements within one another.
const DEEP: usize = 60_000;

const RELATION: &str = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
const BOOK: &str = "<workbook><sheets><sheet name='a' id='r1'/></sheets></workbook>";

/// A workbook of one sheet.
fn book(sheet: &str) -> Vec<u8> {
    package(&[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATION.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// An OpenDocument file.
fn open_document(kind: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o'><office:body>{body}</office:body></office:document-content>"
    );
    let mime = format!("application/vnd.oasis.opendocument.{kind}");
    package(&[
        ("mimetype", mime.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

/// An OFD of one page.
fn fixed(page: &str) -> Vec<u8> {
    package(&[
        (
            "OFD.xml",
            b"<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>",
        ),
        (
            "D/Document.xml",
            b"<Document><Pages><Page ID='1' BaseLoc='P/Content.xml'/></Pages></Document>",
        ),
        (
            "D/P/Content.xml",
            format!("<Page><Content><Layer>{page}</Layer></Content></Page>").as_bytes(),
        ),
    ])
}

fn word_2003(body: &str) -> Vec<u8> {
    let word = "http://schemas.microsoft.com/office/word/2003/wordml";
    format!("<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='{word}'><w:body>{body}</w:body></w:wordDocument>")
        .into_bytes()
}

/// Everything that was read.
fn text(document: &Document) -> String {
    match &document.body {
        Body::Flow(elements) => elements.iter().map(element_text).collect(),
        Body::Lines(lines) => lines.concat(),
        Body::Pages(pages) => format!("{pages:?}"),
    }
}

fn element_text(element: &Element) -> String {
    match element {
        Element::Paragraph { text, .. } => text.clone(),
        Element::Image { source } => source.clone(),
        Element::Table(table) => table
            .rows
            .iter()
            .flatten()
            .map(|cell| cell.text.as_str())
            .collect(),
    }
}

fn cells(document: &Document) -> usize {
    let Body::Flow(elements) = &document.body else {
        return 0;
    };
    let count = |element: &Element| match element {
        Element::Table(table) => table.rows.iter().map(Vec::len).sum(),
        _ => 0,
    };
    elements.iter().map(count).sum()
}

#[test]
fn a_part_that_unpacks_without_end_is_too_large() {
    let bomb = vec![b' '; 60 << 20];
    let root = b"<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>".as_slice();
    for parts in [
        vec![("xl/workbook.xml", bomb.as_slice())],
        vec![("OFD.xml", root), ("D/Document.xml", &bomb)],
        vec![
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.text".as_slice(),
            ),
            ("content.xml", &bomb),
        ],
    ] {
        let bytes = package(&parts);
        assert!(bytes.len() < 1 << 20);
        assert_eq!(
            in_time(&bytes).unwrap_err().status,
            Status::Memory,
            "{}",
            parts[0].0
        );
    }
}

#[test]
fn entities_are_expanded_in_no_carrier() {
    let entities: String = (1..40)
        .map(|n| format!("<!ENTITY e{n} '&e{};&e{};'>", n - 1, n - 1))
        .collect();
    let head = format!(
        "<!DOCTYPE x [<!ENTITY e0 'boom'>{entities}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    );
    let used = "&e39;&f;";
    let sheet = format!(
        "{head}<worksheet><sheetData><row><c t='inlineStr'><is><t>a{used}</t></is></c></row></sheetData></worksheet>"
    );
    let odt = format!("<office:text><text:p xmlns:text='t'>a{used}</text:p></office:text>");
    let odt = format!(
        "{head}<office:document-content xmlns:office='o'><office:body>{odt}</office:body></office:document-content>"
    );
    let html = format!("{head}<html><body><p>a{used}</p></body></html>");
    for bytes in [
        book(&sheet),
        package(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", odt.as_bytes()),
        ]),
        fixed(&format!(
            "{head}<TextObject Boundary='0 0 9 9' Size='3'><TextCode>a{used}</TextCode></TextObject>"
        )),
        word_2003(&format!("{head}<w:p><w:r><w:t>a{used}</w:t></w:r></w:p>")),
        html.into_bytes(),
    ] {
        if let Ok(document) = in_time(&bytes) {
            let text = text(&document);
            assert!(
                text.len() < 4096 && !text.contains("boomboom") && !text.contains("root:"),
                "{text}"
            );
        }
    }
}

#[test]
fn nesting_without_end_overflows_in_no_carrier() {
    let deep = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP))
    };
    let text = "<text:p>x</text:p>";
    for bytes in [
        book(&deep("<sheetData>", "<row/>", "</sheetData>")),
        open_document(
            "text",
            &format!(
                "<office:text>{}</office:text>",
                deep("<text:section>", text, "</text:section>")
            ),
        ),
        open_document(
            "text",
            &deep(
                "<table:table><table:table-row><table:table-cell>",
                text,
                "</table:table-cell></table:table-row></table:table>",
            ),
        ),
        open_document(
            "text",
            &deep(
                "<text:list><text:list-item>",
                text,
                "</text:list-item></text:list>",
            ),
        ),
        open_document(
            "text",
            &format!(
                "<office:text><text:p>{}</text:p></office:text>",
                deep("<text:span>", "x", "</text:span>")
            ),
        ),
        open_document(
            "spreadsheet",
            &deep("<table:table-row-group>", text, "</table:table-row-group>"),
        ),
        fixed(&deep("<PageBlock>", "<PathObject/>", "</PageBlock>")),
        word_2003(&deep(
            "<w:tbl><w:tr><w:tc>",
            "<w:p/>",
            "</w:tc></w:tr></w:tbl>",
        )),
        format!("{{\\rtf1 {}}}", deep("{", "x", "}")).into_bytes(),
        format!(
            "{{\\rtf1 {}}}",
            deep("{\\field{\\*\\fldinst x}{\\fldrslt ", "1", "}}")
        )
        .into_bytes(),
        format!(
            "<html><body>{}",
            deep("<table><tr><td>", "x", "</td></tr></table>")
        )
        .into_bytes(),
        deep("[", "1", "]").into_bytes(),
        deep("> ", "x", "").into_bytes(),
    ] {
        // An answer, whatever it is: a stack that overflows ends the whole test.
        let _ = in_time(&bytes);
    }
}

#[test]
fn a_page_in_a_page_in_a_page_ends() {
    let mut saved = "MIME-Version: 1.0\n".to_owned();
    for level in 0..3_000 {
        saved.push_str(&format!(
            "Content-Type: multipart/related; boundary=\"b{level}\"\n\n--b{level}\n"
        ));
    }
    saved.push_str("Content-Type: text/html\n\n<p>x</p>\n");
    let _ = in_time(saved.as_bytes());
    // One that shows itself.
    let frame = "<html><body><iframe src=\"cid:a\"></iframe><p>x</p></body></html>";
    let part = format!("--b\nContent-Type: text/html\nContent-ID: <a>\n\n{frame}\n");
    let saved = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n{}--b--\n",
        part.repeat(2_000)
    );
    let _ = in_time(saved.as_bytes());
}

#[test]
fn what_is_repeated_a_hundred_million_times_is_cut() {
    let cell = "<table:table-cell table:number-columns-repeated='100000000' office:value-type='string'><text:p>1</text:p></table:table-cell>";
    let row =
        format!("<table:table-row table:number-rows-repeated='100000000'>{cell}</table:table-row>");
    let table = format!("<table:table>{}</table:table>", row.repeat(20));
    let sheet = |cells: &str, merges: &str| {
        format!(
            "<worksheet><sheetData>{cells}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
        )
    };
    let far = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row><row r='99999999999'><c r='ZZZZZZZZ99999999999'><v>1</v></c></row>";
    let merges =
        "<mergeCell ref='A1:XFD1048576'/><mergeCell ref='ZZZZZZ1:A99999999999'/>".repeat(500);
    let rtf_row = "\\trowd\\cellx100000000\\cellx2147483647 1\\cell 2\\cell\\row ".repeat(50);
    for bytes in [
        open_document("text", &format!("<office:text>{table}<text:p><text:s text:c='4000000000'/></text:p></office:text>")),
        open_document("spreadsheet", &format!("<office:spreadsheet>{}</office:spreadsheet>", table.repeat(20))),
        book(&sheet(far, &merges)),
        format!("{{\\rtf1 {rtf_row}}}").into_bytes(),
        fixed(&"<TextObject Boundary='0 0 9 9' Size='3'><TextCode X='0' Y='0' DeltaX='g 4000000000 1 g 100000000 2'>12</TextCode></TextObject>".repeat(50)),
        format!("<table>{}</table>", "<tr><td colspan=100000000 rowspan=100000000>1</td></tr>".repeat(200)).into_bytes(),
    ] {
        if let Ok(document) = in_time(&bytes) {
            assert!(cells(&document) < 700_000, "{}", cells(&document));
        }
    }
}

#[test]
fn a_reference_leads_nowhere_out_of_the_file() {
    let outside = [
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "file:///etc/passwd",
        "https://www.example.cn/x",
    ];
    for target in outside {
        let relation = format!(
            "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='{target}' TargetMode='External'/></Relationships>"
        );
        let docx = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p><w:altChunk r:id='r1'/></w:body></w:document>";
        let page = format!("<Document><Pages><Page ID='1' BaseLoc='{target}'/></Pages></Document>");
        let saved = format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\nContent-Location: {target}\n\n\
             <p>x</p><iframe src=\"{target}\"></iframe>\n--b--\n"
        );
        for bytes in [
            package(&[
                ("xl/workbook.xml", BOOK.as_bytes()),
                ("xl/_rels/workbook.xml.rels", relation.as_bytes()),
            ]),
            package(&[
                ("word/document.xml", docx.as_bytes()),
                ("word/_rels/document.xml.rels", relation.as_bytes()),
            ]),
            package(&[
                (
                    "OFD.xml",
                    b"<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>",
                ),
                ("D/Document.xml", page.as_bytes()),
            ]),
            saved.into_bytes(),
        ] {
            let read = in_time(&bytes)
                .map(|document| text(&document))
                .unwrap_or_default();
            assert!(!read.contains("root:"), "{read}");
        }
    }
}

#[test]
fn sizes_that_lie_are_not_believed() {
    let stored = |name: &str, stated: u32, content: &[u8]| {
        let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        bytes.extend(stated.to_le_bytes());
        bytes.extend(stated.to_le_bytes());
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        bytes
    };
    let document = b"<w:document><w:body/></w:document>";
    let mut record = vec![9, 8, 16, 0];
    record.extend([0; 16]);
    record.extend([0xfc, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.extend([0; 16]);
    header.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    header.extend([0xff; 474]);
    for bytes in [
        stored("word/document.xml", u32::MAX, document),
        stored("word/document.xml", 3, document),
        record,
        header,
        b"{\\rtf1 \\bin2147483647 x}".to_vec(),
        b"{\\rtf1 \\bin-1 x}\\u-99999999999999999999 ".to_vec(),
    ] {
        let _ = in_time(&bytes);
    }
}
