//! Places of a street: texts that name a row or a neighbour by what it is, so that an address still
//! holds in the next revision.
//!
//! ```text
//!   > User ~ MemberOf ~ ~ verified ~ 0  / @ hr ~ ann / Group ~ ...
//!   ^ side          ^ row: kind, relation, level, status, shape    ^ node: namespace, id    ^ its rows
//! ```

use atlas_model::NodeKey;

/// The side of a street.
pub(super) const fn side(left: bool) -> &'static str {
    if left { "<" } else { ">" }
}

/// A row below a place.
pub(super) fn row(parent: &str, kind: &str, relation: &str, level: Option<&str>, status: &str, shape: u8) -> String {
    let level = level.map(|l| format!("={}", part(l))).unwrap_or_default();
    below(parent, &format!("{}~{}~{level}~{status}~{shape}", part(kind), part(relation)))
}

/// A node below a place.
pub(super) fn node(parent: &str, key: &NodeKey) -> String {
    below(parent, &format!("@{}~{}", part(&key.namespace), part(&key.id)))
}

/// The rest of a list below a place.
pub(super) fn more(parent: &str) -> String {
    below(parent, "+")
}

fn below(parent: &str, segment: &str) -> String {
    if parent.len() == 1 { format!("{parent}{segment}") } else { format!("{parent}/{segment}") }
}

/// A name in a place: the signs of a place itself are written otherwise, so that no name can be taken
/// for the place of another.
fn part(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '%' => out.push_str("%25"),
            '/' => out.push_str("%2F"),
            '~' => out.push_str("%7E"),
            '@' => out.push_str("%40"),
            '+' => out.push_str("%2B"),
            '=' => out.push_str("%3D"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_can_pretend_to_be_another_place() {
        let row = |kind| row(">", kind, "MemberOf", None, "verified", 0);
        let honest = node(&row("User"), &NodeKey::new("hr", "ann"));
        for hostile in ["User~MemberOf~~verified~0/@hr~ann", "+", "@hr~ann", "%2F"] {
            assert_ne!(row(hostile), honest, "{hostile} stays one segment");
            assert_eq!(row(hostile).matches('/').count(), 0, "{hostile} makes no step of its own");
            assert_ne!(row(hostile), more(">"), "{hostile} is not the rest of the list");
        }
        assert_eq!(part("a b:c"), "a b:c", "what is no sign of a place stays readable");
    }
}
