//! Outputs that are written beside each other, each on a thread of its own.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use gouji::emit::sheet::{self, Sheet};
use gouji::emit::{self, Context, Outcome, Sizes, Tables, wire};

/// Outcomes that wait for a lane. They are in memory.
const WAITING: usize = 16;

/// What a lane is told.
enum Word {
    Next(Arc<Outcome>, Sizes),
    /// Findings of which no input is.
    Findings(Arc<Outcome>),
    /// There is nothing more: what was written is whole.
    End,
}

/// An output that is being written.
pub struct Lane {
    words: Option<SyncSender<Word>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Lane {
    /// Begins to write the tables of an output.
    pub fn open(tables: Box<dyn Tables + Send>, context: Context<'static>) -> io::Result<Self> {
        let (words, heard) = sync_channel(WAITING);
        let work = move || {
            let sheets = sheet::sheets(context.forms);
            write(tables, &context, &sheets, &heard)
        };
        let thread = thread::Builder::new()
            .name("gouji-output".into())
            .spawn(work)?;
        Ok(Self {
            words: Some(words),
            thread: Some(thread),
        })
    }

    /// Writes one input; `sizes` are those of the whole run. An error may be that of an earlier one.
    pub fn push(&mut self, outcome: &Arc<Outcome>, sizes: Sizes) -> io::Result<()> {
        self.tell(Word::Next(Arc::clone(outcome), sizes))
    }

    /// Writes findings of which no input is.
    pub fn push_findings(&mut self, outcome: &Arc<Outcome>) -> io::Result<()> {
        self.tell(Word::Findings(Arc::clone(outcome)))
    }

    /// Ends it, and waits until all is written.
    pub fn finish(&mut self) -> io::Result<()> {
        self.tell(Word::End)?;
        self.join()
    }

    fn tell(&mut self, word: Word) -> io::Result<()> {
        let told = self
            .words
            .as_ref()
            .is_some_and(|words| words.send(word).is_ok());
        // A lane that does not listen has come to grief and can say how.
        if told { Ok(()) } else { self.join() }
    }

    fn join(&mut self) -> io::Result<()> {
        self.words = None;
        let end = self.thread.take().map(JoinHandle::join);
        let crashed = || io::Error::other("an output came to grief");
        end.and_then(Result::ok).unwrap_or_else(|| Err(crashed()))
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        // Nothing may be written any more when the folder goes.
        self.words = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write(
    mut tables: Box<dyn Tables + Send>,
    context: &Context<'static>,
    sheets: &[Sheet],
    heard: &Receiver<Word>,
) -> io::Result<()> {
    let mut has_begun = false;
    for word in heard {
        let sizes = match &word {
            Word::Next(_, sizes) => *sizes,
            Word::Findings(_) | Word::End => Sizes::default(),
        };
        if !std::mem::replace(&mut has_begun, true) {
            begin(&mut *tables, sheets, sizes)?;
        }
        match word {
            Word::Next(outcome, _) => {
                let record = emit::record(context, &outcome);
                tables.begin(&record);
                for (at, sheet) in sheets.iter().enumerate() {
                    sheet.rows(&record, &mut |row| tables.push(at, row))?;
                }
            }
            Word::Findings(outcome) => {
                let record = emit::record(context, &outcome);
                write_findings(&mut *tables, sheets, &record)?;
            }
            Word::End => return tables.finish(),
        }
    }
    Ok(())
}

/// Writes what stands in the tables whatever the inputs are.
pub fn begin(tables: &mut dyn Tables, sheets: &[Sheet], sizes: Sizes) -> io::Result<()> {
    tables.expect(sizes);
    for (at, sheet) in sheets.iter().enumerate() {
        let mut rows = sheet.rows_of_no_input.iter();
        rows.try_for_each(|row| tables.push(at, row))?;
    }
    Ok(())
}

/// Writes findings of which no input is.
pub fn write_findings(
    tables: &mut dyn Tables,
    sheets: &[Sheet],
    record: &wire::Record<'_>,
) -> io::Result<()> {
    let of_findings = |(_, sheet): &(usize, &Sheet)| sheet.name == "findings";
    match sheets.iter().enumerate().find(of_findings) {
        Some((at, sheet)) => sheet.rows(record, &mut |row| tables.push(at, row)),
        None => Ok(()),
    }
}
