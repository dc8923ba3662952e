//! A part of a run that is done apart, on another machine perhaps, and put together with the others afterwards.
//!
//! Every shard lists all inputs and reads its own, which are neighbours. What came of them is in one file: a log of
//! their records in order, in its last frame what there is of each input, and behind that where this frame begins.
//! Reports are compared with each other when all are there.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::record::BUILD;
use super::spool::{Part, Place, Record, Spool};
use super::store::{Log, Ticket};
use super::walk::{Found, Item};
use crate::emit::{ContentHash, content_hash};

/// Name of the file in the output folder.
pub const SHARD_FILE: &str = "shard.gouji";

/// The last bytes of the file.
const MARK: [u8; 4] = *b"gjs1";

/// Which part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    of: u32,
    /// From 1.
    number: u32,
}

/// Not `K/N` with K from 1 to N.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a shard is K/N, with K from 1 to N")]
pub struct NotAShard;

impl FromStr for Shard {
    type Err = NotAShard;

    fn from_str(text: &str) -> Result<Self, NotAShard> {
        let (number, of) = text.split_once('/').ok_or(NotAShard)?;
        let (number, of) = (number.parse(), of.parse());
        let (number, of) = (number.map_err(|_| NotAShard)?, of.map_err(|_| NotAShard)?);
        if (1..=of).contains(&number) {
            Ok(Self { of, number })
        } else {
            Err(NotAShard)
        }
    }
}

impl Shard {
    /// Its inputs among so many.
    pub fn part(self, inputs: usize) -> Range<usize> {
        let end =
            |number: u32| (inputs as u128 * u128::from(number) / u128::from(self.of)) as usize;
        end(self.number - 1)..end(self.number)
    }
}

/// The run that a shard is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Which part.
    pub shard: Shard,
    /// Inputs of the run.
    pub inputs: usize,
    /// Stands for the list of them.
    pub listing: ContentHash,
    /// Stands for the way they are read.
    pub way: ContentHash,
}

impl Origin {
    /// Of a shard of a run over these inputs, read in a way that `how` stands for.
    pub fn new(shard: Shard, items: &[Item], how: &[u8]) -> Self {
        Self {
            shard,
            inputs: items.len(),
            listing: listing(items),
            way: content_hash(how),
        }
    }
}

/// Stands for the list of some inputs.
fn listing(items: &[Item]) -> ContentHash {
    let mut listing = Vec::new();
    for item in items {
        listing.extend_from_slice(&(item.shown.len() as u64).to_le_bytes());
        listing.extend_from_slice(item.shown.as_bytes());
    }
    content_hash(&listing)
}

/// What there is of an input in the file of a shard.
#[derive(Debug, Serialize, Deserialize)]
struct Input {
    shown: String,
    open: String,
    parts: Vec<InputPart>,
}

#[derive(Debug, Serialize, Deserialize)]
struct InputPart {
    shown: Option<String>,
    hashed: bool,
    size: Option<u64>,
    ticket: Ticket,
}

/// Writes what came of the inputs of a shard to an empty file that can be read, too.
///
/// # Errors
/// What the system says.
pub fn write(mut out: File, origin: &Origin, items: &[Item], spool: &Spool) -> io::Result<()> {
    let mut log = Log::new(PathBuf::new());
    let file = log.add(out.try_clone()?, 0);
    let mut inputs = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let mut parts = Vec::new();
        for part in 0..spool.parts(at) {
            let stored = spool.stored(Place { item: at, part })?;
            let hash = stored.hash.unwrap_or_default();
            parts.push(InputPart {
                ticket: log.append_to(file, &hash, &stored.record)?,
                shown: stored.shown,
                hashed: stored.hash.is_some(),
                size: stored.size,
            });
        }
        inputs.push(Input {
            shown: item.shown.clone(),
            open: item.open.to_string_lossy().into_owned(),
            parts,
        });
    }
    let index = postcard::to_stdvec(&(BUILD, origin, inputs)).map_err(io::Error::other)?;
    let ticket = log.append_to(file, &content_hash(&index), &index)?;
    let ticket = postcard::to_stdvec(&ticket).map_err(io::Error::other)?;
    out.write_all(&ticket)?;
    out.write_all(&[ticket.len() as u8])?;
    out.write_all(&MARK)?;
    out.flush()
}

/// Why shards cannot be put together.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// There is no file of a shard, or it cannot be read.
    #[error("{path}: {1}", path = .0.display())]
    Unreadable(PathBuf, io::Error),
    /// The file is not whole.
    #[error("{}: damaged", .0.display())]
    Damaged(PathBuf),
    /// It was made by another build.
    #[error("{}: of another build", .0.display())]
    OtherBuild(PathBuf),
    /// It is a part of another run, or its inputs were others.
    #[error("{}: of another run", .0.display())]
    OtherRun(PathBuf),
    /// It is given twice.
    #[error("{}: given twice", .0.display())]
    Twice(PathBuf),
    /// Their inputs are not those of the run, each once.
    #[error("{}: inputs of other parts", .0.display())]
    Mixed(PathBuf),
    /// Some are missing: their numbers, and how many there have to be.
    #[error("missing: {0:?} of {1}")]
    Missing(Vec<u32>, u32),
}

/// The file of a shard.
struct Opened {
    path: PathBuf,
    file: File,
    length: u64,
    origin: Origin,
    inputs: Vec<Input>,
}

/// Puts together what is in the output folders of all shards of a run: its inputs, and what came of them.
///
/// # Errors
/// A file of a shard is missing or does not fit to the others.
pub fn merge(folders: &[PathBuf], scratch: PathBuf) -> Result<(Vec<Item>, Spool), Unfit> {
    let mut shards = Vec::new();
    for folder in folders {
        shards.push(open(&folder.join(SHARD_FILE))?);
    }
    shards.sort_by_key(|shard| shard.origin.shard);
    let Some(first) = shards.first().map(|shard| shard.origin) else {
        return Err(Unfit::Missing(vec![1], 1));
    };
    let of = first.shard.of;
    let mut missing: Vec<u32> = (1..=of).collect();
    for shard in &shards {
        let origin = shard.origin;
        let alike = Origin {
            shard: origin.shard,
            ..first
        };
        if origin != alike || origin.shard.of != of {
            return Err(Unfit::OtherRun(shard.path.clone()));
        }
        let before = missing.len();
        missing.retain(|number| *number != origin.shard.number);
        if missing.len() == before {
            return Err(Unfit::Twice(shard.path.clone()));
        }
    }
    if !missing.is_empty() {
        return Err(Unfit::Missing(missing, of));
    }
    let folder = shards[0].path.clone();
    let spool = Spool::new(first.inputs, scratch);
    let mut items = Vec::with_capacity(first.inputs);
    for shard in shards {
        put(shard, &mut items, &spool)?;
    }
    if listing(&items) != first.listing {
        return Err(Unfit::Mixed(folder));
    }
    spool.end();
    Ok((items, spool))
}

fn put(shard: Opened, items: &mut Vec<Item>, spool: &Spool) -> Result<(), Unfit> {
    let failed = |error| Unfit::Unreadable(shard.path.clone(), error);
    if shard.origin.shard.part(shard.origin.inputs)
        != (items.len()..items.len() + shard.inputs.len())
    {
        return Err(Unfit::Damaged(shard.path));
    }
    let file = spool.take_in(shard.file, shard.length);
    for input in shard.inputs {
        let item = items.len();
        let is_archive = input.parts.iter().any(|part| part.shown.is_some());
        let count = input.parts.len();
        for (number, stored) in input.parts.into_iter().enumerate() {
            let part = Part {
                shown: stored.shown,
                hash: stored.hashed.then(ContentHash::default),
                size: stored.size,
                record: Record::Known(stored.ticket.in_file(file)),
            };
            match is_archive {
                true => spool.put_member(item, number, &part).map_err(failed)?,
                false => spool.put(item, &part).map_err(failed)?,
            }
        }
        if is_archive {
            spool.count(item, count);
        }
        items.push(Item {
            open: input.open.into(),
            shown: input.shown,
            found: Found::File,
        });
    }
    Ok(())
}

fn open(path: &Path) -> Result<Opened, Unfit> {
    let failed = |error| Unfit::Unreadable(path.into(), error);
    let damaged = || Unfit::Damaged(path.into());
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(length.saturating_sub(64)))
        .map_err(failed)?;
    file.read_to_end(&mut end).map_err(failed)?;
    let ticket = last_ticket(&end).ok_or_else(damaged)?;
    let mut log = Log::new(PathBuf::new());
    let number = log.add(file.try_clone().map_err(failed)?, length);
    let (hash, index) = log.read(ticket.in_file(number)).map_err(|_| damaged())?;
    if content_hash(&index) != hash {
        return Err(damaged());
    }
    let (build, rest) = postcard::take_from_bytes::<String>(&index).map_err(|_| damaged())?;
    if build != BUILD {
        return Err(Unfit::OtherBuild(path.into()));
    }
    let (origin, inputs) = postcard::from_bytes(rest).map_err(|_| damaged())?;
    Ok(Opened {
        path: path.into(),
        file,
        length,
        origin,
        inputs,
    })
}

/// Where the last frame begins.
fn last_ticket(end: &[u8]) -> Option<Ticket> {
    let rest = end.strip_suffix(&MARK)?;
    let (length, rest) = rest.split_last()?;
    let start = rest.len().checked_sub(usize::from(*length))?;
    postcard::from_bytes(&rest[start..]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_is_in_one_part() {
        let top = tempfile::tempdir().unwrap();
        let item = |shown: &str| Item {
            open: shown.into(),
            shown: shown.into(),
            found: Found::File,
        };
        let all = ["a", "b"].map(item);
        let put = |number: u32, item: &Item| {
            let spool = Spool::new(1, top.path().into());
            let part = Part {
                shown: None,
                hash: None,
                size: None,
                record: Record::Made(b"x".to_vec()),
            };
            spool.put(0, &part).unwrap();
            let folder = top.path().join(number.to_string());
            std::fs::create_dir_all(&folder).unwrap();
            let path = folder.join(SHARD_FILE);
            let _ = std::fs::remove_file(&path);
            let file = File::options()
                .read(true)
                .write(true)
                .create_new(true)
                .open(path);
            let file = file.unwrap();
            let origin = Origin::new(Shard { of: 2, number }, &all, b"");
            write(file, &origin, std::slice::from_ref(item), &spool).unwrap();
            folder
        };
        let folders = [put(1, &all[0]), put(2, &all[1])];
        let (items, _) = merge(&folders, top.path().into()).unwrap();
        assert_eq!(items.len(), 2);
        // Says that it is the second part, and holds an input of the first.
        let folders = [put(1, &all[0]), put(2, &all[0])];
        let unfit = merge(&folders, top.path().into()).unwrap_err();
        assert!(matches!(unfit, Unfit::Mixed(_)), "{unfit}");
    }

    #[test]
    fn k_of_n() {
        for text in ["", "1", "0/2", "3/2", "1/0", "-1/2", "a/b", "1/2/3", " 1/2"] {
            assert_eq!(text.parse::<Shard>(), Err(NotAShard), "{text}");
        }
        for (inputs, of) in [(0, 3), (1, 3), (10, 3), (3, 3), (100_000, 7)] {
            let mut next = 0;
            for number in 1..=of {
                let part = Shard { of, number }.part(inputs);
                assert_eq!(part.start, next);
                assert!(part.len().abs_diff(inputs / of as usize) <= 1);
                next = part.end;
            }
            assert_eq!(next, inputs);
        }
    }
}
