//! The one text that stands for a key in parameters, answers and shared databases.

use atlas_model::NodeKey;

/// The text that stands for a key: the namespace, a colon, the id. Colons and backslashes in the
/// namespace are marked by a backslash.
#[must_use]
pub fn key_text(key: &NodeKey) -> String {
    write_key(&key.namespace, &key.id)
}

/// The key that a text stands for; `None` where it is no text of a key.
#[must_use]
pub fn key_of(text: &str) -> Option<NodeKey> {
    let (namespace, id) = read_key(text)?;
    Some(NodeKey { namespace: namespace.into(), id: id.into() })
}

/// The one text that stands for a key: the first colon that no backslash precedes ends the namespace.
pub(crate) fn write_key(namespace: &str, id: &str) -> String {
    let mut text = String::with_capacity(namespace.len() + id.len() + 1);
    for c in namespace.chars() {
        if c == ':' || c == '\\' {
            text.push('\\');
        }
        text.push(c);
    }
    text.push(':');
    text.push_str(id);
    text
}

/// The inverse of [`write_key`].
pub(crate) fn read_key(text: &str) -> Option<(String, &str)> {
    let mut namespace = String::new();
    let mut letters = text.char_indices();
    while let Some((at, c)) = letters.next() {
        match c {
            ':' => return Some((namespace, &text[at + 1..])),
            '\\' => namespace.push(letters.next()?.1),
            c => namespace.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_and_never_clash() {
        let keys = [("", "a:b"), ("a", "b"), ("a:b", "c"), ("a", "b:c"), ("a\\", ":b"), ("", ""), ("?User", "Bob")];
        for (namespace, id) in keys {
            assert_eq!(read_key(&write_key(namespace, id)), Some((namespace.to_owned(), id)), "{namespace:?} {id:?}");
        }
        let texts: std::collections::BTreeSet<String> = keys.iter().map(|(n, i)| write_key(n, i)).collect();
        assert_eq!(texts.len(), keys.len(), "different keys have different texts");
    }
}
