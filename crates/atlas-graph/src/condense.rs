//! Strongly connected components, in an order in which every step leads to the same or an earlier
//! one.
//!
//! Source: Tarjan, "Depth-first search and linear graph algorithms", 1972, with the stack of calls
//! as data, so that a chain of a million nodes does not overflow. O(nodes + steps).
//!
//! A node that nobody walks into is a component of its own and matters to no other. Such nodes
//! (most identities) are left out of the search and put at the end, which leaves a tenth of the
//! steps of a typical access graph to search.

use crate::stop::Ticker;
use crate::{NodeId, Stop, Stopped, Walks};

/// The components of a [`Walks`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// Nodes, component by component; a step leads into its own or an earlier component.
    order: Vec<NodeId>,
    /// Ends of the components in `order`.
    ends: Vec<u32>,
}

impl Components {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The members of each, in an order in which every step leads to the same or an earlier one.
    pub fn iter(&self) -> impl Iterator<Item = &[NodeId]> + '_ {
        let mut begin = 0;
        self.ends.iter().map(move |&end| {
            let members = &self.order[begin..end as usize];
            begin = end as usize;
            members
        })
    }
}

const UNSEEN: u32 = 0;
const DONE: u32 = u32::MAX;

/// Find the components.
///
/// # Errors
/// [`Stopped`] where `stop` says so.
pub fn components(walks: &Walks, stop: Stop<'_>) -> Result<Components, Stopped> {
    let mut ticker = Ticker::new(stop)?;
    let n = walks.node_count();
    // The lowest number seen from a node while it is open, DONE once its component is known.
    let mut low = vec![UNSEEN; n];
    let mut order: Vec<NodeId> = Vec::with_capacity(n);
    let mut ends = Vec::new();
    let mut open: Vec<NodeId> = Vec::new();
    // (node, its own number, position of the next step to look at)
    let mut calls: Vec<(NodeId, u32, u32)> = Vec::new();
    let mut number = 0;
    for root in walks.nodes() {
        if low[root.index()] != UNSEEN || walks.sources(root).is_empty() {
            continue;
        }
        number += 1;
        low[root.index()] = number;
        open.push(root);
        calls.push((root, number, walks.out_offsets[root.index()]));
        while let Some((node, own, at)) = calls.last_mut() {
            let (node, own) = (*node, *own);
            let end = walks.out_offsets[node.index() + 1];
            let mut lowest = low[node.index()];
            let mut child = None;
            let begin = *at;
            while *at < end {
                let next = walks.out_targets[*at as usize];
                *at += 1;
                match low[next.index()] {
                    UNSEEN => {
                        child = Some(next);
                        break;
                    }
                    DONE => {}
                    seen => lowest = lowest.min(seen),
                }
            }
            ticker.work((*at - begin) as usize)?;
            low[node.index()] = lowest;
            if let Some(next) = child {
                number += 1;
                low[next.index()] = number;
                open.push(next);
                calls.push((next, number, walks.out_offsets[next.index()]));
                continue;
            }
            calls.pop();
            if lowest == own {
                while let Some(member) = open.pop() {
                    low[member.index()] = DONE;
                    order.push(member);
                    if member == node {
                        break;
                    }
                }
                ends.push(u32::try_from(order.len()).unwrap_or(u32::MAX));
            } else if let Some(&(parent, ..)) = calls.last() {
                low[parent.index()] = low[parent.index()].min(lowest);
            }
        }
    }
    for node in walks.nodes().filter(|n| low[n.index()] == UNSEEN) {
        order.push(node);
        ends.push(u32::try_from(order.len()).unwrap_or(u32::MAX));
    }
    Ok(Components { order, ends })
}
