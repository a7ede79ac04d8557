//! The whole graph: facts and derived edges, the latter marked.

use std::io::{Error, ErrorKind, Write};

use atlas_analysis::Pace;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
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
    for (at, (from, edge)) in snapshot.edges().enumerate() {
        let meaning = snapshot.meaning(edge);
        let mut properties = Map::new();
        if let Some(level) = &meaning.level {
            properties.insert("level".into(), Value::from(&**level));
        }
        properties.insert("traversable".into(), meaning.walked.into());
        if let Some(rule) = meaning.rule {
            properties.insert("derived".into(), true.into());
            properties.insert("rule".into(), rule.into());
        }
        let (start, end) = (id_text(snapshot, from), id_text(snapshot, snapshot.target(edge)));
        separate(out, at)?;
        let document = json!({ "kind": &*meaning.kind, "start": { "value": start }, "end": { "value": end }, "properties": properties });
        serde_json::to_writer(&mut *out, &document)?;
    }
    out.write_all(b"\n]}}\n")
}

fn separate(out: &mut dyn Write, at: usize) -> std::io::Result<()> {
    out.write_all(if at == 0 { b"\n" } else { b",\n" })
}

/// GraphML (graphml.graphdrawing.org): names, kinds, class, tier; kind, level, status, rule.
pub(super) fn graphml(frozen: &Frozen, out: &mut dyn Write) -> std::io::Result<()> {
    let snapshot = &frozen.snapshot;
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let data = |w: &mut Writer<&mut dyn Write>, key: &str, value: &str| -> std::io::Result<()> {
        w.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(&printable(value)))?;
        Ok(())
    };
    xml.create_element("graphml")
        .with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"))
        .write_inner_content(|w| {
            for (id, to) in [
                ("name", "node"),
                ("kind", "node"),
                ("class", "node"),
                ("tier", "node"),
                ("relation", "edge"),
                ("level", "edge"),
                ("status", "edge"),
                ("rule", "edge"),
            ] {
                w.create_element("key")
                    .with_attributes([("id", id), ("for", to), ("attr.name", id), ("attr.type", "string")])
                    .write_empty()?;
            }
            w.create_element("graph")
                .with_attributes([("id", "atlas"), ("edgedefault", "directed")])
                .write_inner_content(|w| {
                    for node in snapshot.nodes() {
                        let id = printable(&id_text(snapshot, node));
                        w.create_element("node").with_attribute(("id", id.as_str())).write_inner_content(|w| {
                            data(w, "name", snapshot.name(node))?;
                            data(w, "kind", snapshot.kind(node))?;
                            data(w, "class", snapshot.class(node).word())?;
                            frozen.tier(node).map_or(Ok(()), |t| data(w, "tier", &t.to_string()))
                        })?;
                    }
                    for (from, edge) in snapshot.edges() {
                        let meaning = snapshot.meaning(edge);
                        let (source, target) =
                            (printable(&id_text(snapshot, from)), printable(&id_text(snapshot, snapshot.target(edge))));
                        w.create_element("edge")
                            .with_attributes([("source", source.as_str()), ("target", target.as_str())])
                            .write_inner_content(|w| {
                                data(w, "relation", &meaning.kind)?;
                                meaning.level.as_deref().map_or(Ok(()), |l| data(w, "level", l))?;
                                data(w, "status", if meaning.walked { meaning.status.word() } else { "not walked" })?;
                                meaning.rule.map_or(Ok(()), |r| data(w, "rule", r))
                            })?;
                    }
                    Ok(())
                })?;
            Ok(())
        })?;
    Ok(())
}

/// XML 1.0 has no way to write most control characters; they become visible.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}') {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
