//! The day of publication: as the page's own description gives it, else as the text before the first section does.

use crate::forms::Wording;
use crate::layout::Block;
use crate::read::Meta;
use crate::report::Date;

/// The date stands within this many characters of the words that introduce it.
const REACH: usize = 8;

pub(super) fn find(blocks: &[Block], meta: &Meta, wording: &Wording) -> Option<Date> {
    let described = meta.published.as_deref().and_then(Date::first_in);
    described.or_else(|| {
        blocks.iter().find_map(|block| match block {
            Block::Line(line) => stated(&line.text, wording),
            _ => None,
        })
    })
}

/// The date behind `发布时间` and the like. Not in folded text: without its white space 2020-01-20 15:22 is another date.
fn stated(text: &str, wording: &Wording) -> Option<Date> {
    let lead = wording.published_lead.find(text)?;
    let rest = &text[lead.end..];
    let begins = rest.find(|c: char| c.is_ascii_digit())?;
    (rest[..begins].chars().count() <= REACH).then(|| Date::first_in(rest))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    #[test]
    fn dates_as_pages_write_them() {
        for (text, expected) in [
            ("2024-03-26", Some("2024-03-26")),
            ("2020-01-20 15:22", Some("2020-01-20")),
            ("2024年3月6日", Some("2024-03-06")),
            ("2024/12/31", Some("2024-12-31")),
            ("2024-13-01", None),
            ("20240326", None),
            ("2024", None),
        ] {
            assert_eq!(
                Date::first_in(text).map(|d| d.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn only_behind_the_words_that_introduce_it() {
        let wording = &Forms::embedded().wording;
        let stated = |text: &str| stated(text, wording).map(|d| d.to_string());
        assert_eq!(
            stated("来源：某镇 发布时间：2024-03-26").as_deref(),
            Some("2024-03-26")
        );
        assert_eq!(stated("（2024年3月26日）"), None);
        assert_eq!(
            stated("发布时间以网站为准，本报告所列数据统计至2023年12月31日"),
            None
        );
    }
}
