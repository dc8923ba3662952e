//! `gouji explain`: one rule.

use clap::Args;
use gouji::error::Lang;
use gouji::rules::Rules;

use super::exit::{Exit, Stop};
use super::{messages, stdout};

/// Explain a rule
///
/// What it checks, why it matters, the clause it rests on, an example.
///
/// 解释一条规则：查什么、为什么、依据、例子。
#[derive(Args)]
pub struct Explain {
    /// Id of the rule, as in the findings
    ///
    /// 规则编号，见问题清单。
    #[arg(value_name = "ID")]
    id: String,
}

impl Explain {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        match Rules::embedded().get(&self.id) {
            Some(rule) => stdout::print(&rule.explain(lang), lang),
            None => Err(Stop::Said(messages::no_such_rule(lang, &self.id))),
        }
    }
}
