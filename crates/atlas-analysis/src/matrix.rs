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

/// Grants that exactly the same members hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The grants, by target; the first stands for all, the rest is "+n".
    pub grants: Vec<Grant>,
    /// How many members hold them.
    pub holders: usize,
}

/// Members against what they hold beside the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessMatrix {
    /// Members, in the order of the picture.
    pub rows: Vec<NodeId>,
    /// Columns in the order of the picture: what at least half holds, then the rest.
    pub columns: Vec<Column>,
    /// How many of the columns, from the first, at least half of the members hold.
    pub usual: usize,
    /// Row by row.
    pub cells: Vec<Cell>,
}

impl AccessMatrix {
    /// What a cell says.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Cell {
        self.cells[row * self.columns.len() + column]
    }
}

/// The matrix of `members`; those that are no identities hold nothing. Rows and columns follow the
/// first axis of correspondence analysis (reciprocal averaging, Hill 1973), so that those with like
/// access stand together; columns that `selected` holds come first on both sides of the gap.
/// O(rounds * entries + entries log).
#[must_use]
pub fn access_matrix(profiles: &Profiles, members: &[NodeId], selected: Option<NodeId>) -> AccessMatrix {
    let held: Vec<Vec<u32>> = members
        .iter()
        .map(|&n| profiles.of(n).map_or_else(Vec::new, |(lane, p)| lane.beside_base(p).collect()))
        .collect();
    let columns = fold(&held);
    let (row_axis, column_axis) = axis(&columns, members.len());
    let mut rows: Vec<usize> = (0..members.len()).collect();
    rows.sort_by(|&a, &b| row_axis[a].total_cmp(&row_axis[b]).then(members[a].cmp(&members[b])));
    let chosen = selected.and_then(|s| members.iter().position(|&m| m == s));
    let is_chosen = |c: usize| chosen.is_some_and(|s| columns[c].0.contains(&number(s)));
    let usual = |c: usize| columns[c].0.len() * 2 >= members.len();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |c: usize| (!usual(c), !is_chosen(c));
        key(a).cmp(&key(b)).then(column_axis[a].total_cmp(&column_axis[b])).then(columns[a].1.cmp(&columns[b].1))
    });
    let mut cells = Vec::with_capacity(rows.len() * order.len());
    for &row in &rows {
        for &column in &order {
            let holders = &columns[column].0;
            cells.push(cell(holders.contains(&number(row)), holders.len(), members.len()));
        }
    }
    let grants = |c: usize| columns[c].1.iter().map(|&g| profiles.table.grant(g)).collect();
    AccessMatrix {
        rows: rows.iter().map(|&r| members[r]).collect(),
        usual: order.iter().filter(|&&c| usual(c)).count(),
        columns: order.iter().map(|&c| Column { grants: grants(c), holders: columns[c].0.len() }).collect(),
        cells,
    }
}

fn cell(held: bool, holders: usize, members: usize) -> Cell {
    match held {
        true if holders * 2 >= members => Cell::Usual,
        true if holders * 4 >= members => Cell::Some,
        true => Cell::Rare,
        false if holders * 4 >= members * 3 => Cell::Missing,
        false => Cell::Empty,
    }
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
