//! Many files: finding them, reading them in several processes, handing on what came of each in the order of the
//! inputs, whatever the number of processes.
//!
//! One bad file is never the end of a run: what cannot be opened, is too large, makes its reader crash or keeps it too
//! long becomes an [`Outcome`](crate::emit::Outcome) with a status of its own.

mod block;
mod isolate;
mod list;
mod open;
mod progress;
mod reason;
mod record;
mod run;
mod second;
mod walk;
mod watch;

pub use isolate::{Served, Workers, serve};
pub use list::read_list;
pub use open::read_file;
pub use progress::Progress;
pub use record::{BUILD, Damaged, Summary, seal, summary, unseal};
pub use run::{Failure, Reader, STACK_BYTES, WORKER, alone, run};
pub use second::{SecondReader, second_input};
pub use walk::{Found, Item, Listing, walk};
