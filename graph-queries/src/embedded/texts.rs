//! Property texts, each kept once: read from the importer, written to the database at once, known
//! in memory by 16 bytes of digest only.

use std::collections::HashMap;

use hashbrown::HashTable;
use rusqlite::{Connection, params};

use super::digest::{self, Digest};
use super::fault::{Fault, Outcome};
use super::properties;
use crate::StoreError;

/// Texts up to this length are remembered as they were written, which spares parsing them again ...
const SHORT: usize = 256;
/// ... up to so many.
const SHORT_TEXTS: usize = 1 << 14;

/// Every property text of the workspace by content. Id 0 is the text without properties; ids are
/// dense, `digests[id - 1]` belongs to `id`.
#[derive(Default)]
pub(super) struct PropertyTexts {
    digests: Vec<Digest>,
    by_digest: HashTable<u32>,
    short: HashMap<Box<str>, u32>,
    loaded: bool,
}

impl PropertyTexts {
    /// The id of a text, written to the database where it is new; `each_key` sees its keys.
    pub(super) fn intern(&mut self, db: &Connection, raw: &str, each_key: impl FnMut(&str)) -> Outcome<u32> {
        if raw == properties::NONE || raw.is_empty() {
            return Ok(0);
        }
        let text = properties::canonical(raw, each_key);
        if text == properties::NONE { Ok(0) } else { self.intern_canonical(db, &text) }
    }

    /// As [`Self::intern`] for a text whose keys nobody asks for.
    pub(super) fn intern_quietly(&mut self, db: &Connection, raw: &str) -> Outcome<u32> {
        if raw == properties::NONE || raw.is_empty() {
            return Ok(0);
        }
        if let Some(&id) = self.short.get(raw) {
            return Ok(id);
        }
        let id = self.intern(db, raw, |_| ())?;
        if raw.len() <= SHORT && self.short.len() < SHORT_TEXTS {
            self.short.insert(raw.into(), id);
        }
        Ok(id)
    }

    fn intern_canonical(&mut self, db: &Connection, text: &str) -> Outcome<u32> {
        self.load(db)?;
        let digest = digest::of_text(text);
        // A digest is already as good as random; its low bits are its hash.
        let digests = &mut self.digests;
        let known = self.by_digest.find(digest as u64, |&id| digests[id as usize - 1] == digest);
        if let Some(&id) = known {
            return Ok(id);
        }
        let id = u32::try_from(digests.len() + 1).map_err(|_| StoreError::TooLarge { what: "property texts" })?;
        db.prepare_cached("INSERT INTO text(id, digest, body) VALUES(?1, ?2, ?3)")?.execute(params![
            id,
            digest.to_be_bytes(),
            text
        ])?;
        digests.push(digest);
        self.by_digest.insert_unique(digest as u64, id, |&id| digests[id as usize - 1] as u64);
        Ok(id)
    }

    /// The digest of a text, 0 for id 0.
    pub(super) fn digest(&mut self, db: &Connection, id: u32) -> Outcome<Digest> {
        if id == 0 {
            return Ok(0);
        }
        self.load(db)?;
        let digest = self.digests.get(id as usize - 1);
        digest.copied().ok_or_else(|| Fault::Damaged(format!("property text {id} is missing")))
    }

    /// Read the digests of what stood before, once, and only where an import has properties at all.
    fn load(&mut self, db: &Connection) -> Outcome<()> {
        if self.loaded {
            return Ok(());
        }
        self.loaded = true;
        let mut statement = db.prepare("SELECT id, digest FROM text ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let digest = Digest::from_be_bytes(row.get(1)?);
            self.digests.push(digest);
            let id: u32 = row.get(0)?;
            if id as usize != self.digests.len() {
                return Err(Fault::Damaged(format!("property text {id} is out of order")));
            }
        }
        let digests = &self.digests;
        self.by_digest.reserve(digests.len(), |&id| digests[id as usize - 1] as u64);
        for (id, digest) in (1..).zip(digests) {
            self.by_digest.insert_unique(*digest as u64, id, |&id| digests[id as usize - 1] as u64);
        }
        Ok(())
    }
}

/// The body of a text; the empty object for id 0.
pub(super) fn body(db: &Connection, id: u32) -> Outcome<String> {
    if id == 0 {
        return Ok(properties::NONE.to_owned());
    }
    Ok(db.prepare_cached("SELECT body FROM text WHERE id = ?1")?.query_row([id], |r| r.get(0))?)
}
