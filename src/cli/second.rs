//! The second reader of PDFs: a process of this same program, with limits.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use gouji::batch::SecondReader;
use gouji::error::Lang;
use gouji::read::engine::{Ours, PdfEngine, PdfExtract, to_transcript};
use serde::{Deserialize, Serialize};

use super::exit::{Exit, Stop};
use super::messages;

/// Name of the hidden subcommand.
const SUBCOMMAND: &str = "second-reader";

/// Time that one file may take. A report takes a hundredth of it.
const TIME: Duration = Duration::from_secs(30);

/// Address space that the process may take.
const MEGABYTES: u64 = 1024;

/// Who reads a PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum PdfReader {
    /// This program's own
    #[default]
    Ours,
    /// The second reader, in a process of its own
    PdfExtract,
}

impl PdfReader {
    /// Who reads in the place of this program's own reader.
    pub fn instead(self, lang: Lang) -> Result<Option<Arc<dyn PdfEngine>>, Stop> {
        match self {
            Self::Ours => Ok(None),
            Self::PdfExtract => reader(lang).map(Some),
        }
    }

    /// Who can be compared with it: the other one.
    pub fn other(self, lang: Lang) -> Result<Arc<dyn PdfEngine>, Stop> {
        match self {
            Self::Ours => reader(lang),
            Self::PdfExtract => Ok(Arc::new(Ours)),
        }
    }
}

/// A second reader that runs this program again for each file.
fn reader(lang: Lang) -> Result<Arc<dyn PdfEngine>, Stop> {
    let program = std::env::current_exe()
        .map_err(|error| Stop::Said(messages::no_second_reader(lang, &error)))?;
    let arguments = [SUBCOMMAND, "--memory", &MEGABYTES.to_string()].map(Into::into);
    Ok(Arc::new(SecondReader {
        name: PdfExtract.name(),
        program,
        arguments: arguments.to_vec(),
        time: TIME,
    }))
}

/// Read a PDF from standard input with the second reader and write what it sees
///
/// 供本程序内部使用。
#[derive(Args)]
pub struct Worker {
    /// Address space in megabytes
    #[arg(long, value_name = "MB")]
    memory: u64,
}

impl Worker {
    /// Runs the command. A crash ends it, and is meant to.
    pub fn run(self, _: Lang) -> Result<Exit, Stop> {
        limit(self.memory << 20, TIME);
        let mut input = Vec::new();
        if io::stdin().lock().read_to_end(&mut input).is_err() {
            return Ok(Exit::Trouble);
        }
        let Some((options, bytes)) = gouji::batch::second_input(&input) else {
            return Ok(Exit::Trouble);
        };
        let Ok(pages) = PdfExtract.read(bytes, &options) else {
            return Ok(Exit::Trouble);
        };
        let mut out = io::stdout().lock();
        let written = out.write_all(to_transcript(&pages).as_bytes());
        Ok(match written.and_then(|()| out.flush()) {
            Ok(()) => Exit::Clean,
            Err(_) => Exit::Trouble,
        })
    }
}

/// Limits this very process. What cannot be limited is still ended when its time is over.
#[cfg(unix)]
pub fn limit(bytes: u64, time: Duration) {
    use rlimit::{Resource, setrlimit};
    let seconds = time.as_secs();
    let _ = setrlimit(Resource::AS, bytes, bytes);
    let _ = setrlimit(Resource::CPU, seconds, seconds);
    // A crash on a hostile file is nothing to keep.
    let _ = setrlimit(Resource::CORE, 0, 0);
}

#[cfg(not(unix))]
pub fn limit(_: u64, _: Duration) {}
