//! The date that a page prints for its readers, near its headline.

use super::super::content::has_linked_heading;
use super::super::elsewhere::{distance, is_elsewhere};
use super::super::style::{says, words};
use super::super::tree::{Id, Tree};
use super::super::when::{self, Order};
use super::Place;
use crate::date::Stamp;
use crate::scrape::Fact;

/// How far from the headline a printed date may stand, in nodes: just by it, and further off where nothing else tells.
pub(super) const NEAR: usize = 60;
pub(super) const FAR: usize = 1500;

/// What names in classes say that a date is here.
const PLACES: &[&str] = &[
    "date",
    "published",
    "publish*",
    "pubdate",
    "posted",
    "post date",
    "timestamp",
    "time",
    "dateline",
    "datum",
    "fecha",
    "datetime",
    "entry meta",
    "post meta",
    "meta",
    "postmeta*",
    "article info",
    "byline",
    "date *",
    "info",
    "created",
    "articledate",
];

/// The date that a reader sees: a `time` element, a short text where a date is announced, or a date alone; of several
/// the one nearest to the headline.
pub(super) fn read(tree: &Tree<'_>, place: &Place<'_>, within: usize) -> Option<Fact<Stamp>> {
    let order = place.order;
    let near = |id: &Id| distance(*id, place.headline) <= within;
    let times = tree.all(0, &["time"]).filter(near).filter(|&id| fits(tree, id, place));
    let times = times.filter_map(|id| Some((id, value(tree, id, order)?)));
    let named = tree.walk(0).filter(near).filter(|&id| {
        let node = tree.node(id);
        !node.attributes.is_empty()
            && tree.range(id).len() <= SMALL
            && !node.is(&["meta", "time"])
            && says(&words(node), PLACES)
            && fits(tree, id, place)
    });
    let named = named.filter_map(|id| {
        let text = tree.text(id);
        let short = text.chars().count() < 120;
        let stamp = when::read(&text, order).or_else(|| when::read(&spaced(tree, id), order));
        Some((id, stamp.filter(|_| short)?))
    });
    let texts = named.chain(alone(tree, place).filter(|(id, _)| near(id)));
    let texts = texts.filter(|&(id, _)| within <= NEAR || !is_on_card(tree, id));
    nearest(times, place)
        .map(|stamp| Fact::new(stamp, "time"))
        .or_else(|| nearest(texts, place).map(|stamp| Fact::new(stamp, "text")))
}

/// Whether a date far from the headline stands on a card that leads to another article.
fn is_on_card(tree: &Tree<'_>, id: Id) -> bool {
    let small = |&above: &Id| tree.range(above).len() <= SMALL;
    tree.above(id).take_while(small).any(|card| has_linked_heading(tree, card))
}

/// The words of a part, each element's by themselves: a leaf of a calendar has no spaces between month, day and year.
fn spaced(tree: &Tree<'_>, id: Id) -> String {
    let texts = tree.walk(id).map(|id| tree.node(id).text.trim()).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" ")
}

/// The date nearest to the headline.
pub(super) fn nearest(
    dates: impl Iterator<Item = (Id, Stamp)>,
    place: &Place<'_>,
) -> Option<Stamp> {
    dates.take(200).min_by_key(|&(id, _)| distance(id, place.headline)).map(|(_, stamp)| stamp)
}

/// Texts that are hardly more than a date.
fn alone<'t>(tree: &'t Tree<'_>, place: &'t Place<'_>) -> impl Iterator<Item = (Id, Stamp)> + 't {
    let texts = tree
        .walk(0)
        .filter(|&id| tree.node(id).is_text() && tree.node(id).text.trim().len() < 200)
        .map(|id| (id, tree.node(id).text.split_whitespace().collect::<Vec<_>>().join(" ")));
    texts.filter_map(move |(id, text)| {
        let text = text.as_str();
        let short = text.chars().count() < 60
            && text.split(' ').count() <= 8
            && text.chars().filter(char::is_ascii_digit).count() >= 5;
        let script = tree.node(tree.node(id).parent).is(&["script", "style", "option", "title"]);
        let stamp =
            when::read(text, place.order).filter(|_| short && !script && !text.contains('©'))?;
        fits(tree, id, place).then_some((id, stamp))
    })
}

/// What a node says about a time: its machine value, else its words.
pub(super) fn value(tree: &Tree<'_>, id: Id, order: Order) -> Option<Stamp> {
    let node = tree.node(id);
    ["datetime", "content"]
        .iter()
        .find_map(|name| when::read(node.get(name), order))
        .or_else(|| when::read(&tree.text(id), order))
        .or_else(|| when::read(node.get("title"), order))
}

/// Words that announce a change, a look at something or an event, not a publication; sorted.
const CHANGED: &[&str] = &[
    "abgerufen",
    "accessed",
    "actualizado",
    "aggiornato",
    "aktualisiert",
    "beginn:",
    "bijgewerkt",
    "consultado",
    "consulté",
    "edited",
    "editiert",
    "geändert",
    "last checked",
    "last reviewed",
    "letzte änderung",
    "mis à jour",
    "modified",
    "opdateret",
    "oppdatert",
    "retrieved",
    "revised",
    "stand:",
    "updated",
    "uppdaterad",
    "zuletzt",
    "обновлено",
];

/// How many nodes a part that is hardly more than a date may hold.
const SMALL: usize = 40;

/// Whether what stands here, or the short text around it, is said to be the time of a change.
pub(super) fn is_change(tree: &Tree<'_>, id: Id) -> bool {
    let told = |id: Id| {
        if tree.range(id).len() > SMALL {
            return false;
        }
        let text = tree.text(id).to_lowercase();
        let before = text.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or_default();
        text.len() < 120 && CHANGED.iter().any(|word| before.contains(word))
    };
    let named = |id: Id| says(&words(tree.node(id)), &["event", "modified", "updated"]);
    named(id) || told(id) || tree.above(id).take(2).any(|above| told(above) || named(above))
}

/// Whether a node can be about the article's publication.
fn fits(tree: &Tree<'_>, id: Id, place: &Place<'_>) -> bool {
    !is_elsewhere(tree, id, place.headline) && !is_change(tree, id)
}
