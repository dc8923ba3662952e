//! Many files: finding them, reading them on several threads, handing on what came of each in the order of the
//! inputs, whatever the number of threads.
//!
//! One bad file is never the end of a run: what cannot be opened, is too large or makes the reader crash becomes an
//! [`Outcome`](crate::emit::Outcome) with a status of its own. Files are taken in chunks, so that memory does not
//! grow with the size of a folder.

mod bundle;
mod list;
mod open;
mod pictures;
mod progress;
mod reason;
mod record;
mod run;
mod saved_page;
mod second;
mod walk;

pub use list::read_list;
pub use open::read_file;
pub use pictures::{PictureWorker, SystemFonts, serve as serve_pictures};
pub use progress::Progress;
pub use record::{BUILD, Damaged, seal, unseal};
pub use run::{WORKER, alone, run};
pub use second::{SecondReader, second_input};
pub use walk::{Found, Item, Listing, walk};
