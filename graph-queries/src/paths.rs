//! Path questions that a database answers itself, for graphs too large to freeze.
//!
//! The database finds the shortest ways; what comes back is the small graph that they lie in, so that
//! costs, order, sentences and evidence are those of the same question in memory.

use std::time::Duration;

use atlas_graph::SnapshotBuilder;
use atlas_model::NodeKey;

/// Nodes for which all terms hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathEnds {
    /// Native ids, or `namespace:id`: one of them, where any is named.
    pub ids: Vec<Box<str>>,
    /// Globs over the names, ignoring case; all of them.
    pub names: Vec<Box<str>>,
    /// Kinds, ignoring case; all of them.
    pub kinds: Vec<Box<str>>,
}

/// Whether a relation of a kind, level and stated traversability is walked.
pub type Takes<'a> = dyn Fn(&str, Option<&str>, Option<bool>) -> bool + 'a;

/// A question: from each start to its nearest targets, every shortest way.
pub struct PathSearch<'a> {
    /// Any of them.
    pub from: &'a [PathEnds],
    /// Any of them.
    pub to: &'a [PathEnds],
    /// Longest way, 1..=[`MOST_STEPS`].
    pub max_steps: u32,
    /// Ways that are looked at before the answer is cut.
    pub limit: u32,
    /// How long it may take in all.
    pub time: Duration,
    /// Relation kinds that may be walked at some level.
    pub kinds: &'a [Box<str>],
    /// Relation kinds that may not be walked whatever the record says.
    pub never: &'a [Box<str>],
    /// Whether a relation of this kind, level and stated traversability is walked.
    pub takes: &'a Takes<'a>,
}

/// The longest way that a database is asked for.
pub const MOST_STEPS: u32 = 32;

/// The small graph that the ways lie in.
#[derive(Debug)]
pub struct PathsFound {
    /// The nodes on the ways and the relations between them.
    pub builder: SnapshotBuilder,
    /// The starts.
    pub from: Vec<NodeKey>,
    /// The targets.
    pub to: Vec<NodeKey>,
    /// Whether there are more ways than were looked at.
    pub more: bool,
}
