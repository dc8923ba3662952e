//! The other half of this process, until it is employed as the first worker.

use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError};

use super::process::Pipes;
use crate::batch::process::Process;

/// The other half, where this process was split.
#[derive(Clone, Debug, Default)]
pub struct Half(Arc<Waiting>);

#[derive(Debug, Default)]
struct Waiting(Mutex<Option<(Process, Pipes)>>);

impl Half {
    /// Splits this process where it may be split: on Linux, and while it has no other threads. The other half serves with
    /// its standard input and output as `work` says, ends with the status that it gives, and never comes back.
    #[cfg(target_os = "linux")]
    pub fn of_this_process(work: impl FnOnce(File, File) -> i32) -> Self {
        Self(Arc::new(Waiting(Mutex::new(super::split::split(work)))))
    }

    /// Elsewhere workers are started anew.
    #[cfg(not(target_os = "linux"))]
    pub fn of_this_process(_: impl FnOnce(File, File) -> i32) -> Self {
        Self::default()
    }

    /// The other half, if nobody employs it yet.
    pub(super) fn take(&self) -> Option<(Process, Pipes)> {
        self.0.take()
    }
}

impl Waiting {
    fn take(&self) -> Option<(Process, Pipes)> {
        // Nothing panics while it is held.
        let mut half = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        half.take()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some((process, pipes)) = self.take() {
            // It ends with its input.
            drop(pipes);
            process.wait();
        }
    }
}
