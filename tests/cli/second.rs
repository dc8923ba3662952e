//! The second reading, with the real second reader.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{desk, program, ran};

const DIFFERS: &str = "second-reading-differs";

/// Right values of the corpus that the second reading makes doubtful.
const DOUBTED: usize = 0;

/// At least so many cells of the corpus are seen by both readers: else nothing was compared.
const LEAST_COMPARED: usize = 2000;

fn count(value: &Value, doubt: &str) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| count(item, doubt)).sum(),
        Value::Object(map) => {
            let own = map.get("doubts").and_then(Value::as_array);
            let is_doubted = own.is_some_and(|own| own.iter().any(|word| word == doubt));
            usize::from(is_doubted) + map.values().map(|v| count(v, doubt)).sum::<usize>()
        }
        _ => 0,
    }
}

/// The numbers of a note of the second reading: compared, agreed, differed, not seen.
fn numbers(text: &str) -> Vec<usize> {
    let counts = text.split_once(": ").unwrap().1;
    let words = counts.split(' ').map(str::parse);
    words.filter_map(Result::ok).collect()
}

#[test]
fn right_values_are_not_doubted() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let call = ["extract", "--second-reading", folder];
    let ran = ran(program(&call).output().unwrap());
    let (mut doubted, mut sums) = (0, [0; 4]);
    for line in ran.stdout.lines() {
        let report: Value = serde_json::from_str(line).unwrap();
        doubted += count(&report, DIFFERS);
        for note in report["notes"].as_array().unwrap() {
            if note["code"] == "second-reading" {
                let numbers = numbers(note["text"].as_str().unwrap());
                sums.iter_mut().zip(numbers).for_each(|(sum, n)| *sum += n);
            }
        }
    }
    let [compared, agreed, differed, unseen] = sums;
    assert_eq!(compared, agreed + differed + unseen);
    assert_eq!(differed, doubted);
    assert_eq!(doubted, DOUBTED, "right values doubted");
    assert!(agreed >= LEAST_COMPARED, "{sums:?}");
}

/// The report of a file, read as told.
fn extract(path: &str, more: &[&str]) -> Value {
    let call: Vec<&str> = ["extract", path].iter().chain(more).copied().collect();
    let ran = ran(program(&call).output().unwrap());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn a_file_that_only_the_first_reader_can_read_is_as_it_was() {
    // A font with a predefined character map makes the second reader panic.
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/009-luwan-2022.pdf");
    let extract = |more: &[&str]| extract(folder, more);
    let (once, mut twice) = (extract(&[]), extract(&["--second-reading"]));
    let notes = twice["notes"].as_array_mut().unwrap();
    let at = notes
        .iter()
        .position(|n| n["code"] == "second-reading-failed");
    notes.remove(at.unwrap());
    assert_eq!(once, twice);
}

#[test]
fn the_worker_refuses_what_is_no_file_and_ends() {
    let desk = desk(&[]);
    for input in [
        &b""[..],
        b"0\n",
        b"99999999\nx",
        b"0\n%PDF-1.7\n1 0 obj\n<<",
    ] {
        let mut command = desk.command(&["second-reader", "--memory", "512"]);
        command.stdin(std::process::Stdio::piped());
        command.stdout(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
        let ran = ran(child.wait_with_output().unwrap());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    }
    let help = desk.run(&["--help"]).stdout;
    assert!(help.contains("draw") && !help.contains("second-reader"));
}

/// The numbers of a report with their confidence, by field.
fn numbers_of(report: &Value) -> BTreeMap<String, (String, f64)> {
    let mut numbers = BTreeMap::new();
    for table in report["tables"].as_array().unwrap() {
        for value in table["values"].as_array().unwrap() {
            if value["state"] == "number" {
                let field = format!("{}/{}/{}", table["id"], value["row"], value["column"]);
                let text = value["value"].as_str().unwrap().to_owned();
                numbers.insert(field, (text, value["confidence"].as_f64().unwrap()));
            }
        }
    }
    numbers
}

#[test]
fn the_reader_of_pdfs_can_be_picked() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/007-danya-2021.pdf");
    let extract = |more: &[&str]| extract(path, more);
    let note = |report: &Value, code: &str| {
        let notes = report["notes"].as_array().unwrap();
        let note = notes.iter().find(|note| note["code"] == code);
        note.map(|note| note["text"].as_str().unwrap().to_owned())
    };
    let ours = extract(&[]);
    assert_eq!(extract(&["--pdf-reader", "ours"]), ours);
    let theirs = extract(&["--pdf-reader", "pdf-extract"]);
    assert_eq!(note(&ours, "pdf-reader"), None);
    assert!(note(&theirs, "pdf-reader").unwrap().contains("pdf-extract"));
    // The same report, and without rulings its cells are those printed or doubtful.
    assert_eq!(theirs["agency"], ours["agency"]);
    assert_eq!(theirs["year"], ours["year"]);
    let (ours, theirs) = (numbers_of(&ours), numbers_of(&theirs));
    assert!(ours.len() > 100 && theirs.len() > 100);
    for (field, (value, confidence)) in &theirs {
        let is_right = ours.get(field).is_some_and(|(right, _)| right == value);
        assert!(is_right || *confidence < 0.5, "{field}: {value}");
    }
    // What reads a second time is then this program's own reader.
    let twice = extract(&["--pdf-reader", "pdf-extract", "--second-reading"]);
    let said = note(&twice, "second-reading");
    assert!(said.is_some_and(|text| text.contains("ours")), "{twice}");
}

#[test]
fn a_picked_reader_that_fails_is_said_and_nothing_is_read_in_its_place() {
    let name = "009-luwan-2022.pdf";
    let path = format!("{}/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
    let desk = desk(&[(name, &std::fs::read(path).unwrap())]);
    let audit = |more: &[&str]| {
        let mut call = vec!["audit", name, "-o", "out", "--outputs", "files"];
        call.extend(more);
        let ran = desk.run(&call);
        (ran.status, desk.read("out/files.csv"), ran.stderr)
    };
    // The cache of one reader is none of the other's.
    let (_, files, _) = audit(&[]);
    assert!(files.contains(",ok,"), "{files}");
    let (status, files, stderr) = audit(&["--pdf-reader", "pdf-extract"]);
    assert_eq!(status, 2, "{stderr}");
    assert!(files.contains("unsupported"), "{files}");
    assert!(
        stderr.contains(name) && stderr.contains("--pdf-reader"),
        "{stderr}"
    );
    let (_, files, _) = audit(&[]);
    assert!(files.contains(",ok,"), "{files}");
}
