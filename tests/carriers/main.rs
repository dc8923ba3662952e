//! Every format a report is published in, from bytes to what is printed.

#![allow(clippy::unwrap_used, reason = "a failed reading is a failed test")]

mod contained;
mod docx;
mod mhtml;
mod rtf;
mod same;
mod support;
