//! Path objects: rules of tables, drawn as lines or as thin boxes.

use super::draw::Sheet;
use crate::read::pdf::geometry::Matrix;
use crate::read::pdf::path::{Path, THICKEST};
use crate::read::xml::Xml;

/// Line width where none is stated, in millimetres.
const LINE_WIDTH: f64 = 0.353;

/// Points of one path.
const MAX_POINTS: usize = 200_000;

/// Draws a path object.
pub fn draw(xml: &Xml<'_>, at: usize, matrix: &Matrix, sheet: &mut Sheet) {
    let Some(data) = xml.child(at, "AbbreviatedData") else {
        return;
    };
    let flag = |name: &str, default: bool| match xml.attribute(at, name).as_deref() {
        Some("true" | "1") => true,
        Some("false" | "0") => false,
        _ => default,
    };
    let path = parse(&xml.text_of(data), matrix);
    if flag("Stroke", true) {
        let width = xml
            .attribute(at, "LineWidth")
            .and_then(|width| width.trim().parse::<f64>().ok())
            .filter(|width| width.is_finite() && *width >= 0.0)
            .unwrap_or(LINE_WIDTH);
        let thickness = (width * matrix.scale()) as f32;
        if thickness <= THICKEST {
            path.stroked(thickness, |rect, horizontal| {
                sheet.push_ruling(rect, horizontal);
            });
        }
    }
    if flag("Fill", false) {
        let even_odd = xml.attribute(at, "Rule").as_deref() == Some("Even-Odd");
        path.filled(even_odd, |part| {
            if part.straight {
                sheet.push_box(part.bounds);
            }
        });
    }
}

/// A path in the abbreviated notation of the standard.
fn parse(data: &str, matrix: &Matrix) -> Path {
    let mut path = Path::default();
    let mut words = data.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if path.len() > MAX_POINTS {
            break;
        }
        // Numbers of each operator; the point it goes to comes last.
        let count = match word {
            "M" | "S" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => 0,
            _ => continue,
        };
        let mut numbers = [0.0f64; 7];
        let mut found = 0;
        while found < count {
            let number = words.peek().and_then(|word| word.parse::<f64>().ok());
            let Some(number) = number.filter(|number| number.is_finite()) else {
                break;
            };
            numbers[found] = number;
            found += 1;
            words.next();
        }
        if found < count {
            continue;
        }
        match word {
            "M" | "S" => path.move_to(numbers[0], numbers[1], matrix),
            "L" => path.line_to(numbers[0], numbers[1], matrix),
            "C" => path.close(),
            _ => path.curve_to(numbers[count - 2], numbers[count - 1], matrix),
        }
    }
    path
}
