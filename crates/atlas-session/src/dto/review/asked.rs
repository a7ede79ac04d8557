//! What a reviewer says, about one item or about several, and what that would change.

use crate::dto::{NodeName, WhatIfTarget};

records! {
    /// What a person said. The words of identity-security §6.5.
    #[derive(Default)]
    DecisionRequest {
        /// Native id of the subject.
        id: String,
        /// certify, certifyWithExpiry, modify, revoke, flag, delegate, abstain, reclassify, acceptRisk.
        decision: String,
        /// Why.
        rationale: String,
        /// Why, in codes; see the guide.
        codes: Vec<String>,
        /// Who decided.
        reviewer: String,
        /// Until when, a date or RFC 3339, where the decision has an end.
        expiry: Option<String>,
        /// Native ids of the things that are decided on; empty: the whole item.
        things: Vec<String>,
        /// delegate: the name of who shall decide. reclassify: a lifecycle, or `owner=NAME`.
        to: Option<String>,
        /// A ticket or an incident elsewhere.
        ticket: Option<String>,
        /// When the page was shown, RFC 3339.
        shown_at: Option<String>,
        /// `factsHash` of the page; a decision on facts that have changed since is refused.
        facts_hash: Option<String>,
        /// Which parts of the page were opened.
        evidence: Vec<String>,
        /// That the age of the data is known and no hindrance.
        knows_age: bool,
    }
    /// One decision on several items.
    BulkRequest {
        /// Native ids of the subjects.
        ids: Vec<String>,
        /// As in a single decision; of whole items only.
        decision: String,
        /// Why.
        rationale: String,
        /// Why, in codes.
        codes: Vec<String>,
        /// Who decided.
        reviewer: String,
        /// Until when, where the decision has an end.
        expiry: Option<String>,
        /// That the age of the data is known and no hindrance.
        knows_age: bool,
        /// `token` of the preview; a bulk revocation is refused without.
        previewed: Option<String>,
    }
    /// What a decision on several items would mean.
    BulkPreview {
        /// The items and what hinders each.
        items: Vec<BulkItem>,
        /// Why it may not be decided at once; null where it may.
        refused: Option<String>,
        /// What to do then.
        remedy: String,
        /// Relations that would be taken away if the rare access of all of them were revoked.
        relations: u32,
        /// Rare things that are held through something else, which revoking would have to name.
        indirect: u32,
        /// Identities that reach tier 0 before ...
        before: u32,
        /// ... and after.
        after: u32,
        /// Who would reach less.
        loses: Vec<NodeName>,
        /// Tier-0 nodes whose exposure changes.
        targets: Vec<WhatIfTarget>,
        /// Names this preview of these items and facts; a bulk revocation gives it back.
        token: String,
        /// As a sentence.
        sentence: String,
    }
    /// One item of several.
    BulkItem {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// Score, 0..=1.
        score: f64,
        /// Why it may not be decided with others; null where it may.
        refused: Option<String>,
    }
}
