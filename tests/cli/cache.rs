//! What was read before is not read again, and however a run ended, the next one gives the same bytes.

use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::support::{Desk, Ran, bytes, pile};

/// How many files a run says it took from the cache.
fn known(ran: &Ran) -> usize {
    let line = ran.stderr.lines().find(|line| line.contains("read before"));
    line.map_or(0, |line| line.split(' ').next().unwrap().parse().unwrap())
}

fn audit(desk: &Desk, out: &str, more: &[&str]) -> Ran {
    desk.run(&[&["audit", "in", "-o", out], more].concat())
}

#[test]
fn what_was_read_is_not_read_again() {
    let desk = pile();
    audit(&desk, "plain", &["--no-cache"]);
    assert!(!desk.path("kept").exists());
    let plain = bytes(&desk, "plain");
    assert_eq!(known(&audit(&desk, "first", &["-j", "1"])), 1, "the copy");
    let second = audit(&desk, "second", &[]);
    // All but the hidden file, the temporary one and the archive itself.
    assert_eq!(known(&second), 19, "{}", second.stderr);
    for out in ["first", "second"] {
        assert!(bytes(&desk, out) == plain, "{out}");
    }
    assert_eq!(known(&audit(&desk, "third", &["--cache", "other"])), 1);
    assert_eq!(known(&audit(&desk, "third", &["--password", "x"])), 1);
    // Moved, copied and changed.
    std::fs::rename(desk.path("in/a/note.txt"), desk.path("in/z.txt")).unwrap();
    std::fs::write(
        desk.path("in/page.html"),
        "<html><title>新通知</title></html>",
    )
    .unwrap();
    let changed = audit(&desk, "changed", &[]);
    assert_eq!(known(&changed), 18, "{}", changed.stderr);
    audit(&desk, "anew", &["--no-cache"]);
    assert!(bytes(&desk, "changed") == bytes(&desk, "anew"));
}

#[test]
fn damage_to_the_cache_is_seen() {
    let desk = pile();
    audit(&desk, "plain", &["--no-cache"]);
    let plain = bytes(&desk, "plain");
    for damage in ["zeros", "cut", "letters"] {
        audit(&desk, "out", &[]);
        let mut logs = Vec::new();
        let mut folders = vec![desk.path("kept")];
        while let Some(at) = folders.pop() {
            for entry in at.read_dir().unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "gjr") {
                    logs.push(path);
                }
            }
        }
        assert!(!logs.is_empty());
        for log in logs {
            let mut content = std::fs::read(&log).unwrap();
            let middle = content.len() / 2;
            match damage {
                "zeros" => content[middle..].fill(0),
                "cut" => content.truncate(middle),
                _ => content.iter_mut().step_by(997).for_each(|b| *b = b'x'),
            }
            std::fs::write(log, content).unwrap();
        }
        let after = audit(&desk, "out", &[]);
        assert!(known(&after) < 19, "{damage}");
        assert!(bytes(&desk, "out") == plain, "{damage}");
    }
}

#[test]
fn a_cache_that_cannot_be_used_is_said_and_does_no_harm() {
    let desk = pile();
    std::fs::write(desk.path("file"), "").unwrap();
    let ran = audit(&desk, "out", &["--cache", "file/cache"]);
    assert!(
        ran.stderr.contains("cannot use the cache"),
        "{}",
        ran.stderr
    );
    audit(&desk, "plain", &["--no-cache"]);
    assert!(bytes(&desk, "out") == bytes(&desk, "plain"));
}

#[test]
fn sweeping() {
    let desk = pile();
    audit(&desk, "out", &[]);
    let swept = desk.run(&["cache", "gc"]);
    assert!(swept.stderr.contains("0.0 MB deleted"), "{}", swept.stderr);
    assert_eq!(known(&audit(&desk, "out", &[])), 19);
    assert_eq!(desk.run(&["cache", "gc", "--all"]).status, 0);
    assert_eq!(desk.names("kept"), ["CACHEDIR.TAG", "logs"]);
    assert_eq!(known(&audit(&desk, "out", &["-j", "1"])), 1);
}

#[test]
fn a_cache_in_the_input_is_passed_over() {
    let desk = pile();
    audit(&desk, "plain", &["--no-cache"]);
    for _ in 0..2 {
        let ran = audit(&desk, "out", &["--cache", "in/kept"]);
        assert!(
            bytes(&desk, "out") == bytes(&desk, "plain"),
            "{}",
            ran.stderr
        );
    }
}

#[cfg(unix)]
#[test]
fn a_killed_run_is_gone_on_with() {
    let desk = pile();
    let plain = {
        audit(&desk, "plain", &["--no-cache"]);
        bytes(&desk, "plain")
    };
    let mut seen = Vec::new();
    for wait in [20, 60, 120, 200, 350, 600] {
        let mut command = desk.command(&["audit", "in", "-o", "out", "-j", "2"]);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut command = desk.command(&["audit", "in", "-o", "copy", "--cache", "copy-of-kept"]);
        copy(&desk.path("kept"), &desk.path("copy-of-kept"));
        let after = crate::support::ran(command.output().unwrap());
        seen.push(known(&after));
        assert!(bytes(&desk, "copy") == plain, "after {wait} ms");
    }
    assert!(seen.is_sorted(), "{seen:?}");
    audit(&desk, "out", &[]);
    assert!(bytes(&desk, "out") == plain);
    assert!(!desk.path("out/.gouji-part").exists());
}

#[cfg(unix)]
fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    let Ok(entries) = from.read_dir() else { return };
    std::fs::create_dir_all(to).unwrap();
    for entry in entries {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::write(to, std::fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}
