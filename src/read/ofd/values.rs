//! Numbers, boxes, matrices and paths as the standard writes them.

use crate::read::pdf::geometry::Matrix;

/// Left, top, width, height in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Box4 {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Box4 {
    pub const A4: Self = Self {
        x: 0.0,
        y: 0.0,
        width: 210.0,
        height: 297.0,
    };
}

/// Numbers parted by white space; what is none ends them.
pub fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace()
        .map_while(|word| word.parse::<f64>().ok().filter(|n| n.is_finite()))
        .take(10_000)
        .collect()
}

pub fn box4(text: &str) -> Option<Box4> {
    match numbers(text)[..] {
        [x, y, width, height, ..] => Some(Box4 {
            x,
            y,
            width,
            height,
        }),
        _ => None,
    }
}

pub fn matrix(text: &str) -> Option<Matrix> {
    match numbers(text)[..] {
        [a, b, c, d, e, f, ..] => Some(Matrix::new([a, b, c, d, e, f])),
        _ => None,
    }
}

/// A list of steps, in which `g 3 5` stands for `5 5 5`: at most this many of it.
pub fn steps(text: &str, most: usize) -> Vec<f64> {
    let mut out = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if out.len() >= most {
            break;
        }
        let repeats = match word {
            "g" | "G" => words.next().and_then(|n| n.parse::<usize>().ok()),
            _ => None,
        };
        let value = match repeats {
            Some(_) => words.next().unwrap_or_default(),
            None => word,
        };
        let Some(value) = value.parse::<f64>().ok().filter(|n| n.is_finite()) else {
            break;
        };
        let count = repeats.unwrap_or(1).min(most - out.len());
        out.extend(std::iter::repeat_n(value, count));
    }
    out
}

/// A path in the package, as the part `from` writes it.
pub fn resolve(from: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| {
            folder.split('/').filter(|part| !part.is_empty()).collect()
        }),
    };
    for part in path.split('/') {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_repeat() {
        assert_eq!(steps("1 g 3 2.5 4", 9), [1.0, 2.5, 2.5, 2.5, 4.0]);
        assert_eq!(steps("g 99999999999 1", 3), [1.0, 1.0, 1.0]);
        assert!(steps("g x", 3).is_empty());
    }

    #[test]
    fn paths_stand_beside_the_part_that_writes_them() {
        assert_eq!(
            resolve("Doc_0/Document.xml", "Pages/P_0/Content.xml"),
            "Doc_0/Pages/P_0/Content.xml"
        );
        assert_eq!(resolve("Doc_0/Document.xml", "/Doc_1/a.xml"), "Doc_1/a.xml");
        assert_eq!(resolve("", "../../a.xml"), "a.xml");
    }
}
