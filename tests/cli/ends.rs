//! How far a run is, how it is ended from outside, and what it writes down.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::support::pile;

#[test]
fn progress_for_programs() {
    let desk = pile();
    let ran = desk.run(&["audit", "in", "-o", "out", "--progress", "json"]);
    let lines: Vec<serde_json::Value> = ran
        .stderr
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for event in ["reading", "writing"] {
        let last = lines.iter().rfind(|line| line["event"] == event).unwrap();
        assert_eq!((&last["files"], &last["files"]), (&last["of"], &21.into()));
        assert!(last["pages"].as_u64() > Some(10), "{last}");
        assert!(last["findings"].as_u64() > Some(0), "{last}");
        assert!(last["rate"].is_number() && last["seconds"].is_number());
    }
    let ran = desk.run(&["audit", "in", "-o", "out", "--progress", "none"]);
    assert!(!ran.stderr.contains('{'), "{}", ran.stderr);
}

#[test]
fn a_log_of_each_file() {
    let desk = pile();
    let ran = desk.run(&["audit", "in", "-o", "out", "--log-file", "log"]);
    assert!(ran.stderr.contains("log: log"), "{}", ran.stderr);
    let log = desk.read("log");
    for words in [
        "listed",
        "b/cut.pdf",
        "compared",
        "not read",
        "status=\"damaged\"",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
    let ran = desk.run(&["audit", "in", "-o", "out", "-vv"]);
    assert!(ran.stderr.contains("a/note.txt"), "{}", ran.stderr);
    let ran = desk.run(&["extract", "in/b", "-v"]);
    assert!(ran.stderr.contains("noise.bin"), "{}", ran.stderr);
    assert_eq!(desk.names("kept/logs").len(), 1);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_in_order() {
    let desk = pile();
    for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
        let mut command = desk.command(&["audit", "in", "-o", "out", "-j", "1", "-vv"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        // As soon as something was read.
        let mut line = String::new();
        while !line.contains("read path") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0);
        }
        let pid = child.id().to_string();
        let kill = std::process::Command::new("kill")
            .args([signal, &pid])
            .status();
        assert!(kill.unwrap().success());
        let mut rest = String::new();
        said.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(status), "{rest}");
        assert!(rest.contains("the same call goes on"), "{rest}");
        // Nothing half written is left.
        assert!(desk.names("out").is_empty());
    }
    let after = desk.run(&["audit", "in", "-o", "out"]);
    assert!(after.stderr.contains("read before"), "{}", after.stderr);
}
