//! One worker as its employer sees it.

use std::io::{self, BufReader, Read};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::super::block;
use super::super::record::{BUILD, checked};
use super::{ANSWER_BYTES, Workers};

/// How much of the last it said on standard error is kept.
const LAST_BYTES: usize = 4096;

/// Time to take in what an ended process has left in the pipe. Its own children may hold the pipe open.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// The pipes to a worker. The process itself is with the [`Watch`](super::super::watch::Watch).
#[derive(Debug)]
pub struct Pipes {
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    words: Receiver<Vec<u8>>,
}

/// Starts a worker.
pub fn start(workers: &Workers) -> io::Result<(Child, Pipes)> {
    let mut command = Command::new(&workers.program);
    command
        .args(&workers.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // A group of its own: an interrupt from the terminal is for the program that the user sees.
        command.process_group(0);
    }
    let mut child = command.spawn()?;
    let (Some(stdin), Some(stdout), Some(stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let pipes = Pipes {
        stdin,
        stdout: BufReader::with_capacity(1 << 16, stdout),
        words: listen(stderr),
    };
    Ok((child, pipes))
}

impl Pipes {
    /// Gives the worker its orders and waits until it is ready.
    pub fn greet(&mut self, orders: &[u8]) -> io::Result<()> {
        block::send(&mut self.stdin, orders)?;
        let build = block::receive(&mut self.stdout, 1 << 10)?;
        if build == BUILD.as_bytes() {
            return Ok(());
        }
        // The program's file was replaced while it runs.
        Err(io::Error::other("the worker is of another build"))
    }

    /// The record of a file.
    pub fn ask(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        block::send(&mut self.stdin, bytes)?;
        let record = block::receive(&mut self.stdout, ANSWER_BYTES)?;
        checked(&record).map_err(io::Error::other)?;
        Ok(record)
    }

    /// The last it said on standard error. To be asked for when the process has ended.
    pub fn last_words(self) -> String {
        drop((self.stdin, self.stdout));
        let words = self.words.recv_timeout(LAST_WORDS).unwrap_or_default();
        String::from_utf8_lossy(&words).into_owned()
    }
}

/// Keeps the end of what comes, until nothing comes any more.
fn listen(mut stderr: ChildStderr) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut last = Vec::new();
        let mut some = [0; LAST_BYTES];
        while let Ok(read @ 1..) = stderr.read(&mut some) {
            last.extend_from_slice(&some[..read]);
            let surplus = last.len().saturating_sub(LAST_BYTES);
            last.drain(..surplus);
        }
        // Nobody may be listening any more.
        let _ = sender.send(last);
    });
    receiver
}
