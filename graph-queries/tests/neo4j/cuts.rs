//! A push or a freeze that ends in the middle: cancelled, with the connection cut, with the server killed.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

use atlas_model::End;
use graph_queries::neo4j::{Address, Credentials, Neo4j};
use graph_queries::{Store, StoreError, Watch};

use crate::proxy::Proxy;
use crate::server::{Own, Raw, kill, server};
use crate::world::{Desk, Random, Telling, frozen, import};

/// Says "stop" after being asked so many times.
pub(crate) struct StopAfter(pub(crate) AtomicI64);

impl Watch for StopAfter {
    fn cancelled(&self) -> bool {
        self.0.fetch_sub(1, Relaxed) <= 0
    }
}

#[test]
fn a_push_that_stopped_is_no_revision_and_the_next_one_continues() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let newest = import(&mut *store, "wide", "", |t| {
        for i in 0..12_000 {
            t.node(&format!("n{i}"), "", &["User"], "{}");
        }
        for i in 0..24_000 {
            t.relation(
                &format!("n{}", i % 12_000),
                "Knows",
                None,
                End::Id(&format!("n{}", (i * 7 + 1) % 11_999)),
                "{}",
            );
        }
    });
    let neo4j = server.open();
    for stop in [3, 8, 12, 14] {
        let watch = StopAfter(stop.into());
        assert!(matches!(neo4j.push(&*store, newest, &watch), Err(StoreError::Cancelled)), "stopped after {stop}");
        let said = neo4j.revisions().unwrap_err().to_string();
        assert!(said.contains("push again"), "half a load is no revision: {said}");
    }
    neo4j.push(&*store, newest, &()).unwrap();
    assert_eq!(frozen(&neo4j, newest), frozen(&*store, newest), "nothing is missing");
    assert_eq!(
        server.cypher("MATCH (:AtlasNode)-[r]->() RETURN count(r) AS n"),
        [i64::from(store.revisions().unwrap()[0].relations)],
        "and nothing stands twice"
    );
}

/// What was cut, and how often it hit.
#[derive(Debug, Default)]
struct Hits {
    pushes: u32,
    freezes: u32,
}

/// Two revisions that differ in most of their nodes and relations.
fn revisions(store: &mut dyn Store) -> [u32; 2] {
    let tell = |step: usize| {
        move |t: &mut Telling<'_>| {
            for i in 0..1_500 {
                t.node(&format!("n{i}"), "", &["User"], &format!("{{\"step\":{}}}", step * (i % 3)));
            }
            for i in 0..3_000 {
                let to = format!("n{}", (i * 7 + step) % 1_499);
                t.relation(&format!("n{}", i % 1_500), "Knows", None, End::Id(&to), "{}");
            }
        }
    };
    [import(store, "wide", "", tell(1)), import(store, "wide", "", tell(2))]
}

/// A way to a server that can be cut, and one that cannot.
struct Ways<'a> {
    store: &'a dyn Store,
    revisions: [u32; 2],
    expected: [String; 2],
    proxy: Proxy,
    through: Address,
    direct: Address,
    credentials: Credentials,
    /// Bytes of a whole push and a whole freeze, in both directions.
    whole: (i64, i64),
}

impl<'a> Ways<'a> {
    fn new(
        store: &'a dyn Store,
        revisions: [u32; 2],
        direct: &Address,
        credentials: &Credentials,
        then: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let proxy = Proxy::before(direct.port, then);
        let mut ways = Self {
            store,
            revisions,
            expected: revisions.map(|r| frozen(store, r)),
            through: Address { port: proxy.port, ..direct.clone() },
            proxy,
            direct: direct.clone(),
            credentials: credentials.clone(),
            whole: (0, 0),
        };
        let through = ways.open(&ways.through);
        through.push(store, revisions[0], &()).unwrap();
        ways.proxy.passed();
        through.push(store, revisions[1], &()).unwrap();
        let push = ways.proxy.passed();
        through.freeze(revisions[1], &()).unwrap();
        ways.whole = (push, ways.proxy.passed());
        ways
    }

    fn open(&self, address: &Address) -> Neo4j {
        Neo4j::open(address, &self.credentials, None).unwrap()
    }

    fn count(&self, query: &str) -> i64 {
        Raw::new(&self.direct, &self.credentials).ask(query)[0]
    }

    /// Cut a push somewhere; `mend` brings the server back. Then nothing may be doubled, no half may
    /// read as a whole, and the next push must continue to the same end.
    fn cut_push(&self, at: usize, bytes: i64, mend: &mut dyn FnMut(), hits: &mut Hits) {
        let (revision, expected) = (self.revisions[at % 2], &self.expected[at % 2]);
        let through = self.open(&self.through);
        self.proxy.cut_after(bytes);
        let outcome = through.push(self.store, revision, &());
        self.proxy.heal();
        mend();
        if let Err(e) = &outcome {
            hits.pushes += 1;
            expect_a_way_out(e);
        }
        let direct = self.open(&self.direct);
        match direct.revisions() {
            // The cut came before the mark, or after the end.
            Ok(whole) => {
                let standing = whole.last().map(|r| r.number).unwrap();
                let expected = &self.expected[usize::from(standing != self.revisions[0])];
                assert_eq!(&frozen(&direct, standing), expected, "cut {at}: a half reads as a whole");
            }
            Err(half) => assert!(half.to_string().contains("push again"), "cut {at}: {half}"),
        }
        let doubled = "MATCH ()-[r]->() WITH r.atlas_stamp AS s, count(*) AS n WHERE n > 1 RETURN count(*) AS n";
        assert_eq!(self.count(doubled), 0, "cut {at}: a relation was written twice");
        // The connection that was cut is used again.
        let resumed = through.push(self.store, revision, &()).unwrap();
        assert!(outcome.is_err() || resumed.unchanged, "cut {at}: a push that ended has nothing left: {resumed:?}");
        assert_eq!(&frozen(&through, revision), expected, "cut {at}: the next push ends as an uncut one");
        let relations = self.count("MATCH (:AtlasNode)-[r]->() RETURN count(r) AS n");
        let told = self.store.revisions().unwrap().into_iter().find(|r| r.number == revision).unwrap();
        assert_eq!(relations, i64::from(told.relations), "cut {at}: as many relations as were told");
        let nodes = self.count("MATCH (n:AtlasNode) RETURN count(n) AS n");
        assert_eq!(nodes, i64::from(told.nodes), "cut {at}: as many nodes as were told");
    }

    /// Cut a freeze somewhere. It must say so, and the next one must be whole.
    fn cut_freeze(&self, at: usize, bytes: i64, mend: &mut dyn FnMut(), hits: &mut Hits) {
        let through = self.open(&self.through);
        through.push(self.store, self.revisions[at % 2], &()).unwrap();
        self.proxy.cut_after(bytes);
        let outcome = through.freeze(self.revisions[at % 2], &());
        self.proxy.heal();
        mend();
        if let Err(e) = outcome {
            hits.freezes += 1;
            expect_a_way_out(&e);
        }
        let again = frozen(&through, self.revisions[at % 2]);
        assert_eq!(again, self.expected[at % 2], "cut {at}: the same connection freezes the whole when it is back");
    }
}

/// What somebody reads after a cut.
fn expect_a_way_out(error: &StoreError) {
    let said = error.to_string();
    let cause = ["the connection broke off", "nothing listens on", "about to stop", "is not available"];
    assert!(cause.iter().any(|c| said.contains(c)), "names the cause: {said}");
    assert!(said.contains("try again") || said.contains("start the server"), "says what to do: {said}");
}

#[test]
fn a_connection_that_is_cut_anywhere_loses_nothing_and_doubles_nothing() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let revisions = revisions(&mut *store);
    let ways = Ways::new(&*store, revisions, &server.address, &server.credentials, || ());
    let (mut random, mut hits) = (Random::new(20), Hits::default());
    for at in 0..14 {
        ways.cut_push(at, random.below(ways.whole.0), &mut || (), &mut hits);
    }
    for at in 0..8 {
        ways.cut_freeze(at, random.below(ways.whole.1), &mut || (), &mut hits);
    }
    eprintln!("cut by the network: {} of 14 pushes and {} of 8 freezes broke off", hits.pushes, hits.freezes);
    assert!(hits.pushes >= 12 && hits.freezes >= 6, "most cuts hit: {hits:?}");
}

#[test]
fn a_server_that_is_killed_anywhere_loses_nothing_and_doubles_nothing() {
    let Some(_shared) = server() else { return };
    let mut own = Own::start("fresh", "felled", "");
    let desk = Desk::new();
    let mut store = desk.store();
    let revisions = revisions(&mut *store);
    let pid = Arc::new(Mutex::new(own.pid()));
    let felled = pid.clone();
    let (address, credentials) = (own.address.clone(), own.credentials.clone());
    let ways = Ways::new(&*store, revisions, &address, &credentials, move || kill("-9", &felled.lock().unwrap()));
    let mut restart = move || {
        own.restart("");
        *pid.lock().unwrap() = own.pid();
    };
    let (mut random, mut hits) = (Random::new(9), Hits::default());
    for at in 0..4 {
        ways.cut_push(at, random.below(ways.whole.0), &mut restart, &mut hits);
    }
    for at in 0..2 {
        ways.cut_freeze(at, random.below(ways.whole.1), &mut restart, &mut hits);
    }
    eprintln!("killed with its server: {} of 4 pushes and {} of 2 freezes broke off", hits.pushes, hits.freezes);
    assert!(hits.pushes >= 3 && hits.freezes >= 1, "most kills hit: {hits:?}");
}
