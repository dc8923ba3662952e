//! The whole PDF reader on any bytes.
#![no_main]

use gouji::read::{Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // Without the header the bytes would be taken for text, which is not what is tried here.
    if data.windows(5).take(1024).any(|window| window == b"%PDF-") {
        let _ = read(data, &Options::default());
    }
});
