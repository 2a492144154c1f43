//! Sums of money, however they are written: "$1.2 billion", "€6.4bn", "38 million euros", "£45,000".

use super::super::super::words::{Hash, hash};
use super::{Counts, Number, Tokens, bare, value};

/// Signs and words of a currency, and the one it is known by. The words without the `s` of several.
const CURRENCIES: &[(&str, &str)] = &[
    ("$", "dollar"),
    ("dollar", "dollar"),
    ("euro", "euro"),
    ("franc", "franc"),
    ("krona", "krone"),
    ("krone", "krone"),
    ("kroner", "krone"),
    ("kronor", "krone"),
    ("pound", "pound"),
    ("ruble", "rouble"),
    ("rouble", "rouble"),
    ("rupee", "rupee"),
    ("yen", "yen"),
    ("yuan", "yuan"),
    ("£", "pound"),
    ("€", "euro"),
];

/// Words and letters for large numbers, with their zeros.
const SCALES: &[(&str, i32)] = &[
    ("b", 9),
    ("billion", 9),
    ("bn", 9),
    ("k", 3),
    ("m", 6),
    ("million", 6),
    ("mln", 6),
    ("thousand", 3),
    ("trillion", 12),
];

impl Tokens<'_> {
    /// A sum of money that begins at a place, with the place where it ends.
    pub(super) fn money(&self, at: usize) -> Option<(Number, usize)> {
        let first = bare(self.get(at));
        // Asked first: most words are no number.
        if !first.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£')) {
            return None;
        }
        let sign = first.chars().next().filter(|sign| matches!(sign, '$' | '€' | '£'));
        let plain = first.trim_start_matches(['$', '€', '£']);
        let digits = plain.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let letters = plain.get(digits.len()..).unwrap_or_default();
        let amount: f64 = value(digits)?.parse().ok()?;
        let next = bare(self.get(at + 1)).to_lowercase();
        let (zeros, last) = match (scale(letters), scale(&next)) {
            (Some(zeros), _) => (zeros, at),
            (None, _) if !letters.is_empty() => return None,
            (None, Some(zeros)) if next.len() > 2 => (zeros, at + 1),
            _ => (0, at),
        };
        let word = bare(self.get(last + 1)).to_lowercase();
        let (head, last) = match sign {
            Some(sign) => (currency(sign.encode_utf8(&mut [0; 4]))?, last),
            None => (currency(word.trim_end_matches('s'))?, last + 1),
        };
        let value = format!("{:.0}", amount * 10_f64.powi(zeros));
        let text = self.text(at, last);
        Some((Number { head, counts: Counts::Money, value, text, open: false }, last))
    }
}

/// Signs and words without which there is no sum of money.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    CURRENCIES.iter().map(|(known, _)| *known)
}

fn currency(word: &str) -> Option<Hash> {
    CURRENCIES.iter().find(|(known, _)| *known == word).map(|(_, name)| hash(name))
}

fn scale(word: &str) -> Option<i32> {
    SCALES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, zeros)| *zeros)
}
