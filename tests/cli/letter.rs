//! `gouji letter`, from the folder of an audit.

use crate::support::desk;

#[test]
fn a_letter_is_written_from_an_audit() {
    let corpus = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/corpus/003-dingjiayan-2024.pdf"
    );
    let desk = desk(&[]);
    let audit = ["audit", corpus, "-o", "out", "--outputs", "reports,html"];
    assert_eq!(desk.run(&audit).status, 1);
    let letter = |report: &str| {
        desk.run(&[
            "letter", report, "--audit", "out", "-o", "post", "--lang", "en",
        ])
    };
    let ran = letter("003-dingjiayan-2024.pdf");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let names = desk.names("post");
    let [document, page] = names.as_slice() else {
        panic!("{names:?}");
    };
    let id = page.strip_prefix("letter-").unwrap();
    let id = id.strip_suffix(".html").unwrap();
    assert_eq!(*document, format!("letter-{id}.docx"));
    let text = desk.read(&format!("post/{page}"));
    assert!(text.contains("松坪县丁家堰镇人民政府") && text.contains("2 + 0 + 1 + 0 = 3 ≠ 0"));
    if cfg!(feature = "pictures") {
        assert!(text.contains("data:image/png;base64,iVBORw0KGgo"));
    }
    // By its id the same.
    std::fs::remove_dir_all(desk.path("post")).unwrap();
    assert_eq!(letter(id).status, 0);
    assert_eq!(desk.read(&format!("post/{page}")), text);
    let ran = letter("no-such-report");
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("has no report no-such-report"),
        "{}",
        ran.stderr
    );
}

#[test]
fn without_an_audit_it_says_what_to_do() {
    let ran = desk(&[]).run(&["letter", "x", "--lang", "en"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("--audit names the folder"),
        "{}",
        ran.stderr
    );
}
