//! From bits to scores, types and findings, in one lane.
//!
//! An identity's **bits** are what its rare things count (see `surprise`), less what its breadth
//! lets expect in its lane: someone who holds ten times as much may hold ten times as many rare
//! things. The score is `1 - 2^(-bits / 20)`: 20 bits are one half, 60 bits seven eighths. What is
//! missing alone scores at most one half, and less than the strangest holding of the lane.

use atlas_graph::NodeId;

use super::null_model::{Player, excess, per_thing, threshold};
use super::score::Judged;
use super::surprise::{Judge, Surprise};
use super::{Baseline, Outlier, OutlierConfig, OutlierType, Reason};
use crate::{Cancelled, Pace};

/// Bits that make a score of one half.
const HALF: f64 = 20.0;

/// How bits become scores and findings in one lane.
pub(super) struct Scale {
    per_thing: f64,
    per_lack: f64,
    pub(super) rare_from: f64,
    lack_from: f64,
    /// Score that what is missing alone stays below.
    ceiling: f64,
}

impl Scale {
    pub(super) fn new(rows: &[Judged], config: &OutlierConfig, pace: &dyn Pace) -> Result<Self, Cancelled> {
        let players = |things: fn(&Judged) -> &[Surprise]| {
            let player = |j: &Judged| Player {
                breadth: j.breadth,
                holdings: things(j).iter().map(|s| s.counts).filter(|&b| b > 0.0).collect(),
            };
            let each = rows.iter().flat_map(|j| std::iter::repeat_n(j, j.copies as usize));
            each.map(player).collect::<Vec<Player>>()
        };
        let rare = players(|j| &j.rare);
        let lacks = players(|j| &j.lacking);
        let (per_thing, per_lack) = (per_thing(&rare), per_thing(&lacks));
        let rate = config.false_discovery_rate;
        let mut scale = Self {
            per_thing,
            per_lack,
            rare_from: threshold(&rare, per_thing, rate, config.seed, pace)?,
            lack_from: threshold(&lacks, per_lack, rate, config.seed ^ 1, pace)?,
            ceiling: 0.5,
        };
        let best = rows.iter().map(|j| scale.rare_score(j, |s| s.counts)).fold(0.0, f64::max);
        if best > 0.0 {
            scale.ceiling = 0.5f64.min(best * 0.999);
        }
        Ok(scale)
    }

    fn rare_bits(&self, judged: &Judged, of: fn(&Surprise) -> f64) -> f64 {
        excess(judged.rare.iter().map(of).sum(), judged.breadth, self.per_thing)
    }

    fn rare_score(&self, judged: &Judged, of: fn(&Surprise) -> f64) -> f64 {
        saturate(self.rare_bits(judged, of))
    }

    fn lack_bits(&self, judged: &Judged) -> f64 {
        let sum = judged.lacking.iter().map(|s| s.counts).sum();
        excess(sum, judged.breadth, self.per_lack)
    }

    pub(super) fn is_finding(&self, judged: &Judged) -> bool {
        let rare = self.rare_bits(judged, |s| s.counts);
        let lack = self.lack_bits(judged);
        rare > 0.0 && rare >= self.rare_from || lack > 0.0 && lack >= self.lack_from
    }

    pub(super) fn outlier(&self, judge: &Judge<'_>, judged: &Judged, node: NodeId) -> Outlier {
        let rare = self.rare_score(judged, |s| s.counts);
        let lack = (0.5 * saturate(self.lack_bits(judged))).min(self.ceiling);
        let band = |of: fn(&Surprise) -> f64| self.rare_score(judged, of).max(lack);
        let kind = if rare >= lack && rare > 0.0 {
            match judged.baseline {
                Baseline::NoPeers => OutlierType::FitsNowhere,
                _ => OutlierType::RareExtras,
            }
        } else if lack > 0.0 {
            OutlierType::MissingCommon
        } else {
            OutlierType::Fits
        };
        let mut reasons: Vec<Reason> = judged
            .rare
            .iter()
            .map(|s| reason(judge, judged, s, false))
            .chain(judged.lacking.iter().map(|s| reason(judge, judged, s, true)))
            .collect();
        reasons.sort_by(|a, b| {
            (a.missing, b.bits)
                .partial_cmp(&(b.missing, a.bits))
                .unwrap_or(std::cmp::Ordering::Equal)
                .then(a.thing.cmp(&b.thing))
        });
        Outlier {
            node,
            lane: judge.lane.lane(),
            score: rare.max(lack),
            min: band(|s| s.at_least),
            max: band(|s| s.at_most),
            kind,
            finding: self.is_finding(judged),
            baseline: judged.baseline.clone(),
            reasons,
            opens: Vec::new(),
            also_reaches: Vec::new(),
        }
    }
}

fn reason(judge: &Judge<'_>, judged: &Judged, surprise: &Surprise, missing: bool) -> Reason {
    // The copies of a profile leave the baseline together and are counted back in here.
    let (own, peers) = match judged.peers {
        0 => (0, 0),
        n => (judged.copies as usize, n + judged.copies),
    };
    let grants = &surprise.thing.grants;
    let everywhere = grants.iter().map(|&g| judge.lane.held_by[g as usize]).min().unwrap_or(0);
    Reason {
        thing: surprise.thing.node,
        grants: grants.iter().map(|&g| judge.table.grant(g)).collect(),
        missing,
        holders: surprise.holders as usize + if missing { 0 } else { own },
        peers: peers as usize,
        everywhere: everywhere as usize,
        bits: surprise.bits,
    }
}

/// `1 - 2^(-bits / 20)`.
pub(super) fn saturate(bits: f64) -> f64 {
    1.0 - (-bits / HALF).exp2()
}
