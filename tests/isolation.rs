//! Workers that do the worst: this test's own program, started again as a worker, does what a file tells it to.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread;
use std::time::{Duration, Instant};

use gouji::audit::{Audited, Settings, audit};
use gouji::batch::{
    Failure, Found, Half, Item, Progress, Reader, Reading, Run, Served, Spool, Workers, in_order,
    serve,
};
use gouji::emit::Outcome;
use gouji::error::Status;
use libtest_mimic::{Arguments, Trial};

/// First argument of this program as a worker.
const WORKER: &str = "as-worker";

/// First argument of this program as a run of one file, whose first worker is its own other half.
const HALF: &str = "as-half";

/// Limit of the workers.
const MEGABYTES: u64 = 256;

const TIME: Duration = Duration::from_secs(4);

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(WORKER) {
        // A trace of the stack takes its time where nothing is optimised.
        std::panic::set_hook(Box::new(|_| ()));
        return match serve(io::stdin().lock(), io::stdout(), |_| Some(reading())) {
            Served::All => ExitCode::SUCCESS,
            Served::Not => ExitCode::FAILURE,
        };
    }
    if std::env::args().nth(1).as_deref() == Some(HALF) {
        std::panic::set_hook(Box::new(|_| ()));
        one_file_in_halves();
        return ExitCode::SUCCESS;
    }
    let test = |name: &'static str, test: fn()| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
    };
    let tests = vec![
        test("each_death_costs_one_file_and_says_which", deaths),
        test("what_succeeds_alone_has_succeeded", second_try),
        #[cfg(target_os = "linux")]
        test("the_other_half_is_a_worker_like_any_other", halves),
        test("a_worker_serves_many_files", many_files_one_worker),
        test("a_worker_ends_with_its_employer", orphans),
        test("a_worker_that_cannot_start_ends_the_run", no_worker),
        test("an_error_of_the_sink_ends_the_workers", broken_sink),
        test("workers_and_this_process_agree", agreement),
        test("a_member_of_an_archive_costs_itself", archives),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// Inside a worker: does what the file says, or audits it.
fn obey(bytes: &[u8]) -> Audited {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let (order, rest) = text.split_once(' ').unwrap_or((text, ""));
    match order {
        "panic" => panic!("on purpose"),
        "abort" => std::process::abort(),
        "exit" => std::process::exit(0),
        "stack" => drop(deep(1)),
        "hang" => loop {
            thread::sleep(Duration::from_secs(1));
        },
        "busy" => while std::hint::black_box(true) {},
        "memory" => drop(std::hint::black_box(fill())),
        "kill" => signal("-KILL"),
        "segv" => signal("-SEGV"),
        "flood" => flood(io::stderr()),
        "lie" => flood(io::stdout()),
        "children" => {
            Command::new("sleep").arg("60").spawn().unwrap();
            std::process::abort();
        }
        // The file to be made says whether this is the first try.
        "once" if std::fs::File::create_new(rest).is_ok() => std::process::abort(),
        _ => {}
    }
    let mut audited = audit(bytes, &Settings::default());
    audited.meta.title = Some(std::process::id().to_string());
    audited
}

fn deep(n: u64) -> u64 {
    let some = std::hint::black_box([n; 100]);
    if n == 0 {
        return 0;
    }
    deep(n + 1) + some[7]
}

fn fill() -> Vec<Vec<u8>> {
    rlimit::setrlimit(rlimit::Resource::DATA, MEGABYTES << 20, MEGABYTES << 20).unwrap();
    (0..1024).map(|_| vec![1; 1 << 20]).collect()
}

fn signal(which: &str) {
    let me = std::process::id().to_string();
    // The first one of some is caught, to see whether a stack was used up.
    for _ in 0..2 {
        Command::new("kill").args([which, &me]).status().unwrap();
        thread::sleep(Duration::from_millis(100));
    }
}

fn flood(mut to: impl Write) {
    for _ in 0..2000 {
        to.write_all(&[b'x'; 1000]).unwrap();
    }
    to.flush().unwrap();
}

fn workers() -> Workers {
    Workers {
        program: std::env::current_exe().unwrap(),
        arguments: vec![WORKER.into()],
        orders: Vec::new(),
        time: TIME,
        megabytes: MEGABYTES,
        half: Half::default(),
    }
}

/// Files that hold these texts.
fn items(folder: &Path, texts: &[String]) -> Vec<Item> {
    let item = |(number, text): (usize, &String)| {
        let open = folder.join(number.to_string());
        std::fs::write(&open, text).unwrap();
        Item {
            open,
            shown: number.to_string(),
            found: Found::File,
        }
    };
    texts.iter().enumerate().map(item).collect()
}

fn run(
    items: &[Item],
    jobs: usize,
    reader: Reader<'_>,
    mut sink: impl FnMut(Outcome) -> io::Result<()>,
) -> Result<(), Failure> {
    let spool = Spool::new(items.len(), std::env::temp_dir());
    let run = Run {
        items,
        jobs,
        reader,
        progress: &Progress::silent(),
        stop: &|| false,
    };
    run.read(&spool, || {
        in_order(items, &spool, |_, outcome| sink(outcome))
    })
}

fn outcomes(items: &[Item], jobs: usize, reader: Reader<'_>) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let sink = |outcome| {
        outcomes.push(outcome);
        Ok(())
    };
    run(items, jobs, reader, sink).unwrap();
    outcomes
}

fn reading() -> Reading {
    Reading {
        audit: Box::new(obey),
        password: None,
    }
}

/// What files do to their worker, and what is said of them.
const CASES: &[(&str, Status, &str)] = &[
    ("panic", Status::Crashed, "on purpose"),
    ("abort", Status::Crashed, "SIGABRT"),
    ("exit", Status::Crashed, "exit status: 0"),
    ("stack", Status::Crashed, "stack overflow"),
    ("hang", Status::Timeout, "4 s"),
    ("busy", Status::Timeout, "4 s"),
    ("memory", Status::Memory, "256 MB"),
    ("kill", Status::Crashed, "memory"),
    ("segv", Status::Crashed, "SIGSEGV"),
    ("lie", Status::Crashed, ""),
    ("children", Status::Crashed, "SIGABRT"),
];

fn deaths() {
    let folder = tempfile::tempdir().unwrap();
    // Good files before, between and behind.
    let mut texts = vec!["无关的文字".to_owned()];
    for (order, ..) in CASES {
        texts.extend([(*order).to_owned(), "无关的文字".to_owned()]);
    }
    let began = Instant::now();
    let outcomes = outcomes(
        &items(folder.path(), &texts),
        3,
        Reader::Workers(&workers()),
    );
    assert_eq!(outcomes.len(), texts.len());
    for (order, status, reason) in CASES {
        let at = texts.iter().position(|text| text == order).unwrap();
        let audited = &outcomes[at].audited;
        assert_eq!(audited.status, *status, "{order}: {}", audited.reason.en);
        assert!(
            audited.reason.en.contains(reason),
            "{order}: {}",
            audited.reason.en
        );
        assert!(!audited.advice.zh.is_empty() && !audited.advice.en.is_empty());
    }
    for good in outcomes.iter().step_by(2) {
        assert_eq!(good.audited.status, Status::NotAReport);
    }
    // Twice four seconds for each of two files, and no waiting for the sixty of others.
    assert!(
        began.elapsed() < Duration::from_secs(30),
        "{:?}",
        began.elapsed()
    );
}

/// Reads one file that says what the second argument does, with the third one as the program of other workers, and says
/// what came of it.
#[allow(clippy::print_stdout, reason = "the test listens")]
fn one_file_in_halves() {
    let serve = |input, output| match serve(input, output, |_| Some(reading())) {
        Served::All => 0,
        Served::Not => 1,
    };
    let half = Half::of_this_process(serve);
    let mut arguments = std::env::args().skip(2);
    let text = arguments.next().unwrap();
    let workers = Workers {
        program: arguments.next().unwrap().into(),
        half,
        ..workers()
    };
    let folder = tempfile::tempdir().unwrap();
    let items = items(folder.path(), &[text]);
    let end = run(&items, 1, Reader::Workers(&workers), |outcome| {
        let audited = outcome.audited;
        println!("{:?}\t{}", audited.status, audited.reason.en);
        let title = audited.meta.title.unwrap_or_default();
        assert_ne!(title, std::process::id().to_string());
        Ok(())
    });
    if end.is_err() {
        println!("{end:?}");
    }
}

#[cfg(target_os = "linux")]
fn halves() {
    let start = |order: &str, program: &Path| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([HALF, order]).arg(program);
        command
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    };
    let said = |child: std::process::Child| {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    // No other program can be started: the half reads the file, and there is no second try.
    let nothing = Path::new("/no/such/program");
    assert!(said(start("x", nothing)).starts_with("NotAReport"));
    assert!(said(start("flood", nothing)).starts_with("NotAReport"));
    assert!(said(start("abort", nothing)).contains("System"));
    let this = std::env::current_exe().unwrap();
    let children: Vec<_> = CASES
        .iter()
        .map(|(order, ..)| start(order, &this))
        .collect();
    for ((order, status, reason), child) in CASES.iter().zip(children) {
        let said = said(child);
        let expected = format!("{status:?}\t");
        assert!(
            said.starts_with(&expected) && said.contains(reason),
            "{order}: {said}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let once = format!("once {}", folder.path().join("mark").display());
    assert!(said(start(&once, &this)).starts_with("NotAReport"));
}

fn second_try() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("mark");
    let texts = [
        format!("once {}", mark.display()),
        "flood".into(),
        "x".into(),
    ];
    let outcomes = outcomes(
        &items(folder.path(), &texts),
        1,
        Reader::Workers(&workers()),
    );
    assert!(mark.exists());
    for outcome in outcomes {
        assert_eq!(outcome.audited.status, Status::NotAReport, "{outcome:?}");
    }
}

fn many_files_one_worker() {
    let folder = tempfile::tempdir().unwrap();
    let mut texts = vec!["x".to_owned(); 50];
    texts.push("abort".into());
    texts.extend(vec!["y".to_owned(); 50]);
    let outcomes = outcomes(
        &items(folder.path(), &texts),
        1,
        Reader::Workers(&workers()),
    );
    // Files may overtake each other, so which of them are read by the second worker is not said.
    let mut ids: Vec<&String> = outcomes
        .iter()
        .filter_map(|outcome| outcome.audited.meta.title.as_ref())
        .collect();
    assert_eq!(ids.len(), 100);
    assert_ne!(ids.first(), ids.last());
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 2);
}

/// A worker that is busy when the pipe to it breaks.
fn orphans() {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .arg(WORKER)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Its orders, and then a file.
    for (what, block) in [(1, &b""[..]), (2, b"busy")] {
        let length = (block.len() as u64).to_le_bytes();
        stdin.write_all(&length).unwrap();
        stdin.write_all(&[what]).unwrap();
        stdin.write_all(block).unwrap();
    }
    thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none());
    drop(stdin);
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_secs(10));
        thread::sleep(Duration::from_millis(10));
    }
}

fn no_worker() {
    let folder = tempfile::tempdir().unwrap();
    let items = items(folder.path(), &vec!["x".to_owned(); 20]);
    for (program, arguments) in [
        (PathBuf::from("/no/such/program"), vec![]),
        (
            "/bin/sh".into(),
            vec!["-c".into(), "echo no; exit 3".into()],
        ),
        ("/bin/sh".into(), vec!["-c".into(), "sleep 1".into()]),
    ] {
        let workers = Workers {
            program,
            arguments,
            ..workers()
        };
        let end = run(&items, 2, Reader::Workers(&workers), |_| Ok(()));
        assert!(matches!(end, Err(Failure::System(_))), "{end:?}");
    }
}

fn broken_sink() {
    let folder = tempfile::tempdir().unwrap();
    let mut texts = vec!["x".to_owned(); 5];
    texts.extend(vec!["hang".to_owned(); 5]);
    let items = items(folder.path(), &texts);
    let workers = Workers {
        time: Duration::from_secs(600),
        ..workers()
    };
    let began = Instant::now();
    let end = run(&items, 3, Reader::Workers(&workers), |_| {
        Err(io::ErrorKind::BrokenPipe.into())
    });
    assert!(matches!(end, Err(Failure::Sink(_))), "{end:?}");
    assert!(began.elapsed() < Duration::from_secs(20));
}

fn agreement() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut items = gouji::batch::walk(&[folder], &[]).items;
    items.truncate(8);
    let here = Reading {
        audit: Box::new(|bytes| {
            let mut audited = obey(bytes);
            audited.meta.title = None;
            audited
        }),
        password: None,
    };
    let here = outcomes(&items, 2, Reader::Here(&here));
    let mut there = outcomes(&items, 2, Reader::Workers(&workers()));
    there
        .iter_mut()
        .for_each(|outcome| outcome.audited.meta.title = None);
    assert_eq!(format!("{here:?}"), format!("{there:?}"));
}

/// A file as a member of an archive in the ustar format.
fn tar(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (name, text) in members {
        let mut head = [0; 512];
        head[..name.len()].copy_from_slice(name.as_bytes());
        head[100..108].copy_from_slice(b"0000644\0");
        head[124..136].copy_from_slice(format!("{:011o}\0", text.len()).as_bytes());
        head[148..156].copy_from_slice(b"        ");
        head[156] = b'0';
        head[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
        head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        archive.extend_from_slice(&head);
        archive.extend_from_slice(text.as_bytes());
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.resize(archive.len() + 1024, 0);
    archive
}

fn archives() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..40).map(|n| format!("{n:02}")).collect();
    let text = |at: usize| match at {
        7 => "abort",
        20 => "stack",
        _ => "无关的文字",
    };
    let members: Vec<(&str, &str)> = names
        .iter()
        .map(String::as_str)
        .zip((0..).map(text))
        .collect();
    let mut items = items(folder.path(), &vec!["x".to_owned(); 3]);
    std::fs::write(&items[1].open, tar(&members)).unwrap();
    items[1].shown = "a.tar".into();
    for jobs in [1, 3] {
        let outcomes = outcomes(&items, jobs, Reader::Workers(&workers()));
        let mut expected = vec!["0".to_owned()];
        expected.extend(names.iter().map(|name| format!("a.tar!/{name}")));
        expected.extend(["a.tar".to_owned(), "2".to_owned()]);
        let paths: Vec<&str> = outcomes.iter().map(|o| o.path.as_str()).collect();
        assert_eq!(paths, expected);
        for (outcome, at) in outcomes[1..41].iter().zip(0..) {
            let status = match at {
                7 | 20 => Status::Crashed,
                _ => Status::NotAReport,
            };
            assert_eq!(outcome.audited.status, status, "{outcome:?}");
            assert_eq!(outcome.bytes, Some(text(at).len() as u64));
            assert_eq!(outcome.sha256.len(), 64);
        }
        assert_eq!(outcomes[41].audited.status, Status::Ok);
    }
}
