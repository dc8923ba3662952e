//! The processes that files are read in: this same program, with limits.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use gouji::audit::{Settings, audit};
use gouji::batch::{self, Half, Reading, Served, Workers, serve};
use gouji::error::Lang;
use gouji::read;
use serde::{Deserialize, Serialize};

use super::exit::{Exit, Stop};
use super::second::PdfReader;
use super::{messages, stdout};

/// Name of the hidden subcommand.
const SUBCOMMAND: &str = "worker";

/// What a worker needs to know: the part of a call that decides how a file is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Orders {
    /// Password for encrypted files.
    pub password: Option<String>,
    /// Who reads PDFs.
    pub pdf_reader: PdfReader,
    /// Whether every PDF is read twice.
    pub second_reading: bool,
    /// Memory it may take.
    pub megabytes: u64,
}

impl Orders {
    /// How files are read.
    pub fn reading(&self, lang: Lang) -> Result<Reading, Stop> {
        let second = self.second_reading.then(|| self.pdf_reader.other(lang));
        let settings = Settings {
            read: read::Options {
                password: self.password.clone(),
            },
            engine: self.pdf_reader.instead(lang)?,
            second: second.transpose()?,
            ..Settings::default()
        };
        Ok(Reading {
            audit: Box::new(move |bytes| audit(bytes, &settings)),
            password: self.password.clone(),
        })
    }

    /// Stands for what a file may be read to: files that are read with the same orders give the same, whatever their
    /// limits, as long as they keep within them.
    pub fn way(&self) -> Vec<u8> {
        // Plain values, which are never refused.
        postcard::to_stdvec(&(&self.password, self.pdf_reader, self.second_reading))
            .unwrap_or_default()
    }

    /// How to start workers with these orders.
    pub fn workers(&self, time: Duration, lang: Lang) -> Result<Workers, Stop> {
        let unknown = |error: io::Error| Stop::Said(messages::no_program(lang, &error));
        let program: PathBuf = std::env::current_exe().map_err(unknown)?;
        let orders = postcard::to_stdvec(self).map_err(io::Error::other);
        Ok(Workers {
            program,
            arguments: vec![SUBCOMMAND.into()],
            orders: orders.map_err(unknown)?,
            time,
            megabytes: self.megabytes,
            half: Half::default(),
        })
    }
}

/// Splits this process, so that a run of one file need not start another program.
pub fn split(lang: Lang) -> Half {
    Half::of_this_process(move |input, output| match work(input, output, lang) {
        Served::All => 0,
        Served::Not => 1,
    })
}

/// Read files from standard input, as their sender orders
///
/// 供本程序内部使用。
#[derive(Args)]
pub struct Worker {}

impl Worker {
    /// Runs the command. A crash ends it, and is meant to.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let served = match stdout::raw() {
            Ok(output) => work(io::stdin().lock(), output, lang),
            Err(_) => Served::Not,
        };
        match served {
            Served::All => Ok(Exit::Clean),
            Served::Not => Ok(Exit::Trouble),
        }
    }
}

/// Reads what it is asked to, as ordered.
fn work(input: impl Read, output: impl Write + Send + 'static, lang: Lang) -> Served {
    serve(input, output, |orders| {
        let orders: Orders = postcard::from_bytes(orders).ok()?;
        let reading = orders.reading(lang).ok()?;
        limit(orders.megabytes << 20);
        Some(reading)
    })
}

/// Limits this very process to what it has now, the stack that it reads on, and this much more.
#[cfg(unix)]
fn limit(bytes: u64) {
    use rlimit::{Resource, setrlimit};
    let bytes = bytes.saturating_add(batch::STACK_BYTES as u64);
    // Address space that is only set aside is no memory, where the system can tell.
    let _ = match data_now() {
        Some(now) => setrlimit(Resource::DATA, now + bytes, now + bytes),
        None => setrlimit(Resource::AS, bytes, bytes),
    };
    // A crash on a hostile file is nothing to keep.
    let _ = setrlimit(Resource::CORE, 0, 0);
}

#[cfg(not(unix))]
fn limit(_: u64) {}

/// What counts as data of this process on Linux, in bytes.
#[cfg(unix)]
fn data_now() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmData:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes << 10)
}
