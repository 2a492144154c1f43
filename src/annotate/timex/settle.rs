//! What only the text around an expression tells: the year of a bare month in a narrative, the day that "the next day" follows.

use super::super::Prose;
use super::rule::{Draft, From};
use super::story::{Story, counted_days, is_too_coarse};
use super::token::Unit;
use super::when::{Grain, Time, When};
use super::{Bound, Meaning, Timex, TimexKind, Toward, resolve};
use crate::markdown::BlockKind;
use std::collections::BTreeMap;

/// So many months before the one spoken of, a bare month is the next year's.
const ROUND: u8 = 8;
/// So many months after the one spoken of, a bare month is the year before's.
const BACK: u8 = 10;

/// So many dates in a row can be a digression.
const LONGEST_DIGRESSION: usize = 2;

/// How a text tells its time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Around the day it was published: bare weekdays and months are near it.
    News,
    /// Along the years it names: bare months follow the date named last.
    Narrative,
}

/// Turns drafts into time expressions, in order.
pub(super) fn settle(drafts: Vec<Draft>, prose: &Prose) -> Vec<Timex> {
    let mode = mode(&drafts);
    let drafts: Vec<Draft> = told(drafts, mode);
    let digressions = digressions(&drafts, mode);
    let post_dates = post_dates(&drafts, prose);
    let counted = counted_days(&drafts, prose);
    let mut story = Story::default();
    let mut timexes = Vec::with_capacity(drafts.len());
    for (at, (draft, digression)) in drafts.into_iter().zip(digressions).enumerate() {
        let post = post_dates.get(&draft.block).copied();
        let counted = counted.get(&at).copied().map(Meaning::Fixed);
        let meaning = counted
            .or_else(|| story.next_weekday(&draft, prose).filter(|_| mode == Mode::News))
            .unwrap_or_else(|| settled(&draft, &story, post, mode));
        let open = mode == Mode::News && draft.bound == Bound::After && is_year(&meaning);
        if !digression && !open && !draft.aside && is_spoken_of(draft.kind, &meaning, mode) {
            story.goes_to(&draft, &meaning, prose);
        }
        timexes.push(Timex {
            span: draft.span,
            kind: draft.kind,
            meaning,
            modifier: draft.modifier.map(str::to_owned),
            bound: draft.bound,
        });
    }
    timexes
}

/// Without what is a time in other texts alone.
fn told(drafts: Vec<Draft>, mode: Mode) -> Vec<Draft> {
    let before_christ =
        |draft: &&Draft| matches!(draft.meaning, Meaning::Fixed(when) if when.year < 0);
    let fixed = |draft: &&Draft| draft.from != From::Antiquity;
    let antiquity = drafts.iter().filter(fixed).filter(before_christ).count() >= 3;
    let keep = |draft: &Draft| match draft.from {
        From::News => mode == Mode::News,
        From::Narrative => mode == Mode::Narrative,
        From::Antiquity => antiquity,
        From::Publication | From::Spoken | From::Now => true,
    };
    drafts.into_iter().filter(keep).collect()
}

/// A narrative names years again and again, and hardly a weekday.
fn mode(drafts: &[Draft]) -> Mode {
    let fixed = drafts.iter().filter(|draft| draft.meaning.is_fixed()).count();
    let near = drafts
        .iter()
        .filter(|draft| draft.from != From::Spoken)
        .filter(|draft| matches!(draft.meaning, Meaning::Weekday { .. } | Meaning::Unit { .. }))
        .count();
    if fixed >= 5 && near * 5 < fixed { Mode::Narrative } else { Mode::News }
}

/// Which drafts leave the story for a moment: a year that the next date leaves again for the one before it.
fn digressions(drafts: &[Draft], mode: Mode) -> Vec<bool> {
    let mut digressions = vec![false; drafts.len()];
    if mode == Mode::News {
        return digressions;
    }
    let mut story: Option<i16> = None;
    let years = drafts.iter().map(|draft| match draft.meaning {
        Meaning::Fixed(when) => Some(when.year),
        _ => None,
    });
    let years: Vec<(usize, i16)> =
        years.enumerate().filter_map(|(at, year)| Some((at, year?))).collect();
    for (place, (at, year)) in years.iter().enumerate() {
        let rest = years.get(place + 1..).unwrap_or_default();
        let next =
            rest.iter().take(LONGEST_DIGRESSION).map(|(_, next)| *next).find(|next| next != year);
        let left = story.zip(next).is_some_and(|(story, next)| {
            *year != story && (next == story || next == story + 1 && (*year - story).abs() > 3)
        });
        match digressions.get_mut(*at) {
            Some(digression) if left => *digression = true,
            _ => story = Some(*year),
        }
    }
    digressions
}

/// Whether it is a year: "since 2027" tells how long, not of what time an article goes on to speak.
fn is_year(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Fixed(When { grain: Grain::Year, .. }))
}

/// Whether what follows may be counted from it.
fn is_spoken_of(kind: TimexKind, meaning: &Meaning, mode: Mode) -> bool {
    matches!(kind, TimexKind::Date | TimexKind::Time)
        && match mode {
            Mode::News => !matches!(meaning, Meaning::Value(_)),
            Mode::Narrative => matches!(meaning, Meaning::Fixed(_)),
        }
}

/// The day of each embedded post: the date that its attribution line states.
fn post_dates(drafts: &[Draft], prose: &Prose) -> BTreeMap<u32, When> {
    let quote = |block: u32| {
        prose.blocks.get(block as usize).is_some_and(|block| block.kind == BlockKind::Quote)
    };
    let mut dates = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| quote(draft.block)) {
        if let Meaning::Fixed(when @ When { grain: Grain::Day(..), .. }) = draft.meaning {
            // The attribution closes the post: the blocks of the same quote before it are the post's.
            let mut block = draft.block;
            while quote(block) {
                dates.entry(block).or_insert(when);
                let Some(before) = block.checked_sub(1) else { break };
                block = before;
            }
        }
    }
    dates
}

fn settled(draft: &Draft, story: &Story, post: Option<When>, mode: Mode) -> Meaning {
    let own = || draft.meaning.clone();
    if let Some(day) = post.and_then(When::first)
        && matches!(draft.from, From::Publication | From::Now)
    {
        return resolve::when(&draft.meaning, Some(day)).map_or_else(own, Meaning::Fixed);
    }
    let spoken = story.spoken.as_ref();
    let near = spoken.filter(|spoken| mode == Mode::Narrative || spoken.leads(draft));
    let near = near.map(|spoken| &spoken.meaning);
    match (draft.from, mode) {
        (From::Now, Mode::Narrative) if matches!(draft.meaning, Meaning::Unit { .. }) => {
            Meaning::Value("PRESENT_REF".to_owned())
        }
        (From::Now, Mode::News) => own(),
        (From::Spoken, Mode::News) => story.counted(draft, near),
        (From::Spoken, Mode::Narrative) => {
            relative_to(near, &draft.meaning).unwrap_or_else(|| unresolved(&draft.meaning))
        }
        (_, Mode::News) => {
            let year = story.of_which_year(draft, near);
            year.unwrap_or_else(|| in_its_year(&draft.meaning, near))
        }
        (_, Mode::Narrative) if is_neighbour(&draft.meaning) => {
            let uncounted = || if near.is_some() { unresolved(&draft.meaning) } else { own() };
            relative_to(near, &draft.meaning).unwrap_or_else(uncounted)
        }
        (_, Mode::Narrative) if matches!(draft.meaning, Meaning::Weekday { .. }) => {
            weekday_of(&draft.meaning, near).unwrap_or_else(own)
        }
        (_, Mode::Narrative) => in_its_year(&draft.meaning, near),
    }
}

/// Whether it is a day that is past, or the day of publication.
pub(super) fn is_day_gone(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Weekday { toward, .. } => {
            matches!(toward, Toward::Near | Toward::Behind | Toward::Last)
        }
        Meaning::Unit { unit, count, .. } => *unit == Unit::Day && *count <= 0,
        Meaning::Fixed(When { grain, .. }) | Meaning::Part { grain, .. } => {
            matches!(grain, Grain::Day(..))
        }
        Meaning::Story { .. } => true,
        _ => false,
    }
}

/// A weekday in a narrative, from the time spoken of.
fn weekday_of(meaning: &Meaning, spoken: Option<&Meaning>) -> Option<Meaning> {
    let Some(Meaning::Fixed(when)) = spoken else { return None };
    resolve::when(meaning, when.first()).map(Meaning::Fixed)
}

/// "last year", "next summer": in a narrative, from the time spoken of.
fn is_neighbour(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Unit { unit, count: -1..=1, .. } => *unit >= Unit::Day,
        Meaning::Part { toward: Toward::Last | Toward::Next, .. } => true,
        _ => false,
    }
}

/// "the next day", "that year", "two days later": counted from the time spoken of; `None` where it does not tell.
pub(super) fn relative_to(spoken: Option<&Meaning>, meaning: &Meaning) -> Option<Meaning> {
    let spoken = spoken?;
    match (spoken, meaning) {
        // No day of a year is "the same evening", none of a month two days later.
        (_, Meaning::Unit { .. }) if is_too_coarse(spoken, meaning) => None,
        (Meaning::Fixed(when), Meaning::Unit { unit, count, time }) => {
            Some(Meaning::Fixed(counted(*when, *unit, *count)?.with(*time)))
        }
        (Meaning::Fixed(when), Meaning::InYear(grain, years)) => {
            let year = when.year.checked_add(*years)?;
            Some(Meaning::Fixed(When { year, grain: *grain, time: None }))
        }
        (Meaning::Fixed(when), Meaning::Part { .. } | Meaning::Weekday { .. }) => {
            resolve::when(meaning, when.first()).map(Meaning::Fixed)
        }
        (_, Meaning::Unit { unit, count, time }) => {
            let from = Box::new(spoken.clone());
            Some(Meaning::Shifted { from, unit: *unit, count: *count, time: *time })
        }
        _ => None,
    }
}

fn counted(when: When, unit: Unit, count: i32) -> Option<When> {
    if count != 0 {
        return when.shifted(unit, count);
    }
    match when.first() {
        Some(day) => Some(When::holding(day, unit)),
        None => (unit == Unit::Year).then(|| When::year(when.year)),
    }
}

/// What a narrative does not date: a day of no certain date, in TIMEX3's letters.
pub(super) fn unresolved(meaning: &Meaning) -> Meaning {
    let Meaning::Unit { unit, time, .. } = meaning else { return meaning.clone() };
    let date = match unit {
        Unit::Week | Unit::Weekend | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Year | Unit::Decade | Unit::Century => "XXXX",
        _ => "XXXX-XX-XX",
    };
    let part = match time {
        Some(Time::Part(part)) => format!("T{}", part.code()),
        Some(Time::Clock(minutes, _)) => format!("T{:02}:{:02}", minutes / 60, minutes % 60),
        None => String::new(),
    };
    Meaning::Value(format!("{date}{part}"))
}

/// A bare month, day or season after a date with a year is of that year, or of the next where the months have come round.
pub(super) fn in_its_year(meaning: &Meaning, spoken: Option<&Meaning>) -> Meaning {
    let Some(Meaning::Fixed(when)) = spoken else { return meaning.clone() };
    let (grain, time) = match meaning {
        Meaning::Part { grain, toward: Toward::Near | Toward::Ahead | Toward::Behind, time } => {
            (*grain, *time)
        }
        _ => return meaning.clone(),
    };
    let Some(month) = grain.first_month() else { return meaning.clone() };
    let spoken_month = match when.grain {
        Grain::Year => None,
        Grain::Decade | Grain::Century => return meaning.clone(),
        Grain::Week(_) | Grain::Weekend(_) => {
            when.first().and_then(|day| u8::try_from(day.month()).ok())
        }
        grain => grain.first_month(),
    };
    let round = spoken_month.is_some_and(|spoken| spoken >= month + ROUND);
    let back = spoken_month.is_some_and(|spoken| month >= spoken + BACK);
    let year = when.year + i16::from(round) - i16::from(back);
    Meaning::Fixed(When { year, grain, time })
}
