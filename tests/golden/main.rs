//! Every file in `corpus/` is a test, and so is every file in `tests/fixtures/bad/`.
//!
//! Of a sample two things are kept apart in `golden/<file>/`: what the program gave when someone last looked and accepted
//! it (`report.json`, `grids.txt`; `scripts/accept-golden`), and what is printed in the document (`gold.tsv`,
//! `breaks.tsv`, `meta.tsv`), which no program wrote.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the lint knows functions marked as tests, not their helpers"
)]
#![allow(
    clippy::print_stderr,
    reason = "samples that are not read are counted in plain sight"
)]

mod bad;
mod diff;
mod record;
mod sample;
mod truth;

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use sample::Sample;

type Check = fn(&Sample) -> Result<(), String>;

/// What holds for every sample.
const RECORDS: &[(&str, Check)] = &[("report", record::report), ("grids", record::grids)];

/// What holds for every sample of which a report came.
const TRUTHS: &[(&str, Check)] = &[
    ("gold", truth::gold),
    ("breaks", truth::breaks),
    ("meta", truth::meta),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let samples: Vec<Arc<Sample>> = sample::all().into_iter().map(Arc::new).collect();
    let mut trials = vec![trial("folders::match", sample::folders_match)];
    for sample in &samples {
        for (kind, check) in RECORDS {
            trials.push(sample_trial(kind, *check, sample));
        }
        for (kind, check) in TRUTHS {
            // Without a report there is nothing to hold against the truth; the record says why there is none.
            let unread = sample.audited.reports.is_empty();
            trials.push(sample_trial(kind, *check, sample).with_ignored_flag(unread));
        }
    }
    trials.extend(bad::trials());
    let unread: Vec<&str> = samples
        .iter()
        .filter(|s| s.audited.reports.is_empty())
        .map(|s| s.name.as_str())
        .collect();
    if !unread.is_empty() && !arguments.list {
        eprintln!(
            "{} of {} samples give no report, their truth is ignored: {}",
            unread.len(),
            samples.len(),
            unread.join(", ")
        );
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn sample_trial(kind: &str, check: Check, sample: &Arc<Sample>) -> Trial {
    let own = Arc::clone(sample);
    trial(&format!("{kind}::{}", sample.name), move || check(&own))
}

/// A test that says what is wrong.
fn trial(name: &str, check: impl FnOnce() -> Result<(), String> + Send + 'static) -> Trial {
    Trial::test(name, move || check().map_err(Failed::from))
}
