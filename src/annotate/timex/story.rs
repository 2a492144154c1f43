//! What news carries from one paragraph to the next: the day of which it tells, and the year of a day long past.

use super::super::Prose;
use super::super::quote::verb;
use super::rule::{Draft, From, Past};
use super::settle::{in_its_year, is_day_gone, relative_to, unresolved};
use super::token::Unit;
use super::when::{Grain, When};
use super::{Bound, Meaning, TimexKind, Toward};
use std::collections::BTreeMap;

/// So many paragraphs on, a day still counts.
const NEAR: u32 = 2;

/// So many paragraphs on, an hour is still of the day of these days that the text tells of.
const SCENE: u32 = 5;

/// So many days on, a weekday goes on from one that was told.
const SOON: i32 = 3;

/// How many words after a day may tell that somebody spoke.
const REPORTED: usize = 6;

/// What a text has told of so far.
#[derive(Default)]
pub(super) struct Story {
    /// The time that was named last.
    pub(super) spoken: Option<Spoken>,
    /// The day that is past and was named last.
    pub(super) day: Option<Meaning>,
    /// The day on which something was last told to have happened, and the block that tells it.
    scene: Option<(Meaning, u32)>,
    /// Whether it has told of several.
    moves: bool,
    /// The day or month of a year that was named last, and the block that names it.
    dated: Option<(When, u32)>,
}

/// The time that was named last.
pub(super) struct Spoken {
    pub(super) meaning: Meaning,
    pub(super) block: u32,
    /// Whether it dates what will be.
    pub(super) ahead: bool,
    /// Which weekday it is, where its words say so and of which week.
    weekday: Option<u8>,
}

impl Spoken {
    /// Whether a date of news may be counted from it: of the same paragraph, and not of what will be after what has been, nor the
    /// other way. A year that has been, named in passing, says nothing of a day after it.
    pub(super) fn leads(&self, draft: &Draft) -> bool {
        let of_a_day =
            matches!(draft.meaning, Meaning::Part { grain: Grain::Day(..) | Grain::Month(_), .. });
        let is_year = matches!(self.meaning, Meaning::Fixed(When { grain: Grain::Year, .. }));
        let leads = if self.ahead {
            !of_a_day || draft.past == Past::Untold
        } else {
            !(draft.ahead || of_a_day && is_year)
        };
        self.block == draft.block && leads
    }
}

impl Story {
    /// The text goes on to speak of a time.
    pub(super) fn goes_to(&mut self, draft: &Draft, meaning: &Meaning, prose: &Prose) {
        let (block, ahead) = (draft.block, draft.ahead);
        if is_day_gone(meaning) && !ahead {
            self.day = Some(meaning.clone());
        }
        let was = draft.past == Past::Was && draft.from != From::Spoken && is_day_gone(meaning);
        if (was || self.follows_scene(draft, meaning)) && !ahead && draft.bound == Bound::At {
            self.moves |= self.scene.as_ref().is_some_and(|(scene, _)| !is_one_day(scene, meaning));
            self.scene = Some((meaning.clone(), block));
        }
        match meaning {
            Meaning::Fixed(when) | Meaning::Story { when, .. }
                if matches!(when.grain, Grain::Day(..) | Grain::Month(_)) && !ahead =>
            {
                self.dated = Some((*when, block));
            }
            // The text is back at these days.
            Meaning::Weekday { .. } | Meaning::Unit { unit: Unit::Day, .. } => self.dated = None,
            _ => {}
        }
        let of_week =
            matches!(meaning, Meaning::Fixed(_) | Meaning::Part { .. } | Meaning::Shifted { .. });
        let weekday = of_week.then(|| weekday_named(draft.span.of(&prose.words))).flatten();
        self.spoken = Some(Spoken { meaning: meaning.clone(), block, ahead, weekday });
    }

    /// A weekday that goes on from one of a told week: "Monday 3 March began badly. On Tuesday came …", not "police said on Tuesday".
    pub(super) fn next_weekday(&self, draft: &Draft, prose: &Prose) -> Option<Meaning> {
        let Meaning::Weekday { day, toward: Toward::Near, time } = draft.meaning else {
            return None;
        };
        let spoken = self.spoken.as_ref().filter(|one| one.block == draft.block && !one.ahead)?;
        let count = i32::from((day + 7 - spoken.weekday?) % 7);
        let goes_on = opens_clause(draft, prose) && !is_report(draft, prose);
        let from = Box::new(spoken.meaning.clone());
        (goes_on && (1..=SOON).contains(&count)).then_some(Meaning::Shifted {
            from,
            unit: Unit::Day,
            count,
            time,
        })
    }

    /// Whether it is counted in days from the scene: "the same evening", "two days later".
    fn follows_scene(&self, draft: &Draft, meaning: &Meaning) -> bool {
        let on = matches!(draft.meaning, Meaning::Unit { unit: Unit::Day, count: 0.., .. });
        let Some((scene, _)) = self.scene.as_ref().filter(|_| on) else { return false };
        let last = || self.spoken.as_ref().is_some_and(|last| last.meaning == *scene);
        let from = matches!(meaning, Meaning::Shifted { from, .. } if **from == *scene);
        draft.from == From::Spoken && *meaning != draft.meaning && (from || last())
    }

    /// "the next day", "that evening", "at 4 p.m.": counted from the time that was named last in the paragraph, or from the day
    /// that those before it tell of.
    pub(super) fn counted(&self, draft: &Draft, near: Option<&Meaning>) -> Meaning {
        let own = &draft.meaning;
        let coarse = near.is_some_and(|near| is_too_coarse(near, own));
        let counted =
            relative_to(near, own).or_else(|| self.earlier(own)).or_else(|| self.in_scene(draft));
        // Nothing is told to be later than publication, which no article knows to have been followed by anything.
        let later = matches!(own, Meaning::Unit { count: 1.., .. });
        counted.unwrap_or_else(|| if later || coarse { unresolved(own) } else { own.clone() })
    }

    /// "a day earlier" is no "yesterday": it is counted from the day of an earlier paragraph, if not from one of its own.
    fn earlier(&self, meaning: &Meaning) -> Option<Meaning> {
        let near = |unit: Unit| unit <= Unit::Week;
        let counts = matches!(meaning, Meaning::Unit { unit, count: ..0, .. } if near(*unit));
        relative_to(self.day.as_ref().filter(|_| counts), meaning)
    }

    /// "Three days later" goes on from the day that the last paragraphs ended with; an hour at which something was is of the one
    /// day that they tell of.
    fn in_scene(&self, draft: &Draft) -> Option<Meaning> {
        let (scene, block) = self.scene.as_ref()?;
        let away = draft.block.saturating_sub(*block);
        let last = self.spoken.as_ref().is_some_and(|last| last.meaning == *scene);
        let of_late = matches!(scene, Meaning::Weekday { .. } | Meaning::Unit { .. });
        let goes_on = match draft.meaning {
            Meaning::Unit { unit, count: 1.., .. } => {
                unit <= Unit::Fortnight && last && away <= NEAR
            }
            Meaning::Unit { unit: Unit::Day, count: 0, .. } => {
                let was = matches!(draft.past, Past::Was | Past::HadBeen);
                was && !self.moves && (of_late && away <= SCENE || last && away <= 1)
            }
            _ => false,
        };
        relative_to(Some(scene).filter(|_| goes_on), &draft.meaning)
    }

    /// A day of no told year: of the year that its paragraph names, where it follows close or had been before. Otherwise, and in the
    /// next paragraphs, only where there is none of its name close to publication.
    pub(super) fn of_which_year(&self, draft: &Draft, near: Option<&Meaning>) -> Option<Meaning> {
        let Meaning::Part { grain: Grain::Day(month, _), toward, .. } = draft.meaning else {
            return None;
        };
        let bare = matches!(toward, Toward::Near | Toward::Behind) && !draft.ahead;
        let (before, block) = self.dated.filter(|_| bare)?;
        let (named, beside) = match near {
            Some(Meaning::Fixed(when)) => (*when, true),
            _ if draft.block <= block + NEAR => (before, false),
            _ => return None,
        };
        let (Grain::Day(other, _) | Grain::Month(other)) = named.grain else { return None };
        let told = in_its_year(&draft.meaning, Some(&Meaning::Fixed(named)));
        let Meaning::Fixed(when) = told else { return None };
        let adjoins = matches!((month + 12 - other) % 12, 0 | 1 | 11);
        let had_been = draft.past == Past::HadBeen && month <= other;
        // "arrested over a murder on 14 March 2021" may go on with a 5 March of late.
        let follows = adjoins && when.first() >= named.first();
        if beside && (follows || had_been) {
            return Some(told);
        }
        let goes_with = beside || (adjoins || had_been) && draft.past != Past::Untold;
        goes_with.then_some(Meaning::Story { when, toward })
    }
}

/// The weekday that an expression begins with: "Monday, 3 March".
fn weekday_named(words: &str) -> Option<u8> {
    const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let first = words.split([' ', ',']).next().filter(|first| first.ends_with("day"))?;
    let start = first.get(..3)?.to_lowercase();
    DAYS.iter().position(|day| *day == start).and_then(|day| u8::try_from(day).ok())
}

/// Whether a day opens its clause: "On Tuesday", "and by Friday night".
fn opens_clause(draft: &Draft, prose: &Prose) -> bool {
    let before = prose.words.get(..draft.span.start as usize).unwrap_or_default().trim_end();
    let lead = ["On", "on", "By", "by"].iter().find_map(|lead| before.strip_suffix(lead));
    lead.is_some_and(|lead| {
        let lead = lead.trim_end_matches(' ');
        let lead = lead.strip_suffix(" and").unwrap_or(lead);
        lead.is_empty() || lead.ends_with(['.', ',', ';', ':', '!', '?', '”', '"', '\n'])
    })
}

/// Whether the next words after a day tell what somebody said then: "On Tuesday police said".
fn is_report(draft: &Draft, prose: &Prose) -> bool {
    let rest = prose.words.get(draft.span.end as usize..).unwrap_or_default();
    let clause = rest.split(['.', ';', '\n']).next().unwrap_or_default();
    clause.split_whitespace().take(REPORTED).any(verb::is_speech)
}

/// Whether two times are of one day by their words: "Monday evening" and "on Monday".
fn is_one_day(one: &Meaning, other: &Meaning) -> bool {
    match (one, other) {
        (Meaning::Weekday { day, .. }, Meaning::Weekday { day: other, .. }) => day == other,
        (Meaning::Fixed(one), Meaning::Fixed(other)) => one.first() == other.first(),
        (Meaning::Shifted { from, count: 0, .. }, other)
        | (other, Meaning::Shifted { from, count: 0, .. }) => is_one_day(from, other),
        _ => one == other,
    }
}

/// Whether a time is too coarse for what would be counted from it: no day is two days after a month.
pub(super) fn is_too_coarse(spoken: &Meaning, meaning: &Meaning) -> bool {
    let Meaning::Unit { unit, .. } = meaning else { return false };
    let finest = match spoken {
        Meaning::Fixed(when) => when.grain.unit(),
        Meaning::Part { grain, .. } | Meaning::InYear(grain, _) => grain.unit(),
        Meaning::Unit { unit, .. } => *unit,
        _ => Unit::Day,
    };
    *unit < finest
}

/// The days of no told year that the text counts from one of a told year, by their places among the drafts: "on 2 June, twelve days
/// before it fell on 14 June 2021".
pub(super) fn counted_days(drafts: &[Draft], prose: &Prose) -> BTreeMap<usize, When> {
    let days = drafts.windows(2).enumerate().filter_map(|(at, pair)| {
        let [day, length] = pair else { return None };
        let away = away(day, length, prose)?;
        let before = drafts.get(..at)?.iter().rev();
        let before = before.filter(|base| day.block <= base.block + NEAR);
        let after = drafts.get(at + 2..)?.iter().take_while(|base| base.block == day.block);
        let mut years = before.chain(after).filter_map(|base| counted_from(day, base, away));
        Some((at, years.next()?))
    });
    days.collect()
}

/// How many days after the day that a length is counted from a day lies, where the length stands right after it.
fn away(day: &Draft, length: &Draft, prose: &Prose) -> Option<i32> {
    let Meaning::Value(value) = &length.meaning else { return None };
    let beside = day.block == length.block && length.span.start <= day.span.end + 2;
    let number =
        value.strip_prefix('P').filter(|_| length.kind == TimexKind::Duration && beside)?;
    let days = match number.split_at_checked(number.len().checked_sub(1)?)? {
        (days, "D") => days.parse().ok()?,
        (weeks, "W") => weeks.parse::<i32>().ok()?.checked_mul(7)?,
        _ => return None,
    };
    let lead = prose.words.get(length.span.end as usize..)?.split_whitespace().next()?;
    match lead {
        "after" => Some(days),
        "before" => Some(-days),
        _ => None,
    }
}

/// A day of no told year, so many days from one of a told year, where that is its day and month.
fn counted_from(day: &Draft, base: &Draft, away: i32) -> Option<When> {
    let (Meaning::Part { grain, time, .. }, Meaning::Fixed(base)) = (&day.meaning, &base.meaning)
    else {
        return None;
    };
    let exact = matches!(base.grain, Grain::Day(..));
    let found = When::day(base.first().filter(|_| exact)?.plus(away)?);
    (found.grain == *grain).then(|| found.with(*time))
}
