//! The words of a decision, and what each of them needs to be one.

use crate::dto::{AppError, Code};

/// What a decision may be (identity-security §6.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Certify,
    CertifyWithExpiry,
    Modify,
    Revoke,
    Flag,
    Delegate,
    Abstain,
    Reclassify,
    AcceptRisk,
}

impl Decision {
    /// All, in the order of the guide.
    pub(crate) const ALL: &[Self] = &[
        Self::Certify,
        Self::CertifyWithExpiry,
        Self::Modify,
        Self::Revoke,
        Self::Flag,
        Self::Delegate,
        Self::Abstain,
        Self::Reclassify,
        Self::AcceptRisk,
    ];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Certify => "certify",
            Self::CertifyWithExpiry => "certifyWithExpiry",
            Self::Modify => "modify",
            Self::Revoke => "revoke",
            Self::Flag => "flag",
            Self::Delegate => "delegate",
            Self::Abstain => "abstain",
            Self::Reclassify => "reclassify",
            Self::AcceptRisk => "acceptRisk",
        }
    }

    /// In a sentence: "Ann certified Bob".
    pub(crate) const fn past(self) -> &'static str {
        match self {
            Self::Certify => "certified",
            Self::CertifyWithExpiry => "certified for a time",
            Self::Modify => "decided to reduce",
            Self::Revoke => "decided to revoke",
            Self::Flag => "flagged",
            Self::Delegate => "delegated",
            Self::Abstain => "abstained from",
            Self::Reclassify => "reclassified",
            Self::AcceptRisk => "accepted the risk of",
        }
    }

    /// The decision that a word means.
    pub(crate) fn named(word: &str) -> Result<Self, AppError> {
        Self::ALL.iter().copied().find(|d| d.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|d| d.word()).collect();
            AppError::new(Code::Usage, format!("{word:?} is no decision"), format!("Use one of {}.", words.join(", ")))
        })
    }

    /// Leaves the access as it is.
    pub(crate) const fn keeps(self) -> bool {
        matches!(self, Self::Certify | Self::CertifyWithExpiry | Self::AcceptRisk)
    }

    /// Judges the access; the others hand it on, and count as not reviewed.
    pub(crate) const fn judges(self) -> bool {
        !matches!(self, Self::Delegate | Self::Abstain)
    }

    /// Changes or confirms what an identity may do, so that tier 0 needs a second person.
    pub(crate) const fn is_final(self) -> bool {
        self.judges() && !matches!(self, Self::Flag)
    }
}

/// Why, in codes: the code and for which decisions it says something.
pub(crate) const CODES: &[(&str, &[Decision])] = {
    use Decision::{Abstain, AcceptRisk, Certify, CertifyWithExpiry, Flag, Modify, Revoke};
    &[
        ("workNeedsIt", &[Certify, CertifyWithExpiry, AcceptRisk]),
        ("newDuty", &[Certify, CertifyWithExpiry]),
        ("coversAbsence", &[CertifyWithExpiry]),
        ("otherControl", &[Certify, CertifyWithExpiry, AcceptRisk]),
        ("notNeeded", &[Revoke, Modify]),
        ("leftDuty", &[Revoke, Modify]),
        ("neverGranted", &[Revoke, Modify, Flag]),
        ("looksWrong", &[Flag]),
        ("notMyArea", &[Abstain]),
        ("notEnoughData", &[Abstain]),
        ("conflictOfInterest", &[Abstain]),
    ]
};

/// Codes are known and fit the decision.
pub(crate) fn check_codes(decision: Decision, codes: &[String]) -> Result<(), AppError> {
    let fits: Vec<&str> = CODES.iter().filter(|(_, of)| of.contains(&decision)).map(|(c, _)| *c).collect();
    match codes.iter().find(|c| !fits.contains(&c.as_str())) {
        None => Ok(()),
        Some(code) => {
            let remedy = if fits.is_empty() {
                format!("Say it in words: {} has no codes.", decision.word())
            } else {
                format!("Use {}.", fits.join(", "))
            };
            Err(AppError::new(Code::Usage, format!("{code:?} is no reason for {}", decision.word()), remedy))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_names_its_decision() {
        for decision in Decision::ALL {
            assert_eq!(Decision::named(decision.word()).unwrap(), *decision);
        }
        assert!(Decision::named("approve").unwrap_err().remedy.contains("certify"), "the remedy lists the words");
    }

    #[test]
    fn a_reason_belongs_to_its_decision() {
        let codes = |c: &str| vec![c.to_owned()];
        assert!(check_codes(Decision::Abstain, &codes("notMyArea")).is_ok());
        let refused = check_codes(Decision::Certify, &codes("notMyArea")).unwrap_err();
        assert!(refused.remedy.contains("workNeedsIt"), "{refused}");
        assert!(check_codes(Decision::Delegate, &codes("notMyArea")).unwrap_err().remedy.contains("in words"));
    }
}
