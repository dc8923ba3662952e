//! All inputs of a run, several at a time.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::bundle::is_named_archive;
use super::hands::{Answer, Hand, MemberContent, Reading, message};
use super::isolate::Workers;
use super::open::open;
use super::progress::Progress;
use super::queue::{FileInArchive, Queue, Task};
use super::reason;
use super::record::{Summary, seal, summary};
use super::seats::Seats;
use super::spool::{Part, Place, Record, Spool};
use super::walk::Item;
use super::watch::Watch;
use crate::audit::Audited;
use crate::emit::{Outcome, content_hash};
use crate::error::ReadError;

/// Name of the threads that read files: a panic on one of them is a row of the result and not a crash.
pub const WORKER: &str = "gouji-worker";

/// Deep nesting (of a web page, of an object in a PDF file) costs stack. It is only mapped where it is used.
pub const STACK_BYTES: usize = 64 << 20;

/// Who reads the files.
pub enum Reader<'a> {
    /// This very process: a crash that is no panic ends the run, and nothing has a limit.
    Here(&'a Reading),
    /// Worker processes.
    Workers(&'a Workers),
}

/// Why a run ended before all its inputs were done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What was read could not be handed on.
    #[error("{0}")]
    Sink(io::Error),
    /// What was read could not be kept until it is handed on.
    #[error("{0}")]
    Spool(io::Error),
    /// The system gives no threads or no processes.
    #[error("{0}")]
    System(io::Error),
    /// It was told to.
    #[error("stopped")]
    Stopped,
}

/// A run over some inputs.
pub struct Run<'a> {
    /// The inputs.
    pub items: &'a [Item],
    /// How many are read at a time.
    pub jobs: usize,
    /// Who reads them.
    pub reader: Reader<'a>,
    /// Where to show how far it is.
    pub progress: &'a Progress,
    /// Is asked again and again whether the run is to end.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

impl Run<'_> {
    /// Reads all inputs, in any order, and keeps what comes of them in `spool`. `follow` runs beside it, on this
    /// thread, and may wait for inputs to be done; its error ends the run.
    ///
    /// # Errors
    /// The first one of the run, or of `follow`.
    pub fn read(
        &self,
        spool: &Spool,
        follow: impl FnOnce() -> io::Result<()>,
    ) -> Result<(), Failure> {
        let jobs = self.jobs();
        let threads = match self.reader {
            Reader::Here(_) => jobs,
            Reader::Workers(_) => 2 * jobs,
        };
        let watch = Watch::new(threads, 2 * jobs);
        let shared = Shared {
            run: self,
            spool,
            queue: Queue::new(self.items.len(), jobs),
            files: Seats::new(&self.reader, &watch, 0..jobs),
            archives: Seats::new(&self.reader, &watch, jobs..2 * jobs),
            watch: &watch,
            failure: Mutex::new(None),
            done: AtomicBool::new(false),
        };
        thread::scope(|scope| {
            let guard = scope.spawn(|| shared.watch.guard(&shared.done, || shared.look()));
            let mut started = Vec::new();
            for number in 0..threads {
                let thread = thread::Builder::new()
                    .name(WORKER.to_owned())
                    .stack_size(STACK_BYTES);
                let shared = &shared;
                match thread.spawn_scoped(scope, move || shared.work(number)) {
                    Ok(thread) => started.push(thread),
                    Err(error) => shared.fail(Failure::System(error)),
                }
            }
            let ended = scope.spawn(|| {
                for thread in started {
                    if let Err(panic) = thread.join() {
                        let why = message(&*panic).to_owned();
                        shared.fail(Failure::System(io::Error::other(why)));
                    }
                }
                spool.end();
            });
            if let Err(error) = follow() {
                shared.fail(Failure::Sink(error));
            }
            let _ = ended.join();
            shared.done.store(true, Ordering::SeqCst);
            guard.thread().unpark();
        });
        let failure = shared.failure.into_inner();
        failure
            .unwrap_or_else(PoisonError::into_inner)
            .map_or(Ok(()), Err)
    }

    /// How many files are read at a time: no more than there are, as far as that is known.
    fn jobs(&self) -> usize {
        let is_archive = |item: &Item| is_named_archive(&item.shown);
        let most = if self.items.iter().any(is_archive) {
            self.jobs
        } else {
            self.items.len()
        };
        self.jobs.min(most).max(1)
    }
}

/// What the threads of a run share. Where there are workers, there are two threads for each: one has the worker read its
/// file while the other puts away what came of the last one and opens the next, so that no worker waits for a file.
struct Shared<'a> {
    run: &'a Run<'a>,
    spool: &'a Spool,
    queue: Queue,
    /// Who reads files.
    files: Seats<'a>,
    /// Who takes archives apart: that keeps a worker busy while others read what is in them.
    archives: Seats<'a>,
    watch: &'a Watch,
    failure: Mutex<Option<Failure>>,
    done: AtomicBool,
}

impl Shared<'_> {
    /// One thread: reads what is next until there is nothing more.
    fn work(&self, number: usize) {
        while let Some(task) = self.queue.take() {
            let input = match &task {
                Task::Item(item) => *item,
                Task::Member(file) => file.item,
            };
            self.watch.take_up(number, Some(input));
            let end = match task {
                Task::Item(item) => self.item(item),
                Task::Member(file) => self.file_in_archive(file),
            };
            self.watch.take_up(number, None);
            if let Err(failure) = end {
                return self.fail(failure);
            }
        }
    }

    /// Shows how far the run is, and ends it where it is to end.
    fn look(&self) {
        let items = self.run.items;
        self.run.progress.tick(|| {
            let (input, time) = self.watch.slowest()?;
            Some((items[input].shown.as_str(), time))
        });
        if (self.run.stop)() {
            self.fail(Failure::Stopped);
        }
    }

    fn item(&self, number: usize) -> Result<(), Failure> {
        let item = &self.run.items[number];
        let began = Instant::now();
        let opened = open(item);
        let hash = opened.bytes.as_ref().ok().map(|b| content_hash(b));
        let found = hash.as_ref().and_then(|hash| self.spool.find(hash));
        let record = match (opened.bytes, found) {
            (_, Some((record, summary))) => {
                self.done(&item.shown, summary, true, began);
                record
            }
            (Err(why), None) => {
                let record = seal(&Audited::failed(why));
                self.read(&item.shown, &record, began);
                Record::Made(record)
            }
            (Ok(bytes), None) => {
                let (answer, began) = self.ask(|seat| seat.input(&bytes))?;
                match answer {
                    Answer::Record(record) => {
                        self.read(&item.shown, &record, began);
                        Record::Read(record)
                    }
                    Answer::Archive => return self.archive(number, bytes),
                }
            }
        };
        let part = Part {
            shown: None,
            hash,
            size: opened.size,
            record,
        };
        self.spool.put(number, &part).map_err(Failure::Spool)?;
        self.run.progress.advance();
        Ok(())
    }

    /// Has a seat read a file, as soon as one is free. When it began counts: not how long the file had to wait.
    fn ask<T>(
        &self,
        read: impl FnOnce(&mut Hand<'_>) -> Result<T, Failure>,
    ) -> Result<(T, Instant), Failure> {
        let mut seat = self.files.take();
        let began = Instant::now();
        Ok((read(&mut seat)?, began))
    }

    fn archive(&self, number: usize, bytes: Vec<u8>) -> Result<(), Failure> {
        let mut parts = 0;
        self.queue.open();
        let shown = &self.run.items[number].shown;
        let end = self.archives.take().unfold(shown, bytes, &mut |member| {
            let part = parts;
            parts += 1;
            let bytes = match member.content {
                MemberContent::File(bytes) => bytes,
                MemberContent::Done { hash, size, record } => {
                    let done = Part {
                        shown: Some(member.shown),
                        hash,
                        size,
                        record: Record::Made(record),
                    };
                    return self.put_member(number, part, &done);
                }
            };
            let file = FileInArchive {
                item: number,
                part,
                shown: member.shown,
                bytes,
            };
            match self.queue.offer(file) {
                None => Ok(()),
                Some(file) => self.file_in_archive(file),
            }
        });
        self.queue.close();
        end?;
        self.spool.count(number, parts);
        self.run.progress.advance();
        Ok(())
    }

    fn file_in_archive(&self, file: FileInArchive) -> Result<(), Failure> {
        let began = Instant::now();
        let hash = content_hash(&file.bytes);
        let record = match self.spool.find(&hash) {
            Some((record, summary)) => {
                self.done(&file.shown, summary, true, began);
                record
            }
            None => {
                let (record, began) = self.ask(|seat| seat.file(&file.bytes))?;
                self.read(&file.shown, &record, began);
                Record::Read(record)
            }
        };
        let part = Part {
            shown: Some(file.shown),
            hash: Some(hash),
            size: Some(file.bytes.len() as u64),
            record,
        };
        self.put_member(file.item, file.part, &part)
    }

    fn read(&self, shown: &str, record: &[u8], began: Instant) {
        if let Ok(summary) = summary(record) {
            self.done(shown, summary, false, began);
        }
    }

    /// A file is done: whoever shows it or writes it down is told.
    fn done(&self, shown: &str, summary: Summary, known: bool, began: Instant) {
        self.run.progress.add(summary);
        let (status, findings) = (summary.status.as_str(), summary.findings);
        let ms = began.elapsed().as_millis() as u64;
        if summary.status.is_failure() {
            tracing::info!(path = shown, status, ms, known, "not read");
        } else {
            tracing::debug!(path = shown, status, findings, ms, known, "read");
        }
    }

    fn put_member(&self, item: usize, number: usize, part: &Part) -> Result<(), Failure> {
        let put = self.spool.put_member(item, number, part);
        put.map_err(Failure::Spool)
    }

    /// The run has failed; all that is at work ends. Only the first failure counts: others follow from it.
    fn fail(&self, failure: Failure) {
        let mut first = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert(failure);
        drop(first);
        self.queue.stop();
        self.watch.stop();
        self.spool.end();
    }
}

/// What came of all inputs, in their order, each as soon as those before it are done.
///
/// # Errors
/// The first one of `sink`, or that a record cannot be read again.
pub fn in_order(
    items: &[Item],
    spool: &Spool,
    mut sink: impl FnMut(Place, Outcome) -> io::Result<()>,
) -> io::Result<()> {
    for item in 0..items.len() {
        if !spool.wait(item) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        for part in 0..spool.parts(item) {
            let place = Place { item, part };
            sink(place, spool.outcome(items, place)?)?;
        }
    }
    Ok(())
}

/// Does something with one file on a thread like those of `batch::run`: with their stack, and with a crash contained.
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
    use crate::error::{Bilingual, Status};
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

    fn run(
        items: &[Item],
        jobs: usize,
        mut sink: impl FnMut(Outcome) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let reading = Reading {
            audit: Box::new(audited),
            password: None,
        };
        let spool = Spool::new(items.len(), std::env::temp_dir());
        let run = Run {
            items,
            jobs,
            reader: Reader::Here(&reading),
            progress: &Progress::silent(),
            stop: &|| false,
        };
        run.read(&spool, || {
            in_order(items, &spool, |_, outcome| sink(outcome))
        })
    }

    #[test]
    fn order_is_that_of_the_inputs_and_a_crash_does_not_end_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let items = items(folder.path());
        let result = |jobs| {
            let mut seen = Vec::new();
            run(&items, jobs, |outcome| {
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
    fn an_archive_alone_is_read_by_as_many_as_there_may_be() {
        let jobs = |names: &[&str], jobs| {
            let item = |name: &&str| Item {
                open: (*name).into(),
                shown: (*name).to_owned(),
                found: Found::File,
            };
            let reading = Reading {
                audit: Box::new(audited),
                password: None,
            };
            let run = Run {
                items: &names.iter().map(item).collect::<Vec<_>>(),
                jobs,
                reader: Reader::Here(&reading),
                progress: &Progress::silent(),
                stop: &|| false,
            };
            run.jobs()
        };
        assert_eq!(jobs(&["a.pdf"], 8), 1);
        assert_eq!(jobs(&["2023.TAR.GZ"], 8), 8);
        assert_eq!(jobs(&["a.pdf", "b.html"], 1), 1);
        assert_eq!(jobs(&[], 8), 1);
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let items = items(folder.path());
        let mut seen = 0;
        let end = run(&items, 2, |_| {
            seen += 1;
            Err(io::ErrorKind::BrokenPipe.into())
        });
        let broken = io::ErrorKind::BrokenPipe;
        assert!(matches!(end, Err(Failure::Sink(error)) if error.kind() == broken));
        assert_eq!(seen, 1);
    }

    #[test]
    fn a_crash_on_a_thread_of_its_own_is_an_error() {
        assert_eq!(alone(|| 7), Ok(7));
        let crashed = alone(|| assert_ne!(7, 7, "a crash on purpose")).unwrap_err();
        assert_eq!(crashed.status, Status::Crashed);
    }
}
