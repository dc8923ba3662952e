//! The words of the prose and what they mean (`vocabulary.toml`), read once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::amount::{Amount, TOTAL};
use super::file::{MeasureFile, VocabularyFile};
use crate::error::Bilingual;
use crate::forms::{Block, Forms, Layout};

/// A meaning of words: its number in the vocabulary.
pub type Sense = u16;

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing hangs on it.
    Filler,
    /// Reckoned up over more than a year.
    Cumulative,
    /// The year of the report.
    ThisYear,
    /// Another time.
    OtherTime,
    /// A comparison, a difference.
    Compare,
    /// A share of another kind: 办结率.
    Rate,
    /// What is to be, or ought to be.
    Plan,
    /// A part of what is counted.
    Part,
    /// Something that the tables do not count.
    Foreign,
    /// There is none of it; a word such as 未收到 says also of what.
    None(Option<Sense>),
    /// Adds up what was named before.
    Sum,
    /// Between things that are named together.
    And,
    /// Behind it stands a part of what stands before it.
    Among,
    /// A share of something follows.
    Share,
    /// A reason follows.
    Because,
    /// The way it came follows.
    Through,
    /// The next clauses are about requests.
    AboutRequests,
    /// The body that reports, and all that belongs to it.
    Own,
    /// The government of the area.
    Government,
    /// 各: each of those named.
    Each,
    /// 分别为: one after the other.
    Respectively,
    /// 均获: all of those named before.
    InAll,
    /// The end of a reason.
    Reason,
    /// Names what is counted.
    Counted(Sense),
}

/// Senses that steer the reading, by the names they have in the file.
const ROLES: &[(&str, Role)] = &[
    ("filler", Role::Filler),
    ("cumulative", Role::Cumulative),
    ("this-year", Role::ThisYear),
    ("other-time", Role::OtherTime),
    ("compare", Role::Compare),
    ("rate", Role::Rate),
    ("plan", Role::Plan),
    ("part", Role::Part),
    ("foreign", Role::Foreign),
    ("none", Role::None(None)),
    ("sum", Role::Sum),
    ("and", Role::And),
    ("among", Role::Among),
    ("share", Role::Share),
    ("because", Role::Because),
    ("through", Role::Through),
    ("about-requests", Role::AboutRequests),
    ("self", Role::Own),
    ("government", Role::Government),
    ("each", Role::Each),
    ("respectively", Role::Respectively),
    ("in-all", Role::InAll),
    ("reason", Role::Reason),
];

/// Senses that the grammar itself asks for.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// 申请.
    pub request: Sense,
    /// 收到.
    pub receive: Sense,
    /// 行政复议.
    pub review: Sense,
    /// 行政诉讼.
    pub suit: Sense,
    /// 结转, without saying which way.
    pub carry: Sense,
    /// From the year before.
    pub carried_in: Sense,
    /// To the year after.
    pub carried_out: Sense,
    /// 规范性文件.
    pub document: Sense,
    /// 规章.
    pub regulation: Sense,
    /// 信息处理费.
    pub request_fee: Sense,
}

/// What a number counts.
#[derive(Debug)]
pub struct Measure {
    /// Its name in both languages.
    pub name: Bilingual,
    /// Senses that must stand beside the number.
    pub all: BTreeSet<Sense>,
    /// Senses that may.
    pub any: BTreeSet<Sense>,
    /// The sense that must stand beside it or was last spoken of.
    pub topic: Option<Sense>,
    /// Whether a number is held against the tables.
    pub judge: bool,
    /// Whether it is an amount of money.
    pub money: bool,
    /// Whether shares are taken of it.
    pub whole: bool,
    /// The sums of cells that it may be, the plainest first.
    pub means: Vec<Amount>,
}

/// All words and measures.
#[derive(Debug)]
pub struct Vocabulary {
    words: Words,
    /// All measures.
    pub measures: Vec<Measure>,
    /// Senses that the grammar asks for.
    pub known: Known,
    /// Senses that a measure has as its topic.
    topics: BTreeSet<Sense>,
}

impl Vocabulary {
    /// The vocabulary that comes with the program, with the results named in the embedded forms.
    #[allow(
        clippy::panic,
        reason = "the file is part of the program and a test loads it"
    )]
    pub fn embedded() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(
            || match load(typed!("prose/vocabulary"), Forms::embedded()) {
                Ok(vocabulary) => vocabulary,
                Err(error) => panic!("vocabulary.toml: {error}"),
            },
        )
    }

    /// The longest word that a text begins with: its role, and its length in bytes.
    pub fn word(&self, text: &str) -> Option<(Role, usize)> {
        self.words.longest(text)
    }

    /// Whether a measure may be about it without its being said beside the number.
    pub fn is_topic(&self, sense: Sense) -> bool {
        self.topics.contains(&sense)
    }

    /// The measure of a number with these senses beside it, after talk of `topic`: the one that explains most of them.
    pub fn measure(&self, senses: &BTreeSet<Sense>, topic: Option<Sense>) -> Option<usize> {
        let fits = |measure: &Measure| {
            let own = |sense: &Sense| {
                measure.all.contains(sense)
                    || measure.any.contains(sense)
                    || measure.topic == Some(*sense)
            };
            let spoken_of = measure
                .topic
                .is_none_or(|wanted| senses.contains(&wanted) || topic == Some(wanted));
            spoken_of && measure.all.is_subset(senses) && senses.iter().all(own)
        };
        let fitting = (0..self.measures.len()).filter(|&at| fits(&self.measures[at]));
        // Of those that need as many senses the first one.
        fitting.max_by_key(|&at| (self.measures[at].all.len(), std::cmp::Reverse(at)))
    }
}

/// The words in order: an automaton would take longer to build than a report takes to be read with it.
#[derive(Debug)]
struct Words(Vec<(String, Role)>);

impl Words {
    /// The longest word that a text begins with, and its length in bytes.
    fn longest(&self, text: &str) -> Option<(Role, usize)> {
        let first = text.chars().next()?;
        // A word comes before the texts that begin with it, and behind the shorter words that it begins with itself.
        let before = self.0.partition_point(|(word, _)| word.as_str() <= text);
        let words = self.0[..before].iter().rev();
        let mut words = words.take_while(|(word, _)| word.starts_with(first));
        let (word, role) = words.find(|(word, _)| text.starts_with(word))?;
        Some((*role, word.len()))
    }
}

/// The names of senses as numbers.
#[derive(Default)]
struct Names(BTreeMap<String, Sense>);

impl Names {
    fn new_sense(&mut self, name: &str) -> Result<Sense, String> {
        let next = Sense::try_from(self.0.len()).map_err(|e| e.to_string())?;
        match self.0.insert(name.to_owned(), next) {
            None => Ok(next),
            Some(_) => Err(format!("the sense `{name}` stands twice")),
        }
    }

    fn get(&self, name: &str) -> Result<Sense, String> {
        let known = self.0.get(name).copied();
        known.ok_or_else(|| format!("there is no sense `{name}`"))
    }
}

fn load(file: &[u8], forms: &Forms) -> Result<Vocabulary, String> {
    let file: VocabularyFile = postcard::from_bytes(file).map_err(|e| e.to_string())?;
    let mut names = Names::default();
    for sense in &file.sense {
        names.new_sense(&sense.name)?;
    }
    let mut words: BTreeMap<String, Role> = BTreeMap::new();
    for sense in file.sense {
        let known = ROLES.iter().find(|(name, _)| *name == sense.name);
        let role = match (known, &sense.implies) {
            (Some((_, role)), None) => *role,
            (None, Some(implied)) => Role::None(Some(names.get(implied)?)),
            (None, None) => Role::Counted(names.get(&sense.name)?),
            (Some(_), Some(_)) => return Err(format!("`{}` implies nothing", sense.name)),
        };
        for word in sense.words {
            if words.insert(word.clone(), role).is_some() {
                return Err(format!("the word `{word}` stands twice"));
            }
        }
    }
    let mut measures = Vec::new();
    for measure in file.measure {
        measures.push(measure.build(&names)?);
    }
    add_results(forms, &mut names, &mut words, &mut measures)?;
    let topics = measures.iter().filter_map(|m| m.topic).collect();
    Ok(Vocabulary {
        words: Words(words.into_iter().collect()),
        measures,
        known: Known {
            request: names.get("request")?,
            receive: names.get("receive")?,
            review: names.get("review")?,
            suit: names.get("suit")?,
            carry: names.get("carry")?,
            carried_in: names.get("carried-in")?,
            carried_out: names.get("carried-out")?,
            document: names.get("document")?,
            regulation: names.get("regulation")?,
            request_fee: names.get("request-fee")?,
        },
        topics,
    })
}

impl MeasureFile {
    fn build(self, names: &Names) -> Result<Measure, String> {
        let senses = |list: &[String]| -> Result<BTreeSet<Sense>, String> {
            list.iter().map(|name| names.get(name)).collect()
        };
        let means = self.means.iter().map(|text| Amount::parse(text));
        Ok(Measure {
            all: senses(&self.all)?,
            any: senses(&self.any)?,
            topic: self
                .topic
                .as_deref()
                .map(|name| names.get(name))
                .transpose()?,
            judge: self.judge,
            whole: self.whole,
            money: match self.unit.as_deref() {
                None => false,
                Some("money") => true,
                Some(other) => return Err(format!("`{other}` is no unit of a measure")),
            },
            means: means.collect::<Result<_, _>>()?,
            name: Bilingual::new(self.zh, self.name),
        })
    }
}

/// The rows of results that have a place of their own in a group (属于国家秘密): the words of their official labels, and
/// what a number beside them counts.
fn add_results(
    forms: &Forms,
    names: &mut Names,
    words: &mut BTreeMap<String, Role>,
    measures: &mut Vec<Measure>,
) -> Result<(), String> {
    let request = names.get("request")?;
    for edition in &forms.editions {
        for table in &edition.tables {
            let of_results =
                |b: &&Block| b.layout == Layout::Rows && b.columns.iter().any(|c| c.key == TOTAL);
            let rows = table.blocks.iter().filter(of_results).flat_map(|b| &b.rows);
            for row in rows.filter(|row| !row.groups.is_empty() && row.key.contains('.')) {
                let words_of = words_of(&row.label);
                if words_of.iter().all(|word| words.contains_key(word)) {
                    continue;
                }
                let sense = match names.get(&row.key) {
                    Ok(sense) => sense,
                    Err(_) => {
                        let sense = names.new_sense(&row.key)?;
                        measures.push(Measure {
                            name: Bilingual::new(plain_label(&row.label), row.key.clone()),
                            all: [sense].into(),
                            any: [request].into(),
                            topic: Some(request),
                            judge: true,
                            money: false,
                            whole: false,
                            means: vec![Amount::parse(&format!(
                                "{}: {}/{TOTAL}",
                                table.id, row.key
                            ))?],
                        });
                        sense
                    }
                };
                for word in words_of {
                    words.entry(word).or_insert(Role::Counted(sense));
                }
            }
        }
    }
    Ok(())
}

/// A label without its number: `4.保护第三方合法权益`.
fn plain_label(label: &str) -> &str {
    label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '．' | '、'))
}

/// The words that a label may be told by: all of it, and what is left of it without 属于 or 类申请. A single short word
/// (其他) says nothing.
fn words_of(label: &str) -> Vec<String> {
    let plain = plain_label(label);
    let mut words = vec![plain.to_owned()];
    words.extend(plain.strip_prefix("属于").map(str::to_owned));
    words.extend(plain.strip_suffix("申请").map(str::to_owned));
    words.retain(|word| word.chars().count() > 3);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_vocabulary_loads() {
        let vocabulary = Vocabulary::embedded();
        assert!(vocabulary.measures.len() > 50);
        for (name, role) in ROLES {
            let mut words = vocabulary.words.0.iter();
            assert!(words.any(|(_, of)| of == role), "{name} has no words");
        }
    }

    #[test]
    fn the_longest_word_wins() {
        let vocabulary = Vocabulary::embedded();
        fn longest<'t>(vocabulary: &Vocabulary, text: &'t str) -> Option<&'t str> {
            vocabulary.word(text).map(|(_, length)| &text[..length])
        }
        let length = |text| longest(vocabulary, text);
        assert_eq!(length("政府信息公开申请12件"), Some("政府信息公开申请"));
        assert_eq!(length("无法提供3件"), Some("无法提供"));
        assert_eq!(length("不予公开2件"), Some("不予公开"));
        assert_eq!(length("保护第三方合法权益1件"), Some("保护第三方合法权益"));
        assert_eq!(length("鹭"), None);
        assert_eq!(length(""), None);
        let words = &vocabulary.words.0;
        for (word, role) in words {
            // Behind each word anything may stand, also what sorts before or behind all other words.
            for behind in ["", "\0", "一", "12件", "\u{10ffff}"] {
                let text = format!("{word}{behind}");
                let begins = words.iter().filter(|(w, _)| text.starts_with(w.as_str()));
                let longest = begins.max_by_key(|(w, _)| w.len()).unwrap();
                assert_eq!(vocabulary.word(&text), Some((longest.1, longest.0.len())));
            }
            assert!(vocabulary.word(word) == Some((*role, word.len())), "{word}");
        }
    }

    #[test]
    fn faults_in_the_file_are_named() {
        let forms = Forms::embedded();
        let fault = |text: &str| {
            let file: VocabularyFile = toml::from_str(text).unwrap();
            load(&postcard::to_stdvec(&file).unwrap(), forms).unwrap_err()
        };
        let sense = |name: &str| format!("[[sense]]\nname = \"{name}\"\nwords = [\"x\"]\n");
        let twice = format!("measure = []\n{}{}", sense("a"), sense("b"));
        assert!(fault(&twice).contains("stands twice"));
        let unknown =
            "sense = []\n[[measure]]\nname = \"a\"\nzh = \"a\"\nall = [\"b\"]\nmeans = []\n";
        assert!(fault(unknown).contains("no sense `b`"));
        let unknown = toml::from_str::<VocabularyFile>("sense = []\nmeasure = []\ncolor = 1\n");
        assert!(unknown.is_err());
    }
}
