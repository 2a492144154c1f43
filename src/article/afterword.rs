//! What follows the text: who its author is, its keywords, the works it cites.

use super::byline;
use super::page::{Page, words};

/// How many lines at the end may be an afterword.
const TAIL: usize = 6;

/// Takes the afterword from a page.
pub(super) fn read(page: &mut Page) {
    keywords(page);
    works_cited(page);
    about(page);
    authors(page);
}

/// What heads the works that a paper cites, in lower case.
const WORKS: &[&str] = &[
    "bibliography",
    "literature cited",
    "literaturverzeichnis",
    "references",
    "références",
    "works cited",
];

/// How many works a list has at least: a reporter's few sources are text.
const MANY: usize = 10;

/// The list of a paper's works below its heading, up to the next one.
fn works_cited(page: &mut Page) {
    let filled = page.filled();
    let heads = |&at: &usize| WORKS.contains(&words(page.text(at)).to_lowercase().as_str());
    let Some(start) = filled.iter().rposition(heads).filter(|&start| start > 2) else {
        return;
    };
    let list = filled.iter().skip(start + 1).take_while(|&&at| !page.text(at).starts_with('#'));
    let list: Vec<usize> = list.copied().collect();
    let dated = list.iter().filter(|&&at| names_year(page.text(at))).count();
    if dated >= MANY && dated * 4 >= list.len() * 3 {
        for at in filled.iter().skip(start).take(1 + list.len()) {
            page.remove(*at, "references");
        }
    }
}

/// Whether a year stands in a line, as every work has one.
fn names_year(line: &str) -> bool {
    let numbers = line.split(|letter: char| !letter.is_ascii_digit());
    numbers
        .filter(|number| number.len() == 4)
        .any(|year| year.starts_with("19") || year.starts_with("20"))
}

/// What stands before keywords, in lower case.
const LABELS: &[&str] = &[
    "etiketler",
    "palabras clave",
    "related topics",
    "tag",
    "tagi",
    "temas",
    "themen",
    "thèmes",
    "topic",
    "теги",
    "темы",
    "etiquetas",
    "filed under",
    "keywords",
    "mots-clés",
    "schlagwörter",
    "stichworte",
    "tags",
    "topics",
];

/// "Tags: boats, bridges", or the label alone and a list below it.
fn keywords(page: &mut Page) {
    let filled = page.filled();
    let (Some(&last), Some(&before)) = (filled.last(), filled.iter().nth_back(1)) else { return };
    let text = words(page.text(last));
    if filled.len() > 2 && label(&words(page.text(before))) == Some("") && is_list(&text) {
        take_keywords(page, &text, &[before, last]);
    } else if let Some(list) = label(&text).filter(|list| is_list(list)).map(str::to_owned) {
        take_keywords(page, &list, &[last]);
    }
}

/// What follows such a label.
fn label(text: &str) -> Option<&str> {
    let after = |label: &&str| {
        let (begin, rest) = text.split_at_checked(label.len())?;
        let whole = rest.is_empty() || rest.starts_with([':', ' ']);
        (whole && begin.to_lowercase() == **label).then(|| rest.trim_start_matches(':').trim())
    };
    LABELS.iter().find_map(after)
}

/// Whether a text is a few short words between commas, each without a stop.
fn is_list(text: &str) -> bool {
    let short =
        |part: &str| part.split_whitespace().count() <= 4 && !part.contains(['.', '?', '!', ':']);
    !text.is_empty() && text.len() <= 400 && text.split([',', ';', '|']).all(short)
}

fn take_keywords(page: &mut Page, list: &str, lines: &[usize]) {
    if page.front.tags.is_empty() {
        let words = list.split([',', ';', '|']).map(str::trim).filter(|word| !word.is_empty());
        page.front.tags = words.map(str::to_owned).collect();
        page.origin("tags", "text");
    }
    for &line in lines {
        page.remove(line, "labels");
    }
}

/// "About the author" with what follows, up to the end.
fn about(page: &mut Page) {
    let filled = page.filled();
    let from = filled.len().saturating_sub(TAIL).max(1);
    let tail: Vec<usize> = filled.iter().skip(from).copied().collect();
    let heads = |&at: &usize| {
        let line = words(page.text(at)).to_lowercase();
        matches!(
            line.trim_end_matches(':'),
            "about the author" | "about the authors" | "about the writer"
        )
    };
    let Some(start) = tail.iter().position(heads) else { return };
    let one = tail.iter().skip(start + 1).all(|&at| !page.text(at).starts_with('#'));
    if one && start + 1 < tail.len() {
        for at in tail.into_iter().skip(start) {
            page.remove(at, "author-box");
        }
    }
}

/// Last paragraphs that begin with an author's name and say what they do.
fn authors(page: &mut Page) {
    let filled = page.filled();
    let last = filled.iter().rev().take(TAIL.min(filled.len().saturating_sub(2)));
    for at in last.copied().collect::<Vec<_>>() {
        let text = words(page.text(at));
        if !page.front.authors.iter().any(|author| tells_of(&text, author)) {
            return;
        }
        page.remove(at, "author-box");
    }
}

/// Words after a name that say what somebody does, or that more follows of it.
const DOES: &[&str] = &[
    "arbeitet", "covers", "es", "est", "has", "is", "ist", "joined", "leads", "reports",
    "schreibt", "studied", "was", "works", "writes", "è",
];

fn tells_of(text: &str, author: &str) -> bool {
    let is_name = author.contains(' ') && author.len() >= 5;
    let text = text.trim_start_matches(['(', '—', '–', '-', ' ']);
    let by = byline::without_by(text);
    if is_name && by.len() < text.len() && by.trim() == author {
        return true;
    }
    let Some(rest) = text.strip_prefix(author).filter(|_| is_name && text.len() <= 700) else {
        return false;
    };
    let does = rest.strip_prefix(' ').and_then(|rest| rest.split(' ').next());
    does.is_some_and(|word| DOES.contains(&word)) && !text.contains(['“', '"', '«', '„'])
}

#[cfg(test)]
mod tests {
    use super::super::page::Markup;
    use super::*;

    const STORY: &str = "The ferry stopped.\n\nIt rained.\n\nNobody was hurt, the port said.\n\n";

    fn after(text: &str) -> Page {
        let mut page = Page::of(&format!("{STORY}{text}"), Markup::Markdown, 1);
        page.front.authors = vec!["Ann Lee".to_owned()];
        read(&mut page);
        page
    }

    fn left(text: &str) -> usize {
        after(text).filled().len() - 3
    }

    #[test]
    fn who_the_author_is_follows_the_text() {
        assert_eq!(left("Ann Lee is a reporter who sails."), 0);
        assert_eq!(left("By Ann Lee"), 0);
        assert_eq!(left("Dan Roe is a captain who sails."), 1);
        assert_eq!(left("Ann Lee is late, “as ever”, the port said."), 1);
    }

    #[test]
    fn what_is_said_about_the_author_is_not_the_story() {
        assert_eq!(left("About the author\n\nShe sails."), 0);
        assert_eq!(left("### About the accident\n\nIt was the third."), 2);
    }

    #[test]
    fn a_papers_list_of_works_is_not_its_text() {
        let works = |many: usize| {
            let list: String = (0..many)
                .map(|number| format!("- {number}. On boats. Roe D. 2012;4:8\n"))
                .collect();
            left(&format!("## References\n\n{list}"))
        };
        assert_eq!(works(12), 0);
        assert_eq!(works(4), 5);
    }

    #[test]
    fn keywords_are_data() {
        let page = after("Tags\n\nboats, old bridges");
        assert_eq!(page.front.tags, ["boats", "old bridges"]);
        assert_eq!(page.filled().len(), 3);
        assert_eq!(left("Filed under: Boats"), 0);
        assert_eq!(left("Topics of the talks are not known, the port said on Friday."), 1);
    }
}
