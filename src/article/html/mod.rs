//! A captured web page's main content as Markdown, and the facts its markup states.
//!
//! [`read`] is the one function: the text in [`HtmlPage::body`], what was taken away in [`HtmlPage::removed`], and each
//! fact with where it was read. What holds for any text (bylines, datelines, furniture lines) is left to
//! [`crate::article::normalise`].

mod author;
mod caption;
mod content;
mod elsewhere;
mod facts;
mod furniture;
mod headline;
mod inline;
mod lead;
mod linked;
mod markdown;
mod meta;
mod parse;
mod prune;
mod published;
mod removed;
mod signed;
mod stamp;
mod standfirst;
mod style;
mod tag;
mod token;
mod tree;
mod weights;
mod when;

pub(super) use headline::without_site;

use crate::article::Furniture;
use crate::article::body::escape_block;
use crate::scrape::{Fact, Facts};
use std::borrow::Cow;
use token::{Token, Tokens};

/// What a page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlPage {
    /// What its markup states: headline, bylines, times, outlet …
    pub facts: Facts,
    /// Its main content, as Markdown.
    pub body: String,
    /// Page matter taken away, by rule.
    pub removed: Vec<Furniture>,
    /// Whether elements nested deeper than the limit were flattened.
    pub too_deep: bool,
}

/// Reads a captured page; `url` is its address, where the capture knows it. What nests deeper than `depth` is read as if
/// it stood at that depth.
pub fn read(html: &str, url: Option<&str>, depth: usize) -> HtmlPage {
    let mut tree = parse::parse(html, depth);
    let (mut facts, hints) = facts::read(&tree, url);
    let base = url.or(facts.url.as_ref().map(|fact| fact.value.as_str()));
    let base = base.and_then(|url| url::Url::parse(url).ok());
    furniture::remove(&mut tree, hints.headline);
    let weights = weights::Weights::of_tree(&tree);
    let article = content::find(&tree, &weights, hints.headline);
    prune::prune(&mut tree, article, hints.headline, base.as_ref());
    if let Some(words) = standfirst::take(&mut tree, &weights, hints.headline, article) {
        facts.description = Some(Fact::new(words, "standfirst"));
    }
    let known = facts.description.as_ref().map_or("", |fact| fact.value.as_str());
    let mut parts = lead::find(&tree, &weights, (hints.headline, article), known);
    parts.push(article);
    let texts: Vec<String> =
        parts.iter().map(|&part| markdown::write(&tree, part, base.as_ref())).collect();
    let removed = removed::record(&mut tree, &parts);
    let body = texts.join("\n\n");
    // Where scripts would have put the text in its place, it stands for machines alone.
    let stated = hints.body.filter(|stated| is_empty(&body) && !is_empty(stated));
    let body = stated.map_or(body, |stated| plain(&stated));
    HtmlPage { facts, body, removed, too_deep: tree.too_deep }
}

/// Whether a text is too short to be an article's.
fn is_empty(text: &str) -> bool {
    const LEAST: usize = 200;
    text.trim().len() < LEAST
}

/// A text of lines as Markdown, tags taken out.
fn plain(text: &str) -> String {
    let mut words = String::new();
    for token in Tokens::of(text) {
        match token {
            Token::Text(text) => words.push_str(&text),
            _ => words.push('\n'),
        }
    }
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(escape_block).collect::<Vec<_>>().join("\n\n")
}

/// The attributes of a page's tags that tell something, each with the byte at which its tag ends: names in lower case, values
/// with their entities resolved, however they are quoted.
pub fn attributes(html: &str) -> impl Iterator<Item = (usize, &'static str, Cow<'_, str>)> {
    let mut tokens = Tokens::of(html);
    let tags = std::iter::from_fn(move || {
        let token = tokens.next()?;
        Some((html.len() - tokens.left(), token))
    });
    tags.flat_map(|(end, token)| {
        let attributes = match token {
            Token::Start { attributes, .. } => attributes,
            _ => Vec::new(),
        };
        attributes.into_iter().map(move |(name, value)| (end, name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_stands_for_machines_alone_is_read() {
        let words =
            "The council of Aldford met on Tuesday and agreed to mend the bridge. ".repeat(4);
        let json = format!(r#"{{"@type":"NewsArticle","articleBody":"{words}\n*{words}"}}"#);
        let html =
            format!("<script type='application/ld+json'>{json}</script><div id=root>Loading</div>");
        let body = read(&html, None, 256).body;
        assert!(body.contains("\n\n\\*The council"), "{body}");
    }

    #[test]
    fn a_page_gives_its_paragraphs() {
        let words =
            "The council of Aldford met on Tuesday and agreed to mend the old stone bridge. "
                .repeat(6);
        let html = format!(
            "<html><body><nav>Home</nav><article><p>{words}</p><p>{words}</p></article></body></html>"
        );
        let page = read(&html, None, 256);
        assert!(page.body.contains("old stone bridge"));
        assert!(!page.body.contains("Home"));
    }
}
