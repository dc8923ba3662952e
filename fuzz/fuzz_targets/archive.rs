//! Archives: ZIP, 7z, tar, gzip.
#![no_main]

mod carrier;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| carrier::unfolded(data));
