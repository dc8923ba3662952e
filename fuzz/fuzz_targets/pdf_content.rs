//! The interpreter: any bytes as the content of a page, and of a form that the page may call.
#![no_main]

mod wrap;

use gouji::read::{Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut objects = wrap::one_page();
    objects.push(wrap::stream(data, ""));
    objects.push(b"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /Encoding /WinAnsiEncoding >>".to_vec());
    objects.push(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-V /DescendantFonts [<< /Type /Font \
          /Subtype /CIDFontType2 /BaseFont /SimSun /W [814 939 500] /CIDSystemInfo << /Registry (Adobe) \
          /Ordering (GB1) /Supplement 2 >> >>] >>"
            .to_vec(),
    );
    objects.push(wrap::stream(
        &data[data.len() / 2..],
        "/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Matrix [1 0 0 1 5 5]",
    ));
    let _ = read(&wrap::pdf(&objects), &Options::default());
});
