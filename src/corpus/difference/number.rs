//! Numbers of things in a sentence, so that another account's can contradict them.

mod money;
mod toll;

use super::super::words::{self, Hash, hash, stem};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// A number of things.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// What is counted: the noun, or what befell people.
    pub(super) head: Hash,
    /// What kind of thing that is.
    pub(super) counts: Counts,
    /// The number in digits.
    pub(super) value: String,
    /// The number and its noun as printed.
    pub(super) text: String,
    /// Whether it may be more: "at least 12".
    pub(super) open: bool,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// Things.
    Things,
    /// A unit, which says little of what is meant: `4 percent`.
    Units,
    /// A sum of money.
    Money,
    /// People whom something befell, or the two sides of a vote.
    Harm,
}

/// Nouns that only measure.
const UNITS: &[&str] = &[
    "billion",
    "day",
    "dollar",
    "euro",
    "hour",
    "kilometer",
    "kilometre",
    "mile",
    "million",
    "minute",
    "month",
    "percent",
    "point",
    "pound",
    "time",
    "trillion",
    "week",
    "year",
];

/// Words before a number that leave it open.
const ABOUT: &[&str] = &[
    "about",
    "almost",
    "approximately",
    "around",
    "least",
    "most",
    "nearly",
    "over",
    "roughly",
    "some",
    "than",
    "under",
];

/// Numbers of things: `14 ships`, `13 people were hurt`. Years, and numbers left open, are none.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let tokens = Tokens(text.split_whitespace().collect());
    (0..tokens.0.len()).filter_map(|at| tokens.number(at)).collect()
}

/// Whether a sentence counts people whom something befell, or money, or tells how a vote ended.
pub(in super::super) fn tells_a_count(text: &str) -> bool {
    // Few sentences have a word that could make them so, and each is asked.
    if COUNTED.as_ref().is_some_and(|words| !words.is_match(text)) {
        return false;
    }
    let tokens = Tokens(text.split_whitespace().collect());
    (0..tokens.0.len()).any(|at| {
        let counted = |number: Number| matches!(number.counts, Counts::Harm | Counts::Money);
        tokens.number(at).is_some_and(counted)
    })
}

/// The words of a sentence with their marks.
struct Tokens<'a>(Vec<&'a str>);

impl Tokens<'_> {
    fn get(&self, at: usize) -> &str {
        self.0.get(at).copied().unwrap_or_default()
    }

    /// The word some places before another.
    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.get(at))
    }

    fn number(&self, at: usize) -> Option<Number> {
        if let Some(result) = self.result(at) {
            return Some(result);
        }
        if let Some((sum, _)) = self.money(at) {
            return Some(sum).filter(|_| !self.is_open(at));
        }
        let value = value(self.get(at))?;
        if let Some(told) = self.toll(at).or_else(|| self.crowd(at)) {
            return Some(told);
        }
        let open = self.is_open(at);
        if open && !self.is_at_least(at) {
            return None;
        }
        if let Some(both) = self.with_next(at) {
            return self.harm_of_both(at, both);
        }
        // With the number before it, it has been told.
        if (at.saturating_sub(4)..at).any(|first| self.with_next(first) == Some(at)) {
            return None;
        }
        if let Some((head, from, to)) = self.harm(at) {
            let text = self.text(from, to);
            return Some(Number { head, counts: Counts::Harm, value, text, open });
        }
        if open {
            return None;
        }
        // "9 of 12 counts" tells of 9 counts.
        let of_all = self.get(at + 1) == "of" && self::value(self.get(at + 2)).is_some();
        let noun = self.noun(if of_all { at + 3 } else { at + 1 });
        let folded = words::words(self.get(noun)).next()?;
        let is_noun = !words::is_stop(&folded) && folded.chars().all(char::is_alphabetic);
        let whole = if of_all { noun } else { at + 1 };
        let text = format!("{} {}", self.get(at), self.text(whole.min(noun), noun));
        let noun = stem(&folded);
        let counts = if is_unit(&folded) { Counts::Units } else { Counts::Things };
        is_noun.then(|| Number { head: hash(noun), counts, value, text, open: false })
    }

    /// The place of what is counted, which may stand after a word that describes it: "212 uncounted ballots".
    fn noun(&self, at: usize) -> usize {
        let (first, next) = (self.get(at), self.get(at + 1));
        let plain = |word: &str| word.chars().all(|c| c.is_ascii_lowercase());
        let described = plain(first) && !first.ends_with('s') && !is_unit(first);
        let several = plain(bare(next)) && bare(next).len() > 4 && bare(next).ends_with('s');
        let stops = words::is_stop(first) || words::is_stop(bare(next));
        if described && several && !stops { at + 1 } else { at }
    }

    /// The number that something befell with those of another: "four children and two adults were killed".
    fn with_next(&self, at: usize) -> Option<usize> {
        value(self.get(at))?;
        let and = (at + 2..=at + 3).find(|and| self.get(*and) == "and")?;
        let ends = |from: usize, to: usize| (from..to).any(|at| self.get(at).ends_with([',', ';']));
        let next = and + 1;
        value(self.get(next))?;
        let counted = words::words(self.get(next + 1)).next()?;
        let others = words::is_stop(&counted) || befell(&counted).is_some();
        let befallen = befell(self.before(at, 1)).is_some();
        // "It killed two people and three others were hurt" tells of two things that befell people.
        let one = befallen != self.harm(next).is_some();
        (one && !others && !ends(at, and)).then_some(next)
    }

    /// How many something befell, counted in two numbers.
    fn harm_of_both(&self, at: usize, next: usize) -> Option<Number> {
        let both = [at, next].map(|at| value(self.get(at))?.parse::<u64>().ok());
        let sum = both[0]? + both[1]?;
        let (head, from, to) = match befell(self.before(at, 1)) {
            Some(head) => (head, at - 1, next + 1),
            None => self.harm(next).map(|(head, _, to)| (head, at, to))?,
        };
        let (value, text) = (sum.to_string(), self.text(from, to));
        Some(Number { head, counts: Counts::Harm, value, text, open: false })
    }

    /// How a vote ended: "voted 54 to 47", "by 54 votes to 47", "voted 54-47".
    fn result(&self, at: usize) -> Option<Number> {
        self.tally(at).or_else(|| self.sides(at))
    }

    /// A vote told as one word.
    fn tally(&self, at: usize) -> Option<Number> {
        let (won, lost) = bare(self.get(at)).split_once(['-', '–'])?;
        let voted = (at.saturating_sub(2)..at).any(|word| is_one_of(self.get(word), VOTES));
        let digits = |side: &str| side.bytes().all(|byte| byte.is_ascii_digit());
        let value = format!("{} to {}", value(won)?, value(lost)?);
        (voted && digits(won) && digits(lost)).then(|| Number {
            head: hash("voted"),
            counts: Counts::Harm,
            value,
            text: self.text(at, at),
            open: false,
        })
    }

    fn sides(&self, at: usize) -> Option<Number> {
        // Asked first: most words are no number.
        let won = value(self.get(at))?;
        let to = if is_one_of(self.get(at + 1), VOTES) { at + 2 } else { at + 1 };
        let voted =
            to == at + 2 || (at.saturating_sub(3)..at).any(|word| is_one_of(self.get(word), VOTES));
        let lost = value(bare(self.get(to + 1)))?;
        (voted && self.get(to) == "to").then(|| Number {
            head: hash("voted"),
            counts: Counts::Harm,
            value: format!("{won} to {lost}"),
            text: self.text(at, to + 1),
            open: false,
        })
    }

    /// Whether a number is left open, is the end of a range, or is what another is part of.
    fn is_open(&self, at: usize) -> bool {
        let last = self.before(at, 1).to_lowercase();
        let one_more = self.before(at, 2);
        let of_all = last == "of" && value(one_more).is_some();
        let range =
            last == "to" && (one_more.eq_ignore_ascii_case("up") || value(one_more).is_some());
        ABOUT.contains(&last.as_str()) || of_all || range || value(&last).is_some()
    }

    /// What befell the people whom a number counts, and the words that say so: "killed 3", "13 people were hurt".
    fn harm(&self, at: usize) -> Option<(Hash, usize, usize)> {
        let back = if self.is_at_least(at) { 3 } else { 1 };
        if let Some(head) = befell(self.before(at, back)) {
            return Some((head, at - back, at));
        }
        for place in at + 1..=at + 6 {
            let ended = self.before(place, 1).ends_with([',', ';', '.', ':']);
            if ended || value(self.get(place)).is_some() || self.get(place) == "and" {
                return None;
            }
            if let Some(head) = befell(self.get(place)) {
                return Some((head, at, place));
            }
        }
        None
    }

    fn text(&self, from: usize, to: usize) -> String {
        bare(&self.0.get(from..=to).unwrap_or_default().join(" ")).to_owned()
    }
}

/// Words that tell of a vote.
const VOTES: &[&str] = &["ballot", "vote", "voted", "votes"];

/// What befalls people, each in the words that tell of it.
const BEFELL: &[&[&str]] = &[
    &["arrested", "arresting", "detained", "detaining"],
    &["dead", "died", "killed", "killing", "kills"],
    &["evacuated", "evacuating"],
    &[
        "hospitalised",
        "hospitalized",
        "hurt",
        "hurting",
        "injured",
        "injures",
        "injuring",
        "wounded",
        "wounding",
    ],
    &["missing"],
];

/// The words without which nothing that befell people is counted, no crowd, no money and no vote.
static COUNTED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let befell = BEFELL.iter().copied().flatten().copied();
    let words = befell.chain(toll::words()).chain(money::words()).chain(VOTES.iter().copied());
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.contains(&bare(word).to_lowercase().as_str())
}

fn is_unit(noun: &str) -> bool {
    UNITS.iter().any(|unit| noun.trim_end_matches('s') == *unit)
}

fn befell(word: &str) -> Option<Hash> {
    let word = bare(word).to_lowercase();
    let forms = BEFELL.iter().find(|forms| forms.contains(&word.as_str()))?;
    forms.first().map(|first| hash(first))
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£'))
}

/// A number, in digits; none for a year or a date.
fn value(token: &str) -> Option<String> {
    // "One" is a pronoun as often as a number.
    if let Some(count) = words::cardinal(token).filter(|count| *count > 1) {
        return Some(count.to_string());
    }
    let plain = token.trim_start_matches(['$', '€', '£']);
    if !plain.starts_with(|c: char| c.is_ascii_digit() || c == ',') {
        return None;
    }
    let plain = plain.trim_end_matches(['.', ';', ':']).replace(',', "");
    let is_year = plain.len() == 4 && (plain.starts_with("19") || plain.starts_with("20"));
    let is_number = plain.starts_with(|c: char| c.is_ascii_digit()) && plain.parse::<f64>().is_ok();
    (is_number && !is_year).then_some(plain)
}

/// Whether one number is the other, rounded: 14 and 14.2, 3,000 and 3,400.
pub(super) fn is_rounded(left: &str, right: &str) -> bool {
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (short, long) =
        if decimals(left) < decimals(right) { (left, right) } else { (right, left) };
    let Ok(exact) = long.parse::<f64>() else { return false };
    format!("{exact:.*}", decimals(short)) == short
        || is_round(left, right)
        || is_round(right, left)
}

/// Whether a number of thousands is another with all but its first digits left out.
fn is_round(short: &str, long: &str) -> bool {
    let left_out = short.len() - short.trim_end_matches('0').len();
    let unit = u32::try_from(left_out).ok().and_then(|zeros| 10_u64.checked_pow(zeros));
    let (Ok(rounded), Ok(exact), Some(unit)) = (short.parse::<u64>(), long.parse::<u64>(), unit)
    else {
        return false;
    };
    short.len() > 3 && exact.saturating_add(unit / 2) / unit * unit == rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        numbers(text).into_iter().map(|number| number.text).collect()
    }

    #[test]
    fn a_number_of_things_is_read_and_a_year_is_not() {
        let text = "Some 30 boats and 14 ships left in 2019 together, over 9 miles out.";
        assert_eq!(texts(text), ["14 ships"]);
    }

    #[test]
    fn what_is_counted_may_be_described() {
        assert_eq!(texts("They found 212 uncounted ballots."), ["212 uncounted ballots"]);
        let heads = |text: &str| numbers(text)[0].head;
        assert_eq!(heads("They found 212 uncounted ballots."), heads("They found 221 ballots."));
        assert_eq!(texts("They sank 14 boats near islands."), ["14 boats"]);
    }

    #[test]
    fn small_numbers_in_words_are_numbers() {
        assert_eq!(value("Twelve").as_deref(), Some("12"));
        assert_eq!(value("1,200").as_deref(), Some("1200"));
        assert_eq!(value("Fifty-four").as_deref(), Some("54"));
        assert_eq!(value("ninety").as_deref(), Some("90"));
        assert_eq!(value("fifty-odd"), None);
    }

    #[test]
    fn a_part_is_a_number_of_what_the_whole_counts() {
        assert_eq!(texts("The jury found him guilty on 9 of 12 counts."), ["9 counts"]);
        assert_eq!(texts("The bid rose to 5 percent, and may go up to 7 percent."), ["5 percent"]);
    }

    #[test]
    fn a_vote_is_both_its_sides_in_words_or_digits() {
        let result = |text: &str| {
            let all = numbers(text);
            all.first().map(|number| (number.value.clone(), number.text.clone()))
        };
        let told = |value: &str, text: &str| Some((value.to_owned(), text.to_owned()));
        assert_eq!(result("Members voted 54 to 47."), told("54 to 47", "54 to 47"));
        assert_eq!(result("She lost by 56 votes to 47."), told("56 to 47", "56 votes to 47"));
        assert_eq!(
            result("The council voted fifty-four to forty-seven, and left."),
            told("54 to 47", "fifty-four to forty-seven")
        );
        assert_eq!(result("Members voted 54-47 to leave."), told("54 to 47", "54-47"));
        assert_eq!(result("The bridge is 54 to 60 feet long."), None);
        assert_eq!(result("Her side won 3-2 in Oslo."), None);
    }

    #[test]
    fn what_befell_two_kinds_of_people_befell_all_of_them() {
        let told = |text: &str| {
            let all = numbers(text);
            all.into_iter().map(|one| (one.value, one.text)).collect::<Vec<_>>()
        };
        let one = |value: &str, text: &str| vec![(value.to_owned(), text.to_owned())];
        let text = "Four children and two adults were killed.";
        assert_eq!(told(text), one("6", "Four children and two adults were killed"));
        let text = "The quay fell, killing four children and two adults.";
        assert_eq!(told(text), one("6", "killing four children and two adults"));
        let values = |text: &str| told(text).into_iter().map(|one| one.0).collect::<Vec<_>>();
        assert_eq!(values("It killed two people and three others were hurt."), ["2", "3"]);
    }

    #[test]
    fn people_hurt_are_counted_in_any_words() {
        assert_eq!(texts("The crash injured 11 people."), ["injured 11"]);
        assert_eq!(texts("All were saved, but 13 of them were hurt."), ["13 of them were hurt"]);
        let heads = |text: &str| numbers(text)[0].head;
        assert_eq!(heads("It injured 11 people."), heads("In all 13 people were hurt."));
        assert_ne!(heads("It injured 11 people."), heads("It killed 11 people."));
    }

    #[test]
    fn a_sum_of_money_is_one_however_it_is_written() {
        let sum = |text: &str| {
            let all = numbers(text);
            let told = |one: &Number| (one.value.clone(), one.text.clone(), one.head);
            all.first().map(told)
        };
        let euro =
            |value: &str, text: &str| Some((value.to_owned(), text.to_owned(), hash("euro")));
        assert_eq!(sum("It is worth 6.4 billion euros."), euro("6400000000", "6.4 billion euros"));
        assert_eq!(sum("They paid €6.4bn in all."), euro("6400000000", "€6.4bn"));
        assert_eq!(sum("The loan of €45,000, told first."), euro("45000", "€45,000"));
        assert_eq!(sum("It cost more than 3 million euros."), None);
    }

    #[test]
    fn a_toll_is_told_by_what_it_counts_or_has_come_to() {
        let told = |text: &str| {
            let all = numbers(text);
            all.first().map(|one| (one.value.clone(), one.open))
        };
        let dead = numbers("It killed 14.")[0].head;
        for text in [
            "The number of people killed by the storm rose to 14 on Monday.",
            "The death toll has climbed to 14.",
            "The death toll reached 14.",
        ] {
            assert_eq!(told(text), Some(("14".to_owned(), false)), "{text}");
            assert_eq!(numbers(text)[0].head, dead, "{text}");
        }
        assert_eq!(told("At least 12 people were killed."), Some(("12".to_owned(), true)));
        assert_eq!(told("More than 12 people were killed."), None);
        assert_eq!(told("The number of ships rose to 14."), None);
    }

    #[test]
    fn a_crowd_is_counted_where_one_gathers() {
        let crowd = numbers("On Saturday 20,000 people marched through Oslo.")[0].head;
        assert_eq!(numbers("Marchers came; the police counted 8,000 of them.")[0].head, crowd);
        assert_ne!(numbers("The plant employs 8,000 people.")[0].head, crowd);
    }

    #[test]
    fn a_rounded_number_is_the_same() {
        assert!(is_rounded("14", "14.2"));
        assert!(!is_rounded("14", "15.2"));
        assert!(is_rounded("3000", "3400"));
        assert!(!is_rounded("58000", "61000"));
    }
}
