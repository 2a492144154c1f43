//! What programs that save whole pages write at their top.

use super::{Fact, Facts};
use crate::date::{Day, Stamp};

/// The program and what it tells of the capture.
pub(super) fn read(html: &str) -> (Option<String>, Facts) {
    let head: String = html.chars().take(4000).collect();
    single_file(&head)
        .or_else(|| monolith(&head))
        .map_or((None, Facts::default()), |(tool, facts)| (Some(tool.to_owned()), facts))
}

/// ```text
/// <!-- Page saved with SingleFile
///  url: https://…
///  saved date: Fri Jan 05 2024 12:00:00 GMT+0100 (Central European Standard Time)
/// -->
/// ```
fn single_file(head: &str) -> Option<(&'static str, Facts)> {
    let mark = ["Page saved with SingleFile", "Archive processed by SingleFile"]
        .iter()
        .find_map(|mark| head.find(mark))?;
    let comment = head.get(mark..)?.split("-->").next()?;
    let value =
        |key: &str| comment.lines().find_map(|line| line.trim().strip_prefix(key)).map(str::trim);
    let facts = Facts {
        url: value("url:").map(|url| Fact::new(url.to_owned(), "capture")),
        captured: value("saved date:")
            .and_then(javascript_date)
            .map(|stamp| Fact::new(stamp, "capture")),
        ..Facts::default()
    };
    Some(("SingleFile", facts))
}

/// `<!-- Saved from https://… at 2024-01-05T12:00:00Z using monolith v2.8.1 -->`
fn monolith(head: &str) -> Option<(&'static str, Facts)> {
    let comment = head.split_once("<!-- Saved from ")?.1.split("-->").next()?;
    let (url, rest) = comment.split_once(" at ")?;
    let when = rest.split(" using monolith").next().filter(|when| when.len() < rest.len())?;
    let facts = Facts {
        url: url.starts_with("http").then(|| Fact::new(url.to_owned(), "capture")),
        captured: when.trim().parse().ok().map(|stamp| Fact::new(stamp, "capture")),
        ..Facts::default()
    };
    Some(("monolith", facts))
}

/// `Fri Jan 05 2024 12:00:00 GMT+0100 (…)`, as JavaScript prints a date.
fn javascript_date(text: &str) -> Option<Stamp> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split_whitespace().skip(1);
    let month = MONTHS.iter().position(|name| Some(*name) == words.clone().next())?;
    let (day, year, clock, zone) = (words.nth(1)?, words.next()?, words.next()?, words.next()?);
    let day = Day::new(year.parse().ok()?, i8::try_from(month + 1).ok()?, day.parse().ok()?)?;
    format!("{day}T{clock}{}", zone.strip_prefix("GMT")?).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_file_tells_address_and_capture() {
        let page = "<html><!--\n Page saved with SingleFile \n url: https://harbour.example/a \n saved date: Fri Jan 05 2024 12:00:00 GMT+0100 (CET)\n-->";
        let (tool, facts) = read(page);
        assert_eq!(tool.as_deref(), Some("SingleFile"));
        assert_eq!(facts.url.unwrap().value, "https://harbour.example/a");
        assert_eq!(facts.captured.unwrap().value.to_string(), "2024-01-05T12:00:00+01:00");
    }

    #[test]
    fn monolith_tells_address_and_capture() {
        let (tool, facts) = read(
            "<!-- Saved from https://harbour.example/a at 2024-01-05T12:00:00Z using monolith v2.8.1 --><html>",
        );
        assert_eq!(tool.as_deref(), Some("monolith"));
        assert_eq!(facts.captured.unwrap().value.to_string(), "2024-01-05T12:00:00Z");
    }
}
