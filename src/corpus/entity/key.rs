//! Names as they are compared: whatever their case, accents and transliteration.

use crate::annotate::MentionKind;
use unicode_normalization::UnicodeNormalization;

/// Lower case, without accents, points and hyphens, spaces made single.
pub(super) fn folded(name: &str) -> String {
    let plain = |c: char| match c {
        '.' | '\'' | '’' | '\u{300}'..='\u{36f}' => None,
        '-' | '‑' => Some(' '),
        c => Some(c),
    };
    let folded: String = name.nfkd().filter_map(plain).flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What names that may be one have in common: a person's surname as it sounds, anything else whole.
pub(super) fn of(kind: MentionKind, name: &str) -> String {
    let folded = folded(name);
    match kind {
        MentionKind::Person => sound(surname(&folded)),
        _ => folded.strip_prefix("the ").unwrap_or(&folded).to_owned(),
    }
}

fn surname(folded: &str) -> &str {
    let mut words = folded.rsplit(' ');
    let last = words.next().unwrap_or_default();
    if matches!(last, "jr" | "sr" | "ii" | "iii") { words.next().unwrap_or(last) } else { last }
}

/// Spellings of one name in another alphabet fold to one: `zelenskiy`, `zelensky` and `zelenskyy`.
fn sound(word: &str) -> String {
    let mut sound = String::with_capacity(word.len());
    for c in word.chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'w' => 'v',
            c => c,
        };
        if !sound.ends_with(c) {
            sound.push(c);
        }
    }
    sound.replace("kh", "h").replace("ou", "u").replace("ie", "e")
}

/// Whether given names do not conflict: the same as they sound, one the beginning of the other, or one an initial. A surname
/// alone conflicts with none.
pub(super) fn given_agree(one: &str, two: &str) -> bool {
    let (one, two) = (folded(one), folded(two));
    let given = |name: &str| name.split(' ').next().filter(|_| name.contains(' ')).map(sound);
    match (given(&one), given(&two)) {
        (Some(one), Some(two)) => one.starts_with(&two) || two.starts_with(&one),
        _ => true,
    }
}

/// A slug for a name in a script that leaves none: its code points in hex.
pub(super) fn digits(name: &str) -> String {
    let hex: Vec<String> = name
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(12)
        .map(|c| format!("{:x}", u32::from(c)))
        .collect();
    if hex.is_empty() { "name".to_owned() } else { hex.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_sound_alike() {
        let key = |name| of(MentionKind::Person, name);
        assert_eq!(key("Volodymyr Zelenskiy"), key("Volodymyr Zelenskyy"));
        assert_eq!(key("Volodymyr Zelensky"), key("Zelenskyy"));
        assert_ne!(key("Andriy Moroz"), key("Andrii Sydor"));
    }

    #[test]
    fn given_names_agree_or_not() {
        assert!(given_agree("J.D. Moe", "JD Moe"));
        assert!(given_agree("Dan Moe", "Daniel Moe"));
        assert!(given_agree("Jean-Noel Moe", "Jean-Noël Moe"));
        assert!(!given_agree("Ann Moe", "Dan Moe"));
    }
}
