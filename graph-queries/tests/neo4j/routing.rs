//! `neo4j://`: one server that stands alone, and clusters, whose other members are played by scripts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering::Relaxed};

use graph_queries::neo4j::{Address, Neo4j};

use crate::scripted::{Reply, Value, scripted, text};
use crate::server::{Server, server};
use crate::world::{Desk, answers, frozen, world};

fn routed(server: &Server, port: u16) -> Address {
    Address { scheme: "neo4j".into(), port, ..server.address.clone() }
}

/// A routing table as the server sends it.
fn table(roles: &[(&str, &[String])]) -> Reply {
    let roles = roles.iter().map(|(role, addresses)| {
        let addresses = addresses.iter().map(text).collect();
        Value::Map(vec![("addresses", Value::List(addresses)), ("role", text(*role))])
    });
    Reply::Row(vec![("servers", Value::List(roles.collect()))])
}

#[test]
fn a_server_that_stands_alone_is_used_through_neo4j_addresses() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let newest = world(&mut *store);
    let neo4j = Neo4j::open(&routed(&server, server.address.port), &server.credentials, None).unwrap();
    neo4j.push(&*store, newest, &()).unwrap();
    assert_eq!(answers(&neo4j, newest), answers(&*store, newest), "every question, as through bolt://");
}

#[test]
fn the_member_that_writes_is_used_and_looked_for_again_when_it_changes() {
    let Some(server) = server() else { return };
    let desk = Desk::new();
    let mut store = desk.store();
    let newest = world(&mut *store);
    let real = format!("127.0.0.1:{}", server.address.port);
    let (changed, own_port) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU16::new(0)));
    let (leads, own) = (changed.clone(), own_port.clone());
    let writer = real.clone();
    let member = scripted(move |asked| {
        let here = format!("127.0.0.1:{}", own.load(Relaxed));
        match asked {
            _ if asked.contains("getRoutingTable") => {
                let leader = if leads.load(Relaxed) { writer.clone() } else { here.clone() };
                table(&[("WRITE", &[leader]), ("READ", &[here, writer.clone()])])
            }
            _ if asked.contains("dbms.components") => Reply::Row(vec![("version", text("5.26.30"))]),
            _ if asked.starts_with("MERGE (s:AtlasState") => {
                leads.store(true, Relaxed);
                Reply::Failure("Neo.ClientError.Cluster.NotALeader", "No longer possible to write to server.")
            }
            _ => Reply::Row(vec![]),
        }
    });
    own_port.store(member, Relaxed);
    let address = routed(&server, member);

    let neo4j = Neo4j::open(&address, &server.credentials, None).unwrap();
    let said = neo4j.push(&*store, newest, &()).unwrap_err().to_string();
    let cause = format!("another server of the cluster writes {} now; try again", server.database());
    assert!(said.contains(&cause), "a member that lost the lead: {said}");
    neo4j.push(&*store, newest, &()).unwrap();
    assert_eq!(frozen(&neo4j, newest), frozen(&*store, newest), "and the next call has found the one that writes");
    let held = server.cypher("MATCH (s:AtlasState) WHERE s.atlas_loading IS NULL RETURN count(s) AS n");
    assert_eq!(held, [1], "it stands in the real one, whose address was in the table");
    let fresh = Neo4j::open(&address, &server.credentials, None).unwrap();
    assert_eq!(frozen(&fresh, newest), frozen(&*store, newest), "a new connection goes there at once");
}

#[test]
fn a_cluster_that_cannot_be_written_to_says_why() {
    let Some(server) = server() else { return };
    let opened = |roles: &'static [(&'static str, &'static str)]| {
        let member = scripted(move |asked| {
            let roles: Vec<(&str, Vec<String>)> = roles.iter().map(|(r, a)| (*r, vec![(*a).to_owned()])).collect();
            let roles: Vec<(&str, &[String])> = roles.iter().map(|(r, a)| (*r, &**a)).collect();
            if asked.contains("getRoutingTable") { table(&roles) } else { Reply::Row(vec![]) }
        });
        let address = routed(&server, member);
        (address.to_string(), Neo4j::open(&address, &server.credentials, None).unwrap_err().to_string())
    };
    let (address, said) = opened(&[("READ", "127.0.0.1:2"), ("ROUTE", "127.0.0.1:3")]);
    let database = server.database();
    let cause = format!("no server of the cluster writes {database} at the moment; try again in a minute");
    assert_eq!(said, format!("{address}: {cause}"));
    let (address, said) = opened(&[("WRITE", "127.0.0.1:1"), ("READ", "127.0.0.1:2")]);
    let cause = format!(
        "the cluster says that 127.0.0.1:1 writes {database}, and that one cannot be used: \
         nothing listens on 127.0.0.1:1"
    );
    let remedy = "make the address that it advertises reachable from here, or name a server with bolt:// instead";
    assert_eq!(said, format!("{address}: {cause}; {remedy}"));
}
