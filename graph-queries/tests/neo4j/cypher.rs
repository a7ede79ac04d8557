//! No text of Cypher is put together from data: what varies travels as a parameter.
//!
//! Read from the sources: each `Query::new(…)` of the store takes a literal, a constant, a variable
//! bound to a literal, or a `format!` of nothing but constants and `&'static str`.

use std::path::{Path, PathBuf};

/// Where texts do vary, and why that is safe.
const ELSEWHERE: [(&str, &str); 3] = [
    ("src/neo4j/console.rs", "the user writes it, and the server lets it read only"),
    ("src/neo4j/foreign/", "names of a schema map, which is read only where they hold no backtick"),
    ("src/neo4j/write_back/", "the same names"),
];

/// Why a text of Cypher would not be fixed when the program is compiled; `None` where it is.
fn fault(source: &str, argument: &str) -> Option<String> {
    let argument = argument.trim().trim_end_matches(',').trim();
    let fixed = |name: &str| {
        let constant =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit());
        constant || source.contains(&format!("{name}: &'static str"))
    };
    let literal = |text: &str| text.trim_start().starts_with('"') || text.trim_start().starts_with("r#\"");
    if let Some(format) = argument.strip_prefix("format!(").and_then(|f| f.strip_suffix(')')) {
        let inside = format.replace("{{", "").replace("}}", "");
        let names: Vec<&str> = inside.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        let outside = format.rfind('"').map(|end| format[end + 1..].trim_matches([',', ' ', '\n'])).unwrap_or("?");
        let bad = names.into_iter().find(|name| !fixed(name));
        return bad.or((!outside.is_empty()).then_some(outside)).map(|name| format!("{name} is formatted into it"));
    }
    let name = argument.strip_suffix(".into()").or(argument.strip_suffix(".to_owned()")).unwrap_or(argument);
    if literal(name) || fixed(name) {
        return None;
    }
    // The nearest binding before is not known here, so all of that name must be literals.
    let bound: Vec<&str> = source.split(&format!("let {name} =")).skip(1).collect();
    // A binding that makes the query itself is judged where it does.
    let judged = |value: &str| literal(value) || value.trim_start().starts_with("Query::new(");
    match bound.iter().all(|value| judged(value)) {
        true if !bound.is_empty() => None,
        _ => Some(format!("{name} is bound to something else than a literal")),
    }
}

/// The argument of a call whose text begins after its parenthesis.
fn argument(text: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (1, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension() {
            None => files.append(&mut sources(&path)),
            Some(kind) if kind == "rs" => files.push(path),
            Some(_) => {}
        }
    }
    files.sort();
    files
}

#[test]
fn no_cypher_is_put_together_from_data() {
    let mut judged = 0;
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/neo4j")) {
        let source = std::fs::read_to_string(&path).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap();
        for (at, _) in source.match_indices("Query::new(") {
            let argument = argument(&source[at + "Query::new(".len()..]);
            let line = source[..at].lines().count();
            let shown = path.display().to_string().replace('\\', "/");
            let fault = fault(source, argument).filter(|_| !ELSEWHERE.iter().any(|(place, _)| shown.contains(place)));
            assert_eq!(fault, None, "{shown}:{line}: Query::new({argument}): hand it over as a parameter");
            judged += 1;
        }
    }
    assert!(judged >= 15, "the statements were found: {judged}");
}

#[test]
fn the_rule_finds_what_it_is_for() {
    for bad in [
        "let q = format!(\"MATCH (n:{kind}) RETURN n\"); Query::new(q)",
        "Query::new(format!(\"MATCH (n:{kind}) RETURN n\"))",
        "Query::new(format!(\"MATCH (n:{}) RETURN n\", kind))",
        "Query::new(text.into())",
        "let query = \"MATCH \".to_owned() + kind; let query = text; Query::new(query.into())",
    ] {
        let at = bad.find("Query::new(").unwrap() + "Query::new(".len();
        assert!(fault(bad, argument(&bad[at..])).is_some(), "{bad}");
    }
    let good = "fn query(statement: &'static str) { Query::new(format!(\"{LOCK}{statement}\")) }";
    let at = good.find("Query::new(").unwrap() + "Query::new(".len();
    assert_eq!(fault(good, argument(&good[at..])), None, "constants may be joined");
}
