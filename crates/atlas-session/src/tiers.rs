//! Tiers: those of rules and records, and those set by hand.

use graph_queries::TierByHand;

use crate::dto::{AppError, Proposal, TierRow, TiersAnswer};
use crate::naming::id_text;
use crate::session::now;
use crate::{Job, Session};

impl Session {
    /// Every tier with its reason, and candidates where nothing is tier 0.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn tiers(&self, job: &Job) -> Result<TiersAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let snapshot = &frozen.snapshot;
        let mut tiers: Vec<TierRow> = snapshot
            .nodes()
            .filter_map(|n| {
                let tier = frozen.tier(n)?;
                Some(TierRow {
                    id: id_text(snapshot, n),
                    name: snapshot.name(n).into(),
                    tier: u32::from(tier),
                    by: frozen.tiers.by(n).into(),
                    reason: frozen.tiers.reason(n).unwrap_or_default().into(),
                })
            })
            .collect();
        tiers.sort_by(|a, b| (a.tier, &a.id).cmp(&(b.tier, &b.id)));
        Ok(TiersAnswer { tiers, proposals: self.proposals(&frozen) })
    }

    /// Candidates for tier 0; none where there already is one.
    pub(crate) fn proposals(&self, frozen: &crate::frozen::Frozen) -> Vec<Proposal> {
        if !frozen.tier0().is_empty() {
            return Vec::new();
        }
        let snapshot = &frozen.snapshot;
        let row = |p: atlas_analysis::tier::Proposal| Proposal {
            id: id_text(snapshot, p.node),
            name: snapshot.name(p.node).into(),
            reason: p.reason.into(),
        };
        atlas_analysis::tier::proposals(snapshot).into_iter().map(row).collect()
    }

    /// Set the tier of what a SELECT names.
    ///
    /// # Errors
    /// Where the SELECT names nothing, or the workspace cannot be written.
    pub fn set_tier(&self, tier: u8, select: &str, reason: &str, job: &Job) -> Result<(), AppError> {
        let frozen = self.frozen(job)?;
        let nodes = self.select(&frozen, &[select.to_owned()], job)?;
        let reason = if reason.is_empty() { "set by hand" } else { reason };
        let at = now();
        let tiers: Vec<TierByHand> = nodes
            .iter()
            .map(|&n| TierByHand { key: frozen.snapshot.key(n), tier, reason: reason.into(), at: at.as_str().into() })
            .collect();
        self.store().set_tiers(&tiers)?;
        self.forget();
        Ok(())
    }

    /// Forget the tier set by hand of what a SELECT names; rules and records hold again.
    ///
    /// # Errors
    /// Where the SELECT names nothing, or the workspace cannot be written.
    pub fn clear_tier(&self, select: &str, job: &Job) -> Result<(), AppError> {
        let frozen = self.frozen(job)?;
        let nodes = self.select(&frozen, &[select.to_owned()], job)?;
        let keys: Vec<_> = nodes.iter().map(|&n| frozen.snapshot.key(n)).collect();
        self.store().clear_tiers(&keys)?;
        self.forget();
        Ok(())
    }
}
