//! What must hold for every world, whatever its size.

#[path = "../examples/gallery/organisation.rs"]
mod organisation;

use std::collections::BTreeSet;

use atlas_map::labels::extent;
use atlas_map::world::{World, world};
use atlas_map::{Ink, MarkShape, Outline, Pick, Sample, Scene, frame};
use organisation::{MIDDLE, Organisation};

fn middle() -> Organisation {
    Organisation::new(&MIDDLE, 7)
}

/// Groups as the middle organisation, each `times` as large.
fn larger(times: usize) -> Organisation {
    Organisation::new(&MIDDLE.map(|(name, n, k, peer)| (name, n * times, k * times, peer)), 3)
}

/// Forty groups, nearly everyone exposed.
fn exposed() -> Organisation {
    let names: Vec<String> = (0..40).map(|i| format!("department-{i:02}")).collect();
    let groups: Vec<_> = names.iter().map(|n| (n.as_str(), 90, 81, false)).collect();
    Organisation::new(&groups, 5)
}

fn all() -> Vec<(&'static str, World)> {
    let mut quiet = middle();
    quiet.coast.clear();
    [("middle", middle()), ("large", larger(57)), ("exposed", exposed()), ("no coast", quiet)]
        .into_iter()
        .map(|(name, o)| (name, world(&o.input())))
        .collect()
}

fn boxes_overlap(a: [f32; 4], b: [f32; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[test]
fn no_two_countries_touch() {
    for (name, w) in all() {
        let c = &w.scene.countries;
        for (i, a) in c.iter().enumerate() {
            for b in &c[..i] {
                let d = (a.x - b.x).hypot(a.y - b.y);
                assert!(d >= a.r + b.r, "{name}: {} and {}", a.title, b.title);
            }
        }
    }
}

#[test]
fn no_two_labels_touch_and_none_stands_on_another_country() {
    for (name, w) in all() {
        let labels = &w.scene.labels;
        for (i, a) in labels.iter().enumerate() {
            for b in &labels[..i] {
                assert!(!boxes_overlap(extent(a), extent(b)), "{name}: {} / {}", a.text, b.text);
            }
            for c in &w.scene.countries {
                let [l, t, r, b] = extent(a);
                let d = (c.x.clamp(l, r) - c.x).hypot(c.y.clamp(t, b) - c.y);
                assert!(d >= c.r, "{name}: {} on {}", a.text, c.title);
            }
        }
    }
}

#[test]
fn everything_lies_inside_the_picture() {
    for (name, w) in all() {
        let (width, height) = (w.scene.width, w.scene.height);
        for c in &w.scene.countries {
            let inside = c.x - c.r >= 0.0 && c.x + c.r <= width && c.y + c.r <= height;
            assert!(inside, "{name}: {}", c.title);
        }
        for label in &w.scene.labels {
            let [l, t, r, b] = extent(label);
            assert!(l >= 0.0 && t >= 0.0 && r <= width && b <= height, "{name}: {}", label.text);
        }
    }
}

#[test]
fn marks_do_not_overlap_and_lie_in_their_country() {
    for (name, w) in all() {
        let marks: Vec<_> = w.scene.marks.iter().filter(|m| m.shape != MarkShape::Crown).collect();
        assert!(!marks.is_empty(), "{name}: someone is drawn");
        for (i, a) in marks.iter().enumerate() {
            let home = w.scene.countries.iter();
            let home = home.filter(|c| (a.x - c.x).hypot(a.y - c.y) + a.r <= c.r + 0.01).count();
            assert_eq!(home, 1, "{name}: {} is in one country", a.title);
            for b in &marks[..i] {
                let d = (a.x - b.x).hypot(a.y - b.y);
                assert!(d >= 0.99 * (a.r + b.r), "{name}: {} and {}", a.title, b.title);
            }
        }
    }
}

#[test]
fn the_line_parts_those_who_reach_from_those_who_do_not() {
    let w = world(&middle().input());
    let line = w.scene.lines.iter().find(|l| l.outline == Outline::Dotted).expect("both exist");
    let x = line.points[0][0];
    let named = |text: &str| w.scene.countries.iter().find(|c| c.title.starts_with(text)).expect("is a country");
    assert!(named("etcd").x < x && named("Base").x < x, "nobody of these reaches");
    assert!(named("sig-node").x > x, "one of 43 reaches");
    assert!(named("release").x > named("sig-node").x, "16 of 29 reach: further right");
}

#[test]
fn large_countries_draw_a_fill_and_their_strongest_outliers_only() {
    let w = world(&larger(57).input());
    for c in w.scene.countries.iter().filter(|c| !c.title.starts_with("Base")) {
        assert!(c.fill_share >= 0.0, "more than 300 members: {}", c.title);
        let inside = |m: &&atlas_map::Mark| (m.x - c.x).hypot(m.y - c.y) < c.r;
        assert!(w.scene.marks.iter().filter(inside).count() <= 5, "{}", c.title);
    }
    assert!(w.scene.shown.contains("69,882 of 69,882"), "aggregated, not dropped: {}", w.scene.shown);
}

#[test]
fn ribbons_are_quiet_and_as_wide_as_the_identities_they_stand_for() {
    let o = middle();
    let w = world(&o.input());
    let place = o.snapshot.key(o.coast[0].nodes[0]);
    let width = |group: &str| {
        let to = Pick::Ribbon(format!("group of {group}").into(), place.clone());
        w.scene.bands.iter().find(|b| b.pick == to).map(|b| b.widths[1])
    };
    let flow = |group: &str| {
        let g = o.clusters.groups.iter().find(|g| &*g.label == group).expect("a group");
        g.members.iter().filter(|m| o.coast[0].exposed.binary_search(m).is_ok()).count()
    };
    let (a, b) = ("release", "contributor exp.");
    let (wide_a, wide_b) = (width(a).expect("drawn"), width(b).expect("drawn"));
    let ratio = wide_a / wide_b / (flow(a) as f32 / flow(b) as f32);
    assert!((ratio - 1.0).abs() < 0.01, "widths are in proportion, off by {ratio}");
    assert!(w.scene.bands.iter().all(|b| b.opacity <= 0.2), "quiet until pointed at");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let [a, b] = [(); 2].map(|()| frame::encode(&world(&middle().input()).scene));
    assert!(a == b, "positions depend on nothing but the input");
}

#[test]
fn countries_keep_their_places_until_their_share_moves_by_more_than_a_tenth() {
    let mut o = middle();
    let first = world(&o.input());
    o.previous = first.positions.clone();
    let second = world(&o.input());
    assert_eq!(second.positions, first.positions, "nothing changed");
    assert!(second.moved.is_empty(), "and nothing is reported");
    // All of scalability reach now.
    let group = o.clusters.groups.iter().find(|g| &*g.label == "scalability").expect("a group");
    let (id, members) = (group.id.clone(), group.members.clone());
    o.coast[0].exposed.extend(members);
    o.coast[0].exposed.sort_unstable();
    o.coast[0].exposed.dedup();
    let third = world(&o.input());
    let moved: Vec<&str> = third.moved.iter().map(|m| &*m.group).collect();
    assert_eq!(moved, [&*id], "only the one whose share changed");
    assert_eq!(&*third.moved[0].why, "6 % of it reached tier 0, now 100 %", "and why");
}

#[test]
fn a_lane_that_is_not_there_gives_an_empty_world() {
    let o = middle();
    let input = atlas_map::world::WorldInput { lane: Some(atlas_model::Lane::Machine), ..o.input() };
    let scene = world(&input).scene;
    assert!(scene.countries.is_empty(), "no machine, no country");
    assert_eq!(&*scene.shown, "0 of 0 machines shown");
}

#[test]
fn the_legend_is_what_is_drawn() {
    for (name, w) in all() {
        let s: &Scene = &w.scene;
        let rows = |sample| s.legend.iter().filter(move |e| e.sample == sample);
        let shapes: BTreeSet<_> = s.marks.iter().map(|m| (m.shape, m.ink)).collect();
        let said: BTreeSet<_> = rows(Sample::Mark).filter_map(|e| Some((e.shape?, e.ink))).collect();
        assert_eq!(said, shapes, "{name}: a row for each kind of mark, and no other");
        assert_eq!(rows(Sample::Halo).count() > 0, !s.halos.is_empty(), "{name}: halos");
        assert_eq!(rows(Sample::Band).count() > 0, !s.bands.is_empty(), "{name}: ribbons");
        let fill = s.countries.iter().any(|c| c.fill_share > 0.0);
        assert_eq!(rows(Sample::Fill).count() > 0, fill, "{name}: fills");
        let outlines: BTreeSet<_> = s.countries.iter().map(|c| c.outline).collect();
        let said: BTreeSet<_> = rows(Sample::Country).map(|e| e.outline).collect();
        assert_eq!(said, outlines, "{name}: outlines");
        assert!(s.marks.iter().all(|m| m.ink != Ink::Outlier), "{name}: one hue, one meaning");
    }
}
