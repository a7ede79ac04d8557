//! [`Loose`]: a JSON value that should have been a text and may be anything.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// A value of any type; only what can serve as a text is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Loose<'a> {
    /// The key is not there.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// A string.
    Text(Cow<'a, str>),
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// A list whose elements all are texts, or all numbers, or all booleans.
    Flat,
    /// An object, or a list of anything else.
    Nested,
}

impl Loose<'_> {
    /// What it is, for a reason.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Null => "null",
            Self::Text(t) if t.trim().is_empty() => "empty",
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Flat => "a list",
            Self::Nested => "an object or a mixed list",
        }
    }

    /// Whether both are texts, or numbers, or booleans.
    fn is_alike(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Text(_), Self::Text(_)) | (Self::Number(_), Self::Number(_)) | (Self::Bool(_), Self::Bool(_))
        )
    }
}

/// The methods of a [`Visitor`] over `'de` for everything that is neither list nor object: each
/// hands a [`Loose`] to `$take`.
macro_rules! visit_scalars {
    ($de:lifetime, $take:expr) => {
        fn visit_borrowed_str<E>(self, v: &$de str) -> Result<Self::Value, E> {
            Ok($take($crate::json::Loose::Text(v.into())))
        }
        fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
            Ok($take($crate::json::Loose::Text(v.to_owned().into())))
        }
        fn visit_bool<E>(self, v: bool) -> Result<Self::Value, E> {
            Ok($take($crate::json::Loose::Bool(v)))
        }
        fn visit_u64<E>(self, v: u64) -> Result<Self::Value, E> {
            Ok($take($crate::json::Loose::Number(v.into())))
        }
        fn visit_i64<E>(self, v: i64) -> Result<Self::Value, E> {
            Ok($take($crate::json::Loose::Number(v.into())))
        }
        fn visit_f64<E>(self, v: f64) -> Result<Self::Value, E> {
            let number = serde_json::Number::from_f64(v);
            Ok($take(number.map_or($crate::json::Loose::Null, $crate::json::Loose::Number)))
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($take($crate::json::Loose::Null))
        }
    };
}
pub(crate) use visit_scalars;

impl<'de> Deserialize<'de> for Loose<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Loose<'de>;

    visit_scalars!('de, |value| value);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let Some(Element(first)) = list.next_element()? else {
            return Ok(Loose::Flat);
        };
        let mut is_flat = first.is_alike(&first);
        while let Some(Element(value)) = list.next_element()? {
            is_flat &= first.is_alike(&value);
        }
        Ok(if is_flat { Loose::Flat } else { Loose::Nested })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        pass_map(map).map(|()| Loose::Nested)
    }
}

/// An element of a list. What it holds is passed over, so that depth costs no stack.
struct Element<'a>(Loose<'a>);

impl<'de> Deserialize<'de> for Element<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Shallow(PhantomData))
    }
}

struct Shallow<'a>(PhantomData<&'a str>);

impl<'de> Visitor<'de> for Shallow<'de> {
    type Value = Element<'de>;

    visit_scalars!('de, Element);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        pass_list(list).map(|()| Element(Loose::Nested))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        pass_map(map).map(|()| Element(Loose::Nested))
    }
}

/// Pass over the rest of a list without recursion.
pub(crate) fn pass_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Pass over the rest of an object without recursion.
pub(crate) fn pass_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_flat_only_if_all_their_elements_are_alike() {
        let noun = |json: &str| serde_json::from_str::<Loose<'_>>(json).unwrap().noun();
        for flat in ["[]", "[1,2.5,-3]", "[\"a\",\"\\n\"]", "[true,false]"] {
            assert_eq!(noun(flat), "a list", "{flat}");
        }
        for nested in ["[1,\"a\"]", "[null]", "[[1]]", "[{}]", "{}", "[1,[2]]"] {
            assert_eq!(noun(nested), "an object or a mixed list", "{nested}");
        }
    }
}
