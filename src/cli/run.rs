//! What `extract`, `check` and `audit` do with their inputs: read all of them, and compare the reports with each other.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use gouji::across::{self, Absent, Brief, Carrier};
use gouji::batch::{
    self, Failure, Item, Origin, Phase, Place, Progress, Reader, Run, Show, Spool, Summary, again,
    in_order,
};
use gouji::decided::Decided;
use gouji::emit::{Context, Outcome, Sizes, Tally, finding_ids, report_id};
use gouji::error::{Lang, Status};
use gouji::forms::Forms;
use gouji::report::Report;
use rayon::ThreadPoolBuilder;

use super::cache;
use super::completing::Completing;
use super::exit::Stop;
use super::inputs::{Inputs, Lists};
use super::judging::Judging;
use super::{messages, signal, worker};

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
    /// Folder of the cache, where there is to be one.
    pub cache: Option<&'a Path>,
}

/// What comes in the second pass, in order.
pub enum Given<'i> {
    /// What came of an input or of a member of an archive, the sizes of the run, and the input.
    Input(Outcome, Sizes, &'i Item),
    /// Reports that should be there: findings, of which no input is.
    Absent(Outcome),
}

/// Takes each outcome of the first pass.
pub type Keep<'k> = &'k mut dyn FnMut(Place, Outcome) -> io::Result<()>;

/// What an error of the output means.
pub type Broken<'b> = &'b dyn Fn(io::Error) -> Stop;

/// The inputs of a run, and what came of them.
pub struct Inputted {
    /// Those that are read.
    items: Vec<Item>,
    /// What came of them.
    spool: Spool,
    /// Which part of all inputs they are, where they are a part.
    origin: Option<Origin>,
}

impl Inputted {
    /// Writes what another run puts together with other parts; nothing where they are no part.
    pub fn write_shard(
        &self,
        file: impl FnOnce() -> Result<File, Stop>,
    ) -> Result<io::Result<()>, Stop> {
        let Some(origin) = &self.origin else {
            return Ok(Ok(()));
        };
        Ok(batch::write_shard(
            file()?,
            origin,
            &self.items,
            &self.spool,
        ))
    }
}

impl Call<'_> {
    /// Reads and checks every input alone, and gives each outcome to `sink`, in order.
    pub fn alone(
        &self,
        paths: &[PathBuf],
        mut sink: impl FnMut(&Outcome) -> io::Result<()>,
        broken: Broken<'_>,
    ) -> Result<Tally, Stop> {
        let completing = Completing::of(&self.inputs.lists, self.lang)?;
        let inputs = self.list(paths);
        let mut tally = Tally::default();
        let mut each = |_, outcome: Outcome| {
            tally.add(&outcome);
            sink(&outcome)
        };
        self.first_pass(&inputs.items, &inputs.spool, &completing, &mut each, broken)?;
        Ok(tally)
    }

    /// Reads and checks every input, then compares the reports with each other, and only then gives each outcome to
    /// `sink`, in order, with what the others say about it among its findings; last the reports that are not there.
    /// What was decided before holds.
    pub fn across(
        &self,
        judging: &Judging,
        paths: &[PathBuf],
        sink: impl FnMut(Given<'_>) -> io::Result<()>,
        broken: Broken<'_>,
    ) -> Result<(Tally, Inputted), Stop> {
        let inputs = self.list(paths);
        let Inputted { items, spool, .. } = &inputs;
        let first = |completing: &Completing, keep: Keep<'_>| {
            self.first_pass(items, spool, completing, keep, broken)
        };
        let tally = compare(
            (&self.inputs.lists, judging),
            (self.lang, self.inputs.show()),
            self.inputs.jobs(),
            (items, spool),
            first,
            sink,
            broken,
        )?;
        Ok((tally, inputs))
    }

    fn list(&self, paths: &[PathBuf]) -> Inputted {
        let avoid: Vec<&Path> = self.output.into_iter().chain(self.cache).collect();
        let listing = batch::walk(paths, &avoid);
        for folder in &listing.passed_over {
            messages::tell(&messages::passed_over(self.lang, folder));
        }
        tracing::info!(inputs = listing.items.len(), jobs = self.inputs.jobs(), cache = ?self.cache, "listed");
        let way = self.inputs.orders().way();
        let mut items = listing.items;
        let origin = self.inputs.shard().map(|shard| {
            let origin = Origin::new(shard, &items, &way);
            let part = shard.part(items.len());
            items.truncate(part.end);
            items.drain(..part.start);
            origin
        });
        let folder = self.output.map(Path::to_path_buf);
        let spool = Spool::new(items.len(), folder.unwrap_or_else(std::env::temp_dir));
        if let Some(folder) = self.cache {
            cache::attach(&spool, folder, &way, self.lang);
        }
        Inputted {
            items,
            spool,
            origin,
        }
    }

    /// Reads all inputs, and gives each outcome to `sink`, in order.
    fn first_pass(
        &self,
        items: &[Item],
        spool: &Spool,
        completing: &Completing,
        sink: Keep<'_>,
        broken: Broken<'_>,
    ) -> Result<(), Stop> {
        let lang = self.lang;
        let orders = self.inputs.orders();
        let (reading, mut workers);
        let reader = if self.inputs.no_isolation() {
            reading = orders.reading(lang)?;
            Reader::Here(&reading)
        } else {
            workers = orders.workers(self.inputs.time(), lang)?;
            // One that listens to signals has handlers that are not for a worker.
            if items.len() == 1 && !signal::is_heard() {
                workers.half = worker::split(lang);
            }
            Reader::Workers(&workers)
        };
        let progress = Progress::new(items.len(), Phase::Reading, self.inputs.show(), lang);
        let run = Run {
            items,
            jobs: self.inputs.jobs(),
            reader,
            progress: &progress,
            stop: &|| signal::caught().is_some(),
        };
        let follow = || {
            in_order(items, spool, |place, mut outcome| {
                if completing.complete(&mut outcome) {
                    spool.amend(place, &outcome.audited)?;
                }
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
        match spool.detach() {
            Err(error) => messages::tell(&messages::cache_not_written(lang, &error)),
            Ok(()) if spool.known() == 0 => {}
            Ok(()) => {
                let folder = self.cache.unwrap_or(Path::new(""));
                messages::tell(&messages::from_cache(lang, spool.known(), folder));
            }
        }
        end.map_err(|failure| match failure {
            Failure::Sink(error) => broken(error),
            Failure::Spool(error) => Stop::Said(messages::cannot_keep(lang, &error)),
            Failure::System(error) => Stop::Said(messages::no_worker(lang, &error)),
            Failure::Stopped => signal::caught().map_or(Stop::Pipe, Stop::Signal),
        })
    }
}

/// Applies what was decided to the findings of an outcome.
fn apply(decided: &Decided, outcome: &mut Outcome, tally: &mut Tally) {
    if decided.is_empty() {
        return;
    }
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

/// Compares the reports of inputs with each other, and gives each outcome to `sink`, in order, with what the others say
/// about it among its findings; last the reports that are not there. What was decided before holds. `first` gives each
/// outcome alone, completed, in order.
pub fn compare(
    (lists, judging): (&Lists, &Judging),
    (lang, show): (Lang, Show),
    jobs: usize,
    (items, spool): (&[Item], &Spool),
    first: impl FnOnce(&Completing, Keep<'_>) -> Result<(), Stop>,
    mut sink: impl FnMut(Given<'_>) -> io::Result<()>,
    broken: Broken<'_>,
) -> Result<Tally, Stop> {
    let completing = Completing::of(lists, lang)?;
    let (areas, bodies) = (judging.areas(lang)?, judging.bodies(lang)?);
    let decided = judging.decided(completing.decisions(), lang)?;
    let forms = completing.forms();
    let (mut briefs, mut places, mut sizes) = (Vec::new(), Vec::new(), Sizes::default());
    let mut keep = |place: Place, outcome: Outcome| {
        sizes.add(&outcome);
        for (brief, ordinal) in briefs_of(&outcome).zip(0..) {
            briefs.push(brief);
            places.push((place, ordinal));
        }
        Ok(())
    };
    first(&completing, &mut keep)?;
    tracing::info!(reports = briefs.len(), "read");
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build();
    let no_thread = |error| Stop::Said(messages::no_worker(lang, &io::Error::other(error)));
    let pool = pool.map_err(no_thread)?;
    let across = {
        let prose = |at: usize| prose(items, spool, places[at]);
        let options = across::Options {
            forms,
            areas: &areas,
            bodies: &bodies,
        };
        pool.install(|| across::check(&briefs, &prose, &options))
    };
    drop((briefs, places));
    tracing::info!("compared");
    let progress = Progress::new(items.len(), Phase::Writing, show, lang);
    let (mut tally, mut at) = (Tally::default(), 0);
    let second_pass = again(items, spool, &pool, |place, mut outcome| {
        if signal::caught().is_some() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if place.part + 1 == spool.parts(place.item) {
            progress.advance();
        }
        progress.tick(|| None);
        for report in &mut outcome.audited.reports {
            across.add_to(at, forms, report);
            at += 1;
        }
        apply(&decided, &mut outcome, &mut tally);
        tally.add(&outcome);
        progress.add(Summary::of(&outcome.audited));
        sink(Given::Input(outcome, sizes, &items[place.item]))
    });
    progress.finish();
    match (second_pass, signal::caught()) {
        (Err(_), Some(signal)) => return Err(Stop::Signal(signal)),
        (Err(error), None) => return Err(broken(error)),
        (Ok(()), _) => {}
    }
    if !across.absent.is_empty() {
        let mut outcome = absent(judging.shown_bodies(), across.absent);
        apply(&decided, &mut outcome, &mut tally);
        outcome.audited.reports.retain(|r| !r.findings.is_empty());
        tally.add_absent(&outcome);
        sink(Given::Absent(outcome)).map_err(broken)?;
    }
    Ok(tally)
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
        forms: Forms::embedded(),
        rules: gouji::rules::RULE_SET_VERSION,
        lang,
    }
}
