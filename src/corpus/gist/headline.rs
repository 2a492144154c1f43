//! The words of a sentence that would head an event.

use super::super::event::Cut;
use super::super::words;
use crate::text::Span;

/// How long a headline is to be, in characters: a longer sentence is cut, if it can be.
const LONG: usize = 150;

/// How much longer it may be where there is no better border.
const LONGEST: usize = 180;

/// How short a cut headline may be.
const SHORTEST: usize = 50;

/// The words of a sentence that would head an event: less a list's mark, and cut at clause borders where it is long. Where the
/// sentence names one date, at `dated`, the words keep it if they can: without it they would seem to have happened then.
pub(super) fn cut(span: Span, text: &str, dated: Option<Span>) -> Cut {
    let whole = span.of(text);
    let start = after_marks(whole);
    let rest = whole.get(start..).unwrap_or_default();
    let offset = span.start as usize + start;
    let kept = dated.map_or(0, |dated| (dated.end as usize).saturating_sub(offset));
    let (from, to) = if rest.chars().count() > LONG {
        shortened(rest, kept).or_else(|| shortened(rest, 0)).unwrap_or((0, rest.len()))
    } else {
        (0, rest.len())
    };
    let words = rest.get(from..to).unwrap_or(rest);
    let whole_end = to == rest.len();
    let words = words.trim_end_matches(['*', '|', ' ']);
    let words = words.trim_end_matches(if whole_end { ['.', ' '] } else { [',', ' '] });
    let at = offset + from;
    let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let opens = if from > 0 { "… " } else { "" };
    let ends = if whole_end { "" } else { " …" };
    Cut { span: Span::new(at, at + words.len()), text: format!("{opens}{plain}{ends}") }
}

/// Where the sentence begins after the marks of a list or of bold type: `- Talks began`, `• **Talks began`.
fn after_marks(text: &str) -> usize {
    let marks = ["- ", "– ", "— ", "* ", "• ", "· ", "▪ ", "■ ", "► ", "> ", "| ", "**", "__"];
    let mut rest = text;
    while let Some(next) = marks.iter().find_map(|mark| rest.strip_prefix(mark)) {
        rest = next.trim_start();
    }
    text.len() - rest.len()
}

/// Clause borders at which a long headline may end.
const ENDS: &[&str] = &[
    "; ",
    " – ",
    " — ",
    " after ",
    " amid ",
    " because ",
    " before ",
    " despite ",
    " when ",
    " while ",
];

/// Words that begin a clause after a comma: at another comma a list or a name goes on.
const AFTER_COMMA: &[&str] = &[
    "according",
    "after",
    "although",
    "amid",
    "and",
    "as",
    "before",
    "but",
    "citing",
    "despite",
    "even",
    "following",
    "if",
    "including",
    "just",
    "leaving",
    "or",
    "saying",
    "so",
    "the",
    "though",
    "when",
    "where",
    "which",
    "while",
    "who",
    "with",
];

/// Words that open a clause before the main one.
const LEADING: &[&str] = &[
    "after",
    "although",
    "amid",
    "as",
    "at",
    "because",
    "before",
    "despite",
    "during",
    "following",
    "for",
    "if",
    "in",
    "on",
    "since",
    "though",
    "under",
    "when",
    "while",
    "with",
];

/// Where a long sentence's headline begins and ends, not before byte `kept`.
fn shortened(text: &str, kept: usize) -> Option<(usize, usize)> {
    let from = if opens_main(text) { Some(0) } else { main_clause(text) };
    let end = |from: usize| end_after(text, from, kept).map(|end| (from, end));
    let whole = |from: usize| text.len() - from <= LONGEST;
    // The whole sentence from its beginning reads best, then from its main clause on.
    let begun = from.filter(|from| *from == 0).and_then(end);
    begun
        .or_else(|| end_within_main(text, from, kept))
        .or_else(|| from.filter(|from| whole(*from)).map(|from| (from, text.len())))
        .or_else(|| from.and_then(end))
}

/// The whole opening clause, and the main one up to a border, where that fits.
fn end_within_main(text: &str, main: Option<usize>, kept: usize) -> Option<(usize, usize)> {
    let main = main.filter(|main| *main > 0)?;
    let end = end_after(text, main, kept)?;
    (end <= LONG).then_some((0, end))
}

/// The last border that fits, not before `kept`, after which what stands before it, from `from` on, is a clause.
fn end_after(text: &str, from: usize, kept: usize) -> Option<usize> {
    let part = text.get(from..)?;
    let byte = |limit: usize| part.char_indices().nth(limit).map_or(part.len(), |(at, _)| at);
    let (shortest, limit) = (byte(SHORTEST), byte(LONG));
    let plain = ENDS.iter().flat_map(|end| part.match_indices(end)).map(|(at, _)| at);
    let commas = part.match_indices(", ").map(|(at, _)| at).filter(|at| {
        let next = part.get(at + 2..).and_then(first_word).unwrap_or_default();
        AFTER_COMMA.contains(&next.as_str()) || next.len() > 5 && next.ends_with("ing")
    });
    let whole = |clause: &str| has_main_verb(clause) && !ends_in_verb(clause);
    let fits = |at: &usize| (shortest..=limit).contains(at) && part.get(..*at).is_some_and(whole);
    let last = plain.chain(commas).filter(fits).max().map(|end| from + end);
    last.filter(|end| *end >= kept)
}

/// Where the main clause begins in a sentence that opens with another: at the first comma before somebody or something.
fn main_clause(text: &str) -> Option<usize> {
    let starts = text.match_indices(", ").map(|(at, _)| at + 2);
    let mut starts = starts.filter(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        let first = first_word(rest).unwrap_or_default();
        let names = rest.starts_with(char::is_uppercase)
            || ["the", "a", "an", "its"].contains(&first.as_str());
        names && has_main_verb(rest)
    });
    starts.next()
}

fn first_word(text: &str) -> Option<String> {
    words::words(text).next()
}

/// Verbs that make a clause whole, beside those in -ed.
const VERBS: &[&str] = &[
    "are", "became", "began", "bought", "came", "can", "comes", "could", "fell", "gave", "goes",
    "had", "has", "have", "held", "hit", "is", "led", "left", "lost", "made", "may", "met",
    "might", "must", "plans", "rose", "said", "saw", "says", "sent", "set", "should", "sold",
    "struck", "told", "took", "wants", "was", "went", "were", "will", "won", "would", "wrote",
];

/// Whether a text, up to its first comma or after an inserted clause, has a verb: by its form.
pub(super) fn has_main_verb(text: &str) -> bool {
    let aside = ["which", "who", "whose", "where", "a", "an", "the"];
    let clauses = text.split(", ").enumerate();
    let mut own = clauses.filter(|(place, clause)| {
        let first = first_word(clause).unwrap_or_default();
        *place == 0 || !aside.contains(&first.as_str())
    });
    own.any(|(_, clause)| {
        words::words(clause).skip(1).any(|word| {
            VERBS.binary_search(&word.as_str()).is_ok() || word.len() > 4 && word.ends_with("ed")
        }) || first_word(clause).is_some_and(|word| VERBS.binary_search(&word.as_str()).is_ok())
    })
}

/// Whether a sentence begins with its main clause.
pub(super) fn opens_main(text: &str) -> bool {
    !first_word(text).is_some_and(|word| LEADING.contains(&word.as_str()))
}

/// Whether what stands after a clause is what its verb is about: "the cut came after a vote".
fn ends_in_verb(clause: &str) -> bool {
    let last = clause.split_whitespace().next_back().unwrap_or_default();
    // `May` is a month.
    VERBS.binary_search(&last).is_ok()
}

/// Whether a sentence needs none before it.
pub(super) fn stands_alone(text: &str) -> bool {
    let first = first_word(text).unwrap_or_default();
    !text.starts_with(['“', '"', '‘', '\'', '`', '('])
        && OPENERS.binary_search(&first.as_str()).is_err()
}

/// Whether somebody who has spoken before adds a sentence: "…, the mayor added", "Berg added that …".
pub(super) fn is_added(text: &str) -> bool {
    let ends = [".", ",", " that ", " in a ", ":"];
    text.match_indices(" added").any(|(at, word)| {
        let (before, after) = text.split_at(at);
        let clause = before.rsplit(", ").next().unwrap_or_default();
        let named = clause.split_whitespace().count() <= 4;
        named
            && after
                .strip_prefix(word)
                .is_some_and(|rest| ends.iter().any(|end| rest.starts_with(end)))
    })
}

/// Whether a sentence only goes on about what stands before it: it opens with a pronoun, or is speech.
pub(super) fn goes_on(text: &str) -> bool {
    let text = text.trim_start();
    let first = words::words(text).next().unwrap_or_default();
    text.starts_with(['“', '"']) || PRONOUNS.binary_search(&first.as_str()).is_ok()
}

/// Pronouns that stand for what the sentence before names. Sorted.
const PRONOUNS: &[&str] =
    &["he", "her", "his", "it", "its", "she", "that", "their", "they", "this", "those"];

/// Words that open a sentence which does not stand alone. Sorted.
const OPENERS: &[&str] = &[
    "also",
    "and",
    "another",
    "but",
    "earlier",
    "he",
    "her",
    "here",
    "his",
    "however",
    "instead",
    "it",
    "its",
    "later",
    "meanwhile",
    "nevertheless",
    "nor",
    "or",
    "she",
    "so",
    "some",
    "still",
    "such",
    "that",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "we",
    "which",
    "who",
    "yet",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> String {
        cut(Span::new(0, text.len()), text, None).text
    }

    #[test]
    fn a_headline_keeps_the_date_it_stands_under() {
        let text = "Harbour Minister Ann Berg said the town would not give back any of the ground on the island of Skerry, the small rock in the northern sea that it bought in 1974.";
        let at = text.find("1974").unwrap();
        let dated = cut(Span::new(0, text.len()), text, Some(Span::new(at, at + 4)));
        assert!(head(text).ends_with("Skerry …"), "{}", head(text));
        assert!(dated.text.ends_with("in 1974"), "{}", dated.text);
    }

    #[test]
    fn openers_are_sorted_for_the_search() {
        assert!(OPENERS.is_sorted() && PRONOUNS.is_sorted() && VERBS.is_sorted());
    }

    #[test]
    fn a_headline_leaves_marks_out() {
        assert_eq!(head("- Governor Ann Berg signed the law."), "Governor Ann Berg signed the law");
        assert_eq!(head("• **Berg signed the law.** |"), "Berg signed the law");
        assert_eq!(head("-5 degrees stopped the ferries."), "-5 degrees stopped the ferries");
    }

    #[test]
    fn a_sentence_that_opens_with_a_pronoun_heads_nothing() {
        assert!(!stands_alone("She signed the law."));
        assert!(!stands_alone("But Ann Berg signed the law."));
        assert!(stands_alone("Ann Berg signed the law."));
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_clause_and_shows_it() {
        let text = format!(
            "Governor Ann Berg signed the long awaited harbour law on Tuesday, after {}.",
            "word ".repeat(30)
        );
        assert_eq!(
            head(&text),
            "Governor Ann Berg signed the long awaited harbour law on Tuesday …"
        );
    }

    #[test]
    fn a_long_opening_clause_is_left_out_rather_than_the_main_one() {
        let text = "After months of warm words about the harbour and the dockers, but very little work on either of the quays, Governor Ann Berg on Tuesday signed the long awaited harbour law in Oslo.";
        assert_eq!(
            head(text),
            "… Governor Ann Berg on Tuesday signed the long awaited harbour law in Oslo"
        );
    }

    #[test]
    fn no_cut_leaves_a_verb_without_what_it_is_about() {
        let text = "People who work at the harbour of Oslo every day said the new cut in their pay came after the owners of the three ferries had met the governor in Bergen.";
        assert!(!head(text).ends_with("came …"), "{}", head(text));
    }

    #[test]
    fn a_month_is_no_verb() {
        let text = "Governor Ann Berg has repeatedly said that she wants to reopen the harbour by May, arguing that every week of waiting costs the town more than the repair of both its cranes.";
        assert!(head(text).ends_with("by May …"), "{}", head(text));
    }

    #[test]
    fn no_list_and_no_name_is_cut_in_two() {
        let text = "Ministers from Norway, Sweden and Denmark met the owners of the ferry, Per Dahl and Eva Lind, at a hotel near Bergen, and on Monday they signed a paper on the price of the crossing.";
        assert_eq!(
            head(text),
            "Ministers from Norway, Sweden and Denmark met the owners of the ferry, Per Dahl and Eva Lind, at a hotel near Bergen …"
        );
    }

    #[test]
    fn who_adds_something_has_spoken_before() {
        assert!(is_added("In return, the town might keep Skerry, the paper added, and its port."));
        assert!(is_added("Berg added that the port would stay open."));
        assert!(!is_added("The town added 200 boats to its fleet."));
        assert!(!is_added("The mayor who had opened the port in Oslo added, as ever, a joke."));
    }
}
