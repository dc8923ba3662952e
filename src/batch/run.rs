//! All inputs of a run, several at a time, handed on in order.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::isolate::{Seat, Workers};
use super::open::content;
use super::progress::Progress;
use super::reason;
use super::record::unseal;
use super::walk::Item;
use super::watch::Watch;
use crate::audit::Audited;
use crate::emit::{Outcome, content_hash};
use crate::error::ReadError;

/// Name of the threads that read files: a panic on one of them is a row of the result and not a crash.
pub const WORKER: &str = "gouji-worker";

/// Inputs that are begun before the oldest one is done: enough that one slow file does not leave the others idle,
/// few enough that the results that wait for their turn stay small.
const AHEAD: usize = 1024;

/// Deep nesting (of a web page, of an object in a PDF file) costs stack. It is only mapped where it is used.
pub const STACK_BYTES: usize = 64 << 20;

/// Who reads the files.
pub enum Reader<'a> {
    /// This very process: a crash that is no panic ends the run, and nothing has a limit.
    Here(&'a (dyn Fn(&[u8]) -> Audited + Sync)),
    /// Worker processes.
    Workers(&'a Workers),
}

/// Why a run ended before all its inputs were done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What was read could not be handed on.
    #[error("{0}")]
    Sink(io::Error),
    /// The system gives no threads or no processes.
    #[error("{0}")]
    System(io::Error),
}

/// Reads and audits `items`, `jobs` at a time, and gives each outcome to `sink`, in the order of `items`.
///
/// # Errors
/// The first error of `sink`, which ends the run; or the system's, where it gives no threads or no processes.
pub fn run(
    items: &[Item],
    jobs: usize,
    reader: &Reader<'_>,
    progress: &Progress,
    mut sink: impl FnMut(Outcome) -> io::Result<()>,
) -> Result<(), Failure> {
    let jobs = jobs.clamp(1, items.len().max(1));
    let watch = Watch::new(jobs);
    let done = AtomicBool::new(false);
    let turns = Turns::default();
    thread::scope(|scope| {
        let guard = scope.spawn(|| watch.guard(&done));
        let (sender, outcomes) = channel();
        let mut end = Ok(());
        for number in 0..jobs {
            let line = Line {
                items,
                turns: &turns,
                watch: &watch,
                number,
            };
            let sender = sender.clone();
            let thread = thread::Builder::new()
                .name(WORKER.to_owned())
                .stack_size(STACK_BYTES);
            let work = move || line.work(reader, &sender);
            let begun = thread.spawn_scoped(scope, work).map(drop);
            end = end.and(begun.map_err(Failure::System));
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        for (index, outcome) in outcomes {
            progress.advance();
            waiting.insert(index, outcome);
            while let (Ok(()), Some(outcome)) = (&end, waiting.remove(&turns.oldest())) {
                turns.advance();
                end = match outcome {
                    Ok(outcome) => progress.aside(|| sink(outcome)).map_err(Failure::Sink),
                    Err(error) => Err(Failure::System(error)),
                };
            }
            if end.is_err() {
                watch.stop();
                turns.stop();
            }
        }
        done.store(true, Ordering::SeqCst);
        guard.thread().unpark();
        end
    })
}

/// Which input is next, and which is the oldest that is not done.
#[derive(Default)]
struct Turns {
    state: Mutex<Turn>,
    moved: Condvar,
}

#[derive(Default)]
struct Turn {
    next: usize,
    oldest: usize,
    stopped: bool,
}

impl Turns {
    /// The next input of `count`, as soon as it may be begun; `None` where there is none.
    fn take(&self, count: usize) -> Option<usize> {
        let may_wait = |turn: &mut Turn| !turn.stopped && turn.next >= turn.oldest + AHEAD;
        let turn = self.moved.wait_while(self.state(), may_wait);
        let mut turn = turn.unwrap_or_else(PoisonError::into_inner);
        if turn.stopped || turn.next >= count {
            return None;
        }
        turn.next += 1;
        Some(turn.next - 1)
    }

    fn oldest(&self) -> usize {
        self.state().oldest
    }

    fn advance(&self) {
        self.state().oldest += 1;
        self.moved.notify_all();
    }

    fn stop(&self) {
        self.state().stopped = true;
        self.moved.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, Turn> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one thread of a run works with.
struct Line<'a> {
    items: &'a [Item],
    turns: &'a Turns,
    watch: &'a Watch,
    number: usize,
}

impl Line<'_> {
    fn work(&self, reader: &Reader<'_>, results: &Sender<(usize, io::Result<Outcome>)>) {
        let mut seat = match reader {
            Reader::Here(_) => None,
            Reader::Workers(workers) => Some(Seat::new(workers, self.watch, self.number)),
        };
        while let Some(index) = self.turns.take(self.items.len()) {
            let audited = |bytes: &[u8]| match (reader, &mut seat) {
                (Reader::Workers(_), Some(seat)) => {
                    let record = seat.record(bytes)?;
                    unseal(&record).map_err(io::Error::other)
                }
                (Reader::Here(audit), _) => {
                    self.watch.begin(self.number, None);
                    let audited = guarded(audit, bytes);
                    self.watch.finish(self.number);
                    Ok(audited)
                }
                (Reader::Workers(_), None) => Err(io::ErrorKind::Unsupported.into()),
            };
            let outcome = outcome(&self.items[index], audited);
            if results.send((index, outcome)).is_err() {
                return;
            }
        }
    }
}

/// Reads one input. What goes wrong with it is a status; an error is one of the run.
fn outcome(item: &Item, audited: impl FnOnce(&[u8]) -> io::Result<Audited>) -> io::Result<Outcome> {
    let content = content(item);
    let mut sha256 = String::new();
    let audited = match content.bytes {
        Err(why) => Audited::failed(why),
        Ok(bytes) => {
            sha256 = content_hash(&bytes);
            audited(&bytes)?
        }
    };
    Ok(Outcome {
        path: item.shown.clone(),
        sha256,
        bytes: content.size,
        audited,
    })
}

/// Audits a file; a panic is a status. The bytes and the settings are only read: nothing is left half changed.
pub fn guarded(audit: &(impl Fn(&[u8]) -> Audited + Sync + ?Sized), bytes: &[u8]) -> Audited {
    catch_unwind(AssertUnwindSafe(|| audit(bytes)))
        .unwrap_or_else(|panic| Audited::failed(reason::crashed(message(&*panic))))
}

/// What a panic says.
fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("?")
}

/// Does something with one file on a thread like those of [`run`]: with their stack, and with a crash contained.
///
/// # Errors
/// It crashed, or the system gives no thread.
pub fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, ReadError> {
    let thread = thread::Builder::new()
        .name(WORKER.to_owned())
        .stack_size(STACK_BYTES);
    thread::scope(|scope| {
        let worker = thread.spawn_scoped(scope, work);
        let worker = worker.map_err(|error| reason::refused(&error))?;
        let crashed = |panic: Box<dyn std::any::Any + Send>| reason::crashed(message(&*panic));
        worker.join().map_err(crashed)
    })
}

#[cfg(test)]
mod tests {
    use super::super::walk::Found;
    use super::*;
    use crate::error::{Bilingual, Lang, Status};
    use crate::read::Meta;

    fn audited(bytes: &[u8]) -> Audited {
        assert_ne!(bytes, b"17", "a crash on purpose");
        // The first files take longest, so that the order is not right by chance.
        let number: u64 = String::from_utf8_lossy(bytes).parse().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(2000 - number * 20));
        Audited {
            kind: None,
            status: Status::Ok,
            reason: Bilingual::new("", number.to_string()),
            advice: Bilingual::new("", ""),
            pages: None,
            meta: Meta::default(),
            reports: Vec::new(),
        }
    }

    fn items(folder: &std::path::Path) -> Vec<Item> {
        let item = |n: u32| {
            let open = folder.join(n.to_string());
            std::fs::write(&open, n.to_string()).unwrap();
            Item {
                open,
                shown: n.to_string(),
                found: Found::File,
            }
        };
        (0..100).map(item).collect()
    }

    #[test]
    fn order_is_that_of_the_inputs_and_a_crash_does_not_end_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let items = items(folder.path());
        let result = |jobs| {
            let mut seen = Vec::new();
            let here = Reader::Here(&audited);
            run(&items, jobs, &here, &Progress::silent(), |outcome| {
                seen.push(format!("{outcome:?}"));
                Ok(())
            })
            .unwrap();
            seen
        };
        let one = result(1);
        assert_eq!(one.len(), 100);
        assert!(one[17].contains("Crashed") && one[18].contains("Ok"));
        assert_eq!(one, result(8));
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let items = items(folder.path());
        let mut seen = 0;
        let (here, progress) = (Reader::Here(&audited), Progress::new(100, Lang::En));
        let end = run(&items, 2, &here, &progress, |_| {
            seen += 1;
            Err(io::ErrorKind::BrokenPipe.into())
        });
        assert!(
            matches!(end, Err(Failure::Sink(error)) if error.kind() == io::ErrorKind::BrokenPipe)
        );
        assert_eq!(seen, 1);
    }

    #[test]
    fn a_crash_on_a_thread_of_its_own_is_an_error() {
        assert_eq!(alone(|| 7), Ok(7));
        let crashed = alone(|| assert_ne!(7, 7, "a crash on purpose")).unwrap_err();
        assert_eq!(crashed.status, Status::Crashed);
    }
}
