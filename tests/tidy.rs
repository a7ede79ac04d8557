//! The order of the source tree: who may use whom, what a file looks like, what stands at the root.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::shared::root;

/// Folder, package, and the packages of ours that it may use (semantics §27). Nothing else is ours.
const LAYERS: &[(&str, &str, &[&str])] = &[
    ("crates/atlas-model", "atlas-model", &[]),
    ("crates/atlas-import", "atlas-import", &["atlas-model"]),
    ("crates/atlas-graph", "atlas-graph", &["atlas-model"]),
    ("graph-queries", "graph-queries", &["atlas-model", "atlas-graph"]),
    ("crates/atlas-analysis", "atlas-analysis", &["atlas-model", "atlas-graph"]),
    ("crates/atlas-map", "atlas-map", &["atlas-model", "atlas-graph", "atlas-analysis"]),
    (
        "crates/atlas-session",
        "atlas-session",
        &["atlas-model", "atlas-import", "atlas-graph", "graph-queries", "atlas-analysis", "atlas-map"],
    ),
    ("crates/atlas-cli", "atlas-cli", &["atlas-session"]),
    ("src-tauri", "access-atlas", &["atlas-session"]),
];

/// Packages without a clock, disk, network, threads or serialised domain types.
const PURE: &[&str] = &["crates/atlas-model", "crates/atlas-graph", "crates/atlas-analysis", "crates/atlas-map"];

/// Files over the limit because they are tables.
const TABLES: &[&str] = &[
    "crates/atlas-model/src/kinds/node_table.rs",
    "crates/atlas-model/src/kinds/relation_table.rs",
    "crates/atlas-session/src/dto/access.rs",
];
const LONGEST: usize = 400;

/// Files that a build script includes, and so cannot open with `//!`.
const INCLUDED: &[&str] = &["src-tauri/src/command_names.rs"];

const ROOT: &[&str] = &[
    ".ci",
    ".git",
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "clippy.toml",
    "crates",
    "deny.toml",
    "docs",
    "graph-queries",
    "out",
    "rustfmt.toml",
    "src-tauri",
    "target",
    "tests",
    "ui",
    "x",
];

#[test]
fn dependencies_follow_the_layers() {
    let ours: BTreeSet<&str> = LAYERS.iter().map(|l| l.1).collect();
    for (folder, package, may) in LAYERS {
        let manifest: toml::Table =
            fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap().parse().unwrap();
        assert_eq!(manifest["package"]["name"].as_str(), Some(*package), "{folder} holds {package}");
        let none = toml::Table::new();
        let uses = manifest.get("dependencies").and_then(toml::Value::as_table).unwrap_or(&none);
        for name in uses.keys() {
            let allowed = !ours.contains(name.as_str()) || may.contains(&name.as_str());
            assert!(allowed, "{package} may not use {name}");
            let window = name.starts_with("tauri");
            assert!(!window || *folder == "src-tauri", "only the window knows Tauri, not {package}");
            assert!(*package != "atlas-model", "the words depend on nothing, not on {name}");
        }
    }
    let members = workspace_members();
    let known: BTreeSet<String> = LAYERS.iter().map(|l| l.0.to_owned()).chain(["tests".to_owned()]).collect();
    assert_eq!(members, known, "every member has its place in the layers");
}

fn workspace_members() -> BTreeSet<String> {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let members = manifest["workspace"]["members"].as_array().unwrap();
    members.iter().map(|m| m.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_module_opens_with_why_it_exists() {
    for (path, text) in sources() {
        let is_tests = path.file_stem().is_some_and(|n| n.to_string_lossy().ends_with("tests"));
        let included = INCLUDED.iter().any(|f| path == root().join(f));
        assert!(is_tests || included || text.starts_with("//!"), "{} opens with //!", path.display());
    }
}

#[test]
fn pure_packages_touch_nothing_outside_memory() {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "SystemTime",
        "Instant::now",
        "thread::spawn",
        "serde::",
        "derive(Serialize",
        "HashMap",
        "HashSet",
        "rand::",
    ];
    for (path, text) in sources() {
        let inside = PURE.iter().any(|p| path.starts_with(root().join(p)));
        if !inside || is_test_code(&path) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().map(str::trim).filter(|l| !l.starts_with("//")) {
            let word = forbidden.iter().find(|w| line.contains(*w));
            assert!(word.is_none(), "{}: {word:?} in {line:?}", path.display());
        }
    }
}

/// Whether a file is only compiled into tests, by its name.
fn is_test_code(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    name.ends_with("tests")
        || ["golden", "worlds"].contains(&&*name)
        || path.components().any(|c| c.as_os_str() == "tests")
}

#[test]
fn no_file_is_left_half_done_or_badly_named() {
    // Joined here, so that this file does not hold the words.
    let marks = ["TO", "FIX", "XX"].into_iter().zip(["DO", "ME", "X"]).map(|(a, b)| format!("{a}{b}"));
    let marks: Vec<String> = marks.chain(["unimplemented", "todo"].map(|m| format!("{m}!("))).collect();
    for (path, text) in sources() {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        for vague in ["utils", "util", "helpers", "helper", "common", "manager", "misc"] {
            assert!(stem != vague, "{}: name it for what it holds", path.display());
        }
        for mark in &marks {
            assert!(!text.contains(mark.as_str()), "{} holds {mark}", path.display());
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut long = Vec::new();
    for (path, text) in sources() {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let lines = text.lines().count();
        if lines > LONGEST && !TABLES.contains(&name.as_str()) {
            long.push(format!("{name}: {lines} lines"));
        }
    }
    assert!(long.is_empty(), "over {LONGEST} lines; split by idea: {long:#?}");
}

#[test]
fn the_root_holds_what_it_should() {
    let mut strange = Vec::new();
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !ROOT.contains(&name.as_str()) {
            strange.push(name);
        }
    }
    assert!(strange.is_empty(), "not at the root: {strange:?}");
}

#[test]
fn only_the_bridge_imports_tauri_in_the_interface() {
    for (path, text) in files(&root().join("ui/src"), &["ts", "svelte", "js"]) {
        let bridge = path.starts_with(root().join("ui/src/ipc"));
        assert!(bridge || !text.contains("@tauri-apps/"), "{} goes past ui/src/ipc", path.display());
    }
}

#[test]
fn file_names_are_unique_ideas_within_a_package() {
    // `x.rs` beside `x/mod.rs` is two heads for one module.
    let mut heads: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for (path, _) in sources() {
        let module = if path.file_name().is_some_and(|n| n == "mod.rs") {
            path.parent().unwrap().to_owned()
        } else {
            path.with_extension("")
        };
        *heads.entry(module).or_default() += 1;
    }
    let twice: Vec<_> = heads.iter().filter(|(_, n)| **n > 1).collect();
    assert!(twice.is_empty(), "two heads for one module: {twice:?}");
}

/// Every Rust file of ours with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for member in workspace_members() {
        let folder = root().join(&member);
        found.extend(files(&if folder.join("src").is_dir() { folder.join("src") } else { folder }, &["rs"]));
    }
    assert!(found.len() > 50, "the sources are found");
    found
}

fn files(folder: &Path, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}
