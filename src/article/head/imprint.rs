//! A line of the head that says who published it, when, or who wrote it: "Harbour Times | 18 September 2024 | By Ann Lee".

use super::super::page::words;
use super::super::paper::{is_name, is_paper};
use super::super::{FrontMatter, byline, furniture};
use crate::date::{CHANGED, PUBLISHED, Stamp, written, written_month_day, written_part};

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
    /// The words for its day, where it names one without the year.
    pub(super) yearless: Option<String>,
    /// Whether it names a day at all.
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
    let groups = groups(&text);
    let several = groups.len() > 1;
    let is_other =
        |group: &String| several && written(group).is_none() && furniture::is_furniture(group);
    for group in groups.into_iter().filter(|group| !is_other(group)) {
        let (dated, rest): (Vec<&str>, Vec<&str>) =
            group.split(',').map(str::trim).partition(|piece| written_part(piece));
        if let Some(stamp) = written(&dated.join(" ")) {
            found.stamp(&group, stamp);
        } else {
            dates.extend(dated.iter().map(|date| (*date).to_owned()));
        }
        found.is_dated |= dated.iter().any(|piece| !is_clock(piece));
        rests.push(rest.join(", "));
    }
    let dates = dates.join(" ");
    match written(&dates) {
        Some(stamp) => found.stamp(&text, stamp),
        None => found.yearless = written_month_day(&dates).map(|_| dates),
    }
    // What may be many things is understood by what stands beside it.
    rests.sort_by_key(|rest| is_name(rest) && !is_paper(rest));
    for rest in rests.iter().filter(|rest| !rest.is_empty()) {
        found.understand(rest)?;
    }
    (found != Imprint::default()).then_some(found)
}

/// Whether a part of a date is a time of day alone: that of an entry, perhaps, not of the article.
fn is_clock(text: &str) -> bool {
    let (first, half) = text.split_once(' ').unwrap_or((text, ""));
    first.contains([':', '.', 'h'])
        && first.starts_with(|c: char| c.is_ascii_digit())
        && first.len() <= 7
        && matches!(half.to_lowercase().as_str(), "" | "am" | "pm" | "a.m." | "p.m." | "uhr")
}

/// The parts of a line that stand apart.
pub(super) fn groups(text: &str) -> Vec<String> {
    let mut one = BETWEEN.iter().fold(text.to_owned(), |text, between| text.replace(between, "\n"));
    // "Posted on 18 September 2024 by Ann Lee"
    if let Some((date, name)) = text.split_once(" by ").filter(|(date, _)| written_part(date)) {
        one = format!("{date}\nBy {name}");
    }
    if one.bytes().any(|byte| byte.is_ascii_digit()) {
        for at in labels(&one).into_iter().rev() {
            one.insert(at, '\n');
        }
    }
    one.split(['\n', '|', '·', '•']).map(|part| part.trim().to_owned()).collect()
}

/// Where inside a line a label begins: "By Ann Lee, published 3 May, updated 4 May".
fn labels(text: &str) -> Vec<usize> {
    const SHORTEST: usize = 6;
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return Vec::new();
    }
    let lower = lower.as_str();
    let all = CHANGED.iter().chain(PUBLISHED).filter(|label| label.len() >= SHORTEST);
    let mut found: Vec<(usize, usize)> = all
        .flat_map(|label| lower.match_indices(label).map(|(at, label)| (at, at + label.len())))
        .filter(|&(at, end)| {
            let before = lower.get(..at).unwrap_or_default();
            let after = lower.get(end..).unwrap_or_default();
            before.ends_with([' ', ',', '(']) && after.starts_with([' ', ':'])
        })
        .collect();
    // Of labels in one another the longest: "last updated".
    found.sort_by_key(|&(at, end)| (at, std::cmp::Reverse(end)));
    found.dedup_by(|next, first| next.0 < first.1);
    found.into_iter().map(|(at, _)| at).filter(|&at| at > 0).collect()
}

impl Imprint {
    fn stamp(&mut self, said: &str, stamp: Stamp) {
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
        if self.byline.is_none() && (byline::is_whole(rest) || byline::is_signed(rest)) {
            self.byline = Some(rest.to_owned());
        } else if let Some(agency) = byline::agency(rest) {
            self.agency = Some(agency);
        } else if self.outlet.is_none() && is_paper(rest) {
            self.outlet = Some(rest.to_owned());
        } else if self.byline.is_some() && byline::is_role(rest) {
            // Of whoever the byline names.
        } else if self.name.is_none() && self.says_whose() && is_name(rest) {
            self.name = Some(rest.to_owned());
        } else {
            return None;
        }
        Some(())
    }

    /// Whether it names a day, a paper or who wrote it.
    fn says_whose(&self) -> bool {
        self.is_dated || self.byline.is_some() || self.outlet.is_some()
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
            && (!self.is_dated
                || self.date.is_some()
                || self.updated.is_some()
                || self.yearless.is_some())
    }
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
    fn a_day_without_its_year_is_kept() {
        let found = read("Cape Orrin Beacon, Thursday, February 27").unwrap();
        assert_eq!(found.outlet.as_deref(), Some("Cape Orrin Beacon"));
        assert_eq!(found.yearless.as_deref(), Some("Thursday February 27"));
        assert!(found.is_kept());
    }

    #[test]
    fn publication_and_change_on_one_line_are_told_apart() {
        for line in [
            "By Ann Lee Published March 3, 2024 at 4:05 p.m. Updated March 4, 2024",
            "Publié le 3 mars 2024 à 16h05, mis à jour le 4 mars 2024",
            "Опубликовано 3 марта 2024, 16:05, обновлено 4 марта 2024",
            "Published: 3 March 2024, 16:05 (Last updated: 4 March 2024)",
        ] {
            let found = read(line).unwrap();
            assert_eq!(found.date.unwrap().to_string(), "2024-03-03T16:05:00", "{line}");
            assert_eq!(found.updated.unwrap().to_string(), "2024-03-04", "{line}");
        }
        assert_eq!(read("Last updated 3 March 2024").unwrap().date, None);
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
    fn a_paper_alone_is_told_from_more() {
        assert!(read("Sunday Pier magazine").unwrap().is_outlet_alone());
        assert!(read("Interlink News Agency").unwrap().is_outlet_alone());
    }
}
