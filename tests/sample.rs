//! What is planted in the sample is found, and the sample looks like an organisation.

use std::collections::{BTreeMap, BTreeSet};

use atlas_import::sample::{Truth, truth};
use serde_json::Value;

use crate::command::{Atlas, NONE};

/// The seed of `atlas sample` unless asked otherwise.
const SEED: u64 = 7;

fn planted() -> Truth {
    truth(SEED)
}

#[test]
fn every_planted_outlier_is_a_finding_of_its_type() {
    let answer = Atlas::sample().json("outliers", NONE);
    let rows: BTreeMap<&str, &Value> =
        answer["outliers"].as_array().unwrap().iter().map(|r| (r["id"].as_str().unwrap(), r)).collect();
    let truth = planted();
    let mut wrong = Vec::new();
    for (word, ids) in [
        ("fitsNowhere", &truth.fits_nowhere),
        ("rareExtras", &truth.rare_extras),
        ("missingCommon", &truth.missing_common),
    ] {
        for id in ids {
            let row = rows[id.as_str()];
            if row["finding"] != true || row["type"] != word {
                wrong.push(format!("{id}: want {word}, got {} {} score {}", row["type"], row["finding"], row["score"]));
            }
        }
    }
    assert!(wrong.is_empty(), "planted and not found: {wrong:#?}");
}

#[test]
fn findings_are_mostly_what_was_planted() {
    let answer = Atlas::sample().json("outliers", NONE);
    let truth = planted();
    let strange: BTreeSet<&str> =
        truth.fits_nowhere.iter().chain(&truth.rare_extras).chain(&truth.missing_common).map(String::as_str).collect();
    let found: Vec<&str> = answer["outliers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|r| r["finding"] == true)
        .map(|r| r["id"].as_str().unwrap())
        .collect();
    let right = found.iter().filter(|id| strange.contains(**id)).count();
    assert!(right * 4 >= found.len() * 3, "three of four findings were planted: {right} of {}", found.len());
}

#[test]
fn each_story_is_a_path_with_evidence_and_remedies() {
    let atlas = Atlas::sample();
    for story in planted().stories {
        let (start, end) = (&story.nodes[0], &story.nodes[story.nodes.len() - 1]);
        let (from, to) = (format!("id={start}"), format!("id={end}"));
        let answer = atlas.json("paths", ["--from", &from, "--to", &to, "--k", "5"]);
        let told = answer["paths"].as_array().unwrap().iter().any(|path| {
            let steps = path["steps"].as_array().unwrap();
            let mut ids: Vec<&str> = steps.iter().map(|s| s["from"].as_str().unwrap()).collect();
            ids.extend(steps.last().and_then(|s| s["to"].as_str()));
            let plain = steps.iter().all(|s| {
                !s["sentence"].as_str().unwrap().is_empty()
                    && !s["remedy"].as_str().unwrap().is_empty()
                    && !s["evidence"].as_array().unwrap().is_empty()
            });
            plain && ids == story.nodes
        });
        assert!(told, "{}: the way is found as it was planted: {answer:#}", story.name);
    }
}

#[test]
fn exposure_is_modest_and_the_coast_has_several_places() {
    let atlas = Atlas::sample();
    let info = atlas.json("info", NONE);
    let lanes = &info["lanes"];
    let identities = lanes["human"].as_u64().unwrap() + lanes["machine"].as_u64().unwrap();
    let answer = atlas.json("exposure", NONE);
    let exposed = answer["exposedIdentities"].as_u64().unwrap();
    let share = exposed * 100 / identities;
    assert!((6..=14).contains(&share), "about a tenth reaches a crown jewel: {exposed} of {identities}");
    let counts: BTreeSet<u64> =
        answer["targets"].as_array().unwrap().iter().map(|t| t["exposed"].as_u64().unwrap()).collect();
    assert!(counts.len() >= 5, "several places of different reach: {counts:?}");
}

#[test]
fn departments_are_recognised() {
    let answer = Atlas::sample().json("clusters", NONE);
    let groups = answer["assignments"].as_object().unwrap();
    let nodes = Atlas::sample().json("nodes", ["lane=human"]);
    let people: BTreeSet<&str> = nodes["nodes"].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap()).collect();
    let sizes = groups.iter().filter(|(id, _)| people.contains(id.as_str())).fold(
        BTreeMap::<&str, usize>::new(),
        |mut sizes, (_, group)| {
            *sizes.entry(group.as_str().unwrap()).or_default() += 1;
            sizes
        },
    );
    let large = sizes.values().filter(|n| **n >= 8).count();
    assert!((12..=30).contains(&large), "a dozen working departments and more: {sizes:?}");
}

#[test]
fn what_is_missing_depends_on_what_was_given() {
    let with = Atlas::new();
    let without = Atlas::new();
    let edges = "src,dst,kind\nann,ops,MemberOf\n";
    for (atlas, head, row) in
        [(&with, "id,kind,lastlogon,owner", "ann,User,2026-10-01,zoe"), (&without, "id,kind,owner", "ann,User,zoe")]
    {
        let nodes = atlas.file("w.nodes.csv", format!("{head}\n{row}\n"));
        let edges = atlas.file("w.edges.csv", edges);
        atlas.import(&[nodes, edges]);
    }
    let missing = |a: &Atlas| -> BTreeSet<String> {
        let rows = a.json("info", NONE)["missingInputs"].as_array().unwrap().clone();
        rows.iter().map(|r| r["input"].as_str().unwrap().to_owned()).collect()
    };
    let (has, lacks) = (missing(&with), missing(&without));
    let more: Vec<_> = lacks.difference(&has).collect();
    assert_eq!(more, ["use of access"], "leaving out the sign-in dates is noticed, and nothing else changes");
}
