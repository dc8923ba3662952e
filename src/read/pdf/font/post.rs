//! The names of the glyphs of a TrueType program: its `post` table.

use super::program::{table, u16_at, u32_at};
use super::{Text, glyph_names};
use rustc_hash::FxHashMap;

/// The names that need not be written down, in Apple's order, one a line.
static STANDARD: &str = include_str!("mac_glyphs.txt");

/// What the name of each glyph says, by its number. Glyphs whose name says nothing are left out.
pub(super) fn names(font: &[u8]) -> Option<FxHashMap<u32, Text>> {
    let post = table(font, b"post")?;
    let standard: Vec<&[u8]> = STANDARD.lines().map(str::as_bytes).collect();
    let glyphs: Vec<&[u8]> = match u32_at(font, post)? {
        0x1_0000 => standard,
        0x2_0000 => {
            let count = usize::from(u16_at(font, post.checked_add(32)?)?);
            let indices = post + 34;
            let own = strings(font.get(indices + count * 2..)?);
            (0..count)
                .map_while(|glyph| {
                    let index = usize::from(u16_at(font, indices + glyph * 2)?);
                    let name = match index.checked_sub(standard.len()) {
                        None => standard.get(index),
                        Some(own_index) => own.get(own_index),
                    };
                    Some(name.copied().unwrap_or_default())
                })
                .collect()
        }
        _ => return None,
    };
    let named = glyphs.into_iter().zip(0..).filter_map(|(name, gid)| {
        let text = glyph_names::text_of(name, false)?;
        Some((gid, Text::from_str(&text)?))
    });
    let named: FxHashMap<u32, Text> = named.collect();
    (!named.is_empty()).then_some(named)
}

/// Strings with their length in front, to the end of the font at most.
fn strings(mut data: &[u8]) -> Vec<&[u8]> {
    let mut strings = Vec::new();
    while let Some((length, rest)) = data.split_first() {
        let Some((string, rest)) = rest.split_at_checked(usize::from(*length)) else {
            break;
        };
        // Indices have sixteen bits.
        if strings.len() > 0xFFFF {
            break;
        }
        strings.push(string);
        data = rest;
    }
    strings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font of nothing but a `post` table.
    fn font(post: &[u8]) -> Vec<u8> {
        let mut font = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        font.extend_from_slice(b"post\0\0\0\0\0\0\0\x1c\0\0\0\0");
        font.extend_from_slice(post);
        font
    }

    #[test]
    fn standard_and_own_names() {
        assert_eq!(STANDARD.lines().count(), 258);
        let mut post = vec![0, 2, 0, 0];
        post.resize(32, 0);
        // Four glyphs: .notdef, one, uni516C, g7.
        post.extend_from_slice(&[0, 4, 0, 0, 0, 20, 1, 2, 1, 3]);
        post.extend_from_slice(b"\x07uni516C\x02g7");
        let names = names(&font(&post)).unwrap();
        assert_eq!(names.get(&1), Some(&Text::Char('1')));
        assert_eq!(names.get(&2), Some(&Text::Char('公')));
        assert_eq!(names.len(), 2);
    }

    #[test]
    fn a_table_that_is_cut_off_names_nothing_or_less() {
        let mut post = vec![0, 2, 0, 0];
        post.resize(32, 0);
        post.extend_from_slice(&[0xFF, 0xFF, 0, 20]);
        for end in 0..post.len() {
            assert_eq!(names(&font(&post[..end])), None);
        }
    }
}
