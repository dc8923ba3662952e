//! The invariants of the tree, checked by reading it. ARCHITECTURE.md says why each of them holds.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the lint knows functions marked as tests, not their helpers"
)]

mod data;
mod files;
mod source;
mod stages;

use std::fmt::Display;

/// Fails with one line for each thing that is wrong.
#[track_caller]
fn none(wrong: &[impl Display], rule: &str) {
    let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{rule}\n  {}", lines.join("\n  "));
}
