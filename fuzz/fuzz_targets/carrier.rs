//! What the targets of the carriers share: the whole line of a file, from its bytes to a checked report.

#![allow(dead_code, reason = "every target uses a part of it")]

use std::ops::ControlFlow;
use std::sync::{LazyLock, Once};

use gouji::audit::{Settings, audit};
use gouji::batch::{Content, unfold};
use gouji::read::{Kind, kind};

/// Reads and checks bytes of these kinds; bytes of others are another target's.
pub fn audited(data: &[u8], kinds: &[Kind]) {
    static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
    panics_may_be_caught();
    if kind(data).is_ok_and(|kind| kinds.contains(&kind)) {
        let _ = audit(data, &SETTINGS);
    }
}

/// The same for a package, whose parts are given as text: what is packed and has a checksum is never changed to anything
/// of interest. A part is a line `=== NAME` and what follows.
pub fn packed(data: &[u8], kinds: &[Kind]) {
    audited(&package(data), kinds);
}

/// Takes an archive apart, with all that is in it.
pub fn unfolded(data: &[u8]) {
    panics_may_be_caught();
    let _ = unfold("x", data.to_vec(), Some("x"), &mut |piece| {
        if let Content::Archive(_, unpacked) = piece.content {
            let _ = unpacked.audited();
        }
        ControlFlow::Continue(())
    });
}

/// The program contains what some libraries do; only a panic that nobody catches is a fault.
fn panics_may_be_caught() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
}

/// A ZIP of stored members, without a directory: it is read by the headers before them.
fn package(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = data;
    while let Some(part) = next(&mut rest) {
        let end = part.iter().position(|byte| *byte == b'\n');
        let (name, content) = part.split_at(end.unwrap_or(part.len()));
        let content = content.get(1..).unwrap_or_default();
        out.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0");
        out.extend(crc(content).to_le_bytes());
        for _ in 0..2 {
            out.extend((content.len() as u32).to_le_bytes());
        }
        out.extend((name.len() as u16).to_le_bytes());
        out.extend([0, 0]);
        out.extend(name);
        out.extend(content);
    }
    out
}

/// The next part, from its name on.
fn next<'d>(rest: &mut &'d [u8]) -> Option<&'d [u8]> {
    const MARK: &[u8] = b"=== ";
    let at = |data: &[u8]| data.windows(MARK.len()).position(|window| window == MARK);
    let start = at(rest)? + MARK.len();
    let part = &rest[start..];
    let part = &part[..at(part).unwrap_or(part.len())];
    *rest = &rest[start + part.len()..];
    Some(part)
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
