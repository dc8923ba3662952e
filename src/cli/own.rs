//! The user's own checks: the TOML files of a folder.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use gouji::error::Lang;
use gouji::forms::Forms;
use gouji::rules::Rules;

use super::exit::Stop;
use super::messages;

/// The forms with the checks of a folder, which are rules from then on. They are read once.
pub fn load(folder: &Path, lang: Lang) -> Result<&'static Forms, Stop> {
    static LOADED: OnceLock<&'static Forms> = OnceLock::new();
    if let Some(forms) = LOADED.get() {
        return Ok(forms);
    }
    let forms = read(folder, lang)?;
    Ok(LOADED.get_or_init(|| forms))
}

fn read(folder: &Path, lang: Lang) -> Result<&'static Forms, Stop> {
    let unreadable =
        |file: &Path, error: io::Error| Stop::Said(messages::cannot_read_table(lang, file, &error));
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    files.sort();
    let mut texts = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).map_err(|error| unreadable(file, error))?;
        texts.push((file.display().to_string(), text));
    }
    if texts.is_empty() {
        let folder = folder.display();
        return Err(Stop::Said(match lang {
            Lang::Zh => format!("gouji：{folder} 中没有 .toml 文件"),
            Lang::En => format!("gouji: no .toml file in {folder}"),
        }));
    }
    let (forms, checks) = Forms::with_own(&texts).map_err(|error| {
        Stop::Said(match lang {
            Lang::Zh => format!("gouji：自定核对关系有误：{error}"),
            Lang::En => format!("gouji: {error}"),
        })
    })?;
    Rules::add_own(&checks).map_err(|id| {
        Stop::Said(match lang {
            Lang::Zh => format!("gouji：规则 {id} 是程序自带的，请换一个 id"),
            Lang::En => format!("gouji: {id} is a rule of the program; take another id"),
        })
    })?;
    Ok(Box::leak(Box::new(forms)))
}
