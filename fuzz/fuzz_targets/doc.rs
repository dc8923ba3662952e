//! Binary documents of Word and WPS.
#![no_main]

mod carrier;

use gouji::read::Kind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| carrier::audited(data, &[Kind::Doc]));
