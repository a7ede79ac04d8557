//! Colours of an exported picture: those of one theme, or names that a page resolves for both.

use std::fmt;

use crate::Ink;
use crate::style::{Rgb, Theme};

/// Where colours come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Palette {
    /// Fixed: one theme.
    Of(Theme),
    /// Custom properties of CSS, so that the reader can switch the theme.
    Named,
}

/// One colour as an attribute writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    Fixed(Rgb),
    Named(Ink),
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(rgb) => rgb.fmt(f),
            Self::Named(ink) => write!(f, "var(--{})", word(*ink)),
        }
    }
}

impl Palette {
    /// The colour of a token.
    pub(super) const fn rgb(self, ink: Ink) -> Colour {
        match self {
            Self::Of(theme) => Colour::Fixed(theme.rgb(ink)),
            Self::Named => Colour::Named(ink),
        }
    }
}

/// The custom properties of a theme as CSS declarations.
pub(super) fn properties(theme: Theme) -> String {
    Ink::ALL.iter().map(|&ink| format!("--{}:{};", word(ink), theme.rgb(ink))).collect()
}

const fn word(ink: Ink) -> &'static str {
    match ink {
        Ink::Ink => "ink",
        Ink::Muted => "muted",
        Ink::Line => "line",
        Ink::Border => "border",
        Ink::Pale => "pale",
        Ink::Exposed => "exposed",
        Ink::Outlier => "outlier",
        Ink::Accent => "accent",
        Ink::Panel => "panel",
        Ink::Sea => "sea",
        Ink::Ground => "ground",
    }
}
