//! Texts from files are inert wherever they are shown.

use crate::command::{Atlas, Ended, NONE};

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

/// Ways to be more than a name; each is tried three times, so that there are sixty.
const WAYS: [&str; 20] = [
    MARKUP,
    FORMULA,
    BIDI,
    ESCAPE,
    SCRIPT,
    "]]><svg onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!ENTITY x SYSTEM \"file:///etc/passwd\">",
    "javascript:alert(1)",
    "<a href=\"https://example.org\">click</a>",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\"; DROP TABLE node; --",
    "') DETACH DELETE n //",
    "../../etc/passwd",
    "nul\u{0}l",
    "\u{feff}\u{200b}\u{2066}hidden",
    "noncharacter\u{fffe}\u{e000}漢字😀",
];

fn sixty() -> Atlas {
    let long = "long ".repeat(400);
    let mut nodes =
        vec![serde_json::json!({"id": "crown", "kinds": ["Database"], "properties": {"name": SCRIPT, "tier": 0}})];
    let mut edges = Vec::new();
    for n in 0..60 {
        let tail = if n == 59 { long.as_str() } else { "" };
        let name = format!("{} {n} {tail}", WAYS[n % WAYS.len()]);
        nodes.push(serde_json::json!({"id": name, "kinds": ["User"], "properties": {"name": name}}));
        let group = format!("{} group {}", WAYS[n % WAYS.len()], n % 6);
        edges.push(serde_json::json!({"kind": "MemberOf", "start": {"value": name}, "end": {"value": group}}));
        edges.push(serde_json::json!({"kind": "Grants", "start": {"value": group}, "end": {"value": "crown"}}));
    }
    let atlas = Atlas::new();
    let file = atlas.file("sixty.json", serde_json::json!({"graph": {"nodes": nodes, "edges": edges}}).to_string());
    atlas.import(&[&file]);
    atlas
}

/// What would be alive in a part of a file.
fn alive(name: &str, bytes: &[u8]) -> Option<String> {
    let has = |what: &str| bytes.windows(what.len()).any(|w| w == what.as_bytes());
    if name.ends_with(".pdf") {
        return ["/JavaScript", "/Launch", "/URI", "/OpenAction", "/EmbeddedFile"]
            .into_iter()
            .find(|w| has(w))
            .map(Into::into);
    }
    if name.ends_with(".png") {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    let json = [".json", ".jsonl"].iter().any(|e| name.ends_with(e));
    let csv = name.ends_with(".csv");
    let hidden = |c: &char| {
        (c.is_control() && !"\n\t\r".contains(*c)) || ('\u{202a}'..='\u{202e}').contains(c) || *c == '\u{fffe}'
    };
    // JSON escapes what it must and carries the names as they are; a program reads them.
    if !json && let Some(c) = text.chars().find(hidden) {
        return Some(format!("{c:?}"));
    }
    if csv {
        let cell = |c: &&str| c.trim_start_matches('"').starts_with(['=', '+', '@', '\t']);
        return text.lines().flat_map(|l| l.split(',')).find(cell).map(Into::into);
    }
    let live = ["<script>alert", "<img src=x", "<svg onload", "<!ENTITY", "<a href", "hlinkClick", "TargetMode"];
    if json { None } else { live.into_iter().find(|w| text.contains(w)).map(Into::into) }
}

#[test]
fn sixty_hostile_names_come_alive_in_no_file() {
    use std::io::Read as _;
    let atlas = sixty();
    let files: [(&str, &str, &[&str]); 10] = [
        ("export", "map.svg", &[]),
        ("export", "map.png", &[]),
        ("export", "map.pdf", &[]),
        ("export", "map.html", &[]),
        ("export", "map.pptx", &[]),
        ("export", "paths.pdf", &["--paths"]),
        ("export", "paths.csv", &["--paths"]),
        ("export", "groups.csv", &["--clusters"]),
        ("pack", "pack.zip", &["--title", "=1+1 <script>alert(1)</script>", "--about", BIDI]),
        ("pack", "veiled.zip", &["--pseudonyms"]),
    ];
    for (verb, name, words) in files {
        let out = atlas.folder().join(name);
        let ended = atlas.run(verb, words.iter().copied().chain(["--out", out.to_str().unwrap()]));
        assert_eq!(ended.code, Some(0), "{name} is written: {ended:?}");
        let bytes = std::fs::read(&out).unwrap();
        if !name.ends_with(".zip") && !name.ends_with(".pptx") {
            assert_eq!(alive(name, &bytes), None, "{name}");
            continue;
        }
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for n in 0..zip.len() {
            let mut part = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            let path = format!("{name}/{}", part.name());
            assert_eq!(alive(&path, &bytes), None, "{path}");
            assert!(!path.contains(".."), "{path} stays inside");
        }
        if name.ends_with(".zip") {
            let ended = Ended::of(
                &std::process::Command::new(crate::command::binary()).arg("verify").arg(&out).output().unwrap(),
            );
            assert_eq!(ended.code, Some(0), "{name} is whole: {ended:?}");
        }
    }
}
