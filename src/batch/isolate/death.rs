//! What a worker died of: its exit status and its last words, as the reason of the file that it died on.

use std::process::ExitStatus;

use super::Workers;
use crate::batch::reason;
use crate::batch::watch::End;
use crate::error::ReadError;

/// What the standard library says when it cannot have the memory it needs, before it gives up.
const NO_MEMORY: &[&str] = &["memory allocation of", "out of memory"];

/// What it says when a stack is used up.
const NO_STACK: &str = "has overflowed its stack";

/// Why the file has no record.
pub fn reason(end: End, words: &str, workers: &Workers) -> ReadError {
    if end.over {
        return reason::timeout(workers.time);
    }
    if NO_MEMORY.iter().any(|sign| words.contains(sign)) {
        return reason::memory(workers.megabytes);
    }
    if words.contains(NO_STACK) {
        return reason::stack();
    }
    match end.status {
        Some(status) if signal(status) == Some(KILL) => reason::killed(),
        Some(status) => reason::crashed(&status.to_string()),
        None => reason::crashed("?"),
    }
}

/// The signal that nobody can catch: sent by the system where memory runs out, or by a person.
const KILL: i32 = 9;

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
