//! The commands of the window. Each body is one call into the session.

pub(crate) mod ask;
pub(crate) mod database;
pub(crate) mod explore;
pub(crate) mod matrix;
pub(crate) mod open;
pub(crate) mod pack;
pub(crate) mod picture;
pub(crate) mod review;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod story;
