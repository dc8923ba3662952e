//! Parts of a run, put together to what one run gives.

use crate::support::{Desk, Ran, bytes, pile};

fn shard(desk: &Desk, part: &str, out: &str, more: &[&str]) -> Ran {
    shard_of(desk, "in", part, out, more)
}

fn shard_of(desk: &Desk, source: &str, part: &str, out: &str, more: &[&str]) -> Ran {
    let fixed = ["audit", source, "--no-cache", "--shard", part, "-o", out];
    desk.run(&[&fixed, more].concat())
}

#[test]
fn shards_put_together_are_one_run() {
    let desk = pile();
    // Of the second folder there are fewer files than parts.
    for (source, of) in [("in", 3), ("in/b", 5)] {
        let whole = desk.run(&["audit", source, "--no-cache", "-o", "whole"]);
        let mut folders = Vec::new();
        for number in 1..=of {
            let out = format!("{number}-of-{of}");
            shard_of(&desk, source, &format!("{number}/{of}"), &out, &[]);
            folders.push(out);
        }
        assert_eq!(
            desk.names(&folders[0]),
            ["files.csv", "run.json", "shard.gouji"]
        );
        // The order in which they are given is nothing.
        folders.reverse();
        let mut arguments = vec!["merge", "-o", "merged"];
        arguments.extend(folders.iter().map(String::as_str));
        let merged = desk.run(&arguments);
        assert_eq!(merged.status, whole.status, "{}", merged.stderr);
        assert!(bytes(&desk, "merged") == bytes(&desk, "whole"), "{of}");
    }
}

#[test]
fn shards_of_a_stream_follow_each_other() {
    let desk = pile();
    let whole = desk.run(&["extract", "in"]).stdout;
    let part = |part| desk.run(&["extract", "in", "--shard", part]).stdout;
    let parts = [part("1/3"), part("2/3"), part("3/3")];
    assert!(parts.iter().all(|part| part.len() < whole.len()));
    assert_eq!(parts.concat(), whole);
}

#[test]
fn what_does_not_fit_is_refused() {
    let desk = pile();
    shard(&desk, "1/2", "one", &[]);
    shard(&desk, "2/2", "two", &["--outputs", "reports"]);
    shard(&desk, "2/3", "other", &[]);
    shard(&desk, "2/2", "locked", &["--password", "x"]);
    std::fs::write(desk.path("in/new.txt"), "x").unwrap();
    shard(&desk, "2/2", "later", &[]);
    std::fs::create_dir(desk.path("cut")).unwrap();
    let file = std::fs::read(desk.path("two/shard.gouji")).unwrap();
    for (length, out) in [(file.len() - 1, "cut"), (0, "cut"), (100, "cut")] {
        std::fs::write(desk.path(&format!("{out}/shard.gouji")), &file[..length]).unwrap();
        let ran = desk.run(&["merge", "one", out, "-o", "merged"]);
        assert!(
            ran.stderr.contains("damaged or not whole"),
            "{}",
            ran.stderr
        );
    }
    for (folders, said) in [
        (&["one"][..], "missing: 2/2"),
        (&["two"], "missing: 1/2"),
        (&["one", "one", "two"], "given before"),
        (&["one", "other"], "same run"),
        (&["one", "locked"], "same run"),
        (&["one", "later"], "same run"),
        (&["one", "in"], "cannot read"),
    ] {
        let ran = desk.run(&[&["merge", "-o", "merged"], folders].concat());
        assert_eq!(ran.status, 2, "{folders:?}");
        assert!(ran.stderr.contains(said), "{folders:?}: {}", ran.stderr);
        assert!(desk.names("merged").is_empty());
    }
    assert_eq!(desk.run(&["merge", "one", "two", "-o", "merged"]).status, 2);
    assert!(desk.path("merged/cells.csv").exists());
    assert_eq!(
        desk.run(&["audit", "in", "-o", "x", "--shard", "3/2"])
            .status,
        2
    );
}
