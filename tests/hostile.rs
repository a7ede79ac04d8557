//! Texts from files are inert wherever they are shown.

use crate::command::{Atlas, NONE};

const MARKUP: &str = "<img src=x onerror=alert(1)>";
const FORMULA: &str = "=cmd|' /C calc'!A0";
const BIDI: &str = "safe\u{202e}gnp.exe";
const ESCAPE: &str = "red\u{1b}[31malert\u{7}";
const SCRIPT: &str = "</text><script>alert(1)</script>";

fn world() -> Atlas {
    let names = [MARKUP, FORMULA, BIDI, ESCAPE, SCRIPT];
    let mut nodes =
        vec![serde_json::json!({"id": "crown", "kinds": ["Database"], "properties": {"name": SCRIPT, "tier": 0}})];
    let mut edges = Vec::new();
    for n in 0..60 {
        let name = format!("{} {n}", names[n % names.len()]);
        nodes.push(serde_json::json!({"id": format!("u{n}"), "kinds": ["User"], "properties": {"name": name}}));
        let group = format!("g{}", n / 12);
        edges.push(
            serde_json::json!({"kind": "MemberOf", "start": {"value": format!("u{n}")}, "end": {"value": group}}),
        );
    }
    for (n, name) in names.into_iter().enumerate() {
        nodes.push(serde_json::json!({"id": format!("g{n}"), "kinds": ["Group"], "properties": {"name": name}}));
        let to = if n < 2 { "crown".to_owned() } else { format!("r{n}") };
        edges.push(serde_json::json!({"kind": "Grants", "start": {"value": format!("g{n}")}, "end": {"value": to}}));
    }
    let atlas = Atlas::new();
    let text = serde_json::json!({"graph": {"nodes": nodes, "edges": edges}}).to_string();
    let file = atlas.file("hostile.json", text);
    atlas.import(&[&file]);
    atlas
}

#[test]
fn the_terminal_gets_no_control_character() {
    let atlas = world();
    for (verb, words) in [
        ("info", vec![]),
        ("nodes", vec![]),
        ("show", vec!["u3"]),
        ("show", vec!["u2"]),
        ("clusters", vec![]),
        ("outliers", vec![]),
        ("exposure", vec![]),
        ("paths", vec![]),
        ("chokepoints", vec![]),
    ] {
        let ended = atlas.run(verb, &words);
        for text in [&ended.stdout, &ended.stderr] {
            let bad = text
                .chars()
                .find(|c| (c.is_control() && !"\n\t".contains(*c)) || ('\u{202a}'..='\u{202e}').contains(c));
            assert!(bad.is_none(), "atlas {verb} {words:?}: {bad:?} reaches the terminal");
        }
    }
}

#[test]
fn pictures_hold_text_and_nothing_that_runs() {
    let atlas = world();
    for (name, words) in [("map.svg", vec![]), ("paths.svg", vec!["--paths"]), ("map.html", vec![])] {
        let out = atlas.folder().join(name);
        let mut words = words;
        words.extend(["--out", out.to_str().unwrap()]);
        let ended = atlas.run("export", &words);
        assert_eq!(ended.code, Some(0), "{name} is written: {ended:?}");
        let text = std::fs::read_to_string(&out).unwrap();
        for live in ["<script>alert", "<img src=x", "</text><script"] {
            assert!(!text.contains(live), "{name} holds {live}");
        }
        let bad =
            text.chars().find(|c| (c.is_control() && !"\n\t\r".contains(*c)) || ('\u{202a}'..='\u{202e}').contains(c));
        assert!(bad.is_none(), "{name} holds {bad:?}");
    }
}

#[test]
fn a_table_starts_no_formula() {
    let atlas = world();
    for flag in ["--paths", "--clusters"] {
        let out = atlas.folder().join("table.csv");
        let ended = atlas.run("export", [flag, "--out", out.to_str().unwrap()]);
        assert_eq!(ended.code, Some(0), "{flag} as a table: {ended:?}");
        let text = std::fs::read_to_string(&out).unwrap();
        for cell in text.lines().flat_map(|l| l.split(',')) {
            let start = cell.trim_start_matches('"').chars().next().unwrap_or(' ');
            assert!(!"=+@\t".contains(start), "{flag}: a cell begins with {start:?}: {cell}");
        }
    }
}

#[test]
fn answers_for_programs_keep_the_names_as_they_are() {
    let atlas = world();
    let answer = atlas.json("nodes", ["kind=User"]);
    let names: Vec<&str> = answer["nodes"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap()).collect();
    assert!(names.iter().any(|n| n.starts_with(MARKUP)), "JSON carries the text itself: escaping is JSON's");
    assert_eq!(atlas.json("info", NONE)["counts"]["relations"], 65, "nothing was dropped for its name");
}
