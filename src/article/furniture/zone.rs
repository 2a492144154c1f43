//! The parts of a page: what is page matter at its head or foot may be a sentence in the middle.

/// Where on a page a rule is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Anywhere.
    Anywhere,
    /// In the first eight lines that are not blank, or in the last eight.
    Ends,
    /// In the last eight lines that are not blank.
    Tail,
}

/// How many lines at each end are a page's head and tail.
const END: usize = 8;

impl Zone {
    /// Whether the `order`th (from 0) of `count` lines that are not blank lies in it.
    pub(super) fn holds(self, order: usize, count: usize) -> bool {
        let (head, tail) = (order < END, order + END >= count);
        match self {
            Self::Anywhere => true,
            Self::Ends => head || tail,
            Self::Tail => tail,
        }
    }
}
