//! What is read, and in which order.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use crate::support::{desk, junk, ran};

/// The column `path` of `files.csv`.
fn paths(files: &str) -> Vec<&str> {
    files
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect()
}

#[test]
fn a_row_for_every_file_in_order() {
    let desk = junk();
    desk.run(&["audit", "in", "-o", "out"]);
    let expected = [
        ".hidden",
        "a/empty.pdf",
        "a/note.txt",
        "b/cut.pdf",
        "b/noise.bin",
        "page.html",
        "~$draft.docx",
    ];
    assert_eq!(paths(&desk.read("out/files.csv")), expected);
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let names: Vec<String> = (0..100).map(|n| format!("in/{}/{n}.txt", n % 7)).collect();
    let texts: Vec<String> = (0..100)
        .map(|n| "政府信息公开\n".repeat(n * 7 % 50))
        .collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .zip(&texts)
        .map(|(n, t)| (n.as_str(), t.as_bytes()))
        .collect();
    let desk = desk(&files);
    for (jobs, out) in [("1", "one"), ("8", "eight")] {
        desk.run(&["audit", "in", "-o", out, "-j", jobs, "--no-cache"]);
    }
    let files = desk.files("one");
    assert_eq!(files, desk.files("eight"));
    for name in files.iter().filter(|name| *name != "run.json") {
        let bytes = |out| std::fs::read(desk.path(&format!("{out}/{name}"))).unwrap();
        assert!(bytes("one") == bytes("eight"), "{name}");
    }
    assert_eq!(paths(&desk.read("one/files.csv")).len(), 100);
    for command in ["extract", "check"] {
        let [one, eight] = ["1", "8"].map(|jobs| desk.run(&[command, "in", "-j", jobs]));
        assert_eq!(
            (one.stdout, one.stderr),
            (eight.stdout, eight.stderr),
            "{command}"
        );
    }
}

#[test]
fn the_output_folder_below_the_input_is_passed_over() {
    let desk = junk();
    let first = desk.run(&["audit", "in", "-o", "in/out"]);
    let files = desk.read("in/out/files.csv");
    assert!(
        first
            .stderr
            .contains("in/out lies in a folder that is read"),
        "{}",
        first.stderr
    );
    desk.run(&["audit", "in", "-o", "in/out"]);
    assert_eq!(files, desk.read("in/out/files.csv"));
}

#[test]
fn a_wrong_suffix_is_a_note() {
    let sample = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let mut names = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        std::fs::read(
            names
                .find(|path| path.to_string_lossy().contains(name))
                .unwrap(),
        )
        .unwrap()
    };
    let (page, word) = (sample("017-"), sample("024-"));
    let desk = desk(&[
        ("in/a.pdf", &page),
        ("in/b.DOC", &word),
        ("in/c.wps", &word),
        ("in/d.jsp", &page),
    ]);
    let ran = desk.run(&["extract", "in"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let said: Vec<Vec<String>> = ran
        .stdout
        .lines()
        .map(|line| {
            let report: serde_json::Value = serde_json::from_str(line).unwrap();
            let notes = report["notes"].as_array().unwrap().iter();
            let wrong = notes.filter(|note| note["code"] == "wrong-suffix");
            wrong
                .map(|note| note["text"].as_str().unwrap().to_owned())
                .collect()
        })
        .collect();
    let expected = [
        vec!["the name ends in .pdf, the file is html"],
        vec!["the name ends in .doc, the file is docx"],
        vec![],
        vec![],
    ];
    assert_eq!(said, expected);
}

#[test]
fn lists_from_a_file_and_from_standard_input() {
    let desk = junk();
    std::fs::write(desk.path("list"), "in/b\r\nin/a/note.txt\r\nin/b/cut.pdf\n").unwrap();
    let shown = ["in/a/empty.pdf", "cut.pdf", "noise.bin", "in/a/note.txt"];
    desk.run(&[
        "audit",
        "in/a/empty.pdf",
        "--files-from",
        "list",
        "-o",
        "out",
    ]);
    assert_eq!(paths(&desk.read("out/files.csv")), shown);

    let mut command = desk.command(&["audit", "--files-from", "-", "-o", "out2"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let list = desk.read("list");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(list.as_bytes())
        .unwrap();
    ran(child.wait_with_output().unwrap());
    assert_eq!(paths(&desk.read("out2/files.csv")), shown[1..]);

    let ran = desk.run(&["check", "--files-from", "nowhere"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("--files-from"), "{}", ran.stderr);
}

#[test]
fn a_list_says_where_files_are_from() {
    let page = "<html><title>2023年政府信息公开工作年度报告</title><h1>2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>无。</p></html>";
    let desk = desk(&[("in/a.html", page.as_bytes())]);
    let list =
        "path,source_url,agency,published\nin/a.html,https://a.example/9,青溪市财政局,2024/2/9\n";
    std::fs::write(desk.path("list.csv"), list).unwrap();
    desk.run(&["audit", "--files-from", "list.csv", "-o", "out"]);
    let files = desk.read("out/files.csv");
    let row = files.lines().nth(1).unwrap();
    assert!(row.starts_with("in/a.html,"), "{row}");
    assert!(row.ends_with(",https://a.example/9,2024-02-09"), "{row}");
    let wide = desk.read("out/wide.csv");
    assert!(wide.contains(",青溪市财政局,"), "{wide}");
    // Given in time, published late: the rule asks for the date that the list gives.
    assert!(desk.read("out/findings.csv").contains("published-late"));

    std::fs::write(desk.path("bad.csv"), "path,published\nin/a.html,soon\n").unwrap();
    let ran = desk.run(&["check", "--files-from", "bad.csv"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("bad.csv") && ran.stderr.contains("soon"),
        "{}",
        ran.stderr
    );
}

#[test]
fn divisions_of_ones_own() {
    let page = "<html><title>青溪市财政局2023年政府信息公开工作年度报告</title><h1>青溪市财政局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>无。</p></html>";
    let desk = desk(&[
        ("in/a.html", page.as_bytes()),
        (
            "own.csv",
            "code,name\n990000,云岚省\n990100,青溪市\n".as_bytes(),
        ),
        (
            "bad.csv",
            "code,name\n990000,云岚省\n9901,青溪市\n".as_bytes(),
        ),
    ]);
    let identity = |ran: crate::support::Ran| -> serde_json::Value {
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        report["identity"].clone()
    };
    let own = identity(desk.run(&["extract", "in", "--divisions", "own.csv"]));
    assert_eq!(
        (&own["division"], &own["level"]),
        (&"990100".into(), &"bureau".into())
    );
    let embedded = identity(desk.run(&["extract", "in"]));
    assert_eq!(
        (&embedded["division"], &embedded["parent"]),
        (&"".into(), &"青溪市".into())
    );
    let bad = desk.run(&["extract", "in", "--divisions", "bad.csv"]);
    assert_eq!(bad.status, 2);
    assert!(bad.stderr.contains("bad.csv, line 3"), "{}", bad.stderr);
}

/// Paths that are too long for the system, with links on them that lead back, and names that are no text.
#[cfg(target_os = "linux")]
#[test]
fn odd_paths_are_read_and_do_no_harm() {
    use std::os::unix::ffi::OsStrExt;
    let desk = junk();
    let name = "长".repeat(80);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/003-dingjiayan-2024.pdf");
    let script = format!(
        "cd in; for n in $(seq 20); do mkdir {name} && cd {name} || exit 1; done; \
         cp {} deep.pdf; echo x > .hidden; ln -s {} up; ln -s deep.pdf other.pdf",
        sample.display(),
        desk.path("in").display()
    );
    let made = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(desk.path(""))
        .status();
    assert!(made.unwrap().success());
    let odd = std::ffi::OsStr::from_bytes(b"\xc4\xea\xb1\xa8.txt");
    std::fs::write(desk.path("in").join(odd), "text").unwrap();
    let ran = desk.run(&["audit", "in", "-o", "out"]);
    assert_eq!(ran.status, 2);
    let files = desk.read("out/files.csv");
    let long: Vec<&str> = files.lines().filter(|l| l.starts_with(&name)).collect();
    let ends = [
        ("/.hidden", ",skipped,"),
        ("/deep.pdf", ",ok,"),
        ("/other.pdf", ",ok,"),
        ("/up", ",skipped,"),
    ];
    assert_eq!(long.len(), ends.len(), "{files}");
    for (line, (path, status)) in long.iter().zip(ends) {
        assert!(line.contains(path) && line.contains(status), "{line}");
    }
    // What is read is what is read elsewhere, down to the picture of a finding.
    let findings = desk.read("out/findings.csv");
    assert!(findings.contains("disputes-total"), "{findings}");
    assert!(desk.files("out/html/picture").len() > 1);
    assert!(files.contains("\u{fffd}"), "{files}");
    assert_eq!(paths(&files).len(), 12, "{files}");
    // Given by name.
    let path = format!("in/{}deep.pdf", format!("{name}/").repeat(20));
    let alone = desk.run(&["check", &path]);
    assert_eq!(alone.status, 1, "{}", alone.stderr);
}
