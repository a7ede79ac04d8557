//! The ways that rare access opens, and who of the peers holds the same.

use std::collections::BTreeSet;

use atlas_analysis::Pace as _;
use atlas_analysis::outliers::{Baseline, Outlier, Reason};
use atlas_graph::{Accept, By, NodeId, PathQuestion, Walks, k_paths};

use super::desk::Desk;
use super::shown::Shown;
use crate::dto::{AppError, NodeName, OpenedTarget, ReviewPeers, ReviewThing, clip};
use crate::groups::grant_text;
use crate::naming::id_text;
use crate::{Job, Session};

/// Ways that are told.
const TOLD: usize = 12;
/// Steps of a way.
const LONGEST: u32 = 12;
/// Peers that are named for a thing.
const NAMED: usize = 8;

impl Session {
    /// The likeliest way to each tier-0 node that the rare access opens. O(targets * search of one way).
    pub(crate) fn opened(
        &self,
        desk: &Desk,
        outlier: &Outlier,
        walks: &Walks,
        job: &Job,
    ) -> Result<Vec<OpenedTarget>, AppError> {
        let accept = Accept::default();
        let mut opened = Vec::new();
        for &target in outlier.opens.iter().take(TOLD) {
            let question = PathQuestion {
                starts: vec![outlier.node],
                targets: vec![target],
                k: 1,
                by: By::Cost,
                max_steps: LONGEST,
                ..PathQuestion::default()
            };
            let found = k_paths(walks, &question, &|| job.cancelled())?;
            let path = found.paths.first().map(|walk| self.explain(&desk.frozen, &accept, walk)).transpose()?;
            opened.push(OpenedTarget { target: desk.frozen.named(target), path });
        }
        Ok(opened)
    }

    /// What is rare or missing, each with the peers that hold it too. O(peers * their grants).
    pub(crate) fn things(
        &self,
        desk: &Desk,
        shown: &Shown,
        peers: &[NodeId],
        job: &Job,
    ) -> Result<Vec<ReviewThing>, AppError> {
        let profiles = self.profiles_of(&desk.frozen, job)?;
        let held: Vec<BTreeSet<_>> = peers.iter().map(|&p| profiles.grants_of(p).into_iter().collect()).collect();
        let also = |reason: &Reason| -> Vec<NodeName> {
            let others = peers.iter().zip(&held).filter(|(p, _)| **p != shown.node);
            let holds = others.filter(|(_, grants)| reason.grants.iter().any(|g| grants.contains(g)));
            holds.take(NAMED).map(|(&p, _)| desk.frozen.named(p)).collect()
        };
        let snapshot = &desk.frozen.snapshot;
        let thing = |reason: &Reason| {
            let id = id_text(snapshot, reason.thing);
            let mut about = desk.history.about(&shown.id).filter(|t| t.stands() && t.record.things.contains(&id));
            ReviewThing {
                name: snapshot.name(reason.thing).into(),
                tier: desk.frozen.tier(reason.thing).map(u32::from),
                grants: reason.grants.iter().map(|g| grant_text(&desk.frozen, g)).collect(),
                sentence: reason.sentence(snapshot),
                holders: clip(reason.holders),
                peers: clip(reason.peers),
                everywhere: clip(reason.everywhere),
                missing: reason.missing,
                also: if reason.missing { Vec::new() } else { also(reason) },
                decided: about.next_back().map(|t| t.record.decision.clone()),
                id,
            }
        };
        let (missing, rare): (Vec<_>, Vec<_>) = shown.reasons.iter().partition(|r| r.missing);
        Ok(rare.into_iter().chain(missing).map(thing).collect())
    }
}

impl Desk {
    /// Whom a subject is compared with.
    pub(crate) fn peers(&self, outlier: Option<&Outlier>) -> (ReviewPeers, Vec<NodeId>) {
        let Some(outlier) = outlier else {
            let sentence = "It is not scored: it holds nothing that could be compared.".to_owned();
            return (ReviewPeers { sentence, size: 0, group: None, cluster: None }, Vec::new());
        };
        let group = |at: usize| NodeName {
            id: self.clusters.groups[at].id.to_string(),
            name: self.clusters.groups[at].label.to_string(),
        };
        let cluster = self.clusters.assignment[outlier.node.index()].map(group);
        match &outlier.baseline {
            Baseline::PeerGroup(at) => {
                let members = self.clusters.groups[*at].members.clone();
                let sentence = format!("Compared with its peer group {}: {} with it.", group(*at).name, members.len());
                (ReviewPeers { sentence, size: clip(members.len()), group: Some(group(*at)), cluster }, members)
            }
            Baseline::MostSimilar(peers) => {
                let sentence =
                    format!("It is in no peer group. Compared with the {} identities most like it.", peers.len());
                let mut peers = peers.clone();
                peers.sort_unstable();
                (ReviewPeers { sentence, size: clip(peers.len()), group: None, cluster }, peers)
            }
            Baseline::NoPeers => {
                let sentence = "Nobody's access is like it. Compared with everyone of its lane.".to_owned();
                (ReviewPeers { sentence, size: 0, group: None, cluster }, Vec::new())
            }
        }
    }
}
