//! Questions of the catalogue, answered from the plain facts of a revision.
//!
//! ```text
//!   records ─▶ facts ─┬─ lookup    nodes and relations by name, id, key
//!                     ├─ counts    by kind
//!                     ├─ walking   who reaches what
//!                     ├─ access    who holds what
//!                     └─ hygiene   what should not be
//! ```
//!
//! Each answers what its file under `questions/` answers; the conformance suite holds them equal.
//! Facts are read as they are told to another store, O(facts of all revisions) a question, but for
//! questions about one node or relation. Nothing is derived.

mod access;
mod counts;
mod facts;
mod hygiene;
mod lookup;
mod meaning;
mod walking;

use std::cmp::Ordering;

use rusqlite::Connection;

use super::fault::Outcome;
use crate::catalogue::{Question, Settled};
use crate::{Cell, StoreError, Table, Watch};
use facts::Facts;

/// The rows of an answer, in any order.
type Rows = Vec<Vec<Cell>>;

/// Ask.
pub(super) fn ask(
    db: &Connection,
    revision: u32,
    question: &Question,
    settled: &Settled,
    watch: &dyn Watch,
) -> Outcome<Table> {
    let facts = |properties: &str| Facts::read(db, revision, settled.texts(properties), watch);
    let plain = || facts("");
    let mut rows = match &*question.id {
        "node" => lookup::node(db, revision, settled)?,
        "statements" => lookup::statements(db, revision, settled)?,
        "relation" => lookup::relation(db, revision, settled)?,
        "search" => lookup::search(&plain()?, settled),
        "by-id" => lookup::by_id(&plain()?, settled),
        "relations-of" => lookup::relations_of(&plain()?, settled),
        "neighbourhood" => counts::neighbourhood(&plain()?, settled),
        "node-kinds" => counts::node_kinds(&plain()?),
        "relation-kinds" => counts::relation_kinds(&plain()?),
        "joined-kinds" => counts::joined_kinds(&plain()?),
        "hubs" => counts::hubs(&plain()?),
        "who-can-reach" => walking::who_can_reach(&plain()?, settled, watch)?,
        "what-it-reaches" => walking::what_it_reaches(&plain()?, settled, watch)?,
        "exposure" => walking::exposure(&plain()?, settled, watch)?,
        "shortest-path" => walking::shortest_path(&plain()?, settled, watch)?,
        "all-shortest-paths" => walking::all_shortest_paths(&plain()?, settled, watch)?,
        "effective-entitlements" => access::effective_entitlements(&plain()?, settled, watch)?,
        "who-holds" => access::who_holds(&plain()?, settled, watch)?,
        "orphan-entitlements" => access::orphan_entitlements(&plain()?, settled),
        "single-holder" => access::single_holder(&plain()?, settled),
        "shared-credentials" => access::shared_credentials(&plain()?, settled),
        "disabled-with-access" => access::disabled_with_access(&plain()?, settled),
        "without-group" => access::without_group(&plain()?, settled),
        "direct-grants" => access::direct_grants(&plain()?, settled),
        "placeholders" => hygiene::placeholders(&plain()?),
        "unrelated" => hygiene::unrelated(&plain()?),
        "ownerless" => hygiene::ownerless(&facts("owner_properties")?, settled),
        "dormant" => hygiene::dormant(&facts("last_use")?, settled),
        "old-credentials" => hygiene::old_credentials(&facts("renewed")?, settled),
        other => {
            let what = format!("a workspace file does not answer the question {other:?}").into();
            return Err(StoreError::Question { what, remedy: "`atlas ask` lists the questions".into() }.into());
        }
    };
    order(&mut rows, question);
    if question.parameter("limit").is_some() {
        rows.truncate(settled.count("limit"));
    }
    Ok(Table { columns: question.columns.iter().map(|c| c.name.clone()).collect(), rows })
}

/// Into the order that the header states.
fn order(rows: &mut Rows, question: &Question) {
    let by: Vec<(usize, bool)> = question
        .order
        .iter()
        .filter_map(|o| Some((question.columns.iter().position(|c| c.name == o.column)?, o.descending)))
        .collect();
    rows.sort_by(|a, b| {
        by.iter()
            .map(|&(at, descending)| {
                let ordering = compare(&a[at], &b[at]);
                if descending { ordering.reverse() } else { ordering }
            })
            .find(|o| *o != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    });
}

/// Null before everything; texts by their letters' numbers.
fn compare(a: &Cell, b: &Cell) -> Ordering {
    match (a, b) {
        (Cell::Null, Cell::Null) => Ordering::Equal,
        (Cell::Null, _) => Ordering::Less,
        (_, Cell::Null) => Ordering::Greater,
        (Cell::Bool(a), Cell::Bool(b)) => a.cmp(b),
        (Cell::Integer(a), Cell::Integer(b)) => a.cmp(b),
        (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

fn perhaps(text: Option<&str>) -> Cell {
    text.map_or(Cell::Null, |t| Cell::Text(t.into()))
}

fn texts<T: AsRef<str>>(texts: &[T]) -> Cell {
    Cell::List(texts.iter().map(|t| text(t.as_ref())).collect())
}

fn count(n: usize) -> Cell {
    Cell::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

fn flag(flag: Option<bool>) -> Cell {
    flag.map_or(Cell::Null, Cell::Bool)
}
