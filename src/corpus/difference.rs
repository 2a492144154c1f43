//! Where accounts of one event do not agree.

mod find;
mod number;
mod statement;

pub(super) use find::differences;
pub(super) use number::tells_a_count;

use super::{EventId, Passage};
use serde::{Deserialize, Serialize};

/// A point on which accounts of one event do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Difference {
    /// Which event.
    pub event: EventId,
    /// What they disagree on.
    pub kind: DifferenceKind,
    /// What each side says; two or more.
    pub claims: Vec<Claim>,
}

/// What accounts disagree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    /// How many.
    Number,
    /// Which day.
    Date,
    /// Who is named.
    Name,
    /// Where.
    Place,
    /// Through which channel something was said.
    Channel,
    /// Who did it.
    Actor,
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// What it says, in the passage's own words.
    pub text: String,
    /// Where it says so.
    pub passages: Vec<Passage>,
}
