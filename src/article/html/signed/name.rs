//! What of a text is a person's name.

use crate::article::byline;

/// The names that a text begins with, less "By", titles and what follows.
pub(in super::super) fn names_of(text: &str) -> Vec<String> {
    // Names stand at the beginning; a paragraph is not read to its end for them.
    const READ: usize = 200;
    let begin = text.get(..text.floor_char_boundary(READ)).unwrap_or(text);
    let names = byline::read(trimmed(begin)).authors;
    names.into_iter().take_while(|name| looks_like_name(name)).collect()
}

pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(letter, ',' | '|' | '•' | '·' | '–' | '-' | '(' | ')' | '/')
    })
}

/// Words that stand in a byline, not in a name.
pub(super) const NO_NAME: &[&str] = &[
    "abo",
    "about",
    "all",
    "am",
    "anmelden",
    "article",
    "articles",
    "bio",
    "biography",
    "categories",
    "category",
    "comments",
    "contact",
    "copyright",
    "editorial",
    "email",
    "facebook",
    "follow",
    "from",
    "home",
    "image",
    "impressum",
    "in",
    "insights",
    "kommentare",
    "kontakt",
    "latest",
    "login",
    "mehr",
    "menu",
    "menü",
    "min",
    "minute",
    "minutes",
    "more",
    "news",
    "on",
    "our",
    "photo",
    "post",
    "posted",
    "posts",
    "print",
    "published",
    "quelle",
    "read",
    "reading",
    "search",
    "share",
    "source",
    "stand",
    "subscribe",
    "suche",
    "tag",
    "tags",
    "the",
    "this",
    "time",
    "today",
    "twitter",
    "uhr",
    "updated",
    "view",
    "written",
    "your",
    "zurück",
    "über",
];

/// Whether a letter is a sign that no name holds: a mark of code, an arrow, a heart.
fn is_sign(letter: char) -> bool {
    "?!<>{}=@#|\"".contains(letter) || ('\u{2190}'..'\u{2C00}').contains(&letter)
}

/// One to seven words without digits, nearly all with a capital where their script has them.
pub(in super::super) fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let strange = text.contains("..")
        || text.chars().any(|letter| letter.is_ascii_digit() || is_sign(letter));
    let small = words
        .iter()
        .filter(|word| word.starts_with(char::is_lowercase) && word.chars().count() > 3)
        .count();
    let other = words
        .iter()
        .any(|word| NO_NAME.contains(&word.trim_end_matches(':').to_lowercase().as_str()));
    let first =
        text.chars().next().is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase());
    (1..=7).contains(&words.len())
        && text.chars().count() >= 3
        && first
        && !strange
        && !other
        && small * 4 <= words.len()
}
