//! The command line: a file a subcommand. Everything it does, the library does for it.

mod audit;
mod cache;
mod check;
mod clock;
mod completing;
mod draw;
mod exit;
mod explain;
mod extract;
mod forms;
mod inputs;
mod judging;
mod letter;
mod locale;
mod merge;
mod messages;
mod outputs;
mod own;
mod picture;
mod rules;
mod run;
mod schema;
mod second;
mod site;
mod staging;
mod stdout;
mod text;
mod verdict;
mod worker;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use gouji::batch;
use gouji::error::Lang;

use exit::{Exit, Stop};

/// Reads the yearly open-government reports of Chinese public bodies and says where a report contradicts itself
///
/// 把政府信息公开工作年度报告读成带名称的数据，并指出报告自相矛盾之处。
#[derive(Parser)]
#[command(name = "gouji", version, disable_help_subcommand = true, after_long_help = EXIT_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Language of messages [default: by the locale]
    ///
    /// By default Chinese where LC_ALL, LC_MESSAGES or LANG says so, else English.
    ///
    /// 提示信息的语言；默认按系统语言。
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<LangArg>,
}

const EXIT_HELP: &str = "\
Exit status / 退出状态:
  0  nothing found at or above --fail-on           没有达到 --fail-on 的问题
  1  findings                                      发现问题
  2  some input could not be read, or a wrong call  有文件读不了，或命令有误";

#[derive(Subcommand)]
enum Command {
    Extract(extract::Extract),
    Check(check::Check),
    Audit(audit::Audit),
    Letter(letter::Letter),
    Merge(merge::Merge),
    Cache(cache::Cache),
    Draw(draw::Draw),
    Forms(forms::Forms),
    Rules(rules::Rules),
    Schema(schema::Schema),
    Explain(explain::Explain),
    #[command(hide = true)]
    SecondReader(second::Worker),
    #[command(hide = true)]
    Worker(worker::Worker),
    #[command(hide = true)]
    PictureWorker(picture::Worker),
}

#[derive(Clone, Copy, ValueEnum)]
enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    quiet_workers();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help that nobody reads any more is no failure.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Trouble.into()
            } else {
                Exit::Clean.into()
            };
        }
    };
    let lang = match cli.lang {
        Some(LangArg::Zh) => Lang::Zh,
        Some(LangArg::En) => Lang::En,
        None => locale::lang(|name| std::env::var(name).ok()),
    };
    match run(cli.command, lang) {
        Ok(exit) => exit.into(),
        Err(Stop::Pipe) => Exit::Clean.into(),
        Err(Stop::Said(text)) => {
            messages::tell(&text);
            Exit::Trouble.into()
        }
    }
}

fn run(command: Command, lang: Lang) -> Result<Exit, Stop> {
    match command {
        Command::Extract(extract) => extract.run(lang),
        Command::Check(check) => check.run(lang),
        Command::Audit(audit) => audit.run(lang),
        Command::Letter(letter) => letter.run(lang),
        Command::Merge(merge) => merge.run(lang),
        Command::Cache(cache) => cache.run(lang),
        Command::Draw(draw) => draw.run(lang),
        Command::Forms(forms) => forms.run(lang),
        Command::Rules(rules) => rules.run(lang),
        Command::Schema(schema) => schema.run(lang),
        Command::Explain(explain) => explain.run(lang),
        Command::SecondReader(worker) => worker.run(lang),
        Command::Worker(worker) => worker.run(lang),
        Command::PictureWorker(worker) => worker.run(lang),
    }
}

/// A crash on one file is reported as that file's status; the usual text on standard error would say it twice.
fn quiet_workers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(batch::WORKER) {
            usual(info);
        }
    }));
}
