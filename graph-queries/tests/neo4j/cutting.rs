//! A way to a server that can be cut, and what must hold after every cut.

use atlas_model::{End, Section};
use graph_queries::neo4j::{Address, Credentials, Neo4j};
use graph_queries::records::{NodeFacts, RelationFacts};
use graph_queries::{RecordSink, Store, StoreError, copy_into};

use crate::proxy::Proxy;
use crate::server::Raw;
use crate::world::{Desk, Telling, frozen, import, stamp};

/// What was cut, and how often it hit.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    pub(crate) pushes: u32,
    pub(crate) freezes: u32,
    pub(crate) pulls: u32,
}

/// Two revisions that differ in most of their nodes and relations.
pub(crate) fn revisions(store: &mut dyn Store) -> [u32; 2] {
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
pub(crate) struct Ways<'a> {
    store: &'a dyn Store,
    revisions: [u32; 2],
    expected: [String; 2],
    proxy: Proxy,
    through: Address,
    direct: Address,
    credentials: Credentials,
    /// Bytes of a whole push, a whole freeze and a whole pull, in both directions.
    pub(crate) whole: (i64, i64, i64),
}

impl<'a> Ways<'a> {
    pub(crate) fn new(
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
            whole: (0, 0, 0),
        };
        let through = ways.open(&ways.through);
        through.push(store, revisions[0], &()).unwrap();
        ways.proxy.passed();
        through.push(store, revisions[1], &()).unwrap();
        let push = ways.proxy.passed();
        through.freeze(revisions[1], &()).unwrap();
        let freeze = ways.proxy.passed();
        through.records(revisions[1], &mut Deaf, &()).unwrap();
        ways.whole = (push, freeze, ways.proxy.passed());
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
    pub(crate) fn cut_push(&self, at: usize, bytes: i64, mend: &mut dyn FnMut(), hits: &mut Hits) {
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
    pub(crate) fn cut_freeze(&self, at: usize, bytes: i64, mend: &mut dyn FnMut(), hits: &mut Hits) {
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

impl Ways<'_> {
    /// Cut a pull somewhere. The workspace must be as it was, and the next pull must bring everything.
    pub(crate) fn cut_pull(&self, at: usize, bytes: i64, hits: &mut Hits) {
        let revision = self.revisions[at % 2];
        let through = self.open(&self.through);
        through.push(self.store, revision, &()).unwrap();
        let desk = Desk::new();
        let mut pulled = desk.store();
        self.proxy.cut_after(bytes);
        let outcome = copy_into(&through, revision, &mut *pulled, &stamp(), &());
        self.proxy.heal();
        if let Err(e) = outcome {
            hits.pulls += 1;
            expect_a_way_out(&e);
            assert!(pulled.revisions().unwrap().is_empty(), "cut {at}: nothing came into the workspace");
            copy_into(&through, revision, &mut *pulled, &stamp(), &()).unwrap();
        }
        assert_eq!(frozen(&*pulled, 1), self.expected[at % 2], "cut {at}: the next pull brings everything");
    }
}

/// Takes records and does nothing with them.
struct Deaf;

impl RecordSink for Deaf {
    fn source(&mut self, _: u32, _: &str, _: &str) -> Result<(), StoreError> {
        Ok(())
    }
    fn list(&mut self, _: u32, _: &str, _: Section) -> Result<(), StoreError> {
        Ok(())
    }
    fn node(&mut self, _: NodeFacts) -> Result<(), StoreError> {
        Ok(())
    }
    fn relation(&mut self, _: RelationFacts) -> Result<(), StoreError> {
        Ok(())
    }
}

/// What somebody reads after a cut.
fn expect_a_way_out(error: &StoreError) {
    let said = error.to_string();
    let cause = ["the connection broke off", "nothing listens on", "about to stop", "is not available"];
    assert!(cause.iter().any(|c| said.contains(c)), "names the cause: {said}");
    assert!(said.contains("try again") || said.contains("start the server"), "says what to do: {said}");
}
