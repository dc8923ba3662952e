//! Standard output, and what to do when it breaks.

use std::io::{self, Write};

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

/// An error while writing, as a reason to stop.
pub fn broken(lang: Lang) -> impl Fn(io::Error) -> Stop {
    move |error| match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::Pipe,
        _ => Stop::Said(messages::cannot_write(lang, messages::stdout(lang), &error)),
    }
}
