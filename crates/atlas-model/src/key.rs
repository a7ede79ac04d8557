//! [`NodeKey`]: the only id of a node that leaves the process.

/// A stable, source-qualified id.
///
/// Globally unique ids (SID, GUID, ARN, OpenGraph ids) live in the empty namespace and so merge
/// across sources; ids of a CSV file live in the namespace of their source (semantics §4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeKey {
    /// Empty for globally unique ids, else the name of the source.
    pub namespace: Box<str>,
    /// The native id, as the source wrote it (case-folded only where [`folds_case`]).
    pub id: Box<str>,
}

impl NodeKey {
    /// A key in a namespace; ids that are unique by construction ignore the namespace.
    #[must_use]
    pub fn new(namespace: &str, id: &str) -> Self {
        let namespace = if is_globally_unique(id) { "" } else { namespace };
        let id = if folds_case(id) { id.to_ascii_uppercase() } else { id.to_owned() };
        Self { namespace: namespace.into(), id: id.into() }
    }
}

/// Whether an id is unique by construction: a SID, a GUID or an ARN.
#[must_use]
pub fn is_globally_unique(id: &str) -> bool {
    folds_case(id) || id.starts_with("arn:aws")
}

/// Whether case carries no meaning in an id: SIDs (also with a domain prefix) and GUIDs.
#[must_use]
pub fn folds_case(id: &str) -> bool {
    is_sid(id) || is_guid(id)
}

fn is_sid(id: &str) -> bool {
    let upper = |s: &str| s.len() > 6 && s.as_bytes()[..6].eq_ignore_ascii_case(b"S-1-5-");
    let tail = match id.char_indices().find(|&(i, _)| id.is_char_boundary(i) && upper(&id[i..])) {
        Some((0, _)) => id,
        Some((i, _)) if id[..i].ends_with('-') => &id[i..],
        _ => return false,
    };
    tail[6..].bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

fn is_guid(id: &str) -> bool {
    let b = id.as_bytes();
    b.len() == 36
        && b.iter().enumerate().all(|(i, c)| match i {
            8 | 13 | 18 | 23 => *c == b'-',
            _ => c.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_are_unique_by_construction_merge_across_sources() {
        let sid = "s-1-5-21-3130019616-2776909439-2417379446-512";
        assert_eq!(
            NodeKey::new("a", sid),
            NodeKey::new("b", &sid.to_uppercase()),
            "SIDs fold case and ignore the source"
        );
        assert!(folds_case("PHANTOM.CORP-S-1-5-32-544"), "a domain prefix is part of a local SID");
        assert!(!folds_case("foo-512"), "a name is not a SID");
        assert_ne!(NodeKey::new("a", "team:x"), NodeKey::new("b", "team:x"), "ids of a CSV live in their source");
        assert_eq!(&*NodeKey::new("a", "team:X").id, "team:X", "case is kept elsewhere");
    }
}
