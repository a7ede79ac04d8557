//! Streets: one node with its neighbours, as a picture and as a list that says the same.

use atlas_map::street::{Item, Street, StreetInput, What, street};
use atlas_model::describe_relation;

use crate::dto::{AppError, StreetAnswer, StreetItem, StreetView, clip};
use crate::frozen::Frozen;
use crate::naming::id_text;
use crate::{Job, Session};

impl Session {
    /// A street as a list: rows of neighbours, what is open in them, how many there are.
    ///
    /// # Errors
    /// Not found where nothing, or more than one node, has the id.
    pub fn street(&self, view: &StreetView, job: &Job) -> Result<StreetAnswer, AppError> {
        let frozen = self.frozen(job)?;
        let street = self.street_of(&frozen, view, job)?;
        Ok(StreetAnswer {
            items: street.items.iter().map(|i| item(&frozen, i)).collect(),
            shown: clip(street.shown),
            neighbours: clip(street.neighbours),
        })
    }

    pub(crate) fn street_of(&self, frozen: &Frozen, view: &StreetView, job: &Job) -> Result<Street, AppError> {
        let node = self.one_node(frozen, &view.id, job)?;
        Ok(street(&StreetInput {
            snapshot: &frozen.snapshot,
            node,
            jewels: &frozen.tier0(),
            expanded: &view.expanded,
            pinned: &view.pinned,
            stamp: &self.stamp(frozen),
        }))
    }
}

fn item(frozen: &Frozen, it: &Item) -> StreetItem {
    let (what, id) = match &it.what {
        What::Row(_) => ("row", None),
        What::Node(key) => ("node", frozen.snapshot.node(key).map(|n| id_text(&frozen.snapshot, n))),
        What::More(_) => ("more", None),
    };
    let (kind, level) = it.relation.split_once(" · ").unwrap_or((&it.relation, ""));
    let said = describe_relation(kind);
    StreetItem {
        place: it.place.to_string(),
        opens: it.opens.to_string(),
        depth: it.column,
        left: it.left,
        what: what.into(),
        id,
        name: it.name.to_string(),
        kind: it.kind.to_string(),
        relation: if level.is_empty() { said.into_owned() } else { format!("{said} · {level}") },
        status: it.status.word().into(),
        inside: clip(it.inside),
        open: it.open,
        pinned: it.pinned,
    }
}
