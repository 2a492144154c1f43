//! The sentences of an article that may tell of an event, each with its dates, names and words.

use super::super::difference::tells_a_count;
use super::super::words::{self, Hash};
use super::super::{PassagePart, event::Cut};
use super::{Annotated, Echo, clause, echo, headline, name_hash, refer};
use crate::annotate::{Annotations, Mention, MentionKind, Sentence, Timex, TimexKind};
use crate::article::{Article, dateline};
use crate::markdown::BlockKind;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A sentence that may tell of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The body or the caption.
    pub part: PassagePart,
    /// Where it stands.
    pub span: Span,
    /// Which block of the body it stands in.
    pub block: u32,
    /// Its characters.
    pub text: String,
    /// The dates that may anchor an event, each with the words that it dates.
    pub times: Vec<When>,
    /// Its words that carry meaning, hashed, sorted.
    #[serde(with = "super::super::packed")]
    pub terms: Vec<Hash>,
    /// Its words, hashed as one: sentences with the same words are one account.
    pub same: Hash,
    /// Whom it names, as [`name_hash`] of each: sorted.
    #[serde(with = "super::super::packed")]
    pub people: Vec<Hash>,
    /// Names in it, with what they name: as the whole article knows them.
    pub names: Vec<(MentionKind, String)>,
    /// What it quotes.
    pub quotes: Vec<Quoted>,
    /// What it counts its own day from.
    pub echoes: Vec<Echo>,
    /// Whether it opens the article.
    pub lead: bool,
    /// Whether it begins with a time counted from something else, so that its day is not known: "Two days after the launch".
    pub counted: bool,
    /// Whether it goes on about what the sentence before it says: a pronoun's sentence, or words quoted.
    pub goes_on: bool,
    /// Whether somebody who has spoken before adds it.
    pub added: bool,
    /// Whether it counts people whom something befell, or money, or tells how a vote ended.
    pub counts: bool,
    /// Where it does, the happenings that it names as known, as they are compared: sorted.
    #[serde(with = "super::super::packed")]
    pub refers: Vec<Hash>,
    /// The dates that only point at a happening, with its name: "Tuesday’s fire".
    pub points: Vec<(Timex, Hash)>,
    /// The words that would head an event.
    pub headline: Cut,
    /// Whether they need no sentence before them.
    pub stands: bool,
    /// Whether they begin with somebody or something by name.
    pub names_actor: bool,
}

/// A date that may anchor an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// The expression.
    pub timex: Timex,
    /// Its words.
    pub words: String,
    /// The clause that it dates.
    pub clause: Span,
    /// The clause's words that carry meaning, hashed, sorted.
    #[serde(with = "super::super::packed")]
    pub terms: Vec<Hash>,
    /// Whom the clause names, as [`name_hash`] of each: sorted.
    #[serde(with = "super::super::packed")]
    pub people: Vec<Hash>,
    /// Whether the clause speaks of what is still to come.
    pub ahead: bool,
    /// Whether the clause only says more about something that the sentence names.
    pub aside: bool,
    /// Whether the clause tells of a plan for that date that was dropped.
    pub off: bool,
}

impl Told {
    /// Whether it opens its article and names no day, nor counts its own from another: then it tells of the day of publication.
    pub fn is_of_publication(&self) -> bool {
        self.lead && !self.counted && !self.times.iter().any(|when| when.timex.is_of_no_day())
    }

    /// Whether its only dates are hours of a day that it does not name.
    pub fn names_hours_alone(&self) -> bool {
        let undated = |when: &When| when.is_hour_alone() || when.timex.is_only_named();
        self.times.iter().any(When::is_hour_alone) && self.times.iter().all(undated)
    }

    /// Whether its only dates are hours of a day that it does not name, or the "today" of somebody who speaks.
    pub fn names_no_day(&self) -> bool {
        let spoken =
            |span: Span| self.quotes.iter().any(|quote| quote.direct && quote.span.overlaps(span));
        let of_speech = |when: &When| when.timex.is_near_day() && spoken(when.timex.span);
        !self.times.is_empty()
            && self.times.iter().all(|when| when.is_hour_alone() || of_speech(when))
    }

    /// Whether somebody tells in it what they do or have done, and its only dates are the "today" of these words.
    pub fn speaks_of_today(&self) -> bool {
        let today = |when: &When| {
            let spoken = self.spoken(when.timex.span);
            when.timex.is_near_day()
                && spoken.is_some_and(|words| words::words(words).any(|word| is_own(&word)))
        };
        !self.times.is_empty() && self.times.iter().all(today)
    }

    /// What is said around some words, where they are somebody's.
    fn spoken(&self, words: Span) -> Option<&str> {
        let quote = self.quotes.iter().find(|quote| quote.direct && quote.span.overlaps(words))?;
        let offset = |at: u32| at.saturating_sub(self.span.start) as usize;
        let end = quote.span.end.min(self.span.end);
        self.text.get(offset(quote.span.start)..offset(end))
    }

    /// Whether a date only tells how long somebody has lived as they say, or what they would do: "I have been here since Sunday".
    pub fn tells_a_habit(&self, when: &When) -> bool {
        let Some(spoken) = self.spoken(when.timex.span) else { return false };
        let Some((before, _)) = spoken.split_once(&when.words) else { return false };
        let lasts = [" since ", " until ", " till "].iter().any(|word| before.ends_with(word));
        let own = words::words(before).any(|word| is_own(&word));
        own && (lasts || words::words(before).any(|word| word == "would" || word == "wouldn"))
    }
}

/// Whether a word is one with which somebody speaks of themselves.
fn is_own(word: &str) -> bool {
    ["i", "me", "my", "our", "us", "we"].contains(&word)
}

impl When {
    /// Whether it is an hour of a day that its words do not name.
    pub fn is_hour_alone(&self) -> bool {
        self.timex.is_hour_alone(&self.words)
    }

    /// The same, where no day was named before it either.
    pub fn is_hour_of_no_day(&self) -> bool {
        self.timex.is_of_publication() && self.is_hour_alone()
    }
}

/// Words that a sentence quotes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quoted {
    /// Where the words stand.
    pub span: Span,
    /// Who said them.
    pub speaker: Option<String>,
    /// How.
    pub channel: Option<String>,
    /// Whether it is speech rather than a few words set in marks.
    pub direct: bool,
}

/// How many sentences of one article are kept at most, from its beginning.
const MOST: usize = 120;

/// How long a kept sentence may be, in bytes: longer ones are lists or broken text.
const LONGEST: usize = 900;

/// The sentences of an article that may tell of an event: those of the caption first.
pub(super) fn told(article: &Article, annotated: &Annotated, prose: &str) -> Vec<Told> {
    let caption = article.front.image.as_ref().and_then(|image| image.caption.as_deref());
    let caption = Text::of(PassagePart::Caption, caption.unwrap_or_default(), &annotated.caption);
    let mut told = caption.told();
    told.retain(|told| !told.times.is_empty());
    let body = Text { words: prose, ..Text::of(PassagePart::Body, &article.body, &annotated.body) };
    told.extend(body.told());
    told
}

/// How far into a headline its actor may stand, in bytes.
const ACTOR: u32 = 60;

/// A text with its words and what is known of them.
struct Text<'a> {
    part: PassagePart,
    text: &'a str,
    words: &'a str,
    notes: &'a Annotations,
}

impl<'a> Text<'a> {
    fn of(part: PassagePart, text: &'a str, notes: &'a Annotations) -> Self {
        Self { part, text, words: text, notes }
    }

    fn told(&self) -> Vec<Told> {
        let speaks =
            |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item);
        let sentences = self.notes.sentences.iter();
        let kept = sentences.filter(|sentence| {
            speaks(sentence.kind)
                && sentence.span.len() <= LONGEST
                && !is_of_article(sentence.span.of(self.words))
        });
        let mut told = Vec::new();
        let mut opened = self.part != PassagePart::Body;
        for sentence in kept {
            let tells = self.tells(sentence.span);
            // Most sentences of a long text neither tell anything nor open it.
            if opened && !tells {
                continue;
            }
            let mut one = self.sentence(sentence);
            one.lead = !opened && one.terms.len() >= 5;
            opened |= one.lead;
            if tells || one.lead {
                told.push(one);
            }
            if told.len() == MOST {
                break;
            }
        }
        told
    }

    /// Whether a sentence holds a date, words quoted or a name, or goes on with what one before it tells.
    fn tells(&self, span: Span) -> bool {
        let dated = within(&self.notes.timexes, span, |timex| timex.span)
            .iter()
            .any(|timex| matches!(timex.kind, TimexKind::Date | TimexKind::Time));
        dated
            || !self.mentions(span).is_empty()
            || !self.quotes(span).is_empty()
            || headline::goes_on(span.of(self.words))
            || tells_a_count(span.of(self.words))
    }

    fn sentence(&self, sentence: &Sentence) -> Told {
        let span = sentence.span;
        let inside = self.mentions(span);
        let mut names: Vec<_> =
            inside.iter().map(|mention| (mention.kind, mention.name.clone())).collect();
        names.sort();
        names.dedup();
        // A dateline tells where and when it was written, not what happened.
        let dateline = dateline::read(span.of(self.words)).map_or(0, |found| found.length);
        let told = Span::new(span.start as usize + dateline, span.end as usize);
        let words = told.of(self.words);
        let times = self.times(told);
        let terms = self.terms(told);
        let dated = match times.as_slice() {
            [only] => Some(only.timex.span),
            _ => None,
        };
        let headline = headline::cut(told, self.words, dated);
        let head = headline.span;
        let actor = inside.iter().any(|mention| {
            let at = mention.span;
            (head.start..head.start + ACTOR).contains(&at.start) && at.end <= head.end
        });
        let counts = tells_a_count(words);
        Told {
            part: self.part,
            span,
            block: sentence.block,
            text: span.of(self.text).to_owned(),
            times,
            terms,
            people: people(inside),
            same: words::hash_all(&words::hashes(words).collect::<Vec<_>>()),
            quotes: self.quotes(span),
            echoes: echo::echoes(words),
            lead: false,
            counted: self.is_counted(span),
            goes_on: headline::goes_on(words),
            added: headline::is_added(words),
            counts,
            points: self.points(told),
            refers: if counts { refer::refers(words) } else { Vec::new() },
            stands: headline::stands_alone(headline.text.trim_start_matches("… ")),
            names_actor: actor,
            headline,
            names,
        }
    }

    fn times(&self, span: Span) -> Vec<When> {
        let timexes: Vec<&Timex> = within(&self.notes.timexes, span, |timex| timex.span)
            .iter()
            .filter(|timex| matches!(timex.kind, TimexKind::Date | TimexKind::Time))
            .collect();
        let spans: Vec<Span> = timexes.iter().map(|timex| timex.span).collect();
        let clauses = clause::clauses(self.words, span, &spans);
        timexes
            .iter()
            .zip(clauses)
            .filter_map(|(timex, clause)| {
                let clause = clause?;
                Some(When {
                    timex: (*timex).clone(),
                    words: timex.span.of(self.text).to_owned(),
                    clause: clause.span,
                    terms: self.terms(clause.span),
                    people: people(self.mentions(clause.span)),
                    ahead: clause.ahead,
                    aside: clause.aside,
                    off: clause.off,
                })
            })
            .collect()
    }

    fn points(&self, span: Span) -> Vec<(Timex, Hash)> {
        let timexes = within(&self.notes.timexes, span, |timex| timex.span).iter();
        let point = |timex: &Timex| {
            // The possessive may be part of the expression.
            let end = timex.span.of(self.words).trim_end_matches("’s").trim_end_matches("'s").len();
            let after = self.words.get(timex.span.start as usize + end..span.end as usize)?;
            Some((timex.clone(), refer::pointed(after)?))
        };
        timexes.filter(|timex| timex.kind == TimexKind::Date).filter_map(point).collect()
    }

    /// Whether a sentence begins with a length of time before or after something: "Just two days after the launch, it fell silent".
    fn is_counted(&self, span: Span) -> bool {
        let timexes = within(&self.notes.timexes, span, |timex| timex.span);
        let Some(first) = timexes.first().filter(|one| one.kind == TimexKind::Duration) else {
            return false;
        };
        let before = Span { end: first.span.start, ..span }.of(self.words);
        let after = Span { start: first.span.end, ..span }.of(self.words);
        let opens = before.split_whitespace().count() <= 2 && !before.contains(',');
        opens && matches!(after.split_whitespace().next(), Some("after" | "before"))
    }

    /// The words of a sentence or a clause that carry meaning. A place's name is one of them, however many words it has: two that
    /// speak of the United States share no more than two that speak of France.
    fn terms(&self, span: Span) -> Vec<Hash> {
        let mut terms = words::terms(span.of(self.words));
        let places = self.mentions(span).iter().filter(|one| one.kind == MentionKind::Place);
        for place in places {
            if let Some((first, _)) = place.span.of(self.words).rsplit_once(' ') {
                let first = words::terms(first);
                terms.retain(|term| !first.contains(term));
            }
        }
        terms
    }

    fn mentions(&self, span: Span) -> &'a [Mention] {
        within(&self.notes.mentions, span, |mention| mention.span)
    }

    fn quotes(&self, span: Span) -> Vec<Quoted> {
        let keep = |quote: &crate::annotate::Quote| Quoted {
            span: quote.span,
            speaker: quote.speaker.as_ref().map(|speaker| speaker.name.clone()),
            channel: quote.channel.clone(),
            direct: quote.direct,
        };
        let all = &self.notes.quotes;
        let start = all.partition_point(|quote| quote.span.start < span.start);
        let from = all.get(start..).unwrap_or_default().iter();
        let begun = from.take_while(|quote| quote.span.start < span.end);
        begun.filter(|quote| quote.span.overlaps(span)).map(keep).collect()
    }
}

/// Whether a sentence tells of the article itself: "Update: This story was updated on Tuesday".
fn is_of_article(sentence: &str) -> bool {
    let mut words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let this = words.by_ref().take(3).any(|word| word.eq_ignore_ascii_case("this"));
    let is = |word: &str, list: &[&str]| list.iter().any(|one| one.eq_ignore_ascii_case(word));
    this && words.next().is_some_and(|noun| is(noun, &["article", "report", "story", "version"]))
        && words.take(4).any(|verb| is(verb, &["amended", "corrected", "published", "updated"]))
}

/// Whom mentions name, by surname: sorted, each once.
fn people(mentions: &[Mention]) -> Vec<Hash> {
    let people = mentions.iter().filter(|mention| mention.kind == MentionKind::Person);
    let mut people: Vec<Hash> =
        people.map(|mention| name_hash(&mention.name, mention.kind)).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// The entries of a list in the order of the text that lie inside `span`.
fn within<T>(list: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let start = list.partition_point(|entry| place(entry).start < span.start);
    let rest = list.get(start..).unwrap_or_default();
    let end = rest.partition_point(|entry| place(entry).end <= span.end);
    rest.get(..end).unwrap_or_default()
}
