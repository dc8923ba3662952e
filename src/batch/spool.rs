//! What came of the inputs, as it comes; read again in the order of the inputs.
//!
//! In memory there is a line of some bytes for each input; the records themselves wait in a log. Where there is a
//! cache, what was read waits there, and is found there by the next run.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::record::{Summary, seal, summary, unseal};
use super::store::{Cache, Log, Ticket};
use super::walk::Item;
use crate::audit::Audited;
use crate::emit::{ContentHash, Outcome, hex};

/// What came of an input, or of a member of an archive.
#[derive(Debug)]
pub struct Part {
    /// Path as published, where it is not that of the input.
    pub shown: Option<String>,
    /// Hash of the content, where there is any.
    pub hash: Option<ContentHash>,
    /// Size, where it is known.
    pub size: Option<u64>,
    /// What came of it.
    pub record: Record,
}

/// What came of an input, and whose work that is.
#[derive(Debug)]
pub enum Record {
    /// It was read from the bytes alone.
    Read(Vec<u8>),
    /// It says more than the bytes do, or other things.
    Made(Vec<u8>),
    /// It was there already.
    Known(Ticket),
}

/// What came of an input, or of a member of an archive, read again.
#[derive(Debug)]
pub struct Stored {
    /// Path as published, where it is not that of the input.
    pub shown: Option<String>,
    /// Hash of the content, where there is any.
    pub hash: Option<ContentHash>,
    /// Size, where it is known.
    pub size: Option<u64>,
    /// What came of it.
    pub record: Vec<u8>,
}

/// Where an outcome stands among those of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the input.
    pub item: usize,
    /// Number within it: 0, or for an archive that of the member; the archive itself comes last.
    pub part: usize,
}

/// What came of the inputs so far.
#[derive(Debug)]
pub struct Spool {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    log: Log,
    cache: Option<Cache>,
    inputs: Vec<Input>,
    /// How many records were there already.
    known: usize,
    ended: bool,
}

#[derive(Debug, Default)]
enum Input {
    /// It is not done.
    #[default]
    Waiting,
    /// It is a file.
    File(Row),
    /// It is an archive.
    Archive(Box<Archive>),
}

#[derive(Debug, Default)]
struct Archive {
    /// Members and then the archive itself, as far as they are done.
    parts: Vec<Option<(Row, Option<Box<str>>)>>,
    done: usize,
    /// How many there are, once that is known.
    count: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    ticket: Ticket,
    /// What is said of the outcome from then on, where that is more.
    amended: Option<Ticket>,
    size: Option<u64>,
    hashed: bool,
}

impl Spool {
    /// An empty one for this many inputs. It may write to `folder`.
    pub fn new(inputs: usize, folder: PathBuf) -> Self {
        Self {
            state: Mutex::new(State {
                log: Log::new(folder),
                cache: None,
                inputs: std::iter::repeat_with(Input::default)
                    .take(inputs)
                    .collect(),
                known: 0,
                ended: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// Has it look into the cache in a folder, and keep there what is read in a way that `how` stands for.
    ///
    /// # Errors
    /// The folder can be neither made nor read. The spool does without it.
    pub fn attach(&self, cache: &Path, how: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        state.cache = Some(Cache::open(cache, how, &mut state.log)?);
        Ok(())
    }

    /// Lets go of the cache, with all of it on the disk.
    ///
    /// # Errors
    /// Not all that was read could be kept.
    pub fn detach(&self) -> io::Result<()> {
        let mut state = self.state();
        let State { log, cache, .. } = &mut *state;
        let trouble = cache.take().and_then(|mut cache| cache.end(log));
        trouble.map_or(Ok(()), Err)
    }

    /// What came of a content, where that is known from before.
    pub fn find(&self, hash: &ContentHash) -> Option<(Record, Summary)> {
        let state = self.state();
        let (ticket, record) = state.cache.as_ref()?.find(hash, &state.log)?;
        Some((Record::Known(ticket), summary(&record).ok()?))
    }

    /// How many records were there already.
    pub fn known(&self) -> usize {
        self.state().known
    }

    /// Keeps what came of an input that is no archive.
    pub fn put(&self, item: usize, part: &Part) -> io::Result<()> {
        let mut state = self.state();
        let row = state.write(part)?;
        state.inputs[item] = Input::File(row);
        self.changed.notify_all();
        Ok(())
    }

    /// Keeps what came of a part of an archive.
    pub fn put_member(&self, item: usize, number: usize, part: &Part) -> io::Result<()> {
        let mut state = self.state();
        let row = state.write(part)?;
        let archive = state.archive(item);
        if archive.parts.len() <= number {
            archive.parts.resize_with(number + 1, || None);
        }
        archive.parts[number] = Some((row, part.shown.as_deref().map(Into::into)));
        archive.done += 1;
        self.changed.notify_all();
        Ok(())
    }

    /// An archive has this many parts.
    pub fn count(&self, item: usize, parts: usize) {
        self.state().archive(item).count = Some(parts);
        self.changed.notify_all();
    }

    /// Has an outcome be another one from now on, in this run alone: what was stored of it stays.
    ///
    /// # Errors
    /// It is not done, or the new one cannot be kept.
    pub fn amend(&self, place: Place, audited: &Audited) -> io::Result<()> {
        let record = seal(audited);
        let mut state = self.state();
        let (row, _) = state.inputs[place.item]
            .row(place.part)
            .ok_or(io::ErrorKind::NotFound)?;
        let (hash, _) = state.log.read(row.ticket)?;
        let amended = state.log.append(&hash, &record)?;
        if let Some(row) = state.inputs[place.item].row_mut(place.part) {
            row.amended = Some(amended);
        }
        Ok(())
    }

    /// Nothing more will come.
    pub fn end(&self) {
        self.state().ended = true;
        self.changed.notify_all();
    }

    /// Waits until an input is done; false where it never will be.
    pub fn wait(&self, item: usize) -> bool {
        let waits = |state: &mut State| !state.ended && !state.inputs[item].is_done();
        let state = self.changed.wait_while(self.state(), waits);
        state.unwrap_or_else(PoisonError::into_inner).inputs[item].is_done()
    }

    /// How many parts an input that is done has: one, or for an archive its members and itself.
    pub fn parts(&self, item: usize) -> usize {
        match &self.state().inputs[item] {
            Input::Waiting => 0,
            Input::File(_) => 1,
            Input::Archive(archive) => archive.parts.len(),
        }
    }

    /// What came of an input, or of a part of an archive.
    ///
    /// # Errors
    /// It is not done, or cannot be read again.
    pub fn outcome(&self, items: &[Item], place: Place) -> io::Result<Outcome> {
        let stored = self.read(place, true)?;
        let path = stored
            .shown
            .unwrap_or_else(|| items[place.item].shown.clone());
        Ok(Outcome {
            path,
            sha256: stored.hash.map(|hash| hex(&hash)).unwrap_or_default(),
            bytes: stored.size,
            audited: unseal(&stored.record).map_err(io::Error::other)?,
        })
    }

    /// The same, as it was stored.
    ///
    /// # Errors
    /// It is not done, or cannot be read again.
    pub fn stored(&self, place: Place) -> io::Result<Stored> {
        self.read(place, false)
    }

    fn read(&self, place: Place, amended: bool) -> io::Result<Stored> {
        let state = self.state();
        let row = state.inputs[place.item].row(place.part);
        let (row, shown) = row.ok_or(io::ErrorKind::NotFound)?;
        let ticket = row.amended.filter(|_| amended).unwrap_or(row.ticket);
        let (hash, record) = state.log.read(ticket)?;
        Ok(Stored {
            shown: shown.map(str::to_owned),
            hash: row.hashed.then_some(hash),
            size: row.size,
            record,
        })
    }

    /// Takes in a file, of which this many bytes are frames, and says its number.
    pub fn take_in(&self, file: File, length: u64) -> u32 {
        self.state().log.add(file, length)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Input {
    fn is_done(&self) -> bool {
        match self {
            Self::Waiting => false,
            Self::File(_) => true,
            Self::Archive(archive) => archive.count == Some(archive.done),
        }
    }

    fn row(&self, part: usize) -> Option<(Row, Option<&str>)> {
        match self {
            Self::Waiting => None,
            Self::File(row) => Some((*row, None)),
            Self::Archive(archive) => {
                let (row, shown) = archive.parts.get(part)?.as_ref()?;
                Some((*row, shown.as_deref()))
            }
        }
    }

    fn row_mut(&mut self, part: usize) -> Option<&mut Row> {
        match self {
            Self::Waiting => None,
            Self::File(row) => Some(row),
            Self::Archive(archive) => {
                let (row, _) = archive.parts.get_mut(part)?.as_mut()?;
                Some(row)
            }
        }
    }
}

impl State {
    fn write(&mut self, part: &Part) -> io::Result<Row> {
        let hash = part.hash.unwrap_or_default();
        let ticket = match (&part.record, &mut self.cache) {
            (Record::Known(ticket), _) => {
                self.known += 1;
                *ticket
            }
            (Record::Read(record), Some(cache)) if is_lasting(record) => {
                cache.keep(&hash, record, &mut self.log)?
            }
            (Record::Read(record) | Record::Made(record), _) => self.log.append(&hash, record)?,
        };
        Ok(Row {
            ticket,
            amended: None,
            size: part.size,
            hashed: part.hash.is_some(),
        })
    }

    fn archive(&mut self, item: usize) -> &mut Archive {
        if !matches!(self.inputs[item], Input::Archive(_)) {
            self.inputs[item] = Input::Archive(Box::default());
        }
        match &mut self.inputs[item] {
            Input::Archive(archive) => archive,
            Input::Waiting | Input::File(_) => unreachable!("made one above"),
        }
    }
}

/// Whether a later run would read the same: a crash, a lack of time or of memory may not come again.
fn is_lasting(record: &[u8]) -> bool {
    summary(record).is_ok_and(|summary| !summary.status.is_of_limits())
}
