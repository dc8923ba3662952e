//! `gouji forms`: the editions of the form.

use clap::{Args, ValueEnum};
use gouji::emit;
use gouji::error::Lang;

use super::exit::{Exit, Stop};
use super::{messages, stdout};

/// List the editions of the form and their tables
///
/// With --format tsv every field, its keys, labels and unit.
///
/// 列出各版报告格式及其表格；--format tsv 列出全部数据项。
#[derive(Args)]
pub struct Forms {
    /// Shape of the output
    ///
    /// 输出格式。
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// Every field, tab-separated
    Tsv,
}

impl Forms {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let forms = gouji::forms::Forms::embedded();
        let text = match self.format {
            Format::Text => text(forms, lang),
            Format::Tsv => emit::fields_tsv(forms),
        };
        stdout::print(&text, lang)
    }
}

fn text(forms: &gouji::forms::Forms, lang: Lang) -> String {
    let mut text = String::new();
    for edition in &forms.editions {
        let years = messages::years(lang, edition.from, edition.to);
        text += &format!("{}  {}  {years}\n", edition.id, edition.notice);
        for table in &edition.tables {
            let fields = messages::fields(lang, table.fields.len());
            text += &format!("  {:<10}  {}  {fields}\n", table.id, table.title);
        }
    }
    text
}
