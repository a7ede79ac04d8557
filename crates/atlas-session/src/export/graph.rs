//! The whole graph: facts and derived edges, the latter marked.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Write};

use atlas_analysis::Pace;
use atlas_graph::NodeId;
use graph_queries::{RelationKey, Store};
use serde_json::{Map, Value, json};

use crate::frozen::Frozen;
use crate::naming::id_text;
use crate::{Job, Session};

/// An OpenGraph document; a derived edge has `derived: true` and `rule` among its properties.
pub(super) fn opengraph(session: &Session, frozen: &Frozen, job: &Job, out: &mut dyn Write) -> std::io::Result<()> {
    let snapshot = &frozen.snapshot;
    let store = session.store();
    out.write_all(b"{\"graph\":{\"nodes\":[")?;
    for node in snapshot.nodes() {
        if job.cancelled() {
            return Err(Error::from(ErrorKind::Interrupted));
        }
        let record = store.node(frozen.revision.number, &snapshot.key(node)).map_err(Error::other)?;
        let mut properties: Map<String, Value> =
            record.and_then(|r| serde_json::from_str(&r.properties).ok()).unwrap_or_default();
        properties.remove("objectid");
        properties.entry("name").or_insert_with(|| snapshot.name(node).into());
        if let Some(tier) = frozen.tier(node) {
            properties.insert("tier".into(), tier.into());
        }
        let document = json!({ "id": id_text(snapshot, node), "kinds": snapshot.kinds(node).iter().map(|k| &**k).collect::<Vec<_>>(), "properties": properties });
        separate(out, node.index())?;
        serde_json::to_writer(&mut *out, &document)?;
    }
    out.write_all(b"\n],\"edges\":[")?;
    let (mut holder, mut stated) = (None, BTreeMap::new());
    for (at, (from, edge)) in snapshot.edges().enumerate() {
        if holder.replace(from) != Some(from) {
            if job.cancelled() {
                return Err(Error::from(ErrorKind::Interrupted));
            }
            stated = properties_of(&**store, frozen, from)?;
        }
        let meaning = snapshot.meaning(edge);
        let to = snapshot.target(edge);
        let key = RelationKey {
            from: snapshot.key(from),
            kind: meaning.kind.clone(),
            level: meaning.level.clone(),
            to: snapshot.key(to),
        };
        let mut properties = if meaning.rule.is_none() { stated.remove(&key).unwrap_or_default() } else { Map::new() };
        if let Some(level) = &meaning.level {
            properties.insert("level".into(), Value::from(&**level));
        }
        properties.insert("traversable".into(), meaning.walked.into());
        if let Some(rule) = meaning.rule {
            properties.insert("derived".into(), true.into());
            properties.insert("rule".into(), rule.into());
        }
        let (start, end) = (id_text(snapshot, from), id_text(snapshot, to));
        separate(out, at)?;
        let document = json!({ "kind": &*meaning.kind, "start": { "value": start }, "end": { "value": end }, "properties": properties });
        serde_json::to_writer(&mut *out, &document)?;
    }
    out.write_all(b"\n]}")?;
    if let Some(partial) = &frozen.partial {
        write!(out, ",\"metadata\":{}", json!({ "partial": partial.sentence }))?;
    }
    out.write_all(b"}\n")
}

fn separate(out: &mut dyn Write, at: usize) -> std::io::Result<()> {
    out.write_all(if at == 0 { b"\n" } else { b",\n" })
}

/// What the files say about the relations that start at a node, beside kind and level.
fn properties_of(
    store: &dyn Store,
    frozen: &Frozen,
    from: NodeId,
) -> std::io::Result<BTreeMap<RelationKey, Map<String, Value>>> {
    let key = frozen.snapshot.key(from);
    let relations = store.relations_of(frozen.revision.number, &key).map_err(Error::other)?;
    let own = relations.into_iter().filter(|r| r.key.from == key);
    Ok(own.map(|r| (r.key, serde_json::from_str(&r.properties).unwrap_or_default())).collect())
}
