//! What reads a file: this process, or a worker. Both give the same: a record, or that the file is an archive, whose
//! members are then taken out one after the other.

use std::any::Any;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::bundle::{Content, Piece, archive, unfold};
use super::isolate::Seat;
use super::reason;
use super::record::seal;
use super::run::Failure;
use crate::audit::Audited;
use crate::emit::{ContentHash, content_hash};

/// Reads and checks one file.
pub type Audit = dyn Fn(&[u8]) -> Audited + Send + Sync;

/// How files are read, wherever they are.
pub struct Reading {
    /// Reads and checks one file.
    pub audit: Box<Audit>,
    /// For archives that are encrypted.
    pub password: Option<String>,
}

/// What the bytes of an input are.
#[derive(Debug)]
pub enum Answer {
    /// A file, and what came of it.
    Record(Vec<u8>),
    /// An archive, to be unfolded.
    Archive,
}

/// A member of an archive, or the archive itself, which comes last.
#[derive(Debug)]
pub struct Member {
    /// Its path as published.
    pub shown: String,
    /// What there is of it.
    pub content: MemberContent,
}

/// What there is of a member.
#[derive(Debug)]
pub enum MemberContent {
    /// The bytes of a file, which are no archive or are not to be taken for one.
    File(Vec<u8>),
    /// What came of an archive, or of a member that is not read.
    Done {
        /// Hash of the content, where there is any.
        hash: Option<ContentHash>,
        /// Size, where it is known.
        size: Option<u64>,
        /// What came of it.
        record: Vec<u8>,
    },
}

impl From<Piece> for Member {
    fn from(piece: Piece) -> Self {
        let content = match piece.content {
            Content::File(bytes) => MemberContent::File(bytes),
            Content::Archive(bytes, unpacked) => MemberContent::Done {
                hash: Some(content_hash(&bytes)),
                size: Some(bytes.len() as u64),
                record: seal(&unpacked.audited()),
            },
            Content::Without(size, why) => MemberContent::Done {
                hash: None,
                size,
                record: seal(&Audited::failed(why)),
            },
        };
        Self {
            shown: piece.shown,
            content,
        }
    }
}

/// Takes a member.
pub type Give<'g> = &'g mut dyn FnMut(Member) -> Result<(), Failure>;

impl Reading {
    /// Reads an input.
    pub fn input(&self, bytes: &[u8]) -> Answer {
        let is_archive = catch_unwind(AssertUnwindSafe(|| archive(bytes).is_some()));
        match is_archive {
            Ok(true) => Answer::Archive,
            // What crashes here crashes there.
            Ok(false) | Err(_) => Answer::Record(self.file(bytes)),
        }
    }

    /// Reads what is to be taken for a file. A panic is a status: the bytes and the settings are only read, so nothing
    /// is left half changed.
    pub fn file(&self, bytes: &[u8]) -> Vec<u8> {
        let audited = catch_unwind(AssertUnwindSafe(|| (self.audit)(bytes)));
        let crashed = |panic: Box<dyn Any + Send>| reason::crashed(message(&*panic));
        seal(&audited.unwrap_or_else(|panic| Audited::failed(crashed(panic))))
    }

    /// Gives the members of an archive, and then the archive itself.
    pub fn unfold<E>(
        &self,
        shown: &str,
        bytes: Vec<u8>,
        mut give: impl FnMut(Member) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut end = Ok(());
        let flow = unfold(shown, bytes, self.password.as_deref(), &mut |piece| {
            end = give(piece.into());
            match end {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        debug_assert_eq!(flow.is_break(), end.is_err());
        end
    }
}

/// What reads for a thread of a run.
pub enum Hand<'a> {
    /// This process.
    Here(&'a Reading),
    /// A worker.
    Seat(Seat<'a>),
}

impl Hand<'_> {
    /// Reads an input.
    pub fn input(&mut self, bytes: &[u8]) -> Result<Answer, Failure> {
        match self {
            Self::Here(reading) => Ok(reading.input(bytes)),
            Self::Seat(seat) => seat.input(bytes),
        }
    }

    /// Reads what is to be taken for a file.
    pub fn file(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Here(reading) => Ok(reading.file(bytes)),
            Self::Seat(seat) => seat.file(bytes),
        }
    }

    /// Gives the members of an archive, and then the archive itself.
    pub fn unfold(&mut self, shown: &str, bytes: Vec<u8>, give: Give<'_>) -> Result<(), Failure> {
        match self {
            Self::Here(reading) => reading.unfold(shown, bytes, give),
            Self::Seat(seat) => seat.unfold(shown, &bytes, give),
        }
    }
}

/// What a panic says.
pub fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("?")
}
