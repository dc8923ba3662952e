//! Pictures of numbers, as SVG that stands in the page and takes its colours from the style sheet.

use std::fmt::Write as _;

use super::words::{Escaped, Markup, Two, two};
use crate::report::scaled_decimal;

/// A line of a table with a bar in it.
pub struct Bar {
    /// What it is.
    pub name: Two<'static>,
    /// Where it leads, or empty.
    pub href: String,
    /// How much of each kind, with the classes of the kinds given for all.
    pub parts: Vec<u64>,
}

/// A table of bars, all on one scale. `heads` name the first column and the numbers.
pub fn bars(bars: &[Bar], classes: &[&str], heads: &[Two<'_>]) -> Markup {
    let all = |bar: &Bar| bar.parts.iter().sum::<u64>();
    let most = bars.iter().map(all).max().unwrap_or(0).max(1);
    let mut out = String::from(r#"<table class="bars"><thead><tr>"#);
    for (at, head) in heads.iter().enumerate() {
        let class = if at == 0 { "" } else { r#" class="n""# };
        let _ = write!(out, r#"<th scope="col"{class}>{head}</th>"#);
    }
    out.push_str("<td></td></tr></thead><tbody>");
    for bar in bars {
        let name = &bar.name;
        let name = match bar.href.as_str() {
            "" => name.to_string(),
            href => format!(r#"<a href="{}">{name}</a>"#, Escaped(href)),
        };
        let _ = write!(out, r#"<tr><th scope="row">{name}</th>"#);
        for part in &bar.parts {
            let _ = write!(out, r#"<td class="n">{part}</td>"#);
        }
        out.push_str(r#"<td class="bar"><svg height="12" aria-hidden="true">"#);
        let mut x = 0.0;
        for (part, class) in bar.parts.iter().zip(classes) {
            let width = share(*part, most);
            if *part > 0 {
                let _ = write!(
                    out,
                    r#"<rect class="{class}" x="{x:.2}%" y="0" width="{:.2}%" height="12"/>"#,
                    width.max(0.4)
                );
            }
            x += width;
        }
        out.push_str("</svg></td></tr>");
    }
    out.push_str("</tbody></table>");
    Markup(out)
}

#[allow(clippy::cast_precision_loss, reason = "lengths of bars")]
fn share(part: u64, all: u64) -> f64 {
    part as f64 * 100.0 / all as f64
}

/// Columns side by side, each with its number above and its name below.
pub fn columns(names: &[String], counts: &[u64], label: &Two<'_>) -> Markup {
    const WIDE: usize = 64;
    const HIGH: f64 = 120.0;
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let width = WIDE * names.len();
    let mut out = svg(width, 165, label);
    for (at, (name, count)) in names.iter().zip(counts).enumerate() {
        let (x, high) = (at * WIDE, share(*count, most) / 100.0 * HIGH);
        let (top, middle) = (20.0 + HIGH - high, x + WIDE / 2);
        let _ = write!(
            out,
            r#"<rect class="column" x="{}" y="{top:.1}" width="{}" height="{high:.1}"/><text x="{middle}" y="{:.1}">{count}</text><text class="axis" x="{middle}" y="158">{}</text>"#,
            x + 6,
            WIDE - 12,
            top - 5.0,
            Escaped(name)
        );
    }
    out.push_str("</svg>");
    Markup(out)
}

/// A square of the heat map.
pub struct Square {
    /// Class of its colour.
    pub heat: usize,
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub says: String,
}

/// A row of squares for each name, a column for each year.
pub fn heat(
    rows: &[(&str, String, Vec<Option<Square>>)],
    years: &[u16],
    label: &Two<'_>,
) -> Markup {
    const LEFT: usize = 250;
    const WIDE: usize = 44;
    const HIGH: usize = 22;
    let mut out = svg(
        LEFT + WIDE * years.len(),
        HIGH * (rows.len() + 1) + 4,
        label,
    );
    for (at, year) in years.iter().enumerate() {
        let x = LEFT + at * WIDE + WIDE / 2;
        let _ = write!(out, r#"<text class="axis" x="{x}" y="15">{year}</text>"#);
    }
    for (row, (name, href, squares)) in rows.iter().enumerate() {
        let y = (row + 1) * HIGH;
        let (short, name, href) = (short(name), Escaped(name), Escaped(href));
        let _ = write!(
            out,
            r#"<a href="{href}"><text class="name" x="{}" y="{}">{}<title>{name}</title></text></a>"#,
            LEFT - 8,
            y + 15,
            Escaped(&short)
        );
        for (at, square) in squares.iter().enumerate() {
            let x = LEFT + at * WIDE;
            let Some(square) = square else { continue };
            let (href, says) = (Escaped(&square.href), Escaped(&square.says));
            let _ = write!(
                out,
                r#"<a href="{href}" aria-label="{says}"><rect class="h{}" x="{}" y="{}" width="{}" height="{}"><title>{says}</title></rect></a>"#,
                square.heat,
                x + 1,
                y + 1,
                WIDE - 2,
                HIGH - 2
            );
        }
    }
    out.push_str("</svg>");
    Markup(out)
}

/// A year of what is carried over.
pub struct Link<'a> {
    /// The year.
    pub year: u16,
    /// What came in and what went out; empty where it is no number.
    pub ends: [&'a str; 2],
    /// Its report.
    pub href: String,
}

/// A box a year with what came in and what went out, arrows between years that follow each other.
pub fn chain(links: &[Link<'_>]) -> Markup {
    const WIDE: usize = 150;
    const GAP: usize = 74;
    let label = two("结转链", "What is carried over");
    let mut out = svg((WIDE + GAP) * links.len() - GAP + 2, 104, &label);
    for (at, link) in links.iter().enumerate() {
        let x = at * (WIDE + GAP) + 1;
        let [brought, left] = link.ends.map(|end| if end.is_empty() { "—" } else { end });
        let _ = write!(
            out,
            r#"<a href="{}"><rect class="box" x="{x}" y="1" width="{WIDE}" height="100" rx="4"/><text class="year" x="{}" y="24">{}</text></a>"#,
            Escaped(&link.href),
            x + WIDE / 2,
            link.year
        );
        for (y, words, value, anchor) in [
            (52, two("上年结转", "carried in"), brought, x + 10),
            (84, two("结转下年度", "carried out"), left, x + 10),
        ] {
            let _ = write!(
                out,
                r#"<text class="what" lang="zh" x="{anchor}" y="{y}">{}</text><text class="what" lang="en" x="{anchor}" y="{y}">{}</text><text class="end" x="{}" y="{y}">{}</text>"#,
                words.zh,
                words.en,
                x + WIDE - 10,
                Escaped(value)
            );
        }
        let Some(next) = links.get(at + 1) else {
            continue;
        };
        let (class, sign) = match compared(link, next) {
            Some(true) => ("good", "="),
            Some(false) => ("bad", "≠"),
            None => ("open", "?"),
        };
        let (from, to) = (x + WIDE, x + WIDE + GAP);
        let middle = from + GAP / 2;
        let _ = write!(
            out,
            r#"<g class="{class}"><path d="M{from} 79 C{middle} 79 {middle} 47 {} 47"/><path class="tip" d="M{to} 47 l-9 -4 v8 z"/><text class="sign" x="{middle}" y="40">{sign}</text></g>"#,
            to - 8
        );
    }
    out.push_str("</svg>");
    Markup(out)
}

/// Whether what one year carries out is what the next one carries in; nothing where that cannot be said.
fn compared(link: &Link<'_>, next: &Link<'_>) -> Option<bool> {
    let (out, into) = (scaled_decimal(link.ends[1])?, scaled_decimal(next.ends[0])?);
    (link.year + 1 == next.year).then_some(out == into)
}

fn svg(width: usize, height: usize, label: &Two<'_>) -> String {
    let label = format!("{} {}", Escaped(&label.zh), Escaped(&label.en));
    format!(
        r#"<svg class="picture" role="group" aria-label="{label}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">"#
    )
}

/// A name that fits beside the squares.
fn short(name: &str) -> String {
    const CHARS: usize = 17;
    match name.char_indices().nth(CHARS) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(year: u16, ends: [&str; 2]) -> Link<'_> {
        Link {
            year,
            ends,
            href: "r".to_owned(),
        }
    }

    #[test]
    fn only_years_that_follow_each_other_are_compared() {
        let one = link(2021, ["1", "5"]);
        assert_eq!(compared(&one, &link(2022, ["5", ""])), Some(true));
        assert_eq!(compared(&one, &link(2022, ["4", ""])), Some(false));
        assert_eq!(compared(&one, &link(2022, ["", "4"])), None);
        assert_eq!(compared(&one, &link(2023, ["5", ""])), None);
    }

    #[test]
    fn bars_are_on_one_scale_and_escaped() {
        let bar = |name: &'static str, parts: [u64; 2]| Bar {
            name: two(name, name),
            href: "\"x".to_owned(),
            parts: parts.to_vec(),
        };
        let bars = bars(&[bar("<a", [2, 2]), bar("b", [1, 0])], &["e", "w"], &[]).0;
        assert!(bars.contains("&lt;a") && bars.contains(r#"href="&quot;x""#));
        assert!(bars.contains(r#"x="50.00%" y="0" width="50.00%""#));
        assert!(bars.contains(r#"x="0.00%" y="0" width="25.00%""#));
    }
}
