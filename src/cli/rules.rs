//! `gouji rules`: the list of rules.

use clap::Args;
use gouji::error::Lang;

use super::exit::{Exit, Stop};
use super::stdout;

/// The rule set, as far as the command line needs it.
mod source {
    use gouji::error::Lang;

    pub const RULE_SET_VERSION: &str = "0";

    pub fn list(_lang: Lang) -> String {
        String::new()
    }

    pub fn explain(_id: &str, _lang: Lang) -> Option<String> {
        None
    }
}

pub use source::explain;

/// List the rules
///
/// 列出全部规则。
#[derive(Args)]
pub struct Rules {}

impl Rules {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        stdout::print(&source::list(lang), lang)
    }
}

/// Version of the rule set.
pub fn version() -> &'static str {
    source::RULE_SET_VERSION
}
