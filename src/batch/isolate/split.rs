//! A worker that is this very process, split in two, and no program started anew: a run of one file would spend more
//! time on the start of a second program than on the file.
//!
//! Only a process that has no other threads splits. There nobody else can be in the middle of anything, and both halves
//! are whole processes that may do whatever they like. What a file does to its reader it does to the other half alone,
//! as to any worker; a second try always gets a fresh process.

use std::fs::{self, File};
use std::io::{self, pipe};
use std::os::fd::OwnedFd;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fork::{Fork, fork};
use rustix::process::{Pid, setpgid};
use rustix::stdio::{dup2_stderr, dup2_stdin, dup2_stdout};

use super::process::Pipes;
use crate::batch::process::Process;

/// The status of a half that did not come to its end.
const PANICKED: i32 = 101;

/// Splits this process, where that can be done. The other half works with its standard input and output, and ends with
/// the status that `work` gives.
pub fn split(work: impl FnOnce(File, File) -> i32) -> Option<(Process, Pipes)> {
    if !is_alone() {
        return None;
    }
    let (asked, ask) = pipe().ok()?;
    let (answers, answer) = pipe().ok()?;
    let (words, speak) = pipe().ok()?;
    let (asked, answer, speak) = (asked.into(), answer.into(), speak.into());
    match fork().ok()? {
        Fork::Parent(number) => {
            let pid = Pid::from_raw(number)?;
            // Whichever half comes first: neither may go on before the other is in its group. It may have ended.
            let _ = setpgid(Some(pid), Some(pid));
            let [ask, answers, words] =
                [ask.into(), answers.into(), words.into()].map(|end: OwnedFd| end);
            let pipes = Pipes::new(ask, answers, words);
            Some((Process::Split(pid), pipes))
        }
        Fork::Child => {
            // Else its input would never end.
            drop((ask, answers, words));
            // A panic must not find its way back into what this half was split off from: that is the other half's.
            let serve = AssertUnwindSafe(|| {
                settle(&asked, &answer, &speak)?;
                drop(speak);
                Ok(work(asked.into(), answer.into()))
            });
            let status: io::Result<i32> = catch_unwind(serve).unwrap_or(Ok(PANICKED));
            std::process::exit(status.unwrap_or(PANICKED));
        }
    }
}

/// Makes the other half what a program started for it would be: with a group of its own (an interrupt from the terminal
/// is for the program that the user sees), and nothing but its pipes as standard input and outputs.
fn settle(asked: &OwnedFd, answer: &OwnedFd, speak: &OwnedFd) -> io::Result<()> {
    setpgid(None, None)?;
    dup2_stdin(asked)?;
    dup2_stdout(answer)?;
    dup2_stderr(speak)?;
    Ok(())
}

/// Whether this process has no other threads; not, where that cannot be known.
fn is_alone() -> bool {
    fs::read_dir("/proc/self/task").is_ok_and(|threads| threads.count() == 1)
}
