//! What only the text around an expression tells: the year of a bare month in a narrative, the day that "the next day" follows.

use super::super::Prose;
use super::parse::{Draft, From};
use super::token::Unit;
use super::when::{Grain, When};
use super::{Meaning, Timex, TimexKind, Toward, resolve};
use crate::markdown::BlockKind;

/// So many months before the one spoken of, a bare month is the next year's.
const ROUND: u8 = 8;
/// So many months after the one spoken of, a bare month is the year before's.
const BACK: u8 = 10;

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
    let mut spoken: Option<(Meaning, u32)> = None;
    let post_dates = post_dates(&drafts, prose);
    let mut timexes = Vec::with_capacity(drafts.len());
    let told = |draft: &Draft| match draft.from {
        From::News => mode == Mode::News,
        From::Narrative => mode == Mode::Narrative,
        From::Publication | From::Spoken => true,
    };
    for draft in drafts.into_iter().filter(told) {
        let block = draft.block;
        let near = spoken
            .as_ref()
            .filter(|(_, said)| mode == Mode::Narrative || *said == block)
            .map(|(meaning, _)| meaning);
        let post = post_dates.get(&block).copied();
        let meaning = settled(&draft, near, post, mode);
        if matches!(draft.kind, TimexKind::Date | TimexKind::Time)
            && !matches!(meaning, Meaning::Value(_))
        {
            spoken = Some((meaning.clone(), block));
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

/// A narrative names years again and again, and hardly a weekday.
fn mode(drafts: &[Draft]) -> Mode {
    let fixed = drafts.iter().filter(|draft| matches!(draft.meaning, Meaning::Fixed(_))).count();
    let near = drafts
        .iter()
        .filter(|draft| matches!(draft.meaning, Meaning::Weekday { .. } | Meaning::Unit { .. }))
        .count();
    if fixed >= 5 && near * 3 <= fixed { Mode::Narrative } else { Mode::News }
}

/// The day of each embedded post: the date that its attribution line states.
fn post_dates(drafts: &[Draft], prose: &Prose) -> std::collections::BTreeMap<u32, When> {
    let quote = |block: u32| {
        prose.blocks.get(block as usize).is_some_and(|block| block.kind == BlockKind::Quote)
    };
    let mut dates = std::collections::BTreeMap::new();
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

fn settled(draft: &Draft, spoken: Option<&Meaning>, post: Option<When>, mode: Mode) -> Meaning {
    if let Some(day) = post.and_then(When::first)
        && draft.from == From::Publication
    {
        return resolve::when(&draft.meaning, Some(day))
            .map_or_else(|| draft.meaning.clone(), Meaning::Fixed);
    }
    match draft.from {
        From::Spoken => relative_to(spoken, &draft.meaning),
        _ if mode == Mode::Narrative && is_neighbour(&draft.meaning) => {
            relative_to(spoken, &draft.meaning)
        }
        _ => in_its_year(&draft.meaning, spoken, mode),
    }
}

/// "last year", "next month": in a narrative, from the time spoken of.
fn is_neighbour(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Unit {
            unit: Unit::Week | Unit::Month | Unit::Year | Unit::Decade,
            count: -1 | 1,
            ..
        }
    )
}

/// "the next day", "that year", "two days later": counted from the time spoken of, where there is one.
fn relative_to(spoken: Option<&Meaning>, meaning: &Meaning) -> Meaning {
    let (Some(spoken), Meaning::Unit { unit, count, .. }) = (spoken, meaning) else {
        return meaning.clone();
    };
    if let Meaning::Fixed(when) = spoken {
        let moved = if *count == 0 { widened(*when, *unit) } else { when.shifted(*unit, *count) };
        return moved.map_or_else(|| meaning.clone(), Meaning::Fixed);
    }
    Meaning::Shifted { from: Box::new(spoken.clone()), unit: *unit, count: *count }
}

fn widened(when: When, unit: Unit) -> Option<When> {
    match when.first() {
        Some(day) => Some(When::holding(day, unit)),
        None => (unit == Unit::Year).then(|| When::year(when.year)),
    }
}

/// A bare month, day or season after a date with a year is of that year, or of the next where the months have come round.
fn in_its_year(meaning: &Meaning, spoken: Option<&Meaning>, mode: Mode) -> Meaning {
    let Some(Meaning::Fixed(when)) = spoken else { return meaning.clone() };
    let (month, grain) = match meaning {
        Meaning::Month {
            month,
            day: Some(day),
            toward: Toward::Near | Toward::Ahead | Toward::Behind,
        } => (*month, Grain::Day(*month, *day)),
        Meaning::Month {
            month,
            day: None,
            toward: Toward::Near | Toward::Ahead | Toward::Behind,
        } => (*month, Grain::Month(*month)),
        Meaning::Season(season, Toward::Near) => (season.first_month(), Grain::Season(*season)),
        Meaning::Quarter(quarter, Toward::Near) => (quarter * 3 - 2, Grain::Quarter(*quarter)),
        Meaning::Weekday { day, toward, time } if mode == Mode::Narrative => {
            let near = Meaning::Weekday { day: *day, toward: *toward, time: *time };
            return resolve::when(&near, when.first())
                .map_or_else(|| meaning.clone(), Meaning::Fixed);
        }
        _ => return meaning.clone(),
    };
    let spoken_month = match when.grain {
        Grain::Month(month) | Grain::Day(month, _) => Some(month),
        Grain::Season(season) => Some(season.first_month()),
        Grain::Quarter(quarter) => Some(quarter * 3 - 2),
        Grain::Week(_) | Grain::Weekend(_) => {
            when.first().and_then(|day| u8::try_from(day.month()).ok())
        }
        Grain::Year => None,
        Grain::Decade | Grain::Century => return meaning.clone(),
    };
    let round = spoken_month.is_some_and(|spoken| spoken >= month + ROUND);
    let back = spoken_month.is_some_and(|spoken| month >= spoken + BACK);
    let year = when.year + i16::from(round) - i16::from(back);
    Meaning::Fixed(When { year, grain, time: None })
}
