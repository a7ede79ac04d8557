//! What the store itself has to say about an import, as issues.

use atlas_model::{Issue, NodeKey, Place, Section, Severity};

use super::finder::Unsettled;
use super::intake::Gathered;
use super::join_nodes::NodeChange;
use super::resolve::Resolution;
use super::tally::{NAMED_ENDS, RelationChange};
use super::wanted;

/// Add the issues of ends outside the files, of case and of conflicts. In a fixed order. What was
/// said already, by the store that the facts are copied from, is not said again.
pub(super) fn add(g: &mut Gathered, resolution: &Resolution, nodes: &NodeChange, relations: &RelationChange) {
    let mut issues = Vec::new();
    if nodes.by_source.is_empty() && relations.outside > 0 {
        issues.push(note(
            "",
            "",
            format!("no record describes a node; all {} ends are known by their ids only", relations.outside),
            "Import a list of nodes beside the relations to see names and kinds.",
        ));
    } else {
        outside(g, resolution, relations, &mut issues);
    }
    if let Some((written, node)) = resolution.case.iter().next()
        && relations.case_matched > 0
    {
        issues.push(note(
            "",
            "",
            format!(
                "{} ends were taken for nodes whose ids differ in case only, for example {:?} for {:?}",
                relations.case_matched,
                g.keys.id(*written),
                g.keys.id(*node),
            ),
            "Write ids alike in all files if different nodes were meant.",
        ));
    }
    if let Some(node) = nodes.example {
        issues.push(note(
            "",
            "",
            format!(
                "the records of {} nodes contradict each other, for example of {:?}; the first source's values show",
                nodes.conflicts,
                g.keys.id(node),
            ),
            "`atlas show` lists what each source says.",
        ));
    }
    if relations.conflicts > 0 {
        issues.push(note(
            "",
            "",
            format!(
                "{} relations are stated more than once with different properties; one of them shows",
                relations.conflicts
            ),
            "Give each relation one record if the properties matter.",
        ));
    }
    issues.retain(|issue| !g.issues.contains(issue));
    g.issues.append(&mut issues);
}

fn note(file: &str, place: &str, reason: String, remedy: &str) -> Issue {
    Issue {
        severity: Severity::Note,
        file: file.into(),
        place: place.into(),
        reason: reason.into(),
        remedy: remedy.into(),
    }
}

fn outside(g: &Gathered, resolution: &Resolution, relations: &RelationChange, issues: &mut Vec<Issue>) {
    let mut named = relations.outside_named.clone().into_vec();
    named.sort_unstable();
    for end in named {
        let (file, section) = g.lists.word(end.list);
        let (_, record, line) = end.order;
        let place = Place { file: 0, section, record, line }.to_string();
        let side = match (section, end.is_to) {
            (Section::Row, false) => "from",
            (Section::Row, true) => "to",
            (_, false) => "start",
            (_, true) => "end",
        };
        let (reason, remedy) = match resolution.unsettled.get(&end.node) {
            None => (
                format!("the {side} {:?} is described by no file and stands as a placeholder", g.keys.id(end.node)),
                "Import the file that describes it.",
            ),
            Some(Unsettled::Nobody) => (
                format!("the {side} {} fits no node and stands as a placeholder", sought(g, end.node)),
                "Import the file that describes it; the end is then resolved.",
            ),
            Some(Unsettled::Several(n)) => (
                format!("the {side} {} fits {n} nodes and stands as a placeholder", sought(g, end.node)),
                "Name the node by its id.",
            ),
        };
        issues.push(note(file, &place, reason, remedy));
    }
    let more = relations.outside as usize - relations.outside_named.len().min(relations.outside as usize);
    if more > 0 {
        issues.push(note(
            "",
            "",
            format!("{more} more ends than the {NAMED_ENDS} named are described by no file and stand as placeholders"),
            "Import the files that describe them.",
        ));
    }
}

/// What a match looked for, in words.
fn sought(g: &Gathered, node: u32) -> String {
    let key = NodeKey { namespace: g.keys.namespace_of(node).into(), id: g.keys.id(node).into() };
    match wanted::asked_kind(&key.namespace) {
        Some(kind) => format!("{:?} of kind {kind}", key.id),
        None => format!("{:?}", key.id),
    }
}
