//! Reach: exposure, components, distances, costs.

use std::collections::BTreeSet;

use super::{Draw, WORLDS, cost_of, plain_paths, plain_reach};
use crate::{Direction, NEVER, NodeId, Walks, blast_radius, components, costs, distances, exposure};

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
