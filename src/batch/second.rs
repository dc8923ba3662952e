//! A second reader of PDFs in a process of its own: what it does to itself is its own affair.
//!
//! The process gets, on standard input, the length of the password in bytes as a decimal, a line end, the password
//! (nothing where there is none), and the file. It answers on standard output with a transcript of pages. It may
//! crash, hang, flood or lie: nothing of that is more than an error here.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use wait_timeout::ChildExt;

use crate::error::{Bilingual, ReadError, Status};
use crate::read::engine::{PdfEngine, from_transcript};
use crate::read::{Options, Page};

/// More is no answer about a report.
const ANSWER_BYTES: u64 = 256 << 20;

/// The exit status of a process that has come to its end and has nothing to say about the file.
const CANNOT: i32 = 2;

/// Time to take in what an ended process has left in the pipe. Its own children may hold the pipe open for ever.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// A program that reads PDFs, started once for each file.
#[derive(Clone, Debug)]
pub struct SecondReader {
    /// Its name in notes.
    pub name: &'static str,
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// After this it is killed.
    pub time: Duration,
}

impl PdfEngine for SecondReader {
    fn name(&self) -> &'static str {
        self.name
    }

    fn read(&self, bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(Status::Unreadable, &error.to_string()))?;
        let result = self.talk(&mut child, input(bytes, options));
        // However it went, no process is left behind. One that has ended cannot be killed: that is no error.
        let _ = child.kill();
        let _ = child.wait();
        result
    }
}

impl SecondReader {
    fn talk(&self, child: &mut Child, input: Vec<u8>) -> Result<Vec<Page>, ReadError> {
        if let Some(stdin) = child.stdin.take() {
            feed(stdin, input);
        }
        let answer = child.stdout.take().map(listen);
        let ended = child
            .wait_timeout(self.time)
            .map_err(|error| failed(Status::Crashed, &error.to_string()))?;
        match ended {
            None => return Err(failed(Status::Timeout, "it took too long")),
            Some(status) if status.code() == Some(CANNOT) => {
                // Which says nothing about the file.
                return Err(failed(Status::Unsupported, "it cannot read this file"));
            }
            Some(status) if !status.success() => {
                return Err(failed(Status::Crashed, "it crashed"));
            }
            Some(_) => {}
        }
        let answer = answer.and_then(|answer| answer.recv_timeout(LAST_WORDS).ok());
        let answer = answer.ok_or_else(|| failed(Status::Crashed, "it gave no answer"))?;
        let text = String::from_utf8(answer)
            .map_err(|_| failed(Status::Damaged, "its answer is not text"))?;
        from_transcript(&text)
            .map_err(|error| failed(Status::Damaged, &format!("its answer is refused, {error}")))
    }
}

/// The file as the process gets it.
fn input(bytes: &[u8], options: &Options) -> Vec<u8> {
    let password = options.password.as_deref().unwrap_or_default();
    let mut input = format!("{}\n{password}", password.len()).into_bytes();
    input.extend_from_slice(bytes);
    input
}

/// The options and the file in what the process got on standard input.
pub fn second_input(input: &[u8]) -> Option<(Options, &[u8])> {
    let end = input.iter().position(|byte| *byte == b'\n')?;
    let length: usize = std::str::from_utf8(&input[..end]).ok()?.parse().ok()?;
    let (password, bytes) = input[end + 1..].split_at_checked(length)?;
    let password = std::str::from_utf8(password).ok()?;
    let options = Options {
        password: (length > 0).then(|| password.to_owned()),
    };
    Some((options, bytes))
}

/// Writes on a thread of its own: a process that answers before it has read all would else stop both sides.
fn feed(mut stdin: ChildStdin, input: Vec<u8>) {
    thread::spawn(move || {
        // A process that does not want all of it says so by its answer.
        let _ = stdin.write_all(&input);
    });
}

fn listen(stdout: ChildStdout) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let mut some = stdout.take(ANSWER_BYTES);
        if some.read_to_end(&mut answer).is_ok() {
            // Nobody may be listening any more.
            let _ = sender.send(answer);
        }
    });
    receiver
}

fn failed(status: Status, why: &str) -> ReadError {
    ReadError {
        status,
        reason: Bilingual::new(
            format!("第二个读取程序没有结果：{why}"),
            format!("the second reader gave nothing: {why}"),
        ),
        advice: Bilingual::new("", ""),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const PAGES: &str = "gouji-pages 1\\npage 1 5 5\\n1 2 3 4 5 0 38\\nend 1 1\\n";

    fn fake(script: &str) -> Result<Vec<Page>, ReadError> {
        let reader = SecondReader {
            name: "fake",
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            time: Duration::from_secs(2),
        };
        reader.read(&[b'x'; 1 << 20], &Options::default())
    }

    #[test]
    fn an_answer_is_taken_whether_or_not_the_file_was_read() {
        for script in [
            format!("cat > /dev/null; printf '{PAGES}'"),
            format!("printf '{PAGES}'"),
        ] {
            assert_eq!(fake(&script).unwrap()[0].glyphs.len(), 1);
        }
    }

    #[test]
    fn what_the_process_does_to_itself_is_an_error() {
        for (script, status) in [
            ("sleep 60", Status::Timeout),
            ("kill -ABRT $$", Status::Crashed),
            ("kill -SEGV $$", Status::Crashed),
            ("exit 101", Status::Crashed),
            ("exit 2", Status::Unsupported),
            ("", Status::Damaged),
            ("echo; echo gouji-pages 1", Status::Damaged),
            ("printf '\\377\\376'", Status::Damaged),
            ("head -c 20000000 /dev/zero", Status::Damaged),
        ] {
            assert_eq!(fake(script).unwrap_err().status, status, "{script}");
        }
        let cut = format!("printf '{}'", PAGES.replace("end", "e"));
        assert_eq!(fake(&cut).unwrap_err().status, Status::Damaged);
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let reader = SecondReader {
            name: "none",
            program: "/no/such/program".into(),
            arguments: Vec::new(),
            time: Duration::from_secs(1),
        };
        assert!(reader.read(b"", &Options::default()).is_err());
    }

    #[test]
    fn the_password_comes_before_the_file() {
        for password in [None, Some("a\nb".to_owned())] {
            let options = Options { password };
            let input = input(b"%PDF\n", &options);
            let (got, bytes) = second_input(&input).unwrap();
            assert_eq!((got.password, bytes), (options.password, &b"%PDF\n"[..]));
        }
        assert!(second_input(b"9\nabc").is_none());
        assert!(second_input(b"abc").is_none());
    }
}
