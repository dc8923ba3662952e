//! The seats of a run, which its threads share: each is taken for one file, and given back.

use std::ops::{Deref, DerefMut, Range};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::hands::Hand;
use super::isolate::Seat;
use super::run::Reader;
use super::watch::Watch;

/// Some seats. A worker is started where its seat is first used.
pub struct Seats<'a> {
    hands: Vec<Mutex<Hand<'a>>>,
    /// Which of them are free.
    free: Mutex<Vec<usize>>,
    freed: Condvar,
}

/// A seat that is taken; given back where it is dropped.
pub struct Taken<'s, 'a> {
    seats: &'s Seats<'a>,
    number: usize,
    hand: MutexGuard<'s, Hand<'a>>,
}

impl<'a> Seats<'a> {
    /// Seats with these numbers, all free.
    pub fn new(reader: &Reader<'a>, watch: &'a Watch, numbers: Range<usize>) -> Self {
        let hand = |number| match reader {
            Reader::Here(reading) => Hand::Here(reading),
            Reader::Workers(workers) => Hand::Seat(Seat::new(workers, watch, number)),
        };
        let hands: Vec<_> = numbers.map(|number| Mutex::new(hand(number))).collect();
        Self {
            // The first one is taken first, so that where there is little to read few workers are started.
            free: Mutex::new((0..hands.len()).rev().collect()),
            hands,
            freed: Condvar::new(),
        }
    }

    /// Takes a seat, for which it may have to wait. Who holds one may not wait for another of the same.
    pub fn take(&self) -> Taken<'_, 'a> {
        let mut free = self.free();
        let number = loop {
            if let Some(number) = free.pop() {
                break number;
            }
            let freed = self.freed.wait(free);
            free = freed.unwrap_or_else(PoisonError::into_inner);
        };
        drop(free);
        let hand = self.hands[number].lock();
        Taken {
            seats: self,
            number,
            hand: hand.unwrap_or_else(PoisonError::into_inner),
        }
    }

    fn free(&self) -> MutexGuard<'_, Vec<usize>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Deref for Taken<'_, 'a> {
    type Target = Hand<'a>;

    fn deref(&self) -> &Self::Target {
        &self.hand
    }
}

impl DerefMut for Taken<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.hand
    }
}

impl Drop for Taken<'_, '_> {
    fn drop(&mut self) {
        self.seats.free().push(self.number);
        self.seats.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Audited;
    use crate::batch::hands::Reading;
    use crate::batch::reason;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    #[test]
    fn no_more_are_taken_than_there_are_and_a_crash_gives_one_back() {
        let reading = Reading {
            audit: Box::new(|_| Audited::failed(reason::crashed("never asked"))),
            password: None,
        };
        let watch = Watch::new(0, 0);
        let seats = Seats::new(&Reader::Here(&reading), &watch, 0..2);
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let ended = thread::scope(|scope| {
            let work = |number: usize| {
                let taken = seats.take();
                let now = held.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(2));
                held.fetch_sub(1, Ordering::SeqCst);
                assert_ne!(number, 0, "a crash on purpose");
                drop(taken);
            };
            let threads: Vec<_> = (0..8).map(|n| scope.spawn(move || work(n))).collect();
            threads.into_iter().filter_map(|t| t.join().ok()).count()
        });
        assert_eq!((ended, most.into_inner()), (7, 2));
    }
}
