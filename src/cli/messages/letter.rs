//! What `gouji letter` says.

use std::path::Path;

use gouji::error::Lang;

/// A report has nothing to write to its publisher of.
pub fn nothing_to_write_of(lang: Lang, path: &str) -> String {
    say!(
        lang,
        "{path}：没有可以写进函件的问题（可能是误读的不写；--min-severity 可放宽级别）",
        "{path}: nothing to write of (what may be misread is left out; --min-severity takes in slighter findings)"
    )
}

/// A file of a letter was written.
pub fn letter_written(lang: Lang, path: &Path) -> String {
    let path = path.display();
    say!(lang, "已写入 {path}", "written to {path}")
}

/// There is no audit to write a letter from.
pub fn no_audit_there(lang: Lang, path: &Path, error: &str) -> String {
    let path = path.display();
    say!(
        lang,
        "{path} 读不了：{error}。用 --audit 指定 gouji audit 写出的文件夹（含 reports.jsonl）",
        "cannot read {path}: {error}. --audit names the folder that gouji audit wrote, with reports.jsonl in it"
    )
}

/// The audit has no such report.
pub fn no_such_report(lang: Lang, path: &Path, report: &str) -> String {
    let path = path.display();
    say!(
        lang,
        "{path} 中没有报告 {report}；编号和路径见 wide.csv",
        "{path} has no report {report}; wide.csv has the ids and paths"
    )
}

/// A path stands for several reports.
pub fn several_reports(lang: Lang, report: &str) -> String {
    say!(
        lang,
        "{report} 有几份报告，请用报告编号指定",
        "{report} stands for several reports; name one by its id"
    )
}
