//! Every fact names the file and record it stands in, and the fact is there.

use std::path::Path;

use serde_json::Value;

use crate::command::{Atlas, shared_graph};

/// The relation from `ann` to `ops` as `show` tells it.
fn told(atlas: &Atlas, id: &str) -> Value {
    let shown = atlas.json("show", [id]);
    let relations = shown["relations"].as_array().unwrap().clone();
    relations.into_iter().find(|r| r["from"] == "ann" && r["to"] == "ops").unwrap()
}

#[test]
fn show_names_the_record_of_an_opengraph_edge() {
    let atlas = Atlas::new();
    let file = atlas.file("team.json", shared_graph());
    atlas.import(&[&file]);
    let relation = told(&atlas, "ann");
    let evidence = &relation["evidence"][0];
    let (source, record) = (evidence["source"].as_str().unwrap(), evidence["record"].as_str().unwrap());
    assert!(source.contains("team.json"), "the file: {evidence}");
    let position: usize =
        record.split(['[', ']']).nth(1).and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{record}"));
    assert!(record.starts_with("edges"), "the list: {record}");
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let edge = &document["graph"]["edges"][position];
    assert_eq!((&edge["start"]["value"], &edge["end"]["value"]), (&"ann".into(), &"ops".into()), "the fact is there");
}

#[test]
fn show_names_the_line_of_a_table() {
    let atlas = Atlas::new();
    let rows = "src,dst,kind\n\"zoe\nsmith\",ops,MemberOf\nann,ops,MemberOf\n";
    let file = atlas.file("team.csv", rows);
    atlas.import(&[&file]);
    let relation = told(&atlas, "ann");
    let record = relation["evidence"][0]["record"].as_str().unwrap().to_owned();
    let line: usize = record.trim_start_matches("line ").parse().unwrap_or_else(|_| panic!("{record}"));
    assert_eq!(
        rows.lines().nth(line - 1),
        Some("ann,ops,MemberOf"),
        "the fact is on that line, breaks in cells counted"
    );
}

#[test]
fn a_member_of_an_archive_is_named() {
    let atlas = Atlas::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("inner/team.json", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, shared_graph().as_bytes()).unwrap();
    let bundle = atlas.file("bundle.zip", zip.finish().unwrap().into_inner());
    atlas.import(&[&bundle]);
    let source = told(&atlas, "ann")["evidence"][0]["source"].as_str().unwrap().to_owned();
    let (archive, member) = ("bundle.zip", "inner/team.json");
    assert!(source.contains(archive) && source.contains(member), "archive and member: {source}");
}

#[test]
fn a_fact_said_twice_has_two_pieces_of_evidence() {
    let atlas = Atlas::new();
    let file = atlas.file("team.csv", "src,dst,kind\nann,ops,MemberOf\nann,ops,MemberOf\n");
    let answer = atlas.json("import", [Path::new(&file)]);
    assert_eq!(
        (&answer["counts"]["relations"], &answer["repeated"]),
        (&1.into(), &1.into()),
        "one relation, one repeat"
    );
    assert_eq!(told(&atlas, "ann")["evidence"].as_array().unwrap().len(), 2, "both places are kept");
}
