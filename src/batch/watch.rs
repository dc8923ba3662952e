//! Who works on what, and since when: so that what takes too long is ended, and what is slow can be named.

use std::process::ExitStatus;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::process::Process;

/// How often it is looked whether something takes too long.
const TICK: Duration = Duration::from_millis(25);

/// The threads of a run, each with an input in its hands, and its seats, each of which works on one file at a time.
#[derive(Debug)]
pub struct Watch {
    /// Index of the input that a thread has taken up, and since when.
    inputs: Vec<Mutex<Option<(usize, Instant)>>>,
    seats: Vec<Mutex<Seat>>,
    stopped: AtomicBool,
}

#[derive(Debug, Default)]
struct Seat {
    work: Option<Work>,
    /// The process that works for the seat, where one does.
    child: Option<Process>,
}

#[derive(Debug)]
struct Work {
    /// When it has to be done.
    until: Option<Instant>,
    /// It was not, and its process was killed.
    over: bool,
}

/// The end of a process.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Its exit status, where the system told.
    pub status: Option<ExitStatus>,
    /// It was killed because it took too long.
    pub over: bool,
}

impl Watch {
    /// This many threads and seats, without work.
    pub fn new(threads: usize, seats: usize) -> Self {
        Self {
            inputs: std::iter::repeat_with(Mutex::default)
                .take(threads)
                .collect(),
            seats: std::iter::repeat_with(Mutex::default).take(seats).collect(),
            stopped: AtomicBool::new(false),
        }
    }

    /// The thread takes up an input, or a file out of it; `None` where it has done with it.
    pub fn take_up(&self, thread: usize, input: Option<usize>) {
        *self.input(thread) = input.map(|input| (input, Instant::now()));
    }

    /// The input that a thread has been busy with for the longest time.
    pub fn slowest(&self) -> Option<(usize, Duration)> {
        let inputs = (0..self.inputs.len()).filter_map(|thread| *self.input(thread));
        let (input, since) = inputs.min_by_key(|(_, since)| *since)?;
        Some((input, since.elapsed()))
    }

    /// The seat begins to work on an input, for at most `time` where it can be stopped.
    pub fn begin(&self, seat: usize, time: Option<Duration>) {
        self.seat(seat).work = Some(Work {
            until: time.and_then(|time| Instant::now().checked_add(time)),
            over: false,
        });
    }

    /// The seat is done with it.
    pub fn finish(&self, seat: usize) {
        self.seat(seat).work = None;
    }

    /// The process works for the seat from now on.
    pub fn employ(&self, seat: usize, mut child: Process) {
        let mut seat = self.seat(seat);
        if self.stopped() {
            child.kill();
        }
        seat.child = Some(child);
    }

    /// Ends the process of the seat, and says how it ended.
    pub fn dismiss(&self, seat: usize) -> End {
        let mut seat = self.seat(seat);
        let status = seat.child.take().and_then(|mut child| {
            child.kill();
            child.wait()
        });
        let over = seat.work.as_ref().is_some_and(|work| work.over);
        End { status, over }
    }

    /// Lets the process of the seat end by itself: nothing is asked of it any more.
    pub fn release(&self, seat: usize) {
        if let Some(child) = self.seat(seat).child.take() {
            // It has nothing left to do.
            child.wait();
        }
    }

    /// Ends all work: processes are killed, and no input is begun any more.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        for number in 0..self.seats.len() {
            if let Some(child) = &mut self.seat(number).child {
                child.kill();
            }
        }
    }

    /// Whether all work is to end.
    pub fn stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// Kills what takes too long, until `done`, and does `more` each time it looks.
    pub fn guard(&self, done: &AtomicBool, more: impl Fn()) {
        while !done.load(Ordering::SeqCst) {
            more();
            for number in 0..self.seats.len() {
                self.seat(number).end_if_over();
            }
            thread::park_timeout(TICK);
        }
    }

    fn input(&self, thread: usize) -> MutexGuard<'_, Option<(usize, Instant)>> {
        let input = self.inputs[thread].lock();
        input.unwrap_or_else(PoisonError::into_inner)
    }

    fn seat(&self, number: usize) -> MutexGuard<'_, Seat> {
        // Nothing panics while it holds a seat.
        let seat = self.seats[number].lock();
        seat.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    fn end_if_over(&mut self) {
        let (Some(work), Some(child)) = (&mut self.work, &mut self.child) else {
            return;
        };
        let over = work.until.is_some_and(|until| until <= Instant::now());
        if over && !work.over {
            work.over = true;
            child.kill();
        } else if child.has_ended() {
            // What it has started itself may hold its pipes open.
            child.kill();
        }
    }
}
