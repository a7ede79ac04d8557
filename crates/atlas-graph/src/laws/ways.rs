//! Ways: shortest paths, k paths, way-points, merged pictures.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draw, WORLDS, cost_of, nodes_of, plain_paths, rank};
use crate::{
    By, Ends, NEVER, NodeId, Path, PathQuestion, all_shortest, k_paths, merge_paths, merge_shortest, shortest,
};

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
