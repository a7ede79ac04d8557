//! Every node key of a workspace and of the import under way, as a small number.

use std::collections::HashMap;

use atlas_graph::Texts;
use atlas_model::NodeKey;
use hashbrown::{DefaultHashBuilder, HashTable};
use rusqlite::{Connection, params};
use std::hash::BuildHasher;

use super::fault::{Fault, Outcome};
use crate::StoreError;

/// `Texts` counts bytes in 32 bits.
const MOST_BYTES: usize = u32::MAX as usize;

/// Keys by number, from 0. The first `stored` of them stand in the database under number + 1.
#[derive(Default)]
pub(super) struct Keys {
    namespaces: Vec<Box<str>>,
    stored_namespaces: usize,
    namespace: Vec<u16>,
    ids: Texts,
    stored: usize,
    by_key: HashTable<u32>,
    /// Ids as a file wrote them whose key reads otherwise: folded, or unique and so without namespace.
    written: HashMap<u16, HashMap<Box<str>, u32>>,
    hasher: DefaultHashBuilder,
}

impl Keys {
    /// All keys of the workspace. O(nodes).
    pub(super) fn load(db: &Connection) -> Outcome<Self> {
        let mut keys = Self::default();
        let mut statement = db.prepare("SELECT id, name FROM namespace ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(1)?;
            let at = keys.namespace(&name)?;
            expect_dense("namespace", row.get(0)?, at.into())?;
        }
        keys.stored_namespaces = keys.namespaces.len();
        let mut statement = db.prepare("SELECT id, namespace, key FROM node ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let namespace: u16 = row.get(1)?;
            if namespace == 0 || namespace as usize > keys.namespaces.len() {
                return Err(Fault::Damaged(format!("namespace {namespace} is missing")));
            }
            let at = keys.insert(namespace - 1, row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
            expect_dense("node", row.get(0)?, at)?;
        }
        keys.stored = keys.len();
        Ok(keys)
    }

    /// How many keys.
    pub(super) fn len(&self) -> usize {
        self.namespace.len()
    }

    /// How many of them stand in the database.
    pub(super) fn stored(&self) -> usize {
        self.stored
    }

    /// The number of a namespace.
    pub(super) fn namespace(&mut self, name: &str) -> Outcome<u16> {
        if let Some(at) = self.namespaces.iter().position(|n| &**n == name) {
            return Ok(u16::try_from(at).unwrap_or(u16::MAX));
        }
        let at = u16::try_from(self.namespaces.len()).map_err(|_| StoreError::TooLarge { what: "sources" })?;
        self.namespaces.push(name.into());
        Ok(at)
    }

    /// The number of the node that a file names so in a namespace.
    pub(super) fn number(&mut self, namespace: u16, id: &str, folds_case: bool) -> Outcome<u32> {
        let folds = folds_case && id.bytes().any(|b| b.is_ascii_lowercase());
        if !folds && let Some(at) = self.find(namespace, id) {
            return Ok(at);
        }
        if let Some(&at) = self.written.get(&namespace).and_then(|ids| ids.get(id)) {
            return Ok(at);
        }
        let name = &self.namespaces[namespace as usize];
        let key = if folds { NodeKey::new(name, &id.to_ascii_uppercase()) } else { NodeKey::new(name, id) };
        let reads_otherwise = *key.id != *id || *key.namespace != **name;
        let at = self.number_of(&key)?;
        if reads_otherwise {
            self.written.entry(namespace).or_default().insert(id.into(), at);
        }
        Ok(at)
    }

    /// The number of a key.
    pub(super) fn number_of(&mut self, key: &NodeKey) -> Outcome<u32> {
        let namespace = self.namespace(&key.namespace)?;
        match self.find(namespace, &key.id) {
            Some(at) => Ok(at),
            None => self.insert(namespace, &key.id),
        }
    }

    fn hash(&self, namespace: u16, id: &str) -> u64 {
        self.hasher.hash_one((namespace, id))
    }

    fn find(&self, namespace: u16, id: &str) -> Option<u32> {
        let same = |&at: &u32| self.namespace[at as usize] == namespace && self.ids.get(at as usize) == id;
        self.by_key.find(self.hash(namespace, id), same).copied()
    }

    fn insert(&mut self, namespace: u16, id: &str) -> Outcome<u32> {
        let at = u32::try_from(self.len()).map_err(|_| StoreError::TooLarge { what: "nodes" })?;
        if self.ids.size() + id.len() > MOST_BYTES {
            return Err(StoreError::TooLarge { what: "bytes of node ids" }.into());
        }
        let hash = self.hash(namespace, id);
        self.namespace.push(namespace);
        self.ids.push(id);
        let (namespaces, ids, hasher) = (&self.namespace, &self.ids, &self.hasher);
        self.by_key.insert_unique(hash, at, |&at| hasher.hash_one((namespaces[at as usize], ids.get(at as usize))));
        Ok(at)
    }

    /// The native id of a node.
    pub(super) fn id(&self, at: u32) -> &str {
        self.ids.get(at as usize)
    }

    /// The namespace of a node.
    pub(super) fn namespace_of(&self, at: u32) -> &str {
        &self.namespaces[self.namespace[at as usize] as usize]
    }

    /// The namespace of a node, by number.
    pub(super) fn namespace_number(&self, at: u32) -> u16 {
        self.namespace[at as usize]
    }

    /// Write the new namespaces, and those new keys that are `used`; the database id of every key,
    /// 0 for new keys that are not used.
    pub(super) fn store(&self, db: &Connection, used: &[bool]) -> Outcome<Vec<u32>> {
        let mut statement = db.prepare("INSERT INTO namespace(id, name) VALUES(?1, ?2)")?;
        for (id, name) in (1u32..).zip(&self.namespaces).skip(self.stored_namespaces) {
            statement.execute(params![id, name])?;
        }
        let mut stored: Vec<u32> = (1..).take(self.stored).collect();
        let mut next = u32::try_from(stored.len()).unwrap_or(u32::MAX).saturating_add(1);
        let mut statement = db.prepare("INSERT INTO node(id, namespace, key) VALUES(?1, ?2, ?3)")?;
        for (at, &is_used) in used.iter().enumerate().skip(self.stored) {
            if is_used {
                statement.execute(params![next, self.namespace[at] + 1, self.ids.get(at)])?;
            }
            stored.push(if is_used { next } else { 0 });
            next += u32::from(is_used);
        }
        Ok(stored)
    }
}

fn expect_dense(what: &str, id: u32, at: u32) -> Outcome<()> {
    if id == at + 1 { Ok(()) } else { Err(Fault::Damaged(format!("{what} {id} is out of order"))) }
}
