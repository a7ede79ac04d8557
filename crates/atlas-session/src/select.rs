//! Which nodes a SELECT names.

use std::collections::BTreeSet;

use atlas_graph::NodeId;
use atlas_model::{Lane, Lifecycle, NodeClass, Select, Term, glob_matches};

use crate::dto::{AppError, Code};
use crate::frozen::Frozen;
use crate::naming::nodes_by_id;
use crate::{Job, Session};

impl Session {
    /// The nodes that any of the SELECT texts names, in the order of the keys.
    ///
    /// # Errors
    /// Usage where a text cannot be read; not found where one names nothing.
    pub(crate) fn select(&self, frozen: &Frozen, texts: &[String], job: &Job) -> Result<Vec<NodeId>, AppError> {
        let frozen = frozen.asked();
        let mut chosen = BTreeSet::new();
        for text in texts {
            let select = Select::parse(text).map_err(|e| AppError::new(Code::Usage, e.to_string(), ""))?;
            let nodes = self.select_one(frozen, &select, job)?;
            if nodes.is_empty() {
                let remedy = "Look with `atlas nodes`; names take * and ?, ids must be whole.";
                return Err(AppError::new(Code::NotFound, format!("nothing matches {text:?}"), remedy));
            }
            chosen.extend(nodes);
        }
        Ok(chosen.into_iter().collect())
    }

    fn select_one(&self, frozen: &Frozen, select: &Select, job: &Job) -> Result<Vec<NodeId>, AppError> {
        let snapshot = &frozen.snapshot;
        let mut nodes: Option<Vec<NodeId>> = None;
        for term in &select.terms {
            let kept: Vec<NodeId> = match &*term.key {
                "id" => nodes_by_id(snapshot, &term.value),
                "cluster" => self.cluster_members(frozen, &term.value, job)?,
                "prop" => self.with_property(frozen, term)?,
                _ => {
                    let holds = predicate(frozen, term)?;
                    snapshot.nodes().filter(|&n| holds(n)).collect()
                }
            };
            nodes = Some(match nodes {
                None => kept,
                Some(before) => {
                    let kept: BTreeSet<NodeId> = kept.into_iter().collect();
                    before.into_iter().filter(|n| kept.contains(n)).collect()
                }
            });
        }
        Ok(nodes.unwrap_or_default())
    }
}

type Predicate<'a> = Box<dyn Fn(NodeId) -> bool + 'a>;

fn predicate<'a>(frozen: &'a Frozen, term: &'a Term) -> Result<Predicate<'a>, AppError> {
    let snapshot = &frozen.snapshot;
    let value = term.value.trim();
    let unknown = |what: &str, words: String| {
        AppError::new(Code::Usage, format!("{value:?} is no {what}"), format!("Use one of {words}."))
    };
    Ok(match &*term.key {
        "name" => Box::new(move |n| glob_matches(value, snapshot.name(n))),
        "kind" => Box::new(move |n| snapshot.kinds(n).iter().any(|k| k.eq_ignore_ascii_case(value))),
        "class" => {
            let class = NodeClass::from_word(value)
                .ok_or_else(|| unknown("class", words(NodeClass::ALL.iter().map(|c| c.word()))))?;
            Box::new(move |n| snapshot.class(n) == class)
        }
        "lane" => {
            let lane =
                Lane::from_word(value).ok_or_else(|| unknown("lane", words(Lane::ALL.iter().map(|c| c.word()))))?;
            Box::new(move |n| snapshot.is_identity(n) && snapshot.lane(n) == lane)
        }
        "lifecycle" => {
            let cycle = Lifecycle::from_word(value)
                .ok_or_else(|| unknown("lifecycle", words(Lifecycle::ALL.iter().map(|c| c.word()))))?;
            Box::new(move |n| snapshot.is_identity(n) && snapshot.lifecycle(n) == cycle)
        }
        "tier" => {
            let tier =
                value.parse::<u8>().ok().filter(|t| *t <= 3).ok_or_else(|| unknown("tier", "0, 1, 2, 3".to_owned()))?;
            Box::new(move |n| frozen.tier(n) == Some(tier))
        }
        other => return Err(AppError::new(Code::Usage, format!("{other:?} is no key of SELECT"), "")),
    })
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
