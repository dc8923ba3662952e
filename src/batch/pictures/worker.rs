//! Both ends of the talk: who asks for pictures, and the process that takes them.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::talk::{self, Answer, Request};
use crate::emit::picture::{Artist, Crop, File, FontSource, NoPicture, Picture, Pictures};
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

    fn open(&mut self, bytes: &[u8], options: &Options) -> Result<(), NoPicture> {
        let password = options.password.as_deref();
        match self.ask(|stdin| talk::ask_file(stdin, password, bytes))? {
            Answer::Pages(_) => Ok(()),
            Answer::None(reason) => Err(reason),
            Answer::Picture(_) => self.lost(),
        }
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
        let mut opened = self.open(bytes, options);
        let mut pictures = Vec::new();
        for crop in crops {
            // After a page that ended the process, the others of the file are still to be had.
            if opened.is_ok() && self.running.is_none() {
                opened = self.open(bytes, options);
            }
            let worn = self.is_worn();
            let mut picture = opened.and_then(|()| self.picture(crop));
            // A process may take only so much time in all: that it ended is the picture's fault if a new one ends too.
            if worn && picture == Err(NoPicture::Crashed) {
                opened = self.open(bytes, options);
                picture = opened.and_then(|()| self.picture(crop));
            }
            pictures.push(picture);
        }
        pictures
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
    while let Some(Request::File { password, bytes }) = request {
        let file = File::open(&bytes, &Options { password });
        let answer = match &file {
            Ok(file) => Answer::Pages(file.pages()),
            Err(reason) => Answer::None(*reason),
        };
        talk::answer(out, &answer)?;
        let mut artist = file.as_ref().map(|file| Artist::new(file, fonts.clone()));
        request = loop {
            match talk::hear_request(input)? {
                Some(Request::Crop(crop)) => {
                    let picture = match &mut artist {
                        Ok(artist) => artist.draw(&crop),
                        Err(reason) => Err(**reason),
                    };
                    let answer = picture.map_or_else(Answer::None, Answer::Picture);
                    talk::answer(out, &answer)?;
                }
                other => break other,
            }
        };
    }
    Ok(())
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
