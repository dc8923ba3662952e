//! Files are read in processes of this same program: what a file does to its reader, it does to that process alone.
//!
//! A worker gets blocks on standard input: its orders, and then the bytes of a file, again and again; it answers on
//! standard output: with the name of its build, and then with a record for each file. An archive it gives back member
//! by member. The file system it need not see. It may crash, hang or fill its memory: that costs the one file, after a
//! second try with a fresh worker, and the file's status says which it was. A worker ends when its standard input
//! does, so none outlives the process that started it, however that ends.

mod death;
mod half;
mod process;
mod seat;
mod serve;
#[cfg(target_os = "linux")]
mod split;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

pub use half::Half;
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
    /// The other half of this process, which may be the first of them.
    pub half: Half,
}

/// No block is longer.
const BLOCK_BYTES: u64 = 1 << 30;

/// What a block to a worker is.
mod ask {
    /// Its orders.
    pub const ORDERS: u8 = 1;
    /// The bytes of an input.
    pub const INPUT: u8 = 2;
    /// The bytes of a member of an archive.
    pub const FILE: u8 = 3;
    /// The length of an archive's path as four bytes, the path, the bytes of the archive.
    pub const UNFOLD: u8 = 4;
}

/// What a block from a worker is.
mod answer {
    /// It is ready: the name of its build.
    pub const READY: u8 = 1;
    /// The record of a file.
    pub const RECORD: u8 = 2;
    /// The input is an archive.
    pub const ARCHIVE: u8 = 3;
    /// What is known of a member of an archive, and no bytes follow.
    pub const MEMBER: u8 = 4;
    /// The path of a member of an archive: its bytes follow.
    pub const MEMBER_FILE: u8 = 5;
    /// The bytes of that member.
    pub const BYTES: u8 = 6;
    /// The archive has no more members.
    pub const END: u8 = 7;
}
