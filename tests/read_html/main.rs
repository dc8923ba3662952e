//! Web pages, from bytes to paragraphs and tables.

#![allow(clippy::unwrap_used, reason = "a failed reading is a failed test")]

mod oddities;

use std::time::{Duration, Instant};

use gouji::error::Status;
use gouji::location::Place;
use gouji::read::{Body, Document, Element, Kind, NativeCell, NativeTable, Options, read};
use proptest::prelude::*;

const SITE: &str = include_str!("../fixtures/read/site.html");
const LAYOUT: &str = include_str!("../fixtures/read/layout.html");

fn document(bytes: &[u8]) -> Document {
    let document = read(bytes, &Options::default()).unwrap();
    assert_eq!(document.kind, Kind::Html);
    document
}

fn flow(bytes: &[u8]) -> Vec<Element> {
    match document(bytes).body {
        Body::Flow(elements) => elements,
        other => panic!("{other:?}"),
    }
}

/// One line an element: text, `[cells]` with spans as `rows×columns`, `<address>`.
fn drawn(elements: &[Element]) -> Vec<String> {
    elements
        .iter()
        .map(|element| match element {
            Element::Paragraph { text, .. } => text.clone(),
            Element::Image { source } => format!("<{source}>"),
            Element::Table(table) => table.rows.iter().map(|row| drawn_row(row)).collect(),
        })
        .collect()
}

fn drawn_row(row: &[NativeCell]) -> String {
    let cell = |cell: &NativeCell| match (cell.row_span, cell.column_span) {
        (1, 1) => cell.text.clone(),
        (rows, columns) => format!("{}({rows}×{columns})", cell.text),
    };
    format!("[{}]", row.iter().map(cell).collect::<Vec<_>>().join("|"))
}

fn read_body(body: &str) -> Vec<String> {
    drawn(&flow(
        format!("<html><body>{body}</body></html>").as_bytes(),
    ))
}

fn tables(bytes: &[u8]) -> Vec<NativeTable> {
    let only = |element| match element {
        Element::Table(table) => Some(table),
        _ => None,
    };
    flow(bytes).into_iter().filter_map(only).collect()
}

fn codes(document: &Document) -> Vec<&str> {
    document.notes.iter().map(|note| note.code).collect()
}

#[test]
fn the_report_without_the_site_around_it() {
    let expected = [
        "某某县水务站2030年工作年度报告",
        "本报告由水务站编制，数据截至年底。",
        "一、概况",
        "全年供水平稳，没有发生停水。\n检修三次。",
        "[项目(1×2)|数量][检修(2×1)|计划内|2][计划外|1\n（夜间）]",
        "二、问题",
        "管网老化。",
        "附件：年报全文",
        "<img/pump.jpg>",
    ];
    assert_eq!(drawn(&flow(SITE.as_bytes())), expected);
}

#[test]
fn what_the_page_says_of_itself() {
    let document = document(SITE.as_bytes());
    let meta = &document.meta;
    assert_eq!(
        meta.title.as_deref(),
        Some("某某县水务站2030年工作年度报告")
    );
    // The head leaves the source empty; the line under the title names it.
    assert_eq!(meta.publisher.as_deref(), Some("某某县水务站"));
    assert_eq!(meta.published.as_deref(), Some("2031-01-12 09:30"));
    assert_eq!(
        meta.source_url.as_deref(),
        Some("https://www.example.gov.cn/2031/t1.htm")
    );
    assert_eq!(codes(&document), ["site-frame", "hidden-left-out"]);
}

#[test]
fn the_date_of_the_line_where_the_head_has_none() {
    let page = SITE
        .replace("PubDate", "Other")
        .replace("SiteName", "Other");
    assert_eq!(
        document(page.as_bytes()).meta.published.as_deref(),
        Some("2031-01-12")
    );
}

#[test]
fn the_same_page_in_every_encoding() {
    let expected = drawn(&flow(SITE.as_bytes()));
    let gbk = SITE.replace("charset=\"utf-8\"", "charset=\"gb2312\"");
    let gbk = encoding_rs::GB18030.encode(&gbk).0.into_owned();
    let wrong = encoding_rs::GB18030.encode(SITE).0.into_owned();
    let little: Vec<u8> = SITE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = SITE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [&b"\xff\xfe"[..], &little].concat();
    for bytes in [
        gbk,
        wrong,
        little,
        big,
        marked,
        [b"\xef\xbb\xbf", SITE.as_bytes()].concat(),
    ] {
        assert_eq!(drawn(&flow(&bytes)), expected);
    }
}

#[test]
fn layout_tables_are_walked_through() {
    let expected = [
        "仓库年度报告",
        "一、入库",
        "[货物|件数][布匹|12][粮食|3]",
        "二、出库",
        "[货物|件数|明细][布匹|4|见下][粮食|0|无][合计|4|]",
        "[红|1][蓝|3]",
    ];
    assert_eq!(drawn(&flow(LAYOUT.as_bytes())), expected);
}

#[test]
fn cells_know_where_they_stand() {
    let tables = tables(LAYOUT.as_bytes());
    let place = |table: usize, row: usize, cell: usize| tables[table].rows[row][cell].place;
    assert_eq!(
        place(0, 1, 1),
        Place::Native {
            table: 1,
            row: 2,
            cell: 2
        }
    );
    assert_eq!(
        place(2, 1, 0),
        Place::Native {
            table: 3,
            row: 2,
            cell: 1
        }
    );
}

#[test]
fn a_report_split_over_sibling_containers_stays_whole() {
    let part =
        |n: u32| format!("<div class='article-content'><p>第{n}部分，写了一句话。</p></div>");
    let body: String = (1..=3).map(part).collect();
    assert_eq!(
        read_body(&body),
        [
            "第1部分，写了一句话。",
            "第2部分，写了一句话。",
            "第3部分，写了一句话。"
        ]
    );
    let long = "这一段是正文，说了很多。".repeat(40);
    let body = format!(
        "<p>本报告如下。</p><div class='content'><p>{long}</p></div><div><p>六、其他</p><p>无</p></div>"
    );
    assert_eq!(read_body(&body), ["本报告如下。", &long, "六、其他", "无"]);
}

#[test]
fn a_report_may_stand_in_a_container_with_an_unlucky_name() {
    let prose = "全年工作平稳，没有发生事故。".repeat(10);
    let body = format!(
        "<div class='header'><p>{prose}</p><table><tr><td>a</td><td>1</td></tr></table></div>"
    );
    assert_eq!(read_body(&body), [prose.as_str(), "[a|1]"]);
}

#[test]
fn a_report_in_a_link_that_was_never_closed_is_kept() {
    let body = "<a href='/'>首页<div><p>一、概况</p><p>全年平稳。</p><p>二、数量</p><p>三、问题</p><p>没有。</p>\
                <table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></div>";
    let lines = read_body(body);
    assert!(
        lines.contains(&"三、问题".to_owned()) && lines.contains(&"[甲|1][乙|2]".to_owned()),
        "{lines:?}"
    );
}

#[test]
fn what_is_hidden_is_no_text() {
    let body = "<p>看得见的。</p><p hidden>甲</p><p style='Display : NONE'>乙</p><p style='visibility:hidden'>丙</p>\
                <p aria-hidden=true>丁</p><noscript>戊</noscript><template><p>己</p></template><!-- 庚 --><xml>辛</xml>\
                <table><tr><td>a</td><td style='display:none'>b</td><td>c</td></tr><tr hidden><td>d</td></tr></table>";
    assert_eq!(read_body(body), ["看得见的。", "丁", "[a|c]"]);
}

#[test]
fn what_a_sheet_hides_beside_a_figure_is_no_digit_of_it() {
    let body = "<style>.hide, table td > i.x{display:none} .n:hover{display:none}</style><table><tr><td>3<b class=hide>5</b></td>\
                <td><span>4</span><i class=hide>7</i></td><td><span class=hide>8</span></td>\
                <td>6<b class=hide style='display:inline'>1</b></td><td>2<i class=x>9</i><i class=n>4</i></td></tr></table><p class=hide>后来显示的。</p>";
    assert_eq!(read_body(body), ["[3|4|8|61|24]", "后来显示的。"]);
}

#[test]
fn a_page_that_hides_everything_is_read_all_the_same() {
    let page = "<html><body><p>正在加载</p><div style='display:none'><p>一、概况</p>\
                <table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></div></body></html>";
    let document = document(page.as_bytes());
    assert!(codes(&document).contains(&"hidden-read"));
    assert_eq!(
        drawn(&flow(page.as_bytes())),
        ["正在加载", "一、概况", "[甲|1][乙|2]"]
    );
}

#[test]
fn word_debris_leaves_no_spaces() {
    let body = "<p class=MsoNormal><span lang=EN-US style='font-size:16pt'>20</span><span>30\n</span><font>年<o:p></o:p></font></p>\
                <![if !supportLists]><p>本年\n 制<wbr>发</p><![endif]><p>&nbsp;</p><p>规章 <u> 0 </u> 件</p>";
    assert_eq!(read_body(body), ["2030 年", "本年制发", "规章 0 件"]);
}

#[test]
fn breaks_and_preformatted_text() {
    assert_eq!(read_body("<div>一<br>二<br><br>三</div>"), ["一\n二", "三"]);
    assert_eq!(
        read_body("<pre>项目   数\n甲      1\n</pre>"),
        ["项目   数\n甲      1"]
    );
}

#[test]
fn text_that_only_marks_up_its_tables_keeps_its_lines() {
    let text = "# 年报\n\n一、概况\n全年平稳。\n\n<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>\n\n二、其他\n";
    assert_eq!(
        drawn(&flow(text.as_bytes())),
        ["# 年报", "一、概况\n全年平稳。", "[甲|1][乙|2]", "二、其他"]
    );
}

#[test]
fn rows_in_the_order_they_are_shown() {
    let body = "<table><tfoot><tr><td>合计</td><td>3</td></tr></tfoot><tbody><tr><td>甲</td><td>3</td></tr></tbody>\
                <thead><tr><th>项</th><th>数</th></tr></thead></table>";
    assert_eq!(read_body(body), ["[项|数][甲|3][合计|3]"]);
    let rows = tables(body.as_bytes()).remove(0).rows;
    assert_eq!(
        rows[0][0].place,
        Place::Native {
            table: 1,
            row: 3,
            cell: 1
        }
    );
}

#[test]
fn spans_are_read_as_browsers_read_them() {
    let body = "<table><tr><td colspan=' 2 '>a</td><td rowspan=0>b</td><td rowspan=900>c</td></tr>\
                <tr><td colspan=0>d</td><td colspan=x>e</td></tr><tr><td rowspan=-2>f</td><td colspan='3px'>g</td></tr></table>";
    assert_eq!(read_body(body), ["[a(1×2)|b(3×1)|c(3×1)][d|e][f|g(1×3)]"]);
}

#[test]
fn impossible_spans_are_cut_with_a_note() {
    let page = "<table><tr><td colspan=100000000>a</td><td rowspan=99999999999999>b</td></tr><tr><td>c</td></tr></table>";
    let document = document(page.as_bytes());
    assert_eq!(drawn(&flow(page.as_bytes())), ["[a(1×1000)|b(2×1)][c]"]);
    assert_eq!(codes(&document), ["spans-cut"]);
}

#[test]
fn a_table_of_giant_cells_has_a_budget() {
    let row = "<tr><td rowspan=1000 colspan=1000>x</td><td>y</td></tr>".repeat(1000);
    let table = tables(format!("<table>{row}</table>").as_bytes()).remove(0);
    let slots: u64 = table
        .rows
        .iter()
        .flatten()
        .map(|c| u64::from(c.row_span) * u64::from(c.column_span))
        .sum();
    assert!(table.rows.len() == 1000 && slots < 400_000, "{slots}");
}

#[test]
fn a_table_of_one_cell_or_of_prose_is_flow() {
    assert_eq!(
        read_body("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>"),
        ["甲", "乙"]
    );
    let prose = "这一格里是整份报告的正文。".repeat(60);
    assert_eq!(
        read_body(&format!(
            "<table><tr><td>左</td><td>{prose}</td></tr></table>"
        )),
        ["左", &prose]
    );
}

#[test]
fn captions_and_pictures_in_cells() {
    let body = "<table><caption>附表</caption><tr><td>甲</td><td>1<img src=a.png></td></tr><tr><td>乙</td><td>2</td></tr></table>";
    assert_eq!(read_body(body), ["附表", "[甲|1][乙|2]", "<a.png>"]);
}

#[test]
fn another_document_in_the_page_is_noted() {
    let page = "<html><body><p>年报<iframe src='/files/2030.pdf'></iframe></body></html>";
    let document = document(page.as_bytes());
    assert_eq!(codes(&document), ["embedded-document"]);
    assert_eq!(document.meta.leads_to[0].address, "/files/2030.pdf");
    // Where nothing else is there, the page is none.
    let error = read(page.replace("年报", "").as_bytes(), &Options::default()).unwrap_err();
    assert_eq!(error.status, Status::Empty);
    assert!(error.reason.zh.contains("/files/2030.pdf"), "{error}");
}

#[test]
fn nesting_without_end_neither_overflows_nor_lasts() {
    let deep = |open: &str, close: &str| {
        format!(
            "<html><body>{}核心{}",
            open.repeat(60_000),
            close.repeat(60_000)
        )
    };
    let start = Instant::now();
    for page in [
        deep("<div>", "</div>"),
        deep("<div><p><font color=red>", "</font></p></div>"),
        deep("<font><b>", ""),
        deep("<table><tr><td>", "</td></tr></table>"),
        deep("<ul><li>", ""),
        deep("<span>", ""),
        deep("<a href=x><b><p>", ""),
        deep("<p>", ""),
        deep("<o:p>", "</o:p>"),
        deep("<svg><g>", ""),
        deep("<template>", ""),
        deep("<button>", ""),
    ] {
        let elements = match read(page.as_bytes(), &Options::default()).map(|d| d.body) {
            Ok(Body::Flow(elements)) => elements,
            _ => Vec::new(),
        };
        let lost = page.contains("svg") || page.contains("template") || page.contains("button");
        assert!(
            lost || drawn(&elements).concat().contains("核心"),
            "{}",
            &page[..60]
        );
    }
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_tag_with_attributes_without_end_does_not_last() {
    let attributes: String = (0..200_000).map(|i| format!(" a{i}=1")).collect();
    let start = Instant::now();
    assert_eq!(
        read_body(&format!("<p{attributes}>甲</p><p>乙</p>")),
        ["甲", "乙"]
    );
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn too_many_tags_are_refused() {
    let error = read("<p>".repeat(500_001).as_bytes(), &Options::default()).unwrap_err();
    assert_eq!(error.status, Status::Memory);
    assert!(!error.advice.zh.is_empty());
}

/// Pieces that pages are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td rowspan=3>",
        "<td colspan=0>",
        "</td>",
        "<th>",
        "<thead>",
        "<tfoot>",
        "<tbody>",
        "<caption>",
        "<p>",
        "</p>",
        "<div>",
        "<div class=content>",
        "<div class=footer>",
        "</div>",
        "<div hidden>",
        "<h1>",
        "</h1>",
        "<a href=x>",
        "</a>",
        "<br>",
        "<font>",
        "</font>",
        "<pre>",
        "</pre>",
        "<img src=a>",
        "<ul>",
        "<li>",
        "</ul>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<select>",
        "<o:p>",
        "<svg>",
        "<template>",
        "规章",
        "0",
        " ",
        "\n",
        "&nbsp;",
        "来源：",
        "。",
        "<",
        "<b",
        "<title>",
        "<frameset>",
        "<iframe src=b>",
        "<form>",
    ]);
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_markup_reads(page in pieces()) {
        let page = format!("<html>{page}");
        if let Err(error) = read(page.as_bytes(), &Options::default()) {
            prop_assert!(matches!(error.status, Status::Empty | Status::NotAReport), "{}", error);
        }
    }

    #[test]
    fn any_bytes_behind_a_tag_read(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&[b"<html><p>", &bytes[..]].concat(), &Options::default());
    }
}
