//! Streams decoded within a limit: a hundred kilobytes may stand for a hundred megabytes.

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::object::{Dict, Name, Object, Stream};
use std::borrow::Cow;
use std::io::Read;

/// Why there are no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    Broken,
    /// There would be more than the limit.
    TooLarge,
}

/// What a filter does to the length of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    Hex,
    Ascii85,
    Flate,
    Lzw,
    RunLength,
    /// Decryption, and pictures, which are not decoded.
    Other,
}

impl Filter {
    pub fn named(name: &[u8]) -> Self {
        match name {
            b"ASCIIHexDecode" | b"AHx" => Self::Hex,
            b"ASCII85Decode" | b"A85" => Self::Ascii85,
            b"FlateDecode" | b"Fl" => Self::Flate,
            b"LZWDecode" | b"LZW" => Self::Lzw,
            b"RunLengthDecode" | b"RL" => Self::RunLength,
            _ => Self::Other,
        }
    }

    fn all(dict: &Dict<'_>) -> Vec<Self> {
        let object = ["Filter", "F"]
            .iter()
            .find_map(|key| dict.get::<Object<'_>>(key));
        match object {
            Some(Object::Name(name)) => vec![Self::named(&name)],
            Some(Object::Array(names)) => {
                let names = names.iter::<Name<'_>>().take(FILTERS);
                names.map(|name| Self::named(&name)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether data may grow by much.
    pub fn squeezes(self) -> bool {
        matches!(self, Self::Flate | Self::Lzw | Self::RunLength)
    }
}

/// Filters of one stream that are looked at.
const FILTERS: usize = 16;

/// The data of a stream, at most so many bytes.
pub(super) fn decoded<'a>(stream: &Stream<'a>, most: usize) -> Result<Cow<'a, [u8]>, Failure> {
    let filters = Filter::all(stream.dict());
    let raw = stream.raw_data();
    if let [Filter::Flate] = filters[..]
        && !has_predictor(stream.dict())
        && let Some(data) = inflated(&raw, most)?
    {
        return Ok(Cow::Owned(data));
    }
    // Without a filter that squeezes data do not grow.
    if filters.iter().any(|filter| filter.squeezes())
        && length(&raw, &filters, early_change(stream.dict()), most).0 > most
    {
        return Err(Failure::TooLarge);
    }
    let data = stream.decoded_data().map_err(|_| Failure::Broken)?;
    within(data, most)
}

/// How many bytes come of data under these filters, counted no further than just above `most`; and whether deflated
/// ones come to their end.
pub(super) fn length(raw: &[u8], filters: &[Filter], early: bool, most: usize) -> (usize, bool) {
    let Some(first) = filters.iter().position(|filter| filter.squeezes()) else {
        return (raw.len(), true);
    };
    let plain = unspelled(raw, &filters[..first]);
    // What is squeezed twice is hardly ever anything but a bomb; one that is not is small.
    let twice = filters[first + 1..].iter().any(|filter| filter.squeezes());
    let (length, whole) = match filters[first] {
        Filter::Flate => inflated_length(&plain, most),
        Filter::Lzw => (lzw_length(&plain, early, most), true),
        _ => (plain.len().saturating_mul(64), true),
    };
    let times = if twice { GROWTH } else { 1 };
    (length.saturating_mul(times), whole)
}

/// The most by which inflation makes data grow.
pub(super) const GROWTH: usize = 1032;

fn inflated_length(data: &[u8], most: usize) -> (usize, bool) {
    match counted(ZlibDecoder::new(data), most) {
        (0, false) => counted(DeflateDecoder::new(data), most),
        some => some,
    }
}

/// How many bytes come, and whether they come to their end.
fn counted(mut decoder: impl Read, most: usize) -> (usize, bool) {
    let (mut count, mut some) = (0, [0; 1 << 14]);
    while count <= most {
        match decoder.read(&mut some) {
            Ok(0) => return (count, true),
            Ok(more) => count += more,
            Err(_) => break,
        }
    }
    (count, false)
}

fn within(data: Cow<'_, [u8]>, most: usize) -> Result<Cow<'_, [u8]>, Failure> {
    if data.len() > most {
        return Err(Failure::TooLarge);
    }
    Ok(data)
}

/// Inflated data; nothing where they are damaged, and what can be saved of them is for the parser to find out.
fn inflated(raw: &[u8], most: usize) -> Result<Option<Vec<u8>>, Failure> {
    let (data, whole) = inflate(ZlibDecoder::new(raw), raw.len(), most)?;
    if whole {
        return Ok(Some(data));
    }
    if data.is_empty() {
        // Without the two bytes in front, as some writers have it.
        let (data, whole) = inflate(DeflateDecoder::new(raw), raw.len(), most)?;
        return Ok(whole.then_some(data));
    }
    Ok(None)
}

/// The data, and whether they came to their end.
fn inflate(decoder: impl Read, raw: usize, most: usize) -> Result<(Vec<u8>, bool), Failure> {
    let mut data = Vec::with_capacity(raw.saturating_mul(4).min(most));
    let mut some = decoder.take(most as u64 + 1);
    let whole = some.read_to_end(&mut data).is_ok();
    if data.len() > most {
        return Err(Failure::TooLarge);
    }
    Ok((data, whole))
}

fn has_predictor(dict: &Dict<'_>) -> bool {
    parameter(dict, "Predictor").is_some_and(|predictor| predictor > 1)
}

fn early_change(dict: &Dict<'_>) -> bool {
    parameter(dict, "EarlyChange") != Some(0)
}

/// A parameter of any of the filters.
fn parameter(dict: &Dict<'_>, key: &str) -> Option<i32> {
    let of = |parameters: Object<'_>| match parameters {
        Object::Dict(dict) => dict.get::<i32>(key),
        Object::Array(array) => array.iter::<Object<'_>>().find_map(|one| match one {
            Object::Dict(dict) => dict.get::<i32>(key),
            _ => None,
        }),
        _ => None,
    };
    ["DecodeParms", "DP"]
        .iter()
        .find_map(|name| of(dict.get::<Object<'_>>(name)?))
}

/// The data under filters that only spell bytes out.
fn unspelled<'d>(raw: &'d [u8], filters: &[Filter]) -> Cow<'d, [u8]> {
    let mut data = Cow::Borrowed(raw);
    for filter in filters {
        data = Cow::Owned(match filter {
            Filter::Hex => hex(&data),
            Filter::Ascii85 => ascii85(&data),
            _ => continue,
        });
    }
    data
}

fn hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u8> = digits
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let (mut out, mut group) = (Vec::with_capacity(data.len() * 4 / 5), Vec::new());
    let number = |group: &[u8]| {
        let padded = group.iter().copied().chain(std::iter::repeat(84)).take(5);
        padded.fold(0_u32, |sum, digit| {
            sum.wrapping_mul(85).wrapping_add(u32::from(digit))
        })
    };
    for byte in data {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(number(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        out.extend(&number(&group).to_be_bytes()[..group.len() - 1]);
    }
    out
}

/// How many bytes LZW codes stand for, counted no further than just above `most`.
fn lzw_length(data: &[u8], early: bool, most: usize) -> usize {
    const CLEAR: usize = 256;
    const END: usize = 257;
    // The length of what each code from 258 on stands for.
    let mut lengths: Vec<usize> = Vec::new();
    let (mut total, mut last, mut width) = (0, None, 9);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in data {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held & ((1 << width) - 1)) as usize;
        bits &= (1 << held) - 1;
        let length = match code {
            CLEAR => {
                lengths.clear();
                (last, width) = (None, 9);
                continue;
            }
            END => break,
            0..=255 => 1,
            code => match (lengths.get(code - 258), last) {
                (Some(length), _) => *length,
                (None, Some(last)) => last + 1,
                (None, None) => break,
            },
        };
        total += length;
        if total > most {
            break;
        }
        if let Some(last) = last
            && lengths.len() < 4096 - 258
        {
            lengths.push(last + 1);
        }
        last = Some(length);
        width = match lengths.len() + 258 + usize::from(early) {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn deflated(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn inflation_stops_at_its_limit() {
        let bomb = deflated(&vec![0; 3_000_000]);
        assert!(bomb.len() < 5_000);
        assert_eq!(inflated(&bomb, 2_999_999), Err(Failure::TooLarge));
        assert_eq!(
            inflated(&bomb, 3_000_000).unwrap().unwrap().len(),
            3_000_000
        );
        assert_eq!(inflated(&bomb[..bomb.len() / 2], 3_000_000), Ok(None));
        assert_eq!(
            inflated(&bomb[2..], 3_000_000).unwrap().unwrap().len(),
            3_000_000
        );
        assert_eq!(inflated(&bomb[2..], 9), Err(Failure::TooLarge));
        assert_eq!(inflated(b"plain text", 99), Ok(None));
    }

    #[test]
    fn bytes_that_are_spelled_out() {
        assert_eq!(hex(b"48 65\n6C6c 7>99"), b"Hellp");
        assert_eq!(ascii85(b"<~87cURDZ~>"), b"Hello");
        assert_eq!(ascii85(b"z!!~>"), [0, 0, 0, 0, 0]);
    }

    #[test]
    fn the_length_of_codes_is_that_of_their_text() {
        // 45 45 45 45 45 65 45 45 45 66: the example of PDF 32000-1, 7.4.4.2.
        let data = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(lzw_length(&data, true, 100), 10);
        assert!(lzw_length(&data, true, 4) <= 6);
        // Every code the longest there is: the growth that LZW allows.
        let mut codes: Vec<(u32, u32)> = vec![(256, 9), (0, 9)];
        for code in 258..4096_u32 {
            let entries = code - 258 + 258 + 1;
            let width = match entries {
                0..512 => 9,
                512..1024 => 10,
                1024..2048 => 11,
                _ => 12,
            };
            codes.push((code, width));
        }
        let mut bits = String::new();
        for (code, width) in codes {
            bits += &format!("{code:0width$b}", width = width as usize);
        }
        let bytes: Vec<u8> = bits
            .as_bytes()
            .chunks(8)
            .map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | (bit - b'0')))
            .collect();
        let counted = lzw_length(&bytes, true, usize::MAX);
        assert!(counted > 7_000_000, "{counted}");
        assert!(lzw_length(&bytes, true, 100_000) < 110_000);
    }
}
