use super::*;
use atlas_analysis::clusters::Grant;
use atlas_graph::NodeId;
use atlas_model::RelationClass;

use crate::export::svg;
use crate::sample::HOSTILE;
use crate::style::Theme;

/// A matrix whose column `c` is held by the first `holders[c]` rows.
fn drawn(rows: usize, holders: &[u32], names: impl Fn(usize) -> String, odd: usize) -> Scene {
    let columns: Vec<Column> = holders
        .iter()
        .map(|&n| Column {
            grants: vec![Grant {
                kind: "MemberOf".into(),
                class: RelationClass::Membership,
                level: None,
                target: NodeId(0),
            }],
            holders: (0..n).collect(),
        })
        .collect();
    let usual = holders.iter().filter(|&&n| n as usize * 2 >= rows).count();
    let matrix = AccessMatrix { rows: (0..rows).map(|r| NodeId(r as u32)).collect(), columns, usual };
    let heads: Vec<MatrixHead> = (0..rows)
        .map(|r| MatrixHead {
            key: NodeKey::new("", &format!("u{r}")),
            name: names(r).into(),
            shape: MarkShape::Circle,
            exposed: r % 3 == 0,
            score: (r < odd).then_some(0.8),
            selected: r == rows - 1,
        })
        .collect();
    let lines: Vec<MatrixLine> = (0..holders.len())
        .map(|c| MatrixLine { key: Some(NodeKey::new("", &format!("t{c}"))), name: names(c).into(), grants: 1 + c % 3 })
        .collect();
    let country = Scene::blank(SceneKind::World, [300.0, 260.0], "");
    let input =
        MatrixInput { matrix: &matrix, country: &country, rows: &heads, columns: &lines, sentence: "s", stamp: "" };
    super::matrix(&input)
}

fn plain(i: usize) -> String {
    format!("name-{i}")
}

fn cells(scene: &Scene) -> Vec<&Mark> {
    scene.marks.iter().filter(|m| m.shape != MarkShape::Circle).collect()
}

#[test]
fn what_a_cell_says_is_told_by_its_shape() {
    let scene = drawn(20, &[20, 16, 7, 2], plain, 2);
    let looks: BTreeSet<(MarkShape, bool, bool)> =
        cells(&scene).iter().filter(|m| m.ink != Ink::Sea).map(|m| (m.shape, m.filled, m.r > 5.0)).collect();
    assert_eq!(looks.len(), 4, "usual, some, rare and missing differ without their colours: {looks:?}");
    let inks: Vec<Ink> = scene.legend.iter().map(|e| e.ink).take(4).collect();
    assert_eq!(inks, [Ink::Muted, Ink::Pale, Ink::Outlier, Ink::Accent], "the legend holds what is on screen");
    let quiet = drawn(20, &[20], plain, 0);
    assert!(quiet.legend.iter().all(|e| !e.text.starts_with("rare")), "and nothing else");
}

#[test]
fn a_large_matrix_shows_a_readable_part_and_counts_the_rest() {
    let holders: Vec<u32> = (0..300).map(|c| 1 + c % 5).collect();
    let scene = drawn(900, &holders, plain, 100);
    assert_eq!(cells(&scene).len(), MOST_ROWS * MOST_COLUMNS, "as much as can be read");
    assert!(scene.shown.contains("60 of 900 members") && scene.shown.contains("56 of 300 columns"), "{}", scene.shown);
    assert!(scene.labels.iter().any(|l| &*l.text == "name-899"), "the selected one is in it");
}

#[test]
fn everything_lies_inside_the_picture() {
    let scene = drawn(20, &[20, 16, 7, 2], |i| format!("a-name-that-is-longer-than-any-head-should-be-{i}"), 3);
    for m in &scene.marks {
        assert!(m.x + m.r <= scene.width && m.y + m.r <= scene.height, "{m:?}");
    }
    for l in &scene.labels {
        let [left, top, right, bottom] = crate::labels::extent(l);
        assert!(left >= 0.0 && top >= 0.0 && right <= scene.width && bottom <= scene.height, "{l:?}");
        assert!(!l.text.ends_with('…') || !l.whole.is_empty(), "what is cut keeps its whole text");
    }
}

#[test]
fn a_hostile_name_stays_a_text() {
    let scene = drawn(HOSTILE.len(), &[5, 1, 1, 1, 1], |i| HOSTILE[i].to_owned(), 2);
    let picture = svg(&scene, Theme::Light);
    assert!(!picture.contains("<img") && !picture.contains("<script"), "no element is made");
    assert!(!picture.contains('\u{202E}') && !picture.contains('\0'), "what turns a line round is shown");
}

#[test]
fn nothing_held_is_said_in_words() {
    let scene = drawn(3, &[], plain, 0);
    assert!(scene.labels.iter().any(|l| l.text.contains("nothing to compare")), "an empty matrix teaches");
}
