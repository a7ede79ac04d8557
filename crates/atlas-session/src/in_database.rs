//! Path questions that a shared database answers itself, for graphs too large to freeze.
//!
//! The database finds the ways, the small graph that they lie in is frozen, and the question is put to
//! that in memory: order, costs, sentences and evidence are those of `paths`.

use std::time::Duration;

use atlas_analysis::Pace;
use atlas_graph::{Accept, EdgeId, NodeId, Path as Walk, Walks, all_shortest, shortest};
use atlas_model::{Basis, KindBook, SeenKinds, Select, Walk as Way};
use graph_queries::{MOST_STEPS, PathEnds, PathSearch, Store, StoreError};

use crate::analyses::accept;
use crate::dto::{AppError, Code, PathRequest, PathsAnswer};
use crate::frozen::{Frozen, by_hand};
use crate::job::StoreWatch;
use crate::{Job, Session};

/// Ways that are looked at before the answer is cut.
const WAYS: u32 = 10_000;

impl Session {
    /// Shortest ways from each start to its nearest targets, found by the database within a limit of
    /// time: one for each start, or with `all_shortest` all of them. About stated facts.
    ///
    /// # Errors
    /// Usage where the question needs more than a database knows; store where the workspace is a file,
    /// or the limit is hit; not found where an end names nothing; cancelled.
    pub fn paths_in_database(
        &self,
        request: &PathRequest,
        limit: Duration,
        job: &Job,
    ) -> Result<PathsAnswer, AppError> {
        expect_answerable(request)?;
        let ends = |texts: &[String]| texts.iter().map(|t| end(t)).collect::<Result<Vec<_>, _>>();
        let (from, to) = (ends(&request.from)?, ends(&request.to)?);
        let accept = accept(&request.accept, &request.without)?;
        let revision = self.newest()?;
        job.progress("asking the database", 0.0);
        let late = |e: StoreError| late(e, request, limit);
        let (found, kinds) = {
            let store = self.store();
            let kinds = kinds(&**store, revision.number, |store| {
                store.joined_kinds(revision.number, limit, &StoreWatch(job)).map_err(late)
            })?;
            let book = &kinds.0;
            let takes = |kind: &str, level: Option<&str>, traversable: Option<bool>| {
                let meaning = book.step(kind, level, traversable);
                meaning.walk == Way::Along
                    && accept.statuses.contains(&meaning.status)
                    && !accept.without.iter().any(|w| **w == *kind)
            };
            let (walked, never) = candidates(book, &accept);
            let search = PathSearch {
                from: &from,
                to: &to,
                max_steps: request.max_steps,
                limit: WAYS,
                time: limit,
                kinds: &walked,
                never: &never,
                takes: &takes,
            };
            (store.paths(revision.number, &search, &StoreWatch(job)).map_err(late)?, kinds)
        };
        let snapshot = found.builder.freeze(&revision.id, &kinds.0);
        let numbers = |keys: &[atlas_model::NodeKey]| keys.iter().filter_map(|k| snapshot.node(k)).collect::<Vec<_>>();
        let (mut starts, targets) = (numbers(&found.from), numbers(&found.to));
        starts.sort_unstable();
        let derived = snapshot.edges().map(|(_, e)| e).filter(|&e| snapshot.meaning(e).rule.is_some());
        let accept = Accept { removed_edges: derived.collect::<Vec<EdgeId>>(), ..accept };
        let tiers = self.store().tiers()?;
        let frozen = Frozen::of(revision, snapshot, kinds, tiers, None);
        let told = tell(&frozen, &accept, &starts, &targets, request, job)?;
        let paths =
            told.paths.iter().map(|walk| self.explain(&frozen, &accept, walk)).collect::<Result<Vec<_>, _>>()?;
        let mut notes = vec![
            "Found by the database from what the files state: steps that only follow from rules, such as control \
             that runs down a container, are not among them."
                .to_owned(),
        ];
        if found.more {
            notes.push(format!("There are more than {WAYS} shortest ways; these are the best of the first {WAYS}."));
        }
        Ok(PathsAnswer {
            paths,
            total: told.total,
            total_is_exact: told.exact && !found.more,
            already_there: told.already_there.iter().map(|&n| frozen.named(n)).collect(),
            notes,
        })
    }
}

struct Told {
    paths: Vec<Walk>,
    total: f64,
    exact: bool,
    already_there: Vec<NodeId>,
}

/// The question in memory, about the small graph.
fn tell(
    frozen: &Frozen,
    accept: &Accept,
    starts: &[NodeId],
    targets: &[NodeId],
    request: &PathRequest,
    job: &Job,
) -> Result<Told, AppError> {
    let walks = Walks::new(&frozen.snapshot, accept);
    let stop = || job.cancelled();
    let k = request.k as usize;
    let all =
        all_shortest(&walks, starts, targets, request.max_steps, if request.all_shortest { k } else { 0 }, &stop)?;
    if request.all_shortest {
        #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 and said to be inexact beyond")]
        let total = all.total as f64;
        let exact = all.total_is_exact && all.total < 1 << 53;
        return Ok(Told { paths: all.paths, total, exact, already_there: all.already_there });
    }
    let mut paths = Vec::new();
    for &start in starts {
        paths.extend(shortest(&walks, start, targets, &stop)?);
    }
    paths.retain(|p| p.edges.len() <= request.max_steps as usize);
    let order = |a: &Walk, b: &Walk| {
        a.edges.len().cmp(&b.edges.len()).then(a.cost.total_cmp(&b.cost)).then_with(|| a.nodes.cmp(&b.nodes))
    };
    paths.sort_by(order);
    paths.truncate(k);
    #[expect(clippy::cast_precision_loss, reason = "a number of listed paths")]
    let total = paths.len() as f64;
    // Longer ways of the same starts are not looked for.
    Ok(Told { paths, total, exact: false, already_there: all.already_there })
}

/// What the kinds of a revision mean, without reading it. Only a kind that no table and no profile
/// knows makes the database look at its relations, since a guess needs to know what they join.
fn kinds(
    store: &dyn Store,
    revision: u32,
    joined: impl FnOnce(&dyn Store) -> Result<SeenKinds, AppError>,
) -> Result<(KindBook, SeenKinds), AppError> {
    let counts = store.counts(revision)?;
    let profile = by_hand(store)?;
    let from_files = store.file_profile()?;
    let nodes = counts.node_kinds.iter().map(|(kind, n)| (kind.clone(), u64::from(*n))).collect();
    // Where a table knows the kinds, what they join does not matter.
    let kinds = counts.relation_kinds.iter();
    let triples = kinds.map(|(kind, n)| ((Box::default(), kind.clone(), Box::default()), u64::from(*n))).collect();
    let mut seen = SeenKinds { nodes, triples, ..SeenKinds::default() };
    let mut book = KindBook::resolve(&profile, &from_files, &seen);
    if book.relations.values().any(|k| k.basis == Basis::Guess) {
        seen.triples = joined(store)?.triples;
        book = KindBook::resolve(&profile, &from_files, &seen);
    }
    Ok((book, seen))
}

/// Kinds that are walked as written at some level, and kinds that no word of a record opens.
fn candidates(book: &KindBook, accept: &Accept) -> (Vec<Box<str>>, Vec<Box<str>>) {
    let (mut walked, mut never) = (Vec::new(), Vec::new());
    for kind in book.relations.values() {
        let excluded = accept.without.contains(&kind.kind);
        if !excluded && (kind.walk == Way::Along || book.has_levels_walked(&kind.kind)) {
            walked.push(kind.kind.clone());
        } else if excluded || kind.walk == Way::Against || kind.basis == Basis::Profile {
            never.push(kind.kind.clone());
        }
    }
    (walked, never)
}

fn expect_answerable(request: &PathRequest) -> Result<(), AppError> {
    let usage = |what: &str, remedy: &str| Err(AppError::new(Code::Usage, what, remedy));
    if request.from.is_empty() || request.to.is_empty() {
        return usage("a database is asked about named ends only", "Name them with --from and --to.");
    }
    if !request.via.is_empty() || request.weighted {
        let remedy = "Leave out --via and --weighted, or ask about a part in memory with --scope.";
        return usage("a database finds shortest ways only, without way-points and weights", remedy);
    }
    if request.max_steps == 0 || request.max_steps > MOST_STEPS {
        let what = format!("a database is asked for 1 to {MOST_STEPS} steps");
        return usage(&what, "Change --max-steps.");
    }
    Ok(())
}

/// A SELECT as far as a database knows its terms.
fn end(text: &str) -> Result<PathEnds, AppError> {
    let select = Select::parse(text).map_err(|e| AppError::new(Code::Usage, e.to_string(), ""))?;
    let mut end = PathEnds::default();
    for term in select.terms {
        match &*term.key {
            "id" => end.ids.push(term.value),
            "name" => end.names.push(term.value.trim().into()),
            "kind" => end.kinds.push(term.value.trim().into()),
            other => {
                let what = format!("{other}= is nothing that a database knows by itself");
                return Err(AppError::new(Code::Usage, what, "Name ends by id, name or kind."));
            }
        }
    }
    if end.ids.len() > 1 {
        return Err(AppError::new(Code::NotFound, format!("nothing matches {text:?}"), "A node has one id."));
    }
    Ok(end)
}

/// A limit that is hit, in the words of the question.
fn late(error: StoreError, request: &PathRequest, limit: Duration) -> AppError {
    let StoreError::OutOfTime { address, .. } = error else { return error.into() };
    let what = format!(
        "{address}: the ways from {} to {} in at most {} steps were not found within {} s, the limit; the database has \
         stopped looking",
        request.from.join(" or "),
        request.to.join(" or "),
        request.max_steps,
        limit.as_secs_f32()
    );
    let remedy = "Ask for fewer steps (--max-steps) or fewer starts, look at a part with --scope around=ID,steps=3 \
                  instead of --in-database, or give it more time (--time-limit).";
    AppError::new(Code::Store, what, remedy)
}
