//! JSON read in one pass with bounded memory: a [`Window`] over the stream, a [`Walker`] over the
//! outer structure, [`scan`] for the boundaries of values nobody wants to hold.

mod loose;
pub(crate) mod scan;
mod walker;
mod window;

pub(crate) use loose::{Loose, pass_list, pass_map, visit_scalars};
pub(crate) use walker::{Halt, Step, Walker};
pub(crate) use window::{BLOCK, Window};
