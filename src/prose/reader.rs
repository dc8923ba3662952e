//! The prose of a report, passage by passage and sentence by sentence.

use std::collections::BTreeSet;

use super::passage::{Passage, passages};
use super::time::Time;
use super::token::{Spanned, Token, Tokenizer, names};
use super::vocabulary::{Role, Sense, Vocabulary};
use super::{Prose, Quote, Statement, When};
use crate::report::{BodyKind, Report};

/// The section of problems and plans: its numbers are about other years, or about nothing that was done.
const PLANS: u8 = 5;
/// Characters of a sentence that are quoted on each side of a number.
const QUOTED: usize = 60;

/// What a number is held to be said of, until other words say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Nothing said: this year.
    Unsaid,
    /// This year.
    This,
    /// Another year.
    Year(u16),
    /// Another time.
    Other,
}

/// A sentence being read: what was said in it so far.
#[derive(Debug, Default)]
pub(super) struct Sentence {
    /// Its bytes in the passage.
    pub from: usize,
    /// The byte behind it.
    pub to: usize,
    /// It speaks of what is to be.
    pub plan: bool,
    /// It speaks of another time beside this one.
    pub compares: bool,
    /// It is about another body.
    pub elsewhere: bool,
    /// The clause before restricts this one: 通过网站，收到…
    pub restricted: bool,
    /// What is read stands in parentheses, right behind what it is about.
    pub enclosed: bool,
    /// Statements about reviews and suits in it.
    pub disputes: Vec<usize>,
    /// The number last said, with its measure.
    pub last: Option<(i128, Option<usize>, bool)>,
    /// All numbers of cases said in it.
    pub numbers: Vec<i128>,
}

/// The reading of a report.
pub(super) struct Reader<'a> {
    pub vocabulary: &'static Vocabulary,
    pub tokenizer: Tokenizer<'a>,
    pub kind: Option<BodyKind>,
    pub prose: Prose,
    pub passage: &'a Passage<'a>,
    /// What was last spoken of.
    pub topic: Option<Sense>,
    pub scope: Scope,
    /// The times named since the last number of the clause, and what held before them.
    pub times: Vec<Scope>,
    pub scope_before: Scope,
    pub sentence: Sentence,
    /// Numbers that shares may be taken of, said in this passage.
    pub wholes: Vec<(usize, i128)>,
}

/// Reads the prose of a report.
pub(super) fn read(report: &Report, vocabulary: &'static Vocabulary) -> Prose {
    let mut prose = Prose::default();
    let kind = BodyKind::of(report);
    let own = names(&report.identity.agency);
    for section in &report.sections {
        let mut topic = None;
        for passage in &passages(section) {
            let mut reader = Reader {
                vocabulary,
                tokenizer: Tokenizer {
                    vocabulary,
                    year: report.identity.year,
                    names: own.clone(),
                },
                kind,
                prose: std::mem::take(&mut prose),
                passage,
                topic: if passage.marked { None } else { topic },
                scope: Scope::Unsaid,
                times: Vec::new(),
                scope_before: Scope::Unsaid,
                sentence: Sentence::default(),
                wholes: Vec::new(),
            };
            reader.read_passage();
            topic = reader.topic;
            prose = reader.prose;
        }
    }
    prose
}

impl Reader<'_> {
    fn read_passage(&mut self) {
        let tokens = self.tokenizer.tokens(&self.passage.text);
        self.read_years(&tokens);
        self.read_fees(&tokens);
        let is_end = |t: &Spanned| t.token == Token::Mark('。');
        for sentence in tokens.split(is_end).filter(|s| !s.is_empty()) {
            self.read_sentence(sentence);
        }
    }

    fn read_sentence(&mut self, tokens: &[Spanned]) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        self.sentence = Sentence {
            from: first.from,
            to: last.to,
            compares: compares(tokens, &self.passage.text),
            ..Sentence::default()
        };
        // A time without a year (去年) is of its own sentence alone.
        if self.scope == Scope::Other {
            self.scope = Scope::Unsaid;
        }
        self.read_clauses(tokens);
    }

    /// Reads the clauses of a sentence, or of a remark in parentheses.
    pub fn read_clauses(&mut self, tokens: &[Spanned]) {
        let mut start = 0;
        for at in 0..=tokens.len() {
            if tokens.get(at).is_some_and(|_| !ends_clause(tokens, at)) {
                continue;
            }
            let clause = &tokens[start..at];
            let begins = start == 0 || tokens[start - 1].token == Token::Mark('；');
            if begins && !clause.is_empty() {
                self.sentence.elsewhere = self.is_elsewhere(clause);
            }
            self.read_clause(clause);
            if tokens.get(at).is_some_and(|t| t.token == Token::Mark('；')) {
                self.sentence.disputes.clear();
                self.sentence.last = None;
            }
            start = at + 1;
        }
    }

    /// Whether a clause begins with the name of another body.
    fn is_elsewhere(&self, clause: &[Spanned]) -> bool {
        const BODIES: &[&str] = &[
            "局",
            "委",
            "厅",
            "办公室",
            "镇",
            "乡",
            "街道",
            "县",
            "区",
            "市",
            "中心",
            "公司",
            "处",
            "所",
            "队",
            "院",
            "部门",
            "单位",
            "政府",
        ];
        let of_name = |t: &&Spanned| {
            matches!(
                t.token,
                Token::Unknown | Token::Word(Role::Own | Role::Government)
            )
        };
        let skipped = clause.iter().skip_while(|t| {
            matches!(
                t.token,
                Token::Inner(_) | Token::Time(..) | Token::Word(Role::Filler | Role::ThisYear)
            )
        });
        let name: Vec<&Spanned> = skipped.take_while(of_name).collect();
        let (Some(first), Some(last)) = (name.first(), name.last()) else {
            return false;
        };
        // 市教育局高度重视: behind the name words may follow that are in no list either.
        let text = &self.passage.text[first.from..last.to];
        let begins = text.chars().next().map_or(0, char::len_utf8);
        name.iter().any(|t| t.token == Token::Unknown)
            && BODIES.iter().any(|body| text[begins..].contains(body))
    }

    /// Whether words for the body that reports may mean another one: 全县 in the report of a bureau.
    pub fn is_ambiguous(&self, own: &str) -> bool {
        use BodyKind::{
            County, CountyOffice, Department, Legal, Ministry, Office, Town, Upper, Zone,
        };
        let area = own.starts_with(['全', '我', '本'])
            && own.contains(['市', '县', '区', '省', '州', '旗', '盟', '地']);
        let town = ["镇", "乡", "街道", "街道办", "街"]
            .iter()
            .any(|end| own.ends_with(end))
            || own.contains("镇政府");
        match self.kind {
            None => false,
            Some(Upper | County | Zone) => town,
            Some(Town) => area,
            Some(Ministry | Office | CountyOffice | Legal | Department) => area || town,
        }
    }

    /// Adds a number with what it counts, if that is known.
    pub fn state(&mut self, said: &Said<'_>) -> Option<usize> {
        let measure = self.vocabulary.measure(&said.senses, said.topic)?;
        let known = &self.vocabulary.measures[measure];
        if known.money != said.money {
            return None;
        }
        let when = match self.scope {
            Scope::Unsaid | Scope::This => When::This,
            Scope::Year(year) => When::Year(year),
            Scope::Other => When::Other,
        };
        let sure = known.judge
            && said.clear
            && !self.sentence.plan
            && !self.sentence.elsewhere
            && !self.sentence.restricted
            && self.passage.section() != PLANS
            && (when == When::This || !self.sentence.compares);
        let at = self.prose.statements.len();
        self.prose.statements.push(Statement {
            measure,
            number: said.number,
            printed: said.printed.to_owned(),
            judged: sure && when == When::This,
            sure,
            when,
            quote: self.quote(said.from, said.to),
        });
        let known = self.vocabulary.known;
        if said.senses.contains(&known.review) || said.senses.contains(&known.suit) {
            self.sentence.disputes.push(at);
        }
        if self.vocabulary.measures[measure].whole && when == When::This {
            self.wholes.push((measure, said.number));
        }
        Some(measure)
    }

    /// The sentence around some bytes of the passage.
    pub fn quote(&self, from: usize, to: usize) -> Quote {
        let Sentence {
            from: start,
            to: end,
            ..
        } = self.sentence;
        let text = &self.passage.text;
        let before = text[start..from]
            .char_indices()
            .rev()
            .nth(QUOTED)
            .map(|(at, _)| start + at);
        let after = text[to..end]
            .char_indices()
            .nth(QUOTED)
            .map(|(at, _)| to + at);
        let mut quoted = self
            .passage
            .printed(before.unwrap_or(start), after.unwrap_or(end));
        if before.is_some() {
            quoted.insert(0, '…');
        }
        if after.is_some() {
            quoted.push('…');
        }
        Quote {
            text: quoted.trim().to_owned(),
            place: self.passage.place(from, to),
            section: self.passage.section(),
            offset: self.passage.offset(from),
        }
    }
}

/// A number as it is said.
pub(super) struct Said<'s> {
    /// What is named beside it.
    pub senses: BTreeSet<Sense>,
    /// What was last spoken of.
    pub topic: Option<Sense>,
    /// The number.
    pub number: i128,
    /// Whether it is money.
    pub money: bool,
    /// As printed.
    pub printed: &'s str,
    /// Whether every word beside it is understood.
    pub clear: bool,
    /// Its bytes in the passage.
    pub from: usize,
    /// The byte behind it.
    pub to: usize,
}

/// Whether some words compare one time with another. 全年 does not, nor does 上年结转.
fn compares(tokens: &[Spanned], text: &str) -> bool {
    const NOW: &[&str] = &["今年", "本年", "本年度"];
    tokens.iter().any(|t| match &t.token {
        Token::Word(Role::Compare | Role::OtherTime | Role::Cumulative)
        | Token::Time(Time::This, _) => true,
        Token::Word(Role::ThisYear) => NOW.contains(&&text[t.from..t.to]),
        Token::Inner(inner) => compares(inner, text),
        _ => false,
    })
}

/// Whether the mark at an index ends a clause. A colon right before a number does not.
fn ends_clause(tokens: &[Spanned], at: usize) -> bool {
    let next = tokens.get(at + 1).map(|t| &t.token);
    match tokens[at].token {
        Token::Mark('，' | '；' | '。') => true,
        Token::Mark('：') => !matches!(next, Some(Token::Number(_))),
        _ => false,
    }
}
