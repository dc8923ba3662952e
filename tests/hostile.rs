//! PDFs made to exhaust whoever reads them. Each has to end within the limits, and a note has to name the limit that
//! was met.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gouji::audit::{Settings, audit};
use gouji::error::Status;
use gouji::read::{Body, Document, Options, read};

/// One file must not take longer, in a build without optimisation on a busy machine.
const TIME: Duration = Duration::from_secs(120);

/// A PDF of these objects, numbered from 1; the first is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(out.len());
        writeln!(out, "{number} 0 obj").unwrap();
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let (start, count) = (out.len(), places.len() + 1);
    writeln!(out, "xref\n0 {count}\n0000000000 65535 f ").unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    writeln!(
        out,
        "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    )
    .unwrap();
    out
}

/// A deflated stream.
fn stream(data: &[u8], entries: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).unwrap();
    let data = encoder.finish().unwrap();
    let head = format!(
        "<< /Length {} /Filter /FlateDecode {entries} >>\nstream\n",
        data.len()
    );
    [head.as_bytes(), &data, b"\nendstream"].concat()
}

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

/// Pages with the same content, object 4. The form `X` is object 5.
fn pages(count: usize, content: &[u8], form: &[u8], more: &str) -> Vec<u8> {
    let kids: String = (0..count).map(|at| format!("{} 0 R ", 6 + at)).collect();
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R {more} \
         /Resources << /Font << /F 3 0 R >> /XObject << /X 5 0 R >> >> >>"
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>").into_bytes(),
        FONT.as_bytes().to_vec(),
        stream(content, ""),
        stream(
            form,
            "/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /XObject << /X 5 0 R >> >>",
        ),
    ];
    objects.extend((0..count).map(|_| page.clone().into_bytes()));
    pdf(&objects)
}

fn read_in_time(name: &str, bytes: &[u8]) -> Option<Document> {
    let start = Instant::now();
    let document = read(bytes, &Options::default());
    assert!(start.elapsed() < TIME, "{name}: {:?}", start.elapsed());
    document.ok()
}

/// Reads the file and looks for the limit in its notes.
fn meets(name: &str, limit: &str, bytes: &[u8]) -> Document {
    let document = read_in_time(name, bytes).unwrap();
    let said = document
        .notes
        .iter()
        .any(|note| note.code == "pdf-limit" && note.text.contains(limit));
    assert!(said, "{name}: no word of {limit} in {:?}", document.notes);
    document
}

#[test]
fn a_stream_that_inflates_without_end() {
    let content = [
        b"BT /F 9 Tf (shown) Tj ET ".as_slice(),
        &vec![b' '; 70 << 20],
    ]
    .concat();
    // The page whose content is too large is lost, and no other.
    let bytes = pages(1, &content, b"", "");
    assert!(bytes.len() < 1 << 20);
    assert!(read_in_time("bomb", &bytes).is_none());
    meets(
        "form",
        "bytes of a content stream",
        &pages(1, b"/X Do", &content, ""),
    );
}

#[test]
fn a_form_that_is_inflated_again_and_again() {
    let calls = b"/X Do ".repeat(60);
    meets(
        "forms",
        "inflated bytes of a file",
        &pages(1, &calls, &vec![b' '; 20 << 20], ""),
    );
}

/// Forms of which each calls the next one so many times; the page calls the first.
fn chain(length: usize, calls: usize) -> Vec<u8> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_vec(),
        stream(b"/X Do", ""),
    ];
    for at in 0..length {
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /XObject << /X {} 0 R >> >>",
            6 + at
        );
        objects.push(stream(&b"/X Do ".repeat(calls), &entries));
    }
    pdf(&objects)
}

#[test]
fn forms_that_call_forms() {
    meets("deep", "forms within one another", &chain(40, 1));
    meets("bomb", "content operators", &chain(40, 4));
    // One that calls itself has nothing in it.
    read_in_time("self", &pages(1, b"/X Do", b"/X Do", ""));
}

#[test]
fn operators_without_end() {
    let content = b"Q\n".repeat(11_000_000);
    let document = meets("flood", "content operators", &pages(3, &content, b"", ""));
    let said = |note: &gouji::error::Note| note.text.contains("all pages from 3 on");
    assert!(document.notes.iter().any(said), "{:?}", document.notes);
}

#[test]
fn characters_without_end() {
    let mut content = b"BT /F 9 Tf (".to_vec();
    content.extend(b"7".repeat(3_100_000));
    content.extend(b") Tj ET");
    meets(
        "glyphs",
        "characters of a file",
        &pages(
            1,
            &content,
            b"",
            "/CropBox [0 0 90000000 200] /MediaBox [0 0 90000000 200]",
        ),
    );
}

#[test]
fn a_path_without_end() {
    let mut content = b"0 0 m ".to_vec();
    content.extend(b"9 9 l ".repeat(2_100_000));
    content.extend(b"S");
    meets("path", "points of a path", &pages(1, &content, b"", ""));
}

#[test]
fn states_and_annotations_without_end() {
    let content = b"q ".repeat(20_000);
    meets(
        "states",
        "graphics states within one another",
        &pages(1, &content, b"", ""),
    );
    let pinned = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] >> ".repeat(10_001);
    let more = format!("/Annots [{pinned}]");
    meets(
        "annotations",
        "annotations of a page",
        &pages(1, b"", b"", &more),
    );
}

#[test]
fn a_million_rulings_are_a_file_like_any_other() {
    let mut content = Vec::new();
    for at in 0..1_000_000_u32 {
        let (x, y) = (at % 1000, at / 1000);
        writeln!(content, "{}.{} {}.5 m 9 0 l S", x / 4, x % 4, y / 5).unwrap();
        writeln!(content, "{} {}.{} 0.4 7 re f", x / 4, y / 5, y % 5).unwrap();
    }
    let start = Instant::now();
    let _ = audit(&pages(1, &content, b"", ""), &Settings::default());
    assert!(start.elapsed() < TIME, "{:?}", start.elapsed());
}

#[test]
fn widths_of_all_numbers() {
    for widths in [
        "/W [0 4294967295 500]".to_owned(),
        "/W [0 4294967295 500 1 [600] 0 4294967295 500]".to_owned(),
        format!("/W [0 [{}]]", "500 ".repeat(300_000)),
        "/W2 [0 4294967295 -500 0 0] /DW2 [99999999 -99999999]".to_owned(),
    ] {
        let font = format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font \
             /Subtype /CIDFontType2 /BaseFont /X {widths} /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) \
             /Supplement 2 >> >>] >>"
        );
        let objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_vec(),
            font.into_bytes(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> >>"
                .to_vec(),
            stream(b"BT /F 10 Tf 20 100 Td <03440345FFFF> Tj ET", ""),
        ];
        let document = read_in_time("widths", &pdf(&objects)).unwrap();
        let Body::Pages(pages) = &document.body else {
            panic!("no pages")
        };
        assert_eq!(pages[0].glyphs.len(), 3, "{}", &widths[..20]);
    }
}

#[test]
fn depth_and_loops() {
    let deep = [b"[".repeat(400_000), b"]".repeat(400_000)].concat();
    let content = [deep.as_slice(), b" TJ BT /F 9 Tf (x) Tj ET"].concat();
    read_in_time("arrays", &pages(1, &content, b"", ""));
    let loops: [&[&str]; 3] = [
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
        ],
        &["<< /Type /Catalog /Pages 2 0 R >>", "2 0 R"],
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 3 0 R >>",
        ],
    ];
    for objects in loops {
        let objects: Vec<Vec<u8>> = objects.iter().map(|o| o.as_bytes().to_vec()).collect();
        read_in_time("loop", &pdf(&objects));
    }
}

/// A PDF 1.5 whose catalogue and pages are in an object stream; the streams are given.
fn packed(object_stream: &[u8], table: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    for (number, body) in [
        (4, stream(b"BT /F 9 Tf (shown) Tj ET", "").as_slice()),
        (5, object_stream),
    ] {
        writeln!(out, "{number} 0 obj").unwrap();
        out.extend_from_slice(body);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    out.extend_from_slice(b"6 0 obj\n");
    out.extend_from_slice(table);
    writeln!(out, "\nendobj\nstartxref\n{start}\n%%EOF").unwrap();
    out
}

/// The catalogue, the pages and a page, as an object stream with so much white space after them.
fn objects(space: usize, entries: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >> ",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >> ",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << >> >> ",
    ];
    let places = [0, objects[0].len(), objects[0].len() + objects[1].len()];
    let head = format!("1 {} 2 {} 3 {} ", places[0], places[1], places[2]);
    let data = [
        head.as_bytes(),
        objects.concat().as_bytes(),
        &vec![b' '; space],
    ]
    .concat();
    stream(&data, &format!("{entries} /N 3 /First {}", head.len()))
}

/// A table of the six objects of such a file, with so many bytes after it.
fn table(places: [u32; 3], space: usize) -> Vec<u8> {
    let entry =
        |kind: u8, place: u32, index: u8| [&[kind], &place.to_be_bytes()[..], &[index]].concat();
    let mut data = [
        entry(0, 0, 0),
        entry(2, 5, 0),
        entry(2, 5, 1),
        entry(2, 5, 2),
    ]
    .concat();
    data.extend(places.iter().flat_map(|place| entry(1, *place, 0)));
    data.resize(data.len() + space, 0);
    stream(&data, "/Type /XRef /W [1 4 1] /Size 7 /Root 1 0 R")
}

/// Such a file, whole.
fn packed_with(object_space: usize, entries: &str, table_space: usize) -> Vec<u8> {
    let objects = objects(object_space, entries);
    let first = packed(&objects, &table([0; 3], table_space));
    let find = |word: &str| {
        let place = first
            .windows(word.len())
            .rposition(|w| w == word.as_bytes());
        u32::try_from(place.unwrap()).unwrap()
    };
    packed(
        &objects,
        &table(
            [find("4 0 obj"), find("5 0 obj"), find("6 0 obj")],
            table_space,
        ),
    )
}

#[test]
fn objects_that_inflate_without_end() {
    let whole = read_in_time("packed", &packed_with(0, "/Type /ObjStm", 0)).unwrap();
    assert!(whole.notes.iter().all(|note| note.code != "pdf-limit"));
    for entries in ["/Type /ObjStm", "/Type /Obj#53tm", "/Subtype /Image"] {
        let bytes = packed_with(65 << 20, entries, 0);
        assert!(bytes.len() < 1 << 20);
        let error = read(&bytes, &Options::default()).unwrap_err();
        assert_eq!(error.status, Status::Damaged);
        let said = error
            .reason
            .en
            .contains("bytes of streams that hold objects");
        assert!(said && !error.advice.en.is_empty(), "{entries}: {error:?}");
    }
}

#[test]
fn objects_beside_others_that_inflate_without_end_are_read() {
    let mut bytes = pages(1, b"BT /F 9 Tf (shown) Tj ET", b"", "");
    let bomb = objects(65 << 20, "/Type /ObjStm");
    // An update that nothing refers to; what is left is found where the table says.
    bytes.extend_from_slice(b"\n90 0 obj\n");
    bytes.extend_from_slice(&bomb);
    bytes.extend_from_slice(b"\nendobj\n");
    let document = meets("beside", "bytes of streams that hold objects", &bytes);
    let Body::Pages(pages) = &document.body else {
        panic!("no pages")
    };
    assert_eq!(pages[0].glyphs.len(), 5);
}

#[test]
fn a_table_of_objects_that_inflates_without_end() {
    let table = "bytes of cross-reference streams";
    // Objects are then searched for, and found.
    let document = meets("table", table, &packed_with(0, "/Type /ObjStm", 9 << 20));
    let Body::Pages(pages) = &document.body else {
        panic!("no pages")
    };
    assert_eq!(pages.len(), 1);
    assert!(document.notes.iter().any(|note| note.code == "pdf-limit"));
}

#[test]
fn data_inflated_twice_or_damaged_and_words_without_end() {
    let once = |data: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    };
    let twice = once(&once(&vec![0; 300 << 20]));
    assert!(twice.len() < 10_000);
    let head = format!(
        "<< /Type /ObjStm /N 3 /First 20 /Length {} /Filter [/FlateDecode /FlateDecode] >>\nstream\n",
        twice.len()
    );
    let bomb = [head.as_bytes(), &twice, b"\nendstream"].concat();
    let error = read(&packed(&bomb, &table([0; 3], 0)), &Options::default()).unwrap_err();
    assert!(
        error.reason.en.contains("streams that hold objects"),
        "{error:?}"
    );
    // A file of nothing but words that begin a stream is looked through once.
    for words in [
        "stream\n",
        "1 0 obj<</Type/XRef/W[1 1 1]/Size 9>>stream\n",
        "obj stream\n endstream\n",
    ] {
        let bytes = [b"%PDF-1.5\n".as_slice(), words.repeat(200_000).as_bytes()].concat();
        read_in_time("words", &bytes);
    }
}
