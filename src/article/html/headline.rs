//! The headline as printed, told apart from the name of the site beside it.

use super::linked::Linked;
use super::meta::Metas;
use super::tree::{Id, Tree};
use crate::scrape::Fact;

/// A headline, and where on the page it is printed.
pub(super) type Headline = (Option<Fact<String>>, Option<Id>);

/// The headline: the page's own first where what is stated for machines agrees with it.
pub(super) fn read(tree: &Tree<'_>, metas: &Metas, linked: &Linked, sites: &[String]) -> Headline {
    let page_title = tree
        .all(0, &["title"])
        .find(|&id| !tree.within(id, &["svg", "body"]))
        .map(|id| tree.text(id));
    let stated = stated(metas, linked, page_title, sites);
    let printed = printed(tree);
    // Search engines are often given another headline than readers, in much the same words.
    let like = printed.iter().find(|(id, text)| {
        let headline = tree.node(*id).tag == "h1" && !is_passage(text);
        headline && stated.iter().any(|fact| is_like(text, &fact.value))
    });
    for (id, text) in &printed {
        let below = like.is_some_and(|(first, text)| first < id && !is_name(text, &stated));
        if below && is_chapter(tree, *id, text, &stated) {
            continue;
        }
        let exact = tree.node(*id).tag != "h1" && text.chars().count() < 25;
        let Some(fact) = stated.iter().find(|fact| agree(text, &fact.value, exact)) else {
            continue;
        };
        // A heading may hold a kicker or a date beside the headline.
        let longer = fold(text).len() > fold(&fact.value).len();
        let fact = if longer { fact.clone() } else { Fact::new(text.clone(), "headline") };
        return (Some(fact), Some(*id));
    }
    let first = printed.iter().find(|&&(id, _)| tree.node(id).tag == "h1");
    let place = first.map(|&(id, _)| id);
    let only_titled = stated.iter().all(|fact| fact.origin == "title");
    let alone = first.filter(|(_, text)| only_titled && !is_site(text, sites));
    if let Some((id, text)) = like.or(alone) {
        return (Some(Fact::new(text.clone(), "headline")), Some(*id));
    }
    if let Some((text, id)) = printed.is_empty().then(|| plain(tree, &stated)).flatten() {
        return (Some(Fact::new(text, "headline")), Some(id));
    }
    let place = minor(tree, &stated).or(place);
    (stated.into_iter().next(), place)
}

/// Whether a heading of the second level is like what is stated but not the same: a chapter of the article.
fn is_chapter(tree: &Tree<'_>, id: Id, text: &str, stated: &[Fact<String>]) -> bool {
    tree.node(id).tag != "h1" && stated.iter().all(|fact| fold(text) != fold(&fact.value))
}

/// Whether a heading stands as it is in a longer statement: the name of the site does, beside the headline.
fn is_name(text: &str, stated: &[Fact<String>]) -> bool {
    let text = fold(text);
    stated.iter().any(|fact| fold(&fact.value).contains(&text))
}

/// Whether a heading is several sentences: some sites set the standfirst as one.
fn is_passage(text: &str) -> bool {
    text.chars().count() > 150 && [". ", "? ", "! "].iter().any(|stop| text.contains(stop))
}

/// Where a heading of the third level is the stated headline to the letter: blogs keep the first for their own name.
fn minor(tree: &Tree<'_>, stated: &[Fact<String>]) -> Option<Id> {
    let is_stated = |text: &str| stated.iter().any(|fact| fold(text) == fold(&fact.value));
    let mut headings = tree.all(0, &["h3"]).filter(|&id| !tree.within(id, ASIDE));
    headings.find(|&id| {
        let text = tree.text(id);
        text.chars().count() >= 20 && is_stated(&text)
    })
}

/// On a page without headings, what stands by itself in the text and is the title, or the title less the name of a site.
fn plain(tree: &Tree<'_>, stated: &[Fact<String>]) -> Option<(String, Id)> {
    const SHORTEST: usize = 12;
    let parts = |title: &str| -> Vec<String> {
        let cuts =
            BETWEEN.iter().flat_map(|sign| [title.split_once(sign), title.rsplit_once(sign)]);
        let parts = cuts.flatten().flat_map(|(head, tail)| [fold(head), fold(tail)]);
        std::iter::once(fold(title)).chain(parts).collect()
    };
    let titles: Vec<String> = stated.iter().flat_map(|fact| parts(&fact.value)).collect();
    tree.walk(0).find_map(|id| {
        let node = tree.node(id);
        let text = node.text.trim();
        let words = text.contains(' ') && (SHORTEST..=300).contains(&text.len());
        let body = words && !tree.within(id, &["head", "title", "script", "style", "a", "option"]);
        let same = body && titles.contains(&fold(text));
        same.then(|| (text.split_whitespace().collect::<Vec<_>>().join(" "), node.parent))
    })
}

/// Whether half of the longer words of one are in the other.
fn is_like(printed: &str, stated: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.chars().count() > 3).collect()
    };
    let (printed, stated) = (words(printed), words(stated));
    let shared = printed.iter().filter(|word| stated.contains(word)).count();
    shared >= 2 && shared * 2 >= printed.len().min(stated.len())
}

/// What is stated, the most telling first, less the site's name.
fn stated(
    metas: &Metas,
    linked: &Linked,
    page_title: Option<String>,
    sites: &[String],
) -> Vec<Fact<String>> {
    let meta = |names: &[&str]| metas.first(names).map(str::to_owned);
    let list = [
        (linked.headline.clone(), "json-ld"),
        (meta(&["og:title"]), "meta"),
        (
            meta(&[
                "parsely-title",
                "sailthru.title",
                "dc.title",
                "dcterms.title",
                "citation_title",
                "headline",
            ]),
            "meta",
        ),
        (meta(&["twitter:title"]), "meta"),
        (page_title, "title"),
    ];
    let full = list.into_iter().filter_map(|(text, origin)| {
        let text = without_site(text?.trim(), sites).to_owned();
        (!text.is_empty() && !is_site(&text, sites)).then(|| Fact::new(text, origin))
    });
    full.collect()
}

/// Where no headline stands.
const ASIDE: &[&str] = &["nav", "aside", "footer", "noscript", "head"];

/// The headings of the first level that a reader sees, in order.
fn printed(tree: &Tree<'_>) -> Vec<(Id, String)> {
    let heads = tree.all(0, &["h1", "h2"]).filter(|&id| !tree.within(id, ASIDE));
    let texts = heads.take(60).map(|id| (id, tree.text(id)));
    let mut texts: Vec<_> =
        texts.filter(|(_, text)| (3..=300).contains(&text.chars().count())).collect();
    texts.sort_by_key(|&(id, _)| tree.node(id).tag != "h1");
    texts
}

/// Whether a printed and a stated headline are the same, or one is the other with something before or after it.
fn agree(printed: &str, stated: &str, exact: bool) -> bool {
    let (printed, stated) = (fold(printed), fold(stated));
    let long = printed.len().min(stated.len()) >= 12
        && printed.len() * 10 >= stated.len() * 4
        && stated.len() * 10 >= printed.len() * 4;
    printed == stated
        || !exact
            && long
            && (stated.starts_with(&printed)
                || printed.starts_with(&stated)
                || stated.ends_with(&printed)
                || printed.ends_with(&stated))
}

/// Letters and digits alone, in lower case.
pub(super) fn fold(text: &str) -> String {
    folded(text).collect()
}

/// The same, letter by letter.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

pub(super) fn is_site(text: &str, sites: &[String]) -> bool {
    let text = fold(text);
    sites.iter().any(|site| fold(site) == text)
}

/// Signs that stand between a headline and a site's name.
const BETWEEN: &[&str] = &[
    " | ", " – ", " — ", " - ", " · ", " • ", " » ", " « ", " :: ", " ‹ ", " › ", ": ", " ~ ",
    " / ", " ǀ ", " // ",
];

/// The headline without the site's name after (or before) it.
pub(in crate::article) fn without_site<'t>(title: &'t str, sites: &[String]) -> &'t str {
    let mut title = title;
    for _ in 0..3 {
        let shorter = BETWEEN.iter().find_map(|sign| {
            let (head, tail) = title.rsplit_once(sign)?;
            let (first, rest) = title.split_once(sign)?;
            match () {
                () if names_site(tail, sites) || is_stub(head, tail, sign) => Some(head),
                () if is_site(first, sites) => Some(rest),
                () => None,
            }
        });
        match shorter {
            Some(shorter) if shorter.trim().chars().count() > 2 => title = shorter.trim(),
            _ => break,
        }
    }
    title
}

/// Whether a part of a title is the name of the site, or begins or ends with it ("Aldford Post Online").
fn names_site(part: &str, sites: &[String]) -> bool {
    let part = fold(part);
    sites.iter().map(|site| fold(site)).any(|site| {
        site == part
            || site.len() >= 5 && (part.starts_with(&site) && part.len() <= site.len() * 3)
            || site.len() >= 5 && (part.ends_with(&site) && part.len() <= site.len() * 2)
            || part.len() >= 4 && (site.starts_with(&part) || site.ends_with(&part))
    })
}

/// Whether what stands after a bar is short beside what stands before it.
fn is_stub(head: &str, tail: &str, sign: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    matches!(sign, " | " | " » " | " « " | " • " | " :: " | " ‹ " | " ǀ ")
        && words(tail) <= 4
        && words(head) >= words(tail)
        && words(head) > 2
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn title(html: &str) -> String {
        let tree = parse(html, 256);
        let metas = Metas::of(&tree);
        let fact = read(&tree, &metas, &Linked::default(), &["Aldford Post".to_owned()]);
        fact.0.map(|fact| fact.value).unwrap_or_default()
    }

    #[test]
    fn the_sites_name_is_no_part_of_the_headline() {
        let sites = ["Aldford Post".to_owned()];
        assert_eq!(
            without_site("Bridge mended at last | Aldford Post", &sites),
            "Bridge mended at last"
        );
        assert_eq!(without_site("Bridge - at last - Aldford Post", &sites), "Bridge - at last");
        assert_eq!(without_site("Aldford Post: Bridge mended", &sites), "Bridge mended");
        assert_eq!(without_site("Council – bridge is safe", &sites), "Council – bridge is safe");
    }

    #[test]
    fn the_printed_headline_wins_where_it_agrees() {
        assert_eq!(
            title(
                "<title>Bridge mended at last | X</title><h1>Aldford Post</h1><h1>Bridge mended at last</h1>"
            ),
            "Bridge mended at last"
        );
        assert_eq!(
            title("<meta property=og:title content='Bridge mended'><h1>News</h1>"),
            "Bridge mended"
        );
        assert_eq!(title("<h1>Bridge mended</h1>"), "Bridge mended");
    }

    #[test]
    fn a_chapter_that_is_called_like_its_article_is_not_the_headline() {
        let page = |chapter: &str| {
            format!(
                "<meta property=og:title content='7 Old Stone Bridges of Aldford'><h1>The Stone \
                 Bridges of Aldford Compared</h1><p>They are mended.</p><h2>{chapter}</h2>"
            )
        };
        assert_eq!(
            title(&page("Old Stone Bridges of Aldford")),
            "The Stone Bridges of Aldford Compared"
        );
        assert_eq!(
            title(&page("7 Old Stone Bridges of Aldford")),
            "7 Old Stone Bridges of Aldford"
        );
        let blog = "<title>Aldford on Foot » Archive » Old stone bridge mended at last</title><h1>\
                    Aldford on Foot</h1><h2>Old stone bridge mended at last</h2>";
        assert_eq!(title(blog), "Old stone bridge mended at last");
    }

    #[test]
    fn a_standfirst_set_as_a_heading_is_no_headline() {
        let long = "Which bridge of Aldford is the oldest? Here is how the council dates its bridges, \
                    what each of them costs the town every year, and which of them are to be mended.";
        let page = format!(
            "<meta property=og:title content='The Oldest Bridge of the Council'><h1>{long}</h1>"
        );
        assert_eq!(title(&page), "The Oldest Bridge of the Council");
    }

    #[test]
    fn a_headline_in_bold_type_alone_is_found() {
        let page = "<title>THE ALDFORD POST: Bridge mended at last</title><table><tr><td><font size=5><b>\
                    Bridge mended at last</b></font><p>It is.</p></table>";
        assert_eq!(title(page), "Bridge mended at last");
    }

    #[test]
    fn a_blogs_headline_of_the_third_level_is_found() {
        let page = "<meta property=og:title content='Bridge mended at last'><h1>Anna writes</h1>\
                    <p>5 March</p><h3>Bridge mended at last</h3>";
        let tree = parse(page, 256);
        let (_, place) = read(&tree, &Metas::of(&tree), &Linked::default(), &[]);
        assert_eq!(tree.text(place.unwrap()), "Bridge mended at last");
    }
}
