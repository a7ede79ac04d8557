//! Where things stand. Each layout is a pure function of what is shown: seeded, no clock, and the
//! same on every machine.

pub(crate) mod access;
pub(crate) mod coast;
pub(crate) mod layered;
pub(crate) mod members;
pub(crate) mod separate;
pub(crate) mod spectral;
