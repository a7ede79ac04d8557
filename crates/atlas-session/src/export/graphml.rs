//! The whole graph as GraphML, for other graph tools.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::frozen::Frozen;
use crate::naming::id_text;

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
            if let Some(partial) = &frozen.partial {
                w.create_element("desc").write_text_content(BytesText::new(&printable(&partial.sentence)))?;
            }
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
