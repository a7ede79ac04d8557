//! A part of a graph: every answer says that it is one, and what a part leaves out is never said to be
//! fine.

use serde_json::Value;

use crate::command::{Atlas, NONE};

const PEOPLE: [&str; 2] = ["--scope", "kind=User,kind=Group"];

/// `atlas VERB --json` of the people and groups of the sample.
fn of_people(atlas: &Atlas, verb: &str, words: &[&str]) -> Value {
    atlas.json(verb, PEOPLE.iter().chain(words))
}

#[test]
fn every_document_of_a_part_says_so() {
    let atlas = Atlas::sample();
    let verbs: [(&str, &[&str]); 14] = [
        ("info", &[]),
        ("nodes", &[]),
        ("show", &["group/domain-admins"]),
        ("paths", &[]),
        ("paths", &["--all-shortest"]),
        ("exposure", &[]),
        ("blast", &["--from", "kind=User"]),
        ("chokepoints", &[]),
        ("escalations", &[]),
        ("whatif", &["--remove", "MemberOf"]),
        ("clusters", &[]),
        ("outliers", &[]),
        ("tier", &[]),
        ("review queue", &[]),
    ];
    for (verb, words) in verbs {
        let part = of_people(&atlas, verb, words);
        assert_eq!(part["config"]["scope"], serde_json::json!(["kind=Group,kind=User"]), "{verb}: what was asked");
        let partial = &part["partial"];
        let sentence = partial["sentence"].as_str().unwrap();
        assert!(sentence.starts_with("partial: only kind=Group,kind=User"), "{verb}: {sentence}");
        assert!(sentence.ends_with("relations lead out of it"), "{verb}: {sentence}");
        assert!(partial["leadOut"].as_u64() > Some(0), "{verb}: {partial}");
        let text = atlas.run(verb, PEOPLE.iter().chain(words)).stdout;
        assert!(text.starts_with(sentence), "{verb}: a person reads it first: {text}");
        let whole = atlas.json(verb, words);
        assert_eq!(whole["partial"], Value::Null, "{verb}: the whole is none");
        assert_ne!(whole, part, "{verb}");
    }
}

#[test]
fn a_part_knows_no_more_than_the_whole() {
    let atlas = Atlas::sample();
    let (whole, part) = (atlas.json("exposure", NONE), of_people(&atlas, "exposure", &[]));
    let exposed = |answer: &Value| answer["exposedIdentities"].as_u64().unwrap();
    assert!(exposed(&part) <= exposed(&whole), "what is seen within is there in the whole");
    let text = atlas.run("exposure", PEOPLE).stdout;
    assert!(text.contains("at least "), "and it is said to be a least: {text}");
    let paths = of_people(&atlas, "paths", &["--all-shortest"]);
    assert_eq!(paths["totalIsExact"], false, "there may be more ways outside");
    let missing = of_people(&atlas, "info", &[])["missingInputs"].clone();
    assert!(missing[0]["input"].as_str().unwrap().contains("outside of the scope"), "{missing}");
    let groups = atlas.json("nodes", ["--scope", "kind=Group", "class=entitlement"]);
    let all = atlas.json("nodes", ["--scope", "kind=Group"]);
    assert_eq!(groups["nodes"], all["nodes"], "no group stands in for the people that were left out");
}

#[test]
fn exported_files_say_that_they_hold_a_part() {
    let atlas = Atlas::sample();
    for (name, words) in [
        ("map.svg", &[] as &[&str]),
        ("map.html", &[]),
        ("paths.svg", &["--paths"]),
        ("paths.csv", &["--paths"]),
        ("paths.json", &["--paths"]),
        ("groups.csv", &["--clusters"]),
        ("groups.json", &["--clusters"]),
        ("graph.json", &["--graph"]),
        ("graph.graphml", &["--graph"]),
    ] {
        let text = |scope: &[&str]| {
            let out = atlas.folder().join(name);
            let all = words.iter().chain(scope).copied().chain(["--out", out.to_str().unwrap()]);
            let ended = atlas.run("export", all);
            assert_eq!(ended.code, Some(0), "{name}: {ended:?}");
            std::fs::read_to_string(out).unwrap()
        };
        assert!(text(&PEOPLE).contains("partial: only kind=Group,kind=User"), "{name} is marked");
        assert!(!text(&[]).contains("partial"), "{name} of the whole is not");
    }
    let again = Atlas::new();
    let out = atlas.folder().join("graph.json");
    atlas.run("export", ["--graph", "--scope", "kind=Group", "--out", out.to_str().unwrap()]);
    assert_eq!(again.import(&[&out]).code, Some(0), "the mark does not keep it from being read");
}

#[test]
fn a_scope_that_holds_nothing_or_does_not_read_is_said() {
    let atlas = Atlas::sample();
    for (scope, code, says) in [
        ("colour=red", 2, "names no key"),
        ("platform=moon", 2, "agents, directory, azure"),
        ("around=nobody", 2, "no node has the id"),
        ("kind=User,steps=2", 2, "without around=ID"),
    ] {
        let ended = atlas.run("exposure", ["--scope", scope]);
        assert!(ended.code == Some(code) && ended.stderr.contains(says), "{scope}: {ended:?}");
    }
    let empty = atlas.run("nodes", ["--scope", "kind=Nothing"]);
    assert!(empty.stdout.contains("0 of "), "nothing is a part, and it is said how much of what: {empty:?}");
    let ended = atlas.run("paths", ["--in-database", "--from", "kind=User", "--to", "id=group/domain-admins"]);
    assert!(ended.code == Some(4) && ended.stderr.contains("it is a file"), "{ended:?}");
}
