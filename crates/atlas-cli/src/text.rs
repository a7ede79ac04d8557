//! Answers as text for people: aligned tables, sentences, nothing that a terminal would obey.

use atlas_session::dto::{
    BlastAnswer, ChokeAnswer, ClustersAnswer, DiffAnswer, EscalationsAnswer, ExposureAnswer, InfoAnswer, IssueRow,
    KindsAnswer, NodeBrief, OutliersAnswer, PathsAnswer, RelationKey, ShowAnswer, Step, TiersAnswer, WhatIfAnswer,
};

pub(crate) use atlas_session::visible as inert;

use crate::table::{cells, table};

/// One issue on one line, its remedy on the next.
pub(crate) fn issue(issue: &IssueRow) -> String {
    let place = if issue.r#where.is_empty() { String::new() } else { format!(", {}", issue.r#where) };
    let mut text =
        format!("{}: {}: {}", issue.severity, inert(&format!("{}{place}", issue.file)), inert(&issue.reason));
    if !issue.remedy.is_empty() {
        text += &format!("\n      {}", inert(&issue.remedy));
    }
    text
}

pub(crate) fn info(answer: &InfoAnswer, checked: bool) -> String {
    let c = &answer.counts;
    let mut out = format!(
        "{} nodes ({} placeholders), {} relations, {} derived edges, {} issues\n",
        c.nodes, c.placeholders, c.relations, c.derived, c.issues
    );
    out += &format!(
        "identities: {} people, {} machines, {} of unknown lifecycle\n",
        answer.lanes.human, answer.lanes.machine, answer.lanes.unknown
    );
    out += &crate::database::text(answer.database.as_ref());
    if checked {
        out += "integrity: every check passed\n";
    }
    let mut rows = vec![cells(["revision", "made", "source", "nodes", "relations", "+", "-"])];
    for r in &answer.revisions {
        let n = |v: u32| v.to_string();
        rows.push(vec![
            n(r.number),
            r.at.clone(),
            r.source.clone(),
            n(r.nodes),
            n(r.relations),
            n(r.added),
            n(r.removed),
        ]);
    }
    out += &format!("\n{}", table(&rows, &[0, 3, 4, 5, 6]));
    for (title, kinds) in [("node kinds", &answer.node_kinds), ("relation kinds", &answer.relation_kinds)] {
        let mut rows = vec![cells([title, ""])];
        rows.extend(kinds.iter().map(|(k, n)| vec![k.clone(), n.to_string()]));
        out += &format!("\n{}", table(&rows, &[1]));
    }
    if !answer.missing_inputs.is_empty() {
        let mut rows = vec![cells(["missing", "weakens", "source"])];
        rows.extend(answer.missing_inputs.iter().map(|m| vec![m.input.clone(), m.weakens.clone(), m.source.clone()]));
        out += &format!("\n{}", table(&rows, &[]));
    }
    for i in &answer.issues {
        out += &format!("{}\n", issue(i));
    }
    out
}

pub(crate) fn nodes(nodes: &[NodeBrief]) -> String {
    let mut rows = vec![cells(["id", "name", "kind", "class", "lane", "tier"])];
    for n in nodes {
        let lane = n.lane.clone().unwrap_or_default();
        let tier = n.tier.map(|t| t.to_string()).unwrap_or_default();
        rows.push(vec![
            n.id.clone(),
            n.name.clone(),
            n.kinds.first().cloned().unwrap_or_default(),
            n.class.clone(),
            lane,
            tier,
        ]);
    }
    table(&rows, &[])
}

pub(crate) fn show(answer: &ShowAnswer) -> String {
    let node = &answer.node;
    let mut out = format!("{} ({})\n", inert(&node.name), inert(&node.id));
    out += &format!("{} {}\n", node.kinds.join(", "), node.class);
    if let Some(tier) = node.tier {
        out += &format!("tier {tier}: {}\n", inert(answer.about.tier_reason.as_deref().unwrap_or("")));
    }
    for e in &answer.about.evidence {
        out += &format!("described in {}, {}\n", inert(&e.source), inert(&e.record));
    }
    for (key, value) in &answer.node.properties {
        out += &format!("  {}: {}\n", inert(key), inert(value));
    }
    let mut rows = vec![cells(["from", "kind", "level", "to", "status", "evidence"])];
    for r in &answer.relations {
        let evidence = r.evidence.first().map(|e| format!("{}, {}", e.source, e.record)).unwrap_or_default();
        let level = r.level.clone().unwrap_or_default();
        rows.push(vec![
            r.from_name.clone(),
            r.kind.clone(),
            level,
            r.to_name.clone(),
            r.status.clone().unwrap_or_default(),
            evidence,
        ]);
    }
    out + "\n" + &table(&rows, &[])
}

pub(crate) fn paths(answer: &PathsAnswer) -> String {
    let about = if answer.total_is_exact { "" } else { "at least " };
    let mut out = format!("{about}{} paths, {} shown\n", answer.total, answer.paths.len());
    out.extend(answer.notes.iter().map(|note| format!("{note}\n")));
    for n in &answer.already_there {
        out += &format!("{} already is a target\n", inert(&n.name));
    }
    for (n, path) in answer.paths.iter().enumerate() {
        out += &format!(
            "\n{}. {} steps, {}, relative likelihood {:.2}\n",
            n + 1,
            path.steps.len(),
            path.status,
            path.likelihood
        );
        out += &steps(&path.steps);
    }
    out
}

pub(crate) fn escalations(answer: &EscalationsAnswer, least: &str) -> String {
    let mut out = String::new();
    for (n, story) in answer.stories.iter().enumerate() {
        out += &format!("{}{}. {}\n", if n == 0 { "" } else { "\n" }, n + 1, inert(&story.sentence));
        out += &steps(&story.path.steps);
    }
    match (out.is_empty(), least) {
        (false, _) => out,
        (true, "") => "Nobody reaches a tier-0 node, or nothing is tier 0 yet: see `atlas exposure`.\n".into(),
        (true, _) => "Within the scope no way to a tier-0 node is seen, which says nothing about the whole.\n".into(),
    }
}

fn steps(steps: &[Step]) -> String {
    let mut out = String::new();
    for step in steps {
        out += &format!("   {}  [{}]\n", inert(&step.sentence), step.status);
        for e in step.evidence.iter().take(1) {
            out += &format!("      {}, {}\n", inert(&e.source), inert(&e.record));
        }
        out += &format!("      to stop it: {}\n", inert(&step.remedy));
    }
    out
}

pub(crate) fn exposure(answer: &ExposureAnswer, least: &str) -> String {
    if answer.targets.is_empty() {
        let mut out = String::from(
            "Nothing is tier 0 yet, so exposure has no target. Set crown jewels with `atlas tier --set 0 SELECT`. Candidates:\n",
        );
        for p in &answer.proposals {
            out +=
                &format!("  {}: {}\n     atlas tier --set 0 'id={}'\n", inert(&p.name), inert(&p.reason), inert(&p.id));
        }
        return out;
    }
    let mut rows = vec![cells(["target", "kind", "exposed", "people", "machines", "unknown", "disabled", "tier 0"])];
    for t in &answer.targets {
        let n = |v: u32| v.to_string();
        rows.push(vec![
            t.name.clone(),
            t.kind.clone(),
            n(t.exposed),
            n(t.by_lane.human),
            n(t.by_lane.machine),
            n(t.by_lane.unknown),
            n(t.disabled),
            n(t.tier0_identities),
        ]);
    }
    format!(
        "{least}{} identities reach at least one of {} targets\n\n{}",
        answer.exposed_identities,
        answer.targets.len(),
        table(&rows, &[2, 3, 4, 5, 6, 7])
    )
}

pub(crate) fn blast(answer: &BlastAnswer, least: &str) -> String {
    let mut rows = vec![cells(["reached", "kind", "tier", "steps", "cost"])];
    for r in &answer.reached {
        let tier = r.tier.map(|t| t.to_string()).unwrap_or_default();
        rows.push(vec![r.name.clone(), r.kind.clone(), tier, r.steps.to_string(), format!("{:.2}", r.cost)]);
    }
    format!("{least}{} nodes are within reach\n\n{}", answer.reached.len(), table(&rows, &[2, 3, 4]))
}

pub(crate) fn choke_points(answer: &ChokeAnswer, least: &str) -> String {
    let mut rows = vec![cells(["cut this step", "kind", "loses"])];
    for e in &answer.edges {
        rows.push(vec![format!("{} -> {}", e.from_name, e.to_name), e.kind.clone(), e.loses.to_string()]);
    }
    let mut nodes = vec![cells(["take out this node", "loses"])];
    nodes.extend(answer.nodes.iter().map(|n| vec![n.name.clone(), n.loses.to_string()]));
    let mut cut = vec![cells(["minimum cut", "kind"])];
    cut.extend(answer.cut.edges.iter().map(|e| vec![format!("{} -> {}", e.from_name, e.to_name), e.kind.clone()]));
    format!(
        "{least}{} identities are exposed now\n\n{}\n{}\n{least}{} steps part all of them from every target\n{}",
        answer.exposed,
        table(&rows, &[2]),
        table(&nodes, &[1]),
        answer.cut.value,
        table(&cut, &[])
    )
}

pub(crate) fn what_if(answer: &WhatIfAnswer, least: &str) -> String {
    let mut rows = vec![cells(["target", "before", "after"])];
    rows.extend(answer.targets.iter().map(|t| vec![t.name.clone(), t.before.to_string(), t.after.to_string()]));
    let names: Vec<String> = answer.loses.iter().map(|n| inert(&n.name)).collect();
    format!(
        "exposed identities: {least}{} before, {least}{} after\n\n{}\nno longer exposed{}: {}\n",
        answer.before,
        answer.after,
        table(&rows, &[1, 2]),
        if least.is_empty() { "" } else { " within the scope" },
        names.join(", ")
    )
}

pub(crate) fn clusters(answer: &ClustersAnswer, least: &str) -> String {
    let mut rows = vec![cells(["group", "lane", "size", "exposed", "quality", "", "what distinguishes it"])];
    for c in &answer.clusters {
        let telling: Vec<String> = c
            .distinguishing
            .iter()
            .take(3)
            .map(|d| format!("{} {:.0}%/{:.0}%", d.name, d.in_group * 100.0, d.everywhere * 100.0))
            .collect();
        let kind = if c.peer {
            "peer group"
        } else if c.kind == "region" {
            "loosely related"
        } else {
            &c.kind
        };
        rows.push(vec![
            c.label.clone(),
            c.lane.clone(),
            c.size.to_string(),
            c.exposed.to_string(),
            format!("{:.2}", c.quality),
            kind.to_owned(),
            telling.join(", "),
        ]);
    }
    format!(
        "{least}{} groups, {least}{} identities, modularity {:.3}\n\n{}",
        answer.clusters.len(),
        answer.assignments.len(),
        answer.modularity,
        table(&rows, &[2, 3, 4])
    )
}

pub(crate) fn outliers(answer: &OutliersAnswer, least: &str) -> String {
    let found: Vec<_> = answer.outliers.iter().filter(|o| o.finding).collect();
    let mut out = format!(
        "{least}{} of {} scored identities do not fit (false-discovery rate {:.0} %)\n",
        found.len(),
        answer.outliers.len(),
        answer.false_discovery_rate * 100.0
    );
    for o in found {
        out += &format!("\n{:.2}  {}  {} in {}, {}\n", o.score, inert(&o.name), o.lane, inert(&o.group), o.r#type);
        for r in o.reasons.iter().take(5) {
            out += &format!("      {}\n", inert(&r.sentence));
        }
        let names =
            |list: &[atlas_session::dto::NodeName]| list.iter().map(|n| inert(&n.name)).collect::<Vec<_>>().join(", ");
        if !o.opens.is_empty() {
            out += &format!("      opens: {}\n", names(&o.opens));
        }
        if !o.also_reaches.is_empty() {
            out += &format!("      reaches also by its usual access: {}\n", names(&o.also_reaches));
        }
    }
    out
}

pub(crate) fn tiers(answer: &TiersAnswer) -> String {
    let mut rows = vec![cells(["tier", "node", "by", "reason"])];
    rows.extend(answer.tiers.iter().map(|t| vec![t.tier.to_string(), t.name.clone(), t.by.clone(), t.reason.clone()]));
    let mut out = table(&rows, &[0]);
    for p in &answer.proposals {
        out += &format!("candidate: {}: {}\n", inert(&p.name), inert(&p.reason));
    }
    out
}

pub(crate) fn kinds(answer: &KindsAnswer) -> String {
    let mut nodes = vec![cells(["node kind", "nodes", "class", "lifecycle", "tier", "known by"])];
    for k in &answer.nodes {
        nodes.push(vec![
            k.kind.clone(),
            k.count.to_string(),
            k.class.clone(),
            k.lifecycle.clone(),
            k.tier.map(|t| t.to_string()).unwrap_or_default(),
            k.basis.clone(),
        ]);
    }
    let mut relations =
        vec![cells(["relation kind", "level", "relations", "class", "walked", "status", "p", "known by"])];
    for k in &answer.relations {
        let level = k.level.clone().unwrap_or_default();
        relations.push(vec![
            k.kind.clone(),
            level,
            k.count.to_string(),
            k.class.clone(),
            k.walk.clone(),
            k.status.clone(),
            format!("{:.2}", k.likelihood),
            k.basis.clone(),
        ]);
    }
    format!("{}\n{}", table(&nodes, &[1]), table(&relations, &[2, 6]))
}

pub(crate) fn diff(answer: &DiffAnswer) -> String {
    let (n, r) = (&answer.nodes, &answer.relations);
    let mut out = format!(
        "nodes: {} added, {} removed, {} changed; relations: {} added, {} removed\n",
        n.added.len(),
        n.removed.len(),
        n.changed.len(),
        r.added.len(),
        r.removed.len()
    );
    let line = |sign: char, k: &RelationKey| {
        let level = k.level.as_ref().map(|l| format!(" ({l})")).unwrap_or_default();
        format!("{sign} {} -[{}{}]-> {}\n", inert(&k.from), inert(&k.kind), inert(&level), inert(&k.to))
    };
    for (sign, ids) in [('+', &n.added), ('-', &n.removed), ('~', &n.changed)] {
        out.extend(ids.iter().map(|id| format!("{sign} {}\n", inert(id))));
    }
    out.extend(r.added.iter().map(|k| line('+', k)));
    out.extend(r.removed.iter().map(|k| line('-', k)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_that_came_from_a_file() {
        let hostile = "a\u{1b}[31mred\u{7} \u{202e}gpj.exe\u{200b}\r\nnext";
        let shown = inert(hostile);
        assert!(!shown.chars().any(char::is_control), "escapes, bells and line breaks are inert: {shown:?}");
        assert!(!shown.contains(['\u{202e}', '\u{200b}']), "what hides or reorders text is made visible: {shown:?}");
    }

    #[test]
    fn tables_align_numbers_to_the_right() {
        let rows = [cells(["name", "n"]), cells(["a", "1"]), cells(["longer", "100"])];
        assert_eq!(table(&rows, &[1]), "name      n\na         1\nlonger  100\n");
    }
}
