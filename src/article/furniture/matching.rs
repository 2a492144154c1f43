//! How a rule is held against one line.

/// How a rule is held against a line, in lower case and without marks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// The whole line is one of these.
    Whole(&'static [&'static str]),
    /// The line begins with one of these and is at most so long.
    Begins(&'static [&'static str], usize),
    /// The line holds all of these and is at most so long.
    Holds(&'static [&'static str], usize),
    /// Something that a list cannot say.
    Test(fn(&str) -> bool),
}

impl Form {
    /// Whether it takes `line`, given in lower case and without marks.
    pub(super) fn takes(self, line: &str) -> bool {
        match self {
            Self::Whole(lines) => {
                lines.contains(&line.trim_end_matches(['.', ':', '»', '>', '!', ' ']))
            }
            Self::Begins(words, most) => {
                line.len() <= most && words.iter().any(|words| line.starts_with(words))
            }
            Self::Holds(words, most) => {
                line.len() <= most && words.iter().all(|words| line.contains(words))
            }
            Self::Test(test) => test(line),
        }
    }
}

pub(super) fn is_placeholder(line: &str) -> bool {
    let one_word = !line.contains(char::is_whitespace);
    let named = one_word && (line.contains("binary_") || line.contains("viewimage"));
    let file = one_word
        && [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(|end| line.ends_with(end))
        && !line.contains("://");
    let empty = matches!(line, "[image]" | "[photo]" | "[video]" | "image" | "image:" | "photo:");
    named || file || empty
}

const SHARE: &[&str] = &[
    "article",
    "bluesky",
    "by",
    "click",
    "copied",
    "copy",
    "email",
    "e-mail",
    "facebook",
    "flipboard",
    "google",
    "here",
    "instagram",
    "link",
    "linkedin",
    "mail",
    "mastodon",
    "messenger",
    "on",
    "opens",
    "page",
    "pinterest",
    "pocket",
    "post",
    "print",
    "reddit",
    "save",
    "share",
    "shares",
    "sms",
    "story",
    "telegram",
    "this",
    "threads",
    "to",
    "tweet",
    "twitter",
    "via",
    "viber",
    "vk",
    "whatsapp",
    "with",
    "x",
    "xing",
    "url",
    "or",
    "and",
    "in",
    "new",
    "window",
    "a",
    "friend",
    "|",
    "·",
    "•",
    "/",
    "-",
    ",",
];

/// A line of words that only share bars have, with one that names the deed or a service.
pub(super) fn is_share_bar(line: &str) -> bool {
    const MARKS: &[&str] = &[
        "share",
        "shares",
        "tweet",
        "facebook",
        "twitter",
        "whatsapp",
        "linkedin",
        "telegram",
        "email",
        "reddit",
        "pinterest",
        "print",
        "messenger",
        "bluesky",
        "copy",
        "flipboard",
    ];
    let mut words = line
        .split([' ', ',', '|', '·', '•', '/', '\u{a0}'])
        .map(|word| word.trim_matches([':', '.', '(', ')']))
        .filter(|word| !word.is_empty());
    let known = words.clone().all(|word| SHARE.contains(&word));
    line.len() <= 120 && known && words.any(|word| MARKS.contains(&word))
}

pub(super) fn is_count(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = words.next().is_some_and(|word| {
        word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'))
    });
    let what = matches!(
        (words.next(), words.next(), words.next()),
        (Some("min" | "mins" | "minute" | "minutes"), Some("read"), None)
            | (
                Some(
                    "min"
                        | "comments"
                        | "comment"
                        | "shares"
                        | "views"
                        | "kommentare"
                        | "commentaires"
                ),
                None,
                None
            )
            | (Some("minute" | "minutes"), Some("ago"), None)
    );
    number && what
        || line.starts_with("reading time") && line.len() < 40
        || line.starts_with("estimated reading time") && line.len() < 60
}

pub(super) fn is_copyright(line: &str) -> bool {
    let short = line.len() <= 240;
    let begins =
        line.starts_with('©') || line.starts_with("(c) ") || line.starts_with("copyright ");
    short && (begins || line.contains("all rights reserved"))
}
