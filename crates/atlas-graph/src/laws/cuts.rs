//! Cuts: losses and minimum cuts.

use super::{Draw, WORLDS, plain_reach, without};
use crate::{NEVER, NodeId, Walks, dominators, min_cut};

#[test]
fn losses_equal_removal_of_each_node_and_step() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let targets = draw.set(&walks, 2);
        let counts = |n: NodeId| !n.0.is_multiple_of(3) && !targets.contains(&n);
        let exposed = |w: &Walks, ends: &[NodeId]| {
            w.nodes().filter(|&n| counts(n) && ends.iter().any(|t| plain_reach(w, n).contains(t))).count()
        };
        let tree = dominators(&walks, &targets, NEVER).unwrap();
        let losses = tree.losses(&walks, counts, NEVER).unwrap();
        let now = exposed(&walks, &targets);
        assert_eq!(losses.exposed as usize, now, "seed {seed}");
        for node in walks.nodes() {
            let rest = without(&walks, |f, t| f == node || t == node);
            let ends: Vec<_> = targets.iter().copied().filter(|&t| t != node).collect();
            let lost = now - exposed(&rest, &ends);
            assert_eq!(losses.nodes[node.index()] as usize, lost, "seed {seed}: without {node:?}");
            for (to, edge, _) in walks.steps(node) {
                let lost = now - exposed(&without(&walks, |f, t| (f, t) == (node, to)), &targets);
                let got = losses.steps.iter().find(|s| s.edge == edge).map_or(0, |s| s.loses);
                assert_eq!(got as usize, lost, "seed {seed}: without {node:?} -> {to:?}");
            }
        }
    }
}

#[test]
fn cuts_part_and_no_smaller_set_does() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let (starts, targets) = (draw.set(&walks, 3), draw.set(&walks, 1));
        let cut = min_cut(&walks, &starts, &targets, |_, _| 1, NEVER).unwrap();
        assert_eq!(cut.value, cut.steps.len() as u64, "seed {seed}");
        let parted = |gone: &[(NodeId, NodeId)]| {
            let rest = without(&walks, |f, t| gone.contains(&(f, t)));
            let apart = |s: &NodeId| targets.contains(s) || targets.iter().all(|t| !plain_reach(&rest, *s).contains(t));
            starts.iter().all(apart)
        };
        assert!(parted(&cut.steps), "seed {seed}: {:?}", cut.steps);
        let all: Vec<_> = walks.nodes().flat_map(|n| walks.targets(n).iter().map(move |&t| (n, t))).collect();
        if cut.value > 0 && all.len() <= 12 {
            for chosen in 0..1u32 << all.len() {
                if u64::from(chosen.count_ones()) < cut.value {
                    let gone: Vec<_> = (0..all.len()).filter(|b| chosen >> b & 1 == 1).map(|b| all[b]).collect();
                    assert!(!parted(&gone), "seed {seed}: {gone:?} would do");
                }
            }
        }
        let weighted = min_cut(&walks, &starts, &targets, |f, _| f.0 + 1, NEVER).unwrap();
        let weight: u64 = weighted.steps.iter().map(|s| u64::from(s.0.0) + 1).sum();
        assert_eq!(weighted.value, weight, "seed {seed}: capacities add up");
        assert!(parted(&weighted.steps), "seed {seed}");
    }
}
