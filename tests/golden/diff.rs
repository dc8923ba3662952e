//! Two texts, line by line.

use std::fmt::Write;

/// Lines shown around a difference.
const AROUND: usize = 2;
/// Lines shown in all.
const SHOWN: usize = 80;
/// Above this many pairs of lines the middle is shown as a whole.
const PAIRS: usize = 25_000_000;

#[derive(Clone, Copy, PartialEq)]
enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

/// The lines that differ: `-` as accepted, `+` as given now. Empty where nothing does.
pub fn diff(accepted: &str, given: &str) -> String {
    if accepted == given {
        return String::new();
    }
    let lines = compare(
        &accepted.lines().collect::<Vec<_>>(),
        &given.lines().collect::<Vec<_>>(),
    );
    let is_near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        lines[from..lines.len().min(at + AROUND + 1)]
            .iter()
            .any(|line| !matches!(line, Line::Same(_)))
    };
    let mut out = String::new();
    let (mut shown, mut gap) = (0, false);
    for (at, line) in lines.iter().enumerate() {
        if !is_near(at) {
            gap = true;
            continue;
        }
        if shown == SHOWN {
            out.push_str("  … and more\n");
            break;
        }
        if std::mem::take(&mut gap) {
            out.push_str("  ⋮\n");
        }
        shown += 1;
        let (mark, text) = match line {
            Line::Same(text) => (' ', text),
            Line::Gone(text) => ('-', text),
            Line::New(text) => ('+', text),
        };
        writeln!(out, "{mark} {text}").unwrap();
    }
    if shown == 0 {
        out.push_str("they differ in line ends only\n");
    }
    out
}

fn compare<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let ends = old_rest.iter().rev().zip(new_rest.iter().rev());
    let tail = ends.take_while(|(a, b)| a == b).count();
    let a = &old_rest[..old_rest.len() - tail];
    let b = &new_rest[..new_rest.len() - tail];
    let mut lines: Vec<Line<'a>> = old[..head].iter().map(|l| Line::Same(l)).collect();
    if a.len() * b.len() <= PAIRS {
        lines.extend(longest_common(a, b));
    } else {
        lines.extend(a.iter().map(|l| Line::Gone(l)));
        lines.extend(b.iter().map(|l| Line::New(l)));
    }
    lines.extend(old[old.len() - tail..].iter().map(|l| Line::Same(l)));
    lines
}

fn longest_common<'a>(a: &[&'a str], b: &[&'a str]) -> Vec<Line<'a>> {
    let width = b.len() + 1;
    let mut common = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = if a[i] == b[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            lines.push(Line::Same(a[i]));
            i += 1;
            j += 1;
        } else if j == b.len()
            || i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]
        {
            lines.push(Line::Gone(a[i]));
            i += 1;
        } else {
            lines.push(Line::New(b[j]));
            j += 1;
        }
    }
    lines
}
