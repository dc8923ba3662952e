//! The members of a ZIP package (DOCX, OFD, XLSX): by its directory, or, where the file is cut off, by the headers
//! before the members themselves.
//!
//! A member whose checksum does not agree is refused: a wrong digit is worse than none. Only a member that runs to
//! the end of a file that is cut off is given in part: [`Archive::cut`] says so.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::errors;
use crate::error::{Note, ReadError};

/// Bytes of one member, inflated. The text of a report has a hundredth of that.
const MAX_MEMBER: usize = 48 << 20;

/// Bytes of all members that are read, inflated.
const MAX_TOTAL: usize = 128 << 20;

/// Members listed.
const MAX_MEMBERS: usize = 20_000;

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

/// A package, its members by name.
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    members: BTreeMap<String, Member>,
    /// Whether the directory at the end is missing or useless.
    pub cut: bool,
    spent: Cell<usize>,
}

#[derive(Clone, Copy)]
struct Member {
    stored: bool,
    encrypted: bool,
    known_method: bool,
    /// Where its local header begins.
    at: usize,
    /// Length as packed, where it is known.
    length: Option<usize>,
    crc: Option<u32>,
}

impl<'a> Archive<'a> {
    /// Lists the members.
    pub fn open(bytes: &'a [u8]) -> Self {
        let listed = by_directory(bytes).filter(|members| !members.is_empty());
        let cut = listed.is_none();
        Self {
            bytes,
            members: listed.unwrap_or_else(|| by_headers(bytes)),
            cut,
            spent: Cell::new(0),
        }
    }

    /// Names of all members, in order of their letters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// Whether any member is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.members.values().any(|member| member.encrypted)
    }

    /// A member by its name, or by its name in other letters of case; nothing where there is none.
    ///
    /// # Errors
    /// `Memory` for what is too large, `NeedsPassword` for what is encrypted, `Damaged` for what does not inflate to
    /// what its checksum says.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some((name, member)) = self.find(name) else {
            return Ok(None);
        };
        if member.encrypted {
            return Err(errors::needs_password());
        }
        let Some(packed) = self.packed(member) else {
            return Err(errors::damaged_member(name));
        };
        let left = MAX_MEMBER.min(MAX_TOTAL.saturating_sub(self.spent.get()));
        let mut bytes = Vec::new();
        let whole = if member.stored {
            if packed.len() > left {
                return Err(errors::too_large());
            }
            bytes.extend_from_slice(packed);
            member.length == Some(packed.len())
        } else if member.known_method {
            let mut decoder = DeflateDecoder::new(packed).take(left as u64 + 1);
            let end = decoder.read_to_end(&mut bytes);
            let consumed = decoder.get_ref().total_in() as usize;
            match end {
                Ok(_) => true,
                // Only input that ran out is a cut; anything else is damage.
                Err(_) if consumed >= packed.len() => false,
                Err(_) => return Err(errors::damaged_member(name)),
            }
        } else {
            return Err(errors::damaged_member(name));
        };
        if bytes.len() > left {
            return Err(errors::too_large());
        }
        self.spent.set(self.spent.get() + bytes.len());
        let mut crc = Crc::new();
        crc.update(&bytes);
        let wrong = member.crc.is_some_and(|expected| expected != crc.sum());
        match (whole, self.cut) {
            (true, _) if wrong => Err(errors::damaged_member(name)),
            (true, _) | (false, true) => Ok(Some(bytes)),
            (false, false) => Err(errors::damaged_member(name)),
        }
    }

    /// A member that the document can do without: what is wrong with it is a note.
    pub fn read_optional(&self, name: &str, notes: &mut Vec<Note>) -> Option<Vec<u8>> {
        match self.read(name) {
            Ok(content) => content,
            Err(error) => {
                notes.push(Note::new(
                    "part-lost",
                    format!("{name} could not be read: {}", error.reason.en),
                ));
                None
            }
        }
    }

    fn find(&self, name: &str) -> Option<(&str, Member)> {
        let name = name.trim_start_matches('/');
        let exact = self.members.get_key_value(name);
        let found = exact.or_else(|| {
            self.members
                .iter()
                .find(|(other, _)| other.eq_ignore_ascii_case(name))
        })?;
        Some((found.0, *found.1))
    }

    /// The packed bytes. The local header states the lengths of its own fields only.
    fn packed(&self, member: Member) -> Option<&'a [u8]> {
        let header = self.bytes.get(member.at..)?;
        if !header.starts_with(LOCAL) {
            return None;
        }
        let from = 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
        let rest = header.get(from..)?;
        Some(match member.length {
            Some(length) => &rest[..length.min(rest.len())],
            None => rest,
        })
    }
}

/// Members as the directory at the end lists them. Nothing where there is none.
fn by_directory(bytes: &[u8]) -> Option<BTreeMap<String, Member>> {
    let tail = bytes.len().saturating_sub(66_000);
    let end = tail + last(&bytes[tail..], END)?;
    let record = &bytes[end..];
    let count = usize::from(u16_at(record, 10)?);
    let size = u32_at(record, 12)? as usize;
    let stated = u32_at(record, 16)? as usize;
    // Junk before the package shifts everything: the directory stands right before its end record.
    let shift = match bytes.get(stated..).is_some_and(|b| b.starts_with(CENTRAL)) {
        true => 0,
        false => end.checked_sub(size)?.checked_sub(stated)?,
    };
    let mut at = stated + shift;
    let mut members = BTreeMap::new();
    while members.len() < MAX_MEMBERS && (members.len() < count || count == 0xffff) {
        let entry = bytes.get(at..)?;
        if !entry.starts_with(CENTRAL) {
            break;
        }
        let flags = u16_at(entry, 8)?;
        let name_length = usize::from(u16_at(entry, 28)?);
        let extra = usize::from(u16_at(entry, 30)?);
        let comment = usize::from(u16_at(entry, 32)?);
        let name = name(entry.get(46..46 + name_length)?, flags);
        let length = u32_at(entry, 20)?;
        let method = u16_at(entry, 10)?;
        let member = Member {
            stored: method == 0,
            known_method: matches!(method, 0 | 8),
            encrypted: flags & 1 != 0,
            at: u32_at(entry, 42)? as usize + shift,
            length: (length != u32::MAX).then_some(length as usize),
            crc: Some(u32_at(entry, 16)?),
        };
        members.entry(name).or_insert(member);
        at += 46 + name_length + extra + comment;
    }
    // A directory that is shorter than it says is no directory to rely on.
    (members.len() + 8 >= count || count == 0xffff).then_some(members)
}

/// Members by the headers that stand before them.
fn by_headers(bytes: &[u8]) -> BTreeMap<String, Member> {
    let mut members = BTreeMap::new();
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| first(rest, LOCAL)) {
        at += step;
        if members.len() >= MAX_MEMBERS {
            break;
        }
        let mut next = at + LOCAL.len();
        if let Some((name, member)) = local(bytes, at) {
            next = behind(bytes, at, &member).unwrap_or(next);
            // A package that was written twice has its newer members behind.
            members.insert(name, member);
        }
        at = next;
    }
    members
}

/// Where the next header begins, if the length of the member can be believed: a stored member may be a package with
/// headers of its own inside.
fn behind(bytes: &[u8], at: usize, member: &Member) -> Option<usize> {
    let header = &bytes[at..];
    let from = at + 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
    let end = from.checked_add(member.length?)?;
    let cut = member.stored && end > bytes.len();
    let believed = cut
        || [LOCAL, CENTRAL]
            .iter()
            .any(|sign| bytes.get(end..).is_some_and(|rest| rest.starts_with(sign)));
    believed.then_some(end)
}

fn local(bytes: &[u8], at: usize) -> Option<(String, Member)> {
    let header = &bytes[at..];
    let (flags, method) = (u16_at(header, 6)?, u16_at(header, 8)?);
    let name = name(
        header.get(30..30 + usize::from(u16_at(header, 26)?))?,
        flags,
    );
    let streamed = flags & 8 != 0;
    let length = u32_at(header, 18)?;
    Some((
        name,
        Member {
            stored: method == 0,
            known_method: matches!(method, 0 | 8),
            encrypted: flags & 1 != 0,
            at,
            length: (!streamed && length != u32::MAX).then_some(length as usize),
            crc: if streamed {
                None
            } else {
                Some(u32_at(header, 14)?)
            },
        },
    ))
}

/// A name in UTF-8, or in GBK where it is none, with `/` between its parts.
fn name(bytes: &[u8], flags: u16) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if flags & 0x800 != 0 => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    text.replace('\\', "/").trim_start_matches('/').to_owned()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn first(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|w| w == needle)
}

fn last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One stored member with its local header.
    fn stored(name: &str, content: &[u8]) -> Vec<u8> {
        let mut crc = Crc::new();
        crc.update(content);
        let mut bytes = LOCAL.to_vec();
        bytes.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend(crc.sum().to_le_bytes());
        bytes.extend((content.len() as u32).to_le_bytes());
        bytes.extend((content.len() as u32).to_le_bytes());
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        bytes
    }

    #[test]
    fn members_are_found_without_a_directory() {
        let bytes = [stored("a.xml", b"one"), stored("b/c.xml", b"two")].concat();
        let archive = Archive::open(&bytes);
        assert!(archive.cut);
        assert_eq!(archive.names().collect::<Vec<_>>(), ["a.xml", "b/c.xml"]);
        let content = archive.read("/B/C.xml").unwrap().unwrap();
        assert_eq!(content, b"two");
    }

    #[test]
    fn a_member_at_the_cut_is_given_in_part() {
        let bytes = stored("a.xml", b"one two three");
        let archive = Archive::open(&bytes[..bytes.len() - 6]);
        let content = archive.read("a.xml").unwrap().unwrap();
        assert_eq!(content, b"one two");
    }

    #[test]
    fn a_wrong_checksum_is_refused() {
        let mut bytes = stored("a.xml", b"one");
        let end = bytes.len() - 1;
        bytes[end] ^= 1;
        assert!(Archive::open(&bytes).read("a.xml").is_err());
    }
}
