//! Lists that the user gives: which body belongs to which area, which bodies should have published.

use crate::error::LineError;
use crate::fold::fold;

/// A line of a list of areas: a body and the one whose report sums it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The body, as names are compared.
    pub body: String,
    /// The body that sums it up.
    pub parent: String,
}

/// A line of a list of bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name as written.
    pub agency: String,
    /// The name as names are compared.
    pub name: String,
    /// The only years it should have a report for; all years of the run where empty.
    pub years: Vec<u16>,
}

/// Reads a list of areas: `body`, `parent`, with tabs or commas between; a head line is passed over.
///
/// # Errors
/// A line has no second column.
pub fn read_areas(text: &str) -> Result<Vec<Area>, LineError> {
    let rows = rows(text).map(|(line, cells)| {
        let name = |at: usize| cells.get(at).map(|cell| name_of(cell)).unwrap_or_default();
        let (body, parent) = (name(0), name(1));
        if body.is_empty() || parent.is_empty() {
            let what =
                "a body and the one that sums it up are expected, with a tab or a comma between";
            return Err(LineError::new(line, what));
        }
        Ok(Area { body, parent })
    });
    rows.collect()
}

/// Reads a list of bodies: `body`, and if only some years are meant `years`, such as `2021` or `2021-2023`; a head line
/// is passed over.
///
/// # Errors
/// The second column holds something else.
pub fn read_bodies(text: &str) -> Result<Vec<Listed>, LineError> {
    let rows = rows(text).map(|(line, cells)| {
        let agency = cells.first().copied().unwrap_or_default().to_owned();
        let years = match cells.get(1).filter(|cell| !cell.is_empty()) {
            None => Vec::new(),
            Some(cell) => years(cell)
                .ok_or_else(|| LineError::new(line, "no years such as 2021 or 2021-2023"))?,
        };
        let name = name_of(&agency);
        Ok(Listed {
            agency,
            name,
            years,
        })
    });
    rows.filter(|row| !matches!(row, Ok(listed) if listed.name.is_empty()))
        .collect()
}

/// A name as names are compared: without what some write and others leave out.
pub fn name_of(agency: &str) -> String {
    let name = fold(agency);
    let plain = name.trim_end_matches("人民政府");
    plain.to_owned()
}

/// The lines that say something, with their numbers, cut into cells.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
    let rows = lines.filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
    let rows = rows.map(|(line, number)| {
        let separator = if line.contains('\t') { '\t' } else { ',' };
        let cells = line.split(separator);
        let cells: Vec<&str> = cells.map(|cell| cell.trim().trim_matches('"')).collect();
        (number, cells)
    });
    let is_head = |cells: &[&str]| {
        matches!(
            cells.first(),
            Some(&("body" | "agency" | "机关" | "机关名称" | "单位" | "单位名称"))
        )
    };
    rows.filter(move |(number, cells)| *number > 1 || !is_head(cells))
}

fn years(cell: &str) -> Option<Vec<u16>> {
    let year = |text: &str| {
        text.trim()
            .parse()
            .ok()
            .filter(|y| (1990..2100).contains(y))
    };
    match cell.split_once(['-', '–']) {
        None => Some(vec![year(cell)?]),
        Some((first, last)) => Some((year(first)?..=year(last)?).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_with_tabs_and_commas_and_a_head() {
        let list = "\u{feff}body\tparent\n柳汀县教育局\t柳汀县人民政府\n\n\"杨坪镇\",柳汀县\n";
        let areas = read_areas(list).unwrap();
        assert_eq!(areas.len(), 2);
        assert_eq!(
            areas[1],
            Area {
                body: "杨坪镇".into(),
                parent: "柳汀县".into()
            }
        );
        assert_eq!(areas[0].parent, areas[1].parent);
        assert_eq!(read_areas("柳汀县教育局").unwrap_err().line, 1);
    }

    #[test]
    fn bodies_with_and_without_years() {
        let list = "单位\n柳汀县教育局\n柳汀县财政局,2021-2023\n柳汀县水利局,2022\n";
        let bodies = read_bodies(list).unwrap();
        let years: Vec<&[u16]> = bodies.iter().map(|b| &*b.years).collect();
        assert_eq!(years, [&[][..], &[2021, 2022, 2023], &[2022]]);
        assert_eq!(read_bodies("a\nb,soon").unwrap_err().line, 2);
    }
}
