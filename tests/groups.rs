//! Groups on real people and on graphs with planted communities.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::command::{Atlas, NONE};
use crate::shared::data;

/// The first columns of a table without quotes in them.
fn columns(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(|l| l.splitn(4, ',').map(String::from).collect()).collect()
}

#[test]
fn people_with_equal_access_share_a_group() {
    for (folder, many) in [("real_kubernetes_github/2025-08", true), ("real_istio_github/2026-08", false)] {
        let Some(stem) = data(folder) else { return };
        let path = |part: &str| std::path::PathBuf::from(format!("{}.{part}.csv", stem.display()));
        let (nodes, edges) = (path("nodes"), path("edges"));
        let mut held: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in columns(&edges) {
            held.entry(row[0].clone()).or_default().insert(row[1..].join(","));
        }
        let kind_column = std::fs::read_to_string(&nodes).unwrap();
        let kind_column = kind_column.lines().next().unwrap().split(',').position(|c| c == "kind").unwrap();
        let people: Vec<String> =
            columns(&nodes).into_iter().filter(|r| r[kind_column] == "Person").map(|r| r[0].clone()).collect();
        let mut profiles: BTreeMap<BTreeSet<String>, Vec<String>> = BTreeMap::new();
        for person in &people {
            profiles.entry(held.get(person).cloned().unwrap_or_default()).or_default().push(person.clone());
        }
        let answer = Atlas::with(&[&nodes, &edges]).json("clusters", NONE);
        let groups = answer["assignments"].as_object().unwrap();
        for holders in profiles.values() {
            let of: BTreeSet<_> = holders.iter().map(|p| groups[p].as_str().unwrap()).collect();
            assert_eq!(of.len(), 1, "{folder}: equal access, equal group: {holders:?}");
        }
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for person in &people {
            *sizes.entry(groups[person].as_str().unwrap()).or_default() += 1;
        }
        let large = sizes.values().filter(|n| **n >= 8).count();
        assert!(!many || (10..=60).contains(&large), "{folder}: a useful number of groups, got {large}");
    }
}

#[test]
fn planted_communities_are_found() {
    for (name, bar) in
        [("lfr_n1000_mu0.1", 0.995), ("lfr_n1000_mu0.3", 0.90), ("lfr_n1000_mu0.5", 0.22), ("lfr_n5000_mu0.3", 0.95)]
    {
        let Some(folder) = data("graphs_lfr") else { return };
        let truth: BTreeMap<String, String> = columns(&folder.join(format!("{name}.communities.csv")))
            .into_iter()
            .map(|row| (row[0].clone(), row[1].clone()))
            .collect();
        let atlas = Atlas::with(&[folder.join(format!("{name}.edges.csv"))]);
        let answer = atlas.json("clusters", ["--on", "graph"]);
        let found = answer["assignments"].as_object().unwrap();
        let pairs: Vec<(&str, &str)> =
            truth.iter().map(|(id, planted)| (planted.as_str(), found[id].as_str().unwrap())).collect();
        let nmi = mutual_information(&pairs);
        assert!(nmi >= bar, "{name}: {nmi:.3}, at least {bar}");
    }
}

/// Normalised mutual information of two labellings, 0..=1.
#[allow(clippy::cast_precision_loss)]
fn mutual_information(pairs: &[(&str, &str)]) -> f64 {
    let n = pairs.len() as f64;
    let count = |labels: &mut dyn Iterator<Item = String>| {
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        labels.for_each(|l| *counts.entry(l).or_default() += 1.0);
        counts
    };
    let left = count(&mut pairs.iter().map(|p| p.0.to_owned()));
    let right = count(&mut pairs.iter().map(|p| p.1.to_owned()));
    let both = count(&mut pairs.iter().map(|p| format!("{}\t{}", p.0, p.1)));
    let entropy = |c: &BTreeMap<String, f64>| -c.values().map(|v| v / n * (v / n).ln()).sum::<f64>();
    let shared: f64 = both
        .iter()
        .map(|(pair, v)| {
            let (a, b) = pair.split_once('\t').unwrap();
            v / n * (v * n / (left[a] * right[b])).ln()
        })
        .sum();
    2.0 * shared / (entropy(&left) + entropy(&right))
}
