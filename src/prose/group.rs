//! The words before a number, since the number before it.

use std::collections::BTreeSet;

use super::vocabulary::Sense;

/// Words before a number.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// What is named: several things where 、 or 和 stand between them.
    pub items: Vec<Vec<Sense>>,
    /// A word that is in no list.
    pub unknown: bool,
    /// A part, another body: understood, and not what the tables count.
    pub unclear: bool,
    /// Something else that is counted.
    pub foreign: bool,
    /// A comparison: the number is a difference.
    pub compare: bool,
    /// 共 or 合计.
    pub sum: bool,
    /// 各.
    pub each: bool,
    /// 均获.
    pub in_all: bool,
    /// 因.
    pub because: bool,
    /// 占, and what was named before it.
    pub share: Option<Vec<Sense>>,
    /// What stands before 中.
    pub among: Vec<Sense>,
}

impl Group {
    /// The words behind a number, in the same clause: what was not clear in it is not clear behind it.
    pub fn behind(&self) -> Self {
        Self {
            unknown: self.unknown,
            unclear: self.unclear,
            ..Self::default()
        }
    }

    /// Names something.
    pub fn add(&mut self, sense: Sense) {
        match self.items.last_mut() {
            Some(item) => item.push(sense),
            None => self.items.push(vec![sense]),
        }
    }

    /// Between two things.
    pub fn next_item(&mut self) {
        if self.items.last().is_some_and(|item| !item.is_empty()) {
            self.items.push(Vec::new());
        }
    }

    /// The end of a reason: what was named in it is not what is counted.
    pub fn reason(&mut self) {
        self.items.clear();
        self.foreign = false;
        if self.because {
            self.unknown = false;
        }
        self.because = false;
    }

    /// What was named is the whole that a part is taken of.
    pub fn among(&mut self) {
        self.among = self.senses().into_iter().collect();
        self.items.clear();
    }

    /// 占: what was named before is the part, what follows is the whole.
    pub fn share(&mut self) {
        self.share = Some(self.senses().into_iter().collect());
        self.items.clear();
    }

    /// The things named.
    pub fn named(&self) -> Vec<BTreeSet<Sense>> {
        let items = self.items.iter().filter(|item| !item.is_empty());
        items.map(|item| item.iter().copied().collect()).collect()
    }

    /// All that is named.
    pub fn senses(&self) -> BTreeSet<Sense> {
        self.items.iter().flatten().copied().collect()
    }

    /// Whether every word is understood and speaks of what the tables count.
    pub fn is_clear(&self) -> bool {
        !self.unknown && !self.unclear && !self.foreign
    }
}
