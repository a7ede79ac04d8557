use super::finder::Finder;
use super::likeness::Likeness;
use super::linkage::{average_linkage, members};
use crate::profile::{Profiles, profiles};
use crate::worlds::{World, node};

fn row_of(likeness: &Likeness<'_>, profiles: &Profiles, who: atlas_graph::NodeId) -> u32 {
    let (_, profile) = profiles.of(who).unwrap();
    (0..likeness.len() as u32).find(|&r| likeness.profiles(r).contains(&(profile as u32))).unwrap()
}

/// Likeness of two people among a crowd that makes everything rare.
fn alike(world: &mut World, a: &str, b: &str) -> f32 {
    for other in 0..40 {
        world.can(&format!("crowd{other}"), "write", &format!("crowd/{other}"));
    }
    let snapshot = world.freeze();
    let profiles = profiles(&snapshot, &()).unwrap();
    let likeness = Likeness::new(&profiles.lanes()[0], &profiles.table);
    let [a, b] = [a, b].map(|who| row_of(&likeness, &profiles, node(&snapshot, who)));
    assert_eq!(likeness.of(a, b), likeness.of(b, a), "likeness has no direction");
    likeness.of(a, b)
}

#[test]
fn what_a_team_gives_weighs_with_the_team_and_not_again() {
    let mut bare = World::default();
    bare.member("ann", "team").member("bob", "team").can("ann", "write", "x").can("bob", "write", "y");
    let mut giving = World::default();
    giving.member("ann", "team").member("bob", "team").can("ann", "write", "x").can("bob", "write", "y");
    for repo in 0..10 {
        giving.can("team", "write", &format!("r{repo}"));
    }
    let (bare, giving) = (alike(&mut bare, "ann", "bob"), alike(&mut giving, "ann", "bob"));
    assert!((bare - giving).abs() < 1e-6, "ten repositories of one team are one thing in common: {bare} {giving}");
}

#[test]
fn two_teams_that_give_the_same_repository_have_it_in_common() {
    let mut world = World::default();
    world.member("ann", "red").member("bob", "blue").can("red", "write", "app").can("blue", "write", "app");
    let alike = alike(&mut world, "ann", "bob");
    assert!(alike > 0.2 && alike < 0.5, "one of three things is shared: {alike}");
}

#[test]
fn a_lead_with_much_besides_is_still_like_a_member() {
    let mut world = World::default();
    world.can("ann", "write", "app").can("lead", "write", "app");
    for thing in 0..7 {
        world.can("lead", "write", &format!("t{thing}"));
    }
    let alike = alike(&mut world, "ann", "lead");
    // Of equal weights 1 and 8 one is shared: 1 / sqrt(1 * 8), where the Jaccard index has 1 / 8.
    assert!(alike > 0.3, "all that the member has, the lead has: {alike}");
}

#[test]
fn a_level_is_part_of_the_grant() {
    let mut world = World::default();
    world.can("ann", "write", "app").can("bob", "read", "app");
    assert_eq!(alike(&mut world, "ann", "bob"), 0.0, "reading and writing are different access");
}

#[test]
fn the_nearest_are_those_that_comparing_all_pairs_finds() {
    for seed in 0..25 {
        let snapshot = World::scattered(seed, 90, 400).freeze();
        let profiles = profiles(&snapshot, &()).unwrap();
        let likeness = Likeness::new(&profiles.lanes()[0], &profiles.table);
        let found = Finder::new(&likeness).all(7, &()).unwrap();
        for row in 0..likeness.len() as u32 {
            let mut all: Vec<(f32, u32)> = (0..likeness.len() as u32)
                .filter(|&o| o != row)
                .map(|o| (likeness.of(row, o), o))
                .filter(|p| p.0 > 0.0)
                .collect();
            all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            all.truncate(7);
            let found: Vec<(f32, u32)> = found[row as usize].iter().map(|a| (a.likeness, a.row)).collect();
            assert_eq!(found, all, "seed {seed}, row {row}: pruning loses nobody");
        }
    }
}

#[test]
fn the_tree_of_average_linkage_merges_the_closest_pair_first() {
    for seed in 0..10 {
        let snapshot = World::scattered(seed, 30, 150).freeze();
        let profiles = profiles(&snapshot, &()).unwrap();
        let likeness = Likeness::new(&profiles.lanes()[0], &profiles.table);
        let rows: Vec<u32> = (0..likeness.len() as u32).collect();
        let merges = average_linkage(&likeness, &rows, &()).unwrap();
        let members = members(&rows, &merges);
        assert_eq!(members.last(), Some(&rows), "the root holds everyone");
        let between = |a: &[u32], b: &[u32]| -> f32 {
            let pairs = a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y)));
            let weigh = |(x, y): (u32, u32)| (likeness.copies(x) * likeness.copies(y)) as f32;
            let (sum, n) = pairs.fold((0.0, 0.0), |(s, n), p| (s + likeness.of(p.0, p.1) * weigh(p), n + weigh(p)));
            sum / n
        };
        let heights: Vec<f32> = merges.iter().map(|&(a, b)| between(&members[a], &members[b])).collect();
        for (at, &(a, b)) in merges.iter().enumerate() {
            for child in [a, b].into_iter().filter(|&c| c >= rows.len()) {
                let below = heights[child - rows.len()];
                assert!(below >= heights[at] - 1e-4, "seed {seed}: likeness falls towards the root");
            }
        }
    }
}
