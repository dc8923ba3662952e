//! Automatic numbering: the `一、` of a heading is often no text of its paragraph but a count.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::styles::Styles;
use crate::read::numerals::{Numerals, write};
use crate::read::xml::Xml;

const LEVELS: usize = 9;

/// Largest count that is written; the forms of numerals end somewhere.
const MAX_COUNT: u32 = 1_000_000;

/// What one level of a list prints.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    numerals: Numerals,
    /// `%1` stands for the count of the first level.
    text: String,
    /// The level at whose items this one begins again: 0 is never.
    restart: Option<u32>,
    /// Counts of upper levels in decimal digits.
    legal: bool,
    /// What parts the number from the text.
    gap: &'static str,
    /// The paragraph style that stands for the level.
    style: Option<String>,
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
struct List {
    definition: i64,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// All lists of a document, with their counts so far.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<i64, BTreeMap<usize, Level>>,
    lists: HashMap<i64, List>,
    counts: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Lists whose own beginnings have been taken.
    begun: HashSet<(i64, usize)>,
}

impl Numbering {
    /// Reads the part.
    pub fn of(xml: &Xml<'_>, styles: &Styles) -> Self {
        let mut numbering = Self::default();
        // A definition may only name a style, whose list has the levels.
        let mut linked: Vec<(i64, String)> = Vec::new();
        for at in xml.children(0) {
            match xml.nodes[at].name {
                "abstractNum" => {
                    let Some(id) = xml.number(at, "abstractNumId") else {
                        continue;
                    };
                    numbering.definitions.insert(id, levels(xml, at));
                    if let Some(link) = xml.child(at, "numStyleLink") {
                        linked.extend(xml.attribute(link, "val").map(|style| (id, style)));
                    }
                }
                "num" => {
                    let id = xml.number(at, "numId");
                    let definition = xml
                        .child(at, "abstractNumId")
                        .and_then(|at| xml.number(at, "val"));
                    if let (Some(id), Some(definition)) = (id, definition) {
                        numbering.lists.insert(id, list(xml, at, definition));
                    }
                }
                _ => {}
            }
        }
        for (id, style) in linked {
            let definition = styles
                .numbering(Some(&style))
                .0
                .and_then(|number| numbering.lists.get(&number))
                .map(|list| list.definition)
                .filter(|&other| other != id);
            if let Some(levels) = definition.and_then(|d| numbering.definitions.get(&d)) {
                let levels = levels.clone();
                numbering.definitions.insert(id, levels);
            }
        }
        numbering
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

fn levels(xml: &Xml<'_>, at: usize) -> BTreeMap<usize, Level> {
    xml.children(at)
        .filter(|&at| xml.nodes[at].name == "lvl")
        .filter_map(|at| Some((level_number(xml, at)?, level(xml, at))))
        .collect()
}

fn level_number(xml: &Xml<'_>, at: usize) -> Option<usize> {
    let number = usize::try_from(xml.number(at, "ilvl")?).ok()?;
    (number < LEVELS).then_some(number)
}

fn level(xml: &Xml<'_>, at: usize) -> Level {
    let value = |name: &str| xml.child(at, name).and_then(|at| xml.attribute(at, "val"));
    let number = |name: &str| {
        let number = xml.number(xml.child(at, name)?, "val")?;
        u32::try_from(number).ok()
    };
    // A form that older programs do not know stands in an alternative, its fallback last.
    let numerals = value("numFmt").or_else(|| {
        let last = xml
            .within(at)
            .filter(|&at| xml.nodes[at].name == "numFmt")
            .last()?;
        xml.attribute(last, "val")
    });
    Level {
        start: number("start").unwrap_or(0),
        numerals: numerals
            .as_deref()
            .map_or(Numerals::Decimal, Numerals::named),
        text: value("lvlText").unwrap_or_default(),
        restart: number("lvlRestart"),
        legal: xml
            .child(at, "isLgl")
            .is_some_and(|at| super::styles::is_on(xml.attribute(at, "val").as_deref())),
        gap: if value("suff").as_deref() == Some("nothing") {
            ""
        } else {
            " "
        },
        style: value("pStyle"),
    }
}

fn list(xml: &Xml<'_>, at: usize, definition: i64) -> List {
    let mut list = List {
        definition,
        ..List::default()
    };
    for at in xml
        .children(at)
        .filter(|&at| xml.nodes[at].name == "lvlOverride")
    {
        let Some(level_number) = level_number(xml, at) else {
            continue;
        };
        if let Some(inner) = xml.child(at, "lvl") {
            list.levels.insert(level_number, level(xml, inner));
        }
        let start = xml
            .child(at, "startOverride")
            .and_then(|at| xml.number(at, "val"));
        if let Some(start) = start.and_then(|start| u32::try_from(start).ok()) {
            list.starts.insert(level_number, start);
        }
    }
    list
}
