//! What `extract`, `check` and `audit` do with their inputs: read all of them, and compare the reports with each other.

use std::io;
use std::path::{Path, PathBuf};

use gouji::across::{self, Brief, Carrier};
use gouji::audit::{Settings, complete};
use gouji::batch::{self, Failure, Item, Place, Progress, Reader, Run, Spool, in_order};
use gouji::emit::{Context, Outcome, Sizes, Tally, report_id};
use gouji::error::{Lang, Status};

use super::exit::Stop;
use super::inputs::Inputs;
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
        let settings = self.inputs.completing(self.lang)?;
        let items = self.list(paths);
        let spool = self.spool(&items);
        let mut tally = Tally::default();
        let each = |_, outcome: Outcome| {
            tally.add(&outcome);
            sink(&outcome)
        };
        self.first_pass(&items, &spool, &settings, each, broken)?;
        Ok(tally)
    }

    /// Reads and checks every input, then compares the reports with each other, and only then gives each outcome to
    /// `sink`, in order, with what the others say about it among its findings, the sizes of the run, and the file that it
    /// came of, where it is no member of an archive.
    pub fn across(
        &self,
        paths: &[PathBuf],
        mut sink: impl FnMut(&Outcome, Sizes, Option<&Path>) -> io::Result<()>,
        broken: Broken<'_>,
    ) -> Result<Tally, Stop> {
        let settings = self.inputs.completing(self.lang)?;
        let areas = self.inputs.areas(self.lang)?;
        let forms = settings.binder.forms();
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
        self.first_pass(&items, &spool, &settings, keep, broken)?;
        let mut across = {
            let prose = |at: usize| prose(&items, &spool, places[at]);
            let options = across::Options {
                forms,
                areas: &areas,
            };
            across::check(&briefs, &prose, &options)
        };
        drop((briefs, places));
        let (mut tally, mut at) = (Tally::default(), 0);
        let second_pass = in_order(&items, &spool, |place, mut outcome| {
            complete(&mut outcome.audited, &outcome.path, &settings);
            for report in &mut outcome.audited.reports {
                across.add_to(at, forms, report);
                at += 1;
            }
            tally.add(&outcome);
            let item = &items[place.item];
            let file = (outcome.path == item.shown).then_some(item.open.as_path());
            sink(&outcome, sizes, file)
        });
        second_pass.map_err(broken)?;
        Ok(tally)
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
        settings: &Settings,
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
                complete(&mut outcome.audited, &outcome.path, settings);
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
