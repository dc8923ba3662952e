//! Every sentence that the command line says, in both languages.

use std::io::{self, Write};
use std::path::Path;

use gouji::emit::picture::NoPicture;
use gouji::emit::{Outcome, Tally, phrases};
use gouji::error::{Lang, ReadError};
use gouji::location::Place;
use gouji::read::Kind;
use gouji::report::{Severity, Slip};

/// One text in two languages; names in braces are taken from the scope.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal) => {
        match $lang {
            Lang::Zh => format!($zh),
            Lang::En => format!($en),
        }
    };
}

mod batch;

pub use batch::*;

/// Says a line on standard error.
pub fn tell(text: &str) {
    let text: Vec<String> = text.lines().map(printable).collect();
    // Where standard error is gone, there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{}", text.join("\n"));
}

/// A text without control characters: what a report or a file name holds must not steer the user's terminal.
pub fn printable(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Standard output as a place that cannot be written to.
pub fn stdout(lang: Lang) -> &'static str {
    lang.pick("标准输出", "standard output")
}

/// Writing failed.
pub fn cannot_write(lang: Lang, place: &str, error: &io::Error) -> String {
    say!(
        lang,
        "gouji：不能写入 {place}：{error}。请检查路径、权限和磁盘空间",
        "gouji: cannot write to {place}: {error}; check the path, its permissions and the space on the disk"
    )
}

/// The list of `--files-from` cannot be read.
pub fn cannot_read_list(lang: Lang, list: &Path, error: &io::Error) -> String {
    let list = list.display();
    say!(
        lang,
        "gouji：不能读取路径清单 {list}：{error}。请检查 --files-from 后的路径",
        "gouji: cannot read the list {list}: {error}; check the path after --files-from"
    )
}

/// A file that the call names cannot be read.
pub fn cannot_read_table(lang: Lang, file: &Path, error: &io::Error) -> String {
    let file = file.display();
    say!(
        lang,
        "gouji：不能读取 {file}：{error}。请检查路径和权限",
        "gouji: cannot read {file}: {error}; check the path and its permissions"
    )
}

/// A file that the call names is not what it should be.
pub fn bad_table(lang: Lang, file: &Path, line: usize, what: &str) -> String {
    let file = file.display();
    say!(
        lang,
        "gouji：{file} 第 {line} 行有误：{what}",
        "gouji: {file}, line {line}: {what}"
    )
}

/// A folder that the program writes to lies in a given folder.
pub fn passed_over(lang: Lang, folder: &Path) -> String {
    let folder = folder.display();
    say!(
        lang,
        "gouji：本程序写入的文件夹 {folder} 位于所读的文件夹内，其中的文件不读",
        "gouji: the folder {folder} lies in a folder that is read; it is written by this program and passed over"
    )
}

/// The output folder is the folder to read.
pub fn output_is_input(lang: Lang, folder: &Path) -> String {
    let folder = folder.display();
    say!(
        lang,
        "gouji：输出文件夹 {folder} 就是要读的文件夹。请用 -o 指定另一个文件夹",
        "gouji: the output folder {folder} is the folder to read; name another one after -o"
    )
}

/// A file that cannot be drawn because it cannot be read.
pub fn cannot_draw(lang: Lang, file: &Path, error: &ReadError) -> String {
    let (file, status) = (file.display(), error.status);
    let (reason, advice) = (lang.of(&error.reason), lang.of(&error.advice));
    let text = say!(
        lang,
        "gouji：{file}: {status}：{reason}",
        "gouji: {file}: {status}: {reason}"
    );
    if advice.is_empty() {
        return text;
    }
    text + &say!(lang, "。{advice}", "; {advice}")
}

/// Nothing to draw: the format has no pages.
pub fn no_pages(lang: Lang, file: &Path, kind: Option<Kind>) -> String {
    let (file, kind) = (file.display(), kind.map_or("", Kind::as_str));
    say!(
        lang,
        "gouji：{file} 是 {kind} 格式，没有分页，不能画。gouji draw 只用于 PDF 文件",
        "gouji: {file} is {kind} and has no pages to draw; gouji draw is for PDF files"
    )
}

/// The page asked for is not there.
pub fn no_such_page(lang: Lang, file: &Path, page: u32, count: usize) -> String {
    let file = file.display();
    say!(
        lang,
        "gouji：{file} 没有第 {page} 页，共 {count} 页。请用 --page 指定 1 至 {count}",
        "gouji: {file} has no page {page}, it has {count}; name one from 1 to {count} after --page"
    )
}

/// The program's own file, to start workers from, is not known.
pub fn no_program(lang: Lang, error: &io::Error) -> String {
    say!(
        lang,
        "gouji：找不到本程序自身的文件，不能另起进程读取：{error}。可用 --no-isolation",
        "gouji: files are read in processes of this program, whose own file cannot be found: {error}; --no-isolation does without"
    )
}

/// The system gives no process to read in.
pub fn no_worker(lang: Lang, error: &io::Error) -> String {
    say!(
        lang,
        "gouji：不能启动读取文件的进程：{error}。请减少 -j 的数目，或用 --no-isolation",
        "gouji: cannot start a process to read files in: {error}; try a smaller -j, or --no-isolation"
    )
}

/// What was read cannot be kept until it is written.
pub fn cannot_keep(lang: Lang, error: &io::Error) -> String {
    say!(
        lang,
        "gouji：不能写临时文件：{error}。请检查磁盘空间",
        "gouji: cannot write a temporary file: {error}; check the space on the disk"
    )
}

/// The second reader cannot be started.
pub fn no_second_reader(lang: Lang, error: &io::Error) -> String {
    say!(
        lang,
        "gouji：找不到本程序自身的文件，不能另起进程再读一遍：{error}",
        "gouji: the second reading needs this program's own file, which cannot be found: {error}"
    )
}

/// The painter of pages cannot be started.
pub fn no_picture_worker(lang: Lang, error: &io::Error) -> String {
    say!(
        lang,
        "gouji：找不到本程序自身的文件，不能另起进程画页面：{error}",
        "gouji: painting a page needs this program's own file, which cannot be found: {error}"
    )
}

/// A PNG shows the page and not what was read on it.
pub fn png_shows_no_reading(lang: Lang) -> String {
    say!(
        lang,
        "gouji：PNG 只画页面原样，--layers、--pdf-reader 和 --second-reading 只用于 SVG。请把输出文件改为 .svg",
        "gouji: a PNG shows the page as it is published; --layers, --pdf-reader and --second-reading are for SVG: name an output that ends in .svg"
    )
}

/// Only a drawing from what was read could be had.
pub fn drawn_as_svg(lang: Lang, file: &Path, beside: &Path) -> String {
    let (file, beside) = (file.display(), beside.display());
    say!(
        lang,
        "gouji：{file} 这一页用的字体文件里没有、本机也没有，或页面画不出来；已按读到的字符画成 {beside}",
        "gouji: this page of {file} cannot be painted (its fonts are neither in the file nor on this machine, perhaps); drawn as {beside} from the characters that were read"
    )
}

/// The page cannot be painted.
pub fn no_picture(lang: Lang, file: &Path, reason: NoPicture) -> String {
    let file = file.display();
    let (zh, en) = match reason {
        NoPicture::Unreadable => ("文件读不了", "the file cannot be read"),
        NoPicture::NoSuchPage => ("没有这一页", "it has no such page"),
        NoPicture::OffThePage => ("给出的范围不在页面上", "the box is not on the page"),
        NoPicture::Timeout => (
            "画这一页用时太长，已中止",
            "painting it took too long and was ended",
        ),
        NoPicture::Crashed => ("画这一页时程序出错", "the painter crashed on it"),
    };
    say!(
        lang,
        "gouji：{file}：{zh}。没有写出图片",
        "gouji: {file}: {en}; no picture was written"
    )
}

/// No field of the report has this name.
pub fn no_such_cell(lang: Lang, file: &Path, cell: &str) -> String {
    let file = file.display();
    say!(
        lang,
        "gouji：{file} 里没有数据项 {cell}。写法是 表/行/列，名称见 gouji forms --format tsv",
        "gouji: {file} has no field {cell}; write table/row/column, with the names that gouji forms --format tsv lists"
    )
}

/// The field is not printed on any page.
pub fn cell_nowhere(lang: Lang, file: &Path, cell: &str) -> String {
    let file = file.display();
    say!(
        lang,
        "gouji：{file} 里 {cell} 没有印在任何一页上，不能画",
        "gouji: {cell} is not printed on any page of {file}; there is nothing to draw"
    )
}

/// No rule has this id.
pub fn no_such_rule(lang: Lang, id: &str) -> String {
    say!(
        lang,
        "gouji：没有规则 {id}。全部规则见 gouji rules",
        "gouji: there is no rule {id}; gouji rules lists them all"
    )
}

/// An output was asked for that this build cannot write.
pub fn not_built(lang: Lang, output: &str) -> String {
    say!(
        lang,
        "gouji：这个版本编译时没有包含 {output}；请使用默认选项编译的版本，或不选它",
        "gouji: this build leaves out {output}; use one with the default features, or do not ask for it"
    )
}

/// Outputs were not written, as this build cannot.
pub fn left_out(lang: Lang, outputs: &str) -> String {
    say!(
        lang,
        "gouji：未写出（这个版本编译时没有包含）：{outputs}",
        "gouji: not written, as this build leaves them out: {outputs}"
    )
}

/// What is wrong with an input, and what to do.
pub fn outcome(lang: Lang, outcome: &Outcome) -> String {
    let path = &outcome.path;
    let audited = &outcome.audited;
    let status = audited.status;
    let reason = lang.of(&audited.reason).trim_end_matches(['。', '.']);
    let advice = lang.of(&audited.advice);
    let mut text = format!("{path}: {status}");
    if !reason.is_empty() {
        text += &say!(lang, "：{reason}", ": {reason}");
    }
    if !advice.is_empty() {
        text += &say!(lang, "。{advice}", "; {advice}");
    }
    printable(&text)
}

/// What a run came to, without its findings.
pub fn read_summary(lang: Lang, tally: &Tally) -> String {
    let (files, reports, failures) = (tally.files, tally.reports, tally.failures());
    let mut text = say!(
        lang,
        "{files} 个文件，{reports} 份报告",
        "{files} files, {reports} reports"
    );
    if failures > 0 {
        text += &say!(
            lang,
            "；{failures} 个文件读不了",
            "; {failures} could not be read"
        );
    }
    text
}

/// What a run came to.
pub fn summary(lang: Lang, tally: &Tally) -> String {
    let read = read_summary(lang, tally);
    let count = |severity| tally.severities.get(&severity).copied().unwrap_or_default();
    let (findings, readings) = (tally.findings(), tally.readings);
    let (errors, warnings, notices) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Notice),
    );
    if tally.reports == 0 {
        // "Nothing found" would sound as if something had been checked.
        return read;
    }
    if findings == 0 {
        return say!(lang, "{read}；没有发现问题", "{read}; nothing found");
    }
    let mut text = say!(
        lang,
        "{read}；{findings} 个问题（错误 {errors}，警告 {warnings}，提示 {notices}）",
        "{read}; {findings} findings ({errors} errors, {warnings} warnings, {notices} notices)"
    );
    if readings > 0 {
        text += &say!(
            lang,
            "，其中 {readings} 个可能是本程序误读",
            ", {readings} of them perhaps misread by this program"
        );
    }
    text
}

/// How the inputs of a run ended.
pub fn statuses(lang: Lang, tally: &Tally) -> String {
    let counts: Vec<String> = tally
        .statuses
        .iter()
        .map(|(status, n)| format!("{status} {n}"))
        .collect();
    let counts = counts.join(lang.pick("，", ", "));
    say!(lang, "文件状态：{counts}", "files by status: {counts}")
}

/// Where the outputs are.
pub fn written(lang: Lang, folder: &Path, names: &[String]) -> String {
    let (folder, names) = (folder.display(), names.join(lang.pick("、", ", ")));
    say!(
        lang,
        "已写入 {folder}：{names}",
        "written to {folder}: {names}"
    )
}

/// A severity for people. What may be a misreading is said to be one before anything else.
pub fn severity(lang: Lang, severity: Severity, misread: bool) -> String {
    let [zh, en] = phrases::severity(severity.as_str());
    let severity = lang.pick(zh, en);
    match misread {
        true => say!(
            lang,
            "{severity}（可能是本程序误读）",
            "{severity}, perhaps misread by this program"
        ),
        false => severity.to_owned(),
    }
}

/// A slip for people; nothing where none explains the finding.
pub fn slip(lang: Lang, slip: Slip) -> Option<&'static str> {
    let [zh, en] = phrases::slip(slip.as_str())?;
    Some(lang.pick(zh, en))
}

/// Who reports on what year.
pub fn body(lang: Lang, name: &str, year: Option<u16>) -> String {
    match year {
        Some(year) => say!(lang, "{name}，{year} 年", "{name}, {year}"),
        None => name.to_owned(),
    }
}

/// A report that names neither itself nor its body.
pub fn nameless(lang: Lang) -> &'static str {
    lang.pick("（未写明机关）", "(names no body)")
}

/// The equation of a finding.
pub fn equation(lang: Lang, equation: &str) -> String {
    say!(lang, "算式：{equation}", "equation: {equation}")
}

/// The words that a finding stands on.
pub fn quote(lang: Lang, quote: &str) -> String {
    say!(lang, "原文：“{quote}”", "text: “{quote}”")
}

/// Where to look.
pub fn place(lang: Lang, parts: &[String]) -> String {
    let parts = parts.join(lang.pick("，", ", "));
    say!(lang, "位置：{parts}", "place: {parts}")
}

/// A physical place; nothing where there is none.
pub fn physical(lang: Lang, place: Place) -> Option<String> {
    Some(match place {
        Place::Nowhere => return None,
        Place::Page { page, .. } => say!(lang, "第 {page} 页", "page {page}"),
        Place::Lines { first, last } if first == last => {
            say!(lang, "第 {first} 行", "line {first}")
        }
        Place::Lines { first, last } => {
            say!(lang, "第 {first} 至 {last} 行", "lines {first} to {last}")
        }
        Place::Native { table, row, cell } => say!(
            lang,
            "第 {table} 个表格第 {row} 行第 {cell} 格",
            "table {table} of the document, row {row}, cell {cell}"
        ),
    })
}

/// A cell with the value that would mend it.
pub fn should_be(lang: Lang, cell: &str, value: &str) -> String {
    say!(lang, "「{cell}」应为 {value}", "“{cell}” should be {value}")
}

/// The cells of a set of suspects.
pub fn together(lang: Lang, cells: &[String]) -> String {
    cells.join(lang.pick("，并且", " and "))
}

/// A set with the slip that would explain it.
pub fn with_slip(lang: Lang, set: &str, slip: &str) -> String {
    say!(lang, "{set}（{slip}）", "{set} ({slip})")
}

/// The sets of suspects, best first, and how many there are beyond those.
pub fn suspects(lang: Lang, sets: &[String], more: usize) -> String {
    let sets = sets.join(lang.pick("；或者", "; or "));
    match more {
        0 => say!(lang, "可能的错处：{sets}", "it would hold if: {sets}"),
        _ => say!(
            lang,
            "可能的错处：{sets}；另有 {more} 种可能",
            "it would hold if: {sets}; or in {more} other ways"
        ),
    }
}

/// The sets of suspects are those of the finding before.
pub fn same_suspects(lang: Lang) -> &'static str {
    lang.pick("可能的错处：同上", "it would hold if: the same as above")
}

/// The report years of an edition.
pub fn years(lang: Lang, from: u16, to: Option<u16>) -> String {
    match to {
        Some(to) => say!(lang, "{from} 至 {to} 年的报告", "reports of {from} to {to}"),
        None => say!(lang, "{from} 年起的报告", "reports of {from} and later"),
    }
}

/// The number of fields of a table.
pub fn fields(lang: Lang, count: usize) -> String {
    say!(lang, "{count} 个数据项", "{count} fields")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\r\u{85}c"), "a [31mb  c");
    }
}
