//! A seat of a run whose files are read by workers: one worker at a time, a fresh one where the last one died.

use std::io;
use std::thread;
use std::time::Duration;

use super::Workers;
use super::death::Death;
use super::process::{Pipes, start};
use crate::audit::Audited;
use crate::batch::record::{seal, summary};
use crate::batch::watch::Watch;

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

    /// The record of a file. A worker that dies on it, or a reader that panics, gets a second try: a process of its
    /// own, in which nothing was read before. One that was killed from outside gets more, with pauses between them:
    /// the file need not have had a part in it.
    ///
    /// # Errors
    /// No worker can be started, or the run was stopped.
    pub fn record(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut pauses = PAUSES.iter();
        let mut last_try = false;
        loop {
            let (record, killed) = match self.attempt(bytes)? {
                Ok(record) => (record, false),
                Err(death) => (seal(&Audited::failed(death.reason)), death.killed),
            };
            let crashed = summary(&record).is_ok_and(|s| s.status.is_of_limits());
            let pause = pauses.next().filter(|_| killed);
            if !crashed || (last_try && pause.is_none()) {
                return Ok(record);
            }
            last_try = true;
            self.dismiss();
            thread::sleep(pause.copied().unwrap_or_default());
        }
    }

    /// Asks the worker, which is started where there is none. The inner error is the death of the worker.
    fn attempt(&mut self, bytes: &[u8]) -> io::Result<Result<Vec<u8>, Death>> {
        if self.watch.stopped() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let mut pipes = match self.pipes.take() {
            Some(pipes) => pipes,
            None => self.start()?,
        };
        let time = self.workers.time;
        self.watch.begin(self.number, Some(time));
        if let Ok(record) = pipes.ask(bytes) {
            self.watch.finish(self.number);
            self.pipes = Some(pipes);
            return Ok(Ok(record));
        }
        let end = self.watch.dismiss(self.number);
        self.watch.finish(self.number);
        if self.watch.stopped() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        Ok(Err(Death::of(end, &pipes.last_words(), self.workers)))
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
        let (child, mut pipes) = start(self.workers)?;
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
