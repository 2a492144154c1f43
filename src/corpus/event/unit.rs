//! A sentence with the date that anchors it: what events are clustered from.

use super::super::words::Hash;
use super::super::{Gist, Passage, Published, Told, When};
use crate::article::ArticleId;
use crate::date::{Day, Edtf};
use crate::text::Span;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A sentence, or one clause of it, with the date that anchors it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'a> {
    /// The article.
    pub(super) gist: &'a Gist,
    /// When the article was published.
    pub(super) published: Option<Day>,
    /// The sentence.
    pub(super) told: &'a Told,
    /// The expression that dates it; `None` for an opening sentence dated by its publication, and for one that joined.
    pub(super) when: Option<&'a When>,
    /// When it happened.
    pub(super) date: Edtf,
    /// The first and the last day of that, counted from 1970.
    pub(super) days: (i32, i32),
    /// The article's place among the gists, and the sentence's in its article.
    pub(super) place: (usize, usize),
}

impl<'a> Unit<'a> {
    /// The words that tell of what happened: the dated clause's, where they are enough to know it by.
    pub(super) fn terms(&self) -> &'a [Hash] {
        match self.when {
            Some(when) if when.terms.len() >= 3 => &when.terms,
            _ => &self.told.terms,
        }
    }

    /// Whom these words name, sorted.
    pub(super) fn people(&self) -> &'a [Hash] {
        match self.when {
            Some(when) if when.terms.len() >= 3 => &when.people,
            _ => &self.told.people,
        }
    }

    /// Its sentence as evidence.
    pub(super) fn passage(&self) -> Passage {
        passage(self.gist, self.told)
    }

    /// What sorts units: by date, then article, then sentence and clause.
    pub(super) fn order(&self) -> ((i32, i32), Edtf, (usize, usize), u32) {
        (self.days, self.date, self.place, self.when.map_or(0, |when| when.clause.start))
    }

    /// What sorts the dates of one sentence: an aside comes last, and then as they are told.
    pub(super) fn rank(&self) -> u64 {
        self.when.map_or(0, |when| u64::from(when.timex.span.start) + (u64::from(when.aside) << 32))
    }

    /// Whether its date has no beginning: "by Friday".
    pub(super) fn is_open(&self) -> bool {
        self.days.0 == i32::MIN
    }

    /// Whether it dates the same words more finely: "on Thursday" in "This month it was her turn: on Thursday she left".
    fn is_finer_than(&self, other: &Self) -> bool {
        let clause = |unit: &Self| unit.when.map(|when| when.clause);
        let inside = !other.is_open() && other.days.0 <= self.days.0 && self.days.1 <= other.days.1;
        clause(self) == clause(other) && inside && self.days != other.days
    }

    /// Whether another, which tells more, has the same date in words beside its own: "Monday" and "3 March" in "on Monday, 3 March".
    fn is_told_by(&self, other: &Self) -> bool {
        let Some((own, theirs)) = self.when.zip(other.when) else { return false };
        let (own, theirs) = (own.timex.span, theirs.timex.span);
        let between = Span { start: own.end.min(theirs.end), end: own.start.max(theirs.start) };
        let offset = |at: u32| at.saturating_sub(self.told.span.start) as usize;
        let between = self.told.text.get(offset(between.start)..offset(between.end));
        let bare = |text: &str| {
            let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
            words.all(|word| ["at", "on", "the"].contains(&word))
        };
        let tells = |unit: &Self, date: Span| (unit.terms().len(), Reverse(date));
        self.days == other.days
            && tells(self, own) < tells(other, theirs)
            && between.is_some_and(bare)
    }

    /// How many days its date covers.
    pub(super) fn span(&self) -> i32 {
        self.days.1.saturating_sub(self.days.0).saturating_add(1)
    }

    /// The month that its date begins in, or ends in where it has no beginning.
    pub(super) fn month(&self) -> i32 {
        self.date.first().or(self.date.last()).map_or(0, month_of)
    }

    /// The sentence that it is, or is of.
    pub(super) fn sentence(&self) -> Sentence<'a> {
        let Self { gist, published, told, place, .. } = *self;
        Sentence { gist, published, told, place }
    }

    /// Whether it was printed after its day, and tells what came about then.
    pub(super) fn has_happened(&self) -> bool {
        let passed = self.published.is_some_and(|published| self.date.last() < Some(published));
        self.when.is_some_and(|when| !when.ahead && !when.off) && passed
    }

    /// Whether it speaks of what had not happened when it was printed, or never did on that day.
    pub(super) fn planned(&self) -> bool {
        let Some(published) = self.published else { return false };
        let after = self.date.first().is_some_and(|first| first > published);
        let open = self.date.last().is_none_or(|last| last >= published);
        let ahead = self.is_open() || self.when.is_some_and(|when| when.ahead);
        after || self.when.is_some_and(|when| when.off) || open && ahead
    }
}

/// A sentence as evidence.
pub(super) fn passage(gist: &Gist, told: &Told) -> Passage {
    Passage {
        article: gist.id.clone(),
        part: told.part,
        span: told.span,
        text: told.text.clone(),
        block: told.block,
    }
}

/// The month of a day, counted from the year 0.
pub(super) fn month_of(day: Day) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// What has come about, as news tells it, has done so at most so many days before.
const RECENT: i32 = 3;

/// The longest time that anchors an event, in days: a year.
const LONGEST: i32 = 366;

/// One sentence of one article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    /// The article.
    pub(super) gist: &'a Gist,
    /// When the article was published.
    pub(super) published: Option<Day>,
    /// The sentence.
    pub(super) told: &'a Told,
    /// The article's place among the gists, and the sentence's in its article.
    pub(super) place: (usize, usize),
}

impl<'a> Sentence<'a> {
    /// Whether another stands in the same paragraph, or caption.
    fn is_beside(&self, other: &Self) -> bool {
        let place = |one: &Self| (one.place.0, one.told.part, one.told.block);
        place(self) == place(other)
    }

    /// Whether it opens an article with what has come about, and the next sentence goes on with the day: "Police have arrested a man.
    /// He was picked up on Monday".
    pub(super) fn is_dated_by(&self, next: &Self) -> bool {
        let told = self.told;
        let perfect = || told.text.split(' ').any(|word| word == "has" || word == "have");
        let days = || next.told.times.iter().any(|when| next.is_of_late(when));
        let undated = || {
            told.times.iter().all(|when| when.timex.is_of_publication() && self.is_of_speech(when))
        };
        told.lead && next.told.goes_on && self.is_beside(next) && undated() && perfect() && days()
    }

    /// Whether a date is one of the last days, and what it dates has been.
    fn is_of_late(&self, when: &When) -> bool {
        let date = when.timex.resolve(self.published).and_then(|resolved| resolved.date);
        let day = date.filter(|date| date.days() == Some(1)).and_then(Edtf::first);
        let back = self.published.zip(day).map(|(now, day)| now.number() - day.number());
        !when.ahead && back.is_some_and(|back| (0..=RECENT).contains(&back))
    }

    /// Whether it is what somebody says of their own day, and the article opens with that: they speak of what happened then.
    pub(super) fn is_of_opening(&self, opening: &Self) -> bool {
        let told = self.told;
        let day = self.day().filter(|_| told.speaks_of_today());
        let others = opening.place.0 == self.place.0 && opening.place != self.place;
        opening.told.lead && others && day.is_some() && day == opening.day()
    }

    /// The day that it tells of: the first that it names, or, where it opens the article and names none, that of publication.
    fn day(&self) -> Option<Day> {
        let day = |when: &When| {
            let date = when.timex.resolve(self.published)?.date?;
            date.first().filter(|first| Some(*first) == date.last())
        };
        let opens = self.told.lead && self.told.times.is_empty();
        let named = self.told.times.iter().min_by_key(|when| when.aside).and_then(day);
        named.or(self.published.filter(|_| opens))
    }

    /// Whether a date says when the sentence's words were said: "police said today".
    fn is_of_speech(&self, when: &When) -> bool {
        let before = self.told.text.get(..(when.timex.span.start - self.told.span.start) as usize);
        let last = before.and_then(|before| before.split_whitespace().next_back());
        last.is_some_and(|verb| ["announced", "confirmed", "said", "say"].contains(&verb))
    }

    /// The sentence at a date, told by an expression or by what it joins.
    pub(super) fn at(self, date: Edtf, when: Option<&'a When>) -> Unit<'a> {
        let number = |day: Option<Day>, open| day.map_or(open, Day::number);
        let days = (number(date.first(), i32::MIN), number(date.last(), i32::MAX));
        let Self { gist, published, told, place } = self;
        Unit { gist, published, told, when, date, days, place }
    }
}

/// Every sentence of the articles.
pub(super) fn sentences<'a>(
    gists: &[&'a Gist],
    published: &BTreeMap<ArticleId, Published>,
) -> Vec<Sentence<'a>> {
    let mut sentences = Vec::new();
    for (article, gist) in gists.iter().enumerate() {
        let day = published.get(&gist.id).and_then(|published| Some(published.value?.day));
        for (index, told) in gist.told.iter().enumerate() {
            sentences.push(Sentence { gist, published: day, told, place: (article, index) });
        }
    }
    sentences
}

/// Every dated sentence, by month and date. An hour alone, or somebody's "today" after another sentence of its paragraph, is no date
/// of its own.
pub(super) fn units<'a>(sentences: &[Sentence<'a>]) -> Vec<Unit<'a>> {
    let of_one = |(place, sentence): (usize, &Sentence<'a>)| {
        let before = place.checked_sub(1).and_then(|before| sentences.get(before));
        let beside = || before.is_some_and(|one| one.is_beside(sentence));
        let told = sentence.told;
        if told.names_hours_alone() || told.names_no_day() && beside() {
            return Vec::new();
        }
        if sentences.get(place + 1).is_some_and(|next| sentence.is_dated_by(next)) {
            return Vec::new();
        }
        if opening(sentences, place).is_some_and(|opening| sentence.is_of_opening(opening)) {
            return Vec::new();
        }
        let times = sentence.told.times.iter();
        let dated: Vec<Unit<'a>> = times.filter_map(|when| dated(sentence, when)).collect();
        let finest = |unit: &&Unit<'a>| {
            !dated.iter().any(|other| other.is_finer_than(unit) || unit.is_told_by(other))
        };
        let mut units: Vec<Unit<'a>> = dated.iter().filter(finest).copied().collect();
        let opens = sentence.told.is_of_publication() && units.is_empty();
        if let Some(day) = sentence.published.filter(|_| opens) {
            units.push(sentence.at(Edtf::day(day), None));
        }
        units
    };
    let mut units: Vec<Unit<'a>> =
        sentences.par_iter().enumerate().with_min_len(256).flat_map_iter(of_one).collect();
    units.par_sort_by_cached_key(|unit| (unit.month(), unit.order()));
    units
}

/// The sentence that opens the article of one, where that is somebody's words.
fn opening<'s, 'a>(sentences: &'s [Sentence<'a>], place: usize) -> Option<&'s Sentence<'a>> {
    let sentence = sentences.get(place).filter(|one| one.told.speaks_of_today())?;
    let before = sentences.get(..place)?.iter().rev();
    let own = before.take_while(|one| one.place.0 == sentence.place.0);
    own.into_iter().find(|one| one.told.lead)
}

fn dated<'a>(sentence: &Sentence<'a>, when: &'a When) -> Option<Unit<'a>> {
    let told = sentence.told;
    let habit = told.tells_a_habit(when);
    if told.terms.len() < 3
        || told.text.starts_with(['—', '–'])
        || when.is_hour_of_no_day()
        || habit
    {
        return None;
    }
    let date = when.timex.resolve(sentence.published)?.date?;
    let unit = sentence.at(reached(sentence, when, date).unwrap_or(date), Some(when));
    let bounded = unit.date.begin.is_some() && unit.date.end.is_some() && unit.span() <= LONGEST;
    (bounded || is_deadline(&unit)).then_some(unit)
}

/// The day by which something had come about: "3,000 had been moved by Tuesday", printed later.
fn reached(sentence: &Sentence<'_>, when: &When, date: Edtf) -> Option<Edtf> {
    let told = sentence.told;
    let before = told.text.get(..(when.timex.span.start - told.span.start) as usize)?;
    let by = before.trim_end().ends_with(" by") && date.begin.is_none();
    let had = !when.ahead && before.contains(" had ");
    let day = Edtf { begin: date.end, ..date };
    let passed = sentence.published.is_some_and(|published| {
        day.last() < Some(published) || had && day.last() == Some(published)
    });
    (by && passed && day.first() == day.last()).then_some(day)
}

/// Whether a date without a beginning is still to come: "by May", not "before the war".
fn is_deadline(unit: &Unit<'_>) -> bool {
    let ahead = unit.published.is_some_and(|day| unit.days.1 >= day.number());
    unit.date.begin.is_none() && unit.date.end.is_some() && ahead
}
