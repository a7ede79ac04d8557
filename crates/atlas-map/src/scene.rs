//! [`Scene`]: one picture, as parallel lists of simple things.
//!
//! Units are map units: the scene fits `width` x `height`, x to the right, y down. Lists are in
//! drawing order: countries, bands, lines, halos, marks, labels. Everything that can be pointed at
//! has a [`Pick`], and a `title`: the words of its tooltip, which also hold every text that a label
//! had to cut.

use atlas_model::NodeKey;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// Every member.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The code in the byte frame.
            #[must_use]
            pub const fn code(self) -> u8 { match self { $(Self::$variant => $code),+ } }
        }
    };
}

codes! {
    /// What the picture is.
    SceneKind {
        /// The coast map of all groups.
        World = 0,
        /// All ways from starts to targets.
        Paths = 1,
        /// One node and its neighbours, grouped by kind and relation.
        Street = 2,
        /// Nodes and relations that answer a question.
        Answer = 3,
        /// Members of a group against what they hold, beside its country.
        Matrix = 4,
    }
}

codes! {
    /// A colour token; the theme decides the RGB. Lightness first, hue second.
    Ink {
        /// Text.
        Ink = 0,
        /// Secondary text.
        Muted = 1,
        /// Rules, separators.
        Line = 2,
        /// Outline of a group.
        Border = 3,
        /// A member that reaches nothing critical.
        Pale = 4,
        /// Reaches tier 0.
        Exposed = 5,
        /// Outlier.
        Outlier = 6,
        /// Selection, actions, missing.
        Accent = 7,
        /// Fill of a panel or of a country.
        Panel = 8,
        /// Quiet fill.
        Sea = 9,
        /// Background of the map.
        Ground = 10,
    }
}

codes! {
    /// Shape of a mark: the lane or class, never colour alone.
    MarkShape {
        /// A person.
        Circle = 0,
        /// A machine.
        Square = 1,
        /// An agent.
        Hexagon = 2,
        /// An identity of unknown lane.
        Diamond = 3,
        /// A group.
        DoubleRing = 4,
        /// A role or policy.
        Tag = 5,
        /// A resource.
        Folder = 6,
        /// A credential.
        Key = 7,
        /// A container.
        Frame = 8,
        /// Tier 0.
        Crown = 9,
    }
}

codes! {
    /// How an outline or line is stroked; status of a step has a style, not only a colour.
    Outline {
        /// Solid: a peer group; a verified step.
        Solid = 0,
        /// Dashed: loosely related; a possible step.
        Dashed = 1,
        /// Dotted: an unknown step.
        Dotted = 2,
        /// None.
        None = 3,
        /// Dash and dot with a bar across: a blocked step.
        Barred = 4,
        /// Dashed and struck through: a step whose removal is tried.
        Struck = 5,
    }
}

codes! {
    /// End of a line.
    LineEnd {
        /// Plain.
        Plain = 0,
        /// An arrow head at the target.
        Arrow = 1,
    }
}

codes! {
    /// Where a label stands beside its point.
    Anchor {
        /// Centred on it.
        Middle = 0,
        /// Begins at it.
        Start = 1,
        /// Ends at it.
        End = 2,
        /// Begins at it and climbs to the right by [`SLANT`]: the head of a column.
        Slant = 3,
    }
}

codes! {
    /// What a row of the legend shows beside its words.
    Sample {
        /// A mark of [`LegendEntry::shape`].
        Mark = 0,
        /// A line of [`LegendEntry::outline`].
        Line = 1,
        /// A ribbon.
        Band = 2,
        /// The halo of an outlier.
        Halo = 3,
        /// The outline of a country.
        Country = 4,
        /// The fill of a country whose members are not drawn singly.
        Fill = 5,
    }
}

/// Degrees by which the text of a column head climbs.
pub const SLANT: f32 = 52.0;

/// What a thing on the map stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pick {
    /// Nothing.
    None,
    /// A node.
    Node(NodeKey),
    /// Several nodes folded into one mark ("9 users").
    Nodes(Vec<NodeKey>),
    /// A group, by its stable id.
    Group(Box<str>),
    /// A step between two nodes.
    Step(NodeKey, NodeKey),
    /// A ribbon from a group to a place on the coast (its first node).
    Ribbon(Box<str>, NodeKey),
    /// A row of a street that folds neighbours of one kind, by its place there.
    Row(Box<str>),
}

/// A group drawn as a country: a circle.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// Centre.
    pub x: f32,
    /// Centre.
    pub y: f32,
    /// Radius.
    pub r: f32,
    /// Solid for a peer group, dashed for a loosely related region.
    pub outline: Outline,
    /// Exposed share, 0..=1, drawn as a fill from below where members are not drawn singly; negative where they are.
    pub fill_share: f32,
    /// The group.
    pub pick: Pick,
    /// Words of the tooltip; hostile until escaped.
    pub title: Box<str>,
}

/// A ribbon of varying width: a cubic from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Start, control, control, end.
    pub points: [[f32; 2]; 4],
    /// Width at start and end.
    pub widths: [f32; 2],
    /// Colour.
    pub ink: Ink,
    /// 0..=1 when nothing is hovered.
    pub opacity: f32,
    /// What it joins.
    pub pick: Pick,
    /// Words of the tooltip; hostile until escaped.
    pub title: Box<str>,
}

/// A line: a cubic.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Start, control, control, end.
    pub points: [[f32; 2]; 4],
    /// Width.
    pub width: f32,
    /// Colour.
    pub ink: Ink,
    /// Solid, dashed, dotted: the status of the step.
    pub outline: Outline,
    /// Arrow or plain.
    pub end: LineEnd,
    /// What it joins.
    pub pick: Pick,
    /// Words of the tooltip; hostile until escaped.
    pub title: Box<str>,
}

/// The halo of an outlier, drawn under its mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Halo {
    /// Centre.
    pub x: f32,
    /// Centre.
    pub y: f32,
    /// Radius: grows with the score.
    pub r: f32,
}

/// A node, or several folded.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Centre.
    pub x: f32,
    /// Centre.
    pub y: f32,
    /// Radius.
    pub r: f32,
    /// Lane or class.
    pub shape: MarkShape,
    /// Colour.
    pub ink: Ink,
    /// Filled, or only an outline.
    pub filled: bool,
    /// What it stands for.
    pub pick: Pick,
    /// Words of the tooltip; hostile until escaped.
    pub title: Box<str>,
}

/// A text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Anchor point.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// The text, as it came from the files: hostile until escaped.
    pub text: Box<str>,
    /// Size in map units.
    pub size: f32,
    /// Bold.
    pub bold: bool,
    /// Colour.
    pub ink: Ink,
    /// Side.
    pub anchor: Anchor,
    /// Higher is kept when labels would overlap.
    pub importance: f32,
    /// What it names.
    pub pick: Pick,
    /// The whole text where `text` had to be cut; else empty.
    pub whole: Box<str>,
}

/// One row of the legend: exactly what is on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// What is shown beside the words.
    pub sample: Sample,
    /// The shape of a mark.
    pub shape: Option<MarkShape>,
    /// Whether the mark is filled.
    pub filled: bool,
    /// Colour of the sample.
    pub ink: Ink,
    /// Style of a line or outline.
    pub outline: Outline,
    /// Words.
    pub text: Box<str>,
}

/// Where one is: the parts of the breadcrumb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Words.
    pub text: Box<str>,
    /// What it leads to.
    pub pick: Pick,
}

/// One picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// What it is.
    pub kind: SceneKind,
    /// Extent.
    pub width: f32,
    /// Extent.
    pub height: f32,
    /// Title for exports and breadcrumb.
    pub crumbs: Vec<Crumb>,
    /// One line that says how to read it.
    pub reading: Box<str>,
    /// "1,226 of 1,226 people shown".
    pub shown: Box<str>,
    /// Revision and data date, for the margin of exports.
    pub stamp: Box<str>,
    /// Groups.
    pub countries: Vec<Country>,
    /// Ribbons.
    pub bands: Vec<Band>,
    /// Lines.
    pub lines: Vec<Line>,
    /// Halos.
    pub halos: Vec<Halo>,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Texts.
    pub labels: Vec<Label>,
    /// Computed from what is above.
    pub legend: Vec<LegendEntry>,
}

impl Scene {
    /// A picture with nothing on it yet.
    pub(crate) fn blank(kind: SceneKind, [width, height]: [f32; 2], stamp: &str) -> Self {
        Self {
            kind,
            width,
            height,
            crumbs: Vec::new(),
            reading: "".into(),
            shown: "".into(),
            stamp: stamp.into(),
            countries: Vec::new(),
            bands: Vec::new(),
            lines: Vec::new(),
            halos: Vec::new(),
            marks: Vec::new(),
            labels: Vec::new(),
            legend: Vec::new(),
        }
    }
}
