//! The records of an OpenGraph payload as they arrive: every field may be missing or of any type.
//!
//! Texts borrow from the block they stand in; properties stay JSON text. What is wrong with a
//! record is judged later ([`super::node`], [`super::edge`]), so that it costs only itself.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::json::{Loose, pass_list, pass_map, visit_scalars};

/// An element of `nodes`.
#[derive(Debug, Default)]
pub(super) struct NodeRecord<'a> {
    /// What the element is, where it is no object.
    pub(super) instead: Option<&'static str>,
    pub(super) id: Loose<'a>,
    pub(super) kinds: Kinds<'a>,
    pub(super) properties: Option<&'a RawValue>,
    /// Has keys that the format does not know.
    pub(super) extra: bool,
}

/// The `kinds` of a node.
#[derive(Debug, Default)]
pub(super) struct Kinds<'a> {
    pub(super) list: Vec<Loose<'a>>,
    /// What stands there instead of a list.
    pub(super) instead: Option<&'static str>,
}

/// An element of `edges`.
#[derive(Debug, Default)]
pub(super) struct EdgeRecord<'a> {
    /// What the element is, where it is no object.
    pub(super) instead: Option<&'static str>,
    pub(super) kind: Loose<'a>,
    pub(super) start: EndRecord<'a>,
    pub(super) end: EndRecord<'a>,
    pub(super) properties: Option<&'a RawValue>,
    /// Has keys that the format does not know.
    pub(super) extra: bool,
}

/// The `start` or `end` of an edge.
#[derive(Debug, Default)]
pub(super) struct EndRecord<'a> {
    /// What stands there instead of an object; a text or number is taken as the id.
    pub(super) bare: Option<Loose<'a>>,
    pub(super) match_by: Loose<'a>,
    pub(super) value: Loose<'a>,
    pub(super) kind: Loose<'a>,
    pub(super) matchers: Option<Vec<MatcherRecord<'a>>>,
}

/// One of `property_matchers`.
#[derive(Debug, Default)]
pub(super) struct MatcherRecord<'a> {
    pub(super) key: Loose<'a>,
    pub(super) operator: Loose<'a>,
    pub(super) value: Loose<'a>,
}

/// Reads an object field by field, or says what stands there instead.
trait Fields<'a>: Default {
    type Field: for<'f> Deserialize<'f>;
    fn take<A: MapAccess<'a>>(&mut self, field: Self::Field, map: &mut A) -> Result<(), A::Error>;
    fn instead(value: Loose<'a>) -> Self;
}

struct Object<T>(PhantomData<T>);

impl<'a, T: Fields<'a>> Visitor<'a> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<T, A::Error> {
        let mut record = T::default();
        while let Some(field) = map.next_key()? {
            record.take(field, &mut map)?;
        }
        Ok(record)
    }

    visit_scalars!('a, T::instead);

    fn visit_seq<A: SeqAccess<'a>>(self, list: A) -> Result<T, A::Error> {
        pass_list(list).map(|()| T::instead(Loose::Flat))
    }
}

macro_rules! read_as_object {
    ($($name:ident),+) => {$(
        impl<'a> Deserialize<'a> for $name<'a> {
            fn deserialize<D: Deserializer<'a>>(json: D) -> Result<Self, D::Error> {
                json.deserialize_any(Object::<Self>(PhantomData))
            }
        }
    )+};
}
read_as_object!(NodeRecord, EdgeRecord, EndRecord, MatcherRecord);

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
pub(super) enum NodeField {
    Id,
    Kinds,
    Properties,
    #[serde(other)]
    Extra,
}

impl<'a> Fields<'a> for NodeRecord<'a> {
    type Field = NodeField;

    fn take<A: MapAccess<'a>>(&mut self, field: NodeField, map: &mut A) -> Result<(), A::Error> {
        match field {
            NodeField::Id => self.id = map.next_value()?,
            NodeField::Kinds => self.kinds = map.next_value()?,
            NodeField::Properties => self.properties = Some(map.next_value()?),
            NodeField::Extra => {
                map.next_value::<IgnoredAny>()?;
                self.extra = true;
            }
        }
        Ok(())
    }

    fn instead(value: Loose<'a>) -> Self {
        Self { instead: Some(value.noun()), ..Self::default() }
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
pub(super) enum EdgeField {
    Kind,
    Start,
    End,
    Properties,
    #[serde(other)]
    Extra,
}

impl<'a> Fields<'a> for EdgeRecord<'a> {
    type Field = EdgeField;

    fn take<A: MapAccess<'a>>(&mut self, field: EdgeField, map: &mut A) -> Result<(), A::Error> {
        match field {
            EdgeField::Kind => self.kind = map.next_value()?,
            EdgeField::Start => self.start = map.next_value()?,
            EdgeField::End => self.end = map.next_value()?,
            EdgeField::Properties => self.properties = Some(map.next_value()?),
            EdgeField::Extra => {
                map.next_value::<IgnoredAny>()?;
                self.extra = true;
            }
        }
        Ok(())
    }

    fn instead(value: Loose<'a>) -> Self {
        Self { instead: Some(value.noun()), ..Self::default() }
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
pub(super) enum EndField {
    MatchBy,
    Value,
    Kind,
    PropertyMatchers,
    #[serde(other)]
    Extra,
}

impl<'a> Fields<'a> for EndRecord<'a> {
    type Field = EndField;

    fn take<A: MapAccess<'a>>(&mut self, field: EndField, map: &mut A) -> Result<(), A::Error> {
        match field {
            EndField::MatchBy => self.match_by = map.next_value()?,
            EndField::Value => self.value = map.next_value()?,
            EndField::Kind => self.kind = map.next_value()?,
            EndField::PropertyMatchers => self.matchers = map.next_value::<Matchers<'a>>()?.0,
            EndField::Extra => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn instead(value: Loose<'a>) -> Self {
        Self { bare: Some(value), ..Self::default() }
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
pub(super) enum MatcherField {
    Key,
    Operator,
    Value,
    #[serde(other)]
    Extra,
}

impl<'a> Fields<'a> for MatcherRecord<'a> {
    type Field = MatcherField;

    fn take<A: MapAccess<'a>>(&mut self, field: MatcherField, map: &mut A) -> Result<(), A::Error> {
        match field {
            MatcherField::Key => self.key = map.next_value()?,
            MatcherField::Operator => self.operator = map.next_value()?,
            MatcherField::Value => self.value = map.next_value()?,
            MatcherField::Extra => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn instead(_: Loose<'a>) -> Self {
        Self::default()
    }
}

/// A list of `T`, or what stands there instead.
struct ListOf<T>(PhantomData<T>);

impl<'a, T: Deserialize<'a>> Visitor<'a> for ListOf<T> {
    type Value = Result<Vec<T>, Loose<'a>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(one) = list.next_element()? {
            all.push(one);
        }
        Ok(Ok(all))
    }

    visit_scalars!('a, Err);

    fn visit_map<A: MapAccess<'a>>(self, map: A) -> Result<Self::Value, A::Error> {
        pass_map(map).map(|()| Err(Loose::Nested))
    }
}

impl<'a> Deserialize<'a> for Kinds<'a> {
    fn deserialize<D: Deserializer<'a>>(json: D) -> Result<Self, D::Error> {
        Ok(match json.deserialize_any(ListOf::<Loose<'a>>(PhantomData))? {
            Ok(list) => Self { list, instead: None },
            Err(Loose::Text(one)) => Self { list: vec![Loose::Text(one)], instead: Some("a text") },
            Err(other) => Self { list: Vec::new(), instead: Some(other.noun()) },
        })
    }
}

struct Matchers<'a>(Option<Vec<MatcherRecord<'a>>>);

impl<'a> Deserialize<'a> for Matchers<'a> {
    fn deserialize<D: Deserializer<'a>>(json: D) -> Result<Self, D::Error> {
        let list = json.deserialize_any(ListOf::<MatcherRecord<'a>>(PhantomData))?;
        Ok(Self(match list {
            Ok(list) => Some(list),
            Err(Loose::Null) => None,
            Err(_) => Some(Vec::new()),
        }))
    }
}
