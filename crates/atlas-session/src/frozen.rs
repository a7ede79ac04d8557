//! [`Frozen`]: the newest revision, or the part of it that the session looks at, in memory with
//! everything that is settled about it and what was found out from it.

use std::collections::BTreeMap;

use atlas_analysis::tier::Tiers;
use atlas_graph::{NodeId, Snapshot};
use atlas_import::profile;
use atlas_model::{KindBook, Profile, SeenKinds};
use graph_queries::{Store, TierByHand};

use crate::Session;
use crate::analyses::Findings;
use crate::dto::{AppError, PartOfGraph};
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
    /// That this is a part of the revision.
    pub(crate) partial: Option<PartOfGraph>,
    /// What was computed from it; of a part it never outlives the part.
    pub(crate) findings: Findings,
}

impl Frozen {
    /// Read the newest revision of a session.
    pub(crate) fn read(session: &Session, job: &crate::Job) -> Result<Self, AppError> {
        session.store().prepare(&StoreWatch(job))?;
        let revision = session.newest()?;
        let scope = session.scope();
        let store = session.store();
        let (mut builder, partial) = match &scope {
            None => {
                session.expect_room(&**store, &revision)?;
                (store.freeze(revision.number, &StoreWatch(job))?, None)
            }
            Some(scope) => {
                let scoped = store.freeze_scope(revision.number, scope, &StoreWatch(job))?;
                let partial = crate::scope::partial(scope, &scoped, &revision);
                (scoped.builder, Some(partial))
            }
        };
        let profile = by_hand(&**store)?;
        let from_files = store.file_profile()?;
        let tiers = store.tiers()?;
        let presence = if partial.is_some() { store.property_presence(revision.number)? } else { Vec::new() };
        drop(store);
        let seen = builder.seen_kinds();
        let book = KindBook::resolve(&profile, &from_files, &seen);
        for source in crate::missing::sources_with_identities(&book, &presence) {
            builder.has_identities(source);
        }
        let snapshot = builder.freeze(&revision.id, &book);
        Ok(Self::of(revision, snapshot, (book, seen), tiers, partial))
    }

    /// What is settled about a snapshot.
    pub(crate) fn of(
        revision: graph_queries::Revision,
        snapshot: Snapshot,
        (book, seen): (KindBook, SeenKinds),
        by_hand: Vec<TierByHand>,
        partial: Option<PartOfGraph>,
    ) -> Self {
        let mut hand: BTreeMap<NodeId, (u8, Box<str>)> = BTreeMap::new();
        for tier in by_hand {
            if let Some(node) = snapshot.node(&tier.key) {
                hand.insert(node, (tier.tier, tier.reason));
            }
        }
        let tiers = Tiers::assign(&snapshot, &hand);
        Self { revision, snapshot, book, seen, tiers, partial, findings: Findings::default() }
    }

    /// The tier of a node.
    pub(crate) fn tier(&self, node: NodeId) -> Option<u8> {
        self.tiers.tier(node)
    }

    /// A sentence with counts, which are a least where this is a part.
    pub(crate) fn qualified(&self, sentence: &str) -> String {
        if self.partial.is_some() { format!("Within the scope, at least: {sentence}") } else { sentence.to_owned() }
    }

    /// Every tier-0 node, in the order of the keys.
    pub(crate) fn tier0(&self) -> Vec<NodeId> {
        self.snapshot.nodes().filter(|&n| self.tier(n) == Some(0)).collect()
    }
}

/// The profile of kinds by hand.
pub(crate) fn by_hand(store: &dyn Store) -> Result<Profile, AppError> {
    match store.profile_text()? {
        Some(text) => {
            profile::parse("profile", &text).map_err(|e| AppError::new(crate::dto::Code::Input, e.to_string(), ""))
        }
        None => Ok(Profile::default()),
    }
}
