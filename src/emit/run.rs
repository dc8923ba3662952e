//! `run.json`: what was run and what it came to. The only output with clocks and durations in it.

use serde::Serialize;
use serde_json::{Map, Value};

use super::convert::{coverage, program};
use super::wire::{Coverage, Program};
use super::{Context, Tally};

/// When a run took place, as read from the clock by the caller.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Clock {
    /// Start, RFC 3339 in UTC.
    pub started: String,
    /// End, RFC 3339 in UTC.
    pub finished: String,
    /// Seconds between them, to the millisecond.
    pub seconds: f64,
}

/// Wire type of the file.
#[derive(Serialize)]
struct Run<'a> {
    schema: &'static str,
    program: Program<'a>,
    language: &'static str,
    arguments: &'a [String],
    outputs: &'a [String],
    files: usize,
    reports: usize,
    statuses: Map<String, Value>,
    findings: usize,
    severities: Map<String, Value>,
    possible_misreadings: usize,
    relations_checked: u32,
    relations_broken: u32,
    coverage: Coverage,
    #[serde(flatten)]
    clock: &'a Clock,
}

/// The text of `run.json`. `arguments` are those of the call, secrets taken out; `outputs` the files written.
pub fn run_json(
    context: &Context<'_>,
    tally: &Tally,
    arguments: &[String],
    outputs: &[String],
    clock: &Clock,
) -> String {
    let statuses = tally.statuses.iter().map(|(s, n)| (s.as_str(), *n));
    let severities = tally.severities.iter().map(|(s, n)| (s.as_str(), *n));
    let run = Run {
        schema: "gouji.run/1",
        program: program(context),
        language: context.lang.as_str(),
        arguments,
        outputs,
        files: tally.files,
        reports: tally.reports,
        statuses: counts(statuses),
        findings: tally.findings(),
        severities: counts(severities),
        possible_misreadings: tally.readings,
        relations_checked: tally.coverage.checked(),
        relations_broken: tally.coverage.broken,
        coverage: coverage(&tally.coverage),
        clock,
    };
    // Texts, numbers and maps with text keys: nothing that JSON could refuse.
    serde_json::to_string_pretty(&run).unwrap_or_default() + "\n"
}

fn counts(pairs: impl Iterator<Item = (&'static str, usize)>) -> Map<String, Value> {
    pairs.map(|(k, n)| (k.to_owned(), n.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn says_what_was_run_and_what_it_came_to() {
        let mut tally = Tally::default();
        tally.add(&sample::outcome("a"));
        let clock = Clock {
            started: "s".into(),
            finished: "f".into(),
            seconds: 1.5,
        };
        let arguments = ["gouji".to_owned(), "audit".to_owned()];
        let text = run_json(&sample::context(), &tally, &arguments, &[], &clock);
        let run: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(run["arguments"][1], "audit");
        assert_eq!(run["statuses"]["partial"], 1);
        assert_eq!(run["severities"]["error"], 2);
        assert_eq!(run["seconds"], 1.5);
        assert_eq!(run["program"]["rules"], "test");
    }
}
