//! Many files: finding them, reading them in several processes, handing on what came of each in the order of the
//! inputs, whatever the number of processes.
//!
//! One bad file is never the end of a run: what cannot be opened, is too large, makes its reader crash or keeps it too
//! long becomes an [`Outcome`](crate::emit::Outcome) with a status of its own.

mod again;
mod block;
mod bundle;
mod hands;
mod isolate;
mod list;
mod open;
mod pictures;
mod process;
mod progress;
mod queue;
mod reach;
mod reason;
mod record;
mod run;
mod saved_page;
mod seats;
mod second;
mod shard;
mod spool;
mod store;
mod walk;
mod watch;

pub use again::again;
pub use bundle::{Content, Piece, Unpacked, unfold};
pub use hands::Reading;
pub use isolate::{Half, Served, Workers, serve};
pub use list::{List, read_list};
pub use open::read_file;
pub use pictures::{PictureWorker, Source as PictureSource, SystemFonts, serve as serve_pictures};
pub use progress::{Phase, Progress, Show};
pub use record::{BUILD, Damaged, Summary, seal, summary, unseal};
pub use run::{Failure, Reader, Run, STACK_BYTES, WORKER, alone, in_order};
pub use second::{SecondReader, second_input};
pub use shard::{NotAShard, Origin, SHARD_FILE, Shard, Unfit, merge, write as write_shard};
pub use spool::{Place, Spool};
pub use store::{Swept, sweep};
pub use walk::{Found, Item, Listing, walk};
