//! The queues: ranked findings up to the capacity of a review, a few drawn at random, and how far it is.

use std::collections::BTreeMap;

use atlas_analysis::outliers::Outlier;
use atlas_model::Lane;

use super::desk::Desk;
use super::monitor::nudges;
use super::shown::{Shown, sha256};
use super::standing::{State, standing};
use crate::dto::{AppError, LaneProgress, QueueAnswer, ReviewItem, ReviewProgress, clip};
use crate::groups::lane_named;
use crate::naming::id_text;
use crate::{Job, Session};

/// One in so many of those that scored low is drawn.
const DRAWN: usize = 20;
/// At most one drawn for so many by rank.
const DRAWN_BESIDE: u32 = 5;

/// Why an item is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picked {
    Score,
    Sample,
    /// It is in no queue: somebody looked it up.
    Lookup,
}

impl Picked {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Sample => "sample",
            Self::Lookup => "lookup",
        }
    }
}

/// The items of one lane.
pub(crate) struct Queue {
    pub(crate) items: Vec<(Picked, Shown, State)>,
    pub(crate) rows: Vec<ReviewItem>,
    pub(crate) beyond: u32,
    pub(crate) settled: u32,
}

impl Session {
    /// What to review in one lane: highest score first, ties by id, up to the capacity of a review; then a few drawn
    /// at random among those that scored low, the same for everyone who looks at the revision.
    ///
    /// # Errors
    /// Usage where the lane is none; cancelled.
    pub fn queue(&self, lane: &str, job: &Job) -> Result<QueueAnswer, AppError> {
        let lane = lane_named(lane)?;
        let desk = self.desk(job)?;
        let queue = desk.queue(lane);
        let unknown = lane == Lane::Unknown && !queue.rows.is_empty();
        Ok(QueueAnswer {
            decided: decided(&queue),
            lane: lane.word().into(),
            note: unknown.then(|| {
                "The data does not say whether these are people or machines. They are compared with each other, and \
                 whoever decides has to find out first."
                    .to_owned()
            }),
            review: desk.history.review(),
            capacity: desk.capacity,
            beyond: queue.beyond,
            sampled: clip(queue.items.iter().filter(|(p, ..)| *p == Picked::Sample).count()),
            settled: queue.settled,
            items: queue.rows,
        })
    }

    /// How far the review is, over all lanes; with what `reviewer` can take back, or whoever decided last.
    ///
    /// # Errors
    /// Where the store cannot be read; cancelled.
    pub fn review_progress(&self, reviewer: Option<&str>, job: &Job) -> Result<ReviewProgress, AppError> {
        Ok(self.desk(job)?.progress(reviewer))
    }
}

impl Desk {
    /// The queue of a lane.
    pub(crate) fn queue(&self, lane: Lane) -> Queue {
        let mut queue = Queue { items: Vec::new(), rows: Vec::new(), beyond: 0, settled: 0 };
        let of_lane = || self.outliers.outliers.iter().filter(|o| o.lane == lane);
        for outlier in of_lane().filter(|o| o.finding) {
            if clip(queue.items.len()) >= self.capacity {
                // What is beyond may have been settled before; telling costs its facts.
                if self.is_settled(outlier) { queue.settled += 1 } else { queue.beyond += 1 }
            } else if !self.ask(&mut queue, Picked::Score, outlier) {
                queue.settled += 1;
            }
        }
        let low: Vec<&Outlier> = of_lane().filter(|o| !o.finding).collect();
        for outlier in self.drawn(&low) {
            self.ask(&mut queue, Picked::Sample, outlier);
        }
        queue
    }

    /// Put an item on the queue, unless an earlier review settled it.
    fn ask(&self, queue: &mut Queue, picked: Picked, outlier: &Outlier) -> bool {
        let shown = Shown::of(self, outlier.node, Some(outlier));
        let at = standing(&self.history, &shown, self.now);
        if at.state == State::Decided && at.closed {
            return false;
        }
        queue.rows.push(self.item(picked, &shown));
        queue.items.push((picked, shown, at.state));
        true
    }

    fn is_settled(&self, outlier: &Outlier) -> bool {
        let id = id_text(&self.frozen.snapshot, outlier.node);
        if self.history.about(&id).next().is_none() {
            return false;
        }
        let at = standing(&self.history, &Shown::of(self, outlier.node, Some(outlier)), self.now);
        at.state == State::Decided && at.closed
    }

    /// A few of those that scored low: the smallest hashes of revision and id, so that nobody chooses them and
    /// everybody gets the same.
    fn drawn<'a>(&self, low: &[&'a Outlier]) -> Vec<&'a Outlier> {
        let wanted = low.len().div_ceil(DRAWN).min((self.capacity / DRAWN_BESIDE).max(1) as usize);
        let ticket =
            |o: &&Outlier| sha256(&format!("{}\n{}", self.frozen.revision.id, id_text(&self.frozen.snapshot, o.node)));
        let mut drawn: Vec<(String, &Outlier)> = low.iter().map(|o| (ticket(o), *o)).collect();
        drawn.sort_by(|a, b| a.0.cmp(&b.0));
        drawn.into_iter().take(wanted).map(|(_, o)| o).collect()
    }

    /// How an item stands in a list.
    pub(crate) fn item(&self, picked: Picked, shown: &Shown) -> ReviewItem {
        let at = standing(&self.history, shown, self.now);
        let row = shown.row.as_ref();
        let reasons = row.map(|r| r.reasons.clone()).unwrap_or_default();
        let why = match (picked, reasons.first()) {
            (Picked::Sample, None) => "drawn at random: nothing about it is rare".to_owned(),
            (Picked::Sample, Some(r)) => format!("drawn at random: {}", r.sentence),
            (_, Some(r)) => r.sentence.clone(),
            (_, None) => row.map_or_else(|| "not scored".to_owned(), |r| r.r#type.clone()),
        };
        ReviewItem {
            item: shown.item(),
            lane: self.frozen.snapshot.lane(shown.node).word().into(),
            group: row.map(|r| r.group.clone()).unwrap_or_default(),
            why,
            picked: picked.word().into(),
            r#type: row.map(|r| r.r#type.clone()).unwrap_or_default(),
            score: shown.score(),
            min: row.map_or(0.0, |r| r.min),
            max: row.map_or(0.0, |r| r.max),
            reasons,
            opens: clip(row.map_or(0, |r| r.opens.len())),
            reaches: clip(shown.reaches.len()),
            state: at.state.word().into(),
            standing: at.sentence,
            decided: at.decided,
            id: shown.id.clone(),
            name: shown.name.clone(),
        }
    }

    /// How far the open review is.
    pub(crate) fn progress(&self, reviewer: Option<&str>) -> ReviewProgress {
        let snapshot = &self.frozen.snapshot;
        let (mut lanes, mut by_decision) = (Vec::new(), BTreeMap::<String, u32>::new());
        let (mut items, mut done, mut waits) = (0, 0, 0);
        for lane in [Lane::Human, Lane::Machine, Lane::Unknown] {
            let queue = self.queue(lane);
            let (asked, decided) = (clip(queue.items.len()), decided(&queue));
            let identities = clip(snapshot.identities().filter(|&n| snapshot.lane(n) == lane).count());
            lanes.push(LaneProgress { lane: lane.word().into(), identities, items: asked, decided });
            waits += clip(queue.items.iter().filter(|(_, _, s)| *s == State::WaitsForSecond).count());
            (items, done) = (items + asked, done + decided);
        }
        let mut last: BTreeMap<&str, &str> = BTreeMap::new();
        for taken in self.history.open().filter(|t| t.stands()) {
            last.insert(&taken.record.subject, &taken.record.decision);
        }
        for decision in last.values() {
            *by_decision.entry((*decision).to_owned()).or_default() += 1;
        }
        let review = self.history.review();
        let waiting = if waits == 0 { String::new() } else { format!(", {waits} of them wait for a second reviewer") };
        ReviewProgress {
            review,
            lanes,
            items,
            decided: done,
            not_reviewed: items - done,
            waits_for_second: waits,
            by_decision,
            undoes: self.undoes(reviewer),
            nudges: nudges(&self.history),
            sentence: format!("Review {review}: {done} of {items} reviewed, {} not reviewed{waiting}.", items - done),
        }
    }
}

fn decided(queue: &Queue) -> u32 {
    clip(queue.items.iter().filter(|(_, _, state)| *state == State::Decided).count())
}
