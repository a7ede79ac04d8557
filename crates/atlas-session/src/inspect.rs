//! One node with everything known about it, and tables of nodes.

use std::collections::BTreeMap;

use atlas_graph::NodeId;
use graph_queries::RelationRecord;

use crate::dto::{AppError, Code, Evidence, Inspected, NodeBrief, NodeName, NodesAnswer, Relation, ShowAnswer, clip};
use crate::frozen::Frozen;
use crate::naming::{id_text, nodes_by_id};
use crate::{Job, Session};

/// Relations that the inspector shows at once; the count of all stands beside them.
const SHOWN: usize = 200;

impl Session {
    /// The nodes that any SELECT names, all without one, in the order of the keys.
    ///
    /// # Errors
    /// Where a SELECT cannot be read or names nothing.
    pub fn nodes(&self, select: &[String], job: &Job) -> Result<NodesAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let nodes =
            if select.is_empty() { frozen.snapshot.nodes().collect() } else { self.select(&frozen, select, job)? };
        let store = self.store();
        let properties = |node: NodeId| -> Result<BTreeMap<String, String>, AppError> {
            let record = store.node(frozen.revision.number, &frozen.snapshot.key(node))?;
            Ok(record.map(|r| property_texts(&r.properties)).unwrap_or_default())
        };
        let rows = nodes.iter().map(|&n| Ok(NodeBrief { properties: properties(n)?, ..frozen.brief(n) }));
        Ok(NodesAnswer { nodes: rows.collect::<Result<_, AppError>>()? })
    }

    /// Nodes whose id or name contains a text, best first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn search(&self, text: &str, limit: usize, job: &Job) -> Result<Vec<NodeBrief>, AppError> {
        let frozen = self.frozen(job)?;
        let search = graph_queries::Search { text: text.into(), kinds: Vec::new(), limit };
        let hits = self.store().search(frozen.revision.number, &search)?;
        Ok(hits.iter().filter_map(|h| frozen.snapshot.node(&h.key)).map(|n| frozen.brief(n)).collect())
    }

    /// One node with its relations and their evidence.
    ///
    /// # Errors
    /// Not found where nothing, or more than one node, has the id.
    pub fn show(&self, id: &str, job: &Job) -> Result<ShowAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let node = self.one_node(&frozen, id, job)?;
        let relations = self.relations(&frozen, node)?;
        let node = self.inspect_node(&frozen, node, job)?;
        Ok(ShowAnswer { node: node.node.clone(), nodes: vec![node.node.clone()], about: node, relations })
    }

    /// What the inspector shows of one node.
    ///
    /// # Errors
    /// Not found where nothing has the id.
    pub fn inspect(&self, id: &str, job: &Job) -> Result<Inspected, AppError> {
        let frozen = self.frozen(job)?;
        let node = self.one_node(&frozen, id, job)?;
        let mut relations = self.relations(&frozen, node)?;
        let count = relations.len();
        relations.truncate(SHOWN);
        let about = self.inspect_node(&frozen, node, job)?;
        Ok(Inspected { relations, relation_count: clip(count), ..about })
    }

    pub(crate) fn one_node(&self, frozen: &Frozen, text: &str, job: &Job) -> Result<NodeId, AppError> {
        let frozen = frozen.asked();
        let mut nodes = nodes_by_id(&frozen.snapshot, text);
        if nodes.is_empty() && text.contains('=') {
            nodes = self.select(frozen, &[text.to_owned()], job)?;
        }
        match nodes.as_slice() {
            [node] => Ok(*node),
            [] => Err(AppError::new(
                Code::NotFound,
                format!("nothing has the id {text:?}"),
                "Look with `atlas nodes 'name=*text*'`.",
            )),
            several => {
                let ids = several.iter().take(5).map(|&n| id_text(&frozen.snapshot, n)).collect::<Vec<_>>().join(", ");
                Err(AppError::new(
                    Code::NotFound,
                    format!("{text:?} names {} nodes: {ids}", several.len()),
                    "Name one of them.",
                ))
            }
        }
    }

    fn inspect_node(&self, frozen: &Frozen, node: NodeId, job: &Job) -> Result<Inspected, AppError> {
        let snapshot = &frozen.snapshot;
        let record = self.store().node(frozen.revision.number, &snapshot.key(node))?;
        let evidence = record.iter().flat_map(|r| &r.statements).flat_map(|s| &s.evidence).map(evidence).collect();
        let properties = record.map(|r| property_texts(&r.properties)).unwrap_or_default();
        let (reaches, exposed) = self.reach_of(frozen, node, job)?;
        Ok(Inspected {
            node: NodeBrief { properties: properties.clone(), ..frozen.brief(node) },
            tier_reason: frozen.tiers.reason(node).map(Into::into),
            enabled: snapshot.enabled(node),
            properties,
            evidence,
            relations: Vec::new(),
            relation_count: 0,
            reaches,
            exposed,
            group: self.group_of(frozen, node),
            outlier: self.outlier_of(frozen, node),
        })
    }

    /// All relations of a node, facts as the store knows them and derived edges of the snapshot.
    fn relations(&self, frozen: &Frozen, node: NodeId) -> Result<Vec<Relation>, AppError> {
        let snapshot = &frozen.snapshot;
        let facts = self.store().relations_of(frozen.revision.number, &snapshot.key(node))?;
        let mut relations: Vec<Relation> = facts.iter().filter_map(|r| frozen.relation(r)).collect();
        let out = snapshot.out_edges(node).map(|e| (node, e));
        let into = snapshot.in_edges(node).map(|e| (snapshot.source_of(e), e));
        for (from, edge) in out.chain(into) {
            let meaning = snapshot.meaning(edge);
            if let Some(rule) = meaning.rule {
                relations.push(Relation {
                    from: id_text(snapshot, from),
                    from_name: snapshot.name(from).into(),
                    to: id_text(snapshot, snapshot.target(edge)),
                    to_name: snapshot.name(snapshot.target(edge)).into(),
                    kind: meaning.kind.to_string(),
                    level: None,
                    derived: true,
                    rule: Some(rule.into()),
                    status: Some(meaning.status.word().into()),
                    basis: meaning.basis.word().into(),
                    evidence: self.step_evidence(frozen, from, edge)?,
                });
            }
        }
        relations.sort_by(|a, b| (&a.from, &a.kind, &a.level, &a.to).cmp(&(&b.from, &b.kind, &b.level, &b.to)));
        Ok(relations)
    }

    /// The records that a step stands on; of a derived one those of the fact under it.
    pub(crate) fn step_evidence(
        &self,
        frozen: &Frozen,
        from: NodeId,
        edge: atlas_graph::EdgeId,
    ) -> Result<Vec<Evidence>, AppError> {
        if frozen.original.is_some() {
            // Files and records bear the names of those they are about.
            return Ok(Vec::new());
        }
        let snapshot = &frozen.snapshot;
        let (meaning, to) = (snapshot.meaning(edge), snapshot.target(edge));
        let (fact, from, to) = match meaning.stands_on {
            Some(kind) => (snapshot.edge_kind(kind), to, from),
            None => (meaning, from, to),
        };
        let key = graph_queries::RelationKey {
            from: snapshot.key(from),
            kind: fact.kind.clone(),
            level: fact.level.clone(),
            to: snapshot.key(to),
        };
        let record = self.store().relation(frozen.revision.number, &key)?;
        Ok(record.map(|r| r.evidence.iter().map(evidence).collect()).unwrap_or_default())
    }

    /// Nodes with a property of this value; texts compare as texts, all else as JSON.
    pub(crate) fn with_property(&self, frozen: &Frozen, term: &atlas_model::Term) -> Result<Vec<NodeId>, AppError> {
        let property = term.property.as_deref().unwrap_or("");
        let store = self.store();
        let mut kept = Vec::new();
        for node in frozen.snapshot.nodes() {
            let Some(record) = store.node(frozen.revision.number, &frozen.snapshot.key(node))? else { continue };
            if property_texts(&record.properties)
                .get(property)
                .is_some_and(|v| atlas_model::glob_matches(&term.value, v))
            {
                kept.push(node);
            }
        }
        Ok(kept)
    }
}

impl Frozen {
    /// A node as a table row, without its properties.
    pub(crate) fn brief(&self, node: NodeId) -> NodeBrief {
        let s = &self.snapshot;
        let identity = s.is_identity(node);
        NodeBrief {
            id: id_text(s, node),
            name: s.name(node).into(),
            kinds: s.kinds(node).iter().map(|k| k.to_string()).collect(),
            class: s.class(node).word().into(),
            lane: identity.then(|| s.lane(node).word().into()),
            lifecycle: identity.then(|| s.lifecycle(node).word().into()),
            tier: self.tier(node).map(u32::from),
            placeholder: s.is_placeholder(node),
            properties: BTreeMap::new(),
        }
    }

    /// Id and name.
    pub(crate) fn named(&self, node: NodeId) -> NodeName {
        NodeName { id: id_text(&self.snapshot, node), name: self.snapshot.name(node).into() }
    }

    fn relation(&self, record: &RelationRecord) -> Option<Relation> {
        let s = &self.snapshot;
        let (from, to) = (s.node(&record.key.from)?, s.node(&record.key.to)?);
        let meaning = self.book.step(&record.key.kind, record.key.level.as_deref(), record.traversable);
        Some(Relation {
            from: id_text(s, from),
            from_name: s.name(from).into(),
            to: id_text(s, to),
            to_name: s.name(to).into(),
            kind: record.key.kind.to_string(),
            level: record.key.level.as_deref().map(Into::into),
            derived: false,
            rule: None,
            status: (meaning.walk != atlas_model::Walk::No).then(|| meaning.status.word().into()),
            basis: meaning.basis.word().into(),
            evidence: record.evidence.iter().map(evidence).collect(),
        })
    }
}

pub(crate) fn evidence(e: &graph_queries::Evidence) -> Evidence {
    let source = if e.file.is_empty() { e.source.to_string() } else { e.file.to_string() };
    Evidence { source, record: e.place() }
}

/// The properties of a JSON object as texts: strings as they are, all else as JSON.
pub(crate) fn property_texts(json: &str) -> BTreeMap<String, String> {
    let parsed: BTreeMap<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    parsed
        .into_iter()
        .map(|(k, v)| match v {
            serde_json::Value::String(text) => (k, text),
            other => (k, other.to_string()),
        })
        .collect()
}
