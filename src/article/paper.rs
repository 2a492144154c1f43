//! Names that papers go by.

/// Words that a paper's name ends in, in small letters, sorted.
const PAPERS: &[&str] = &[
    "advertiser",
    "argus",
    "beacon",
    "bulletin",
    "chronicle",
    "courier",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "journal",
    "ledger",
    "magazine",
    "mail",
    "mercury",
    "monitor",
    "news",
    "observer",
    "post",
    "press",
    "register",
    "review",
    "sentinel",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "tribune",
    "weekly",
];

/// Words before those that make the name of a section or of a kind of page, sorted.
const SECTIONS: &[&str] = &[
    "breaking",
    "business",
    "culture",
    "entertainment",
    "health",
    "in",
    "international",
    "latest",
    "live",
    "local",
    "market",
    "more",
    "national",
    "political",
    "politics",
    "recent",
    "regional",
    "related",
    "science",
    "sport",
    "sports",
    "tech",
    "technology",
    "top",
    "trending",
    "video",
    "weather",
    "world",
];

/// Whether a text is a paper's name: few words with capitals, the last of them one that papers are called by.
pub(super) fn is_paper(text: &str) -> bool {
    const MOST: usize = 5;
    let lower = text.to_lowercase();
    let bare =
        lower.strip_suffix(" agency").filter(|rest| rest.ends_with(" news")).unwrap_or(&lower);
    let (before, last) = bare.rsplit_once(' ').unwrap_or_default();
    let first = text.rsplit_once(' ').map_or("", |(first, _)| first);
    PAPERS.binary_search(&last).is_ok()
        && SECTIONS.binary_search(&before).is_err()
        && text.split(' ').count() <= MOST
        && is_name(first)
}

/// Whether a text is a few words with capitals, but for those that join them, and no more.
pub(super) fn is_name(text: &str) -> bool {
    const MOST: usize = 4;
    const JOINING: &[&str] = &["&", "and", "de", "del", "di", "do", "la", "le", "of", "the"];
    const OPENING: &[&str] = &["After", "At", "Before", "By", "From", "In", "On", "Since", "Until"];
    let plain =
        |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '\'' | '-'));
    let capital = |word: &str| plain(word) && word.starts_with(char::is_uppercase);
    let words: Vec<&str> = text.split(' ').collect();
    let (first, rest) = words.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    capital(first)
        && !OPENING.contains(&first)
        && words.len() <= MOST
        && rest.iter().all(|word| capital(word) || JOINING.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_known_by_its_last_word() {
        assert!(is_paper("The Aldmouth Herald"));
        assert!(is_paper("Interlink News Agency"));
        assert!(!is_paper("Breaking News"));
        assert!(!is_paper("Ann Lee"));
        assert!(PAPERS.is_sorted() && SECTIONS.is_sorted());
    }
}
