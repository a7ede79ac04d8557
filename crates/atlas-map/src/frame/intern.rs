//! Texts and picks, each stored once.

use std::collections::HashMap;

use super::{Section, fit, section, u32s};
use crate::Pick;

/// Gives each different text and pick its number, in the order met.
pub(super) struct Interner {
    texts: Vec<Box<str>>,
    text_numbers: HashMap<Box<str>, u32>,
    pick_codes: Vec<u8>,
    pick_starts: Vec<u32>,
    pick_parts: Vec<u32>,
    pick_numbers: HashMap<(u8, Vec<u32>), u32>,
}

impl Default for Interner {
    fn default() -> Self {
        let mut new = Self {
            texts: Vec::new(),
            text_numbers: HashMap::new(),
            pick_codes: Vec::new(),
            pick_starts: vec![0],
            pick_parts: Vec::new(),
            pick_numbers: HashMap::new(),
        };
        new.text("");
        new.pick(&Pick::None);
        new
    }
}

impl Interner {
    /// The number of a text.
    pub(super) fn text(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.text_numbers.get(text) {
            return number;
        }
        let number = fit(self.texts.len());
        self.texts.push(text.into());
        self.text_numbers.insert(text.into(), number);
        number
    }

    /// The number of a pick.
    pub(super) fn pick(&mut self, pick: &Pick) -> u32 {
        let (code, parts): (u8, Vec<&str>) = match pick {
            Pick::None => (0, Vec::new()),
            Pick::Node(n) => (1, vec![&n.namespace, &n.id]),
            Pick::Nodes(all) => (2, all.iter().flat_map(|n| [&*n.namespace, &*n.id]).collect()),
            Pick::Group(id) => (3, vec![id]),
            Pick::Step(a, b) => (4, vec![&a.namespace, &a.id, &b.namespace, &b.id]),
            Pick::Ribbon(group, n) => (5, vec![group, &n.namespace, &n.id]),
            Pick::Row(place) => (6, vec![place]),
        };
        let parts: Vec<u32> = parts.into_iter().map(|t| self.text(t)).collect();
        let next = fit(self.pick_codes.len());
        let (codes, starts, all) = (&mut self.pick_codes, &mut self.pick_starts, &mut self.pick_parts);
        *self.pick_numbers.entry((code, parts)).or_insert_with_key(|(code, parts)| {
            codes.push(*code);
            all.extend(parts);
            starts.push(fit(all.len()));
            next
        })
    }

    /// The columns of both lists.
    pub(super) fn sections(self) -> Vec<Section> {
        let mut starts = vec![0];
        let mut end = 0;
        for text in &self.texts {
            end += text.len();
            starts.push(fit(end));
        }
        let bytes = self.texts.iter().flat_map(|t| t.bytes()).map(|b| [b]);
        vec![
            u32s(0x0101, starts),
            section(0x0102, bytes),
            section(0x0201, self.pick_codes.iter().map(|&c| [c])),
            u32s(0x0202, self.pick_starts),
            u32s(0x0203, self.pick_parts),
        ]
    }
}
