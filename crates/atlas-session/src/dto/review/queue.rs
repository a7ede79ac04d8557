//! What a person is asked, and how far a review is.

use std::collections::BTreeMap;

use crate::dto::OutlierReason;

records! {
    /// What a person is asked.
    ReviewItem {
        /// Stable id of the item.
        item: String,
        /// Native id of the subject.
        id: String,
        /// Name.
        name: String,
        /// Lane: its queue.
        lane: String,
        /// Label of its group; empty where it has none.
        group: String,
        /// Why it is here, in one line.
        why: String,
        /// score: ranked by it; sample: drawn at random among those that scored low.
        picked: String,
        /// fitsNowhere, rareExtras, missingCommon, fits; empty where it is not scored.
        r#type: String,
        /// 0..=1.
        score: f64,
        /// If everything unknown were harmless.
        min: f64,
        /// If everything unknown were held against it.
        max: f64,
        /// Reasons about things.
        reasons: Vec<OutlierReason>,
        /// Tier-0 nodes that it reaches only through the rare access.
        opens: u32,
        /// Tier-0 nodes that it reaches in any way.
        reaches: u32,
        /// open, partly, abstained, delegated, waitsForSecond, disagree, changed, expired, decided.
        /// Only `decided` counts as reviewed.
        state: String,
        /// The state as a sentence.
        standing: String,
        /// The last decision about the whole item that stands, if any.
        decided: Option<String>,
    }
    /// A queue.
    QueueAnswer {
        /// Ranked; at the end those drawn at random.
        items: Vec<ReviewItem>,
        /// How many of them are reviewed.
        decided: u32,
        /// Lane.
        lane: String,
        /// What has to be said about the lane as such.
        note: Option<String>,
        /// Number of the review that is open, from 1.
        review: u32,
        /// Items by rank that one review asks at most.
        capacity: u32,
        /// Findings beyond the capacity, which wait for the next review.
        beyond: u32,
        /// Items drawn at random among those that scored low.
        sampled: u32,
        /// Findings that earlier reviews settled and whose access is still the same.
        settled: u32,
    }
    /// One lane in a review.
    LaneProgress {
        /// Lane.
        lane: String,
        /// Identities in it.
        identities: u32,
        /// Items that are asked.
        items: u32,
        /// Of them reviewed.
        decided: u32,
    }
    /// How far the review is.
    ReviewProgress {
        /// Number of the review that is open, from 1.
        review: u32,
        /// By lane: human, machine, unknown.
        lanes: Vec<LaneProgress>,
        /// Items that are asked.
        items: u32,
        /// Of them reviewed.
        decided: u32,
        /// Not reviewed: nobody said anything, or abstained, delegated, disagreed, or half of it is open.
        not_reviewed: u32,
        /// Of the not reviewed: one person decided, and a second one has to.
        waits_for_second: u32,
        /// Last decision that stands in this review -> items.
        by_decision: BTreeMap<String, u32>,
        /// What `undo` would take back, as a sentence; null where there is nothing.
        undoes: Option<String>,
        /// What to say to the reviewers about their pace; null where nothing is to say.
        nudges: Vec<ReviewNudge>,
        /// As one sentence.
        sentence: String,
    }
    /// A word about how one reviewer decides.
    ReviewNudge {
        /// Who.
        reviewer: String,
        /// What was seen, and what it may mean.
        sentence: String,
    }
}
