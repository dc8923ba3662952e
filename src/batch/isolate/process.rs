//! One worker as its employer sees it.

use std::io::{self, BufReader, Read};
use std::process::{ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::super::block;
use super::super::hands::{Answer, Member, MemberContent};
use super::super::process::Process;
use super::super::record::{BUILD, checked};
use super::serve::DoneMember;
use super::{BLOCK_BYTES, Workers, answer, ask};

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
pub fn start(workers: &Workers) -> io::Result<(Process, Pipes)> {
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
    let pipes = Pipes::new(stdin, stdout, stderr);
    Ok((Process::Started(child), pipes))
}

impl Pipes {
    /// The pipes to a worker's standard input, and from its standard output and standard error.
    pub fn new(
        stdin: impl Into<ChildStdin>,
        stdout: impl Into<ChildStdout>,
        stderr: impl Into<ChildStderr>,
    ) -> Self {
        Self {
            stdin: stdin.into(),
            stdout: BufReader::with_capacity(1 << 16, stdout.into()),
            words: listen(stderr.into()),
        }
    }

    /// Gives the worker its orders and waits until it is ready.
    pub fn greet(&mut self, orders: &[u8]) -> io::Result<()> {
        self.ask(ask::ORDERS, &[orders])?;
        match self.answer()? {
            (answer::READY, build) if build == BUILD.as_bytes() => Ok(()),
            // The program's file was replaced while it runs.
            _ => Err(io::Error::other("the worker is of another build")),
        }
    }

    /// Sends a block.
    pub fn ask(&mut self, what: u8, parts: &[&[u8]]) -> io::Result<()> {
        block::send(&mut self.stdin, what, parts)
    }

    /// Receives a block.
    pub fn answer(&mut self) -> io::Result<(u8, Vec<u8>)> {
        block::receive(&mut self.stdout, BLOCK_BYTES)
    }

    /// What came of an input, or of a file in an archive.
    pub fn read(&mut self, what: u8, bytes: &[u8]) -> io::Result<Answer> {
        self.ask(what, &[bytes])?;
        match self.answer()? {
            (answer::RECORD, record) => {
                checked(&record).map_err(io::Error::other)?;
                Ok(Answer::Record(record))
            }
            (answer::ARCHIVE, _) if what == ask::INPUT => Ok(Answer::Archive),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// The next member of the archive that was asked for; `None` behind the last one.
    pub fn member(&mut self) -> io::Result<Option<Member>> {
        let invalid = || io::Error::from(io::ErrorKind::InvalidData);
        match self.answer()? {
            (answer::END, _) => Ok(None),
            (answer::MEMBER_FILE, shown) => {
                let shown = String::from_utf8(shown).map_err(|_| invalid())?;
                let (answer::BYTES, bytes) = self.answer()? else {
                    return Err(invalid());
                };
                let content = MemberContent::File(bytes);
                Ok(Some(Member { shown, content }))
            }
            (answer::MEMBER, member) => {
                let done: DoneMember = postcard::from_bytes(&member).map_err(|_| invalid())?;
                checked(&done.record).map_err(|_| invalid())?;
                Ok(Some(Member {
                    shown: done.shown,
                    content: MemberContent::Done {
                        hash: done.hash,
                        size: done.size,
                        record: done.record,
                    },
                }))
            }
            _ => Err(invalid()),
        }
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
