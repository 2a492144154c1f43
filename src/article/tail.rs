//! The end of a captured text: credits, the original's address, a section's name, what is left of an outlet's mark.

use super::page::{Page, words};
use super::{credit, head, outlet};

/// How many lines at the end may be credits.
const TAIL: usize = 6;

/// Section names as papers print them, in lower case.
const SECTIONS: &[&str] = &[
    "africa",
    "americas",
    "analysis",
    "arts",
    "asia",
    "asia pacific",
    "binnenland",
    "books",
    "breaking news",
    "buitenland",
    "business",
    "climate",
    "commentary",
    "companies",
    "cronaca",
    "cultura",
    "culture",
    "defence",
    "defense",
    "deportes",
    "dünya",
    "economia",
    "economie",
    "economy",
    "economía",
    "editorial",
    "education",
    "ekonomi",
    "energy",
    "entertainment",
    "environment",
    "esteri",
    "europe",
    "explainer",
    "faits divers",
    "features",
    "finance",
    "food",
    "gospodarka",
    "gündem",
    "headlines",
    "health",
    "home news",
    "india",
    "internacional",
    "international",
    "investigations",
    "kraj",
    "kultur",
    "kultura",
    "lifestyle",
    "living",
    "local",
    "local news",
    "lokales",
    "markets",
    "media",
    "middle east",
    "monde",
    "mondo",
    "money",
    "mundo",
    "nacional",
    "nation",
    "national",
    "news",
    "opinion",
    "pakistan",
    "panorama",
    "politica",
    "politics",
    "politik",
    "politique",
    "polska",
    "política",
    "property",
    "region",
    "regional",
    "regionales",
    "russia",
    "régions",
    "science",
    "security",
    "siyaset",
    "sociedad",
    "sociedade",
    "society",
    "società",
    "société",
    "spor",
    "sport",
    "sports",
    "style",
    "tech",
    "technology",
    "top news",
    "travel",
    "uk",
    "uk news",
    "ukraine",
    "us",
    "us news",
    "video",
    "war",
    "weather",
    "wiadomości",
    "wirtschaft",
    "world",
    "world news",
    "économie",
    "świat",
    "в мире",
    "економіка",
    "культура",
    "мир",
    "общество",
    "политика",
    "політика",
    "происшествия",
    "світ",
    "спорт",
    "суспільство",
    "экономика",
];

/// Whether a text, in lower case, is the name of a section.
pub(super) fn is_section(text: &str) -> bool {
    SECTIONS.binary_search(&text).is_ok()
}

/// Takes the tail from a page.
pub(super) fn read(page: &mut Page) {
    original_address(page);
    corrections(page);
    section(page);
    credits(page);
    outlet_stub(page);
}

/// What the paper has put right: "Correction: …", "This article was amended on …".
fn corrections(page: &mut Page) {
    const BEGIN: &[&str] = &[
        "correction:",
        "correction,",
        "corrections:",
        "correction (",
        "clarification:",
        "clarification,",
        "this article was amended on",
        "this article has been amended",
        "this article has been corrected",
        "this story has been corrected",
        "an earlier version of this article",
        "an earlier version of this story",
    ];
    const LONGEST: usize = 1_000;
    for at in page.filled() {
        let text = words(page.text(at));
        let bare = text.trim_start_matches(['•', '*', '·', '-', ' ']);
        let lower = bare.to_lowercase();
        if text.len() <= LONGEST && BEGIN.iter().any(|begin| lower.starts_with(begin)) {
            page.front.corrections.push(bare.to_owned());
            page.origin("corrections", "text");
            page.understand(at);
        }
    }
}

/// `Original url:` and the address on the next line, or after the colon.
fn original_address(page: &mut Page) {
    const LABELS: &[&str] = &[
        "original url",
        "original link",
        "original article",
        "source url",
        "read the original",
        "originally published at",
        "original source",
    ];
    let filled = page.filled();
    for (order, at) in filled.iter().enumerate() {
        let text = words(page.text(*at));
        let Some((label, rest)) = LABELS.iter().find_map(|label| label_of(&text, label)) else {
            continue;
        };
        let same_line = address(rest);
        let next =
            filled.get(order + 1).filter(|_| label.len() == text.trim_end_matches(':').len());
        let next_line = next.and_then(|at| address(page.text(*at)));
        let Some(url) = same_line.or(next_line) else { continue };
        page.front.url.get_or_insert(url);
        page.origin("url", "text");
        page.remove(*at, "original-url");
        if let Some(next) = next {
            page.remove(*next, "original-url");
        }
    }
}

/// A label at the start of a line, whatever its case, and what follows it.
fn label_of<'a>(line: &'a str, label: &str) -> Option<(&'a str, &'a str)> {
    line.split_at_checked(label.len()).filter(|(begin, _)| begin.eq_ignore_ascii_case(label))
}

/// A line that is an address and nothing else.
fn address(line: &str) -> Option<String> {
    let bare = line.trim().trim_matches([':', ' ', '<', '>']).trim_start_matches("](");
    let bare = match super::page::link(line.trim()) {
        Some((label, _)) if label.starts_with("http") => label,
        _ => bare,
    };
    let url = url::Url::parse(bare).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    (!bare.contains(char::is_whitespace)).then(|| url.to_string())
}

/// The last line, where it is a section's name alone.
fn section(page: &mut Page) {
    let Some(&last) = page.filled().last() else { return };
    let text = words(page.text(last));
    if page.filled().len() > 1 && is_section(&text.to_lowercase()) {
        page.front.section.get_or_insert(text);
        page.origin("section", "text");
        page.remove(last, "section-name");
    }
}

fn credits(page: &mut Page) {
    let filled = page.filled();
    let tail = filled.iter().rev().take(TAIL.min(filled.len().saturating_sub(1)));
    for &at in tail.collect::<Vec<_>>().into_iter().rev() {
        let Some(credits) = credit::read(page.text(at)) else { continue };
        if !credits.people.is_empty() {
            page.origin("credits", "text");
        }
        page.front.credits.extend(credits.people);
        for agency in credits.agencies {
            head::add_agency(page, &agency, "credit");
        }
        page.remove(at, "credit");
    }
}

/// "… with the mayor. Harbour Times": a few capitalised words after the last full stop that the text itself names elsewhere.
fn outlet_stub(page: &mut Page) {
    let Some(&last) = page.filled().last() else { return };
    let line = page.text(last).to_owned();
    let Some((kept, stub)) = split_stub(&line) else { return };
    let named = page.filled().iter().any(|at| {
        let text = page.text(*at);
        if *at == last { kept.contains(stub) } else { outlet::names(text, stub) }
    });
    if !named {
        return;
    }
    let number = page.lines.get(last).map_or(0, |line| line.number);
    page.furniture.push(super::Furniture {
        line: number,
        text: stub.to_owned(),
        rule: "outlet-stub".to_owned(),
    });
    if page.front.outlet.is_none() {
        page.front.outlet = Some(stub.to_owned());
        page.origin("outlet", "text");
    }
    if let Some(line) = page.lines.get_mut(last) {
        kept.clone_into(&mut line.text);
    }
}

fn split_stub(line: &str) -> Option<(&str, &str)> {
    let at = line.rfind(". ").or_else(|| line.rfind(".” ")).or_else(|| line.rfind(".\" "))?;
    let end = at + line.get(at..)?.find(' ')?;
    let (kept, stub) = (line.get(..end)?, line.get(end..)?.trim());
    let mut named = stub.split_whitespace();
    let capitals = named.clone().all(|word| word.starts_with(char::is_uppercase));
    let few = (1..=4).contains(&named.clone().count());
    let plain = named.all(|word| {
        word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'' | '&'))
    });
    (capitals && few && plain && kept.len() > 40).then_some((kept, stub))
}

#[cfg(test)]
mod tests {
    use super::super::page::Markup;
    use super::*;

    fn tail(text: &str) -> Page {
        let mut page = Page::of(text, Markup::Text, 1);
        read(&mut page);
        page
    }

    #[test]
    fn what_the_paper_put_right_is_data() {
        let text = "The ferry stopped on Monday.\n\n• This article was amended on 5 May 2024. It was no Tuesday.\n\nCorrections officers struck.";
        let mut page = Page::of(text, Markup::Text, 1);
        read(&mut page);
        assert_eq!(
            page.front.corrections,
            ["This article was amended on 5 May 2024. It was no Tuesday."]
        );
        assert_eq!(page.filled().len(), 2);
    }

    #[test]
    fn the_originals_address_is_data() {
        let page = tail("The ferry stopped.\n\nOriginal url:\n\n<https://gazette.example/a>");
        assert_eq!(page.front.url.as_deref(), Some("https://gazette.example/a"));
        assert_eq!(page.filled().len(), 1);
    }

    #[test]
    fn sections_are_sorted() {
        assert!(SECTIONS.is_sorted());
    }

    #[test]
    fn a_section_name_alone_at_the_end_is_data() {
        assert_eq!(tail("The ferry stopped.\nWorld").front.section.as_deref(), Some("World"));
        assert_eq!(tail("World").front.section, None);
    }

    #[test]
    fn what_is_left_of_an_outlets_mark_names_the_outlet() {
        let page = tail(
            "The mayor told Harbour News that it was late.\nThe captain spoke for a long time with the mayor. Harbour News",
        );
        assert_eq!(page.front.outlet.as_deref(), Some("Harbour News"));
        assert!(page.text(1).ends_with("the mayor."));
        let page = tail("The captain spoke for a long time with the mayor. Nobody Knew");
        assert_eq!(page.front.outlet, None);
    }
}
