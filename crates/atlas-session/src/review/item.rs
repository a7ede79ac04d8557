//! The page of one item: facts first, the score after them, and what is not known beside both.

use std::collections::{BTreeMap, BTreeSet};

use super::REASON_SCORE;
use super::desk::Desk;
use super::history::{History, Taken};
use super::queue::Picked;
use super::rails::{alone, usual_walks};
use super::shown::Shown;
use crate::dto::{AppError, DecisionRow, ItemRails, NodeBrief, NodeName, ReviewPage, UnknownInput, clip};
use crate::inspect::property_texts;
use crate::missing::missing_inputs;
use crate::naming::id_text;
use crate::{Job, Session};

impl Session {
    /// Everything that a person needs to judge one identity, in a queue or not.
    ///
    /// # Errors
    /// Not found; cancelled.
    pub fn review_item(&self, id: &str, job: &Job) -> Result<ReviewPage, AppError> {
        let desk = self.desk(job)?;
        let node = self.one_node(&desk.frozen, id, job)?;
        let shown = desk.shown(node);
        let outlier = desk.outlier(node);
        let walks = usual_walks(&desk.frozen);
        let (peers, members) = desk.peers(outlier);
        let picked = desk.picked(&shown);
        let opens = outlier.map_or_else(|| Ok(Vec::new()), |o| self.opened(&desk, o, &walks, job))?;
        let opened: BTreeSet<&str> = shown.row.iter().flat_map(|r| &r.opens).map(|o| o.id.as_str()).collect();
        let usual = shown.reaches.iter().filter(|n| !opened.contains(n.id.as_str())).cloned().collect();
        let freshness = desk.freshness();
        let rails = ItemRails {
            two_persons: shown.two_persons(),
            reason_to_keep: shown.score() >= REASON_SCORE,
            age_to_keep: freshness.stale && shown.two_persons(),
            not_in_bulk: alone(&desk.frozen, &walks, &shown, job)?,
        };
        let store = self.store();
        let record = store.node(desk.frozen.revision.number, &desk.frozen.snapshot.key(node))?;
        drop(store);
        let sources: BTreeSet<String> =
            record.iter().flat_map(|r| &r.statements).flat_map(|s| &s.evidence).map(|e| e.source.to_string()).collect();
        let properties = record.map(|r| property_texts(&r.properties)).unwrap_or_default();
        Ok(ReviewPage {
            item: desk.item(picked, &shown),
            node: NodeBrief { properties, ..desk.frozen.brief(node) },
            enabled: desk.frozen.snapshot.enabled(node),
            asked: desk.asked(picked, &shown),
            things: self.things(&desk, &shown, &members, job)?,
            peers,
            opens,
            usual,
            unknown: self.unknown(&desk, &shown, &sources)?,
            freshness,
            decisions: desk.decisions(&shown),
            rails,
            facts_hash: shown.facts_hash,
        })
    }

    /// What is missing about a subject: inputs that its sources lack, parts left out, and what the score leaves open.
    fn unknown(&self, desk: &Desk, shown: &Shown, sources: &BTreeSet<String>) -> Result<Vec<UnknownInput>, AppError> {
        let presence = self.store().property_presence(desk.frozen.revision.number)?;
        let missing = missing_inputs(&desk.frozen.book, &presence);
        let mut rows: BTreeMap<String, String> = BTreeMap::new();
        for m in missing.into_iter().filter(|m| sources.is_empty() || sources.contains(&m.source)) {
            rows.insert(m.input, m.weakens);
        }
        let left_out = desk.frozen.partial.iter().map(crate::scope::left_out).map(|m| (m.input, m.weakens));
        let score = shown.row.iter().filter(|r| r.max > r.min).map(|r| {
            let weakens = format!("the score lies between {:.2} and {:.2}", r.min, r.max);
            ("whether some grants count".to_owned(), weakens)
        });
        let enabled = desk.frozen.snapshot.enabled(shown.node).is_none().then(|| {
            ("whether the account is enabled".to_owned(), "what it holds may be out of use already".to_owned())
        });
        let all = left_out.chain(score).chain(enabled).chain(rows);
        Ok(all.map(|(input, weakens)| UnknownInput { input, weakens }).collect())
    }
}

impl Desk {
    /// Why it is asked.
    fn asked(&self, picked: Picked, shown: &Shown) -> Vec<String> {
        let lane = self.frozen.snapshot.lane(shown.node);
        let of_lane: Vec<_> = self.outliers.outliers.iter().filter(|o| o.lane == lane).collect();
        let findings = of_lane.iter().filter(|o| o.finding).count();
        match picked {
            Picked::Score => {
                let rank = of_lane.iter().filter(|o| o.finding).position(|o| o.node == shown.node).unwrap_or(0) + 1;
                vec![format!("Ranked {rank} of {findings} that stand out among {} of its lane.", of_lane.len())]
            }
            Picked::Sample => vec![format!(
                "Drawn at random among {} that scored low, to see what the ranking misses.",
                of_lane.len() - findings
            )],
            Picked::Lookup => vec!["Not in the queue of this review.".to_owned()],
        }
    }

    /// Every decision about a subject, newest first.
    fn decisions(&self, shown: &Shown) -> Vec<DecisionRow> {
        let things: BTreeMap<String, &str> = shown
            .reasons
            .iter()
            .map(|r| (id_text(&self.frozen.snapshot, r.thing), self.frozen.snapshot.name(r.thing)))
            .collect();
        let name = |id: &String| NodeName { id: id.clone(), name: things.get(id).copied().unwrap_or(id).into() };
        let row = |t: &Taken| DecisionRow {
            things: t.record.things.iter().map(name).collect(),
            ..decision_row(&self.history, t)
        };
        self.history.about(&shown.id).rev().map(row).collect()
    }
}

/// A decision as it stands, things by their ids.
fn decision_row(history: &History, taken: &Taken) -> DecisionRow {
    let record = &taken.record;
    let state = match (taken.undone, taken.superseded) {
        (true, _) => "undone",
        (_, true) => "superseded",
        _ => "stands",
    };
    DecisionRow {
        id: taken.id(),
        number: clip(taken.number),
        review: record.review,
        at: record.at.clone(),
        reviewer: record.reviewer.clone(),
        decision: record.decision.clone(),
        things: Vec::new(),
        rationale: record.rationale.clone(),
        codes: record.codes.clone(),
        expiry: record.expiry.clone(),
        to: record.to.clone(),
        ticket: record.ticket.clone(),
        mode: record.input_mode.clone(),
        dwell_seconds: record.dwell_seconds,
        stale: record.stale,
        state: state.into(),
        closed: history.is_closed(taken),
    }
}
