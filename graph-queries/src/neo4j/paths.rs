//! Shortest ways, found by the database.
//!
//! Which relations are walked depends on kind and level, and levels are free text that nobody has
//! listed. So the database walks every kind that may be walked at some level; each way that comes
//! back is judged here, what it must not use is named, and the question is put again, until every
//! way may be walked. The last answer is then the shortest ways over what may be walked.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use atlas_model::{NodeKey, SeenKinds, glob_matches};
use neo4rs::{BoltList, BoltType, Query};

use super::link::{Link, bolt};
use super::rows::{Filling, NODE_COLUMNS, unreadable};
use super::said::damaged;
use super::schema::read_key;
use super::scope::{between, middles};
use super::{fault, words};
use crate::paths::{MOST_STEPS, PathEnds, PathSearch, PathsFound};
use crate::{StoreError, Watch};

/// Starts or targets of one question.
const MOST_ENDS: usize = 10_000;

const ENDS: &str = "MATCH (n:AtlasNode) WHERE n.atlas_stamp IS NOT NULL
  AND all(kind IN $kinds WHERE any(own IN n.atlas_kinds WHERE toLower(own) = kind))
  AND all(name IN $names WHERE coalesce(n.atlas_name, n.atlas_id) =~ name)
  RETURN id(n) AS id, n.atlas_key AS key, coalesce(n.atlas_name, n.atlas_id) AS name LIMIT $most";

/// The same, found by their ids.
const ENDS_BY_ID: &str = "MATCH (n:AtlasNode) WHERE id(n) IN $ids AND n.atlas_stamp IS NOT NULL
  AND all(kind IN $kinds WHERE any(own IN n.atlas_kinds WHERE toLower(own) = kind))
  AND all(name IN $names WHERE coalesce(n.atlas_name, n.atlas_id) =~ name)
  RETURN id(n) AS id, n.atlas_key AS key, coalesce(n.atlas_name, n.atlas_id) AS name LIMIT $most";

/// The nodes of the ways, and those that share an id with one: ids are then written as in the whole graph.
const NAMED: &str = "MATCH (n:AtlasNode) WHERE id(n) IN $ids WITH collect(DISTINCT n.atlas_id) AS names
  UNWIND names AS name MATCH (n:AtlasNode {atlas_id: name}) WHERE n.atlas_stamp IS NOT NULL";

const TRIPLES: &str = "MATCH (a:AtlasNode)-[r]->(b:AtlasNode) WHERE r.atlas_stamp IS NOT NULL
  RETURN coalesce(a.atlas_kinds[0], '') AS from, coalesce(r.atlas_kind, type(r)) AS kind,
    coalesce(b.atlas_kinds[0], '') AS to, count(*) AS n";

/// One step that may be walked. Null is written as a text, since nothing equals null in Cypher.
macro_rules! step {
    () => {
        "((x)-[r]->(y) WHERE r.atlas_stamp IS NOT NULL
          AND (coalesce(r.atlas_kind, type(r)) IN $kinds
               OR (r.atlas_traversable AND NOT coalesce(r.atlas_kind, type(r)) IN $never))
          AND NOT [coalesce(r.atlas_kind, type(r)), coalesce('=' + r.atlas_level, ''),
                   coalesce(toString(r.atlas_traversable), '')] IN $closed)"
    };
}

/// The question for a number of steps, which cannot be a parameter: one text for each.
macro_rules! questions {
    ($($steps:literal)*) => { [$(concat!(
        "UNWIND $from AS start MATCH (a:AtlasNode) WHERE id(a) = start
         CALL (a) {
           MATCH near = ANY SHORTEST (a)", step!(), "{1,", $steps, "}(b:AtlasNode WHERE id(b) IN $to)
           RETURN min(length(near)) AS nearest
         }
         WITH a, nearest WHERE nearest IS NOT NULL
         MATCH way = ALL SHORTEST (a)", step!(), "{1,", $steps, "}(b:AtlasNode WHERE id(b) IN $to)
         WHERE length(way) = nearest
         RETURN [n IN nodes(way) | id(n)] AS nodes,
           [r IN relationships(way) | [coalesce(r.atlas_kind, type(r)), r.atlas_level, r.atlas_traversable]] AS steps
         LIMIT $most"
    )),*] };
}

const QUESTIONS: [&str; MOST_STEPS as usize] = questions!(
    1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
);

/// A kind with its level and stated traversability.
type Kind = (String, Option<String>, Option<bool>);

/// Asks until the time is over.
struct Asking<'a> {
    link: &'a Link,
    watch: &'a dyn Watch,
    began: Instant,
    time: Duration,
}

impl Asking<'_> {
    fn read(&self, query: Query, each: impl FnMut(neo4rs::Row) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let over = || StoreError::OutOfTime {
            address: self.link.address.to_string().into(),
            seconds: self.time.as_secs_f32(),
        };
        let left = self.time.checked_sub(self.began.elapsed()).ok_or_else(over)?;
        let outcome = self.link.read_within(query, Some(left), self.watch, each);
        match outcome {
            // The server says so in its own words, or the wait was given up here.
            Err(StoreError::Remote { .. }) if self.began.elapsed() >= self.time => Err(over()),
            other => other,
        }
    }
}

/// Find the ways. In memory O(ways looked at).
pub(super) fn find(link: &Link, search: &PathSearch<'_>, watch: &dyn Watch) -> Result<PathsFound, StoreError> {
    let asking = Asking { link, watch, began: Instant::now(), time: search.time };
    let (from, to) = (ends(&asking, search.from)?, ends(&asking, search.to)?);
    let starts: Vec<i64> = from.keys().filter(|id| !to.contains_key(id)).copied().collect();
    let goals: Vec<i64> = to.keys().copied().collect();
    let steps = search.max_steps.clamp(1, MOST_STEPS) as usize;
    let mut closed: BTreeSet<Kind> = BTreeSet::new();
    let (on_ways, more) = loop {
        let mut on_ways: BTreeSet<i64> = from.keys().chain(&goals).copied().collect();
        let (mut met, mut ways) = (BTreeSet::new(), 0);
        let query = question(QUESTIONS[steps - 1])
            .param("from", starts.clone())
            .param("to", goals.clone())
            .param("kinds", texts(search.kinds))
            .param("never", texts(search.never))
            .param("closed", BoltType::List(closed.iter().map(written).collect::<BoltList>()))
            .param("most", i64::from(search.limit) + 1);
        asking.read(query, |row| {
            ways += 1;
            if ways <= search.limit {
                on_ways.extend(row.get::<Vec<i64>>("nodes").map_err(|e| unreadable(&e))?);
            }
            met.extend(row.get::<Vec<Kind>>("steps").map_err(|e| unreadable(&e))?);
            Ok(())
        })?;
        let before = closed.len();
        closed.extend(met.into_iter().filter(|(k, l, t)| !(search.takes)(k, l.as_deref(), *t)));
        if closed.len() == before {
            break (on_ways, ways > search.limit);
        }
    };
    let mut filling = Filling::with_capacity(0, 0);
    let ids: Vec<i64> = on_ways.into_iter().collect();
    asking.read(Query::new(format!("{NAMED} RETURN {NODE_COLUMNS}")).param("ids", ids), |row| filling.node(&row))?;
    let builder = between(link, filling, watch)?.builder;
    Ok(PathsFound { builder, from: from.into_values().collect(), to: to.into_values().collect(), more })
}

fn question(text: &'static str) -> Query {
    Query::new(text.into())
}

/// Every first kind, relation kind and first kind with how often. O(relations), by looking at each.
pub(super) fn seen(link: &Link, time: Duration, watch: &dyn Watch) -> Result<SeenKinds, StoreError> {
    let asking = Asking { link, watch, began: Instant::now(), time };
    let mut seen = SeenKinds::default();
    asking.read(Query::new(TRIPLES.into()), |row| {
        let text = |name: &str| row.get::<String>(name).map(String::into_boxed_str).map_err(|e| unreadable(&e));
        let triple = (text("from")?, text("kind")?, text("to")?);
        seen.triples.insert(triple, row.get("n").map_err(|e| unreadable(&e))?);
        Ok(())
    })?;
    Ok(seen)
}

/// The nodes that any of the ends names, by their number in the database.
fn ends(asking: &Asking<'_>, ends: &[PathEnds]) -> Result<BTreeMap<i64, NodeKey>, StoreError> {
    let mut found = BTreeMap::new();
    for end in ends {
        let mut ids = Vec::new();
        for id in &end.ids {
            let named = middles(asking.link, id)?;
            if named.is_empty() {
                return Err(StoreError::NoNode { id: id.clone() });
            }
            ids.extend(named);
        }
        let query = question(if end.ids.is_empty() { ENDS } else { ENDS_BY_ID })
            .param("ids", ids)
            .param("kinds", end.kinds.iter().map(|k| k.to_lowercase()).collect::<Vec<_>>())
            .param("names", end.names.iter().map(|n| pattern(n)).collect::<Vec<_>>())
            .param("most", i64::try_from(MOST_ENDS + 1).unwrap_or(i64::MAX));
        asking.read(query, |row| {
            let name: &str = row.get("name").map_err(|e| unreadable(&e))?;
            // The server's letters without case are not all of ours.
            if end.names.iter().all(|glob| glob_matches(glob, name)) {
                let key: &str = row.get("key").map_err(|e| unreadable(&e))?;
                let (namespace, id) = read_key(key).ok_or_else(|| damaged(format!("the key {key:?} does not read")))?;
                let key = NodeKey { namespace: namespace.into(), id: id.into() };
                found.insert(row.get("id").map_err(|e| unreadable(&e))?, key);
            }
            Ok(())
        })?;
        if found.len() > MOST_ENDS {
            let what = format!("the question names more than {MOST_ENDS} starts or targets");
            return Err(fault::remote(
                &asking.link.address,
                what,
                "name fewer of them, or look at a part with a scope",
            ));
        }
    }
    Ok(found)
}

/// A glob as a regular expression of the server: letters and digits mean themselves, all else but the
/// two signs of a glob is escaped.
fn pattern(glob: &str) -> String {
    let mut text = String::from("(?isu)");
    for c in glob.chars() {
        match c {
            '*' => text.push_str(".*"),
            '?' => text.push('.'),
            c if c.is_alphanumeric() || !c.is_ascii() => text.push(c),
            c => text.extend(['\\', c]),
        }
    }
    text
}

fn texts(of: &[Box<str>]) -> Vec<String> {
    of.iter().map(|t| t.to_string()).collect()
}

/// A kind as `step!` compares it.
fn written((kind, level, traversable): &Kind) -> BoltType {
    let level = level.as_ref().map(|l| format!("={l}")).unwrap_or_default();
    let stated = traversable.map(|t| t.to_string()).unwrap_or_default();
    words::row([bolt(kind.as_str()), bolt(level), bolt(stated)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_is_no_regular_expression_of_its_own() {
        assert_eq!(pattern("a.b*"), "(?isu)a\\.b.*");
        assert_eq!(pattern("\\E(?{x})"), "(?isu)\\\\E\\(.\\{x\\}\\)", "nothing of it is a sign of an expression");
    }

    #[test]
    fn questions_are_in_the_order_of_their_steps() {
        for (at, text) in QUESTIONS.iter().enumerate() {
            assert_eq!(text.matches(&format!("{{1,{}}}", at + 1)).count(), 2, "{text}");
        }
    }
}
