//! The parts of what a page shows, each with a fingerprint of its own: a page's key is made of them, and a page that is
//! rendered again can say which of them changed.

use super::article::ArticlePage;
use super::event::EventPage;
use super::fingerprint::fingerprint;
use super::page::View;
use super::subject::Subject;
use super::timeline::Timeline;
use super::{Card, directory::Directory};
use std::hash::Hash;

/// A part of what a page shows: what it is called in `--explain`, and its fingerprint.
pub type Part = (&'static str, u128);

/// Parts that every page has beside those of its view.
pub const TEMPLATE: &str = "its template";
/// See [`TEMPLATE`].
pub const SHELL: &str = "what every page shows around it";
/// A part that is in the key and is told by the others.
pub(super) const UNTOLD: &str = "";

fn part(name: &'static str, value: &impl Hash) -> Part {
    (name, fingerprint(value))
}

/// The parts of a view: each field of it, named one by one so that none is forgotten, is in one of them.
pub(super) fn of_view(view: &View<'_>) -> Vec<Part> {
    match view {
        View::Timeline(view) => timeline(view),
        View::Event(view) => event(view),
        View::Article(view) => article(view),
        View::Subject(view) => subject(view),
        View::Directory(view) => directory(view),
        View::Raw(view) => vec![part("the capture, or what was left out of it", view)],
        View::Diff(view) => vec![part("the two texts", view)],
        View::Plain(view) => vec![part("its text", view)],
    }
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
        part("its articles", &(articles, originals)),
        part("which articles share words", shared),
        part("the names it compares", names),
        part("the events before and after", &(earlier, later)),
    ]
}

fn article(view: &ArticlePage<'_>) -> Vec<Part> {
    let ArticlePage {
        id,
        card,
        published,
        outlet,
        authors,
        tags,
        right,
        source,
        entries,
        names,
        kin,
        notes,
        earlier,
        later,
    } = view;
    let Card { body, front, .. } = card;
    vec![
        part("its text", body),
        part("its front matter, date or outlet", &(front, published, outlet, right, source)),
        part("its events and names", &(entries, names)),
        part("articles that share its words", kin),
        part("its notes", notes),
        part("the articles before and after", &(earlier, later)),
        part(UNTOLD, &(id, authors, tags, card)),
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
        part("its articles", articles),
        part("the counts around it", &(events, total, days, alone)),
        part("who is named beside it", &(company, shares)),
        part("what it does not report", misses),
        part("how it is called", &(folder, name, slug, spellings, roles, address)),
        part("the pages beside it", place),
    ]
}

fn directory(view: &Directory<'_>) -> Vec<Part> {
    let Directory { folder, total, articles, names, letter, letters, place, unnamed } = view;
    vec![
        part("its articles", &(articles, unnamed)),
        part("its names", &(folder, names)),
        part("the counts around it", &(total, letter, letters)),
        part("the pages beside it", place),
    ]
}
