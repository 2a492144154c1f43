//! What the entries of a page are shown with.

use super::outlet::Outlet;
use super::permalink::Permalink;

/// What a page's entries are shown with.
#[derive(Debug)]
pub(super) struct Frame<'p, 'a> {
    /// The page.
    pub(super) page: &'p Permalink,
    /// The outlets of the page's own events, in the order of their columns.
    pub(super) outlets: &'p [Outlet<'a>],
    /// Whether they fit as columns.
    pub(super) columns: bool,
    /// The outlet whose page it is: it shows what this one says, and only how many others report.
    pub(super) whose: Option<&'p str>,
    /// How much of each event is told.
    pub(super) telling: Telling,
}

/// How much of an event a page tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// All: its own page.
    Whole,
    /// With a few citations, where its own page has the others.
    Card,
    /// The same without what was said.
    Brief,
}
