//! A seat of a run whose files are read by workers: one worker at a time, a fresh one where the last one died.

use std::io;
use std::time::Duration;

use super::process::{Pipes, start};
use super::{Workers, death};
use crate::audit::Audited;
use crate::batch::record::{seal, summary};
use crate::batch::watch::Watch;
use crate::error::{ReadError, Status};

/// A worker that is not ready by then never will be.
const READY: Duration = Duration::from_secs(60);

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
    /// own, in which nothing was read before.
    ///
    /// # Errors
    /// No worker can be started, or the run was stopped.
    pub fn record(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let first = self.attempt(bytes)?;
        if let Ok(record) = &first
            && summary(record).is_ok_and(|s| s.status != Status::Crashed)
        {
            return first.map_err(io::Error::other);
        }
        self.dismiss();
        let second = self.attempt(bytes)?;
        Ok(second.unwrap_or_else(|why| seal(&Audited::failed(why))))
    }

    /// Asks the worker, which is started where there is none. The inner error is the death of the worker.
    fn attempt(&mut self, bytes: &[u8]) -> io::Result<Result<Vec<u8>, ReadError>> {
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
        Ok(Err(death::reason(end, &pipes.last_words(), self.workers)))
    }

    fn start(&self) -> io::Result<Pipes> {
        let (child, mut pipes) = start(self.workers)?;
        self.watch.employ(self.number, child);
        self.watch.begin(self.number, Some(READY));
        match pipes.greet(&self.workers.orders) {
            Ok(()) => Ok(pipes),
            Err(error) => {
                let end = self.watch.dismiss(self.number);
                self.watch.finish(self.number);
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
