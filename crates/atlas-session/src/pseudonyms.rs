//! Exports under pseudonyms: "Person 017" for a person, "Entitlement 204" for a group or role.
//!
//! Not texts are replaced but the graph: a copy of the snapshot in which every node has its pseudonym
//! for id and name, and from which groups, scores, sentences and pictures are made as from the first.
//! So no text of a source can be forgotten in a title, a tooltip or a table. What is asked (a SELECT, a
//! saved view) is still asked of the original; the two share their dense ids.
//!
//! A pseudonym is the place of the node in the order of HMAC-SHA256(key, namespace, id) among those of
//! its word. Without the key the order says nothing; with the same key two exports of one revision
//! match. What stays: kinds, levels, tiers, lanes, dates, counts, and the shape of the graph, by which
//! who knows an organisation may recognise some of it. The guide says so.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use atlas_analysis::clusters::{ClusterConfig, Clusters, Group};
use atlas_graph::{NodeId, Snapshot};
use atlas_model::{Lane, Lifecycle, NodeClass};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::dto::{AppError, Code, ViewSpec};
use crate::frozen::Frozen;
use crate::import::thousands;
use crate::naming::{id_text, nodes_by_id};
use crate::{Job, Session};

impl Session {
    /// From now on make pseudonyms from this text, so that exports of one revision match; `None`: every
    /// export from a key of its own, which nobody learns.
    pub fn set_pseudonym_key(&self, key: Option<String>) {
        *self.pseudonym_key.lock().unwrap_or_else(PoisonError::into_inner) = key;
    }

    /// The same workspace, shown under pseudonyms of one export.
    pub(crate) fn under_pseudonyms(&self, job: &Job) -> Result<Self, AppError> {
        let original = self.frozen(job)?;
        let chosen = self.pseudonym_key.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let key = match chosen {
            Some(text) => text.into_bytes(),
            None => random()?,
        };
        let snapshot = original.snapshot.renamed(&pseudonyms(&original.snapshot, &key));
        let mut revision = original.revision.clone();
        revision.label = None;
        revision.sources = (1..=revision.sources.len()).map(|n| format!("source {n}").into()).collect();
        let partial = original.partial.clone().map(|mut part| {
            part.scope = Vec::new();
            part.sentence = format!("partial: only {} of {} nodes", thousands(part.nodes), thousands(part.all_nodes));
            part
        });
        Ok(self.showing(Frozen {
            revision,
            snapshot,
            book: original.book.clone(),
            seen: original.seen.clone(),
            tiers: original.tiers.clone(),
            partial,
            findings: crate::analyses::Findings::default(),
            original: Some(original),
        }))
    }
}

impl Session {
    /// An address as what is shown understands it: groups are asked by the ids or names they have in
    /// the files, and have others under pseudonyms.
    pub(crate) fn shown_view(&self, frozen: &Frozen, view: &ViewSpec, job: &Job) -> Result<ViewSpec, AppError> {
        let mut view = view.clone();
        let Some(original) = &frozen.original else { return Ok(view) };
        let config = ClusterConfig::default();
        let named = self.clusters_of(original, &config, job)?;
        let here = self.clusters_of(frozen, &config, job)?;
        let translate = |group: &mut String| {
            let known = named.groups.iter().find(|g| *g.id == **group || g.label.eq_ignore_ascii_case(group));
            if let Some(same) = known.and_then(|g| same_group(&named, &here, &g.id)) {
                *group = same.id.to_string();
            }
        };
        match &mut view {
            ViewSpec::World(of) => of.open.iter_mut().for_each(translate),
            ViewSpec::Matrix(of) | ViewSpec::Group(of) => translate(&mut of.group),
            _ => {}
        }
        Ok(view)
    }

    /// The id that answers show for a native id of the files: itself, or its pseudonym.
    pub(crate) fn shown_as(&self, id: &str) -> String {
        let Some((frozen, original)) = self.frozen_already().and_then(|f| f.original.clone().map(|o| (f, o))) else {
            return id.to_owned();
        };
        match nodes_by_id(&original.snapshot, id).as_slice() {
            [node, ..] => id_text(&frozen.snapshot, *node),
            [] => "no longer there".to_owned(),
        }
    }

    /// A text that a person wrote: under pseudonyms every name and id of the graph in it is replaced,
    /// where it stands as a word of its own. O(nodes * text).
    pub(crate) fn masked(&self, text: &str) -> String {
        let Some((frozen, original)) = self.frozen_already().and_then(|f| f.original.clone().map(|o| (f, o))) else {
            return text.to_owned();
        };
        let lower = text.to_lowercase();
        // Longest first, so that a name within a longer one does not break it.
        let mut found: Vec<(String, NodeId)> = original
            .snapshot
            .nodes()
            .flat_map(|n| [original.snapshot.name(n), original.snapshot.id(n)].map(|t| (t.to_lowercase(), n)))
            .filter(|(name, _)| !name.trim().is_empty() && lower.contains(name.as_str()))
            .collect();
        found.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        found.iter().fold(text.to_owned(), |text, (name, node)| replaced(&text, name, frozen.snapshot.name(*node)))
    }
}

/// `name` (in lower case) as a word of its own, in any case, replaced.
fn replaced(text: &str, name: &str, by: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        // Lower case may have another length: compare letter by letter.
        let mut end = 0;
        let mut wanted = name.chars();
        let mut left = wanted.clone();
        for c in rest.chars() {
            let mut ahead = wanted.clone();
            if c.to_lowercase().any(|l| ahead.next() != Some(l)) {
                break;
            }
            wanted = ahead;
            end += c.len_utf8();
            left = wanted.clone();
            if left.as_str().is_empty() {
                break;
            }
        }
        let ends = !rest[end..].chars().next().is_some_and(char::is_alphanumeric);
        if left.as_str().is_empty() && ends && !before.is_some_and(char::is_alphanumeric) {
            out.push_str(by);
            before = rest[..end].chars().last();
            rest = &rest[end..];
        } else {
            out.push(first);
            before = Some(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// A key that nobody learns.
fn random() -> Result<Vec<u8>, AppError> {
    let mut key = vec![0; 32];
    getrandom::fill(&mut key).map_err(|e| {
        let remedy = "Name a key of your own, or export without pseudonyms.";
        AppError::new(Code::Internal, format!("the system gives no random key: {e}"), remedy)
    })?;
    Ok(key)
}

/// The pseudonym of every node. O(nodes * log nodes).
fn pseudonyms(snapshot: &Snapshot, key: &[u8]) -> Vec<Box<str>> {
    let mut by_word: BTreeMap<String, Vec<([u8; 32], NodeId)>> = BTreeMap::new();
    for node in snapshot.nodes() {
        by_word.entry(word(snapshot, node)).or_default().push((place(snapshot, node, key), node));
    }
    let mut names: Vec<Box<str>> = vec!["".into(); snapshot.node_count()];
    for (word, mut nodes) in by_word {
        nodes.sort_unstable();
        let digits = nodes.len().to_string().len().max(3);
        for (n, (_, node)) in nodes.into_iter().enumerate() {
            names[node.index()] = format!("{word} {:0digits$}", n + 1).into();
        }
    }
    names
}

fn place(snapshot: &Snapshot, node: NodeId, key: &[u8]) -> [u8; 32] {
    // HMAC takes keys of every length; an error is not possible and would only lose the order.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    mac.update(snapshot.namespace(node).as_bytes());
    mac.update(&[0]);
    mac.update(snapshot.id(node).as_bytes());
    mac.finalize().into_bytes().into()
}

/// What a node is called by: its lane or class, never its kind, which a source may have made up.
fn word(snapshot: &Snapshot, node: NodeId) -> String {
    let word = match snapshot.class(node) {
        NodeClass::Identity if snapshot.lifecycle(node) == Lifecycle::Autonomous => "Agent",
        NodeClass::Identity => match snapshot.lane(node) {
            Lane::Human => "Person",
            Lane::Machine => "Machine",
            Lane::Unknown => "Identity",
        },
        NodeClass::Entitlement => "Entitlement",
        NodeClass::Resource => "Resource",
        NodeClass::Credential => "Credential",
        NodeClass::Container => "Container",
    };
    word.to_owned()
}

/// The group of the one that the other calls otherwise: same place in the hierarchy, same members.
pub(crate) fn same_group<'a>(named: &Clusters, here: &'a Clusters, id: &str) -> Option<&'a Group> {
    let group = named.groups.iter().find(|g| &*g.id == id)?;
    let same =
        |g: &&Group| (g.lane, g.kind, g.level) == (group.lane, group.kind, group.level) && g.members == group.members;
    here.groups.iter().find(same)
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn names_in_texts_of_people_are_replaced_as_words() {
        let by = |text: &str, name: &str| replaced(text, name, "Person 001");
        assert_eq!(by("Only Ann and ANN reach it.", "ann"), "Only Person 001 and Person 001 reach it.");
        assert_eq!(by("An annex, Joann", "ann"), "An annex, Joann", "not within a word");
        assert_eq!(by("İstanbul ann", "ann"), "İstanbul Person 001", "letters that grow in lower case");
        assert_eq!(by("ends with ann", "ann"), "ends with Person 001", "at the end");
    }
}
