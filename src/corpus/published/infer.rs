//! Publication dates that other articles tell: of copies, and of the same story on the same weekday.
//!
//! One pass: only dates that articles state of themselves are evidence, so that no guess rests on a guess.

use super::super::words::{Hash, shared};
use super::super::{Family, Gist, Told};
use super::filed::Stated;
use super::{Published, Reason};
use crate::annotate::Timex;
use crate::article::ArticleId;
use crate::date::Day;
use std::collections::BTreeMap;

/// How many words two sentences must share, beside the weekday, to be of one happening.
const SAME: usize = 3;

/// How many names two articles must share to be of one story.
const STORY: usize = 4;

/// A word that more sentences than this have tells nothing.
const COMMON: usize = 64;

/// When each article was published: stated, told by its family, told by its weekdays, or unknown.
pub(in super::super) fn published(
    gists: &[&Gist],
    families: &[Family],
) -> BTreeMap<ArticleId, Published> {
    let by_id: BTreeMap<&ArticleId, &Gist> = gists.iter().map(|gist| (&gist.id, *gist)).collect();
    let kin = kin(families);
    let dated = Dated::of(gists);
    let stated = Stated::of(gists);
    let when = |gist: &&Gist| {
        if gist.stated.is_some() {
            return (gist.id.clone(), Published::stated(gist.stated));
        }
        let copies = kin.get(&gist.id).map_or(&[][..], Vec::as_slice);
        let told = from_family(copies, &by_id)
            .or_else(|| stated.year(gist))
            .or_else(|| copies.iter().find_map(|copy| stated.year(by_id.get(*copy)?)))
            .or_else(|| dated.weekdays(gist));
        (gist.id.clone(), told.unwrap_or_else(|| Published::stated(None)))
    };
    gists.iter().map(when).collect()
}

/// Each article's near-identical relatives.
fn kin(families: &[Family]) -> BTreeMap<ArticleId, Vec<&ArticleId>> {
    use super::super::CopyKind::Derived;
    let mut kin: BTreeMap<ArticleId, Vec<&ArticleId>> = BTreeMap::new();
    for family in families {
        let same =
            family.copies.iter().filter(|copy| copy.kind != Derived).map(|copy| &copy.article);
        let group: Vec<&ArticleId> = std::iter::once(&family.lead).chain(same).collect();
        for article in &group {
            let others = group.iter().filter(|other| other != &article);
            kin.entry((*article).clone()).or_default().extend(others);
        }
    }
    kin
}

/// The earliest day that an article's copies state.
fn from_family(copies: &[&ArticleId], by_id: &BTreeMap<&ArticleId, &Gist>) -> Option<Published> {
    let stated = |id: &&ArticleId| Some((by_id.get(*id)?.stated?.day, (*id).clone()));
    let (day, id) = copies.iter().filter_map(stated).min()?;
    Some(Published::inferred(day, Some(Reason::Copy(id.clone())), vec![id]))
}

/// Sentences of articles that state their date, each with a weekday it names and the day that is, by word.
struct Dated<'a> {
    sentences: Vec<Fixed<'a>>,
    by_word: BTreeMap<Hash, Vec<usize>>,
}

struct Fixed<'a> {
    gist: &'a Gist,
    published: Day,
    told: &'a Told,
    /// The days that its weekdays are.
    days: Vec<Day>,
}

impl<'a> Dated<'a> {
    fn of(gists: &[&'a Gist]) -> Self {
        let undated = gists.iter().any(|gist| gist.stated.is_none());
        let stated = gists.iter().filter(|_| undated);
        let sentences: Vec<Fixed<'a>> = stated
            .filter_map(|gist| Some((gist.stated?.day, *gist)))
            .flat_map(|(day, gist)| gist.told.iter().filter_map(move |told| fixed(gist, day, told)))
            .collect();
        let mut by_word: BTreeMap<Hash, Vec<usize>> = BTreeMap::new();
        for (index, sentence) in sentences.iter().enumerate() {
            for term in &sentence.told.terms {
                by_word.entry(*term).or_default().push(index);
            }
        }
        let most = COMMON.max(sentences.len() / 100);
        by_word.retain(|_, list| list.len() <= most);
        Self { sentences, by_word }
    }

    /// The day that an article's weekdays give it, held against dated sentences of the same story.
    fn weekdays(&self, gist: &Gist) -> Option<Published> {
        let mut votes: BTreeMap<Day, Vec<Vote<'_>>> = BTreeMap::new();
        for told in
            gist.told.iter().filter(|told| told.times.iter().any(|when| is_weekday(&when.timex)))
        {
            for vote in self.votes(gist, told) {
                votes.entry(vote.0).or_default().push(vote.1);
            }
        }
        let strength = |list: &Vec<Vote<'_>>| list.iter().map(|vote| vote.words).sum::<usize>();
        let best = votes.values().map(strength).max()?;
        // The earliest of equals: a weekday printed without more is the day of publication or one just past.
        let (day, list) = votes.iter().find(|(_, list)| strength(list) == best)?;
        let other = |(rival, list): (&Day, &Vec<Vote<'_>>)| {
            (rival.number() - day.number()).abs() >= 6 && strength(list) == best
        };
        if votes.iter().any(other) {
            return None;
        }
        Some(told_by(*day, list))
    }

    /// What each similar dated sentence says of the publication day.
    fn votes(&self, gist: &Gist, told: &'a Told) -> Vec<(Day, Vote<'a>)> {
        let mut seen: Vec<usize> = told
            .terms
            .iter()
            .filter_map(|term| self.by_word.get(term))
            .flatten()
            .copied()
            .collect();
        seen.sort_unstable();
        seen.dedup();
        let similar = seen.into_iter().filter_map(|index| self.sentences.get(index));
        similar.filter_map(|fixed| vote(gist, told, fixed)).collect()
    }
}

/// One agreement between an undated article and a dated one.
struct Vote<'a> {
    words: usize,
    weekday: &'a str,
    day: Day,
    gist: &'a Gist,
}

fn fixed<'a>(gist: &'a Gist, published: Day, told: &'a Told) -> Option<Fixed<'a>> {
    let times = told.times.iter().filter(|when| is_weekday(&when.timex));
    let days: Vec<Day> = times.filter_map(|when| day_of(&when.timex, published)).collect();
    (!days.is_empty()).then_some(Fixed { gist, published, told, days })
}

/// What one dated sentence says of the day an undated article appeared: the dated article's own day, where the same words
/// then mean the same day.
fn vote<'a>(gist: &Gist, told: &'a Told, fixed: &Fixed<'a>) -> Option<(Day, Vote<'a>)> {
    let words = shared(&told.terms, &fixed.told.terms);
    if words < SAME || shared(&gist.names, &fixed.gist.names) < STORY.min(fixed.gist.names.len()) {
        return None;
    }
    let is_theirs = |day: &Day| fixed.days.contains(day);
    let times = told.times.iter().filter(|when| is_weekday(&when.timex));
    let mut agreed = times.filter_map(|when| {
        let day = day_of(&when.timex, fixed.published).filter(is_theirs)?;
        Some((when.words.as_str(), day))
    });
    let (weekday, day) = agreed.next()?;
    Some((fixed.published, Vote { words, weekday, day, gist: fixed.gist }))
}

fn told_by(day: Day, votes: &[Vote<'_>]) -> Published {
    let mut from: Vec<ArticleId> = votes.iter().map(|vote| vote.gist.id.clone()).collect();
    from.sort();
    from.dedup();
    let best = votes.iter().max_by_key(|vote| (vote.words, std::cmp::Reverse(&vote.gist.id)));
    let reason =
        best.map(|vote| Reason::Weekday(vote.gist.id.clone(), vote.weekday.to_owned(), vote.day));
    Published::inferred(day, reason, from)
}

fn day_of(timex: &Timex, anchor: Day) -> Option<Day> {
    timex.resolve(Some(anchor))?.date?.exact_day()
}

/// Whether an expression names a weekday: read on any day of a week it is the same weekday, and in another week another day.
fn is_weekday(timex: &Timex) -> bool {
    let Some(monday) = Day::new(2024, 1, 1) else { return false };
    let read = |shift: i32| day_of(timex, monday.plus(shift)?);
    let (Some(one), Some(two), Some(three)) = (read(0), read(9), read(18)) else { return false };
    one != two && one.weekday() == two.weekday() && two.weekday() == three.weekday()
}
