//! Where on the page its running text stands.

use super::style::{says, words};
use super::tree::{Id, Tree};
use super::weights::Weights;

/// What article bodies call themselves, as words of a class or id.
const BODY: &[&str] = &[
    "article body",
    "articlebody *",
    "article content",
    "article copy",
    "article inner",
    "article main",
    "article text",
    "blog content",
    "blog post",
    "body copy",
    "body text",
    "content body",
    "entry content",
    "field body",
    "main text",
    "news content",
    "news text",
    "node content",
    "page content",
    "paragraphs",
    "post body",
    "post content",
    "post entry",
    "post text",
    "rich text",
    "single content",
    "story body",
    "story content",
    "story text",
    "text body",
];

/// What an article may be called, less surely.
const MAYBE: &[&str] = &[
    "article",
    "articolo",
    "artikel",
    "blog",
    "body",
    "content",
    "contenido",
    "entry",
    "main",
    "nota",
    "noticia",
    "post",
    "story",
    "text",
];

/// The node that holds the article's text. `headline` is where the headline stands.
pub(super) fn find(tree: &Tree<'_>, weights: &Weights, headline: Option<Id>) -> Id {
    let top = best(tree, weights, headline);
    let found = climb(tree, weights, top);
    own_story(tree, weights, (found, headline))
}

/// How much running text another story has at least; a teaser has less.
const STORY: usize = 300;

/// Where scrolling has set further stories below the page's own, with headlines of the same rank: its own alone.
fn own_story(tree: &Tree<'_>, weights: &Weights, (found, headline): (Id, Option<Id>)) -> Id {
    let Some(headline) = headline.filter(|&id| tree.node(id).tag == "h1") else { return found };
    let mut inside =
        tree.above(headline).take_while(|&id| id != found && tree.range(found).contains(&id));
    let is_own = |&own: &Id| {
        weights.of(own) >= STORY
            && tree.children(tree.node(own).parent).any(|id| {
                id > own
                    && is_like(tree, id, own)
                    && weights.of(id) >= STORY
                    && has_headline(tree, id)
            })
    };
    inside.find(is_own).unwrap_or(found)
}

/// Whether two parts are the same kind of thing: both an article, or called the same.
fn is_like(tree: &Tree<'_>, one: Id, two: Id) -> bool {
    let (one, two) = (tree.node(one), tree.node(two));
    one.tag == two.tag && (one.tag == "article" || one.get("class") == two.get("class"))
}

fn has_headline(tree: &Tree<'_>, id: Id) -> bool {
    tree.all(id, &["h1"]).next().is_some()
}

/// The node with the most text close at hand, with regard to what it calls itself and where the headline is.
fn best(tree: &Tree<'_>, weights: &Weights, headline: Option<Id>) -> Id {
    let mut best = (0, 0);
    for id in tree.walk(0) {
        let node = tree.node(id);
        let near = weights.near(id);
        if near * 4 <= best.0 || node.is_text() || node.is(&["p", "li", "h1", "h2", "h3", "#root"])
        {
            continue;
        }
        let score =
            near * name_factor(tree, id) / 100 * place_factor(tree, weights, id, headline) / 100;
        if score > best.0 {
            best = (score, id);
        }
    }
    best.1
}

/// In hundredths: how much its name speaks for a node.
fn name_factor(tree: &Tree<'_>, id: Id) -> usize {
    let node = tree.node(id);
    let marked = node.get("itemprop").split_whitespace().any(|word| word == "articleBody");
    let words = words(node);
    match () {
        () if marked => 200,
        () if says(&words, BODY) => 150,
        () if node.is(&["article", "main"]) => 130,
        () if node.is(&[
            "html",
            "body",
            "blockquote",
            "ul",
            "ol",
            "li",
            "table",
            "tr",
            "dl",
            "pre",
        ]) =>
        {
            70
        }
        () if says(&words, MAYBE) => 120,
        () => 100,
    }
}

/// In hundredths: an article begins soon after its headline, or holds it.
fn place_factor(tree: &Tree<'_>, weights: &Weights, id: Id, headline: Option<Id>) -> usize {
    let Some(headline) = headline else { return 100 };
    if tree.range(id).contains(&headline) {
        return 100;
    }
    if id < headline {
        return 50;
    }
    let between: usize = (headline..id).map(|id| weights.own(id)).sum();
    100 * weights.of(0) / (weights.of(0) + between).max(1)
}

/// Goes up to where more of the same stands beside the node: page builders cut an article into many boxes.
fn climb(tree: &Tree<'_>, weights: &Weights, top: Id) -> Id {
    let (mut found, mut here) = (top, top);
    for _ in 0..8 {
        let parent = tree.node(here).parent;
        if parent == 0 {
            break;
        }
        let beside = tree.children(parent).filter(|&id| id != here);
        let more: usize = beside.map(|id| more(tree, weights, id, (here, found))).sum();
        if more * 100 >= weights.of(found) * 10 {
            found = parent;
        }
        here = parent;
    }
    found
}

/// The running text of a part beside the article, where it reads like more of it. What follows and goes by a name of
/// furniture is none, however long: a page's foot, other articles.
fn more(tree: &Tree<'_>, weights: &Weights, id: Id, (here, found): (Id, Id)) -> usize {
    let node = tree.node(id);
    let (letters, linked) = weights.letters(id);
    let same = |other: Id| {
        let other = tree.node(other);
        node.tag == other.tag && node.get("class") == other.get("class")
    };
    let alike =
        node.is(&["p", "blockquote"]) || !node.is(&["article"]) && (same(found) || same(here));
    match () {
        () if id > found && super::furniture::is_named(tree, id) => 0,
        () if alike => weights.of(id),
        () if linked * 100 > letters * 15
            || node.is(&["article", "td", "li"])
            || has_linked_heading(tree, id) =>
        {
            0
        }
        () => {
            let long: Vec<usize> =
                tree.walk(id).map(|id| weights.own(id)).filter(|&own| own >= 140).collect();
            if long.len() < 2 { 0 } else { long.into_iter().sum() }
        }
    }
}

/// Whether a heading inside is a link: what stands there is about other articles.
pub(super) fn has_linked_heading(tree: &Tree<'_>, id: Id) -> bool {
    tree.all(id, super::tag::HEADING).any(|heading| {
        tree.all(heading, &["a"]).any(|link| tree.node(link).has("href"))
            || tree.above(heading).take(2).any(|above| tree.node(above).tag == "a")
    })
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn an_article_in_several_boxes_of_one_kind_is_whole() {
        let text =
            "<p>The council of Aldford met on Tuesday, and it agreed to mend the old bridge.</p>";
        let named =
            format!("<div class=box><div data-testid=richtext>{}</div></div>", text.repeat(3));
        let more = format!(
            "<div class=box><div><h2>Next</h2>{}</div></div>",
            text.replace("Tuesday", "Friday")
        );
        let page = read(&format!("<h1>Bridge</h1><section>{named}{more}</section>"), None, 256);
        assert!(page.body.contains("Tuesday") && page.body.contains("Friday"), "{}", page.body);
    }

    /// A page of stories, each in its own part.
    fn body(open: &str, close: &str, stories: &[(&str, &str)]) -> String {
        let story = |(headline, text): &(&str, &str)| {
            format!("{open}<h1>{headline}</h1><p>{0}</p><p>{0}</p>{close}", text.repeat(4))
        };
        let stories: String = stories.iter().map(story).collect();
        let page = format!("<title>Bridge to be mended</title><main>{stories}</main>");
        read(&page, None, 256).body
    }

    const BRIDGE: (&str, &str) = (
        "Bridge to be mended",
        "The council of Aldford met on Tuesday and agreed to mend the old stone bridge. ",
    );
    const MUSEUM: (&str, &str) = (
        "Museum opens late",
        "The museum opened its doors after a winter of repairs, and many stood in line. ",
    );

    #[test]
    fn a_story_that_scrolling_has_set_below_is_another() {
        for (open, close) in [("<article>", "</article>"), ("<div class=story>", "</div>")] {
            let body = body(open, close, &[BRIDGE, MUSEUM]);
            assert!(body.contains("stone bridge") && !body.contains("museum"), "{body}");
        }
    }

    #[test]
    fn parts_of_one_story_stay_together() {
        let page = format!(
            "<main><h1>Bridge</h1><article><h2>9:00</h2><p>{0}</p></article><article><h2>10:00</h2><p>{1}</p></article></main>",
            BRIDGE.1.repeat(6),
            MUSEUM.1.repeat(6)
        );
        assert!(read(&page, None, 256).body.contains("museum"));
    }
}
