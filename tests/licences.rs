//! The licences of everything that is compiled in or needed to build.

use std::process::Command;

use serde_json::Value;

use crate::shared::root;

/// Licences that ask for no more than a notice; MPL-2.0 covers files that are used unmodified.
const ALLOWED: &[&str] = &[
    "Apache-2.0",
    "MIT",
    "MIT-0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
];

/// Crates without a licence in their manifest, and the licence that was read in their file.
const READ_BY_HAND: &[(&str, &str)] = &[("single-clustering", "BSD-3-Clause")];

#[test]
fn every_dependency_has_a_permissive_licence() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 20, "the dependencies are listed");
    let mut refused = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let by_hand = READ_BY_HAND.iter().find(|(crate_name, _)| *crate_name == name).map(|(_, licence)| *licence);
        let licence = package["license"].as_str().or(by_hand);
        if !licence.is_some_and(permits) {
            refused.push(format!("{name}: {licence:?}"));
        }
    }
    assert!(refused.is_empty(), "not on the list: {refused:#?}");
}

/// Whether some choice among the alternatives of an SPDX expression is all on the list.
fn permits(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ").replace(" WITH LLVM-exception", "");
    // `A AND (B OR C)` is met where every part of some order of reading is: ask each AND part for
    // one allowed alternative.
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| ALLOWED.contains(&licence.trim())))
}

#[test]
fn expressions_are_read_as_choices() {
    assert!(permits("MIT OR GPL-3.0"), "one allowed choice is enough");
    assert!(permits("(MIT OR Apache-2.0) AND Unicode-3.0"), "all parts have one");
    assert!(!permits("MIT AND GPL-3.0"), "both hold");
    assert!(!permits("AGPL-3.0"), "no choice");
}
