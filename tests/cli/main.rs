//! The built program on folders of files: what it leaves on standard output, on standard error and in folders, and
//! how it ends.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the lint knows functions marked as tests, not their helpers"
)]

mod across;
mod bundles;
mod cache;
mod decided;
mod draw;
mod exit;
mod inputs;
mod isolation;
mod letter;
mod outputs;
mod reference;
mod second;
mod shards;
mod support;
