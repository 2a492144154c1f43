//! What leaves the program as data.

pub mod bibtex;
pub mod csl;
pub mod csv;
pub mod ics;
pub mod json;
pub mod timelinejs;
pub mod web_annotations;

/// A value as a JSON file's text.
pub(super) fn pretty(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text + "\n"
}
