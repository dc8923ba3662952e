//! Files are read in processes of this same program: what a file does to its reader, it does to that process alone.
//!
//! A worker gets, on standard input, a block with its orders, and then a block with the bytes of a file, again and
//! again; it answers on standard output with the name of its build, and then with a record for each file. The file
//! system it need not see. It may crash, hang or fill its memory: that costs the one file, after a second try with a
//! fresh worker, and the file's status says which it was. A worker ends when its standard input does, so none
//! outlives the process that started it, however that ends.

mod death;
mod process;
mod seat;
mod serve;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

pub use seat::Seat;
pub use serve::{Served, serve};

/// How workers are started, and what they may take.
#[derive(Clone, Debug)]
pub struct Workers {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// The first block that each of them gets.
    pub orders: Vec<u8>,
    /// Time that one file may take.
    pub time: Duration,
    /// Memory that a worker may take, in megabytes. It limits itself: this is only for what is said about it.
    pub megabytes: u64,
}

/// No answer about a file is longer.
const ANSWER_BYTES: u64 = 1 << 30;
