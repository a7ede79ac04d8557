//! The log: a chain in which every record holds a hash over the one before.

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::fault::Outcome;
use crate::LogRecord;

/// What the first record follows.
const START: [u8; 32] = [0; 32];

fn follow(previous: &[u8; 32], text: &str) -> [u8; 32] {
    Sha256::new().chain_update(previous).chain_update(text.as_bytes()).finalize().into()
}

fn hex(hash: &[u8]) -> Box<str> {
    hash.iter().map(|b| format!("{b:02x}")).collect::<String>().into()
}

/// Append records in one transaction.
pub(super) fn append(db: &mut Connection, texts: &[&str]) -> Outcome<Vec<LogRecord>> {
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let mut number: u64 = 0;
    let mut hash = START;
    {
        let mut statement = transaction.prepare("SELECT number, hash FROM log ORDER BY number DESC LIMIT 1")?;
        let mut rows = statement.query([])?;
        if let Some(row) = rows.next()? {
            number = row.get::<_, u32>(0)?.into();
            hash = row.get(1)?;
        }
    }
    let mut appended = Vec::with_capacity(texts.len());
    for text in texts {
        number += 1;
        hash = follow(&hash, text);
        transaction.execute(
            "INSERT INTO log(number, body, hash) VALUES(?1, ?2, ?3)",
            params![i64::try_from(number).unwrap_or(i64::MAX), text, hash],
        )?;
        appended.push(LogRecord { number, text: (*text).into(), hash: hex(&hash) });
    }
    transaction.commit()?;
    Ok(appended)
}

/// The log, oldest first.
pub(super) fn all(db: &Connection) -> Outcome<Vec<LogRecord>> {
    let mut statement = db.prepare("SELECT number, body, hash FROM log ORDER BY number")?;
    let rows = statement.query_map([], |r| {
        Ok(LogRecord {
            number: r.get::<_, u32>(0)?.into(),
            text: r.get::<_, String>(1)?.into(),
            hash: hex(&r.get::<_, Vec<u8>>(2)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The first record that does not follow from the one before.
pub(super) fn verify(db: &Connection) -> Outcome<Option<u64>> {
    let mut hash = START;
    for (expected, record) in (1..).zip(all(db)?) {
        hash = follow(&hash, &record.text);
        if record.number != expected || record.hash != hex(&hash) {
            return Ok(Some(record.number));
        }
    }
    Ok(None)
}
