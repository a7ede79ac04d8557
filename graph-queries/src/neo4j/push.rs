//! Push: a revision of any store into the database, whatever stands there.
//!
//! ```text
//!   mark ─▶ what stands (key, stamp) ─▶ tell the revision ─▶ delete what it lost ─▶ count ─▶ revision in force
//!                                         equal stamp: kept
//!                                         else: nodes made or rewritten, relations made
//! ```
//!
//! A relation is never changed: one with another stamp is another relation. So a push that was cut
//! off at any moment is continued by the next one from what stands, and nothing is written twice.
//! Every batch is one transaction that first looks whether the mark is still ours.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use atlas_model::Section;
use neo4rs::{BoltList, BoltType, Query, Row};

use super::fault::remote;
use super::link::{Link, Sent, bolt};
use super::said::{self, damaged};
use super::standing::Standing;
use super::state::{self, State, taken_over};
use super::words::{Words, row};
use super::{rows, schema};
use crate::embedded::digest::Digest;
use crate::records::{NodeFacts, RecordSink, RelationFacts};
use crate::{Store, StoreError, Watch};

/// Rows of one transaction; it bounds the memory at both ends and what a cut undoes.
const BATCH: usize = 5_000;

/// Batches on their way at once. The server takes one after the other, since each locks the mark; while
/// it writes one, the next one has travelled and waits for its turn there.
const ON_THE_WAY: usize = 2;

/// What a push did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pushed {
    /// Id of the revision, which is now in force there.
    pub revision: Box<str>,
    /// Whether everything stood there already.
    pub unchanged: bool,
    /// Nodes made.
    pub nodes_made: u64,
    /// Nodes written anew.
    pub nodes_rewritten: u64,
    /// Nodes taken away.
    pub nodes_gone: u64,
    /// Relations made.
    pub relations_made: u64,
    /// Relations taken away.
    pub relations_gone: u64,
}

/// Push a revision.
pub(super) fn push(link: &Link, store: &dyn Store, number: u32, watch: &dyn Watch) -> Result<Pushed, StoreError> {
    let mut state = State::of(store, number)?;
    let id = state.revision.as_ref().map(|r| r.id.clone()).unwrap_or_default();
    let before = State::read(link)?;
    if let Some(before) = &before
        && !before.loading
        && (&before.revision, &before.issues) == (&state.revision, &state.issues)
        && before.totals == state::totals(link)?
    {
        return Ok(Pushed { revision: id, unchanged: true, ..Pushed::default() });
    }
    watch.progress("looking at what stands", 0.0);
    schema::ensure(link)?;
    let token = token();
    state::begin(link, &token)?;
    let stands = before.as_ref().and_then(|b| b.revision.as_ref());
    let about = stands.map_or((0, 0), |r| (r.nodes as usize, r.relations as usize));
    let standing = Standing::read(link, about, watch)?;
    let mut load = Load {
        link,
        watch,
        token,
        standing,
        done: Pushed { revision: id, ..Pushed::default() },
        words: Words::new(rows::lists(link)?),
        numbers: Vec::new(),
        keys: Vec::new(),
        making: Vec::new(),
        rewriting: Vec::new(),
        plain: Vec::new(),
        full: Vec::new(),
        sent: VecDeque::new(),
    };
    store.records(number, &mut load, watch)?;
    load.flush_relations()?;
    load.delete()?;
    let Load { token, done, words, .. } = load;
    state.worded = words.worded();
    state.totals = state::totals(link)?;
    let revision = state.revision.as_ref();
    let expected = revision.map_or((0, 0), |r| (i64::from(r.nodes), i64::from(r.relations)));
    // Only where others have something there too it takes a look at each to count ours.
    let (nodes, relations) = if state.totals == expected { expected } else { rows::count_ours(link)? };
    if (nodes, relations) != expected {
        let what = format!(
            "it holds {nodes} nodes and {relations} relations of the {} and {} that were pushed",
            expected.0, expected.1
        );
        return Err(remote(&link.address, what, "push again; where it stays so, something else writes there too"));
    }
    state::finish(link, &token, &state)?;
    Ok(done)
}

/// Unlike any other token, without a generator of random numbers.
fn token() -> String {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
    format!("{now:x}-{:x}-{:x}", std::process::id(), CALLS.fetch_add(1, Ordering::Relaxed))
}

struct Load<'a> {
    link: &'a Link,
    watch: &'a dyn Watch,
    token: String,
    standing: Standing,
    done: Pushed,
    words: Words,
    /// Number of the telling store -> id in the database.
    numbers: Vec<i64>,
    keys: Vec<Digest>,
    making: Vec<BoltType>,
    rewriting: Vec<BoltType>,
    plain: Vec<BoltType>,
    full: Vec<BoltType>,
    /// The batches on their way, in the order in which they were sent.
    sent: VecDeque<(Sent, Awaited)>,
}

/// What a batch answers.
#[derive(Clone, Copy)]
enum Awaited {
    /// The id of each of so many nodes.
    Ids(usize),
    /// How many rows were written.
    Count(usize),
}

const LOCK: &str = "MATCH (s:AtlasState {atlas_key: 'state'}) SET s.atlas_beat = timestamp()
  WITH s WHERE s.atlas_loading = $token UNWIND $rows AS r ";

const MAKE_NODES: &str = "CREATE (n:AtlasNode) SET n = r[2], n:$(r[1]) RETURN [r[0], id(n)] AS x";

const REWRITE_NODES: &str = "MATCH (n:AtlasNode) WHERE id(n) = r[0]
  REMOVE n:$([l IN labels(n) WHERE l <> 'AtlasNode']) SET n = r[2], n:$(r[1]) RETURN count(*) AS done";

const MAKE_PLAIN: &str = "MATCH (a) WHERE id(a) = r[0] MATCH (b) WHERE id(b) = r[1]
  CREATE (a)-[:$(r[2]) {atlas_stamp: r[3], atlas_evidence: r[4], atlas_level: r[5], atlas_traversable: r[6]}]->(b)
  RETURN count(*) AS done";

const MAKE_FULL: &str = "MATCH (a) WHERE id(a) = r[0] MATCH (b) WHERE id(b) = r[1]
  CREATE (a)-[x:$(r[2])]->(b) SET x = r[3] RETURN count(*) AS done";

impl Load<'_> {
    fn query(&self, statement: &'static str, rows: Vec<BoltType>) -> Query {
        Query::new(format!("{LOCK}{statement}"))
            .param("token", self.token.as_str())
            .param("rows", BoltType::List(BoltList { value: rows }))
    }

    /// Wait for all batches on their way.
    fn settle(&mut self) -> Result<(), StoreError> {
        self.settle_but(0)
    }

    /// Wait until at most so many batches are on their way.
    fn settle_but(&mut self, most: usize) -> Result<(), StoreError> {
        while self.sent.len() > most
            && let Some((sent, awaited)) = self.sent.pop_front()
        {
            let answer = self.link.wait(sent)?;
            match awaited {
                Awaited::Count(rows) => self.expect(&answer, rows)?,
                Awaited::Ids(rows) => self.take_ids(&answer, rows)?,
            }
        }
        Ok(())
    }

    fn take_ids(&mut self, answer: &[Row], rows: usize) -> Result<(), StoreError> {
        if answer.len() != rows {
            return Err(taken_over(self.link));
        }
        for row in answer {
            let [number, id] = row.get::<[i64; 2]>("x").map_err(|e| damaged(e.to_string()))?;
            if let Some(slot) = usize::try_from(number).ok().and_then(|n| self.numbers.get_mut(n)) {
                *slot = id;
            }
        }
        Ok(())
    }

    /// Every row must have been written; where none was, the mark is another's.
    fn expect(&self, answer: &[Row], rows: usize) -> Result<(), StoreError> {
        let done: i64 = answer.first().and_then(|r| r.get("done").ok()).unwrap_or(0);
        match usize::try_from(done).unwrap_or(0) {
            done if done == rows => Ok(()),
            0 => Err(taken_over(self.link)),
            _ => Err(remote(&self.link.address, "nodes were deleted while they were being joined", "push again")),
        }
    }

    /// Send a batch; it travels while the next one is built. None must depend on another on its way.
    fn send(&mut self, statement: &'static str, rows: Vec<BoltType>) -> Result<(), StoreError> {
        let awaited = match statement {
            MAKE_NODES => Awaited::Ids(rows.len()),
            _ => Awaited::Count(rows.len()),
        };
        if self.watch.cancelled() {
            self.settle()?;
            return Err(self.cancelled());
        }
        let query = self.query(statement, rows);
        self.settle_but(ON_THE_WAY - 1)?;
        self.sent.push_back((self.link.send(query)?, awaited));
        Ok(())
    }

    fn cancelled(&self) -> StoreError {
        StoreError::Cancelled
    }

    fn flush_nodes(&mut self) -> Result<(), StoreError> {
        self.done.nodes_made += self.making.len() as u64;
        self.done.nodes_rewritten += self.rewriting.len() as u64;
        for (statement, anew) in [(MAKE_NODES, false), (REWRITE_NODES, true)] {
            let rows = std::mem::take(if anew { &mut self.rewriting } else { &mut self.making });
            if !rows.is_empty() {
                self.send(statement, rows)?;
            }
        }
        Ok(())
    }

    /// Lists first: whoever reads evidence must find what it names.
    fn flush_relations(&mut self) -> Result<(), StoreError> {
        self.flush_nodes()?;
        self.settle()?;
        self.write_lists()?;
        for (statement, full) in [(MAKE_PLAIN, false), (MAKE_FULL, true)] {
            let rows = std::mem::take(if full { &mut self.full } else { &mut self.plain });
            if !rows.is_empty() {
                self.send(statement, rows)?;
            }
        }
        self.settle()
    }

    fn write_lists(&mut self) -> Result<(), StoreError> {
        let rows: Vec<BoltType> = self
            .words
            .take_new_lists()
            .into_iter()
            .map(|(number, (source, file, section))| {
                row([bolt(i64::from(number)), bolt(&*source), bolt(&*file), bolt(section.word())])
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let count = rows.len();
        let make =
            "CREATE (:AtlasList {number: r[0], source: r[1], file: r[2], section: r[3]}) RETURN count(*) AS done";
        let answer = self.link.write(self.query(make, rows))?;
        self.expect(&answer, count)
    }

    /// Take away what stands and was not told.
    fn delete(&mut self) -> Result<(), StoreError> {
        let relations = std::mem::take(&mut self.standing.relations);
        let mut relations: Vec<i64> = relations.into_values().collect();
        relations.sort_unstable();
        let mut nodes: Vec<i64> = self.standing.nodes.drain().map(|(_, (id, _))| id).collect();
        nodes.sort_unstable();
        self.done.relations_gone = relations.len() as u64;
        self.done.nodes_gone = nodes.len() as u64;
        relations.append(&mut self.standing.doubled);
        for (statement, ids) in [
            ("MATCH ()-[x]->() WHERE id(x) = r DELETE x RETURN count(*) AS done", relations),
            ("MATCH (n:AtlasNode) WHERE id(n) = r DETACH DELETE n RETURN count(*) AS done", nodes),
        ] {
            for part in ids.chunks(BATCH) {
                self.send(statement, part.iter().map(|&id| bolt(id)).collect())?;
            }
            self.settle()?;
        }
        Ok(())
    }
}

impl RecordSink for Load<'_> {
    fn source(&mut self, number: u32, name: &str, _: &str) -> Result<(), StoreError> {
        self.words.source(number, name);
        Ok(())
    }

    fn list(&mut self, number: u32, file: &str, section: Section) -> Result<(), StoreError> {
        self.words.list(number, file, section);
        Ok(())
    }

    fn node(&mut self, node: NodeFacts) -> Result<(), StoreError> {
        if let Some(bytes) = schema::too_long(&node.namespace, &node.id) {
            let start: String = node.id.chars().take(40).collect();
            let what = format!(
                "the id of a node, which begins with {start:?}, is {bytes} bytes long; Neo4j cannot look it up"
            );
            return Err(remote(&self.link.address, what, "shorten it in the file, then push again"));
        }
        let at = node.number as usize;
        if self.numbers.len() <= at {
            self.numbers.resize((at + 1).max(self.numbers.len() * 2), -1);
            self.keys.resize(self.numbers.len(), 0);
        }
        let key = said::key_digest(&node.namespace, &node.id);
        self.keys[at] = key;
        let (stamp, texts) = self.words.stamp_node(&node, key)?;
        let standing = self.standing.nodes.remove(&key);
        if let Some((id, stands)) = standing {
            self.numbers[at] = id;
            if stands == stamp {
                return Ok(());
            }
            let (labels, properties) = self.words.node(&node, stamp, texts)?;
            self.rewriting.push(row([bolt(id), labels, properties]));
        } else {
            let (labels, properties) = self.words.node(&node, stamp, texts)?;
            self.making.push(row([bolt(i64::from(node.number)), labels, properties]));
        }
        if self.making.len().max(self.rewriting.len()) >= BATCH { self.flush_nodes() } else { Ok(()) }
    }

    fn relation(&mut self, relation: RelationFacts) -> Result<(), StoreError> {
        if !self.making.is_empty() || !self.rewriting.is_empty() {
            self.flush_nodes()?;
        }
        if self.sent.iter().any(|(_, awaited)| matches!(awaited, Awaited::Ids(_))) {
            self.settle()?;
        }
        let ends = [relation.from, relation.to].map(|n| self.keys.get(n as usize).copied().unwrap_or(0));
        let stamp = self.words.stamp_relation(&relation, ends)?;
        if self.standing.relations.remove(&stamp).is_some() {
            return Ok(());
        }
        let ids = [relation.from, relation.to].map(|n| self.numbers.get(n as usize).copied().filter(|&id| id >= 0));
        let [Some(from), Some(to)] = ids else { return Err(damaged("an end of a relation is missing")) };
        let (full, row) = self.words.relation(&relation, [from, to], stamp)?;
        self.done.relations_made += 1;
        let rows = if full { &mut self.full } else { &mut self.plain };
        rows.push(row);
        if rows.len() < BATCH {
            return Ok(());
        }
        let rows = std::mem::take(rows);
        self.write_lists()?;
        self.send(if full { MAKE_FULL } else { MAKE_PLAIN }, rows)
    }
}
