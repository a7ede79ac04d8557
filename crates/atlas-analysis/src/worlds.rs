//! Small organisations with a story, for the tests of this crate.

use std::collections::BTreeMap;

use atlas_graph::{NodeId, NodeRow, Snapshot, SnapshotBuilder};
use atlas_model::{Hints, KindBook, Lifecycle, NodeClass, NodeRule, Profile, RelationClass, RelationRule, Walk};

use crate::random::Random;

/// A world under construction: nodes come into being when they are first named.
#[derive(Debug, Default)]
pub(crate) struct World {
    nodes: BTreeMap<String, (&'static str, bool)>,
    edges: Vec<(String, &'static str, Option<&'static str>, String)>,
}

impl World {
    /// A node of a kind: `Person`, `Machine`, `Team`, `Repo` or `Org`.
    pub(crate) fn node(&mut self, id: &str, kind: &'static str) -> &mut Self {
        self.nodes.insert(id.to_owned(), (kind, false));
        self
    }

    /// A repository that no file describes.
    pub(crate) fn placeholder(&mut self, id: &str) -> &mut Self {
        self.nodes.insert(id.to_owned(), ("Repo", true));
        self
    }

    /// Team membership; persons and teams are made as needed.
    pub(crate) fn member(&mut self, of: &str, team: &str) -> &mut Self {
        self.known(of, "Person");
        self.known(team, "Team");
        self.edges.push((of.to_owned(), "MemberOf", None, team.to_owned()));
        self
    }

    /// Access to a repository at a level.
    pub(crate) fn can(&mut self, who: &str, level: &'static str, repo: &str) -> &mut Self {
        self.known(who, "Person");
        self.known(repo, "Repo");
        self.edges.push((who.to_owned(), "Can", Some(level), repo.to_owned()));
        self
    }

    /// Membership of a whole organisation, which is walked by nobody.
    pub(crate) fn belongs(&mut self, who: &str, org: &str) -> &mut Self {
        self.known(who, "Person");
        self.known(org, "Org");
        self.edges.push((who.to_owned(), "BelongsTo", None, org.to_owned()));
        self
    }

    fn known(&mut self, id: &str, kind: &'static str) {
        self.nodes.entry(id.to_owned()).or_insert((kind, false));
    }

    /// Teams `t0..` of `size` members `t0.0..`; each member has the `own` repositories `t0/r0..` of
    /// its team and nothing else.
    pub(crate) fn teams(&mut self, teams: usize, size: usize, own: usize) -> &mut Self {
        for team in 0..teams {
            for member in 0..size {
                for repo in 0..own {
                    self.can(&format!("t{team}.{member}"), "write", &format!("t{team}/r{repo}"));
                }
            }
        }
        self
    }

    /// `relations` random memberships and accesses among `people`, teams and repositories.
    pub(crate) fn scattered(seed: u64, people: usize, relations: usize) -> Self {
        let mut random = Random::new(seed);
        let mut world = Self::default();
        for person in 0..people {
            world.node(&format!("p{person:03}"), "Person");
        }
        for team in 0..8 {
            world.node(&format!("team{team}"), "Team");
        }
        for _ in 0..relations {
            let person = format!("p{:03}", random.below(people));
            let (team, repo) = (format!("team{}", random.below(8)), format!("repo{}", random.below(20)));
            match random.below(5) {
                0 => world.member(&person, &team),
                1 => world.can(&team, "write", &repo),
                2 => world.member(&team, &format!("team{}", random.below(8))),
                _ => world.can(&person, if random.below(2) == 0 { "write" } else { "read" }, &repo),
            };
        }
        world
    }

    /// Freeze, with the rows in this order or backwards.
    pub(crate) fn freeze_in(&self, backwards: bool) -> Snapshot {
        let mut builder = SnapshotBuilder::default();
        let mut numbers = BTreeMap::new();
        let mut nodes: Vec<_> = self.nodes.iter().collect();
        let mut edges: Vec<_> = self.edges.iter().collect();
        if backwards {
            nodes.reverse();
            edges.reverse();
        }
        for (id, (kind, placeholder)) in nodes {
            let row = NodeRow {
                namespace: "test",
                id,
                name: "",
                kinds: &[kind],
                hints: Hints::default(),
                placeholder: *placeholder,
                source: "test",
            };
            numbers.insert(id.as_str(), builder.node(&row));
        }
        for (from, kind, level, to) in edges {
            let kind = builder.edge_kind(kind, *level, None);
            builder.edge(numbers[from.as_str()], numbers[to.as_str()], kind);
        }
        let book = KindBook::resolve(&meaning(), &Profile::default(), &builder.seen_kinds());
        builder.freeze("r1", &book)
    }

    /// Freeze.
    pub(crate) fn freeze(&self) -> Snapshot {
        self.freeze_in(false)
    }
}

/// The node of an id.
pub(crate) fn node(snapshot: &Snapshot, id: &str) -> NodeId {
    snapshot.find(id).next().unwrap_or_else(|| panic!("the world has no {id}"))
}

/// The kinds of these worlds, described by a profile so that no table or guess decides.
fn meaning() -> Profile {
    let node = |kind: &str, class, lifecycle| NodeRule {
        kind: kind.into(),
        class: Some(class),
        lifecycle: Some(lifecycle),
        tier: None,
    };
    let relation = |kind: &str, level: Option<&str>, class, walk| RelationRule {
        kind: kind.into(),
        level: level.map(Into::into),
        class: Some(class),
        walk: Some(walk),
        likelihood: Some(0.9),
    };
    Profile {
        nodes: vec![
            node("Person", NodeClass::Identity, Lifecycle::Human),
            node("Machine", NodeClass::Identity, Lifecycle::Stable),
            node("Team", NodeClass::Entitlement, Lifecycle::Unknown),
            node("Repo", NodeClass::Resource, Lifecycle::Unknown),
            node("Org", NodeClass::Container, Lifecycle::Unknown),
        ],
        relations: vec![
            relation("MemberOf", None, RelationClass::Membership, Walk::Along),
            relation("BelongsTo", None, RelationClass::Membership, Walk::No),
            relation("Can", None, RelationClass::Grant, Walk::Along),
            relation("Can", Some("read"), RelationClass::Grant, Walk::No),
        ],
    }
}
