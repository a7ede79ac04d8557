//! Digests of facts and of revisions.
//!
//! The id of a revision is the sum, modulo 2^128, of the digests of its facts, so that the order
//! of the input does not matter and an import only adds what came and subtracts what went. A
//! digest is the first half of SHA-256 over parts that each carry their length. Where a fact
//! stands in a file is evidence and no part of it.

use atlas_model::Hints;
use sha2::{Digest as _, Sha256};

/// First half of a SHA-256, or a sum of such.
pub(crate) type Digest = u128;

/// Hashes parts so that no two lists of parts look alike.
#[derive(Default)]
pub(crate) struct Parts(Sha256);

impl Parts {
    pub(crate) fn text(mut self, part: &str) -> Self {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part.as_bytes());
        self
    }

    pub(crate) fn digest(mut self, part: Digest) -> Self {
        self.0.update(part.to_be_bytes());
        self
    }

    pub(crate) fn number(mut self, part: u32) -> Self {
        self.0.update(part.to_be_bytes());
        self
    }

    pub(crate) fn byte(mut self, part: u8) -> Self {
        self.0.update([part]);
        self
    }

    pub(crate) fn end(self) -> Digest {
        first_half(&self.0.finalize().into())
    }
}

fn first_half(hash: &[u8; 32]) -> Digest {
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    Digest::from_be_bytes(half)
}

/// Of a text on its own.
pub(crate) fn of_text(text: &str) -> Digest {
    first_half(&Sha256::digest(text.as_bytes()).into())
}

/// Of a key.
pub(crate) fn of_key(namespace: &str, id: &str) -> Digest {
    Parts::default().text("key").text(namespace).text(id).end()
}

/// Of what the relations of one source, kind, level and stated traversability share.
pub(crate) fn of_relation_kind(source: &str, kind: &str, level: Option<&str>, traversable: Option<bool>) -> Digest {
    let parts = Parts::default().text("relation").text(source).text(kind);
    let parts = match level {
        Some(level) => parts.byte(1).text(level),
        None => parts.byte(0),
    };
    parts.byte(traversable.map_or(2, u8::from)).end()
}

/// Of a relation. `text` is the digest of its properties, 0 where there are none.
/// Without properties this is a single block of SHA-256.
pub(crate) fn of_relation(kind: Digest, from: Digest, to: Digest, text: Digest) -> Digest {
    let parts = Parts::default().digest(kind).digest(from).digest(to);
    if text == 0 { parts.end() } else { parts.digest(text).end() }
}

/// Of what a source says about a node.
pub(crate) fn of_node(source: &str, key: Digest, kinds: &str, name: &str, hints: Hints, text: Digest) -> Digest {
    let Hints { class, lifecycle, tier, enabled } = hints;
    Parts::default()
        .text("node")
        .text(source)
        .digest(key)
        .text(kinds)
        .text(name)
        .text(class.map_or("", |c| c.word()))
        .text(lifecycle.map_or("", |l| l.word()))
        .byte(tier.map_or(u8::MAX, |t| t))
        .byte(enabled.map_or(2, u8::from))
        .digest(text)
        .end()
}

/// 32 hexadecimal digits.
pub(crate) fn hex(digest: Digest) -> String {
    format!("{digest:032x}")
}

/// The sum that an id of a revision stands for.
pub(crate) fn from_hex(text: &str) -> Option<Digest> {
    Digest::from_str_radix(text, 16).ok()
}
