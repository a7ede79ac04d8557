//! Laws that hold on every graph: random small ones, each answer beside a plain search.

use std::collections::{BTreeMap, BTreeSet};

use atlas_analysis::clusters::{ClusterConfig, cluster};
use atlas_analysis::profile::profiles;
use atlas_graph::{
    Accept, By, Ends, NEVER, NodeId, NodeRow, Path, PathQuestion, Snapshot, SnapshotBuilder, Walks, all_shortest,
    exposure, k_paths,
};
use atlas_model::{Hints, KindBook, Lifecycle, NodeClass, NodeRule, Profile, RelationClass, RelationRule, Walk};
use proptest::prelude::*;

/// Relations of a random graph: from, kind, to.
type Facts = Vec<(usize, usize, usize)>;

const KINDS: [(&str, f64); 3] = [("Sure", 0.9), ("Likely", 0.5), ("Rare", 0.2)];

fn facts(nodes: usize, most: usize) -> impl Strategy<Value = Facts> {
    prop::collection::vec((0..nodes, 0..KINDS.len(), 0..nodes), 1..most)
}

/// A graph of `nodes` people whose relations are all walked.
fn walked(nodes: usize, facts: &Facts) -> (Snapshot, Walks) {
    let mut builder = SnapshotBuilder::default();
    let numbers: Vec<u32> = (0..nodes).map(|n| builder.node(&row(&format!("n{n:02}"), &["Person"]))).collect();
    for &(from, kind, to) in facts {
        let kind = builder.edge_kind(KINDS[kind].0, None, None);
        builder.edge(numbers[from], numbers[to], kind);
    }
    let snapshot = freeze(builder);
    let walks = Walks::new(&snapshot, &Accept::default());
    (snapshot, walks)
}

fn row<'a>(id: &'a str, kinds: &'a [&'a str]) -> NodeRow<'a> {
    NodeRow { namespace: "laws", id, name: "", kinds, hints: Hints::default(), placeholder: false, source: "laws" }
}

fn freeze(builder: SnapshotBuilder) -> Snapshot {
    let book = KindBook::resolve(&meaning(), &Profile::default(), &builder.seen_kinds());
    builder.freeze("r1", &book)
}

fn meaning() -> Profile {
    let node = |kind: &str, class, lifecycle| NodeRule {
        kind: kind.into(),
        class: Some(class),
        lifecycle: Some(lifecycle),
        tier: None,
    };
    let relation = |kind: &str, class, likelihood| RelationRule {
        kind: kind.into(),
        level: None,
        class: Some(class),
        walk: Some(Walk::Along),
        likelihood: Some(likelihood),
    };
    let mut relations: Vec<_> = KINDS.iter().map(|&(kind, p)| relation(kind, RelationClass::Control, p)).collect();
    relations.push(relation("Can", RelationClass::Grant, 0.9));
    relations.push(relation("MemberOf", RelationClass::Membership, 0.9));
    Profile {
        nodes: vec![
            node("Person", NodeClass::Identity, Lifecycle::Human),
            node("Team", NodeClass::Entitlement, Lifecycle::Unknown),
            node("Repo", NodeClass::Resource, Lifecycle::Unknown),
        ],
        relations,
    }
}

/// Every loopless path from `start` to `target` of at most `most` steps, by plain search.
fn brute(walks: &Walks, start: NodeId, target: NodeId, most: usize) -> Vec<(usize, f64, Vec<NodeId>)> {
    let mut found = Vec::new();
    let mut open = vec![(vec![start], 0.0)];
    while let Some((nodes, cost)) = open.pop() {
        let at = nodes[nodes.len() - 1];
        if at == target {
            found.push((nodes.len() - 1, cost, nodes));
            continue;
        }
        if nodes.len() > most {
            continue;
        }
        for (next, _, step) in walks.steps(at) {
            if !nodes.contains(&next) {
                let mut longer = nodes.clone();
                longer.push(next);
                open.push((longer, cost + step));
            }
        }
    }
    found.sort_by(|a, b| (a.0, a.1, &a.2).partial_cmp(&(b.0, b.1, &b.2)).unwrap());
    found
}

/// A path is made of steps that exist, passes no node twice, and is as long as it may be.
fn is_real(walks: &Walks, path: &Path, most: usize) -> bool {
    let distinct: BTreeSet<_> = path.nodes.iter().collect();
    let steps = path.nodes.windows(2).all(|s| walks.step(s[0], s[1]).is_some());
    steps
        && distinct.len() == path.nodes.len()
        && path.nodes.len() - 1 <= most
        && path.edges.len() + 1 == path.nodes.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exposure_equals_a_search_from_every_node(facts in facts(12, 40), crown in prop::collection::btree_set(0usize..12, 1..4)) {
        let (_, walks) = walked(12, &facts);
        let all: Vec<NodeId> = walks.nodes().collect();
        let targets: Vec<NodeId> = crown.iter().map(|&n| all[n]).collect();
        let found = exposure(&walks, &targets, NEVER).unwrap();
        for &start in &all {
            let mut seen = BTreeSet::from([start]);
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                for &next in walks.targets(at) {
                    if seen.insert(next) { open.push(next); }
                }
            }
            for (index, target) in found.targets().iter().enumerate() {
                prop_assert_eq!(found.reaches(start, index), seen.contains(target), "{:?} to {:?}", start, target);
            }
        }
    }

    #[test]
    fn k_paths_are_the_best_of_all(facts in facts(8, 24), k in 1usize..12, most in 1usize..8, weighted in any::<bool>()) {
        let (_, walks) = walked(8, &facts);
        let all: Vec<NodeId> = walks.nodes().collect();
        let by = if weighted { By::Cost } else { By::Steps };
        let question = PathQuestion {
            starts: vec![all[0]],
            targets: vec![all[7]],
            k,
            by,
            max_steps: u32::try_from(most).unwrap(),
            ends: Ends::Any,
            ..PathQuestion::default()
        };
        let got = k_paths(&walks, &question, NEVER).unwrap().paths;
        let mut want = brute(&walks, all[0], all[7], most);
        if weighted {
            want.sort_by(|a, b| (a.1, a.0).partial_cmp(&(b.1, b.0)).unwrap());
        }
        want.truncate(k);
        prop_assert_eq!(got.len(), want.len(), "as many as there are, at most k");
        for (path, best) in got.iter().zip(&want) {
            prop_assert!(is_real(&walks, path, most), "real, loopless, within its limits: {:?}", path);
            if !weighted {
                prop_assert_eq!(path.nodes.len() - 1, best.0, "as few steps as the plain search finds");
            }
            prop_assert!((path.cost - best.1).abs() < 1e-4, "as good as the plain search: {} and {}", path.cost, best.1);
        }
        let distinct: BTreeSet<_> = got.iter().map(|p| &p.nodes).collect();
        prop_assert_eq!(distinct.len(), got.len(), "distinct");
    }

    #[test]
    fn all_shortest_paths_are_counted_and_listed(facts in facts(9, 30)) {
        let (_, walks) = walked(9, &facts);
        let all: Vec<NodeId> = walks.nodes().collect();
        let got = all_shortest(&walks, &[all[0]], &[all[8]], 12, 100, NEVER).unwrap();
        let every = brute(&walks, all[0], all[8], 12);
        let fewest = every.first().map_or(0, |p| p.0);
        let want: BTreeSet<Vec<NodeId>> = every.into_iter().filter(|p| p.0 == fewest).map(|p| p.2).collect();
        prop_assert_eq!(got.total, want.len() as u128);
        let listed: BTreeSet<Vec<NodeId>> = got.paths.iter().map(|p| p.nodes.clone()).collect();
        prop_assert_eq!(listed, want);
    }

    #[test]
    fn people_with_equal_access_share_a_group(facts in facts(30, 120), copies in prop::collection::vec(0usize..30, 0..20)) {
        let snapshot = organisation(&facts, &copies);
        let held = profiles(&snapshot, &()).unwrap();
        let groups = cluster(&snapshot, &ClusterConfig::default(), &()).unwrap();
        let mut of: BTreeMap<Vec<_>, BTreeSet<Option<usize>>> = BTreeMap::new();
        for person in snapshot.identities() {
            let group = groups.assignment[person.index()];
            prop_assert!(group.is_some(), "{} has a group", snapshot.id(person));
            of.entry(held.grants_of(person)).or_default().insert(group);
        }
        for (access, groups) in of {
            prop_assert_eq!(groups.len(), 1, "equal access, equal group: {:?}", access);
        }
    }

    #[test]
    fn the_order_of_the_input_never_shows(facts in facts(30, 120)) {
        let backwards: Facts = facts.iter().rev().copied().collect();
        let (one, other) = (organisation(&facts, &[]), organisation(&backwards, &[]));
        let groups = |s: &Snapshot| cluster(s, &ClusterConfig::default(), &()).unwrap();
        prop_assert_eq!(groups(&one), groups(&other));
    }
}

/// People, six teams and twelve repositories; each copy holds exactly what its original holds.
fn organisation(facts: &Facts, copies: &[usize]) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    let mut numbers = BTreeMap::new();
    let mut node = |builder: &mut SnapshotBuilder, id: String, kind: &'static str| {
        let number = builder.node(&row(&id, &[kind]));
        numbers.insert(id, number);
    };
    for n in 0..30 {
        node(&mut builder, format!("p{n}"), "Person");
    }
    for n in 0..copies.len() {
        node(&mut builder, format!("copy{n}"), "Person");
    }
    for n in 0..6 {
        node(&mut builder, format!("team{n}"), "Team");
    }
    for n in 0..12 {
        node(&mut builder, format!("repo{n}"), "Repo");
    }
    let (member, can) = (builder.edge_kind("MemberOf", None, None), builder.edge_kind("Can", None, None));
    for &(from, kind, to) in facts {
        let mut holders = vec![format!("p{from}")];
        holders.extend(
            copies.iter().enumerate().filter(|(_, original)| **original == from).map(|(n, _)| format!("copy{n}")),
        );
        for holder in holders {
            match kind {
                0 => builder.edge(numbers[&holder], numbers[&format!("team{}", to % 6)], member),
                _ => builder.edge(numbers[&holder], numbers[&format!("repo{}", to % 12)], can),
            }
        }
        if from < 6 && kind == 1 {
            builder.edge(numbers[&format!("team{from}")], numbers[&format!("repo{}", to % 12)], can);
        }
    }
    freeze(builder)
}
