//! Words out of a fixed stock (`xref-repaired`, the id of a rule), which the program writes as literals and reads back
//! from what it stored.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde::de::value::{Error as ValueError, StringDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, IntoDeserializer, SeqAccess, Visitor};

/// A word out of a fixed stock.
pub type Word = &'static str;

/// Words are kept for the life of the program. What is stored may be forged, and must not fill the memory: the stock
/// is smaller than this, and so is every word.
const WORDS: usize = 4096;
const BYTES: usize = 64;

/// The word of this text. `None` where it can be no word of the stock.
fn intern(text: &str) -> Option<Word> {
    static SEEN: Mutex<Option<HashSet<Word>>> = Mutex::new(None);
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let seen = seen.get_or_insert_default();
    if let Some(word) = seen.get(text) {
        return Some(word);
    }
    if seen.len() >= WORDS || text.len() > BYTES {
        return None;
    }
    let word: Word = Box::leak(text.to_owned().into_boxed_str());
    seen.insert(word);
    Some(word)
}

/// What a word out of the stock of a type names.
///
/// # Errors
/// It names nothing.
pub fn named<T: DeserializeOwned>(word: String) -> Result<T, String> {
    let word: StringDeserializer<ValueError> = word.into_deserializer();
    T::deserialize(word).map_err(|error| error.to_string())
}

/// Reads a word.
pub fn one<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    struct One;

    impl Visitor<'_> for One {
        type Value = Word;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a word")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Word, E> {
            intern(text).ok_or_else(|| E::custom("no word of this program"))
        }
    }

    from.deserialize_str(One)
}

/// Reads a list of words.
pub fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Word>, D::Error> {
    struct List;

    /// A word as the element of a list.
    struct Element(Word);

    impl<'de> serde::Deserialize<'de> for Element {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            one(from).map(Self)
        }
    }

    impl<'de> Visitor<'de> for List {
        type Value = Vec<Word>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of words")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut words: A) -> Result<Vec<Word>, A::Error> {
            let mut list = Vec::new();
            while let Some(Element(word)) = words.next_element()? {
                list.push(word);
            }
            Ok(list)
        }
    }

    from.deserialize_seq(List)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_one_word() {
        let built = format!("{}-{}", "rows", "merged");
        let (a, b) = (intern("rows-merged"), intern(&built));
        assert_eq!(a, Some("rows-merged"));
        assert!(std::ptr::eq(a.unwrap(), b.unwrap()));
        assert_eq!(intern(&"x".repeat(BYTES + 1)), None);
    }
}
