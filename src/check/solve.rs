//! Small systems of linear equations, solved exactly in integers.

/// An equation: coefficients of the unknowns, and what they must come to.
#[derive(Clone, Debug)]
pub struct Equation {
    /// One coefficient for each unknown.
    pub coefficients: Vec<i128>,
    /// Right-hand side.
    pub constant: i128,
}

/// What a system says of its unknowns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Solution {
    /// Each has one value.
    One(Vec<i128>),
    /// They are not all determined.
    Many,
    /// The equations contradict each other: these do.
    None(Vec<usize>),
    /// Determined, but not by integers, or by integers out of reach.
    NotWhole,
}

/// A row of the elimination: an equation and those of the system it was made of (the first 128 are told apart).
struct Row {
    coefficients: Vec<i128>,
    constant: i128,
    made_of: u128,
}

impl Row {
    /// Takes `pivot` away so that nothing of unknown `at` is left; `None` if the numbers grow out of reach.
    fn eliminate(&mut self, pivot: &Row, at: usize) -> Option<()> {
        let (mine, theirs) = (self.coefficients[at], pivot.coefficients[at]);
        let step = |a: i128, b: i128| a.checked_mul(theirs)?.checked_sub(b.checked_mul(mine)?);
        for (a, b) in self.coefficients.iter_mut().zip(&pivot.coefficients) {
            *a = step(*a, *b)?;
        }
        self.constant = step(self.constant, pivot.constant)?;
        self.made_of |= pivot.made_of;
        // Dividing by what all share keeps the numbers small; the sums of the forms have coefficients of 1 and -1.
        let shared = self
            .coefficients
            .iter()
            .fold(self.constant, |a, b| gcd(a, *b));
        if shared > 1 {
            self.coefficients.iter_mut().for_each(|a| *a /= shared);
            self.constant /= shared;
        }
        Some(())
    }

    fn weight(&self) -> usize {
        self.coefficients.iter().filter(|c| **c != 0).count()
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1)
}

/// Solves the system for all its unknowns.
pub fn solve(system: &[Equation], unknowns: usize) -> Solution {
    let mut rows: Vec<Row> = system
        .iter()
        .enumerate()
        .map(|(at, equation)| Row {
            coefficients: equation.coefficients.clone(),
            constant: equation.constant,
            made_of: u32::try_from(at).map_or(0, |at| 1_u128.checked_shl(at).unwrap_or(0)),
        })
        .collect();
    // Rows before `solved` each hold one unknown as their pivot, in the order of the unknowns.
    let mut solved = 0;
    for unknown in 0..unknowns {
        let candidates = (solved..rows.len()).filter(|&r| rows[r].coefficients[unknown] != 0);
        let Some(pivot) = candidates.min_by_key(|&r| rows[r].weight()) else {
            continue;
        };
        rows.swap(solved, pivot);
        for other in 0..rows.len() {
            if other == solved || rows[other].coefficients[unknown] == 0 {
                continue;
            }
            let (low, high) = rows.split_at_mut(solved.max(other));
            let (row, pivot) = if other < solved {
                (&mut low[other], &high[0])
            } else {
                (&mut high[0], &low[solved])
            };
            if row.eliminate(pivot, unknown).is_none() {
                return Solution::NotWhole;
            }
        }
        solved += 1;
    }
    if let Some(broken) = rows[solved..].iter().find(|row| row.constant != 0) {
        let parts = (0..system.len()).filter(|&at| at < 128 && broken.made_of >> at & 1 == 1);
        return Solution::None(parts.collect());
    }
    if solved < unknowns {
        return Solution::Many;
    }
    let values = rows[..solved].iter().enumerate().map(|(unknown, row)| {
        let coefficient = row.coefficients[unknown];
        (row.constant % coefficient == 0).then(|| row.constant / coefficient)
    });
    match values.collect() {
        Some(values) => Solution::One(values),
        None => Solution::NotWhole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(rows: &[(&[i128], i128)]) -> Vec<Equation> {
        rows.iter()
            .map(|(coefficients, constant)| Equation {
                coefficients: coefficients.to_vec(),
                constant: *constant,
            })
            .collect()
    }

    #[test]
    fn one_solution() {
        let s = system(&[(&[1, 1], 5), (&[1, -1], 1)]);
        assert_eq!(solve(&s, 2), Solution::One(vec![3, 2]));
        let s = system(&[(&[0, 1, 0], 2), (&[1, 1, 1], 6), (&[0, 0, -1], -3)]);
        assert_eq!(solve(&s, 3), Solution::One(vec![1, 2, 3]));
    }

    #[test]
    fn many_solutions() {
        assert_eq!(solve(&system(&[(&[1, 1], 5)]), 2), Solution::Many);
        assert_eq!(solve(&[], 1), Solution::Many);
    }

    #[test]
    fn a_contradiction_names_its_equations() {
        let s = system(&[(&[0, 1], 9), (&[1, 0], 5), (&[1, 0], 4)]);
        assert_eq!(solve(&s, 2), Solution::None(vec![1, 2]));
    }

    #[test]
    fn no_fractions() {
        assert_eq!(solve(&system(&[(&[2], 5)]), 1), Solution::NotWhole);
    }
}
