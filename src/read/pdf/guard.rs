//! Streams that the parser inflates by itself, looked at before it opens the file: those that hold objects, and those
//! that say where objects are. It knows no limit, so what goes beyond ours is made unreadable in the copy that it gets.
//!
//! Here the file is no more than bytes: what its objects mean is known only when they are read, which is too late. What
//! is encrypted cannot be looked into, and what has none of the words of such a stream is not known for one: both are
//! left to the limits of the process.

use std::borrow::Cow;

use memchr::memmem;

use super::inflate::{Filter, GROWTH, length};
use super::limits::{Limit, OBJECT_BYTES, TABLE_BYTES};

/// The dictionary of a stream is looked for over so many bytes before its data.
const DICT_BYTES: usize = 4096;

/// A code of twelve bits stands for at most some four thousand bytes.
const LZW_GROWTH: usize = 4096;

/// What may come of damaged data is counted as so many times less than the most there is.
const DAMAGED: usize = 8;

/// So many bytes of dictionaries are looked through in one file; then each only from the stream before it on.
const ALL_DICT_BYTES: usize = 64 << 20;

/// So much of the data is overwritten: no filter makes anything of what is left.
const SPOILED: usize = 64;

/// The bytes to give to the parser, and the limits that streams in them would have gone beyond.
pub(super) fn guarded(bytes: &[u8]) -> (Vec<u8>, Vec<Limit>) {
    let streams = streams(bytes);
    let (mut copy, mut met) = (bytes.to_vec(), Vec::new());
    let mut spoil = |stream: &Stream<'_>, limit| {
        let end = copy.len().min(stream.start + SPOILED);
        copy[stream.start..end].fill(0xFF);
        if !met.contains(&limit) {
            met.push(limit);
        }
    };
    for (kind, most, limit) in [
        (Kind::Table, TABLE_BYTES, Limit::TableBytes),
        (Kind::Objects, OBJECT_BYTES, Limit::ObjectBytes),
    ] {
        let held = || streams.iter().filter(|stream| stream.kind == kind);
        let bound = held().map(Stream::bound).fold(0, usize::saturating_add);
        // Nearly always they are so short that they need not be inflated to be known to keep within it.
        if bound <= most {
            continue;
        }
        let mut left = most;
        for stream in held() {
            match left.checked_sub(stream.size(left)) {
                Some(rest) => left = rest,
                None => spoil(stream, limit),
            }
        }
    }
    (copy, met)
}

/// What a stream may be, as far as its dictionary shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Says where objects are. Each byte may become an entry.
    Table,
    /// Holds objects; the parser keeps them.
    Objects,
    /// Contents, a picture, a font: inflated within limits of its own, where it is at all.
    Other,
}

impl Kind {
    fn of(dict: &[u8]) -> Self {
        let has = |word: &[u8]| memmem::find(dict, word).is_some();
        if has(b"/XRef") || value(dict, b"/W").is_some() {
            Self::Table
        } else if has(b"/ObjStm") || has(b"/First") {
            Self::Objects
        } else {
            Self::Other
        }
    }
}

/// A stream among the bytes of a file.
struct Stream<'a> {
    kind: Kind,
    /// What stands before it, with names as they are meant.
    dict: Cow<'a, [u8]>,
    /// Its data, and more where it is not known how long they are.
    data: &'a [u8],
    /// Where they start.
    start: usize,
}

impl<'a> Stream<'a> {
    /// The stream whose word stands at a place, with the next word of an end.
    fn new(bytes: &'a [u8], dict: Cow<'a, [u8]>, at: usize, end: usize) -> Self {
        let start = at + b"stream".len();
        let start = start
            + if bytes[start..].starts_with(b"\r\n") {
                2
            } else {
                1
            };
        let (rest, kind) = (&bytes[start..], Kind::of(&dict));
        // The mark of the end may stand among the data: what the parser goes by is the length that is given.
        let said = match value(&dict, b"/Length").and_then(number) {
            Some(Length::Here(length)) => length.min(rest.len()),
            Some(Length::Elsewhere) => rest.len(),
            None => 0,
        };
        Self {
            kind,
            dict,
            data: &rest[..end.saturating_sub(start).max(said)],
            start,
        }
    }

    /// No more bytes than this may come of it.
    fn bound(&self) -> usize {
        let filters = self.filters();
        let growth = |filter: &Filter| match filter {
            Filter::Lzw => LZW_GROWTH,
            filter if filter.squeezes() => GROWTH,
            _ => 1,
        };
        let grown = |size: usize, filter| size.saturating_mul(growth(filter));
        filters.iter().fold(self.data.len(), grown)
    }

    /// How many bytes come of it, counted no further than just above `most`.
    fn size(&self, most: usize) -> usize {
        let is_early = memmem::find(&self.dict, b"/EarlyChange 0").is_none();
        let (count, is_whole) = length(self.data, &self.filters(), is_early, most);
        if is_whole || count > most {
            return count;
        }
        // What the parser makes of damaged data is hardly more than this, but it may be.
        count.max(self.bound() / DAMAGED)
    }

    fn filters(&self) -> Vec<Filter> {
        let given = value(&self.dict, b"/F").or_else(|| value(&self.dict, b"/Filter"));
        let Some(given) = given else {
            return Vec::new();
        };
        let (given, count) = match given.strip_prefix(b"[") {
            Some(list) => (list.split(|byte| *byte == b']').next(), usize::MAX),
            None => (Some(given), 1),
        };
        let names = given.unwrap_or_default().split(|byte| *byte == b'/');
        let word = |name: &[u8]| {
            let ends = |byte: &u8| !byte.is_ascii_alphanumeric();
            let end = name.iter().position(ends).unwrap_or(name.len());
            Filter::named(&name[..end])
        };
        let found: Vec<Filter> = names.skip(1).take(count).map(word).collect();
        // Elsewhere in the file: then it is the one that nearly all streams have.
        if found.is_empty() {
            vec![Filter::Flate]
        } else {
            found
        }
    }
}

/// The streams that may be too large, in the order of the file.
fn streams(bytes: &[u8]) -> Vec<Stream<'_>> {
    let words: Vec<usize> = memmem::find_iter(bytes, b"stream").collect();
    let is_end = |at: usize| bytes[..at].ends_with(b"end");
    // Else it is no stream to the parser.
    let ends_line = |at: usize| matches!(bytes.get(at + b"stream".len()), Some(b'\r' | b'\n'));
    let (mut streams, mut ends) = (
        Vec::new(),
        words.iter().filter(|at| is_end(**at)).peekable(),
    );
    let (mut looked, mut before) = (0, 0);
    for &at in words.iter().filter(|at| !is_end(**at) && ends_line(**at)) {
        let least = if looked < ALL_DICT_BYTES { 0 } else { before };
        let head = &bytes[at.saturating_sub(DICT_BYTES).max(least)..at];
        let from = memmem::rfind(head, b"obj").unwrap_or(0);
        looked += head.len() - from;
        before = at;
        while ends.next_if(|end| **end < at).is_some() {}
        let end = ends.peek().map_or(bytes.len(), |end| **end - b"end".len());
        let stream = Stream::new(bytes, unescaped(&head[from..]), at, end);
        if stream.kind != Kind::Other {
            streams.push(stream);
        }
    }
    streams
}

/// How long the data of a stream are said to be.
enum Length {
    Here(usize),
    /// In an object of its own.
    Elsewhere,
}

fn number(value: &[u8]) -> Option<Length> {
    let mut words = value.split(|byte| !byte.is_ascii_alphanumeric());
    let mut next = || std::str::from_utf8(words.find(|word| !word.is_empty())?).ok();
    let length = next()?.parse().ok()?;
    match (next(), next()) {
        (Some(_), Some(word)) if word.starts_with('R') => Some(Length::Elsewhere),
        _ => Some(Length::Here(length)),
    }
}

/// What follows a key that is not the beginning of a longer one.
fn value<'d>(dict: &'d [u8], key: &[u8]) -> Option<&'d [u8]> {
    memmem::find_iter(dict, key).find_map(|at| {
        let after = &dict[at + key.len()..];
        let ends = after
            .first()
            .is_none_or(|byte| !byte.is_ascii_alphanumeric());
        ends.then(|| after.trim_ascii_start())
    })
}

/// The text with `#57` in names as the character it stands for.
fn unescaped(dict: &[u8]) -> Cow<'_, [u8]> {
    if !dict.contains(&b'#') {
        return Cow::Borrowed(dict);
    }
    let mut out = Vec::with_capacity(dict.len());
    let mut rest = dict;
    while let [first, after @ ..] = rest {
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        match (first, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                out.push((high << 4 | low) as u8);
                rest = &after[2..];
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(dict: &str, data: &[u8]) -> (Kind, Vec<Filter>, usize) {
        let bytes = [b"stream\n".as_slice(), data, b"\nendstream endobj"].concat();
        let end = memmem::find(&bytes, b"endstream").unwrap();
        let stream = Stream::new(&bytes, unescaped(dict.as_bytes()), 0, end);
        (stream.kind, stream.filters(), stream.data.len())
    }

    #[test]
    fn streams_are_known_by_their_dictionaries() {
        let flate = vec![Filter::Flate];
        for (dict, kind, filters) in [
            (
                "/Type /ObjStm /Filter/FlateDecode",
                Kind::Objects,
                flate.clone(),
            ),
            (
                "/Type /Obj#53tm /Filter [/Fl#61teDecode]",
                Kind::Objects,
                flate.clone(),
            ),
            (
                "/First 9 /Subtype /Image /Filter 8 0 R",
                Kind::Objects,
                flate.clone(),
            ),
            ("/W[1 2 1] /Size 5 /Subtype /Image", Kind::Table, Vec::new()),
            ("/Subtype /Image /Width 5 /F /Fl", Kind::Other, flate),
            ("", Kind::Other, Vec::new()),
            (
                "/Filter [ /ASCIIHexDecode/LZWDecode ] /X /FlateDecode",
                Kind::Other,
                vec![Filter::Hex, Filter::Lzw],
            ),
        ] {
            assert_eq!(only(dict, b"abc"), (kind, filters, 4), "{dict}");
        }
    }

    #[test]
    fn data_reach_as_far_as_the_parser_may_take_them() {
        let data = b"ab endstream cd";
        assert_eq!(only("/Length 15", data).2, 15);
        assert_eq!(only("/Length 99999999999", data).2, 32);
        assert_eq!(only("/First 1 /Length 7 0 R", data).2, 32);
        assert_eq!(only("/Length 1", data).2, 3);
    }

    #[test]
    fn streams_are_found_with_what_stands_before_them() {
        let bytes = b"1 0 obj << /Type /XRef >> stream\r\nabc\nendstream endobj 2 0 obj <</First 1>>stream\nde\
            endstream\n3 0 obj << /N (stream) /First 2 >> %\nstream\nf";
        let found = streams(bytes);
        let told: Vec<_> = found.iter().map(|s| (s.kind, s.data)).collect();
        let expected: [(Kind, &[u8]); 3] = [
            (Kind::Table, b"abc\n"),
            (Kind::Objects, b"de"),
            (Kind::Objects, b"f"),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_keeps_within_its_limits_is_left_as_it_is() {
        let bytes = b"1 0 obj << /Type /ObjStm >> stream\nabc\nendstream".as_slice();
        assert_eq!(guarded(bytes), (bytes.to_vec(), Vec::new()));
    }
}
