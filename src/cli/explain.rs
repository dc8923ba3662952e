//! `gouji explain`: one rule.

use clap::{Args, ValueEnum};
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

    /// Shape of the output
    ///
    /// 输出格式。
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// In one language
    Text,
    /// Markdown, in both languages
    Md,
}

impl Explain {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let Some(rule) = Rules::embedded().get(&self.id) else {
            return Err(Stop::Said(messages::no_such_rule(lang, &self.id)));
        };
        let text = match self.format {
            Format::Text => rule.explain(lang),
            Format::Md => rule.markdown(),
        };
        stdout::print(&text, lang)
    }
}
