//! Laws: every algorithm equals a plain one on a few hundred small random graphs.

use std::collections::{BTreeMap, BTreeSet};

use crate::reach::Direction;
use crate::weight::micro;
use crate::{
    By, Ends, NEVER, NodeId, Path, PathQuestion, Walks, all_shortest, blast_radius, components, costs, distances,
    dominators, exposure, k_paths, merge_paths, merge_shortest, min_cut, shortest,
};

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
fn exposure_equals_a_plain_search_from_every_node() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let targets = draw.set(&walks, 4);
        let exposure = exposure(&walks, &targets, NEVER).unwrap();
        for node in walks.nodes() {
            let reach = plain_reach(&walks, node);
            for (at, target) in exposure.targets().iter().enumerate() {
                assert_eq!(exposure.reaches(node, at), reach.contains(target), "seed {seed}: {node:?} to {target:?}");
            }
            assert_eq!(
                exposure.reached(node).count(),
                targets.iter().filter(|t| reach.contains(t)).collect::<BTreeSet<_>>().len()
            );
        }
    }
}

#[test]
fn exposure_of_more_targets_than_a_word_has_bits() {
    let walks = Walks::of(201, &(0..200).map(|i| (i, i + 1, 0.1)).collect::<Vec<_>>());
    let targets: Vec<NodeId> = (50..201).map(NodeId).collect();
    let exposure = exposure(&walks, &targets, NEVER).unwrap();
    assert_eq!(exposure.reached(NodeId(0)).count(), 151, "the first of a chain reaches all of it");
    assert_eq!(exposure.reached(NodeId(199)).collect::<Vec<_>>(), [149, 150], "the last but one itself and the last");
}

#[test]
fn components_are_rings_and_come_before_what_leads_into_them() {
    for seed in 0..WORLDS {
        let walks = Draw(seed).walks();
        let components = components(&walks, NEVER).unwrap();
        let mut place = vec![usize::MAX; walks.node_count()];
        for (at, members) in components.iter().enumerate() {
            for member in members {
                assert_eq!(place[member.index()], usize::MAX, "each node once");
                place[member.index()] = at;
            }
        }
        let reach: Vec<_> = walks.nodes().map(|n| plain_reach(&walks, n)).collect();
        for a in walks.nodes() {
            for b in walks.nodes() {
                let ring = reach[a.index()].contains(&b) && reach[b.index()].contains(&a);
                assert_eq!(place[a.index()] == place[b.index()], ring, "seed {seed}: {a:?} and {b:?}");
            }
            assert!(walks.targets(a).iter().all(|t| place[t.index()] <= place[a.index()]), "seed {seed}");
        }
    }
}

#[test]
fn all_shortest_paths_are_counted_and_listed_in_order() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let (starts, targets) = (draw.set(&walks, 3), draw.set(&walks, 2));
        let got = all_shortest(&walks, &starts, &targets, 12, 1000, NEVER).unwrap();
        let mut want = Vec::new();
        for &start in starts.iter().collect::<BTreeSet<_>>() {
            let paths = plain_paths(&walks, start, &targets, 12);
            let least = paths.iter().map(Vec::len).min().unwrap_or(0);
            want.extend(paths.into_iter().filter(|p| p.len() == least));
        }
        want.sort_by_key(|p| rank(&walks, By::Steps, p));
        assert_eq!(nodes_of(&got.paths), want, "seed {seed}: {starts:?} to {targets:?}");
        assert_eq!((got.total, got.total_is_exact), (want.len() as u128, true), "seed {seed}");
        let few = all_shortest(&walks, &starts, &targets, 12, 2, NEVER).unwrap();
        assert_eq!(few.paths[..], got.paths[..got.paths.len().min(2)], "a smaller limit lists the same first ones");
        assert_eq!(few.total, got.total, "and counts the same");
        let there: BTreeSet<_> = starts.iter().filter(|s| targets.contains(s)).copied().collect();
        assert_eq!(got.already_there, there.into_iter().collect::<Vec<_>>());
        let one = all_shortest(&walks, &starts[..1], &targets, 12, 1, NEVER).unwrap();
        assert_eq!(shortest(&walks, starts[0], &targets, NEVER).unwrap(), one.paths.first().cloned(), "seed {seed}");
    }
}

#[test]
fn k_paths_equal_all_paths_sorted() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let (starts, targets) = (draw.set(&walks, 3), draw.set(&walks, 2));
        for by in [By::Steps, By::Cost] {
            for (k, max_steps) in [(1, 12), (4, 3), (7, 12), (2000, 12)] {
                let question = PathQuestion {
                    starts: starts.clone(),
                    targets: targets.clone(),
                    k,
                    by,
                    max_steps,
                    ends: Ends::Any,
                    ..PathQuestion::default()
                };
                let got = k_paths(&walks, &question, NEVER).unwrap();
                let mut want: Vec<_> = starts
                    .iter()
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .flat_map(|&s| plain_paths(&walks, s, &targets, max_steps as usize))
                    .collect();
                want.sort_by_key(|p| rank(&walks, by, p));
                assert_eq!(got.complete, want.len() <= k, "seed {seed}: says whether there are more");
                want.truncate(k);
                assert_eq!(nodes_of(&got.paths), want, "seed {seed} {by:?} k {k}: {starts:?} to {targets:?}");
                for path in &got.paths {
                    assert!((path.cost * 1e6 - cost_of(&walks, &path.nodes) as f64).abs() < 1e-3, "costs add up");
                }
            }
        }
    }
}

#[test]
fn from_sets_each_start_goes_to_its_nearest_target() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let (starts, targets) = (draw.set(&walks, 4), draw.set(&walks, 3));
        for (by, k) in [(By::Steps, 2), (By::Cost, 2), (By::Steps, 9), (By::Cost, 9)] {
            let question =
                PathQuestion { starts: starts.clone(), targets: targets.clone(), k, by, ..PathQuestion::default() };
            let got = k_paths(&walks, &question, NEVER).unwrap();
            let (mut firsts, mut more) = (Vec::new(), Vec::new());
            for &start in starts.iter().collect::<BTreeSet<_>>() {
                let mut paths = plain_paths(&walks, start, &targets, 12);
                paths.sort_by_key(|p| rank(&walks, by, p));
                let Some(best) = paths.first() else { continue };
                let mut rest = plain_paths(&walks, start, &best[best.len() - 1..], 12);
                rest.sort_by_key(|p| rank(&walks, by, p));
                assert_eq!(rest[0], *best, "the best path to the nearest target");
                firsts.push(best.clone());
                more.extend(rest.into_iter().skip(1));
            }
            firsts.sort_by_key(|p| rank(&walks, by, p));
            more.sort_by_key(|p| rank(&walks, by, p));
            let all = firsts.len() + more.len();
            firsts.extend(more);
            firsts.truncate(k);
            firsts.sort_by_key(|p| rank(&walks, by, p));
            assert_eq!(nodes_of(&got.paths), firsts, "seed {seed} {by:?} k {k}");
            assert_eq!(got.complete, all <= k, "seed {seed}");
        }
    }
}

#[test]
fn paths_pass_way_points_in_order() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let (start, targets) = (draw.set(&walks, 1)[0], draw.set(&walks, 1));
        let via = [draw.set(&walks, 2), draw.set(&walks, 2)];
        let passes = |path: &[NodeId]| {
            let mut left = &via[..];
            for node in path {
                if left.first().is_some_and(|v| v.contains(node)) {
                    left = &left[1..];
                }
            }
            left.is_empty()
        };
        // Here a path may pass a target on its way to the way-points.
        let mut want: Vec<Vec<NodeId>> = Vec::new();
        if !targets.contains(&start) {
            for &end in targets.iter().collect::<BTreeSet<_>>() {
                want.extend(plain_paths(&walks, start, &[end], 12).into_iter().filter(|p| {
                    let first = (2..=p.len()).find(|&n| targets.contains(&p[n - 1]) && passes(&p[..n]));
                    first == Some(p.len())
                }));
            }
        }
        want.sort_by_key(|p| rank(&walks, By::Cost, p));
        let question = PathQuestion {
            starts: vec![start],
            targets: targets.clone(),
            via: via.to_vec(),
            k: 500,
            by: By::Cost,
            ends: Ends::Any,
            ..PathQuestion::default()
        };
        let got = k_paths(&walks, &question, NEVER).unwrap();
        assert!(got.complete, "small graphs do not exhaust its patience");
        assert_eq!(nodes_of(&got.paths), want, "seed {seed}: {start:?} via {via:?} to {targets:?}");
    }
}

#[test]
fn merged_steps_carry_the_starts_whose_shortest_paths_take_them() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let (starts, targets) = (draw.set(&walks, 5), draw.set(&walks, 2));
        let merged = merge_shortest(&walks, &starts, &targets, 12, 1000, NEVER).unwrap();
        // (from, to) -> starts with a shortest path along it.
        let mut want: BTreeMap<(NodeId, NodeId), BTreeSet<NodeId>> = BTreeMap::new();
        let mut with_path = BTreeSet::new();
        for &start in &starts {
            let all = all_shortest(&walks, &[start], &targets, 12, 1000, NEVER).unwrap();
            for path in &all.paths {
                with_path.insert(start);
                for pair in path.nodes.windows(2) {
                    want.entry((pair[0], pair[1])).or_default().insert(start);
                }
            }
        }
        assert_eq!((merged.starts, merged.shown), (with_path.len(), with_path.len()), "seed {seed}");
        let got: BTreeMap<_, _> = merged.steps.iter().map(|s| ((s.from, s.to), s.starts as usize)).collect();
        let counts = want.iter().map(|(&step, by)| (step, by.len())).collect();
        assert_eq!(got, counts, "seed {seed}: every step once, with its starts");
        let column: BTreeMap<_, _> = merged.nodes.iter().map(|n| (n.node, n)).collect();
        for step in &merged.steps {
            assert_eq!(column[&step.from].column, column[&step.to].column + 1, "seed {seed}: one column on");
        }
        let starts_drawn: BTreeSet<_> = merged.nodes.iter().filter(|n| n.start).map(|n| n.node).collect();
        assert_eq!(starts_drawn, with_path, "seed {seed}");
        let paths: Vec<Path> = starts
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .flat_map(|&s| all_shortest(&walks, &[s], &targets, 12, 1000, NEVER).unwrap().paths)
            .collect();
        assert_eq!(merge_paths(&walks, &paths), merged, "seed {seed}: listing the paths first gives the same");
        let few = merge_shortest(&walks, &starts, &targets, 12, 2, NEVER).unwrap();
        assert!(few.shown >= 1 || few.starts == 0, "seed {seed}: a limit never draws nothing");
        assert_eq!(few.starts, merged.starts, "seed {seed}: and still counts all");
        for step in &few.steps {
            assert_eq!(
                Some(&(step.starts as usize)),
                got.get(&(step.from, step.to)),
                "seed {seed}: with the counts of all"
            );
        }
    }
}

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

#[test]
fn distances_and_costs_equal_the_best_of_all_paths() {
    for seed in 0..WORLDS {
        let mut draw = Draw(seed);
        let walks = draw.walks();
        let from = draw.set(&walks, 2);
        let near = distances(&walks, &from, Direction::Forward, 100, NEVER).unwrap();
        let back = distances(&walks, &from, Direction::Backward, 100, NEVER).unwrap();
        let cheap = costs(&walks, &from, Direction::Forward, NEVER).unwrap();
        let blast = blast_radius(&walks, &from, NEVER).unwrap();
        for node in walks.nodes() {
            let paths: Vec<_> = from.iter().flat_map(|&f| plain_paths(&walks, f, &[node], 12)).collect();
            let steps = if from.contains(&node) { Some(0) } else { paths.iter().map(|p| p.len() - 1).min() };
            let cost = if from.contains(&node) { Some(0) } else { paths.iter().map(|p| cost_of(&walks, p)).min() };
            assert_eq!(near.steps(node).map(|s| s as usize), steps, "seed {seed}");
            assert_eq!(cheap.nats(node), cost.map(crate::weight::nats), "seed {seed}");
            let within = blast.iter().find(|r| r.node == node);
            assert_eq!(within.is_some(), steps.is_some_and(|s| s > 0), "the starts themselves are left out");
            let backward = from
                .iter()
                .filter_map(|f| plain_paths(&walks, node, &[*f], 12).iter().map(|p| p.len() - 1).min())
                .min();
            let backward = if from.contains(&node) { Some(0) } else { backward };
            assert_eq!(back.steps(node).map(|s| s as usize), backward, "seed {seed}");
        }
        let layered: usize = near.layers().map(<[NodeId]>::len).sum();
        assert_eq!(layered, near.reached().len(), "every reached node stands in one layer");
    }
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
