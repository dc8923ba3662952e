//! Pages and cells as they are published, painted in a process of this same program.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use gouji::audit::Traced;
use gouji::batch::{PictureWorker, SystemFonts, serve_pictures};
use gouji::emit::picture::{Crop, FontSource, NoPicture, Picture, Pictures};
use gouji::error::Lang;
use gouji::forms::Forms;
use gouji::location::Rect;
use gouji::read::Options;
use gouji::report::Value;

use super::exit::{Exit, Stop};
use super::{messages, second, stdout};

/// Name of the hidden subcommand.
const SUBCOMMAND: &str = "picture-worker";

/// Time that one picture may take.
const TIME: Duration = Duration::from_secs(20);

/// Processor time of one process; a new one goes on after it.
const PROCESS_TIME: Duration = Duration::from_secs(600);

/// Address space that the process may take.
const MEGABYTES: u64 = 2048;

/// What is shown around a cell, in points.
const MARGIN: f32 = 4.0;

/// A process that takes pictures.
pub fn worker(lang: Lang) -> Result<PictureWorker, Stop> {
    let program = std::env::current_exe()
        .map_err(|error| Stop::Said(messages::no_picture_worker(lang, &error)))?;
    let arguments = [SUBCOMMAND, "--memory", &MEGABYTES.to_string()].map(Into::into);
    Ok(PictureWorker::new(program, arguments.to_vec(), TIME))
}

/// Whether a file of this name is to be a PNG.
pub fn is_png(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("png"))
}

/// Writes the picture. One that can only be had as SVG goes beside, and a message says so.
pub fn write(
    file: &Path,
    bytes: &[u8],
    options: &Options,
    crop: &Crop,
    output: &Path,
    lang: Lang,
) -> Result<Exit, Stop> {
    let taken = worker(lang)?.take(bytes, options, std::slice::from_ref(crop));
    match taken.into_iter().next().unwrap_or(Err(NoPicture::Crashed)) {
        Ok(Picture::Png(bytes)) => save(output, &bytes, lang),
        Ok(Picture::Svg(text)) => {
            let beside = output.with_extension("svg");
            messages::tell(&messages::drawn_as_svg(lang, file, &beside));
            save(&beside, text.as_bytes(), lang)
        }
        Err(reason) => Err(Stop::Said(messages::no_picture(lang, file, reason))),
    }
}

/// Writes a file.
pub fn save(path: &Path, bytes: &[u8], lang: Lang) -> Result<Exit, Stop> {
    std::fs::write(path, bytes).map_err(|error| {
        Stop::Said(messages::cannot_write(
            lang,
            &path.display().to_string(),
            &error,
        ))
    })?;
    Ok(Exit::Clean)
}

/// The value of the field `table/row/column`.
pub fn value<'a>(traced: &'a Traced, forms: &Forms, key: &str) -> Option<&'a Value> {
    let reports = traced.audited.reports.iter();
    reports.flat_map(|report| &report.tables).find_map(|filed| {
        let table = &forms.editions[filed.edition].tables[filed.table];
        let mut fields = table.fields.iter().zip(&filed.values);
        let is_it = |row: &str, column: &str| key == format!("{}/{row}/{column}", table.id);
        let found = fields.find(|(field, _)| is_it(&field.row, &field.column));
        found.map(|(_, value)| value)
    })
}

/// The box of a cell with its rules.
pub fn around(rect: &Rect) -> Rect {
    Rect {
        x0: rect.x0 - MARGIN,
        y0: rect.y0 - MARGIN,
        x1: rect.x1 + MARGIN,
        y1: rect.y1 + MARGIN,
    }
}

/// Take pictures of the files on standard input
///
/// 供本程序内部使用。
#[derive(Args)]
pub struct Worker {
    /// Address space in megabytes
    #[arg(long, value_name = "MB")]
    memory: u64,
}

impl Worker {
    /// Runs the command. A crash ends it, and is meant to.
    pub fn run(self, _: Lang) -> Result<Exit, Stop> {
        second::limit(self.memory << 20, PROCESS_TIME);
        let fonts: Arc<dyn FontSource> = Arc::new(SystemFonts::default());
        let mut input = io::stdin().lock();
        let served = stdout::raw().and_then(|mut out| serve_pictures(&mut input, &mut out, &fonts));
        Ok(match served {
            Ok(()) => Exit::Clean,
            Err(_) => Exit::Trouble,
        })
    }
}
