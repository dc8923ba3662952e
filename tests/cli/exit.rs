//! Exit statuses and what is said with them.

use std::process::Stdio;

use crate::support::{desk, junk, program, ran};

#[test]
fn a_wrong_call_is_2_and_help_is_0() {
    let status = |arguments: &[&str]| ran(program(arguments).output().unwrap()).status;
    assert_eq!(status(&[]), 2);
    assert_eq!(status(&["check"]), 2);
    assert_eq!(status(&["check", "--no-such-flag", "x"]), 2);
    assert_eq!(status(&["no-such-command"]), 2);
    assert_eq!(status(&["audit", "x"]), 2, "audit without -o");
    assert_eq!(status(&["check", "-j", "0", "x"]), 2);
    for help in [
        &["--help"][..],
        &["check", "--help"],
        &["-h"],
        &["--version"],
    ] {
        assert_eq!(status(help), 0, "{help:?}");
    }
}

#[test]
fn help_speaks_both_languages() {
    let help = ran(program(&["check", "--help"]).output().unwrap()).stdout;
    assert!(help.contains("Say where reports contradict themselves"));
    assert!(help.contains("自相矛盾"));
}

#[test]
fn an_input_that_cannot_be_read_is_2_and_named() {
    let desk = junk();
    for command in ["extract", "check"] {
        let ran = desk.run(&[command, "in/a/empty.pdf", "missing.pdf"]);
        assert_eq!(ran.status, 2, "{command}");
        assert!(ran.stderr.contains("in/a/empty.pdf: "), "{}", ran.stderr);
        assert!(
            ran.stderr
                .contains("missing.pdf: unreadable: no such file or folder; check the spelling"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn an_empty_folder_and_files_passed_over_are_no_failure() {
    let desk = desk(&[("in/.hidden", b"x"), ("in/Thumbs.db", b"x")]);
    let ran = desk.run(&["check", "in"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "2 files, 0 reports\n");
}

#[test]
fn messages_follow_the_locale_and_the_flag() {
    let desk = junk();
    let mut command = desk.command(&["check", "missing.pdf"]);
    let chinese = ran(command.env("LANG", "zh_CN.UTF-8").output().unwrap());
    assert!(
        chinese.stderr.contains("没有这个文件"),
        "{}",
        chinese.stderr
    );
    let mut command = desk.command(&["check", "missing.pdf", "--lang", "en"]);
    let english = ran(command.env("LANG", "zh_CN.UTF-8").output().unwrap());
    assert!(
        english.stderr.contains("no such file"),
        "{}",
        english.stderr
    );
}

#[test]
fn an_unknown_rule_is_2_with_a_way_on() {
    let ran = ran(program(&["explain", "no-such-rule"]).output().unwrap());
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("no-such-rule") && ran.stderr.contains("gouji rules"));
}

#[test]
fn a_broken_pipe_ends_quietly() {
    let mut command = program(&["forms", "--format", "tsv"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
}

#[test]
fn the_output_folder_must_not_be_the_input() {
    let desk = junk();
    let ran = desk.run(&["audit", "in", "-o", "in/../in"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("name another one"), "{}", ran.stderr);
    assert!(!desk.names("in").iter().any(|n| n.ends_with("csv")));
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let desk = junk();
    let ran = desk.run(&["audit", "in", "-o", "in/page.html/out"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("cannot write to in/page.html/out"),
        "{}",
        ran.stderr
    );
}
