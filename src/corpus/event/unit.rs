//! A sentence with the date that anchors it: what events are clustered from.

use super::super::words::{Hash, hash};
use super::super::{Gist, Passage, Published, Told, When};
use crate::article::ArticleId;
use crate::date::{Day, Edtf};
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
}

impl<'a> Unit<'a> {
    /// The words that tell of what happened: the dated clause's, where they are enough to know it by.
    pub(super) fn terms(&self) -> &'a [Hash] {
        match self.when {
            Some(when) if when.terms.len() >= 3 => &when.terms,
            _ => &self.told.terms,
        }
    }

    /// Its sentence as evidence.
    pub(super) fn passage(&self) -> Passage {
        passage(self.gist, self.told)
    }

    /// What sorts units: by date, then article, then part and offset.
    pub(super) fn order(&self) -> (Edtf, &'a ArticleId, Place) {
        let clause = self.when.map_or(self.told.span, |when| when.clause);
        (self.date, &self.gist.id, (self.told.part, self.told.span.start, clause.start))
    }

    /// Whether it speaks of what had not happened when it was printed.
    pub(super) fn planned(&self) -> bool {
        let Some(published) = self.published else { return false };
        let after = self.date.first().is_some_and(|first| first > published);
        let open = self.date.last().is_none_or(|last| last >= published);
        after || (open && self.when.is_some_and(|when| when.ahead))
    }

    /// Two sentences with the same words are one account.
    pub(super) fn words_hash(&self) -> Hash {
        hash(&super::super::words::words(&self.told.text).collect::<Vec<_>>().join(" "))
    }
}

type Place = (super::PassagePart, u32, u32);

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

/// The longest time that anchors an event, in days: a year.
const LONGEST: i32 = 366;

/// Every dated sentence of the articles, in order.
pub(super) fn units<'a>(
    gists: &[&'a Gist],
    published: &BTreeMap<ArticleId, Published>,
) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    for gist in gists {
        let day = published.get(&gist.id).and_then(|published| Some(published.value?.day));
        for told in &gist.told {
            let before = units.len();
            units.extend(told.times.iter().filter_map(|when| dated(gist, told, when, day)));
            if let (true, true, Some(day)) = (told.lead, units.len() == before, day) {
                units.push(Unit {
                    gist,
                    published: Some(day),
                    told,
                    when: None,
                    date: Edtf::day(day),
                });
            }
        }
    }
    units.sort_by(|left, right| left.order().cmp(&right.order()));
    units
}

fn dated<'a>(
    gist: &'a Gist,
    told: &'a Told,
    when: &'a When,
    published: Option<Day>,
) -> Option<Unit<'a>> {
    let date = when.timex.resolve(published)?.date?;
    let fits = date.days().map_or_else(|| is_deadline(date, published), |days| days <= LONGEST);
    let tells = told.terms.len() >= 3 && !told.text.starts_with(['—', '–']);
    (fits && tells).then_some(Unit { gist, published, told, when: Some(when), date })
}

/// Whether a date without a beginning is still to come: "by May", not "before the war".
fn is_deadline(date: Edtf, published: Option<Day>) -> bool {
    date.begin.is_none() && date.last().zip(published).is_some_and(|(last, day)| last >= day)
}
