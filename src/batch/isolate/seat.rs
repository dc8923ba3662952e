//! A seat of a run whose files are read by workers: one worker at a time, a fresh one where the last one died.

use std::io;
use std::thread;
use std::time::Duration;

use super::death::Death;
use super::process::{Pipes, start};
use super::{Workers, ask};
use crate::audit::Audited;
use crate::batch::hands::{Answer, Give, Member, MemberContent};
use crate::batch::record::{seal, summary};
use crate::batch::run::Failure;
use crate::batch::watch::Watch;
use crate::emit::content_hash;
use crate::error::ReadError;

/// A worker that is not ready by then never will be.
const READY: Duration = Duration::from_secs(60);

/// Before the tries after a worker was killed from outside. The system kills where memory runs out: that may pass.
const PAUSES: &[Duration] = &[
    Duration::ZERO,
    Duration::from_millis(500),
    Duration::from_secs(3),
];

/// A seat.
#[derive(Debug)]
pub struct Seat<'a> {
    workers: &'a Workers,
    watch: &'a Watch,
    number: usize,
    pipes: Option<Pipes>,
}

impl<'a> Seat<'a> {
    /// A seat, its worker not yet started.
    pub fn new(workers: &'a Workers, watch: &'a Watch, number: usize) -> Self {
        Self {
            workers,
            watch,
            number,
            pipes: None,
        }
    }

    /// Reads an input.
    pub fn input(&mut self, bytes: &[u8]) -> Result<Answer, Failure> {
        self.read(ask::INPUT, bytes)
    }

    /// The record of a file in an archive.
    pub fn file(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
        match self.read(ask::FILE, bytes)? {
            Answer::Record(record) => Ok(record),
            Answer::Archive => Err(Failure::System(io::ErrorKind::InvalidData.into())),
        }
    }

    /// Reads a file. A worker that dies on it, or a reader that panics, gets a second try: a process of its own, in
    /// which nothing was read before. One that was killed from outside gets more, with pauses between them: the file
    /// need not have had a part in it.
    fn read(&mut self, what: u8, bytes: &[u8]) -> Result<Answer, Failure> {
        let mut pauses = PAUSES.iter();
        let mut last_try = false;
        loop {
            let (answer, killed) = match self.attempt(|pipes| pipes.read(what, bytes))? {
                Ok(answer) => (answer, false),
                Err(death) => (failed(death.reason), death.killed),
            };
            let pause = pauses.next().filter(|_| killed);
            if !came_to_grief(&answer) || (last_try && pause.is_none()) {
                return Ok(answer);
            }
            last_try = true;
            self.dismiss();
            thread::sleep(pause.copied().unwrap_or_default());
        }
    }

    /// Gives the members of an archive, and then the archive itself. Where a worker dies on it, a fresh one goes on
    /// behind the members that were given; where that dies, too, the archive has a reason and no more members.
    pub fn unfold(&mut self, shown: &str, bytes: &[u8], give: Give<'_>) -> Result<(), Failure> {
        let mut given = 0;
        let first = self.try_unfold(shown, bytes, &mut given, give)?;
        if first.is_ok() {
            return Ok(());
        }
        match self.try_unfold(shown, bytes, &mut given, give)? {
            Ok(()) => Ok(()),
            Err(death) => give(Member {
                shown: shown.to_owned(),
                content: MemberContent::Done {
                    hash: Some(content_hash(bytes)),
                    size: Some(bytes.len() as u64),
                    record: seal(&Audited::failed(death.reason)),
                },
            }),
        }
    }

    fn try_unfold(
        &mut self,
        shown: &str,
        bytes: &[u8],
        given: &mut usize,
        give: Give<'_>,
    ) -> Result<Result<(), Death>, Failure> {
        let length = (shown.len() as u32).to_le_bytes();
        let parts = [&length, shown.as_bytes(), bytes];
        if let Err(death) = self.attempt(|pipes| pipes.ask(ask::UNFOLD, &parts))? {
            return Ok(Err(death));
        }
        let mut number = 0;
        loop {
            // Only the time until the next member counts, not that which is spent on reading this one.
            match self.attempt(Pipes::member)? {
                Err(death) => return Ok(Err(death)),
                Ok(None) => return Ok(Ok(())),
                Ok(Some(member)) if number >= *given => {
                    let given_well = give(member);
                    if given_well.is_err() {
                        self.dismiss();
                    }
                    given_well?;
                    *given += 1;
                }
                Ok(Some(_)) => {}
            }
            number += 1;
        }
    }

    /// Does something with the worker, which is started where there is none, within the time that a file may take. The
    /// inner error is the death of the worker.
    fn attempt<T>(
        &mut self,
        work: impl FnOnce(&mut Pipes) -> io::Result<T>,
    ) -> Result<Result<T, Death>, Failure> {
        if self.watch.stopped() {
            return Err(Failure::Stopped);
        }
        let mut pipes = match self.pipes.take() {
            Some(pipes) => pipes,
            None => self.start().map_err(Failure::System)?,
        };
        self.watch.begin(self.number, Some(self.workers.time));
        if let Ok(result) = work(&mut pipes) {
            self.watch.finish(self.number);
            self.pipes = Some(pipes);
            return Ok(Ok(result));
        }
        let end = self.watch.dismiss(self.number);
        self.watch.finish(self.number);
        if self.watch.stopped() {
            return Err(Failure::Stopped);
        }
        let death = Death::of(end, &pipes.last_words(), self.workers);
        tracing::warn!(reason = death.reason.reason.en, "a worker died");
        Ok(Err(death))
    }

    /// Starts a worker; not at the first try, perhaps, where the system is short of something.
    fn start(&self) -> io::Result<Pipes> {
        let mut started = self.try_start();
        for pause in PAUSES {
            if started.is_ok() || self.watch.stopped() {
                break;
            }
            thread::sleep(*pause);
            started = self.try_start();
        }
        started
    }

    fn try_start(&self) -> io::Result<Pipes> {
        let (child, mut pipes) = match self.workers.half.take() {
            Some(half) => half,
            None => start(self.workers)?,
        };
        self.watch.employ(self.number, child);
        self.watch.begin(self.number, Some(READY));
        let greeted = pipes.greet(&self.workers.orders);
        self.watch.finish(self.number);
        match greeted {
            Ok(()) => Ok(pipes),
            Err(error) => {
                let end = self.watch.dismiss(self.number);
                let (status, words) = (end.status, pipes.last_words());
                let status = status.map(|s| s.to_string()).unwrap_or_default();
                let why = format!("{error}; {status} {words}");
                Err(io::Error::new(error.kind(), why.trim_end().to_owned()))
            }
        }
    }

    fn dismiss(&mut self) {
        if self.pipes.take().is_some() {
            self.watch.dismiss(self.number);
        }
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        if let Some(pipes) = self.pipes.take() {
            drop(pipes);
            self.watch.release(self.number);
        }
    }
}

fn failed(why: ReadError) -> Answer {
    Answer::Record(seal(&Audited::failed(why)))
}

fn came_to_grief(answer: &Answer) -> bool {
    match answer {
        Answer::Record(record) => summary(record).is_ok_and(|s| s.status.is_of_limits()),
        Answer::Archive => false,
    }
}
