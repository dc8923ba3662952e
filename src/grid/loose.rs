//! Lines without rules to a grid: tabs, pipes, gaps, or one cell a line. A line is a row; its cells keep their order,
//! and their columns mean nothing more than that.

use super::{Cell, Grid};
use crate::fold::is_empty;
use crate::layout::{Line, Word};
use crate::location::Place;
use crate::report::Method;

/// A gap this wide separates cells: in plain text columns, on pages in points.
const TEXT_GAP: f32 = 2.0;
const PAGE_GAP: f32 = 9.0;
/// A line with more text than this in one piece is prose.
const PROSE: usize = 60;
/// So many lines that begin within so many points of one another are flush.
const ALIGNED: usize = 4;
const FLUSH: f32 = 0.6;
/// A unit has at most this many characters.
const UNIT: usize = 3;
/// So many marks one after the other stand for figures.
const SEVERAL: usize = 3;
/// What stands for a figure has at most this many characters.
const MARK: usize = 3;
/// A row of pipes goes on over so many more lines.
const BROKEN: usize = 4;

/// A piece of a line with its place.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    text: String,
    place: Place,
    span: Option<(f32, f32)>,
    unseen: bool,
    /// It stands for a figure that is not there.
    mark: bool,
}

/// The grid of a run of lines; `None` where it holds no numbers at all.
pub(super) fn build(lines: &[&Line]) -> Option<Grid> {
    let piped = lines.iter().filter(|l| l.text.contains('|')).count() * 3 > lines.len();
    let rows = if piped && mostly_single(lines) {
        stream_of_cells(&piped_cells(lines))
    } else {
        let starts = starts(lines);
        let rows = rows(lines, &starts);
        if numbers_stand_alone(&rows) {
            let cells: Vec<Piece> = rows.into_iter().flatten().collect();
            stream_of_cells(&cells)
        } else {
            rows
        }
    };
    let rows: Vec<Vec<Piece>> = rows
        .into_iter()
        .filter(|row| row.iter().any(|p| !is_empty(&p.text)) && !is_prose(row))
        .collect();
    if !rows.iter().flatten().any(|p| is_number(&p.text)) {
        return None;
    }
    Some(grid_of(rows, lines))
}

fn grid_of(rows: Vec<Vec<Piece>>, lines: &[&Line]) -> Grid {
    let on_page = lines.iter().any(|l| l.place.page().is_some());
    Grid {
        rows: rows.len(),
        columns: rows.iter().map(Vec::len).max().unwrap_or(0),
        cells: rows
            .into_iter()
            .enumerate()
            .flat_map(|(row, pieces)| {
                pieces
                    .into_iter()
                    .enumerate()
                    .map(move |(column, piece)| Cell {
                        row,
                        column,
                        row_span: 1,
                        column_span: 1,
                        unknown_glyphs: piece.text.matches(crate::layout::UNKNOWN).count() as u32,
                        text: piece.text,
                        place: piece.place,
                        span: piece.span,
                        unseen: piece.unseen,
                    })
            })
            .collect(),
        method: if on_page {
            Method::Stream
        } else {
            Method::Text
        },
        notes: Vec::new(),
    }
}

/// Where words of several lines begin that stand first or behind a gap: the labels of a column stand flush left.
fn starts(lines: &[&Line]) -> Vec<f32> {
    let mut xs: Vec<f32> = lines.iter().flat_map(|l| line_starts(l)).collect();
    xs.sort_by(f32::total_cmp);
    let runs = xs.chunk_by(|a, b| b - a <= FLUSH);
    runs.filter(|run| run.len() >= ALIGNED)
        .map(|run| run[run.len() / 2])
        .collect()
}

/// Where the words of a line begin that stand before its figures, on a page the first of them alone.
fn line_starts(line: &Line) -> impl Iterator<Item = f32> {
    let (most, gap) = match line.place.page() {
        Some(_) => (1, PAGE_GAP),
        None => (usize::MAX, TEXT_GAP),
    };
    let words = line.words.iter().enumerate();
    let behind_gap = move |(at, word): &(usize, &Word)| {
        at.checked_sub(1)
            .is_none_or(|b| word.x0 - line.words[b].x1 >= gap)
    };
    let labels = words
        .take_while(|(_, word)| !is_number(&word.text))
        .take(most);
    labels.filter(behind_gap).map(|(_, word)| word.x0)
}

/// A line is a row; but a row of pipes whose last cell is not closed goes on to the line that closes it.
fn rows(lines: &[&Line], starts: &[f32]) -> Vec<Vec<Piece>> {
    let mut rows = Vec::new();
    let mut left = lines;
    while let [first, ..] = left {
        let (row, rest) = left.split_at(broken_over(left));
        rows.push(match row {
            [_] => pieces(first, starts),
            _ => broken_row(row),
        });
        left = rest;
    }
    rows
}

/// How many lines a row of pipes is broken over.
fn broken_over(lines: &[&Line]) -> usize {
    let opens = |line: &Line| line.text.trim_start().starts_with('|');
    let closes = |line: &Line| line.text.trim_end().ends_with('|');
    let [first, rest @ ..] = lines else { return 1 };
    if !opens(first) || closes(first) {
        return 1;
    }
    let goes_on = |l: &&&Line| !opens(l) && l.text.chars().count() < PROSE;
    let near = rest.iter().take(BROKEN).take_while(goes_on);
    let end = near.map(|l| closes(l)).position(|closed| closed);
    end.map_or(1, |at| at + 2)
}

fn broken_row(lines: &[&Line]) -> Vec<Piece> {
    let text = lines
        .iter()
        .map(|l| l.text.trim())
        .collect::<Vec<_>>()
        .join("\n");
    let places = lines.iter().map(|l| l.place);
    let place = places.reduce(|a, b| a.join(&b)).unwrap_or(Place::Nowhere);
    let of_all = |piece: Piece| Piece { place, ..piece };
    let cells = piped_line(&text).into_iter();
    cells.map(|t| of_all(piece(t, lines[0]))).collect()
}

/// The cells of one line.
fn pieces(line: &Line, starts: &[f32]) -> Vec<Piece> {
    if line.text.contains('\t') {
        return line.text.split('\t').map(|t| piece(t, line)).collect();
    }
    if line.text.contains('|') {
        return piped_line(&line.text)
            .into_iter()
            .map(|t| piece(t, line))
            .collect();
    }
    by_gaps(line, starts)
}

fn piece(text: &str, line: &Line) -> Piece {
    Piece {
        text: text.trim().to_owned(),
        place: line.place,
        span: None,
        unseen: line.unseen,
        mark: false,
    }
}

/// Cells between pipes: the outer ones only where something stands before the first or after the last pipe. The
/// line under a Markdown head has none.
fn piped_line(text: &str) -> Vec<&str> {
    let text = text.trim();
    if text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) && text.contains("--") {
        return Vec::new();
    }
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text.strip_suffix('|').unwrap_or(text);
    text.split('|').collect()
}

/// Cells by the gaps between words, and where a word begins as others lines do: the label of a group may stand close before
/// it. Numbers are cells of their own from the last label on.
fn by_gaps(line: &Line, starts: &[f32]) -> Vec<Piece> {
    let begins = |word: &Word| starts.iter().any(|x| (x - word.x0).abs() <= FLUSH);
    let on_page = line.place.page().is_some();
    let gap = if on_page { PAGE_GAP } else { TEXT_GAP };
    let mut groups: Vec<Vec<&Word>> = Vec::new();
    let mut remark = 0;
    for (at, word) in line.words.iter().enumerate() {
        if remark == 0 {
            remark = remark_from(&line.words[at..]);
            // A remark behind a number is part of its cell: `22 （其中修订 16 件）`.
            let behind = |group: &&mut Vec<&Word>| {
                let last = group[group.len() - 1];
                remark > 0 && is_number(&last.text) && word.x0 - last.x1 < gap
            };
            if let Some(group) = groups.last_mut().filter(behind) {
                group.push(word);
                remark -= 1;
                continue;
            }
        } else if let Some(group) = groups.last_mut() {
            group.push(word);
            remark -= 1;
            continue;
        }
        remark = remark.saturating_sub(1);
        let meets_mark = |at| is_mark(&line.words, at) || is_mark(&line.words, at - 1);
        match groups.last_mut() {
            Some(group)
                if word.x0 - group[group.len() - 1].x1 < gap
                    && !is_number(&word.text)
                    && !begins(word)
                    && !meets_mark(at)
                    && (!is_number(&group[group.len() - 1].text) || is_numbering(group, word)) =>
            {
                group.push(word);
            }
            _ => groups.push(vec![word]),
        }
    }
    groups
        .into_iter()
        .map(|group| Piece {
            text: group
                .iter()
                .map(|w| w.text.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            place: place_of(line, &group),
            span: Some((group[0].x0, group[group.len() - 1].x1)),
            unseen: line.unseen,
            mark: false,
        })
        .collect()
}

/// Whether a word stands for a figure that is not there, `/` or `无`: it is short and stands beside one like it, or has no
/// letters and stands beside a figure.
fn is_mark(words: &[Word], at: usize) -> bool {
    let word = &words[at].text;
    let before = at.checked_sub(1).and_then(|b| words.get(b));
    let mut beside = before.into_iter().chain(words.get(at + 1));
    word.chars().count() <= MARK
        && !is_number(word)
        && beside.any(|other| {
            other.text == *word
                || is_number(&other.text) && !word.chars().any(char::is_alphanumeric)
        })
}

/// Whether a group is the number of the label that begins with this word: `1 属于国家秘密`. A unit is shorter, and a remark
/// belongs to a figure.
fn is_numbering(group: &[&Word], word: &Word) -> bool {
    matches!(group, [number] if number.text.chars().count() == 1)
        && word.text.chars().count() > UNIT
        && !word.text.starts_with("其中")
}

/// How many words a remark in parentheses is made of that begins with the first of these; 0 where none does, or it is
/// not closed.
fn remark_from(words: &[Word]) -> usize {
    let opens = words[0].text.starts_with(['(', '（']);
    let mut depth = 0_i32;
    for (at, word) in words.iter().enumerate().take_while(|_| opens) {
        for c in word.text.chars() {
            depth += match c {
                '(' | '（' => 1,
                ')' | '）' => -1,
                _ => 0,
            };
        }
        if depth == 0 {
            let closed = word.text.ends_with([')', '）']);
            return if closed { at + 1 } else { 0 };
        }
    }
    0
}

fn place_of(line: &Line, group: &[&Word]) -> Place {
    match line.place {
        Place::Page { page, mut rect } => {
            rect.x0 = group[0].x0;
            rect.x1 = group[group.len() - 1].x1;
            Place::Page { page, rect }
        }
        other => other,
    }
}

/// Whether pipes end cells rather than divide rows: hardly any line has two cells.
fn mostly_single(lines: &[&Line]) -> bool {
    let several = lines
        .iter()
        .filter(|l| piped_line(&l.text).iter().filter(|t| !is_empty(t)).count() > 1)
        .count();
    several * 10 < lines.len()
}

/// Cells that each end in a pipe, wherever lines break.
fn piped_cells(lines: &[&Line]) -> Vec<Piece> {
    let mut cells = Vec::new();
    let mut open: Option<Piece> = None;
    for line in lines {
        let mut parts = line.text.split('|').peekable();
        while let Some(part) = parts.next() {
            let closed = parts.peek().is_some();
            if !closed && is_empty(part) {
                continue;
            }
            let current = open.get_or_insert_with(|| Piece {
                text: String::new(),
                place: line.place,
                span: None,
                unseen: line.unseen,
                mark: false,
            });
            current.text.push_str(part.trim());
            current.place = current.place.join(&line.place);
            if closed {
                cells.extend(open.take());
            }
        }
    }
    cells.extend(open);
    cells
}

/// Whether the lines hold one cell each: most numbers stand alone in their line, and several follow one another.
fn numbers_stand_alone(rows: &[Vec<Piece>]) -> bool {
    let filled = |row: &[Piece]| row.iter().filter(|p| !is_empty(&p.text)).count();
    let numbers: usize = rows.iter().flatten().filter(|p| is_number(&p.text)).count();
    let alone = rows
        .iter()
        .filter(|row| filled(row) == 1 && row.iter().any(|p| is_number(&p.text)))
        .count();
    alone >= 3 && alone * 10 > numbers * 8
}

/// Rows out of cells in reading order: labels, then values, and the next label begins the next row. Blank cells
/// before the first value belong to the labels.
fn stream_of_cells(cells: &[Piece]) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    let mut valued = false;
    for cell in &with_marks(cells) {
        if rows.is_empty() || is_label(cell) && valued {
            rows.push(Vec::new());
            valued = false;
        }
        valued |= is_number(&cell.text) || cell.mark;
        if let Some(row) = rows.last_mut() {
            row.push(cell.clone());
        }
    }
    let two = two_labels(&rows);
    rows.into_iter()
        .flat_map(|row| split_labels(row, two))
        .collect()
}

fn is_label(piece: &Piece) -> bool {
    !is_empty(&piece.text) && !is_number(&piece.text) && !piece.mark
}

/// Cells with those marked that stand for figures: no letters are in them, and they stand beside a figure or are several.
fn with_marks(cells: &[Piece]) -> Vec<Piece> {
    let mut out = cells.to_vec();
    let bare = |p: &Piece| !is_empty(&p.text) && !p.text.chars().any(char::is_alphanumeric);
    for run in
        out.chunk_by_mut(|a, b| (bare(a) || is_number(&a.text)) && (bare(b) || is_number(&b.text)))
    {
        let beside = run.len() >= SEVERAL || run.iter().any(|p| is_number(&p.text));
        for piece in run.iter_mut().filter(|p| bare(p)) {
            piece.mark = beside;
        }
    }
    out
}

/// Whether each figure has two cells of words before it, its name and its unit: so it is with most of those that do not
/// follow another figure.
fn two_labels(rows: &[Vec<Piece>]) -> bool {
    let filled = |row: &&Vec<Piece>| row.iter().filter(|p| !is_empty(&p.text)).count();
    let labels = |row: &&Vec<Piece>| row.iter().filter(|p| is_label(p)).count();
    let one = rows.iter().filter(|r| filled(r) == labels(r) + 1);
    let two = one.clone().filter(|r| labels(r) > 1 && is_short(r));
    rows.len() >= 6 && two.count() * 10 >= rows.len() * 8
}

/// Whether the last words before the figure are as short as a unit.
fn is_short(row: &[Piece]) -> bool {
    let last = row.iter().rfind(|p| is_label(p));
    last.is_some_and(|p| p.text.chars().count() <= UNIT)
}

/// The labels of a row that stand before its last one, or its last two, are head cells or group labels: rows of their
/// own.
fn split_labels(row: Vec<Piece>, two: bool) -> Vec<Vec<Piece>> {
    let labels: Vec<usize> = (0..row.len()).filter(|at| is_label(&row[*at])).collect();
    let kept = if two && is_short(&row) { 2 } else { 1 };
    let first = labels[labels.len().saturating_sub(kept)..].first();
    let last = first.copied().unwrap_or(0);
    let mut out: Vec<Vec<Piece>> = row[..last]
        .iter()
        .filter(|p| !is_empty(&p.text))
        .map(|p| vec![p.clone()])
        .collect();
    out.push(row[last..].to_vec());
    out
}

fn is_prose(row: &[Piece]) -> bool {
    row.iter().any(|p| p.text.chars().count() > PROSE)
        || row.len() == 1 && row[0].text.contains('。')
}

/// Whether the text could be a number printed in a cell.
pub(super) fn is_number(text: &str) -> bool {
    let mut digits = 0;
    for c in crate::fold::fold(text).chars() {
        match c {
            '0'..='9' => digits += 1,
            '.' | ',' | '+' | '-' => {}
            _ => return false,
        }
    }
    digits > 0 && !text.trim_end().ends_with(['.', '．', '、'])
}
