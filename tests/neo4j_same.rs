//! A workspace, the database it was pushed into, and the workspace pulled back from there: every
//! verb that reads answers the same bytes on all three.

use std::path::PathBuf;

use serde_json::Value;

use crate::command::{Atlas, NONE};
use crate::neo4j_server::{Server, server};
use crate::shared::data;

/// How many nodes are shown one by one.
const SHOWN: usize = 24;

/// Every verb that reads, where words do not depend on the data.
const VERBS: [(&str, &[&str]); 17] = [
    ("info", &[]),
    ("nodes", &[]),
    ("nodes", &["tier=0"]),
    ("kinds", &[]),
    ("clusters", &[]),
    ("clusters", &["--on", "graph", "--seed", "5"]),
    ("outliers", &[]),
    ("outliers", &["--lane", "machine"]),
    ("exposure", &[]),
    ("exposure", &["--without", "MemberOf"]),
    ("paths", &["--k", "20"]),
    ("paths", &["--all-shortest", "--weighted"]),
    ("chokepoints", &[]),
    ("escalations", &[]),
    ("whatif", &["--remove", "MemberOf"]),
    ("review queue", &[]),
    ("view list", &[]),
];

/// What an export writes, without the name of the store.
fn export(server: &Server, atlas: &Atlas, words: &[&str], ending: &str) -> String {
    let out = atlas.folder().join(format!("out.{ending}"));
    let words: Vec<&str> = words.iter().copied().chain(["--out", out.to_str().unwrap()]).collect();
    let ended = server.run(atlas, "export", &words);
    assert_eq!(ended.code, Some(0), "export {words:?}: {ended:?}");
    let text = std::fs::read_to_string(out).unwrap();
    // The foot of a map begins with the name of the store and its revision.
    let Some((before, _)) = text.split_once(" · revision 1 (") else { return text };
    let name = before.rfind('>').map_or(0, |at| at + 1);
    format!("{}{}", &text[..name], &text[before.len()..])
}

/// The whole document of a verb; the only thing in it that names the store is where it lies.
fn answer(server: &Server, atlas: &Atlas, verb: &str, words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
    let ended = server.run(atlas, verb, &words);
    // Some inputs have no answer to a question, such as a way to a target where none is set: then
    // all three must say so.
    format!("exit {:?}\n{}{}", ended.code, ended.stdout, ended.stderr)
}

/// Evenly drawn ids of nodes, the first and the last with them.
fn some_ids(atlas: &Atlas) -> Vec<String> {
    let document = atlas.json("nodes", NONE);
    let nodes: Vec<&Value> = document["nodes"].as_array().unwrap().iter().collect();
    let step = nodes.len().div_ceil(SHOWN).max(1);
    nodes.iter().step_by(step).chain(nodes.last()).map(|n| n["id"].as_str().unwrap().to_owned()).collect()
}

fn round(paths: &[PathBuf], least: u64) {
    let Some(server) = server() else { return };
    let file = if paths.is_empty() { Atlas::sample() } else { Atlas::with(paths) };
    let relations = file.json("info", NONE)["counts"]["relations"].as_u64().unwrap();
    assert!(relations >= least, "the input is what it is taken for: {relations} relations");
    server.move_all("push", &file);
    let database = server.atlas();
    let back = Atlas::new();
    server.move_all("pull", &back);
    let counted = server.cypher("MATCH (:AtlasNode)-[r]->(:AtlasNode) RETURN count(r) AS n");
    assert_eq!(counted, [i64::try_from(relations).unwrap()], "one relation each, for people who ask in Cypher");

    // Whether the verb had an answer; where it had none, all three said so in the same words.
    let same = |verb: &str, words: &[&str]| {
        let here = answer(&server, &file, verb, words);
        for (where_, atlas) in [("in the database", &database), ("pulled back", &back)] {
            let there = answer(&server, atlas, verb, words);
            // A pull is an import of its own: its revision has the same id and the time of the pull.
            let timeless = |text: &str| match (verb, where_) {
                ("info", "pulled back") => without_times(text),
                _ => text.to_owned(),
            };
            let (here, there) = (timeless(&here), timeless(&there));
            assert!(here == there, "{verb} {words:?} {where_}:\n{}", first_difference(&here, &there));
        }
        here.starts_with("exit Some(0)") || here.starts_with("exit Some(1)")
    };
    let answered = VERBS.iter().filter(|(verb, words)| same(verb, words)).count();
    assert!(answered >= VERBS.len() - 3, "questions have answers on this input: {answered}");
    for id in some_ids(&file) {
        assert!(same("show", &[&id]), "{id} is shown");
        assert!(same("blast", &["--from", &format!("id={id}")]), "{id} reaches what it reaches");
    }
    for (words, ending) in [(&["--graph"] as &[&str], "json"), (&[], "svg"), (&["--clusters"], "csv")] {
        let here = export(&server, &file, words, ending);
        for (where_, atlas) in [("in the database", &database), ("pulled back", &back)] {
            assert!(export(&server, atlas, words, ending) == here, "export {words:?} {where_} is the same bytes");
        }
    }
    // Within one second of the first import the revisions do not even differ in their time.
    let again = server.move_all("push", &back).stdout;
    let nothing = again.contains("nothing to write") || again.contains("already");
    assert!(nothing, "what came back is what stands there: {again:?}");
}

/// All lines but those with the time of an import.
fn without_times(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("\"at\": ")).map(|line| format!("{line}\n")).collect()
}

/// The first line that differs, of both, with the one before it.
fn first_difference(one: &str, two: &str) -> String {
    let at = one.lines().zip(two.lines()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| text.lines().skip(at.saturating_sub(1)).take(3).collect::<Vec<_>>().join("\n");
    format!("{}\n--- and\n{}", part(one), part(two))
}

#[test]
fn the_sample_is_the_same_in_a_database_and_back() {
    round(&[], 100);
}

#[test]
fn githound_is_the_same_in_a_database_and_back() {
    let Some(folder) = data("opengraph_githound") else { return };
    round(&[folder], 2768);
}

#[test]
fn the_oracles_of_bloodhound_are_the_same_in_a_database_and_back() {
    for (oracle, least) in [
        ("Version6JSON/ingest/ingested.json", 700),
        ("Version6JSON/analysis/analyzed.json", 900),
        ("Version6AllJSON/ingest/ingested.json", 2500),
    ] {
        let Some(file) = data(&format!("bh_ce_ingest_oracle/{oracle}")) else { return };
        round(&[file], least);
    }
}

#[test]
fn what_others_add_between_nodes_of_ours_is_left_out() {
    let Some(server) = server() else { return };
    let file = Atlas::new();
    let rows =
        "src,dst,kind,level\nann,ops,MemberOf,\nbob,ops,MemberOf,\nops,vault,Reads,admin\nops,vault,Reads,read\n";
    let graph = file.file("team.csv", rows);
    file.import(&[&graph]);
    server.move_all("push", &file);
    let database = server.atlas();
    let whole = export(&server, &file, &["--graph"], "json");
    assert!(whole.contains("\"admin\""), "levels stand beside kinds: {whole}");
    assert_eq!(export(&server, &database, &["--graph"], "json"), whole, "with nothing of others");

    let add = "MATCH (a:AtlasNode {atlas_id: 'ann'}), (b:AtlasNode {atlas_id: 'vault'})
               CREATE (a)-[:Reads]->(b) CREATE (b)-[:Theirs]->(a) RETURN 1 AS n";
    assert_eq!(server.cypher(add), [1], "two relations of somebody else");
    assert_eq!(export(&server, &database, &["--graph"], "json"), whole, "a relation without our stamp is no fact");
    server.move_all("push", &file);
    assert_eq!(export(&server, &database, &["--graph"], "json"), whole, "also after the next push");
    let theirs = server.cypher("MATCH ()-[r]->() WHERE r.atlas_stamp IS NULL RETURN count(r) AS n");
    assert_eq!(theirs, [2], "and it stays where it is");
}
