//! The whole way from bytes to facts, on inputs small enough to read.
//!
//! One file a theme; a new case goes where its reason belongs.

mod archives;
mod mutations;
mod opengraph;
mod progress;
mod sources;
mod tables;

use atlas_model::{Inventory, Match, MatchValue, Severity};

use crate::{Input, Options, Report, read};

/// Everything read from these inputs, and what was said about it.
fn run(inputs: impl Into<Vec<Input>>, options: &Options) -> (Report, Inventory) {
    let mut inventory = Inventory::default();
    let report = read(inputs.into(), options, &mut inventory);
    (report, inventory)
}

/// One file the user named.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> Input {
    Input::from_bytes(name, bytes.as_ref())
}

/// Facts as lines: `id [kinds] name {properties}` and `from -kind(level)-> to {properties}`.
fn facts(inventory: &Inventory) -> Vec<String> {
    let end = |end: &Result<Box<str>, Match>| match end {
        Ok(id) => id.to_string(),
        Err(m) => {
            let value = |v: &MatchValue| match v {
                MatchValue::Text(t) => t.to_string(),
                MatchValue::Number(n) => n.to_string(),
                MatchValue::Bool(b) => b.to_string(),
            };
            let parts: Vec<String> = m.properties.iter().map(|(k, v)| format!("{k}={}", value(v))).collect();
            let kind = m.kind.as_deref().unwrap_or("any");
            format!("<{kind} {}>", parts.join(" "))
        }
    };
    let properties = |text: &str| if text == "{}" { String::new() } else { format!(" {text}") };
    let nodes = inventory.nodes.iter().map(|n| {
        let name = n.name.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
        format!("{} [{}]{name}{}", n.id, n.kinds.join(" "), properties(&n.properties))
    });
    let relations = inventory.relations.iter().map(|r| {
        let level = r.level.as_deref().map(|l| format!("({l})")).unwrap_or_default();
        format!("{} -{}{level}-> {}{}", end(&r.from), r.kind, end(&r.to), properties(&r.properties))
    });
    nodes.chain(relations).collect()
}

/// Issues as lines: `severity place: reason`.
fn issues(inventory: &Inventory) -> Vec<String> {
    let all = inventory.issues.iter();
    all.map(|i| format!("{} {}: {}", i.severity.word(), i.place, i.reason)).collect()
}

/// Read one file and compare its facts and the beginnings of its issues.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, want_facts: &[&str], want_issues: &[&str]) {
    let (_, inventory) = run([file(name, bytes)], &Options::default());
    assert_eq!(facts(&inventory), want_facts, "facts of {name}");
    let got = issues(&inventory);
    let fit = got.len() == want_issues.len() && got.iter().zip(want_issues).all(|(got, want)| got.starts_with(want));
    assert!(fit, "issues of {name}: got {got:#?}, want {want_issues:#?}");
    for issue in &inventory.issues {
        assert!(
            !issue.remedy.is_empty() && !issue.place.is_empty() && issue.file.contains(name),
            "an issue names file, place and remedy: {issue:?}"
        );
    }
    let lost = inventory.issues.iter().any(|i| i.severity == Severity::Fatal);
    assert_eq!(lost, want_facts.is_empty() && !want_issues.is_empty(), "fatal means no fact");
}
