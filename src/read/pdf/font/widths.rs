//! Advance widths and vertical metrics of composite fonts: the arrays `W` and `W2`.

use super::super::limits;
use super::charset::is_latin;
use hayro_syntax::object::{Array, Dict, Object};

/// Values of ranges of CIDs. Ranges are kept as ranges: `[0 4294967295 500]` is one entry.
struct Ranges<T> {
    entries: Vec<(u32, u32, T)>,
}

impl<T: Copy> Ranges<T> {
    fn new(mut entries: Vec<(u32, u32, T)>) -> Self {
        entries.sort_by_key(|entry| entry.0);
        Self { entries }
    }

    fn get(&self, cid: u32) -> Option<T> {
        let after = self.entries.partition_point(|entry| entry.0 <= cid);
        // Ranges may overlap; a few steps back find the one that holds the CID.
        self.entries[..after]
            .iter()
            .rev()
            .take(8)
            .find(|entry| cid <= entry.1)
            .map(|entry| entry.2)
    }
}

/// The widths of a CID font, in thousandths.
pub(super) struct Widths {
    default: f32,
    ranges: Ranges<f32>,
}

impl Widths {
    pub fn new(font: &Dict<'_>) -> Self {
        let mut entries = Vec::new();
        if let Some(array) = font.get::<Array<'_>>("W") {
            read_groups::<1>(&array, |low, high, [width]| {
                entries.push((low, high, width))
            });
        }
        Self {
            default: font.get::<f32>("DW").unwrap_or(1000.0),
            ranges: Ranges::new(entries),
        }
    }

    /// Whether only widths of Latin letters are given.
    pub fn latin_only(&self) -> bool {
        let mut entries = self.ranges.entries.iter();
        entries.all(|entry| is_latin(entry.0, entry.1))
    }

    pub fn get(&self, cid: u32) -> f32 {
        self.ranges.get(cid).unwrap_or(self.default)
    }
}

/// The metrics of vertical writing, in thousandths.
pub(super) struct Vertical {
    default: (f32, f32),
    ranges: Ranges<[f32; 3]>,
}

impl Vertical {
    pub fn new(font: &Dict<'_>) -> Self {
        let mut entries = Vec::new();
        if let Some(array) = font.get::<Array<'_>>("W2") {
            read_groups::<3>(&array, |low, high, values| {
                entries.push((low, high, values))
            });
        }
        let default = font.get::<Array<'_>>("DW2").and_then(|array| {
            let mut numbers = array.iter::<f32>();
            Some((numbers.next()?, numbers.next()?))
        });
        Self {
            default: default.unwrap_or((880.0, -1000.0)),
            ranges: Ranges::new(entries),
        }
    }

    /// Whether all CIDs have the same.
    pub fn is_uniform(&self) -> bool {
        self.ranges.entries.is_empty()
    }

    /// The advance, and the origin of vertical writing seen from that of horizontal writing.
    pub fn get(&self, cid: u32, width: f32) -> (f32, (f32, f32)) {
        match self.ranges.get(cid) {
            Some([fall, x, y]) => (fall, (x, y)),
            None => (self.default.1, (width / 2.0, self.default.0)),
        }
    }
}

/// Reads `first [v v v …]` and `first last v…` groups with `N` values an entry.
fn read_groups<const N: usize>(array: &Array<'_>, mut entry: impl FnMut(u32, u32, [f32; N])) {
    let mut items = array.iter::<Object<'_>>();
    let mut budget = limits::WIDTHS;
    while let Some(first) = items.next().and_then(cid) {
        match items.next() {
            Some(Object::Array(list)) => {
                let mut at = first;
                let mut numbers = list.iter::<f32>();
                while let Some(values) = take::<N>(&mut numbers) {
                    entry(at, at, values);
                    at = at.saturating_add(1);
                    budget = budget.saturating_sub(1);
                    if budget == 0 {
                        return;
                    }
                }
            }
            Some(last) => {
                let mut numbers = items.by_ref().map_while(Object::into_f32);
                match (cid(last), take::<N>(&mut numbers)) {
                    (Some(last), Some(values)) => entry(first, last, values),
                    _ => return,
                }
            }
            None => return,
        }
        budget = budget.saturating_sub(1);
        if budget == 0 {
            return;
        }
    }
}

fn take<const N: usize>(numbers: &mut impl Iterator<Item = f32>) -> Option<[f32; N]> {
    let mut values = [0.0; N];
    for value in &mut values {
        *value = numbers.next()?;
    }
    Some(values)
}

fn cid(object: Object<'_>) -> Option<u32> {
    Some(object.into_number()?.as_i64().clamp(0, i64::from(u32::MAX)) as u32)
}
