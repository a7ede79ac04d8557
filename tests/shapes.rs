//! The documents of `--json` hold what the documentation says, in an order that never changes.

use serde_json::Value;

use crate::command::{Atlas, NONE};

/// That an object has these keys, whatever else it has.
fn has(value: &Value, keys: &[&str], what: &str) {
    let object = value.as_object().unwrap_or_else(|| panic!("{what} is an object: {value}"));
    for key in keys {
        assert!(object.contains_key(*key), "{what} has {key}: {:?}", object.keys());
    }
}

/// That a list is not empty and its first element has these keys.
fn each(value: &Value, keys: &[&str], what: &str) {
    let list = value.as_array().unwrap_or_else(|| panic!("{what} is a list: {value}"));
    has(list.first().unwrap_or_else(|| panic!("{what} holds something")), keys, what);
}

#[test]
fn documents_have_the_documented_keys() {
    let atlas = Atlas::sample();
    let info = atlas.json("info", NONE);
    has(
        &info,
        &[
            "schema",
            "revision",
            "config",
            "counts",
            "nodeKinds",
            "relationKinds",
            "missingInputs",
            "issues",
            "revisions",
        ],
        "info",
    );
    has(&info["counts"], &["nodes", "relations", "derived", "placeholders", "issues"], "counts");
    each(&info["revisions"], &["id", "at", "source", "nodes", "relations", "added", "removed"], "revisions");
    each(&info["missingInputs"], &["input", "weakens", "source"], "missingInputs");

    let nodes = atlas.json("nodes", ["kind=User"]);
    each(&nodes["nodes"], &["id", "name", "kinds", "class", "lane", "lifecycle", "tier", "properties"], "nodes");

    let shown = atlas.json("show", ["group/backup-operators"]);
    let keys = ["from", "to", "kind", "level", "derived", "rule", "status", "evidence"];
    each(&shown["relations"], &keys, "relations of show");
    each(&shown["relations"][0]["evidence"], &["source", "record"], "evidence");

    let paths = atlas.json("paths", ["--k", "3"]);
    has(&paths, &["paths", "total", "totalIsExact", "alreadyThere"], "paths");
    each(&paths["paths"], &["cost", "likelihood", "status", "steps"], "paths");
    let step = ["from", "to", "kind", "level", "status", "rule", "sentence", "evidence", "remedy", "alternatives"];
    each(&paths["paths"][0]["steps"], &step, "steps");

    let exposure = atlas.json("exposure", NONE);
    has(&exposure, &["targets", "exposedIdentities"], "exposure");
    each(&exposure["targets"], &["id", "name", "kind", "exposed", "byLane"], "targets");
    has(&exposure["targets"][0]["byLane"], &["human", "machine", "unknown"], "byLane");

    let blast = atlas.json("blast", ["--from", "id=group/backup-operators"]);
    each(&blast["reached"], &["id", "steps", "cost"], "reached");

    let choke = atlas.json("chokepoints", NONE);
    each(&choke["nodes"], &["id", "loses"], "choke nodes");
    each(&choke["edges"], &["from", "to", "kind", "loses"], "choke edges");
    has(&choke["cut"], &["value", "edges"], "cut");

    let clusters = atlas.json("clusters", NONE);
    has(&clusters, &["clusters", "assignments", "levels", "modularity"], "clusters");
    each(&clusters["clusters"], &["id", "label", "size", "quality", "distinguishing", "peer"], "clusters");
    each(&clusters["levels"], &["level", "clusters"], "levels");

    let outliers = atlas.json("outliers", NONE);
    each(&outliers["outliers"], &["id", "name", "lane", "score", "min", "max", "type", "reasons"], "outliers");

    let kinds = atlas.json("kinds", NONE);
    each(&kinds["nodes"], &["kind", "class", "lifecycle", "basis"], "node kinds");
    each(&kinds["relations"], &["kind", "level", "class", "walk", "likelihood", "basis"], "relation kinds");
}

#[test]
fn scores_and_tables_are_sorted() {
    let atlas = Atlas::sample();
    let scores: Vec<f64> = atlas.json("outliers", NONE)["outliers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["score"].as_f64().unwrap())
        .collect();
    assert!(scores.windows(2).all(|s| s[0] >= s[1]), "highest first");
    assert!(scores.iter().all(|s| (0.0..=1.0).contains(s)), "a score lies between 0 and 1");
    let exposed: Vec<u64> = atlas.json("exposure", NONE)["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["exposed"].as_u64().unwrap())
        .collect();
    assert!(exposed.windows(2).all(|s| s[0] >= s[1]), "most exposed first");
    let costs: Vec<f64> = atlas.json("paths", ["--weighted", "--k", "20"])["paths"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["cost"].as_f64().unwrap())
        .collect();
    assert!(costs.windows(2).all(|s| s[0] <= s[1] + 1e-9), "likeliest first");
}

#[test]
fn a_choke_point_loses_what_its_removal_loses() {
    let atlas = Atlas::sample();
    let choke = atlas.json("chokepoints", ["--top", "5"]);
    for node in choke["nodes"].as_array().unwrap() {
        let id = node["id"].as_str().unwrap();
        let what_if = atlas.json("whatif", ["--remove", id]);
        let lost = what_if["before"].as_u64().unwrap() - what_if["after"].as_u64().unwrap();
        let itself = u64::from(is_exposed_identity(&atlas, id));
        let says = node["loses"].as_u64().unwrap();
        assert!(lost == says || lost == says + itself, "{id}: choke point says {says}, removal loses {lost}");
    }
}

/// Whether a node is an identity and so counts itself among those who lose their way.
fn is_exposed_identity(atlas: &Atlas, id: &str) -> bool {
    atlas.json("show", [id])["node"]["node"]["class"] == "identity"
}

#[test]
fn the_exported_graph_comes_back_the_same() {
    let atlas = Atlas::sample();
    let out = atlas.folder().join("graph.json");
    assert_eq!(atlas.run("export", ["--graph", "--out", out.to_str().unwrap()]).code, Some(0), "the graph is written");
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    let edges = document["graph"]["edges"].as_array().unwrap();
    let derived = edges.iter().filter(|e| e["properties"]["derived"] == true).count();
    let counts = atlas.json("info", NONE)["counts"].clone();
    assert_eq!(counts["relations"].as_u64().unwrap(), (edges.len() - derived) as u64, "every relation once");
    assert_eq!(counts["derived"].as_u64().unwrap(), derived as u64, "every derived edge, marked");

    let again = Atlas::new();
    assert_eq!(again.run("import", [out.to_str().unwrap()]).code, Some(0), "the file is whole");
    let came_back = again.json("info", NONE)["counts"].clone();
    for count in ["nodes", "relations", "derived"] {
        assert_eq!(came_back[count], counts[count], "{count} come back");
    }
    let second = again.folder().join("again.json");
    assert_eq!(again.run("export", ["--graph", "--out", second.to_str().unwrap()]).code, Some(0));
    let second: Value = serde_json::from_str(&std::fs::read_to_string(&second).unwrap()).unwrap();
    assert_eq!(second["graph"]["edges"], document["graph"]["edges"], "with every property of a relation");
}

#[test]
fn properties_of_relations_are_exported() {
    let graph = r#"{"graph":{"nodes":[{"id":"a","kinds":["User"]},{"id":"b","kinds":["Group"]}],
        "edges":[{"kind":"MemberOf","start":{"value":"a"},"end":{"value":"b"},"properties":{"since":2024,"via":"hr"}}]}}"#;
    let atlas = Atlas::new();
    let file = atlas.file("g.json", graph);
    atlas.import(&[&file]);
    let out = atlas.folder().join("out.json");
    assert_eq!(atlas.run("export", ["--graph", "--out", out.to_str().unwrap()]).code, Some(0));
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    let properties = &document["graph"]["edges"][0]["properties"];
    assert_eq!((&properties["since"], &properties["via"]), (&2024.into(), &"hr".into()), "what the file says");
}

#[test]
fn the_worst_stories_are_told() {
    let atlas = Atlas::sample();
    let stories = atlas.json("escalations", ["--top", "3"])["stories"].as_array().unwrap().clone();
    assert_eq!(stories.len(), 3, "as many as were asked for");
    each(&Value::from(stories.clone()), &["sentence", "target", "tier", "starts", "score", "path"], "stories");
    let scores: Vec<f64> = stories.iter().map(|s| s["score"].as_f64().unwrap()).collect();
    assert!(scores.windows(2).all(|s| s[0] >= s[1]), "worst first: {scores:?}");
    for story in &stories {
        let last = story["path"]["steps"].as_array().unwrap().last().unwrap();
        assert_eq!(last["to"], story["target"]["id"], "the way told ends at the target");
    }
}

#[test]
fn decisions_are_kept_in_a_chain() {
    let atlas = Atlas::sample();
    let queue = atlas.json("review queue", ["--lane", "human"]);
    let id = queue["items"][0]["id"].as_str().unwrap().to_owned();
    let words = [id.as_str(), "flag", "--reviewer", "Reviewer One", "--rationale", "Holds access of two departments."];
    assert_eq!(atlas.run("review decide", words).code, Some(0), "a decision is recorded");
    assert_eq!(
        atlas.run("review decide", [id.as_str(), "nonsense", "--reviewer", "R"]).code,
        Some(2),
        "only known words"
    );
    let log = atlas.json("review log", NONE);
    assert_eq!(log["records"].as_array().unwrap().len(), 1, "one record for one decision");
    assert_eq!(atlas.json("review verify", NONE)["ok"], true, "the chain is whole");
}
