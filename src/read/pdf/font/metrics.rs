//! How high the writing of a font stands, for the boxes of its glyphs.

use hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect};

/// Heights in text space for a font size of 1.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Metrics {
    /// Top of the box above the baseline.
    pub ascent: f64,
    /// Bottom of the box: negative is below the baseline.
    pub descent: f64,
    /// How large writing of size 1 really is: not 1 only in Type 3 fonts with a unit of their own.
    pub em: f64,
}

impl Metrics {
    /// The box of an ideograph in nearly every CJK font.
    const IDEOGRAPHIC: Self = Self::new(0.88, -0.12);
    const LATIN: Self = Self::new(0.75, -0.25);

    const fn new(ascent: f64, descent: f64) -> Self {
        Self {
            ascent,
            descent,
            em: 1.0,
        }
    }

    pub(super) fn of_composite(descendant: &Dict<'_>) -> Self {
        descendant
            .get::<Dict<'_>>("FontDescriptor")
            .and_then(|descriptor| Self::described(&descriptor))
            .unwrap_or(Self::IDEOGRAPHIC)
    }

    pub(super) fn of_simple(font: &Dict<'_>) -> Self {
        if font.get::<Name<'_>>("Subtype").as_deref() == Some(b"Type3".as_slice()) {
            return Self::of_type3(font);
        }
        font.get::<Dict<'_>>("FontDescriptor")
            .and_then(|descriptor| Self::described(&descriptor))
            .unwrap_or(Self::LATIN)
    }

    /// The descriptor's heights, unless they are as wrong as they often are.
    fn described(descriptor: &Dict<'_>) -> Option<Self> {
        let ascent = descriptor.get::<f64>("Ascent")? / 1000.0;
        // Some writers give the depth as a positive number.
        let descent = -(descriptor.get::<f64>("Descent")? / 1000.0).abs();
        let plausible = (0.4..=1.3).contains(&ascent)
            && (-0.6..=0.0).contains(&descent)
            && (0.6..=1.7).contains(&(ascent - descent));
        plausible.then(|| Self::new(ascent, descent))
    }

    fn of_type3(font: &Dict<'_>) -> Self {
        let unit = type3_unit(font);
        let bounds = font.get::<PdfRect>("FontBBox").map(|b| {
            let (y0, y1) = (b.y0 * unit.1, b.y1 * unit.1);
            (y0.min(y1), y0.max(y1))
        });
        let thousandths = (0.0002..=0.003).contains(&unit.1.abs());
        match bounds {
            Some((y0, y1)) if thousandths => {
                if (0.3..=1.7).contains(&(y1 - y0)) && y0 > -0.7 && y1 < 1.4 {
                    Self::new(y1, y0.min(0.0))
                } else {
                    Self::LATIN
                }
            }
            // A bitmap font counts in dots; its em is about as high as its box.
            Some((y0, y1)) if y1 > y0 => Self {
                ascent: y1,
                descent: y0,
                em: y1 - y0,
            },
            _ => Self::LATIN,
        }
    }
}

/// Width and height in text space of one unit of a Type 3 font's glyph space.
pub(super) fn type3_unit(font: &Dict<'_>) -> (f64, f64) {
    let matrix = font
        .get::<Array<'_>>("FontMatrix")
        .map(|m| m.iter::<f64>().take(6).collect::<Vec<_>>());
    match matrix.as_deref() {
        Some([a, _, _, d, _, _]) => (*a, *d),
        _ => (0.001, 0.001),
    }
}
