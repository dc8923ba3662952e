//! The box of particulars that content systems of governments print above an article: index number, body, dates.

use super::inline::{Inline, is_space};
use super::tree::{Content, Tag, Tree};

/// What the box says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Info {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub index_number: Option<String>,
    /// Tables that hold nothing else.
    pub tables: Vec<usize>,
}

/// What a particular is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Title,
    Publisher,
    /// The day it was put on the site.
    Published,
    /// The day it was made, which stands in where no other is there.
    Made,
    IndexNumber,
    Other,
}

/// Names of particulars, without white space.
const LABELS: &[(&str, About)] = &[
    ("索引号", About::IndexNumber),
    ("索引码", About::IndexNumber),
    ("信息索引号", About::IndexNumber),
    ("信息索引", About::IndexNumber),
    ("索引编号", About::IndexNumber),
    ("信息名称", About::Title),
    ("文件名称", About::Title),
    ("名称", About::Title),
    ("标题", About::Title),
    ("信息标题", About::Title),
    ("发布机构", About::Publisher),
    ("发布单位", About::Publisher),
    ("发布机关", About::Publisher),
    ("发文机关", About::Publisher),
    ("发文机构", About::Publisher),
    ("发文单位", About::Publisher),
    ("公开机关", About::Publisher),
    ("公开机构", About::Publisher),
    ("公开单位", About::Publisher),
    ("公开主体", About::Publisher),
    ("公开责任部门", About::Publisher),
    ("责任部门", About::Publisher),
    ("产生机构", About::Publisher),
    ("制作单位", About::Publisher),
    ("制发机构", About::Publisher),
    ("信息来源", About::Publisher),
    ("發布機構", About::Publisher),
    ("发布日期", About::Published),
    ("发布时间", About::Published),
    ("公开日期", About::Published),
    ("公开时间", About::Published),
    ("公布日期", About::Published),
    ("发布日", About::Published),
    ("發布日期", About::Published),
    ("成文日期", About::Made),
    ("成文时间", About::Made),
    ("生成日期", About::Made),
    ("生成时间", About::Made),
    ("发文日期", About::Made),
    ("发文时间", About::Made),
    ("产生日期", About::Made),
    ("制作日期", About::Made),
    ("文号", About::Other),
    ("发文字号", About::Other),
    ("文件编号", About::Other),
    ("主题分类", About::Other),
    ("主题词", About::Other),
    ("关键词", About::Other),
    ("分类", About::Other),
    ("信息分类", About::Other),
    ("信息类别", About::Other),
    ("公开类别", About::Other),
    ("公开方式", About::Other),
    ("公开形式", About::Other),
    ("公开范围", About::Other),
    ("公开时限", About::Other),
    ("公开程序", About::Other),
    ("体裁分类", About::Other),
    ("组配分类", About::Other),
    ("服务对象", About::Other),
    ("有效性", About::Other),
    ("是否有效", About::Other),
    ("时效性", About::Other),
    ("生效日期", About::Other),
    ("废止日期", About::Other),
    ("内容概述", About::Other),
    ("信息格式", About::Other),
    ("语种", About::Other),
];

/// Particulars that make a box of them.
const ENOUGH: usize = 2;

/// Characters of a value.
const VALUE: usize = 120;

/// Pieces of the page in which particulars are looked for: they stand above the article.
const PIECES: usize = 4_000;

/// Reads the box, where there is one.
pub fn find(tree: &Tree<'_>) -> Info {
    let mut info = Info::default();
    let pieces = pieces(tree);
    let particulars = particulars(&pieces);
    if particulars.len() < ENOUGH {
        return info;
    }
    let mut made = None;
    for &(about, ref value, _) in &particulars {
        let place = match about {
            About::Title => &mut info.title,
            About::Publisher => &mut info.publisher,
            About::Published => &mut info.published,
            About::Made => &mut made,
            About::IndexNumber => &mut info.index_number,
            About::Other => continue,
        };
        if place.is_none() && !value.is_empty() {
            *place = Some(value.clone());
        }
    }
    info.published = info.published.or(made);
    info.tables = tables(tree, &particulars);
    info
}

/// A piece of text that stands by itself, and the node that it stands in.
type Piece = (String, usize);

/// The pieces of the page: cells, lines, entries of lists.
fn pieces(tree: &Tree<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut inline = Inline::new(false);
    let mut open = 0;
    let mut flush = |inline: &mut Inline, at: usize| {
        for line in inline.take().split('\n').filter(|line| !line.is_empty()) {
            pieces.push((line.to_owned(), at));
        }
        pieces.len() >= PIECES
    };
    // An edge of any block or emphasised piece parts two pieces: labels are set in bold, values behind them are not.
    for (at, node) in tree.nodes.iter().enumerate() {
        match node.content {
            Content::Text(text) => {
                if node.parent != open && flush(&mut inline, open) {
                    break;
                }
                open = node.parent;
                inline.push(text);
            }
            Content::Element(tag, _) if tag.is_block() => {
                if flush(&mut inline, open) {
                    break;
                }
                open = at;
            }
            Content::Element(Tag::Break, _) => inline.line_break(),
            Content::Element(..) => {}
        }
    }
    flush(&mut inline, open);
    pieces
}

/// Labels with their values and the nodes of the labels.
fn particulars(pieces: &[Piece]) -> Vec<(About, String, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((text, node)) = pieces.get(at) {
        at += 1;
        for part in split(text) {
            let Some((about, value)) = label(part) else {
                continue;
            };
            let mut value = value.to_owned();
            if value.is_empty()
                && let Some((next, _)) = pieces.get(at)
                && label(next).is_none()
            {
                value = next.trim_start_matches([':', '：', ' ']).to_owned();
                at += 1;
            }
            if value.chars().count() <= VALUE {
                found.push((about, value, *node));
            }
        }
    }
    found
}

/// A line with several particulars, cut where the next one begins.
fn split(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    for (at, _) in text.match_indices([':', '：']) {
        let before = &text[..at];
        let start = LABELS
            .iter()
            .filter_map(|(label, _)| before.strip_suffix(label))
            .map(str::len)
            .min();
        cuts.extend(start.filter(|start| *start > 0));
    }
    cuts.push(text.len());
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| text[cut[0]..cut[1]].trim())
        .collect()
}

/// What a piece is a label of, and what stands behind it.
fn label(text: &str) -> Option<(About, &str)> {
    let (name, value) = match text.split_once([':', '：']) {
        Some((name, value)) => (name, value.trim()),
        None => (text, ""),
    };
    let name: String = name
        .chars()
        .filter(|&c| !is_space(c) && !matches!(c, '【' | '】' | '[' | ']' | '*'))
        .collect();
    let (_, about) = LABELS.iter().find(|(label, _)| *label == name)?;
    Some((*about, value.trim_end_matches(['】', ']'])))
}

/// The innermost tables that hold several of the labels and little else.
fn tables(tree: &Tree<'_>, particulars: &[(About, String, usize)]) -> Vec<usize> {
    let mut tables = Vec::new();
    for at in 0..tree.nodes.len() {
        let node = &tree.nodes[at];
        if !node.is(Tag::Table) {
            continue;
        }
        let inside = |label: &&(About, String, usize)| (at..node.end).contains(&label.2);
        let labels = particulars.iter().filter(inside).count();
        let cells = tree.nodes[at..node.end]
            .iter()
            .filter(|n| n.is(Tag::Cell))
            .count();
        if labels >= ENOUGH && cells <= labels * 3 {
            tables.push(at);
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::style::Sheets;
    use crate::read::html::tree::Hidden;

    fn info(body: &str) -> Info {
        let html = scraper::Html::parse_document(body);
        find(&Tree::of(&html, &Sheets::default(), Hidden::LeftOut))
    }

    fn said(info: &Info) -> [&str; 3] {
        [&info.index_number, &info.publisher, &info.published]
            .map(|said| said.as_deref().unwrap_or_default())
    }

    const EXPECTED: [&str; 3] = ["00123/2031-0007", "某某县水务站", "2031-01-12"];

    #[test]
    fn in_a_table_a_list_a_line() {
        for page in [
            "<table><tr><td>索 引 号：</td><td>00123/2031-0007</td><td>发布机构：</td><td>某某县水务站</td></tr>\
             <tr><td>名称：</td><td>年度报告</td><td>发布日期：</td><td>2031-01-12</td></tr><tr><td>文号</td><td></td></tr></table>",
            "<ul><li><b>索引号</b>：00123/2031-0007</li><li><b>公开主体：</b><span>某某县水务站</span></li>\
             <li><em>公开日期</em>2031-01-12</li></ul>",
            "<p>索引号: 00123/2031-0007 发布机构：某某县水务站　发布时间：2031-01-12</p>",
            "<dl><dt>索引号</dt><dd>00123/2031-0007</dd><dt>发文机关</dt><dd>某某县水务站</dd><dt>成文日期</dt><dd>2031-01-12</dd></dl>",
        ] {
            assert_eq!(said(&info(page)), EXPECTED, "{page}");
        }
    }

    #[test]
    fn the_day_on_the_site_before_the_day_of_the_paper() {
        let page = "<p>成文日期：2030-12-31</p><p>公开日期：2031-01-12</p>";
        assert_eq!(info(page).published.as_deref(), Some("2031-01-12"));
    }

    #[test]
    fn one_word_is_no_box() {
        assert_eq!(
            info("<table><tr><td>名称</td><td>数量</td></tr></table>"),
            Info::default()
        );
    }

    #[test]
    fn a_missing_value_does_not_take_the_next_label() {
        let page = "<table><tr><td>文号：</td><td></td><td>索引号：</td><td>7</td></tr></table>";
        assert_eq!(info(page).index_number.as_deref(), Some("7"));
        assert_eq!(info(page).tables.len(), 1);
    }
}
