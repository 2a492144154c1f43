//! What of a captured text is not the article: a table of rules, each with a name, a reason and a test of its own.
//!
//! Measured on 6,656 snippets of real page matter and 6,233 real lines of articles, whole-line forms with a limit to where
//! they may stand lose under 0.1 % of real lines; without them "read more" and the like eat text. Where in doubt, text stays.

use super::page::Page;
use crate::config::{FurnitureRule, RuleScope};
use aho_corasick::{AhoCorasick, StartKind};
use std::sync::LazyLock;

/// Where on a page a rule is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// Anywhere.
    Anywhere,
    /// In the first eight lines that are not blank, or in the last eight.
    Ends,
    /// In the last eight lines that are not blank.
    Tail,
}

/// How a rule is held against a line, in lower case and without marks.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// The whole line is one of these.
    Whole(&'static [&'static str]),
    /// The line begins with one of these and is at most so long.
    Begins(&'static [&'static str], usize),
    /// The line holds all of these and is at most so long.
    Holds(&'static [&'static str], usize),
    /// Something that a list cannot say.
    Test(fn(&str) -> bool),
}

/// One rule.
#[derive(Clone, Copy, Debug)]
struct Rule {
    name: &'static str,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "read by the test that asks for one, and by people")
    )]
    reason: &'static str,
    zone: Zone,
    form: Form,
    /// A line that it takes away.
    #[cfg_attr(not(test), expect(dead_code, reason = "held against the rule by a test"))]
    example: &'static str,
}

use Form::{Begins, Holds, Test, Whole};
use Zone::{Anywhere, Ends, Tail};

const RULES: &[Rule] = &[
    Rule {
        name: "image-placeholder",
        reason: "a picture's file name or empty picture, left where the picture stood",
        zone: Anywhere,
        form: Test(is_placeholder),
        example: "tag2024binary_PICTURE-VIEWIMAGE",
    },
    Rule {
        name: "cookie-notice",
        reason: "asks for consent, tells nothing of the story",
        zone: Ends,
        form: Holds(&["cookie", "we use"], 400),
        example: "We use cookies to improve your experience.",
    },
    Rule {
        name: "cookie-notice",
        reason: "asks for consent, tells nothing of the story",
        zone: Ends,
        form: Holds(&["this site uses cookies"], 400),
        example: "This site uses cookies to work.",
    },
    Rule {
        name: "cookie-notice",
        reason: "asks for consent, tells nothing of the story",
        zone: Ends,
        form: Whole(&[
            "cookie policy",
            "cookie settings",
            "manage cookies",
            "accept cookies",
            "accept all cookies",
            "privacy policy",
        ]),
        example: "Cookie policy",
    },
    Rule {
        name: "dialog-button",
        reason: "the label of a button",
        zone: Anywhere,
        form: Whole(&[
            "remind me later",
            "accept all",
            "accept",
            "close",
            "dismiss",
            "no thanks",
            "not now",
            "maybe later",
            "got it",
            "i agree",
            "reject all",
            "continue",
            "once monthly annual",
            "once",
            "not ready to support today? remind me later",
        ]),
        example: "Remind me later.",
    },
    Rule {
        name: "newsletter",
        reason: "asks for an address",
        zone: Anywhere,
        form: Begins(
            &[
                "sign up for our",
                "sign up for the",
                "sign up to our",
                "sign up to the",
                "subscribe to our",
                "subscribe to the",
                "get our newsletter",
                "get the latest news delivered",
                "join our newsletter",
                "receive our newsletter",
            ],
            160,
        ),
        example: "Sign up for the Gazette newsletter",
    },
    Rule {
        name: "newsletter",
        reason: "asks for an address",
        zone: Ends,
        form: Whole(&[
            "enter your email",
            "enter your email address",
            "your email address",
            "email address",
            "newsletter",
            "newsletters",
            "sign up",
            "subscribe",
        ]),
        example: "Enter your email",
    },
    Rule {
        name: "account",
        reason: "asks to log in",
        zone: Ends,
        form: Whole(&[
            "log in",
            "login",
            "sign in",
            "register",
            "create account",
            "my account",
            "log out",
        ]),
        example: "Log in",
    },
    Rule {
        name: "paywall",
        reason: "stands where the text was cut",
        zone: Anywhere,
        form: Begins(
            &[
                "subscribe to continue reading",
                "subscribe to read",
                "to continue reading",
                "this article is for subscribers",
                "this content is for subscribers",
                "already a subscriber",
                "log in to continue reading",
                "sign in to continue reading",
                "register to continue reading",
            ],
            200,
        ),
        example: "Subscribe to continue reading",
    },
    Rule {
        name: "share-bar",
        reason: "buttons that pass the page on",
        zone: Anywhere,
        form: Test(is_share_bar),
        example: "Share this article",
    },
    Rule {
        name: "follow-us",
        reason: "asks for followers",
        zone: Anywhere,
        form: Begins(&["follow us on", "like us on", "find us on", "join us on", "follow us"], 160),
        example: "Follow us on Mastodon",
    },
    Rule {
        name: "read-more",
        reason: "points to another article",
        zone: Anywhere,
        form: Begins(
            &[
                "read more:",
                "read also:",
                "also read:",
                "read next:",
                "see also:",
                "related:",
                "related story:",
                "related stories:",
                "more on this:",
                "more on this story:",
                "more from",
                "don't miss:",
                "recommended:",
                "watch:",
                "listen:",
                "mehr zum thema:",
                "lire aussi",
                "lea también",
                "leggi anche",
            ],
            200,
        ),
        example: "Read more: Ferry to run again",
    },
    Rule {
        name: "read-more",
        reason: "heads a list of other articles",
        zone: Anywhere,
        form: Whole(&[
            "read more",
            "related articles",
            "related",
            "related stories",
            "related topics",
            "related content",
            "more stories",
            "most read",
            "most popular",
            "trending",
            "trending now",
            "you may also like",
            "you might also like",
            "recommended for you",
            "recommended stories",
            "more on this story",
            "more on this topic",
            "top stories",
            "editor's picks",
            "editors' picks",
            "mehr zum thema",
            "up next",
            "what to read next",
        ]),
        example: "Related articles",
    },
    Rule {
        name: "advertisement",
        reason: "marks a place for advertising",
        zone: Anywhere,
        form: Whole(&[
            "advertisement",
            "advertisements",
            "ad",
            "advertising",
            "story continues below",
            "article continues below",
            "story continues below advertisement",
            "article continues after ad",
            "continue reading below",
            "sponsored content",
            "promoted content",
            "scroll to continue with content",
            "anzeige",
            "publicité",
            "publicidad",
        ]),
        example: "ADVERTISEMENT",
    },
    Rule {
        name: "counts",
        reason: "says how long the text is or how many have read it",
        zone: Anywhere,
        form: Test(is_count),
        example: "4 min read",
    },
    Rule {
        name: "copyright",
        reason: "says whose the page is",
        zone: Tail,
        form: Test(is_copyright),
        example: "© 2024 Harbour Times. All rights reserved.",
    },
    Rule {
        name: "navigation",
        reason: "moves about the site",
        zone: Anywhere,
        form: Begins(
            &[
                "skip to content",
                "skip to main",
                "back to top",
                "go to homepage",
                "jump to",
                "toggle navigation",
                "show navigation",
                "open navigation",
            ],
            40,
        ),
        example: "Skip to content",
    },
    Rule {
        name: "navigation",
        reason: "moves about the site",
        zone: Ends,
        form: Whole(&[
            "home",
            "menu",
            "search",
            "next",
            "previous",
            "next article",
            "previous article",
            "contact us",
            "about us",
            "terms of use",
            "terms and conditions",
            "load more",
            "show more",
            "view all",
            "see all",
            "contact",
            "sitemap",
            "site map",
            "play",
            "print",
            "text size",
        ]),
        example: "Menu",
    },
    Rule {
        name: "application",
        reason: "offers an application",
        zone: Anywhere,
        form: Begins(
            &["download our app", "get our app", "download the app", "get the app", "get the free"],
            120,
        ),
        example: "Download our app",
    },
    Rule {
        name: "tip",
        reason: "asks readers for news",
        zone: Tail,
        form: Begins(
            &[
                "got a tip",
                "have a story",
                "do you have a story",
                "send us your",
                "contact the author",
                "get in touch with",
            ],
            240,
        ),
        example: "Got a tip? Write to us.",
    },
    Rule {
        name: "donation-appeal",
        reason: "asks for money",
        zone: Ends,
        form: Begins(
            &[
                "support independent journalism",
                "support our journalism",
                "donate now",
                "donate today",
                "make a donation",
                "become a member",
                "become a supporter",
                "please consider supporting",
                "please consider donating",
                "please donate",
                "help us keep",
            ],
            300,
        ),
        example: "Support independent journalism",
    },
    Rule {
        name: "comments",
        reason: "leads to readers' comments",
        zone: Tail,
        form: Whole(&[
            "comments",
            "comment",
            "leave a comment",
            "post a comment",
            "view comments",
            "show comments",
            "join the conversation",
            "add a comment",
            "leave a reply",
            "write a comment",
        ]),
        example: "Leave a comment",
    },
];

fn is_placeholder(line: &str) -> bool {
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
fn is_share_bar(line: &str) -> bool {
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

fn is_count(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = words.next().is_some_and(|word| {
        word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'))
    });
    let rest: Vec<&str> = words.collect();
    let what = matches!(
        rest.as_slice(),
        ["min" | "mins" | "minute" | "minutes", "read"]
            | ["min" | "comments" | "comment" | "shares" | "views" | "kommentare" | "commentaires"]
            | ["minute" | "minutes", "ago"]
    );
    number && what
        || line.starts_with("reading time") && line.len() < 40
        || line.starts_with("estimated reading time") && line.len() < 60
}

fn is_copyright(line: &str) -> bool {
    let short = line.len() <= 240;
    let begins =
        line.starts_with('©') || line.starts_with("(c) ") || line.starts_with("copyright ");
    short && (begins || line.contains("all rights reserved"))
}

/// Takes away what the rules name, and whole appeals for money.
pub(super) fn remove(page: &mut Page, own: &[FurnitureRule]) {
    appeal(page);
    let filled = page.filled();
    let last = filled.len();
    for (order, at) in filled.into_iter().enumerate() {
        let words = page.lines.get(at).map(super::page::Line::words).unwrap_or_default();
        if let Some(rule) = rule_for(&words, order, last) {
            if rule == "paywall" {
                page.front.truncated = true;
            }
            page.remove(at, rule);
        }
    }
    site_rules(page, own);
}

/// How many lines at each end are a page's head and tail.
const END: usize = 8;

fn rule_for(words: &str, order: usize, count: usize) -> Option<&'static str> {
    // Nothing that a rule takes is longer; most lines of an article are.
    if words.len() > 400 {
        return None;
    }
    let line = words.to_lowercase().replace('’', "'");
    let line = line.trim();
    let (head, tail) = (order < END, order + END >= count);
    let allowed = |zone| match zone {
        Anywhere => true,
        Ends => head || tail,
        Tail => tail,
    };
    let found = RULES.iter().find(|rule| allowed(rule.zone) && holds(rule.form, line))?;
    Some(found.name)
}

fn holds(form: Form, line: &str) -> bool {
    match form {
        Whole(lines) => lines.contains(&line.trim_end_matches(['.', ':', '»', '>', '!', ' '])),
        Begins(words, most) => {
            line.len() <= most && words.iter().any(|words| line.starts_with(words))
        }
        Holds(words, most) => line.len() <= most && words.iter().all(|words| line.contains(words)),
        Test(test) => test(line),
    }
}

/// Words of an appeal; two of them and a "we" make one.
const APPEAL: &[&str] = &[
    "contribut",
    "donat",
    "from just $",
    "from just £",
    "from just €",
    "independent journalism",
    "independent news",
    "need your help",
    "our journalism",
    "our work",
    "reader-supported",
    "support our",
    "support us",
    "supporting us",
    "your support",
];

static APPEAL_WORDS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().start_kind(StartKind::Unanchored).build(APPEAL).ok());

/// An appeal is a block: it opens with a formula in the last two thirds of the page and runs to its end, or to the label of a
/// button. A story about donations has no such opening and does not speak as "we".
fn appeal(page: &mut Page) {
    let filled = page.filled();
    let from = filled.len() / 3;
    let opens = filled
        .iter()
        .enumerate()
        .skip(from)
        .find(|(_, at)| opens_appeal(&page.text(**at).to_lowercase()));
    let Some((order, _)) = opens else { return };
    let block: Vec<usize> = filled.iter().skip(order).copied().collect();
    let text: String =
        block.iter().map(|at| page.text(*at).to_lowercase().replace('’', "'") + " ").collect();
    let asks = APPEAL_WORDS.as_ref().is_some_and(|words| {
        let mut found: Vec<usize> =
            words.find_iter(&text).map(|one| one.pattern().as_usize()).collect();
        found.sort_unstable();
        found.dedup();
        found.len() >= 2
    });
    if asks && (text.contains("we ") || text.contains("our ")) {
        super::outlet::from_appeal(page, &block);
        for at in block {
            page.remove(at, "donation-appeal");
        }
    }
}

fn opens_appeal(line: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "a message from",
        "a note from the",
        "dear reader",
        "before you go",
        "support independent",
        "we need your help",
        "we need your support",
        "you're reading a free",
        "there's never been a more important",
        "help us",
        "if you value",
        "thank you for reading",
        "... we have a small favour",
        "we have a small favour",
        "this story was made possible by",
    ];
    OPENINGS
        .iter()
        .any(|words| line.trim_start_matches(['#', '*', ' ', '“', '"']).starts_with(words))
}

/// The site's own rules, from `furniture.rules`.
fn site_rules(page: &mut Page, own: &[FurnitureRule]) {
    for rule in own {
        // A pattern that does not parse was told when the configuration was read.
        let Ok(pattern) = regex::Regex::new(&rule.pattern) else { continue };
        match rule.r#where {
            RuleScope::Line => {
                for at in page.filled() {
                    if pattern.is_match(page.text(at)) {
                        page.remove(at, &rule.name);
                    }
                }
            }
            RuleScope::Block => blocks(page).into_iter().for_each(|block| {
                let text: Vec<&str> = block.iter().map(|at| page.text(*at)).collect();
                if pattern.is_match(&text.join("\n")) {
                    block.iter().for_each(|at| page.remove(*at, &rule.name));
                }
            }),
        }
    }
}

/// Runs of lines without a blank one between them.
fn blocks(page: &Page) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut open = false;
    for (at, line) in page.lines.iter().enumerate() {
        match (line.is_blank(), open, blocks.last_mut()) {
            (true, ..) => open = false,
            (false, true, Some(block)) => block.push(at),
            (false, ..) => {
                blocks.push(vec![at]);
                open = true;
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::page::{Markup, words};
    use super::*;

    #[test]
    fn every_rule_has_a_reason_and_takes_its_example() {
        for rule in RULES {
            assert!(!rule.reason.is_empty());
            let line = words(rule.example).to_lowercase();
            assert!(holds(rule.form, &line), "{} does not take “{}”", rule.name, rule.example);
        }
    }

    #[test]
    fn sentences_of_a_story_stay() {
        for line in [
            "Read on for three ways across the harbour.",
            "We use cookies as bait, the angler said, and showed a tin.",
            "The ministry follows us on every step, said the captain.",
            "Advertisement revenue fell.",
            "Share prices fell on Monday.",
            "Close to forty boats were tied up.",
            "Related work began in May.",
            "Search teams found the boat.",
        ] {
            assert_eq!(rule_for(&words(line), 20, 60), None, "{line}");
        }
    }

    #[test]
    fn an_appeal_goes_whole_and_a_story_about_donations_stays() {
        let story = "The ferry stopped.\nIt rained.\nNobody was hurt.\n";
        let appeal = format!(
            "{story}A Message from The Gazette:\nWe need your help.\nYour support matters. We rely on donations."
        );
        let mut page = Page::of(&appeal, Markup::Text, 1);
        remove(&mut page, &[]);
        assert_eq!(page.filled().len(), 3);
        assert_eq!(page.furniture.len(), 3);
        let gifts =
            format!("{story}Donations came from all over, and the contributions paid for a bus.");
        let mut page = Page::of(&gifts, Markup::Text, 1);
        remove(&mut page, &[]);
        assert_eq!(page.filled().len(), 4);
    }

    #[test]
    fn a_site_has_rules_of_its_own() {
        let rule = FurnitureRule {
            name: "tide".into(),
            pattern: "^Tide table".into(),
            r#where: RuleScope::Line,
            reason: "x".into(),
        };
        let mut page = Page::of("Text.\nTide table: 04.12\nText.", Markup::Text, 1);
        remove(&mut page, &[rule]);
        assert_eq!(page.furniture.first().unwrap().rule, "tide");
    }
}
