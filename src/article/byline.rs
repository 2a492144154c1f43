//! Who wrote it: names out of a byline, without "By", roles and agencies.

use std::sync::LazyLock;

/// News agencies, as credited, with the name to show.
pub(super) const AGENCIES: &[(&str, &str)] = &[
    ("AAP", "AAP"),
    ("AFP", "AFP"),
    ("ANI", "ANI"),
    ("ANSA", "ANSA"),
    ("AP", "AP"),
    ("Agence France-Presse", "AFP"),
    ("Anadolu", "Anadolu"),
    ("Anadolu Agency", "Anadolu"),
    ("Associated Press", "AP"),
    ("Bloomberg", "Bloomberg"),
    ("CP", "The Canadian Press"),
    ("Canadian Press", "The Canadian Press"),
    ("DPA", "dpa"),
    ("Deutsche Presse-Agentur", "dpa"),
    ("EFE", "EFE"),
    ("IANS", "IANS"),
    ("Interfax", "Interfax"),
    ("Kyodo", "Kyodo"),
    ("Kyodo News", "Kyodo"),
    ("PA", "PA Media"),
    ("PA Media", "PA Media"),
    ("PTI", "PTI"),
    ("Press Association", "PA Media"),
    ("Press Trust of India", "PTI"),
    ("RIA Novosti", "RIA Novosti"),
    ("Reuters", "Reuters"),
    ("TASS", "TASS"),
    ("Tass", "TASS"),
    ("The Associated Press", "AP"),
    ("The Canadian Press", "The Canadian Press"),
    ("Thomson Reuters", "Reuters"),
    ("UPI", "UPI"),
    ("United Press International", "UPI"),
    ("Xinhua", "Xinhua"),
    ("dpa", "dpa"),
];

/// Words that begin what follows a name in a byline: a role, a place, a time.
const AFTER_NAME: &[&str] = &[
    " | ",
    " – ",
    " — ",
    " - ",
    " in ",
    " at ",
    " for ",
    " reports",
    " is a ",
    " Published",
    " Updated",
    " Posted",
];

/// Whole bylines that name nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "agencies",
    "author",
    "by",
    "contributor",
    "correspondent",
    "desk",
    "editor",
    "editorial",
    "editorial board",
    "editors",
    "guest",
    "guest author",
    "min read",
    "news desk",
    "newsdesk",
    "newsroom",
    "online desk",
    "our correspondent",
    "staff",
    "staff and agencies",
    "staff reporter",
    "staff report",
    "staff reports",
    "staff writer",
    "staff writers",
    "unknown",
    "updated",
    "web desk",
    "wire services",
    "wires",
];

/// What is written after a name and is no part of it, sorted.
const DEGREES: &[&str] = &[
    "CPA", "DDS", "DO", "DVM", "Esq", "JD", "LCSW", "LD", "M.D", "MA", "MBA", "MD", "MPH", "MS",
    "MSN", "MSc", "PT", "Ph.D", "PhD", "PharmD", "PsyD", "R.D", "RD", "RDN", "RN",
];

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// People, or a collective where nobody is named.
    pub(super) authors: Vec<String>,
    /// Agencies.
    pub(super) agencies: Vec<String>,
}

/// The agency that a text names, whole.
pub(super) fn agency(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches('.');
    let same = |(name, _): &&(&str, &str)| {
        *name == text || (text.len() > 3 && name.eq_ignore_ascii_case(text))
    };
    AGENCIES.iter().find(same).map(|(_, shown)| *shown)
}

/// Reads a byline as printed: `By Ann Lee, political editor, and Dan Roe in Oslo`.
pub(super) fn read(text: &str) -> Byline {
    let text = strip_by(text.trim());
    let mut byline = Byline::default();
    for piece in split(text) {
        if let Some(agency) = agency(&piece) {
            push(&mut byline.agencies, agency);
            continue;
        }
        // After a name, a role is that person's: "Ann Lee, Transport Correspondent".
        let named = |name: &String| byline.authors.is_empty() || !ends_in_role(name);
        let Some(name) = name_in(&piece).filter(named) else { continue };
        push(&mut byline.authors, &name);
    }
    byline
}

/// Whether a line is a byline and nothing else: `By` and a name or a role, no verb, no full stop.
pub(super) fn is_whole(text: &str) -> bool {
    let rest = strip_by(text);
    let is_by = rest.len() < text.len();
    let capital = rest.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    let ends = text.ends_with('.') && !text.ends_with("Jr.");
    is_by && (capital || NOBODY.contains(&rest.to_lowercase().as_str())) && !ends
}

/// Reads a byline that is stated for machines: there a writer may go by a name in small letters.
pub(super) fn stated(text: &str) -> Byline {
    let mut byline = read(text);
    if byline.authors.is_empty() && byline.agencies.is_empty() && is_handle(text.trim()) {
        byline.authors.push(text.trim().to_owned());
    }
    byline
}

/// Whether a text is one to three plain words that do not say that nobody is named.
fn is_handle(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-');
    (1..=3).contains(&text.split_whitespace().count())
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && text.chars().all(plain)
        && !NOBODY.contains(&text.to_lowercase().as_str())
}

fn push(list: &mut Vec<String>, name: &str) {
    if !list.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        list.push(name.to_owned());
    }
}

/// The text without its leading `By`, `Written by` and the like.
pub(super) fn strip_by(text: &str) -> &str {
    const WORDS: &[&str] = &[
        "written by",
        "story by",
        "reported by",
        "by:",
        "by",
        "von",
        "par",
        "por",
        "di",
        "author:",
    ];
    WORDS
        .iter()
        .filter_map(|word| {
            let (begin, rest) = text.split_at_checked(word.len())?;
            begin.eq_ignore_ascii_case(word).then_some(rest)
        })
        .find(|rest| rest.starts_with(char::is_whitespace))
        .map_or(text, str::trim_start)
}

static SPLIT: LazyLock<Option<regex::Regex>> = LazyLock::new(|| {
    regex::Regex::new(r"\s*(?:;|,\s+(?:and|und|et|y)\s+|,|\s+and\s+|\s+und\s+|\s+et\s+|\s+y\s+|\s*&\s*|\s+\|\s+|\s+with\s+|\s*/\s*|\n)\s*").ok()
});

fn split(text: &str) -> Vec<String> {
    let Some(split) = SPLIT.as_ref() else { return vec![text.to_owned()] };
    let mut pieces: Vec<String> = Vec::new();
    for piece in split.split(text).filter(|piece| !piece.is_empty()) {
        // "Jr." and its like belong to the name before them.
        let word = piece.trim_end_matches('.');
        if DEGREES.contains(&word) {
            continue;
        }
        let suffix = matches!(word, "Jr" | "Sr" | "II" | "III");
        match pieces.last_mut().filter(|_| suffix) {
            Some(name) => *name = format!("{name}, {piece}"),
            None => pieces.push(piece.to_owned()),
        }
    }
    pieces
}

/// The name in one piece of a byline; `None` where it names nobody.
fn name_in(piece: &str) -> Option<String> {
    let mut name = strip_by(piece.trim()).trim();
    for mark in AFTER_NAME {
        name = name.split(mark).next().unwrap_or(name);
    }
    let name = name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ',' | ':' | '-' | '@' | '(' | ')' | '"')
    });
    let name = if piece.trim_end().ends_with("Jr.") { format!("{name}.") } else { name.to_owned() };
    is_name(&name).then_some(name)
}

/// Whether words can be a person's or a collective's name: capitalised, few, no address, not merely a role.
fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = words.iter().any(|word| {
        word.starts_with(|c: char| c.is_uppercase() || !c.is_ascii() && c.is_alphabetic())
    });
    let strange = lower.contains("http")
        || lower.contains('@')
        || lower.contains("www.")
        || name.chars().any(|c| c.is_ascii_digit());
    capital
        && !strange
        && (1..=6).contains(&words.len())
        && !NOBODY.contains(&lower.as_str())
        && !is_role(&words)
}

/// Job titles that stand between names: "chief political editor".
fn is_role(words: &[&str]) -> bool {
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.last().is_some_and(|last| ends_in_role(last)) && capitals < 2
}

/// Whether the last word is a job's.
fn ends_in_role(name: &str) -> bool {
    const ROLES: &[&str] = &[
        "bureau",
        "chief",
        "columnist",
        "correspondent",
        "critic",
        "editor",
        "photographer",
        "producer",
        "reporter",
        "writer",
    ];
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    ROLES.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(text: &str) -> Vec<String> {
        read(text).authors
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(
            authors("By Ann Lee, Dan Roe and Eva Strand"),
            ["Ann Lee", "Dan Roe", "Eva Strand"]
        );
        assert_eq!(authors("By Ann Lee, Jr. and Dan Roe"), ["Ann Lee, Jr.", "Dan Roe"]);
    }

    #[test]
    fn roles_places_and_agencies_are_no_authors() {
        assert_eq!(authors("By Ann Lee in Oslo, political editor, and Reuters"), ["Ann Lee"]);
        assert_eq!(authors("Ann Lee, Transport Correspondent"), ["Ann Lee"]);
        assert_eq!(read("By Ann Lee and AFP").agencies, ["AFP"]);
        assert!(authors("By staff").is_empty());
    }

    #[test]
    fn a_collective_byline_is_kept() {
        assert_eq!(authors("By Harbour Times Reporter"), ["Harbour Times Reporter"]);
    }

    #[test]
    fn a_stated_name_may_be_in_small_letters() {
        assert_eq!(stated("annlee").authors, ["annlee"]);
        assert_eq!(stated("Ann Lee, PhD").authors, ["Ann Lee"]);
        assert!(stated("admin").authors.is_empty());
    }

    #[test]
    fn agencies_are_sorted() {
        assert!(AGENCIES.is_sorted_by_key(|(name, _)| *name));
        assert!(DEGREES.is_sorted());
    }
}
