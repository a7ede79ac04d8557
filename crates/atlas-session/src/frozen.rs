//! [`Frozen`]: the newest revision in memory with everything that is settled about it.

use std::collections::BTreeMap;

use atlas_analysis::tier::Tiers;
use atlas_graph::{NodeId, Snapshot};
use atlas_import::profile;
use atlas_model::{KindBook, Profile, SeenKinds};

use crate::Session;
use crate::dto::AppError;
use crate::job::StoreWatch;

/// A revision, its kinds and its tiers.
#[derive(Debug)]
pub(crate) struct Frozen {
    /// The revision.
    pub(crate) revision: graph_queries::Revision,
    /// In memory.
    pub(crate) snapshot: Snapshot,
    /// What its kinds mean.
    pub(crate) book: KindBook,
    /// Which kinds stand in it.
    pub(crate) seen: SeenKinds,
    /// Tiers with their reasons.
    pub(crate) tiers: Tiers,
}

impl Frozen {
    /// Read the newest revision of a session.
    pub(crate) fn read(session: &Session, job: &crate::Job) -> Result<Self, AppError> {
        session.store().prepare(&StoreWatch(job))?;
        let revision = session.newest()?;
        let store = session.store();
        let builder = store.freeze(revision.number, &StoreWatch(job))?;
        let profile = match store.profile_text()? {
            Some(text) => profile::parse("profile", &text)
                .map_err(|e| AppError::new(crate::dto::Code::Input, e.to_string(), ""))?,
            None => Profile::default(),
        };
        let from_files = store.file_profile()?;
        let by_hand = store.tiers()?;
        drop(store);
        let seen = builder.seen_kinds();
        let book = KindBook::resolve(&profile, &from_files, &seen);
        let snapshot = builder.freeze(&revision.id, &book);
        let mut hand: BTreeMap<NodeId, (u8, Box<str>)> = BTreeMap::new();
        for tier in by_hand {
            if let Some(node) = snapshot.node(&tier.key) {
                hand.insert(node, (tier.tier, tier.reason));
            }
        }
        let tiers = Tiers::assign(&snapshot, &hand);
        Ok(Self { revision, snapshot, book, seen, tiers })
    }

    /// The tier of a node.
    pub(crate) fn tier(&self, node: NodeId) -> Option<u8> {
        self.tiers.tier(node)
    }

    /// Every tier-0 node, in the order of the keys.
    pub(crate) fn tier0(&self) -> Vec<NodeId> {
        self.snapshot.nodes().filter(|&n| self.tier(n) == Some(0)).collect()
    }
}
