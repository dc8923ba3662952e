//! Files in processes of their own, with limits.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Desk, desk, program, ran};

const SAMPLE: &str = "corpus/003-dingjiayan-2024.pdf";

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Many copies of a report under names of their own.
fn many(count: usize) -> Desk {
    let desk = desk(&[]);
    std::fs::create_dir(desk.path("in")).unwrap();
    for number in 0..count {
        let name = format!("in/{number:04}.pdf");
        std::fs::copy(sample(SAMPLE), desk.path(&name)).unwrap();
    }
    desk
}

#[test]
fn with_and_without_workers_the_same() {
    let bad = sample("tests/fixtures/bad");
    let arguments = ["extract", SAMPLE, bad.to_str().unwrap()];
    let run = |more: &[&str]| {
        let mut command = program(&[&arguments, more].concat());
        ran(command.current_dir(sample("")).output().unwrap())
    };
    let (isolated, here) = (run(&["-j", "2"]), run(&["--no-isolation"]));
    assert!(isolated.stdout.lines().count() > 1);
    assert_eq!(isolated.stdout, here.stdout);
    assert_eq!(isolated.stderr, here.stderr);
    assert_eq!((isolated.status, here.status), (2, 2));
}

#[cfg(target_os = "linux")]
#[test]
fn too_little_memory_is_a_status() {
    let ran = ran(program(&["check", "--memory", "1", "corpus"])
        .current_dir(sample(""))
        .output()
        .unwrap());
    assert_eq!(ran.status, 2);
    let failed: Vec<&str> = ran
        .stderr
        .lines()
        .filter(|l| l.contains(": memory: "))
        .collect();
    assert!(!failed.is_empty(), "{}", ran.stderr);
    assert!(failed[0].contains("more than 1 MB"), "{}", failed[0]);
    assert!(failed[0].contains("--memory"), "{}", failed[0]);
}

/// The processes that a process has started.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let path = format!("/proc/{parent}/task");
    let tasks = std::fs::read_dir(path).into_iter().flatten().flatten();
    let lists = tasks.map(|task| std::fs::read_to_string(task.path().join("children")));
    lists
        .flatten()
        .flat_map(|list| -> Vec<u32> { list.split(' ').flat_map(str::parse).collect() })
        .collect()
}

#[cfg(target_os = "linux")]
fn kill(pid: u32) {
    let status = std::process::Command::new("kill")
        .args(["-KILL", &pid.to_string()])
        .status();
    assert!(status.is_ok());
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_worker_loses_nothing() {
    let desk = many(300);
    let mut command = desk.command(&["extract", "-j", "2", "in"]);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let whole = ran(command.output().unwrap());
    assert_eq!(whole.status, 0, "{}", whole.stderr);
    let child = command.spawn().unwrap();
    let pid = child.id();
    let killer = thread::spawn(move || {
        let mut killed = Vec::new();
        let began = Instant::now();
        // Also successors: a file whose every try was killed would be lost.
        while killed.len() < 3 && began.elapsed() < Duration::from_secs(60) {
            for worker in children(pid) {
                if !killed.contains(&worker) {
                    thread::sleep(Duration::from_millis(50));
                    kill(worker);
                    killed.push(worker);
                }
            }
            thread::sleep(Duration::from_millis(100));
        }
        killed.len()
    });
    let after = ran(child.wait_with_output().unwrap());
    assert!(killer.join().unwrap() >= 1);
    assert_eq!(after.status, 0, "{}", after.stderr);
    assert_eq!(after.stdout, whole.stdout);
}

#[cfg(target_os = "linux")]
#[test]
fn workers_end_with_a_killed_parent() {
    let desk = many(300);
    let mut command = desk.command(&["extract", "-j", "2", "in"]);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    let mut workers = Vec::new();
    while workers.len() < 2 && began.elapsed() < Duration::from_secs(30) {
        workers = children(child.id());
    }
    assert_eq!(workers.len(), 2);
    child.kill().unwrap();
    child.wait().unwrap();
    let alive = |pid: &u32| Path::new(&format!("/proc/{pid}/fd/0")).exists();
    while workers.iter().any(alive) {
        assert!(began.elapsed() < Duration::from_secs(60), "{workers:?}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Everything hostile there is: the bad files and archives of the tests, and each sample cut short and with bytes changed.
#[test]
fn good_files_among_hostile_ones_are_right() {
    let desk = desk(&[]);
    let put = |folder: &str, name: &str, bytes: &[u8]| {
        let path = desk.path(&format!("{folder}/{name}"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let files = |folder: &str| {
        let entries = sample(folder).read_dir().unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
        paths.sort();
        paths.into_iter().map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
    };
    for (name, bytes) in files("corpus") {
        put("good", &name, &bytes);
        put("mixed", &name, &bytes);
        // Beside the good one in the order of reading.
        put("mixed", &format!("{name}.cut"), &bytes[..bytes.len() / 3]);
        let mut changed = bytes;
        changed
            .iter_mut()
            .skip(40)
            .step_by(97)
            .for_each(|b| *b ^= 0x55);
        put("mixed", &format!("{name}.changed"), &changed);
    }
    for folder in ["bad", "bundles"] {
        for (name, bytes) in files(&format!("tests/fixtures/{folder}")) {
            // Between the good ones: the samples begin with a number.
            put("mixed", &format!("010-{folder}-{name}"), &bytes);
            put("mixed", &format!("020-{folder}-{name}"), &bytes);
        }
    }
    let good = |folder: &str| -> Vec<serde_json::Value> {
        let ran = desk.run(&["extract", folder, "-j", "2", "--timeout", "60"]);
        let lines = ran.stdout.lines();
        let reports = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let is_good = |path: &str| desk.path(&format!("good/{path}")).exists();
        reports
            .filter(|r| is_good(r["path"].as_str().unwrap()))
            .collect()
    };
    let alone = good("good");
    assert!(alone.len() > 20);
    assert_eq!(good("mixed"), alone);
    assert!(desk.names("mixed").len() > 4 * desk.names("good").len());
}
