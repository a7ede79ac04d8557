//! Laws over random histories: the order of input never shows, a revision is a function of what the
//! sources say, and a diff is a set difference.

use std::collections::BTreeSet;

use atlas_model::NodeKey;

use super::*;
use crate::RelationKey;

/// A random source over few names, so that sources overlap, contradict and half describe each other.
fn random_source(dice: &mut Dice, name: &str) -> Inventory {
    let mut world = source(name, "");
    let id = |dice: &mut Dice| {
        let id = ["a", "b", "c", "d", "e", "f", "g", "h"][dice.roll(8)];
        if dice.roll(6) == 0 { id.to_uppercase() } else { id.to_owned() }
    };
    for _ in 0..dice.roll(7) {
        let (id, name) = (id(dice), ["Ann", "Bob", "ann", ""][dice.roll(4)]);
        let kinds: &[&str] = [&["User"][..], &["User", "Admin"], &[], &["Role"]][dice.roll(4)];
        world = world.node(&id, name, kinds, ["{}", r#"{"x":1}"#, r#"{"x":2,"y":[1]}"#][dice.roll(3)]);
    }
    for _ in 0..dice.roll(12) {
        let (from, kind, level) = (id(dice), ["K", "L"][dice.roll(2)], [None, Some("admin")][dice.roll(2)]);
        world = match dice.roll(3) {
            0 => world.relation_to_name(&from, kind, ["ann", "bob"][dice.roll(2)], [None, Some("User")][dice.roll(2)]),
            _ => world.relation(&from, kind, level, &id(dice)),
        };
        let last = world.relations.last_mut().unwrap();
        last.traversable = [None, None, Some(true), Some(false)][dice.roll(4)];
        last.properties = ["{}", r#"{"via":"x"}"#, r#"{"via":"y"}"#][dice.roll(3)].into();
    }
    world
}

fn nodes_of(store: &dyn Store, revision: u32) -> BTreeSet<NodeKey> {
    let snapshot = store.freeze(revision, &()).unwrap().freeze("", &KindBook::default());
    snapshot.nodes().map(|n| snapshot.key(n)).collect()
}

fn relations_of(store: &dyn Store, revision: u32) -> BTreeSet<RelationKey> {
    let snapshot = store.freeze(revision, &()).unwrap().freeze("", &KindBook::default());
    snapshot
        .edges()
        .filter(|&(_, e)| snapshot.meaning(e).rule.is_none())
        .map(|(from, e)| RelationKey {
            from: snapshot.key(from),
            kind: snapshot.meaning(e).kind.clone(),
            level: snapshot.meaning(e).level.clone(),
            to: snapshot.key(snapshot.target(e)),
        })
        .collect()
}

#[test]
fn the_order_of_the_input_never_shows() {
    for seed in 0..25 {
        let mut dice = Dice(seed);
        let world = random_source(&mut dice, "a");
        let mut answers = Vec::new();
        for _ in 0..3 {
            let mut turned = world.clone();
            dice.shuffle(&mut turned.nodes);
            dice.shuffle(&mut turned.relations);
            let desk = Desk::new();
            let mut store = desk.store();
            let outcome = import(&mut *store, &turned);
            answers.push((outcome.revision.id, outcome.issues.len(), frozen(&*store, 1)));
        }
        assert_eq!(answers[0], answers[1], "seed {seed}");
        assert_eq!(answers[0], answers[2], "seed {seed}");
    }
}

#[test]
fn a_revision_depends_on_what_the_sources_say_and_not_on_how_it_came_about() {
    for seed in 100..112 {
        let mut dice = Dice(seed);
        let desk = Desk::new();
        let mut store = desk.store();
        let mut latest: Vec<(String, Inventory)> = Vec::new();
        for _ in 0..6 {
            let name = ["a", "b", "c"][dice.roll(3)].to_owned();
            let world = random_source(&mut dice, &name);
            match latest.iter_mut().find(|(n, _)| *n == name) {
                Some((_, held)) => *held = world.clone(),
                None => latest.push((name, world.clone())),
            }
            let revision = import(&mut *store, &world).revision;
            let fresh = Desk::new();
            let mut anew = fresh.store();
            let mut once = revision.clone();
            for (_, world) in &latest {
                once = import(&mut *anew, world).revision;
            }
            assert_eq!(
                (&revision.id, revision.nodes, revision.relations, revision.placeholders),
                (&once.id, once.nodes, once.relations, once.placeholders),
                "seed {seed}, revision {}: a fresh workspace with the same sources is the same revision",
                revision.number
            );
            assert_eq!(frozen(&*store, revision.number), frozen(&*anew, once.number), "seed {seed}: and freezes alike");
            let turned = Desk::new();
            let mut other_way = turned.store();
            for (_, world) in latest.iter().rev() {
                once = import(&mut *other_way, world).revision;
            }
            assert_eq!(revision.id, once.id, "seed {seed}: whatever the order of the sources");
        }
        assert_whole(&*store, &format!("seed {seed}"));
    }
}

#[test]
fn a_diff_is_the_set_difference_of_any_two_revisions() {
    for seed in 200..215 {
        let mut dice = Dice(seed);
        let desk = Desk::new();
        let mut store = desk.store();
        for _ in 0..5 {
            let name = ["a", "b"][dice.roll(2)];
            let world = random_source(&mut dice, name);
            import(&mut *store, &world);
        }
        for (from, to) in [(1, 5), (2, 3), (4, 2), (3, 3)] {
            let diff = store.diff(from, to).unwrap();
            let (before, after) = (relations_of(&*store, from), relations_of(&*store, to));
            let added: Vec<_> = after.difference(&before).cloned().collect();
            let removed: Vec<_> = before.difference(&after).cloned().collect();
            assert_eq!(diff.relations_added, added, "seed {seed}, {from} to {to}");
            assert_eq!(diff.relations_removed, removed, "seed {seed}, {from} to {to}");
            let (before, after) = (nodes_of(&*store, from), nodes_of(&*store, to));
            assert_eq!(diff.nodes_added, after.difference(&before).cloned().collect::<Vec<_>>(), "seed {seed}");
            assert_eq!(diff.nodes_removed, before.difference(&after).cloned().collect::<Vec<_>>(), "seed {seed}");
            let says = |revision, key: &NodeKey| {
                let node = store.node(revision, key).unwrap().unwrap();
                let stated = node.statements.into_iter();
                stated.map(|s| (s.source, s.name, s.kinds, s.properties)).collect::<Vec<_>>()
            };
            let changed: Vec<_> =
                before.intersection(&after).filter(|k| says(from, k) != says(to, k)).cloned().collect();
            assert_eq!(diff.nodes_changed, changed, "seed {seed}, {from} to {to}");
        }
        let counted: Vec<_> = store.revisions().unwrap();
        for pair in counted.windows(2) {
            let diff = store.diff(pair[0].number, pair[1].number).unwrap();
            assert_eq!(
                (
                    diff.relations_added.len(),
                    diff.relations_removed.len(),
                    diff.nodes_added.len(),
                    diff.nodes_removed.len()
                ),
                (
                    pair[1].relations_added as usize,
                    pair[1].relations_removed as usize,
                    pair[1].nodes_added as usize,
                    pair[1].nodes_removed as usize
                ),
                "seed {seed}: an import counts what a diff lists"
            );
        }
    }
}
