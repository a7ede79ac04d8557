//! The access matrix of a group: who holds what, ordered so that blocks show (look of a group).

use std::collections::BTreeMap;

use atlas_graph::NodeId;

use crate::clusters::Grant;
use crate::profile::{Profiles, number};
use crate::random::Random;

/// Rounds of reciprocal averaging; the order settles long before.
const ROUNDS: usize = 60;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Not held, and nothing about that stands out.
    Empty,
    /// Held, as by at least half of the group.
    Usual,
    /// Held, as by some of the group.
    Some,
    /// Held, as by under a quarter of the group.
    Rare,
    /// Not held, though at least three quarters of the group hold it.
    Missing,
}

impl Cell {
    /// The word in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Usual => "usual",
            Self::Some => "some",
            Self::Rare => "rare",
            Self::Missing => "missing",
        }
    }
}

/// Grants that exactly the same members hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The grants: those that no other of them implies first, then by target; the first stands for
    /// all, the rest is "+n".
    pub grants: Vec<Grant>,
    /// The rows that hold them, ascending.
    pub holders: Vec<u32>,
}

impl Column {
    /// What a cell of a holder says in a group of `members`.
    #[must_use]
    pub fn held(&self, members: usize) -> Cell {
        match self.holders.len() {
            n if n * 2 >= members => Cell::Usual,
            n if n * 4 >= members => Cell::Some,
            _ => Cell::Rare,
        }
    }

    /// What a cell of anybody else says in a group of `members`.
    #[must_use]
    pub fn not_held(&self, members: usize) -> Cell {
        if self.holders.len() * 4 >= members * 3 { Cell::Missing } else { Cell::Empty }
    }
}

/// Members against what they hold beside the base. Cells follow from the holders of a column, so
/// that a matrix is as large as what is held and not as rows times columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessMatrix {
    /// Members, in the order of the picture.
    pub rows: Vec<NodeId>,
    /// Columns in the order of the picture: what at least half holds, then the rest.
    pub columns: Vec<Column>,
    /// How many of the columns, from the first, at least half of the members hold.
    pub usual: usize,
}

impl AccessMatrix {
    /// What a cell says. O(log holders).
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Cell {
        let of = &self.columns[column];
        let holds = of.holders.binary_search(&number(row)).is_ok();
        if holds { of.held(self.rows.len()) } else { of.not_held(self.rows.len()) }
    }

    /// The columns that each row holds, ascending. O(held).
    #[must_use]
    pub fn held(&self) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); self.rows.len()];
        for (at, column) in (0u32..).zip(&self.columns) {
            for &row in &column.holders {
                rows[row as usize].push(at);
            }
        }
        rows
    }
}

/// The matrix of `members`; those that are no identities hold nothing. Rows and columns follow the
/// first axis of correspondence analysis (reciprocal averaging, Hill 1973), so that those with like
/// access stand together, the end that holds more beside the usual first; columns that `selected`
/// holds come first on both sides of the gap. O(rounds * held + held log).
#[must_use]
pub fn access_matrix(profiles: &Profiles, members: &[NodeId], selected: Option<NodeId>) -> AccessMatrix {
    let held: Vec<Vec<u32>> = members
        .iter()
        .map(|&n| profiles.of(n).map_or_else(Vec::new, |(lane, p)| lane.beside_base(p).collect()))
        .collect();
    let columns = fold(&held);
    let usual = |c: usize| columns[c].0.len() * 2 >= members.len();
    let (row_axis, column_axis) = toward_the_odd(axis(&columns, members.len()), &columns, members.len());
    let mut rows: Vec<usize> = (0..members.len()).collect();
    rows.sort_by(|&a, &b| row_axis[a].total_cmp(&row_axis[b]).then(members[a].cmp(&members[b])));
    let mut place = vec![0; members.len()];
    for (at, &row) in (0u32..).zip(&rows) {
        place[row] = at;
    }
    let chosen = selected.and_then(|s| members.iter().position(|&m| m == s));
    let is_chosen = |c: usize| chosen.is_some_and(|s| columns[c].0.binary_search(&number(s)).is_ok());
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |c: usize| (!usual(c), !is_chosen(c));
        key(a).cmp(&key(b)).then(column_axis[a].total_cmp(&column_axis[b])).then(columns[a].1.cmp(&columns[b].1))
    });
    let column = |&c: &usize| {
        let (holders, grants) = &columns[c];
        let mut holders: Vec<u32> = holders.iter().map(|&h| place[h as usize]).collect();
        holders.sort_unstable();
        let implied = |g: &u32| profiles.table.impliers(*g).iter().any(|m| grants.binary_search(m).is_ok());
        let mut grants_in_order = grants.clone();
        grants_in_order.sort_by_key(|g| (implied(g), *g));
        Column { grants: grants_in_order.into_iter().map(|g| profiles.table.grant(g)).collect(), holders }
    };
    AccessMatrix {
        rows: rows.iter().map(|&r| members[r]).collect(),
        usual: order.iter().filter(|&&c| usual(c)).count(),
        columns: order.iter().map(column).collect(),
    }
}

/// The axis turned so that those who hold more beside what is usual stand first.
fn toward_the_odd(
    (rows, columns): (Vec<f64>, Vec<f64>),
    folded: &[(Vec<u32>, Vec<u32>)],
    members: usize,
) -> (Vec<f64>, Vec<f64>) {
    let mut lean = 0.0;
    for (holders, grants) in folded.iter().filter(|c| c.0.len() * 2 < members) {
        lean += holders.iter().map(|&m| rows[m as usize]).sum::<f64>() * grants.len() as f64;
    }
    if lean <= 0.0 {
        return (rows, columns);
    }
    let turned = |axis: Vec<f64>| axis.into_iter().map(|v| -v).collect();
    (turned(rows), turned(columns))
}

/// (members that hold it, grants) of each column, sorted by members.
fn fold(held: &[Vec<u32>]) -> Vec<(Vec<u32>, Vec<u32>)> {
    let mut holders: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (member, grants) in (0u32..).zip(held) {
        for &grant in grants {
            holders.entry(grant).or_default().push(member);
        }
    }
    let mut columns: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for (grant, members) in holders {
        columns.entry(members).or_default().push(grant);
    }
    columns.into_iter().collect()
}

/// Positions of rows and columns on the first axis.
fn axis(columns: &[(Vec<u32>, Vec<u32>)], members: usize) -> (Vec<f64>, Vec<f64>) {
    let mut random = Random::new(1);
    let mut rows: Vec<f64> = (0..members).map(|_| random.below(1 << 20) as f64).collect();
    let mut breadth = vec![0.0f64; members];
    // A folded column weighs as much as what is folded into it.
    for (holders, grants) in columns {
        for &member in holders {
            breadth[member as usize] += grants.len() as f64;
        }
    }
    let mean = |rows: &[f64], holders: &[u32]| {
        holders.iter().map(|&m| rows[m as usize]).sum::<f64>() / holders.len().max(1) as f64
    };
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; members];
        for (holders, grants) in columns {
            let at = mean(&rows, holders) * grants.len() as f64;
            for &member in holders {
                next[member as usize] += at / breadth[member as usize];
            }
        }
        // Take out the axis on which everything is equal, and keep the length.
        let total: f64 = breadth.iter().sum();
        let centre = next.iter().zip(&breadth).map(|(r, b)| r * b).sum::<f64>() / total.max(1.0);
        next.iter_mut().for_each(|r| *r -= centre);
        let length = next.iter().zip(&breadth).map(|(r, b)| r * r * b).sum::<f64>().sqrt();
        if length > 0.0 {
            next.iter_mut().for_each(|r| *r /= length);
        }
        rows = next;
    }
    let columns = columns.iter().map(|(holders, _)| mean(&rows, holders)).collect();
    (rows, columns)
}

#[cfg(test)]
#[path = "matrix_tests.rs"]
mod tests;
