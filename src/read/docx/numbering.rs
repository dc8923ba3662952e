//! The part with the lists.

use super::styles::Styles;
use crate::read::numbering::{LEVELS, Level, List, Numbering};
use crate::read::numerals::Numerals;
use crate::read::xml::Xml;
use std::collections::BTreeMap;

/// Reads the part.
pub fn read(xml: &Xml<'_>, styles: &Styles) -> Numbering {
    let mut numbering = Numbering::default();
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
