//! Copies one revision of a store into another by telling it again: what the sources said, in their
//! order of precedence, with the evidence. Ends that were named by properties are named so again, so
//! that the copy resolves them as the original did.

use atlas_model::{End, FactSink, Match, NodeFact, Place, Profile, RelationFact, Section, SourceHeader};

use crate::embedded::wanted;
use crate::records::{NodeFacts, RecordSink, RelationFacts, Spot};
use crate::{ImportOutcome, ImportStamp, Store, StoreError, Watch};

/// Copy a revision as one import of all its sources; facts of sources of the same name are replaced.
/// Equal facts give an equal revision id where `to` was empty.
///
/// # Errors
/// Of either store; `to` is then as it was.
pub fn copy_into(
    from: &dyn Store,
    revision: u32,
    to: &mut dyn Store,
    stamp: &ImportStamp,
    watch: &dyn Watch,
) -> Result<ImportOutcome, StoreError> {
    let stamp = ImportStamp { in_order: true, ..stamp.clone() };
    let (issues, profile) = (from.issues(revision)?, from.file_profile()?);
    let mut intake = to.begin(&stamp, watch)?;
    let mut retelling =
        Retelling { sink: &mut *intake, sources: Vec::new(), lists: Vec::new(), ids: Vec::new(), current: None };
    from.records(revision, &mut retelling, watch)?;
    for issue in issues {
        intake.issue(issue);
    }
    if profile != Profile::default() {
        intake.profile(profile);
    }
    intake.commit()
}

/// An end that owns what it is named by.
enum Named {
    Id(Box<str>),
    Match(Match),
}

impl Named {
    fn as_end(&self) -> End<'_> {
        match self {
            Self::Id(id) => End::Id(id),
            Self::Match(found_by) => End::Match(found_by),
        }
    }
}

/// Turns records back into facts.
struct Retelling<'a> {
    sink: &'a mut dyn FactSink,
    /// By number.
    sources: Vec<Option<SourceHeader>>,
    /// By number: file of the sink, and section.
    lists: Vec<Option<(u32, Section)>>,
    /// Id of each node, by number.
    ids: Vec<Option<Box<str>>>,
    current: Option<u32>,
}

impl Retelling<'_> {
    fn end(&self, node: u32, named: Option<&str>) -> Result<Named, StoreError> {
        match named.map(wanted::read_named) {
            Some(Some(wanted::Named::Match(found_by))) => Ok(Named::Match(found_by)),
            Some(Some(wanted::Named::Case(key))) => Ok(Named::Id(key.id)),
            Some(None) => Err(unknown("how an end was named: node", node)),
            None => {
                let id = self.ids.get(node as usize).cloned().flatten();
                Ok(Named::Id(id.ok_or_else(|| unknown("node", node))?))
            }
        }
    }

    fn speak_as(&mut self, source: u32) -> Result<(), StoreError> {
        if self.current != Some(source) {
            let header = self.sources.get(source as usize).and_then(Option::as_ref);
            self.sink.source(header.ok_or_else(|| unknown("source", source))?);
            self.current = Some(source);
        }
        if self.sink.cancelled() { Err(StoreError::Cancelled) } else { Ok(()) }
    }

    /// One place for each record that stated the fact; those past the kept ones stand where the last one does.
    fn places(&self, spots: &[Spot], stated: u32) -> Result<Vec<Place>, StoreError> {
        let mut places = Vec::with_capacity(stated as usize);
        for spot in spots {
            let list = self.lists.get(spot.list as usize).copied().flatten();
            let (file, section) = list.ok_or_else(|| unknown("list of a file", spot.list))?;
            places.push(Place { file, section, record: spot.record, line: spot.line });
        }
        if let Some(&last) = places.last() {
            places.resize((stated as usize).max(places.len()), last);
        }
        Ok(places)
    }
}

fn unknown(what: &str, number: u32) -> StoreError {
    StoreError::Damaged { path: "".into(), what: format!("{what} {number} is missing").into() }
}

fn put<T>(slots: &mut Vec<Option<T>>, number: u32, value: T) {
    let at = number as usize;
    if slots.len() <= at {
        slots.resize_with(at + 1, || None);
    }
    slots[at] = Some(value);
}

impl RecordSink for Retelling<'_> {
    fn source(&mut self, number: u32, name: &str, namespace: &str) -> Result<(), StoreError> {
        let header = SourceHeader { source: name.into(), namespace: namespace.into(), folds_case: false };
        self.sink.source(&header);
        self.current = Some(number);
        put(&mut self.sources, number, header);
        Ok(())
    }

    fn list(&mut self, number: u32, file: &str, section: Section) -> Result<(), StoreError> {
        let file = self.sink.file(file);
        put(&mut self.lists, number, (file, section));
        Ok(())
    }

    fn node(&mut self, node: NodeFacts) -> Result<(), StoreError> {
        for said in &node.said {
            self.speak_as(said.source)?;
            let kinds: Vec<&str> = said.kinds.iter().map(|k| &**k).collect();
            for place in self.places(&said.spots, said.stated)? {
                self.sink.node(&NodeFact {
                    id: &node.id,
                    name: Some(&*said.name).filter(|n| !n.is_empty()),
                    kinds: &kinds,
                    hints: said.hints,
                    properties: &said.properties,
                    place,
                });
            }
        }
        put(&mut self.ids, node.number, node.id);
        Ok(())
    }

    fn relation(&mut self, relation: RelationFacts) -> Result<(), StoreError> {
        for said in &relation.said {
            self.speak_as(said.source)?;
            let places = self.places(&said.spots, said.stated)?;
            let [from_named, to_named] = &said.named;
            let from = self.end(relation.from, from_named.as_deref())?;
            let to = self.end(relation.to, to_named.as_deref())?;
            for place in places {
                self.sink.relation(&RelationFact {
                    from: from.as_end(),
                    to: to.as_end(),
                    kind: &relation.kind,
                    level: relation.level.as_deref(),
                    traversable: said.traversable,
                    properties: &said.properties,
                    place,
                });
            }
        }
        Ok(())
    }
}
