//! As much of MIME as saved pages need: parts, their headers, and the two encodings of bytes.

/// Depth of multiparts within multiparts.
const MAX_DEPTH: usize = 4;

/// Parts of one file.
const MAX_PARTS: usize = 5_000;

/// Bytes of headers before a part.
const MAX_HEAD: usize = 64 << 10;

/// A part with its content decoded.
#[derive(Debug, Default)]
pub struct Part {
    /// In lower case, without parameters.
    pub kind: String,
    pub charset: Option<String>,
    pub id: Option<String>,
    /// Where it was saved from.
    pub address: Option<String>,
    pub content: Vec<u8>,
}

impl Part {
    pub fn is_page(&self) -> bool {
        matches!(self.kind.as_str(), "text/html" | "application/xhtml+xml")
    }
}

/// A saved page.
#[derive(Debug, Default)]
pub struct Saved {
    pub parts: Vec<Part>,
    /// The id of the part that is the page.
    pub start: Option<String>,
    pub address: Option<String>,
    /// Whether the last boundary is missing.
    pub cut: bool,
}

/// The text parts of a file, in order.
pub fn parts(bytes: &[u8]) -> Saved {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut saved = Saved::default();
    let (head, content) = split_head(bytes.trim_ascii_start());
    let kind = head.get("content-type").unwrap_or_default();
    saved.start = parameter(&kind, "start").map(|id| bare(&id));
    saved.address = head
        .get("snapshot-content-location")
        .or_else(|| head.get("content-location"));
    read_part(&head, content, 0, &mut saved);
    saved
}

fn read_part(head: &Head, content: &[u8], depth: usize, saved: &mut Saved) {
    let stated = head.get("content-type").unwrap_or_default();
    let kind = stated
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if kind.starts_with("multipart/") {
        if let Some(boundary) = parameter(&stated, "boundary").filter(|_| depth < MAX_DEPTH) {
            multipart(content, &boundary, depth, saved);
        }
        return;
    }
    if !kind.starts_with("text/") && !kind.contains("xhtml") {
        return;
    }
    let content = match head
        .get("content-transfer-encoding")
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
        .as_str()
    {
        "base64" => base64(content),
        "quoted-printable" => quoted_printable(content),
        _ => content.to_vec(),
    };
    saved.parts.push(Part {
        kind,
        charset: parameter(&stated, "charset"),
        id: head.get("content-id").map(|id| bare(&id)),
        address: head.get("content-location"),
        content,
    });
}

fn multipart(content: &[u8], boundary: &str, depth: usize, saved: &mut Saved) {
    let mark = format!("--{boundary}").into_bytes();
    // The part under way begins here.
    let mut open: Option<usize> = None;
    let mut ended = false;
    let mut at = 0;
    for line in content.split_inclusive(|&b| b == b'\n') {
        let from = at;
        at += line.len();
        let Some(rest) = line.strip_prefix(&mark[..]) else {
            continue;
        };
        let rest = rest.trim_ascii_end();
        if !matches!(rest, b"" | b"--") {
            continue;
        }
        if let Some(start) = open.take() {
            inner(&content[start..from], depth, saved);
        }
        if rest == b"--" {
            ended = true;
            break;
        }
        open = Some(at);
    }
    if let Some(start) = open {
        inner(&content[start..], depth, saved);
    }
    saved.cut |= !ended;
}

fn inner(bytes: &[u8], depth: usize, saved: &mut Saved) {
    if saved.parts.len() >= MAX_PARTS {
        return;
    }
    let (head, content) = split_head(bytes);
    read_part(&head, content, depth + 1, saved);
}

/// Header lines, unfolded.
#[derive(Debug, Default)]
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<String> {
        self.0
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.clone())
    }
}

fn split_head(bytes: &[u8]) -> (Head, &[u8]) {
    let mut head = Head::default();
    let mut at = 0;
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        at += line.len();
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        if text.is_empty() || at > MAX_HEAD {
            break;
        }
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = head.0.last_mut() {
                value.push(' ');
                value.push_str(text.trim_start());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            head.0
                .push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (head, bytes.get(at..).unwrap_or_default())
}

/// A parameter of a header's value.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    while let Some(at) = rest.find(';') {
        rest = rest[at + 1..].trim_start();
        let Some((own, after)) = rest.split_once('=') else {
            break;
        };
        let after = after.trim_start();
        let (found, behind) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_at(after.find(';').unwrap_or(after.len())),
        };
        if own.trim().eq_ignore_ascii_case(name) {
            return Some(found.trim().to_owned());
        }
        rest = behind;
    }
    None
}

fn bare(id: &str) -> String {
    id.trim()
        .trim_start_matches('<')
        .trim_end_matches('>')
        .to_owned()
}

fn quoted_printable(content: &[u8]) -> Vec<u8> {
    let hex = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let mut out = Vec::with_capacity(content.len());
    let mut at = 0;
    while let Some(&byte) = content.get(at) {
        at += 1;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        match content.get(at..) {
            Some([b'\r', b'\n', ..]) => at += 2,
            Some([b'\n', ..]) => at += 1,
            Some([high, low, ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                out.push(hex(*high).unwrap_or(0) << 4 | hex(*low).unwrap_or(0));
                at += 2;
            }
            _ => out.push(byte),
        }
    }
    out
}

fn base64(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0u32);
    for &byte in content {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_decoded() {
        assert_eq!(
            quoted_printable(b"a=3D1=\r\nb=E4=B8=80=x"),
            "a=1b一=x".as_bytes()
        );
        assert_eq!(base64(b"5LiA\r\nMQ=="), "一1".as_bytes());
    }

    #[test]
    fn parameters_are_found() {
        let value = "multipart/related; type=\"text/html\"; Boundary=\"--=_a;b\"; start=<x>";
        assert_eq!(parameter(value, "boundary").as_deref(), Some("--=_a;b"));
        assert_eq!(parameter(value, "start").as_deref(), Some("<x>"));
        assert_eq!(parameter("text/html", "charset"), None);
    }

    #[test]
    fn parts_within_parts_and_a_missing_end() {
        let source = b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=A\r\n\r\n--A\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\nContent-Type: text/html; charset=gb2312\r\n\r\n<p>1\r\n--B--\r\n--A\r\nContent-Type: image/png\r\n\r\nxx";
        let saved = parts(source);
        assert!(saved.cut);
        assert_eq!(saved.parts.len(), 1);
        assert_eq!(saved.parts[0].charset.as_deref(), Some("gb2312"));
        assert_eq!(saved.parts[0].content, b"<p>1\r\n");
    }
}
