//! The dwell monitor: a word to whoever decides faster than one can read (identity-security §6.6.6). Shown
//! beside the progress, for the one it is about; it decides nothing.

use std::collections::BTreeMap;

use super::history::{History, Taken};
use super::terms::Decision;
use crate::dto::ReviewNudge;

/// So many single decisions say something about pace ...
const PACE_OVER: usize = 20;
/// ... and this median, in seconds, is too fast.
const FAST: u32 = 5;
/// So many decisions say something about what is kept ...
const KEPT_OVER: usize = 50;
/// ... where more than this share is certified ...
const KEPT: f64 = 0.98;
/// ... of items that score this much in the mean.
const KEPT_SCORE: f64 = 0.40;

/// What to say to the reviewers of the open review, by name.
pub(crate) fn nudges(history: &History) -> Vec<ReviewNudge> {
    let mut by_reviewer: BTreeMap<&str, Vec<&Taken>> = BTreeMap::new();
    for taken in history.open() {
        by_reviewer.entry(&taken.record.reviewer).or_default().push(taken);
    }
    by_reviewer
        .into_iter()
        .filter_map(|(reviewer, taken)| {
            let sentence = pace(&taken).or_else(|| kept(&taken))?;
            Some(ReviewNudge { reviewer: reviewer.into(), sentence })
        })
        .collect()
}

fn pace(taken: &[&Taken]) -> Option<String> {
    let mut dwell: Vec<u32> =
        taken.iter().filter(|t| t.record.input_mode == "single").filter_map(|t| t.record.dwell_seconds).collect();
    dwell.sort_unstable();
    let median = *dwell.get(dwell.len() / 2)?;
    (dwell.len() >= PACE_OVER && median < FAST).then(|| {
        format!(
            "Half of {} decisions took less than {} seconds. Look at a few of them again, or let a second reviewer.",
            dwell.len(),
            median + 1
        )
    })
}

fn kept(taken: &[&Taken]) -> Option<String> {
    let certified = taken.iter().filter(|t| t.decision().is_some_and(Decision::keeps)).count();
    #[expect(clippy::cast_precision_loss, reason = "shares of a few thousand decisions")]
    let (share, mean) = {
        let n = taken.len() as f64;
        (certified as f64 / n, taken.iter().filter_map(|t| t.record.score).sum::<f64>() / n)
    };
    (taken.len() >= KEPT_OVER && share > KEPT && mean >= KEPT_SCORE).then(|| {
        format!(
            "{certified} of {} were kept, and they score {mean:.2} in the mean. Let a second reviewer look at some.",
            taken.len()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::record::{Decided, write};

    fn history(n: u32, dwell: u32, decision: &str) -> History {
        let record = |i: u32| {
            let decided = Decided {
                act: "decide".into(),
                review: 1,
                subject: format!("s{i}"),
                reviewer: "Ann".into(),
                decision: decision.into(),
                dwell_seconds: Some(dwell),
                input_mode: "single".into(),
                score: Some(0.5),
                ..Decided::default()
            };
            let text = write(&decided).unwrap().into();
            graph_queries::LogRecord { number: u64::from(i) + 1, text, hash: "".into() }
        };
        History::of(&(0..n).map(record).collect::<Vec<_>>())
    }

    #[test]
    fn too_fast_is_said_after_twenty_and_not_before() {
        assert!(nudges(&history(19, 1, "flag")).is_empty(), "nineteen say nothing yet");
        let said = nudges(&history(20, 1, "flag"));
        assert_eq!(said.len(), 1);
        assert!(said[0].sentence.contains("less than 2 seconds"), "{}", said[0].sentence);
        assert!(nudges(&history(20, 5, "flag")).is_empty(), "five seconds are enough");
    }

    #[test]
    fn keeping_everything_is_said_after_fifty() {
        assert!(nudges(&history(49, 60, "certify")).is_empty());
        assert!(nudges(&history(50, 60, "certify"))[0].sentence.starts_with("50 of 50 were kept"));
        assert!(nudges(&history(50, 60, "revoke")).is_empty(), "revoking everything is no rubber stamp");
    }
}
