//! Automatic numbering: the `一、` of a heading is often no text of its paragraph but a count.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::numerals::{Numerals, write};

pub(super) const LEVELS: usize = 9;

/// Largest count that is written; the forms of numerals end somewhere.
const MAX_COUNT: u32 = 1_000_000;

/// What one level of a list prints.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub start: u32,
    pub numerals: Numerals,
    /// `%1` stands for the count of the first level.
    pub text: String,
    /// The level at whose items this one begins again: 0 is never.
    pub restart: Option<u32>,
    /// Counts of upper levels in decimal digits.
    pub legal: bool,
    /// What parts the number from the text.
    pub gap: &'static str,
    /// The paragraph style that stands for the level.
    pub style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            numerals: Numerals::None,
            text: String::new(),
            restart: None,
            legal: false,
            gap: " ",
            style: None,
        }
    }
}

/// A list as used: its definition, and what it changes in it.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub definition: i64,
    pub starts: BTreeMap<usize, u32>,
    pub levels: BTreeMap<usize, Level>,
}

/// All lists of a document, with their counts so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    pub definitions: HashMap<i64, BTreeMap<usize, Level>>,
    pub lists: HashMap<i64, List>,
    counts: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Lists whose own beginnings have been taken.
    begun: HashSet<(i64, usize)>,
}

impl Numbering {
    /// Adds a list with levels of its own.
    pub fn add(&mut self, number: i64, levels: Vec<(usize, Level)>) {
        self.definitions
            .insert(number, levels.into_iter().collect());
        let list = List {
            definition: number,
            ..List::default()
        };
        self.lists.insert(number, list);
    }

    /// Forgets the counts of a list: it begins again.
    pub fn restart(&mut self, number: i64) {
        if let Some(list) = self.lists.get(&number) {
            self.counts.remove(&list.definition);
        }
    }

    /// Has the next item of a level count from here.
    pub fn start_at(&mut self, number: i64, level: usize, start: u32) {
        let Some(list) = self.lists.get(&number) else {
            return;
        };
        let counts = self.counts.entry(list.definition).or_default();
        if let Some(count) = counts.get_mut(level) {
            *count = Some(start.min(MAX_COUNT).wrapping_sub(1));
        }
    }

    /// Counts an item on, and gives what is printed before its text. `style` finds the level that stands for a
    /// paragraph style, where the paragraph names none.
    pub fn next(&mut self, number: i64, level: Option<i64>, style: Option<&str>) -> Option<String> {
        let list = self.lists.get(&number)?.clone();
        let definition = self.definitions.get(&list.definition)?;
        let by_style = || {
            let style = style?;
            let found = definition
                .iter()
                .find(|(_, level)| level.style.as_deref() == Some(style))?;
            Some(*found.0 as i64)
        };
        let at = usize::try_from(level.or_else(by_style).unwrap_or(0)).ok()?;
        if at >= LEVELS {
            return None;
        }
        let of = |at: usize| {
            list.levels
                .get(&at)
                .or_else(|| definition.get(&at))
                .cloned()
                .unwrap_or_default()
        };
        let levels: Vec<Level> = (0..LEVELS).map(of).collect();
        let counts = self.counts.entry(list.definition).or_default();
        for (&level, &start) in &list.starts {
            if level < LEVELS && level <= at && self.begun.insert((number, level)) {
                counts[level] = start.checked_sub(1);
                if counts[level].is_none() && level == at {
                    // A count from zero has nothing before it.
                    counts[level] = Some(u32::MAX);
                }
            }
        }
        counts[at] = Some(match counts[at] {
            Some(count) => count.wrapping_add(1),
            None => levels[at].start,
        });
        for (deeper, level) in levels.iter().enumerate().skip(at + 1) {
            let keeps = match level.restart {
                Some(0) => true,
                Some(restart) => at as u32 + 1 > restart,
                None => false,
            };
            if !keeps {
                counts[deeper] = None;
            }
        }
        let label = label(&levels, counts, at);
        (!label.is_empty()).then(|| {
            let tight = label
                .chars()
                .next_back()
                .is_some_and(|c| u32::from(c) >= 0x2e80);
            let gap = if tight { "" } else { levels[at].gap };
            format!("{label}{gap}")
        })
    }
}

/// The text of a level with its counts in it.
fn label(levels: &[Level], counts: &[Option<u32>; LEVELS], at: usize) -> String {
    let own = &levels[at];
    if own.numerals == Numerals::Bullet {
        return String::new();
    }
    let mut out = String::new();
    let mut chars = own.text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars.peek().and_then(|d| d.to_digit(10)).unwrap_or(0) as usize;
        if c != '%' || digit == 0 || digit > LEVELS {
            out.push(c);
            continue;
        }
        chars.next();
        let level = &levels[digit - 1];
        let count = counts[digit - 1].unwrap_or(level.start).min(MAX_COUNT);
        let numerals = if own.legal && digit - 1 < at {
            Numerals::Decimal
        } else {
            level.numerals
        };
        out.push_str(&write(count, numerals));
    }
    out
}
