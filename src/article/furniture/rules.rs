//! The rules by which a line is not the article: one row each.
//!
//! Rows of one name are one rule that takes lines of several forms. Every row is tested by its own example and by a line of a
//! story that it must leave.

mod asks;
mod leads;
mod marks;

use super::matching::Form;
use super::zone::Zone;

/// One rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// What a removed line is remembered under.
    pub(super) name: &'static str,
    /// Why such a line is not the article.
    pub(super) reason: &'static str,
    /// Where on a page it is believed.
    pub(super) zone: Zone,
    /// Which lines it takes.
    pub(super) form: Form,
    /// A line that it takes away.
    #[cfg_attr(not(test), expect(dead_code, reason = "held against the rule by a test"))]
    pub(super) example: &'static str,
    /// A line of a story that resembles one, and stays.
    #[cfg_attr(not(test), expect(dead_code, reason = "held against all rules by a test"))]
    pub(super) keeps: &'static str,
}

/// All rules; the first that takes a line gives it its name.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    [marks::MARKS, asks::ASKS, leads::LEADS].into_iter().flatten()
}
