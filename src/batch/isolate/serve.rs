//! Inside a worker: files in, records out.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::super::record::{BUILD, seal};
use super::super::run::{STACK_BYTES, WORKER, guarded};
use super::super::{block, open};
use crate::audit::Audited;

/// How the service of a worker ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// Nothing more was asked of it.
    All,
    /// It did not understand its orders, or could not answer.
    Not,
}

/// Serves until the input ends. `prepare` makes of the orders what audits a file.
///
/// The input is read on this thread and the files on another, so that the end of the input is the end of the worker
/// also while a file keeps it busy: who asked is gone. The caller has to end the process.
pub fn serve<A>(
    mut input: impl Read,
    output: impl Write + Send + 'static,
    prepare: impl FnOnce(&[u8]) -> Option<A>,
) -> Served
where
    A: Fn(&[u8]) -> Audited + Sync + Send + 'static,
{
    let Ok(orders) = block::receive(&mut input, 1 << 20) else {
        return Served::Not;
    };
    let Some(audit) = prepare(&orders) else {
        return Served::Not;
    };
    let (sender, receiver) = sync_channel(1);
    let worker = thread::Builder::new()
        .name(WORKER.to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || answer(&receiver, output, audit));
    match worker {
        Ok(_) => hand_on(input, &sender),
        Err(_) => Served::Not,
    }
}

fn hand_on(mut input: impl Read, files: &SyncSender<Vec<u8>>) -> Served {
    // More than a file may hold is no file.
    while let Ok(bytes) = block::receive(&mut input, open::LIMIT_BYTES) {
        if files.send(bytes).is_err() {
            return Served::Not;
        }
    }
    Served::All
}

fn answer<A>(files: &Receiver<Vec<u8>>, mut output: impl Write, audit: A) -> io::Result<()>
where
    A: Fn(&[u8]) -> Audited + Sync,
{
    block::send(&mut output, BUILD.as_bytes())?;
    for bytes in files {
        let record = seal(&guarded(&audit, &bytes));
        drop(bytes);
        block::send(&mut output, &record)?;
    }
    Ok(())
}
