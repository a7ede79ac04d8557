//! Nodes and relations with their evidence.

use std::collections::BTreeMap;

records! {
    /// A node in a table.
    NodeBrief {
        /// Native id.
        id: String,
        /// Display name.
        name: String,
        /// Kinds, most specific first.
        kinds: Vec<String>,
        /// Class.
        class: String,
        /// Lane of an identity; null for what is none.
        lane: Option<String>,
        /// Lifecycle of an identity; null for what is none.
        lifecycle: Option<String>,
        /// Tier, if it has one.
        tier: Option<u32>,
        /// Only named by relations, described by no file.
        placeholder: bool,
        /// Properties as the files state them; empty in lists of the window.
        properties: BTreeMap<String, String>,
    }
    /// One piece of evidence.
    Evidence {
        /// Source and file.
        source: String,
        /// Record in it.
        record: String,
    }
    /// A relation with its evidence.
    Relation {
        /// Holder.
        from: String,
        /// Its name.
        from_name: String,
        /// Gained.
        to: String,
        /// Its name.
        to_name: String,
        /// Kind.
        kind: String,
        /// Level; null where the kind has none.
        level: Option<String>,
        /// Made by a rule rather than read.
        derived: bool,
        /// The rule.
        rule: Option<String>,
        /// Status of the step; null where it is not walked.
        status: Option<String>,
        /// How the kind is understood: profile, file, table, guess.
        basis: String,
        /// Where it stands.
        evidence: Vec<Evidence>,
    }
    /// A reason why an identity is unusual, about one thing.
    OutlierReason {
        /// A sentence.
        sentence: String,
        /// Native id of the thing.
        entitlement: String,
        /// Its name.
        name: String,
        /// The grants of it in words.
        grants: Vec<String>,
        /// Held by this many of the baseline ...
        holders: u32,
        /// ... of this size.
        peers: u32,
        /// Held by this many of the lane.
        everywhere: u32,
        /// Lacking rather than held.
        missing: bool,
    }
    /// One scored identity.
    OutlierRow {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// Lane.
        lane: String,
        /// 0..=1.
        score: f64,
        /// If everything unknown were harmless.
        min: f64,
        /// If everything unknown were held against it.
        max: f64,
        /// fitsNowhere, rareExtras, missingCommon, fits.
        r#type: String,
        /// Whether it passes the threshold of its lane.
        finding: bool,
        /// Id of its finest group.
        cluster: Option<String>,
        /// Label of that group on the map.
        group: String,
        /// Whom it was compared with, in words.
        baseline: String,
        /// Why, most surprising first.
        reasons: Vec<OutlierReason>,
        /// Tier-0 nodes reached only through the rare access.
        opens: Vec<NodeName>,
        /// Tier-0 nodes reached also by its usual access.
        also_reaches: Vec<NodeName>,
    }
    /// Id and name.
    NodeName {
        /// Native id.
        id: String,
        /// Name.
        name: String,
    }
    /// What the inspector shows of one node.
    Inspected {
        /// The node.
        node: NodeBrief,
        /// Why it has its tier.
        tier_reason: Option<String>,
        /// Whether the account is enabled; null is unknown.
        enabled: Option<bool>,
        /// Properties as the files state them, as JSON texts.
        properties: BTreeMap<String, String>,
        /// Files and records that describe it.
        evidence: Vec<Evidence>,
        /// Relations from and to it.
        relations: Vec<Relation>,
        /// How many relations there are in all.
        relation_count: u32,
        /// Tier-0 nodes that it reaches, nearest first.
        reaches: Vec<NodeName>,
        /// For a tier-0 node: how many identities reach it.
        exposed: Option<u32>,
        /// Its group, if it has one.
        group: Option<NodeName>,
        /// Its score, if it was scored.
        outlier: Option<OutlierRow>,
    }
    /// What `nodes` answers.
    NodesAnswer {
        /// In the order of the keys.
        nodes: Vec<NodeBrief>,
    }
    /// What `show` answers.
    ShowAnswer {
        /// The node.
        node: NodeBrief,
        /// The same as a table of one, as `nodes` answers.
        nodes: Vec<NodeBrief>,
        /// Everything else that is known about it.
        about: Inspected,
        /// Its relations.
        relations: Vec<Relation>,
    }
    /// What `outliers` answers.
    OutliersAnswer {
        /// All scored identities, highest first.
        outliers: Vec<OutlierRow>,
        /// Score from which an identity is a finding, by lane.
        thresholds: BTreeMap<String, f64>,
        /// Expected share of false findings.
        false_discovery_rate: f64,
    }
}
