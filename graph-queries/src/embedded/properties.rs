//! Properties as texts: one canonical JSON object text for equal properties.
//!
//! Keys are sorted, white space outside of texts is gone, and numbers stay as they were written,
//! so that nothing a file says is rounded.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// The object of no properties.
pub(crate) const NONE: &str = "{}";

/// Parsed one level deep; values as written.
pub(crate) type Object<'a> = BTreeMap<String, &'a RawValue>;

/// Read an object text; `None` where it is none.
pub(crate) fn parse(text: &str) -> Option<Object<'_>> {
    serde_json::from_str(text).ok()
}

/// The canonical text. Each key is shown to `each_key` in order. A text that is no object stays as it is.
pub(crate) fn canonical<'a>(text: &'a str, mut each_key: impl FnMut(&str)) -> Cow<'a, str> {
    let Some(object) = parse(text) else { return Cow::Borrowed(text) };
    for key in object.keys() {
        each_key(key);
    }
    let canonical = write(object.iter().map(|(k, v)| (k.as_str(), v.get())));
    if canonical == text { Cow::Borrowed(text) } else { Cow::Owned(canonical) }
}

/// An object text of keys and values, in the order given.
pub(crate) fn write<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::from("{");
    for (key, value) in pairs {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&quote(key));
        text.push(':');
        compact_into(&mut text, value);
    }
    text.push('}');
    text
}

/// A JSON text.
pub(crate) fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Copy a JSON value without white space outside of texts.
fn compact_into(out: &mut String, value: &str) {
    if !value.bytes().any(|b| b.is_ascii_whitespace()) {
        return out.push_str(value);
    }
    let (mut in_text, mut escaped) = (false, false);
    for c in value.chars() {
        if in_text {
            (in_text, escaped) = (escaped || c != '"', !escaped && c == '\\');
        } else if c.is_ascii_whitespace() {
            continue;
        } else {
            in_text = c == '"';
        }
        out.push(c);
    }
}

/// Several objects as one; of a key that stands in several the first value stays. Also the keys
/// whose values differ, sorted. Texts that are no objects count as empty.
pub(crate) fn merge(texts: &[&str]) -> (String, Vec<Box<str>>) {
    let mut merged: BTreeMap<String, String> = BTreeMap::new();
    let mut conflicts = std::collections::BTreeSet::new();
    for object in texts.iter().filter_map(|t| parse(t)) {
        for (key, value) in object {
            let mut compact = String::new();
            compact_into(&mut compact, value.get());
            match merged.get(&key) {
                None => {
                    merged.insert(key, compact);
                }
                Some(first) if *first != compact => {
                    conflicts.insert(key.into_boxed_str());
                }
                Some(_) => {}
            }
        }
    }
    (write(merged.iter().map(|(k, v)| (k.as_str(), v.as_str()))), conflicts.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_properties_have_one_text() {
        let mut keys = Vec::new();
        let text = canonical("{ \"b\" : [1, 2.50], \"a\":\"x  \\\" y\" }", |k| keys.push(k.to_owned()));
        assert_eq!(text, r#"{"a":"x  \" y","b":[1,2.50]}"#, "keys sorted, texts and numbers as written");
        assert_eq!(keys, ["a", "b"], "every key is shown");
        assert!(matches!(canonical(&text, |_| ()), Cow::Borrowed(_)), "a canonical text is not copied");
    }

    #[test]
    fn of_conflicting_values_the_first_stays() {
        let (text, conflicts) = merge(&[r#"{"a":1}"#, r#"{"a":2,"b":3}"#, r#"{"b":3}"#]);
        assert_eq!(text, r#"{"a":1,"b":3}"#, "first value of a, b united");
        assert_eq!(conflicts, ["a".into()], "b agrees, a does not");
    }
}
