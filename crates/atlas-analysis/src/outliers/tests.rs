use atlas_graph::{NodeId, Snapshot};

use super::{Baseline, Outlier, OutlierConfig, OutlierType, Outliers, Reason, score};
use crate::clusters::{ClusterConfig, Clusters, cluster_profiles};
use crate::profile::profiles;
use crate::worlds::{World, node};

fn scored(snapshot: &Snapshot, tier0: &[NodeId]) -> (Clusters, Outliers) {
    let profiles = profiles(snapshot, &()).unwrap();
    let clusters = cluster_profiles(snapshot, &profiles, &ClusterConfig::default(), &()).unwrap();
    let outliers = score(snapshot, &profiles, &clusters, tier0, &OutlierConfig::default(), &()).unwrap();
    (clusters, outliers)
}

fn of<'a>(outliers: &'a Outliers, snapshot: &Snapshot, who: &str) -> &'a Outlier {
    let who = node(snapshot, who);
    outliers.outliers.iter().find(|o| o.node == who).expect("every identity is scored")
}

/// Sixteen teams of fourteen with six repositories each; most members also have one of their own.
fn organisation() -> World {
    let mut world = World::default();
    world.teams(16, 14, 6);
    for team in 0..16 {
        for member in 0..9 {
            world.can(&format!("t{team}.{member}"), "read", &format!("own/{team}.{member}"));
        }
    }
    world
}

#[test]
fn planted_outliers_of_each_type_are_found_and_nobody_else() {
    let mut world = organisation();
    let mut planted = Vec::new();
    for i in 0..6 {
        // Fits, but holds four things of another team, one each of four teams, ...
        let extra = format!("t{i}.0");
        for thing in 0..4 {
            let foreign = if i % 2 == 0 { 15 } else { 10 + thing };
            world.can(&extra, "write", &format!("t{foreign}/r{thing}"));
        }
        planted.push((extra, OutlierType::RareExtras));
        // ... holds one thing of each of eight teams, ...
        let nowhere = format!("nowhere{i}");
        for thing in 0..8 {
            world.can(&nowhere, "write", &format!("t{}/r{}", (thing * 2 + i) % 16, (thing + i) % 6));
        }
        planted.push((nowhere, OutlierType::FitsNowhere));
        // ... has a third of what its team has.
        let missing = format!("new{i}");
        world.can(&missing, "write", &format!("t{}/r0", i + 6)).can(&missing, "write", &format!("t{}/r1", i + 6));
        planted.push((missing, OutlierType::MissingCommon));
    }
    let snapshot = world.freeze();
    let (_, outliers) = scored(&snapshot, &[]);
    for (who, kind) in &planted {
        let outlier = of(&outliers, &snapshot, who);
        assert_eq!((outlier.kind, outlier.finding), (*kind, true), "{who}: {outlier:?}");
        assert_eq!(outlier.baseline == Baseline::NoPeers, *kind == OutlierType::FitsNowhere, "{who}");
    }
    let findings = outliers.outliers.iter().filter(|o| o.finding).count();
    assert_eq!(findings, planted.len(), "people with one thing of their own are no findings");
    assert_ne!(outliers.outliers[0].kind, OutlierType::MissingCommon, "what is missing never ranks first");
}

#[test]
fn where_access_is_exactly_its_roles_nothing_is_found() {
    let mut world = World::default();
    world.teams(20, 9, 5).teams(3, 4, 0);
    for team in 0..20 {
        for member in 0..9 {
            let who = format!("t{team}.{member}");
            world.member(&who, &format!("dept{}", team / 4)).belongs(&who, "org");
            if member < 2 {
                world.can(&who, "admin", &format!("t{team}/r0"));
            }
        }
    }
    for person in 0..3 {
        world.belongs(&format!("trio{person}"), "org").can(&format!("trio{person}"), "write", "trio/r0");
    }
    // A team of six of whom four have the team's access and two have a room of their own besides.
    for member in 0..6 {
        for repo in 0..5 {
            world.can(&format!("six{member}"), "write", &format!("six/r{repo}"));
        }
        world.can(&format!("six{member}"), "write", "t0/r0");
    }
    world.can("six4", "read", "room4").can("six5", "read", "room5");
    let (_, outliers) = scored(&world.freeze(), &[]);
    let found: Vec<_> = outliers.outliers.iter().filter(|o| o.finding).collect();
    assert!(found.is_empty(), "roles, leads and small teams are no strangers: {found:?}");
    assert!(outliers.thresholds.iter().all(|t| t.1 <= 1.0), "a threshold is a score");
}

#[test]
fn four_copies_of_a_strange_profile_do_not_make_it_normal() {
    let mut world = organisation();
    for copy in 10..14 {
        for thing in 0..4 {
            world.can(&format!("t0.{copy}"), "write", &format!("t9/r{thing}"));
        }
    }
    let snapshot = world.freeze();
    let (_, outliers) = scored(&snapshot, &[]);
    let outlier = of(&outliers, &snapshot, "t0.10");
    assert!(outlier.finding, "the copies are left out of the baseline together: {outlier:?}");
    let reason = &outlier.reasons[0];
    assert_eq!((reason.holders, reason.peers), (4, 14), "but counts are what a person would count");
}

#[test]
fn a_thing_of_ones_own_is_context_unless_it_opens_something() {
    let mut world = organisation();
    world.can("t0.0", "write", "vault").can("t1.0", "write", "attic");
    for trove in 0..6 {
        world.can("t2.0", "write", &format!("trove{trove}"));
    }
    world.can("vault", "write", "crown");
    let snapshot = world.freeze();
    let crown = node(&snapshot, "crown");
    let (_, outliers) = scored(&snapshot, &[crown]);
    assert_eq!(of(&outliers, &snapshot, "t1.0").score, 0.0, "nobody else has an attic, and it leads nowhere");
    assert_eq!(of(&outliers, &snapshot, "t2.0").score, 0.0, "nor do many such things add up");
    assert!(of(&outliers, &snapshot, "t0.0").score > 0.2, "the vault leads to the crown");
}

#[test]
fn breadth_alone_is_not_strange() {
    let mut world = organisation();
    for i in 0..3 {
        world.can(&format!("t{i}.0"), "write", &format!("t{}/r0", i + 8));
    }
    // Broad: all of two teams, and two strays.
    for repo in 0..6 {
        world.can("t3.0", "write", &format!("t4/r{repo}"));
    }
    let narrow = world.freeze();
    let (_, outliers) = scored(&narrow, &[]);
    let stray = of(&outliers, &narrow, "t0.0");
    assert!(stray.score > 0.0 && !stray.finding, "one stray thing among a few that have one is luck: {stray:?}");
}

#[test]
fn rare_access_opens_only_what_usual_access_does_not() {
    let mut world = organisation();
    for thing in 0..4 {
        world.can("t0.0", "write", &format!("t9/r{thing}"));
    }
    world.can("t9/r0", "write", "crown").can("t9/r1", "write", "mint").can("t0/r0", "write", "mint");
    for team in 0..16 {
        for repo in 0..6 {
            world.node(&format!("t{team}/r{repo}"), "Repo");
        }
    }
    let snapshot = world.freeze();
    let [crown, mint] = ["crown", "mint"].map(|n| node(&snapshot, n));
    let (_, outliers) = scored(&snapshot, &[crown, mint]);
    let outlier = of(&outliers, &snapshot, "t0.0");
    assert!(outlier.finding, "{outlier:?}");
    assert_eq!(outlier.opens, [crown], "only a foreign thing leads to the crown");
    assert_eq!(outlier.also_reaches, [mint], "the mint is reached by the team's own access too");
}

#[test]
fn what_no_file_describes_widens_the_band() {
    let mut world = organisation();
    world.placeholder("unknown");
    for i in 0..3 {
        world.can(&format!("t{i}.0"), "write", "unknown");
    }
    world.can("t0.0", "write", "t5/r0").can("t0.0", "write", "t6/r0");
    let snapshot = world.freeze();
    let (_, outliers) = scored(&snapshot, &[]);
    let outlier = of(&outliers, &snapshot, "t0.0");
    assert!(outlier.min < outlier.score && outlier.score <= outlier.max, "{outlier:?}");
    let plain = of(&outliers, &snapshot, "t4.0");
    assert_eq!((plain.min, plain.max), (plain.score, plain.score), "all of this is known");
}

#[test]
fn a_reason_is_about_a_thing_and_says_how_many_have_it() {
    let mut world = organisation();
    world.member("t0.0", "klog-admins").member("t0.0", "klog-maintainers").member("t1.0", "klog-admins");
    world.can("klog-admins", "admin", "klog").can("klog-maintainers", "write", "klog");
    let snapshot = world.freeze();
    let (_, outliers) = scored(&snapshot, &[]);
    let outlier = of(&outliers, &snapshot, "t0.0");
    let said: Vec<String> = outlier.reasons.iter().map(|r| r.sentence(&snapshot)).collect();
    assert!(said.contains(&"klog, 4 entitlements, 1 of 14".to_owned()), "two teams and their repository: {said:?}");
    let alone = Reason { peers: 0, everywhere: 1, ..outlier.reasons[0].clone() }.sentence(&snapshot);
    assert!(alone.ends_with("held by nobody else of its lane"), "without peers none are named: {alone}");
    let lacked = Reason { missing: true, holders: 18, peers: 20, ..outlier.reasons[0].clone() }.sentence(&snapshot);
    assert!(lacked.starts_with("lacks ") && lacked.ends_with("which 18 of 20 hold"), "{lacked}");
}

#[test]
fn the_order_of_the_rows_does_not_show() {
    let world = World::scattered(4, 120, 700);
    let [forth, back] = [false, true].map(|b| scored(&world.freeze_in(b), &[]).1);
    assert_eq!(forth, back, "scores are equal to the last bit");
}

#[test]
fn cancelled_at_any_moment_nothing_is_returned() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    struct After(AtomicUsize);
    impl crate::Pace for After {
        fn cancelled(&self) -> bool {
            self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_err()
        }
    }
    let snapshot = organisation().freeze();
    let run = |pace: &After| {
        let profiles = profiles(&snapshot, pace)?;
        let clusters = cluster_profiles(&snapshot, &profiles, &ClusterConfig::default(), pace)?;
        score(&snapshot, &profiles, &clusters, &[], &OutlierConfig::default(), pace)
    };
    let never = After(AtomicUsize::new(usize::MAX));
    assert!(run(&never).is_ok(), "left alone it ends");
    let asked = usize::MAX - never.0.load(Ordering::Relaxed);
    assert!(asked > 100, "it asks often: {asked}");
    for after in [0, 1, asked / 3, asked / 2, asked - 1] {
        assert_eq!(run(&After(AtomicUsize::new(after))), Err(crate::Cancelled), "after {after} of {asked}");
    }
}
