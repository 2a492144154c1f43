//! Days that a page tells away from its headline: in a card that repeats it, after words that say so, in its data.

use super::super::elsewhere::is_among_others;
use super::super::headline::folded;
use super::super::tree::{Id, Tree};
use super::super::when::{self, Order};
use super::Place;
use super::printed::{is_change, value};
use crate::date::Stamp;
use crate::scrape::Fact;

/// What readers are shown somewhere on the page.
pub(super) fn shown(tree: &Tree<'_>, place: &Place<'_>) -> Option<Fact<Stamp>> {
    on_card(tree, place).or_else(|| labelled(tree, place))
}

/// How many nodes a card holds at most.
const CARD: usize = 60;

/// The date on a card of this very article, in a side bar or among other cards: it repeats the headline.
fn on_card(tree: &Tree<'_>, place: &Place<'_>) -> Option<Fact<Stamp>> {
    let headline: String = folded(&tree.text(place.headline?)).collect();
    if headline.len() < 10 {
        return None;
    }
    let repeats = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        node.is_text()
            && !tree.node(node.parent).is(&["title", "script"])
            && folded(&node.text).eq(headline.chars())
    });
    let mut dates = repeats.take(20).filter_map(|id| {
        let card = |&above: &Id| {
            tree.range(above).len() <= CARD
                && !tree.range(above).contains(&place.headline.unwrap_or_default())
        };
        let mut parts = tree.above(id).take_while(card);
        parts.find_map(|part| dated(tree, part, place.order))
    });
    dates.next()
}

/// The first date in a small part.
fn dated(tree: &Tree<'_>, part: Id, order: Order) -> Option<Fact<Stamp>> {
    tree.walk(part).filter(|&id| !is_change(tree, id)).find_map(|id| {
        let node = tree.node(id);
        match () {
            () if node.tag == "time" => Some(Fact::new(value(tree, id, order)?, "time")),
            () if node.is_text() && node.text.trim().len() < 40 => {
                Some(Fact::new(when::read(&node.text, order)?, "text"))
            }
            () => None,
        }
    })
}

/// Words before the day of publication, in lower case, sorted.
const LABELS: &[&str] = &[
    "date published",
    "erschienen",
    "erstellt",
    "first published",
    "gepubliceerd",
    "opublikowano",
    "posted",
    "publicado",
    "publication date",
    "publicerad",
    "published",
    "publisert",
    "publié",
    "pubblicato",
    "udgivet",
    "veröffentlicht",
    "дата публикации",
    "опубликовано",
    "公開日",
    "发布于",
    "发布时间",
    "掲載日",
    "發佈時間",
    "기사입력",
    "등록",
    "입력",
];

/// The day that words call that of publication, wherever they stand; several that differ are those of several articles.
fn labelled(tree: &Tree<'_>, place: &Place<'_>) -> Option<Fact<Stamp>> {
    let dated = tree.walk(0).filter(|&id| holds_date(tree, id)).take(200);
    let own = dated.filter(|&id| !is_among_others(tree, id, place.headline));
    let days = own.filter_map(|id| {
        let small = |&part: &Id| tree.range(part).len() <= CARD / 4;
        let parts = std::iter::once(id).chain(tree.above(id).take(2).take_while(small));
        let told = parts.map(|part| words(tree, part)).find(|text| is_label(text))?;
        when::read(&told, place.order)
    });
    alike(days).map(|stamp| Fact::new(stamp, "text"))
}

/// Whether a short run of text has as many digits as a date.
fn holds_date(tree: &Tree<'_>, id: Id) -> bool {
    let node = tree.node(id);
    let digits = || node.text.bytes().filter(u8::is_ascii_digit).count();
    node.is_text()
        && node.text.trim().len() <= 120
        && digits() >= 5
        && !tree.node(node.parent).is(&["script", "style", "title"])
}

/// The words of a part, or of a run of text.
fn words(tree: &Tree<'_>, part: Id) -> String {
    let node = tree.node(part);
    if node.is_text() { node.text.trim().to_owned() } else { tree.text(part) }
}

/// Whether a text begins with such words and goes on with a date, or ends.
fn is_label(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    LABELS.iter().any(|label| {
        let mut letters = text.chars().flat_map(char::to_lowercase);
        let begins = label.chars().all(|letter| letters.next() == Some(letter));
        let mut between = letters.take_while(|letter| !letter.is_ascii_digit());
        begins && between.nth(15).is_none()
    })
}

/// The first of some dates, where all tell the same day.
fn alike(mut dates: impl Iterator<Item = Stamp>) -> Option<Stamp> {
    let first = dates.next()?;
    dates.all(|other| other.day == first.day).then_some(first)
}

/// Names that systems give the day of publication in the data that a page carries for its own scripts.
const KEYS: &[&str] = &[
    "datePublished",
    "firstPublished",
    "first_published_at",
    "pubDate",
    "publicationDate",
    "publication_date",
    "publishDate",
    "publish_date",
    "publishedAt",
    "published_at",
];

/// The day of publication in the data of a page's scripts, where all that is there tells the same.
pub(super) fn in_data(tree: &Tree<'_>) -> Option<Stamp> {
    let scripts = tree.all(0, &["script"]).flat_map(|id| tree.range(id));
    let texts = scripts.map(|id| tree.node(id).text.as_ref()).filter(|text| !text.is_empty());
    alike(texts.flat_map(|text| {
        let keys = KEYS.iter().flat_map(move |key| text.match_indices(key));
        keys.filter_map(move |(at, key)| quoted(text.get(at + key.len()..)?))
    }))
}

/// The date in quotes after a key: `": "2024-03-05…"`, the quotes escaped or not.
fn quoted(rest: &str) -> Option<Stamp> {
    let sign = |letter: char| matches!(letter, '"' | '\'' | '\\' | ':') || letter.is_whitespace();
    let value = rest.trim_start_matches(sign);
    let signs = rest.get(..rest.len() - value.len())?;
    let value = value.split(['"', '\'', '\\']).next()?;
    let fits = signs.contains(':') && signs.len() < 16 && value.len() < 40;
    fits.then(|| when::read(value, Order::Unknown))?
}

#[cfg(test)]
mod tests {
    use super::super::super::parse::parse;
    use super::*;

    fn place(tree: &Tree<'_>) -> Place<'static> {
        Place { url: "", order: Order::DayFirst, headline: tree.all(0, &["h1"]).next() }
    }

    fn day(page: &str) -> String {
        let tree = parse(page, 256);
        shown(&tree, &place(&tree)).map_or_else(String::new, |fact| fact.value.to_string())
    }

    #[test]
    fn a_card_that_repeats_the_headline_tells_the_articles_day() {
        let page = |name: &str| {
            day(&format!(
                "<h1>Old bridge mended</h1><p>It is.</p><div class=sidebar><div><h2>Mill sold</h2><i>1 May \
                 2023</i></div><div><h2>{name}</h2><i>5 March 2024</i></div></div>"
            ))
        };
        assert_eq!(page("Old Bridge Mended"), "2024-03-05");
        assert_eq!(page("Ferry sails"), "");
    }

    #[test]
    fn words_call_a_day_that_of_publication() {
        let foot = "<h1>Bridge</h1><footer><p>Letzte Änderung: 06.03.2024<br>Erschienen am: \
                    05.03.2024<br>© Aldford</footer>";
        assert_eq!(day(foot), "2024-03-05");
        assert_eq!(day("<h1>Bridge</h1><p><b>Published:</b> 5 March 2024"), "2024-03-05");
        assert_eq!(day("<p>Published 5 March 2024</p><p>Published 6 March 2024</p>"), "");
        assert_eq!(day("<p>Published by the council of Aldford on 5 March 2024</p>"), "");
    }

    #[test]
    fn data_tell_a_day_where_they_agree() {
        let day = |more: &str| {
            let page = format!(
                "<script>a({{\"published_at\":\"2024-03-05T10:00:00Z\"{more}}})</script><h1>Bridge</h1>"
            );
            in_data(&parse(&page, 256)).map_or_else(String::new, |stamp| stamp.to_string())
        };
        assert_eq!(day(""), "2024-03-05T10:00:00Z");
        assert_eq!(day(r#","b":"{\"datePublished\":\"2024-03-05\"}""#), "2024-03-05");
        assert_eq!(day(",\"datePublished\":\"2023-05-01\""), "");
    }
}
