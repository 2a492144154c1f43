//! One saying in several wordings: which quotations are the same saying, and which of their words differ.

use super::words::{Change, compare};
use serde::Serialize;
use std::collections::BTreeSet;

/// Two sayings are one where this share of the shorter one's words, in percent, also stands in the other, and not fewer than
/// [`FEWEST`]: “We will” and “We won” share half their words.
const SHARED: usize = 50;
/// See [`SHARED`].
const FEWEST: usize = 3;

/// Words of a saying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether another account has other words there.
    pub varies: bool,
}

impl Piece {
    /// A text in one piece.
    pub fn whole(text: &str, varies: bool) -> Vec<Self> {
        vec![Self { text: text.to_owned(), varies }]
    }

    /// The text that pieces were cut from.
    pub fn joined(pieces: &[Self]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Whether any two of some texts are one saying in different words.
pub fn any_vary<'t>(texts: impl IntoIterator<Item = &'t str>) -> bool {
    let texts: Vec<Words<'_>> = texts.into_iter().map(Words::of).collect();
    let sayings: Vec<Saying<'_>> = texts.iter().map(Words::saying).collect();
    let mut rest = sayings.as_slice();
    while let Some((one, others)) = rest.split_first() {
        if others.iter().any(|other| one.likeness(other).is_some()) {
            return true;
        }
        rest = others;
    }
    false
}

/// Each text, cut where its words differ from the likest of those of other accounts; in one piece where none of them is the
/// same saying.
pub fn pieces(accounts: &[Vec<String>]) -> Vec<Vec<Vec<Piece>>> {
    let all: Vec<Vec<Words<'_>>> =
        accounts.iter().map(|texts| texts.iter().map(|text| Words::of(text)).collect()).collect();
    let sayings: Vec<Vec<Saying<'_>>> =
        all.iter().map(|texts| texts.iter().map(Words::saying).collect()).collect();
    let cut = |at: usize, words: &Words<'_>, own: &Saying<'_>| {
        let others = (0..).zip(&sayings).filter(|(other, _)| *other != at);
        let like = others
            .flat_map(|(_, sayings)| sayings)
            .filter_map(|other| Some((own.likeness(other)?, other)));
        let likest = like.max_by_key(|(shared, _)| *shared).map(|(_, other)| other);
        let changes = likest.and_then(|other| compare(&own.words, &other.words));
        changes.map_or_else(|| Piece::whole(&words.text(), false), |changes| words.cut(&changes))
    };
    let account = |(at, (texts, sayings)): (usize, (&Vec<Words<'_>>, &Vec<Saying<'_>>))| {
        texts.iter().zip(sayings).map(|(words, own)| cut(at, words, own)).collect()
    };
    all.iter().zip(&sayings).enumerate().map(account).collect()
}

/// The bare words of a text, in order and each once.
struct Saying<'w> {
    words: Vec<&'w str>,
    set: BTreeSet<&'w str>,
}

impl Saying<'_> {
    /// How many words two sayings share; `None` where they say the same words, or different things.
    fn likeness(&self, other: &Self) -> Option<usize> {
        let shared = self.set.intersection(&other.set).count();
        let shorter = self.set.len().min(other.set.len());
        let alike = shared >= FEWEST && shared * 100 >= shorter * SHARED;
        (alike && self.words != other.words).then_some(shared)
    }
}

/// A text's words: each as it stands, with the space after it, and bare.
struct Words<'t>(Vec<(&'t str, String)>);

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let words = text.split_inclusive(char::is_whitespace);
        Self(words.map(|word| (word, bare(word))).collect())
    }

    /// The words without their marks; a dash alone is none.
    fn saying(&self) -> Saying<'_> {
        let words: Vec<&str> =
            self.0.iter().map(|(_, bare)| bare.as_str()).filter(|bare| !bare.is_empty()).collect();
        Saying { set: words.iter().copied().collect(), words }
    }

    fn text(&self) -> String {
        self.0.iter().map(|(word, _)| *word).collect()
    }

    /// The text in pieces. Where an account only begins later or ends sooner, nothing differs.
    fn cut(&self, changes: &[Change<'_>]) -> Vec<Piece> {
        let both = |change: &Change<'_>| matches!(change, Change::Same(_));
        let first = changes.iter().position(both).unwrap_or(0);
        let last = changes.iter().rposition(both).unwrap_or(0);
        let ends = |range: &[Change<'_>]| !range.iter().any(|one| matches!(one, Change::Second(_)));
        let (lead, tail) = (changes.get(..first), changes.get(last + 1..));
        let (lead, tail) = (lead.is_some_and(ends), tail.is_some_and(ends));
        let own = (0..).zip(changes).filter(|(_, change)| !matches!(change, Change::Second(_)));
        let spared = |at: usize| (lead && at < first) || (tail && at > last);
        let mut differs = own.map(|(at, change)| !both(change) && !spared(at));
        let mut pieces: Vec<Piece> = Vec::new();
        for (word, bare) in &self.0 {
            let before = pieces.last().is_some_and(|piece| piece.varies);
            let varies = if bare.is_empty() { before } else { differs.next().unwrap_or(false) };
            match pieces.last_mut() {
                Some(piece) if piece.varies == varies => piece.text.push_str(word),
                Some(piece) if piece.varies => {
                    let space = piece.text.split_off(piece.text.trim_end().len());
                    pieces.push(Piece { text: space + word, varies });
                }
                _ => pieces.push(Piece { text: (*word).to_owned(), varies }),
            }
        }
        pieces
    }
}

/// A word without its marks, folded.
fn bare(word: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with words that vary in brackets.
    fn tinted(text: &str, other: &str) -> String {
        let show =
            |piece: Piece| if piece.varies { format!("[{}]", piece.text) } else { piece.text };
        let accounts = [vec![text.to_owned()], vec![other.to_owned()]];
        pieces(&accounts).swap_remove(0).swap_remove(0).into_iter().map(show).collect()
    }

    #[test]
    fn words_that_another_account_has_otherwise_are_told_apart() {
        let (one, other) = ("We will open the bridge.", "we shall open – the bridge");
        assert_eq!(tinted(one, other), "We [will] open the bridge.");
        assert_eq!(tinted(other, one), "we [shall] open – the bridge");
        assert_eq!(tinted("It is a shame", "it was all a shame"), "It [is] a shame");
    }

    #[test]
    fn a_saying_cut_shorter_does_not_differ() {
        let (long, short) = ("In June we will open the bridge, rain or shine", "open the bridge");
        assert_eq!((tinted(long, short).as_str(), tinted(short, long).as_str()), (long, short));
    }

    #[test]
    fn other_sayings_and_the_same_words_are_in_one_piece() {
        assert!(!any_vary(["The bridge is safe", "I resign at once"]));
        assert!(!any_vary(["“The bridge is safe,”", "the bridge is safe"]));
        assert!(!any_vary(["We will not", "We won"]));
        assert!(any_vary(["The bridge is safe", "That bridge is quite safe"]));
        assert_eq!(tinted("The bridge is safe", "I resign"), "The bridge is safe");
    }
}
