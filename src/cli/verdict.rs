//! The overall line of a report and of a run: what was found, what was checked, and what could not be.

use gouji::emit::phrases;
use gouji::error::Lang;
use gouji::report::{Coverage, Finding, Open, Report, Severity, Verdict};

/// The overall line of a report.
pub fn of_report(lang: Lang, report: &Report) -> String {
    let found = findings(lang, &report.findings);
    let checked = relations(lang, &report.coverage);
    match lang {
        Lang::Zh => format!("结论：{found}；{checked}"),
        Lang::En => format!("in all: {found}; {checked}"),
    }
}

/// Findings by severity; what may be a misreading is counted apart.
fn findings(lang: Lang, findings: &[Finding]) -> String {
    if findings.is_empty() {
        return lang.pick("没有发现问题", "nothing found").to_owned();
    }
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let [errors, warnings, notices] =
        [Severity::Error, Severity::Warning, Severity::Notice].map(count);
    let mut text = match lang {
        Lang::Zh => format!("错误 {errors}，警告 {warnings}，提示 {notices}"),
        Lang::En => format!("{errors} errors, {warnings} warnings, {notices} notices"),
    };
    let readings = findings.iter().filter(|f| f.verdict == Verdict::Reading);
    let readings = readings.count();
    if readings > 0 {
        text += &match lang {
            Lang::Zh => format!("（其中 {readings} 个可能是本程序误读）"),
            Lang::En => format!(" ({readings} of them perhaps misread by this program)"),
        };
    }
    text
}

/// The relations of the forms, by what came of them.
pub fn relations(lang: Lang, coverage: &Coverage) -> String {
    let Coverage {
        held,
        broken,
        doubtful,
        ..
    } = *coverage;
    let (all, open) = (coverage.relations(), coverage.all_open());
    if all == 0 {
        return lang
            .pick("没有可核对的关系", "there were no relations to check")
            .to_owned();
    }
    let mut text = match lang {
        Lang::Zh => format!("表内关系 {all} 条：成立 {held}，不成立 {broken}"),
        Lang::En => format!("of {all} relations between cells {held} hold, {broken} do not"),
    };
    if open > 0 {
        let why: Vec<String> = Open::ALL
            .into_iter()
            .filter(|why| coverage.open(*why) > 0)
            .map(|why| format!("{} {}", reason(lang, why), coverage.open(why)))
            .collect();
        let why = why.join(lang.pick("，", ", "));
        text += &match lang {
            Lang::Zh => format!("，无法核对 {open}（{why}）"),
            Lang::En => format!(", {open} could not be checked ({why})"),
        };
    }
    if doubtful > 0 {
        text += &match lang {
            Lang::Zh => format!("；其中 {doubtful} 条涉及存疑的格"),
            Lang::En => format!("; {doubtful} rest on doubtful cells"),
        };
    }
    text
}

fn reason(lang: Lang, why: Open) -> &'static str {
    let [zh, en] = phrases::open(why.as_str());
    lang.pick(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_checked_is_said() {
        let mut coverage = Coverage::default();
        assert_eq!(relations(Lang::Zh, &coverage), "没有可核对的关系");
        coverage.held = 40;
        coverage.broken = 2;
        assert_eq!(
            relations(Lang::En, &coverage),
            "of 42 relations between cells 40 hold, 2 do not"
        );
        coverage.leave_open(Open::Blank);
        coverage.leave_open(Open::TableLost);
        coverage.doubtful = 1;
        assert_eq!(
            relations(Lang::Zh, &coverage),
            "表内关系 44 条：成立 40，不成立 2，无法核对 2（空白 1，表未能分格 1）；其中 1 条涉及存疑的格"
        );
    }
}
