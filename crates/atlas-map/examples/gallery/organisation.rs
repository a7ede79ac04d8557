//! A made-up organisation with groups, outliers and a coast: seeded, of any size. The gallery
//! draws it and the tests of this crate measure it.

use std::collections::BTreeMap;

use atlas_analysis::clusters::{ClusterConfig, Clusters, Group, GroupKind};
use atlas_analysis::outliers::{Baseline, Outlier, OutlierConfig, OutlierType, Outliers};
use atlas_graph::{NodeId, NodeRow, Snapshot, SnapshotBuilder};
use atlas_map::world::{CoastPlace, Positions, WorldInput};
use atlas_model::{Hints, KindBook, Lane, Lifecycle, NodeClass, NodeKey, Profile};

/// Name, members, how many of them reach the coast, whether it is a peer group.
pub(crate) type GroupSize<'a> = (&'a str, usize, usize, bool);

/// The groups of an organisation of 1,226 people, 584 of them with base access only.
pub(crate) const MIDDLE: [GroupSize<'static>; 22] = [
    ("base access only", 584, 0, false),
    ("csi + clients", 66, 0, false),
    ("website", 51, 0, false),
    ("sig-node", 43, 1, false),
    ("api-machinery", 37, 4, false),
    ("test-infra", 33, 14, false),
    ("enhancements", 32, 0, false),
    ("cluster-api azure", 32, 0, false),
    ("etcd", 31, 0, true),
    ("gcp storage", 30, 1, false),
    ("release", 29, 16, false),
    ("security response", 28, 0, false),
    ("kubespray", 27, 0, false),
    ("contributor exp.", 27, 9, false),
    ("sig-apps", 26, 2, false),
    ("instrumentation", 25, 0, false),
    ("cluster-api infra", 24, 1, false),
    ("scheduling", 23, 0, false),
    ("kops", 22, 0, false),
    ("docs-zh", 20, 0, false),
    ("scalability", 16, 1, false),
    ("small groups", 20, 0, false),
];

/// The places of its coast, with what is said under them.
const COAST: [(&str, &str); 6] = [
    ("kubernetes", "write or more"),
    ("test-infra", "write or more"),
    ("release", "write or more"),
    ("k8s.io", "write or more"),
    ("nightly (org.)", "owner"),
    ("org, 7 organisations", "owner"),
];

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((u128::from(z ^ (z >> 31)) * (n as u128)) >> 64).unwrap_or(0)
    }
}

/// All that a world is drawn from.
pub(crate) struct Organisation {
    pub(crate) snapshot: Snapshot,
    pub(crate) clusters: Clusters,
    pub(crate) outliers: Outliers,
    pub(crate) coast: Vec<CoastPlace>,
    pub(crate) names: BTreeMap<Box<str>, Box<str>>,
    pub(crate) previous: Positions,
}

impl Organisation {
    pub(crate) fn new(groups: &[GroupSize<'_>], seed: u64) -> Self {
        let mut random = Random(seed);
        let mut rows = Rows::default();
        let org = rows.node("org", NodeClass::Container);
        let access: Vec<Vec<u32>> = groups
            .iter()
            .map(|(name, ..)| (0..9).map(|i| rows.node(&format!("{name}/{i}"), NodeClass::Entitlement)).collect())
            .collect();
        let places: Vec<u32> = COAST.iter().map(|(name, _)| rows.node(name, NodeClass::Resource)).collect();
        let mut members: Vec<Vec<String>> = Vec::new();
        let mut exposed: Vec<Vec<String>> = vec![Vec::new(); COAST.len()];
        let mut strange: Vec<(String, f64)> = Vec::new();
        for (g, &(_, size, reaching, _)) in groups.iter().enumerate() {
            let mut own = Vec::new();
            for i in 0..size {
                let name = format!("u-{g:02}{i:05x}");
                let who = rows.node(&name, NodeClass::Identity);
                rows.edges.push((who, org));
                if g > 0 {
                    for &target in &access[g] {
                        if random.below(100) < 62 {
                            rows.edges.push((who, target));
                        }
                    }
                    let neighbour = 1 + (g + 2 * (i % 3)) % (groups.len() - 1);
                    for &target in &access[neighbour][..random.below(3)] {
                        rows.edges.push((who, target));
                    }
                    if random.below(32) == 0 {
                        let far = 1 + random.below(groups.len() - 1);
                        rows.edges.extend(access[far].iter().map(|&t| (who, t)));
                        strange.push((name.clone(), 0.35 + random.below(60) as f64 / 100.0));
                    }
                }
                if i < reaching {
                    let first = random.below(COAST.len());
                    for step in 0..=random.below(3) {
                        let place = (first * first + g + step * step) % COAST.len();
                        exposed[place].push(name.clone());
                        rows.edges.push((who, places[place]));
                    }
                }
                own.push(name);
            }
            members.push(own);
        }
        let snapshot = rows.freeze();
        let node = |name: &String| snapshot.node(&NodeKey::new("demo", name)).expect("every name was given a node");
        let nodes = |names: &[String]| -> Vec<NodeId> {
            let mut all: Vec<NodeId> = names.iter().map(node).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let groups: Vec<Group> = groups.iter().zip(&members).map(|(g, m)| group(*g, nodes(m))).collect();
        let coast = COAST
            .iter()
            .zip(&exposed)
            .map(|(&(name, detail), who)| CoastPlace {
                nodes: vec![node(&name.to_owned())],
                label: name.into(),
                detail: detail.into(),
                exposed: nodes(who),
            })
            .collect();
        strange.sort_by(|a, b| b.1.total_cmp(&a.1));
        let outliers = strange.iter().map(|(name, score)| outlier(node(name), *score)).collect();
        Self {
            clusters: clusters(&snapshot, groups),
            outliers: Outliers {
                revision: "demo".into(),
                config: OutlierConfig::default(),
                outliers,
                thresholds: vec![(Lane::Human, 0.3)],
            },
            snapshot,
            coast,
            names: BTreeMap::new(),
            previous: Positions::default(),
        }
    }

    pub(crate) fn input(&self) -> WorldInput<'_> {
        WorldInput {
            snapshot: &self.snapshot,
            clusters: &self.clusters,
            outliers: Some(&self.outliers),
            coast: &self.coast,
            reach: &[],
            lane: Some(Lane::Human),
            open: &[],
            names: &self.names,
            previous: &self.previous,
            stamp: "made-up organisation, seed 7",
        }
    }
}

#[derive(Default)]
struct Rows {
    names: Vec<(String, NodeClass)>,
    edges: Vec<(u32, u32)>,
}

impl Rows {
    fn node(&mut self, name: &str, class: NodeClass) -> u32 {
        self.names.push((name.to_owned(), class));
        u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX)
    }

    fn freeze(self) -> Snapshot {
        let mut builder = SnapshotBuilder::with_capacity(self.names.len(), self.edges.len());
        for (name, class) in &self.names {
            let human = *class == NodeClass::Identity;
            builder.node(&NodeRow {
                namespace: "demo",
                id: name,
                name,
                kinds: &[if human { "User" } else { "Team" }],
                hints: Hints { class: Some(*class), lifecycle: human.then_some(Lifecycle::Human), ..Hints::default() },
                placeholder: false,
                source: "demo",
            });
        }
        let kind = builder.edge_kind("MemberOf", None, None);
        for &(from, to) in &self.edges {
            builder.edge(from, to, kind);
        }
        let profile = Profile::default();
        let book = KindBook::resolve(&profile, &profile, &builder.seen_kinds());
        builder.freeze("demo", &book)
    }
}

fn group((name, _, _, peer): GroupSize<'_>, members: Vec<NodeId>) -> Group {
    Group {
        id: format!("group of {name}").into(),
        label: name.into(),
        kind: match name {
            "base access only" => GroupKind::Base,
            "small groups" => GroupKind::Small,
            _ => GroupKind::Region,
        },
        lane: Lane::Human,
        level: 0,
        parent: None,
        members,
        similarity: 0.4,
        peer,
        core: Vec::new(),
        distinguishing: Vec::new(),
    }
}

fn clusters(snapshot: &Snapshot, groups: Vec<Group>) -> Clusters {
    let mut assignment = vec![None; snapshot.node_count()];
    for (at, group) in groups.iter().enumerate() {
        for member in &group.members {
            assignment[member.index()] = Some(at);
        }
    }
    Clusters {
        revision: "demo".into(),
        config: ClusterConfig::default(),
        levels: vec![(0..groups.len()).collect()],
        peer_group: vec![None; assignment.len()],
        assignment,
        groups,
        modularity: 0.5,
        base: Vec::new(),
    }
}

fn outlier(node: NodeId, score: f64) -> Outlier {
    Outlier {
        node,
        lane: Lane::Human,
        score,
        min: score,
        max: score,
        kind: OutlierType::RareExtras,
        finding: true,
        baseline: Baseline::NoPeers,
        reasons: Vec::new(),
        opens: Vec::new(),
        also_reaches: Vec::new(),
    }
}
