//! Events as a table (RFC 4180).

use crate::render::digest::{Digest, EventDigest};

/// One row an event, after a row of names.
pub fn write(digest: &Digest) -> String {
    let mut out = String::from(
        "id,date,headline,planned,status,outlets,independent_outlets,people,places,url\r\n",
    );
    for event in &digest.events {
        let row: Vec<String> = cells(digest, event).iter().map(|cell| quoted(cell)).collect();
        out.push_str(&row.join(","));
        out.push_str("\r\n");
    }
    out
}

fn cells(digest: &Digest, event: &EventDigest) -> [String; 10] {
    [
        event.id.clone(),
        event.date.map(|date| date.to_string()).unwrap_or_default(),
        event.headline.clone(),
        event.planned.to_string(),
        event.status.to_owned(),
        event.outlets.join("; "),
        event.independent.to_string(),
        event.people.join("; "),
        event.places.join("; "),
        digest.absolute(&event.url),
    ]
}

/// A cell in quotes where it needs them. A spreadsheet takes `=`, `+`, `-` and `@` for the beginning of a formula, so such a cell
/// begins with an apostrophe (OWASP, "CSV Injection").
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_no_formula_and_breaks_no_row() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}
