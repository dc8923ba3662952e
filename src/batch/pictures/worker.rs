//! Both ends of the talk: who asks for pictures, and the process that takes them.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::talk::{self, Answer, Request};
use crate::batch::bundle::{Content, unfold};
use crate::emit::picture::{Artist, Crop, File, FontSource, NoPicture, Picture, Pictures};
use crate::emit::{content_hash, hex};
use crate::read::Options;

/// A process that takes pictures, started when the first one is asked for and again whenever it had to be ended.
#[derive(Debug)]
pub struct PictureWorker {
    /// The program.
    program: PathBuf,
    /// Its arguments.
    arguments: Vec<OsString>,
    /// A picture that takes longer is given up.
    time: Duration,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    stdin: ChildStdin,
    answers: Receiver<io::Result<Answer>>,
    /// How many pictures it has taken.
    taken: usize,
    /// The archive that it has begun to unpack.
    archive: Option<String>,
}

/// What pictures are taken of.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    /// A file.
    File(&'a [u8]),
    /// A file in an archive. Those of one archive are asked for in its order, so that it is unpacked once.
    Member {
        /// Path of the archive as published.
        archive: &'a str,
        /// Gives its bytes.
        bytes: &'a dyn Fn() -> Option<Vec<u8>>,
        /// Path of the member as published.
        shown: &'a str,
        /// What it has to be, as hexadecimal digits.
        sha256: &'a str,
    },
}

impl PictureWorker {
    /// A worker that is this program with these arguments.
    pub fn new(program: PathBuf, arguments: Vec<OsString>, time: Duration) -> Self {
        Self {
            program,
            arguments,
            time,
            running: None,
        }
    }

    fn start(&self) -> io::Result<Running> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, answers) = channel();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            loop {
                let answer = talk::hear_answer(&mut stdout);
                let over = answer.is_err();
                if sender.send(answer).is_err() || over {
                    break;
                }
            }
        });
        Ok(Running {
            child,
            stdin,
            answers,
            taken: 0,
            archive: None,
        })
    }

    /// Says something and waits for the answer. Whatever goes wrong ends the process.
    fn ask(
        &mut self,
        say: impl FnOnce(&mut ChildStdin) -> io::Result<()>,
    ) -> Result<Answer, NoPicture> {
        if self.running.is_none() {
            self.running = Some(self.start().map_err(|_| NoPicture::Crashed)?);
        }
        let running = self.running.as_mut().ok_or(NoPicture::Crashed)?;
        let said = say(&mut running.stdin);
        let heard = match said {
            Ok(()) => running.answers.recv_timeout(self.time),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        match heard {
            Ok(Ok(answer)) => Ok(answer),
            other => {
                self.end();
                Err(match other {
                    Err(RecvTimeoutError::Timeout) => NoPicture::Timeout,
                    _ => NoPicture::Crashed,
                })
            }
        }
    }

    fn open(&mut self, source: Source<'_>, options: &Options) -> Result<(), NoPicture> {
        let password = options.password.as_deref();
        match source {
            Source::File(bytes) => {
                self.begin(None);
                let answer = self.ask(|stdin| talk::ask_file(stdin, password, bytes))?;
                self.opened(answer)
            }
            Source::Member {
                archive,
                bytes,
                shown,
                sha256,
            } => {
                let begun = self.running.as_ref().and_then(|r| r.archive.as_deref());
                if begun != Some(archive) {
                    let bytes = bytes().ok_or(NoPicture::Unreadable)?;
                    let say = |stdin: &mut _| talk::ask_archive(stdin, password, archive, &bytes);
                    let answer = self.ask(say)?;
                    self.opened(answer)?;
                    self.begin(Some(archive));
                }
                let answer = self.ask(|stdin| talk::ask_member(stdin, sha256, shown))?;
                self.opened(answer)
            }
        }
    }

    fn opened(&mut self, answer: Answer) -> Result<(), NoPicture> {
        match answer {
            Answer::Pages(_) => Ok(()),
            Answer::None(reason) => Err(reason),
            Answer::Picture(_) => self.lost(),
        }
    }

    /// The process is at this archive from now on, or at none.
    fn begin(&mut self, archive: Option<&str>) {
        if let Some(running) = &mut self.running {
            running.archive = archive.map(str::to_owned);
        }
    }

    /// Takes pictures; one after the other, as long as the process lives or another one can be started.
    pub fn take_of(
        &mut self,
        source: Source<'_>,
        options: &Options,
        crops: &[Crop],
    ) -> Vec<Result<Picture, NoPicture>> {
        let mut opened = self.open(source, options);
        let mut pictures = Vec::new();
        for crop in crops {
            // After a page that ended the process, the others of the file are still to be had.
            if opened.is_ok() && self.running.is_none() {
                opened = self.open(source, options);
            }
            let worn = self.is_worn();
            let mut picture = opened.and_then(|()| self.picture(crop));
            // A process may take only so much time in all: that it ended is the picture's fault if a new one ends too.
            if worn && picture == Err(NoPicture::Crashed) {
                opened = self.open(source, options);
                picture = opened.and_then(|()| self.picture(crop));
            }
            pictures.push(picture);
        }
        pictures
    }

    fn picture(&mut self, crop: &Crop) -> Result<Picture, NoPicture> {
        match self.ask(|stdin| talk::ask_crop(stdin, crop))? {
            Answer::Picture(picture) => {
                if let Some(running) = &mut self.running {
                    running.taken += 1;
                }
                Ok(picture)
            }
            Answer::None(reason) => Err(reason),
            Answer::Pages(_) => self.lost(),
        }
    }

    fn is_worn(&self) -> bool {
        self.running.as_ref().is_some_and(|r| r.taken > 0)
    }

    /// The process answers what it was not asked.
    fn lost<T>(&mut self) -> Result<T, NoPicture> {
        self.end();
        Err(NoPicture::Crashed)
    }

    fn end(&mut self) {
        if let Some(mut running) = self.running.take() {
            // One that has ended cannot be killed: that is no error.
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}

impl Drop for PictureWorker {
    fn drop(&mut self) {
        self.end();
    }
}

impl Pictures for PictureWorker {
    fn take(
        &mut self,
        bytes: &[u8],
        options: &Options,
        crops: &[Crop],
    ) -> Vec<Result<Picture, NoPicture>> {
        self.take_of(Source::File(bytes), options, crops)
    }
}

/// The worker: answers until nobody asks any more.
///
/// # Errors
/// What it hears is no request, or nobody hears its answers.
pub fn serve(
    input: &mut impl BufRead,
    out: &mut impl Write,
    fonts: &Arc<dyn FontSource>,
) -> io::Result<()> {
    let mut request = talk::hear_request(input)?;
    loop {
        request = match request {
            Some(Request::File { password, bytes }) => {
                serve_file(&bytes, password, (input, out), fonts)?
            }
            Some(Request::Archive {
                password,
                shown,
                bytes,
            }) => serve_archive(&shown, bytes, password, (input, out), fonts)?,
            Some(Request::Member { .. } | Request::Crop(_)) | None => return Ok(()),
        };
    }
}

/// Answers what is asked about one file, and gives the request that is about something else.
fn serve_file(
    bytes: &[u8],
    password: Option<String>,
    (input, out): (&mut impl BufRead, &mut impl Write),
    fonts: &Arc<dyn FontSource>,
) -> io::Result<Option<Request>> {
    let file = File::open(bytes, &Options { password });
    let answer = match &file {
        Ok(file) => Answer::Pages(file.pages()),
        Err(reason) => Answer::None(*reason),
    };
    talk::answer(out, &answer)?;
    let mut artist = file.as_ref().map(|file| Artist::new(file, fonts.clone()));
    loop {
        match talk::hear_request(input)? {
            Some(Request::Crop(crop)) => {
                let picture = match &mut artist {
                    Ok(artist) => artist.draw(&crop),
                    Err(reason) => Err(**reason),
                };
                let answer = picture.map_or_else(Answer::None, Answer::Picture);
                talk::answer(out, &answer)?;
            }
            other => return Ok(other),
        }
    }
}

/// Unpacks an archive as far as its files are asked for, and gives the request that is about something else. A file that
/// is asked for after one that stands behind it is not found.
fn serve_archive(
    shown: &str,
    bytes: Vec<u8>,
    password: Option<String>,
    (input, out): (&mut impl BufRead, &mut impl Write),
    fonts: &Arc<dyn FontSource>,
) -> io::Result<Option<Request>> {
    talk::answer(out, &Answer::Pages(0))?;
    let mut request = talk::hear_request(input)?;
    let mut failed = Ok(());
    // The flow says no more than the request that is left.
    let _ = unfold(shown, bytes, password.as_deref(), &mut |piece| {
        let Some(Request::Member { sha256, shown }) = &request else {
            return ControlFlow::Break(());
        };
        let bytes = match piece.content {
            Content::File(bytes) if piece.shown == *shown => bytes,
            _ => return ControlFlow::Continue(()),
        };
        if hex(&content_hash(&bytes)) != *sha256 {
            return ControlFlow::Continue(());
        }
        match serve_file(&bytes, password.clone(), (input, out), fonts) {
            Ok(next) => request = next,
            Err(error) => {
                failed = Err(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    failed?;
    while matches!(request, Some(Request::Member { .. } | Request::Crop(_))) {
        talk::answer(out, &Answer::None(NoPicture::Unreadable))?;
        request = talk::hear_request(input)?;
    }
    Ok(request)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn crops(script: &str) -> Vec<Result<Picture, NoPicture>> {
        let arguments = vec!["-c".into(), script.into()];
        let time = Duration::from_secs(1);
        let mut worker = PictureWorker::new("/bin/sh".into(), arguments, time);
        let crop = Crop {
            page: 1,
            rect: None,
            frame: None,
            scale: 1.0,
        };
        worker.take(b"x", &Options::default(), &[crop, crop])
    }

    #[test]
    fn what_the_worker_does_to_itself_is_no_picture() {
        let crashed = Err(NoPicture::Crashed);
        for (script, result) in [
            ("sleep 60", Err(NoPicture::Timeout)),
            ("kill -SEGV $$", crashed.clone()),
            ("exit 0", crashed.clone()),
            ("echo hello; sleep 9", crashed.clone()),
            (
                "echo pages 1; echo png 99999999999999; sleep 9",
                crashed.clone(),
            ),
            ("echo pages 1; echo pages 1; sleep 9", crashed.clone()),
            ("echo none unreadable; sleep 9", Err(NoPicture::Unreadable)),
            ("echo pages 1; sleep 60", Err(NoPicture::Timeout)),
        ] {
            let taken = crops(script);
            assert_eq!(taken[0], result, "{script}");
            assert_eq!(taken.len(), 2);
        }
    }

    #[test]
    fn a_worker_that_ends_after_a_picture_is_started_again() {
        let taken = crops("read line; echo pages 1; read line; printf 'svg 1\\nx'");
        let picture = Ok(Picture::Svg("x".to_owned()));
        assert_eq!(taken, [picture.clone(), picture]);
    }
}
