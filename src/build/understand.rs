//! What is understood of one article file: read, annotated, and what gathering needs of it, each remembered apart.

use super::articles::{Desk, largest};
use super::memo::{self, Hash, Ran, hash, key};
use super::source::{Source, unreadable};
use crate::annotate::{Markup, annotate};
use crate::article::ownership::{OnDisk, is_as_written};
use crate::article::{self, Article, ArticleId};
use crate::corpus::{self, Annotated, Runs, Wording};
use crate::problem::{Code, Problem};
use crate::site::{Card, Heading, TextDigest};
use crate::text::beginning;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is understood of one article file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Understood {
    pub(super) on_disk: OnDiskFacts,
    pub(super) draft: bool,
    pub(super) card: Arc<Card>,
    /// Fingerprint of that.
    pub(super) card_seal: Hash,
    pub(super) heading: Arc<Heading>,
    pub(super) text: TextDigest,
    /// Fingerprint of its gist, which is remembered apart: most runs need none.
    pub(super) gist: Hash,
    /// Fingerprint of the names in it.
    pub(super) names: Hash,
    /// Fingerprint of its wording and its runs, remembered apart, too.
    pub(super) wording: Hash,
    pub(super) problems: Vec<Problem>,
}

/// What settling needs to know of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OnDiskFacts {
    scrape: Option<article::ScrapeRef>,
    ours: bool,
    normalised: Option<String>,
}

/// A file, the memo's key of what is understood of it, and that.
pub(super) type Known = (Source, Hash, Arc<Understood>);

impl Understood {
    /// Whether settling and planning make the same of a file as of another of its path, but for what its article says.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let quiet = self.problems.is_empty() && other.problems.is_empty();
        quiet && self.on_disk == other.on_disk && self.draft == other.draft
    }

    /// What settling needs to know of the file.
    pub(super) fn on_disk(&self, source: &Source) -> OnDisk {
        let facts = self.on_disk.clone();
        OnDisk {
            path: source.path.clone(),
            scrape: facts.scrape,
            ours: facts.ours,
            normalised: facts.normalised,
        }
    }
}

/// Everything that is remembered of an article file, by the key of what is understood of it.
pub(super) fn keys(understood: Hash) -> [Hash; 5] {
    [
        understood,
        annotated_key(understood),
        gist_key(understood),
        wording_key(understood),
        runs_key(understood),
    ]
}

/// Understands an article file, unless that is known.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn known(desk: Desk<'_>, source: &Source) -> Result<(Known, Ran), Problem> {
    let limits = &desk.rules.config.limits;
    let key_of = |content: Hash| key("understand", &(&source.path, content, limits));
    let key = key_of(source.hash);
    if let Some(understood) = desk.memo.at_hand(key) {
        desk.memo.keep_all(keys(key));
        return Ok(((source.clone(), key, understood), Ran::Reused));
    }
    let text = std::fs::read(desk.root.join(&source.path))
        .map_err(|error| unreadable(&source.path, &error))?;
    // It may have changed since it was listed.
    let content = if over(desk, source) { source.hash } else { hash(&text) };
    let (key, source) = (key_of(content), Source { hash: content, ..source.clone() });
    let understood = understand(desk, &source.path, (key, &text));
    let understood = desk.memo.remember_at_hand(key, understood);
    Ok(((source, key, understood), Ran::Now))
}

/// Whether a file is so large that it was listed by its size alone.
fn over(desk: Desk<'_>, source: &Source) -> bool {
    source.stat.size() > largest(&desk.rules.config.limits)
}

/// Understands an article's file, and remembers what is asked for apart.
fn understand(desk: Desk<'_>, path: &str, (key, bytes): (Hash, &[u8])) -> Understood {
    let text = crate::text::lossy(bytes);
    let mut problems = Vec::new();
    if bytes.len() as u64 > desk.rules.config.limits.article_bytes {
        let message = "over limits.article_bytes";
        problems.push(Problem::error(Code::TooLarge, path, message));
    } else if matches!(text, std::borrow::Cow::Owned(_)) {
        let line = crate::text::line_at(&text, text.find('\u{fffd}').unwrap_or(0));
        problems.push(
            Problem::error(Code::BadEncoding, path, "some bytes are no UTF-8")
                .at(line, "")
                .hint("save the file as UTF-8"),
        );
    }
    let article = article::read(path, &text, desk.rules.config).take(&mut problems);
    let annotated = annotated(&article);
    let id = id_of(path);
    let gist = corpus::gist(&id, &article, &annotated);
    let (wording, runs) = corpus::wording(&id, &article);
    desk.memo.remember(annotated_key(key), &annotated);
    desk.memo.remember(runs_key(key), &runs);
    let names = memo::key("names", &(&gist.id, &gist.named));
    let card = card(path, &article);
    let heading = heading(&article, &annotated);
    Understood {
        on_disk: OnDiskFacts {
            scrape: article.front.scrape.clone(),
            ours: article.front.normalised.is_some() && is_as_written(&text),
            normalised: article.front.normalised.clone(),
        },
        draft: article.front.draft,
        card_seal: memo::key("card", &card),
        card: Arc::new(card),
        text: TextDigest {
            whole: hash(bytes),
            body: hash(article.body.as_bytes()),
            front: hash(front_of(bytes, &article.body)),
            heading: heading.digest(),
        },
        heading: Arc::new(heading),
        names,
        gist: memo::key("gist", &*desk.memo.remember_at_hand(gist_key(key), gist)),
        wording: seal(&desk.memo.remember_at_hand(wording_key(key), wording), &runs),
        problems,
    }
}

/// What stands for an article's wording and all its runs.
pub(super) fn seal(wording: &Wording, runs: &Runs) -> Hash {
    memo::key("wording", &(wording, runs))
}

/// The memo's key of an article's gist, which gathering asks for.
pub(super) fn gist_key(understood: Hash) -> Hash {
    memo::key_beside(understood, "gist of")
}

/// The memo's key of an article's wording, which the search for copies asks for.
pub(super) fn wording_key(understood: Hash) -> Hash {
    memo::key_beside(understood, "wording of")
}

/// The memo's key of all an article's runs, which are compared with those of a likely copy.
pub(super) fn runs_key(understood: Hash) -> Hash {
    memo::key_beside(understood, "runs of")
}

/// The memo's key of an article's annotations, which are asked for page by page.
pub(super) fn annotated_key(understood: Hash) -> Hash {
    memo::key_beside(understood, "annotated")
}

/// Annotates an article's body and its caption.
pub(super) fn annotated(article: &Article) -> Annotated {
    let caption = article.front.image.as_ref().and_then(|image| image.caption.as_deref());
    Annotated {
        body: annotate(&article.body, Markup::Markdown),
        caption: caption.map(|text| annotate(text, Markup::Text)).unwrap_or_default(),
    }
}

fn heading(article: &Article, annotated: &Annotated) -> Heading {
    /// What no list has room for: a text without an end to its first sentence.
    const LONGEST: usize = 300;
    let first = annotated.body.sentences.first().map(|first| first.span.of(&article.body));
    Heading {
        title: article.front.title.clone(),
        opening: first.map(|first| beginning(first, LONGEST).into_owned()).unwrap_or_default(),
        description: article.front.description.clone(),
    }
}

fn card(path: &str, article: &Article) -> Card {
    let front = article.front.clone();
    Card {
        path: path.to_owned(),
        scrape: front.scrape.map(|scrape| scrape.path),
        titled: front.title.is_some(),
        authors: front.authors,
        outlet: front.outlet,
        url: front.url,
        section: front.section,
        tags: front.tags,
        language: front.language,
    }
}

/// What stands before an article's body in its file.
fn front_of<'b>(bytes: &'b [u8], body: &str) -> &'b [u8] {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let body = body.trim();
    // Nearly always it ends the file; to look for so long a text is dear.
    let ends = text.trim_end().strip_suffix(body).map(str::len);
    let at = ends.or_else(|| text.rfind(body)).filter(|_| !body.is_empty());
    text.get(..at.unwrap_or(text.len())).unwrap_or_default().as_bytes()
}

/// An article's id: its file's stem.
pub(super) fn id_of(path: &str) -> ArticleId {
    let name = path.rsplit('/').next().unwrap_or(path);
    ArticleId(name.strip_suffix(".md").unwrap_or(name).to_owned())
}
