//! The parts of a workbook in Office Open XML.

use super::cells::{Region, Sheet, Value};
use super::format::Format;
use crate::error::{Note, ReadError};
use crate::read::blocks::push_raised;
use crate::read::docx::package::Relations;
use crate::read::errors;
use crate::read::xml::{Xml, decode, note_cut};
use crate::read::zip::Archive;

/// Sheets read.
const MAX_SHEETS: usize = 100;

/// Cells of one sheet.
const MAX_CELLS: usize = 600_000;

/// What a cell's style says.
#[derive(Clone, Copy, Default)]
struct Style {
    format: Format,
    bordered: bool,
    struck: bool,
    spread: bool,
}

struct Book {
    strings: Vec<String>,
    styles: Vec<Style>,
    from_1904: bool,
}

/// The sheets that are shown, in order.
pub fn read(archive: &Archive<'_>, notes: &mut Vec<Note>) -> Result<Vec<Sheet>, ReadError> {
    let name = Relations::of(archive, "", notes)
        .of_kind("officeDocument")
        .unwrap_or("xl/workbook.xml")
        .to_owned();
    let relations = Relations::of(archive, &name, notes);
    let content = archive.read(&name)?;
    let source = content.ok_or_else(|| {
        if archive.is_encrypted() {
            errors::needs_password()
        } else {
            errors::damaged("XLSX")
        }
    })?;
    let source = decode(&source);
    let workbook = Xml::parse(&source)?;
    note_cut(&workbook, &name, notes);
    let part = |kind: &str, usual: &str, notes: &mut Vec<Note>| {
        let name = relations.of_kind(kind).unwrap_or(usual).to_owned();
        archive.read_optional(&name, notes).unwrap_or_default()
    };
    let strings = part("sharedStrings", "xl/sharedStrings.xml", notes);
    let styles = part("styles", "xl/styles.xml", notes);
    let from_1904 = workbook
        .child(0, "workbookPr")
        .and_then(|at| workbook.attribute(at, "date1904"));
    let book = Book {
        strings: shared_strings(&Xml::parse(&decode(&strings))?),
        styles: cell_styles(&Xml::parse(&decode(&styles))?),
        from_1904: matches!(from_1904.as_deref(), Some("1" | "true")),
    };
    let list = workbook.child(0, "sheets");
    let mut sheets = Vec::new();
    let mut hidden = 0;
    for at in list.into_iter().flat_map(|at| workbook.children(at)) {
        if workbook.nodes[at].name != "sheet" || sheets.len() >= MAX_SHEETS {
            continue;
        }
        let state = workbook.attribute(at, "state");
        if matches!(state.as_deref(), Some("hidden" | "veryHidden")) {
            hidden += 1;
            continue;
        }
        let id = workbook.attribute(at, "id").unwrap_or_default();
        let Some(path) = relations.target(&id) else {
            continue;
        };
        let Some(content) = archive.read(path)? else {
            notes.push(Note::new("part-lost", format!("{path} is missing")));
            continue;
        };
        let source = decode(&content);
        let xml = Xml::parse(&source)?;
        note_cut(&xml, path, notes);
        if xml
            .nodes
            .first()
            .is_some_and(|root| root.name == "worksheet")
        {
            sheets.push(sheet(&xml, &book)?);
        }
    }
    if hidden > 0 {
        let text = format!("{hidden} hidden sheets were left out");
        notes.push(Note::new("hidden-sheets", text));
    }
    if sheets.is_empty() {
        return Err(errors::damaged("XLSX"));
    }
    Ok(sheets)
}

fn shared_strings(xml: &Xml<'_>) -> Vec<String> {
    xml.children(0)
        .filter(|&at| xml.nodes[at].name == "si")
        .map(|at| rich_text(xml, at))
        .collect()
}

/// Text of a string in one or several runs, without the reading aids above it and what is struck out.
fn rich_text(xml: &Xml<'_>, at: usize) -> String {
    let mut out = String::new();
    for child in xml.children(at) {
        match xml.nodes[child].name {
            "t" => out.push_str(&xml.text_of(child)),
            "r" => {
                let texts = xml.children(child).filter(|&t| xml.nodes[t].name == "t");
                let text: String = texts.map(|t| xml.text_of(t)).collect();
                let value = |name| {
                    let at = xml.path(child, &["rPr", name])?;
                    Some(xml.attribute(at, "val").unwrap_or_default())
                };
                let struck =
                    value("strike").is_some_and(|on| !matches!(on.as_str(), "0" | "false"));
                let raised = value("vertAlign").is_some_and(|place| place != "baseline");
                match (struck, raised) {
                    (true, _) => {}
                    (false, true) => push_raised(&mut out, &text),
                    (false, false) => out.push_str(&text),
                }
            }
            _ => {}
        }
    }
    out
}

fn cell_styles(xml: &Xml<'_>) -> Vec<Style> {
    let list = |name: &str| {
        let at = xml.child(0, name);
        at.into_iter().flat_map(|at| xml.children(at))
    };
    let codes: Vec<(i64, String)> = list("numFmts")
        .filter_map(|at| {
            Some((
                xml.number(at, "numFmtId")?,
                xml.attribute(at, "formatCode")?,
            ))
        })
        .collect();
    let borders: Vec<bool> = list("borders")
        .filter(|&at| xml.nodes[at].name == "border")
        .map(|at| {
            xml.children(at).any(|side| {
                let style = xml.attribute(side, "style");
                xml.nodes[side].name != "diagonal" && style.is_some_and(|style| style != "none")
            })
        })
        .collect();
    let struck: Vec<bool> = list("fonts")
        .filter(|&at| xml.nodes[at].name == "font")
        .map(|at| {
            xml.child(at, "strike").is_some_and(|at| {
                let on = xml.attribute(at, "val");
                !matches!(on.as_deref(), Some("0" | "false"))
            })
        })
        .collect();
    list("cellXfs")
        .filter(|&at| xml.nodes[at].name == "xf")
        .map(|at| {
            let number = xml.number(at, "numFmtId").unwrap_or(0);
            let code = codes.iter().find(|(id, _)| *id == number);
            let of = |list: &[bool], name| {
                let id = xml.number(at, name).and_then(|id| usize::try_from(id).ok());
                id.and_then(|id| list.get(id).copied()).unwrap_or(false)
            };
            let alignment = xml.child(at, "alignment");
            let alignment = alignment.and_then(|at| xml.attribute(at, "horizontal"));
            Style {
                format: code.map_or_else(
                    || Format::built_in(number),
                    |(_, code)| Format::of_code(code),
                ),
                bordered: of(&borders, "borderId"),
                struck: of(&struck, "fontId"),
                spread: alignment.as_deref() == Some("centerContinuous"),
            }
        })
        .collect()
}

fn sheet(xml: &Xml<'_>, book: &Book) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet::default();
    let is_on = |at, name: &str| matches!(xml.attribute(at, name).as_deref(), Some("1" | "true"));
    let list = |name: &str| {
        let at = xml.child(0, name);
        at.into_iter().flat_map(|at| xml.children(at))
    };
    for at in list("cols").filter(|&at| is_on(at, "hidden")) {
        let edge = |name| xml.number(at, name).and_then(|n| u32::try_from(n - 1).ok());
        if let (Some(first), Some(last)) = (edge("min"), edge("max")) {
            sheet.hidden_columns.push((first, last));
        }
    }
    sheet.hides_zeros = list("sheetViews")
        .next()
        .and_then(|at| xml.attribute(at, "showZeros"))
        .is_some_and(|shown| matches!(shown.as_str(), "0" | "false"));
    let (mut row_number, mut count) = (0u32, 0usize);
    for row in list("sheetData").filter(|&at| xml.nodes[at].name == "row") {
        let stated = xml.number(row, "r").and_then(|r| u32::try_from(r - 1).ok());
        row_number = stated.unwrap_or(row_number);
        if is_on(row, "hidden") {
            sheet.hidden_rows.insert(row_number);
        }
        let mut column = 0u32;
        for cell in xml.children(row).filter(|&at| xml.nodes[at].name == "c") {
            let stated = xml.attribute(cell, "r").and_then(|r| place(&r));
            column = stated.map_or(column, |(_, column)| column);
            let value = value(xml, cell, book, &mut sheet);
            if !value.text.is_empty() || value.bordered || value.spread {
                sheet
                    .cells
                    .entry(row_number)
                    .or_default()
                    .insert(column, value);
                count += 1;
            }
            column = column.saturating_add(1);
        }
        if count > MAX_CELLS {
            return Err(errors::too_large());
        }
        row_number = row_number.saturating_add(1);
    }
    for at in list("mergeCells") {
        let region = xml.attribute(at, "ref").and_then(|text| region(&text));
        sheet
            .merged
            .extend(region.filter(|_| sheet.merged.len() < MAX_CELLS));
    }
    Ok(sheet)
}

fn value(xml: &Xml<'_>, cell: usize, book: &Book, sheet: &mut Sheet) -> Value {
    let style = xml
        .number(cell, "s")
        .and_then(|s| book.styles.get(usize::try_from(s).ok()?))
        .copied()
        .unwrap_or_default();
    let stored = xml.child(cell, "v").map(|at| xml.text_of(at));
    let stored = stored.as_deref().map(str::trim);
    let text = match (xml.attribute(cell, "t").as_deref(), stored) {
        (Some("s"), Some(index)) => index
            .parse::<usize>()
            .ok()
            .and_then(|index| book.strings.get(index).cloned())
            // A text that is missing is not a blank.
            .unwrap_or_else(|| "\u{fffd}".to_owned()),
        (Some("inlineStr"), _) => xml
            .child(cell, "is")
            .map(|at| rich_text(xml, at))
            .unwrap_or_default(),
        (Some("b"), Some(on)) => if on == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        (None | Some("n"), Some(number)) => match number.parse::<f64>() {
            Ok(number) => {
                let (text, hides) = style.format.show(number, book.from_1904);
                sheet.rounded += usize::from(hides);
                sheet.unless_hidden_zero(number, text)
            }
            Err(_) => number.to_owned(),
        },
        (_, Some(text)) => text.to_owned(),
        // What a formula shows is not known where the file does not keep it: it is no blank.
        (_, None) if xml.child(cell, "f").is_some() => "\u{fffd}".to_owned(),
        (_, None) => String::new(),
    };
    Value {
        text: if style.struck { String::new() } else { text },
        bordered: style.bordered,
        spread: style.spread,
    }
}

/// Row and column of `B12`, from 0.
fn place(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.trim().replace('$', "");
    let letters = reference
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = reference[..letters].bytes().fold(0u32, |sum, b| {
        sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = reference[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

fn region(text: &str) -> Option<Region> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    (top <= bottom && left <= right).then_some(Region {
        rows: (top, bottom),
        columns: (left, right),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("$AB$12"), Some((11, 27)));
        assert_eq!(place("A0"), None);
        assert_eq!(place("ABCD1"), None);
        assert!(region("B2:A1").is_none());
    }
}
