//! Characters whose font is not in the file: their codes were read as plain Latin, as viewers show them, which may not be
//! what the body wrote. A value with one of them in its cell is doubtful.

use super::boxed;
use crate::location::Rect;
use crate::read::{Body, Page};
use crate::report::{DOUBTFUL, Filed};

/// The doubt of such a value.
pub const GUESSED: &str = "font-missing";

/// The confidence left to it.
const LEFT: f32 = 0.3;
const _: () = assert!(LEFT < DOUBTFUL);

/// Where such characters stand, by page.
pub fn boxes(body: &Body) -> Vec<(u32, Rect)> {
    let Body::Pages(pages) = body else {
        return Vec::new();
    };
    let of_page = |page: &Page| {
        let number = page.number;
        let boxes = page.guessed.iter().map(move |rect| (number, *rect));
        boxes.collect::<Vec<_>>()
    };
    pages.iter().flat_map(of_page).collect()
}

/// Lowers the confidence of every value with one of `boxes` in its cell.
pub fn doubt(tables: &mut [Filed], boxes: &[(u32, Rect)]) {
    if boxes.is_empty() {
        return;
    }
    for (value, page, cell) in boxed(tables) {
        let inside = |(number, rect): &(u32, Rect)| {
            let (x, y) = rect.center();
            *number == page && cell.contains(x, y)
        };
        if boxes.iter().any(inside) {
            value.doubt(GUESSED, LEFT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Place;
    use crate::read::{Options, read};
    use crate::report::{Presence, State, Value};

    /// A page with `12` in a font that is there and `34` below it in one that is not.
    const FILE: &str = "%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R
  /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 75>> stream
BT /F1 10 Tf 20 150 Td (12) Tj ET
BT /F9 10 Tf 20 50 Td (34) Tj ET      
endstream endobj
trailer <</Root 1 0 R>>
";

    #[test]
    fn values_in_a_font_that_is_not_there_are_doubtful() {
        let document = read(FILE.as_bytes(), &Options::default()).unwrap();
        assert!(document.notes.iter().any(|n| n.code == "pdf-font-missing"));
        let boxes = boxes(&document.body);
        assert_eq!(boxes.len(), 2);
        let value = |top: f32, state| Value {
            state,
            place: Place::Page {
                page: 1,
                rect: Rect::new(10.0, top, 60.0, top + 40.0),
            },
            confidence: 1.0,
            ..Value::default()
        };
        let values = vec![
            value(30.0, State::Number),
            value(130.0, State::Number),
            value(130.0, State::Absent),
        ];
        let mut tables = vec![Filed {
            values,
            edition: 0,
            table: 0,
            presence: Presence::Found,
            missing_rows: Vec::new(),
        }];
        doubt(&mut tables, &boxes);
        let doubtful: Vec<bool> = tables[0].values.iter().map(Value::is_doubtful).collect();
        assert_eq!(doubtful, [false, true, false]);
        assert_eq!(tables[0].values[1].doubts, [GUESSED]);
    }
}
