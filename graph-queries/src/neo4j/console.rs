//! The console: a question in Cypher as somebody writes it, which reads and never writes.
//!
//! ```text
//!   Question ──▶ one auto-commit transaction, access mode "read" (the server refuses writes),
//!                with a limit of time that the server keeps ──▶ rows, up to a limit ──▶ Told
//! ```
//!
//! A question that is stopped, by a person or because enough rows are there, is ended in the server
//! too: it carries a mark by which another connection finds its transaction.

use std::time::{Duration, Instant};

use neo4rs::{BoltMap, BoltType, Error, Graph, Query};

use super::cells::{cell, parameter};
use super::columns::{in_order, returned};
use super::fault::{Stage, remote, translate};
use super::link::{Link, bolt};
use super::waiting::{GRACE, Stop, attend, limited};
use crate::{Cell, StoreError, Table, Watch};

/// Rows that are counted after the last one that is kept.
const COUNTED: usize = 10_000;
/// Bytes of the rows that are kept, about.
const KEPT: usize = 32 << 20;
/// The property of a transaction that holds the mark.
const MARK: &str = "atlas_console";

/// A question and its limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Question<'a> {
    /// Cypher.
    pub text: &'a str,
    /// Values of its `$names`.
    pub parameters: &'a [(Box<str>, Cell)],
    /// Most rows to keep.
    pub rows: usize,
    /// Longest time it may take.
    pub time: Duration,
}

/// What a question was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The rows that are kept.
    pub table: Table,
    /// Rows in the answer.
    pub counted: usize,
    /// Whether `counted` is all of them; else there are more.
    pub whole: bool,
    /// How long it took, with the way.
    pub elapsed: Duration,
}

/// Ask. O(rows kept) of memory.
pub(super) fn ask(link: &Link, question: &Question<'_>, watch: &dyn Watch) -> Result<Told, StoreError> {
    let began = Instant::now();
    let mark = mark();
    let query = query(question, &mark);
    let graph = link.graph()?;
    let latest = began + question.time + GRACE;
    let outcome = link.wait_for(attend(read(&graph, query, question), Some(latest), watch))?;
    if !matches!(outcome, Ok(Told { whole: true, .. })) {
        // Ended already, or out of reach: either way there is nothing left to end.
        let _ = link.wait_for(end(&graph, &mark));
    }
    match outcome {
        Ok(told) => Ok(Told { elapsed: began.elapsed(), ..told }),
        Err(Stop::Cancelled) => Err(StoreError::Cancelled),
        Err(Stop::Late) => Err(late(link, question)),
        Err(Stop::Failed(error)) => Err(refused(link, question, &error)),
    }
}

/// A text that no other question carries.
fn mark() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}-{}", std::process::id(), since.as_nanos(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn query(question: &Question<'_>, mark: &str) -> Query {
    let mut metadata = BoltMap::new();
    metadata.put(MARK.into(), bolt(mark));
    let parameters = question.parameters.iter().map(|(name, value)| (&**name, parameter(value)));
    let query = Query::new(question.text.to_owned()).params(parameters);
    limited(query, question.time).extra("tx_metadata", BoltType::Map(metadata))
}

async fn read(graph: &Graph, query: Query, question: &Question<'_>) -> Result<Told, Error> {
    let mut stream = graph.execute_read(query).await?;
    let mut table = Table::default();
    let (mut counted, mut bytes) = (0, 0);
    let mut full = false;
    while let Some(row) = stream.next().await? {
        if counted == 0 {
            let names = row.keys().into_iter().map(|k| k.value.as_str().into()).collect();
            table.columns = in_order(question.text, names);
        }
        counted += 1;
        full |= table.rows.len() >= question.rows || bytes > KEPT;
        if !full {
            let value = |name: &str| row.get::<BoltType>(name).map(|v| cell(&v)).unwrap_or(Cell::Null);
            let cells: Vec<Cell> = table.columns.iter().map(|name| value(name)).collect();
            bytes += cells.iter().map(weight).sum::<usize>();
            table.rows.push(cells);
        } else if counted >= table.rows.len() + COUNTED {
            return Ok(Told { table, counted, whole: false, elapsed: Duration::ZERO });
        }
    }
    if counted == 0 {
        table.columns = returned(question.text).into_iter().map(Into::into).collect();
    }
    Ok(Told { table, counted, whole: true, elapsed: Duration::ZERO })
}

/// Bytes of a cell, about.
fn weight(cell: &Cell) -> usize {
    let named = |list: &[(Box<str>, Cell)]| list.iter().map(|(name, value)| name.len() + 16 + weight(value)).sum();
    let inside: usize = match cell {
        Cell::Text(text) => text.len(),
        Cell::List(list) => list.iter().map(weight).sum(),
        Cell::Map(map) => named(map),
        Cell::Node { labels, properties, .. } => labels.iter().map(|l| l.len() + 16).sum::<usize>() + named(properties),
        Cell::Relation { properties, .. } => named(properties),
        Cell::Null | Cell::Bool(_) | Cell::Integer(_) | Cell::Float(_) => 0,
    };
    inside + size_of::<Cell>()
}

/// End the transaction that carries a mark. Everyone may end their own.
async fn end(graph: &Graph, mark: &str) -> Result<(), Error> {
    let text = format!(
        "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.{MARK} = $mark
         TERMINATE TRANSACTIONS transactionId YIELD message RETURN message"
    );
    let asked = async {
        let mut stream = graph.execute_read(Query::new(text).param("mark", mark)).await?;
        while stream.next().await?.is_some() {}
        Ok(())
    };
    tokio::time::timeout(GRACE, asked).await.unwrap_or(Err(Error::ConnectionTimedOut))
}

/// Why a question was ended.
fn late(link: &Link, question: &Question<'_>) -> StoreError {
    let what = format!("stopped after {} seconds, the limit of this question", question.time.as_secs());
    remote(&link.address, what, "narrow it (a label, a shorter pattern, a LIMIT), or give it more time")
}

/// Why there is no answer, for somebody who wrote the question.
fn refused(link: &Link, question: &Question<'_>, error: &Error) -> StoreError {
    let address = &link.address;
    let said = match error {
        Error::Neo4j(said) => said,
        Error::ConnectionTimedOut => return late(link, question),
        other => return translate(address, Stage::Working, other),
    };
    let code = said.code().strip_prefix("Neo.").unwrap_or(said.code());
    let message = said.message().lines().next().unwrap_or_default().trim_end_matches('.');
    if code == "ClientError.Statement.AccessMode" {
        let what = "the console only reads, and this would write; the server refused it and nothing was changed";
        return remote(address, what, "ask with MATCH and RETURN, and change data by importing and pushing it");
    }
    if code.contains("TransactionTimedOut") || code.contains("Terminated") {
        return late(link, question);
    }
    if code == "ClientError.Statement.ParameterMissing" {
        return remote(address, message, "give each $name of the question a value");
    }
    if code.starts_with("ClientError.Statement.") || code.starts_with("ClientError.Procedure.") {
        return remote(address, format!("the server cannot run this: {message}"), "correct the question");
    }
    translate(address, Stage::Working, error)
}
