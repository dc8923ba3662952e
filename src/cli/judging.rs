//! What findings are judged by beside the reports: lists of the user's, checks of the user's own, what was decided before.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use gouji::across::hierarchy::{Area, Listed, read_areas, read_bodies};
use gouji::decided::{Decided, Decisions, Passed, Settings, read_baseline};
use gouji::error::{Lang, LineError};

use super::exit::Stop;
use super::messages;

/// Settings that are used where a folder has them and none are named.
const SETTINGS: &str = "gouji.toml";

/// The options of a call that looks for findings.
#[derive(Args)]
pub struct Judging {
    /// Which body belongs to which area: a text with tabs or commas, `body parent` a line
    ///
    /// The report of the parent is checked against those of its bodies, whatever its title says. Names are those of
    /// the reports.
    ///
    /// 机关与汇总机关对照表（每行：机关、汇总机关），按此核对汇总报告。
    #[arg(long, value_name = "FILE")]
    areas: Option<PathBuf>,

    /// Which bodies should have published: a name a line, behind it years such as 2021-2023 where not all are meant
    ///
    /// Those without a report for a year are told (report-absent).
    ///
    /// 应当发布报告的机关名单（每行一个，其后可写年份），没有报告的予以提示。
    #[arg(long, value_name = "FILE")]
    bodies: Option<PathBuf>,

    /// Leave out findings of an earlier run: its findings as JSON Lines, or findings.csv
    ///
    /// 略去以前已有的问题（gouji check --format jsonl 的输出，或 findings.csv），只显示新的。
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Severities and exceptions [default: gouji.toml in the current folder, where there is one]
    ///
    /// 级别和例外；默认用当前文件夹中的 gouji.toml。
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Judging {
    /// Which body belongs to which area, as the user says.
    pub fn areas(&self, lang: Lang) -> Result<Vec<Area>, Stop> {
        list(self.areas.as_deref(), lang, read_areas)
    }

    /// Which bodies should have published.
    pub fn bodies(&self, lang: Lang) -> Result<Vec<Listed>, Stop> {
        list(self.bodies.as_deref(), lang, read_bodies)
    }

    /// The list of bodies as its findings name it.
    pub fn shown_bodies(&self) -> String {
        let name = self.bodies.as_deref().and_then(Path::file_name);
        name.map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// What was decided before, with these decisions.
    pub fn decided(&self, decisions: Arc<Decisions>, lang: Lang) -> Result<Decided, Stop> {
        let baseline = self.baseline.as_deref();
        let baseline = baseline.map(|file| read(file, lang, read_baseline));
        let here = Path::new(SETTINGS);
        let config = self.config.as_deref();
        let config = config.or_else(|| here.is_file().then_some(here));
        let settings = config.map(|file| read(file, lang, Settings::parse));
        if config == Some(here) && self.config.is_none() {
            messages::tell(&used(lang));
        }
        Ok(Decided {
            settings: settings.transpose()?.unwrap_or_default(),
            baseline: baseline.transpose()?,
            decisions,
        })
    }
}

/// What a file says that the user gives.
pub fn read<T>(
    file: &Path,
    lang: Lang,
    parse: impl Fn(&str) -> Result<T, LineError>,
) -> Result<T, Stop> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Stop::Said(messages::cannot_read_table(lang, file, &error)))?;
    parse(&text).map_err(|error| bad(lang, file, &error))
}

/// A list that the user gives; an empty one where none is given.
fn list<T>(
    file: Option<&Path>,
    lang: Lang,
    parse: impl Fn(&str) -> Result<Vec<T>, LineError>,
) -> Result<Vec<T>, Stop> {
    file.map_or(Ok(Vec::new()), |file| read(file, lang, parse))
}

/// Says what is wrong with a file that the user gives.
pub fn bad(lang: Lang, file: &Path, LineError { line, what }: &LineError) -> Stop {
    if *line > 0 {
        return Stop::Said(messages::bad_table(lang, file, *line, what));
    }
    let file = file.display();
    Stop::Said(match lang {
        Lang::Zh => format!("gouji：{file} 有误：{what}"),
        Lang::En => format!("gouji: {file}: {what}"),
    })
}

fn used(lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("使用当前文件夹中的 {SETTINGS}"),
        Lang::En => format!("using {SETTINGS} of the current folder"),
    }
}

/// Says how many findings are not shown, and why.
pub fn tell_passed(lang: Lang, passed: Passed) {
    if passed.count() == 0 {
        return;
    }
    let Passed {
        excepted,
        known,
        dismissed,
    } = passed;
    messages::tell(&match lang {
        Lang::Zh => {
            format!(
                "另有问题未显示：以前已有 {known} 个，例外或关闭 {excepted} 个，已排除 {dismissed} 个"
            )
        }
        Lang::En => format!(
            "findings not shown: {known} in the baseline, {excepted} excepted or switched off, {dismissed} dismissed"
        ),
    });
}
