//! Reports beside each other.

use gouji::across::hierarchy::{Area, Listed, read_areas, read_bodies};
use gouji::across::{self, Absent, Brief, Carrier, Options};
use gouji::error::Status;
use gouji::forms::Forms;
use gouji::read::Kind;
use gouji::report::{Finding, Report};

use crate::sample::Sample;

/// Who reports in most samples.
pub const BODY: &str = "青溪市柳汀县人民政府";

/// Reports of one run, in order.
#[derive(Default)]
pub struct Beside {
    reports: Vec<(String, Report)>,
    areas: Vec<Area>,
    bodies: Vec<Listed>,
}

impl Beside {
    /// Another report of the run.
    pub fn with(mut self, path: &str, agency: &str, mut sample: Sample) -> Self {
        sample.report.identity.agency = agency.into();
        self.reports.push((path.into(), sample.check()));
        self
    }

    /// Says which body belongs to which area.
    pub fn areas(mut self, list: &str) -> Self {
        self.areas = read_areas(list).expect("a list of areas");
        self
    }

    /// The reports that should be there and are not, by a list of bodies.
    pub fn absent(mut self, list: &str) -> Vec<Absent> {
        self.bodies = read_bodies(list).expect("a list of bodies");
        self.compare().1
    }

    /// The reports with what the others say about them.
    pub fn check(self) -> Vec<Report> {
        self.compare().0
    }

    fn compare(mut self) -> (Vec<Report>, Vec<Absent>) {
        let forms = Forms::embedded();
        let briefs: Vec<Brief> = self
            .reports
            .iter()
            .zip(1..)
            .map(|((path, report), n)| {
                let carrier = Carrier {
                    path,
                    kind: Some(Kind::Pdf),
                    status: Status::Ok,
                };
                Brief::of(&format!("{n:016x}"), carrier, report)
            })
            .collect();
        let reports = &self.reports;
        let prose = |at: usize| across::prose(&reports[at].1);
        let options = Options {
            forms,
            areas: &self.areas,
            bodies: &self.bodies,
        };
        let across = across::check(&briefs, &prose, &options);
        for (at, (_, report)) in self.reports.iter_mut().enumerate() {
            across.add_to(at, forms, report);
            for finding in &report.findings {
                for text in [&finding.message.zh, &finding.message.en] {
                    assert!(!text.is_empty() && !text.contains(['{', '}']), "{text}");
                }
            }
        }
        let reports = self.reports.into_iter().map(|(_, report)| report);
        (reports.collect(), across.absent)
    }

    /// The findings of one rule, by report.
    pub fn findings(self, rule: &str) -> Vec<Vec<Finding>> {
        let only = |mut report: Report| {
            report.findings.retain(|finding| finding.rule == rule);
            report.findings
        };
        self.check().into_iter().map(only).collect()
    }
}

/// Two reports of one body, a year apart; the findings of one rule on the later one. The earlier has none.
pub fn later(rule: &str, before: Sample, now: Sample) -> Vec<Finding> {
    let beside = Beside::default()
        .with("a.pdf", BODY, before)
        .with("b.pdf", BODY, now);
    let mut found = beside.findings(rule);
    let later = found.pop().expect("two reports");
    assert_eq!(found, [Vec::<Finding>::new()], "on the earlier report");
    later
}

/// Invented prose: a sentence for each number, the same for the same number.
pub fn written(from: u32, to: u32) -> String {
    let sentence = |n: u32| {
        let word = |i: u32| {
            let mixed = n
                .wrapping_mul(2_654_435_761)
                .wrapping_add(i.wrapping_mul(40_503));
            char::from_u32(0x4e00 + (mixed ^ mixed >> 15) % 4000).unwrap_or('字')
        };
        (0..14).map(word).chain(['。']).collect::<String>()
    };
    (from..to).map(sentence).collect()
}
