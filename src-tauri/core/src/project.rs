//! The project: what tasks and entries belong to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::ProjectId;

/// What tasks and entries belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Who it is.
    pub id: ProjectId,
    /// What it is called; no two projects share a name, whatever the case.
    pub name: String,
    /// The hue it is drawn in.
    pub colour: Colour,
    /// For whom it is done, possibly nobody.
    pub client: Option<String>,
    /// Whether new entries on it are billable unless said otherwise.
    pub is_billable: bool,
    /// Whether it is kept out of sight.
    pub is_archived: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A project hue of the window's palette (`--p1` to `--p6` in `ui/src/theme/tokens.css`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// `--p1`
    #[default]
    Blue,
    /// `--p2`
    Rose,
    /// `--p3`
    Teal,
    /// `--p4`
    Amber,
    /// `--p5`
    Violet,
    /// `--p6`
    Slate,
}

impl Colour {
    /// Every colour, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Blue, Self::Rose, Self::Teal, Self::Amber, Self::Violet, Self::Slate];
}
