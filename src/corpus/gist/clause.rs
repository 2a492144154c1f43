//! Which words of a sentence a date dates, and whether it dates what happened at all.

use super::phrase::{has_any, words as words_of};
use super::{headline, plan};
use crate::text::Span;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// The words that a date dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Where they stand.
    pub(super) span: Span,
    /// Whether they speak of what is still to come.
    pub(super) ahead: bool,
    /// Whether they only say more about something that the sentence names.
    pub(super) aside: bool,
    /// Whether they tell of a plan for that date that was dropped.
    pub(super) off: bool,
}

/// The clause of each date of a sentence; `None` for a date that only points ("Wednesday's talks", "a deal this week"
/// that is hoped for, "the 2011 version") where another date of the sentence tells what happened.
pub(super) fn clauses(words: &str, sentence: Span, dates: &[Span]) -> Vec<Option<Clause>> {
    let alone = dates.len() == 1;
    let borders = borders(words, sentence);
    let main: Vec<bool> = dates
        .iter()
        .map(|date| {
            let before = segment(&borders, sentence, *date).start;
            let before = Span { start: before, end: date.start }.of(words);
            alone
                || !(is_possessive(words, *date)
                    || is_attribute(words, *date)
                    || is_of_figures(words, *date)
                    || is_compared(before, date.of(words))
                    || has_any(before, HYPOTHETICAL))
        })
        .collect();
    let anchors = main.iter().filter(|main| **main).count();
    dates
        .iter()
        .zip(&main)
        .map(|(date, main)| {
            // Where every date only points, the first of them stands for the sentence.
            let stands = *main || (anchors == 0 && dates.first() == Some(date));
            let own = segment(&borders, sentence, *date);
            let stands = stands
                && !is_record_since(words, sentence, *date)
                && !is_earliest(words, sentence, *date)
                && !is_price(words, own, *date)
                && !has_any(Span { start: own.start, end: date.start }.of(words), UNREAL)
                && !is_state(words, own, *date);
            let apart = anchors > 1 || (!alone && is_subordinate(own.of(words)));
            let span = if apart {
                with_subject(words, sentence, own)
            } else {
                relative(words, &borders, (sentence, own))
            };
            let before = Span { start: own.start, end: date.start }.of(words);
            let aside = is_aside(words, sentence, own);
            let ahead = has_any(own.of(words), AHEAD) || is_deadline(before) || is_promised(before);
            let off = plan::is_off(words, sentence, (own, *date));
            stands.then_some(Clause { span, ahead, aside, off })
        })
        .collect()
}

/// Whether a date only tells how long there was nothing like it: "the first loss since 1992", "the worst storm since May".
fn is_record_since(words: &str, sentence: Span, date: Span) -> bool {
    let before = Span { end: date.start, ..sentence }.of(words).trim_end();
    let records =
        ["best", "biggest", "deadliest", "first", "highest", "largest", "lowest", "most", "worst"];
    before.ends_with(" since") && has_any(before, &records)
}

/// Whether a date only tells since or until when something is as a relative clause says: "who has worked there since 2011", "whose
/// contract ends in 2034".
fn is_state(words: &str, own: Span, date: Span) -> bool {
    let before = Span { end: date.start, ..own }.of(words);
    let first = words_of(before).next().unwrap_or_default();
    let lasts = has_any(before, &["has", "have"]) && before.trim_end().ends_with(" since");
    RELATIVE.contains(&first) && (lasts || has_any(before, &["ends", "expires", "runs"]))
}

/// Whether a date is that of a price which another is measured by: "38% above the closing price on Friday".
fn is_price(words: &str, own: Span, date: Span) -> bool {
    let before = Span { end: date.start, ..own }.of(words);
    let priced = [" price on ", " prices on ", " close on ", " price of ", " close of "];
    let measures = ["above", "below", "discount to", "over", "premium", "than"];
    priced.iter().any(|words| before.ends_with(words)) && has_any(before, &measures)
}

/// Whether a date only tells of what time figures are: "a first-quarter loss".
fn is_of_figures(words: &str, date: Span) -> bool {
    let noun = words.get(date.end as usize..).and_then(|rest| rest.strip_prefix(' '));
    date.of(words).contains("-quarter")
        && noun.is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

/// Words of what never came about: "he should have left on Monday".
const UNREAL: &[&str] = &["could have", "might have", "ought to have", "should have", "would have"];

/// Whether a date only tells what will not be earlier: "is not expected to open before Monday".
fn is_earliest(words: &str, sentence: Span, date: Span) -> bool {
    let before = Span { end: date.start, ..sentence }.of(words).trim_end();
    before.ends_with(" before")
        && has_any(before, &["no", "not", "never", "unlikely", "won’t", "won't"])
}

/// Whether a bare year only tells which thing is meant: "the 2011 version".
fn is_attribute(words: &str, date: Span) -> bool {
    let year = date.of(words);
    let bare = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let before = words.get(..date.start as usize).unwrap_or_default();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let after = words.get(date.end as usize..).unwrap_or_default();
    let noun = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let owners = ["the", "a", "its", "their", "his", "her"];
    bare && noun && owners.iter().any(|owner| last.eq_ignore_ascii_case(owner))
}

/// Whether a date is that of what something is measured against: "compared to the same month a year ago", "42% more than in 2030",
/// "up from the previous year".
fn is_compared(before: &str, date: &str) -> bool {
    let earlier = [" ago", " earlier", "last year", "previous year", "year before"];
    let from = before.trim_end().ends_with(" from") || before.ends_with(" from the ");
    let measured = from && earlier.iter().any(|words| date.contains(words));
    measured
        || has_any(
            before,
            &["compared to", "compared with", "versus", "more than in", "less than in"],
        )
}

/// Words that open a clause which tells of another time than the sentence.
const SUBORDINATE: &[&str] =
    &["after ", "before ", "when ", "where ", "because ", "which ", "who "];

fn is_subordinate(clause: &str) -> bool {
    SUBORDINATE.iter().any(|opener| clause.starts_with(opener))
}

/// Words that open a clause about what stands before it.
const RELATIVE: &[&str] = &["where", "which", "who", "whom", "whose"];

/// Words that open the name of a thing in other words: "Skerry, the rock that it bought in 1974".
const DETERMINERS: &[&str] = &["a", "an", "her", "his", "its", "the", "their"];

/// Participles without their -ed, that say what became of a thing: "the quay, built in 1974".
const PARTICIPLES: &[&str] = &["begun", "born", "bought", "built", "held", "made", "sold", "won"];

/// Whether a clause only says more about something that its sentence names before it: a relative clause, or one that calls
/// it by other words or tells what became of it. Who reports the sentence does not: ", the mayor said on Monday".
fn is_aside(words: &str, sentence: Span, own: Span) -> bool {
    let clause = own.of(words);
    let before = Span { end: own.start, ..sentence }.of(words);
    let first = words_of(clause).next().unwrap_or_default();
    // After two commas it is the main verb: "Berg, the mayor, opened the quay in 1974".
    let participle = first.len() > 4 && first.ends_with("ed") || PARTICIPLES.contains(&first);
    let became = participle && before.matches(", ").count() == 1;
    let apposed = before.ends_with(", ") && (became || DETERMINERS.contains(&first));
    let relative = RELATIVE.contains(&first) && !before.is_empty();
    let main = || {
        let inserted = own.end < sentence.end;
        headline::opens_main(before) && (inserted || headline::has_main_verb(before))
    };
    relative || apposed && main() && !has_any(clause, SAYS)
}

/// Verbs of those who report.
const SAYS: &[&str] = &[
    "added",
    "announced",
    "confirmed",
    "noted",
    "posted",
    "reported",
    "said",
    "says",
    "showed",
    "told",
    "warned",
    "wrote",
];

/// A clause after an inserted one, with the subject that stands before that: "The wall, finished in 1974, fell on Monday".
fn with_subject(words: &str, sentence: Span, own: Span) -> Span {
    let before = Span { end: own.start, ..sentence }.of(words);
    let inserted = before.ends_with(", ") && before.matches(", ").count() == 2;
    let subject = before.split(", ").next().unwrap_or_default();
    let goes_on = inserted && headline::opens_main(before) && !headline::has_main_verb(subject);
    if goes_on { Span { end: own.end, ..sentence } } else { own }
}

/// What a date dates that stands alone in its sentence: all of it, or the relative clause it stands in with what that is about
/// ("Berg, who opened the quay last week, left for Bergen").
fn relative(words: &str, borders: &[u32], (sentence, own): (Span, Span)) -> Span {
    let clause = own.of(words);
    if own.start == sentence.start || !(clause.starts_with("which ") || clause.starts_with("who "))
    {
        return sentence;
    }
    let start = borders.iter().rev().find(|border| **border < own.start);
    let before = Span { start: start.copied().unwrap_or(sentence.start), end: own.start };
    let start = if clause.starts_with("which ") { thing(words, before) } else { before.start };
    Span { start, end: own.end }
}

/// Where the thing begins that the last words of a text name: "for the deal, ".
fn thing(words: &str, before: Span) -> u32 {
    let text = before.of(words);
    let named = DETERMINERS.iter().filter_map(|word| text.rfind(&format!(" {word} ")));
    let at = named.max().and_then(|at| u32::try_from(at + 1).ok());
    before.start + at.unwrap_or_default()
}

/// Words before a date that make it the time of a wish.
const HYPOTHETICAL: &[&str] =
    &["would", "could", "might", "hope", "hoped", "hopes", "expectations", "whether", "if"];

/// Words that speak of what is still to come.
const AHEAD: &[&str] = &[
    "will",
    "to be held",
    "plans",
    "planning",
    "scheduled",
    "set to",
    "due to",
    "is to",
    "are to",
    "upcoming",
    "wants",
];

/// Whether the words before a date make it the last day for something: "by May", not "opened by Berg on Sunday".
fn is_deadline(before: &str) -> bool {
    let before = format!(" {}", before.trim_end().to_lowercase());
    // What had been done by then has been.
    let had = before.contains(" had ") && !has_any(&before, AHEAD);
    !had && [" by", " by the end of", " by late", " by early", " before the end of"]
        .iter()
        .any(|phrase| before.ends_with(phrase))
}

/// Whether the words before a date say what somebody would do: "announced that he would leave at the end of the year".
fn is_promised(before: &str) -> bool {
    has_any(before, &["would"]) && !has_any(before, &["would have", "would not"])
}

fn is_possessive(words: &str, date: Span) -> bool {
    let own = date.of(words);
    let rest = words.get(date.end as usize..).unwrap_or_default();
    let marked = |text: &str| text.starts_with("’s") || text.starts_with("'s");
    own.ends_with("’s") || own.ends_with("'s") || marked(rest)
}

/// Words and marks that begin a clause.
const BORDERS: &[&str] = &[
    ", ",
    "; ",
    " – ",
    " — ",
    " that ",
    " after ",
    " before ",
    " when ",
    " where ",
    " while ",
    " as ",
    " which ",
    " who ",
    " because ",
    " but ",
    " and said ",
];

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(BORDERS).ok());

/// Where a sentence's clauses begin, as offsets into `words`, in order.
fn borders(words: &str, sentence: Span) -> Vec<u32> {
    let text = sentence.of(words);
    let found = FINDER.iter().flat_map(|finder| finder.find_overlapping_iter(text));
    let mut borders: Vec<u32> = found
        .map(|border| {
            let opens = text.get(border.range()).is_some_and(|border| border.starts_with(' '));
            let at = if opens { border.start() + 1 } else { border.end() };
            sentence.start + u32::try_from(at).unwrap_or_default()
        })
        .collect();
    borders.sort_unstable();
    borders
}

/// The words between the borders around a date.
fn segment(borders: &[u32], sentence: Span, date: Span) -> Span {
    let start = borders.iter().rev().find(|border| **border <= date.start);
    let end = borders.iter().find(|border| **border >= date.end);
    Span {
        start: start.copied().unwrap_or(sentence.start),
        end: end.copied().unwrap_or(sentence.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(text: &str, dates: &[&str]) -> Vec<Option<String>> {
        let spans: Vec<Span> = dates
            .iter()
            .map(|date| text.find(date).map(|at| Span::new(at, at + date.len())).unwrap())
            .collect();
        let whole = Span::new(0, text.len());
        let clauses = clauses(text, whole, &spans);
        clauses.iter().map(|clause| clause.map(|clause| clause.span.of(text).to_owned())).collect()
    }

    #[test]
    fn a_report_and_what_it_reports_are_two_clauses() {
        let text =
            "The Courier reported Tuesday that Ms Berg had offered a truce earlier this month.";
        let clauses = dated(text, &["Tuesday", "earlier this month"]);
        assert_eq!(clauses[0].as_deref(), Some("The Courier reported Tuesday "));
        assert_eq!(
            clauses[1].as_deref(),
            Some("that Ms Berg had offered a truce earlier this month.")
        );
    }

    #[test]
    fn a_date_in_a_relative_clause_dates_what_that_is_about() {
        let text = "Berg, who opened the quay in Oslo last week, left for Bergen with her staff.";
        let clauses = dated(text, &["last week"]);
        assert_eq!(clauses[0].as_deref(), Some("Berg, who opened the quay in Oslo last week, "));
    }

    #[test]
    fn what_is_said_of_a_thing_beside_the_matter_is_an_aside() {
        let aside = |text: &str, date: &str| {
            let at = text.find(date).unwrap();
            let date = Span::new(at, at + date.len());
            clauses(text, Span::new(0, text.len()), &[date])[0].unwrap().aside
        };
        assert!(aside("Berg will not give back Skerry, which the town bought in 1974.", "1974"));
        assert!(aside(
            "Berg said she would keep Skerry, the rock the town bought in 1974.",
            "1974"
        ));
        assert!(aside("The wall, finished in 1974, held for years, Berg said.", "1974"));
        assert!(!aside("Berg, the mayor, finished the wall in 1974, not Dahl.", "1974"));
        assert!(!aside("Berg will sell Skerry, the mayor of Oslo said on Monday.", "Monday"));
        assert!(!aside("After a night of talks, the town on Monday sold Skerry.", "Monday"));
        assert!(!aside("The wall fell on Monday, a day after the storm.", "Monday"));
    }

    #[test]
    fn a_verb_after_an_inserted_clause_has_its_subject() {
        let text = "The wall, finished in 1974, fell on Monday along the quay.";
        assert_eq!(
            dated(text, &["1974", "Monday"]),
            [Some("finished in 1974, ".to_owned()), Some(text.to_owned())]
        );
        let report = "Berg said on Monday, after a night of talks, that she left on Sunday.";
        assert_eq!(
            dated(report, &["Monday", "Sunday"])[1].as_deref(),
            Some("that she left on Sunday.")
        );
    }

    #[test]
    fn what_something_is_measured_against_dates_nothing() {
        let text = "Sales at the quay rose in February compared to the same month a year ago.";
        assert_eq!(dated(text, &["February", "the same month", "a year ago"])[1..], [None, None]);
        let text = "Sales at the quay dropped last month from the previous year.";
        assert_eq!(dated(text, &["last month", "the previous year"])[1], None);
    }

    #[test]
    fn the_time_of_the_last_thing_like_it_dates_nothing() {
        assert_eq!(dated("The quay posted its first annual loss since 1992.", &["1992"]), [None]);
        let held = "Berg has held the office since 1992.";
        assert_eq!(dated(held, &["1992"]), [Some(held.to_owned())]);
    }

    #[test]
    fn how_long_something_lasts_dates_nothing() {
        let since = "Berg, who has worked at the quay since 2011, left on Monday.";
        assert_eq!(dated(since, &["2011", "Monday"])[0], None);
        let until = "Berg, whose contract ends in 2034, left on Monday.";
        assert_eq!(dated(until, &["2034", "Monday"])[0], None);
        let won = "Berg, who has ruled since the war began in 2011, left on Monday.";
        assert!(dated(won, &["2011", "Monday"])[0].is_some());
    }

    #[test]
    fn a_clause_about_a_thing_takes_no_more_than_its_name_along() {
        let text = "Few voted for the deal, which had been thrown into doubt in March.";
        let own = "the deal, which had been thrown into doubt in March.";
        assert_eq!(dated(text, &["March"]), [Some(own.to_owned())]);
    }

    #[test]
    fn what_never_was_and_what_figures_are_of_date_nothing() {
        let unreal = "“Berg should have left on Monday,” Dahl said.";
        assert_eq!(dated(unreal, &["Monday"]), [None]);
        let left = "Berg should have known, but left on Monday.";
        assert!(dated(left, &["Monday"])[0].is_some());
        let figures =
            "The run began on Tuesday, a day after the quay told of a first-quarter loss.";
        assert_eq!(dated(figures, &["Tuesday", "first-quarter"])[1], None);
    }

    #[test]
    fn what_will_not_be_earlier_dates_nothing() {
        assert_eq!(dated("The quay is not expected to open before Monday.", &["Monday"]), [None]);
        let eve = "The quay had opened before Monday.";
        assert_eq!(dated(eve, &["Monday"]), [Some(eve.to_owned())]);
    }

    #[test]
    fn a_doer_is_no_deadline() {
        let ahead = |text: &str, date: &str| {
            let at = text.find(date).unwrap();
            let date = Span::new(at, at + date.len());
            clauses(text, Span::new(0, text.len()), &[date])[0].unwrap().ahead
        };
        assert!(!ahead("The quay was opened by Berg on Sunday.", "Sunday"));
        assert!(ahead("Berg wanted the quay open by Sunday.", "Sunday"));
        assert!(!ahead("The fire had burned nine boats by Sunday.", "Sunday"), "it has been");
    }

    #[test]
    fn the_year_of_a_thing_dates_nothing_beside_the_day_it_is_told_of() {
        let text = "Berg compared the 2011 version with her own on Sunday.";
        assert_eq!(dated(text, &["2011", "Sunday"]), [None, Some(text.to_owned())]);
    }

    #[test]
    fn a_hoped_for_date_dates_nothing_beside_the_day_of_the_hope() {
        let text = "Berg raised it on Sunday when she said she hoped they would sign this week.";
        assert_eq!(dated(text, &["on Sunday", "this week"])[1], None);
    }

    #[test]
    fn a_possessive_date_dates_nothing_beside_another() {
        let text = "Berg called late on Tuesday to praise Wednesday’s meeting.";
        assert_eq!(dated(text, &["late on Tuesday", "Wednesday"])[1], None);
        assert_eq!(dated(text, &["Wednesday"])[0].as_deref(), Some(text));
    }
}
