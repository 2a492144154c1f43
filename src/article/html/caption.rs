//! What is printed under the lead image.

use super::elsewhere::is_elsewhere;
use super::style::{says, words};
use super::tree::{Id, Tree};
use crate::article::head::split_credit;

/// A caption, and who made the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caption {
    pub(super) words: String,
    pub(super) credit: Option<String>,
}

/// Names of the part of a caption that says who made the picture.
const CREDITS: &[&str] =
    &["attribution", "byline", "copyright", "credit", "credits", "photographer", "source"];

/// How many letters a paragraph of the text has at least.
const PARAGRAPH: usize = 60;

/// The caption of the picture at the address `image`, or of the first one by the headline.
pub(super) fn read(tree: &Tree<'_>, headline: Option<Id>, image: Option<&str>) -> Option<Caption> {
    let captions: Vec<(Id, Id)> = captioned(tree, headline).collect();
    let shows = |figure: Id| {
        let wanted = image.map(file)?;
        let sources = tree.all(figure, PICTURES).map(|id| tree.node(id).get("src"));
        Some(sources.into_iter().any(|source| file(source) == wanted && !wanted.is_empty()))
    };
    let stated = captions.iter().find(|(figure, _)| shows(*figure) == Some(true));
    let near = || {
        let headline = headline?;
        captions.iter().find(|(figure, _)| is_near(tree, headline, *figure))
    };
    let (_, caption) = stated.or_else(near)?;
    said(tree, *caption)
}

const PICTURES: &[&str] = &["img", "amp-img"];

/// The last part of an address, without what sizes a picture.
fn file(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// The article's figures, each with its caption.
fn captioned(tree: &Tree<'_>, headline: Option<Id>) -> impl Iterator<Item = (Id, Id)> {
    tree.all(0, &["figure"]).filter_map(move |figure| {
        let caption = tree.all(figure, &["figcaption"]).next()?;
        let shows = tree.all(figure, &["img", "amp-img", "picture", "video"]).next().is_some();
        let own = !tree.within(figure, &["aside", "nav", "footer", "blockquote", "a"])
            && !is_elsewhere(tree, figure, headline);
        (shows && own).then_some((figure, caption))
    })
}

/// Whether no paragraph of the text, or its first alone, stands between the headline and a figure.
fn is_near(tree: &Tree<'_>, headline: Id, figure: Id) -> bool {
    let between = if figure > headline {
        tree.node(headline).end..figure
    } else {
        tree.node(figure).end..headline
    };
    let long = |id: &Id| tree.node(*id).tag == "p" && tree.text(*id).chars().count() >= PARAGRAPH;
    between.filter(long).count() <= usize::from(figure > headline)
}

fn said(tree: &Tree<'_>, caption: Id) -> Option<Caption> {
    let is_credit = |&id: &Id| {
        let node = tree.node(id);
        id != caption
            && (node.is(&["small", "cite"]) || !node.is_text() && says(&words(node), CREDITS))
    };
    let credited = tree.walk(caption).find(is_credit);
    let whole = tree.text(caption);
    let (text, credit) = match credited.map(|id| tree.text(id)) {
        Some(credit) => (whole.replacen(&credit, "", 1), Some(credit)),
        None => split_credit(&whole).map_or((whole, None), |(text, credit)| (text, Some(credit))),
    };
    let text = text.trim().trim_end_matches(['|', '–', '(', ' ']).trim().to_owned();
    let label = |credit: String| {
        let words = [
            "Credit...",
            "Credit:",
            "Credits:",
            "Photo:",
            "Photograph:",
            "Picture:",
            "Image:",
            "Bild:",
            "Foto:",
        ];
        let bare = words.iter().find_map(|word| credit.strip_prefix(word)).unwrap_or(&credit);
        bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '.')).to_owned()
    };
    let credit = credit.map(label).filter(|credit| !credit.is_empty());
    (!text.is_empty()).then_some(Caption { words: text, credit })
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn caption(figures: &str) -> Option<(String, Option<String>)> {
        let text =
            "<p>The council of Aldford met on Tuesday and agreed to mend the bridge at last.</p>";
        let page = format!(
            "<meta property=og:image content='https://post.example/w/bridge.jpg?w=9'>\
             <article><h1>Bridge</h1>{figures}{}</article>",
            text.repeat(9)
        );
        let facts = read(&page, None, 256).facts;
        Some((facts.caption?.value, facts.credit.map(|fact| fact.value)))
    }

    fn figure(file: &str, caption: &str) -> String {
        format!("<figure><img src='/w/{file}.jpg'><figcaption>{caption}</figcaption></figure>")
    }

    #[test]
    fn the_lead_images_caption_is_read_with_its_credit() {
        for printed in [
            "The bridge in May. <span class=image-credit>Ann Lee / Post</span>",
            "The bridge in May. Photo: Ann Lee / Post",
            "The bridge in May. (Ann Lee / Post)",
            "The bridge in May.<small>Credit: Ann Lee / Post</small>",
        ] {
            let want = ("The bridge in May.".to_owned(), Some("Ann Lee / Post".to_owned()));
            assert_eq!(caption(&figure("bridge", printed)), Some(want), "{printed}");
        }
        let both = figure("mayor", "The mayor.") + &figure("bridge", "The bridge.");
        assert_eq!(caption(&both).unwrap().0, "The bridge.");
    }

    #[test]
    fn a_picture_far_down_or_of_another_article_is_none() {
        let text =
            "<p>The council of Aldford met on Tuesday and agreed to mend the bridge at last.</p>";
        assert_eq!(caption(&format!("{}{}", text.repeat(3), figure("mayor", "The mayor."))), None);
        assert_eq!(caption(&format!("<aside>{}</aside>", figure("bridge", "The bridge."))), None);
    }
}
