//! Joins the node rows of an import with the node facts in force.

use std::collections::{BTreeMap, BTreeSet};

use atlas_model::Hints;
use rusqlite::{Row, params};

use super::commit::{KeyDigests, Settling};
use super::digest::{self, Digest};
use super::fault::Outcome;
use super::intake::Gathered;
use super::merge_nodes::Merged;
use super::rows::Spot;
use super::{hints, properties, texts};

/// What changed about nodes.
#[derive(Default)]
pub(super) struct NodeChange {
    /// Digests of facts that came, less those that went.
    pub(super) sum: Digest,
    /// Nodes whose records or sources contradict each other, as far as this import touches them ...
    pub(super) conflicts: u32,
    /// ... and the first of them.
    pub(super) example: Option<u32>,
    /// Kind -> nodes after the import.
    pub(super) by_kind: BTreeMap<Box<str>, u32>,
    /// Source of the import -> nodes it describes.
    pub(super) by_source: BTreeMap<u16, u32>,
}

/// A fact in force.
struct Standing {
    node: u32,
    source: u16,
    since: u32,
    kinds: u32,
    name: String,
    hints: Hints,
    text: u32,
    spot: Spot,
    stated: u32,
    also: Option<String>,
}

fn read_standing(row: &Row<'_>) -> Outcome<Standing> {
    Ok(Standing {
        node: row.get::<_, u32>(0)?.wrapping_sub(1),
        source: row.get(1)?,
        since: row.get(2)?,
        kinds: row.get(3)?,
        name: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
        hints: hints::read(row, 5)?,
        text: row.get::<_, Option<u32>>(9)?.unwrap_or(0),
        spot: Spot { list: row.get(10)?, record: row.get(11)?, line: row.get(12)? },
        stated: row.get(13)?,
        also: row.get(14)?,
    })
}

/// What the join decided, applied once the walk over the table has ended.
#[derive(Default)]
struct Plan {
    /// Node, source, since.
    close: Vec<(u32, u16, u32)>,
    insert: Vec<usize>,
    /// Position in the import, since.
    evidence: Vec<(usize, u32)>,
}

/// Join, and write what changed.
pub(super) fn join(s: &Settling<'_>, g: &mut Gathered, digests: &mut KeyDigests) -> Outcome<NodeChange> {
    let incoming = std::mem::take(&mut g.merged);
    let mut change = NodeChange::default();
    let mut plan = Plan::default();
    let mut after = After::default();
    let mut statement = s.db.prepare(
        "SELECT node, source, since, kinds, name, class, lifecycle, tier, enabled, text, list, record, line, stated, also
         FROM node_fact WHERE until IS NULL ORDER BY node, source",
    )?;
    let mut standing_rows = statement.query([])?;
    let mut standing = standing_rows.next()?.map(read_standing).transpose()?;
    let mut at = 0;
    let mut steps = 0;
    loop {
        steps += 1;
        s.pace("nodes", steps, at, incoming.len())?;
        let new = incoming.get(at);
        let order = match (&standing, new) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(old), Some(new)) => (old.node, old.source).cmp(&(new.row.node, new.row.source)),
        };
        if let (Some(old), std::cmp::Ordering::Less | std::cmp::Ordering::Equal) = (&standing, order) {
            let same = new.filter(|_| order.is_eq()).is_some_and(|new| same_fact(g, old, new));
            if s.sources.contains(&old.source) && !same {
                let text = g.texts.digest(s.db, old.text)?;
                let key = digests.of(&g.keys, old.node);
                let kinds = g.kind_lists.text(old.kinds);
                let gone = digest::of_node(s.source_name(old.source)?, key, kinds, &old.name, old.hints, text);
                change.sum = change.sum.wrapping_sub(gone);
                plan.close.push((old.node + 1, old.source, old.since));
            } else if same {
                if let Some(new) = new
                    && !same_evidence(old, new)
                {
                    plan.evidence.push((at, old.since));
                }
            } else {
                after.add(s, g, &mut change, old.node, false, old.kinds, &old.name, old.text)?;
            }
            if same && let Some(new) = new {
                after.add_new(s, g, &mut change, new)?;
                at += 1;
            } else if order.is_eq()
                && let Some(new) = new
            {
                plan.insert.push(at);
                after.add_new(s, g, &mut change, new)?;
                at += 1;
            }
            standing = standing_rows.next()?.map(read_standing).transpose()?;
        } else if let Some(new) = new {
            plan.insert.push(at);
            after.add_new(s, g, &mut change, new)?;
            at += 1;
        }
    }
    after.close(s, g, &mut change)?;
    drop(standing_rows);
    for new in &incoming {
        *change.by_source.entry(new.row.source).or_default() += 1;
        if new.conflict {
            change.conflict(new.row.node);
        }
    }
    apply(s, g, digests, &incoming, &plan, &mut change)?;
    Ok(change)
}

impl NodeChange {
    fn conflict(&mut self, node: u32) {
        self.conflicts += 1;
        self.example.get_or_insert(node);
    }
}

fn same_fact(g: &Gathered, old: &Standing, new: &Merged) -> bool {
    (old.kinds, old.hints, old.text) == (new.row.kinds, new.row.hints, new.row.text) && old.name == g.name(&new.row)
}

fn same_evidence(old: &Standing, new: &Merged) -> bool {
    (old.spot, old.stated, &old.also) == (new.row.spot, new.stated, &new.also)
}

/// The facts in force after the import about one node, gathered for counting.
#[derive(Default)]
struct After {
    node: Option<u32>,
    touched: bool,
    facts: Vec<(u32, String, u32)>,
}

impl After {
    #[allow(clippy::too_many_arguments)] // one fact, spelled out; a struct would be built for this call only
    fn add(
        &mut self,
        s: &Settling<'_>,
        g: &Gathered,
        change: &mut NodeChange,
        node: u32,
        touched: bool,
        kinds: u32,
        name: &str,
        text: u32,
    ) -> Outcome<()> {
        if self.node != Some(node) {
            self.close(s, g, change)?;
            self.node = Some(node);
        }
        self.touched |= touched;
        self.facts.push((kinds, name.to_owned(), text));
        Ok(())
    }

    fn add_new(&mut self, s: &Settling<'_>, g: &Gathered, change: &mut NodeChange, new: &Merged) -> Outcome<()> {
        let row = &new.row;
        self.add(s, g, change, row.node, true, row.kinds, g.name(row), row.text)
    }

    fn close(&mut self, s: &Settling<'_>, g: &Gathered, change: &mut NodeChange) -> Outcome<()> {
        let (facts, touched) = (std::mem::take(&mut self.facts), std::mem::take(&mut self.touched));
        let Some(node) = self.node.take() else { return Ok(()) };
        let kinds: BTreeSet<Box<str>> = facts.iter().flat_map(|f| g.kind_lists.kinds(f.0)).collect();
        for kind in kinds {
            *change.by_kind.entry(kind).or_default() += 1;
        }
        if facts.len() < 2 || !touched {
            return Ok(());
        }
        let names: BTreeSet<&str> = facts.iter().map(|f| f.1.as_str()).filter(|n| !n.is_empty()).collect();
        let distinct: BTreeSet<u32> = facts.iter().map(|f| f.2).filter(|&t| t != 0).collect();
        let mut differ = names.len() > 1;
        if !differ && distinct.len() > 1 {
            let bodies = distinct.iter().map(|&t| texts::body(s.db, t)).collect::<Outcome<Vec<_>>>()?;
            let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
            differ = !properties::merge(&bodies).1.is_empty();
        }
        if differ {
            change.conflict(node);
        }
        Ok(())
    }
}

fn apply(
    s: &Settling<'_>,
    g: &mut Gathered,
    digests: &mut KeyDigests,
    incoming: &[Merged],
    plan: &Plan,
    change: &mut NodeChange,
) -> Outcome<()> {
    let mut close = s.db.prepare("UPDATE node_fact SET until = ?4 WHERE node = ?1 AND source = ?2 AND since = ?3")?;
    for &(node, source, since) in &plan.close {
        close.execute(params![node, source, since, s.revision])?;
    }
    let mut move_evidence = s.db.prepare(
        "UPDATE node_fact SET list = ?4, record = ?5, line = ?6, stated = ?7, also = ?8
         WHERE node = ?1 AND source = ?2 AND since = ?3",
    )?;
    for &(at, since) in &plan.evidence {
        let Merged { row, stated, also, .. } = &incoming[at];
        let (node, spot) = (s.stored[row.node as usize], row.spot);
        move_evidence.execute(params![node, row.source, since, spot.list, spot.record, spot.line, stated, also])?;
    }
    let mut insert = s.db.prepare(
        "INSERT INTO node_fact(node, source, since, kinds, name, class, lifecycle, tier, enabled, text,
           list, record, line, stated, also)
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    for (done, &at) in plan.insert.iter().enumerate() {
        s.pace("writing nodes", done, done, plan.insert.len())?;
        let Merged { row, stated, also, .. } = &incoming[at];
        let text = g.texts.digest(s.db, row.text)?;
        let key = digests.of(&g.keys, row.node);
        let (kinds, name) = (g.kind_lists.text(row.kinds), g.name(row));
        let came = digest::of_node(s.source_name(row.source)?, key, kinds, name, row.hints, text);
        change.sum = change.sum.wrapping_add(came);
        let Hints { class, lifecycle, tier, enabled } = row.hints;
        insert.execute(params![
            s.stored[row.node as usize],
            row.source,
            s.revision,
            row.kinds,
            (!name.is_empty()).then_some(name),
            class.map(|c| c.word()),
            lifecycle.map(|l| l.word()),
            tier,
            enabled,
            (row.text != 0).then_some(row.text),
            row.spot.list,
            row.spot.record,
            row.spot.line,
            stated,
            also,
        ])?;
    }
    Ok(())
}
