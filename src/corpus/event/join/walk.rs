//! The sentences of an article one after the other, and what each of them joins.

use super::super::super::words::{Hash, shared, terms};
use super::super::super::{Told, When};
use super::super::unit::Sentence;
use super::days::{Days, day_of};
use super::{Join, REACH};
use crate::annotate::{MentionKind, Timex};
use crate::corpus::gist::name_hash;
use crate::date::{Day, Edtf};
use std::sync::LazyLock;

/// Words that only measure: two sentences that have no other in common need not tell of one thing.
static MEASURES: LazyLock<Vec<Hash>> =
    LazyLock::new(|| terms("billion dollar euro hour million minute percent pound"));

/// How many days before publication something is of these days.
const RECENT: i32 = 14;

/// How many paragraphs after somebody spoke more is added.
const ADDED: u32 = 2;

/// The undated sentences of an article that join an event, by their places in it; `dated` are the places of those that have a date,
/// sorted.
pub(super) fn walk(
    days: &Days,
    sentences: &[Sentence<'_>],
    dated: &[(usize, usize)],
) -> Vec<(u32, Join)> {
    let opening = sentences.iter().find(|sentence| sentence.told.lead);
    let mut walk =
        Walk { days, opening, joined: Vec::new(), before: None, recent: None, spoke: None };
    for (at, sentence) in sentences.iter().enumerate() {
        walk.takes_up(sentence);
        let next = sentences.get(at + 1).filter(|next| sentence.is_dated_by(next));
        if let Some(join) = known(days, sentences, at) {
            walk.joined.push((place_of(sentence), join));
            continue;
        }
        let is_dated = dated.binary_search(&sentence.place).is_ok();
        let leans = !is_dated && sentence.told.names_no_day();
        let is_undated = leans || next.is_some() || is_undated(sentence);
        if is_dated && !is_undated {
            walk.dated(sentence);
        } else {
            let stands = is_dated || is_undated && !sentence.told.goes_on;
            let day = next.or_else(|| scene(sentences, at));
            walk.undated(sentence, day, (is_undated, stands));
        }
    }
    walk.joined
}

/// How far an article has been read.
struct Walk<'w> {
    days: &'w Days,
    /// The sentence that opens it.
    opening: Option<&'w Sentence<'w>>,
    joined: Vec<(u32, Join)>,
    /// What the sentence before tells of, where that is an event.
    before: Option<Before<'w>>,
    /// The last one that is of an event of these days.
    recent: Option<Before<'w>>,
    /// The last one that is of any event.
    spoke: Option<Before<'w>>,
}

impl<'w> Walk<'w> {
    /// A sentence goes back to the day of an event, or adds to what somebody said before.
    fn takes_up(&mut self, sentence: &Sentence<'w>) {
        let told = sentence.told;
        let adds = self.spoke.filter(|spoke| told.added && spoke.is_added_to_by(told));
        let pointed = told.points.iter().filter_map(|(timex, name)| {
            self.days.known(exact_day(timex, sentence)?, *name, sentence)
        });
        let echoed = self.days.echoes(sentence).chain(pointed);
        let joins = echoed.chain(adds.map(|spoke| spoke.join));
        self.joined.extend(joins.map(|join| (place_of(sentence), join)));
    }

    /// A sentence with a date of its own; what it says beside that may be of another event.
    fn dated(&mut self, sentence: &Sentence<'w>) {
        let own = place_of(sentence);
        self.joined.extend(self.days.alike(sentence).map(|join| (own, join)));
        let (last, join) = (sentence.told, Join::Sentence(own));
        self.goes_to(Some(Before { last, anchor: last, join, recent: is_recent(sentence) }));
    }

    /// One whose main clause has none, if `is_undated`: it goes on about what came before it, is of the day of `another`, or, where
    /// it `stands` alone, joins the event that it is most like.
    fn undated(
        &mut self,
        sentence: &Sentence<'w>,
        another: Option<&Sentence<'w>>,
        (is_undated, stands): (bool, bool),
    ) {
        let told = sentence.told;
        let leads = self.before_of(told).filter(|_| is_undated);
        let opening = self.opening.filter(|opening| sentence.is_of_opening(opening));
        let going_on = leads.filter(|before| before.goes_on_in(told));
        let join = going_on
            .map(|before| before.join)
            .or(another.or(opening).map(|another| Join::Sentence(place_of(another))))
            .or_else(|| self.days.alike(sentence).filter(|_| stands));
        self.joined.extend(join.map(|join| (place_of(sentence), join)));
        let anchor = going_on.map_or(told, |before| before.anchor);
        let recent = going_on.is_none_or(|before| before.recent);
        self.goes_to(join.map(|join| Before { last: told, anchor, join, recent }));
    }

    /// What a sentence may go on about: what is quoted was said these days, whatever was told before it.
    fn before_of(&self, told: &Told) -> Option<Before<'w>> {
        let speech = is_speech(told);
        let before = self.before.filter(|before| !speech || before.recent);
        if speech { before.or(self.recent) } else { before }
    }

    fn goes_to(&mut self, before: Option<Before<'w>>) {
        self.before = before;
        self.recent = before.filter(|before| before.recent).or(self.recent);
        self.spoke = before.or(self.spoke);
    }
}

/// The event that an undated sentence which counts people or votes names as known, by the day that its article gives to that.
fn known(days: &Days, sentences: &[Sentence<'_>], at: usize) -> Option<Join> {
    let sentence = sentences.get(at).filter(|one| one.told.times.is_empty() && !one.told.lead)?;
    sentence.told.refers.iter().find_map(|name| {
        let (before, after) = (sentences.get(..at)?, sentences.get(at + 1..)?);
        let mut nearest = before.iter().rev().chain(after);
        days.known(nearest.find_map(|one| day_given(one, *name))?, *name, sentence)
    })
}

/// The day that a sentence gives to what it tells of by a name.
fn day_given(sentence: &Sentence<'_>, name: Hash) -> Option<i32> {
    let told = sentence.told;
    let tells = |terms: &[Hash]| terms.binary_search(&name).is_ok();
    let day = |when: &When| {
        let is_past = tells(&when.terms) && !when.ahead && !when.off;
        exact_day(&when.timex, sentence).filter(|_| is_past)
    };
    let echoed = || {
        let echo = told.echoes.iter().find(|echo| tells(&echo.terms))?;
        day_of(sentence)?.checked_add(echo.days)
    };
    let pointed = || {
        let (timex, _) = told.points.iter().find(|(_, own)| *own == name)?;
        exact_day(timex, sentence)
    };
    let opens = told.is_of_publication() && told.times.is_empty() && tells(&told.terms);
    let published = || sentence.published.filter(|_| opens).map(Day::number);
    pointed().or_else(echoed).or_else(|| told.times.iter().find_map(day)).or_else(published)
}

/// The day that an expression names, where it names one.
fn exact_day(timex: &Timex, sentence: &Sentence<'_>) -> Option<i32> {
    Some(timex.resolve(sentence.published)?.date?.exact_day()?.number())
}

/// A sentence's place in its article, as it is remembered.
fn place_of(sentence: &Sentence<'_>) -> u32 {
    u32::try_from(sentence.place.1).unwrap_or(u32::MAX)
}

/// Whether the dates of a sentence, if it has any, date no more than what it says aside of the past or of what is to come, so that its
/// main clause has none.
fn is_undated(sentence: &Sentence<'_>) -> bool {
    let elsewhere = |when: &When| {
        let date = when.timex.resolve(sentence.published).and_then(|resolved| resolved.date);
        let number = |day: Option<Day>| day.map(Day::number);
        let (first, last) = (number(date.and_then(Edtf::first)), number(date.and_then(Edtf::last)));
        let of = |day: Option<i32>| day.zip(number(sentence.published));
        of(last).is_some_and(|(last, published)| last < published - REACH)
            || of(first).is_some_and(|(first, published)| first > published)
    };
    sentence.told.times.iter().all(|when| when.aside && elsewhere(when))
}

/// How many words into a sentence may say what it is about: "The 60-metre Petrel".
const SUBJECT: usize = 4;

/// The sentence of an earlier paragraph that names the day of an hour which a sentence names alone, where it tells of what that is
/// about.
fn scene<'s, 'w>(sentences: &'s [Sentence<'w>], at: usize) -> Option<&'s Sentence<'w>> {
    let sentence = sentences.get(at).filter(|one| one.told.names_hours_alone())?;
    let day = |when: &When| {
        let date = when.timex.resolve(sentence.published)?.date?;
        date.first().filter(|first| Some(*first) == date.last())
    };
    let hour = sentence.told.times.iter().find_map(day)?;
    let names = |when: &When| !when.is_hour_alone() && day(when) == Some(hour);
    let subject: Vec<&str> = sentence.told.text.split_whitespace().take(SUBJECT).collect();
    let subject = terms(&subject.join(" "));
    let is_earlier = |one: &&Sentence<'w>| {
        let (part, block) = (one.told.part, one.told.block);
        part == sentence.told.part && block < sentence.told.block
    };
    let before = sentences.get(..at)?.iter().rev().filter(is_earlier);
    let mut told = before.filter(|one| shared(&subject, &one.told.terms) > 0);
    told.find(|one| one.told.times.iter().any(names))
}

/// Whether a sentence tells of a day shortly before its publication, or of none that is known.
fn is_recent(sentence: &Sentence<'_>) -> bool {
    let Some(published) = sentence.published.map(Day::number) else { return true };
    let recent = |when: &When| {
        let date = when.timex.resolve(sentence.published)?.date?;
        let (first, last) = (date.first().map(Day::number), date.last()?.number());
        let open = first.is_none_or(|first| first > published) || when.ahead && last >= published;
        Some(last >= published - RECENT && !open)
    };
    sentence.told.times.iter().any(|when| recent(when) == Some(true))
}

/// What an article has just told of.
#[derive(Clone, Copy)]
struct Before<'a> {
    /// The sentence before.
    last: &'a Told,
    /// The one that began it.
    anchor: &'a Told,
    /// Its event.
    join: Join,
    /// Whether that is of these days.
    recent: bool,
}

impl Before<'_> {
    /// Whether the next sentence goes on about it: a pronoun's sentence, words quoted or a count after the opening, or, in the same
    /// paragraph, one that takes up a word of it or names no day but its own.
    fn goes_on_in(&self, told: &Told) -> bool {
        let Self { last, anchor, .. } = self;
        if last.part != told.part {
            return false;
        }
        let takes_up = |other: &Told| {
            let tells =
                |term: &Hash| other.terms.binary_search(term).is_ok() && !MEASURES.contains(term);
            told.terms.iter().any(tells)
        };
        // How many were hurt, or how a vote ended, follows what an article opens with.
        let counts = told.counts && told.times.is_empty() && !last.times.is_empty();
        if counts && last.lead && told.block <= last.block + 1 {
            return true;
        }
        if last.block == told.block {
            let goes_on = told.goes_on || told.names_no_day();
            return goes_on || takes_up(anchor) || takes_up(last);
        }
        let speaks = !is_speech(told) || speaks_in(last, told) || speaks_in(anchor, told);
        told.goes_on && told.block == last.block + 1 && speaks && !another_speaks(last, told)
    }

    /// Whether a sentence that somebody adds is added to this one, not far before it.
    fn is_added_to_by(&self, told: &Told) -> bool {
        let Self { last, .. } = self;
        let speaks =
            told.quotes.iter().all(|quote| quote.speaker.is_none()) || speaks_in(last, told);
        let near = last.part == told.part && told.block <= last.block + ADDED;
        near && speaks && !another_speaks(last, told)
    }
}

/// Whether a sentence is somebody's words, or has such.
fn is_speech(told: &Told) -> bool {
    told.quotes.iter().any(|quote| quote.direct)
}

/// Whether whom a sentence quotes is named, or quoted, in one before it: words of nobody known, and of somebody else, are of
/// another matter as soon as a paragraph begins.
fn speaks_in(last: &Told, told: &Told) -> bool {
    let speaker = told.quotes.iter().find_map(|quote| quote.speaker.as_deref());
    speaker.is_some_and(|speaker| {
        let quoted = last.quotes.iter().any(|quote| quote.speaker.as_deref() == Some(speaker));
        let named = name_hash(speaker, MentionKind::Person);
        quoted || last.people.binary_search(&named).is_ok()
    })
}

/// Whether a sentence names a person whom the one before it does not: then somebody else speaks.
fn another_speaks(last: &Told, told: &Told) -> bool {
    shared(&last.people, &told.people) < told.people.len()
}
