//! Every format a report is published in, from bytes to what is printed.

#![allow(clippy::unwrap_used, reason = "a failed reading is a failed test")]

mod bombs;
mod contained;
mod doc;
mod docx;
mod flat;
mod mhtml;
mod ofd;
mod pages;
mod rtf;
mod same;
mod sheet;
mod support;
