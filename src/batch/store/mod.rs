//! Where records wait on disk.

mod log;

pub use log::{Log, Ticket};
