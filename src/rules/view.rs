//! A report as a rule sees it: its values beside the fields of the form they belong to.

use crate::forms::{Edition, Field, Forms, Table};
use crate::location::{Place, Rect};
use crate::prose::Prose;
use crate::report::{CellRef, Filed, Origin, Presence, Report, Section, Spent, State, Value};

/// A report with the forms it was bound to.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The forms.
    pub forms: &'a Forms,
    /// The report.
    pub report: &'a Report,
    /// What its prose says.
    pub prose: &'a Prose,
}

impl<'a> View<'a> {
    /// Year reported on, where known.
    pub fn year(&self) -> Option<u16> {
        self.report.identity.year
    }

    /// The edition in force for the report; `None` where its year is before the first edition. Where no year is known,
    /// the newest edition that one of its tables follows.
    pub fn in_force(&self) -> Option<&'a Edition> {
        let first = self.forms.editions.first()?;
        match self.year() {
            Some(year) if year < first.from => None,
            Some(year) => self.forms.editions.get(self.forms.in_force(Some(year))),
            None => {
                let followed = self.found().map(|sheet| sheet.filed.edition).max();
                let newest = self.forms.in_force(None);
                self.forms.editions.get(followed.unwrap_or(newest))
            }
        }
    }

    /// The report's tables beside their forms, in the form's order.
    pub fn sheets(&self) -> impl Iterator<Item = Sheet<'a>> + use<'a> {
        let forms = self.forms;
        self.report
            .tables
            .iter()
            .enumerate()
            .filter_map(move |(at, filed)| {
                let edition = forms.editions.get(filed.edition)?;
                let table = edition.tables.get(filed.table)?;
                Some(Sheet {
                    at,
                    filed,
                    edition,
                    table,
                })
            })
    }

    /// Whether figures of the report, or what stood beside them, were lost on the way to us, or are doubtful.
    pub fn has_losses(&self) -> bool {
        let lost =
            |v: &Value| v.is_doubtful() || v.spent != Spent::None || v.origin == Origin::Inferred;
        let mut tables = self.report.tables.iter();
        tables.any(|t| t.presence == Presence::Lost || t.values.iter().any(lost))
    }

    /// Those that were found.
    pub fn found(&self) -> impl Iterator<Item = Sheet<'a>> + use<'a> {
        self.sheets()
            .filter(|sheet| sheet.filed.presence == Presence::Found)
    }
}

/// A table of a report beside the form's own.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Its index among the report's tables.
    pub at: usize,
    /// What was found.
    pub filed: &'a Filed,
    /// The edition it follows.
    pub edition: &'a Edition,
    /// The form's table.
    pub table: &'a Table,
}

impl<'a> Sheet<'a> {
    /// Its cells in the form's order: index, field, value.
    pub fn cells(&self) -> impl Iterator<Item = (usize, &'a Field, &'a Value)> + use<'a> {
        let fields = self.table.fields.iter();
        fields
            .zip(&self.filed.values)
            .enumerate()
            .map(|(i, (field, value))| (i, field, value))
    }

    /// The name of a field of this table.
    pub fn cell_ref(&self, field: &Field) -> CellRef {
        CellRef {
            report: String::new(),
            table: self.table.id.clone(),
            row: field.row.clone(),
            column: field.column.clone(),
        }
    }

    /// Whether any value in it was read with doubt.
    pub fn has_doubt(&self) -> bool {
        self.filed.values.iter().any(Value::is_doubtful)
    }

    /// Whether every cell that is printed is 0, and one at least is.
    pub fn is_all_nought(&self) -> bool {
        let printed = self
            .filed
            .values
            .iter()
            .filter(|v| v.state == State::Number);
        let mut printed = printed.peekable();
        printed.peek().is_some() && printed.all(|value| value.scaled() == Some(0))
    }

    /// Where the table begins.
    pub fn place(&self) -> Place {
        let mut places = self.filed.values.iter().map(|value| value.place);
        places
            .find(|place| *place != Place::Nowhere)
            .unwrap_or_default()
    }

    /// Whether the row was not found at all.
    pub fn lacks_row(&self, key: &str) -> bool {
        self.filed.missing_rows.iter().any(|row| row == key)
    }
}

/// A page as a whole: what is known of the place of a heading or a sentence.
pub fn page_place(page: Option<u32>) -> Place {
    page.map_or(Place::Nowhere, |page| Place::Page {
        page,
        rect: Rect::default(),
    })
}

/// The place of a line of a section's prose, counted from 0; the page of its heading where nothing better is known.
pub fn line_place(section: &Section, line: usize) -> Place {
    match section.places.get(line) {
        Some(place) if *place != Place::Nowhere => *place,
        _ => page_place(section.page),
    }
}

/// A section's number as the form prints it.
pub fn numeral(number: u8) -> String {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    usize::from(number)
        .checked_sub(1)
        .and_then(|at| digits.get(at))
        .map_or_else(|| number.to_string(), |digit| (*digit).to_owned())
}

/// The official label of a row with the group it stands in: `行政诉讼·复议后起诉`.
pub fn row_label(field: &Field) -> String {
    let group = innermost(&field.row_group);
    with_group(group, &field.row_label)
}

/// The official label of a column, with its group where groups are nested: `法人或其他组织·商业企业`.
pub fn column_label(field: &Field) -> String {
    // A lone outer group (申请人情况) stands over the whole table and tells nothing apart.
    let group = if field.column_group.contains(NESTED) {
        innermost(&field.column_group)
    } else {
        ""
    };
    with_group(group, &field.column_label)
}

/// Both: `行政复议的总计`.
pub fn cell_label(field: &Field) -> String {
    format!("{}的{}", row_label(field), column_label(field))
}

/// What stands between the labels of nested groups.
const NESTED: &str = " / ";

fn innermost(groups: &str) -> &str {
    groups.rsplit(NESTED).next().unwrap_or_default()
}

fn with_group(group: &str, label: &str) -> String {
    if group.is_empty() {
        short(label).to_owned()
    } else {
        format!("{group}·{}", short(label))
    }
}

/// A label without the explanation in brackets behind it: 部分公开（区分处理的，…） is 部分公开.
pub fn short(label: &str) -> &str {
    match label.rfind('（') {
        Some(at) if at > 0 && label.ends_with('）') => &label[..at],
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_and_tell_apart() {
        let forms = Forms::embedded();
        let edition = forms.editions.last().unwrap();
        let field = |table: usize, row: &str, column: &str| {
            let table = &edition.tables[table];
            &table.fields[table.field(row, column).unwrap()]
        };
        assert_eq!((numeral(4), numeral(11)), ("四".into(), "11".into()));
        assert_eq!(short("（七）总计"), "（七）总计");
        assert_eq!(
            row_label(field(1, "partial", "other")),
            "三、本年度办理结果·（二）部分公开"
        );
        assert_eq!(
            column_label(field(1, "new", "other")),
            "法人或其他组织·其他"
        );
        assert_eq!(column_label(field(1, "new", "total")), "总计");
        assert_eq!(cell_label(field(2, "review", "total")), "行政复议的总计");
    }
}
