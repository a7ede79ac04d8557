//! Hostile texts as parameters are data, on every store, and leave the facts as they were.

use std::fmt::Write as _;

use graph_queries::catalogue::{ParameterKind, Parameters, Preset, Question, questions};
use graph_queries::{Cell, Store};

use crate::server;
use crate::world::{self, World};

const HOSTILE: [&str; 10] = [
    "User`}) DETACH DELETE n //",
    "') RETURN 1 UNION MATCH (n) DETACH DELETE n //",
    "'; DROP TABLE node; --",
    "a\"b'c\\d`e",
    ":u1\\",
    "\u{202e}\0\n\t",
    "atlas_key",
    "${jndi:x}",
    "😀\u{fffd}\u{e000}",
    "",
];

/// The question with a text for everything that takes one.
fn given(question: &Question, text: &str) -> Parameters {
    question.parameters.iter().fold(Parameters::default(), |all, parameter| match parameter.kind {
        ParameterKind::Node | ParameterKind::Text | ParameterKind::Perhaps => all.text(&parameter.name, text),
        ParameterKind::Nodes | ParameterKind::Texts => all.texts(&parameter.name, HOSTILE),
        ParameterKind::Day => all.text(&parameter.name, "2026-01-01"),
        ParameterKind::Count | ParameterKind::Steps => all,
    })
}

/// Every answer to every hostile text.
fn answers(store: &dyn Store, revision: u32) -> String {
    let mut all = String::new();
    for question in questions() {
        for text in HOSTILE.iter().copied().chain([":h`}) DETACH DELETE n //"]) {
            let answer = store.ask(revision, question, &given(question, text), &());
            let _ = writeln!(all, "{} {text:?}: {:?}", question.id, answer.map_err(|e| e.to_string()));
        }
    }
    all
}

fn frozen(store: &dyn Store, revision: u32) -> String {
    let book = atlas_model::KindBook::default();
    format!("{:?}", store.freeze(revision, &()).unwrap().freeze("", &book))
}

#[test]
fn hostile_parameters_are_data_on_every_store() {
    let world = World::all().into_iter().find(|w| w.name == "hostile").unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let (store, revision) = world.embedded(&folder);
    let before = frozen(&*store, revision);
    let here = answers(&*store, revision);
    assert!(!here.contains("Err("), "no text is refused: {here}");
    assert_eq!(frozen(&*store, revision), before, "asking changes nothing");
    let Some(server) = server::find() else { return };
    let shared = server.holding(&*store, revision);
    for (there, here) in answers(&shared, revision).lines().zip(here.lines()) {
        assert_eq!(there, here, "the same text, the same answer");
    }
    assert_eq!(frozen(&shared, revision), before, "asking changes nothing there either");
    assert_eq!(server.cypher("MATCH (s:AtlasState) RETURN count(s) AS n"), [1], "and nothing beside the facts");
}

#[test]
fn what_is_given_wrongly_is_refused_in_a_sentence() {
    let world = World::all().into_iter().next().unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let (store, revision) = world.embedded(&folder);
    let lists = world::lists(&*store, revision);
    for question in questions() {
        let ask = |given: Parameters| store.ask(revision, question, &given, &()).map_err(|e| e.to_string());
        let whole = || given(question, ":x").lists(question, &lists);
        assert!(ask(whole()).is_ok(), "{}: asked as it must be", question.id);
        let said = ask(whole().text("nonsense", "x")).unwrap_err();
        assert!(said.contains("has no parameter \"nonsense\"") && said.contains("it takes"), "{said}");
        for parameter in &question.parameters {
            let said = ask(whole().with(&parameter.name, Cell::Bool(true))).unwrap_err();
            let names = said.starts_with(&format!("{} must be ", parameter.name));
            assert!(names && said.contains(&*parameter.meaning), "the type and the meaning: {said}");
        }
        if let Some(required) = question.parameters.iter().find(|p| p.default == Preset::Required) {
            let said = ask(Parameters::default()).unwrap_err();
            assert!(said.contains(&format!("needs {}", required.name)), "{said}");
        }
    }
}
