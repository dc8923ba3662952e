//! The rules of the user's own checks.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Rule, Rules, Scope};
use crate::error::Bilingual;
use crate::forms::own::OwnCheck;

static OWN: OnceLock<Vec<Rule>> = OnceLock::new();

impl Rules {
    /// Adds rules for the user's checks to those of the program, for the rest of the process. Has to be called before any
    /// rule is looked up, and once.
    ///
    /// # Errors
    /// The id of a rule of the program, which none of the user's may have; or an empty text where it is too late.
    pub fn add_own(checks: &[OwnCheck]) -> Result<(), String> {
        let embedded = super::load::embedded();
        if let Some(taken) = checks.iter().find(|c| embedded.get(&c.id).is_some()) {
            return Err(taken.id.clone());
        }
        OWN.set(checks.iter().map(rule).collect())
            .map_err(|_| String::new())
    }
}

/// Those that were added.
pub fn own() -> impl Iterator<Item = &'static Rule> {
    OWN.get().into_iter().flatten()
}

fn rule(check: &OwnCheck) -> Rule {
    let en = if check.title_en.is_empty() {
        &check.title
    } else {
        &check.title_en
    };
    let title = Bilingual::new(check.title.as_str(), en.as_str());
    let formula = format!("{}: {}", check.table, check.formula);
    let message = Bilingual::new(
        format!(
            "{{line}}：{}。{{other_sum}}，{{compared}}{{sum}}。{{assumed}}",
            title.zh
        ),
        format!(
            "{{line}}: {}. {{other_sum}} {{compared}} {{sum}}.{{assumed}}",
            title.en
        ),
    );
    let over_years = Bilingual::new(
        format!("{{line}}：{}（{{equation}}）。{{assumed}}", title.zh),
        format!("{{line}}: {} ({{equation}}).{{assumed}}", title.en),
    );
    let of_years = check.formula.contains("prior ");
    Rule {
        id: Box::leak(check.id.clone().into_boxed_str()),
        severity: check.severity,
        scope: if of_years {
            Scope::Series
        } else {
            Scope::Report
        },
        editions: check.editions.clone(),
        title: title.clone(),
        checks: Bilingual::new(formula.clone(), formula),
        why: Bilingual::new(check.why.as_str(), check.why.as_str()),
        clause: Bilingual::new("用户自定", "The user's own."),
        example: Bilingual::new("", ""),
        legitimate: Bilingual::new("", ""),
        silence: Bilingual::new(
            "从 `--forms` 的文件夹中删去。",
            "Take it out of the folder of `--forms`.",
        ),
        messages: BTreeMap::from([(
            "broken".to_owned(),
            if of_years { over_years } else { message },
        )]),
    }
}
