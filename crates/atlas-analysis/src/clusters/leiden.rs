//! Leiden: communities of an undirected weighted graph, well connected and without a seed's luck.
//!
//! Traag, Waltman, van Eck, "From Louvain to Leiden", Sci. Rep. 9 (2019) 5233. The quality is
//! modularity with a resolution (Reichardt, Bornholdt 2006):
//! `sum over communities of  inside - resolution * strength^2 / (2 * total)`.
//! Refinement takes the best well-connected merge instead of drawing one, as leidenalg does.
//! Own code: it stops inside a run when asked, is repeatable byte for byte, and was measured no
//! slower than the crates at equal modularity.

use super::links::{Links, Near, densify};
use crate::profile::number;
use crate::random::Random;
use crate::{Cancelled, Pace};

/// The community of each node, dense from 0 in the order of first nodes. Rounds start from the
/// result of the last and end early where nothing improves. About O(edges * rounds * levels).
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub(crate) fn leiden(
    links: &Links,
    resolution: f64,
    seed: u64,
    rounds: usize,
    pace: &dyn Pace,
) -> Result<Vec<u32>, Cancelled> {
    let mut random = Random::new(seed);
    let mut community: Vec<u32> = (0..number(links.len())).collect();
    let total = links.total();
    if total == 0.0 {
        return Ok(community);
    }
    let factor = resolution / total;
    let mut quality = f64::NEG_INFINITY;
    for _ in 0..rounds {
        let mut found = community.clone();
        round(links, factor, &mut found, &mut random, pace)?;
        let now = links.modularity(&found, resolution);
        if now <= quality + 1e-10 {
            break;
        }
        quality = now;
        community = found;
    }
    Ok(community)
}

/// Edges times runs at most of [`best_leiden`].
const EFFORT: usize = 2 << 20;
const MOST_RUNS: usize = 32;

/// The best by modularity of several seeds: many on a small graph, where one is luck, and one on a
/// large graph.
///
/// # Errors
/// [`Cancelled`] where `pace` says so.
pub(crate) fn best_leiden(links: &Links, resolution: f64, seed: u64, pace: &dyn Pace) -> Result<Vec<u32>, Cancelled> {
    let runs = (EFFORT / links.edge_count().max(1)).clamp(1, MOST_RUNS);
    let mut best = (f64::NEG_INFINITY, Vec::new());
    for run in 0..runs {
        pace.progress("groups", run as f32 / runs as f32);
        let community = leiden(links, resolution, seed.wrapping_add(run as u64), 10, pace)?;
        let quality = links.modularity(&community, resolution);
        if quality > best.0 {
            best = (quality, community);
        }
    }
    Ok(best.1)
}

/// Move, refine, merge, and again on the merged graph until nothing moves.
fn round(
    links: &Links,
    factor: f64,
    community: &mut [u32],
    random: &mut Random,
    pace: &dyn Pace,
) -> Result<(), Cancelled> {
    densify(community);
    let mut owned: Option<Links> = None;
    let mut now = community.to_vec();
    // Node of the merged graph for each node of the whole one.
    let mut place: Vec<u32> = (0..number(links.len())).collect();
    loop {
        let at = owned.as_ref().unwrap_or(links);
        move_nodes(at, factor, &mut now, random, pace)?;
        let count = densify(&mut now);
        for (c, &p) in community.iter_mut().zip(&place) {
            *c = now[p as usize];
        }
        if count == at.len() {
            break;
        }
        let mut refined = refine(at, factor, &now, count, random, pace)?;
        let parts = densify(&mut refined);
        if parts == at.len() {
            break;
        }
        let merged = at.merge(&refined, parts);
        let mut next = vec![0; parts];
        for (&part, &c) in refined.iter().zip(&now) {
            next[part as usize] = c;
        }
        for p in &mut place {
            *p = refined[*p as usize];
        }
        now = next;
        owned = Some(merged);
    }
    densify(community);
    Ok(())
}

/// Every node to the best community around it, neighbours again after each move, until none moves.
fn move_nodes(
    links: &Links,
    factor: f64,
    community: &mut [u32],
    random: &mut Random,
    pace: &dyn Pace,
) -> Result<(), Cancelled> {
    let n = links.len();
    let mut strength = vec![0.0; n];
    let mut size = vec![0u32; n];
    for (node, &c) in community.iter().enumerate() {
        strength[c as usize] += links.strength[node];
        size[c as usize] += 1;
    }
    let mut empty: Vec<u32> = (0..number(n)).rev().filter(|&c| size[c as usize] == 0).collect();
    let mut queue: Vec<u32> = (0..number(n)).collect();
    random.shuffle(&mut queue);
    let mut queue: std::collections::VecDeque<u32> = queue.into();
    let mut waits = vec![true; n];
    let mut near = Near::new(n);
    let mut steps = 0u32;
    while let Some(node) = queue.pop_front() {
        steps = steps.wrapping_add(1);
        if steps.is_multiple_of(4_096) {
            pace.check()?;
        }
        let node = node as usize;
        waits[node] = false;
        let old = community[node];
        let own = links.strength[node];
        strength[old as usize] -= own;
        size[old as usize] -= 1;
        for (to, weight) in links.row(node) {
            near.add(community[to as usize], f64::from(weight));
        }
        let gain = |c: u32| near.weight[c as usize] - factor * own * strength[c as usize];
        let (mut best, mut most) = (old, gain(old));
        for &c in &near.met {
            let g = gain(c);
            if g > most + 1e-12 {
                (best, most) = (c, g);
            }
        }
        if most < -1e-12 && size[old as usize] > 0 {
            best = empty.last().copied().unwrap_or(best);
        }
        near.clear();
        if best != old {
            if size[best as usize] == 0 {
                empty.pop();
            }
            if size[old as usize] == 0 {
                empty.push(old);
            }
            community[node] = best;
            for (to, _) in links.row(node) {
                if community[to as usize] != best && !waits[to as usize] {
                    waits[to as usize] = true;
                    queue.push_back(to);
                }
            }
        }
        strength[best as usize] += own;
        size[best as usize] += 1;
    }
    Ok(())
}

/// Split every community into well-connected parts: lone nodes join the best part inside it.
fn refine(
    links: &Links,
    factor: f64,
    community: &[u32],
    count: usize,
    random: &mut Random,
    pace: &dyn Pace,
) -> Result<Vec<u32>, Cancelled> {
    let n = links.len();
    let mut whole = vec![0.0; count];
    for (node, &c) in community.iter().enumerate() {
        whole[c as usize] += links.strength[node];
    }
    let mut part: Vec<u32> = (0..number(n)).collect();
    let mut strength = links.strength.clone();
    let mut alone = vec![true; n];
    // Weight from each part to the rest of its community.
    let mut outward: Vec<f64> = (0..n)
        .map(|node| {
            let same = links.row(node).filter(|&(to, _)| community[to as usize] == community[node]);
            same.map(|(_, w)| f64::from(w)).sum()
        })
        .collect();
    let mut order: Vec<u32> = (0..number(n)).collect();
    random.shuffle(&mut order);
    let mut near = Near::new(n);
    for (step, &node) in order.iter().enumerate() {
        if step % 4_096 == 0 {
            pace.check()?;
        }
        let node = node as usize;
        let whole = whole[community[node] as usize];
        let own = links.strength[node];
        if !alone[node] || outward[node] < factor * own * (whole - own) {
            continue;
        }
        for (to, weight) in links.row(node) {
            if community[to as usize] == community[node] {
                near.add(part[to as usize], f64::from(weight));
            }
        }
        let (mut best, mut most) = (part[node], 0.0);
        for &c in &near.met {
            let there = strength[c as usize];
            let gain = near.weight[c as usize] - factor * own * there;
            let connected = outward[c as usize] >= factor * there * (whole - there);
            if connected && gain > most + 1e-12 {
                (best, most) = (c, gain);
            }
        }
        if best != part[node] {
            let between = near.weight[best as usize];
            strength[best as usize] += own;
            outward[best as usize] += outward[node] - 2.0 * between;
            alone[best as usize] = false;
            strength[part[node] as usize] = 0.0;
            part[node] = best;
        }
        near.clear();
    }
    Ok(part)
}
