//! What came of the inputs, once all of it is there, read again in their order.

use std::io;
use std::sync::mpsc::sync_channel;
use std::thread;

use rayon::ThreadPool;
use rayon::prelude::*;

use super::spool::{Place, Spool};
use super::walk::Item;
use crate::emit::Outcome;

/// Outcomes that are made of their records at a time. One more such lot waits, and one is being handed on.
const LOT: usize = 32;

/// Gives each outcome to `sink`, on this thread, while the next ones are made on those of the pool.
///
/// # Errors
/// The first one of `sink`, or that a record cannot be read again.
pub fn again(
    items: &[Item],
    spool: &Spool,
    pool: &ThreadPool,
    mut sink: impl FnMut(Place, Outcome) -> io::Result<()>,
) -> io::Result<()> {
    let (sender, receiver) = sync_channel(1);
    let make = |place: &Place| Ok((*place, spool.outcome(items, *place)?));
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut places = places(items, spool);
            loop {
                let lot: Vec<Place> = places.by_ref().take(LOT).collect();
                let made = |lot: &[Place]| lot.par_iter().map(make).collect();
                let made: io::Result<Vec<_>> = pool.install(|| made(&lot));
                let ended = lot.is_empty() || made.is_err();
                // Nobody listens any more where the sink has failed.
                if sender.send(made).is_err() || ended {
                    return;
                }
            }
        });
        for lot in receiver {
            for (place, outcome) in lot? {
                sink(place, outcome)?;
            }
        }
        Ok(())
    })
}

fn places(items: &[Item], spool: &Spool) -> impl Iterator<Item = Place> {
    (0..items.len()).flat_map(|item| (0..spool.parts(item)).map(move |part| Place { item, part }))
}
