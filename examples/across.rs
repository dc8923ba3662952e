//! Reports beside each other, many of them: time and memory of the checks over series, peers and hierarchy.
//!
//!     cargo run --release --example across -- 100000
//!
//! Bodies of invented counties report over five years; some carry over the wrong number, leave out a year, repeat last
//! year or copy from a neighbour. Gives a table, and fails where something planted is not found or something else is.

#![allow(clippy::print_stdout, reason = "a program whose output is its table")]

use std::collections::BTreeMap;
use std::time::Instant;

use gouji::across::{self, Brief, Carrier, Options};
use gouji::error::Status;
use gouji::forms::Forms;
use gouji::read::Kind;
use gouji::report::{Filed, Level, Presence, Report, Section, State, Value};

const YEARS: u32 = 5;
const FIRST: u16 = 2021;
/// Bodies of a county: its government and those below it.
const MEMBERS: u32 = 40;
/// Sentences of a report, and how many of them a county drafts for all.
const SENTENCES: u32 = 40;
const DRAFTED: u32 = 24;

/// One of so many bodies has a fault of this kind, in its third year.
const FAULTS: [(&str, u32); 5] = [
    ("carry-over-mismatch", 97),
    ("report-unchanged", 101),
    ("report-copied", 103),
    ("year-missing", 107),
    ("parent-too-small", 11),
];

fn main() {
    let count: u32 = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000);
    let forms = Forms::embedded();
    let bodies = count / YEARS;
    let mut planted: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut briefs, mut seeds) = (Vec::new(), Vec::new());
    let began = Instant::now();
    for body in 0..bodies {
        for year in 0..YEARS {
            let Some(seed) = Seed::of(body, year, &mut planted) else {
                continue;
            };
            let path = format!("{}/{body}/{year}.pdf", body / MEMBERS);
            let carrier = Carrier {
                path: &path,
                kind: Some(Kind::Pdf),
                status: Status::Ok,
            };
            briefs.push(Brief::of(
                &format!("{:016x}", briefs.len()),
                carrier,
                &report(forms, &seed),
            ));
            seeds.push(seed);
        }
    }
    let made = began.elapsed();
    let before = resident();
    let began = Instant::now();
    let prose = |at: usize| text(&seeds[at]);
    let options = Options {
        forms,
        areas: &[],
        bodies: &[],
    };
    let found = across::check(&briefs, &prose, &options);
    let checked = began.elapsed();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for findings in (0..briefs.len()).map(|at| found.findings(at)) {
        let rules: std::collections::BTreeSet<&str> = findings.iter().map(|f| f.rule).collect();
        for rule in rules {
            *counts.entry(rule).or_default() += 1;
        }
    }
    println!("{} records of {bodies} bodies", briefs.len());
    println!(
        "made in {:.1} s, {before} MB; checked in {:.1} s, {} MB at most\n",
        made.as_secs_f64(),
        checked.as_secs_f64(),
        peak()
    );
    println!("| rule | reports planted | reports found |\n| --- | ---: | ---: |");
    let mut failed = false;
    for rule in planted
        .keys()
        .chain(counts.keys())
        .collect::<std::collections::BTreeSet<_>>()
    {
        let [planted, found] = [&planted, &counts].map(|of| of.get(rule).copied().unwrap_or(0));
        println!("| {rule} | {planted} | {found} |");
        failed |= planted != found;
    }
    std::process::exit(i32::from(failed));
}

/// What a report is made from.
struct Seed {
    body: u32,
    year: u32,
    /// Body and year that the prose and the figures are of.
    words: (u32, u32),
    figures: (u32, u32),
    /// Requests carried in beside those that were carried out.
    lost: i64,
    /// Whether a figure of the county is too small.
    small: bool,
}

impl Seed {
    /// `None` where the body published nothing in that year.
    fn of(body: u32, year: u32, planted: &mut BTreeMap<&str, usize>) -> Option<Self> {
        let own = (body, year);
        let mut seed = Self {
            body,
            year,
            words: own,
            figures: own,
            lost: 0,
            small: false,
        };
        let government = body.is_multiple_of(MEMBERS);
        for (rule, one_in) in FAULTS {
            let hit = if government {
                rule == "parent-too-small" && (body / MEMBERS).is_multiple_of(one_in)
            } else {
                // Not the first body below the government, which has no neighbour before it.
                body.is_multiple_of(one_in) && body % MEMBERS > 1 && rule != "parent-too-small"
            };
            if !hit || seed.is_changed() || seed.others(rule) {
                continue;
            }
            if rule == "year-missing" && year == 3 {
                *planted.entry(rule).or_default() += 1;
            }
            if year != 2 {
                continue;
            }
            match rule {
                "carry-over-mismatch" => seed.lost = 1,
                "report-unchanged" => seed.words = (body, year - 1),
                "report-copied" => seed.words = (body - 1, year),
                "year-missing" => return None,
                _ => seed.small = true,
            }
            if rule != "year-missing" {
                *planted.entry(rule).or_default() += 1;
            }
        }
        Some(seed)
    }

    fn is_changed(&self) -> bool {
        self.words != (self.body, self.year) || self.lost != 0
    }

    /// Whether another fault falls on this body, or on the one it would copy from: only one is planted at a time.
    fn others(&self, rule: &str) -> bool {
        let hits = |body: u32| {
            FAULTS[..4]
                .iter()
                .filter(move |(_, n)| body.is_multiple_of(*n))
        };
        rule != "parent-too-small"
            && (hits(self.body).any(|(other, _)| *other != rule)
                || hits(self.body - 1).next().is_some())
    }
}

fn random(parts: &[u32]) -> u32 {
    let mut h = 0x9e37_79b9_7f4a_7c15_u64;
    for part in parts {
        h = (h ^ u64::from(*part)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        h ^= h >> 29;
    }
    (h >> 20) as u32
}

fn text(seed: &Seed) -> String {
    let (body, year) = seed.words;
    let county = body / MEMBERS;
    (0..SENTENCES)
        .map(|n| {
            let drafted = n < DRAFTED;
            let of = if drafted {
                [0, county, year, n]
            } else {
                [1, body, year, n]
            };
            let word = |i: u32| {
                char::from_u32(0x4e00 + random(&[of[0], of[1], of[2], of[3], i]) % 3000)
                    .unwrap_or('字')
            };
            (0..30).map(word).chain(['。']).collect::<String>()
        })
        .collect()
}

fn report(forms: &Forms, seed: &Seed) -> Report {
    let county = seed.body / MEMBERS;
    let government = seed.body.is_multiple_of(MEMBERS);
    let mut report = Report::default();
    let identity = &mut report.identity;
    identity.year = Some(FIRST + seed.year as u16);
    identity.areas = vec![format!("{:06}", 110_000 + county)];
    identity.places = vec![format!("第{county}县")];
    identity.division = identity.areas[0].clone();
    identity.parent = identity.areas[0].clone();
    identity.area_wide = government;
    identity.level = Some(if government {
        Level::County
    } else {
        Level::Bureau
    });
    if !government {
        identity.office = format!("第{}局", seed.body % MEMBERS);
    }
    identity.agency = format!(
        "第{county}县{}",
        if government {
            "人民政府"
        } else {
            &identity.office
        }
    );
    report.sections.push(Section {
        number: 1,
        text: text(seed),
        ..Section::default()
    });
    let edition = forms.in_force(report.identity.year);
    for (table, form) in forms.editions[edition].tables.iter().enumerate() {
        let values = form.fields.iter().map(|field| {
            let number = figure(seed, &form.id, &field.row, &field.column);
            Value {
                state: State::Number,
                number: number.to_string(),
                confidence: 1.0,
                ..Value::default()
            }
        });
        report.tables.push(Filed {
            edition,
            table,
            presence: Presence::Found,
            values: values.collect(),
            missing_rows: Vec::new(),
        });
    }
    report
}

/// A figure: requests of persons, those carried over, documents in force, licences. A government sums its county up.
fn figure(seed: &Seed, table: &str, row: &str, column: &str) -> i64 {
    let (body, year) = seed.figures;
    let government = seed.body.is_multiple_of(MEMBERS);
    let small = |what: u32, of: u32| i64::from(random(&[what, body, year]) % of);
    let carried = |year: u32| i64::from(random(&[7, body, year]) % 5);
    let own = match (table, row, column) {
        ("requests", "new", "natural_person" | "total") => 20 + small(2, 60),
        ("requests", "carried_in", "natural_person" | "total") => {
            carried(year.wrapping_sub(1)) + seed.lost
        }
        ("requests", "carried_out", "natural_person" | "total") => carried(year),
        ("requests", "granted", "natural_person" | "total") => 5 + small(3, 20),
        ("proactive", "licensing", "decisions") => small(4, 3000),
        ("proactive", "penalties", "decisions") => small(5, 900),
        _ => return 0,
    };
    match (government, row, seed.small) {
        (true, "granted", true) => 1,
        (true, "carried_in" | "carried_out", _) => own + 1000,
        (true, ..) => own + 1_000_000,
        _ => own,
    }
}

fn status(key: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(key));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn resident() -> u64 {
    status("VmRSS:")
}

fn peak() -> u64 {
    status("VmHWM:")
}
