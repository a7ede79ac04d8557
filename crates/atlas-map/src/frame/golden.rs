//! The golden frame and its content as JSON: the decoder of the window reads the same two files.
//! `BLESS=1` rewrites them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::encode;
use crate::{Pick, Scene, sample};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden").join(name)
}

fn pick(pick: &Pick) -> Value {
    let key = |n: &atlas_model::NodeKey| json!({ "namespace": n.namespace, "id": n.id });
    match pick {
        Pick::None => json!({ "what": "nothing" }),
        Pick::Node(n) => json!({ "what": "node", "node": key(n) }),
        Pick::Nodes(all) => {
            json!({ "what": "nodes", "nodes": all.iter().map(key).collect::<Vec<_>>() })
        }
        Pick::Group(id) => json!({ "what": "group", "group": id }),
        Pick::Step(a, b) => json!({ "what": "step", "from": key(a), "to": key(b) }),
        Pick::Ribbon(group, n) => json!({ "what": "ribbon", "group": group, "place": key(n) }),
        Pick::Row(place) => json!({ "what": "row", "row": place }),
    }
}

fn list<T>(rows: &[T], row: impl Fn(&T) -> Value) -> Value {
    rows.iter().map(row).collect()
}

fn content(s: &Scene) -> Value {
    json!({
        "kind": s.kind.code(), "width": s.width, "height": s.height,
        "reading": s.reading, "shown": s.shown, "stamp": s.stamp,
        "crumbs": list(&s.crumbs, |c| json!({ "text": c.text, "pick": pick(&c.pick) })),
        "countries": list(&s.countries, |c| json!({
            "x": c.x, "y": c.y, "r": c.r, "fillShare": c.fill_share,
            "outline": c.outline.code(), "pick": pick(&c.pick), "title": c.title,
        })),
        "bands": list(&s.bands, |b| json!({
            "points": b.points, "widths": b.widths, "opacity": b.opacity, "ink": b.ink.code(),
            "pick": pick(&b.pick), "title": b.title,
        })),
        "lines": list(&s.lines, |l| json!({
            "points": l.points, "width": l.width, "ink": l.ink.code(), "outline": l.outline.code(),
            "end": l.end.code(), "pick": pick(&l.pick), "title": l.title,
        })),
        "halos": list(&s.halos, |h| json!({ "x": h.x, "y": h.y, "r": h.r })),
        "marks": list(&s.marks, |m| json!({
            "x": m.x, "y": m.y, "r": m.r, "shape": m.shape.code(), "ink": m.ink.code(),
            "filled": m.filled, "pick": pick(&m.pick), "title": m.title,
        })),
        "labels": list(&s.labels, |l| json!({
            "x": l.x, "y": l.y, "size": l.size, "importance": l.importance, "ink": l.ink.code(),
            "anchor": l.anchor.code(), "bold": l.bold, "pick": pick(&l.pick),
            "text": l.text, "whole": l.whole,
        })),
        "legend": list(&s.legend, |e| json!({
            "sample": e.sample.code(), "shape": e.shape.map(|m| m.code()), "ink": e.ink.code(),
            "outline": e.outline.code(), "filled": e.filled, "text": e.text,
        })),
    })
}

#[test]
fn the_golden_frame_is_what_this_writer_writes() {
    let scene = sample::scene();
    let bytes = encode(&scene);
    let json = format!("{:#}\n", content(&scene));
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(golden("")).unwrap();
        fs::write(golden("scene.atls"), &bytes).unwrap();
        fs::write(golden("scene.json"), &json).unwrap();
    }
    let stored = fs::read(golden("scene.atls")).unwrap_or_default();
    assert!(stored == bytes, "the layout changed: raise VERSION, or rewrite with BLESS=1");
    assert_eq!(fs::read_to_string(golden("scene.json")).unwrap_or_default(), json, "content");
}
