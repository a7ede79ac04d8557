//! Worlds drawn by a seed: what nobody thought of when writing the pages. Both stores give one answer.

use std::fmt::Write as _;

use graph_queries::catalogue::{ParameterKind, Parameters, Preset, Question, questions};
use graph_queries::{Cell, Store};
use serde_json::{Value, json};

use crate::server;
use crate::world::{self, World};

const NODES: u64 = 24;
const RELATIONS: u64 = 70;

/// A small generator of numbers (splitmix64, Steele and others 2014).
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[usize::try_from(self.below(items.len() as u64)).unwrap()]
    }
}

/// Two sources that know many of the same nodes, with kinds of every class and relations of every way.
fn facts(draw: &mut Draw) -> Vec<Value> {
    let kinds = ["User", "Group", "Repo", "Org", "ServiceAccount", "Secret", "Login", "Base", "Widget", "KeyVault"];
    let relations =
        ["MemberOf", "RepoPermission", "Controls", "InOrg", "UsesCredential", "OwnedBy", "AccountableFor", "Frobs"];
    let mut facts = Vec::new();
    for source in ["first", "second"] {
        facts.push(json!({"source": source}));
        for id in 0..NODES {
            let mut node = json!({"node": format!("n{id}"), "kinds": [draw.of(&kinds)], "properties": {}});
            if draw.below(3) == 0 {
                continue;
            }
            if draw.below(3) == 0 {
                node["kinds"] = json!([draw.of(&kinds), draw.of(&kinds)]);
            }
            if draw.below(2) == 0 {
                node["name"] = json!(format!("Name {}", draw.below(9)));
            }
            match draw.below(6) {
                0 => node["enabled"] = json!(false),
                1 => node["tier"] = json!(0),
                2 => node["class"] = json!(draw.of(&["identity", "entitlement", "credential", "resource"])),
                3 => node["lifecycle"] = json!(draw.of(&["human", "stable", "unknown"])),
                _ => {}
            }
            match draw.below(5) {
                0 => node["properties"] = json!({"lastUsed": format!("2026-{:02}-11", 1 + draw.below(12))}),
                1 => node["properties"] = json!({"lastUsed": 1_600_000_000 + draw.below(200_000_000), "owner": "x"}),
                2 => node["properties"] = json!({"created": "2020-02-30", "rotated": null, "owner": ["a"]}),
                _ => {}
            }
            facts.push(node);
        }
        for _ in 0..RELATIONS {
            let end = |draw: &mut Draw| format!("n{}", draw.below(NODES + 3));
            let mut relation = json!({"from": end(draw), "kind": draw.of(&relations), "to": end(draw)});
            if draw.below(3) == 0 {
                relation["level"] = json!(draw.of(&["read", "write", "admin", "odd"]));
            }
            if draw.below(6) == 0 {
                relation["traversable"] = json!(draw.below(2) == 0);
            }
            facts.push(relation);
        }
    }
    facts
}

fn given(question: &Question, draw: &mut Draw) -> Parameters {
    question.parameters.iter().filter(|p| p.default != Preset::Kinds).fold(Parameters::default(), |all, p| {
        match p.kind {
            ParameterKind::Node => all.text(&p.name, &format!(":n{}", draw.below(NODES))),
            ParameterKind::Nodes => {
                all.texts(&p.name, (0..NODES).map(|n| format!(":n{n}")).collect::<Vec<_>>().iter().map(|k| &**k))
            }
            ParameterKind::Day => all.text(&p.name, "2026-11-01"),
            ParameterKind::Text => all.text(&p.name, draw.of(&["n1", "MemberOf", "name"])),
            ParameterKind::Texts if p.default == Preset::Required => all.texts(&p.name, ["n1", "n2"]),
            ParameterKind::Count | ParameterKind::Steps if draw.below(3) == 0 => {
                all.with(&p.name, Cell::Integer(draw.below(4) as i64))
            }
            ParameterKind::Perhaps | ParameterKind::Texts | ParameterKind::Count | ParameterKind::Steps => all,
        }
    })
}

/// Every question, each several times; a line an answer.
fn answers(store: &dyn Store, revision: u32, seed: u64) -> String {
    let mut draw = Draw(seed);
    let lists = world::lists(store, revision);
    let mut all = String::new();
    for question in questions() {
        for _ in 0..4 {
            let given = given(question, &mut draw);
            let asked: Vec<_> = given.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
            let answer = store.ask(revision, question, &given.lists(question, &lists), &()).unwrap();
            let _ = writeln!(all, "{} {asked:?}: {:?}", question.id, answer.rows);
        }
    }
    all
}

#[test]
fn both_stores_give_one_answer_about_drawn_worlds() {
    let Some(server) = server::find() else { return };
    for seed in 1..=3 {
        let world = World::of(facts(&mut Draw(seed)));
        let folder = tempfile::TempDir::new().unwrap();
        let (store, revision) = world.embedded(&folder);
        let shared = server.holding(&*store, revision);
        let (there, here) = (answers(&shared, revision, seed), answers(&*store, revision, seed));
        for (there, here) in there.lines().zip(here.lines()) {
            assert_eq!(there, here, "world {seed}");
        }
        let empty = here.lines().filter(|line| line.ends_with(": []")).count();
        assert!(empty * 3 < here.lines().count(), "most questions find something: {empty} of them nothing");
    }
}
