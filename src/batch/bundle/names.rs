//! Names of members: decoded together, cleaned, told apart.
//!
//! A ZIP archive of a Chinese Windows has names in GBK and does not say so; others write UTF-8 without saying so. All
//! names of one archive were written by one program, so they are looked at together.

use std::collections::HashSet;

use encoding_rs::GB18030;

use super::reason;
use super::{Listed, What};
use crate::batch::reason::{not_a_file, part_of_page};
use crate::batch::saved_page::SavedPages;
use crate::batch::walk::passed_over;
use crate::error::ReadError;
use crate::location::MEMBER;
use crate::read::encoding::decode_text;

/// Characters of a path that are kept.
const LONGEST: usize = 1000;

/// A name as an archive stores it.
pub enum Name {
    /// Known to be text.
    Text(String),
    /// Bytes of an encoding that is not said.
    Bytes(Vec<u8>),
}

/// A file in an archive.
pub struct Member {
    /// Path as published.
    pub shown: String,
    /// Size as stated.
    pub size: Option<u64>,
    /// Why it is not read.
    pub passed_over: Option<ReadError>,
}

/// The members, each at the place of its entry; nothing in the place of a folder. At most `most` entries are looked
/// at.
pub fn members(files: Vec<Listed>, archive: &str, most: usize) -> Vec<Option<Member>> {
    let paths: Vec<String> = decoded(&files).iter().map(|name| cleaned(name)).collect();
    let pages = SavedPages::among(paths.iter().map(String::as_str));
    let mut taken = HashSet::new();
    let member = |(file, path): (Listed, &String)| {
        if file.what == What::Folder {
            return None;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let hidden = folder
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX");
        let passed_over = match file.what {
            What::Link => Some(reason::link_in_archive()),
            What::Other => Some(not_a_file()),
            _ => passed_over(name, hidden)
                .or_else(|| pages.owner(path).map(|page| part_of_page(&page))),
        };
        Some(Member {
            shown: unlike_others(format!("{archive}{MEMBER}{path}"), &mut taken),
            size: file.size,
            passed_over,
        })
    };
    files
        .into_iter()
        .zip(&paths)
        .take(most)
        .map(member)
        .collect()
}

/// The names as texts.
fn decoded(files: &[Listed]) -> Vec<String> {
    let unsaid: Vec<&[u8]> = files
        .iter()
        .filter_map(|file| match &file.name {
            Name::Bytes(bytes) => Some(bytes.as_slice()),
            Name::Text(_) => None,
        })
        .collect();
    let mut unsaid = in_one_encoding(&unsaid).into_iter();
    files
        .iter()
        .map(|file| match &file.name {
            Name::Text(text) => text.clone(),
            Name::Bytes(_) => unsaid.next().unwrap_or_default(),
        })
        .collect()
}

fn in_one_encoding(names: &[&[u8]]) -> Vec<String> {
    let texts: Option<Vec<&str>> = names
        .iter()
        .map(|name| std::str::from_utf8(name).ok())
        .collect();
    match texts {
        // Two bytes of a character in GBK may by chance be a Greek or Cyrillic letter in UTF-8, three are Chinese.
        Some(texts) if texts.concat().is_ascii() || texts.concat().contains(|c| c >= '\u{800}') => {
            texts.into_iter().map(str::to_owned).collect()
        }
        Some(_) => in_gbk(names),
        None => {
            let all = decode_text(&names.join(&b'\n')).text;
            let texts: Vec<String> = all.split('\n').map(str::to_owned).collect();
            if texts.len() == names.len() {
                texts
            } else {
                in_gbk(names)
            }
        }
    }
}

fn in_gbk(names: &[&[u8]]) -> Vec<String> {
    let text = |name: &&[u8]| GB18030.decode_without_bom_handling(name).0.into_owned();
    names.iter().map(text).collect()
}

/// A path that stays below its archive: `/` between its parts, none of which leads elsewhere.
fn cleaned(name: &str) -> String {
    let mut name: String = name
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    name = name.replace('\\', "/");
    let drive = name.as_bytes();
    if let [letter, b':', ..] = drive
        && letter.is_ascii_alphabetic()
    {
        name.drain(..2);
    }
    let parts = name
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."));
    let path = parts.collect::<Vec<_>>().join("/");
    if path.is_empty() {
        "?".to_owned()
    } else {
        path
    }
}

/// The path made unlike those before it in its archive.
fn unlike_others(path: String, taken: &mut HashSet<String>) -> String {
    let mut name = path.clone();
    let mut number = 1;
    while !taken.insert(name.clone()) {
        number += 1;
        name = format!("{path}#{number}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Status;

    fn listed(names: &[&[u8]]) -> Vec<Option<Member>> {
        let file = |name: &&[u8]| Listed {
            name: Name::Bytes(name.to_vec()),
            what: What::File,
            size: None,
        };
        members(names.iter().map(file).collect(), "a.zip", 100)
    }

    fn shown(names: &[&[u8]]) -> Vec<String> {
        listed(names)
            .into_iter()
            .flatten()
            .map(|m| m.shown)
            .collect()
    }

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn names_in_gbk_utf8_and_big5() {
        for text in ["报告/2023年年报.pdf", "一.pdf", "镕基镇〇年报.doc"] {
            let expected = [format!("a.zip!/{text}")];
            assert_eq!(shown(&[&gbk(text)]), expected);
            assert_eq!(shown(&[text.as_bytes()]), expected);
        }
        let text = "臺北市政府資訊公開年報總計.pdf";
        let big5 = encoding_rs::BIG5.encode(text).0;
        assert_eq!(shown(&[&big5]), [format!("a.zip!/{text}")]);
    }

    #[test]
    fn names_of_one_archive_are_looked_at_together() {
        let names = [gbk("一"), gbk("2023年报.pdf")];
        let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
        assert_eq!(shown(&names), ["a.zip!/一", "a.zip!/2023年报.pdf"]);
    }

    #[test]
    fn no_name_leads_out_of_its_archive() {
        let names: [&[u8]; 8] = [
            b"../../etc/passwd",
            b"/etc/passwd",
            b"C:\\Windows\\x.pdf",
            b"a/./b//../c.pdf",
            b"..",
            b"",
            b"a\nb.pdf",
            b"..\\..\\x",
        ];
        assert_eq!(
            shown(&names),
            [
                "a.zip!/etc/passwd",
                "a.zip!/etc/passwd#2",
                "a.zip!/Windows/x.pdf",
                "a.zip!/a/b/c.pdf",
                "a.zip!/?",
                "a.zip!/?#2",
                "a.zip!/a\u{fffd}b.pdf",
                "a.zip!/x",
            ]
        );
    }

    #[test]
    fn what_is_no_report_by_its_name_is_passed_over() {
        let names: [&[u8]; 6] = [
            b"__MACOSX/._a.pdf",
            b".git/x.pdf",
            b"~$a.docx",
            b"Thumbs.db",
            b"p.html",
            b"p_files/logo.png",
        ];
        let why = |m: Option<Member>| m.unwrap().passed_over.map(|why| why.status);
        let why: Vec<Option<Status>> = listed(&names).into_iter().map(why).collect();
        let skipped = Some(Status::Skipped);
        assert_eq!(why, [skipped, skipped, skipped, skipped, None, skipped]);
    }
}
