//! Standard output, and what to do when it breaks.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use gouji::error::Lang;

use super::exit::{Exit, Stop};
use super::messages;

/// Writes a text, ended by a line end.
pub fn print(text: &str, lang: Lang) -> Result<Exit, Stop> {
    let end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    write!(io::stdout().lock(), "{text}{end}").map_err(broken(lang))?;
    Ok(Exit::Clean)
}

/// What is written goes out in pieces of this size.
const PIECE: usize = 1 << 16;

/// Standard output for much text. The standard library's own looks for the ends of lines and hands on line by line.
pub fn buffered() -> io::Result<BufWriter<File>> {
    Ok(BufWriter::with_capacity(PIECE, raw()?))
}

/// Standard output as it is.
#[cfg(unix)]
pub fn raw() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

/// Standard output as it is.
#[cfg(windows)]
pub fn raw() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(io::stdout().as_handle().try_clone_to_owned()?.into())
}

/// An error while writing, as a reason to stop.
pub fn broken(lang: Lang) -> impl Fn(io::Error) -> Stop {
    move |error| match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::Pipe,
        _ => Stop::Said(messages::cannot_write(lang, messages::stdout(lang), &error)),
    }
}
