//! The conformance suite of the question catalogue: worlds, questions, and the answers that every store gives.
//!
//! A world is a page under `worlds/`: a story, its facts, and cases with their answers, to be read and
//! checked by hand. `./x bless` (`BLESS=1`) writes the answers anew; then read the diff.
#![allow(clippy::unwrap_used)]

mod drawn;
#[path = "../../../tests/neo4j/found.rs"]
mod found;
mod guards;
mod hostile;
mod page;
mod server;
mod world;

use graph_queries::Store;
use world::{Answer, World};

/// Every case of a world on a store, against what its page says.
fn hold(store: &dyn Store, revision: u32, world: &World, name: &str) {
    let lists = world::lists(store, revision);
    for case in &world.cases {
        let answer = case.ask(store, revision, &lists);
        assert_eq!(
            answer.written(),
            case.expected,
            "{name}, {}, {:?}\nasked: {}\ngives the left, the page says the right",
            world.name,
            case.title,
            case.asked
        );
    }
}

#[test]
fn a_workspace_file_answers_as_the_worlds_say() {
    let mut cases = 0;
    for mut world in World::all() {
        let folder = tempfile::TempDir::new().unwrap();
        let (store, revision) = world.embedded(&folder);
        if std::env::var_os("BLESS").is_some() {
            let lists = world::lists(&*store, revision);
            for case in &mut world.cases {
                case.expected = case.ask(&*store, revision, &lists).written();
            }
            world.write();
        }
        hold(&*store, revision, &world, "a workspace file");
        cases += world.cases.len();
    }
    server::note(&format!("{} questions, {cases} cases", graph_queries::catalogue::questions().len()));
}

#[test]
fn a_shared_database_answers_as_the_worlds_say() {
    let Some(server) = server::find() else { return };
    for world in World::all() {
        let folder = tempfile::TempDir::new().unwrap();
        let (embedded, revision) = world.embedded(&folder);
        let shared = server.holding(&*embedded, revision);
        hold(&shared, revision, &world, "a shared database");
        assert_eq!(
            world::lists(&shared, revision),
            world::lists(&*embedded, revision),
            "{}: both see the same kinds",
            world.name
        );
    }
}

#[test]
fn kinds_are_seen_as_a_snapshot_sees_them() {
    for world in World::all() {
        let folder = tempfile::TempDir::new().unwrap();
        let (store, revision) = world.embedded(&folder);
        let seen = graph_queries::catalogue::seen_kinds(&*store, revision, &()).unwrap();
        let frozen = store.freeze(revision, &()).unwrap().seen_kinds();
        assert_eq!(seen, frozen, "{}: without freezing", world.name);
    }
}

#[test]
fn an_answer_reads_as_it_is_written() {
    for world in World::all() {
        for case in &world.cases {
            let read = Answer::read(&case.expected);
            assert_eq!(read.written(), case.expected, "{}, {}: a page that people can edit", world.name, case.title);
        }
    }
}
