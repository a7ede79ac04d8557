use std::collections::{BTreeMap, BTreeSet};

use atlas_graph::{NodeId, Snapshot};

use super::{ClusterConfig, Clusters, GroupKind, On, cluster};
use crate::profile::profiles;
use crate::worlds::{World, node};

fn by_access(snapshot: &Snapshot) -> Clusters {
    cluster(snapshot, &ClusterConfig::default(), &()).unwrap()
}

/// The finest group of each identity as a set of sets.
fn partition(clusters: &Clusters) -> BTreeSet<BTreeSet<NodeId>> {
    let mut groups: BTreeMap<usize, BTreeSet<NodeId>> = BTreeMap::new();
    for (node, group) in clusters.assignment.iter().enumerate() {
        if let Some(group) = group {
            groups.entry(*group).or_default().insert(NodeId::at(node));
        }
    }
    groups.into_values().collect()
}

#[test]
fn law_identities_of_a_lane_with_equal_access_share_every_group() {
    for seed in 0..40 {
        let snapshot = World::scattered(seed, 60, 220).freeze();
        let profiles = profiles(&snapshot, &()).unwrap();
        let clusters = by_access(&snapshot);
        for lane in profiles.lanes() {
            for profile in 0..lane.profile_count() {
                let groups: BTreeSet<_> =
                    lane.holders(profile).iter().map(|n| clusters.assignment[n.index()]).collect();
                assert_eq!(groups.len(), 1, "seed {seed}: equal access, equal group");
                assert!(!groups.contains(&None), "seed {seed}: every identity has a group");
            }
        }
    }
}

#[test]
fn law_levels_cover_everyone_and_nest() {
    for seed in 0..40 {
        let snapshot = World::scattered(seed, 120, 300).freeze();
        let clusters = by_access(&snapshot);
        let all: BTreeSet<NodeId> = snapshot.identities().collect();
        for level in &clusters.levels {
            let members: Vec<NodeId> = level.iter().flat_map(|&g| clusters.groups[g].members.clone()).collect();
            assert_eq!(members.len(), all.len(), "seed {seed}: a level holds everyone once");
            assert_eq!(members.into_iter().collect::<BTreeSet<_>>(), all, "seed {seed}: a level holds everyone");
            let labels: BTreeSet<&str> = level.iter().map(|&g| &*clusters.groups[g].label).collect();
            assert_eq!(labels.len(), level.len(), "seed {seed}: labels of a level differ");
        }
        for (at, group) in clusters.groups.iter().enumerate() {
            if let Some(parent) = group.parent {
                assert!(parent < at, "seed {seed}: parents stand before children");
                let above = &clusters.groups[parent].members;
                let inside = group.members.iter().all(|m| above.binary_search(m).is_ok());
                assert!(inside && above.len() > group.members.len(), "seed {seed}: a child is a real part");
            }
        }
        let ids: BTreeSet<&str> = clusters.groups.iter().map(|g| &*g.id).collect();
        assert_eq!(ids.len(), clusters.groups.len(), "seed {seed}: ids are unique");
    }
}

#[test]
fn planted_teams_are_found_and_named_after_what_they_share() {
    let mut world = World::default();
    for (team, size) in [("website", 8), ("kops", 12), ("etcd", 7)] {
        for member in 0..size {
            let who = format!("{team}.{member}");
            world.member(&who, &format!("{team}-maintainers")).can(&who, "write", &format!("org/{team}"));
            world.belongs(&who, "org");
        }
    }
    for other in 0..30 {
        world.belongs(&format!("other{other}"), "org");
    }
    let clusters = by_access(&world.freeze());
    let mut found: Vec<(&str, usize, bool, GroupKind)> = clusters.levels[clusters.levels.len() - 1]
        .iter()
        .map(|&g| &clusters.groups[g])
        .map(|g| (&*g.label, g.members.len(), g.peer, g.kind))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("base access only", 30, false, GroupKind::Base),
            ("etcd", 7, true, GroupKind::Region),
            ("kops", 12, true, GroupKind::Region),
            ("website", 8, true, GroupKind::Region),
        ],
        "each team is a peer group under its cleaned name; who has only the organisation stands apart"
    );
}

#[test]
fn two_teams_with_little_in_common_are_two_peer_groups_though_linked() {
    let mut world = World::default();
    world.teams(2, 20, 6);
    for member in 0..20 {
        world.can(&format!("t0.{member}"), "write", "shared").can(&format!("t1.{member}"), "write", "shared");
        // No two profiles equal.
        world.can(&format!("t0.{member}"), "read", &format!("own0/{member}"));
        world.can(&format!("t1.{member}"), "read", &format!("own1/{member}"));
    }
    world.teams(6, 20, 1);
    let snapshot = world.freeze();
    let clusters = by_access(&snapshot);
    let peer = |who: &str| clusters.peer_group[node(&snapshot, who).index()];
    assert!(peer("t0.0").is_some() && peer("t1.0").is_some(), "both have a core");
    assert_ne!(peer("t0.0"), peer("t1.0"), "one shared thing does not make one group");
    assert_eq!(peer("t0.0"), peer("t0.19"), "a team stays whole");
}

#[test]
fn a_member_who_holds_much_besides_keeps_its_peers() {
    let mut world = World::default();
    world.teams(4, 12, 4);
    for thing in 0..12 {
        world.can("t0.0", "write", &format!("own/{thing}"));
    }
    let snapshot = world.freeze();
    let clusters = by_access(&snapshot);
    let peer = |who: &str| clusters.peer_group[node(&snapshot, who).index()];
    assert!(peer("t0.1").is_some(), "the team has a core");
    assert_eq!(peer("t0.0"), peer("t0.1"), "what is held besides does not part a member from its team");
}

#[test]
fn groups_below_the_minimum_size_stand_together() {
    let mut world = World::default();
    world.teams(2, 8, 3);
    world.can("lone", "write", "x").can("ann", "write", "y").can("bob", "write", "y").can("bob", "write", "z");
    let clusters = by_access(&world.freeze());
    let small: Vec<_> = clusters.groups.iter().filter(|g| g.kind == GroupKind::Small).collect();
    assert_eq!(small.len(), 1, "one group of them for the lane");
    assert_eq!(small[0].members.len(), 3, "one alone and a pair");
}

#[test]
fn ids_and_groups_do_not_depend_on_the_order_of_the_rows() {
    let world = World::scattered(11, 150, 500);
    let [forth, back] = [false, true].map(|b| by_access(&world.freeze_in(b)));
    assert_eq!(forth, back, "the same facts, the same groups to the last bit");
    assert_eq!(forth, by_access(&world.freeze()), "a second run is the same");
}

#[test]
fn an_explicit_resolution_is_one_level() {
    let snapshot = World::scattered(5, 80, 300).freeze();
    let config = ClusterConfig { resolution: Some(1.0), ..ClusterConfig::default() };
    let clusters = cluster(&snapshot, &config, &()).unwrap();
    assert_eq!(clusters.levels.len(), 1, "plain Leiden has no hierarchy");
    let finer = cluster(&snapshot, &ClusterConfig { resolution: Some(20.0), ..config }, &()).unwrap();
    assert!(partition(&finer).len() > partition(&clusters).len(), "a higher resolution gives more groups");
}

#[test]
fn on_the_graph_every_node_is_grouped_by_its_relations() {
    let mut world = World::default();
    for (a, b) in (0..6).flat_map(|a| (0..a).map(move |b| (a, b))) {
        world.member(&format!("x{a}"), &format!("x{b}")).member(&format!("y{a}"), &format!("y{b}"));
    }
    world.member("x0", "y0");
    let snapshot = world.freeze();
    let config = ClusterConfig { on: On::Graph, ..ClusterConfig::default() };
    let clusters = cluster(&snapshot, &config, &()).unwrap();
    let sizes: Vec<usize> = clusters.groups.iter().map(|g| g.members.len()).collect();
    assert_eq!(sizes, [6, 6], "two cliques with a bridge are two groups");
    // 31 edges, 30 inside; each clique has 31 ends: 30/31 - 2 * (31/62)^2.
    assert!((clusters.modularity - (30.0 / 31.0 - 0.5)).abs() < 1e-12, "modularity by hand");
}

/// Normalised mutual information of two labellings.
fn nmi(a: &[usize], b: &[usize]) -> f64 {
    let count = |keys: Vec<(usize, usize)>| -> BTreeMap<(usize, usize), f64> {
        keys.into_iter().fold(BTreeMap::new(), |mut m, k| {
            *m.entry(k).or_default() += 1.0;
            m
        })
    };
    let n = a.len() as f64;
    let entropy = |c: &BTreeMap<(usize, usize), f64>| -> f64 { c.values().map(|v| -v / n * (v / n).ln()).sum() };
    let (ha, hb) =
        (entropy(&count(a.iter().map(|&x| (x, 0)).collect())), entropy(&count(b.iter().map(|&x| (x, 0)).collect())));
    let joint = entropy(&count(a.iter().copied().zip(b.iter().copied()).collect()));
    2.0 * (ha + hb - joint) / (ha + hb)
}

#[test]
fn planted_communities_of_lfr_graphs_are_recovered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/graphs_lfr");
    if !std::path::Path::new(folder).exists() {
        assert!(std::env::var_os("CI").is_none(), "the shared data must be there in CI");
        println!("skipped: no {folder}");
        return;
    }
    for (name, bar) in [("lfr_n1000_mu0.1", 0.995), ("lfr_n1000_mu0.3", 0.90)] {
        let read = |what: &str| std::fs::read_to_string(format!("{folder}/{name}.{what}.csv")).unwrap();
        let pairs = |text: &str| -> Vec<(String, String)> {
            let split = |l: &str| l.split_once(',').map(|(a, b)| (a.to_owned(), b.trim().to_owned()));
            text.lines().skip(1).filter_map(split).collect()
        };
        let mut world = World::default();
        for (a, b) in pairs(&read("edges")) {
            world.belongs(&a, &b);
        }
        let snapshot = world.freeze();
        let config = ClusterConfig { on: On::Graph, ..ClusterConfig::default() };
        let clusters = cluster(&snapshot, &config, &()).unwrap();
        let truth = pairs(&read("communities"));
        let planted: Vec<usize> = truth.iter().map(|t| t.1.parse().unwrap()).collect();
        let of = |id: &str| clusters.assignment[node(&snapshot, id).index()].unwrap();
        let found: Vec<usize> = truth.iter().map(|t| of(&t.0)).collect();
        let nmi = nmi(&planted, &found);
        assert!(nmi >= bar, "{name}: {nmi} reaches {bar}");
    }
}
