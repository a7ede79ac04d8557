//! `atlas ask`: the questions of the catalogue on the sample, beside the verbs that answer the same,
//! and from a Neo4j byte for byte as from the file.

use std::process::Command;

use serde_json::Value;

use crate::command::{Atlas, NONE, binary};

#[test]
fn the_questions_are_listed_with_what_they_take() {
    let atlas = Atlas::sample();
    let list: Value = serde_json::from_str(&atlas.run("ask", ["--json"]).stdout).unwrap();
    assert_eq!(list["schema"], "atlas.ask.list/1", "the document says what it is");
    let questions = list["questions"].as_array().unwrap();
    assert!(questions.len() >= 20, "{} questions", questions.len());
    let node = questions.iter().find(|q| q["id"] == "who-can-reach").unwrap();
    assert_eq!(node["parameters"][0]["name"], "node", "what must be given is named");
    assert_eq!(node["parameters"].as_array().unwrap().len(), 2, "lists of kinds are not: {node}");
}

#[test]
fn exposure_by_a_question_is_exposure_by_the_analysis() {
    let atlas = Atlas::sample();
    let analysed = atlas.json("exposure", NONE);
    let ids: Vec<&str> = analysed["targets"].as_array().unwrap().iter().map(|t| t["id"].as_str().unwrap()).collect();
    let asked = atlas.json("ask", ["exposure".to_owned(), format!("targets={}", serde_json::to_string(&ids).unwrap())]);
    assert_eq!(asked["rows"].as_array().unwrap().len(), ids.len(), "a row for each target");
    for target in analysed["targets"].as_array().unwrap() {
        let row = asked["rows"].as_array().unwrap().iter().find(|row| row[0] == target["id"]).unwrap();
        let lanes = &target["byLane"];
        let counts = [&lanes["human"], &lanes["machine"], &lanes["unknown"], &target["disabled"]];
        assert_eq!([&row[3], &row[4], &row[5], &row[6]], counts, "{}", target["id"]);
    }
}

#[test]
fn who_reaches_a_node_is_who_is_exposed_to_it() {
    let atlas = Atlas::sample();
    let reached = atlas.json("ask", ["who-can-reach", "node=vault/backup"]);
    let exposed = &atlas.json("exposure", ["--to", "id=vault/backup"])["targets"][0];
    let enabled = reached["rows"].as_array().unwrap().iter().filter(|row| row[4] != Value::Bool(false)).count();
    assert_eq!(enabled as u64, exposed["exposed"].as_u64().unwrap(), "each of them once");
}

#[test]
fn what_is_asked_wrongly_is_refused() {
    let atlas = Atlas::sample();
    for (words, says) in [
        (&["nonsense"][..], "no question"),
        (&["node"], "needs node"),
        (&["node", "node=nobody"], "no node has the id"),
        (&["node", "vault/backup"], "NAME=VALUE"),
        (&["hubs", "limit=many"], "whole number"),
        (&["hubs", "colour=red"], "no parameter \"colour\""),
    ] {
        let ended = atlas.run("ask", words);
        assert_eq!(ended.code, Some(2), "{words:?}: {ended:?}");
        assert!(ended.stderr.contains(says), "{words:?}: {}", ended.stderr);
    }
}

#[test]
fn a_neo4j_answers_byte_for_byte_as_the_file() {
    // Emptied, and for this test alone.
    let Some(server) = crate::neo4j_server::server() else { return };
    let (address, password) = server.sign_in();
    let atlas = Atlas::sample();
    let there = |verb: &str, workspace: &str, words: &[&str]| {
        let mut command = Command::new(binary());
        command.arg(verb).arg("-a").arg(workspace).args(words).env("ATLAS_NEO4J_PASSWORD", password);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{verb} {words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let file = atlas.workspace();
    let file = file.to_str().unwrap();
    there("push", file, &[address]);
    for words in [
        &["--json"][..],
        &["--json", "search", "text=vault"],
        &["--json", "exposure"],
        &["--json", "who-can-reach", "node=vault/backup"],
        &["--json", "ownerless"],
        &["--json", "dormant", "as_of=2026-11-01"],
        &["--json", "joined-kinds"],
        &["shared-credentials", "least=40"],
    ] {
        assert_eq!(there("ask", address, words), there("ask", file, words), "{words:?}");
    }
}
