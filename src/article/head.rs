//! The head of a captured text: `Key: value` lines, headline, standfirst, byline, date lines, the lead image's caption.

mod header;

use super::page::{Markup, Page, words};
use super::{Image, byline};
pub(super) use crate::date::written as date_line;

/// How many lines a head may have, blank ones not counted.
const HEAD: usize = 10;
/// Longest headline that is believed, in characters.
const HEADLINE: usize = 200;

/// Takes the head from a page.
pub(super) fn read(page: &mut Page) {
    header::read(page);
    headline(page);
    excerpt(page);
    bylines_and_dates(page);
    caption(page);
}

fn take_byline(page: &mut Page, text: &str, origin: &str) {
    let byline = byline::read(&words(text));
    if !byline.authors.is_empty() && page.front.authors.is_empty() {
        page.front.authors = byline.authors;
        page.origin("authors", origin);
    }
    for agency in byline.agencies {
        add_agency(page, &agency, origin);
    }
}

/// Names an agency once.
pub(super) fn add_agency(page: &mut Page, agency: &str, origin: &str) {
    if !page.front.agencies.iter().any(|known| known == agency) {
        page.front.agencies.push(agency.to_owned());
        page.origin("agencies", origin);
    }
}

/// The headline: a Markdown heading, or a short first line that reads like one and stands apart from the text.
fn headline(page: &mut Page) {
    if page.front.title.is_some() {
        return repeated_title(page);
    }
    let filled = page.filled();
    let Some(&first) = filled.first() else { return };
    let second = filled.get(1).map(|at| page.text(*at).to_owned()).unwrap_or_default();
    let line = page.text(first);
    let is_heading = page.markup == Markup::Markdown && line.starts_with("# ");
    if is_heading || reads_like_a_headline(line) && stands_apart(page, first, &second) {
        page.front.title = Some(words(line));
        page.origin("title", "text");
        page.understand(first);
    }
}

/// A headline already known, printed once more above the text.
fn repeated_title(page: &mut Page) {
    let title = page.front.title.clone().unwrap_or_default();
    let same = |line: &str| words(line).eq_ignore_ascii_case(&title);
    let filled = page.filled();
    // What is all the text there is repeats nothing.
    let repeated = filled.iter().take(3).find(|at| same(page.text(**at)));
    if let Some(&at) = repeated.filter(|_| filled.len() > 1) {
        page.understand(at);
    }
}

/// MarkDownload's summary under the headline: `> ## Excerpt`, its lines quoted, and a rule.
fn excerpt(page: &mut Page) {
    let mut lines = page.filled().into_iter();
    let Some(label) = lines.next().filter(|at| page.text(*at) == "> ## Excerpt") else { return };
    page.remove(label, "excerpt-label");
    for at in lines {
        let line = page.text(at).to_owned();
        match line.strip_prefix('>') {
            Some(quoted) if page.front.description.is_none() => {
                page.front.description = Some(words(quoted));
                page.origin("description", "text");
                page.understand(at);
            }
            Some(_) => page.remove(at, "excerpt"),
            None if line == "---" => return page.remove(at, "excerpt-rule"),
            None => return,
        }
    }
}

fn reads_like_a_headline(line: &str) -> bool {
    let text = words(line);
    let length = text.chars().count();
    let ends_a_sentence = text.ends_with(['.', ',', ';', ':']) && !text.ends_with("..");
    let quoted = text.starts_with(['“', '"', '«']) && text.ends_with(['”', '"', '»', '.']);
    let several = text.contains(". ") && !text.contains("U.S. ") && text.matches(". ").count() > 1;
    (3..=HEADLINE).contains(&length)
        && !ends_a_sentence
        && !several
        && !quoted
        && super::dateline::read(&text).is_none()
        && date_line(&text).is_none()
        && byline_of(&text).is_none()
        && !line.starts_with(['-', '>', '|', '<'])
}

/// A headline is followed by a blank line, a byline or a date, or (in texts without blank lines) by a long paragraph.
fn stands_apart(page: &Page, at: usize, second: &str) -> bool {
    let head_follows = byline_of(second).is_some() || date_line(&words(second)).is_some();
    let long_follows = second.chars().count() >= 100.max(page.text(at).chars().count());
    page.filled().len() > 1 && (page.is_followed_by_blank(at) || head_follows || long_follows)
}

/// The names of a line that is a byline and nothing else: `By` and a name, no verb, no full stop.
fn byline_of(line: &str) -> Option<String> {
    let text = words(line);
    let rest = byline::strip_by(&text);
    let is_by = rest.len() < text.len();
    let capital = rest.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    let ends = text.ends_with('.') && !text.ends_with("Jr.");
    (is_by && capital && !ends && text.len() <= 160).then_some(text)
}

/// Byline, dates, standfirst and clock lines below the headline, until the text begins.
fn bylines_and_dates(page: &mut Page) {
    let mut standfirst = None;
    for at in page.filled().into_iter().take(HEAD) {
        let line = page.text(at).to_owned();
        let text = words(&line);
        if byline_of(&line).is_some() && page.front.authors.is_empty() {
            take_byline(page, &text, "byline");
            settle_standfirst(page, standfirst.take());
            page.understand(at);
        } else if let Some(agency) = byline::agency(&text) {
            add_agency(page, agency, "byline");
            page.understand(at);
        } else if take_date_line(page, &text) {
            settle_standfirst(page, standfirst.take());
            page.understand(at);
        } else if standfirst.is_none() && page.front.title.is_some() && text.chars().count() <= 300
        {
            standfirst = Some(at);
        } else {
            break;
        }
    }
}

/// A line between headline and byline is the standfirst; before any byline it is text.
fn settle_standfirst(page: &mut Page, at: Option<usize>) {
    let Some(at) = at else { return };
    let text = words(page.text(at));
    let before_text = page.filled().iter().all(|line| *line >= at);
    if page.front.description.is_none()
        && before_text
        && !is_caption(page.text(at))
        && text.contains(' ')
    {
        page.front.description = Some(text);
        page.origin("description", "text");
        page.understand(at);
    }
}

fn take_date_line(page: &mut Page, text: &str) -> bool {
    let lower = text.to_lowercase();
    let updated =
        ["updated", "last updated", "last modified", "modified", "aktualisiert", "mis à jour"]
            .iter()
            .any(|word| lower.starts_with(word));
    let Some(stamp) = date_line(text) else { return false };
    let (slot, key) =
        if updated { (&mut page.front.updated, "updated") } else { (&mut page.front.date, "date") };
    if slot.is_none() {
        *slot = Some(stamp);
        page.origin(key, "text");
    }
    true
}

/// A line before the text that ends in bold type, or in `Name / Agency`: what is printed under the lead image.
fn caption(page: &mut Page) {
    let Some(at) = page.filled().into_iter().take(3).find(|at| is_caption(page.text(*at))) else {
        return;
    };
    let Some((caption, credit)) = split_caption(page.text(at)) else { return };
    page.front.image = Some(Image { url: None, caption: Some(caption), credit: Some(credit) });
    page.origin("image", "text");
    page.understand(at);
}

fn is_caption(line: &str) -> bool {
    split_caption(line).is_some()
}

fn split_caption(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    if let Some(inside) = line.strip_suffix("**") {
        let (caption, credit) = inside.rsplit_once("**")?;
        // A sentence may end in bold type; a credit is none.
        let believed = !caption.trim().is_empty() && credit.len() <= 120 && !credit.ends_with('.');
        return believed.then(|| (words(caption), words(credit)));
    }
    for mark in
        ["(Photo: ", "Photo: ", "Photograph: ", "Picture: ", "Image: ", "Credit: ", "(Photo by "]
    {
        if let Some((caption, credit)) = line.rsplit_once(mark) {
            let credit = credit.trim_end_matches([')', '.']);
            let believed =
                !caption.trim().is_empty() && credit.len() <= 80 && !credit.contains(". ");
            return believed.then(|| (words(caption), words(credit)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str, markup: Markup) -> Page {
        let mut page = Page::of(text, markup, 1);
        read(&mut page);
        page
    }

    #[test]
    fn headline_byline_and_date_are_read() {
        let page = head(
            "Ferry stops\n\nBy Ann Lee and Dan Roe\n\nApril 23, 2024\n\nThe ferry stopped on Monday.",
            Markup::Text,
        );
        assert_eq!(page.front.title.as_deref(), Some("Ferry stops"));
        assert_eq!(page.front.authors, ["Ann Lee", "Dan Roe"]);
        assert_eq!(page.front.date.unwrap().to_string(), "2024-04-23");
        assert_eq!(page.filled().len(), 1);
    }

    #[test]
    fn a_text_that_begins_at_once_has_no_headline() {
        let page = head(
            "The ferry stopped running on Monday after its rudder jammed.\nIt was raining.",
            Markup::Text,
        );
        assert_eq!(page.front.title, None);
        assert_eq!(page.filled().len(), 2);
    }

    #[test]
    fn a_caption_before_the_text_is_data_and_its_date_is_not_the_articles() {
        let page = head(
            "# Ferry stops\n\nThe ferry at its berth, April 3, 2024. **Dan Roe / Harbour Office**\n\nThe ferry stopped.",
            Markup::Markdown,
        );
        let image = page.front.image.unwrap();
        assert_eq!(image.caption.as_deref(), Some("The ferry at its berth, April 3, 2024."));
        assert_eq!(image.credit.as_deref(), Some("Dan Roe / Harbour Office"));
        assert_eq!(page.front.date, None);
    }

    #[test]
    fn a_sentence_that_ends_in_bold_type_is_no_caption() {
        let text =
            "# Ferry stops\n\nThe ferry stopped under the **new harbour bridge.**\n\nIt waits.";
        assert_eq!(head(text, Markup::Markdown).front.image, None);
    }
}
