//! Words that many facts share, each once: lists of kinds, relation kinds with their levels, lists
//! of files. New words go to the database as they are met.

use std::collections::HashMap;

use atlas_model::Section;
use rusqlite::{Connection, params};

use super::fault::Outcome;

/// Lists of kinds as JSON texts.
#[derive(Default)]
pub(super) struct KindLists {
    ids: HashMap<Box<str>, u32>,
    texts: HashMap<u32, Box<str>>,
}

impl KindLists {
    pub(super) fn load(db: &Connection) -> Outcome<Self> {
        let mut lists = Self::default();
        let mut statement = db.prepare("SELECT id, kinds FROM kind_list")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            lists.remember(row.get(0)?, &row.get::<_, String>(1)?);
        }
        Ok(lists)
    }

    fn remember(&mut self, id: u32, text: &str) {
        self.ids.insert(text.into(), id);
        self.texts.insert(id, text.into());
    }

    /// The id of a list. A kind that is said twice counts once, where it stands first.
    pub(super) fn intern(&mut self, db: &Connection, kinds: &[&str]) -> Outcome<u32> {
        let first = |(at, kind): &(usize, &&str)| !kinds[..*at].contains(kind);
        let kinds: Vec<&str> = kinds.iter().enumerate().filter(first).map(|(_, kind)| *kind).collect();
        let text = serde_json::Value::from(kinds).to_string();
        if let Some(&id) = self.ids.get(text.as_str()) {
            return Ok(id);
        }
        let id = u32::try_from(self.ids.len() + 1).unwrap_or(u32::MAX);
        db.execute("INSERT INTO kind_list(id, kinds) VALUES(?1, ?2)", params![id, text])?;
        self.remember(id, &text);
        Ok(id)
    }

    /// The JSON text of a list.
    pub(super) fn text(&self, id: u32) -> &str {
        self.texts.get(&id).map_or("[]", |t| t)
    }

    /// The kinds of a list.
    pub(super) fn kinds(&self, id: u32) -> Vec<Box<str>> {
        read_kinds(self.text(id))
    }
}

/// The kinds in a JSON text; none where it does not read.
pub(super) fn read_kinds(text: &str) -> Vec<Box<str>> {
    serde_json::from_str::<Vec<String>>(text).unwrap_or_default().into_iter().map(String::into_boxed_str).collect()
}

/// A kind and perhaps a level.
pub(super) type RelationKind = (Box<str>, Option<Box<str>>);

/// Relation kinds with their levels.
#[derive(Default)]
pub(super) struct RelationKinds {
    plain: HashMap<Box<str>, u32>,
    levels: HashMap<Box<str>, HashMap<Box<str>, u32>>,
    words: Vec<(u32, RelationKind)>,
}

impl RelationKinds {
    pub(super) fn load(db: &Connection) -> Outcome<Self> {
        let mut kinds = Self::default();
        let mut statement = db.prepare("SELECT id, kind, level FROM relation_kind ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (kind, level): (String, Option<String>) = (row.get(1)?, row.get(2)?);
            kinds.remember(row.get(0)?, &kind, level.as_deref());
        }
        Ok(kinds)
    }

    fn remember(&mut self, id: u32, kind: &str, level: Option<&str>) {
        match level {
            None => self.plain.insert(kind.into(), id),
            Some(level) => self.levels.entry(kind.into()).or_default().insert(level.into(), id),
        };
        self.words.push((id, (kind.into(), level.map(Into::into))));
    }

    /// The id of a kind and level, if it was met before.
    pub(super) fn find(&self, kind: &str, level: Option<&str>) -> Option<u32> {
        match level {
            None => self.plain.get(kind).copied(),
            Some(level) => self.levels.get(kind)?.get(level).copied(),
        }
    }

    pub(super) fn intern(&mut self, db: &Connection, kind: &str, level: Option<&str>) -> Outcome<u32> {
        if let Some(id) = self.find(kind, level) {
            return Ok(id);
        }
        let id = self.words.last().map_or(1, |(id, _)| id + 1);
        db.execute("INSERT INTO relation_kind(id, kind, level) VALUES(?1, ?2, ?3)", params![id, kind, level])?;
        self.remember(id, kind, level);
        Ok(id)
    }

    /// The kind and level of an id.
    pub(super) fn word(&self, id: u32) -> Option<&RelationKind> {
        let at = self.words.binary_search_by_key(&id, |w| w.0).ok()?;
        Some(&self.words[at].1)
    }
}

/// Files and their sections, the places of evidence.
#[derive(Default)]
pub(super) struct Lists {
    ids: HashMap<(Box<str>, Section), u32>,
    words: HashMap<u32, (Box<str>, Section)>,
}

impl Lists {
    pub(super) fn load(db: &Connection) -> Outcome<Self> {
        let mut lists = Self::default();
        let mut statement = db.prepare("SELECT id, file, section FROM list")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let section: String = row.get(2)?;
            let section = Section::from_word(&section).unwrap_or(Section::Row);
            lists.remember(row.get(0)?, &row.get::<_, String>(1)?, section);
        }
        Ok(lists)
    }

    fn remember(&mut self, id: u32, file: &str, section: Section) {
        self.ids.insert((file.into(), section), id);
        self.words.insert(id, (file.into(), section));
    }

    pub(super) fn intern(&mut self, db: &Connection, file: &str, section: Section) -> Outcome<u32> {
        if let Some(&id) = self.ids.get(&(file.into(), section)) {
            return Ok(id);
        }
        let id = u32::try_from(self.ids.len() + 1).unwrap_or(u32::MAX);
        db.execute("INSERT INTO list(id, file, section) VALUES(?1, ?2, ?3)", params![id, file, section.word()])?;
        self.remember(id, file, section);
        Ok(id)
    }

    /// File and section of an id.
    pub(super) fn word(&self, id: u32) -> (&str, Section) {
        self.words.get(&id).map_or(("", Section::Row), |(file, section)| (file, *section))
    }

    /// Id -> rank in the order of file names and sections, which does not depend on the order of the input.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut order: Vec<(&(Box<str>, Section), u32)> = self.ids.iter().map(|(word, &id)| (word, id)).collect();
        order.sort_unstable();
        let mut ranks = vec![0; order.len() + 1];
        for (rank, (_, id)) in (0..).zip(order) {
            if let Some(slot) = ranks.get_mut(id as usize) {
                *slot = rank;
            }
        }
        ranks
    }
}
