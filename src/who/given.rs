//! What a list of files says of them beside their paths: whoever collected them knows where they are from.

use std::collections::HashMap;

use crate::error::Note;
use crate::location::MEMBER;
use crate::read::Meta;
use crate::report::{Date, Identity, Source};

/// What is said of one file; what is empty is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Address it was published under.
    pub source_url: String,
    /// Who reports.
    pub agency: String,
    /// When it was published.
    pub published: Option<Date>,
}

/// What is said of the files of a run.
#[derive(Clone, Debug, Default)]
pub struct Given(HashMap<String, Said>);

impl Given {
    /// Keeps what is said of a file, by its path as published; what was said first counts.
    pub fn insert(&mut self, path: String, said: Said) {
        self.0.entry(path).or_insert(said);
    }

    /// What is said of a file. What is said of an archive is said of its members, unless they are named themselves.
    pub fn of(&self, path: &str) -> Option<&Said> {
        let mut path = path;
        loop {
            if let Some(said) = self.0.get(path) {
                return Some(said);
            }
            path = &path[..path.rfind(MEMBER)?];
        }
    }
}

impl Said {
    /// Writes down what is said of the file itself.
    pub fn describe(&self, meta: &mut Meta) {
        if !self.source_url.is_empty() {
            meta.source_url = Some(self.source_url.clone());
        }
        if let Some(date) = self.published {
            meta.published = Some(date.to_string());
        }
    }

    /// Writes down what is said of its only report; a note where the title names another body.
    pub fn complete(&self, identity: &mut Identity) -> Option<Note> {
        identity.published = self.published.or(identity.published);
        if self.agency.is_empty() {
            return None;
        }
        let named = std::mem::replace(&mut identity.agency, self.agency.clone());
        let by_title = identity.agency_from == Some(Source::Title);
        identity.agency_from = Some(Source::List);
        (by_title && named != self.agency).then(|| {
            let text = format!("the title names {named}; {} is from the list", self.agency);
            Note::new("agency-from-list", text)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_what_their_archive_is() {
        let said = |url: &str| Said {
            source_url: url.into(),
            ..Said::default()
        };
        let mut given = Given::default();
        given.insert("a.zip".into(), said("1"));
        given.insert("a.zip!/b.zip!/c.pdf".into(), said("2"));
        given.insert("a.zip".into(), said("3"));
        let of = |path: &str| given.of(path).map(|said| said.source_url.as_str());
        assert_eq!(of("a.zip"), Some("1"));
        assert_eq!(of("a.zip!/b.zip!/d.pdf"), Some("1"));
        assert_eq!(of("a.zip!/b.zip!/c.pdf"), Some("2"));
        assert_eq!(of("b.zip"), None);
    }

    #[test]
    fn a_title_that_names_another_body_is_noted() {
        let said = Said {
            agency: "青溪市财政局".into(),
            ..Said::default()
        };
        let mut titled = Identity {
            agency: "青溪市审计局".into(),
            agency_from: Some(Source::Title),
            ..Identity::default()
        };
        assert_eq!(
            said.complete(&mut titled).map(|n| n.code),
            Some("agency-from-list")
        );
        assert_eq!(titled.agency, "青溪市财政局");
        assert_eq!(said.complete(&mut titled), None);
        assert_eq!(Said::default().complete(&mut titled), None);
        assert_eq!(titled.agency, "青溪市财政局");
    }
}
