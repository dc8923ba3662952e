//! What `extract`, `check` and `audit` do with their inputs: read all of them, and compare the reports with each other.

use std::io;
use std::path::{Path, PathBuf};

use gouji::across::{self, Absent, Brief, Carrier};
use gouji::audit::{Settings, complete};
use gouji::batch::{self, Failure, Item, Place, Progress, Reader, Run, Spool, in_order};
use gouji::check::check;
use gouji::decided::{Decided, Decisions};
use gouji::emit::{Context, Outcome, Sizes, Tally, finding_ids, report_id};
use gouji::error::{Lang, Status};
use gouji::forms::Forms;
use gouji::report::Report;

use super::exit::Stop;
use super::inputs::Inputs;
use super::judging::Judging;
use super::messages;

/// Which inputs are spoken of on standard error, each with what is wrong and what to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Speak {
    /// All that gave less than they might.
    OfLosses,
    /// Those that could not be read; the rest stands in a table.
    OfFailures,
}

impl Speak {
    fn is_of(self, status: Status) -> bool {
        match self {
            Self::OfLosses => !matches!(status, Status::Ok | Status::Skipped),
            Self::OfFailures => status.is_failure(),
        }
    }
}

/// A call over some inputs.
pub struct Call<'a> {
    /// Its options.
    pub inputs: &'a Inputs,
    /// Folder of the output, which is passed over and may be written to.
    pub output: Option<&'a Path>,
    /// Language of messages.
    pub lang: Lang,
    /// What is spoken of.
    pub speak: Speak,
}

/// What comes in the second pass, in order.
#[derive(Clone, Copy)]
pub enum Given<'a> {
    /// What came of an input, and the sizes of the run.
    Input(&'a Outcome, Sizes),
    /// Reports that should be there: findings, of which no input is.
    Absent(&'a Outcome),
}

/// What completes a report that was read.
struct Completing {
    settings: Settings,
    /// The forms with the user's own checks, where there are any.
    own: Option<&'static Forms>,
    decisions: Decisions,
}

impl Completing {
    fn forms(&self) -> &'static Forms {
        self.own.unwrap_or_else(|| self.settings.binder.forms())
    }

    /// Completes what a file alone does not say; where somebody put a value right or has checks of their own, the
    /// report is checked again.
    fn complete(&self, outcome: &mut Outcome) {
        complete(&mut outcome.audited, &outcome.path, &self.settings);
        for report in &mut outcome.audited.reports {
            let forms = self.forms();
            if self.decisions.correct(forms, report) || self.own.is_some() {
                check(forms, report);
            }
        }
    }
}

/// What an error of the output means.
type Broken<'b> = &'b dyn Fn(io::Error) -> Stop;

impl Call<'_> {
    /// Reads and checks every input alone, and gives each outcome to `sink`, in order.
    pub fn alone(
        &self,
        paths: &[PathBuf],
        mut sink: impl FnMut(&Outcome) -> io::Result<()>,
        broken: Broken<'_>,
    ) -> Result<Tally, Stop> {
        let completing = self.completing()?;
        let items = self.list(paths);
        let spool = self.spool(&items);
        let mut tally = Tally::default();
        let each = |_, outcome: Outcome| {
            tally.add(&outcome);
            sink(&outcome)
        };
        self.first_pass(&items, &spool, &completing, each, broken)?;
        Ok(tally)
    }

    /// Reads and checks every input, then compares the reports with each other, and only then gives each outcome to
    /// `sink`, in order, with what the others say about it among its findings; last the reports that are not there.
    /// What was decided before holds.
    pub fn across(
        &self,
        judging: &Judging,
        paths: &[PathBuf],
        mut sink: impl FnMut(Given<'_>) -> io::Result<()>,
        broken: Broken<'_>,
    ) -> Result<Tally, Stop> {
        let lang = self.lang;
        let completing = self.completing()?;
        let (areas, bodies) = (judging.areas(lang)?, judging.bodies(lang)?);
        let decided = judging.decided(self.inputs.decisions(lang)?, lang)?;
        let forms = completing.forms();
        let items = self.list(paths);
        let spool = self.spool(&items);
        let (mut briefs, mut places, mut sizes) = (Vec::new(), Vec::new(), Sizes::default());
        let keep = |place: Place, outcome: Outcome| {
            sizes.add(&outcome);
            for (brief, ordinal) in briefs_of(&outcome).zip(0..) {
                briefs.push(brief);
                places.push((place, ordinal));
            }
            Ok(())
        };
        self.first_pass(&items, &spool, &completing, keep, broken)?;
        let mut across = {
            let prose = |at: usize| prose(&items, &spool, places[at]);
            let options = across::Options {
                forms,
                areas: &areas,
                bodies: &bodies,
            };
            across::check(&briefs, &prose, &options)
        };
        drop((briefs, places));
        let (mut tally, mut at) = (Tally::default(), 0);
        let second_pass = in_order(&items, &spool, |_, mut outcome| {
            completing.complete(&mut outcome);
            for report in &mut outcome.audited.reports {
                across.add_to(at, forms, report);
                at += 1;
            }
            apply(&decided, &mut outcome, &mut tally);
            tally.add(&outcome);
            sink(Given::Input(&outcome, sizes))
        });
        second_pass.map_err(broken)?;
        if !across.absent.is_empty() {
            let mut outcome = absent(judging.shown_bodies(), across.absent);
            apply(&decided, &mut outcome, &mut tally);
            outcome.audited.reports.retain(|r| !r.findings.is_empty());
            tally.add_absent(&outcome);
            sink(Given::Absent(&outcome)).map_err(broken)?;
        }
        Ok(tally)
    }

    fn completing(&self) -> Result<Completing, Stop> {
        let own = self.inputs.own_checks(self.lang)?;
        Ok(Completing {
            settings: self.inputs.completing(self.lang)?,
            own,
            decisions: self.inputs.decisions(self.lang)?,
        })
    }

    fn list(&self, paths: &[PathBuf]) -> Vec<Item> {
        let listing = batch::walk(paths, self.output);
        if let (true, Some(folder)) = (listing.passed_over, self.output) {
            messages::tell(&messages::passed_over(self.lang, folder));
        }
        listing.items
    }

    fn spool(&self, items: &[Item]) -> Spool {
        let folder = self.output.map(Path::to_path_buf);
        Spool::new(items.len(), folder.unwrap_or_else(std::env::temp_dir))
    }

    /// Reads all inputs, and gives each outcome to `sink`, in order.
    fn first_pass(
        &self,
        items: &[Item],
        spool: &Spool,
        completing: &Completing,
        mut sink: impl FnMut(Place, Outcome) -> io::Result<()>,
        broken: Broken<'_>,
    ) -> Result<(), Stop> {
        let lang = self.lang;
        let orders = self.inputs.orders();
        let (reading, workers);
        let reader = if self.inputs.no_isolation() {
            reading = orders.reading(lang)?;
            Reader::Here(&reading)
        } else {
            workers = orders.workers(self.inputs.time(), lang)?;
            Reader::Workers(&workers)
        };
        let progress = Progress::new(items.len(), lang);
        let run = Run {
            items,
            jobs: self.inputs.jobs(),
            reader,
            progress: &progress,
        };
        let follow = || {
            in_order(items, spool, |place, mut outcome| {
                completing.complete(&mut outcome);
                progress.aside(|| {
                    if self.speak.is_of(outcome.audited.status) {
                        messages::tell(&messages::outcome(lang, &outcome));
                    }
                    sink(place, outcome)
                })
            })
        };
        let end = run.read(spool, follow);
        progress.finish();
        end.map_err(|failure| match failure {
            Failure::Sink(error) => broken(error),
            Failure::Spool(error) => Stop::Said(messages::cannot_keep(lang, &error)),
            Failure::System(error) => Stop::Said(messages::no_worker(lang, &error)),
            Failure::Stopped => Stop::Pipe,
        })
    }
}

/// Applies what was decided to the findings of an outcome.
fn apply(decided: &Decided, outcome: &mut Outcome, tally: &mut Tally) {
    let reports = outcome.audited.reports.iter();
    let ids: Vec<Vec<String>> = reports.map(|r| finding_ids(outcome, r)).collect();
    for (report, ids) in outcome.audited.reports.iter_mut().zip(&ids) {
        decided.apply(&outcome.path, ids, report, &mut tally.passed);
    }
}

/// Reports that should be there, as what came of the list that names them.
fn absent(list: String, absent: Vec<Absent>) -> Outcome {
    let report = |absent: Absent| {
        let mut report = Report::default();
        report.identity.agency = absent.agency;
        report.identity.year = Some(absent.year);
        report.is_primary = false;
        report.findings.push(absent.finding);
        report
    };
    Outcome::of_list(list, absent.into_iter().map(report).collect())
}

/// What is kept of the reports of an input while the others are read.
fn briefs_of(outcome: &Outcome) -> impl Iterator<Item = Brief> {
    let carrier = Carrier {
        path: &outcome.path,
        kind: outcome.audited.kind,
        status: outcome.audited.status,
    };
    let reports = outcome.audited.reports.iter().zip(1..);
    reports.map(move |(report, ordinal)| {
        let id = report_id(&outcome.path, &outcome.sha256, ordinal);
        Brief::of(&id, carrier, report)
    })
}

/// The prose of a report that was read before; nothing where it cannot be read again.
fn prose(items: &[Item], spool: &Spool, (place, ordinal): (Place, usize)) -> String {
    let outcome = spool.outcome(items, place);
    let report = outcome
        .as_ref()
        .ok()
        .and_then(|o| o.audited.reports.get(ordinal));
    report.map(across::prose).unwrap_or_default()
}

/// What the outputs of a run need to know.
pub fn context(lang: Lang) -> Context<'static> {
    Context {
        forms: Settings::default().binder.forms(),
        rules: gouji::rules::RULE_SET_VERSION,
        lang,
    }
}
