//! Numbers in words.

/// The cardinal numbers in words, each at its own place.
const CARDINALS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The tens in words.
const TENS: &[&str] =
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a hundred in words: "twelve", "fifty", "fifty-four".
pub(in super::super) fn cardinal(token: &str) -> Option<usize> {
    let place =
        |words: &[&str], own: &str| words.iter().position(|word| word.eq_ignore_ascii_case(own));
    // Each begins with one of these: most words of a text are told by that.
    if !token.starts_with(['z', 'o', 't', 'f', 's', 'e', 'n', 'Z', 'O', 'T', 'F', 'S', 'E', 'N']) {
        return None;
    }
    if let Some((tens, ones)) = token.split_once(['-', '‑']) {
        let ones = place(CARDINALS, ones).filter(|ones| (1..10).contains(ones))?;
        return Some(place(TENS, tens)? * 10 + 20 + ones);
    }
    place(CARDINALS, token).or_else(|| Some(place(TENS, token)? * 10 + 20))
}
