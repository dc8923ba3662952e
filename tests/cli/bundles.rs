//! Archives of files: a row for each member, whatever the archive is, and nothing written outside of the output.

use std::fs;

use crate::support::{Desk, Ran, bytes, desk, tar};

/// A folder with these archives in it.
fn archives(names: &[&str]) -> Desk {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/bundles/");
    let bytes = |name: &str| fs::read(format!("{folder}{name}")).unwrap();
    let files: Vec<(String, Vec<u8>)> = names
        .iter()
        .map(|name| (format!("in/{name}"), bytes(name)))
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    desk(&files)
}

/// Path, kind and status of every row.
fn rows(desk: &Desk, arguments: &[&str]) -> (Vec<String>, Ran) {
    let ran = desk.run(&[&["audit", "in", "-o", "out", "--no-bom"], arguments].concat());
    let text = desk.read("out/files.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| {
        // What was not unpacked has no hash, and the other way round.
        assert!(!row[1].is_empty() || row[3].is_empty(), "{row:?}");
        format!("{} {} {}", &row[0], &row[3], &row[4])
    };
    let rows = reader.records().map(|r| row(r.unwrap())).collect();
    (rows, ran)
}

fn statuses(name: &str, arguments: &[&str]) -> Vec<String> {
    let desk = archives(&[name]);
    let (rows, _) = rows(&desk, arguments);
    let top = format!("{name}!/");
    rows.into_iter()
        .map(|row| row.trim_start_matches(&top).to_owned())
        .collect()
}

#[test]
fn names_in_gbk_and_members_that_are_no_inputs() {
    let desk = archives(&["gbk.zip"]);
    let (rows, ran) = rows(&desk, &[]);
    assert_eq!(
        rows,
        [
            "gbk.zip!/年报/石镜县年报.html html ok",
            "gbk.zip!/年报/说明.txt text not-a-report",
            "gbk.zip!/逃逸.txt text not-a-report",
            "gbk.zip!/word/说明.txt text not-a-report",
            "gbk.zip!/网页.html html not-a-report",
            "gbk.zip!/__MACOSX/._说明.txt  skipped",
            "gbk.zip!/网页_files/logo.png  skipped",
            "gbk.zip zip ok",
        ]
    );
    assert!(ran.status < 2, "{}", ran.stderr);
    // Nothing came out of the archive.
    assert_eq!(desk.names(""), ["in", "kept", "out"]);
    assert_eq!(desk.names("in"), ["gbk.zip"]);
}

#[test]
fn a_member_is_an_input_of_its_own() {
    let desk = archives(&["gbk.zip", "methods.7z", "pax.tar", "gbk.tar.gz"]);
    let (_, ran) = rows(&desk, &[]);
    assert!(ran.status < 2);
    let text = desk.read("out/files.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let page: Vec<csv::StringRecord> = reader
        .records()
        .map(Result::unwrap)
        .filter(|row| row[0].ends_with("!/年报/石镜县年报.html"))
        .collect();
    assert_eq!(page.len(), 4);
    for row in &page {
        assert_eq!((&row[1], &row[2], &row[7]), (&page[0][1], "21789", "1"));
    }
    let cells = desk.read("out/cells.csv");
    assert!(cells.contains("methods.7z!/年报/石镜县年报.html"));
}

#[test]
fn names_in_utf8_and_said_twice() {
    let plain = [
        "年报/石镜县年报.html html ok",
        "年报/说明.txt text not-a-report",
    ];
    assert_eq!(statuses("utf8.zip", &[])[..2], plain);
    let said = [
        "真年报/石镜县年报.html html ok",
        "真年报/说明.txt text not-a-report",
    ];
    assert_eq!(statuses("unicode-path.zip", &[])[..2], said);
}

#[test]
fn one_archive_in_another_is_unpacked_and_no_third() {
    assert_eq!(
        statuses("nested.zip", &[]),
        [
            "里层.7z!/财政局.txt text ok",
            "里层.7z 7z ok",
            "套.zip!/deepest.zip  unsupported",
            "套.zip zip ok",
            "numbered.docx docx not-a-report",
            "又一个.tar.gz!/a.txt text not-a-report",
            "又一个.tar.gz gzip ok",
            "nested.zip zip ok",
        ]
    );
}

#[test]
fn solid_ones_and_other_methods() {
    let plain = [
        "年报/石镜县年报.html html ok",
        "年报/说明.txt text not-a-report",
    ];
    let solid = statuses("solid.7z", &[]);
    assert_eq!(solid[..2], plain);
    assert_eq!(solid[2..], ["空.txt  empty", "solid.7z 7z ok"]);
    assert_eq!(statuses("methods.7z", &[])[..2], plain);
}

#[test]
fn tar_with_links_and_long_names() {
    let long = format!("{}/年报.txt text not-a-report", "很长的文件夹名".repeat(12));
    for name in ["pax.tar", "gbk.tar.gz"] {
        let rows = statuses(name, &[]);
        assert_eq!(
            rows[..4],
            [
                "年报/石镜县年报.html html ok",
                long.as_str(),
                "说明.txt text not-a-report",
                "链接  skipped",
            ]
        );
        assert!(rows[4].ends_with(" ok"), "{rows:?}");
    }
}

#[test]
fn a_page_as_the_server_sent_it() {
    assert_eq!(
        statuses("page.html.gz", &[]),
        ["page.html html ok", "page.html.gz gzip ok"]
    );
}

#[test]
fn encrypted_ones_are_told_and_open_with_their_password() {
    for name in [
        "locked.zip",
        "locked-aes.zip",
        "locked.7z",
        "locked-names.7z",
    ] {
        for arguments in [&[][..], &["--password", "wrong"]] {
            let rows = statuses(name, arguments);
            assert!(
                rows.iter().all(|row| row.ends_with(" needs-password")),
                "{rows:?}"
            );
            assert_eq!(rows.len(), if name == "locked-names.7z" { 1 } else { 3 });
        }
        let rows = statuses(name, &["--password", "gouji"]);
        assert_eq!(rows[0], "年报/石镜县年报.html html ok", "{name}");
        assert!(rows[2].ends_with(" ok"), "{rows:?}");
    }
}

#[test]
fn those_that_are_cut_off_are_read_as_far_as_they_go() {
    let zip = statuses("cut.zip", &[]);
    assert_eq!(zip[0], "年报/石镜县年报.html html ok");
    assert_eq!(zip.last().unwrap(), "cut.zip zip damaged");
    let tar = statuses("cut.tar.gz", &[]);
    assert!(tar[0].starts_with("年报/石镜县年报.html"), "{tar:?}");
    assert_eq!(tar.last().unwrap(), "cut.tar.gz gzip damaged");
    assert_eq!(statuses("empty.zip", &[]), ["empty.zip zip empty"]);
}

#[test]
fn bombs_do_not_go_off() {
    let solid = statuses("bomb.7z", &[]);
    assert_eq!(solid[0], "a.txt text not-a-report");
    assert_eq!(solid.last().unwrap(), "bomb.7z 7z memory");
    let overlapping = statuses("overlapping.zip", &[]);
    assert_eq!(overlapping.len(), 2001);
    assert_eq!(overlapping.last().unwrap(), "overlapping.zip zip memory");
    let memory = overlapping.iter().filter(|row| row.ends_with("memory"));
    assert!(memory.count() > 1500);
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let names = ["gbk.zip", "nested.zip", "solid.7z", "cut.tar.gz"];
    let desk = archives(&names);
    for jobs in ["1", "7"] {
        desk.run(&["audit", "in", "-o", jobs, "-j", jobs]);
    }
    for name in ["files.csv", "reports.jsonl"] {
        let [one, seven] = ["1", "7"].map(|jobs| desk.read(&format!("{jobs}/{name}")));
        assert_eq!(one, seven);
    }
}

/// Members of an archive, and of one in it, have the pictures that they have as files.
#[test]
fn members_have_pictures() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/");
    let samples = [
        "003-dingjiayan-2024.pdf",
        "001-qingxi-2023.pdf",
        "009-luwan-2022.pdf",
    ];
    let samples = samples.map(|name| (name, fs::read(format!("{corpus}{name}")).unwrap()));
    let files: Vec<(&str, &[u8])> = samples.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    let inner = tar(&files[1..]);
    let mut members = vec![("note.txt", &b"x"[..]), files[0], ("more.tar", &inner[..])];
    // Of two files of one name the pictures are those of each.
    members.push(("other/003-dingjiayan-2024.pdf", files[0].1));
    let desk = desk(&[("packed/all.tar", &tar(&members))]);
    for (name, bytes) in files.iter().copied().chain([("other/003.pdf", files[0].1)]) {
        let path = desk.path(&format!("plain/{name}"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let pictures = |source: &str| {
        let out = format!("out-{source}");
        desk.run(&["audit", source, "-o", &out, "--outputs", "html"]);
        let mut pictures: Vec<Vec<u8>> = bytes(&desk, &format!("{out}/html/picture"))
            .into_values()
            .collect();
        pictures.sort();
        pictures
    };
    let plain = pictures("plain");
    assert!(plain.len() > 3, "{}", plain.len());
    assert!(pictures("packed") == plain);
}
