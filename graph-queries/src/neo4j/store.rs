//! [`Neo4j`] as a [`Store`].

use std::time::Duration;

use atlas_graph::SnapshotBuilder;
use atlas_model::{Issue, NodeKey, Profile, SeenKinds};

use super::address::Address;
use super::companion::Companion;
use super::console::{self, Told};
use super::credentials::Credentials;
use super::fault::remote;
use super::foreign::{Holder, holder};
use super::link::Link;
use super::push::{self, Pushed};
use super::state::State;
use super::survey::Survey;
use super::{ask, paths, question, rows, schema, scope};
use crate::catalogue::{Parameters, Question};
use crate::records::RecordSink;
use crate::{
    CheckReport, Counts, Diff, ImportStamp, Intake, NodeHit, NodeRecord, PathSearch, PathsFound, PropertyPresence,
    RelationKey, RelationRecord, Revision, Scope, Scoped, Search, SourceInfo, Store, StoreError, Table, Watch,
};

/// An open connection.
pub struct Neo4j {
    link: Link,
    companion: Companion,
}

impl std::fmt::Debug for Neo4j {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Neo4j").field(&self.link.address).finish()
    }
}

impl Neo4j {
    /// Connect. Nothing is written, also where the database is empty or somebody else's.
    ///
    /// # Errors
    /// [`StoreError::Remote`] with the cause and what to do about it.
    pub fn open(
        address: &Address,
        credentials: &Credentials,
        companion: Option<Box<dyn Store>>,
    ) -> Result<Self, StoreError> {
        Self::over(Link::open(address, credentials)?, companion)
    }

    /// Connect for questions that any database answers, whoever filled it and whatever its version:
    /// [`Self::survey`], [`Self::console`], [`Self::holder`].
    ///
    /// # Errors
    /// [`StoreError::Remote`].
    pub fn visit(address: &Address, credentials: &Credentials) -> Result<Self, StoreError> {
        let link = Link::open(address, credentials)?;
        let companion = Companion::of(address, None);
        Ok(Self { link, companion })
    }

    /// A graph of ours over an open connection.
    pub(super) fn over(link: Link, companion: Option<Box<dyn Store>>) -> Result<Self, StoreError> {
        schema::expect_version(&link)?;
        let companion = Companion::of(&link.address, companion);
        Ok(Self { link, companion })
    }

    /// Let no single question of this connection take longer than this; the server ends it then, and
    /// [`StoreError::Remote`] says so. Without it none is limited.
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Self {
        self.link.limit(limit);
        self
    }

    /// The tool that filled the database, where it is one that is known and none of ours stands in it.
    ///
    /// # Errors
    /// [`StoreError::Remote`].
    pub fn holder(&self) -> Result<Option<Box<str>>, StoreError> {
        Ok(match holder(&self.link)? {
            Holder::Tool(map) => Some(map.title.clone()),
            Holder::Ours | Holder::Unknown => None,
        })
    }

    /// Put a revision of another store into the database, in the place of the one that stands there.
    /// Costs what differs. After any interruption the next push continues.
    ///
    /// # Errors
    /// Of the store, or [`StoreError::Remote`]; a revision that is not whole is never shown as one.
    pub fn push(&self, from: &dyn Store, revision: u32, watch: &dyn Watch) -> Result<Pushed, StoreError> {
        schema::expect_version(&self.link)?;
        push::push(&self.link, from, revision, watch)
    }

    /// What answers there and what stands in the database.
    ///
    /// # Errors
    /// [`StoreError::Remote`], also where a newer version of this program has written it.
    pub fn survey(&self) -> Result<Survey, StoreError> {
        Survey::take(&self.link).map_err(|e| self.about(e))
    }

    /// Ask in Cypher. The server refuses whatever would write.
    ///
    /// # Errors
    /// [`StoreError::Remote`] in words for whoever wrote the question; cancelled.
    pub fn console(&self, question: &console::Question<'_>, watch: &dyn Watch) -> Result<Told, StoreError> {
        console::ask(&self.link, question, watch)
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.link.address
    }

    /// The state, where the revision asked for is the one in force and whole.
    fn expect(&self, number: u32) -> Result<State, StoreError> {
        let state = State::read(&self.link).map_err(|e| self.about(e))?.unwrap_or_default();
        state.expect_whole(&self.link)?;
        if state.revision.as_ref().is_none_or(|r| r.number != number) {
            return Err(StoreError::NoRevision { number });
        }
        Ok(state)
    }

    /// Ask about a revision. A push that began or ended meanwhile makes the answer a mixture.
    fn during<T>(&self, number: u32, question: impl FnOnce(&State) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let before = self.expect(number)?;
        let answer = question(&before).map_err(|e| self.about(e))?;
        let after = self.expect(number)?;
        if before.revision != after.revision {
            let what = "another revision was pushed into it meanwhile";
            return Err(remote(&self.link.address, what, "ask again"));
        }
        Ok(answer)
    }

    /// Name the database in errors that do not know it.
    fn about(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::Damaged { what, .. } => {
                remote(&self.link.address, format!("the database is damaged ({what})"), "push again")
            }
            other => other,
        }
    }
}

impl Store for Neo4j {
    fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        let state = State::read(&self.link).map_err(|e| self.about(e))?.unwrap_or_default();
        state.expect_whole(&self.link)?;
        Ok(state.revision.into_iter().collect())
    }

    /// Refused: files are imported into a workspace, which is then pushed.
    fn begin<'s>(&'s mut self, _: &ImportStamp, _: &'s dyn Watch) -> Result<Box<dyn Intake + 's>, StoreError> {
        let what = "files are not imported into a shared database directly";
        Err(remote(&self.link.address, what, "import into a workspace file, then `atlas push` it"))
    }

    fn freeze(&self, revision: u32, watch: &dyn Watch) -> Result<SnapshotBuilder, StoreError> {
        self.during(revision, |state| rows::freeze(&self.link, state, watch))
    }

    fn freeze_scope(&self, revision: u32, scope: &Scope, watch: &dyn Watch) -> Result<Scoped, StoreError> {
        self.during(revision, |state| scope::freeze(&self.link, state, scope, watch))
    }

    fn paths(&self, revision: u32, search: &PathSearch<'_>, watch: &dyn Watch) -> Result<PathsFound, StoreError> {
        self.during(revision, |_| paths::find(&self.link, search, watch))
    }

    fn joined_kinds(&self, revision: u32, time: Duration, watch: &dyn Watch) -> Result<SeenKinds, StoreError> {
        self.during(revision, |_| paths::seen(&self.link, time, watch))
    }

    fn records(&self, revision: u32, sink: &mut dyn RecordSink, watch: &dyn Watch) -> Result<(), StoreError> {
        self.during(revision, |state| rows::tell(&self.link, state, sink, watch))
    }

    fn diff(&self, from: u32, to: u32) -> Result<Diff, StoreError> {
        self.expect(from)?;
        self.expect(to)?;
        Ok(Diff::default())
    }

    fn counts(&self, revision: u32) -> Result<Counts, StoreError> {
        Ok(self.expect(revision)?.counts)
    }

    fn sources(&self, revision: u32) -> Result<Vec<SourceInfo>, StoreError> {
        Ok(self.expect(revision)?.sources)
    }

    fn issues(&self, revision: u32) -> Result<Vec<Issue>, StoreError> {
        Ok(self.expect(revision)?.issues)
    }

    fn property_presence(&self, revision: u32) -> Result<Vec<PropertyPresence>, StoreError> {
        Ok(self.expect(revision)?.presence)
    }

    fn node(&self, revision: u32, key: &NodeKey) -> Result<Option<NodeRecord>, StoreError> {
        self.during(revision, |state| ask::node(&self.link, state, key))
    }

    fn search(&self, revision: u32, search: &Search) -> Result<Vec<NodeHit>, StoreError> {
        self.during(revision, |_| ask::search(&self.link, search))
    }

    fn relations_of(&self, revision: u32, key: &NodeKey) -> Result<Vec<RelationRecord>, StoreError> {
        self.during(revision, |state| ask::relations_of(&self.link, state, key))
    }

    fn relation(&self, revision: u32, key: &RelationKey) -> Result<Option<RelationRecord>, StoreError> {
        self.during(revision, |state| ask::relation(&self.link, state, key))
    }

    fn ask(
        &self,
        revision: u32,
        question: &Question,
        given: &Parameters,
        watch: &dyn Watch,
    ) -> Result<Table, StoreError> {
        let settled = given.settle(question)?;
        self.during(revision, |_| question::ask(&self.link, question, &settled, watch))
    }

    super::companion::people_add_to_the_companion!();

    fn file_profile(&self) -> Result<Profile, StoreError> {
        let state = State::read(&self.link).map_err(|e| self.about(e))?.unwrap_or_default();
        Ok(state.file_profile())
    }

    /// Whether what the database counts is what was pushed, and the companion is whole. The facts
    /// themselves are verified by a pull, whose revision must have the same id.
    fn check(&self, watch: &dyn Watch) -> Result<CheckReport, StoreError> {
        let mut report = self.companion.ask(|s| s.check(watch), CheckReport::default())?;
        let Some(revision) = self.revisions()?.pop() else { return Ok(report) };
        let (nodes, relations) = rows::count_ours(&self.link)?;
        let faults = report.faults.len();
        for (what, counted, stated) in [("nodes", nodes, revision.nodes), ("relations", relations, revision.relations)]
        {
            if counted != i64::from(stated) {
                report
                    .faults
                    .push(format!("the revision says {stated} {what} and the database holds {counted}").into());
            }
        }
        if report.faults.len() == faults {
            report.verified.push("the database holds as many nodes and relations as were pushed".into());
        }
        Ok(report)
    }
}
