//! Who reports on which year: the title, the body, the year and the statistical period.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Part, published};
use crate::fold::{fold, unified};
use crate::forms::Wording;
use crate::layout::{Block, Line};
use crate::pattern::Pattern;
use crate::read::Meta;
use crate::report::{Date, Identity, Period, Source};

/// No line of a title is longer.
const LONGEST: usize = 60;
/// The dates of a period stand within this many characters of the words that introduce it.
const REACH: usize = 40;

pub(super) fn find(blocks: &[Block], parts: &[Part], meta: &Meta, wording: &Wording) -> Identity {
    let first = parts.first().map_or(0..0, |p| p.blocks.clone());
    let title = printed_title(&blocks[first.clone()], wording)
        .or_else(|| meta_title(meta, wording))
        .unwrap_or_default();
    let period = blocks.iter().enumerate().find_map(|(index, _)| {
        let window = window(blocks, index)?;
        stated_period(&window, wording)
    });
    let folded = fold(&title);
    let in_title = wording.title_year.captures(&folded);
    let in_title = in_title.and_then(|found| found.number(1));
    let year = in_title
        .map(|year| (year, Source::Title))
        .or_else(|| period.as_ref().map(|p| (p.end.year, Source::Period)))
        .or_else(|| commonest_year(parts, wording).map(|year| (year, Source::Prose)));
    let agency = name_in_title(&folded, wording);
    Identity {
        agency_from: (!agency.is_empty()).then_some(Source::Title),
        agency,
        title,
        year: year.map(|(year, _)| year),
        year_from: year.map(|(_, source)| source),
        period,
        published: published::find(&blocks[first], meta, wording),
        ..Identity::default()
    }
}

/// The first line that is a title, with the short lines before it that it needs to be whole. One that names a body or a
/// year comes before one that does not: that may be a running head.
fn printed_title(blocks: &[Block], wording: &Wording) -> Option<String> {
    let lines: Vec<&Line> = blocks
        .iter()
        .filter_map(|b| match b {
            Block::Line(l) if !l.furniture && !fold(&l.text).is_empty() => Some(l),
            _ => None,
        })
        .collect();
    let is_title = |line: &Line| wording.title.is_match(&fold(&line.text));
    let mut bare = None;
    for end in 0..lines.len() {
        for start in (end.saturating_sub(2)..=end).rev() {
            let joins_another = start < end && is_title(lines[start]);
            if joins_another || lines[start..=end].iter().any(|l| is_sentence(&l.text)) {
                break;
            }
            let joined = lines[start..=end]
                .iter()
                .map(|l| l.text.trim())
                .collect::<Vec<_>>();
            let folded = fold(&joined.concat());
            let whole = wording.title.is_match(&folded);
            let before = start.checked_sub(1).map(|at| lines[at]);
            let begun = before.is_none_or(|l| !is_title_part(&l.text) || is_title(l));
            if whole && (begun || end - start == 2) {
                let title = unified(&joined.concat());
                if names(&folded, wording) {
                    return Some(title);
                }
                bare.get_or_insert(title);
                break;
            }
        }
    }
    bare
}

/// Whether a folded title names a body or a year.
fn names(title: &str, wording: &Wording) -> bool {
    wording.title_year.is_match(title) || !name_in_title(title, wording).is_empty()
}

fn is_sentence(text: &str) -> bool {
    text.chars().count() > LONGEST || text.contains(['。', '，', '；', '：', ':', '|', '>'])
}

/// Whether a line above a title belongs to it: short words, no sentence, no date, no navigation.
fn is_title_part(text: &str) -> bool {
    let folded = fold(text);
    !is_sentence(text) && folded.chars().count() <= 30 && !folded.starts_with('(') && {
        let name_like = folded.chars().filter(|c| u32::from(*c) >= 0x4e00).count();
        name_like * 2 > folded.chars().count()
    }
}

/// The title that the file itself carries, without the site's name after it.
fn meta_title(meta: &Meta, wording: &Wording) -> Option<String> {
    let title = meta.title.as_deref()?;
    title
        .split(['_', '|'])
        .map(str::trim)
        .find(|part| wording.title.is_match(&fold(part)))
        .map(unified)
}

/// The name in a folded title: what is left when the kind of report and the year are taken off.
pub fn name_in_title(title: &str, wording: &Wording) -> String {
    let Some(kind) = wording.title.find(title) else {
        return String::new();
    };
    let name = wording.title_year.cut_from(&title[..kind.start]);
    name.trim_start_matches("度")
        .trim_end_matches("度")
        .trim_start_matches("关于")
        .trim_end_matches('的')
        .to_owned()
}

/// A line and, on pages where sentences run on, the two after it.
fn window(blocks: &[Block], index: usize) -> Option<(String, Option<u32>)> {
    let Block::Line(line) = &blocks[index] else {
        return None;
    };
    let mut text = fold(&line.text);
    for block in blocks[index + 1..].iter().take(2) {
        match block {
            Block::Line(next) if !next.furniture => text.push_str(&fold(&next.text)),
            _ => break,
        }
    }
    Some((text, line.place.page()))
}

fn dates() -> &'static Pattern {
    static DATES: OnceLock<Pattern> = OnceLock::new();
    DATES.get_or_init(|| {
        Pattern::constant(
            r"(20[0-9]{2})年度?([0-9]{1,2})月([0-9]{1,2})日?(?:起|始)?(?:至|到|-|~|—|－)+(?:(20[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日?",
        )
    })
}

fn stated_period(window: &(String, Option<u32>), wording: &Wording) -> Option<Period> {
    let (text, page) = window;
    let lead = wording.period_lead.find(text)?;
    let found = dates().captures(&text[lead.end..])?;
    let whole = found.range(0)?;
    if text[lead.end..lead.end + whole.start].chars().count() > REACH {
        return None;
    }
    let number = |group: usize| found.number::<u16>(group);
    let day = |year: u16, month: usize, day: usize| {
        Some(Date {
            year,
            month: u8::try_from(number(month)?).ok()?,
            day: u8::try_from(number(day)?).ok()?,
        })
    };
    let first = number(1)?;
    Some(Period {
        start: day(first, 2, 3)?,
        end: day(number(4).unwrap_or(first), 5, 6)?,
        quote: text[lead.start..lead.end + whole.end].to_owned(),
        page: *page,
    })
}

/// The year that the prose speaks of most, where neither title nor period name one; ties go to the later year.
fn commonest_year(parts: &[Part], wording: &Wording) -> Option<u16> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for part in parts {
        for found in wording.title_year.all(&fold(&part.section.text)) {
            *counts.entry(found.number(1)?).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(year, count)| (*count, *year))
        .map(|(year, _)| year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    fn period(text: &str) -> Option<String> {
        stated_period(&(fold(text), None), &Forms::embedded().wording)
            .map(|p| format!("{}..{}", p.start, p.end))
    }

    #[test]
    fn periods() {
        for (text, expected) in [
            (
                "数据统计期限自 2023 年 1 月 1 日起至 2023 年 12 月 31 日止。",
                "2023-01-01..2023-12-31",
            ),
            (
                "所列数据统计期限为2025年1月1日至12月31日。",
                "2025-01-01..2025-12-31",
            ),
            (
                "统计时限从２０２２年１月１日—２０２２年１２月３１日",
                "2022-01-01..2022-12-31",
            ),
        ] {
            assert_eq!(period(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(period("2023年1月1日至2023年12月31日举办培训"), None);
    }

    #[test]
    fn agencies() {
        let wording = &Forms::embedded().wording;
        for (title, expected) in [
            (
                "青溪市人民政府2023年政府信息公开工作年度报告",
                "青溪市人民政府",
            ),
            ("2023年度白石镇政府信息公开工作年度报告", "白石镇"),
            ("2020年青溪市财政局政府信息公开年度报告", "青溪市财政局"),
        ] {
            assert_eq!(name_in_title(&fold(title), wording), expected);
        }
    }
}
