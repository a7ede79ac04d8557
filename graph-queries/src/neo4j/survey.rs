//! [`Survey`]: what answers at an address and what stands in its database, before anything is opened.

use std::time::{Duration, Instant};

use neo4rs::Query;

use super::foreign::{Holder, holder};
use super::link::Link;
use super::said::damaged;
use super::schema;
use super::state::State;
use crate::{Revision, StoreError};

/// Labels of somebody else's database that are named.
const NAMED: usize = 5;

/// The server behind a connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// "5.26.30".
    pub version: Box<str>,
    /// "community", "enterprise".
    pub edition: Box<str>,
    /// Whether it is new enough to hold a graph of ours.
    pub takes_pushes: bool,
    /// What stands in the database.
    pub holds: Holds,
    /// How long one question and its answer take.
    pub latency: Duration,
}

/// What stands in a database.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    /// Nothing.
    Nothing,
    /// A revision of ours.
    Ours(Box<Revision>),
    /// A part of one: a load is under way or broke off.
    Part,
    /// Nodes of a tool whose schema is known.
    Tool {
        /// Its name.
        title: Box<str>,
        /// How many.
        nodes: i64,
    },
    /// Nodes of somebody else.
    Others {
        /// How many.
        nodes: i64,
        /// The first of their labels, sorted.
        labels: Vec<Box<str>>,
    },
}

impl Survey {
    /// A few small questions; none of them looks at a graph.
    pub(super) fn take(link: &Link) -> Result<Self, StoreError> {
        let (version, edition) = schema::server(link)?;
        let began = Instant::now();
        link.rows(Query::new("RETURN 1 AS one".into()))?;
        let latency = began.elapsed();
        Ok(Self {
            takes_pushes: schema::judge_version(&link.address, &version).is_ok(),
            version: version.into(),
            edition: edition.into(),
            holds: holds(link)?,
            latency,
        })
    }
}

fn holds(link: &Link) -> Result<Holds, StoreError> {
    match State::read(link)? {
        Some(state) if state.loading => return Ok(Holds::Part),
        Some(State { revision: Some(revision), .. }) => return Ok(Holds::Ours(Box::new(revision))),
        _ => {}
    }
    // Both are kept by the server; nothing is scanned.
    let rows = link.rows(Query::new("MATCH (n) RETURN count(n) AS nodes".into()))?;
    let nodes: i64 = rows.first().and_then(|r| r.get("nodes").ok()).ok_or_else(|| damaged("nothing is counted"))?;
    if nodes == 0 {
        return Ok(Holds::Nothing);
    }
    if let Holder::Tool(map) = holder(link)? {
        return Ok(Holds::Tool { title: map.title.clone(), nodes });
    }
    let rows = link.rows(Query::new("CALL db.labels() YIELD label RETURN label ORDER BY label LIMIT 100".into()))?;
    let labels = rows.iter().filter_map(|r| r.get::<String>("label").ok()).map(Into::into).take(NAMED).collect();
    Ok(Holds::Others { nodes, labels })
}
