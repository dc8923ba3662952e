//! Numbers of the year before that were left in: where every cell of a set of suspects holds what it held a year ago, that
//! is how it came to.

use crate::across::{Figures, Table};
use crate::forms::Forms;
use crate::report::{CellRef, Filed, Presence, Report, SCALE_DIGITS, Slip, Suspects};

/// Smaller numbers are often the same from year to year.
const TELLING: i128 = 10 * 10_i128.pow(SCALE_DIGITS as u32);

/// Names the slip, and puts such sets before those that are explained less well. `before` are the figures of the year
/// before.
pub fn tell(forms: &Forms, before: &Figures, report: &mut Report) {
    let before = before.tables();
    let tables = &report.tables;
    let is_left = |(cell, _): &(CellRef, String)| {
        let now = printed(forms, tables, cell);
        now.is_some_and(|n| n >= TELLING) && now == earlier(forms, &before, cell)
    };
    for finding in &mut report.findings {
        let sets = std::mem::take(&mut finding.suspects);
        let weak = |set: &Suspects| !set.said && !is_telling(set.slip);
        let (mut left, mut others): (Vec<_>, Vec<_>) = sets
            .into_iter()
            .partition(|set| weak(set) && set.cells.iter().all(is_left));
        for set in &mut left {
            set.slip = Slip::LastYear;
        }
        let place = others.iter().position(weak).unwrap_or(others.len());
        others.splice(place..place, left);
        finding.suspects = others;
    }
}

/// Whether a slip explains a number better than that it stood there a year ago.
fn is_telling(slip: Slip) -> bool {
    match slip {
        Slip::TotalNotFilled
        | Slip::DigitsSwapped
        | Slip::DigitLost
        | Slip::DigitDoubled
        | Slip::Sign
        | Slip::Factor10
        | Slip::Factor10000 => true,
        Slip::Shifted
        | Slip::Neighbour
        | Slip::LastYear
        | Slip::CountedTwice
        | Slip::LeftOut
        | Slip::Other => false,
    }
}

fn printed(forms: &Forms, tables: &[Filed], cell: &CellRef) -> Option<i128> {
    tables.iter().find_map(|filed| {
        let form = forms.editions.get(filed.edition)?.tables.get(filed.table)?;
        let field = form.field(&cell.row, &cell.column)?;
        let own = form.id == cell.table && filed.presence == Presence::Found;
        filed.values.get(field).filter(|_| own)?.scaled()
    })
}

fn earlier(forms: &Forms, tables: &[Table], cell: &CellRef) -> Option<i128> {
    tables.iter().find_map(|table| {
        let (_, form) = table.form(forms)?;
        let field = form.field(&cell.row, &cell.column)?;
        let own = form.id == cell.table && table.presence == Presence::Found;
        let figure = table.figures.get(field).filter(|_| own)?;
        figure.number.filter(|_| !figure.doubtful)
    })
}
