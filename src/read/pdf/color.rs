//! Colours, as far as it matters here: whether a mark shows on white paper.

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::Resources;

/// What a colour does on white paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// It shows.
    Ink,
    /// Pure white.
    White,
}

/// How the numbers of a colour are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// All components at one is white: grey and RGB.
    Additive,
    /// All components at zero is white: CMYK and spot inks.
    Subtractive,
    /// Lightness at a hundred, the rest at zero.
    Lab,
    /// Patterns, palettes, anything else: taken as visible.
    Other,
}

impl Space {
    /// The colour space a name stands for, directly or through the resources.
    pub fn named(name: &Name<'_>, resources: &Resources<'_>) -> Self {
        match name.as_ref() {
            b"DeviceGray" | b"G" | b"CalGray" | b"DeviceRGB" | b"RGB" | b"CalRGB" => Self::Additive,
            b"DeviceCMYK" | b"CMYK" => Self::Subtractive,
            b"Pattern" => Self::Other,
            _ => match resources.get_color_space(name) {
                Some(Object::Name(inner)) => Self::device(&inner),
                Some(Object::Array(array)) => Self::of_array(&array),
                _ => Self::Other,
            },
        }
    }

    fn device(name: &[u8]) -> Self {
        match name {
            b"DeviceGray" | b"CalGray" | b"DeviceRGB" | b"CalRGB" => Self::Additive,
            b"DeviceCMYK" => Self::Subtractive,
            _ => Self::Other,
        }
    }

    fn of_array(array: &Array<'_>) -> Self {
        let mut items = array.flex_iter();
        let Some(family) = items.next::<Name<'_>>() else {
            return Self::Other;
        };
        match family.as_ref() {
            b"ICCBased" => match items
                .next::<Stream<'_>>()
                .and_then(|s| components(s.dict()))
            {
                Some(4) => Self::Subtractive,
                Some(1 | 3) => Self::Additive,
                _ => Self::Other,
            },
            b"Separation" | b"DeviceN" => Self::Subtractive,
            b"Lab" => Self::Lab,
            other => Self::device(other),
        }
    }

    /// The colour that is current as soon as this space is chosen.
    pub fn initial(self) -> Paint {
        Paint::Ink
    }

    /// The paint these components make.
    pub fn paint(self, components: &[Number]) -> Paint {
        const NEARLY: f64 = 0.995;
        let all = |test: fn(f64) -> bool| {
            !components.is_empty() && components.iter().all(|n| test(n.as_f64()))
        };
        let white = match self {
            Self::Additive => all(|v| v >= NEARLY),
            Self::Subtractive => all(|v| v <= 1.0 - NEARLY),
            Self::Lab => {
                components.first().is_some_and(|l| l.as_f64() >= 99.5)
                    && components.iter().skip(1).all(|v| v.as_f64().abs() < 0.5)
            }
            Self::Other => false,
        };
        if white { Paint::White } else { Paint::Ink }
    }
}

fn components(profile: &Dict<'_>) -> Option<i32> {
    profile.get::<i32>("N")
}
