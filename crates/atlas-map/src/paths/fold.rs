//! Starts with the same next steps fold into one: "9 users". So do equal chains of starts: four
//! people, each with a computer that leads to them, are "4 computers" before "4 users".
//!
//! A fold that is open shows its members one by one *in its place*: all of them stand in the slot of
//! the fold, so that everything else keeps its order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use atlas_model::{NodeKey, StepStatus};

use super::{PathNode, PathStep, Spot};
use crate::MarkShape;

/// What is behind a node: itself where it is no start, else its looks and what leads into it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Behind<'a> {
    Itself(usize),
    Like(MarkShape, u32, &'a str, Vec<Link<'a>>),
}

/// A step as far as it matters to folding: its other end, its looks.
type Link<'a> = (usize, Looks<'a>);

/// Kind, status, whether it is in question, whether its cut is tried.
type Looks<'a> = (&'a str, StepStatus, bool, bool);

fn looks(step: &PathStep) -> Looks<'_> {
    (&step.kind, step.status, step.in_question, step.cut)
}

/// Starts of one column that stand alone; the others of more become one mark.
const MOST_STARTS: usize = 14;
/// Members that a fold shows each time it is opened further.
const MORE_MEMBERS: usize = 24;

/// What is drawn.
pub(super) struct Folded {
    /// Marks; those of one slot stand together, in this order.
    pub(super) spots: Vec<Spot>,
    /// Steps between marks.
    pub(super) steps: Vec<PathStep>,
}

/// Nodes and steps as drawn, starts folded except where a key of `open` is among them; each such key
/// opens some more of a large fold. O((nodes + steps) log).
pub(super) fn fold(nodes: &[PathNode], steps: &[PathStep], open: &[NodeKey]) -> Folded {
    let known = |s: &&PathStep| s.from < nodes.len() && s.to < nodes.len() && s.from != s.to;
    let mut out: Vec<Vec<&PathStep>> = vec![Vec::new(); nodes.len()];
    let mut into: Vec<Vec<&PathStep>> = vec![Vec::new(); nodes.len()];
    for step in steps.iter().filter(known) {
        out[step.from].push(step);
        into[step.to].push(step);
    }
    let mut columns: Vec<usize> = (0..nodes.len()).collect();
    columns.sort_by_key(|&i| (nodes[i].column, i));
    let behind = behind(nodes, &into, &columns);
    // For each node the first of those that it is drawn with, from the targets outwards: what a node
    // leads to is folded before it is. A step that leads away from the targets names its end as it is.
    let mut first: Vec<usize> = (0..nodes.len()).collect();
    let mut alike: BTreeMap<(usize, Vec<Link<'_>>), Vec<usize>> = BTreeMap::new();
    for column in columns.chunk_by(|&a, &b| nodes[a].column == nodes[b].column) {
        let mut here: BTreeMap<(usize, Vec<Link<'_>>), Vec<usize>> = BTreeMap::new();
        for &i in column.iter().filter(|&&i| nodes[i].start && !out[i].is_empty()) {
            let mut next: Vec<_> = out[i].iter().map(|s| (first[s.to], looks(s))).collect();
            next.sort_unstable();
            here.entry((behind[i], next)).or_default().push(i);
        }
        for same in here.values() {
            same.iter().for_each(|&i| first[i] = same[0]);
        }
        alike.extend(here.into_iter().filter(|(_, same)| into[same[0]].is_empty()));
    }
    let mut by_column: BTreeMap<u32, Vec<&Vec<usize>>> = BTreeMap::new();
    for same in alike.values() {
        by_column.entry(nodes[same[0]].column).or_default().push(same);
    }
    let mut rest: BTreeSet<usize> = BTreeSet::new();
    for marks in by_column.values_mut().filter(|m| m.len() > MOST_STARTS) {
        marks.sort_by_key(|m| (Reverse(m.len()), m[0]));
        let others: Vec<usize> = marks[MOST_STARTS - 1..].iter().flat_map(|m| m.iter().copied()).collect();
        others.iter().for_each(|&i| first[i] = others[0]);
        rest.insert(others[0]);
    }
    let (spots, spot_of) = spots(nodes, &first, &rest, open);
    let mut merged: BTreeMap<(usize, usize), PathStep> = BTreeMap::new();
    for step in steps.iter().filter(known) {
        let (from, to) = (spot_of[step.from], spot_of[step.to]);
        let Some(slot) = merged.get_mut(&(from, to)) else {
            merged.insert((from, to), PathStep { from, to, ..step.clone() });
            continue;
        };
        slot.identities += step.identities;
        slot.after = slot.after.zip(step.after).map(|(a, b)| a + b);
        slot.in_question |= step.in_question;
        slot.cut &= step.cut;
        // Of steps drawn as one, the weakest says how sure it is.
        slot.status = slot.status.max(step.status);
        slot.sentence = "".into();
        if slot.kind != step.kind {
            slot.kind = "several".into();
        }
    }
    Folded { spots, steps: merged.into_values().collect() }
}

/// A number for each node, equal where what is behind it is alike; from the farthest column inwards.
fn behind(nodes: &[PathNode], into: &[Vec<&PathStep>], columns: &[usize]) -> Vec<usize> {
    let mut numbers: BTreeMap<Behind<'_>, usize> = BTreeMap::new();
    let mut number: Vec<Option<usize>> = vec![None; nodes.len()];
    for &i in columns.iter().rev() {
        let node = &nodes[i];
        // A step from a node that is not numbered yet comes from nearer the targets: nothing is like that.
        let links: Option<Vec<Link<'_>>> = into[i].iter().map(|s| Some((number[s.from]?, looks(s)))).collect();
        let it = match links {
            Some(mut links) if node.start => {
                links.sort_unstable();
                Behind::Like(node.shape, node.column, &node.kind, links)
            }
            _ => Behind::Itself(i),
        };
        let next = numbers.len();
        number[i] = Some(*numbers.entry(it).or_insert(next));
    }
    number.into_iter().map(Option::unwrap_or_default).collect()
}

/// The marks of every slot, slot by slot in the order of their first nodes, and where each node went.
fn spots(nodes: &[PathNode], first: &[usize], rest: &BTreeSet<usize>, open: &[NodeKey]) -> (Vec<Spot>, Vec<usize>) {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, &f) in first.iter().enumerate() {
        members.entry(f).or_default().push(i);
    }
    let open: BTreeSet<&NodeKey> = open.iter().collect();
    let mut spots: Vec<Spot> = Vec::new();
    let mut spot_of = vec![0; nodes.len()];
    for (slot, (f, members)) in members.iter().enumerate() {
        let times = members.iter().filter(|&&i| open.contains(&nodes[i].key)).count();
        let alone = (times * MORE_MEMBERS).min(members.len());
        let (single, together) = members.split_at(if alone + 1 == members.len() { alone + 1 } else { alone });
        for &i in single {
            spot_of[i] = spots.len();
            spots.push(spot(nodes, slot, &[i], nodes[i].name.clone()));
        }
        let name = match together {
            [] => continue,
            [one] => nodes[*one].name.clone(),
            several if alone > 0 || rest.contains(f) => format!("{} more", several.len()).into(),
            several => many(several.len(), &nodes[*f]).into(),
        };
        together.iter().for_each(|&i| spot_of[i] = spots.len());
        spots.push(spot(nodes, slot, together, name));
    }
    (spots, spot_of)
}

fn spot(nodes: &[PathNode], slot: usize, members: &[usize], name: Box<str>) -> Spot {
    let looks = members.first().map(|&i| &nodes[i]);
    Spot {
        keys: members.iter().map(|&i| nodes[i].key.clone()).collect(),
        said: name.clone(),
        name,
        shape: looks.map_or(MarkShape::Circle, |n| n.shape),
        column: looks.map_or(0, |n| n.column as usize),
        slot,
    }
}

/// "9 users", in the words of the table of kinds; by shape where there is no kind.
fn many(count: usize, node: &PathNode) -> String {
    let kind = crate::plain::visible(&node.kind);
    if kind.is_empty() {
        return format!("{count} × {}", crate::style::shape_word(node.shape));
    }
    format!("{count} {}", atlas_model::describe_node(&kind).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use atlas_model::NodeKey;

    fn node(name: &str, column: u32, start: bool) -> PathNode {
        PathNode {
            key: NodeKey::new("t", name),
            name: name.into(),
            kind: "User".into(),
            shape: MarkShape::Circle,
            column,
            start,
            identities: 1,
        }
    }

    fn step(from: usize, to: usize, kind: &str) -> PathStep {
        let status = StepStatus::Verified;
        PathStep {
            from,
            to,
            kind: kind.into(),
            sentence: "".into(),
            status,
            identities: 1,
            in_question: false,
            cut: false,
            after: None,
        }
    }

    #[test]
    fn starts_with_the_same_next_steps_fold_and_others_do_not() {
        let nodes = [node("t", 0, false), node("a", 1, true), node("b", 1, true), node("c", 1, true)];
        let steps = [step(1, 0, "MemberOf"), step(2, 0, "MemberOf"), step(3, 0, "AdminTo")];
        let Folded { spots, steps } = fold(&nodes, &steps, &[]);
        let names: Vec<&str> = spots.iter().map(|s| &*s.name).collect();
        let users = format!("2 {}", atlas_model::describe_node("User").1);
        assert_eq!(names, ["t", &*users, "c"], "c gets there another way");
        let passing: Vec<u32> = steps.iter().map(|s| s.identities).collect();
        assert_eq!(passing, [2, 1], "the folded step carries both");
    }

    #[test]
    fn a_start_that_others_pass_stays_by_itself() {
        let nodes = [node("t", 0, false), node("a", 1, true), node("b", 1, true), node("c", 2, true)];
        let steps = [step(1, 0, "MemberOf"), step(2, 0, "MemberOf"), step(3, 1, "MemberOf")];
        let Folded { spots, .. } = fold(&nodes, &steps, &[]);
        assert_eq!(spots.len(), 4, "a is passed by c, so a and b differ");
    }

    #[test]
    fn equal_chains_fold_whole() {
        // Two people with a computer each, one with two, all in the same group.
        let people = ["a", "b", "c"].map(|n| node(n, 1, true));
        let computers = ["pc1", "pc2", "pc3", "pc4"].map(|n| PathNode { kind: "Computer".into(), ..node(n, 2, true) });
        let nodes: Vec<PathNode> = std::iter::once(node("t", 0, false)).chain(people).chain(computers).collect();
        let mut steps: Vec<PathStep> = (1..=3).map(|i| step(i, 0, "MemberOf")).collect();
        steps.extend([(4, 1), (5, 2), (6, 3), (7, 3)].map(|(pc, person)| step(pc, person, "HasSession")));
        let Folded { spots, steps } = fold(&nodes, &steps, &[]);
        let names: Vec<&str> = spots.iter().map(|s| &*s.name).collect();
        let many = |kind| format!("2 {}", atlas_model::describe_node(kind).1);
        assert_eq!(names, ["t", &*many("User"), "c", &*many("Computer"), &*many("Computer")], "c has one more");
        let lines: Vec<(usize, usize, u32)> = steps.iter().map(|s| (s.from, s.to, s.identities)).collect();
        assert_eq!(lines, [(1, 0, 2), (2, 0, 1), (3, 1, 2), (4, 2, 2)], "each step carries what it carried");
    }

    #[test]
    fn of_many_different_starts_the_smallest_become_one_mark() {
        let mut nodes = vec![node("t", 0, false)];
        let mut steps = Vec::new();
        for i in 1..=30 {
            nodes.push(node(&format!("n{i:02}"), 1, true));
            steps.push(step(i, 0, &format!("kind {i}")));
        }
        let Folded { spots, steps } = fold(&nodes, &steps, &[]);
        assert_eq!(spots.len(), 1 + MOST_STARTS, "target and the most that one column shows");
        assert!(spots.iter().any(|s| &*s.name == "17 more"), "the rest is counted, not dropped");
        let total: u32 = steps.iter().map(|s| s.identities).sum();
        assert_eq!(total, 30, "nobody is lost");
    }

    #[test]
    fn a_fold_that_is_open_shows_its_members_in_its_slot() {
        let people = (1..=30).map(|i| node(&format!("p{i:02}"), 1, true));
        let nodes: Vec<PathNode> = std::iter::once(node("t", 0, false)).chain(people).collect();
        let steps: Vec<PathStep> = (1..=30).map(|i| step(i, 0, "MemberOf")).collect();
        let shut = fold(&nodes, &steps, &[]);
        assert_eq!(shut.spots.len(), 2, "thirty people are one mark");
        let open = fold(&nodes, &steps, &[nodes[1].key.clone()]);
        let names: Vec<&str> = open.spots.iter().map(|s| &*s.name).collect();
        assert_eq!(names.len(), 1 + MORE_MEMBERS + 1, "the target, the first of them, the others");
        assert_eq!((names[1], names[MORE_MEMBERS + 1]), ("p01", "6 more"));
        assert!(open.spots[1..].iter().all(|s| s.slot == shut.spots[1].slot), "all where the fold stood");
        let all = fold(&nodes, &steps, &[nodes[1].key.clone(), nodes[30].key.clone()]);
        assert_eq!(all.spots.len(), 31, "opened once more, the others too");
        for folded in [shut, open, all] {
            assert_eq!(folded.steps.iter().map(|s| s.identities).sum::<u32>(), 30, "nobody is lost or counted twice");
        }
    }

    #[test]
    fn folding_equals_counting_each_node_by_itself() {
        // Starts and steps from a small generator; brute force adds up what passes into each target.
        for seed in 0..40_usize {
            let mut nodes = vec![node("t", 0, false), node("u", 0, false), node("m", 1, false)];
            let mut steps = vec![step(2, 0, "AdminTo")];
            for i in 0..12 {
                let (to, kind) = ((seed * 7 + i * i) % 3, ["A", "B"][(seed + i) % 2]);
                nodes.push(node(&format!("s{i:02}"), 1 + u32::from(to == 2), true));
                steps.push(PathStep { identities: 1 + ((seed + i) % 4) as u32, ..step(3 + i, to, kind) });
            }
            let open: Vec<NodeKey> = (0..seed % 4).map(|i| nodes[3 + i * 2].key.clone()).collect();
            let Folded { spots, steps: drawn } = fold(&nodes, &steps, &open);
            for (i, end) in nodes.iter().enumerate().take(3) {
                let brute: u32 = steps.iter().filter(|s| s.to == i).map(|s| s.identities).sum();
                let spot = spots.iter().position(|s| s.keys == [end.key.clone()]);
                let folded: u32 = drawn.iter().filter(|s| Some(s.to) == spot).map(|s| s.identities).sum();
                assert_eq!(folded, brute, "seed {seed}, into {}", end.name);
            }
            let mut keys: Vec<&NodeKey> = spots.iter().flat_map(|s| &s.keys).collect();
            keys.sort_unstable();
            let mut want: Vec<&NodeKey> = nodes.iter().map(|n| &n.key).collect();
            want.sort_unstable();
            assert_eq!(keys, want, "seed {seed}: every node is drawn once");
        }
    }

    #[test]
    fn steps_between_nodes_that_do_not_exist_are_left_out() {
        let Folded { spots, steps } = fold(&[node("t", 0, false)], &[step(0, 9, "x"), step(0, 0, "x")], &[]);
        assert_eq!((spots.len(), steps.len()), (1, 0), "one is outside, one goes nowhere");
    }
}
