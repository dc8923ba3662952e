//! SVG elements, with everything escaped that is written into them.

use std::fmt::Write;

use crate::location::Rect;

/// A document on its way. Writing to a String cannot fail, so results are passed over.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// The white part of a page that lies in the box, with room for a legend below it.
    pub fn new(shown: &Rect, below: f32, style: &str) -> Self {
        let (x, y) = (finite(shown.x0), finite(shown.y0));
        let side = |length: f32| finite(length).max(1.0);
        let (width, height) = (side(shown.width()), side(shown.height()));
        let full = height + below;
        let mut svg = Self { out: String::new() };
        let _ = write!(
            svg.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.2}\" height=\"{full:.2}\" \
             viewBox=\"{x:.2} {y:.2} {width:.2} {full:.2}\">\n<style>{style}</style>\n"
        );
        svg.rect("page", &Rect::new(x, y, x + width, y + height), &[], &[]);
        svg
    }

    /// Begins an element.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str(">\n");
    }

    /// Ends an element.
    pub fn close(&mut self, name: &str) {
        let _ = writeln!(self.out, "</{name}>");
    }

    /// A box with a tooltip of these lines.
    pub fn rect(
        &mut self,
        class: &str,
        rect: &Rect,
        attributes: &[(&str, &str)],
        title: &[String],
    ) {
        self.start("rect", &[("class", class)]);
        let (width, height) = (finite(rect.width()), finite(rect.height()));
        self.lengths(&[
            ("x", finite(rect.x0)),
            ("y", finite(rect.y0)),
            ("width", width),
            ("height", height),
        ]);
        self.attributes(attributes);
        if title.is_empty() {
            self.out.push_str("/>\n");
            return;
        }
        self.out.push_str("><title>");
        self.text(&title.join("\n"));
        self.out.push_str("</title></rect>\n");
    }

    /// A text at the left end of its base line, stretched to `fit` where that is given.
    pub fn label(
        &mut self,
        class: &str,
        (x, y): (f32, f32),
        size: f32,
        fit: Option<f32>,
        attributes: &[(&str, &str)],
        text: &str,
    ) {
        self.start("text", &[("class", class)]);
        self.lengths(&[
            ("x", finite(x)),
            ("y", finite(y)),
            ("font-size", finite(size)),
        ]);
        if let Some(fit) = fit {
            self.lengths(&[("textLength", finite(fit))]);
            self.attributes(&[("lengthAdjust", "spacingAndGlyphs")]);
        }
        self.attributes(attributes);
        self.out.push('>');
        self.text(text);
        self.out.push_str("</text>\n");
    }

    /// The document.
    pub fn finish(mut self) -> String {
        self.close("svg");
        self.out
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.out, "<{name}");
        self.attributes(attributes);
    }

    fn attributes(&mut self, attributes: &[(&str, &str)]) {
        for (name, value) in attributes {
            let _ = write!(self.out, " {name}=\"");
            self.text(value);
            self.out.push('"');
        }
    }

    fn lengths(&mut self, lengths: &[(&str, f32)]) {
        for (name, length) in lengths {
            let _ = write!(self.out, " {name}=\"{length:.2}\"");
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\n' | '\t' => self.out.push(c),
                // XML has no way to write these, and marks that turn the direction of writing would disguise others.
                c if c.is_control() => self.out.push('\u{fffd}'),
                '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    self.out.push('\u{fffd}');
                }
                c => self.out.push(c),
            }
        }
    }
}

/// A length as SVG can write it.
fn finite(length: f32) -> f32 {
    if length.is_finite() { length } else { 0.0 }
}
