//! Web pages without the report: what is said of them.

use gouji::audit::{Audited, Settings, audit};
use gouji::error::Status;

fn audited(body: &str) -> Audited {
    let page = format!(
        "<html><head><title>青溪镇2023年政府信息公开工作年度报告</title></head><body>{body}</body></html>"
    );
    audit(page.as_bytes(), &Settings::default())
}

fn says(audited: &Audited, what: &[&str]) {
    for what in what {
        assert!(audited.reason.zh.contains(what), "{}", audited.reason.zh);
        assert!(audited.reason.en.contains(what), "{}", audited.reason.en);
    }
    assert!(!audited.advice.zh.is_empty() && !audited.advice.en.is_empty());
}

const TITLE: &str = "<h1>青溪镇2023年政府信息公开工作年度报告</h1>";

#[test]
fn a_page_that_only_links_the_report_says_where_it_is() {
    let page = format!("{TITLE}<p>附件：<a href='/u/年报.pdf'>青溪镇年报</a></p>");
    let audited = audited(&page);
    assert_eq!(audited.status, Status::NoTables);
    says(&audited, &["青溪镇年报", "/u/年报.pdf"]);
}

#[test]
fn tables_that_are_pictures_are_named() {
    let prose = "<p>我镇安排专人负责公开栏和网站栏目，重点公开了财务和工程招标结果。</p>";
    let page = format!(
        "{TITLE}<p>一、总体情况</p>{prose}<p>二、主动公开政府信息情况</p><img src='/p/t2.png' width=600>\
         <p>三、收到和处理政府信息公开申请情况</p><img src='data:image/png;base64,AAAA' width=600>\
         <p>四、政府信息公开行政复议、行政诉讼情况</p><img src='/p/t4.png' width=600>\
         <p>五、存在的主要问题及改进情况</p>{prose}<p>六、其他需要报告的事项</p>{prose}"
    );
    let audited = audited(&page);
    assert_eq!(audited.status, Status::TablesAreImages);
    says(&audited, &["/p/t2.png", "data:image/png", "/p/t4.png"]);
    assert!(!audited.reason.en.contains("base64"));
}

#[test]
fn one_table_that_is_a_picture_is_told_from_those_that_are_read() {
    let row = |label: &str| format!("<tr><td>{label}</td><td>0</td><td>0</td><td>3</td></tr>");
    let page = format!(
        "{TITLE}<p>一、总体情况</p><p>我镇安排专人负责公开栏和网站栏目。</p><p>二、主动公开政府信息情况</p>\
         <table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>{}{}</table>\
         <p>三、收到和处理政府信息公开申请情况</p><img src='/p/t3.png' width=600>\
         <p>五、存在的主要问题及改进情况</p><p>公开内容还不够细。</p>",
        row("规章"),
        row("行政规范性文件"),
    );
    let audited = audited(&page);
    assert_eq!(audited.status, Status::Partial);
    says(&audited, &["/p/t3.png"]);
    assert!(audited.reason.zh.contains("图片"), "{:?}", audited.reason);
    assert!(
        !audited.reason.en.contains("told apart"),
        "{:?}",
        audited.reason
    );
}

#[test]
fn a_page_of_pictures_needs_text_recognition() {
    let pages: String = (1..=8)
        .map(|n| format!("<img src='page/{n}.jpg' width=800>"))
        .collect();
    let audited = audit(
        format!("<html><body>{pages}").as_bytes(),
        &Settings::default(),
    );
    assert_eq!(audited.status, Status::NeedsOcr);
    says(&audited, &["page/1.jpg", "page/5.jpg"]);
    assert!(audited.reason.zh.contains("等 8 个") && audited.reason.en.contains("3 more"));
}

#[test]
fn a_notice_in_the_place_of_a_page_is_told() {
    let page = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1>nginx</body></html>";
    let audited = audit(page.as_bytes(), &Settings::default());
    assert_eq!(audited.status, Status::NotAReport);
    says(&audited, &["404 Not Found"]);
}

#[test]
fn particulars_above_the_article() {
    let page = format!(
        "<table><tr><td>索 引 号</td><td>QX-2024-0007</td><td>发布机构</td><td>青溪镇人民政府</td></tr>\
         <tr><td>公开日期</td><td>2024-01-20</td><td>文号</td><td></td></tr></table>{TITLE}<p>附件：<a href=a.doc>全文</a>"
    );
    let meta = audited(&page).meta;
    assert_eq!(meta.index_number.as_deref(), Some("QX-2024-0007"));
    assert_eq!(meta.publisher.as_deref(), Some("青溪镇人民政府"));
    assert_eq!(meta.published.as_deref(), Some("2024-01-20"));
}

#[test]
fn the_address_that_a_browser_leaves_in_a_page() {
    let page = format!("<!-- saved from url=(0031)https://www.example.gov.cn/a.htm -->{TITLE}");
    let meta = audited(&page).meta;
    assert_eq!(
        meta.source_url.as_deref(),
        Some("https://www.example.gov.cn/a.htm")
    );
}
