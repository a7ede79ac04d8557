//! Ways to a domain's administrators: a small paths picture with folded starts and every status.

use atlas_map::MarkShape;
use atlas_map::paths::{PathNode, PathStep};
use atlas_model::{NodeKey, StepStatus};

use MarkShape::{Circle, DoubleRing, Square};
use StepStatus::{Possible, Unknown, Verified};

const NODES: [(&str, MarkShape, u32); 12] = [
    ("Domain Admins", DoubleRing, 0),
    ("Administrator", Circle, 1),
    ("Admin", Circle, 1),
    ("Win10", Square, 2),
    ("Everyone", DoubleRing, 3),
    ("Domain Users", DoubleRing, 3),
    ("Dfm", Circle, 3),
    ("Unnamed computer", Square, 3),
    ("Authenticated Users", DoubleRing, 4),
    ("Guest", Circle, 4),
    ("Domain Computers", DoubleRing, 5),
    ("Testgmsa$", Square, 6),
];

const STEPS: [(usize, usize, &str, StepStatus, u32); 12] = [
    (1, 0, "MemberOf", Verified, 19),
    (2, 0, "MemberOf", Verified, 1),
    (3, 1, "HasSession", Possible, 17),
    (4, 3, "ExecuteDCOM", Verified, 4),
    (5, 3, "CanRDP", Possible, 10),
    (6, 3, "AdminTo +1", Verified, 1),
    (7, 3, "AllowedToAct", Unknown, 1),
    (8, 4, "MemberOf", Verified, 3),
    (9, 4, "MemberOf", Verified, 1),
    (10, 8, "MemberOf", Verified, 3),
    (11, 10, "MemberOf", Verified, 1),
    (7, 1, "HasSIDHistory", Possible, 1),
];

/// Nodes and steps.
pub(crate) fn ways() -> (Vec<PathNode>, Vec<PathStep>) {
    let node = |name: &str, shape, column, start, kind: &str| PathNode {
        key: NodeKey::new("demo", name),
        name: name.into(),
        kind: kind.into(),
        shape,
        column,
        start,
        identities: 1,
    };
    let mut nodes: Vec<PathNode> =
        NODES.iter().map(|&(name, shape, column)| node(name, shape, column, shape != DoubleRing, "Thing")).collect();
    let step = |from, to, kind: &str, status, identities| PathStep {
        from,
        to,
        kind: kind.into(),
        status,
        identities,
        sentence: "".into(),
        in_question: kind == "HasSession",
        cut: false,
        after: None,
    };
    let mut steps: Vec<PathStep> = STEPS.iter().map(|&(a, b, kind, status, n)| step(a, b, kind, status, n)).collect();
    for i in 0..10 {
        steps.push(step(nodes.len(), 5, "MemberOf", Verified, 1));
        nodes.push(node(&format!("user {i}"), Circle, 4, true, "User"));
    }
    for i in 0..2 {
        steps.push(step(nodes.len(), 10, "MemberOf", Verified, 1));
        nodes.push(node(&format!("host {i}"), Square, 6, true, "Computer"));
        steps.push(step(nodes.len(), 1, "HasSIDHistory", Possible, 1));
        nodes.push(node(&format!("old {i}"), Circle, 2, true, "User"));
    }
    (nodes, steps)
}
