//! A run of digits cut into the cells of a row, in every way that the form's sums allow.

use super::runs::Sign;
use crate::forms::NumberKind;

/// More ways than this are too many to choose among.
const MOST: usize = 400;
/// Steps of the search for one run.
const STEPS: u32 = 60_000;
/// No count of a report has more digits.
const LONGEST: usize = 9;

/// Some cells of a row add up to another: their indices, and that of the total.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sum {
    pub parts: Vec<usize>,
    pub total: usize,
}

/// What a row must be cut into.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// What each cell may hold.
    pub kinds: Vec<NumberKind>,
    /// What must add up.
    pub sums: Vec<Sum>,
}

/// What one cell gets of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Index of its first sign within the run.
    pub from: usize,
    /// Index behind its last sign; `from` where the cell is blank.
    pub to: usize,
    /// The number, where it is a whole one; 0 where the cell is blank.
    pub number: i64,
}

/// A way to cut a run: a piece for each cell.
pub(super) type Way = Vec<Piece>;

/// Every way to cut a run; `None` where there are too many. No number begins with 0 but 0 itself. Where cells may be blank
/// the total of a sum still is not.
pub(super) fn ways(run: &[Sign], shape: &Shape, blanks: bool) -> Option<Vec<Way>> {
    let mut search = Search {
        run,
        shape,
        blanks,
        found: Vec::new(),
        way: Vec::new(),
        steps: STEPS,
    };
    search.go(0);
    (search.steps > 0 && search.found.len() <= MOST).then_some(search.found)
}

struct Search<'a> {
    run: &'a [Sign],
    shape: &'a Shape,
    blanks: bool,
    found: Vec<Way>,
    way: Way,
    steps: u32,
}

impl Search<'_> {
    fn go(&mut self, from: usize) {
        if self.steps == 0 || self.found.len() > MOST {
            return;
        }
        self.steps -= 1;
        let cell = self.way.len();
        if !self.adds_up(cell) {
            return;
        }
        if cell == self.shape.kinds.len() {
            if from == self.run.len() {
                self.found.push(self.way.clone());
            }
            return;
        }
        for to in from + 1..=self.run.len() {
            match number(&self.run[from..to], self.shape.kinds[cell]) {
                Token::Number(number) => self.step(Piece { from, to, number }),
                Token::Begun => {}
                Token::None => break,
            }
        }
        if self.blanks && !self.shape.sums.iter().any(|s| s.total == cell) {
            let number = 0;
            let to = from;
            self.step(Piece { from, to, number });
        }
    }

    fn step(&mut self, piece: Piece) {
        self.way.push(piece);
        self.go(piece.to);
        self.way.pop();
    }

    /// Whether the sums that the last cell completes hold.
    fn adds_up(&self, cells: usize) -> bool {
        let number = |at: &usize| self.way[*at].number;
        self.shape.sums.iter().all(|sum| {
            let last = sum.parts.iter().fold(sum.total, |a, b| a.max(*b));
            last + 1 != cells || sum.parts.iter().map(number).sum::<i64>() == number(&sum.total)
        })
    }
}

enum Token {
    Number(i64),
    /// No number yet, but one may come of it.
    Begun,
    None,
}

/// Whether signs are a number of this kind, and which. Of an amount only the whole part is reckoned with.
fn number(signs: &[Sign], kind: NumberKind) -> Token {
    let signed = kind == NumberKind::Signed && matches!(signs[0].c, '-' | '+');
    let digits = &signs[usize::from(signed)..];
    let point = digits.iter().position(|s| s.c == '.');
    let point = point.filter(|_| kind == NumberKind::Amount);
    let (whole, fraction) = match point {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (digits, None),
    };
    let long = |part: &[Sign]| part.len() > LONGEST || !part.iter().all(|s| s.c.is_ascii_digit());
    let zero = whole.len() > 1 && whole[0].c == '0';
    if zero || long(whole) || fraction.is_some_and(long) {
        return Token::None;
    }
    if whole.is_empty() || fraction.is_some_and(<[Sign]>::is_empty) {
        return Token::Begun;
    }
    let figures = whole.iter().filter_map(|s| s.c.to_digit(10));
    let number = figures.fold(0, |number, digit| number * 10 + i64::from(digit));
    Token::Number(if signed && signs[0].c == '-' {
        -number
    } else {
        number
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Vec<Sign> {
        let line = crate::layout::Line {
            text: text.to_owned(),
            ..Default::default()
        };
        super::super::runs::Script::new(std::iter::once(&line)).signs
    }

    fn cut(text: &str, cells: usize, blanks: bool) -> Vec<Vec<String>> {
        let shape = Shape {
            kinds: vec![NumberKind::Count; cells],
            sums: vec![Sum {
                parts: (0..cells - 1).collect(),
                total: cells - 1,
            }],
        };
        let run = signs(text);
        let piece = |p: &Piece| run[p.from..p.to].iter().map(|s| s.c).collect::<String>();
        let ways = ways(&run, &shape, blanks).unwrap();
        ways.iter().map(|w| w.iter().map(piece).collect()).collect()
    }

    #[test]
    fn most_rows_can_be_cut_in_one_way() {
        for (text, expected) in [
            ("0000000", "0 0 0 0 0 0 0"),
            ("640020470", "64 0 0 2 0 4 70"),
            ("150030018", "15 0 0 3 0 0 18"),
            ("200000121", "20 0 0 0 0 1 21"),
        ] {
            let found = cut(text, 7, false);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].join(" "), expected);
        }
    }

    #[test]
    fn where_the_total_fits_twice_both_ways_are_given() {
        let found = cut("101000011", 7, false);
        assert!(
            found.contains(
                &["10", "1", "0", "0", "0", "0", "11"]
                    .map(str::to_owned)
                    .to_vec()
            )
        );
        assert!(
            found.contains(
                &["1", "0", "10", "0", "0", "0", "11"]
                    .map(str::to_owned)
                    .to_vec()
            )
        );
        assert_eq!(cut("220000325", 7, false).len(), 2);
        // Two figures, five blanks: anybody's guess.
        assert_eq!(cut("33", 7, true).len(), 6);
        assert!(cut("1000003", 7, false).is_empty());
    }

    #[test]
    fn without_sums_only_zeros_part_the_cells() {
        let shape = |kind: NumberKind, count| Shape {
            kinds: vec![kind; count],
            sums: Vec::new(),
        };
        let count = |text, kind, cells| {
            let ways = ways(&signs(text), &shape(kind, cells), false);
            ways.unwrap().len()
        };
        assert_eq!(count("007", NumberKind::Count, 3), 1);
        assert_eq!(count("898989", NumberKind::Count, 3), 10);
        assert_eq!(count("24252.311082", NumberKind::Amount, 1), 1);
        assert_eq!(count("24252.311082", NumberKind::Count, 1), 0);
        assert_eq!(count("-18", NumberKind::Signed, 1), 1);
    }
}
