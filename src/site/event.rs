//! An event's page: what each outlet says of it, side by side.

use super::cited::{Ref, reference};
use super::compare::{self, Overlap, Row, Spelled, Verdict};
use super::entry::{Account, Entry};
use super::frame::{Frame, Telling};
use super::index::Index;
use super::listed::{ArticleLink, Listed, Named, OutletLink};
use super::outlet::Outlet;
use super::permalink::Permalink;
use super::rights::Allowance;
use super::shown::EventCard;
use super::{Reading, Texts, Wanted};
use crate::annotate::MentionKind;
use crate::article::ArticleId;
use crate::corpus::{CopyKind, Passage};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// More outlets than this do not fit side by side.
const COLUMNS: usize = 5;

/// An event's page.
#[derive(Clone, Debug)]
pub struct EventPage<'a> {
    /// The event.
    pub entry: Arc<Entry<'a>>,
    /// The articles that are evidence for it.
    pub articles: Vec<Arc<Listed<'a>>>,
    /// Where these articles were published.
    pub originals: Vec<(&'a ArticleId, &'a str)>,
    /// Which of these articles share their words: lead, copy, and whether nearly all.
    pub shared: Vec<(Arc<Listed<'a>>, Arc<Listed<'a>>, bool)>,
    /// Whom and what it names, in every spelling.
    pub names: Vec<Spelled<'a>>,
    /// The event before it that has a page.
    pub earlier: Option<Neighbour<'a>>,
    /// The event after it that has a page.
    pub later: Option<Neighbour<'a>>,
}

/// The event before or after.
#[derive(Clone, Debug, Hash)]
pub struct Neighbour<'a> {
    headline: &'a str,
    permalink: Permalink,
}

/// An event's page as its template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct EventContext {
    /// The event.
    pub event: EventCard,
    /// Its place on the timeline.
    pub timeline: String,
    /// The outlets compared.
    pub outlets: Vec<OutletLink>,
    /// Whether the outlets fit side by side.
    pub columns: bool,
    /// What each outlet reports, in its own words, in the order of `outlets`.
    pub reports: Vec<Report>,
    /// How many points are compared.
    pub points: usize,
    /// The points; empty where too many outlets report for a table.
    pub rows: Vec<Row>,
    /// How many points have each verdict, those that matter most first.
    pub verdicts: Vec<(Verdict, usize)>,
    /// Whose words are whose; empty where too many outlets report.
    pub overlap: Vec<Overlap>,
    /// The articles.
    pub articles: Vec<ArticleLink>,
    /// Which articles share their words.
    pub shared: Vec<SharedPair>,
    /// The event before.
    pub earlier: Option<NeighbourLink>,
    /// The event after.
    pub later: Option<NeighbourLink>,
}

/// What one outlet reports.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Whose.
    pub outlet: OutletLink,
    /// Whether it stands in near-identical copies of another's article.
    pub copy: bool,
    /// Its passages; words that stand in several of its articles once.
    pub passages: Vec<PassageCard>,
}

/// Words of one outlet, and where they stand.
#[derive(Clone, Debug, Serialize)]
pub struct PassageCard {
    /// The words; `None` where they may not be shown.
    pub text: Option<String>,
    /// Where.
    pub refs: Vec<Ref>,
    /// The same words on the page where they were published.
    pub original: Option<String>,
}

/// Two articles that share their words.
#[derive(Clone, Debug, Serialize)]
pub struct SharedPair {
    /// The one.
    pub article: ArticleLink,
    /// The other.
    pub other: ArticleLink,
    /// Percent of the shorter one's five-word runs.
    pub percent: u32,
    /// Whether they are nearly the same.
    pub near: bool,
}

/// A link to the event before or after.
#[derive(Clone, Debug, Serialize)]
pub struct NeighbourLink {
    /// Its page.
    pub href: String,
    /// Its headline.
    pub text: String,
}

impl EventPage<'_> {
    /// The template's name.
    pub const TEMPLATE: &'static str = "event.html";
}

/// The pages of events that have one.
pub fn plan<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<(Permalink, EventPage<'a>)> {
    let paged: Vec<_> = index.entries.iter().filter(|entry| entry.has_page()).collect();
    let neighbour = |at: Option<usize>| {
        let entry = paged.get(at?)?;
        Some(Neighbour { headline: &entry.event.headline.text, permalink: entry.permalink() })
    };
    let page = |(at, entry): (usize, &&Arc<Entry<'a>>)| {
        let address = entry.permalink();
        if !wanted.page(&address) {
            return None;
        }
        let page = EventPage {
            entry: Arc::clone(entry),
            articles: articles(index, entry),
            originals: originals(index, entry),
            shared: shared(index, entry),
            names: names(index, entry),
            earlier: neighbour(at.checked_sub(1)),
            later: neighbour(Some(at + 1)),
        };
        Some((address, page))
    };
    paged.iter().enumerate().filter_map(page).collect()
}

fn articles<'a>(index: &Index<'a>, entry: &Entry<'a>) -> Vec<Arc<Listed<'a>>> {
    let ids: BTreeSet<_> = entry.event.passages.iter().map(|passage| &passage.article).collect();
    ids.into_iter().filter_map(|id| index.listed(id)).collect()
}

fn originals<'a>(index: &Index<'a>, entry: &Entry<'a>) -> Vec<(&'a ArticleId, &'a str)> {
    let ids: BTreeSet<_> = entry.event.passages.iter().map(|passage| &passage.article).collect();
    let address = |id: &'a ArticleId| {
        let address = index.story.cards.get(id)?.url.as_deref()?;
        super::original::is_page(address).then_some((id, address))
    };
    ids.into_iter().filter_map(address).collect()
}

fn names<'a>(index: &Index<'a>, entry: &Entry<'a>) -> Vec<Spelled<'a>> {
    let event = entry.event;
    let kinds = [
        (MentionKind::Person, &event.people),
        (MentionKind::Place, &event.places),
        (MentionKind::Organisation, &event.organisations),
    ];
    let all = kinds.into_iter().flat_map(|(kind, ids)| ids.iter().map(move |id| (kind, id)));
    let entities = all.filter_map(|key| index.entities.get(&key));
    let spelled = entities.map(|entity| {
        let own = std::iter::once(entity.name.as_str());
        let spellings: BTreeSet<&str> =
            own.chain(entity.spellings.iter().map(|one| one.text.as_str())).collect();
        (Named::of(entity), spellings.into_iter().collect())
    });
    spelled.collect()
}

fn shared<'a>(
    index: &Index<'a>,
    entry: &Entry<'a>,
) -> Vec<(Arc<Listed<'a>>, Arc<Listed<'a>>, bool)> {
    let ids: BTreeSet<_> = entry.event.passages.iter().map(|passage| &passage.article).collect();
    let pairs = ids.iter().filter_map(|id| {
        let (lead, copy) = index.leads.get(*id).filter(|(lead, _)| ids.contains(lead))?;
        let listed = |id| index.listed(id);
        let near = copy.kind == CopyKind::NearDuplicate;
        Some((listed(lead)?, listed(id)?, near))
    });
    pairs.collect()
}

/// The context of an event's page.
pub fn context<'a>(
    view: &EventPage<'a>,
    page: &Permalink,
    Reading { story, texts }: Reading<'a>,
) -> EventContext {
    let entry = &view.entry;
    let outlets: Vec<Outlet<'_>> =
        entry.accounts.iter().map(|account| account.outlet.clone()).collect();
    let frame =
        Frame { page, outlets: &outlets, columns: false, whose: None, telling: Telling::Whole };
    let mut allowance = Allowance::new(story);
    let event = EventCard { passage: None, ..frame.entry(entry, &mut allowance) };
    let reports: Vec<Report> =
        entry.accounts.iter().map(|account| report(view, account, page, &mut allowance)).collect();
    let mut rows = compare::rows(entry, &view.names, page, &mut allowance);
    let (points, verdicts) = (rows.len(), verdicts(&rows));
    let columns = outlets.len() <= COLUMNS;
    if columns {
        compare::tint(&mut rows);
    } else {
        rows.clear();
    }
    let neighbour = |one: &Neighbour<'_>| NeighbourLink {
        href: one.permalink.from(page),
        text: one.headline.to_owned(),
    };
    EventContext {
        points,
        verdicts,
        rows,
        overlap: if columns { compare::overlap(&entry.accounts) } else { Vec::new() },
        event,
        timeline: entry.home.from_to(page, &entry.anchor()),
        outlets: outlets.iter().map(|outlet| outlet.show(page)).collect(),
        columns,
        reports,
        articles: view.articles.iter().map(|article| article.show(page, texts)).collect(),
        shared: view.shared.iter().map(|pair| shared_pair(pair, page, texts)).collect(),
        earlier: view.earlier.as_ref().map(neighbour),
        later: view.later.as_ref().map(neighbour),
    }
}

fn verdicts(rows: &[Row]) -> Vec<(Verdict, usize)> {
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.verdict).or_default() += 1;
    }
    counts.into_iter().collect()
}

fn shared_pair(
    (lead, copy, near): &(Arc<Listed<'_>>, Arc<Listed<'_>>, bool),
    page: &Permalink,
    texts: &Texts,
) -> SharedPair {
    SharedPair {
        article: lead.show(page, texts),
        other: copy.show(page, texts),
        percent: texts.percent_at(copy.at),
        near: *near,
    }
}

/// An account's passages, each wording once.
fn report<'a>(
    view: &EventPage<'a>,
    account: &Account<'a>,
    page: &Permalink,
    allowance: &mut Allowance<'a>,
) -> Report {
    let mut wordings: Vec<(&'a Passage, Vec<Ref>)> = Vec::new();
    for passage in &account.passages {
        let at = reference(passage, &account.outlet, page);
        match wordings.iter_mut().find(|(one, _)| compare::same_words(&one.text, &passage.text)) {
            Some((_, refs)) if refs.contains(&at) => {}
            Some((_, refs)) => refs.push(at),
            None => wordings.push((passage, vec![at])),
        }
    }
    let card = |(passage, refs): (&'a Passage, Vec<Ref>)| PassageCard {
        text: allowance.quote(&passage.article, &passage.text),
        original: original(view, passage),
        refs,
    };
    Report {
        outlet: account.outlet.show(page),
        copy: account.copy,
        passages: wordings.into_iter().map(card).collect(),
    }
}

/// The passage on the page where it was published: its address with a text fragment.
fn original(view: &EventPage<'_>, passage: &Passage) -> Option<String> {
    let (_, address) = view.originals.iter().find(|(id, _)| **id == passage.article)?;
    Some(super::original::passage(address, &passage.text))
}
