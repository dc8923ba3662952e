//! `gouji rules`: the list of rules.

use clap::Args;
use gouji::error::Lang;

use super::exit::{Exit, Stop};
use super::stdout;

/// List the rules
///
/// 列出全部规则。
#[derive(Args)]
pub struct Rules {}

impl Rules {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        stdout::print(&gouji::rules::Rules::embedded().list(lang), lang)
    }
}
