//! The page of one item.

use super::{DecisionRow, ReviewItem};
use crate::dto::{NodeBrief, NodeName, Path};

records! {
    /// Everything that a person needs to judge one item; facts before the score.
    ReviewPage {
        /// The item.
        item: ReviewItem,
        /// Who it is.
        node: NodeBrief,
        /// Whether the account is enabled; null is unknown.
        enabled: Option<bool>,
        /// Why it is asked, in sentences: how it ranks or that it was drawn.
        asked: Vec<String>,
        /// Whom it is compared with.
        peers: ReviewPeers,
        /// What is rare, most surprising first, then what is missing.
        things: Vec<ReviewThing>,
        /// What its rare access opens, each with the likeliest way.
        opens: Vec<OpenedTarget>,
        /// Tier-0 nodes that it also reaches without the rare access.
        usual: Vec<NodeName>,
        /// Inputs that are missing and would change the judgement.
        unknown: Vec<UnknownInput>,
        /// How old the data is.
        freshness: Freshness,
        /// Every decision about it, newest first.
        decisions: Vec<DecisionRow>,
        /// What the rails ask of this item.
        rails: ItemRails,
        /// SHA-256 over what is shown, hex; goes into the record.
        facts_hash: String,
    }
    /// Whom an identity is compared with.
    ReviewPeers {
        /// As a sentence.
        sentence: String,
        /// How many, itself included; 0 where nobody is like it.
        size: u32,
        /// The peer group; null where it is compared with those most like it, or with nobody.
        group: Option<NodeName>,
        /// The finest group of any kind that holds it: what an access matrix can show.
        cluster: Option<NodeName>,
    }
    /// One thing that is rare or missing.
    ReviewThing {
        /// Native id.
        id: String,
        /// Name.
        name: String,
        /// Tier, if any.
        tier: Option<u32>,
        /// The grants of it in words.
        grants: Vec<String>,
        /// As a sentence.
        sentence: String,
        /// Held by this many of the peers ...
        holders: u32,
        /// ... of this many; 0 where there are no peers.
        peers: u32,
        /// Held by this many of the lane.
        everywhere: u32,
        /// Lacking rather than held.
        missing: bool,
        /// Which of the peers hold it too, in the order of the keys, at most eight.
        also: Vec<NodeName>,
        /// The last decision about this thing that stands, if any.
        decided: Option<String>,
    }
    /// A tier-0 node that rare access opens.
    OpenedTarget {
        /// Which.
        target: NodeName,
        /// The likeliest way there; null where only steps lead there that are not accepted.
        path: Option<Path>,
    }
    /// An input that is missing.
    UnknownInput {
        /// What is not known.
        input: String,
        /// What cannot be concluded without it.
        weakens: String,
    }
    /// How old the data is.
    Freshness {
        /// The date of the data as it was stated; null where it was not.
        as_of: Option<String>,
        /// When it was imported, RFC 3339.
        imported: String,
        /// Whole days since, by the stated date or at least by the import; null where the date cannot be read.
        days: Option<u32>,
        /// Older than seven days, or of unknown age.
        stale: bool,
        /// As a sentence.
        sentence: String,
    }
    /// What the rails ask before this item may be decided.
    ItemRails {
        /// The subject is tier 0 or reaches it: two people have to say the same.
        two_persons: bool,
        /// Keeping the access needs a reason of at least 20 characters or a code.
        reason_to_keep: bool,
        /// Keeping the access needs a word that the age of the data is known.
        age_to_keep: bool,
        /// Why it cannot be certified together with others; null where it can.
        not_in_bulk: Option<String>,
    }
}
