use super::{Cell, access_matrix};
use crate::profile::profiles;
use crate::worlds::{World, node};

#[test]
fn a_matrix_folds_equal_columns_and_marks_what_is_usual_rare_and_missing() {
    let mut world = World::default();
    let group: Vec<String> = (0..8).map(|i| format!("p{i}")).collect();
    for who in &group {
        world.can(who, "write", "app").can(who, "admin", "app").can(who, "write", "wiki");
        world.belongs(who, "org");
    }
    world.can("p7", "write", "vault");
    for who in ["p1", "p2"] {
        world.can(who, "read", "half").can(who, "read", "quarter");
    }
    for who in ["p3", "p4"] {
        world.can(who, "read", "half");
    }
    world.can("new", "write", "app").belongs("new", "org");
    for other in 0..30 {
        world.belongs(&format!("other{other}"), "org");
    }
    let snapshot = world.freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let members: Vec<_> = group.iter().map(String::as_str).chain(["new"]).map(|n| node(&snapshot, n)).collect();
    let matrix = access_matrix(&profiles, &members, Some(node(&snapshot, "p7")));

    let columns: Vec<(Vec<&str>, usize)> = matrix
        .columns
        .iter()
        .map(|c| (c.grants.iter().map(|g| snapshot.name(g.target)).collect(), c.holders.len()))
        .collect();
    assert_eq!(matrix.usual, 2, "app for nine, and what eight of nine hold");
    assert!(columns[..2].contains(&(vec!["app", "wiki"], 8)), "equal holders are one column: {columns:?}");
    assert_eq!(columns[2], (vec!["vault"], 1), "beyond the gap the selected one's columns come first");
    assert_eq!(columns.len(), 5, "the base is no column: {columns:?}");

    let at = |who: &str, column: usize| {
        let row = matrix.rows.iter().position(|&r| r == node(&snapshot, who)).unwrap();
        matrix.cell(row, column)
    };
    let eight = columns.iter().position(|c| c.1 == 8).unwrap();
    assert_eq!([at("p0", eight), at("new", eight)], [Cell::Usual, Cell::Missing], "most hold it");
    assert_eq!([at("p7", 2), at("p0", 2)], [Cell::Rare, Cell::Empty], "one of nine");
    let half = columns.iter().position(|c| c.0 == ["half"]).unwrap();
    assert_eq!([at("p3", half), at("p0", half)], [Cell::Some, Cell::Empty], "four of nine");
}

#[test]
fn rows_with_like_access_stand_together() {
    let mut world = World::default();
    for i in 0..10 {
        let side = i % 2;
        for thing in 0..4 {
            world.can(&format!("p{i}"), "write", &format!("side{side}/{thing}"));
        }
        world.can(&format!("p{i}"), "read", &format!("common{}", i / 6));
    }
    for other in 0..30 {
        world.can(&format!("other{other}"), "write", "elsewhere");
    }
    let snapshot = world.freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let members: Vec<_> = (0..10).map(|i| node(&snapshot, &format!("p{i}"))).collect();
    let matrix = access_matrix(&profiles, &members, None);
    let sides: Vec<usize> = matrix.rows.iter().map(|r| members.iter().position(|m| m == r).unwrap() % 2).collect();
    let changes = sides.windows(2).filter(|w| w[0] != w[1]).count();
    assert_eq!(changes, 1, "the two halves are two blocks: {sides:?}");
}

#[test]
fn a_group_that_holds_nothing_has_no_columns() {
    let mut world = World::default();
    world.node("ann", "Person");
    let snapshot = world.freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let matrix = access_matrix(&profiles, &[node(&snapshot, "ann")], None);
    assert_eq!((matrix.rows.len(), matrix.columns.len()), (1, 0), "one empty row");
    assert_eq!(matrix.held(), [Vec::<u32>::new()], "and nothing held");
}

/// Forty members over thirty things, each holding about a third: nothing about it is special.
fn any_world() -> World {
    let mut random = crate::random::Random::new(11);
    let mut world = World::default();
    for who in 0..40 {
        for thing in 0..30 {
            if random.below(3) == 0 {
                world.can(&format!("p{who:02}"), "write", &format!("thing{thing}"));
            }
        }
        world.can(&format!("p{who:02}"), "read", &format!("own{}", who % 7));
    }
    // So that none of it is the base.
    for other in 0..90 {
        world.can(&format!("x{other}"), "read", "elsewhere");
    }
    world
}

#[test]
fn cells_equal_what_a_count_by_hand_says() {
    let snapshot = any_world().freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let members: Vec<_> = (0..40).map(|i| node(&snapshot, &format!("p{i:02}"))).collect();
    let matrix = access_matrix(&profiles, &members, None);
    let holds = |who, grant| profiles.grants_of(who).contains(grant);
    let mut grants = 0;
    for (c, column) in matrix.columns.iter().enumerate() {
        grants += column.grants.len();
        for grant in &column.grants {
            let holders = members.iter().filter(|&&m| holds(m, grant)).count();
            for (r, &who) in matrix.rows.iter().enumerate() {
                let said = match (holds(who, grant), holders) {
                    (true, n) if n >= 20 => Cell::Usual,
                    (true, n) if n >= 10 => Cell::Some,
                    (true, _) => Cell::Rare,
                    (false, n) if n >= 30 => Cell::Missing,
                    (false, _) => Cell::Empty,
                };
                assert_eq!(matrix.cell(r, c), said, "row {r}, {grant:?}");
                assert_eq!(matrix.held()[r].contains(&(c as u32)), holds(who, grant), "by rows as by columns");
            }
        }
    }
    let all: std::collections::BTreeSet<_> = members.iter().flat_map(|&m| profiles.grants_of(m)).collect();
    assert_eq!(grants, all.len(), "every grant stands in one column");
}

#[test]
fn same_input_same_matrix() {
    let snapshot = any_world().freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let members: Vec<_> = (0..40).map(|i| node(&snapshot, &format!("p{i:02}"))).collect();
    let once = access_matrix(&profiles, &members, Some(members[3]));
    assert_eq!(once, access_matrix(&profiles, &members, Some(members[3])), "no hash order, no clock");
}
