//! Which division a place is: by its name, by the places named around it, and where that leaves several open, by what
//! else names one of the places they lie in. Where several are left, none is chosen.

use super::Source;
use super::name::{Kind, Place};
use super::table::{Code, Division, Divisions, Rank};

/// What may tell places of one name apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The file's title, its publisher and address.
    pub meta: &'a str,
    /// The path of the file.
    pub path: &'a str,
    /// The prose.
    pub text: &'a str,
}

/// What is known of the place of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Located {
    /// The division.
    pub code: Option<Code>,
    /// The division above it; of a place that is no division, the one it lies in.
    pub parent: Option<Code>,
    /// What told it from others of its name.
    pub by: Option<Source>,
}

/// Finds the division of the last of these places.
pub fn locate(
    places: &[Place],
    year: Option<u16>,
    table: &Divisions,
    context: &Context<'_>,
) -> Located {
    let Some((last, outer)) = places.split_last() else {
        return Located::default();
    };
    let candidates = candidates(last, outer, year, table);
    if candidates.is_empty() {
        // A place that the table does not have, in one that it has.
        let around = locate(outer, year, table, context);
        return Located {
            code: None,
            parent: around.code,
            by: around.by,
        };
    }
    match choose(&candidates, table, context) {
        Some((code, by)) => Located {
            code: Some(code),
            parent: table.parent(code),
            by: Some(by),
        },
        None => Located::default(),
    }
}

/// Divisions of this name that lie in all the places around it, each body once.
fn candidates(last: &Place, outer: &[Place], year: Option<u16>, table: &Divisions) -> Vec<Code> {
    let lies_in = |inner: Code, place: &Place| {
        table.named(&place.name).any(|around| {
            inner != around.code
                && (inner.is_within(around.code) || inner.is_within(table.last_code(around.code)))
        })
    };
    let mut found: Vec<Division<'_>> = table
        .named(&last.name)
        .filter(|division| outer.iter().all(|place| lies_in(division.code, place)))
        .collect();
    // Those that were there in that year first, then the later ones: what a report prints is rarely older than it.
    found.sort_by_key(|division| {
        (
            !division.was_there(year),
            std::cmp::Reverse(division.until),
            division.code,
        )
    });
    let mut bodies: Vec<Code> = Vec::new();
    let was_there = found.iter().any(|division| division.was_there(year));
    found.retain(|division| division.was_there(year) || !was_there);
    let mut codes = Vec::new();
    for division in found {
        let body = table.last_code(division.code);
        if !bodies.contains(&body) {
            bodies.push(body);
            codes.push(division.code);
        }
    }
    codes
}

/// The one candidate that what stands around it speaks for.
fn choose(candidates: &[Code], table: &Divisions, context: &Context<'_>) -> Option<(Code, Source)> {
    if let [only] = candidates {
        return (!is_contradicted(*only, table, context)).then_some((*only, Source::Title));
    }
    let by_meta = best(candidates, |code| {
        named_around(code, table, context.meta, Rank::Province)
    });
    if let Some(code) = by_meta {
        return Some((code, Source::Publisher));
    }
    let by_path = best(candidates, |code| {
        named_around(code, table, context.path, Rank::Province)
    });
    if let Some(code) = by_path {
        return Some((code, Source::Path));
    }
    // Provinces are named for many reasons: a regulation, a partner, a model to follow.
    let by_text = best(candidates, |code| {
        named_around(code, table, context.text, Rank::Prefecture)
    });
    by_text.map(|code| (code, Source::Prose))
}

/// The candidate with most in its favour; none where two have as much, or none has anything.
fn best(candidates: &[Code], speaks: impl Fn(Code) -> usize) -> Option<Code> {
    let scores: Vec<usize> = candidates.iter().map(|code| speaks(*code)).collect();
    let most = scores.iter().max().copied().filter(|most| *most > 0)?;
    let mut with_most = candidates
        .iter()
        .zip(&scores)
        .filter(|(_, score)| **score == most);
    let (code, _) = with_most.next()?;
    with_most.next().is_none().then_some(*code)
}

/// How many of the divisions around one, up to this rank, a text names.
fn named_around(code: Code, table: &Divisions, text: &str, up_to: Rank) -> usize {
    if text.is_empty() {
        return 0;
    }
    around(code, table)
        .filter(|code| code.rank() >= up_to)
        .filter(|code| {
            table
                .coded(*code)
                .any(|division| text.contains(division.name))
        })
        .count()
}

fn around(code: Code, table: &Divisions) -> impl Iterator<Item = Code> {
    std::iter::successors(table.parent(code), |code| table.parent(*code))
}

/// Whether title, publisher or path name a province, and another one than this place lies in.
fn is_contradicted(code: Code, table: &Divisions, context: &Context<'_>) -> bool {
    let province = around(code, table).last().unwrap_or(code);
    let named = |text: &str| -> Vec<Code> {
        if text.is_empty() {
            return Vec::new();
        }
        let provinces = table
            .provinces()
            .filter(|province| text.contains(province.name));
        provinces.map(|province| province.code).collect()
    };
    [context.meta, context.path].iter().any(|text| {
        let named = named(text);
        !named.is_empty() && !named.contains(&province)
    })
}

/// The kind of place that a division of this name and code is.
pub fn rank_of(place: &Place, code: Option<Code>) -> Option<Rank> {
    if let Some(code) = code {
        return Some(code.rank());
    }
    match place.kind {
        Kind::Province => Some(Rank::Province),
        Kind::Prefecture => Some(Rank::Prefecture),
        Kind::County => Some(Rank::County),
        Kind::Town | Kind::Street => Some(Rank::Town),
        // A city may be a prefecture or a county; a zone is neither.
        Kind::City | Kind::Zone => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::name::take_apart;
    use super::*;

    fn find(name: &str, year: u16, context: Context<'_>) -> String {
        let table = Divisions::embedded();
        let name = take_apart(name, table);
        let found = locate(&name.places, Some(year), table, &context);
        let text =
            |code: Option<Code>| code.map_or_else(|| "-".to_owned(), |code| code.to_string());
        format!("{} {}", text(found.code), text(found.parent))
    }

    #[test]
    fn by_the_places_named_around() {
        let none = Context::default();
        for (name, year, expected) in [
            ("洪泽区人民政府", 2023, "320813 320800"),
            ("衡阳市衡东县杨林镇", 2023, "430424106 430424"),
            ("济南市市中区", 2023, "370103 370100"),
            ("尼勒克县某镇", 2023, "- 654028"),
            ("天门市", 2023, "429006 420000"),
            ("上海市黄浦区", 2023, "310101 310000"),
            // Names that occur more than once are left open, invented ones have no code.
            ("市中区", 2023, "- -"),
            ("城关镇人民政府", 2023, "- -"),
            ("松坪县丁家堰镇", 2023, "- -"),
            ("松坪县城关镇", 2023, "- -"),
        ] {
            assert_eq!(find(name, year, none), expected, "{name}");
        }
    }

    #[test]
    fn by_the_year() {
        let none = Context::default();
        assert_eq!(find("南和县", 2018, none), "130527 130500");
        assert_eq!(find("邢台市南和区", 2021, none), "130506 130500");
        assert_eq!(find("公主岭市", 2018, none), "220381 220300");
        assert_eq!(find("公主岭市", 2022, none), "220184 220100");
        assert_eq!(find("杭州市江干区", 2019, none), "330104 330100");
    }

    #[test]
    fn by_publisher_path_and_prose() {
        let meta = |meta| Context {
            meta,
            ..Context::default()
        };
        assert_eq!(find("市中区", 2023, meta("济宁市人民政府网")), "- -");
        assert_eq!(
            find("市中区", 2023, meta("乐山市人民政府")),
            "511102 511100"
        );
        let path = |path| Context {
            path,
            ..Context::default()
        };
        assert_eq!(
            find("鼓楼区审计局", 2023, path("福建省/福州市/鼓楼区/a.pdf")),
            "350102 350100"
        );
        assert_eq!(find("鼓楼区审计局", 2023, path("江苏省/a.pdf")), "- -");
        let text = |text| Context {
            text,
            ..Context::default()
        };
        assert_eq!(
            find("鼓楼区审计局", 2023, text("按照福州市政府要求")),
            "350102 350100"
        );
        assert_eq!(find("鼓楼区审计局", 2023, text("学习福建省经验")), "- -");
        assert_eq!(
            find("鼓楼区审计局", 2023, text("赴福州市、南京市学习")),
            "- -"
        );
        // A name that is the only one of its kind, but elsewhere.
        assert_eq!(find("洪泽区", 2023, path("浙江省/a.pdf")), "- -");
    }
}
