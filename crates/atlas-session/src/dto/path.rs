//! Paths, each step explained.

use super::{Evidence, NodeName};

records! {
    /// A path question.
    PathRequest {
        /// SELECT texts; any of them. Empty: every identity.
        from: Vec<String>,
        /// SELECT texts; any of them. Empty: tier 0.
        to: Vec<String>,
        /// Way-points in order.
        via: Vec<String>,
        /// How many paths in all.
        k: u32,
        /// Only the shortest, all of them counted.
        all_shortest: bool,
        /// By likelihood instead of by number of steps.
        weighted: bool,
        /// Longest path.
        max_steps: u32,
        /// Relation kinds not to use.
        without: Vec<String>,
        /// Statuses to accept; empty: verified and possible.
        accept: Vec<String>,
        /// SELECT texts: nodes not to pass.
        #[serde(default)]
        avoid: Vec<String>,
        /// Steps whose removal is tried: answers are those without them, pictures show them struck.
        #[serde(default)]
        cuts: Vec<TriedCut>,
        /// Ids of members of folded marks that are open in the picture; no answer depends on it.
        #[serde(default)]
        open: Vec<String>,
    }
    /// All steps from any of some nodes to any of others.
    TriedCut {
        /// Native ids.
        from: Vec<String>,
        /// Native ids.
        to: Vec<String>,
    }
    /// What one tried cut does by itself.
    CutEffect {
        /// Which steps, in words.
        title: String,
        /// Starts that would get nowhere without these steps alone.
        loses: u32,
    }
    /// What the tried cuts of a question do together.
    TrialAnswer {
        /// Starts that get to a target without the cuts ...
        before: u32,
        /// ... and with them.
        after: u32,
        /// Each cut by itself, in the order of the question.
        cuts: Vec<CutEffect>,
        /// Who still gets there, by id; the first of them.
        through: Vec<NodeName>,
        /// Who no longer does, by id; the first of them.
        stopped: Vec<NodeName>,
        /// How many no longer do.
        stopped_count: u32,
    }
    /// One step.
    Step {
        /// Native id.
        from: String,
        /// Name.
        from_name: String,
        /// Native id.
        to: String,
        /// Name.
        to_name: String,
        /// Relation kind.
        kind: String,
        /// Level.
        level: Option<String>,
        /// verified, possible, unknown, blocked.
        status: String,
        /// The rule of a derived step.
        rule: Option<String>,
        /// The step as a sentence.
        sentence: String,
        /// Where the facts stand.
        evidence: Vec<Evidence>,
        /// What would stop it.
        remedy: String,
        /// Other relations that allow the same step.
        alternatives: Vec<String>,
    }
    /// One path.
    Path {
        /// Sum of the costs.
        cost: f64,
        /// exp(-cost): relative, not a measured probability.
        likelihood: f64,
        /// The weakest step.
        status: String,
        /// In order.
        steps: Vec<Step>,
    }
    /// The answer.
    PathsAnswer {
        /// Best first.
        paths: Vec<Path>,
        /// How many node sequences there are.
        total: f64,
        /// Whether `total` is exact.
        total_is_exact: bool,
        /// Starts that already are in the target set.
        already_there: Vec<NodeName>,
        /// What the answer does not cover, in sentences.
        notes: Vec<String>,
    }
    /// One of the worst escalation paths: everyone who comes to a target by the same last step.
    Story {
        /// Who reaches what through what.
        sentence: String,
        /// The target.
        target: NodeName,
        /// Its tier.
        tier: u32,
        /// Enabled identities below tier 0 whose likeliest way ends with this step.
        starts: u32,
        /// Likelihood of the way told * weight of the tier * starts; orders the stories.
        score: f64,
        /// The way told: from the target down, always to where most come from.
        path: Path,
    }
    /// What `escalations` answers.
    EscalationsAnswer {
        /// Worst first.
        stories: Vec<Story>,
    }
}

impl Default for PathRequest {
    fn default() -> Self {
        Self {
            from: Vec::new(),
            to: Vec::new(),
            via: Vec::new(),
            k: 10,
            all_shortest: false,
            weighted: false,
            max_steps: 12,
            without: Vec::new(),
            accept: Vec::new(),
            avoid: Vec::new(),
            cuts: Vec::new(),
            open: Vec::new(),
        }
    }
}
