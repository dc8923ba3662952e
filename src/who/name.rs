//! The name of a body taken apart: the places it names, from the outside in, and what it is in the last of them.
//!
//! `衡阳市衡东县杨林镇人民政府` is the government of 杨林镇 in 衡东县 in 衡阳市, `衡东县教育局` the 教育局 of 衡东县. Places
//! are known from the table of divisions, or by the word for their kind at their end.

use super::table::Divisions;

/// The name of a body, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The places named, from the outside in.
    pub places: Vec<Place>,
    /// What the body is in the last of them.
    pub organ: Organ,
}

/// A place in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name as written.
    pub name: String,
    /// What kind of place that is by its last characters.
    pub kind: Kind,
}

/// A kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 省, 自治区.
    Province,
    /// 市, of whatever rank.
    City,
    /// 自治州, 地区, 盟.
    Prefecture,
    /// 县, 区, 旗.
    County,
    /// 镇, 乡.
    Town,
    /// 街道.
    Street,
    /// An area with an administration of its own that is no division: 开发区, 实验区.
    Zone,
}

/// What a body is in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Organ {
    /// Only the place is named: the report is about it as a whole.
    #[default]
    Unnamed,
    /// Its government.
    Government,
    /// A department or office of it.
    Office(String),
}

/// Words for kinds of places, longer ones before those they end in.
const KINDS: &[(&str, Kind)] = &[
    ("特别行政区", Kind::Province),
    ("自治区", Kind::Province),
    ("省", Kind::Province),
    ("自治州", Kind::Prefecture),
    ("地区", Kind::Prefecture),
    ("盟", Kind::Prefecture),
    ("市", Kind::City),
    ("开发区", Kind::Zone),
    ("高新区", Kind::Zone),
    ("经开区", Kind::Zone),
    ("示范区", Kind::Zone),
    ("实验区", Kind::Zone),
    ("试验区", Kind::Zone),
    ("管理区", Kind::Zone),
    ("度假区", Kind::Zone),
    ("风景区", Kind::Zone),
    ("名胜区", Kind::Zone),
    ("保税区", Kind::Zone),
    ("保税港区", Kind::Zone),
    ("合作区", Kind::Zone),
    ("产业区", Kind::Zone),
    ("工业区", Kind::Zone),
    ("集聚区", Kind::Zone),
    ("园区", Kind::Zone),
    ("产业园", Kind::Zone),
    ("新区", Kind::Zone),
    ("新城", Kind::Zone),
    ("县", Kind::County),
    ("旗", Kind::County),
    ("区", Kind::County),
    ("街道", Kind::Street),
    ("镇", Kind::Town),
    ("乡", Kind::Town),
    ("苏木", Kind::Town),
];

/// What ends like a place and is none; 古城镇 and 南山区 are places, 城镇 and 山区 are not.
const NO_PLACES: &[&str] = &[
    "社区", "小区", "片区", "辖区", "库区", "灾区", "景区", "校区", "院区", "全市", "全县", "全区",
    "全省",
];

/// Words of which no place is made; what holds one is the name of a department.
const OF_ORGANS: &[&str] = &[
    "局", "厅", "委", "办", "部", "署", "处", "所", "站", "队", "院", "和", "与", "及", "的",
    "管理", "建设", "监督", "资源", "发展", "服务", "中心", "住房", "财政", "教育", "公安", "民政",
    "司法", "生态", "环境", "水利", "水务", "文化", "卫生", "应急", "审计", "统计", "信访", "税务",
    "气象", "交通", "农业", "农村", "林业", "商务", "信息", "公开", "政府", "工作", "公司", "集团",
    "学校", "大学", "医院", "年",
];

/// Words that go on behind a character that would else end a place: 市场, 区域, 乡镇.
const GOES_ON: &[(char, &[char])] = &[
    ('市', &['场', '容']),
    ('区', &['域', '划', '间']),
    ('乡', &['镇', '村', '土']),
    ('省', &['级']),
    ('县', &['域', '级']),
];

/// The longest place that is not in the table, in characters.
const LONGEST: usize = 14;

/// Central bodies that have branches named after places: `国家税务总局衡东县税务局`.
const WITH_BRANCHES: &[&str] = &[
    "国家税务总局",
    "国家统计局",
    "中国人民银行",
    "国家金融监督管理总局",
    "中华人民共和国",
];

/// Words for the government of a place.
const GOVERNMENT: &[&str] = &["人民政府", "政府"];

/// Takes a name apart. It has to be folded.
pub fn take_apart(name: &str, table: &Divisions) -> Name {
    let mut places = Vec::new();
    let mut rest = name;
    let central = WITH_BRANCHES
        .iter()
        .find(|central| name.starts_with(**central));
    if let Some(central) = central {
        let below = &name[central.len()..];
        if next_place(below, table).is_none() {
            return Name {
                places,
                organ: organ(name, None),
            };
        }
        rest = below;
    }
    while let Some((place, after)) = next_place(rest, table).or_else(|| {
        // 越秀区人民政府北京街道办事处
        let after = GOVERNMENT.iter().find_map(|word| rest.strip_prefix(word))?;
        next_place(after, table).filter(|_| !places.is_empty())
    }) {
        places.push(place);
        rest = after;
    }
    let organ = match central {
        Some(central) => Organ::Office(format!("{central}{rest}")),
        None => organ(rest, places.last().map(|place: &Place| place.kind)),
    };
    Name { places, organ }
}

/// The place at the beginning of a text, and the rest.
fn next_place<'t>(text: &'t str, table: &Divisions) -> Option<(Place, &'t str)> {
    let known = table
        .longest_prefix(text)
        .filter(|name| !NO_PLACES.contains(name) && is_whole(&text[name.len()..]));
    if let Some(name) = known
        && let Some(kind) = kind(name)
    {
        return Some((place(name, kind), &text[name.len()..]));
    }
    short_name(text, table).or_else(|| unknown(text))
}

fn place(name: &str, kind: Kind) -> Place {
    Place {
        name: name.to_owned(),
        kind,
    }
}

/// Whether a name ends here: what follows is not the word for a kind of place.
fn is_whole(rest: &str) -> bool {
    !["街道", "镇", "乡"]
        .iter()
        .any(|word| rest.starts_with(word))
        || GOES_ON.iter().any(|(first, next)| {
            let mut chars = rest.chars();
            chars.next() == Some(*first) && chars.next().is_some_and(|c| next.contains(&c))
        })
}

/// What kind of place a name is by its end.
pub fn kind(name: &str) -> Option<Kind> {
    let found = KINDS
        .iter()
        .find(|(word, _)| name.ends_with(word) && name != *word);
    found.map(|(_, kind)| *kind)
}

/// A province or city without the word for its kind, where a place that lies in it follows: 湖南衡东县.
fn short_name<'t>(text: &'t str, table: &Divisions) -> Option<(Place, &'t str)> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    for end in ends.skip(1).take(3) {
        let (short, rest) = text.split_at(end);
        let Some(within) = table.longest_prefix(rest) else {
            continue;
        };
        for word in [
            "省",
            "市",
            "自治区",
            "壮族自治区",
            "回族自治区",
            "维吾尔自治区",
        ] {
            let full = format!("{short}{word}");
            let holds = |outer: super::Division<'_>| {
                table
                    .named(within)
                    .any(|inner| inner.code != outer.code && inner.code.is_within(outer.code))
            };
            if table.named(&full).any(holds) {
                let kind = kind(&full)?;
                return Some((Place { name: full, kind }, rest));
            }
        }
    }
    None
}

/// A place that the table does not have, by the word for its kind.
fn unknown(text: &str) -> Option<(Place, &str)> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    for end in ends.skip(1).take(LONGEST - 1) {
        let (name, rest) = text.split_at(end);
        if OF_ORGANS.iter().any(|word| name.contains(word)) {
            return None;
        }
        let of_prefecture = || name.ends_with('州') && starts_with_government(rest);
        let Some(kind) = kind(name).or_else(|| of_prefecture().then_some(Kind::Prefecture)) else {
            continue;
        };
        let stands_for_one = name.starts_with(['某', 'X', 'x', '×', '*', '○']);
        if name.chars().count() < 3 && !stands_for_one {
            continue;
        }
        let last = name.chars().next_back();
        let next = rest.chars().next();
        let goes_on = GOES_ON
            .iter()
            .any(|(c, words)| Some(*c) == last && next.is_some_and(|n| words.contains(&n)));
        let no_place = NO_PLACES.iter().any(|word| name.ends_with(word));
        if !goes_on && !no_place && is_whole(rest) {
            return Some((place(name, kind), rest));
        }
    }
    None
}

/// Whether a government is named at once: before it 州 alone is the word for a prefecture, and no end of a city's name.
fn starts_with_government(rest: &str) -> bool {
    GOVERNMENT.iter().any(|word| rest.starts_with(word))
}

/// What the rest of a name behind its places says.
fn organ(rest: &str, of: Option<Kind>) -> Organ {
    let plain = rest.trim_end_matches("(本级)").trim_end_matches("本级");
    if plain.is_empty() {
        return Organ::Unnamed;
    }
    let own: &[&str] = match of {
        None => &[],
        Some(Kind::Street) => &["办事处", "街道办事处", "办"],
        Some(Kind::Zone) => &["管理委员会", "管委会", "管委", "管理办公室"],
        Some(Kind::Prefecture) => &["行政公署", "行署"],
        Some(_) => &[],
    };
    if of.is_some() && GOVERNMENT.iter().chain(own).any(|word| *word == plain) {
        return Organ::Government;
    }
    let mut office = plain;
    if of.is_some() {
        let words = GOVERNMENT.iter().chain(&["管理委员会", "管委会"]);
        for word in words {
            office = office
                .strip_prefix(word)
                .filter(|rest| !rest.is_empty())
                .unwrap_or(office);
        }
    }
    Organ::Office(office.to_owned())
}

/// Abbreviations that everyone uses, and the official names.
const SHORT: &[(&str, &str)] = &[
    ("办", "办公室"),
    ("市监局", "市场监督管理局"),
    ("市场监管局", "市场监督管理局"),
    ("人社局", "人力资源社会保障局"),
    ("人社厅", "人力资源社会保障厅"),
    ("人力资源社会保障局", "人力资源社会保障局"),
    ("住建局", "住房城乡建设局"),
    ("住建厅", "住房城乡建设厅"),
    ("发改委", "发展改革委员会"),
    ("发展改革委", "发展改革委员会"),
    ("发改局", "发展改革局"),
    ("卫健委", "卫生健康委员会"),
    ("卫生健康委", "卫生健康委员会"),
    ("卫健局", "卫生健康局"),
    ("教体局", "教育体育局"),
    ("文旅局", "文化旅游局"),
    ("工信局", "工业信息化局"),
    ("城管局", "城市管理局"),
    ("退役军人局", "退役军人事务局"),
    ("应急局", "应急管理局"),
    ("医保局", "医疗保障局"),
    ("国资委", "国有资产监督管理委员会"),
    ("农委", "农业农村委员会"),
    ("科委", "科学技术委员会"),
    ("民宗局", "民族宗教事务局"),
];

impl Name {
    /// The organ as it is compared: without the words that one report has and another leaves out. Empty for the place
    /// itself and its government.
    pub fn office(&self) -> String {
        let Organ::Office(office) = &self.organ else {
            return String::new();
        };
        let office = office.split('(').next().unwrap_or_default();
        let office: String = office
            .chars()
            .filter(|c| !matches!(c, '和' | '与' | '及' | ','))
            .collect();
        let full = SHORT.iter().find(|(short, _)| *short == office);
        full.map_or(office, |(_, full)| (*full).to_owned())
    }

    /// The name in full, where only the place is named: of the government of it.
    pub fn completed(&self) -> &'static str {
        match (&self.organ, self.places.last()) {
            (Organ::Unnamed, Some(place)) => match place.kind {
                Kind::Street => "办事处",
                Kind::Zone => "管理委员会",
                Kind::Prefecture if !place.name.ends_with("州") => "行政公署",
                _ => "人民政府",
            },
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    fn parts(name: &str) -> String {
        let name = take_apart(&fold(name), Divisions::embedded());
        let mut text: Vec<String> = name.places.iter().map(|p| p.name.clone()).collect();
        text.push(match &name.organ {
            Organ::Unnamed => "-".to_owned(),
            Organ::Government => "政府".to_owned(),
            Organ::Office(_) => name.office(),
        });
        text.join(" ")
    }

    #[test]
    fn real_names() {
        for (name, expected) in [
            ("衡阳市衡东县杨林镇", "衡阳市 衡东县 杨林镇 -"),
            ("宝清县七星泡镇人民政府", "宝清县 七星泡镇 政府"),
            ("洪泽区人民政府", "洪泽区 政府"),
            ("汉阳区人民政府办公室", "汉阳区 办公室"),
            ("上海市人民政府办公厅", "上海市 办公厅"),
            (
                "广州市越秀区人民政府北京街道办事处",
                "广州市 越秀区 北京街道 政府",
            ),
            ("越秀区北京街道办事处", "越秀区 北京街道 政府"),
            ("湖南衡东县财政局", "湖南省 衡东县 财政局"),
            ("深圳龙岗区某局", "深圳市 龙岗区 某局"),
            ("尼勒克县某镇", "尼勒克县 某镇 -"),
            ("平潭综合实验区", "平潭综合实验区 -"),
            ("平潭综合实验区管委会", "平潭综合实验区 政府"),
            (
                "平潭综合实验区国有资产管理局",
                "平潭综合实验区 国有资产管理局",
            ),
            ("国家税务总局衡东县税务局", "衡东县 国家税务总局税务局"),
            (
                "内蒙古自治区呼和浩特市市场监督管理局",
                "内蒙古自治区 呼和浩特市 市场监督管理局",
            ),
            (
                "恩施土家族苗族自治州恩施市人社局",
                "恩施土家族苗族自治州 恩施市 人力资源社会保障局",
            ),
            (
                "镇江市京口区住房和城乡建设局",
                "镇江市 京口区 住房城乡建设局",
            ),
        ] {
            assert_eq!(parts(name), expected, "{name}");
        }
    }

    #[test]
    fn invented_names() {
        for (name, expected) in [
            ("松坪县丁家堰镇人民政府", "松坪县 丁家堰镇 政府"),
            ("岚州市凌河县教育局", "岚州市 凌河县 教育局"),
            ("云岚省水务厅", "云岚省 水务厅"),
            ("鹿平州人民政府", "鹿平州 政府"),
            ("荻州州人民政府", "荻州州 政府"),
            ("荻州州人民政府办公室", "荻州州 办公室"),
            ("荻州市人民政府", "荻州市 政府"),
            ("澄浦区桐荫街道办事处", "澄浦区 桐荫街道 政府"),
            ("青溪市城乡建设局", "青溪市 城乡建设局"),
            ("青溪市市场监管局", "青溪市 市场监督管理局"),
            ("柳汀县乡村振兴局", "柳汀县 乡村振兴局"),
            ("柳汀县发展与改革局(粮食局)", "柳汀县 发展改革局"),
            ("青溪经济技术开发区管理委员会", "青溪经济技术开发区 政府"),
            ("鹿浦市公共资源交易中心", "鹿浦市 公共资源交易中心"),
            ("国家湿地观测局", "国家湿地观测局"),
            ("住房和城乡建设局", "住房城乡建设局"),
            ("临桐市梧山区人民政府", "临桐市 梧山区 政府"),
            ("柳汀县古窑村镇", "柳汀县 古窑村镇 -"),
            ("盐泽城市人民政府", "盐泽城市 政府"),
            ("城乡建设局", "城乡建设局"),
            ("社区服务中心", "社区服务中心"),
            ("鹿浦市区域合作办公室", "鹿浦市 区域合作办公室"),
        ] {
            assert_eq!(parts(name), expected, "{name}");
        }
    }
}
