//! How far a run is: a bar on a terminal; elsewhere a plain line on standard error every half minute, so that a short
//! run says nothing and a log stays short; for programs a line of JSON every second.

use std::collections::VecDeque;
use std::io::{IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::record::Summary;
use crate::error::Lang;

/// Time between two plain lines.
const PLAIN: Duration = Duration::from_secs(30);

/// Time between two lines of JSON.
const JSON: Duration = Duration::from_secs(1);

/// Time between two looks of a bar.
const BAR: Duration = Duration::from_millis(100);

/// The rate is that of this time.
const RECENT: Duration = Duration::from_secs(30);

/// A file is named as slow from then on.
const SLOW: Duration = Duration::from_secs(2);

/// How to show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// A bar on a terminal, else plain lines.
    Auto,
    /// Plain lines.
    Plain,
    /// Lines of JSON.
    Json,
    /// Not at all.
    Nothing,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Files are read.
    Reading,
    /// What was read is written.
    Writing,
}

/// Progress of one pass of a run.
#[derive(Debug)]
pub struct Progress {
    show: Show,
    phase: Phase,
    lang: Lang,
    total: u64,
    bar: ProgressBar,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    began: Instant,
    shown: Instant,
    done: u64,
    pages: u64,
    findings: u64,
    /// When how many were done, lately.
    recent: VecDeque<(Instant, u64)>,
}

/// How far it is, as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    event: Phase,
    files: u64,
    of: u64,
    pages: u64,
    findings: u64,
    seconds: f64,
    /// Files a second, lately.
    rate: f64,
    /// Seconds left, where that can be told.
    left: Option<f64>,
    slowest: Option<Slowest<'a>>,
}

#[derive(Serialize)]
struct Slowest<'a> {
    path: &'a str,
    seconds: f64,
}

impl Progress {
    /// Progress over `total` inputs.
    pub fn new(total: usize, phase: Phase, show: Show, lang: Lang) -> Self {
        let show = match show {
            Show::Auto if !std::io::stderr().is_terminal() => Show::Plain,
            show => show,
        };
        let bar = match show {
            Show::Auto => bar(total),
            _ => ProgressBar::hidden(),
        };
        let now = Instant::now();
        Self {
            show,
            phase,
            lang,
            total: total as u64,
            bar,
            state: Mutex::new(State {
                began: now,
                shown: now,
                done: 0,
                pages: 0,
                findings: 0,
                recent: VecDeque::from([(now, 0)]),
            }),
        }
    }

    /// Progress that nobody sees.
    pub fn silent() -> Self {
        Self::new(0, Phase::Reading, Show::Nothing, Lang::En)
    }

    /// A file was read, or a member of an archive.
    pub fn add(&self, summary: Summary) {
        let mut state = self.state();
        state.pages += u64::from(summary.pages);
        state.findings += summary.findings as u64;
    }

    /// One input more is done.
    pub fn advance(&self) {
        self.state().done += 1;
        self.bar.inc(1);
    }

    /// Shows how far it is, where it is time to. `slowest` is what is being read for the longest time, and since when.
    pub fn tick<'a>(&self, slowest: impl FnOnce() -> Option<(&'a str, Duration)>) {
        let pause = match self.show {
            Show::Auto => BAR,
            Show::Plain => PLAIN,
            Show::Json => JSON,
            Show::Nothing => return,
        };
        let mut state = self.state();
        let now = Instant::now();
        if now.duration_since(state.shown) < pause {
            return;
        }
        state.shown = now;
        let slowest = slowest().filter(|(_, time)| *time >= SLOW);
        self.show(&mut state, now, slowest);
    }

    /// Does something that may write to the terminal, with the bar out of the way.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }

    /// Takes the bar away; a program is told how far it came.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
        if self.show == Show::Json {
            self.show(&mut self.state(), Instant::now(), None);
        }
    }

    fn show(&self, state: &mut State, now: Instant, slowest: Option<(&str, Duration)>) {
        let rate = state.rate(now);
        let open = self.total.saturating_sub(state.done) as f64;
        let left = (rate > 0.0).then(|| open / rate);
        let line = Line {
            event: self.phase,
            files: state.done,
            of: self.total,
            pages: state.pages,
            findings: state.findings,
            seconds: tenths(now.duration_since(state.began).as_secs_f64()),
            rate: tenths(rate),
            left: left.map(f64::round),
            slowest: slowest.map(|(path, time)| Slowest {
                path,
                seconds: tenths(time.as_secs_f64()),
            }),
        };
        // Nothing is lost with a line that cannot be written.
        let _ = match self.show {
            Show::Auto => {
                self.bar.set_message(line.text(self.lang));
                Ok(())
            }
            Show::Plain => {
                let text = line.text(self.lang);
                let name = self.lang.pick("gouji：", "gouji: ");
                writeln!(std::io::stderr(), "{name}{text}")
            }
            Show::Json => {
                let text = serde_json::to_string(&line).unwrap_or_default();
                writeln!(std::io::stderr(), "{text}")
            }
            Show::Nothing => Ok(()),
        };
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Inputs a second, lately.
    fn rate(&mut self, now: Instant) -> f64 {
        let old = |(then, _): &(Instant, u64)| now.duration_since(*then) > RECENT;
        while self.recent.len() > 1 && self.recent.front().is_some_and(old) {
            self.recent.pop_front();
        }
        let first = self.recent.front().copied();
        let last = self.recent.back().copied();
        if last.is_none_or(|(then, _)| now.duration_since(then) >= JSON) {
            self.recent.push_back((now, self.done));
        }
        first.map_or(0.0, |(then, done)| {
            let seconds = now.duration_since(then).as_secs_f64();
            if seconds > 0.0 {
                (self.done - done) as f64 / seconds
            } else {
                0.0
            }
        })
    }
}

impl Line<'_> {
    fn text(&self, lang: Lang) -> String {
        let Self {
            files,
            of,
            pages,
            findings,
            rate,
            ..
        } = self;
        let verb = match (self.event, lang) {
            (Phase::Reading, Lang::Zh) => "读取",
            (Phase::Reading, Lang::En) => "read",
            (Phase::Writing, Lang::Zh) => "写出",
            (Phase::Writing, Lang::En) => "written",
        };
        let mut text = match lang {
            Lang::Zh => format!(
                "已{verb} {files} / {of} 个文件，{pages} 页，{findings} 个问题，每秒 {rate} 个文件"
            ),
            Lang::En => format!(
                "{files} of {of} files {verb}, {pages} pages, {findings} findings, {rate} files/s"
            ),
        };
        if let Some(left) = self.left {
            let left = time(left);
            text += &match lang {
                Lang::Zh => format!("，约剩 {left}"),
                Lang::En => format!(", {left} left"),
            };
        }
        if let Some(Slowest { path, seconds }) = &self.slowest {
            let path = path.replace(char::is_control, " ");
            text += &match lang {
                Lang::Zh => format!("；正在读 {path}（{seconds:.0} 秒）"),
                Lang::En => format!("; reading {path} for {seconds:.0} s"),
            };
        }
        text
    }
}

/// Seconds as `1:02:03` or `2:03`.
fn time(seconds: f64) -> String {
    let seconds = seconds as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn bar(total: usize) -> ProgressBar {
    let bar = ProgressBar::new(total as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:20} {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_it_is_and_what_holds_it_up() {
        let line = Line {
            event: Phase::Reading,
            files: 1200,
            of: 5000,
            pages: 3600,
            findings: 21,
            seconds: 34.0,
            rate: 35.3,
            left: Some(3723.0),
            slowest: Some(Slowest {
                path: "a\u{1b}.pdf",
                seconds: 12.2,
            }),
        };
        assert_eq!(
            line.text(Lang::En),
            "1200 of 5000 files read, 3600 pages, 21 findings, 35.3 files/s, 1:02:03 left; reading a .pdf for 12 s"
        );
        assert_eq!(
            line.text(Lang::Zh),
            "已读取 1200 / 5000 个文件，3600 页，21 个问题，每秒 35.3 个文件，约剩 1:02:03；正在读 a .pdf（12 秒）"
        );
        let json = serde_json::to_value(&line).unwrap();
        assert_eq!(json["event"], "reading");
        assert_eq!(json["slowest"]["seconds"], 12.2);
    }

    #[test]
    fn the_rate_is_that_of_the_last_half_minute() {
        let began = Instant::now();
        let mut state = State {
            began,
            shown: began,
            done: 0,
            pages: 0,
            findings: 0,
            recent: VecDeque::from([(began, 0)]),
        };
        for second in 1..=60 {
            state.done += if second <= 30 { 100 } else { 2 };
            let rate = state.rate(began + Duration::from_secs(second));
            if second == 30 {
                assert!((rate - 100.0).abs() < 0.1, "{rate}");
            }
            if second == 60 {
                assert!((rate - 2.0).abs() < 0.1, "{rate}");
            }
        }
    }
}
