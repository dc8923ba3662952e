//! What kind of body reports, told from its name; where the report names none, from what its text calls itself.
//!
//! The names of Chinese bodies end with what they are: 某县人民政府, 某镇, 某局. That a city is one with districts, which may
//! make regulations, and not a county-level one, no name tells.

use std::sync::OnceLock;

use crate::pattern::Pattern;

use super::{Date, Report};
use crate::fold::fold;

/// Kinds of bodies, as far as names tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// A department of the State Council.
    Ministry,
    /// A government of a province, or of a city or prefecture.
    Upper,
    /// A government of a county or district.
    County,
    /// The administration of a zone: 开发区, 实验区, 高新区.
    Zone,
    /// A town, township or street.
    Town,
    /// The office of a government, which often speaks for it.
    Office,
    /// That of a county or district, a zone or a town.
    CountyOffice,
    /// A department of a local government that prepares its regulations (司法).
    Legal,
    /// Any other department.
    Department,
}

impl BodyKind {
    /// The kind of the body that a report is from.
    pub fn of(report: &Report) -> Option<Self> {
        let name = fold(&report.identity.agency);
        if !name.is_empty() {
            return of_name(&name);
        }
        let sections = report.sections.iter();
        sections
            .filter(|section| section.number <= 1)
            .find_map(|section| of_itself(&fold(&section.text)))
    }

    /// Whether it certainly cannot make regulations (规章), nor speaks for a body that may.
    pub fn makes_no_regulations(self) -> bool {
        matches!(
            self,
            Self::County | Self::Zone | Self::Town | Self::Department | Self::CountyOffice
        )
    }

    /// The last day on which a report of `year` is published in time; `None` where the Regulations set none.
    pub fn deadline(self, year: u16) -> Option<Date> {
        let (month, day) = match self {
            Self::Town => return None,
            Self::Upper | Self::County | Self::Zone => (3, 31),
            Self::Ministry | Self::Office | Self::CountyOffice | Self::Legal | Self::Department => {
                (1, 31)
            }
        };
        Some(Date {
            year: year.checked_add(1)?,
            month,
            day,
        })
    }
}

/// Patterns of folded names, the first that fits decides.
const NAMES: &[(&str, BodyKind)] = &[
    (
        r"(?:[县旗区镇乡]|街道|管理委员会|管委会)(?:人民政府|政府)?(?:办公室|政府办)$",
        BodyKind::CountyOffice,
    ),
    (
        r"人民政府办公[厅室]$|政府办(?:公[厅室])?$",
        BodyKind::Office,
    ),
    (
        r"(?:镇|乡|街道|苏木)(?:人民政府|政府|办事处|办)?$",
        BodyKind::Town,
    ),
    (
        r"(?:实验|开发|高新(?:技术产业)?|经开|园|新|保税|示范|度假|风景(?:名胜)?|管理|集聚|合作|试验)区(?:管理委员会|管委会)?$",
        BodyKind::Zone,
    ),
    (
        r"(?:省|自治区|[市州盟])(?:人民政府|政府)?$|行署$|行政公署$",
        BodyKind::Upper,
    ),
    (r"(?:县|旗|区)(?:人民政府|政府)?$", BodyKind::County),
    (r"管理委员会$|管委会$", BodyKind::Zone),
    (
        r"^(?:中华人民共和国|国家|国务院|中国)[^省市县区]*(?:部|委|委员会|局|署|办|办公室|银行)$|^[^省市县区]{2,9}部$",
        BodyKind::Ministry,
    ),
    (r"[县区旗]司法局$", BodyKind::Department),
    (r"司法[局厅]$", BodyKind::Legal),
    (
        r"(?:局|委|委员会|厅|办|办公室|中心|队|院|馆|处|所|站|会|社|署|台|校|大学|学院|公司|集团)$",
        BodyKind::Department,
    ),
];

/// What a report calls the body it is from, where it gives no name.
const ITSELF: &[(&str, BodyKind)] = &[
    ("[我本](?:镇|乡|街道)", BodyKind::Town),
    (
        "[我本](?:局|委|厅|办公室|中心|支队|大队)",
        BodyKind::Department,
    ),
    ("[我本](?:县|旗)", BodyKind::County),
];

fn of_name(name: &str) -> Option<BodyKind> {
    static PATTERNS: OnceLock<Vec<(Pattern, BodyKind)>> = OnceLock::new();
    first(PATTERNS.get_or_init(|| compiled(NAMES)), name)
}

fn of_itself(text: &str) -> Option<BodyKind> {
    static PATTERNS: OnceLock<Vec<(Pattern, BodyKind)>> = OnceLock::new();
    first(PATTERNS.get_or_init(|| compiled(ITSELF)), text)
}

fn compiled(patterns: &[(&'static str, BodyKind)]) -> Vec<(Pattern, BodyKind)> {
    let compile = |(pattern, kind): &(&'static str, BodyKind)| (Pattern::constant(pattern), *kind);
    patterns.iter().map(compile).collect()
}

fn first(patterns: &[(Pattern, BodyKind)], text: &str) -> Option<BodyKind> {
    let mut patterns = patterns.iter();
    patterns
        .find(|(pattern, _)| pattern.is_match(text))
        .map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_body_is() {
        use BodyKind::{
            County, CountyOffice, Department, Legal, Ministry, Office, Town, Upper, Zone,
        };
        for (name, expected) in [
            ("青溪市人民政府", Some(Upper)),
            ("云岚省人民政府", Some(Upper)),
            ("云岚自治区人民政府", Some(Upper)),
            ("松坪县人民政府", Some(County)),
            ("梧山区", Some(County)),
            ("松坪县丁家堰镇人民政府", Some(Town)),
            ("桐荫街道", Some(Town)),
            ("桐荫街道办事处", Some(Town)),
            ("沅禾乡", Some(Town)),
            ("鹿浦综合实验区", Some(Zone)),
            ("鹿浦综合实验区管理委员会", Some(Zone)),
            ("青溪市人民政府办公室", Some(Office)),
            ("云岚自治区人民政府办公厅", Some(Office)),
            ("松坪县人民政府办公室", Some(CountyOffice)),
            ("梧山区政府办", Some(CountyOffice)),
            ("鹿浦经济开发区管委会办公室", Some(CountyOffice)),
            ("国家湿地观测局", Some(Ministry)),
            ("海洋气象部", Some(Ministry)),
            ("国家税务局松坪县分局", Some(Department)),
            ("青溪市司法局", Some(Legal)),
            ("云岚省水务厅", Some(Department)),
            ("鹿浦综合实验区国有资产管理局", Some(Department)),
            ("青溪市公共资源交易中心", Some(Department)),
            ("青溪", None),
        ] {
            assert_eq!(of_name(name), expected, "{name}");
            for (pattern, _) in compiled(NAMES).iter().chain(&compiled(ITSELF)) {
                pattern.try_both(name);
            }
        }
        assert_eq!(of_itself("现结合我镇实际"), Some(Town));
        assert_eq!(of_itself("结合实际"), None);
    }
}
