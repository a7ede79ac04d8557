//! Dense, local ids.

macro_rules! dense_id {
    ($(#[$doc:meta])* $name:ident($repr:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $repr);
        impl $name {
            /// Position in arrays indexed by this id.
            #[must_use]
            pub const fn index(self) -> usize { self.0 as usize }
            /// The id at a position; saturates where the position does not fit.
            #[must_use]
            pub fn at(index: usize) -> Self { Self(<$repr>::try_from(index).unwrap_or(<$repr>::MAX)) }
        }
    };
}

dense_id!(
    /// A node of one snapshot.
    NodeId(u32)
);
dense_id!(
    /// An edge of one snapshot: its position in the outgoing rows.
    EdgeId(u32)
);
dense_id!(
    /// A (kind, level, stated traversability) of one snapshot.
    EdgeKindId(u16)
);
