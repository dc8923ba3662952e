//! Who reports on which year, where the report alone does not say enough: the body with its level and its division, by
//! the title, the page's head, the file's path and the prose, against a dated table of divisions.
//!
//! Nothing is guessed in silence. A place that may be one of several, and of which nothing around says which, has no
//! code; a year that only a file name or a date of publication gives is noted.

mod given;
mod name;
mod pack;
mod place;
mod table;
mod year;

use crate::error::Note;
use crate::fold::fold;
use crate::forms::Wording;
use crate::read::Meta;
use crate::report::{Identity, Level, Section, Source};
use crate::segment::name_in_title;

use name::{Kind, Name, Organ, take_apart};
use place::{Context, Located, locate, rank_of};

pub use given::{Given, Said};
pub use table::{Code, Division, Divisions, Rank};

/// Codes of the notes that [`identify`] gives.
pub const NOTES: &[&str] = &[
    "year-guessed",
    "agency-from-path",
    "agency-from-publisher",
    "agency-from-list",
];

/// What is around the text of a report.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// What the file says of itself.
    pub meta: &'a Meta,
    /// Path of the file as published; empty where it is not known yet.
    pub path: &'a str,
    /// The report's sections.
    pub sections: &'a [Section],
}

/// Completes what a report says of itself. May be called again when more is known, such as the path.
pub fn identify(
    identity: &mut Identity,
    around: Around<'_>,
    table: &Divisions,
    wording: &Wording,
) -> Vec<Note> {
    let mut notes = Vec::new();
    notes.extend(year::complete(identity, around, wording));
    let mut name = take_apart(&fold(&identity.agency), table);
    let is_settled = matches!(identity.agency_from, Some(Source::Title | Source::List));
    if identity.agency.is_empty() || !is_settled {
        let found =
            from_path(around.path, wording, table).or_else(|| from_publisher(around.meta, table));
        if let Some((agency, own, source)) = found {
            identity.agency = agency;
            identity.agency_from = Some(source);
            name = own;
        }
    }
    if name.places.is_empty() && name.organ != Organ::Unnamed {
        borrow_place(&mut name, around, wording, table);
    }
    notes.extend(note_of(identity));
    let prose: Vec<&str> = around.sections.iter().map(|s| s.text.as_str()).collect();
    let meta = [
        around.meta.title.as_deref(),
        around.meta.publisher.as_deref(),
        Some(&identity.title),
    ];
    let meta: Vec<&str> = meta.into_iter().flatten().collect();
    let context = Context {
        meta: &meta.join("\n"),
        path: around.path,
        text: &prose.join("\n"),
    };
    let located = locate(&name.places, identity.year, table, &context);
    identity.areas = areas(&name, &located, table);
    settle(identity, &name, located);
    notes
}

/// Keys of the place of a body and of those around it, from the inside out.
fn areas(name: &Name, located: &Located, table: &Divisions) -> Vec<String> {
    let codes = |code: Option<Code>| {
        std::iter::successors(code, |code| table.parent(*code))
            .map(|code| table.last_code(code).to_string())
    };
    let Some((last, outer)) = name.places.split_last() else {
        return Vec::new();
    };
    match (located.code, located.parent) {
        (Some(code), _) => codes(Some(code)).collect(),
        // A place that the table does not have, in one that it has.
        (None, Some(parent)) => {
            let own = format!("{}/{}", table.last_code(parent), last.name);
            [own].into_iter().chain(codes(Some(parent))).collect()
        }
        (None, None) => {
            let mut names: Vec<&str> = outer.iter().map(|place| place.name.as_str()).collect();
            names.push(&last.name);
            (1..=names.len())
                .rev()
                .map(|count| names[..count].join("/"))
                .collect()
        }
    }
}

/// Writes down what was found out.
fn settle(identity: &mut Identity, name: &Name, located: Located) {
    let text = |code: Option<Code>| code.map(|code| code.to_string());
    let is_office = matches!(name.organ, Organ::Office(_));
    if !identity.agency.is_empty() {
        identity.agency.push_str(name.completed());
    }
    identity.level = level(name, located.code);
    identity.division = text(located.code).unwrap_or_default();
    identity.division_from = located.by.filter(|_| located.code.is_some());
    // An office belongs to its place, a government to the place around it.
    let mut named = name.places.iter().rev().map(|place| place.name.clone());
    let (above, named) = if is_office {
        (located.code, named.next())
    } else {
        (located.parent, named.nth(1))
    };
    identity.parent = text(above).or(named).unwrap_or_default();
    identity.places = name.places.iter().map(|place| place.name.clone()).collect();
    identity.office = name.office();
    identity.area_wide = is_area_wide(name, &identity.title);
}

fn level(name: &Name, code: Option<Code>) -> Option<Level> {
    if let Organ::Office(office) = &name.organ {
        if !name.places.is_empty() {
            return Some(Level::Bureau);
        }
        return if is_central(office) {
            Some(Level::Ministry)
        } else {
            is_of_body(office).then_some(Level::Bureau)
        };
    }
    let (last, outer) = name.places.split_last()?;
    if last.kind == Kind::Zone
        && code.is_none_or(|code| code.rank() == Rank::County && is_statistical(code))
    {
        return Some(Level::Zone);
    }
    Some(match rank_of(last, code) {
        Some(Rank::Province) => Level::Province,
        Some(Rank::Prefecture) => Level::Prefecture,
        Some(Rank::County) => Level::County,
        Some(Rank::Town) => Level::Town,
        // A city below a city is a county, one below a province a prefecture; else it may be either.
        None => match outer.last()?.kind {
            Kind::Province => Level::Prefecture,
            _ => Level::County,
        },
    })
}

/// Codes of areas that only the statistics office has: development zones.
fn is_statistical(code: Code) -> bool {
    code.to_string().as_bytes().get(4) == Some(&b'7')
}

/// A body of the central government, by its name alone.
fn is_central(office: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "国家",
        "国务院",
        "中国",
        "中华人民共和国",
        "全国",
        "最高人民",
    ];
    const MINISTRIES: &str = "外交部 国防部 教育部 科学技术部 科技部 工业和信息化部 公安部 民政部 司法部 财政部 人力资源和社会保障部 \
                              自然资源部 国土资源部 生态环境部 环境保护部 住房和城乡建设部 交通运输部 水利部 农业农村部 农业部 商务部 \
                              文化部 文化和旅游部 退役军人事务部 应急管理部 审计署 海关总署";
    BEGINNINGS.iter().any(|word| office.starts_with(word))
        || MINISTRIES.split_whitespace().any(|name| name == office)
}

/// Whether the report is about an area with all that reports in it, and not about one office: that of a government
/// from the county up, or one whose title says so.
fn is_area_wide(name: &Name, title: &str) -> bool {
    const WORDS: &[&str] = &[
        "全省", "全市", "全县", "全区", "全州", "全盟", "全旗", "汇总",
    ];
    let Some(last) = name.places.last() else {
        return false;
    };
    let is_area = !matches!(last.kind, Kind::Town | Kind::Street);
    match &name.organ {
        Organ::Unnamed | Organ::Government => is_area,
        Organ::Office(office) => {
            is_area && office.contains("办公") && WORDS.iter().any(|word| title.contains(word))
        }
    }
}

/// The name in the name of the file, or of a folder it lies in.
fn from_path(path: &str, wording: &Wording, table: &Divisions) -> Option<(String, Name, Source)> {
    let stem = year::stem(path);
    let folded = fold(stem);
    let found = name_in_title(&folded, wording);
    let found = if found.is_empty() {
        before_year(&folded, wording)
    } else {
        found
    };
    let name = take_apart(&found, table);
    let is_body = !name.places.is_empty()
        || matches!(&name.organ, Organ::Office(office) if is_of_body(office));
    (is_body && !found.is_empty()).then_some((found, name, Source::Path))
}

/// What stands before the year, or behind it where it stands first: `凌河县教育局2023年报`.
fn before_year(folded: &str, wording: &Wording) -> String {
    let Some(year) = wording.title_year.find(folded) else {
        return folded.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    };
    let before = folded[..year.start].trim_matches(|c: char| !c.is_alphanumeric());
    before
        .trim_start_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric())
        .to_owned()
}

/// Whether a text without a place is the name of a body all the same.
fn is_of_body(office: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "局",
        "委",
        "办",
        "厅",
        "委员会",
        "办公室",
        "办事处",
        "管委会",
        "政府",
        "中心",
        "院",
        "处",
        "总队",
        "支队",
    ];
    office.chars().count() > 2 && ENDINGS.iter().any(|word| office.ends_with(word))
}

fn from_publisher(meta: &Meta, table: &Divisions) -> Option<(String, Name, Source)> {
    let publisher = fold(meta.publisher.as_deref()?);
    let name = take_apart(&publisher, table);
    // The site of a government publishes the reports of all its departments: only a department is sure to be its own.
    let own = matches!(&name.organ, Organ::Office(office) if is_of_body(office))
        && !name.places.is_empty();
    own.then_some((publisher, name, Source::Publisher))
}

/// The place of an office that names none: of the publisher or of the file's name, where they name the same office.
fn borrow_place(name: &mut Name, around: Around<'_>, wording: &Wording, table: &Divisions) {
    let publisher = around
        .meta
        .publisher
        .as_deref()
        .map(|text| take_apart(&fold(text), table));
    let file = from_path(around.path, wording, table).map(|(_, name, _)| name);
    let same = [publisher, file]
        .into_iter()
        .flatten()
        .find(|other| !other.places.is_empty() && other.office() == name.office());
    if let Some(other) = same {
        name.places = other.places;
    }
}

fn note_of(identity: &Identity) -> Option<Note> {
    let (code, from) = match identity.agency_from? {
        Source::Path => ("agency-from-path", "its path"),
        Source::Publisher => ("agency-from-publisher", "who published it"),
        _ => return None,
    };
    let text = format!(
        "the report names no body; {} is from {from}",
        identity.agency
    );
    Some(Note::new(code, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    /// What is found out from a title, a path and what the page says of itself.
    fn found(title: &str, path: &str, meta: Meta, text: &str) -> (Identity, Vec<Note>) {
        let wording = &Forms::embedded().wording;
        let agency = name_in_title(&fold(title), wording);
        let year = wording.title_year.captures(title).and_then(|c| c.number(1));
        let mut identity = Identity {
            agency_from: (!agency.is_empty()).then_some(Source::Title),
            agency,
            title: title.to_owned(),
            year,
            year_from: year.map(|_| Source::Title),
            ..Identity::default()
        };
        let sections = [Section {
            number: 1,
            printed_number: None,
            heading: String::new(),
            page: None,
            text: text.to_owned(),
            places: Vec::new(),
        }];
        let table = Divisions::embedded();
        let around = |path| Around {
            meta: &meta,
            path,
            sections: &sections,
        };
        identify(&mut identity, around(""), table, wording);
        let notes = identify(&mut identity, around(path), table, wording);
        (identity, notes)
    }

    fn told(title: &str, path: &str) -> String {
        let (found, _) = found(title, path, Meta::default(), "");
        let level = found.level.map_or("-", Level::as_str);
        let year = found
            .year
            .map_or_else(|| "-".to_owned(), |year| year.to_string());
        format!(
            "{} {level} {}<{} {year}",
            found.agency, found.division, found.parent
        )
    }

    const REPORT: &str = "政府信息公开工作年度报告";

    #[test]
    fn bodies_of_every_level() {
        for (name, expected) in [
            (
                "洪泽区人民政府2023年",
                "洪泽区人民政府 county 320813<320800 2023",
            ),
            (
                "宿迁市2024年",
                "宿迁市人民政府 prefecture 321300<320000 2024",
            ),
            (
                "2019年上海市人民政府办公厅",
                "上海市人民政府办公厅 bureau 310000<310000 2019",
            ),
            (
                "越秀区北京街道2020年",
                "越秀区北京街道办事处 town 440104003<440104 2020",
            ),
            (
                "平潭综合实验区2019年度",
                "平潭综合实验区管理委员会 zone < 2019",
            ),
            (
                "苏州工业园区2022年",
                "苏州工业园区管理委员会 zone 320576<320500 2022",
            ),
            (
                "衡东县教育局2022年",
                "衡东县教育局 bureau 430424<430424 2022",
            ),
            ("民政部2022年", "民政部 ministry < 2022"),
            ("国家湿地观测局2022年", "国家湿地观测局 ministry < 2022"),
            (
                "国家税务总局衡东县税务局2022年",
                "国家税务总局衡东县税务局 bureau 430424<430424 2022",
            ),
            // Invented places have no code, and are put in order by their names.
            (
                "松坪县丁家堰镇2024年",
                "松坪县丁家堰镇人民政府 town <松坪县 2024",
            ),
            (
                "岚州市凌河县教育局2023年度",
                "岚州市凌河县教育局 bureau <凌河县 2023",
            ),
            ("青溪市人民政府2023年", "青溪市人民政府 - < 2023"),
        ] {
            assert_eq!(told(&format!("{name}{REPORT}"), ""), expected);
        }
    }

    #[test]
    fn the_path_says_what_the_title_does_not() {
        for (title, path, expected) in [
            (
                "",
                "凌河县教育局2023年报.pdf",
                "凌河县教育局 bureau <凌河县 2023",
            ),
            (
                "",
                "a/2021/越秀区北京街道办事处.txt",
                "越秀区北京街道办事处 town 440104003<440104 2021",
            ),
            ("", "20240130.pdf", " - < -"),
            ("", "2021-2022.pdf", " - < -"),
            (
                "财政局2023年政府信息公开工作年度报告",
                "x/衡东县财政局2023.doc",
                "财政局 bureau 430424<430424 2023",
            ),
            (
                "城关镇2023年政府信息公开工作年度报告",
                "内蒙古/清水河县/1.pdf",
                "城关镇人民政府 town 150124100<150124 2023",
            ),
            (
                "城关镇2023年政府信息公开工作年度报告",
                "1.pdf",
                "城关镇人民政府 town < 2023",
            ),
        ] {
            assert_eq!(told(title, path), expected, "{title} {path}");
        }
    }

    #[test]
    fn guesses_are_noted_and_titles_need_none() {
        let published = Meta {
            published: Some("2024-01-30 09:47".into()),
            ..Meta::default()
        };
        let (by_date, notes) = found("", "a.pdf", published.clone(), "");
        assert_eq!(
            (by_date.year, by_date.year_from),
            (Some(2023), Some(Source::Date))
        );
        assert!(notes.iter().any(|note| note.code == "year-guessed"));
        let (titled, notes) = found(&format!("衡东县2021年{REPORT}"), "b2020.pdf", published, "");
        assert_eq!(titled.year, Some(2021));
        assert!(notes.is_empty());
    }

    #[test]
    fn areas_and_offices() {
        let area = |title: &str| {
            found(&format!("{title}{REPORT}"), "", Meta::default(), "")
                .0
                .area_wide
        };
        assert!(area("洪泽区人民政府2023年") && area("平潭综合实验区2019年度"));
        assert!(area("洪泽区人民政府办公室2023年全区"));
        assert!(!area("洪泽区人民政府办公室2023年"));
        assert!(!area("衡东县杨林镇2023年") && !area("衡东县教育局2023年"));
    }
}
