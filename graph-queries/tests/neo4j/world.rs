//! Workspaces to push, and every answer that a store gives about one.

use atlas_model::{
    End, FactSink, Hints, KindBook, Match, MatchValue, NodeFact, NodeKey, Place, RelationFact, Section, SourceHeader,
};
use graph_queries::{ImportStamp, Mode, Search, Store, open};
use tempfile::TempDir;

/// A folder with a workspace file.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }
    pub(crate) fn path(&self) -> &std::path::Path {
        self.0.path()
    }
    pub(crate) fn store(&self) -> Box<dyn Store> {
        open(&self.0.path().join("w.atlas"), Mode::Create).unwrap()
    }
}

pub(crate) fn stamp() -> ImportStamp {
    ImportStamp { at: "2026-01-02T03:04:05Z".into(), label: Some("first".into()), ..ImportStamp::default() }
}

/// Words to build a source with.
pub(crate) struct Telling<'a>(&'a mut dyn FactSink, u32, u32);

impl Telling<'_> {
    pub(crate) fn place(&mut self, section: Section) -> Place {
        self.2 += 1;
        Place { file: self.1, section, record: self.2, line: 0 }
    }
    pub(crate) fn node(&mut self, id: &str, name: &str, kinds: &[&str], properties: &str) {
        let place = self.place(Section::Nodes);
        let hints = Hints { tier: id.starts_with("t0").then_some(0), enabled: Some(true), ..Hints::default() };
        self.0.node(&NodeFact { id, name: Some(name), kinds, hints, properties, place });
    }
    pub(crate) fn relation(&mut self, from: &str, kind: &str, level: Option<&str>, to: End<'_>, properties: &str) {
        let place = self.place(Section::Edges);
        let traversable = (kind == "Walks").then_some(true);
        self.0.relation(&RelationFact { from: End::Id(from), to, kind, level, traversable, properties, place });
    }
}

pub(crate) fn import(store: &mut dyn Store, name: &str, namespace: &str, tell: impl FnOnce(&mut Telling<'_>)) -> u32 {
    let mut intake = store.begin(&stamp(), &()).unwrap();
    let file = intake.file(&format!("{name}.json"));
    intake.source(&SourceHeader { source: name.into(), namespace: namespace.into(), folds_case: false });
    tell(&mut Telling(&mut *intake, file, 0));
    intake.commit().unwrap().revision.number
}

pub(crate) const HOSTILE: [&str; 8] = [
    "User`}) DETACH DELETE n //",
    "a\"b'c\\d",
    "AtlasState",
    "AtlasNode",
    "\u{202e}right to left",
    "new\nline",
    "${jndi:x}",
    "",
];

/// Two sources in an order that is not that of their names, with everything that a fact can have.
pub(crate) fn world(store: &mut dyn Store) -> u32 {
    import(store, "zoo", "", |t| {
        t.node("u1", "Ann", &["User", "Person"], r#"{"team":"red","seen":[1,2.5],"deep":{"a":1},"atlas_key":"x"}"#);
        t.node("t0-g", "Ops", &["Group"], "{}");
        t.relation("u1", "MemberOf", None, End::Id("t0-g"), "{}");
        t.relation("u1", "MemberOf", None, End::Id("t0-g"), "{}");
        t.relation("u1", "Owns", Some("admin"), End::Id("nowhere"), r#"{"since":"2020"}"#);
        t.relation("u1", "Walks", Some("read"), End::Id("u1"), "{}");
        let by_name = |name: &str| Match {
            properties: vec![("name".into(), MatchValue::Text(name.into()))],
            kind: Some("User".into()),
        };
        t.relation("u1", "Knows", None, End::Match(&by_name("Bob")), "{}");
        t.relation("u1", "Knows", None, End::Match(&by_name("Nobody")), "{}");
        for (at, text) in HOSTILE.iter().enumerate() {
            t.node(&format!("h{at}{text}"), text, &[text, "User"], &format!("{{{:?}:1}}", format!("k{at}")));
            t.relation("u1", text, Some(text), End::Id("t0-g"), "{}");
        }
        t.relation("u1", "nul\0kind", None, End::Id("t0-g"), "{}");
    });
    import(store, "ark", "ark", |t| {
        t.node("u1", "Ann of the ark", &["User"], "{}");
        t.node("U2", "bob", &["User"], r#"{"name":"Robert"}"#);
        t.relation("u2", "MemberOf", None, End::Id("u1"), "{}");
    });
    import(store, "ox", "", |t| {
        t.node("u1", "Anna", &["Human"], r#"{"team":"blue"}"#);
        t.relation("u1", "MemberOf", None, End::Id("t0-g"), r#"{"by":"ox"}"#);
    })
}

pub(crate) fn frozen(store: &dyn Store, revision: u32) -> String {
    format!("{:?}", store.freeze(revision, &()).unwrap().freeze("", &KindBook::default()))
}

/// Every answer that a store gives about a revision, as text.
pub(crate) fn answers(store: &dyn Store, revision: u32) -> Vec<String> {
    let mut said = vec![
        frozen(store, revision),
        format!("{:?}", store.counts(revision).unwrap()),
        format!("{:?}", store.sources(revision).unwrap()),
        format!("{:?}", store.issues(revision).unwrap()),
        format!("{:?}", store.property_presence(revision).unwrap()),
        format!("{:?}", store.file_profile().unwrap()),
    ];
    let all = store.search(revision, &Search { limit: 1000, ..Search::default() }).unwrap();
    said.push(format!("{all:?}"));
    for text in ["ann", "U", "bob", "nowhere", "DETACH", "zzz"] {
        for kinds in [vec![], vec!["Human".into()]] {
            let search = Search { text: text.into(), kinds, limit: 5 };
            said.push(format!("{text}: {:?}", store.search(revision, &search).unwrap()));
        }
    }
    for hit in &all {
        said.push(format!("{:?}", store.node(revision, &hit.key).unwrap()));
        let relations = store.relations_of(revision, &hit.key).unwrap();
        for relation in &relations {
            let one = store.relation(revision, &relation.key).unwrap();
            assert_eq!(one.as_ref(), Some(relation), "a relation asked for alone is the same");
        }
        said.push(format!("{relations:?}"));
    }
    let nobody = NodeKey { namespace: "".into(), id: "not there".into() };
    said.push(format!(
        "{:?} {:?}",
        store.node(revision, &nobody).unwrap(),
        store.relations_of(revision, &nobody).unwrap()
    ));
    said
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// From 1 to below `end`.
    pub(crate) fn below(&mut self, end: i64) -> i64 {
        1 + i64::try_from(self.next() % u64::try_from(end - 1).unwrap()).unwrap()
    }

    pub(crate) fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[usize::try_from(self.next() % of.len() as u64).unwrap()]
    }
}
