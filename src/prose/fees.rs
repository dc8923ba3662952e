//! Fees said in the prose: a total, and the items that make it up.

use super::Quote;
use super::number::Unit;
use super::reader::{Reader, Sentence};
use super::token::{Spanned, Token};
use super::vocabulary::Role;

/// A total of fees and its items, scaled, in 元.
#[derive(Clone, Debug, PartialEq)]
pub struct Fees {
    /// The total as stated.
    pub total: i128,
    /// The items named behind 其中 or a colon.
    pub items: Vec<i128>,
    /// Where they are said.
    pub quote: Quote,
}

/// Fewer items are examples rather than parts.
const FEWEST: usize = 2;
/// The word that items stand behind.
const AMONG_THEM: &str = "其中";
/// What they stand behind else, right after the total.
const COLONS: &[char] = &[':', '：'];
/// Words that make items something else than parts: there are more of them, or they are not charged or of another year.
const OTHERWISE: &[&str] = &["等", "减免", "免收", "退", "主要", "上年", "去年", "同比"];

impl Reader<'_> {
    /// Fees whose items are named behind them: 收取信息处理费2230元。其中，某局880元；某局1350元。 Or in the same sentence:
    /// 收取信息处理费800元：按件计收600元、按量计收200元。
    pub(super) fn read_fees(&mut self, tokens: &[Spanned]) {
        let fee = self.vocabulary.known.request_fee;
        let Some(word) = tokens
            .iter()
            .position(|t| t.token == Token::Word(Role::Counted(fee)))
        else {
            return;
        };
        // The fee may be named before or behind the total: 对3件申请收取信息处理费…, 收费2950元.
        let Some((at, total)) = money(tokens).find(|(at, _)| *at > word) else {
            return;
        };
        let text = &self.passage.text;
        let is_among = |t: &Spanned| &text[t.from..t.to] == AMONG_THEM;
        let named = tokens[at..].iter().position(is_among).map(|i| at + i);
        let listed = text[tokens[at].to..].starts_with(COLONS) && at + 1 < tokens.len();
        let Some(among) = named.or(listed.then_some(at + 1)) else {
            return;
        };
        let end = tokens[among..]
            .iter()
            .position(|t| t.token == Token::Mark('。'))
            .map_or(tokens.len(), |i| among + i);
        let items: Vec<i128> = money(tokens)
            .filter(|(i, _)| (among..end).contains(i))
            .map(|(_, value)| value)
            .collect();
        let list = &text[tokens[among].from..tokens[end - 1].to];
        let between = &text[tokens[at].to..tokens[among].from];
        let otherwise = OTHERWISE.iter().any(|word| list.contains(word));
        if items.len() < FEWEST || otherwise || between.matches('。').count() > 1 {
            return;
        }
        self.sentence = Sentence {
            from: tokens[at.saturating_sub(3)].from,
            to: tokens[end - 1].to,
            ..Sentence::default()
        };
        let quote = self.quote(tokens[at].from, tokens[at].to);
        self.prose.fees.push(Fees {
            total,
            items,
            quote,
        });
    }
}

/// The amounts of money among some tokens, with their indices.
fn money(tokens: &[Spanned]) -> impl Iterator<Item = (usize, i128)> + '_ {
    tokens
        .iter()
        .enumerate()
        .filter_map(|(at, t)| match t.token {
            Token::Number(n) if n.unit == Unit::Money && n.exact => Some((at, n.value)),
            _ => None,
        })
}
