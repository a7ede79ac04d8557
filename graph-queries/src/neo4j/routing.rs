//! `neo4j://`: which server of a cluster writes the database, as the server that is named says.
//!
//! All questions go to that one server too, so that each sees what was written before it. The
//! driver's own routing is not used: it carries no bookmarks, so that a follower may answer without
//! what was just written, and it hides why a routing table cannot be had.

use neo4rs::{Error, Graph, Query};
use serde::Deserialize;

use super::address::Address;
use super::fault::remote;
use crate::StoreError;

/// `address` is how the server is reached from here: one that stands alone answers with it, also
/// behind a tunnel or another name.
const TABLE: &str = "CALL dbms.routing.getRoutingTable({address: $address}, $database) YIELD servers RETURN servers";

/// Servers of one role.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Role {
    addresses: Vec<String>,
    role: String,
}

/// Who writes a database.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Writer {
    /// The server that is named.
    Here,
    /// Another one.
    There(Address),
    /// No one at the moment.
    Nobody,
}

/// The routing table.
pub(super) async fn ask(graph: &Graph, address: &Address) -> Result<Vec<Role>, Error> {
    let query =
        Query::new(TABLE.into()).param("address", address.place()).param("database", address.database.as_deref());
    let mut stream = graph.execute_read(query).await?;
    let mut table = Vec::new();
    while let Some(row) = stream.next().await? {
        table = row.get("servers")?;
    }
    Ok(table)
}

/// The first writer of the table that can be read as an address. A table of one server only means
/// the server that is named, whatever it calls itself.
pub(super) fn writer(address: &Address, table: &[Role]) -> Writer {
    let mut places: Vec<&str> = table.iter().flat_map(|r| &r.addresses).map(|a| &**a).collect();
    places.sort_unstable();
    places.dedup();
    if places.len() <= 1 {
        return Writer::Here;
    }
    let writers = table.iter().filter(|r| r.role == "WRITE").flat_map(|r| &r.addresses);
    let mut there = writers.filter_map(|place| address.at(place));
    match there.next() {
        None => Writer::Nobody,
        Some(there) if there == *address => Writer::Here,
        Some(there) => Writer::There(there),
    }
}

/// A cluster that is choosing its leader.
pub(super) fn nobody(address: &Address) -> StoreError {
    let database = address.database_words();
    remote(address, format!("no server of the cluster writes {database} at the moment"), "try again in a minute")
}

/// The writer is known and not to be had.
pub(super) fn out_of_reach(address: &Address, there: &Address, error: &StoreError) -> StoreError {
    let database = address.database_words();
    let why = match error {
        StoreError::Remote { what, .. } => what.to_string(),
        other => other.to_string(),
    };
    remote(
        address,
        format!("the cluster says that {} writes {database}, and that one cannot be used: {why}", there.place()),
        "make the address that it advertises reachable from here, or name a server with bolt:// instead",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(role: &str, addresses: &[&str]) -> Role {
        Role { role: role.into(), addresses: addresses.iter().map(|&a| a.into()).collect() }
    }

    #[test]
    fn the_writer_of_a_cluster_is_used_and_one_server_is_itself_whatever_it_is_called() {
        let named = Address::parse("neo4j://ann@a.corp:7687/graph").unwrap();
        let alone = [role("WRITE", &["inside:7687"]), role("READ", &["inside:7687"]), role("ROUTE", &["inside:7687"])];
        assert_eq!(writer(&named, &alone), Writer::Here, "behind a tunnel");
        assert_eq!(writer(&named, &[]), Writer::Here, "a server without a table");
        let cluster = |leader: &[&str]| [role("WRITE", leader), role("READ", &["a.corp:7687", "b.corp:7687"])];
        assert_eq!(writer(&named, &cluster(&["a.corp:7687"])), Writer::Here);
        assert_eq!(writer(&named, &cluster(&[])), Writer::Nobody);
        let there = Address::parse("neo4j://ann@b.corp:7688/graph").unwrap();
        assert_eq!(writer(&named, &cluster(&["b.corp:7688"])), Writer::There(there), "same user, scheme and database");
    }
}
