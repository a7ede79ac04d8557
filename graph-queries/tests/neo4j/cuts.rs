//! A push or a freeze that ends in the middle: cancelled, with the connection cut, with the server killed.

use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use atlas_model::End;
use graph_queries::{Store as _, StoreError, Watch};

use crate::cutting::{Hits, Ways, revisions};
use crate::server::{Own, kill, server};
use crate::world::{Desk, Random, frozen, import};

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
    for at in 0..4 {
        ways.cut_pull(at, random.below(ways.whole.2), &mut hits);
    }
    let Hits { pushes, freezes, pulls } = hits;
    eprintln!("cut by the network: {pushes} of 14 pushes, {freezes} of 8 freezes, {pulls} of 4 pulls broke off");
    assert!(pushes >= 12 && freezes >= 6 && pulls >= 3, "most cuts hit: {hits:?}");
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
