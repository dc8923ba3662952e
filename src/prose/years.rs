//! Years that the prose reports on: that of the report, unless an older text was copied.

use super::reader::{Reader, Sentence};
use super::time::Time;
use super::token::{Spanned, Token};
use super::vocabulary::Role;

/// What a year in front of it makes the year reported on.
const REPORTS: &[&str] = &[
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开工作报告",
    "政府信息公开工作情况",
    "政府信息公开情况",
    "政府信息公开年报",
    "政府信息公开工作年报",
    "政务公开工作情况",
    "信息公开工作年度报告",
    "政府信息公开工作",
    "政务公开工作",
];
/// Words of sentences that rightly look back or elsewhere.
const LOOKING_BACK: &[&str] = &[
    "考核",
    "评估",
    "评议",
    "通报",
    "表彰",
    "荣获",
    "获评",
    "获得",
    "评为",
    "排名",
    "以来",
    "结转",
    "印发",
    "要点",
    "部署",
    "问题",
    "整改",
    "相比",
    "对比",
    "同比",
    "环比",
    "较",
    "比上年",
    "比去年",
    "基础上",
    "改革",
    "成立",
    "换届",
    "今年",
    "本年",
    "去年",
    "上年",
    "同期",
    "截至",
    "上半年",
    "下半年",
    "的通知",
    "要求",
    "会议精神",
    "已于",
    "公布了",
];
/// Sections that report what was done; the fifth tells of problems, mostly of the year before, and of plans.
const OF_THE_YEAR: &[u8] = &[0, 1, 2, 3, 4, 6];

impl Reader<'_> {
    /// Years that this passage reports on and that are not the report's.
    pub(super) fn read_years(&mut self, tokens: &[Spanned]) {
        let Some(year) = self.tokenizer.year else {
            return;
        };
        let own = |t: &Spanned| matches!(t.token, Token::Time(_, Some(named)) if named == year);
        if !OF_THE_YEAR.contains(&self.passage.section()) {
            return;
        }
        let speaks_of_own = tokens.iter().any(own);
        for sentence in tokens.split(|t| t.token == Token::Mark('。')) {
            let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else {
                continue;
            };
            let begun = || self.begun(sentence).filter(|_| !speaks_of_own);
            let found = self.titled(sentence).or_else(begun);
            if let Some((at, named)) = found {
                self.sentence = Sentence {
                    from: first.from,
                    to: last.to,
                    ..Sentence::default()
                };
                let quote = self.quote(sentence[at].from, sentence[at].to);
                self.prose.years.push((named, quote));
            }
        }
    }

    /// 现公布2022年政府信息公开工作年度报告.
    fn titled(&self, sentence: &[Spanned]) -> Option<(usize, u16)> {
        let text = &self.passage.text;
        sentence.iter().enumerate().find_map(|(at, t)| {
            let (Time::Before | Time::After, named) = year_of(t)? else {
                return None;
            };
            let rest = &text[t.to..];
            let looking_back = text[t.to..sentence.last()?.to].contains("已");
            (!looking_back && REPORTS.iter().any(|report| rest.starts_with(report)))
                .then_some((at, named))
        })
    }

    /// 2022年，我局…: a sentence that begins with the year before and tells of it.
    fn begun(&self, sentence: &[Spanned]) -> Option<(usize, u16)> {
        let text = &self.passage.text[sentence.first()?.from..sentence.last()?.to];
        let skipped = |t: &Spanned| {
            matches!(
                t.token,
                Token::Inner(_)
                    | Token::Skip
                    | Token::Word(Role::Filler | Role::Own)
                    | Token::Mark('，')
            )
        };
        let at = sentence.iter().position(|t| !skipped(t))?;
        let (Time::Before, named) = year_of(&sentence[at])? else {
            return None;
        };
        let turned = sentence.iter().any(|t| {
            matches!(
                t.token,
                Token::Word(Role::Plan | Role::Cumulative | Role::OtherTime)
            )
        });
        (!turned && !LOOKING_BACK.iter().any(|word| text.contains(word))).then_some((at, named))
    }
}

fn year_of(t: &Spanned) -> Option<(Time, u16)> {
    match t.token {
        Token::Time(time, Some(year)) => Some((time, year)),
        _ => None,
    }
}
