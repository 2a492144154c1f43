//! A line of the head that says who published it, when, or who wrote it: "Harbour Times | 18 September 2024 | By Ann Lee".

use super::super::page::words;
use super::super::{FrontMatter, byline};
use crate::date::{Stamp, written, written_part};

/// What such a line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Imprint {
    /// Its byline, as printed.
    pub(super) byline: Option<String>,
    /// An agency.
    pub(super) agency: Option<&'static str>,
    /// The paper's name.
    pub(super) outlet: Option<String>,
    /// A name that may be the paper's, a place's, or a person's.
    pub(super) name: Option<String>,
    /// When it was published.
    pub(super) date: Option<Stamp>,
    /// When it was last changed.
    pub(super) updated: Option<Stamp>,
    /// Whether it names a day at all, if only one without its year.
    is_dated: bool,
}

/// Longest line that is believed, in bytes.
const LONGEST: usize = 160;

/// What parts a paper's name, a date and a byline on one line.
const BETWEEN: &[&str] = &[" | ", " · ", " • ", " – ", " — ", " - "];

/// Reads a line; `None` where any of its words say something else.
pub(super) fn read(line: &str) -> Option<Imprint> {
    let text = words(line);
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let mut found = Imprint::default();
    if let Some(stamp) = written(&text) {
        found.stamp(&text, stamp);
        return Some(found);
    }
    let mut dates = Vec::new();
    let mut rests = Vec::new();
    for group in groups(&text) {
        let (dated, rest): (Vec<&str>, Vec<&str>) =
            group.split(',').map(str::trim).partition(|piece| written_part(piece));
        if let Some(stamp) = written(&dated.join(" ")) {
            found.stamp(&group, stamp);
        } else {
            dates.extend(dated.iter().map(|date| (*date).to_owned()));
        }
        found.is_dated |= !dated.is_empty();
        rests.push(rest.join(", "));
    }
    if let Some(stamp) = written(&dates.join(" ")) {
        found.stamp(&text, stamp);
    }
    for rest in rests.iter().filter(|rest| !rest.is_empty()) {
        found.understand(rest)?;
    }
    (found != Imprint::default()).then_some(found)
}

/// The parts of a line that stand apart.
fn groups(text: &str) -> Vec<String> {
    let mut one = BETWEEN.iter().fold(text.to_owned(), |text, between| text.replace(between, "\n"));
    // "Posted on 18 September 2024 by Ann Lee"
    if let Some((date, name)) = text.split_once(" by ").filter(|(date, _)| written_part(date)) {
        one = format!("{date}\nBy {name}");
    }
    one.split(['\n', '|', '·', '•']).map(|part| part.trim().to_owned()).collect()
}

impl Imprint {
    fn stamp(&mut self, said: &str, stamp: Stamp) {
        const CHANGED: &[&str] =
            &["updated", "last updated", "last modified", "modified", "aktualisiert", "mis à jour"];
        let said = said.to_lowercase();
        self.is_dated = true;
        if CHANGED.iter().any(|word| said.starts_with(word)) {
            self.updated.get_or_insert(stamp);
        } else {
            self.date.get_or_insert(stamp);
        }
    }

    /// What words beside a date say.
    fn understand(&mut self, rest: &str) -> Option<()> {
        if self.byline.is_none() && byline::is_whole(rest) {
            self.byline = Some(rest.to_owned());
        } else if let Some(agency) = byline::agency(rest) {
            self.agency = Some(agency);
        } else if self.outlet.is_none() && is_paper(rest) {
            self.outlet = Some(rest.to_owned());
        } else if self.name.is_none() && self.is_dated && is_name(rest) {
            self.name = Some(rest.to_owned());
        } else {
            return None;
        }
        Some(())
    }

    /// Whether it names a day.
    pub(super) fn is_dated(&self) -> bool {
        self.is_dated
    }

    /// Whether it says more than a byline to whoever knows the authors.
    pub(super) fn adds(&self, front: &FrontMatter) -> bool {
        let byline_alone = Self { byline: self.byline.clone(), ..Self::default() };
        front.authors.is_empty() || *self != byline_alone
    }

    /// Whether it may as well be a headline: "Harbour Express", "Morning briefing, 3 May 2024".
    pub(super) fn may_be_headline(&self) -> bool {
        self.name.is_some() || self.is_outlet_alone()
    }

    /// Whether it names a paper and nothing else.
    pub(super) fn is_outlet_alone(&self) -> bool {
        let alone = Self { outlet: self.outlet.clone(), ..Self::default() };
        self.outlet.is_some() && *self == alone
    }

    /// Whether all that it says is kept as data.
    pub(super) fn is_kept(&self) -> bool {
        let someone = |line: &String| byline::read(line) != byline::Byline::default();
        self.name.is_none()
            && self.byline.as_ref().is_none_or(someone)
            && (!self.is_dated || self.date.is_some() || self.updated.is_some())
    }
}

/// Words that a paper's name ends in, in small letters, sorted.
const PAPERS: &[&str] = &[
    "advertiser",
    "argus",
    "beacon",
    "bulletin",
    "chronicle",
    "courier",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "journal",
    "ledger",
    "magazine",
    "mail",
    "mercury",
    "monitor",
    "news",
    "observer",
    "post",
    "press",
    "register",
    "review",
    "sentinel",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "tribune",
    "weekly",
];

/// Words before those that make the name of a section or of a kind of page, sorted.
const SECTIONS: &[&str] = &[
    "breaking",
    "business",
    "culture",
    "entertainment",
    "health",
    "in",
    "international",
    "latest",
    "live",
    "local",
    "market",
    "more",
    "national",
    "political",
    "politics",
    "recent",
    "regional",
    "related",
    "science",
    "sport",
    "sports",
    "tech",
    "technology",
    "top",
    "trending",
    "video",
    "weather",
    "world",
];

/// Whether a text is a paper's name: few words with capitals, the last of them one that papers are called by.
fn is_paper(text: &str) -> bool {
    const MOST: usize = 5;
    let lower = text.to_lowercase();
    let bare =
        lower.strip_suffix(" agency").filter(|rest| rest.ends_with(" news")).unwrap_or(&lower);
    let (before, last) = bare.rsplit_once(' ').unwrap_or_default();
    let first = text.rsplit_once(' ').map_or("", |(first, _)| first);
    PAPERS.binary_search(&last).is_ok()
        && SECTIONS.binary_search(&before).is_err()
        && text.split(' ').count() <= MOST
        && is_name(first)
}

/// Whether a text is a few words with capitals, but for those that join them, and no more.
fn is_name(text: &str) -> bool {
    const MOST: usize = 4;
    const JOINING: &[&str] = &["&", "and", "de", "del", "di", "do", "la", "le", "of", "the"];
    const OPENING: &[&str] = &["After", "At", "Before", "By", "From", "In", "On", "Since", "Until"];
    let plain =
        |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '\'' | '-'));
    let capital = |word: &str| plain(word) && word.starts_with(char::is_uppercase);
    let words: Vec<&str> = text.split(' ').collect();
    let (first, rest) = words.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    capital(first)
        && !OPENING.contains(&first)
        && words.len() <= MOST
        && rest.iter().all(|word| capital(word) || JOINING.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(line: &str) -> Option<String> {
        Some(read(line)?.date?.to_string())
    }

    #[test]
    fn paper_day_and_byline_on_one_line() {
        let found = read("**Aldmouth Courier** | 18 September 2024 | By Ann Lee").unwrap();
        assert_eq!(found.outlet.as_deref(), Some("Aldmouth Courier"));
        assert_eq!(found.date.unwrap().to_string(), "2024-09-18");
        assert_eq!(found.byline.as_deref(), Some("By Ann Lee"));
        for line in [
            "The Aldmouth Herald, 18 September 2024",
            "Diário do Porto | Sept. 18, 2024",
            "By Ann Lee, 18 September 2024",
            "By Ann Lee | Sept 18, 2024",
            "By Ann Lee in Aldmouth, 18 September 2024",
            "Posted on September 18, 2024 by Ann Lee",
            "Aldmouth, 18 September 2024",
            "18.09.2024",
            "18/09/2024",
            "Published Wednesday, 18 September 2024 | Updated 19 September 2024",
        ] {
            assert_eq!(day(line).as_deref(), Some("2024-09-18"), "{line}");
        }
    }

    #[test]
    fn a_line_of_text_is_none() {
        for line in [
            "The pier opened on 18 September 2024",
            "In Paris, 14 July 1789",
            "The pier, 18 September 2024. Photo: Ann Lee",
            "Breaking News",
            "The pier burned – and the ferry went on",
            "4/5/2024 was a Saturday",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_paper_is_known_by_its_last_word() {
        assert!(read("Sunday Pier magazine").unwrap().is_outlet_alone());
        assert!(read("Interlink News Agency").unwrap().is_outlet_alone());
        assert!(!read("Harbour Post, Thursday, February 27").unwrap().is_kept());
        assert!(PAPERS.is_sorted() && SECTIONS.is_sorted());
    }
}
