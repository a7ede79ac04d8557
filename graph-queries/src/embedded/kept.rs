//! What people add to a workspace: tiers, kinds, views, settings. It hangs on keys and names, and no
//! import touches it.

use atlas_model::{NodeKey, Profile};
use rusqlite::{Connection, OptionalExtension, params};

use super::fault::Outcome;
use super::profile_text;
use crate::{NamedText, TierByHand};

pub(super) fn tiers(db: &Connection) -> Outcome<Vec<TierByHand>> {
    let mut statement = db.prepare("SELECT namespace, key, tier, reason, at FROM tier ORDER BY namespace, key")?;
    let rows = statement.query_map([], |r| {
        let text = |at: usize| r.get::<_, String>(at).map(String::into_boxed_str);
        Ok(TierByHand {
            key: NodeKey { namespace: text(0)?, id: text(1)? },
            tier: r.get(2)?,
            reason: text(3)?,
            at: text(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn set_tiers(db: &mut Connection, tiers: &[TierByHand]) -> Outcome<()> {
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for tier in tiers {
        transaction.execute(
            "INSERT INTO tier(namespace, key, tier, reason, at) VALUES(?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET tier = excluded.tier, reason = excluded.reason, at = excluded.at",
            params![tier.key.namespace, tier.key.id, tier.tier, tier.reason, tier.at],
        )?;
    }
    transaction.commit()?;
    Ok(())
}

pub(super) fn clear_tiers(db: &mut Connection, keys: &[NodeKey]) -> Outcome<usize> {
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let mut cleared = 0;
    for key in keys {
        cleared += transaction
            .execute("DELETE FROM tier WHERE namespace = ?1 AND key = ?2", params![key.namespace, key.id])?;
    }
    transaction.commit()?;
    Ok(cleared)
}

pub(super) fn profile_text(db: &Connection) -> Outcome<Option<Box<str>>> {
    let mut statement = db.prepare_cached("SELECT body FROM profile")?;
    Ok(statement.query_row([], |r| r.get::<_, String>(0)).optional()?.map(Into::into))
}

pub(super) fn set_profile_text(db: &Connection, text: Option<&str>) -> Outcome<()> {
    match text {
        Some(text) => db.execute("INSERT OR REPLACE INTO profile(one, body) VALUES(1, ?1)", params![text])?,
        None => db.execute("DELETE FROM profile", [])?,
    };
    Ok(())
}

pub(super) fn file_profile(db: &Connection) -> Outcome<Profile> {
    let mut profile = Profile::default();
    let mut statement = db.prepare("SELECT body FROM file_profile ORDER BY revision, position")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        profile_text::read_into(&mut profile, &row.get::<_, String>(0)?);
    }
    Ok(profile)
}

pub(super) fn views(db: &Connection) -> Outcome<Vec<NamedText>> {
    let mut statement = db.prepare("SELECT name, body FROM view ORDER BY name")?;
    let rows = statement.query_map([], |r| Ok((r.get::<_, String>(0)?.into(), r.get::<_, String>(1)?.into())))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn set_view(db: &Connection, name: &str, text: Option<&str>) -> Outcome<()> {
    match text {
        Some(text) => db.execute("INSERT OR REPLACE INTO view(name, body) VALUES(?1, ?2)", params![name, text])?,
        None => db.execute("DELETE FROM view WHERE name = ?1", params![name])?,
    };
    Ok(())
}

pub(super) fn setting(db: &Connection, name: &str) -> Outcome<Option<Box<str>>> {
    let mut statement = db.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([name], |r| r.get::<_, String>(0)).optional()?.map(Into::into))
}

pub(super) fn set_setting(db: &Connection, name: &str, value: Option<&str>) -> Outcome<()> {
    match value {
        Some(value) => {
            db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?1, ?2)", params![name, value])?
        }
        None => db.execute("DELETE FROM setting WHERE name = ?1", params![name])?,
    };
    Ok(())
}
