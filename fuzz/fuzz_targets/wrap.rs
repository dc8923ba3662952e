//! A small PDF around the part that is tried.

/// A PDF of these objects, numbered from 1; the first is the catalogue.
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(out.len());
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    let count = places.len() + 1;
    out.extend_from_slice(format!("xref\n0 {count}\n0000000000 65535 f \n").as_bytes());
    for place in places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let tail = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.extend_from_slice(tail.as_bytes());
    out
}

/// A stream object.
pub fn stream(data: &[u8], entries: &str) -> Vec<u8> {
    let mut out = format!("<< /Length {} {entries} >>\nstream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// Catalogue, page tree and one page; its content is object 4, its fonts `F` (object 5) and `G` (object 6).
pub fn one_page() -> Vec<Vec<u8>> {
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << \
         /Font << /F 5 0 R /G 6 0 R >> /XObject << /X 7 0 R >> /ExtGState << /S << /ca 0 /LW 2 >> >> >> >>",
    ]
    .iter()
    .map(|object| object.as_bytes().to_vec())
    .collect()
}
