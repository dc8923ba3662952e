//! Pictures of pages and cells: that they show what is printed, where it is printed.
#![cfg(feature = "pictures")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gouji::audit::{Settings, trace};
use gouji::batch::PictureWorker;
use gouji::emit::picture::{Crop, Here, NoFonts, NoPicture, Picture, Pictures};
use gouji::location::Rect;
use gouji::read::Options;
use gouji::report::State;

fn file(path: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn worker(seconds: u64) -> PictureWorker {
    let arguments = ["picture-worker", "--memory", "2048"].map(Into::into);
    PictureWorker::new(
        env!("CARGO_BIN_EXE_gouji").into(),
        arguments.to_vec(),
        Duration::from_secs(seconds),
    )
}

fn crop(page: u32, rect: Option<Rect>, scale: f32) -> Crop {
    Crop {
        page,
        rect,
        frame: None,
        scale,
    }
}

fn take(path: &str, crop: Crop) -> Result<Picture, NoPicture> {
    let mut here = Here(Arc::new(NoFonts));
    here.take(&file(path), &Options::default(), &[crop])
        .remove(0)
}

/// A decoded picture: width, height and how dark each pixel is.
struct Pixels {
    width: usize,
    height: usize,
    dark: Vec<u8>,
}

/// The samples of a picture, and what they are.
fn decoded(picture: Result<Picture, NoPicture>) -> (Vec<u8>, png::OutputInfo) {
    let Ok(Picture::Png(bytes)) = picture else {
        panic!("{picture:?} is no PNG");
    };
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut data).unwrap();
    (data, info)
}

fn pixels(picture: Result<Picture, NoPicture>) -> Pixels {
    let (data, info) = decoded(picture);
    let samples = info.color_type.samples();
    let dark = data.chunks(samples).map(|p| 255 - p.iter().min().unwrap());
    Pixels {
        width: info.width as usize,
        height: info.height as usize,
        dark: dark.collect(),
    }
}

impl Pixels {
    fn at(&self, x: f32, y: f32) -> u8 {
        self.dark[y as usize * self.width + x as usize]
    }

    fn marked(&self) -> usize {
        self.dark.iter().filter(|dark| **dark > 128).count()
    }
}

#[test]
fn rulings_are_where_they_were_read() {
    let path = "corpus/001-qingxi-2023.pdf";
    let traced = trace(&file(path), &Settings::default()).unwrap();
    let page = &traced.pages[1];
    let scale = 4.0;
    let shown = pixels(take(path, crop(2, None, scale)));
    assert_eq!(shown.width, (page.width * scale).ceil() as usize);
    assert_eq!(shown.height, (page.height * scale).ceil() as usize);
    assert!(page.rulings.len() > 20);
    for ruling in &page.rulings {
        let (x, y) = ruling.rect.center();
        assert!(shown.at(x * scale, y * scale) > 60, "{ruling:?}");
    }
}

#[test]
fn a_box_is_cut_out_of_its_page() {
    let path = "corpus/001-qingxi-2023.pdf";
    let whole = pixels(take(path, crop(2, None, 2.0)));
    let rect = Rect::new(70.0, 120.0, 330.0, 260.0);
    let part = pixels(take(path, crop(2, Some(rect), 2.0)));
    assert_eq!((part.width, part.height), (520, 280));
    for (x, y) in (0..520)
        .step_by(7)
        .flat_map(|x| (0..280).map(move |y| (x, y)))
    {
        let (x, y) = (x as f32, y as f32);
        assert_eq!(part.at(x, y), whole.at(x + 140.0, y + 240.0));
    }
    // So large that the page is not painted as a whole: the same, finer.
    let fine = pixels(take(path, crop(2, Some(rect), 8.0)));
    assert_eq!((fine.width, fine.height), (2080, 1120));
    let share = |p: &Pixels| p.marked() as f64 / (p.width * p.height) as f64;
    assert!((share(&fine) - share(&part)).abs() < 0.02);
}

#[test]
fn turned_pages_are_shown_as_they_are_read() {
    for turn in ["turned-90", "turned-180", "turned-270"] {
        let path = format!("tests/fixtures/pdf/{turn}.pdf");
        let pages = trace(&file(&path), &Settings::default()).unwrap().pages;
        assert!(!pages[0].rulings.is_empty());
        for ruling in &pages[0].rulings {
            let Rect { x0, y0, x1, y1 } = ruling.rect;
            let around = Rect::new(x0 - 4.0, y0 - 4.0, x1 + 4.0, y1 + 4.0);
            let shown = pixels(take(&path, crop(1, Some(around), 4.0)));
            let middle = shown.at(shown.width as f32 / 2.0, shown.height as f32 / 2.0);
            assert!(middle > 60, "{turn} {ruling:?}");
            assert_eq!(shown.at(1.0, 1.0), 0, "{turn}");
        }
    }
}

#[test]
fn a_worker_shows_every_number_of_a_report() {
    let path = "corpus/001-qingxi-2023.pdf";
    let bytes = file(path);
    let audited = trace(&bytes, &Settings::default()).unwrap().audited;
    let tables = audited.reports[0].tables.iter();
    let numbers = tables
        .flat_map(|table| &table.values)
        .filter(|value| value.state == State::Number)
        .filter_map(|value| Some((value.place.page()?, value.place.rect()?)));
    let crops: Vec<Crop> = numbers
        .map(|(page, rect)| crop(page, Some(rect), 2.0))
        .collect();
    assert!(crops.len() > 150);
    let pictures = worker(20).take(&bytes, &Options::default(), &crops);
    for (picture, crop) in pictures.into_iter().zip(&crops) {
        assert!(pixels(picture).marked() > 3, "{crop:?}");
    }
}

#[test]
fn characters_of_a_font_that_is_nowhere_are_drawn() {
    for (name, text) in [("gbk-euc", "总"), ("gbk-in-disguise", "公")] {
        let path = format!("tests/fixtures/pdf/{name}.pdf");
        let Ok(Picture::Svg(svg)) = take(&path, crop(1, None, 2.0)) else {
            panic!("{name}");
        };
        assert!(svg.contains(text), "{name} {svg}");
        roxmltree::Document::parse(&svg).unwrap();
    }
}

#[test]
fn without_a_picture_there_is_a_reason() {
    let path = "corpus/001-qingxi-2023.pdf";
    let off = Rect::new(900.0, 10.0, 950.0, 20.0);
    for (path, crop, reason) in [
        (path, crop(99, None, 1.0), NoPicture::NoSuchPage),
        (path, crop(1, Some(off), 1.0), NoPicture::OffThePage),
        ("Cargo.toml", crop(1, None, 1.0), NoPicture::Unreadable),
    ] {
        assert_eq!(take(path, crop), Err(reason));
    }
}

#[test]
fn a_hostile_page_costs_only_its_own_picture() {
    let mut worker = worker(3);
    let start = Instant::now();
    let bomb = file("tests/fixtures/pdf/nested-bombs.pdf");
    worker.take(&bomb, &Options::default(), &[crop(1, None, 1.0)]);
    assert!(start.elapsed() < Duration::from_secs(30));
    let good = file("corpus/001-qingxi-2023.pdf");
    let mut taken = worker.take(&good, &Options::default(), &[crop(1, None, 1.0)]);
    assert!(pixels(taken.remove(0)).marked() > 100);
}

/// Colours of a picture, three bytes a pixel, and its width.
fn colours(picture: Result<Picture, NoPicture>) -> (Vec<[u8; 3]>, usize) {
    let (data, info) = decoded(picture);
    let samples = info.color_type.samples();
    let pixels = data.chunks(samples).map(|p| match *p {
        [r, g, b] => [r, g, b],
        [grey, ..] => [grey; 3],
        [] => [0; 3],
    });
    (pixels.collect(), info.width as usize)
}

#[test]
fn a_frame_stands_around_its_box_and_leaves_it_as_it_is() {
    let (shown, frame) = (
        Rect::new(60.0, 100.0, 260.0, 200.0),
        Rect::new(100.0, 120.0, 200.0, 160.0),
    );
    let [plain, framed] = [None, Some(frame)].map(|frame| {
        colours(take(
            "corpus/003-dingjiayan-2024.pdf",
            Crop {
                page: 4,
                rect: Some(shown),
                frame,
                scale: 2.0,
            },
        ))
    });
    assert_eq!((plain.0.len(), plain.1), (framed.0.len(), framed.1));
    let width = plain.1;
    let red = |pixel: &[u8; 3]| pixel[0] > 180 && pixel[1] < 80 && pixel[2] < 80;
    let mut frames = 0;
    for (at, (before, after)) in plain.0.iter().zip(&framed.0).enumerate() {
        let (x, y) = (at % width, at / width);
        let inside = (80..280).contains(&x) && (40..120).contains(&y);
        let far = !(74..286).contains(&x) || !(34..126).contains(&y);
        if inside || far {
            assert_eq!(before, after, "{x}, {y}");
        } else if red(after) {
            frames += 1;
        }
    }
    // Two sides of 200 and two of 80 pixels, some pixels thick.
    assert!((1200..3500).contains(&frames), "{frames}");
    let corner = framed.0[60 * width + 76];
    assert!(red(&corner), "{corner:?}");
}
