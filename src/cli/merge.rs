//! `gouji merge`: the shards of a run put together.

use std::path::PathBuf;

use clap::Args;
use gouji::batch::{self, Show, in_order};
use gouji::error::Lang;
use gouji::read::Options;

use super::audit::Into;
use super::completing::Completing;
use super::exit::{Exit, Stop};
use super::inputs::Lists;
use super::judging::Judging;
use super::messages;
use super::outputs::Output;
use super::run::{Keep, compare};

/// Threads that compare: as many as there are processors.
const ALL_PROCESSORS: usize = 0;

/// Put together what `audit --shard K/N` left of all N parts
///
/// Gives what one run over all inputs would have given. Lists that the shards were given (--divisions, --areas, --files-from)
/// have to be given here, too.
///
/// 合并 audit --shard K/N 的全部 N 份结果，与一次运行得到的完全相同。各份用过的 --divisions、--areas、--files-from 在这里也要给出。
#[derive(Args)]
pub struct Merge {
    /// Output folders of all shards
    ///
    /// 各份的输出文件夹。
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,

    #[command(flatten)]
    lists: Lists,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    into: Into,
}

impl Merge {
    /// Runs the command.
    pub fn run(self, lang: Lang) -> Result<Exit, Stop> {
        let Self {
            folders,
            lists,
            judging,
            into,
        } = &self;
        lists.own_checks(lang)?;
        let read = Options::default();
        into.write(folders, Output::built(), lang, read, |_, sink, broken| {
            let scratch = into.folder().to_path_buf();
            let merged = batch::merge(folders, scratch);
            let (items, spool) =
                merged.map_err(|unfit| Stop::Said(messages::unfit(lang, &unfit)))?;
            let first = |completing: &Completing, keep: Keep<'_>| {
                let each = |place, mut outcome: gouji::emit::Outcome| {
                    if completing.complete(&mut outcome) {
                        spool.amend(place, &outcome.audited)?;
                    }
                    keep(place, outcome)
                };
                in_order(&items, &spool, each).map_err(broken)
            };
            compare(
                (lists, judging),
                (lang, Show::Auto),
                ALL_PROCESSORS,
                (&items, &spool),
                first,
                sink,
                broken,
            )
        })
    }
}
