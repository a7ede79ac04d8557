//! What must hold for every street, whatever is opened in it and whatever its names are.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use atlas_graph::{NodeId, NodeRow, Snapshot, SnapshotBuilder};
use atlas_map::street::{Item, Street, StreetInput, What, street};
use atlas_map::{Pick, frame};
use atlas_model::{Hints, KindBook};

const HOSTILE: [&str; 6] = ["<img src=x onerror=alert(1)>", "a/@b~c", ">User~MemberOf", "+", "%2F", "x\u{202E}y\u{0}"];

/// A group with 60 users, in 3 groups itself, that may administer 2 computers; users with sessions.
fn world() -> Snapshot {
    let mut rows = SnapshotBuilder::default();
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut node = |rows: &mut SnapshotBuilder, id: &str, kind: &str| {
        let row = NodeRow {
            namespace: "t",
            id,
            name: id,
            kinds: &[kind],
            hints: Hints::default(),
            placeholder: false,
            source: "t",
        };
        let number = rows.node(&row);
        numbers.insert(id.to_owned(), number);
        number
    };
    let ops = node(&mut rows, "ops", "Group");
    let member = rows.edge_kind("MemberOf", None, None);
    let admin = rows.edge_kind("AdminTo", None, None);
    let session = rows.edge_kind("HasSession", None, None);
    let users: Vec<u32> = (0..54)
        .map(|i| format!("u{i:02}"))
        .chain(HOSTILE.map(str::to_owned))
        .map(|id| node(&mut rows, &id, "User"))
        .collect();
    for &user in &users {
        rows.edge(user, ops, member);
    }
    for i in 0..3 {
        let outer = node(&mut rows, &format!("g{i}"), "Group");
        rows.edge(ops, outer, member);
    }
    for (i, &user) in users.iter().enumerate().take(2) {
        let pc = node(&mut rows, &format!("pc{i}"), "Computer");
        rows.edge(ops, pc, admin);
        rows.edge(pc, user, session);
    }
    rows.freeze("r1", &KindBook::of_tables())
}

fn drawn(snapshot: &Snapshot, expanded: &[String], pinned: &[String]) -> Street {
    let node = snapshot.find("ops").next().unwrap();
    let jewel: Vec<NodeId> = snapshot.find("g2").collect();
    street(&StreetInput { snapshot, node, jewels: &jewel, expanded, pinned, stamp: "" })
}

/// Where each thing stands, from the middle of the street.
fn places(street: &Street) -> BTreeMap<Pick, Vec<[i32; 2]>> {
    let middle = &street.scene.marks[0];
    let mut out: BTreeMap<Pick, Vec<[i32; 2]>> = BTreeMap::new();
    for m in &street.scene.marks[1..] {
        let at = [m.x - middle.x, m.y - middle.y].map(|v| (v * 4.0).round() as i32);
        out.entry(m.pick.clone()).or_default().push(at);
    }
    out
}

fn item<'a>(street: &'a Street, name: &str) -> &'a Item {
    street.items.iter().find(|i| &*i.name == name).unwrap_or_else(|| panic!("no {name} in {:?}", street.items))
}

fn place(street: &Street, name: &str) -> String {
    item(street, name).opens.to_string()
}

#[test]
fn neighbours_stand_in_rows_with_their_counts() {
    let snapshot = world();
    let shut = drawn(&snapshot, &[], &[]);
    let rows: Vec<(&str, bool, usize)> = shut.items.iter().map(|i| (&*i.name, i.left, i.inside)).collect();
    assert_eq!(rows, [("60 users", true, 60), ("3 groups", false, 3), ("2 computers", false, 2)]);
    assert_eq!((shut.shown, shut.neighbours), (65, 65));
    assert_eq!(&*shut.scene.shown, "65 of 65 neighbours shown");
    let picks: Vec<&Pick> = shut.scene.marks.iter().map(|m| &m.pick).collect();
    assert!(picks.iter().any(|p| matches!(p, Pick::Row(_))), "a row can be chosen and opened: {picks:?}");
}

#[test]
fn nothing_moves_when_something_opens() {
    let snapshot = world();
    let mut open: Vec<String> = Vec::new();
    let mut before = drawn(&snapshot, &open, &[]);
    for name in ["3 groups", "60 users", "u00", "2 computers", "50 more", "10 more", "pc1", "pc0"] {
        let Some(it) = before.items.iter().find(|i| &*i.name == name) else { continue };
        let rest = matches!(it.what, What::More(_)).then(|| Pick::Row(it.place.clone()));
        open.push(it.opens.to_string());
        let after = drawn(&snapshot, &open, &[]);
        assert!(after.items.len() >= before.items.len(), "{name} opens");
        let now = places(&after);
        for (pick, at) in places(&before) {
            // The words for the rest give way to what they stood for.
            if Some(&pick) == rest.as_ref() {
                continue;
            }
            let there = &now[&pick];
            assert!(at.iter().all(|a| there.contains(a)), "{pick:?} stays where it was when {name} opens");
        }
        before = after;
    }
    assert!(before.items.len() > 60, "all members are open by now: {}", before.items.len());
}

#[test]
fn what_stands_in_a_column_never_overlaps() {
    let snapshot = world();
    let mut open: Vec<String> = Vec::new();
    for name in ["60 users", "3 groups", "50 more", "10 more", "u00", "u01", "2 computers"] {
        let street = drawn(&snapshot, &open, &[]);
        if street.items.iter().any(|i| &*i.name == name) {
            open.push(place(&street, name));
        }
    }
    let street = drawn(&snapshot, &open, &[]);
    let marks: Vec<_> = street.scene.marks.iter().filter(|m| m.r > 8.0).collect();
    for (i, a) in marks.iter().enumerate() {
        for b in &marks[..i] {
            assert!((a.x - b.x).abs() > 30.0 || (a.y - b.y).abs() > 30.0, "{} and {}", a.title, b.title);
        }
    }
}

#[test]
fn a_long_list_is_shown_page_by_page() {
    let snapshot = world();
    let row = place(&drawn(&snapshot, &[], &[]), "60 users");
    let count = |times: usize| {
        let street = drawn(&snapshot, &vec![row.clone(); times], &[]);
        street.items.iter().filter(|i| i.left && matches!(i.what, What::Node(_))).count()
    };
    assert_eq!([count(0), count(1), count(2), count(3), count(9)], [0, 10, 50, 60, 60]);
    let first = drawn(&snapshot, std::slice::from_ref(&row), &[]);
    assert_eq!(item(&first, "50 more").opens.to_string(), row, "and says how to see the rest");
}

#[test]
fn what_is_pinned_stays_when_its_row_closes_and_keeps_its_place() {
    let snapshot = world();
    let row = place(&drawn(&snapshot, &[], &[]), "60 users");
    let open = drawn(&snapshot, std::slice::from_ref(&row), &[]);
    let pin = item(&open, "u03").place.to_string();
    let pick = open.scene.marks.iter().find(|m| m.title.starts_with("u03")).map(|m| m.pick.clone()).unwrap();
    let shut = drawn(&snapshot, &[format!("-{row}")], std::slice::from_ref(&pin));
    let members: Vec<&str> =
        shut.items.iter().filter(|i| i.left && matches!(i.what, What::Node(_))).map(|i| &*i.name).collect();
    assert_eq!(members, ["u03"], "the others are gone");
    assert!(item(&shut, "u03").pinned && !item(&shut, "60 users").open);
    assert_eq!(places(&shut)[&pick], places(&open)[&pick], "it does not move");
    let implied = drawn(&snapshot, &[], &[pin]);
    assert_eq!(places(&implied)[&pick], places(&open)[&pick], "nor where only the pin is known");
}

#[test]
fn rings_end_and_places_that_do_not_exist_are_passed_over() {
    let snapshot = world();
    let mut open: Vec<String> = vec![">nothing~here".into(), "-".into(), "".into(), "<".into(), ">".into()];
    for _ in 0..12 {
        let street = drawn(&snapshot, &open, &[]);
        let next = street.items.iter().find(|i| !i.open && i.inside > 0 && !matches!(i.what, What::More(_)));
        let Some(next) = next else { break };
        open.push(next.opens.to_string());
    }
    let street = drawn(&snapshot, &open, &[]);
    let own: Vec<&Item> = street.items.iter().filter(|i| &*i.name == "ops").collect();
    assert!(own.iter().all(|i| i.inside == 0), "the node in the middle is not walked again");
}

#[test]
fn equal_addresses_give_equal_bytes_and_hostile_names_stay_names() {
    let snapshot = world();
    let row = place(&drawn(&snapshot, &[], &[]), "60 users");
    let open = vec![row; 3];
    let street = drawn(&snapshot, &open, &[]);
    assert_eq!(frame::encode(&street.scene), frame::encode(&drawn(&snapshot, &open, &[]).scene));
    for name in HOSTILE {
        let it = item(&street, name);
        assert!(it.place.starts_with(&*item(&street, "60 users").place), "{name} lies in its row");
        let again = drawn(&snapshot, &[open.clone(), vec![it.place.to_string()]].concat(), &[]);
        assert!(item(&again, name).place == it.place, "{name} is found by its place");
    }
    for label in &street.scene.labels {
        assert!(!label.text.chars().any(|c| c.is_control() || c == '\u{202E}'), "{:?} is made visible", label.text);
    }
}
