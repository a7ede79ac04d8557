use atlas_model::Lane;

use super::{Profiles, profiles};
use crate::worlds::{World, node};

/// (level or kind, target, weighs) of all that `who` holds.
fn held(profiles: &Profiles, snapshot: &atlas_graph::Snapshot, who: &str) -> Vec<(String, String, bool)> {
    let (lane, profile) = profiles.of(node(snapshot, who)).expect("an identity");
    let say = |(grant, weighs): (u32, bool)| {
        let grant = profiles.table.grant(grant);
        let how = grant.level.unwrap_or(grant.kind).into_string();
        (how, snapshot.name(grant.target).to_owned(), weighs)
    };
    let mut held: Vec<_> = lane.entries(profile).map(say).collect();
    held.sort();
    held
}

fn says(how: &str, target: &str, weighs: bool) -> (String, String, bool) {
    (how.to_owned(), target.to_owned(), weighs)
}

#[test]
fn a_profile_is_what_is_held_directly_and_through_nested_teams_and_weighs_once() {
    let mut world = World::default();
    world.member("ann", "leaf").member("leaf", "top").can("leaf", "write", "app").can("top", "admin", "ops");
    world.can("ann", "read", "app").belongs("ann", "org").can("org", "write", "everything");
    let snapshot = world.freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    assert_eq!(
        held(&profiles, &snapshot, "ann"),
        [
            says("BelongsTo", "org", true),
            says("MemberOf", "leaf", true),
            says("MemberOf", "top", false),
            says("admin", "ops", false),
            says("read", "app", true),
            says("write", "app", false),
        ],
        "what a team gives is held and follows from the team; an organisation is a grant but is not walked"
    );
}

#[test]
fn equal_access_is_one_profile_whatever_way_it_was_come_by() {
    let mut world = World::default();
    world.member("ann", "team").can("team", "write", "app").member("bob", "team").can("bob", "write", "app");
    world.can("cid", "write", "app").node("bot", "Machine").member("bot", "team");
    let snapshot = world.freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let of = |who: &str| {
        let (lane, profile) = profiles.of(node(&snapshot, who)).unwrap();
        (lane.lane(), profile)
    };
    assert_eq!(of("ann"), of("bob"), "having it twice is having it");
    assert_ne!(of("ann"), of("cid"), "membership itself is access");
    assert_eq!(of("bot").0, Lane::Machine, "lanes are never mixed");
    assert!(profiles.of(node(&snapshot, "team")).is_none(), "a team is no identity");
}

#[test]
fn of_teams_in_a_ring_one_weighs_and_none_where_another_leads_there() {
    let mut world = World::default();
    world.member("a", "b").member("b", "c").member("c", "a").can("c", "write", "app");
    for team in ["a", "b", "c", "door"] {
        world.node(team, "Team");
    }
    world.member("ann", "b").member("door", "b").member("dan", "door");
    let snapshot = world.freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let weighs = |who: &str| -> Vec<String> {
        held(&profiles, &snapshot, who).into_iter().filter(|h| h.2).map(|h| h.1).collect()
    };
    assert_eq!(weighs("ann"), ["a"], "three memberships that give each other are one thing");
    assert_eq!(weighs("dan"), ["door"], "the door gives the whole ring");
}

#[test]
fn the_base_is_what_half_of_the_lane_holds() {
    let mut world = World::default();
    for person in ["ann", "bob", "cid", "dan"] {
        world.belongs(person, "org");
    }
    world.can("ann", "write", "app").can("bob", "write", "app").can("cid", "write", "ops");
    let snapshot = world.freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let lane = &profiles.lanes()[0];
    let beside = |who: &str| lane.beside_base(profiles.of(node(&snapshot, who)).unwrap().1).count();
    assert_eq!([beside("ann"), beside("cid"), beside("dan")], [0, 1, 0], "two of four is half");
}

#[test]
fn the_order_of_the_rows_does_not_show() {
    let world = World::scattered(3, 40, 200);
    let [forth, back] = [false, true].map(|b| {
        let snapshot = world.freeze_in(b);
        format!("{:?}", profiles(&snapshot, &()).unwrap())
    });
    assert_eq!(forth, back, "profiles depend on the facts alone");
}
