//! A clause: the words between two commas, and the numbers among them.

use std::collections::BTreeSet;

use super::group::Group;
use super::number::{Number, Unit};
use super::reader::{Reader, Said, Scope};
use super::time::Time;
use super::token::{Spanned, Token};
use super::vocabulary::{Role, Sense};

/// What stands behind a number, up to the next mark or number.
struct Right {
    senses: BTreeSet<Sense>,
    clear: bool,
    /// Index behind it.
    end: usize,
    /// Whether nothing stands there.
    empty: bool,
}

impl Reader<'_> {
    pub(super) fn read_clause(&mut self, tokens: &[Spanned]) {
        let mut group = Group::default();
        let mut kinds: BTreeSet<Sense> = BTreeSet::new();
        let (mut numbers, mut through) = (0, false);
        self.times = Vec::new();
        let mut at = 0;
        while let Some(piece) = tokens.get(at) {
            let before = at.checked_sub(1).and_then(|b| tokens.get(b));
            match &piece.token {
                Token::Word(role) => match role {
                    Role::Counted(sense) => {
                        let sense = self.carried(*sense, before);
                        group.add(sense);
                        self.speak_of(sense, &mut kinds);
                    }
                    Role::Own => self.own(piece, before, &mut group),
                    Role::None(implied) => {
                        at = self.none(tokens, at, *implied, &mut group);
                        continue;
                    }
                    Role::Respectively if group.named().len() > 1 => {
                        at = self.respectively(tokens, at, &mut group);
                        continue;
                    }
                    Role::Through => {
                        through |= numbers == 0 && group.items.is_empty();
                        group.unclear = true;
                    }
                    Role::AboutRequests => self.topic = Some(self.vocabulary.known.request),
                    role => self.word(*role, &mut group),
                },
                Token::Time(time, year) => {
                    if !group.compare {
                        self.at_time(*time, *year, &mut group);
                    }
                }
                Token::Number(number) => {
                    numbers += 1;
                    at = self.number(tokens, at, number, &mut group);
                    continue;
                }
                Token::Inner(inner) => self.inner(inner),
                Token::Mark('、') => group.next_item(),
                Token::Mark(_) | Token::Skip => {}
                Token::Unknown => group.unknown = true,
            }
            at += 1;
        }
        if group.in_all && numbers == 0 {
            self.in_all(&group, tokens);
        }
        if group.foreign {
            self.topic = None;
        }
        let known = self.vocabulary.known;
        if kinds.contains(&known.review) && kinds.contains(&known.suit) {
            // 行政复议3件、行政诉讼2件，其中维持4件: nobody can say of which.
            self.topic = None;
        }
        // Only the clause right behind it is restricted: 通过网站，收到…
        self.sentence.restricted = through && numbers == 0;
    }

    fn word(&mut self, role: Role, group: &mut Group) {
        match role {
            Role::Sum => group.sum = true,
            Role::And => group.next_item(),
            Role::Among => group.among(),
            Role::Share => group.share(),
            Role::Because => group.because = true,
            Role::Reason => group.reason(),
            Role::Each => group.each = true,
            Role::InAll => group.in_all = true,
            Role::Compare | Role::Rate => group.compare = true,
            Role::Plan => self.sentence.plan = true,
            Role::Part | Role::Cumulative => group.unclear = true,
            Role::Government => self.sentence.elsewhere = true,
            Role::Foreign => group.foreign = true,
            Role::ThisYear => self.set_scope(Scope::This),
            Role::OtherTime if !group.compare => self.set_scope(Scope::Other),
            _ => {}
        }
    }

    /// The body that reports, unless it is the end of another name: 某某镇.
    fn own(&mut self, piece: &Spanned, before: Option<&Spanned>, group: &mut Group) {
        let text = &self.passage.text[piece.from..piece.to];
        if before.is_some_and(|b| b.token == Token::Unknown) {
            group.unknown = true;
        } else {
            self.sentence.elsewhere = self.is_ambiguous(text);
        }
    }

    /// 2022年结转: the year before the word says that it is carried in, and is not the year of what follows.
    fn carried(&mut self, sense: Sense, before: Option<&Spanned>) -> Sense {
        let known = self.vocabulary.known;
        match before.map(|b| &b.token) {
            Some(Token::Time(Time::Before, _)) if sense == known.carry => {
                self.times.pop();
                self.scope = self.times.last().copied().unwrap_or(self.scope_before);
                known.carried_in
            }
            _ => sense,
        }
    }

    /// The time of what follows. Two times beside each other are a comparison.
    fn set_scope(&mut self, scope: Scope) {
        if self.times.is_empty() {
            self.scope_before = self.scope;
        }
        let another = self.times.iter().any(|time| *time != scope);
        self.times.push(scope);
        self.scope = if another { Scope::Other } else { scope };
    }

    fn at_time(&mut self, time: Time, year: Option<u16>, group: &mut Group) {
        let known = self.vocabulary.known;
        let carries = |group: &Group| group.items.last().is_some_and(|i| i.contains(&known.carry));
        match time {
            // 结转2024年办理: the year says which way it is carried.
            Time::After if carries(group) => group.add(known.carried_out),
            Time::This => self.set_scope(Scope::This),
            Time::Before | Time::After | Time::Other => {
                self.set_scope(
                    year.filter(|_| time != Time::Other)
                        .map_or(Scope::Other, Scope::Year),
                );
            }
        }
    }

    /// What is spoken of from here on.
    fn speak_of(&mut self, sense: Sense, kinds: &mut BTreeSet<Sense>) {
        kinds.insert(sense);
        if self.vocabulary.is_topic(sense) {
            self.topic = Some(sense);
        }
    }

    /// A remark in parentheses is read by itself; what it speaks of does not change what the sentence does.
    fn inner(&mut self, tokens: &[Spanned]) {
        let (topic, scope) = (self.topic, self.scope);
        let elsewhere = self.sentence.elsewhere;
        self.sentence.enclosed = true;
        self.read_clauses(tokens);
        self.sentence.enclosed = false;
        self.sentence.elsewhere = elsewhere;
        self.sentence.restricted = false;
        self.topic = topic;
        self.scope = scope;
    }

    /// A number and the words on both sides of it. Gives the index to go on from.
    fn number(
        &mut self,
        tokens: &[Spanned],
        at: usize,
        number: &Number,
        group: &mut Group,
    ) -> usize {
        let piece = &tokens[at];
        let before = std::mem::replace(group, group.behind());
        self.times.clear();
        if before.foreign {
            self.topic = None;
        }
        match number.unit {
            Unit::Percent => {
                self.share(&before, number, piece);
                return at + 1;
            }
            Unit::Other => return at + 1,
            Unit::Count | Unit::Money | Unit::None => {}
        }
        let right = self.right(tokens, at + 1);
        let bare = number.unit == Unit::None;
        if before.compare || bare && !(right.empty && is_bare_count(number, &before)) {
            return at + 1;
        }
        let noun_first = match at.checked_sub(1).map(|b| &tokens[b].token) {
            Some(Token::Word(Role::Counted(sense))) => self.vocabulary.is_topic(*sense),
            _ => false,
        };
        let clear = before.is_clear() && number.exact && (!number.one || noun_first);
        let named = self.settled(before.named());
        let told = |senses: BTreeSet<Sense>, clear: bool| Told {
            senses,
            clear,
            number: *number,
        };
        let spread = before.each || before.in_all;
        let measure = if named.len() > 1 && spread {
            for senses in named {
                self.tell(told(senses, clear), piece);
            }
            None
        } else if named.is_empty() {
            let clear = clear && right.clear;
            let measure = self.tell(told(right.senses.clone(), clear), piece);
            if measure.is_some() {
                self.remember(number, measure, clear);
                return right.end;
            }
            None
        } else {
            // Named together without 共 or 和: a sum, or the last of them alone.
            let senses: BTreeSet<Sense> = named.iter().flatten().copied().collect();
            let together = named.len() < 2 || before.sum;
            let request = self.vocabulary.known.request;
            let mut with_right = senses.clone();
            with_right.extend(right.senses.iter().filter(|s| **s == request));
            self.tell(
                told(with_right, clear && (together || named.len() == 2)),
                piece,
            )
        };
        self.remember(number, measure, clear);
        at + 1
    }

    /// Carried over from the year before, where a year before the word says so: 2022年结转.
    fn settled(&self, named: Vec<BTreeSet<Sense>>) -> Vec<BTreeSet<Sense>> {
        let known = self.vocabulary.known;
        named
            .into_iter()
            .map(|mut senses| {
                if senses.contains(&known.carried_out) || senses.contains(&known.carried_in) {
                    senses.remove(&known.carry);
                }
                senses
            })
            .collect()
    }

    fn remember(&mut self, number: &Number, measure: Option<usize>, clear: bool) {
        if number.unit == Unit::Count {
            self.sentence.last = Some((number.value, measure, clear));
            self.sentence.numbers.push(number.value);
        }
    }

    /// What stands behind a number.
    fn right(&self, tokens: &[Spanned], from: usize) -> Right {
        let mut right = Right {
            senses: BTreeSet::new(),
            clear: true,
            end: from,
            empty: true,
        };
        for piece in &tokens[from..] {
            match &piece.token {
                Token::Word(Role::Counted(sense)) => {
                    right.senses.insert(*sense);
                }
                Token::Word(Role::Filler | Role::Sum) | Token::Skip => {}
                Token::Time(Time::After, _) => {}
                Token::Word(
                    Role::And
                    | Role::Among
                    | Role::InAll
                    | Role::Share
                    | Role::None(_)
                    | Role::Respectively
                    | Role::Each,
                )
                | Token::Mark(_)
                | Token::Number(_)
                | Token::Inner(_) => break,
                Token::Word(_) | Token::Time(..) | Token::Unknown => right.clear = false,
            }
            right.end += 1;
        }
        right.empty = right.end == from;
        right
    }

    fn tell(&mut self, told: Told, piece: &Spanned) -> Option<usize> {
        let number = told.number;
        let printed = self.passage.printed(piece.from, piece.from + number.digits);
        self.state(&Said {
            topic: self.topic,
            senses: told.senses,
            number: number.value,
            money: number.unit == Unit::Money,
            printed: &printed,
            clear: told.clear,
            from: piece.from,
            to: piece.to,
        })
    }

    /// 予以公开、部分公开分别为3件、2件: as many numbers as things named. Gives the index to go on from.
    fn respectively(&mut self, tokens: &[Spanned], at: usize, group: &mut Group) -> usize {
        let before = std::mem::replace(group, group.behind());
        let named = self.settled(before.named());
        let behind = tokens[at + 1..].iter().take_while(|t| {
            matches!(
                t.token,
                Token::Number(_)
                    | Token::Mark('、')
                    | Token::Inner(_)
                    | Token::Word(Role::And | Role::Filler)
            )
        });
        let behind: Vec<&Spanned> = behind.collect();
        let numbers: Vec<(&Spanned, Number)> = behind
            .iter()
            .filter_map(|piece| match piece.token {
                Token::Number(number) => Some((*piece, number)),
                _ => None,
            })
            .collect();
        if numbers.len() == named.len() {
            for ((piece, number), senses) in numbers.iter().zip(named) {
                let clear = before.is_clear() && number.exact;
                let told = Told {
                    senses,
                    clear,
                    number: *number,
                };
                self.tell(told, piece);
            }
        }
        at + 1 + behind.len()
    }

    /// 未收到、没有发生: what is named behind it is 0. Gives the index to go on from.
    fn none(
        &mut self,
        tokens: &[Spanned],
        at: usize,
        implied: Option<Sense>,
        group: &mut Group,
    ) -> usize {
        let before = std::mem::replace(group, group.behind());
        let mut named = Group {
            unknown: before.unknown,
            unclear: before.unclear,
            ..Group::default()
        };
        let mut foreign: Vec<bool> = vec![false];
        let mut end = at + 1;
        while let Some(piece) = tokens.get(end) {
            match &piece.token {
                Token::Word(Role::Counted(sense)) => named.add(*sense),
                Token::Word(Role::And) | Token::Mark('、') => {
                    named.next_item();
                    foreign.resize(named.items.len().max(1), false);
                }
                Token::Word(
                    Role::Filler | Role::Sum | Role::Because | Role::ThisYear | Role::AboutRequests,
                )
                | Token::Skip
                | Token::Inner(_)
                | Token::Mark(_) => {}
                Token::Word(Role::Foreign) => {
                    if let Some(last) = foreign.last_mut() {
                        *last = true;
                    }
                }
                Token::Word(Role::None(_)) => break,
                // 未收到3件以上: a number after all.
                Token::Number(_) => {
                    group.unclear = true;
                    return end;
                }
                Token::Word(Role::Own) => {}
                Token::Word(_) | Token::Time(..) | Token::Unknown => named.unknown = true,
            }
            end += 1;
        }
        let last = tokens[at..end].last().map_or(tokens[at].to, |t| t.to);
        self.nothing(&named, &foreign, implied, (tokens[at].from, last));
        end
    }

    fn nothing(
        &mut self,
        named: &Group,
        foreign: &[bool],
        implied: Option<Sense>,
        (from, to): (usize, usize),
    ) {
        let known = self.vocabulary.known;
        let cases = [known.review, known.suit, known.request, known.receive];
        let bare = |senses: &BTreeSet<Sense>| senses.iter().all(|s| cases.contains(s));
        let items: Vec<(usize, BTreeSet<Sense>)> = named
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| !item.is_empty())
            .map(|(at, item)| (at, item.iter().copied().collect()))
            .collect();
        // 未发生行政复议、行政诉讼被纠错情况: there may well have been reviews.
        let of_outcomes = items
            .iter()
            .any(|(_, senses)| !bare(senses) && senses.len() > 1);
        for (at, mut senses) in items {
            let mut clear = named.is_clear() && !foreign.get(at).copied().unwrap_or(false);
            clear &= !(of_outcomes && bare(&senses));
            senses.extend(implied);
            if senses.iter().eq([&known.request]) {
                senses.insert(known.receive);
            }
            self.state(&Said {
                topic: self.topic,
                senses,
                number: 0,
                money: false,
                printed: "",
                clear,
                from,
                to,
            });
        }
    }

    /// 行政复议7件，诉讼9件，均获维持: the outcome of all that were named.
    fn in_all(&mut self, group: &Group, tokens: &[Spanned]) {
        let known = self.vocabulary.known;
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let span = (first.from, last.to);
        for at in std::mem::take(&mut self.sentence.disputes) {
            let statement = &self.prose.statements[at];
            let measure = &self.vocabulary.measures[statement.measure];
            let kinds = [known.review, known.suit];
            let mut kinds = kinds.into_iter().filter(|kind| measure.all.contains(kind));
            let (Some(kind), None) = (kinds.next(), kinds.next()) else {
                continue;
            };
            let (number, printed) = (statement.number, statement.printed.clone());
            let clear = group.is_clear() && statement.sure;
            self.state(&Said {
                senses: group.senses(),
                topic: Some(kind),
                number,
                money: false,
                printed: &printed,
                clear,
                from: span.0,
                to: span.1,
            });
        }
    }
}

/// A number about to be stated.
struct Told {
    senses: BTreeSet<Sense>,
    clear: bool,
    number: Number,
}

/// Whether a number without a unit counts cases all the same: right behind what it counts. A year does not.
fn is_bare_count(number: &Number, before: &Group) -> bool {
    let year = (2000..2100).contains(&(number.value / 1_000_000));
    !year && number.places == 0 && !before.items.is_empty() && before.is_clear()
}
