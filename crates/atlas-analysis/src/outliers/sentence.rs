//! A reason as a person says it.

use atlas_graph::Snapshot;

use super::Reason;

impl Reason {
    /// For example "klog, 4 entitlements, 1 of 20" or "lacks klog, which 18 of 20 hold". Without
    /// peers the whole lane is named, never a peer group.
    #[must_use]
    pub fn sentence(&self, snapshot: &Snapshot) -> String {
        let thing = snapshot.name(self.thing);
        let entitlements = match self.grants.len() {
            0 | 1 => String::new(),
            n => format!(", {n} entitlements"),
        };
        match (self.missing, self.peers) {
            (true, peers) => format!("lacks {thing}{entitlements}, which {} of {peers} hold", self.holders),
            (false, 0) => match self.everywhere {
                1 => format!("{thing}{entitlements}, held by nobody else of its lane"),
                n => format!("{thing}{entitlements}, held by {n} of its lane"),
            },
            (false, peers) => format!("{thing}{entitlements}, {} of {peers}", self.holders),
        }
    }
}
