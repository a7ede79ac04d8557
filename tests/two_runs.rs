//! The same input, the same seed: the same bytes, in two processes, with one thread and with two,
//! and with the input in another order.

use std::path::PathBuf;

use serde_json::Value;

use crate::command::{Atlas, NONE};
use crate::shared::data;

const VERBS: [(&str, &[&str]); 6] = [
    ("info", &[]),
    ("exposure", &[]),
    ("clusters", &[]),
    ("outliers", &[]),
    ("paths", &["--k", "20"]),
    ("chokepoints", &[]),
];

/// What each verb prints, with a number of threads.
fn answers(atlas: &Atlas, threads: &str) -> Vec<String> {
    let run = |(verb, words): &(&str, &[&str])| {
        let output = atlas.command(verb).args(*words).arg("--json").env("RAYON_NUM_THREADS", threads).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    VERBS.iter().map(run).collect()
}

fn map(atlas: &Atlas, ending: &str) -> Vec<u8> {
    let out = atlas.folder().join(format!("map.{ending}"));
    assert_eq!(atlas.run("export", ["--out", out.to_str().unwrap()]).code, Some(0), "a map is written");
    std::fs::read(out).unwrap()
}

#[test]
fn two_processes_give_the_same_bytes() {
    let atlas = Atlas::sample();
    let first = answers(&atlas, "1");
    for ((verb, _), (one, two)) in VERBS.iter().zip(first.iter().zip(answers(&atlas, "2"))) {
        assert!(*one == two, "{verb} is the same with one thread and with two");
    }
    for ending in ["svg", "png", "pdf"] {
        assert!(map(&atlas, ending) == map(&atlas, ending), "map.{ending} is the same twice");
    }
}

#[test]
fn two_workspaces_of_one_seed_answer_alike() {
    let (one, two) = (Atlas::sample(), Atlas::sample());
    for (verb, words) in VERBS.iter().skip(1) {
        assert_eq!(one.json(verb, *words), two.json(verb, *words), "{verb}");
    }
}

#[test]
fn the_order_of_the_input_does_not_show() {
    let Some(stem) = data("real_istio_github/2026-08") else { return };
    let path = |part: &str| PathBuf::from(format!("{}.{part}.csv", stem.display()));
    let plain = Atlas::new();
    let turned = Atlas::new();
    let (mut files, mut backwards) = (Vec::new(), Vec::new());
    for part in ["nodes", "edges"] {
        let text = std::fs::read_to_string(path(part)).unwrap();
        let (head, body) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = body.lines().collect();
        rows.reverse();
        let name = format!("istio.{part}.csv");
        files.push(plain.file(&name, &text));
        backwards.push(turned.file(&name, format!("{head}\n{}\n", rows.join("\n"))));
    }
    backwards.reverse();
    plain.import(&files);
    turned.import(&backwards);
    for atlas in [&plain, &turned] {
        assert_eq!(atlas.run("tier", ["--set", "0", "kind=Org"]).code, Some(0), "crown jewels by hand");
    }
    for (verb, words) in VERBS.iter().skip(1) {
        let (mut one, mut two) = (plain.json(verb, *words), turned.json(verb, *words));
        for answer in [&mut one, &mut two] {
            without_places(answer);
        }
        assert_eq!(one, two, "{verb} does not depend on the order of files and rows");
    }
    assert_eq!(plain.json("info", NONE)["counts"], turned.json("info", NONE)["counts"], "nor do counts");
}

/// Leave out where facts stand, which is what a change of order does change.
fn without_places(answer: &mut Value) {
    match answer {
        Value::Object(map) => {
            map.remove("evidence");
            map.remove("revision");
            map.values_mut().for_each(without_places);
        }
        Value::Array(list) => list.iter_mut().for_each(without_places),
        _ => {}
    }
}
