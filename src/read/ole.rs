//! OLE compound files: the streams by their names.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of one stream.
const MAX_STREAM: u64 = 64 << 20;

/// A stream by its name; nothing where there is none, or where the file is too broken to give it.
pub(super) fn stream(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    // The library is not known to hold against every broken file.
    let read = || {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
        let mut content = Vec::new();
        let stream = file.open_stream(name).ok()?;
        stream.take(MAX_STREAM).read_to_end(&mut content).ok()?;
        Some(content)
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}
