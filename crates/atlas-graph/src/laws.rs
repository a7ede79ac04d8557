//! Laws: every algorithm equals a plain one on a few hundred small random graphs.

mod cuts;
mod reach;
mod ways;

use std::collections::BTreeSet;

use crate::weight::micro;
use crate::{By, NEVER, NodeId, Path, PathQuestion, Walks, all_shortest, dominators, exposure, k_paths, min_cut};

/// Seeded draws (SplitMix64), so that a failure can be repeated.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from(((z ^ (z >> 31)) >> 33) % u64::from(below)).unwrap()
    }

    /// A graph of 3 to 9 nodes with costs that often tie.
    fn walks(&mut self) -> Walks {
        let n = 3 + self.next(7);
        let m = n + self.next(2 * n);
        let steps: Vec<_> =
            (0..m).map(|_| (self.next(n), self.next(n), [0.01, 0.1, 0.1, 0.5][self.next(4) as usize])).collect();
        Walks::of(n as usize, &steps)
    }

    fn set(&mut self, walks: &Walks, most: u32) -> Vec<NodeId> {
        let n = u32::try_from(walks.node_count()).unwrap();
        (0..=self.next(most)).map(|_| NodeId(self.next(n))).collect()
    }
}

const WORLDS: u64 = 400;

/// Every loopless path from a start that first meets a target at its end.
fn plain_paths(walks: &Walks, start: NodeId, targets: &[NodeId], max_steps: usize) -> Vec<Vec<NodeId>> {
    let (mut done, mut open) = (Vec::new(), vec![vec![start]]);
    while let Some(path) = open.pop() {
        let last = *path.last().unwrap();
        if targets.contains(&last) {
            if path.len() > 1 {
                done.push(path);
            }
            continue;
        }
        if path.len() > max_steps {
            continue;
        }
        for &next in walks.targets(last) {
            if !path.contains(&next) {
                let mut longer = path.clone();
                longer.push(next);
                open.push(longer);
            }
        }
    }
    done
}

fn cost_of(walks: &Walks, nodes: &[NodeId]) -> u64 {
    nodes.windows(2).map(|w| u64::from(walks.out_costs[walks.position(w[0], w[1]).unwrap()])).sum()
}

/// (first, second) field of the order, then nodes.
fn rank(walks: &Walks, by: By, nodes: &[NodeId]) -> (u64, u64, Vec<NodeId>) {
    let (steps, cost) = (nodes.len() as u64 - 1, cost_of(walks, nodes));
    match by {
        By::Steps => (steps, cost, nodes.to_vec()),
        By::Cost => (cost, steps, nodes.to_vec()),
    }
}

fn plain_reach(walks: &Walks, from: NodeId) -> BTreeSet<NodeId> {
    let (mut seen, mut open) = (BTreeSet::from([from]), vec![from]);
    while let Some(node) = open.pop() {
        open.extend(walks.targets(node).iter().filter(|t| seen.insert(**t)));
    }
    seen
}

/// The same walks without some steps.
fn without(walks: &Walks, gone: impl Fn(NodeId, NodeId) -> bool) -> Walks {
    let steps: Vec<_> = walks
        .nodes()
        .flat_map(|n| walks.steps(n).map(move |(t, _, c)| (n, t, c)))
        .filter(|&(f, t, _)| !gone(f, t))
        .map(|(f, t, c)| (f.0, t.0, c as f32))
        .collect();
    Walks::of(walks.node_count(), &steps)
}

fn nodes_of(paths: &[Path]) -> Vec<Vec<NodeId>> {
    paths.iter().map(|p| p.nodes.clone()).collect()
}

#[test]
fn a_chain_of_a_million_nodes_overflows_no_stack() {
    let n = 1_000_000;
    let walks = Walks::of(n as usize, &(0..n - 1).map(|i| (i, i + 1, 0.01)).collect::<Vec<_>>());
    let end = [NodeId(n - 1)];
    assert!(exposure(&walks, &end, NEVER).unwrap().reaches(NodeId(0), 0));
    let tree = dominators(&walks, &end, NEVER).unwrap();
    let losses = tree.losses(&walks, |_| true, NEVER).unwrap();
    assert_eq!(losses.nodes[1], 2, "all before the second, and itself");
    assert_eq!(min_cut(&walks, &[NodeId(0)], &end, |_, _| 1, NEVER).unwrap().value, 1);
    assert_eq!(micro(0.01), 10_000);
}

#[test]
fn work_that_is_stopped_returns_nothing() {
    let walks = Draw(1).walks();
    let stop = &|| true;
    let all: Vec<NodeId> = walks.nodes().collect();
    assert!(exposure(&walks, &all, stop).is_err());
    assert!(dominators(&walks, &all, stop).is_err());
    assert!(min_cut(&walks, &all, &all, |_, _| 1, stop).is_err());
    assert!(k_paths(&walks, &PathQuestion { starts: all.clone(), ..PathQuestion::default() }, stop).is_err());
    assert!(all_shortest(&walks, &all, &all, 12, 1, stop).is_err());
}
