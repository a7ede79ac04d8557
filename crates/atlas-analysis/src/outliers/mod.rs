//! Identities whose access does not fit (semantics §18-19).

mod baseline;
mod null_model;
mod opens;
mod scale;
mod score;
mod sentence;
mod surprise;
mod things;
mod usual;

use atlas_graph::NodeId;
use atlas_model::Lane;

use crate::clusters::Grant;

pub use score::score;

/// How to score.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlierConfig {
    /// Seed of the null model.
    pub seed: u64,
    /// Expected share of false findings among the findings, 0..1.
    pub false_discovery_rate: f64,
    /// Below this similarity two identities are no neighbours.
    pub similarity_floor: f64,
}

impl Default for OutlierConfig {
    fn default() -> Self {
        Self { seed: 1, false_discovery_rate: 0.05, similarity_floor: 0.3 }
    }
}

/// Why an identity does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutlierType {
    /// Like nobody.
    FitsNowhere,
    /// Fits, but holds rare extras.
    RareExtras,
    /// Lacks what its peers hold; never ranks first alone.
    MissingCommon,
    /// Scored, and nothing stands out.
    Fits,
}

impl OutlierType {
    /// The word in answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::FitsNowhere => "fitsNowhere",
            Self::RareExtras => "rareExtras",
            Self::MissingCommon => "missingCommon",
            Self::Fits => "fits",
        }
    }
}

/// One thing an identity holds or lacks beside its peers.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The thing in question.
    pub thing: NodeId,
    /// The grants of it that are rare (or missing).
    pub grants: Vec<Grant>,
    /// Whether it is lacking rather than held.
    pub missing: bool,
    /// How many of the baseline hold it, the identity included.
    pub holders: usize,
    /// Size of the baseline, the identity included.
    pub peers: usize,
    /// How many of the lane hold it.
    pub everywhere: usize,
    /// Surprisal in bits.
    pub bits: f64,
}

/// Whom an identity was compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// Its peer group, as an index into `Clusters::groups`.
    PeerGroup(usize),
    /// The identities most like it.
    MostSimilar(Vec<NodeId>),
    /// Nobody is like it.
    NoPeers,
}

/// One identity, scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlier {
    /// Who.
    pub node: NodeId,
    /// Its lane.
    pub lane: Lane,
    /// 0..=1, a fixed saturating function of surprisal in bits; never a percentile.
    pub score: f64,
    /// The score if everything unknown were harmless ...
    pub min: f64,
    /// ... and if everything unknown were held against it.
    pub max: f64,
    /// Why.
    pub kind: OutlierType,
    /// Whether the score passes the threshold of its lane, or what is missing passes a threshold of
    /// its own: a finding.
    pub finding: bool,
    /// Whom it was compared with.
    pub baseline: Baseline,
    /// Reasons about things, most surprising first.
    pub reasons: Vec<Reason>,
    /// Tier-0 nodes that it reaches only through the rare things.
    pub opens: Vec<NodeId>,
    /// Tier-0 nodes that it reaches with them and also without them.
    pub also_reaches: Vec<NodeId>,
}

/// Every identity that could be scored, highest first, ties by key.
#[derive(Clone, Debug, PartialEq)]
pub struct Outliers {
    /// The revision scored.
    pub revision: Box<str>,
    /// How.
    pub config: OutlierConfig,
    /// All scored identities.
    pub outliers: Vec<Outlier>,
    /// Score from which what an identity holds makes it a finding, for each lane; 1 where nothing does.
    pub thresholds: Vec<(Lane, f64)>,
}

#[cfg(test)]
mod null_model_tests;
#[cfg(test)]
mod tests;
