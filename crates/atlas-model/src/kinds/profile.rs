//! [`Profile`]: kinds described by a person or by an extension definition.

use super::Walk;
use crate::{Lifecycle, NodeClass, RelationClass};

/// What a profile says about one node kind; `None` leaves the next source of knowledge in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeRule {
    /// The kind as written in the files.
    pub kind: Box<str>,
    /// Its class.
    pub class: Option<NodeClass>,
    /// Its lifecycle.
    pub lifecycle: Option<Lifecycle>,
    /// The tier of every node of the kind.
    pub tier: Option<u8>,
}

/// What a profile says about one relation kind, perhaps at one level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RelationRule {
    /// The kind as written in the files.
    pub kind: Box<str>,
    /// Only at this level; `None` means at every level that has no rule of its own.
    pub level: Option<Box<str>>,
    /// Its class.
    pub class: Option<RelationClass>,
    /// Whether and which way it is walked.
    pub walk: Option<Walk>,
    /// Likelihood 0 < p <= 1 of the step.
    pub likelihood: Option<f64>,
}

/// Kinds described from outside the tables. Later rules win over earlier ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Node kinds.
    pub nodes: Vec<NodeRule>,
    /// Relation kinds.
    pub relations: Vec<RelationRule>,
}
