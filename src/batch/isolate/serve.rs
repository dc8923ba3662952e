//! Inside a worker: files in, records out.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use serde::{Deserialize, Serialize};

use super::super::block::{receive, send};
use super::super::hands::{Answer, Member, MemberContent, Reading};
use super::super::record::BUILD;
use super::super::run::{STACK_BYTES, WORKER};
use super::{BLOCK_BYTES, answer, ask};
use crate::emit::ContentHash;

/// How the service of a worker ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// Nothing more was asked of it.
    All,
    /// It did not understand its orders, or could not answer.
    Not,
}

/// What is known of a member of an archive that need not be read.
#[derive(Debug, Serialize, Deserialize)]
pub struct DoneMember {
    pub shown: String,
    pub hash: Option<ContentHash>,
    pub size: Option<u64>,
    pub record: Vec<u8>,
}

/// Serves until the input ends. `prepare` makes of the orders what reads files.
///
/// The input is received on this thread and the files are read on another, so that the end of the input is the end of
/// the worker also while a file keeps it busy: who asked is gone. The caller has to end the process.
pub fn serve(
    mut input: impl Read,
    output: impl Write + Send + 'static,
    prepare: impl FnOnce(&[u8]) -> Option<Reading>,
) -> Served {
    let Ok((ask::ORDERS, orders)) = receive(&mut input, 1 << 20) else {
        return Served::Not;
    };
    let Some(reading) = prepare(&orders) else {
        return Served::Not;
    };
    let (sender, receiver) = sync_channel(1);
    let worker = thread::Builder::new()
        .name(WORKER.to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || answer_all(&receiver, output, &reading));
    match worker {
        Ok(_) => hand_on(input, &sender),
        Err(_) => Served::Not,
    }
}

fn hand_on(mut input: impl Read, asked: &SyncSender<(u8, Vec<u8>)>) -> Served {
    while let Ok(block) = receive(&mut input, BLOCK_BYTES) {
        if asked.send(block).is_err() {
            return Served::Not;
        }
    }
    Served::All
}

fn answer_all(
    asked: &Receiver<(u8, Vec<u8>)>,
    mut output: impl Write,
    reading: &Reading,
) -> io::Result<()> {
    send(&mut output, answer::READY, &[BUILD.as_bytes()])?;
    for (what, bytes) in asked {
        match what {
            ask::INPUT => match reading.input(&bytes) {
                Answer::Record(record) => send(&mut output, answer::RECORD, &[&record])?,
                Answer::Archive => send(&mut output, answer::ARCHIVE, &[])?,
            },
            ask::FILE => send(&mut output, answer::RECORD, &[&reading.file(&bytes)])?,
            ask::UNFOLD => {
                let (shown, bytes) = shown_and_bytes(bytes)?;
                reading.unfold(&shown, bytes, |member| give(&mut output, member))?;
                send(&mut output, answer::END, &[])?;
            }
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
    Ok(())
}

fn give(output: &mut impl Write, member: Member) -> io::Result<()> {
    let shown = member.shown;
    match member.content {
        MemberContent::File(bytes) => {
            send(output, answer::MEMBER_FILE, &[shown.as_bytes()])?;
            send(output, answer::BYTES, &[&bytes])
        }
        MemberContent::Done { hash, size, record } => {
            let member = DoneMember {
                shown,
                hash,
                size,
                record,
            };
            let member = postcard::to_stdvec(&member).map_err(io::Error::other)?;
            send(output, answer::MEMBER, &[&member])
        }
    }
}

/// Takes apart what an archive is sent with.
fn shown_and_bytes(mut block: Vec<u8>) -> io::Result<(String, Vec<u8>)> {
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (length, _) = block.split_first_chunk::<4>().ok_or_else(cut)?;
    let start = 4 + u32::from_le_bytes(*length) as usize;
    let shown = block.get(4..start).ok_or_else(cut)?;
    let shown = String::from_utf8(shown.to_vec()).map_err(io::Error::other)?;
    block.drain(..start);
    Ok((shown, block))
}
