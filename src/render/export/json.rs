//! `export json` and `annotate`: everything known, as JSON. Offsets count Unicode scalar values.

use crate::annotate::{Annotations, Mention, MentionKind, Quote, Timex, TimexKind};
use crate::article::ArticleId;
use crate::corpus::{
    Basis, Copy, CopyKind, DifferenceKind, Entity, Event, Family, Passage, PassagePart, Shares,
    Status,
};
use crate::date::{Day, Edtf, Stamp};
use crate::site::{Card, Record, Story, Texts};
use crate::text::{CodePoints, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// The annotations of one text, as the contracts' `annotate` output names them.
#[derive(Debug, Serialize)]
pub struct AnnotationsJson<'a> {
    sentences: Vec<Range>,
    timexes: Vec<TimexJson<'a>>,
    quotes: Vec<QuoteJson<'a>>,
    mentions: Vec<MentionJson<'a>>,
}

#[derive(Debug, Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct TimexJson<'a> {
    #[serde(flatten)]
    range: Range,
    text: &'a str,
    r#type: TimexKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relative: Option<String>,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct QuoteJson<'a> {
    #[serde(flatten)]
    range: Range,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    direct: bool,
}

#[derive(Debug, Serialize)]
struct MentionJson<'a> {
    #[serde(flatten)]
    range: Range,
    text: &'a str,
    kind: MentionKind,
    name: &'a str,
}

/// The annotations of `text` as JSON values, time expressions read against `anchor`.
pub fn annotations<'a>(
    text: &'a str,
    annotations: &'a Annotations,
    anchor: Option<Day>,
) -> AnnotationsJson<'a> {
    let points = CodePoints::of(text);
    AnnotationsJson {
        sentences: annotations.sentences.iter().map(|one| range(&points, one.span)).collect(),
        timexes: annotations.timexes.iter().map(|one| timex(text, &points, one, anchor)).collect(),
        quotes: annotations.quotes.iter().map(|one| quote(text, &points, one)).collect(),
        mentions: annotations.mentions.iter().map(|one| mention(text, &points, one)).collect(),
    }
}

fn range(points: &CodePoints<'_>, span: Span) -> Range {
    let (start, end) = points.range(span);
    Range { start, end }
}

fn timex<'a>(
    text: &'a str,
    points: &CodePoints<'_>,
    timex: &'a Timex,
    anchor: Option<Day>,
) -> TimexJson<'a> {
    let resolved = timex.resolve(anchor);
    TimexJson {
        range: range(points, timex.span),
        text: timex.span.of(text),
        r#type: timex.kind,
        relative: resolved.is_none().then(|| timex.relative()),
        value: resolved.map(|resolved| resolved.value),
        modifier: timex.modifier.as_deref(),
    }
}

fn quote<'a>(text: &'a str, points: &CodePoints<'_>, quote: &'a Quote) -> QuoteJson<'a> {
    QuoteJson {
        range: range(points, quote.span),
        text: quote.span.of(text),
        speaker: quote.speaker.as_ref().map(|speaker| speaker.name.as_str()),
        cue: quote.cue.as_deref(),
        channel: quote.channel.as_deref(),
        direct: quote.direct,
    }
}

fn mention<'a>(text: &'a str, points: &CodePoints<'_>, mention: &'a Mention) -> MentionJson<'a> {
    MentionJson {
        range: range(points, mention.span),
        text: mention.span.of(text),
        kind: mention.kind,
        name: &mention.name,
    }
}

#[derive(Debug, Serialize)]
struct Export<'a> {
    site: SiteJson<'a>,
    articles: Vec<ArticleJson<'a>>,
    duplicates: Vec<FamilyJson<'a>>,
    events: Vec<EventJson<'a>>,
    differences: Vec<DifferenceJson<'a>>,
    entities: Vec<EntityJson<'a>>,
}

#[derive(Debug, Serialize)]
struct SiteJson<'a> {
    title: &'a str,
    generator: &'static str,
}

#[derive(Debug, Serialize)]
struct ArticleJson<'a> {
    id: &'a ArticleId,
    path: &'a str,
    scrape: Option<&'a str>,
    title: Option<&'a str>,
    authors: &'a [String],
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    dateline: &'a [String],
    language: Option<&'a str>,
    published: PublishedJson<'a>,
    caption: Option<&'a str>,
    body: &'a str,
    furniture: &'a [crate::article::Furniture],
    #[serde(flatten)]
    annotations: AnnotationsJson<'a>,
}

#[derive(Debug, Serialize)]
struct PublishedJson<'a> {
    value: Option<Stamp>,
    basis: Basis,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: String,
    from: &'a [ArticleId],
}

#[derive(Debug, Serialize)]
struct FamilyJson<'a> {
    lead: &'a ArticleId,
    copies: Vec<CopyJson<'a>>,
}

#[derive(Debug, Serialize)]
struct CopyJson<'a> {
    article: &'a ArticleId,
    shared: f32,
    kind: CopyKind,
}

#[derive(Debug, Serialize)]
struct EventJson<'a> {
    id: &'a str,
    date: Option<Edtf>,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline_from: Option<PassageJson<'a>>,
    status: Status,
    planned: bool,
    passages: Vec<PassageJson<'a>>,
    outlets: &'a [String],
    independent_outlets: u32,
    people: Vec<&'a str>,
    places: Vec<&'a str>,
    organisations: Vec<&'a str>,
    quotes: Vec<PassageJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PassageJson<'a> {
    article: &'a ArticleId,
    r#in: PassagePart,
    #[serde(flatten)]
    range: Range,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct DifferenceJson<'a> {
    event: &'a str,
    kind: DifferenceKind,
    claims: Vec<ClaimJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ClaimJson<'a> {
    text: &'a str,
    passages: Vec<PassageJson<'a>>,
}

#[derive(Debug, Serialize)]
struct EntityJson<'a> {
    id: &'a str,
    kind: MentionKind,
    name: &'a str,
    aliases: Vec<&'a str>,
    articles: &'a [ArticleId],
}

/// Everything the story holds, as one JSON text.
pub fn export(
    story: Story<'_>,
    texts: &Texts,
    records: &BTreeMap<ArticleId, Record>,
) -> serde_json::Result<String> {
    let points = Points::of(records);
    let corpus = story.corpus;
    let people = people(&corpus.entities);
    let export = Export {
        site: SiteJson {
            title: &story.config.title,
            generator: concat!("dateline ", env!("CARGO_PKG_VERSION")),
        },
        articles: story
            .cards
            .iter()
            .filter_map(|(id, card)| {
                let mut article = article(story, id, card, records)?;
                article.name_speakers(&people);
                Some(article)
            })
            .collect(),
        duplicates: corpus.families.iter().map(|one| family(one, &texts.shares)).collect(),
        events: corpus.events.iter().map(|event| points.event(event)).collect(),
        differences: corpus.differences.iter().map(|one| points.difference(one)).collect(),
        entities: corpus.entities.iter().map(entity).collect(),
    };
    serde_json::to_string_pretty(&export)
}

/// The names to show of the people of each article, by every spelling that the article has.
type People<'a> = BTreeMap<(&'a ArticleId, &'a str), &'a str>;

fn people(entities: &[Entity]) -> People<'_> {
    let mut people = People::new();
    for entity in entities.iter().filter(|entity| entity.kind == MentionKind::Person) {
        for spelling in &entity.spellings {
            for article in &spelling.articles {
                people.insert((article, &spelling.text), &entity.name);
            }
        }
    }
    people
}

impl<'a> ArticleJson<'a> {
    /// Gives each speaker the name that the whole site shows, so that one person's words are found under one name whichever
    /// outlet's spelling they stand in; the mentions keep the article's own.
    fn name_speakers(&mut self, people: &People<'a>) {
        for quote in &mut self.annotations.quotes {
            let shown = quote.speaker.and_then(|name| people.get(&(self.id, name)));
            quote.speaker = shown.copied().or(quote.speaker);
        }
    }
}

fn article<'a>(
    story: Story<'a>,
    id: &'a ArticleId,
    card: &'a Card,
    records: &'a BTreeMap<ArticleId, Record>,
) -> Option<ArticleJson<'a>> {
    let record = records.get(id)?;
    let front = &record.article.front;
    let published = story.corpus.published.get(id);
    let anchor = published.and_then(|published| published.value).map(|stamp| stamp.day);
    let reason = published.and_then(|published| published.reason.as_ref()).map(|reason| {
        let title =
            records.get(reason.article()).and_then(|one| one.article.front.title.as_deref());
        let account = story.corpus.accounts.get(reason.article());
        reason.told(title, account.map(|account| account.name.as_str()))
    });
    Some(ArticleJson {
        id,
        path: &card.path,
        scrape: card.scrape.as_deref(),
        title: front.title.as_deref(),
        authors: &front.authors,
        outlet: front.outlet.as_deref(),
        url: front.url.as_deref(),
        dateline: &front.dateline,
        language: front.language.as_deref(),
        published: PublishedJson {
            value: published.and_then(|published| published.value),
            basis: published.map_or(Basis::Unknown, |published| published.basis),
            reason: reason.unwrap_or_default(),
            from: published.map_or(&[], |published| &published.from),
        },
        caption: front.image.as_ref().and_then(|image| image.caption.as_deref()),
        body: &record.article.body,
        furniture: &record.furniture,
        annotations: annotations(&record.article.body, &record.annotated.body, anchor),
    })
}

fn family<'a>(family: &'a Family, shares: &Shares) -> FamilyJson<'a> {
    let copy = |Copy { article, kind }: &'a Copy| {
        let shared = shares.get(article).copied().unwrap_or_default();
        CopyJson { article, shared, kind: *kind }
    };
    FamilyJson { lead: &family.lead, copies: family.copies.iter().map(copy).collect() }
}

fn entity(entity: &Entity) -> EntityJson<'_> {
    EntityJson {
        id: &entity.id.0,
        kind: entity.kind,
        name: &entity.name,
        aliases: entity.spellings.iter().map(|spelling| spelling.text.as_str()).collect(),
        articles: &entity.articles,
    }
}

/// The offsets of every text that a passage may stand in.
struct Points<'a> {
    bodies: BTreeMap<&'a ArticleId, CodePoints<'a>>,
    captions: BTreeMap<&'a ArticleId, CodePoints<'a>>,
}

impl<'a> Points<'a> {
    fn of(records: &'a BTreeMap<ArticleId, Record>) -> Self {
        let caption = |record: &'a Record| record.article.front.image.as_ref()?.caption.as_deref();
        Self {
            bodies: records
                .iter()
                .map(|(id, record)| (id, CodePoints::of(&record.article.body)))
                .collect(),
            captions: records
                .iter()
                .filter_map(|(id, record)| Some((id, CodePoints::of(caption(record)?))))
                .collect(),
        }
    }

    fn passage<'p>(&self, passage: &'p Passage) -> PassageJson<'p> {
        let texts = match passage.part {
            PassagePart::Body => &self.bodies,
            PassagePart::Caption => &self.captions,
        };
        let points = texts.get(&passage.article);
        PassageJson {
            article: &passage.article,
            r#in: passage.part,
            range: points.map_or(Range { start: 0, end: 0 }, |points| range(points, passage.span)),
            text: &passage.text,
        }
    }

    fn passages<'p>(&self, passages: &'p [Passage]) -> Vec<PassageJson<'p>> {
        passages.iter().map(|passage| self.passage(passage)).collect()
    }

    fn event<'p>(&self, event: &'p Event) -> EventJson<'p> {
        let ids =
            |list: &'p [crate::corpus::EntityId]| list.iter().map(|id| id.0.as_str()).collect();
        EventJson {
            id: &event.id.0,
            date: event.date,
            headline: &event.headline.text,
            headline_from: event.headline.from.as_ref().map(|passage| self.passage(passage)),
            status: event.status,
            planned: event.planned,
            passages: self.passages(&event.passages),
            outlets: &event.outlets,
            independent_outlets: event.independent_outlets,
            people: ids(&event.people),
            places: ids(&event.places),
            organisations: ids(&event.organisations),
            quotes: event.quotes.iter().map(|quote| self.passage(&quote.passage)).collect(),
        }
    }

    fn difference<'p>(&self, difference: &'p crate::corpus::Difference) -> DifferenceJson<'p> {
        DifferenceJson {
            event: &difference.event.0,
            kind: difference.kind,
            claims: difference
                .claims
                .iter()
                .map(|claim| ClaimJson {
                    text: &claim.text,
                    passages: self.passages(&claim.passages),
                })
                .collect(),
        }
    }
}
