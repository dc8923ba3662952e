//! How far a run is: a bar on a terminal; elsewhere a plain line on standard error, at most one in half a minute,
//! so that a short run says nothing and a log stays short.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::error::Lang;

/// Time between two plain lines.
const PAUSE: Duration = Duration::from_secs(30);

/// Progress of one run.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    plain: Option<Plain>,
}

#[derive(Debug)]
struct Plain {
    lang: Lang,
    last: Mutex<Instant>,
}

impl Progress {
    /// Progress over `total` inputs.
    pub fn new(total: usize, lang: Lang) -> Self {
        if std::io::stderr().is_terminal() {
            return Self {
                bar: bar(total),
                plain: None,
            };
        }
        let last = Mutex::new(Instant::now());
        Self {
            bar: ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden()),
            plain: Some(Plain { lang, last }),
        }
    }

    /// Progress that nobody sees.
    pub fn silent() -> Self {
        Self {
            bar: ProgressBar::hidden(),
            plain: None,
        }
    }

    /// One input more is done.
    pub fn advance(&self) {
        self.bar.inc(1);
        if let Some(plain) = &self.plain {
            plain.advance(&self.bar);
        }
    }

    /// Does something that may write to the terminal, with the bar out of the way.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Plain {
    fn advance(&self, bar: &ProgressBar) {
        // Another thread is just writing its line: this one need not.
        let Ok(mut last) = self.last.try_lock() else {
            return;
        };
        if last.elapsed() < PAUSE {
            return;
        }
        *last = Instant::now();
        let (done, total) = (bar.position(), bar.length().unwrap_or_default());
        // Nothing is lost with a progress line that cannot be written.
        let _ = match self.lang {
            Lang::Zh => writeln!(std::io::stderr(), "gouji：已完成 {done} / {total} 个文件"),
            Lang::En => writeln!(std::io::stderr(), "gouji: {done} of {total} files done"),
        };
    }
}

fn bar(total: usize) -> ProgressBar {
    let bar = ProgressBar::new(total as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {eta}") {
        bar.set_style(style);
    }
    bar
}
