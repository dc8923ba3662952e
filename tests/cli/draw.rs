//! Drawings of pages.

use std::path::{Path, PathBuf};

use gouji::audit::{Settings, Traced, trace};

use crate::support::{desk, program, ran};

/// The PDF of the corpus with this number.
fn corpus(number: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let mut paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path());
    let is_it = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with(number) && name.ends_with(".pdf")
    };
    paths.find(is_it).unwrap()
}

fn traced(path: &Path) -> Traced {
    trace(&std::fs::read(path).unwrap(), &Settings::default()).unwrap()
}

fn drawn(path: &Path, page: u32, more: &[&str]) -> String {
    let page = page.to_string();
    let mut arguments = vec!["draw", path.to_str().unwrap(), "--page", &page];
    arguments.extend(more);
    let ran = ran(program(&arguments).output().unwrap());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    ran.stdout
}

#[test]
fn every_number_of_a_page_is_in_its_drawing() {
    for number in ["001", "004", "009", "026"] {
        let path = corpus(number);
        let traced = traced(&path);
        for page in &traced.pages {
            let svg = drawn(&path, page.number, &[]);
            let document = roxmltree::Document::parse(&svg).unwrap();
            let titles = |class: &str| -> Vec<String> {
                let of_class = document
                    .descendants()
                    .filter(|n| n.attribute("class") == Some(class));
                let title = of_class.filter_map(|n| n.first_element_child()?.text());
                title.map(str::to_owned).collect()
            };
            let cells = titles("cell");
            let grids = traced.grids.iter().flat_map(|section| &section.grids);
            for cell in grids.flat_map(|grid| &grid.cells) {
                if cell.place.page() == Some(page.number) {
                    let shown = cells.iter().any(|title| title.ends_with(&cell.text));
                    assert!(shown, "{number}, page {}: {}", page.number, cell.text);
                }
            }
            let fields = titles("sure").len() + titles("fair").len() + titles("doubtful").len();
            let values = traced.audited.reports[0]
                .tables
                .iter()
                .flat_map(|t| &t.values);
            let on_page = values.filter(|v| v.place.page() == Some(page.number));
            assert_eq!(fields, on_page.count(), "{number}, page {}", page.number);
        }
    }
}

#[test]
fn a_tooltip_says_all_that_is_known_of_a_value() {
    let path = corpus("001");
    let traced = traced(&path);
    let values = traced.audited.reports[0]
        .tables
        .iter()
        .flat_map(|t| &t.values);
    let page = values.filter_map(|v| v.place.page()).max().unwrap();
    let svg = drawn(&path, page, &["--lang", "zh", "--layers", "fields"]);
    for part in [
        "/other",
        "数值：",
        "原文：",
        "置信度：1.00",
        "data-field=",
        "表",
    ] {
        assert!(svg.contains(part), "{part}");
    }
}

#[test]
fn a_second_reading_can_be_drawn() {
    let path = corpus("007");
    let once = drawn(&path, 2, &[]);
    // Both readers agree on this file.
    assert_eq!(drawn(&path, 2, &["--second-reading"]), once);
}

#[test]
fn only_the_layers_asked_for_are_drawn() {
    let path = corpus("001");
    let svg = drawn(&path, 2, &["--layers", "rulings,cells"]);
    let document = roxmltree::Document::parse(&svg).unwrap();
    let groups = document
        .descendants()
        .filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "g")));
    let ids: Vec<&str> = groups.filter_map(|n| n.attribute("id")).collect();
    assert_eq!(ids, ["cells", "rulings"]);
}

#[test]
fn the_characters_of_the_second_reader_can_be_drawn() {
    let path = corpus("001");
    let texts = |reader: &str| {
        let svg = drawn(&path, 2, &["--pdf-reader", reader, "--layers", "glyphs"]);
        let mut texts: Vec<String> = roxmltree::Document::parse(&svg)
            .unwrap()
            .descendants()
            .filter(|n| n.attribute("class") == Some("shown"))
            .filter_map(|n| n.text().map(str::to_owned))
            .collect();
        texts.sort();
        texts
    };
    let ours = texts("ours");
    assert!(ours.len() > 300);
    assert_eq!(texts("pdf-extract"), ours);
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let desk = desk(&[
        (
            "a.html",
            "<html><title>通知</title><p>放假</html>".as_bytes(),
        ),
        ("b.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat"),
    ]);
    let path = corpus("001");
    let path = path.to_str().unwrap();
    let pages = traced(&corpus("001")).pages.len();
    for (file, page, part) in [
        ("a.html", "1", "has no pages to draw".to_owned()),
        ("b.pdf", "1", "damaged".to_owned()),
        ("none.pdf", "1", "none.pdf".to_owned()),
        (path, "0", format!("it has {pages}")),
        (path, "99", format!("from 1 to {pages}")),
    ] {
        let ran = desk.run(&["draw", file, "--page", page, "-o", "x.svg"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{file}");
        assert!(ran.stderr.contains(&part), "{}", ran.stderr);
        assert!(!desk.path("x.svg").exists());
    }
    let ran = desk.run(&["draw", path, "-o", "x.svg"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert!(desk.read("x.svg").ends_with("</svg>\n"));
}

const PNG: &[u8] = b"\x89PNG\r\n";

#[test]
fn a_page_and_a_cell_can_be_had_as_published() {
    let desk = desk(&[]);
    let path = corpus("001");
    let path = path.to_str().unwrap();
    let write = |more: &[&str], name: &str| {
        let mut arguments = vec!["draw", path, "-o", name];
        arguments.extend(more);
        let ran = desk.run(&arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
        std::fs::read(desk.path(name)).unwrap()
    };
    let page = write(&["--page", "2"], "page.png");
    let cell = write(&["--cell", "requests/new/total"], "cell.PNG");
    let part = write(
        &["--page", "2", "--box", "60,100,300,200", "--dpi", "72"],
        "part.png",
    );
    if cfg!(feature = "pictures") {
        let width = |png: &[u8]| {
            assert!(png.starts_with(PNG));
            u32::from_be_bytes(png[16..20].try_into().unwrap())
        };
        assert!(width(&page) > 1000);
        assert!((20..300).contains(&width(&cell)));
        assert_eq!(width(&part), 240);
    }
    let svg = write(&["--page", "2", "--box", "60,100,300,200"], "part.svg");
    let svg = String::from_utf8(svg).unwrap();
    assert!(svg.contains("viewBox=\"60.00 100.00 240.00"), "{svg}");
}

#[test]
fn a_cell_or_a_box_that_is_not_there_is_said() {
    let desk = desk(&[]);
    let path = corpus("001");
    let path = path.to_str().unwrap();
    for (more, part) in [
        (
            ["--cell", "requests/new/nobody"],
            "has no field requests/new/nobody",
        ),
        (["--box", "900,10,950,20"], "the box is not on the page"),
        (["--box", "30,10,20,20"], "left, top, right and bottom"),
        (["--box", "30,10,20"], "left, top, right and bottom"),
        (["--layers", "cells"], "name an output that ends in .svg"),
    ] {
        let mut arguments = vec!["draw", path, "-o", "x.png"];
        arguments.extend(more);
        let ran = desk.run(&arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{more:?}");
        assert!(ran.stderr.contains(part), "{}", ran.stderr);
        assert!(!desk.path("x.png").exists());
    }
}
