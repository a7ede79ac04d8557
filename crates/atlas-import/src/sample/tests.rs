use std::collections::{BTreeMap, BTreeSet};

use atlas_model::{Inventory, Lifecycle};

use super::*;

fn sample(seed: u64) -> Inventory {
    let mut inventory = Inventory::default();
    write("harbor", seed, &mut inventory);
    inventory
}

#[test]
fn the_same_seed_makes_the_same_organisation() {
    assert_eq!(sample(7), sample(7), "facts and places are a function of the seed");
    assert_ne!(sample(7), sample(8), "another seed is another organisation");
}

#[test]
fn it_has_the_size_it_says() {
    let inventory = sample(7);
    let lives = |l| inventory.nodes.iter().filter(|n| n.hints.lifecycle == Some(l)).count();
    let people = lives(Lifecycle::Human);
    let machines: usize = [Lifecycle::Stable, Lifecycle::Ephemeral, Lifecycle::Autonomous].map(lives).iter().sum();
    assert!((380..=440).contains(&people), "about 400 people, got {people}");
    assert!((1400..=1600).contains(&machines), "about 1,500 machines, got {machines}");
    assert!(lives(Lifecycle::Autonomous) >= 50, "agents are a fleet of their own");
    let relations = inventory.relations.len();
    assert!((6000..=11_000).contains(&relations), "6 to 11 thousand relations, got {relations}");
    assert!(inventory.issues.is_empty(), "a made-up file has nothing wrong with it");
}

#[test]
fn every_end_is_a_node_and_every_node_is_said_once() {
    let inventory = sample(7);
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for node in &inventory.nodes {
        *said.entry(&node.id).or_default() += 1;
    }
    let twice: Vec<_> = said.iter().filter(|(_, n)| **n > 1).collect();
    assert!(twice.is_empty(), "said more than once: {twice:?}");
    let ends = inventory.relations.iter().flat_map(|r| [&r.from, &r.to]);
    let unknown: BTreeSet<_> = ends.filter_map(|e| e.as_deref().ok()).filter(|id| !said.contains_key(id)).collect();
    assert!(unknown.is_empty(), "no placeholders: {unknown:?}");
}

#[test]
fn properties_are_json_and_places_are_unique() {
    let inventory = sample(7);
    for node in &inventory.nodes {
        let parsed: Result<serde_json::Map<String, serde_json::Value>, _> = serde_json::from_str(&node.properties);
        assert!(parsed.is_ok(), "{}: {}", node.id, node.properties);
    }
    let nodes = inventory.nodes.iter().map(|n| n.place);
    let places: Vec<_> = nodes.chain(inventory.relations.iter().map(|r| r.place)).collect();
    let distinct: BTreeSet<_> = places.iter().collect();
    assert_eq!(distinct.len(), places.len(), "each fact has a record of its own");
}

#[test]
fn each_type_of_outlier_is_planted_among_people_and_machines() {
    let (inventory, truth) = (sample(7), truth(7));
    let human: BTreeSet<&str> =
        inventory.nodes.iter().filter(|n| n.hints.lifecycle == Some(Lifecycle::Human)).map(|n| &*n.id).collect();
    for planted in [&truth.fits_nowhere, &truth.rare_extras, &truth.missing_common] {
        let people = planted.iter().filter(|id| human.contains(id.as_str())).count();
        assert!(people >= 5 && planted.len() - people >= 5, "at least five of each lane: {planted:?}");
    }
}

#[test]
fn each_story_is_a_chain_of_facts() {
    let (inventory, truth) = (sample(7), truth(7));
    let said: BTreeSet<(&str, &str)> =
        inventory.relations.iter().filter_map(|r| Some((r.from.as_deref().ok()?, r.to.as_deref().ok()?))).collect();
    assert_eq!(truth.stories.len(), 3, "three stories");
    for story in &truth.stories {
        for step in story.nodes.windows(2) {
            assert!(said.contains(&(&*step[0], &*step[1])), "{}: no fact joins {step:?}", story.name);
        }
    }
}

#[test]
fn every_kind_stands_in_the_tables() {
    let inventory = sample(7);
    let mut seen = atlas_model::SeenKinds::default();
    for kind in inventory.nodes.iter().flat_map(|n| &n.kinds) {
        *seen.nodes.entry(kind.clone()).or_default() += 1;
    }
    for relation in &inventory.relations {
        *seen.triples.entry(("".into(), relation.kind.clone(), "".into())).or_default() += 1;
    }
    let book = atlas_model::KindBook::resolve(&Default::default(), &Default::default(), &seen);
    let nodes = book.nodes.values().filter(|k| k.basis != atlas_model::Basis::Table).map(|k| &*k.kind);
    let relations = book.relations.values().filter(|k| k.basis != atlas_model::Basis::Table).map(|k| &*k.kind);
    let guessed: Vec<_> = nodes.chain(relations).collect();
    assert!(guessed.is_empty(), "the sample speaks known words: {guessed:?}");
}
