//! 1,226 people, their teams and repositories: exposure equals a plain search of the files, diffs
//! equal the set difference of the files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{Atlas, NONE};
use crate::shared::data;

const FOLDER: &str = "real_kubernetes_github/2025-08";
const CROWN: [&str; 5] = ["kubernetes", "k8s.io", "test-infra", "org", "release"];

/// The two files of one date.
fn pair(stem: &Path) -> [PathBuf; 2] {
    ["nodes", "edges"].map(|part| PathBuf::from(format!("{}.{part}.csv", stem.display())))
}

/// Rows of a table by column; the files quote with doubled quotes.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut records = text.lines().map(cells);
    let head = records.next().unwrap();
    records.map(|cells| head.iter().cloned().zip(cells).collect()).collect()
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

fn level(row: &BTreeMap<String, String>) -> Option<String> {
    let attrs: Value = serde_json::from_str(row.get("attrs").filter(|a| !a.is_empty())?).ok()?;
    attrs["level"].as_str().or_else(|| attrs["permission"].as_str()).map(Into::into)
}

/// For each crown jewel the people who reach it, by plain search: teams upwards, repositories at
/// write or more, organisations by their owners, and what owners administer.
fn expected(nodes: &Path, edges: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let kinds: BTreeMap<String, String> =
        rows(nodes).into_iter().map(|r| (r["id"].clone(), r["kind"].clone())).collect();
    let mut up: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut own: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut may: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(edges) {
        let (from, to) = (row["source"].clone(), row["target"].clone());
        match row["kind"].as_str() {
            "MemberOf" | "MaintainerOf" | "ChildOf" => up.entry(from).or_default().push(to),
            "OrgAdmin" => own.entry(from).or_default().push(to),
            "RepoPermission" if matches!(level(&row).as_deref(), Some("write" | "maintain" | "admin")) => {
                may.entry(from).or_default().push(to);
            }
            _ => {}
        }
    }
    let organisations = kinds.iter().filter(|(_, k)| *k == "Org").map(|(id, _)| id.clone());
    let repositories = CROWN.iter().map(|r| format!("repo:kubernetes/{r}")).filter(|r| kinds.contains_key(r));
    let mut want: BTreeMap<String, BTreeSet<String>> =
        organisations.chain(repositories).map(|t| (t, BTreeSet::new())).collect();
    for person in kinds.iter().filter(|(_, k)| *k == "Person").map(|(id, _)| id) {
        let mut seen = BTreeSet::from([person.clone()]);
        let mut open = vec![person.clone()];
        while let Some(at) = open.pop() {
            for next in up.get(&at).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        let owned = own.get(person).cloned().unwrap_or_default();
        let mut got: BTreeSet<String> = seen.iter().filter_map(|x| may.get(x)).flatten().cloned().collect();
        got.extend(owned.iter().cloned());
        for organisation in &owned {
            let prefix = format!("repo:{}/", organisation.trim_start_matches("org:"));
            got.extend(want.keys().filter(|t| t.starts_with(&prefix)).cloned());
        }
        for target in got {
            if let Some(people) = want.get_mut(&target) {
                people.insert(person.clone());
            }
        }
    }
    want
}

#[test]
fn exposure_equals_a_plain_search_of_the_files() {
    let Some(stem) = data(FOLDER) else { return };
    let [nodes, edges] = pair(&stem);
    let want = expected(&nodes, &edges);
    let atlas = Atlas::with(&[&nodes, &edges]);
    for target in want.keys() {
        let ended = atlas.run("tier", ["--set", "0", &format!("id={target}")]);
        assert_eq!(ended.code, Some(0), "tier by hand: {ended:?}");
    }
    let answer = atlas.json("exposure", NONE);
    let rows = answer["targets"].as_array().unwrap();
    let got: BTreeMap<&str, u64> =
        rows.iter().map(|r| (r["id"].as_str().unwrap(), r["exposed"].as_u64().unwrap())).collect();
    for (target, people) in &want {
        assert_eq!(got.get(target.as_str()).copied(), Some(people.len() as u64), "exposure of {target}");
    }
    let union: BTreeSet<_> = want.values().flatten().collect();
    assert_eq!(answer["exposedIdentities"], union.len(), "people who reach any of them");
}

#[test]
fn a_diff_is_the_difference_of_the_files() {
    let Some(first) = data(FOLDER) else { return };
    let folder = first.parent().unwrap();
    let mut dates: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|e| e.unwrap().file_name().to_str()?.strip_suffix(".edges.csv").map(Into::into))
        .collect();
    dates.sort();
    let atlas = Atlas::new();
    let mut facts = Vec::new();
    for date in &dates {
        let [nodes, edges] = pair(&folder.join(date));
        atlas.import(&[&nodes, &edges]);
        let relations: BTreeSet<(String, String, Option<String>, String)> = rows(&edges)
            .into_iter()
            .map(|r| (r["source"].clone(), r["kind"].clone(), level(&r), r["target"].clone()))
            .collect();
        facts.push(relations);
    }
    for (n, two) in facts.windows(2).enumerate() {
        let diff = atlas.json("diff", [(n + 1).to_string(), (n + 2).to_string()]);
        let side = |which: &str| -> BTreeSet<(String, String, Option<String>, String)> {
            let text = |r: &Value, key: &str| r[key].as_str().map(String::from);
            diff["relations"][which]
                .as_array()
                .unwrap()
                .iter()
                .map(|r| (text(r, "from").unwrap(), text(r, "kind").unwrap(), text(r, "level"), text(r, "to").unwrap()))
                .collect()
        };
        let appeared: BTreeSet<_> = two[1].difference(&two[0]).cloned().collect();
        let gone: BTreeSet<_> = two[0].difference(&two[1]).cloned().collect();
        assert_eq!(side("added"), appeared, "appeared between {} and {}", dates[n], dates[n + 1]);
        assert_eq!(side("removed"), gone, "disappeared between {} and {}", dates[n], dates[n + 1]);
    }
}

#[test]
fn renamed_kinds_with_a_profile_mean_the_same() {
    let Some(stem) = data(FOLDER) else { return };
    let [nodes, edges] = pair(&stem);
    let plain = Atlas::with(&[&nodes, &edges]);
    let kinds = plain.json("kinds", NONE);
    let names = |part: &str| -> Vec<String> {
        let rows = kinds[part].as_array().unwrap();
        let set: BTreeSet<String> = rows.iter().map(|r| r["kind"].as_str().unwrap().to_owned()).collect();
        set.into_iter().collect()
    };
    let new_names = |list: &[String], letter: char| -> BTreeMap<String, String> {
        list.iter().enumerate().map(|(n, k)| (k.clone(), format!("{letter}{}", n + 1))).collect()
    };
    let (node_names, relation_names) = (new_names(&names("nodes"), 'N'), new_names(&names("relations"), 'K'));

    let renamed = Atlas::new();
    let rewrite = |path: &Path, names: &BTreeMap<String, String>| {
        let text = std::fs::read_to_string(path).unwrap();
        let head = cells(text.lines().next().unwrap());
        let column = head.iter().position(|c| c == "kind").unwrap();
        let mut out = String::new();
        for (n, line) in text.lines().enumerate() {
            let mut record = cells(line);
            if n > 0 {
                record[column] = names[&record[column]].clone();
            }
            let quoted: Vec<String> = record.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            out += &format!("{}\n", quoted.join(","));
        }
        renamed.file(path.file_name().unwrap().to_str().unwrap(), out)
    };
    let files = [rewrite(&nodes, &node_names), rewrite(&edges, &relation_names)];
    renamed.import(&files);
    let profile = renamed.file("kinds.toml", profile_of(&kinds, &node_names, &relation_names));
    let ended = renamed.run("kinds", ["--profile", profile.to_str().unwrap()]);
    assert_eq!(ended.code, Some(0), "the profile is taken: {ended:?}");

    for atlas in [&plain, &renamed] {
        for repository in CROWN {
            atlas.run("tier", ["--set", "0", &format!("id=repo:kubernetes/{repository}")]);
        }
    }
    let exposure = |a: &Atlas| -> Vec<(Value, Value)> {
        let rows = a.json("exposure", NONE)["targets"].as_array().unwrap().clone();
        rows.into_iter().map(|r| (r["id"].clone(), r["exposed"].clone())).collect()
    };
    assert_eq!(exposure(&plain), exposure(&renamed), "exposure does not hang on names of kinds");
    let groups = |a: &Atlas| -> BTreeSet<Vec<String>> {
        let mut by: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, group) in a.json("clusters", NONE)["assignments"].as_object().unwrap() {
            by.entry(group.as_str().unwrap().to_owned()).or_default().push(id.clone());
        }
        by.into_values().collect()
    };
    assert_eq!(groups(&plain), groups(&renamed), "nor do groups");
}

/// A profile that says of the new names what is known of the old ones.
fn profile_of(kinds: &Value, nodes: &BTreeMap<String, String>, relations: &BTreeMap<String, String>) -> String {
    let word = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let mut profile = toml::Table::new();
    let mut at = |path: &[&str], key: &str, value: toml::Value| {
        let mut table = &mut profile;
        for part in path {
            let inner = table.entry(*part).or_insert_with(|| toml::Table::new().into());
            table = inner.as_table_mut().unwrap();
        }
        table.insert(key.to_owned(), value);
    };
    for row in kinds["nodes"].as_array().unwrap() {
        let kind = &nodes[&word(row, "kind")];
        at(&["nodes", kind], "class", word(row, "class").into());
        at(&["nodes", kind], "lifecycle", word(row, "lifecycle").into());
    }
    for row in kinds["relations"].as_array().unwrap() {
        let kind = &relations[&word(row, "kind")];
        let path: Vec<&str> = match row["level"].as_str() {
            Some(level) => vec!["relations", kind, "levels", level],
            None => vec!["relations", kind],
        };
        at(&path, "class", word(row, "class").into());
        at(&path, "walk", word(row, "walk").into());
        at(&path, "likelihood", row["likelihood"].as_f64().unwrap().into());
    }
    toml::to_string(&profile).unwrap()
}
