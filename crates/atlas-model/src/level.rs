//! Levels of grants, ordered by what they let the holder do.

use crate::class::closed_set;

closed_set! {
    /// The rank of a level word. Ordered from least to most, with `Unknown` apart at the end.
    LevelRank {
        /// No access at all.
        None = "none",
        /// May look.
        Read = "read",
        /// May sort and comment.
        Triage = "triage",
        /// May change content.
        Write = "write",
        /// May change settings.
        Maintain = "maintain",
        /// May do anything.
        Admin = "admin",
        /// A word that says nothing about what it allows.
        Unknown = "unknown",
    }
}

impl LevelRank {
    /// Whether a grant of this rank lets the holder act on the target (semantics §8).
    #[must_use]
    pub const fn is_walked(self) -> bool {
        matches!(self, Self::Write | Self::Maintain | Self::Admin)
    }
}

/// The rank a level word names. Words are split at anything that is no letter, so
/// `platform-engineer-admin` is admin and `read-only` is read; the lowest of several wins where
/// one of them says "only" or "viewer", otherwise the highest.
#[must_use]
pub fn level_rank(level: &str) -> LevelRank {
    let lower = level.to_lowercase();
    let mut best = LevelRank::Unknown;
    let mut restricted = false;
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        let rank = match word {
            "none" | "no" | "noaccess" | "deny" | "denied" => LevelRank::None,
            "read" | "reader" | "readonly" | "view" | "viewer" | "viewonly" | "pull" | "list" | "get" | "watch"
            | "audit" | "auditor" | "reporting" | "guest" => LevelRank::Read,
            "triage" | "comment" | "commenter" => LevelRank::Triage,
            "write" | "writer" | "edit" | "editor" | "push" | "contribute" | "contributor" | "update" | "modify"
            | "readwrite" | "rw" => LevelRank::Write,
            "maintain" | "maintainer" => LevelRank::Maintain,
            "admin" | "administrator" | "administrate" | "owner" | "owns" | "full" | "fullcontrol" | "root"
            | "superuser" | "poweruser" => LevelRank::Admin,
            _ => continue,
        };
        restricted |= matches!(rank, LevelRank::None | LevelRank::Read);
        best = match (best, rank) {
            (LevelRank::Unknown, r) => r,
            (b, r) if restricted => b.min(r),
            (b, r) => b.max(r),
        };
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_words_rank_by_what_they_allow() {
        for (word, rank) in [
            ("admin", LevelRank::Admin),
            ("platform-engineer-admin", LevelRank::Admin),
            ("administrator", LevelRank::Admin),
            ("read-only", LevelRank::Read),
            ("view-only", LevelRank::Read),
            ("security-audit", LevelRank::Read),
            ("push", LevelRank::Write),
            ("maintain", LevelRank::Maintain),
            ("none", LevelRank::None),
            ("triage", LevelRank::Triage),
            ("developer", LevelRank::Unknown),
        ] {
            assert_eq!(level_rank(word), rank, "{word}");
        }
    }
}
