//! What completes a report that was read from a file, before others hear of it.

use std::sync::Arc;

use gouji::audit::{Settings, complete};
use gouji::check::check;
use gouji::decided::Decisions;
use gouji::emit::Outcome;
use gouji::error::Lang;
use gouji::forms::Forms;

use super::exit::Stop;
use super::inputs::Lists;

/// What a file alone does not say.
pub struct Completing {
    settings: Settings,
    /// The forms with the user's own checks, where there are any.
    own: Option<&'static Forms>,
    decisions: Arc<Decisions>,
}

impl Completing {
    /// As the user's lists say.
    pub fn of(lists: &Lists, lang: Lang) -> Result<Self, Stop> {
        let own = lists.own_checks(lang)?;
        Ok(Self {
            settings: lists.completing(lang)?,
            own,
            decisions: Arc::new(lists.decisions(lang)?),
        })
    }

    /// The forms that reports are checked by.
    pub fn forms(&self) -> &'static Forms {
        self.own.unwrap_or_else(|| self.settings.binder.forms())
    }

    /// What was decided about findings and values.
    pub fn decisions(&self) -> Arc<Decisions> {
        Arc::clone(&self.decisions)
    }

    /// Completes the reports of a file. Where somebody put a value right, or has checks of their own, they are checked
    /// again. Says whether anything came of it.
    pub fn complete(&self, outcome: &mut Outcome) -> bool {
        let mut changed = complete(&mut outcome.audited, &outcome.path, &self.settings);
        for report in &mut outcome.audited.reports {
            let forms = self.forms();
            if self.decisions.correct(forms, report) || self.own.is_some() {
                check(forms, report);
                changed = true;
            }
        }
        changed
    }
}
