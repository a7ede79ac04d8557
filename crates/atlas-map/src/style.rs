//! Tokens -> colours, and what has which shape. One hue, one meaning: categories are told by shape
//! and words, not by more hues.

use atlas_graph::{NodeId, Snapshot};
use atlas_model::{Lane, Lifecycle, NodeClass, StepStatus};

use crate::{Ink, MarkShape, Outline};

/// Red, green, blue, 0..=255, sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// What the paper is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Dark ink on light ground.
    #[default]
    Light,
    /// Light ink on dark ground.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: &'static [Self] = &[Self::Light, Self::Dark];

    /// The word in commands and files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme that a word names, ignoring ASCII case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|t| t.word().eq_ignore_ascii_case(word.trim()))
    }

    /// The colour of a token. "Reaches tier 0" and "does not" differ in lightness first, in hue
    /// second; a test simulates the three common deficiencies of colour vision.
    #[must_use]
    pub const fn rgb(self, ink: Ink) -> Rgb {
        let (light, dark) = match ink {
            Ink::Ink => (0x1B_24_30, 0xE6_EB_F0),
            Ink::Muted => (0x5C_68_75, 0x95_A3_B1),
            Ink::Line => (0xDD_E3_E9, 0x2A_35_41),
            Ink::Border => (0xB9_C4_CF, 0x41_50_5F),
            Ink::Pale => (0xA9_B4_BF, 0x66_78_8A),
            Ink::Exposed => (0xC2_30_4A, 0xFF_7A_85),
            Ink::Outlier => (0xE0_8E_0B, 0xFF_B5_47),
            Ink::Accent => (0x0B_6B_CB, 0x5A_B0_FF),
            Ink::Panel => (0xFF_FF_FF, 0x17_1E_26),
            Ink::Sea => (0xEA_EF_F3, 0x15_1C_23),
            Ink::Ground => (0xF4_F6_F8, 0x11_16_1C),
        };
        let [_, r, g, b] = u32::to_be_bytes(match self {
            Self::Light => light,
            Self::Dark => dark,
        });
        Rgb(r, g, b)
    }
}

/// Dashes of a stroke, as multiples of 1 map unit: on, off, in turn. Empty where it is solid.
#[must_use]
pub const fn dashes(outline: Outline) -> &'static [f32] {
    match outline {
        Outline::Solid | Outline::None => &[],
        Outline::Dashed => &[5.0, 3.5],
        Outline::Dotted => &[1.2, 3.0],
        Outline::Barred => &[7.0, 2.5, 1.2, 2.5],
        Outline::Struck => &[3.0, 3.0],
    }
}

/// The line style of a step's status: four statuses, four styles.
#[must_use]
pub const fn outline(status: StepStatus) -> Outline {
    match status {
        StepStatus::Verified => Outline::Solid,
        StepStatus::Possible => Outline::Dashed,
        StepStatus::Unknown => Outline::Dotted,
        StepStatus::Blocked => Outline::Barred,
    }
}

/// The shape of a node: its lane where it is an identity, else its class.
#[must_use]
pub fn shape(snapshot: &Snapshot, node: NodeId) -> MarkShape {
    shape_of(snapshot.class(node), snapshot.lifecycle(node), snapshot.kinds(node).iter().map(|k| &**k))
}

/// The shape of a class; a lifecycle tells identities apart, kinds tell groups from roles.
#[must_use]
pub fn shape_of<'a>(class: NodeClass, lifecycle: Lifecycle, mut kinds: impl Iterator<Item = &'a str>) -> MarkShape {
    match class {
        NodeClass::Identity => match lifecycle {
            Lifecycle::Human => MarkShape::Circle,
            Lifecycle::Stable | Lifecycle::Ephemeral => MarkShape::Square,
            Lifecycle::Autonomous => MarkShape::Hexagon,
            Lifecycle::Unknown => MarkShape::Diamond,
        },
        NodeClass::Entitlement if kinds.any(is_group) => MarkShape::DoubleRing,
        NodeClass::Entitlement => MarkShape::Tag,
        NodeClass::Resource => MarkShape::Folder,
        NodeClass::Credential => MarkShape::Key,
        NodeClass::Container => MarkShape::Frame,
    }
}

/// Entitlements that hold members are groups, the rest are roles and policies; the word decides.
fn is_group(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    !kind.contains("role") && ["group", "team", "distributionlist"].iter().any(|w| kind.contains(w))
}

/// What a mark of this shape is, in the words of the legend.
#[must_use]
pub const fn shape_word(shape: MarkShape) -> &'static str {
    match shape {
        MarkShape::Circle => "person",
        MarkShape::Square => "machine",
        MarkShape::Hexagon => "agent",
        MarkShape::Diamond => "identity of unknown kind",
        MarkShape::DoubleRing => "group",
        MarkShape::Tag => "role or policy",
        MarkShape::Folder => "resource",
        MarkShape::Key => "credential",
        MarkShape::Frame => "container",
        MarkShape::Crown => "crown jewel (tier 0)",
    }
}

/// What the members of a lane are called, one and many.
#[must_use]
pub const fn lane_words(lane: Option<Lane>) -> (&'static str, &'static str) {
    match lane {
        Some(Lane::Human) => ("person", "people"),
        Some(Lane::Machine) => ("machine", "machines"),
        Some(Lane::Unknown) | None => ("identity", "identities"),
    }
}

/// What these identities are called together, one and many: by what all of them are, else identities.
#[must_use]
pub fn crowd_words(snapshot: &Snapshot, nodes: &[NodeId]) -> (&'static str, &'static str) {
    let all = |allowed: &[MarkShape]| !nodes.is_empty() && nodes.iter().all(|&n| allowed.contains(&shape(snapshot, n)));
    if all(&[MarkShape::Circle]) {
        lane_words(Some(Lane::Human))
    } else if all(&[MarkShape::Hexagon]) {
        ("agent", "agents")
    } else if all(&[MarkShape::Square, MarkShape::Hexagon]) {
        lane_words(Some(Lane::Machine))
    } else {
        lane_words(None)
    }
}

#[cfg(test)]
mod tests;
