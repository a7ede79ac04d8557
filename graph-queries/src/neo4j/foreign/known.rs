//! Whose database it is: ours, that of a tool whose schema a map describes, or somebody else's.

use std::sync::LazyLock;

use neo4rs::Query;

use super::file::{MapError, parse};
use super::map::{Probe, SchemaMap};
use crate::StoreError;
use crate::neo4j::fault::remote;
use crate::neo4j::link::Link;

/// The maps that come with the program, in the order in which they are tried.
const SHIPPED: [(&str, &str); 3] = [
    ("bloodhound_ce.toml", include_str!("../../../schemas/bloodhound_ce.toml")),
    ("bloodhound_legacy.toml", include_str!("../../../schemas/bloodhound_legacy.toml")),
    ("cartography.toml", include_str!("../../../schemas/cartography.toml")),
];

/// How many labels a refusal names.
const LABELS_NAMED: usize = 12;

static MAPS: LazyLock<Result<Vec<SchemaMap>, MapError>> =
    LazyLock::new(|| SHIPPED.iter().map(|(file, text)| parse(file, text)).collect());

/// Whose database it is.
#[derive(Debug)]
pub(in crate::neo4j) enum Holder {
    /// Empty, or filled by a push.
    Ours,
    /// A tool whose schema is known.
    Tool(Box<SchemaMap>),
    /// Nobody known.
    Unknown,
}

/// Look whose database it is, in a few small questions; none of them looks at a graph.
pub(in crate::neo4j) fn holder(link: &Link) -> Result<Holder, StoreError> {
    let labels = present(link)?;
    if labels.is_empty() || labels.iter().any(|l| l == "AtlasState" || l == "AtlasNode") {
        return Ok(Holder::Ours);
    }
    let maps = MAPS.as_ref().map_err(|e| remote(&link.address, e.to_string(), "report this"))?;
    for map in maps {
        if recognised(link, map, &labels)? {
            return Ok(Holder::Tool(Box::new(map.clone())));
        }
    }
    Ok(Holder::Unknown)
}

/// Labels that stand on a node.
fn present(link: &Link) -> Result<Vec<String>, StoreError> {
    let rows = link.rows(Query::new("CALL db.labels() YIELD label RETURN label".into()))?;
    let mut labels = Vec::new();
    for label in rows.iter().filter_map(|row| row.get::<String>("label").ok()) {
        // The server may still know a label that no node has any more.
        if holds(link, &Probe { label: label.as_str().into(), property: None })? {
            labels.push(label);
        }
    }
    Ok(labels)
}

fn recognised(link: &Link, map: &SchemaMap, labels: &[String]) -> Result<bool, StoreError> {
    for probes in &map.recognise {
        let mut one = false;
        for probe in probes.iter().filter(|p| labels.iter().any(|l| **l == *p.label)) {
            one = one || probe.property.is_none() || holds(link, probe)?;
        }
        if !one {
            return Ok(false);
        }
    }
    Ok(true)
}

fn holds(link: &Link, probe: &Probe) -> Result<bool, StoreError> {
    let label = probe.label.replace('`', "``");
    let condition = probe.property.as_ref().map(|p| format!("WHERE n.`{p}` IS NOT NULL ")).unwrap_or_default();
    let rows = link.rows(Query::new(format!("MATCH (n:`{label}`) {condition}RETURN 1 AS one LIMIT 1")))?;
    Ok(!rows.is_empty())
}

fn counted(link: &Link) -> Result<Vec<(String, i64)>, StoreError> {
    let query = "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS n ORDER BY n DESC, label";
    let rows = link.rows(Query::new(query.into()))?;
    Ok(rows.iter().filter_map(|row| Some((row.get("label").ok()?, row.get("n").ok()?))).collect())
}

/// Why a database of somebody unknown is not opened, and what to do. O(nodes): its labels are counted.
pub(in crate::neo4j) fn unknown(link: &Link) -> StoreError {
    let labels = match counted(link) {
        Ok(labels) => labels,
        Err(e) => return e,
    };
    let named: Vec<String> = labels.iter().take(LABELS_NAMED).map(|(l, n)| format!("{l} ({n})")).collect();
    let more = labels.len().saturating_sub(named.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let found = match named.as_slice() {
        [] => "its nodes have no labels".to_owned(),
        named => format!("its labels are {}{more}", named.join(", ")),
    };
    let what = format!("neither Access Atlas nor BloodHound nor Cartography has filled this database; {found}");
    let remedy = "say what they mean in a map file and name it with --schema FILE (docs/guide/neo4j.md)";
    remote(&link.address, what, remedy)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use atlas_model::{Basis, Hints, KindBook, Profile, SeenKinds};

    use super::*;

    /// Every kind that a map makes is in our tables or described by the map: nothing that it lists is guessed.
    #[test]
    fn the_shipped_maps_read_and_make_no_kind_that_must_be_guessed() {
        let maps = MAPS.as_ref().unwrap();
        assert_eq!(maps.len(), SHIPPED.len());
        for map in maps {
            assert!(!map.source.is_empty() && !map.version.is_empty(), "{} says where its schema is from", map.name);
            let nodes = map.nodes.kinds.values().map(|k| (k.clone(), 1)).collect();
            let relations = map.relations.types.values().flatten().map(|r| r.kind.clone());
            let triples = relations.map(|kind| (("User".into(), kind, "Group".into()), 1)).collect();
            let seen = SeenKinds { nodes, triples, levels: BTreeMap::new() };
            let book = KindBook::resolve(&Profile::default(), &map.profile, &seen);
            let guessed: Vec<&str> =
                book.nodes.values().filter(|k| k.basis == Basis::Guess).map(|k| &*k.kind).collect();
            assert!(guessed.is_empty(), "{}: node kinds {guessed:?}", map.name);
            let guessed: Vec<&str> =
                book.relations.values().filter(|k| k.basis == Basis::Guess).map(|k| &*k.kind).collect();
            assert!(guessed.is_empty(), "{}: relation kinds {guessed:?}", map.name);
        }
    }

    #[test]
    fn bloodhound_s_marks_are_no_kinds_and_cartography_s_roles_are_identities() {
        let maps = MAPS.as_ref().unwrap();
        let labelled = |at: usize, labels: &[&str]| maps[at].labelled(labels.iter().map(|l| (*l).into()).collect());
        let admins = labelled(0, &["Base", "Group", "Tag_Tier_Zero"]);
        assert_eq!((admins.kinds, admins.tier0), (vec!["Group".into()], true));
        let role = labelled(2, &["AWSPrincipal", "AWSRole", "PermissionRole"]);
        assert_eq!(role.kinds, [Box::<str>::from("AWSRole")]);
        let (from, to) = (labelled(2, &["AWSRole"]), labelled(2, &["AWSSSOUser", "UserAccount"]));
        let rule = maps[2].rule("ALLOWED_BY", &from, &to).unwrap();
        assert!(rule.reverse && &*rule.kind == "CanAssume", "the role names who may take it");
        let book = KindBook::default();
        assert_eq!(book.node(&["AWSRole"], Hints::default()).class, atlas_model::NodeClass::Identity);
    }
}
