//! Kinds: how each is understood, and one correction of it.

records! {
    /// A node kind and how it is understood.
    NodeKindRow {
        /// Kind.
        kind: String,
        /// Nodes.
        count: u32,
        /// Class.
        class: String,
        /// Lifecycle.
        lifecycle: String,
        /// Tier.
        tier: Option<u32>,
        /// profile, file, table, guess.
        basis: String,
    }
    /// A relation kind at a level and how it is understood.
    RelationKindRow {
        /// Kind.
        kind: String,
        /// Level.
        level: Option<String>,
        /// Relations.
        count: u32,
        /// Class.
        class: String,
        /// no, along, against.
        walk: String,
        /// Status of the step.
        status: String,
        /// Likelihood 0..=1.
        likelihood: f64,
        /// profile, file, table, guess.
        basis: String,
    }
    /// Every kind seen.
    KindsAnswer {
        /// Node kinds.
        nodes: Vec<NodeKindRow>,
        /// Relation kinds.
        relations: Vec<RelationKindRow>,
    }
    /// One correction: what a person says about a kind. It takes the place of what they said before
    /// about the same kind and level; with nothing said, the kind is understood as it was at first.
    KindRule {
        /// node, relation.
        of: String,
        /// Kind.
        kind: String,
        /// Only relations of this level; null: the kind as a whole.
        level: Option<String>,
        /// Class.
        class: Option<String>,
        /// Lifecycle, of node kinds that are identities.
        lifecycle: Option<String>,
        /// no, along, against; of relation kinds.
        walk: Option<String>,
        /// Likelihood of the step, above 0 and at most 1; of relation kinds.
        likelihood: Option<f64>,
    }
}
