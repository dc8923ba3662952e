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

/// The death of a worker.
#[derive(Debug)]
pub struct Death {
    /// Why the file it died on has no record.
    pub reason: ReadError,
    /// It was killed from outside.
    pub killed: bool,
}

impl Death {
    /// What can be told from its end and its last words.
    pub fn of(end: End, words: &str, workers: &Workers) -> Self {
        let killed = !end.over && end.status.and_then(signal) == Some(KILL);
        let reason = if end.over {
            reason::timeout(workers.time)
        } else if killed {
            reason::killed()
        } else if NO_MEMORY.iter().any(|sign| words.contains(sign)) {
            reason::memory(workers.megabytes)
        } else if words.contains(NO_STACK) {
            reason::stack()
        } else {
            let status = end.status.map(|status| status.to_string());
            reason::crashed(status.as_deref().unwrap_or("?"))
        };
        Self { reason, killed }
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
