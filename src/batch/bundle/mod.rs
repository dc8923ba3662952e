//! Archives of files: each file in one is an input of its own, read one after the other and never written anywhere.
//!
//! A member's path is that of its archive, `!/`, and its path inside: `reports.zip!/2023/a.pdf`. An archive in an
//! archive is unpacked too (`a.zip!/b.7z!/c.pdf`), one in that is not. Names are cleaned: no part of one leads up or
//! to a root. Every listed file is given, those that are not read with the reason; behind its members an archive is
//! given itself. How much an archive may unpack to depends on its size ([`budget`]), so that no bomb goes off.

mod budget;
mod gzip;
mod names;
mod reason;
mod seven_zip;
mod tar;
mod zip;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::hands::message;
use super::reason::crashed;
use crate::audit::Audited;
use crate::error::ReadError;
use crate::read::{self, Kind};
use budget::Budget;
use names::{Member, Name};

/// Files listed of one archive.
const MAX_FILES: usize = 50_000;

/// Archives around a file that are unpacked.
const MAX_NESTING: usize = 2;

/// What an input turned out to be.
#[derive(Debug)]
pub struct Piece {
    /// Path as published.
    pub shown: String,
    /// What it is.
    pub content: Content,
}

/// The content of an input.
#[derive(Debug)]
pub enum Content {
    /// A file to read.
    File(Vec<u8>),
    /// An archive, whose members were given before.
    Archive(Vec<u8>, Unpacked),
    /// A member that is not read, with its size where the archive states it.
    Without(Option<u64>, ReadError),
}

/// What came of an archive.
#[derive(Debug)]
pub struct Unpacked {
    /// Its format.
    pub kind: Kind,
    /// Members given, passed-over ones too.
    pub members: usize,
    /// What was wrong with it as a whole.
    pub trouble: Option<ReadError>,
}

impl Unpacked {
    /// What came of the archive itself.
    pub fn audited(self) -> Audited {
        let empty = self.members == 0;
        let trouble = self.trouble.or_else(|| empty.then(reason::empty_archive));
        Audited::of_archive(self.kind, trouble)
    }
}

/// Gives an input: a file as it is, an archive member by member and then itself. `give` may end it.
///
/// Never panics: a crash of a library is the archive's trouble.
pub fn unfold(
    shown: &str,
    bytes: Vec<u8>,
    password: Option<&str>,
    give: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let budget = Budget::of(bytes.len());
    Unfolding {
        password,
        budget: &budget,
        depth: 0,
        give,
    }
    .unfold(shown.to_owned(), bytes)
}

/// What the names of archives end in.
const SUFFIXES: &[&str] = &["zip", "7z", "tar", "gz", "tgz"];

/// Whether the name of a file is that of an archive: it may hold many files.
pub fn is_named_archive(name: &str) -> bool {
    let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    SUFFIXES.iter().any(|s| suffix.eq_ignore_ascii_case(s))
}

/// The format of an archive; nothing where the bytes are none.
pub fn archive(bytes: &[u8]) -> Option<Kind> {
    let kind = read::kind(bytes).ok()?;
    matches!(kind, Kind::Zip | Kind::SevenZip | Kind::Tar | Kind::Gzip).then_some(kind)
}

struct Unfolding<'a> {
    password: Option<&'a str>,
    budget: &'a Budget,
    /// Archives around what is given.
    depth: usize,
    give: &'a mut dyn FnMut(Piece) -> ControlFlow<()>,
}

impl Unfolding<'_> {
    fn unfold(&mut self, shown: String, bytes: Vec<u8>) -> ControlFlow<()> {
        let Some(kind) = archive(&bytes) else {
            let content = Content::File(bytes);
            return (self.give)(Piece { shown, content });
        };
        if self.depth >= MAX_NESTING {
            let content = Content::Without(Some(bytes.len() as u64), reason::nested_too_deep());
            return (self.give)(Piece { shown, content });
        }
        self.depth += 1;
        let (unpacked, flow) = self.unpack(kind, &shown, &bytes);
        self.depth -= 1;
        flow?;
        let content = Content::Archive(bytes, unpacked);
        (self.give)(Piece { shown, content })
    }

    fn unpack(&mut self, kind: Kind, shown: &str, bytes: &[u8]) -> (Unpacked, ControlFlow<()>) {
        let mut unpacked = Unpacked {
            kind,
            members: 0,
            trouble: None,
        };
        let opened = contained(|| Archive::open(kind, shown, bytes, self.password));
        let (mut archive, files) = match opened {
            Ok(opened) => opened,
            Err(trouble) => {
                unpacked.trouble = Some(trouble);
                return (unpacked, ControlFlow::Continue(()));
            }
        };
        let more = files.len() > MAX_FILES;
        let mut members = names::members(files, shown, MAX_FILES);
        unpacked.members = members.iter().flatten().count();
        let wanted: Vec<bool> = members
            .iter()
            .map(|member| member.as_ref().is_some_and(|m| m.passed_over.is_none()))
            .collect();
        let mut flow = ControlFlow::Continue(());
        let budget = self.budget;
        let visited = contained(|| {
            archive.visit(&wanted, budget, &mut |index, content| {
                if let Some(member) = members.get_mut(index).and_then(Option::take) {
                    flow = self.member(member, content);
                }
                flow
            })
        });
        unpacked.trouble = visited.err();
        // What was listed and not given: passed over, or behind the trouble.
        for member in members.into_iter().flatten() {
            if flow.is_break() {
                break;
            }
            let why = unpacked.trouble.clone().unwrap_or_else(reason::lost_member);
            flow = self.member(member, Err(why));
        }
        if unpacked.trouble.is_none() && more {
            unpacked.trouble = Some(reason::too_many(MAX_FILES));
        }
        (unpacked, flow)
    }

    /// Gives a member: its content, or why there is none.
    fn member(&mut self, member: Member, content: Result<Vec<u8>, ReadError>) -> ControlFlow<()> {
        match member.passed_over.map_or(content, Err) {
            Ok(bytes) => self.unfold(member.shown, bytes),
            Err(why) => (self.give)(Piece {
                shown: member.shown,
                content: Content::Without(member.size, why),
            }),
        }
    }
}

/// What a library does with an archive, its crash an error like others.
fn contained<T>(work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    // What the library holds is dropped with the archive: nothing is left half changed.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(crashed(message(&*panic))))
}

/// What a format says of a file in it.
struct Listed {
    name: Name,
    what: What,
    /// Unpacked size as stated.
    size: Option<u64>,
}

/// What an entry of an archive is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    File,
    Folder,
    Link,
    /// A device, a pipe.
    Other,
}

/// Takes the number of a file and its content; may end the visit.
type Visit<'v> = &'v mut dyn FnMut(usize, Result<Vec<u8>, ReadError>) -> ControlFlow<()>;

/// An archive that has been opened.
enum Archive<'a> {
    Zip(zip::Zip<'a>),
    SevenZip(Box<seven_zip::SevenZip<'a>>),
    Tar(tar::Tar<'a>),
    Gzip(gzip::Gzip<'a>),
}

impl<'a> Archive<'a> {
    /// Opens an archive and lists what is in it.
    fn open(
        kind: Kind,
        shown: &str,
        bytes: &'a [u8],
        password: Option<&str>,
    ) -> Result<(Self, Vec<Listed>), ReadError> {
        Ok(match kind {
            Kind::SevenZip => {
                let (archive, files) = seven_zip::SevenZip::open(bytes, password)?;
                (Self::SevenZip(Box::new(archive)), files)
            }
            Kind::Tar => {
                let (archive, files) = tar::Tar::open(bytes, false)?;
                (Self::Tar(archive), files)
            }
            Kind::Gzip if gzip::holds_tar(bytes) => {
                let (archive, files) = tar::Tar::open(bytes, true)?;
                (Self::Tar(archive), files)
            }
            Kind::Gzip => {
                let (archive, files) = gzip::Gzip::open(bytes, shown);
                (Self::Gzip(archive), files)
            }
            _ => {
                let (archive, files) = zip::Zip::open(bytes, password)?;
                (Self::Zip(archive), files)
            }
        })
    }

    /// Gives the content of the wanted files, each within the budget.
    fn visit(
        &mut self,
        wanted: &[bool],
        budget: &Budget,
        each: Visit<'_>,
    ) -> Result<(), ReadError> {
        match self {
            Self::Zip(archive) => archive.visit(wanted, budget, each),
            Self::SevenZip(archive) => archive.visit(wanted, budget, each),
            Self::Tar(archive) => archive.visit(wanted, budget, each),
            Self::Gzip(archive) => archive.visit(budget, each),
        }
    }
}
