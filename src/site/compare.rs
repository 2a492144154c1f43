//! The compare table of an event: point by point, what each outlet says, with a verdict; and whose words are whose.
//!
//! Everything in it is read from the event's own passages: where accounts differ, whom they quote, whom and what they name.

use super::cited::{Ref, reference};
use super::entry::{Account, Entry};
use super::listed::{Link, Named};
use super::permalink::Permalink;
use super::rights::Allowance;
use super::variant::{Piece, any_vary, pieces};
use crate::corpus::event::EventQuote;
use crate::corpus::{Difference, DifferenceKind, Passage};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Names of one kind that are compared at most.
const NAMES: usize = 5;
/// Words of a run that tells whose wording it is.
const RUN: usize = 5;

/// One point of the comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What it is about.
    #[serde(flatten)]
    pub point: Point,
    /// How the accounts stand to each other.
    pub verdict: Verdict,
    /// How many outlets say something on it.
    pub said: usize,
    /// What each outlet says, in the order of the columns; empty where it says nothing.
    pub cells: Vec<Vec<SaidCard>>,
}

/// What a point of the comparison is about.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "about", rename_all = "lowercase")]
pub enum Point {
    /// Something on which accounts differ.
    Differ {
        /// What.
        kind: DifferenceKind,
    },
    /// Words of one speaker.
    Quoted {
        /// Who said them; `None` where no account tells.
        speaker: Option<String>,
    },
    /// A name.
    Named {
        /// Whose.
        name: Link,
        /// `person`, `place` or `organisation`.
        kind: &'static str,
    },
}

/// How accounts stand to each other on one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They say different things.
    Differ,
    /// They say one thing in different words.
    Wording,
    /// They say the same.
    Agree,
    /// They quote different sayings.
    Apart,
    /// Only one says anything.
    One,
}

/// What one outlet says on one point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SaidCard {
    /// Its words, with those told apart that another outlet has otherwise; none where they may not be shown.
    pub pieces: Vec<Piece>,
    /// Where.
    pub refs: Vec<Ref>,
}

/// One row of the overlap matrix.
#[derive(Clone, Debug, Serialize)]
pub struct Overlap {
    /// The outlet's name; empty where none is known.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Percent of its five-word runs that also stand in each outlet's passages; `None` for its own.
    pub shares: Vec<Option<usize>>,
}

/// A name that the passages of an event use, with every way of writing it.
pub type Spelled<'a> = (Named<'a>, Vec<&'a str>);

impl SaidCard {
    fn text(&self) -> String {
        Piece::joined(&self.pieces)
    }
}

/// The points of an event: differences first, then quoted words, then names that several outlets use. Which words differ is told
/// apart by [`tint`].
pub fn rows<'a>(
    entry: &Entry<'a>,
    names: &[Spelled<'a>],
    page: &Permalink,
    allowance: &mut Allowance<'a>,
) -> Vec<Row> {
    let accounts = &entry.accounts;
    let mut rows: Vec<Row> =
        entry.differences.iter().map(|one| differ(accounts, one, page)).collect();
    rows.extend(quoted(entry, page, allowance));
    for kind in ["person", "place", "organisation"] {
        let of_kind = names.iter().filter(|(name, _)| name.folder.name() == kind);
        let mut own: Vec<Row> =
            of_kind.map(|name| named(accounts, name, page)).filter(|row| row.said > 1).collect();
        own.sort_by_key(|row| std::cmp::Reverse(row.said));
        own.truncate(NAMES);
        rows.extend(own);
    }
    rows
}

/// Whether a passage is one of an account's articles.
fn is_of(account: &Account<'_>, passage: &Passage) -> bool {
    account.passages.iter().any(|one| one.article == passage.article)
}

fn row(point: Point, verdict: Verdict, cells: Vec<Vec<SaidCard>>) -> Row {
    let said = cells.iter().filter(|cell| !cell.is_empty()).count();
    let verdict = if said == 1 && verdict != Verdict::Differ { Verdict::One } else { verdict };
    Row { point, verdict, said, cells }
}

fn differ(accounts: &[Account<'_>], difference: &Difference, page: &Permalink) -> Row {
    let cell = |account: &Account<'_>| {
        let said = difference.claims.iter().filter_map(|claim| {
            let here = claim.passages.iter().filter(|passage| is_of(account, passage));
            let mut refs: Vec<Ref> =
                here.map(|passage| reference(passage, &account.outlet, page)).collect();
            refs.dedup();
            (!refs.is_empty()).then(|| SaidCard { pieces: Piece::whole(&claim.text, true), refs })
        });
        said.collect()
    };
    let point = Point::Differ { kind: difference.kind };
    row(point, Verdict::Differ, accounts.iter().map(cell).collect())
}

/// A row for each speaker.
fn quoted<'a>(entry: &Entry<'a>, page: &Permalink, allowance: &mut Allowance<'a>) -> Vec<Row> {
    let mut speakers: BTreeMap<(bool, Option<&'a str>), Vec<&'a EventQuote>> = BTreeMap::new();
    for quote in &entry.event.quotes {
        let speaker = quote.speaker.as_deref();
        speakers.entry((speaker.is_none(), speaker)).or_default().push(quote);
    }
    let one = |((_, speaker), quotes): ((bool, Option<&str>), Vec<&'a EventQuote>)| {
        let cell = |account: &Account<'a>| {
            let here = quotes.iter().filter(|quote| is_of(account, &quote.passage));
            let here: Vec<_> = here.copied().collect();
            (said(account, &here, page, allowance), here)
        };
        let (cells, here): (Vec<_>, Vec<_>) = entry.accounts.iter().map(cell).unzip();
        let verdict = of_sayings(&here);
        let point = Point::Quoted { speaker: speaker.map(str::to_owned) };
        row(point, verdict, cells)
    };
    speakers.into_iter().map(one).filter(|row| row.said > 0).collect()
}

/// How the quotes of one speaker in several accounts stand to each other: only two versions of one saying differ in wording.
fn of_sayings(accounts: &[Vec<&EventQuote>]) -> Verdict {
    let said = |quotes: &Vec<&EventQuote>| -> BTreeSet<Vec<String>> {
        quotes.iter().map(|quote| words(&quote.passage.text)).collect()
    };
    let all: Vec<BTreeSet<Vec<String>>> =
        accounts.iter().filter(|quotes| !quotes.is_empty()).map(said).collect();
    let quotes = accounts.iter().flatten().map(|quote| quote.passage.text.as_str());
    if all.windows(2).all(|pair| pair.first() == pair.last()) {
        Verdict::Agree
    } else if any_vary(quotes) {
        Verdict::Wording
    } else {
        Verdict::Apart
    }
}

/// Quotes of one account, the same words once.
fn said<'a>(
    account: &Account<'a>,
    quotes: &[&'a EventQuote],
    page: &Permalink,
    allowance: &mut Allowance<'a>,
) -> Vec<SaidCard> {
    let mut cards: Vec<(Vec<String>, SaidCard)> = Vec::new();
    for quote in quotes {
        let passage = &quote.passage;
        let at = reference(passage, &account.outlet, page);
        let bare = words(&passage.text);
        if let Some((_, card)) = cards.iter_mut().find(|(known, _)| *known == bare) {
            if !card.refs.contains(&at) {
                card.refs.push(at);
            }
        } else {
            let text = allowance.quote(&passage.article, bare_end(&passage.text));
            let pieces = text.map(|text| Piece::whole(&format!("“{text}”"), false));
            cards.push((bare, SaidCard { pieces: pieces.unwrap_or_default(), refs: vec![at] }));
        }
    }
    cards.into_iter().map(|(_, card)| card).collect()
}

/// Tells apart the quoted words that another account of the same saying has otherwise.
pub fn tint(rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|row| matches!(row.point, Point::Quoted { .. })) {
        let texts: Vec<Vec<String>> =
            row.cells.iter().map(|cell| cell.iter().map(SaidCard::text).collect()).collect();
        let cards = row.cells.iter_mut().flatten();
        for (card, pieces) in cards.zip(pieces(&texts).into_iter().flatten()) {
            card.pieces = pieces;
        }
    }
}

/// Quoted words without the comma that only led on to who said them.
pub fn bare_end(quoted: &str) -> &str {
    quoted.trim_end_matches([',', ' '])
}

/// How each outlet's passages write a name.
fn named(accounts: &[Account<'_>], (name, spellings): &Spelled<'_>, page: &Permalink) -> Row {
    let cell = |account: &Account<'_>| {
        let found = account.passages.iter().filter_map(|passage| {
            let written = spellings.iter().filter(|spelling| holds(&passage.text, spelling));
            let longest = written.max_by_key(|spelling| spelling.len())?;
            Some((*longest, reference(passage, &account.outlet, page)))
        });
        let mut cards: Vec<SaidCard> = Vec::new();
        for (written, at) in found {
            match cards.iter_mut().find(|card| card.text() == written) {
                Some(card) if !card.refs.contains(&at) => card.refs.push(at),
                Some(_) => {}
                None => {
                    cards.push(SaidCard { pieces: Piece::whole(written, true), refs: vec![at] });
                }
            }
        }
        cards
    };
    let cells: Vec<Vec<SaidCard>> = accounts.iter().map(cell).collect();
    let verdict = if alike(&cells) { Verdict::Agree } else { Verdict::Wording };
    row(Point::Named { name: name.show(page), kind: name.folder.name() }, verdict, cells)
}

/// Whether every two accounts share a way of writing a name, be it the shorter form of a longer one.
fn alike(cells: &[Vec<SaidCard>]) -> bool {
    let all: Vec<Vec<Vec<String>>> = cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.iter().map(|card| words(&card.text())).collect())
        .collect();
    let meet = |one: &Vec<String>, other: &Vec<String>| {
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        short.iter().all(|word| long.contains(word))
    };
    all.iter().all(|one| {
        all.iter().all(|other| one.iter().any(|one| other.iter().any(|other| meet(one, other))))
    })
}

/// Whether a text holds a name as whole words.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        apart(before) && apart(after)
    })
}

/// A text's words, folded, without its marks.
fn words(text: &str) -> Vec<String> {
    each_word(text).collect()
}

fn each_word(text: &str) -> impl Iterator<Item = String> {
    let within = |c: &char| matches!(c, '’' | '\'' | '.');
    let words = text.split(move |c: char| !(c.is_alphanumeric() || within(&c)));
    let bare = words.map(move |word| {
        word.chars().filter(|c| !within(c)).flat_map(char::to_lowercase).collect::<String>()
    });
    bare.filter(|word| !word.is_empty())
}

/// How many of each outlet's five-word runs also stand in each other's passages; empty where none does.
pub fn overlap(accounts: &[Account<'_>]) -> Vec<Overlap> {
    let runs: Vec<BTreeSet<Vec<String>>> = accounts
        .iter()
        .map(|account| account.passages.iter().flat_map(|passage| runs(&passage.text)).collect())
        .collect();
    let row = |(place, (account, own)): (usize, (&Account<'_>, &BTreeSet<Vec<String>>))| Overlap {
        name: account.outlet.name.to_owned(),
        code: account.outlet.code.to_string(),
        shares: (0..)
            .zip(&runs)
            .map(|(other, theirs)| (other != place).then(|| share(own, theirs)))
            .collect(),
    };
    let rows: Vec<_> = accounts.iter().zip(&runs).enumerate().map(row).collect();
    let any =
        rows.iter().flat_map(|row| &row.shares).any(|share| share.is_some_and(|share| share > 0));
    if any { rows } else { Vec::new() }
}

fn runs(text: &str) -> Vec<Vec<String>> {
    words(text).windows(RUN).map(<[String]>::to_vec).collect()
}

fn share(own: &BTreeSet<Vec<String>>, theirs: &BTreeSet<Vec<String>>) -> usize {
    (own.intersection(theirs).count() * 100 + own.len() / 2).checked_div(own.len()).unwrap_or(0)
}

/// Whether two passages say the same words, whatever their marks.
pub fn same_words(one: &str, other: &str) -> bool {
    one == other || each_word(one).eq(each_word(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_whole_words() {
        assert!(holds("Mayor Quill’s speech", "Quill") && !holds("Quillfeather spoke", "Quill"));
    }

    #[test]
    fn shared_wording_is_counted_in_runs_of_five() {
        let of = |text: &str| runs(text).into_iter().collect::<BTreeSet<_>>();
        let (one, two) =
            (of("the bridge stuck open on Monday"), of("The bridge stuck open on a rope"));
        assert_eq!(
            (share(&one, &two), share(&one, &one), share(&of("too short"), &one)),
            (50, 100, 0)
        );
    }
}
