//! The PDF reader against files whose pages are known, made by `scripts/make-pdf-fixtures`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
use gouji::location::Rect;
use gouji::read::{Body, Document, GlyphText, Options, Page, read};
use std::fs;
use std::path::{Path, PathBuf};

/// How far a box may lie from the truth, in points.
const NEAR: f32 = 0.6;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
        .collect();
    files.sort();
    assert!(files.len() > 20);
    files
}

fn numbers(text: &str) -> Vec<f32> {
    text.split(' ').map(|n| n.parse().unwrap()).collect()
}

fn is_near(rect: &Rect, truth: &[f32]) -> bool {
    [rect.x0, rect.y0, rect.x1, rect.y1]
        .iter()
        .zip(truth)
        .all(|(a, b)| (a - b).abs() <= NEAR)
}

fn text_of(text: &GlyphText) -> String {
    match text {
        GlyphText::Char(c) => c.to_string(),
        GlyphText::Many(text) => text.to_string(),
        GlyphText::Unknown => "?".to_owned(),
    }
}

/// What the truth says, each line checked off against the document; what is left over on either side is an error.
struct Check {
    errors: Vec<String>,
    glyphs: Vec<(u32, gouji::read::Glyph)>,
    rulings: Vec<(u32, gouji::read::Ruling)>,
    images: Vec<(u32, Rect)>,
}

impl Check {
    fn new(pages: &[Page]) -> Self {
        let mut check = Self {
            errors: Vec::new(),
            glyphs: Vec::new(),
            rulings: Vec::new(),
            images: Vec::new(),
        };
        for page in pages {
            let n = page.number;
            check
                .glyphs
                .extend(page.glyphs.iter().map(|g| (n, g.clone())));
            check.rulings.extend(page.rulings.iter().map(|r| (n, *r)));
            check.images.extend(page.images.iter().map(|i| (n, *i)));
        }
        check
    }

    fn line(&mut self, line: &str, document: &Document, pages: &[Page]) {
        let fields: Vec<&str> = line.split('\t').collect();
        let page = || fields[1].parse::<u32>().unwrap();
        let found = match fields[0] {
            "glyph" => {
                let (page, truth) = (page(), numbers(fields[3]));
                take(&mut self.glyphs, |(number, glyph)| {
                    *number == page
                        && text_of(&glyph.text) == fields[2]
                        && is_near(&glyph.rect, &truth)
                        && format!("{:?}", glyph.direction) == fields[4]
                        && format!("{:?}", glyph.visibility) == fields[5]
                })
            }
            "ruling" => {
                let (page, truth) = (page(), numbers(fields[3]));
                take(&mut self.rulings, |(number, ruling)| {
                    *number == page
                        && ruling.horizontal == (fields[2] == "h")
                        && is_near(&ruling.rect, &truth)
                })
            }
            "image" => {
                let (page, truth) = (page(), numbers(fields[2]));
                take(&mut self.images, |(number, rect)| {
                    *number == page && is_near(rect, &truth)
                })
            }
            "page" => {
                let (page, truth) = (page(), numbers(fields[2]));
                pages.iter().any(|p| {
                    p.number == page
                        && (p.width - truth[0]).abs() < NEAR
                        && (p.height - truth[1]).abs() < NEAR
                })
            }
            "title" => document.meta.title.as_deref() == Some(fields[1]),
            "note" => document.notes.iter().any(|note| note.code == fields[1]),
            "password" => true,
            other => panic!("the truth says {other}"),
        };
        if !found {
            self.errors.push(format!("not found: {line}"));
        }
    }

    fn finish(mut self) -> Vec<String> {
        let glyphs = self.glyphs.iter().map(|g| format!("too many: {g:?}"));
        let rulings = self.rulings.iter().map(|r| format!("too many: {r:?}"));
        let images = self.images.iter().map(|i| format!("too many: {i:?}"));
        let left: Vec<String> = glyphs.chain(rulings).chain(images).collect();
        self.errors.extend(left);
        self.errors
    }
}

fn take<T>(items: &mut Vec<T>, test: impl Fn(&T) -> bool) -> bool {
    match items.iter().position(test) {
        Some(at) => {
            items.remove(at);
            true
        }
        None => false,
    }
}

#[test]
fn pages_are_what_they_were_made_to_be() {
    let mut errors = Vec::new();
    for path in fixtures() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let truth = fs::read_to_string(path.with_extension("txt")).unwrap();
        let password = truth.lines().find_map(|l| l.strip_prefix("password\t"));
        let options = Options {
            password: password.map(str::to_owned),
        };
        let result = read(&fs::read(&path).unwrap(), &options);
        let status = truth.lines().find_map(|l| l.strip_prefix("error\t"));
        let found = match (result, status) {
            (Err(error), Some(status)) if error.status.as_str() == status => continue,
            (Err(error), _) => vec![format!("{error:?}")],
            (Ok(document), None) => match &document.body {
                Body::Pages(pages) => {
                    let mut check = Check::new(pages);
                    for line in truth.lines() {
                        check.line(line, &document, pages);
                    }
                    check.finish()
                }
                _ => vec!["no pages".to_owned()],
            },
            (Ok(_), Some(status)) => vec![format!("read, where {status} was due")],
        };
        errors.extend(found.into_iter().map(|error| format!("{name}: {error}")));
    }
    assert!(errors.is_empty(), "\n{}", errors.join("\n"));
}

#[test]
fn a_sound_file_has_nothing_to_note() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf");
    for name in ["gbk-euc", "vertical", "rulings", "encrypted-open"] {
        let bytes = fs::read(folder.join(name).with_extension("pdf")).unwrap();
        let document = read(&bytes, &Options::default()).unwrap();
        assert_eq!(document.notes, [], "{name}");
    }
}

#[test]
fn a_wrong_password_is_said_to_be_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf");
    let bytes = fs::read(folder.join("encrypted-password.pdf")).unwrap();
    let options = Options {
        password: Some("other".to_owned()),
    };
    let error = read(&bytes, &options).unwrap_err();
    assert_eq!(error.status.as_str(), "needs-password");
    assert!(error.reason.en.contains("does not open it"), "{error:?}");
    assert!(!error.advice.zh.is_empty());
}

/// Every fixture cut off at many places and with bytes changed: whatever comes out, it comes out.
#[test]
fn broken_files_end() {
    let mut seed = 0x9E37_79B9_u32;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed as usize
    };
    for path in fixtures() {
        // Costly by design; its kind is covered by the test above.
        if path.file_stem().is_some_and(|stem| stem == "nested-bombs") {
            continue;
        }
        let whole = fs::read(&path).unwrap();
        for _ in 0..12 {
            let mut bytes = whole.clone();
            bytes.truncate(random() % whole.len());
            let _ = read(&bytes, &Options::default());
            let mut bytes = whole.clone();
            for _ in 0..8 {
                let at = random() % bytes.len();
                bytes[at] = random() as u8;
            }
            let _ = read(&bytes, &Options::default());
        }
    }
}
