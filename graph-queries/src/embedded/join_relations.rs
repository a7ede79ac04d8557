//! Joins the relation rows of an import with the relations in force.

use std::cmp::Ordering;
use std::collections::HashMap;

use rusqlite::{Row, params};

use super::commit::{KeyDigests, Settling};
use super::digest::{self, Digest};
use super::fault::Outcome;
use super::intake::Gathered;
use super::resolve::StoredKey;
use super::rows::{KEPT_EVIDENCE, RelationRow, Spot, write_spots};
use super::schema;
use super::tally::{RelationChange, Stated, Tally};

/// From this many new rows on, and where they outnumber the old ones, the second index is built anew.
const BULK: usize = 50_000;
/// Rows of one (from, to, kind, source, ends), merged.
pub(super) struct Group {
    pub(super) row: RelationRow,
    /// Position after the last of the rows.
    end: usize,
    pub(super) stated: u32,
    /// Whether the rows carry different properties.
    pub(super) conflict: bool,
}

impl Group {
    fn key(&self) -> StoredKey {
        (self.row.from, self.row.to, self.row.kind, self.row.source, self.row.ends)
    }

    pub(super) fn triple(&self) -> (u32, u32, u32) {
        (self.row.from, self.row.to, self.row.kind)
    }
}

/// A relation in force; nodes by key number.
struct Standing {
    key: StoredKey,
    since: u32,
    spot: Spot,
    stated: u32,
    also: Option<String>,
    traversable: Option<bool>,
    text: u32,
}

fn read_standing(row: &Row<'_>) -> Outcome<Standing> {
    let node = |at: usize| row.get::<_, u32>(at).map(|id| id.wrapping_sub(1));
    Ok(Standing {
        key: (node(0)?, node(1)?, row.get(2)?, row.get(3)?, row.get(4)?),
        since: row.get(5)?,
        spot: Spot { list: row.get(6)?, record: row.get(7)?, line: row.get(8)? },
        stated: row.get(9)?,
        also: row.get(10)?,
        traversable: row.get(11)?,
        text: row.get::<_, Option<u32>>(12)?.unwrap_or(0),
    })
}

/// What the join decided, applied once the walk over the table has ended. Positions are those of
/// the first row of a group.
#[derive(Default)]
struct Plan {
    close: Vec<(StoredKey, u32)>,
    insert: Vec<u32>,
    evidence: Vec<(u32, u32)>,
    standing: usize,
}

/// Join, and write what changed.
pub(super) fn join(s: &Settling<'_>, g: &mut Gathered, digests: &mut KeyDigests) -> Outcome<RelationChange> {
    let ranks = g.lists.ranks();
    let rank = |spot: Spot| (ranks.get(spot.list as usize).copied().unwrap_or(0), spot.record, spot.line);
    let mut rows = std::mem::take(&mut g.relations);
    s.pace("sorting", 0, 0, 1)?;
    rows.sort_unstable_by(|a, b| {
        let key = |r: &RelationRow| (r.from, r.to, r.kind, r.source, r.ends);
        key(a).cmp(&key(b)).then_with(|| rank(a.spot).cmp(&rank(b.spot)))
    });
    let mut work = Work { s, g, digests, kinds: HashMap::new(), change: RelationChange::default() };
    work.change.ends_before = vec![false; work.g.keys.len()];
    work.change.ends_after = vec![false; work.g.keys.len()];
    let plan = work.walk(&rows, rank)?;
    work.apply(&rows, &plan)?;
    Ok(work.change)
}

struct Work<'a, 'b> {
    s: &'a Settling<'a>,
    g: &'b mut Gathered,
    digests: &'b mut KeyDigests,
    /// Digests of (source, kind, stated traversability).
    kinds: HashMap<(u16, u32, Option<bool>), Digest>,
    change: RelationChange,
}

impl Work<'_, '_> {
    fn walk(&mut self, rows: &[RelationRow], rank: impl Fn(Spot) -> (u32, u32, u32)) -> Outcome<Plan> {
        let s = self.s;
        let mut plan = Plan::default();
        let mut tally = Tally::default();
        let mut stated = Stated::default();
        let mut statement = s.db.prepare(
            "SELECT from_node, to_node, kind, source, ends, since, list, record, line, stated, also, traversable, text
             FROM relation WHERE until IS NULL ORDER BY from_node, to_node, kind, source, ends",
        )?;
        let mut standing_rows = statement.query([])?;
        let mut standing = standing_rows.next()?.map(read_standing).transpose()?;
        let mut at = 0;
        let mut group = self.group(rows, at)?;
        let mut steps = 0;
        loop {
            steps += 1;
            s.pace("relations", steps, at, rows.len())?;
            let order = match (&standing, &group) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.key.cmp(&new.key()),
            };
            if let (Some(old), Ordering::Less | Ordering::Equal) = (&standing, order) {
                plan.standing += 1;
                let (from, to, kind, ..) = old.key;
                let same = group.as_ref().filter(|_| order.is_eq()).is_some_and(|new| same_fact(old, &new.row));
                let mut database_key = old.key;
                (database_key.0, database_key.1) = (from + 1, to + 1);
                let in_scope = s.sources.contains(&old.key.3) || s.resolution.restated.contains(&database_key);
                tally.at((from, to, kind), &mut self.change);
                tally.before = true;
                if in_scope && !same {
                    let gone = self.digest(old.key, old.traversable, old.text)?;
                    self.change.sum = self.change.sum.wrapping_sub(gone);
                    plan.close.push((database_key, old.since));
                } else {
                    tally.after = true;
                }
                if let Some(new) = group.as_ref().filter(|_| order.is_eq()) {
                    let first = &rows[at..new.end];
                    if !same && in_scope {
                        plan.insert.push(position(at));
                    } else if same && !same_evidence(old, new, first) {
                        plan.evidence.push((position(at), old.since));
                    }
                    tally.after = true;
                    stated.see(s, new, &rank, &mut self.change);
                    at = new.end;
                    group = self.group(rows, at)?;
                }
                standing = standing_rows.next()?.map(read_standing).transpose()?;
            } else if let Some(new) = &group {
                tally.at(new.triple(), &mut self.change);
                tally.after = true;
                plan.insert.push(position(at));
                stated.see(s, new, &rank, &mut self.change);
                at = new.end;
                group = self.group(rows, at)?;
            }
        }
        tally.close(&mut self.change);
        Ok(plan)
    }

    /// Merge the rows of a relation that begin at a position. Which of different properties show
    /// depends on their content only; the relation is walkable if any record says so.
    fn group(&mut self, rows: &[RelationRow], at: usize) -> Outcome<Option<Group>> {
        let Some(&first) = rows.get(at) else { return Ok(None) };
        let mut group = Group { row: first, end: at + 1, stated: 1, conflict: false };
        while let Some(next) = rows.get(group.end) {
            if (next.from, next.to, next.kind, next.source, next.ends) != group.key() {
                break;
            }
            group.row.traversable = group.row.traversable.max(next.traversable);
            if next.text != group.row.text {
                let (a, b) = (group.row.text, next.text);
                group.conflict |= a != 0 && b != 0;
                let (a_digest, b_digest) = (self.g.texts.digest(self.s.db, a)?, self.g.texts.digest(self.s.db, b)?);
                group.row.text = if a == 0 || (b != 0 && b_digest < a_digest) { b } else { a };
            }
            group.stated += 1;
            group.end += 1;
        }
        Ok(Some(group))
    }

    fn digest(&mut self, key: StoredKey, traversable: Option<bool>, text: u32) -> Outcome<Digest> {
        let (from, to, kind, source, _) = key;
        let shared = match self.kinds.get(&(source, kind, traversable)) {
            Some(&digest) => digest,
            None => {
                let (word, level) = match self.g.relation_kinds.word(kind) {
                    Some((word, level)) => (&**word, level.as_deref()),
                    None => ("", None),
                };
                let digest = digest::of_relation_kind(self.s.source_name(source)?, word, level, traversable);
                self.kinds.insert((source, kind, traversable), digest);
                digest
            }
        };
        let text = self.g.texts.digest(self.s.db, text)?;
        let (from, to) = (self.digests.of(&self.g.keys, from), self.digests.of(&self.g.keys, to));
        Ok(digest::of_relation(shared, from, to, text))
    }

    fn apply(&mut self, rows: &[RelationRow], plan: &Plan) -> Outcome<()> {
        let s = self.s;
        let mut close = s.db.prepare(
            "UPDATE relation SET until = ?7
             WHERE from_node = ?1 AND to_node = ?2 AND kind = ?3 AND source = ?4 AND ends = ?5 AND since = ?6",
        )?;
        for (done, &((from, to, kind, source, ends), since)) in plan.close.iter().enumerate() {
            s.pace("closing", done, done, plan.close.len())?;
            close.execute(params![from, to, kind, source, ends, since, s.revision])?;
        }
        let mut move_evidence = s.db.prepare(
            "UPDATE relation SET list = ?7, record = ?8, line = ?9, stated = ?10, also = ?11
             WHERE from_node = ?1 AND to_node = ?2 AND kind = ?3 AND source = ?4 AND ends = ?5 AND since = ?6",
        )?;
        for (done, &(at, since)) in plan.evidence.iter().enumerate() {
            s.pace("evidence", done, done, plan.evidence.len())?;
            let Some(Group { row, end, stated, .. }) = self.group(rows, at as usize)? else { continue };
            move_evidence.execute(params![
                s.stored[row.from as usize],
                s.stored[row.to as usize],
                row.kind,
                row.source,
                row.ends,
                since,
                row.spot.list,
                row.spot.record,
                row.spot.line,
                stated,
                also(&rows[at as usize..end]),
            ])?;
        }
        let bulk = plan.insert.len() > BULK && plan.insert.len() > plan.standing;
        if bulk {
            s.db.execute_batch("DROP INDEX relation_to")?;
        }
        let mut insert = s.db.prepare(
            "INSERT INTO relation(from_node, to_node, kind, source, ends, since, list, record, line, stated,
               also, traversable, text)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        for (done, &at) in plan.insert.iter().enumerate() {
            s.pace("writing", done, done, plan.insert.len())?;
            let Some(group) = self.group(rows, at as usize)? else { continue };
            let row = group.row;
            let came = self.digest(group.key(), row.traversable, row.text)?;
            self.change.sum = self.change.sum.wrapping_add(came);
            insert.execute(params![
                s.stored[row.from as usize],
                s.stored[row.to as usize],
                row.kind,
                row.source,
                row.ends,
                s.revision,
                row.spot.list,
                row.spot.record,
                row.spot.line,
                group.stated,
                also(&rows[at as usize..group.end]),
                row.traversable,
                (row.text != 0).then_some(row.text),
            ])?;
        }
        if bulk {
            super::commit::stop(s.watch)?;
            s.db.execute_batch(schema::RELATION_TO)?;
        }
        Ok(())
    }
}

/// Rows are fewer than keys can be numbered, so that a position fits.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn also(rows: &[RelationRow]) -> Option<String> {
    if rows.len() < 2 { None } else { write_spots(rows.iter().take(KEPT_EVIDENCE).skip(1).map(|r| r.spot)) }
}

fn same_fact(old: &Standing, new: &RelationRow) -> bool {
    (old.traversable, old.text) == (new.traversable, new.text)
}

fn same_evidence(old: &Standing, new: &Group, rows: &[RelationRow]) -> bool {
    old.spot == new.row.spot && old.stated == new.stated && old.also == also(rows)
}
