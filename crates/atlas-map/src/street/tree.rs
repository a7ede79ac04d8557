//! What stands in a street and where: rows, their members, the members' own rows, each block at a
//! height that is never given away again.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use atlas_graph::{EdgeId, NodeId};
use atlas_model::StepStatus;

use super::{Item, StreetInput, What, place};
use crate::MarkShape;
use crate::plain::visible;
use crate::style::shape;
use crate::world::number;

/// Rows of the first page of a side or a node.
const ROWS: usize = 12;
/// Members of the first page of a row.
const MEMBERS: usize = 10;
/// Items of each further page.
const PAGE: usize = 40;
/// Height of an item.
pub(super) const PITCH: f32 = 46.0;

/// An item with where it stands.
pub(super) struct Stand {
    pub(super) item: Item,
    /// Height relative to the middle of the street.
    pub(super) y: f32,
    /// Keeps its room only: what it was opened from is closed, but something in it is pinned.
    pub(super) hidden: bool,
    pub(super) shape: MarkShape,
    /// The nodes that it stands for.
    pub(super) nodes: Vec<NodeId>,
    /// The node that its relation comes from or leads to.
    pub(super) owner: NodeId,
}

/// All that stands in a street.
pub(super) struct Tree {
    pub(super) stands: Vec<Stand>,
    /// Neighbours of the middle, left and right.
    pub(super) neighbours: [usize; 2],
    /// Those that stand there, by themselves or in a row.
    pub(super) shown: [usize; 2],
}

/// What the neighbours of a row share.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Bond {
    kind: Box<str>,
    relation: Box<str>,
    level: Option<Box<str>>,
    shape: MarkShape,
    status: StepStatus,
}

/// Neighbours of one kind over one relation.
type Row = (Bond, Vec<NodeId>);

impl Tree {
    pub(super) fn grow(input: &StreetInput<'_>) -> Self {
        let mut it = Growing {
            input,
            stands: Vec::new(),
            by_place: BTreeMap::new(),
            pages: BTreeMap::new(),
            taken: BTreeMap::new(),
        };
        let neighbours = [true, false].map(|left| {
            let rows = rows(input, input.node, left);
            let count = rows.iter().map(|r| r.1.len()).sum();
            it.add_rows(None, left, rows, false);
            count
        });
        // What is pinned in a row that is not open keeps its room like that of one that was closed.
        let named = |place: &str| input.expanded.iter().any(|e| e.trim_start_matches('-') == place);
        let ways = input.pinned.iter().flat_map(|p| ways(p)).filter(|way| !named(way));
        let implied: Vec<String> = ways.map(|way| format!("-{way}")).collect();
        let mut waiting: Vec<&String> = input.expanded.iter().chain(&implied).collect();
        // What lies deeper may stand before what it lies in: each round opens something, or is the last.
        loop {
            let before = waiting.len();
            waiting.retain(|entry| !it.open(entry));
            if waiting.len() == before {
                break;
            }
        }
        it.settle_pins();
        let shown = [true, false].map(|left| {
            let beside = it.stands.iter().filter(|s| s.item.parent.is_none() && s.item.left == left && !s.hidden);
            beside.map(|s| s.nodes.len()).sum()
        });
        Self { stands: it.stands, neighbours, shown }
    }
}

/// The places that a place lies in, the outermost first.
fn ways(place: &str) -> impl Iterator<Item = &str> {
    place.match_indices('/').map(|(at, _)| &place[..at])
}

/// A tree while it grows.
struct Growing<'a> {
    input: &'a StreetInput<'a>,
    stands: Vec<Stand>,
    by_place: BTreeMap<Box<str>, usize>,
    /// How much of the list at a place is there already.
    pages: BTreeMap<Box<str>, usize>,
    /// Heights that are taken, from and to, by side and column.
    taken: BTreeMap<(bool, u32), Vec<[f32; 2]>>,
}

impl Growing<'_> {
    /// Opens what an entry of the address names; whether that was possible.
    fn open(&mut self, entry: &str) -> bool {
        let (hidden, place) = entry.strip_prefix('-').map_or((false, entry), |place| (true, place));
        if let "<" | ">" = place {
            let left = place == "<";
            return self.add_rows(None, left, rows(self.input, self.input.node, left), hidden);
        }
        let Some(&at) = self.by_place.get(place) else { return false };
        let (hidden, left) = (hidden || self.stands[at].hidden, self.stands[at].item.left);
        match (&self.stands[at].item.what, self.stands[at].nodes.as_slice()) {
            (What::Row(_), _) => self.add_members(at, hidden),
            (What::Node(_), &[node]) if !self.is_ring(at, node) => {
                self.add_rows(Some(at), left, rows(self.input, node, left), hidden)
            }
            _ => false,
        }
    }

    /// Whether a node already stands between an item and the middle: rings are not walked twice.
    fn is_ring(&self, at: usize, node: NodeId) -> bool {
        let mut up = self.stands[at].item.parent;
        while let Some(i) = up {
            if self.stands[i].nodes == [node] {
                return true;
            }
            up = self.stands[i].item.parent;
        }
        node == self.input.node
    }

    fn add_rows(&mut self, parent: Option<usize>, left: bool, rows: Vec<Row>, hidden: bool) -> bool {
        let above: Box<str> = parent.map_or(place::side(left).into(), |p| self.stands[p].item.place.clone());
        let owner = parent.and_then(|p| self.stands[p].nodes.first().copied()).unwrap_or(self.input.node);
        let stand = |(bond, nodes): Row| {
            let row = place::row(
                &above,
                &bond.kind,
                &bond.relation,
                bond.level.as_deref(),
                bond.status.word(),
                bond.shape.code(),
            );
            match nodes.as_slice() {
                &[one] => self.neighbour(&row, parent, left, &bond, one, owner),
                several => {
                    let item = self.item(row, parent, left, What::Row(several.len()), &bond);
                    Stand { item, y: 0.0, hidden: false, shape: bond.shape, nodes, owner }
                }
            }
        };
        let stands = rows.into_iter().map(stand).collect();
        self.block(parent, left, &above, stands, ROWS, hidden)
    }

    fn add_members(&mut self, at: usize, hidden: bool) -> bool {
        let row = &self.stands[at];
        let (place, left) = (row.item.place.clone(), row.item.left);
        let bond = Bond {
            kind: row.item.kind.clone(),
            relation: row.item.relation.clone(),
            level: None,
            shape: row.shape,
            status: row.item.status,
        };
        let stands = row.nodes.iter().map(|&n| self.neighbour(&place, Some(at), left, &bond, n, row.owner)).collect();
        self.block(Some(at), left, &place, stands, MEMBERS, hidden)
    }

    fn neighbour(
        &self,
        row: &str,
        parent: Option<usize>,
        left: bool,
        bond: &Bond,
        node: NodeId,
        owner: NodeId,
    ) -> Stand {
        let snapshot = self.input.snapshot;
        let key = snapshot.key(node);
        let mut item = self.item(place::node(row, &key), parent, left, What::Node(key), bond);
        item.name = snapshot.name(node).into();
        item.inside = match (self.input.node == node, left) {
            (true, _) => 0,
            (false, true) => snapshot.in_sources(node).len(),
            (false, false) => snapshot.out_edges(node).len(),
        };
        Stand { item, y: 0.0, hidden: false, shape: bond.shape, nodes: vec![node], owner }
    }

    /// An item of a bond; named as a crowd.
    fn item(&self, place: String, parent: Option<usize>, left: bool, what: What, bond: &Bond) -> Item {
        let inside = if let What::Row(n) | What::More(n) = what { n } else { 0 };
        Item {
            opens: place.as_str().into(),
            place: place.into(),
            parent,
            left,
            column: parent.map_or(1, |p| self.stands[p].item.column + 1),
            what,
            name: crowd(&bond.kind, inside).into(),
            kind: bond.kind.clone(),
            relation: match &bond.level {
                Some(level) => format!("{} · {level}", bond.relation).into(),
                None => bond.relation.clone(),
            },
            status: bond.status,
            inside,
            open: false,
            pinned: false,
        }
    }

    /// Adds the next page of a list as a block; whether there was any.
    fn block(
        &mut self,
        parent: Option<usize>,
        left: bool,
        above: &str,
        all: Vec<Stand>,
        first: usize,
        hidden: bool,
    ) -> bool {
        let from = self.pages.get(above).copied().unwrap_or(0);
        let count = all.len();
        if from >= count {
            return false;
        }
        let column = all[from].item.column;
        let page = if from == 0 { first } else { PAGE };
        // Of one thing more there is no rest: it takes no more room than the words that would say so.
        let to = if count - from <= page + 1 { count } else { from + page };
        let mut block: Vec<Stand> = all.into_iter().skip(from).take(to - from).collect();
        if to < count {
            block.push(self.rest(parent, left, above, &block[0], count - to));
        }
        let height = PITCH * block.len() as f32;
        let room = self.taken.entry((left, column)).or_default();
        // A further page begins where the words for the rest stood.
        let wish = match self.by_place.remove(place::more(above).as_str()) {
            Some(rest) => {
                let top = self.stands[rest].y - PITCH / 2.0;
                self.stands[rest].hidden = true;
                let holder = room.iter_mut().find(|t| t[0] <= top + 0.5 && top + 0.5 < t[1]);
                if let Some(holder) = holder {
                    holder[1] = top;
                }
                top
            }
            None => parent.map_or(0.0, |p| self.stands[p].y) - height / 2.0,
        };
        let top = free(room, wish, height);
        room.push([top, top + height]);
        for (i, mut stand) in block.into_iter().enumerate() {
            stand.y = top + PITCH * (i as f32 + 0.5);
            stand.hidden = hidden;
            self.by_place.insert(stand.item.place.clone(), self.stands.len());
            self.stands.push(stand);
        }
        self.pages.insert(above.into(), to);
        if let Some(p) = parent {
            self.stands[p].item.open |= !hidden;
        }
        true
    }

    /// The words for the rest of a list; they look like its first item and open its next page.
    fn rest(&self, parent: Option<usize>, left: bool, above: &str, like: &Stand, count: usize) -> Stand {
        let bond = Bond {
            kind: "".into(),
            relation: like.item.relation.clone(),
            level: None,
            shape: like.shape,
            status: like.item.status,
        };
        let mut item = self.item(place::more(above), parent, left, What::More(count), &bond);
        item.opens = above.into();
        item.name = format!("{} more", number(count)).into();
        Stand { item, y: 0.0, hidden: false, shape: like.shape, nodes: Vec::new(), owner: like.owner }
    }

    /// What is pinned is there, with the way to it.
    fn settle_pins(&mut self) {
        for place in self.input.pinned {
            let Some(&at) = self.by_place.get(place.as_str()) else { continue };
            self.stands[at].item.pinned = true;
            let mut up = Some(at);
            while let Some(i) = up {
                self.stands[i].hidden = false;
                up = self.stands[i].item.parent;
            }
        }
    }
}

/// The free height nearest to a wish; of two equally near ones the lower on the screen.
fn free(taken: &[[f32; 2]], wish: f32, height: f32) -> f32 {
    let fits = |top: &f32| taken.iter().all(|t| top + height <= t[0] + 0.01 || *top >= t[1] - 0.01);
    let ends = taken.iter().flat_map(|t| [t[1], t[0] - height]);
    let far = |top: &f32| ((top - wish).abs(), -top);
    let candidates = std::iter::once(wish).chain(ends).filter(fits);
    candidates.min_by(|a, b| far(a).0.total_cmp(&far(b).0).then(far(a).1.total_cmp(&far(b).1))).unwrap_or(wish)
}

/// "12 users", in the words of the table of kinds.
fn crowd(kind: &str, count: usize) -> String {
    let kind = visible(kind);
    if kind.is_empty() {
        return format!("{} nodes", number(count));
    }
    format!("{} {}", number(count), atlas_model::describe_node(&kind).1)
}

/// The rows of one side of a node, the largest first, and in each row the crown jewels before the
/// others by name. O(d log d).
fn rows(input: &StreetInput<'_>, node: NodeId, left: bool) -> Vec<Row> {
    let snapshot = input.snapshot;
    let mut groups: BTreeMap<Bond, Vec<NodeId>> = BTreeMap::new();
    let mut add = |edge: EdgeId, neighbour: NodeId| {
        let meaning = snapshot.meaning(edge);
        let bond = Bond {
            kind: snapshot.kind(neighbour).into(),
            relation: meaning.kind.clone(),
            level: meaning.level.clone(),
            shape: shape(snapshot, neighbour),
            status: meaning.status,
        };
        groups.entry(bond).or_default().push(neighbour);
    };
    if left {
        snapshot.in_edges(node).for_each(|e| add(e, snapshot.source_of(e)));
    } else {
        snapshot.out_edges(node).for_each(|e| add(e, snapshot.target(e)));
    }
    let mut rows: Vec<Row> = groups.into_iter().collect();
    for (_, nodes) in &mut rows {
        nodes.sort_by(|a, b| {
            let later = |n: &NodeId| input.jewels.binary_search(n).is_err();
            (later(a), snapshot.name(*a), a).cmp(&(later(b), snapshot.name(*b), b))
        });
        nodes.dedup();
    }
    rows.sort_by_key(|r| Reverse(r.1.len()));
    rows
}
