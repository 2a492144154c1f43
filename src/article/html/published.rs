//! When it was published and changed, as the page states or prints it.

mod apart;
mod named;
mod printed;

use super::elsewhere::{distance, is_elsewhere};
use super::linked::Linked;
use super::meta::Metas;
use super::style::{says, words};
use super::tree::{Id, Tree};
use super::when::{self, Order};
use crate::date::{Day, Stamp};
use crate::scrape::Fact;
use named::{PUBLISHED, UNSURE, UPDATED};
use printed::{FAR, NEAR, nearest, value};

/// When it was published: stated, marked, in the address, or printed near the headline.
pub(super) fn published(
    tree: &Tree<'_>,
    metas: &Metas,
    linked: &Linked,
    place: &Place<'_>,
) -> Option<Fact<Stamp>> {
    let read = |text: &str| when::read(text, place.order);
    let meta = |names: &[&str]| {
        let stamp = names.iter().flat_map(|name| metas.all(name)).find_map(read);
        stamp.map(|stamp| Fact::new(stamp, "meta"))
    };
    let changed = updated(metas, linked, place).map(|fact| fact.value);
    let linked = linked.published.as_deref().and_then(read);
    let linked = linked.map(|stamp| Fact::new(stamp, "json-ld"));
    let stated: Vec<Fact<Stamp>> = [linked, meta(PUBLISHED)].into_iter().flatten().collect();
    shown_earlier(tree, &stated, changed, place)
        .or_else(|| settled(tree, &stated, place))
        .or_else(|| marked(tree, place).map(|stamp| Fact::new(stamp, "microdata")))
        .or_else(|| when::in_address(place.url, place.order).map(|stamp| Fact::new(stamp, "url")))
        .or_else(|| printed::read(tree, place, NEAR))
        .or_else(|| apart::shown(tree, place))
        .or_else(|| unsure(meta(UNSURE), printed::read(tree, place, FAR)))
        .or_else(|| apart::in_data(tree).map(|stamp| Fact::new(stamp, "script")))
}

/// Of what is stated for machines the first; where statements contradict each other, the one that readers are shown too.
fn settled(tree: &Tree<'_>, stated: &[Fact<Stamp>], place: &Place<'_>) -> Option<Fact<Stamp>> {
    let first = stated.first()?;
    let address = when::in_address(place.url, place.order);
    if let Some(own) = address.filter(|own| is_beside(own.day, first.value)) {
        return Some(Fact::new(own, "url"));
    }
    if stated.iter().all(|other| other.value.day == first.value.day) {
        return Some(first.clone());
    }
    let shown = address.or_else(|| printed::read(tree, place, NEAR).map(|fact| fact.value));
    let same = |fact: &&Fact<Stamp>| shown.is_some_and(|shown| shown.day == fact.value.day);
    Some(stated.iter().find(same).unwrap_or(first).clone())
}

/// The earlier day that readers are shown, where all that is stated is the very moment of the last change: some systems
/// give that for both.
fn shown_earlier(
    tree: &Tree<'_>,
    stated: &[Fact<Stamp>],
    changed: Option<Stamp>,
    place: &Place<'_>,
) -> Option<Fact<Stamp>> {
    let changed = changed.filter(|changed| changed.seconds.is_some_and(|seconds| seconds > 0))?;
    if stated.is_empty() || stated.iter().any(|fact| fact.value != changed) {
        return None;
    }
    printed::read(tree, place, NEAR).filter(|shown| shown.value.day < changed.day)
}

/// Whether a day is the one before or after a moment told in universal time. An outlet makes its addresses by its own
/// clocks, and in the evening or the morning its day is another than that of Greenwich.
fn is_beside(day: Day, moment: Stamp) -> bool {
    let universal = moment.offset == Some(0) && moment.seconds.is_some();
    universal && [-1, 1].into_iter().any(|days| day.plus(days) == Some(moment.day))
}

/// What readers are shown comes before a statement of some day, which tells at most the hour of it.
fn unsure(stated: Option<Fact<Stamp>>, shown: Option<Fact<Stamp>>) -> Option<Fact<Stamp>> {
    match (stated, shown) {
        (Some(stated), Some(shown)) if stated.value.day == shown.value.day => Some(stated),
        (stated, shown) => shown.or(stated),
    }
}

/// When it was last changed, as stated.
pub(super) fn updated(metas: &Metas, linked: &Linked, place: &Place<'_>) -> Option<Fact<Stamp>> {
    let stated = linked.modified.as_deref().and_then(|text| when::read(text, place.order));
    stated.map(|stamp| Fact::new(stamp, "json-ld")).or_else(|| {
        let found = UPDATED
            .iter()
            .flat_map(|name| metas.all(name))
            .find_map(|text| when::read(text, place.order));
        found.map(|stamp| Fact::new(stamp, "meta"))
    })
}

/// Where the page was and how its language writes days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'u> {
    pub url: &'u str,
    pub order: Order,
    /// Where the headline is printed.
    pub headline: Option<Id>,
}

/// What is marked as the day of publication in the page itself.
fn marked(tree: &Tree<'_>, place: &Place<'_>) -> Option<Stamp> {
    let marked = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        let itemprop = ["itemprop", "property"].iter().any(|name| {
            let mut words = node.get(name).split([' ', ':']);
            words.any(|word| matches!(word, "datePublished" | "dateCreated"))
        });
        (itemprop || node.has("pubdate"))
            && !is_elsewhere(tree, id, place.headline)
            && !says(&words(node), &["modified", "updated"])
    });
    let marked: Vec<_> =
        marked.take(40).filter_map(|id| Some((id, value(tree, id, place.order)?))).collect();
    let (_, first) = marked.first()?;
    // Several days are those of several articles; then only one by the headline tells.
    let one = marked.iter().all(|(_, stamp)| stamp.day == first.day);
    let near =
        marked.iter().copied().filter(|&(id, _)| one || distance(id, place.headline) <= NEAR);
    nearest(near, place)
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn day(html: &str) -> String {
        day_at("", None, html)
    }

    fn day_at(url: &str, linked: Option<&str>, html: &str) -> String {
        let tree = parse(html, 256);
        let headline = tree.all(0, &["h1"]).next();
        let place = Place { url, order: Order::DayFirst, headline };
        let linked = Linked { published: linked.map(str::to_owned), ..Linked::default() };
        let fact = published(&tree, &Metas::of(&tree), &linked, &place);
        fact.map_or_else(String::new, |fact| format!("{} {}", fact.value, fact.origin))
    }

    #[test]
    fn what_is_stated_comes_before_what_is_printed() {
        assert_eq!(
            day(
                "<meta property=article:published_time content='2024-03-05T10:00:00Z'><time datetime=2024-03-06>"
            ),
            "2024-03-05T10:00:00Z meta"
        );
        assert_eq!(
            day(
                "<div class=related><time datetime=2024-01-01></time></div><time datetime=2024-03-06></time><p>A</p><p>B</p>"
            ),
            "2024-03-06 time"
        );
        assert_eq!(day("<p class=post-date>5 March 2024</p>"), "2024-03-05 text");
        let parted = "<p class=postmetadata>5. <a>March 2024</a> at 9:43 · <a>Boats</a></p>";
        assert_eq!(day(parted), "2024-03-05T09:43:00 text");
    }

    #[test]
    fn the_days_of_other_articles_are_not_this_ones() {
        let card = |day: u8| format!("<p itemprop=datePublished>2024-03-0{day}</p>");
        assert_eq!(day(&card(5)), "2024-03-05 microdata");
        let far = format!("{}{}{}", "<b>x</b>".repeat(40), card(5), card(6));
        assert!(!day(&far).ends_with("microdata"));
    }

    #[test]
    fn a_change_is_no_publication() {
        assert_eq!(day("<time class=updated datetime=2024-03-06></time>"), "");
        assert_eq!(day("<p>Updated <b>5 March 2024</b></p>"), "");
        assert_eq!(day("<footer>© 5 March 2024</footer>"), "");
    }

    #[test]
    fn a_look_at_something_or_its_beginning_is_no_publication() {
        assert_eq!(day("<p>Last checked: 2024-03-05</p>"), "");
        assert_eq!(day("<ol><li>Roe, D. Retrieved on <b>5 March 2024</b></ol>"), "");
        assert_eq!(day("<dl class=event-meta><dd>5 March 2024</dd></dl>"), "");
    }

    #[test]
    fn a_date_on_a_card_far_away_is_another_articles() {
        let page = |heading: &str| {
            day(&format!(
                "<h1>Bridge</h1>{}<div><h4>{heading}</h4><p>5 March 2024</p></div>",
                "<b>x</b>".repeat(60)
            ))
        };
        assert_eq!(page("<a href=/mill>Mill sold</a>"), "");
        assert_eq!(page("Mill sold"), "2024-03-05 text");
    }

    #[test]
    fn of_two_statements_the_one_that_readers_see_holds() {
        let meta = "<meta property=article:published_time content=2024-03-05>";
        let page = format!("{meta}<h1>Bridge</h1><time datetime=2024-03-05></time>");
        assert_eq!(day_at("", Some("2021-07-01"), &page), "2024-03-05 meta");
        assert_eq!(day_at("", Some("2021-07-01"), meta), "2021-07-01 json-ld");
    }

    #[test]
    fn a_system_that_tells_of_the_last_change_alone_gives_way_to_the_day_shown() {
        let moment = "2024-03-08T03:05:00Z";
        let page = |changed: &str| {
            let meta = format!("<meta property=article:modified_time content={changed}>");
            let page = format!("{meta}<h1>Bridge</h1><p class=post-date>5 March 2024</p>");
            day_at("", Some(moment), &page)
        };
        assert_eq!(page(moment), "2024-03-05 text");
        assert_eq!(page("2024-03-09T03:05:00Z"), "2024-03-08T03:05:00Z json-ld");
    }

    #[test]
    fn a_late_evening_is_the_day_that_the_address_tells() {
        let day = |moment| day_at("https://aldford.example/2024/03/05/bridge", Some(moment), "");
        assert_eq!(day("2024-03-06T03:05:00Z"), "2024-03-05 url");
        assert_eq!(day("2024-03-06T03:05:00+01:00"), "2024-03-06T03:05:00+01:00 json-ld");
        assert_eq!(day("2024-03-08T03:05:00Z"), "2024-03-08T03:05:00Z json-ld");
    }

    #[test]
    fn some_day_stated_gives_way_to_the_one_shown() {
        let page = |shown: &str| {
            day(&format!(
                "<meta name=date content='2024-03-12T10:00:00Z'><h1>Bridge</h1>{}<p>{shown}</p>",
                "<b>x</b>".repeat(60)
            ))
        };
        assert_eq!(page("5 March 2024"), "2024-03-05 text");
        assert_eq!(page("12 March 2024"), "2024-03-12T10:00:00Z meta");
        assert_eq!(page("It is mended."), "2024-03-12T10:00:00Z meta");
    }

    #[test]
    fn a_date_above_the_headline_is_nearer_than_those_below_the_text() {
        let card = "<p><time datetime=2023-11-02></time></p>";
        let page = format!(
            "<p><time datetime=2024-03-05></time></p>{}<h1>Bridge</h1>{}{card}",
            "<b>x</b>".repeat(10),
            "<p>It is mended.</p>".repeat(35)
        );
        assert_eq!(day(&page), "2024-03-05 time");
    }

    #[test]
    fn a_leaf_of_a_calendar_is_a_date() {
        let leaf = "<div class=date><span>Mar</span> <span>05</span><span>2024</span></div>";
        assert_eq!(day(leaf), "2024-03-05 text");
    }

    #[test]
    fn a_date_set_over_several_lines_is_read() {
        assert_eq!(
            day(&format!("<p>Aldford Post (\n{}2024-03-05 09:20:26\n)", " ".repeat(80))),
            "2024-03-05T09:20:26 text"
        );
    }
}
