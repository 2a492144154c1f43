//! The parts of what a page shows, each with a fingerprint of its own: a page's key is made of them, and a page that is
//! rendered again can say which of them changed.

use super::article::ArticlePage;
use super::diff::Diff;
use super::directory::Directory;
use super::event::EventPage;
use super::fingerprint::fingerprint;
use super::listed::Listed;
use super::raw::Raw;
use super::subject::Subject;
use super::timeline::Timeline;
use super::view::View;
use super::{TextDigest, Texts};
use crate::article::ArticleId;
use std::hash::Hash;
use std::sync::Arc;

/// A part of what a page shows: what it is called in `--explain`, and its fingerprint.
pub type Part = (&'static str, u128);

/// Parts that every page has beside those of its view.
pub const TEMPLATE: &str = "its template";
/// See [`TEMPLATE`].
pub const SHELL: &str = "what every page shows around it";
/// A part that is in the key and is told by the others.
pub(super) const UNTOLD: &str = "";

const CAPTURE: &str = "the capture, or what was left out of it";
const BOTH: &str = "the two texts";
const FRONT: &str = "its front matter, date or outlet";
const KIN: &str = "articles that share its words";
const BESIDE: &str = "the articles before and after";
const ARTICLES: &str = "its articles";
const SHARED: &str = "which articles share words";
const COMPANY: &str = "who is named beside it";
const NAMES: &str = "its names";

fn part(name: &'static str, value: &impl Hash) -> Part {
    (name, fingerprint(value))
}

/// The parts of a view, the articles' texts not among them: each field of it, named one by one so that none is forgotten, is in
/// one of them.
pub(super) fn of_view(view: &View<'_>) -> Vec<Part> {
    match view {
        View::Timeline(view) => timeline(view),
        View::Event(view) => event(view),
        View::Article(view) => article(view),
        View::Subject(view) => subject(view),
        View::Directory(view) => directory(view),
        View::Raw(Raw { article, path }) => vec![part(CAPTURE, &(article, path))],
        View::Diff(view) => {
            let Diff { first, second, revision } = &**view;
            vec![part(BOTH, &(first, second, revision))]
        }
        View::Plain(view) => vec![part("its text", view)],
    }
}

/// The parts of the articles' words that a view shows.
pub(super) fn of_texts(view: &View<'_>, texts: &Texts) -> Vec<Part> {
    let text = |id: &ArticleId| texts.digest(id);
    let mut parts = match view {
        View::Article(view) => {
            let TextDigest { whole, body, front, heading: _ } = &text(view.id);
            vec![part(FRONT, front), part("its text", body), part(UNTOLD, whole)]
        }
        View::Raw(view) => vec![part(CAPTURE, &text(view.article.id))],
        View::Diff(view) => vec![part(BOTH, &[text(view.first.id), text(view.second.id)])],
        _ => Vec::new(),
    };
    parts = with(parts, of_each(&listed(view), |one| texts.digest_at(one.at).heading));
    with(parts, of_each(&copies(view), |copy| u128::from(texts.percent_at(copy.at))))
}

/// The parts that some articles are in, each with what stands for its articles.
fn of_each(
    articles: &[(&'static str, &Arc<Listed<'_>>)],
    stands_for: impl Fn(&Arc<Listed<'_>>) -> u128,
) -> Vec<Part> {
    let parts = articles.chunk_by(|(one, _), (two, _)| one == two);
    let parts = parts.filter_map(|articles| {
        let values: Vec<u128> = articles.iter().map(|(_, one)| stands_for(one)).collect();
        Some(part(articles.first()?.0, &values))
    });
    parts.collect()
}

/// The copies of which a view shows how much they share with their leads, each with the part that it is in.
pub(super) fn copies<'v, 'a>(view: &'v View<'a>) -> Vec<(&'static str, &'v Arc<Listed<'a>>)> {
    match view {
        View::Article(view) => view.kin.iter().map(|kin| (KIN, &kin.copy)).collect(),
        View::Event(view) => view.shared.iter().map(|(_, copy, _)| (SHARED, copy)).collect(),
        View::Subject(view) => {
            view.shares.iter().flat_map(|(_, copies)| copies).map(|copy| (COMPANY, copy)).collect()
        }
        View::Diff(view) => vec![(BOTH, &view.second)],
        View::Timeline(_) | View::Directory(_) | View::Raw(_) | View::Plain(_) => Vec::new(),
    }
}

/// The articles whose headings a view shows, each with the part that it is in.
pub(super) fn listed<'v, 'a>(view: &'v View<'a>) -> Vec<(&'static str, &'v Arc<Listed<'a>>)> {
    let mut all: Vec<(&'static str, &'v Arc<Listed<'a>>)> = Vec::new();
    match view {
        View::Article(view) => {
            all.extend(view.dated_by.iter().map(|one| (FRONT, one)));
            all.extend(view.kin.iter().map(|kin| (KIN, &kin.article)));
            all.extend(view.earlier.iter().chain(&view.later).map(|one| (BESIDE, one)));
        }
        View::Event(view) => {
            let shared = view.shared.iter().flat_map(|(lead, copy, _)| [lead, copy]);
            all.extend(view.articles.iter().chain(shared).map(|one| (ARTICLES, one)));
        }
        View::Subject(view) => all.extend(view.articles.iter().map(|one| (ARTICLES, one))),
        View::Directory(view) => {
            all.extend(view.articles.iter().chain(&view.unnamed).map(|one| (ARTICLES, one)));
            all.extend(view.names.iter().filter_map(|item| Some((NAMES, item.only.as_ref()?))));
        }
        View::Raw(view) => all.push((CAPTURE, &view.article)),
        View::Diff(view) => all.extend([(BOTH, &view.first), (BOTH, &view.second)]),
        View::Timeline(_) | View::Plain(_) => {}
    }
    all
}

/// Two lists of parts as one: those of one name are one part.
pub(super) fn with(mut parts: Vec<Part>, others: Vec<Part>) -> Vec<Part> {
    for (name, print) in others {
        match parts.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = fingerprint(&(known.1, print)),
            None => parts.push((name, print)),
        }
    }
    parts
}

fn timeline(view: &Timeline<'_>) -> Vec<Part> {
    let Timeline { period, entries, total, number, pages, bins, earlier, later, notes, front } =
        view;
    vec![
        part("its events", entries),
        part("the counts around it", &(period, total, number, pages, bins)),
        part("the periods before and after", &(earlier, later)),
        part("its notes", notes),
        part("what heads the site", front),
    ]
}

fn event(view: &EventPage<'_>) -> Vec<Part> {
    let EventPage { entry, articles, originals, shared, names, earlier, later } = view;
    vec![
        part("the event", entry),
        part(ARTICLES, &(articles, originals)),
        part(SHARED, shared),
        part("the names it compares", names),
        part("the events before and after", &(earlier, later)),
    ]
}

fn article(view: &ArticlePage<'_>) -> Vec<Part> {
    let ArticlePage {
        id,
        published,
        dated_by,
        outlet,
        authors,
        tags,
        right,
        source,
        rules,
        entries,
        names,
        kin,
        notes,
        earlier,
        later,
    } = view;
    vec![
        part(FRONT, &(published, dated_by, outlet, right, source)),
        part("its events and names", &(entries, names)),
        part(KIN, kin),
        part("its notes", notes),
        part(BESIDE, &(earlier, later)),
        part(UNTOLD, &(id, authors, tags, rules)),
    ]
}

fn subject(view: &Subject<'_>) -> Vec<Part> {
    let Subject {
        folder,
        name,
        slug,
        spellings,
        roles,
        address,
        entries,
        events,
        articles,
        total,
        days,
        alone,
        company,
        shares,
        misses,
        place,
    } = view;
    vec![
        part("its events", entries),
        part(ARTICLES, articles),
        part("the counts around it", &(events, total, days, alone)),
        part(COMPANY, &(company, shares)),
        part("what it does not report", misses),
        part("how it is called", &(folder, name, slug, spellings, roles, address)),
        part("the pages beside it", place),
    ]
}

fn directory(view: &Directory<'_>) -> Vec<Part> {
    let Directory { folder, total, articles, names, letter, letters, place, unnamed } = view;
    vec![
        part(ARTICLES, &(articles, unnamed)),
        part(NAMES, &(folder, names)),
        part("the counts around it", &(total, letter, letters)),
        part("the pages beside it", place),
    ]
}
