//! CMaps and font programs: any bytes as `ToUnicode` and `Encoding` of a composite font, and as the embedded
//! program of a simple one.
#![no_main]

mod wrap;

use gouji::read::{Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut objects = wrap::one_page();
    let codes: String = (0..=255).map(|byte| format!("{byte:02X}")).collect();
    let content = format!("BT /F 9 Tf <{codes}> Tj /G 9 Tf <{codes}> Tj ET");
    objects.push(wrap::stream(content.as_bytes(), ""));
    objects.push(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 8 0 R /ToUnicode 8 0 R /DescendantFonts [<< /Type /Font \
          /Subtype /CIDFontType0 /BaseFont /X /FontDescriptor 9 0 R /CIDSystemInfo << /Registry (Adobe) \
          /Ordering (Identity) /Supplement 0 >> >>] >>"
            .to_vec(),
    );
    objects.push(b"<< /Type /Font /Subtype /Type1 /BaseFont /X /FontDescriptor 9 0 R >>".to_vec());
    objects.push(wrap::stream(b"", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"));
    objects.push(wrap::stream(data, "/Type /CMap /CMapName /X"));
    let key = ["FontFile", "FontFile2", "FontFile3"][data.len() % 3];
    objects.push(format!("<< /Type /FontDescriptor /FontName /X /Flags 4 /{key} 10 0 R >>").into_bytes());
    objects.push(wrap::stream(data, "/Subtype /Type1C"));
    let _ = read(&wrap::pdf(&objects), &Options::default());
});
