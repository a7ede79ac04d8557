//! [`Slide`]: a picture with the words that stand beside it. A single view is a story of one.

use std::collections::BTreeMap;

use super::svg::title;
use crate::{Pick, Scene};

/// One picture of an export.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// Its title; hostile until escaped.
    pub title: Box<str>,
    /// What it says, under the picture; may be empty.
    pub caption: Box<str>,
    /// The picture.
    pub scene: Scene,
    /// Names of what a thing of the picture stands for without drawing it: folded nodes, members of
    /// a country that is a fill.
    pub held: BTreeMap<Pick, Vec<Box<str>>>,
}

impl Slide {
    /// A picture under its own title.
    #[must_use]
    pub fn of(scene: Scene) -> Self {
        let title = title(&scene).into();
        Self { title, caption: "".into(), scene, held: BTreeMap::new() }
    }

    /// With the names of what is not drawn.
    #[must_use]
    pub fn holding(mut self, held: BTreeMap<Pick, Vec<Box<str>>>) -> Self {
        self.held = held;
        self
    }
}
