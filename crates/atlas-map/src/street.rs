//! The street: one node with its neighbours, grouped by kind and relation. Left is what it is
//! reached from, right what it reaches.
//!
//! A row of several neighbours opens into them, a neighbour opens into its own next rows, away from
//! the middle. What opens stands in the next column as a block of its own, at the free height nearest
//! to where it was opened; blocks are placed in the order in which they were opened. So opening never
//! moves what is already there.

mod draw;
mod place;
mod tree;

use atlas_graph::{NodeId, Snapshot};
use atlas_model::{NodeKey, StepStatus};

use crate::Scene;

/// What a street is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct StreetInput<'a> {
    /// The graph.
    pub snapshot: &'a Snapshot,
    /// The node in the middle.
    pub node: NodeId,
    /// Tier-0 nodes, sorted: drawn with a crown, and first of their row.
    pub jewels: &'a [NodeId],
    /// Places that are open, in the order in which they were opened; a place that stands there again
    /// shows more of a long list, one with `-` before it keeps room for what is pinned in it and shows
    /// nothing else. Places that do not exist are passed over.
    pub expanded: &'a [String],
    /// Places that stay whatever is closed.
    pub pinned: &'a [String],
    /// Revision and data date.
    pub stamp: &'a str,
}

/// What an item of a street is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Several neighbours of one kind over one relation.
    Row(usize),
    /// One neighbour.
    Node(NodeKey),
    /// The others of a long list, so many.
    More(usize),
}

/// One item: the same thing in the picture and in the list beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its place, an id that is the same in every revision.
    pub place: Box<str>,
    /// The place to open: its own, or that of the list which it continues.
    pub opens: Box<str>,
    /// The item that it was opened from; none beside the middle.
    pub parent: Option<usize>,
    /// Whether it leads to the node in the middle.
    pub left: bool,
    /// Columns from the middle, from 1.
    pub column: u32,
    /// What it is.
    pub what: What,
    /// Name of the node, or "12 users".
    pub name: Box<str>,
    /// Kind of the nodes.
    pub kind: Box<str>,
    /// Relation and level as written, "MemberOf" or "RepoPermission · write".
    pub relation: Box<str>,
    /// How sure the relation is.
    pub status: StepStatus,
    /// How many items opening it would show in all; 0: nothing leads on.
    pub inside: usize,
    /// Whether it is open.
    pub open: bool,
    /// Whether it is pinned.
    pub pinned: bool,
}

/// A street as a picture and as a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Street {
    /// The picture.
    pub scene: Scene,
    /// Left before right, each followed by what it was opened into.
    pub items: Vec<Item>,
    /// Neighbours that stand in the picture, by themselves or in a row ...
    pub shown: usize,
    /// ... of so many.
    pub neighbours: usize,
}

/// Draw the street of a node. O(d log d) for the sum d of the degrees of all nodes that are open.
#[must_use]
pub fn street(input: &StreetInput<'_>) -> Street {
    let tree = tree::Tree::grow(input);
    draw::draw(input, tree)
}
