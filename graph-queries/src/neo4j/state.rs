//! The one node that says which revision the database holds, and whether it holds all of it.
//!
//! `atlas_loading` is the token of a load under way, or of one that broke off. While it stands there
//! nothing is read as a revision; the next load takes the token over and continues.

use std::collections::BTreeMap;

use atlas_model::{Issue, Profile, Severity};
use neo4rs::{BoltMap, BoltNull, BoltType, Query, Row};
use serde_json::{Value, json};

use super::fault::remote;
use super::link::{Link, bolt};
use super::said::damaged;
use super::schema::FORMAT;
use crate::embedded::profile_text;
use crate::{Counts, PropertyPresence, Revision, SourceInfo, Store, StoreError};

/// What the database says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct State {
    pub(super) loading: bool,
    pub(super) revision: Option<Revision>,
    pub(super) sources: Vec<SourceInfo>,
    pub(super) counts: Counts,
    pub(super) issues: Vec<Issue>,
    pub(super) presence: Vec<PropertyPresence>,
    pub(super) profile: Box<str>,
    /// Nodes and relations as the server counts them without looking, when the load ended.
    pub(super) totals: (i64, i64),
    /// Types of relations that have a level, a stated traversability or another kind beside them;
    /// `None` where that is not known.
    pub(super) worded: Option<Vec<String>>,
}

const READ: &str = "MATCH (s:AtlasState {atlas_key: 'state'})
  RETURN s.atlas_format AS format, s.atlas_loading AS loading, s.atlas_nodes AS nodes, s.atlas_relations AS relations,
    s.atlas_revision AS revision, s.atlas_sources AS sources, s.atlas_counts AS counts, s.atlas_issues AS issues,
    s.atlas_presence AS presence, s.atlas_profile AS profile, s.atlas_worded AS worded";

impl State {
    /// What a store says about a revision.
    pub(super) fn of(store: &dyn Store, number: u32) -> Result<Self, StoreError> {
        let revision = store.revisions()?.into_iter().find(|r| r.number == number);
        Ok(Self {
            loading: false,
            revision: Some(revision.ok_or(StoreError::NoRevision { number })?),
            sources: store.sources(number)?,
            counts: store.counts(number)?,
            issues: store.issues(number)?,
            presence: store.property_presence(number)?,
            profile: profile_text::write(&store.file_profile()?).into(),
            totals: (0, 0),
            worded: None,
        })
    }

    /// Read it; `None` where the database never held a revision of ours.
    pub(super) fn read(link: &Link) -> Result<Option<Self>, StoreError> {
        let rows = link.rows(Query::new(READ.into()))?;
        let Some(row) = rows.first() else { return Ok(None) };
        let format: i64 = row.get("format").unwrap_or(0);
        if format > FORMAT {
            let what = format!("a newer version of Access Atlas wrote it (format {format}; this one reads {FORMAT})");
            return Err(remote(&link.address, what, "update Access Atlas"));
        }
        let loading = row.get::<Option<String>>("loading").ok().flatten().is_some();
        let state = Self {
            loading,
            totals: (row.get("nodes").unwrap_or(0), row.get("relations").unwrap_or(0)),
            worded: row.get("worded").ok().flatten(),
            ..Self::default()
        };
        Ok(Some(if row.get::<Option<String>>("revision").ok().flatten().is_some() {
            state.filled(row)?
        } else {
            state
        }))
    }

    fn filled(mut self, row: &Row) -> Result<Self, StoreError> {
        let text = |name: &str| row.get::<String>(name).map_err(|_| damaged(format!("atlas_{name} is missing")));
        let value = |name: &str| -> Result<Value, StoreError> {
            serde_json::from_str(&text(name)?).map_err(|_| damaged(format!("atlas_{name} does not read")))
        };
        let list = |name: &str| Ok::<_, StoreError>(value(name)?.as_array().cloned().unwrap_or_default());
        self.revision = Some(read_revision(&value("revision")?));
        self.sources = list("sources")?
            .iter()
            .map(|v| SourceInfo {
                name: string(v, "name"),
                namespace: string(v, "namespace"),
                nodes: count(v, "nodes"),
                relations: count(v, "relations"),
                revision: count(v, "revision"),
            })
            .collect();
        self.counts = read_counts(&value("counts")?);
        self.issues = list("issues")?
            .iter()
            .map(|v| Issue {
                severity: Severity::from_word(&string(v, "severity")).unwrap_or(Severity::Loss),
                file: string(v, "file"),
                place: string(v, "place"),
                reason: string(v, "reason"),
                remedy: string(v, "remedy"),
            })
            .collect();
        self.presence = list("presence")?
            .iter()
            .map(|v| PropertyPresence {
                source: string(v, "source"),
                kind: string(v, "kind"),
                property: string(v, "property"),
                nodes: count(v, "nodes"),
            })
            .collect();
        self.profile = text("profile")?.into();
        Ok(self)
    }

    /// The revision, where all of it is there.
    pub(super) fn expect_whole(&self, link: &Link) -> Result<(), StoreError> {
        if self.loading {
            let what = "a load into this database is under way or broke off, and a part of a revision is none";
            return Err(remote(&link.address, what, "wait for it, or push again, which continues where it stopped"));
        }
        Ok(())
    }

    /// What [`finish`] writes.
    fn texts(&self) -> Vec<(&'static str, String)> {
        let sources: Vec<Value> = self
            .sources
            .iter()
            .map(|s| {
                json!({"name": *s.name, "namespace": *s.namespace, "nodes": s.nodes, "relations": s.relations,
                    "revision": s.revision})
            })
            .collect();
        let issues: Vec<Value> = self
            .issues
            .iter()
            .map(|i| {
                json!({"severity": i.severity.word(), "file": *i.file, "place": *i.place, "reason": *i.reason,
                    "remedy": *i.remedy})
            })
            .collect();
        let presence: Vec<Value> = self
            .presence
            .iter()
            .map(|p| json!({"source": *p.source, "kind": *p.kind, "property": *p.property, "nodes": p.nodes}))
            .collect();
        let c = &self.counts;
        let counts = json!({"nodes": c.nodes, "relations": c.relations, "placeholders": c.placeholders,
            "issues": c.issues, "nodeKinds": kinds(&c.node_kinds), "relationKinds": kinds(&c.relation_kinds)});
        vec![
            ("revision", self.revision.as_ref().map(write_revision).unwrap_or_default().to_string()),
            ("sources", Value::from(sources).to_string()),
            ("counts", counts.to_string()),
            ("issues", Value::from(issues).to_string()),
            ("presence", Value::from(presence).to_string()),
            ("profile", self.profile.to_string()),
        ]
    }

    /// What the files said about kinds.
    pub(super) fn file_profile(&self) -> Profile {
        let mut profile = Profile::default();
        profile_text::read_into(&mut profile, &self.profile);
        profile
    }
}

fn kinds(counts: &BTreeMap<Box<str>, u32>) -> Value {
    counts.iter().map(|(kind, n)| (kind.to_string(), Value::from(*n))).collect::<serde_json::Map<_, _>>().into()
}

fn string(value: &Value, key: &str) -> Box<str> {
    value.get(key).and_then(Value::as_str).unwrap_or_default().into()
}

fn optional(value: &Value, key: &str) -> Option<Box<str>> {
    value.get(key).and_then(Value::as_str).map(Into::into)
}

fn count(value: &Value, key: &str) -> u32 {
    u32::try_from(long(value, key)).unwrap_or(u32::MAX)
}

fn long(value: &Value, key: &str) -> u64 {
    value.get(key).and_then(Value::as_u64).unwrap_or(0)
}

fn read_counts(value: &Value) -> Counts {
    let kinds = |key: &str| {
        let object = value.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
        object
            .into_iter()
            .map(|(kind, n)| (kind.into(), n.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0)))
            .collect()
    };
    Counts {
        nodes: count(value, "nodes"),
        relations: count(value, "relations"),
        placeholders: count(value, "placeholders"),
        issues: count(value, "issues"),
        node_kinds: kinds("nodeKinds"),
        relation_kinds: kinds("relationKinds"),
    }
}

fn write_revision(r: &Revision) -> Value {
    json!({"id": *r.id, "number": r.number, "at": *r.at, "label": r.label.as_deref(), "asOf": r.as_of.as_deref(),
        "sources": r.sources.iter().map(|s| &**s).collect::<Vec<_>>(), "nodes": r.nodes, "relations": r.relations,
        "placeholders": r.placeholders, "nodesAdded": r.nodes_added, "nodesRemoved": r.nodes_removed,
        "relationsAdded": r.relations_added, "relationsRemoved": r.relations_removed, "records": r.records,
        "repeated": r.repeated})
}

fn read_revision(v: &Value) -> Revision {
    let names = v.get("sources").and_then(Value::as_array).cloned().unwrap_or_default();
    Revision {
        id: string(v, "id"),
        number: count(v, "number"),
        at: string(v, "at"),
        label: optional(v, "label"),
        as_of: optional(v, "asOf"),
        sources: names.iter().filter_map(Value::as_str).map(Into::into).collect(),
        nodes: count(v, "nodes"),
        relations: count(v, "relations"),
        placeholders: count(v, "placeholders"),
        nodes_added: count(v, "nodesAdded"),
        nodes_removed: count(v, "nodesRemoved"),
        relations_added: count(v, "relationsAdded"),
        relations_removed: count(v, "relationsRemoved"),
        records: long(v, "records"),
        repeated: long(v, "repeated"),
    }
}

/// Mark the database as being loaded, or take such a mark over.
pub(super) fn begin(link: &Link, token: &str) -> Result<(), StoreError> {
    let query = "MERGE (s:AtlasState {atlas_key: 'state'}) SET s.atlas_loading = $token, s.atlas_format = $format";
    link.write(Query::new(query.into()).param("token", token).param("format", FORMAT))?;
    Ok(())
}

/// Nodes and relations, counted by the server without looking at each.
pub(super) fn totals(link: &Link) -> Result<(i64, i64), StoreError> {
    let query = "CALL () { MATCH (n:AtlasNode) RETURN count(n) AS nodes }
                 CALL () { MATCH (:AtlasNode)-[r]->() RETURN count(r) AS relations } RETURN nodes, relations";
    let rows = link.rows(Query::new(query.into()))?;
    let row = rows.first().ok_or_else(|| damaged("nothing is counted"))?;
    Ok((row.get("nodes").unwrap_or(0), row.get("relations").unwrap_or(0)))
}

/// The last transaction of a load: all is there, and from now on it is the revision in force.
pub(super) fn finish(link: &Link, token: &str, state: &State) -> Result<(), StoreError> {
    let mut values = BoltMap::new();
    for (name, text) in state.texts() {
        values.put(format!("atlas_{name}").as_str().into(), bolt(text));
    }
    values.put("atlas_nodes".into(), bolt(state.totals.0));
    values.put("atlas_relations".into(), bolt(state.totals.1));
    // Without a value the property is taken away.
    values.put("atlas_worded".into(), state.worded.clone().map_or(BoltType::Null(BoltNull), bolt));
    let statement = "MATCH (s:AtlasState {atlas_key: 'state'}) SET s.atlas_beat = timestamp()
                 WITH s WHERE s.atlas_loading = $token
                 SET s += $values REMOVE s.atlas_loading RETURN 1 AS done";
    let query = Query::new(statement.into()).param("token", token).param("values", BoltType::Map(values));
    if link.write(query)?.is_empty() { Err(taken_over(link)) } else { Ok(()) }
}

/// Another load has put its token in the place of ours.
pub(super) fn taken_over(link: &Link) -> StoreError {
    remote(
        &link.address,
        "another push into this database has begun meanwhile and continues instead of this one",
        "wait for it, then push again",
    )
}
