//! What the two processes say to one another, one line at a time, bytes after their number.
//!
//! ```text
//! file PASSWORD-BYTES FILE-BYTES ⏎ password, file     → pages N ⏎  or  none WHY ⏎
//! archive PASSWORD-BYTES PATH-BYTES FILE-BYTES ⏎ password, path as published, file
//!                                                     → pages 0 ⏎
//! member SHA-256 PATH-BYTES ⏎ path as published       → pages N ⏎  or  none WHY ⏎
//! crop PAGE SCALE [box X0 Y0 X1 Y1] [frame X0 Y0 X1 Y1] ⏎
//!                                                     → png BYTES ⏎ bytes  or  svg BYTES ⏎ bytes  or  none WHY ⏎
//! ```

use std::io::{self, BufRead, ErrorKind, Read, Write};

use crate::emit::picture::{Crop, NoPicture, Picture};
use crate::location::Rect;

/// What stands before the box to show, and before the one to frame.
const BOX: &str = "box";
const FRAME: &str = "frame";

/// A longer line is no line of this talk.
const LINE: u64 = 200;

/// More is no picture.
const PICTURE_BYTES: u64 = 256 << 20;

/// What the worker is asked for.
#[derive(Debug, PartialEq)]
pub enum Request {
    File {
        password: Option<String>,
        bytes: Vec<u8>,
    },
    /// An archive, of whose files some are opened, in its order.
    Archive {
        password: Option<String>,
        shown: String,
        bytes: Vec<u8>,
    },
    /// The file of this path, with these bytes, of the archive that was named last.
    Member {
        sha256: String,
        shown: String,
    },
    Crop(Crop),
}

/// What the worker says.
#[derive(Debug, PartialEq)]
pub enum Answer {
    Pages(usize),
    Picture(Picture),
    None(NoPicture),
}

pub fn ask_file(out: &mut impl Write, password: Option<&str>, bytes: &[u8]) -> io::Result<()> {
    let password = password.unwrap_or_default();
    writeln!(out, "file {} {}", password.len(), bytes.len())?;
    out.write_all(password.as_bytes())?;
    out.write_all(bytes)?;
    out.flush()
}

pub fn ask_archive(
    out: &mut impl Write,
    password: Option<&str>,
    shown: &str,
    bytes: &[u8],
) -> io::Result<()> {
    let password = password.unwrap_or_default();
    let lengths = [password.len(), shown.len(), bytes.len()];
    writeln!(out, "archive {} {} {}", lengths[0], lengths[1], lengths[2])?;
    for part in [password.as_bytes(), shown.as_bytes(), bytes] {
        out.write_all(part)?;
    }
    out.flush()
}

pub fn ask_member(out: &mut impl Write, sha256: &str, shown: &str) -> io::Result<()> {
    writeln!(out, "member {sha256} {}", shown.len())?;
    out.write_all(shown.as_bytes())?;
    out.flush()
}

pub fn ask_crop(out: &mut impl Write, crop: &Crop) -> io::Result<()> {
    write!(out, "crop {} {}", crop.page, crop.scale)?;
    for (name, rect) in [(BOX, crop.rect), (FRAME, crop.frame)] {
        if let Some(Rect { x0, y0, x1, y1 }) = rect {
            write!(out, " {name} {x0} {y0} {x1} {y1}")?;
        }
    }
    writeln!(out)?;
    out.flush()
}

pub fn answer(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let (kind, bytes) = match answer {
        Answer::Pages(count) => {
            writeln!(out, "pages {count}")?;
            return out.flush();
        }
        Answer::None(reason) => {
            writeln!(out, "none {reason}")?;
            return out.flush();
        }
        Answer::Picture(Picture::Png(bytes)) => ("png", bytes.as_slice()),
        Answer::Picture(Picture::Svg(text)) => ("svg", text.as_bytes()),
    };
    writeln!(out, "{kind} {}", bytes.len())?;
    out.write_all(bytes)?;
    out.flush()
}

/// The next request; nothing at the end.
pub fn hear_request(input: &mut impl BufRead) -> io::Result<Option<Request>> {
    let Some(line) = line(input)? else {
        return Ok(None);
    };
    let words: Vec<&str> = line.split(' ').collect();
    let request = match words.as_slice() {
        ["file", password, file] => {
            let (password, file) = (number(password)?, number(file)?);
            Request::File {
                password: some(text(input, password)?),
                bytes: bytes(input, file)?,
            }
        }
        ["archive", password, shown, file] => {
            let [password, shown, file] = [number(password)?, number(shown)?, number(file)?];
            Request::Archive {
                password: some(text(input, password)?),
                shown: text(input, shown)?,
                bytes: bytes(input, file)?,
            }
        }
        ["member", sha256, shown] => Request::Member {
            sha256: (*sha256).to_owned(),
            shown: text(input, number(shown)?)?,
        },
        ["crop", page, scale, rects @ ..] => {
            let (rect, rects) = parse_rect(BOX, rects)?;
            let (frame, rest) = parse_rect(FRAME, rects)?;
            if !rest.is_empty() {
                return Err(wrong());
            }
            Request::Crop(Crop {
                page: number(page)? as u32,
                rect,
                frame,
                scale: float(scale)?,
            })
        }
        _ => return Err(wrong()),
    };
    Ok(Some(request))
}

/// The next answer.
pub fn hear_answer(input: &mut impl BufRead) -> io::Result<Answer> {
    let line = line(input)?.ok_or(ErrorKind::UnexpectedEof)?;
    let (kind, rest) = line.split_once(' ').ok_or_else(wrong)?;
    Ok(match kind {
        "pages" => Answer::Pages(number(rest)? as usize),
        "none" => Answer::None(NoPicture::from_word(rest).ok_or_else(wrong)?),
        "png" => Answer::Picture(Picture::Png(bytes(input, number(rest)?)?)),
        "svg" => {
            let text = String::from_utf8(bytes(input, number(rest)?)?);
            Answer::Picture(Picture::Svg(text.map_err(|_| wrong())?))
        }
        _ => return Err(wrong()),
    })
}

fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = String::new();
    input.by_ref().take(LINE).read_line(&mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    let text = line.strip_suffix('\n').ok_or_else(wrong)?;
    Ok(Some(text.to_owned()))
}

fn text(input: &mut impl Read, count: u64) -> io::Result<String> {
    String::from_utf8(bytes(input, count)?).map_err(|_| wrong())
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn bytes(input: &mut impl Read, count: u64) -> io::Result<Vec<u8>> {
    if count > PICTURE_BYTES.max(1 << 30) {
        return Err(wrong());
    }
    let mut bytes = Vec::new();
    input.take(count).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == count {
        Ok(bytes)
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

/// The box of this name at the beginning of the words, and the words behind it.
fn parse_rect<'a, 'w>(
    name: &str,
    words: &'a [&'w str],
) -> io::Result<(Option<Rect>, &'a [&'w str])> {
    match words {
        [first, x0, y0, x1, y1, rest @ ..] if *first == name => {
            let rect = Rect {
                x0: float(x0)?,
                y0: float(y0)?,
                x1: float(x1)?,
                y1: float(y1)?,
            };
            Ok((Some(rect), rest))
        }
        _ => Ok((None, words)),
    }
}

fn number(word: &str) -> io::Result<u64> {
    word.parse().map_err(|_| wrong())
}

fn float(word: &str) -> io::Result<f32> {
    word.parse().map_err(|_| wrong())
}

fn wrong() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "not what the other side may say")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_heard() {
        let mut said = Vec::new();
        let some = Some(Rect::new(1.5, -2.0, 300.25, 4e9));
        let boxes = [(None, None), (some, None), (None, some), (some, some)];
        let crops = boxes.map(|(rect, frame)| Crop {
            page: 7,
            rect,
            frame,
            scale: 2.5,
        });
        ask_file(&mut said, Some("密 码\n"), b"%PDF\n\0").unwrap();
        ask_file(&mut said, None, b"").unwrap();
        ask_archive(&mut said, None, "甲.zip", b"PK").unwrap();
        ask_member(&mut said, "00ff", "甲.zip!/a b.pdf").unwrap();
        for crop in &crops {
            ask_crop(&mut said, crop).unwrap();
        }
        let mut input = &said[..];
        let mut next = || hear_request(&mut input).unwrap();
        for (password, bytes) in [(Some("密 码\n"), &b"%PDF\n\0"[..]), (None, b"")] {
            let heard = Request::File {
                password: password.map(str::to_owned),
                bytes: bytes.to_vec(),
            };
            assert_eq!(next(), Some(heard));
        }
        let archive = Request::Archive {
            password: None,
            shown: "甲.zip".to_owned(),
            bytes: b"PK".to_vec(),
        };
        let member = Request::Member {
            sha256: "00ff".to_owned(),
            shown: "甲.zip!/a b.pdf".to_owned(),
        };
        assert_eq!((next(), next()), (Some(archive), Some(member)));
        for crop in crops {
            assert_eq!(next(), Some(Request::Crop(crop)));
        }
        assert_eq!(next(), None);
    }

    #[test]
    fn what_is_answered_is_heard() {
        let answers = [
            Answer::Pages(3),
            Answer::Picture(Picture::Png(b"\x89PNG\n\n".to_vec())),
            Answer::Picture(Picture::Svg("<svg>数</svg>\n".to_owned())),
            Answer::None(NoPicture::OffThePage),
        ];
        let mut said = Vec::new();
        for one in &answers {
            answer(&mut said, one).unwrap();
        }
        let mut input = &said[..];
        for one in answers {
            assert_eq!(hear_answer(&mut input).unwrap(), one);
        }
        assert!(hear_answer(&mut input).is_err());
    }

    #[test]
    fn anything_else_is_refused() {
        for said in [
            "hello\n",
            "crop 1\n",
            "crop 1 2 3\n",
            "crop 1 2 box 3 4 5\n",
            "crop 1 2 frame 1 2 3 4 box 1 2 3 4\n",
            "crop x 2\n",
            "file 1 99\nabc",
            "file 0 99999999999999\n",
            "archive 0 0\n",
            "member 00 9\nabc",
        ] {
            assert!(hear_request(&mut said.as_bytes()).is_err(), "{said}");
        }
        let long = "x".repeat(5000);
        for said in ["png 5\nabc", "none because\n", "pages\n", "png", &long] {
            assert!(hear_answer(&mut said.as_bytes()).is_err(), "{said}");
        }
    }
}
