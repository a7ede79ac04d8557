//! Starts with the same next steps fold into one: "9 users".

use std::collections::BTreeMap;

use super::{PathNode, PathStep, Spot};
use crate::MarkShape;

/// What folds: shape, column, kind, and every step out with end, kind and status.
type Likeness<'a> = (MarkShape, u32, &'a str, Vec<(usize, &'a str, atlas_model::StepStatus, bool)>);

/// Nodes and steps as drawn, starts folded. O(nodes + steps log).
pub(super) fn fold(nodes: &[PathNode], steps: &[PathStep]) -> (Vec<Spot>, Vec<PathStep>) {
    let known = |s: &&PathStep| s.from < nodes.len() && s.to < nodes.len() && s.from != s.to;
    let mut out: Vec<Vec<&PathStep>> = vec![Vec::new(); nodes.len()];
    let mut entered = vec![false; nodes.len()];
    for step in steps.iter().filter(known) {
        out[step.from].push(step);
        entered[step.to] = true;
    }
    let mut alike: BTreeMap<Likeness<'_>, Vec<usize>> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate() {
        if node.start && !entered[i] && !out[i].is_empty() {
            let mut next: Vec<_> =
                out[i].iter().map(|s| (s.to, &*s.kind, s.status, s.in_question)).collect();
            next.sort_unstable();
            alike.entry((node.shape, node.column, &*node.kind, next)).or_default().push(i);
        }
    }
    let mut first: Vec<usize> = (0..nodes.len()).collect();
    for same in alike.values() {
        for &i in same {
            first[i] = same[0];
        }
    }
    let mut spots: Vec<Spot> = Vec::new();
    let mut spot_of = vec![usize::MAX; nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        if first[i] == i {
            spot_of[i] = spots.len();
            spots.push(Spot {
                keys: Vec::new(),
                name: node.name.clone(),
                shape: node.shape,
                column: node.column as usize,
                identities: 0,
            });
        }
        let spot = &mut spots[spot_of[first[i]]];
        spot_of[i] = spot_of[first[i]];
        spot.keys.push(node.key.clone());
        spot.identities += node.identities;
        if spot.keys.len() > 1 {
            spot.name = many(spot.keys.len(), node).into();
        }
    }
    let mut merged: BTreeMap<(usize, usize), PathStep> = BTreeMap::new();
    for step in steps.iter().filter(known) {
        let (from, to) = (spot_of[step.from], spot_of[step.to]);
        let slot = merged
            .entry((from, to))
            .or_insert_with(|| PathStep { from, to, identities: 0, ..step.clone() });
        slot.identities += step.identities;
        slot.in_question |= step.in_question;
    }
    (spots, merged.into_values().collect())
}

/// "9 users", "3 × AWSRole".
fn many(count: usize, node: &PathNode) -> String {
    let kind = crate::plain::visible(&node.kind);
    let word = match node.shape {
        MarkShape::Circle => "people",
        MarkShape::Square => "machines",
        MarkShape::Hexagon => "agents",
        _ => "starts",
    };
    let plain = kind.chars().all(char::is_alphabetic);
    if kind.is_empty() {
        format!("{count} {word}")
    } else if plain && kind.chars().skip(1).all(char::is_lowercase) {
        format!("{count} {}s", kind.to_lowercase())
    } else {
        format!("{count} × {kind}")
    }
}
