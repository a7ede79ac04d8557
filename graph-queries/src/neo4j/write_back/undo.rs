//! Takes every property of ours away, whichever version wrote it.

use std::collections::BTreeSet;

use neo4rs::{BoltList, BoltMap, BoltNull, BoltType, Query};

use super::PREFIX;
use super::write::send;
use crate::neo4j::link::{Link, bolt};
use crate::neo4j::rows::unreadable;
use crate::{StoreError, Watch};

/// What an undo did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Nodes that no longer carry properties of ours.
    pub nodes: u64,
    /// Relations that no longer do.
    pub relations: u64,
}

pub(super) fn undo(link: &Link, watch: &dyn Watch) -> Result<Undone, StoreError> {
    let mut undone = Undone::default();
    let ways = [("nodes", "(x)", &mut undone.nodes), ("relations", "()-[x]->()", &mut undone.relations)];
    for (phase, what, count) in ways {
        let found = format!(
            "MATCH {what} WHERE any(k IN keys(x) WHERE k STARTS WITH $prefix)
             RETURN id(x) AS number, [k IN keys(x) WHERE k STARTS WITH $prefix] AS names"
        );
        let set = format!("UNWIND $rows AS row MATCH {what} WHERE id(x) = row[0] SET x += row[1] RETURN count(x) AS n");
        send(link, &set, rows(link, &found, watch)?, watch, phase, count)?;
    }
    Ok(undone)
}

/// Rows of number and what to set to nothing. A node that meanwhile took the number of another loses
/// nothing by it: the names are ours.
fn rows(link: &Link, query: &str, watch: &dyn Watch) -> Result<Vec<BoltType>, StoreError> {
    let mut found: BTreeSet<(i64, Vec<String>)> = BTreeSet::new();
    link.read(Query::new(query.into()).param("prefix", PREFIX), watch, |row| {
        let mut names: Vec<String> = row.get("names").map_err(|e| unreadable(&e))?;
        names.sort_unstable();
        found.insert((row.get("number").map_err(|e| unreadable(&e))?, names));
        Ok(())
    })?;
    let each = |(number, names): (i64, Vec<String>)| {
        let mut nothing = BoltMap::new();
        for name in names {
            nothing.put(name.as_str().into(), BoltType::Null(BoltNull));
        }
        BoltType::List(BoltList { value: vec![bolt(number), BoltType::Map(nothing)] })
    };
    Ok(found.into_iter().map(each).collect())
}
