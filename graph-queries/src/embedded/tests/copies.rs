//! A copy of a revision: the same id, the same answers, and nothing of one that broke off.

use super::*;
use crate::records::{NodeFacts, RecordSink, RelationFacts};
use crate::{StoreError, copy_into};
use atlas_model::Issue;

/// Everything that a revision says, with sources and files by name, in an order of its own.
#[derive(Default)]
struct Told {
    sources: Vec<String>,
    lists: Vec<String>,
    ids: Vec<String>,
    lines: Vec<String>,
}

fn slot(slots: &mut Vec<String>, number: u32, text: String) {
    slots.resize(slots.len().max(number as usize + 1), String::new());
    slots[number as usize] = text;
}

impl RecordSink for Told {
    fn source(&mut self, number: u32, name: &str, namespace: &str) -> Result<(), StoreError> {
        self.lines.push(format!("source {name} in {namespace:?}, place {}", self.lines.len()));
        slot(&mut self.sources, number, name.into());
        Ok(())
    }
    fn list(&mut self, number: u32, file: &str, section: Section) -> Result<(), StoreError> {
        slot(&mut self.lists, number, format!("{file} {}", section.word()));
        Ok(())
    }
    fn node(&mut self, node: NodeFacts) -> Result<(), StoreError> {
        let key = format!("{}:{}", node.namespace, node.id);
        slot(&mut self.ids, node.number, key.clone());
        let first = &self.sources[node.source as usize];
        self.lines.push(format!("node {key} first in {first}, placeholder {}", node.said.is_empty()));
        for mut said in node.said {
            let source = &self.sources[said.source as usize];
            let spots: Vec<String> =
                said.spots.iter().map(|s| format!("{} {} {}", self.lists[s.list as usize], s.record, s.line)).collect();
            (said.source, said.since, said.spots) = (0, 0, Vec::new());
            self.lines.push(format!("node {key} in {source}: {said:?} at {spots:?}"));
        }
        Ok(())
    }
    fn relation(&mut self, relation: RelationFacts) -> Result<(), StoreError> {
        let [from, to] = [relation.from, relation.to].map(|n| self.ids[n as usize].clone());
        for mut said in relation.said {
            let source = &self.sources[said.source as usize];
            let spots: Vec<String> =
                said.spots.iter().map(|s| format!("{} {} {}", self.lists[s.list as usize], s.record, s.line)).collect();
            (said.source, said.spots) = (0, Vec::new());
            let (kind, level) = (&relation.kind, &relation.level);
            self.lines.push(format!("{from} {kind} {level:?} {to} in {source}: {said:?} at {spots:?}"));
        }
        Ok(())
    }
}

fn told(store: &dyn Store) -> Vec<String> {
    let revision = store.revisions().unwrap().pop().unwrap().number;
    let mut told = Told::default();
    store.records(revision, &mut told, &()).unwrap();
    told.lines.sort_unstable();
    told.lines
}

#[test]
fn a_copy_says_the_same_and_has_the_same_id() {
    let desk = Desk::new();
    let mut original = desk.store();
    // The later name comes first, so that precedence is not the order of the names.
    let zoo = source("zoo", "")
        .node("u1", "Ann", &["User"], r#"{"team":"red"}"#)
        .node("g1", "Ops", &["Group"], "{}")
        .relation("u1", "MemberOf", None, "g1")
        .relation("u1", "MemberOf", None, "g1")
        .relation("u1", "Owns", Some("admin"), "nowhere")
        .relation_to_name("u1", "Knows", "Bob", Some("User"))
        .relation_to_name("u1", "Knows", "Nobody", Some("Agent"));
    let mut ark = source("ark", "").node("u1", "Anna", &["Person", "User"], r#"{"team":"blue"}"#);
    ark = ark
        .node("u2", "bob", &["User"], "{}")
        .relation("u1", "MemberOf", None, "g1")
        .relation("U2", "MemberOf", None, "G1");
    ark.issues.push(Issue {
        severity: atlas_model::Severity::Loss,
        file: "ark.json".into(),
        place: "nodes[9]".into(),
        reason: "it is broken".into(),
        remedy: "Mend it.".into(),
    });
    import(&mut *original, &zoo);
    let mut intake = original.begin(&stamp(), &()).unwrap();
    pour(&ark, &mut *intake);
    for issue in &ark.issues {
        intake.issue(issue.clone());
    }
    intake.commit().unwrap();

    let other = Desk::new();
    let mut copy = other.store();
    let outcome = copy_into(&*original, 2, &mut *copy, &stamp(), &()).unwrap();
    assert_eq!(outcome.revision.id, original.revisions().unwrap()[1].id, "equal facts, equal id");
    assert_eq!(told(&*copy), told(&*original), "every statement with its evidence, in the same precedence");
    let issues = |store: &dyn Store, revision| {
        let mut issues: Vec<String> = store.issues(revision).unwrap().iter().map(|i| format!("{i:?}")).collect();
        issues.sort_unstable();
        issues
    };
    assert_eq!(issues(&*copy, 1), issues(&*original, 2), "no issue is lost and none is said twice");
    assert_eq!(frozen(&*copy, 1), frozen(&*original, 2), "the same snapshot");
    assert_whole(&*copy, "the copy");
}
