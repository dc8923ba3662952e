//! The parts of the package: where they are is said by relationships, not by their names.

use std::collections::BTreeMap;

use crate::error::{Note, ReadError};
use crate::read::errors;
use crate::read::xml::{Xml, decode};
use crate::read::zip::Archive;

/// Targets of a part's relationships, by their ids.
#[derive(Debug, Default)]
pub struct Relations {
    by_id: BTreeMap<String, (String, String)>,
}

impl Relations {
    /// The relationships of a part of the package.
    pub fn of(archive: &Archive<'_>, part: &str, notes: &mut Vec<Note>) -> Self {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = format!("{folder}/_rels/{name}.rels");
        let mut relations = Self::default();
        let Some(bytes) = archive.read_optional(path.trim_start_matches('/'), notes) else {
            return relations;
        };
        let source = decode(&bytes);
        let Ok(xml) = Xml::parse(&source) else {
            return relations;
        };
        for at in xml.children(0) {
            let value = |name| xml.attribute(at, name).unwrap_or_default();
            let kind = value("Type");
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = if value("TargetMode") == "External" {
                value("Target")
            } else {
                resolve(folder, &value("Target"))
            };
            relations.by_id.insert(value("Id"), (kind, target));
        }
        relations
    }

    /// The target of a relationship.
    pub fn target(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(|(_, target)| target.as_str())
    }

    /// Ids and targets of some kinds.
    pub fn of_kinds<'r>(&'r self, kinds: &'r [&str]) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.by_id
            .iter()
            .filter(|(_, (kind, _))| kinds.contains(&kind.as_str()))
            .map(|(id, (_, target))| (id.as_str(), target.as_str()))
    }

    /// The first target of a kind, as the last part of its address names it.
    pub fn of_kind(&self, kind: &str) -> Option<&str> {
        self.by_id
            .values()
            .find(|(own, _)| own == kind)
            .map(|(_, target)| target.as_str())
    }
}

/// A target as a path in the package.
fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The name of the main part.
///
/// # Errors
/// `Damaged` where there is none.
pub fn main_part(archive: &Archive<'_>, notes: &mut Vec<Note>) -> Result<String, ReadError> {
    let named = Relations::of(archive, "", notes)
        .of_kind("officeDocument")
        .map(str::to_owned);
    let there = |name: &String| archive.names().any(|n| n.eq_ignore_ascii_case(name));
    named
        .filter(there)
        .or_else(|| Some("word/document.xml".to_owned()).filter(there))
        .or_else(|| {
            let main = |name: &&str| name.starts_with("word/document") && name.ends_with(".xml");
            archive.names().find(main).map(str::to_owned)
        })
        .ok_or_else(|| {
            if archive.is_encrypted() {
                errors::needs_password()
            } else {
                errors::damaged("DOCX")
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_paths_in_the_package() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../docProps/a.xml"), "docProps/a.xml");
        assert_eq!(resolve("word", "/word/./b.xml"), "word/b.xml");
        assert_eq!(resolve("", "../../../etc/x"), "etc/x");
    }
}
