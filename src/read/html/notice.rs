//! Pages that were saved in the place of a report: a server's notice that something went wrong, a page that a script
//! would have filled.

use std::sync::LazyLock;

use regex::Regex;

use crate::error::{Bilingual, ReadError, Status};
use crate::read::{Body, Document, Element};

/// Characters of a notice at most.
const NOTICE: usize = 800;

/// What servers say where a page is not there, may not be seen or could not be made.
static NOTICES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:HTTP\s*(?:status|error)?\s*[-–:]?\s*)?(?:40[0-5]|410|412|418|429|50[0-4]|521)\b.{0,40}",
        r"(?:not\s*found|forbidden|bad\s|error|unavailable|time-?out|denied|allowed|不存在|错误|出错|找不到|无法|禁止|拒绝)",
        r"|(?:not\s*found|forbidden|error|错误|出错).{0,20}\b(?:40[0-5]|50[0-4])\b",
        r"|access\s+denied|request\s+blocked|just\s+a\s+moment|verify\s+you\s+are\s+human",
        r"|(?:页面|网页|文件|文章|内容|信息|资源)(?:不存在|未找到|已(?:被)?(?:删除|移除|下线)|找不到|无法(?:显示|访问|打开))",
        r"|(?:找不到|无法(?:显示|访问|打开)|没有找到)(?:该|此|您|相关|请求|要|所|的|访问|查看){0,6}(?:页面|网页|文件|文章|内容|资源)",
        r"|(?:访问|请求)(?:已)?(?:被|受到|过于|太)(?:拒绝|限制|禁止|拦截|阻断|频繁)|(?:没有|无)权限?访问|禁止访问",
        r"|(?:开启|启用|打开|支持)\s*JavaScript|安全验证|人机验证|滑动验证|正在(?:检查|验证)您的浏览器|服务器(?:内部)?错误|系统维护",
    ))
    .ok()
});

/// Why a page is none to read, where that is so.
pub fn refusal(document: &Document) -> Option<ReadError> {
    let Body::Flow(elements) = &document.body else {
        return None;
    };
    let mut text = document.meta.title.clone().unwrap_or_default();
    let (mut printed, mut length) = (false, 0);
    for element in elements {
        match element {
            Element::Paragraph { text: own, .. } => {
                printed = true;
                length += own.chars().count();
                text.push('\n');
                text.push_str(own);
            }
            Element::Table(_) => return None,
            // What there is to see are pictures.
            Element::Image { .. } => printed = true,
        }
        if length > NOTICE {
            return None;
        }
    }
    let notice = NOTICES.as_ref()?.find(&text);
    if let Some(notice) = notice {
        return Some(server_notice(notice.as_str()));
    }
    (!printed).then(|| without_text(document))
}

fn server_notice(said: &str) -> ReadError {
    let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let said: String = said.chars().take(60).collect();
    ReadError {
        status: Status::NotAReport,
        reason: Bilingual::new(
            format!("存下来的是网站的提示页（“{said}”），不是报告"),
            format!("what was saved is a notice of the site (“{said}”) and no report"),
        ),
        advice: Bilingual::new(
            "在浏览器中打开原网址，确认能看到报告后重新保存",
            "open the address in a browser and, when it shows the report, save it again",
        ),
    }
}

/// A page of the site or a letter that this program made: the report in it was read before, elsewhere.
pub fn page_of_ours() -> ReadError {
    ReadError {
        status: Status::NotAReport,
        reason: Bilingual::new(
            "这是 gouji 写出的网页，不是报告原文",
            "a page that gouji wrote, and not a report as it was published",
        ),
        advice: Bilingual::new(
            "请把 gouji 的输出文件夹放在报告文件夹之外",
            "keep output folders of gouji out of the folder of reports",
        ),
    }
}

fn without_text(document: &Document) -> ReadError {
    let shown: Vec<&str> = document
        .meta
        .leads_to
        .iter()
        .map(|lead| lead.address.as_str())
        .take(3)
        .collect();
    if !shown.is_empty() {
        return ReadError {
            status: Status::Empty,
            reason: Bilingual::new(
                format!(
                    "网页本身没有文字，内容在它所嵌的文件里：{}",
                    shown.join("、")
                ),
                format!(
                    "the page has no text of its own; it shows other files: {}",
                    shown.join(", ")
                ),
            ),
            advice: Bilingual::new("请下载所嵌的文件", "download the files that it shows"),
        };
    }
    ReadError {
        status: Status::Empty,
        reason: Bilingual::new(
            "网页里没有文字，内容可能要由脚本显示",
            "there is no text in the page: a script may have to show it",
        ),
        advice: Bilingual::new(
            "在浏览器中打开，等报告显示后另存为单个文件的网页（MHTML）",
            "open it in a browser and, when the report is shown, save it as a single file (MHTML)",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::read;

    fn status(page: &str) -> Option<Status> {
        refusal(&read(page.as_bytes()).unwrap()).map(|why| why.status)
    }

    #[test]
    fn notices_of_servers() {
        for page in [
            "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr>nginx</body></html>",
            "<title>HTTP Status 500 – Internal Server Error</title><h1>HTTP Status 500</h1>",
            "<p>抱歉，您访问的页面不存在或已被删除！</p><a href='/'>返回首页</a>",
            "<p>您的请求已被拦截，请求ID：7</p>",
            "<noscript>请启用JavaScript后继续浏览</noscript><script>x()</script>",
            "<h2>403</h2><p>您没有权限访问</p>",
        ] {
            assert_eq!(status(page), Some(Status::NotAReport), "{page}");
        }
    }

    #[test]
    fn pages_without_text() {
        assert_eq!(
            status("<div id=app></div><script src=a.js></script>"),
            Some(Status::Empty)
        );
        let frames = "<html><frameset><frame src='sheet001.htm'></frameset></html>";
        let why = refusal(&read(frames.as_bytes()).unwrap()).unwrap();
        assert!(why.reason.en.ends_with("sheet001.htm"), "{}", why.reason.en);
    }

    #[test]
    fn other_pages_are_left_alone() {
        for page in [
            "<p>2024年共发布信息404条，未发生错误。</p><table><tr><td>规章</td><td>0</td></tr></table>",
            "<p>全年供水平稳，没有发生停水，检修404次。</p>",
            "<img src='1.jpg' width=800>",
        ] {
            assert_eq!(status(page), None, "{page}");
        }
        let long = format!("<p>{}页面不存在</p>", "全年供水平稳。".repeat(200));
        assert_eq!(status(&long), None);
    }
}
