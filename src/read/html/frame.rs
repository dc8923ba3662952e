//! What on a page is the report, and what is the frame of the site around it.
//!
//! Names of containers are hints only; every government's site has its own. What decides is content: navigation is
//! links, a footer is short and says who runs the site, and the report is where the prose and the tables are. In
//! doubt a piece is kept: a line too many is harmless, a missing section is not.

use std::sync::LazyLock;

use regex::Regex;

use super::inline::Inline;
use super::tree::{Content, Node, Tag, Tree, attribute, visible_length};

/// What a subtree holds.
#[derive(Clone, Copy, Default)]
struct Stats {
    /// Visible characters outside links.
    text: usize,
    /// Visible characters in links.
    linked: usize,
    links: usize,
    /// Cells of data tables.
    cells: usize,
}

impl Stats {
    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.linked += other.linked;
        self.links += other.links;
        self.cells += other.cells;
    }

    fn is_blank(&self) -> bool {
        self.text + self.linked + self.cells == 0
    }
}

/// The report within the page.
pub struct Frame {
    /// The node that holds it.
    pub root: usize,
    /// For each node whether it is left out.
    pub left_out: Vec<bool>,
    /// Visible characters left out, in pieces outside the root too.
    pub characters: usize,
    /// Short lines of the frame that may say who published the page, and when.
    pub lines: Vec<String>,
}

/// Longest line that can be a breadcrumb, a line of sources and dates, or a line of a footer.
const LINE: usize = 160;

/// Longest footer.
const FOOTER: usize = 600;

/// Most text before the report within the container that holds both: a title, a date, buttons.
const BEFORE: usize = 200;

/// Finds the report. `info` are tables of particulars about it.
pub fn find(tree: &Tree<'_>, data: &[bool], info: &[usize]) -> Frame {
    let stats = stats(tree, data);
    let mut frame = Frame {
        root: 0,
        left_out: vec![false; tree.nodes.len()],
        characters: 0,
        lines: Vec::new(),
    };
    if tree.nodes.is_empty() {
        return frame;
    }
    for &at in info {
        frame.left_out[at..tree.nodes[at].end].fill(true);
    }
    leave_out_frame(tree, data, &stats, &mut frame);
    let kept = kept_stats(tree, &stats, &frame.left_out);
    frame.root = descend(tree, data, &kept);
    let inside = kept[frame.root];
    let all = stats[0];
    frame.characters = all.text + all.linked - inside.text - inside.linked;
    frame
}

/// Counts of every subtree: children stand behind their parents, so one pass from the back is enough.
fn stats(tree: &Tree<'_>, data: &[bool]) -> Vec<Stats> {
    let mut stats = vec![Stats::default(); tree.nodes.len()];
    let in_data = inside_data(tree, data);
    for at in (0..tree.nodes.len()).rev() {
        let node = &tree.nodes[at];
        match node.content {
            Content::Text(text) if node.linked => stats[at].linked += visible_length(text),
            Content::Text(text) => stats[at].text += visible_length(text),
            Content::Element(Tag::Link, _) => stats[at].links += 1,
            Content::Element(Tag::Cell, _) if in_data[at] => stats[at].cells += 1,
            Content::Element(..) => {}
        }
        if at > 0 {
            let own = stats[at];
            stats[node.parent].add(own);
        }
    }
    // A table of links is navigation, whatever it looks like.
    for at in 0..tree.nodes.len() {
        if data[at] && stats[at].linked > stats[at].text {
            let cells = stats[at].cells;
            let mut up = at;
            loop {
                stats[up].cells = stats[up].cells.saturating_sub(cells);
                if up == 0 {
                    break;
                }
                up = tree.nodes[up].parent;
            }
        }
    }
    stats
}

/// The same counts without what is left out.
fn kept_stats(tree: &Tree<'_>, stats: &[Stats], left_out: &[bool]) -> Vec<Stats> {
    let mut kept = stats.to_vec();
    let mut at = 0;
    while at < tree.nodes.len() {
        if !left_out[at] {
            at += 1;
            continue;
        }
        let gone = kept[at];
        let mut up = at;
        while up > 0 {
            up = tree.nodes[up].parent;
            let here = &mut kept[up];
            here.text -= gone.text.min(here.text);
            here.linked -= gone.linked.min(here.linked);
            here.links -= gone.links.min(here.links);
            here.cells -= gone.cells.min(here.cells);
        }
        kept[at] = Stats::default();
        at = tree.nodes[at].end;
    }
    kept
}

/// For each node whether it stands in a data table.
fn inside_data(tree: &Tree<'_>, data: &[bool]) -> Vec<bool> {
    let mut inside = vec![false; tree.nodes.len()];
    for at in 0..tree.nodes.len() {
        inside[at] = data[at] || (at > 0 && inside[tree.nodes[at].parent]);
    }
    inside
}

/// Marks navigation, breadcrumbs, lines of sources and dates, buttons and footers, largest pieces first.
fn leave_out_frame(tree: &Tree<'_>, data: &[bool], stats: &[Stats], frame: &mut Frame) {
    let mut at = 1;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        if data[at] && stats[at].cells > 0 {
            at = node.end;
            continue;
        }
        let block = node
            .tag()
            .is_some_and(|tag| tag.is_block() && tag != Tag::Pre);
        if block && !stats[at].is_blank() && is_frame(tree, at, stats) {
            frame.left_out[at..node.end].fill(true);
            collect_lines(tree, at, &mut frame.lines);
            at = node.end;
            continue;
        }
        at += 1;
    }
}

fn is_frame(tree: &Tree<'_>, at: usize, stats: &[Stats]) -> bool {
    let (own, all) = (stats[at], stats[0]);
    let length = own.text + own.linked;
    // Never what could be the report itself.
    if own.cells > 0 || own.text * 2 > all.text {
        return false;
    }
    let text = if length <= FOOTER {
        squeezed(tree, at)
    } else {
        String::new()
    };
    if matches(&FOOTERS, &text) && !has_prose(tree, at) {
        return true;
    }
    if own.text * 10 > all.text * 3 {
        return false;
    }
    let links = own.links >= 3 && own.linked * 10 >= length * 6;
    let named = is_named_frame(&tree.nodes[at]) && !has_prose(tree, at);
    let line = length <= LINE && !has_inner_blocks(tree, at) && matches(&LINES, &text);
    links || named || line
}

type Pattern = LazyLock<Option<Regex>>;

/// How a line of the frame begins.
static LINES: Pattern = LazyLock::new(|| {
    Regex::new(
        r"^[\[【(（>]*(?:(?:您?(?:当前|现在|所在)?的?所?在?位置|当前栏目|所在栏目)(?:是|为)?[:：>]|(?:信息|文章|稿件|内容)?来源[:：]|(?:发布|发文|成文|更新|添加)?(?:时间|日期)[:：]\d*|(?:发布机构|发布单位|浏览次数|访问量|阅读次数|点击数|点击率|点击量|责任编辑|编辑|作者|字号|字体|字体大小|分享到|分享)[:：]|(?:打印|打印本页|打印页面|关闭|关闭窗口|关闭本页|返回|返回顶部|下载|收藏|分享|文件下载|全文下载|我要纠错|扫一扫.*|上一篇.*|下一篇.*|上一条.*|下一条.*|相关链接[:：]?|相关文档[:：]?|相关信息[:：]?|大中小)(?:[\]】)）|丨]|$))",
    )
    .ok()
});

/// What only a footer says.
static FOOTERS: Pattern = LazyLock::new(|| {
    Regex::new(r"(?i)版权所有|主办单位[:：]|^主办[:：]|承办单位[:：]|网站标识码|ICP备|公网安备|copyright|技术支持[:：]|建议使用.{0,12}浏览器|您是第\d*位访")
        .ok()
});

fn matches(pattern: &Pattern, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}

/// Elements and names that sites use for their frame.
fn is_named_frame(node: &Node<'_>) -> bool {
    const NAMES: &[&str] = &[
        "nav",
        "navbar",
        "navigation",
        "menu",
        "header",
        "footer",
        "foot",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "position",
        "location",
        "share",
        "sidebar",
        "aside",
        "copyright",
        "toolbar",
        "pagination",
        "related",
        "search",
        "login",
        "banner",
        "qrcode",
        "friendlink",
        "dqwz",
        "wzdh",
    ];
    let Some(element) = node.element() else {
        return false;
    };
    if matches!(element.name(), "nav" | "footer" | "aside" | "menu") {
        return true;
    }
    ["class", "id"]
        .iter()
        .filter_map(|name| attribute(element, name))
        .any(|value| {
            value
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|part| NAMES.iter().any(|name| part.eq_ignore_ascii_case(name)))
        })
}

/// Whether a block holds a sentence, or a heading, outside links: a frame of a site holds none.
fn has_prose(tree: &Tree<'_>, at: usize) -> bool {
    tree.nodes[at..tree.nodes[at].end]
        .iter()
        .any(|node| match node.content {
            Content::Text(text) => !node.linked && text.contains('。'),
            Content::Element(tag, _) => tag == Tag::Heading,
        })
}

fn has_inner_blocks(tree: &Tree<'_>, at: usize) -> bool {
    let inner = &tree.nodes[at + 1..tree.nodes[at].end];
    inner
        .iter()
        .filter(|node| node.tag().is_some_and(Tag::is_block))
        .count()
        > 4
}

fn squeezed(tree: &Tree<'_>, at: usize) -> String {
    tree.texts(at)
        .flat_map(str::chars)
        .filter(|&c| !super::inline::is_space(c))
        .collect()
}

/// Keeps the text of a short piece of the frame for the date and the source that may stand in it.
fn collect_lines(tree: &Tree<'_>, at: usize, lines: &mut Vec<String>) {
    let mut inline = Inline::new(false);
    for text in tree.texts(at) {
        inline.push(text);
        inline.space();
    }
    let line = inline.take();
    if line.chars().count() <= LINE {
        lines.push(line);
    }
}

/// From the page down to the smallest element that holds all of the report.
fn descend(tree: &Tree<'_>, data: &[bool], kept: &[Stats]) -> usize {
    let mut at = 0;
    loop {
        let weight =
            |child: &usize| kept[*child].text + kept[*child].linked + 10 * kept[*child].cells;
        let heaviest = tree
            .children(at)
            .filter(|&c| tree.nodes[c].tag().is_some_and(Tag::is_block))
            .max_by_key(weight);
        let Some(child) = heaviest else { return at };
        // A table is read as a whole, and a paragraph is no container.
        if data[child] || !may_descend(tree, at, child, kept) {
            return at;
        }
        at = child;
    }
}

/// Nothing but a title and buttons may stand before the child, and nothing behind it.
fn may_descend(tree: &Tree<'_>, at: usize, child: usize, kept: &[Stats]) -> bool {
    let (mut before, mut behind) = (Stats::default(), Stats::default());
    for sibling in tree.children(at) {
        let side = if sibling < child {
            &mut before
        } else {
            &mut behind
        };
        if sibling != child {
            side.add(kept[sibling]);
        }
    }
    if kept[child].text + kept[child].cells == 0 || before.cells > 0 || !behind.is_blank() {
        return false;
    }
    if before.is_blank() {
        return tree.nodes[child].tag() != Some(Tag::Heading);
    }
    let prose = tree
        .children(at)
        .take_while(|&s| s < child)
        .any(|s| !kept[s].is_blank() && has_sentence(tree, s));
    is_hinted(&tree.nodes[child]) && before.text + before.linked <= BEFORE && !prose
}

fn has_sentence(tree: &Tree<'_>, at: usize) -> bool {
    tree.texts(at).any(|text| text.contains(['。', '，', '；']))
}

/// Names that content systems of governments give to the element with the article.
fn is_hinted(node: &Node<'_>) -> bool {
    const NAMES: &[&str] = &[
        "content",
        "conent",
        "article",
        "editor",
        "zoom",
        "detail",
        "fontcontent",
        "con_text",
        "news_txt",
        "maintext",
        "xxgk",
    ];
    let Some(element) = node.element() else {
        return false;
    };
    element.name() == "article"
        || ["class", "id"]
            .iter()
            .filter_map(|name| attribute(element, name))
            .any(|value| {
                let value = value.to_ascii_lowercase();
                NAMES.iter().any(|name| value.contains(name))
            })
}
