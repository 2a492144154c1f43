//! The days of a timeline page: its events under one date each.

use super::shown::{EventCard, NoteCard};
use crate::corpus::Event;
use crate::date::{Edtf, Partial};
use serde::Serialize;

/// The events of one date.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Its place on the page.
    pub id: String,
    /// The word before the date: `on`, `in`, `during`, `week`, `before`, `by`, `from`, `about`, `between`, `planned`,
    /// `undated`.
    pub word: &'static str,
    /// The date, EDTF.
    pub date: Option<String>,
    /// Whether it is less exact than a day.
    pub soft: bool,
    /// Whether it is far from the top, so that a browser may lay it out later.
    pub far: bool,
    /// Whether it is the last one.
    pub last: bool,
    /// Its events, those that most outlets report first.
    pub events: Vec<EventCard>,
    /// Editors' notes on the day.
    pub notes: Vec<NoteCard>,
}

/// On a page with more events than this, sections after the first few are laid out only when they come near.
const LONG: usize = 50;
const NEAR: usize = 5;

/// Groups cards, which come by date, into sections.
pub(super) fn sections<'e>(
    cards: impl Iterator<Item = (&'e Event, EventCard)>,
    notes: &[(&str, NoteCard)],
) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut count = 0;
    for (event, card) in cards {
        count += 1;
        let id = id(event.date, event.planned);
        match sections.last_mut() {
            Some(section) if section.id == id => section.events.push(card),
            _ => sections.push(section(id, event, card)),
        }
    }
    for section in &mut sections {
        section.events.sort_by_key(|card| std::cmp::Reverse(card.reports));
        let day = section.date.as_deref();
        let on_day =
            notes.iter().filter(|(at, _)| Some(*at) == day && !section.id.ends_with("planned"));
        section.notes = on_day.map(|(_, note)| note.clone()).collect();
    }
    if count > LONG {
        sections.iter_mut().skip(NEAR).for_each(|section| section.far = true);
    }
    if let Some(last) = sections.last_mut() {
        last.last = true;
    }
    sections
}

fn section(id: String, event: &Event, card: EventCard) -> Section {
    let word = word(event.date, event.planned);
    Section {
        id,
        word,
        date: event.date.map(|date| date.to_string()),
        soft: word != "on",
        far: false,
        last: false,
        events: vec![card],
        notes: Vec::new(),
    }
}

/// The place of a date's section on a page.
pub(super) fn id(date: Option<Edtf>, planned: bool) -> String {
    let Some(date) = date else { return "undated".to_owned() };
    let date = date.to_string().replace('/', "_").replace("..", "open").replace('~', "-about");
    format!("d{date}{}", if planned { "-planned" } else { "" })
}

/// The word before a date.
fn word(date: Option<Edtf>, planned: bool) -> &'static str {
    let Some(date) = date else { return "undated" };
    if planned && date.begin.is_some() {
        return "planned";
    }
    match (date.begin, date.end) {
        (None, Some(_)) if planned => "by",
        (None, _) => "before",
        (Some(_), None) => "from",
        _ if date.approximate => "about",
        (Some(Partial::Day(a)), Some(Partial::Day(b))) if a == b => "on",
        (Some(Partial::Year(a)), Some(Partial::Year(b))) if a == b => "in",
        (Some(a), Some(b)) if a == b => "during",
        _ if is_week(date) => "week",
        _ => "between",
    }
}

/// Whether a date is one week, Monday to Sunday.
fn is_week(date: Edtf) -> bool {
    date.days() == Some(7) && date.first().is_some_and(|day| day.weekday() == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inexact_dates_say_how() {
        let of = |date: &str| word(date.parse().ok(), false);
        assert_eq!(of("2025-04-23"), "on");
        assert_eq!(of("2025-04-14/2025-04-20"), "week");
        assert_eq!(of("2025-04-01/2025-04-20"), "between");
        assert_eq!(of("../2025-05"), "before");
        assert_eq!(of("2014"), "in");
        assert_eq!(of("2025-01"), "during");
    }
}
