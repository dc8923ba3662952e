//! Chinese fonts of this machine, for files that name a font and do not hold it.

use std::sync::OnceLock;

use crate::emit::picture::{Face, FontSource, Style};

/// The fonts of the operating system. They are looked for when the first one is asked for.
#[derive(Debug, Default)]
pub struct SystemFonts {
    serif: OnceLock<Option<Face>>,
    sans: OnceLock<Option<Face>>,
}

/// Families with simplified Chinese characters, the nearest to what offices print first.
const SERIF: &[&str] = &[
    "SimSun",
    "NSimSun",
    "FangSong",
    "KaiTi",
    "Songti SC",
    "STSong",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "AR PL UMing CN",
    "AR PL UKai CN",
];
const SANS: &[&str] = &[
    "SimHei",
    "Microsoft YaHei",
    "DengXian",
    "PingFang SC",
    "Heiti SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
];

impl FontSource for SystemFonts {
    fn chinese(&self, style: Style) -> Option<Face> {
        let (kept, families) = match style {
            Style::Serif => (&self.serif, [SERIF, SANS]),
            Style::Sans => (&self.sans, [SANS, SERIF]),
        };
        kept.get_or_init(|| find(&families.concat())).clone()
    }
}

#[cfg(feature = "pictures")]
fn find(families: &[&str]) -> Option<Face> {
    use fontdb::{Database, Family, Query};
    use std::sync::Arc;

    let mut database = Database::new();
    database.load_system_fonts();
    let id = families.iter().find_map(|family| {
        database.query(&Query {
            families: &[Family::Name(family)],
            ..Query::default()
        })
    })?;
    database.with_face_data(id, |bytes, index| (Arc::new(bytes.to_vec()), index))
}

/// Nothing is painted without the feature, so no font is needed.
#[cfg(not(feature = "pictures"))]
fn find(_: &[&str]) -> Option<Face> {
    None
}
