//! A sheet with a table on it, written row by row.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, Format, FormatAlign, FormatBorder, Formula, Workbook,
    XlsxError,
};

use super::{CELLS, ROWS};
use crate::emit::sheet::{Cell, Column, Kind, Sheet};

/// Lines of the head: what a column is, and its name.
const HEAD: u32 = 2;

/// Excel takes no longer text in a cell.
const TEXT: usize = 32_767;

/// Text of a link.
const ARROW: &str = "→";

/// A sheet on its way.
pub struct Page {
    /// Position in the workbook.
    index: usize,
    next: u32,
    columns: u16,
    /// Whether its first column leads to a cell.
    has_links: bool,
    rules: Vec<(String, Color)>,
    /// Texts that were cut.
    pub cut: u64,
    /// Rows that found no place.
    pub dropped: u64,
}

impl Page {
    /// Begins a sheet.
    pub fn new(
        book: &mut Workbook,
        name: &str,
        sheet: &Sheet,
        has_links: bool,
    ) -> Result<Self, XlsxError> {
        let index = book.worksheets().len();
        let page = book.add_worksheet_with_constant_memory()?;
        page.set_name(name)?;
        let first = u16::from(has_links);
        if has_links {
            page.set_column_width(0, 5)?;
        }
        for (column, at) in sheet.columns.iter().zip(first..) {
            page.set_column_width(at, width(column))?;
        }
        let (label, small) = (label(), small());
        page.set_row_height(0, 32)?;
        if has_links {
            page.write_string_with_format(0, 0, "单元格", &label)?;
        }
        for (column, at) in sheet.columns.iter().zip(first..) {
            page.write_string_with_format(0, at, &*column.zh, &label)?;
        }
        if has_links {
            page.write_string_with_format(1, 0, "link", &small)?;
        }
        for (column, at) in sheet.columns.iter().zip(first..) {
            page.write_string_with_format(1, at, &*column.name, &small)?;
        }
        page.set_freeze_panes(HEAD, first + 1)?;
        Ok(Self {
            index,
            next: HEAD,
            columns: first + u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX - 1),
            has_links,
            rules: rules(sheet, first),
            cut: 0,
            dropped: 0,
        })
    }

    /// Writes a row, with a link to a row of the cells where there is one. Gives its number, where it found a place.
    pub fn push(
        &mut self,
        book: &mut Workbook,
        row: &[Cell<'_>],
        link: Option<u32>,
    ) -> Result<Option<u32>, XlsxError> {
        if u64::from(self.next) >= ROWS + u64::from(HEAD) {
            self.dropped += 1;
            return Ok(None);
        }
        let at = self.next;
        let page = book.worksheet_from_index(self.index)?;
        if let Some(target) = link {
            // A function and not a link of the sheet: of those Excel takes 65,530.
            let formula = format!("=HYPERLINK(\"#'{CELLS}'!A{}\",\"{ARROW}\")", target + 1);
            page.write_formula(at, 0, Formula::new(formula).set_result(ARROW))?;
        }
        for (cell, column) in row.iter().zip(u16::from(self.has_links)..) {
            match (cell, cell.number()) {
                (Cell::Empty, _) => {}
                (Cell::Flag(flag), _) => {
                    page.write_boolean(at, column, *flag)?;
                }
                (_, Some(number)) => {
                    page.write_number(at, column, number)?;
                }
                (cell, None) => {
                    let (text, is_cut) = short(&cell.text());
                    self.cut += u64::from(is_cut);
                    page.write_string(at, column, text)?;
                }
            }
        }
        self.next += 1;
        Ok(Some(at))
    }

    /// Adds what can only be said when the number of rows is known.
    pub fn finish(&mut self, book: &mut Workbook) -> Result<(), XlsxError> {
        let page = book.worksheet_from_index(self.index)?;
        let (last, right) = ((self.next - 1).max(HEAD), self.columns - 1);
        page.autofilter(HEAD - 1, 0, last, right)?;
        for (rule, color) in &self.rules {
            let format = Format::new().set_background_color(*color);
            let rule = ConditionalFormatFormula::new()
                .set_rule(rule.as_str())
                .set_format(format);
            page.add_conditional_format(HEAD, 0, last, right, &rule)?;
        }
        Ok(())
    }
}

/// What marks a row: a formula over its cells, and a colour.
fn rules(sheet: &Sheet, first: u16) -> Vec<(String, Color)> {
    const RED: Color = Color::RGB(0x00F8_D7DA);
    const AMBER: Color = Color::RGB(0x00FF_F3CD);
    const GREY: Color = Color::RGB(0x00EE_EEEE);
    [
        ("severity", "=\"error\"", RED),
        ("severity", "=\"warning\"", AMBER),
        ("relations_broken", ">0", RED),
        ("confidence", "<0.5", AMBER),
        ("state", "=\"unreadable\"", RED),
        ("state", "=\"blank\"", GREY),
        ("state", "=\"placeholder\"", GREY),
    ]
    .into_iter()
    .filter_map(|(column, test, color)| {
        let at = first + u16::try_from(sheet.column(column)?).ok()?;
        let cell = format!("${}{}", letters(at), HEAD + 1);
        // An absent cell has no confidence to speak of.
        let also = match (column, sheet.column("state")) {
            ("confidence", Some(state)) => {
                let state = letters(first + u16::try_from(state).ok()?);
                format!(",${state}{}<>\"absent\"", HEAD + 1)
            }
            _ => String::new(),
        };
        Some((format!("=AND({cell}{test}{also})"), color))
    })
    .collect()
}

/// A column as formulas call it.
fn letters(mut column: u16) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return name;
        }
        column = column / 26 - 1;
    }
}

fn width(column: &Column) -> f64 {
    match column.kind {
        Kind::Text => 28.0,
        Kind::Id | Kind::Label => 18.0,
        Kind::Word(_) => 12.0,
        Kind::Integer | Kind::Real | Kind::Flag | Kind::Figure => 10.0,
    }
}

fn label() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00E8_EEF4))
}

fn small() -> Format {
    Format::new()
        .set_font_size(9)
        .set_font_color(Color::RGB(0x0066_6666))
        .set_background_color(Color::RGB(0x00E8_EEF4))
        .set_border_bottom(FormatBorder::Thin)
}

/// A text as Excel takes it, and whether it was cut for that.
fn short(text: &str) -> (String, bool) {
    // What counts is UTF-16.
    if text.len() <= TEXT || text.encode_utf16().count() <= TEXT {
        return (text.to_owned(), false);
    }
    let mut kept = String::new();
    let mut room = TEXT - 1;
    for c in text.chars() {
        if c.len_utf16() > room {
            break;
        }
        room -= c.len_utf16();
        kept.push(c);
    }
    kept.push('…');
    (kept, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_excel_names_them() {
        let names = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn long_texts_are_cut_where_excel_would_refuse_them() {
        assert_eq!(short("短"), ("短".to_owned(), false));
        let (text, is_cut) = short(&"𠮷".repeat(TEXT));
        assert!(is_cut && text.encode_utf16().count() <= TEXT && text.ends_with('…'));
        assert!(!short(&"长".repeat(TEXT)).1);
    }
}
