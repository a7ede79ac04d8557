//! OpenGraph files of others: every distinct relation kept, ends outside the files kept as placeholders.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::command::{Atlas, NONE};
use crate::shared::data;

/// The JSON files of a folder whose names hold a word.
fn documents(folder: &str, word: &str) -> Option<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(data(folder)?).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| {
        let name = f.file_name().unwrap().to_string_lossy();
        name.contains(word) && name.ends_with(".json")
    });
    files.sort();
    Some(files)
}

#[test]
fn githound_has_343_nodes_and_2768_relations() {
    let Some(folder) = data("opengraph_githound") else { return };
    let atlas = Atlas::with(&[&folder]);
    let counts = atlas.json("info", NONE)["counts"].clone();
    assert_eq!(counts["nodes"], 343, "nodes with placeholders");
    assert_eq!(counts["placeholders"], 3, "ends that no record describes");
    assert_eq!(counts["relations"], 2768, "distinct relations");
}

#[test]
fn githound_ends_outside_the_files_are_reported() {
    let Some(folder) = data("opengraph_githound") else { return };
    let atlas = Atlas::new();
    let answer = atlas.json("import", [&folder]);
    assert_eq!(answer["outside"], 4, "four ends of relations point outside the files");
    let ended = atlas.import(&[&folder]);
    assert!(ended.code == Some(0), "placeholders are tolerated: {ended:?}");
}

#[test]
fn every_distinct_relation_of_the_files_is_kept() {
    for (folder, word) in [("opengraph_githound", "githound"), ("opengraph_salesforce", "sample")] {
        let Some(files) = documents(folder, word) else { return };
        let (mut nodes, mut ends, mut relations) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for file in &files {
            let text = std::fs::read_to_string(file).unwrap();
            let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
            for node in document["graph"]["nodes"].as_array().unwrap() {
                nodes.insert(node["id"].as_str().unwrap().to_uppercase());
            }
            for edge in document["graph"]["edges"].as_array().unwrap() {
                for end in ["start", "end"] {
                    if edge[end]["match_by"].as_str().unwrap_or("id") == "id" {
                        ends.insert(edge[end]["value"].as_str().unwrap().to_uppercase());
                    }
                }
                let (from, to) = (edge["start"].to_string(), edge["end"].to_string());
                relations.insert((from.to_uppercase(), edge["kind"].to_string(), to.to_uppercase()));
            }
        }
        let counts = Atlas::with(&files).json("info", NONE)["counts"].clone();
        let close = |got: &Value, want: usize| got.as_u64().unwrap().abs_diff(want as u64) <= 4;
        let all: BTreeSet<_> = nodes.union(&ends).collect();
        assert!(close(&counts["nodes"], all.len()), "{folder}: {} nodes, got {counts}", all.len());
        assert!(close(&counts["relations"], relations.len()), "{folder}: {} relations, got {counts}", relations.len());
    }
}

#[test]
fn the_verbs_mean_something_on_githound() {
    let Some(folder) = data("opengraph_githound") else { return };
    let atlas = Atlas::with(&[&folder]);
    let kinds = atlas.json("info", NONE)["nodeKinds"].clone();
    let people = kinds.as_object().unwrap().keys().filter(|k| k.contains("User")).count();
    assert!(people > 0, "people are there: {kinds}");
    let clusters = atlas.json("clusters", NONE);
    assert!(clusters["assignments"].as_object().is_some_and(|a| !a.is_empty()), "every identity has a group");
    let scored = atlas.json("outliers", NONE)["outliers"].as_array().unwrap().len();
    assert!(scored > 0, "identities are scored");
    let map = atlas.folder().join("map.svg");
    let out = map.to_str().unwrap();
    assert_eq!(atlas.run("export", ["--out", out]).code, Some(0), "a map is written");
    assert!(std::fs::read_to_string(map).unwrap().contains("<svg"), "it is an SVG");
}
