//! Escalation: the worst ways to what matters, for the first picture and the drawer.
//!
//! Everyone's likeliest way to a target forms a tree that grows from the targets. Each branch at a
//! target, "everyone who comes in through this last step", is one story; it is told by its busiest
//! way: from the target down, always to where most come from, until one person is left.
//!
//! ```text
//!   worst = likelihood of the way told * weight of the tier * how many come this way
//! ```

use std::cmp::Reverse;

use atlas_graph::{Accept, Direction, NodeId, Path, Snapshot, Walks, costs};

use crate::tier::Tiers;
use crate::{Cancelled, Pace};

/// What to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct EscalationConfig {
    /// Which steps count.
    pub accept: Accept,
    /// How many stories.
    pub top: usize,
}

impl Default for EscalationConfig {
    fn default() -> Self {
        Self { accept: Accept::default(), top: 3 }
    }
}

/// One story.
#[derive(Clone, Debug, PartialEq)]
pub struct Escalation {
    /// The way told, from a start to the target.
    pub path: Path,
    /// The target.
    pub target: NodeId,
    /// Its tier.
    pub tier: u8,
    /// Counted identities whose likeliest way to any target ends with the same step.
    pub starts: usize,
    /// What the stories are ordered by.
    pub score: f64,
}

/// The worst stories, worst first, ties by the nodes of the path; at most one for each last step,
/// and another one for a target only when every target has had its turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Escalations {
    /// The revision.
    pub revision: Box<str>,
    /// What was asked.
    pub config: EscalationConfig,
    /// Worst first.
    pub stories: Vec<Escalation>,
}

/// What reaching a tier weighs: each tier below the crown jewels a tenth of the one above.
fn weight(tier: u8) -> f64 {
    0.1_f64.powi(i32::from(tier))
}

/// Find the worst ways to tier 0, or to the best tier there is. O((nodes + edges) log nodes).
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub fn escalations(
    snapshot: &Snapshot,
    tiers: &Tiers,
    config: &EscalationConfig,
    pace: &dyn Pace,
) -> Result<Escalations, Cancelled> {
    let stop = || pace.cancelled();
    pace.progress("escalation", 0.0);
    let best = snapshot.nodes().filter_map(|n| tiers.tier(n)).min();
    let targets: Vec<NodeId> = snapshot.nodes().filter(|&n| best.is_some() && tiers.tier(n) == best).collect();
    let walks = Walks::new(snapshot, &config.accept);
    let near = costs(&walks, &targets, Direction::Backward, &stop)?;
    let counts = |n: NodeId| snapshot.is_identity(n) && snapshot.enabled(n) != Some(false) && tiers.tier(n) != Some(0);
    // Far nodes first, so that what comes through a node is known before it is passed on.
    let mut order: Vec<(f64, NodeId)> = snapshot.nodes().filter_map(|n| Some((near.nats(n)?, n))).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    pace.progress("escalation", 0.5);
    let mut through = vec![0usize; snapshot.node_count()];
    let mut busiest: Vec<Option<NodeId>> = vec![None; snapshot.node_count()];
    let mut last_steps = Vec::new();
    for (at, &(cost, node)) in order.iter().enumerate() {
        if at % 4096 == 0 {
            pace.check()?;
        }
        through[node.index()] += usize::from(counts(node) && cost > 0.0);
        let Some(next) = near.next(&walks, node) else { continue };
        through[next.index()] += through[node.index()];
        let rank = |n: NodeId| (Reverse(through[n.index()]), n);
        if busiest[next.index()].is_none_or(|b| rank(node) < rank(b)) {
            busiest[next.index()] = Some(node);
        }
        if near.next(&walks, next).is_none() && through[node.index()] > 0 {
            last_steps.push((node, next));
        }
    }
    let mut stories = Vec::with_capacity(last_steps.len());
    for (last, target) in last_steps {
        let mut nodes = vec![target, last];
        let mut at = last;
        while let Some(from) = busiest[at.index()].filter(|f| through[f.index()] > 0) {
            nodes.push(from);
            at = from;
        }
        nodes.reverse();
        let (starts, tier) = (through[last.index()], tiers.tier(target).unwrap_or(u8::MAX));
        if let Some(path) = Path::of(&walks, nodes) {
            #[expect(clippy::cast_precision_loss, reason = "identities of one organisation")]
            let score = path.likelihood() * weight(tier) * starts as f64;
            stories.push(Escalation { path, target, tier, starts, score });
        }
    }
    stories.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.path.nodes.cmp(&b.path.nodes)));
    let stories = in_turns(stories, config.top);
    pace.progress("escalation", 1.0);
    Ok(Escalations { revision: snapshot.revision().into(), config: config.clone(), stories })
}

/// The worst of each target, then the second worst of each, until there are enough; worst first.
fn in_turns(stories: Vec<Escalation>, top: usize) -> Vec<Escalation> {
    let mut told: std::collections::BTreeMap<NodeId, usize> = std::collections::BTreeMap::new();
    let mut turns: Vec<(usize, Escalation)> = Vec::with_capacity(stories.len());
    for story in stories {
        let turn = told.entry(story.target).or_default();
        turns.push((*turn, story));
        *turn += 1;
    }
    turns.sort_by_key(|t| t.0);
    turns.truncate(top);
    let mut stories: Vec<Escalation> = turns.into_iter().map(|(_, s)| s).collect();
    stories.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.path.nodes.cmp(&b.path.nodes)));
    stories
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::worlds::{World, node};

    #[test]
    fn the_story_is_the_way_that_most_come() {
        let mut world = World::default();
        for person in ["ann", "bob", "cid", "dan"] {
            world.member(person, "team");
        }
        world.member("team", "admins").member("eve", "admins").can("admins", "write", "vault");
        world.can("fay", "admin", "vault").can("gus", "write", "safe");
        let snapshot = world.freeze();
        let n = |id: &str| node(&snapshot, id);
        let hand = BTreeMap::from([(n("vault"), (0, "".into())), (n("safe"), (0, "".into()))]);
        let tiers = Tiers::assign(&snapshot, &hand);
        let told = |top| {
            let config = EscalationConfig { top, ..EscalationConfig::default() };
            let got = escalations(&snapshot, &tiers, &config, &()).unwrap();
            let name =
                |s: &Escalation| s.path.nodes.iter().map(|&n| snapshot.id(n).to_owned()).collect::<Vec<_>>().join(" ");
            got.stories.iter().map(|s| (name(s), s.starts)).collect::<Vec<_>>()
        };
        let vault = ("ann team admins vault".to_owned(), 5);
        let (safe, fay) = (("gus safe".to_owned(), 1), ("fay vault".to_owned(), 1));
        assert_eq!(told(2), [vault.clone(), safe.clone()], "each target has its turn before one has two");
        assert_eq!(told(9), [vault, fay, safe], "then by score, ties by the nodes");
    }

    #[test]
    fn nothing_protected_or_nobody_coming_is_no_story() {
        let mut world = World::default();
        world.can("ann", "read", "vault");
        let snapshot = world.freeze();
        let hand = BTreeMap::from([(node(&snapshot, "vault"), (0, "".into()))]);
        let config = EscalationConfig::default();
        for tiers in [Tiers::default(), Tiers::assign(&snapshot, &hand)] {
            assert_eq!(escalations(&snapshot, &tiers, &config, &()).unwrap().stories, []);
        }
    }
}
