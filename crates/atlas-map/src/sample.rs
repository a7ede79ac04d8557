//! A small scene with one of everything, hostile names included, for tests.

use atlas_model::NodeKey;

use crate::{
    Anchor, Band, Country, Crumb, Halo, Ink, Label, LegendEntry, Line, LineEnd, Mark, MarkShape, Outline, Pick, Sample,
    Scene, SceneKind,
};

/// Names that try to be more than text.
pub(crate) const HOSTILE: [&str; 5] = [
    "<img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "a\u{202E}txt.exe\u{2066}",
    "null\u{0}bell\u{7}del\u{7f}nel\u{85}",
    "zero\u{200B}width\u{FEFF}\u{E0041}",
];

/// One of everything.
pub(crate) fn scene() -> Scene {
    let key = |id: &str| NodeKey { namespace: "hr".into(), id: id.into() };
    let across = [[60.0, 50.0], [80.0, 50.0], [100.0, 30.0], [120.0, 30.0]];
    let marks = (0u16..).zip(MarkShape::ALL).map(|(i, &shape)| Mark {
        x: 20.0 + 12.0 * f32::from(i),
        y: 80.0,
        r: 4.5,
        shape,
        ink: if i % 2 == 0 { Ink::Pale } else { Ink::Exposed },
        filled: i % 3 != 0,
        pick: Pick::Node(key(&format!("u-{i}"))),
        title: format!("node {i}").into(),
    });
    let labels = (0u16..).zip(HOSTILE).map(|(i, text)| Label {
        x: 10.0,
        y: 100.0 + 14.0 * f32::from(i),
        text: text.into(),
        size: 11.0,
        bold: i == 0,
        ink: Ink::Ink,
        anchor: Anchor::ALL[usize::from(i) % 3],
        importance: f32::from(i) / 4.0,
        pick: Pick::Group("g-1".into()),
        whole: if i == 1 { "]]><script>alert(1)</script> and more".into() } else { "".into() },
    });
    let line = |outline, end, pick| Line {
        points: across,
        width: 1.5,
        ink: Ink::Muted,
        outline,
        end,
        pick,
        title: "Zoë is a member of Ops".into(),
    };
    Scene {
        kind: SceneKind::Paths,
        width: 240.0,
        height: 180.0,
        crumbs: vec![
            Crumb { text: "World".into(), pick: Pick::None },
            Crumb { text: "ops → “crown”".into(), pick: Pick::Group("g-1".into()) },
        ],
        reading: "left to right".into(),
        shown: "12 of 12 people shown".into(),
        stamp: "revision 9f3a, data of 2025-08".into(),
        countries: vec![Country {
            x: 40.0,
            y: 50.0,
            r: 20.0,
            outline: Outline::Dashed,
            fill_share: 0.25,
            pick: Pick::Group("g-1".into()),
            title: "ops, 12 people".into(),
        }],
        bands: vec![Band {
            points: across,
            widths: [3.0, 6.0],
            ink: Ink::Exposed,
            opacity: 0.17,
            pick: Pick::Ribbon("g-1".into(), key("prod")),
            title: "ops: 3 people".into(),
        }],
        lines: vec![
            line(Outline::Solid, LineEnd::Arrow, Pick::Step(key("u-0"), key("ops"))),
            line(Outline::Dotted, LineEnd::Plain, Pick::Nodes(vec![key("u-0"), key("u-1")])),
            line(Outline::Barred, LineEnd::Arrow, Pick::Row(">User~MemberOf".into())),
            line(Outline::Struck, LineEnd::Arrow, Pick::Step(key("u-1"), key("ops"))),
        ],
        halos: vec![Halo { x: 32.0, y: 80.0, r: 8.0 }],
        marks: marks.collect(),
        labels: labels.collect(),
        legend: vec![
            LegendEntry {
                sample: Sample::Mark,
                shape: Some(MarkShape::Circle),
                filled: true,
                ink: Ink::Pale,
                outline: Outline::None,
                text: "person".into(),
            },
            LegendEntry {
                sample: Sample::Halo,
                shape: None,
                filled: false,
                ink: Ink::Outlier,
                outline: Outline::Solid,
                text: "outlier, size = score".into(),
            },
        ],
    }
}
