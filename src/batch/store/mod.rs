//! Where records wait on disk: for the second pass of a run, and for later runs.

mod cache;
mod log;

pub use cache::{Cache, Swept, sweep};
pub use log::{Log, Ticket};
