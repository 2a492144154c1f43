//! The head of a captured text: `Key: value` lines, headline, standfirst, byline, date lines, the lead image's caption.

mod above;
mod header;
mod imprint;

use super::page::{Markup, Page, words};
use super::{Image, YEARLESS, byline, furniture};
pub(super) use crate::date::written as date_line;
use imprint::Imprint;

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
    page.front.credits.extend(byline.credits);
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
    if let Some(at) = headline_at(page) {
        above::take(page, at);
        page.front.title = Some(words(page.text(at)));
        page.origin("title", "text");
        page.understand(at);
        if is_underline(page.text(at + 1)) {
            page.understand(at + 1);
        }
    }
}

/// Whether a line only makes a heading of the one above it: "=====".
fn is_underline(line: &str) -> bool {
    const SHORTEST: usize = 3;
    line.len() >= SHORTEST && line.bytes().all(|byte| byte == b'=')
}

/// The headline's place: the first line, or that below the paper's name, a date or a byline.
fn headline_at(page: &Page) -> Option<usize> {
    let filled = page.filled();
    let is_headline = |at: usize| {
        let (line, next) = (page.text(at), filled.iter().find(|next| **next > at));
        let is_heading = page.markup == Markup::Markdown
            && (line.starts_with("# ") || is_underline(page.text(at + 1)));
        let next = next.map(|at| page.text(*at)).unwrap_or_default();
        is_heading || reads_like_a_headline(line) && stands_apart(page, at, next)
    };
    for &at in filled.iter().take(HEAD) {
        let above = above::read(page, at).or_else(|| {
            let next = filled.iter().copied().find(|next| *next > at)?;
            above::kicker(page, at, next).filter(|_| is_headline(next))
        });
        let imprint = imprint::read(page.text(at));
        let outlet = imprint.as_ref().is_some_and(Imprint::is_outlet_alone);
        if above.is_none() && is_headline(at) && !outlet {
            return Some(at);
        }
        if above.is_none() && imprint.is_none() {
            break;
        }
    }
    // A line that might be a paper's name is the headline where no other is.
    filled.first().copied().filter(|at| is_headline(*at))
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
        && imprint::read(line).is_none_or(|imprint| imprint.may_be_headline())
        && !line.starts_with(['-', '>', '|', '<'])
}

/// A headline is followed by a blank line, a byline or a date, or (in texts without blank lines) by a long paragraph.
fn stands_apart(page: &Page, at: usize, second: &str) -> bool {
    let head_follows = imprint::read(second).is_some() || head_follows(page, at);
    let long_follows = second.chars().count() >= 100.max(page.text(at).chars().count());
    page.filled().len() > 1 && (page.is_followed_by_blank(at) || head_follows || long_follows)
}

/// Whether a name and then a day or a count follow, perhaps below a standfirst: "Ann Lee in Oslo", "3 May 2024".
fn head_follows(page: &Page, at: usize) -> bool {
    const NEAR: usize = 4;
    let below = page.filled().into_iter().filter(|below| *below > at).take(NEAR);
    let below: Vec<usize> = below.take_while(|at| page.text(*at).len() <= HEADLINE).collect();
    let signed = |pair: &[usize]| match pair {
        [name, day] => byline::is_located(&words(page.text(*name))) && says_when(page, *day),
        _ => false,
    };
    below.windows(2).take(2).any(signed)
}

/// Whether a line names a day, or is a count or a button as they stand in heads.
fn says_when(page: &Page, at: usize) -> bool {
    imprint::read(page.text(at)).is_some_and(|one| one.is_dated())
        || furniture::is_furniture(&words(page.text(at)))
}

/// Whether a line is the name of who signs the text, above a day.
fn signs(page: &Page, at: usize) -> bool {
    let next = page.filled().into_iter().find(|next| *next > at);
    page.front.authors.is_empty()
        && is_located(page, at)
        && next.is_some_and(|next| says_when(page, next))
}

/// Byline, dates, standfirst and clock lines below the headline, until the text begins.
fn bylines_and_dates(page: &mut Page) {
    let mut standfirst = None;
    for at in page.filled().into_iter().take(HEAD) {
        let text = words(page.text(at));
        if let Some(imprint) = imprint::read(page.text(at)).filter(|one| one.adds(&page.front)) {
            if imprint.byline.is_some() || imprint.is_dated() {
                settle_standfirst(page, standfirst.take());
            }
            take_imprint(page, at, imprint);
        } else if is_repeated(page, &text) {
            page.remove(at, "imprint");
        } else if furniture::is_furniture(&text) {
            // A count or a button below a name tells that the head goes on.
            settle_standfirst(page, standfirst.take().filter(|at| is_located(page, *at)));
        } else if standfirst.is_some() && signs(page, at) {
            settle_standfirst(page, standfirst.take());
            take_byline(page, &text, "byline");
            page.understand(at);
        } else if standfirst.is_none() && page.front.title.is_some() && text.chars().count() <= 300
        {
            standfirst = Some(at);
        } else {
            break;
        }
    }
}

/// What a line says of who published it, when, and who wrote it; what of that is no data is remembered as taken away.
fn take_imprint(page: &mut Page, at: usize, imprint: Imprint) {
    if imprint.is_kept() {
        page.understand(at);
    } else {
        page.remove(at, "imprint");
    }
    if let Some(byline) = imprint.byline {
        take_byline(page, &byline, "byline");
    }
    if let Some(agency) = imprint.agency {
        add_agency(page, agency, "byline");
    }
    if page.front.outlet.is_none() && imprint.outlet.is_some() {
        page.front.outlet = imprint.outlet;
        page.origin("outlet", "text");
    }
    if let Some(words) = imprint.yearless {
        page.front.extra.entry(YEARLESS.to_owned()).or_insert_with(|| words.into());
    }
    let front = &mut page.front;
    let dates =
        [("date", &mut front.date, imprint.date), ("updated", &mut front.updated, imprint.updated)];
    for (key, slot, found) in dates {
        if slot.is_none() && found.is_some() {
            *slot = found;
            front.origin.insert(key.to_owned(), "text".to_owned());
        }
    }
}

/// Whether a line says once more who wrote it, or only what they do.
fn is_repeated(page: &Page, text: &str) -> bool {
    const LONGEST: usize = 140;
    if page.front.authors.is_empty() || text.len() > LONGEST {
        return false;
    }
    let known = |name: &String| page.front.authors.contains(name);
    let from = text.split_once(" reported from ").map(|(names, _)| byline::read(names).authors);
    let reported = from.is_some_and(|names| !names.is_empty() && names.iter().all(known));
    let groups = imprint::groups(text);
    let mut said = groups.iter().filter(|group| !furniture::is_furniture(group));
    let text = said.next().filter(|_| said.next().is_none()).map_or(text, String::as_str);
    let authors = byline::read(text).authors;
    let again = !authors.is_empty() && authors.iter().all(known);
    reported
        || again && (byline::is_whole(text) || byline::is_signed(text) || authors == [text])
        || authors.is_empty() && byline::is_role(text)
}

/// Whether a line is a name that the text does not tell of: who signs a text is not in it.
fn is_located(page: &Page, at: usize) -> bool {
    let text = words(page.text(at));
    let name = text.split(" in ").next().unwrap_or_default();
    let told =
        |line: &super::page::Line| line.number != line_number(page, at) && line.text.contains(name);
    byline::is_located(&text) && !page.lines.iter().any(told)
}

fn line_number(page: &Page, at: usize) -> u32 {
    page.lines.get(at).map_or(0, |line| line.number)
}

/// A line between headline and byline is the standfirst, unless it is a name; before any byline it is text.
fn settle_standfirst(page: &mut Page, at: Option<usize>) {
    let Some(at) = at else { return };
    let text = words(page.text(at));
    if page.front.authors.is_empty() && is_located(page, at) {
        take_byline(page, &text, "byline");
        return page.understand(at);
    }
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
    let (caption, credit) = CREDITS.iter().find_map(|mark| split_at(line, mark))?;
    Some((words(&caption), words(&credit)))
}

/// What stands before the name of whoever made a picture.
const CREDITS: &[&str] = &[
    "(Photo: ",
    "(Photograph: ",
    "Photo: ",
    "Photograph: ",
    "Picture: ",
    "Image: ",
    "Credit: ",
    "Bild: ",
    "Foto: ",
    "(Photo by ",
    "Photo by ",
];

fn split_at(line: &str, mark: &str) -> Option<(String, String)> {
    let (caption, credit) = line.rsplit_once(mark)?;
    let credit = credit.trim_end_matches([')', '.']);
    let believed = !caption.trim().is_empty() && credit.len() <= 80 && !credit.contains(". ");
    believed.then(|| (caption.trim().to_owned(), credit.trim().to_owned()))
}

/// A caption parted from the name of whoever made the picture: after a word that says so, or in parentheses, or after a full stop,
/// where it is an agency's: "Ann Lee/Reuters".
pub(super) fn split_credit(caption: &str) -> Option<(String, String)> {
    let caption = caption.trim();
    let agency = |name: &str| name.contains('/') || byline::agency(name).is_some();
    let inside = || {
        let (before, inside) = caption.strip_suffix(')')?.rsplit_once('(')?;
        (agency(inside) && !before.trim().is_empty()).then_some((before, inside))
    };
    let after = || {
        let at = caption.trim_end_matches('.').rfind(". ")? + 1;
        let (before, last) = caption.split_at_checked(at)?;
        let names = last.split(['/', ' ']).filter(|word| !word.is_empty());
        let capital = names.into_iter().all(|word| word.starts_with(|c: char| !c.is_lowercase()));
        (agency(last.trim()) && capital && last.len() <= 80).then_some((before, last))
    };
    let parted = inside()
        .or_else(after)
        .map(|(text, credit)| (text.trim().to_owned(), credit.trim().to_owned()));
    CREDITS.iter().find_map(|mark| split_at(caption, mark)).or(parted)
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
    fn a_name_above_a_day_or_a_count_signs_the_text() {
        let text = "It stopped on Monday near Cape Orrin, the port said.";
        for name in ["Ann Lee", "Ann Lee in Oslo", "By Ann Lee\nStaff Writer"] {
            for below in ["3 May 2024", "3–4 minutes", "Share"] {
                let page = head(&format!("Ferry stops\n{name}\n{below}\n\n{text}"), Markup::Text);
                assert_eq!(page.front.title.as_deref(), Some("Ferry stops"), "{name}, {below}");
                assert_eq!(page.front.authors, ["Ann Lee"], "{name}, {below}");
            }
        }
        let place = head(&format!("Ferry stops\n\nCape Orrin\n3 May 2024\n\n{text}"), Markup::Text);
        assert!(place.front.authors.is_empty());
    }

    #[test]
    fn a_name_or_a_place_above_the_headline_is_none() {
        let text = "Tidal Notes\n\nThe port knew it in January\nOn letters nobody answered\n\nAnn Lee\n3 May \
                    2024\n\nIt stopped on Monday.\n\nThank you for reading Tidal Notes.";
        let page = head(text, Markup::Text);
        assert_eq!(page.front.title.as_deref(), Some("The port knew it in January"));
        assert_eq!(page.front.description.as_deref(), Some("On letters nobody answered"));
        assert_eq!(page.front.authors, ["Ann Lee"]);
        assert_eq!(page.front.date.unwrap().to_string(), "2024-05-03");
    }

    #[test]
    fn an_underlined_line_is_a_headline() {
        let page = head("Ferry stops\n===========\n\nBy Ann Lee\n\nIt stopped.", Markup::Markdown);
        assert_eq!(page.front.title.as_deref(), Some("Ferry stops"));
        assert_eq!((page.front.authors.len(), page.filled().len()), (1, 1));
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
