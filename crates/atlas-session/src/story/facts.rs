//! What the placeholders of a caption stand for.
//!
//! A value is about what the slide shows: a path slide counts the starts and targets of its
//! question, a slide of one lane the identities of that lane, every other slide the whole graph.
//! What cannot be told is the word "unknown", never a number.

use atlas_analysis::clusters::{ClusterConfig, Clusters, GroupKind};
use atlas_analysis::exposure::{Exposure, lane_index};
use atlas_map::plain::visible;
use atlas_map::style::lane_words;
use atlas_model::Lane;

use crate::dto::{AppError, Code, PathRequest, Placeholder, ViewSpec, clip};
use crate::frozen::Frozen;
use crate::groups::{COUNTRIES, find_group, lane_named};
use crate::import::thousands;
use crate::paths_scene::set_name;
use crate::{Job, Session};

/// What cannot be told from the data.
const UNKNOWN: &str = "unknown";

/// Every placeholder and what stands in its place, in the order in which they are offered.
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("exposed", "how many identities reach a crown jewel; on a path slide: how many starts get there"),
    ("identities", "how many identities the slide is about; on a path slide: how many starts it asks about"),
    ("left", "on a path slide with cuts that are tried: how many starts still get there"),
    ("share", "the first as a share of the second, in percent"),
    ("who", "what the identities are called: people, machines or identities"),
    ("target", "where the paths of the slide end; elsewhere the crown jewel that most identities reach"),
    ("targets", "how many crown jewels there are; on a path slide: how many targets it asks about"),
    ("groups", "how many groups of similar access the world shows"),
    ("group", "the group that a matrix shows; elsewhere the group with the most outliers"),
    ("outliers", "how many identities do not fit"),
    ("outlier", "the identity that fits least"),
    ("reason", "why that identity does not fit, in a sentence"),
    ("steps", "how many steps the shortest way to the target has"),
    ("cut", "the step whose removal takes most ways away"),
    ("spared", "how many identities that removal keeps from the target"),
    ("cuts", "how few steps, taken away together, leave no way at all"),
    ("queue", "how many items wait for a decision"),
    ("decided", "how many items are decided"),
    ("nodes", "how many nodes the graph has"),
    ("relations", "how many relations the graph has"),
    ("missing", "how many inputs are missing"),
    ("revision", "the number of the revision"),
    ("date", "the date of the data, else of its import"),
    ("workspace", "the name of the workspace"),
];

/// The table above as an answer.
pub(super) fn placeholders() -> Vec<Placeholder> {
    let row = |&(word, meaning): &(&str, &str)| Placeholder { word: word.to_owned(), meaning: meaning.to_owned() };
    PLACEHOLDERS.iter().map(row).collect()
}

/// What values are taken from.
pub(super) struct Facts<'a> {
    pub(super) session: &'a Session,
    pub(super) frozen: &'a Frozen,
    pub(super) view: &'a ViewSpec,
    pub(super) job: &'a Job,
}

impl Facts<'_> {
    /// What stands in the place of a word; `None` where it is no placeholder.
    ///
    /// # Errors
    /// Where the view names nothing, or the store cannot be read; cancelled.
    pub(super) fn value(&self, word: &str) -> Result<Option<String>, AppError> {
        let value = match word {
            "exposed" => self.at_least(self.exposed()?),
            "left" => match self.question() {
                Some(request) => self.at_least(Some(self.starts(request, true)?)),
                None => none(),
            },
            "identities" => thousands(clip(self.identities()?)),
            "share" => self.share()?,
            "who" => lane_words(self.lane()?).1.to_owned(),
            "target" => self.target()?,
            "targets" => self.targets()?,
            "groups" => thousands(clip(self.regions(&*self.clusters()?)?.len())),
            "group" => self.group()?,
            "outliers" => thousands(clip(self.outliers()?.len())),
            "outlier" => self.outliers()?.first().map_or_else(none, |o| visible(&o.name)),
            "reason" => {
                let first = self.outliers()?.into_iter().next();
                first.and_then(|o| o.reasons.into_iter().next()).map_or_else(none, |r| visible(&r.sentence))
            }
            "steps" => self.steps()?,
            "cut" | "spared" | "cuts" => self.cut(word)?,
            "queue" | "decided" => self.queue(word)?,
            "nodes" => thousands(self.frozen.revision.nodes),
            "relations" => thousands(self.frozen.revision.relations),
            "missing" => thousands(clip(self.session.info()?.missing_inputs.len())),
            "revision" => thousands(self.frozen.revision.number),
            "date" => self.date(),
            "workspace" => visible(&self.session.name()),
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

    /// The question of a path slide.
    fn question(&self) -> Option<&PathRequest> {
        if let ViewSpec::Paths(request) = self.view { Some(request) } else { None }
    }

    /// The lane that the slide is narrowed to.
    fn lane(&self) -> Result<Option<Lane>, AppError> {
        let lane = match self.view {
            ViewSpec::World(of) => of.lane.as_deref(),
            ViewSpec::Table(of) => of.lane.as_deref(),
            ViewSpec::Paths(_)
            | ViewSpec::Street(_)
            | ViewSpec::Query(_)
            | ViewSpec::Matrix(_)
            | ViewSpec::Group(_) => None,
        };
        lane.map(lane_named).transpose()
    }

    /// A count that a part of a graph can only bound from below; unknown without a target.
    fn at_least(&self, count: Option<usize>) -> String {
        match count {
            None => none(),
            Some(n) if self.frozen.partial.is_some() => format!("at least {}", thousands(clip(n))),
            Some(n) => thousands(clip(n)),
        }
    }

    /// `None` where nothing is tier 0: then nobody knows what to reach.
    fn exposed(&self) -> Result<Option<usize>, AppError> {
        if let Some(request) = self.question() {
            return Ok(Some(self.starts(request, false)?));
        }
        if self.frozen.tier0().is_empty() {
            return Ok(None);
        }
        let exposure = self.exposure()?;
        Ok(Some(match self.lane()? {
            Some(lane) => exposure.by_lane[lane_index(lane)],
            None => exposure.by_lane.iter().sum(),
        }))
    }

    /// Starts that get there, as asked or once the cuts of the question are made.
    fn starts(&self, request: &PathRequest, cut: bool) -> Result<usize, AppError> {
        let terms = self.session.terms(self.frozen, request, self.job)?;
        Ok(self.session.merged(self.frozen, request, &terms, cut, self.job)?.starts)
    }

    fn identities(&self) -> Result<usize, AppError> {
        if let Some(request) = self.question() {
            return Ok(self.session.ends(self.frozen, request, self.job)?.0.len());
        }
        let lane = self.lane()?;
        let snapshot = &self.frozen.snapshot;
        Ok(snapshot.identities().filter(|&n| lane.is_none_or(|l| snapshot.lane(n) == l)).count())
    }

    fn share(&self) -> Result<String, AppError> {
        let (exposed, all) = (self.exposed()?, self.identities()?);
        if all == 0 || self.frozen.partial.is_some() {
            return Ok(none());
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of nodes are far below 2^52")]
        Ok(exposed.map_or_else(none, |n| format!("{:.0} %", 100.0 * n as f64 / all as f64)))
    }

    fn target(&self) -> Result<String, AppError> {
        if let Some(request) = self.question() {
            let (_, targets) = self.session.ends(self.frozen, request, self.job)?;
            return Ok(visible(&set_name(self.frozen, &request.to, &targets, "a crown jewel")));
        }
        let exposure = self.exposure()?;
        Ok(exposure.targets.first().map_or_else(none, |t| visible(self.frozen.snapshot.name(t.node))))
    }

    fn targets(&self) -> Result<String, AppError> {
        let count = match self.question() {
            Some(request) => self.session.ends(self.frozen, request, self.job)?.1.len(),
            None => self.frozen.tier0().len(),
        };
        Ok(thousands(clip(count)))
    }

    /// Positions of the groups that the world draws as regions.
    fn regions(&self, clusters: &Clusters) -> Result<Vec<usize>, AppError> {
        let lane = self.lane()?;
        let level = clusters.levels.get(clusters.level_with_at_most(COUNTRIES));
        let drawn = level.into_iter().flatten().copied().filter(|&g| {
            let group = &clusters.groups[g];
            group.kind == GroupKind::Region && lane.is_none_or(|l| group.lane == l)
        });
        Ok(drawn.collect())
    }

    fn group(&self) -> Result<String, AppError> {
        if let ViewSpec::Matrix(of) | ViewSpec::Group(of) = self.view
            && !of.group.is_empty()
        {
            let clusters = self.clusters()?;
            return Ok(visible(&clusters.groups[find_group(&clusters, &of.group)?].label));
        }
        let strange = self.session.strangest_group(self.frozen, self.lane()?, self.job)?;
        Ok(strange.map_or_else(none, |g| visible(&g.name)))
    }

    fn outliers(&self) -> Result<Vec<crate::dto::OutlierRow>, AppError> {
        let lane = self.lane()?;
        let mut rows = self.session.outliers(lane.map(Lane::word), self.job)?.outliers;
        rows.retain(|o| o.finding);
        Ok(rows)
    }

    fn steps(&self) -> Result<String, AppError> {
        let shortest = PathRequest { k: 1, weighted: false, ..self.question().cloned().unwrap_or_default() };
        if self.question().is_none() && self.frozen.tier0().is_empty() {
            return Ok(none());
        }
        let found = self.session.find_paths(self.frozen, &shortest, self.job)?;
        Ok(found.paths.first().map_or_else(none, |p| thousands(clip(p.edges.len()))))
    }

    fn cut(&self, word: &str) -> Result<String, AppError> {
        let request = PathRequest { k: 1, ..self.question().cloned().unwrap_or_default() };
        let found = match self.session.choke_points(&request, self.job) {
            // Without a target there is nothing to cut.
            Err(e) if e.code == Code::NotFound && self.question().is_none() => return Ok(none()),
            other => other?,
        };
        let best = found.edges.first();
        Ok(match word {
            "cuts" => thousands(found.cut.value),
            "spared" => best.map_or_else(none, |e| thousands(e.loses)),
            _ => best.map_or_else(none, |e| {
                format!("{} to {} ({})", visible(&e.from_name), visible(&e.to_name), visible(&e.kind))
            }),
        })
    }

    fn queue(&self, word: &str) -> Result<String, AppError> {
        let (mut items, mut decided) = (0, 0);
        let only = self.lane()?;
        for &lane in Lane::ALL.iter().filter(|&&l| only.is_none_or(|o| o == l)) {
            let answer = self.session.queue(lane.word(), self.job)?;
            items += answer.items.len();
            decided += answer.decided as usize;
        }
        Ok(thousands(clip(if word == "queue" { items.saturating_sub(decided) } else { decided })))
    }

    fn date(&self) -> String {
        let revision = &self.frozen.revision;
        let day = revision.at.split('T').next().unwrap_or_default();
        revision.as_of.as_deref().map_or_else(|| day.to_owned(), visible)
    }

    fn clusters(&self) -> Result<std::sync::Arc<Clusters>, AppError> {
        self.session.clusters_of(self.frozen, &ClusterConfig::default(), self.job)
    }

    fn exposure(&self) -> Result<std::sync::Arc<Exposure>, AppError> {
        self.session.exposed(self.frozen, self.job)
    }
}

fn none() -> String {
    UNKNOWN.to_owned()
}

#[cfg(test)]
mod tests {
    use super::PLACEHOLDERS;
    use crate::story::parts::{Part, parts};

    #[test]
    fn every_placeholder_can_be_written_in_a_caption() {
        for (word, meaning) in PLACEHOLDERS {
            let caption = format!("{{{word}}}");
            assert_eq!(parts(&caption), [Part::Word(word)], "{word} is read as one placeholder");
            assert!(!meaning.ends_with('.'), "{word}: a meaning is a phrase in a list");
        }
        let mut words: Vec<&str> = PLACEHOLDERS.iter().map(|p| p.0).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), PLACEHOLDERS.len(), "no word has two meanings");
    }
}
