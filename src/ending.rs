//! How the reading of a file ended: its status, why, and what to do about it.

use crate::error::{Bilingual, Status};
use crate::forms::Forms;
use crate::read::Lead;
use crate::report::{Presence, Report};

/// At least this many of the six headings make a document without title and tables a report.
const HEADINGS: usize = 3;

/// Chinese characters that no line has which is a title, a name or an address in a list.
const SENTENCE: usize = 40;

/// Names of pictures or attachments that are said.
const NAMED: usize = 5;

/// What there is in a document, whatever it means.
pub(crate) struct Seen<'d> {
    /// Pages, in formats with pages.
    pub pages: Option<u32>,
    /// A page is a picture.
    pub pictures: bool,
    /// Anything is written in it.
    pub text: bool,
    /// Pictures by their names, in formats without pages.
    pub named: &'d [String],
    /// Documents that it leads to.
    pub leads: &'d [Lead],
}

/// The end of a file that was read.
pub(crate) struct Ending {
    pub status: Status,
    /// Why; empty where the status is `ok`.
    pub reason: Bilingual,
    /// What to do about it; empty where the status is `ok`.
    pub advice: Bilingual,
}

impl Ending {
    fn new(status: Status, reason: Bilingual, advice: Bilingual) -> Self {
        Self {
            status,
            reason,
            advice,
        }
    }
}

/// How a file ended that was read.
pub(crate) fn ending(report: &Report, seen: &Seen<'_>, forms: &Forms) -> Ending {
    if !seen.text {
        return without_text(seen);
    }
    let titles = |presence: Presence| -> Vec<&str> {
        let tables = report.tables.iter().filter(|t| t.presence == presence);
        tables
            .map(|t| forms.editions[t.edition].tables[t.table].title.as_str())
            .collect()
    };
    let found = titles(Presence::Found).len();
    let headings = report.sections.iter().filter(|s| s.number > 0).count();
    if found == 0 && headings < HEADINGS && report.identity.title.is_empty() {
        return no_report(seen);
    }
    if found == 0 && headings == 0 && is_title_alone(report, seen) {
        return title_alone(&report.identity.title);
    }
    let (images, lost) = (titles(Presence::Image), titles(Presence::Lost));
    if found == 0 && !images.is_empty() {
        pictures(seen)
    } else if !lost.is_empty() || !images.is_empty() {
        partial(&lost, &images, seen)
    } else if found == 0 {
        no_tables(seen)
    } else {
        Ending::new(Status::Ok, Bilingual::new("", ""), Bilingual::new("", ""))
    }
}

/// Whether a document names a report and says nothing: a line in a list, a cover. What leads to the report, or shows it, does.
fn is_title_alone(report: &Report, seen: &Seen<'_>) -> bool {
    let says = |line: &str| {
        line.contains('。') || line.chars().filter(|c| *c >= '\u{4e00}').count() >= SENTENCE
    };
    seen.leads.is_empty()
        && seen.named.is_empty()
        && !seen.pictures
        && report
            .tables
            .iter()
            .all(|table| table.presence == Presence::Absent)
        && !report
            .sections
            .iter()
            .flat_map(|section| section.text.lines())
            .any(says)
}

fn title_alone(title: &str) -> Ending {
    Ending::new(
        Status::NotAReport,
        Bilingual::new(
            format!("只有报告的标题（{title}），没有正文和表格"),
            format!(
                "it has the title of a yearly report ({title}) and nothing of the report itself"
            ),
        ),
        Bilingual::new(
            "如果确是年度报告，请检查文件是否完整",
            "if it is a yearly report after all, check that the file is whole",
        ),
    )
}

fn without_text(seen: &Seen<'_>) -> Ending {
    if seen.pages.is_some() && seen.pictures {
        return Ending::new(
            Status::NeedsOcr,
            Bilingual::new(
                "各页都是图片，没有文字",
                "the pages are pictures without text",
            ),
            ocr(),
        );
    }
    if !seen.named.is_empty() {
        let (zh, en) = listed(seen.named.iter().map(String::as_str));
        return Ending::new(
            Status::NeedsOcr,
            Bilingual::new(
                format!("只有图片，没有文字：{zh}"),
                format!("it holds pictures and no text: {en}"),
            ),
            ocr(),
        );
    }
    Ending::new(
        Status::Empty,
        Bilingual::new("没有任何文字", "there is no text in it"),
        Bilingual::new("请检查文件是否完整", "check that the file is whole"),
    )
}

fn ocr() -> Bilingual {
    Bilingual::new(
        "请用 OCR 软件识别后再处理，或向发布机关索取文字版",
        "run it through OCR first, or ask the publisher for a text version",
    )
}

/// Some names, in both languages.
fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> (String, String) {
    let all = names.len();
    let names: Vec<&str> = names.take(NAMED).collect();
    let (mut zh, mut en) = (names.join("、"), names.join(", "));
    if all > NAMED {
        zh.push_str(&format!(" 等 {all} 个"));
        en.push_str(&format!(" and {} more", all - NAMED));
    }
    (zh, en)
}

/// Attachments with their addresses.
fn attachments(seen: &Seen<'_>) -> (String, String) {
    let named: Vec<String> = seen
        .leads
        .iter()
        .map(|lead| match lead.name.as_str() {
            "" => lead.address.clone(),
            name => format!("{name} <{}>", lead.address),
        })
        .collect();
    listed(named.iter().map(String::as_str))
}

fn no_report(seen: &Seen<'_>) -> Ending {
    if !seen.leads.is_empty() {
        let (zh, en) = attachments(seen);
        return Ending::new(
            Status::NotAReport,
            Bilingual::new(
                format!("没有年度报告的标题、章节和表格；页面链接或嵌入了文件：{zh}"),
                format!("no title, sections or tables of a yearly report; it leads to: {en}"),
            ),
            Bilingual::new(
                "如果报告在这些文件里，请下载后再读",
                "if the report is among these files, download them",
            ),
        );
    }
    Ending::new(
        Status::NotAReport,
        Bilingual::new(
            "没有年度报告的标题、章节和表格",
            "it has neither the title, nor the sections, nor the tables of a yearly report",
        ),
        Bilingual::new(
            "如果确是年度报告，请检查文件是否完整",
            "if it is a yearly report after all, check that the file is whole",
        ),
    )
}

fn pictures(seen: &Seen<'_>) -> Ending {
    let (zh, en) = listed(seen.named.iter().map(String::as_str));
    let reason = if zh.is_empty() {
        Bilingual::new("表格是图片", "the tables are pictures")
    } else {
        Bilingual::new(
            format!("表格是图片：{zh}"),
            format!("the tables are pictures: {en}"),
        )
    };
    Ending::new(
        Status::TablesAreImages,
        reason,
        Bilingual::new(
            "请索取表格为文字的版本",
            "ask the publisher for a version with tables as text",
        ),
    )
}

/// Some tables could not be read: their cells run together, or they are pictures.
fn partial(lost: &[&str], images: &[&str], seen: &Seen<'_>) -> Ending {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    if !lost.is_empty() {
        zh.push(format!("表格的单元格无法分辨：{}", lost.join("、")));
        en.push(format!(
            "the cells could not be told apart in: {}",
            lost.join(", ")
        ));
    }
    if !images.is_empty() {
        let (names_zh, names_en) = listed(seen.named.iter().map(String::as_str));
        let bracketed = |open: &str, names: String, close: &str| match names.as_str() {
            "" => names,
            _ => format!("{open}{names}{close}"),
        };
        let (names_zh, names_en) = (
            bracketed("（", names_zh, "）"),
            bracketed(" (", names_en, ")"),
        );
        zh.push(format!("表格是图片：{}{names_zh}", images.join("、")));
        en.push(format!(
            "these tables are pictures: {}{names_en}",
            images.join(", ")
        ));
    }
    Ending::new(
        Status::Partial,
        Bilingual::new(zh.join("；"), en.join("; ")),
        Bilingual::new(
            "请改用原始网页或 PDF，或索取表格为文字的版本",
            "use the original web page or PDF instead, or ask the publisher for a version with tables as text",
        ),
    )
}

fn no_tables(seen: &Seen<'_>) -> Ending {
    if !seen.leads.is_empty() {
        let (zh, en) = attachments(seen);
        return Ending::new(
            Status::NoTables,
            Bilingual::new(
                format!("报告中没有表格，表格可能在附件里：{zh}"),
                format!("the report has no tables; they may be in an attachment: {en}"),
            ),
            Bilingual::new("请下载附件后再读", "download the attachment and read that"),
        );
    }
    Ending::new(
        Status::NoTables,
        Bilingual::new("报告中没有表格", "the report has no tables"),
        Bilingual::new(
            "表格可能在附件里，请连同附件一起下载",
            "the tables may be in an attachment: download that, too",
        ),
    )
}
