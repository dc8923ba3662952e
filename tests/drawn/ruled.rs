//! Tables that have lost rules: only upright ones, none between some rows, none at all.

use gouji::forms::{Forms, Table};
use gouji::location::Rect;
use gouji::read::{Glyph, Page, Ruling};
use gouji::report::{DOUBTFUL, State, Value};

use crate::over_pages::draw;
use crate::pen::{Dice, LEFT, LINE, PAD, Style, read};

fn table() -> &'static Table {
    let forms = Forms::embedded();
    &forms.editions[forms.in_force(Some(2021))].tables[1]
}

/// The number of figures read rightly; panics where one is wrong and not doubtful.
fn right(values: &[Value], figures: &[String], seed: u64) -> usize {
    let mut right = 0;
    for ((field, figure), value) in table().fields.iter().zip(figures).zip(values) {
        if value.state == State::Number && value.confidence >= DOUBTFUL {
            let name = format!("seed {seed}: {}/{}", field.row, field.column);
            assert_eq!(value.number, *figure, "{name}");
            right += 1;
        }
    }
    right
}

/// Any figures.
fn any(dice: &mut Dice, top: usize) -> Vec<String> {
    let fields = table().fields.iter();
    fields.map(|_| dice.roll(top).to_string()).collect()
}

/// Rows whose last figure is the sum of the others, with nothing printed for 0.
fn blanks(dice: &mut Dice, top: usize) -> Vec<String> {
    let columns = table().blocks[0].columns.len();
    let print = |n: &usize| if *n > 0 { n.to_string() } else { String::new() };
    let rows = table().fields.chunks(columns).flat_map(|_| {
        let mut row: Vec<usize> = (1..columns)
            .map(|_| dice.roll(top) * dice.roll(2))
            .collect();
        row.push(row.iter().sum());
        row.iter().map(print).collect::<Vec<_>>()
    });
    rows.collect()
}

/// Draws many tables, takes rules away and gives the share of figures that are still read.
fn share(runs: u64, lose: impl Fn(&mut Page, &mut Dice)) -> f64 {
    share_of(runs, any, lose)
}

fn share_of(
    runs: u64,
    fill: impl Fn(&mut Dice, usize) -> Vec<String>,
    lose: impl Fn(&mut Page, &mut Dice),
) -> f64 {
    share_in(runs, Style::PLAIN, fill, lose)
}

fn share_in(
    runs: u64,
    style: Style,
    fill: impl Fn(&mut Dice, usize) -> Vec<String>,
    lose: impl Fn(&mut Page, &mut Dice),
) -> f64 {
    let (mut all, mut read_rightly) = (0, 0);
    for seed in 0..runs {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x33);
        let figures = fill(&mut dice, [2, 30, 2000][seed as usize % 3]);
        let mut pages = draw(table(), &figures, style, &mut dice);
        for page in &mut pages {
            lose(page, &mut dice);
        }
        all += figures.iter().filter(|f| !f.is_empty()).count();
        if let Some((_, values)) = read(pages) {
            read_rightly += right(&values, &figures, seed);
        }
    }
    read_rightly as f64 / f64::from(u32::try_from(all).expect("few figures"))
}

/// The highest and the lowest rule across a page.
fn is_outer(page: &[Ruling], rule: &Ruling) -> bool {
    let across = page.iter().filter(|r| r.horizontal);
    let ys = || across.clone().map(|r| r.rect.y0);
    let (top, bottom) = (ys().fold(f32::MAX, f32::min), ys().fold(0.0, f32::max));
    rule.rect.y0 <= top + 1.0 || rule.rect.y0 >= bottom - 1.0
}

#[test]
fn upright_rules_alone() {
    let found = share(60, |page, _| {
        let all = page.rulings.clone();
        page.rulings
            .retain(|rule| !rule.horizontal || is_outer(&all, rule));
    });
    assert!(found > 0.98, "{found}");
}

#[test]
fn a_rule_across_is_lost() {
    let found = share(60, |page, dice| {
        let all = page.rulings.clone();
        let inner: Vec<f32> = all
            .iter()
            .filter(|r| r.horizontal && !is_outer(&all, r))
            .map(|r| r.rect.y0)
            .collect();
        if !inner.is_empty() {
            let lost = inner[dice.roll(inner.len())];
            page.rulings.retain(|r| !r.horizontal || r.rect.y0 != lost);
        }
    });
    assert!(found > 0.9, "{found}");
}

#[test]
fn no_rules_at_all() {
    let found = share(60, |page, _| page.rulings.clear());
    assert!(found > 0.5, "{found}");
}

#[test]
fn an_upright_rule_is_lost() {
    let found = share(60, |page, dice| {
        let mut xs: Vec<f32> = page
            .rulings
            .iter()
            .filter(|r| !r.horizontal)
            .map(|r| r.rect.x0)
            .collect();
        xs.sort_by(f32::total_cmp);
        xs.dedup();
        if let [_, inner @ .., _] = xs.as_slice() {
            let lost = inner[dice.roll(inner.len())];
            page.rulings.retain(|r| r.horizontal || r.rect.x0 != lost);
        }
    });
    assert!(found > 0.9, "{found}");
}

/// A rule between two cells of one row is lost: the other rows show where it stood.
#[test]
fn an_upright_rule_is_lost_beside_one_row() {
    let found = share(60, |page, dice| {
        let left = |r: &Ruling| !r.horizontal && r.rect.x0 > LEFT + 1.0;
        let inner: Vec<Rect> = (page.rulings.iter().filter(|r| left(r)))
            .map(|r| r.rect)
            .collect();
        let right = inner.iter().map(|r| r.x0).fold(0.0, f32::max);
        let inner: Vec<&Rect> = inner.iter().filter(|r| r.x0 < right).collect();
        if !inner.is_empty() {
            let lost = *inner[dice.roll(inner.len())];
            page.rulings.retain(|r| r.horizontal || r.rect != lost);
        }
    });
    assert!(found > 0.98, "{found}");
}

/// A head that is printed again on the next page, and no rule below it.
#[test]
fn no_rule_below_a_head_that_is_printed_again() {
    let style = Style {
        head_again: true,
        ..Style::PLAIN
    };
    let again = |page: &mut Page, _: &mut Dice| {
        let across = page.rulings.iter().filter(|r| r.horizontal);
        let mut ys: Vec<f32> = across.map(|r| r.rect.y0).collect();
        ys.sort_by(f32::total_cmp);
        ys.dedup();
        if let (2.., [_, below, ..]) = (page.number, ys.as_slice()) {
            page.rulings
                .retain(|r| !r.horizontal || r.rect.y0 != *below);
        }
    };
    let found = share_in(60, style, any, again);
    assert!(found > 0.98, "{found}");
}

#[test]
fn blank_cells_without_upright_rules() {
    let found = share_of(60, blanks, |page, _| page.rulings.retain(|r| r.horizontal));
    assert!(found > 0.5, "{found}");
}

/// Where nothing is printed in a column, its head alone says where it stands; heads that touch one another are not told apart.
#[test]
fn a_blank_column_without_upright_rules() {
    let columns = table().blocks[0].columns.len();
    let fill = |dice: &mut Dice, top: usize| {
        let gone = dice.roll(columns - 1);
        let mut figures = Vec::new();
        for row in blanks(dice, top).chunks(columns) {
            let mut row: Vec<usize> = row.iter().map(|f| f.parse().unwrap_or(0)).collect();
            row[gone] = 0;
            row[columns - 1] = row[..columns - 1].iter().sum();
            let print = |n: &usize| if *n > 0 { n.to_string() } else { String::new() };
            figures.extend(row.iter().map(print));
        }
        figures
    };
    let found = share_of(60, fill, |page, _| page.rulings.retain(|r| r.horizontal));
    assert!(found > 0.2, "{found}");
}

/// A rule across the figures of a row that ends at its label, below them or above them: the label is theirs.
#[test]
fn a_rule_through_a_row() {
    let figures_from = LEFT + 210.0;
    let found = share(60, |page, dice| {
        let across = page.rulings.iter().filter(|r| r.horizontal);
        let mut ys: Vec<f32> = across.clone().map(|r| r.rect.y0).collect();
        let right = across.map(|r| r.rect.x1).fold(0.0, f32::max);
        ys.sort_by(f32::total_cmp);
        ys.dedup();
        let tall = |pair: &&[f32]| pair[1] - pair[0] > 1.8 * LINE && pair[1] - pair[0] < 4.0 * LINE;
        for row in ys.windows(2).filter(tall) {
            let middle = row[0] + PAD + LINE;
            let rect = Rect::new(figures_from, middle, right, middle + 0.5);
            page.rulings.push(Ruling {
                rect,
                horizontal: true,
            });
            let below = dice.roll(2) == 0;
            let is_figure = |g: &&mut Glyph| {
                below && g.rect.x0 > figures_from && (row[0]..row[1]).contains(&g.rect.y0)
            };
            for glyph in page.glyphs.iter_mut().filter(is_figure) {
                glyph.rect.y0 += LINE;
                glyph.rect.y1 += LINE;
            }
        }
    });
    assert!(found > 0.9, "{found}");
}
