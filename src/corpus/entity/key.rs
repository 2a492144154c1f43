//! Names as they are compared: whatever their case, accents and transliteration.

use crate::annotate::MentionKind;
use crate::annotate::mention::gazetteer::{self, Bearer};
use unicode_normalization::UnicodeNormalization;

/// Lower case, without accents, points and hyphens, spaces made single.
pub fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.nfkd().flat_map(char::to_lowercase) {
        match c {
            '.' | '\'' | '’' | 'ʼ' | '`' | '\u{300}'..='\u{36f}' => {}
            '-' | '‑' | '–' => folded.push(' '),
            c => match plain(c) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(c),
            },
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that are no other letter with an accent, as plain ones.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        _ => return None,
    })
}

/// A person's name as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonName {
    /// The surname as it sounds.
    pub(super) surname: String,
    /// The first given name as it sounds; empty for a surname alone.
    given: String,
    /// Who bears it, where that is known.
    bearer: Option<Bearer>,
    /// The names between, as they sound.
    middle: Vec<String>,
    /// `jr`, `iii`
    end: Option<String>,
}

const ENDS: &[&str] = &["ii", "iii", "iv", "jr", "sr"];

impl PersonName {
    /// Reads a name: given names, particles, surname, `Jr.`
    pub(super) fn of(name: &str) -> Self {
        let folded = folded(name);
        let mut words: Vec<&str> = folded.split(' ').collect();
        let end = words.pop_if(|last| ENDS.contains(last)).map(str::to_owned);
        let surname = words.pop().map(sound).unwrap_or_default();
        let mut words = words.into_iter();
        let first = words.next();
        let written = first.and_then(|_| name.split(' ').next());
        Self {
            surname,
            given: first.map(given_sound).unwrap_or_default(),
            bearer: written.and_then(gazetteer::given),
            middle: words.map(sound).collect(),
            end,
        }
    }

    /// What names of one person share: the surname, and the first letter of the given name.
    pub(super) fn key(&self) -> String {
        match self.given.chars().next() {
            Some(initial) => format!("{}, {initial}", self.surname),
            None => self.surname.clone(),
        }
    }

    /// Whether two names with the same surname may be one person's: given names are the same as they sound, or one is the
    /// other's initial or beginning and nothing tells a woman from a man; the names between and `Jr.` do not conflict. A surname
    /// alone conflicts with none.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        if self.given.is_empty() || other.given.is_empty() {
            return true;
        }
        let ends = self.end.is_none() || other.end.is_none() || self.end == other.end;
        let middle = match (self.middle.first(), other.middle.first()) {
            (Some(one), Some(two)) => begins(one, two),
            _ => true,
        };
        ends && middle && self.given_agrees(other)
    }

    fn given_agrees(&self, other: &Self) -> bool {
        if self.given == other.given {
            return true;
        }
        let initial = self.given.chars().count() == 1 || other.given.chars().count() == 1;
        let apart = matches!(
            (self.bearer, other.bearer),
            (Some(Bearer::Woman), Some(Bearer::Man)) | (Some(Bearer::Man), Some(Bearer::Woman))
        );
        let alike = begins(&self.given, &other.given) || self.is_variant(other);
        alike && (initial || !apart)
    }

    /// Whether the given names are one that was written otherwise: `Thomas` and `Tomas`, `Birgit` and `Brigit`.
    pub(super) fn is_variant(&self, other: &Self) -> bool {
        let plain = |name: &str| name.replace("th", "t");
        self.given != other.given
            && (plain(&self.given) == plain(&other.given) || is_mixed_up(&self.given, &other.given))
    }
}

/// Whether two letters of one given name that stand beside each other are exchanged in the other: `Birgit`, `Brigit`.
fn is_mixed_up(one: &str, two: &str) -> bool {
    const SHORT: usize = 5;
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let same = one.iter().zip(&two).take_while(|(one, two)| one == two).count();
    let rest = |name: &[char]| name.get(same + 2..).map(<[char]>::to_vec);
    let pair = |name: &[char]| Some((*name.get(same)?, *name.get(same + 1)?));
    let exchanged = pair(&one).zip(pair(&two)).is_some_and(|((a, b), (c, d))| a == d && b == c);
    one.len() >= SHORT && exchanged && rest(&one) == rest(&two)
}

fn begins(one: &str, two: &str) -> bool {
    one.starts_with(two) || two.starts_with(one)
}

/// What names that may be one have in common: a person's surname and initial, anything else whole.
pub(super) fn of(kind: MentionKind, name: &str) -> String {
    if kind == MentionKind::Person {
        return PersonName::of(name).key();
    }
    let folded = folded(name);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

/// Spellings of one name in another alphabet fold to one: `zelenskiy`, `zelensky` and `zelenskyy`; `mueller` and `müller`.
fn sound(word: &str) -> String {
    let mut sound = String::with_capacity(word.len());
    for c in word.chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'w' => 'v',
            'q' => 'k',
            c => c,
        };
        if !sound.ends_with(c) {
            sound.push(c);
        }
    }
    let pairs = [
        ("kh", "h"),
        ("ou", "u"),
        ("ie", "e"),
        ("ue", "u"),
        ("oe", "o"),
        ("ae", "a"),
        ("x", "ks"),
        ("ei", "i"),
    ];
    pairs.iter().fold(
        sound,
        |sound, (from, to)| if sound.contains(from) { sound.replace(from, to) } else { sound },
    )
}

/// Given names of one origin whose spellings no rule brings together, each row as it sounds.
const SAME: &[&[&str]] = &[
    &["abdulah", "abdalah"],
    &["ahmed", "ahmad", "ahmet"],
    &["aleksandr", "aleksander", "oleksandr"],
    &["aleksi", "oleksi"],
    &["dmitri", "dmitro"],
    &["evgeni", "evgen", "evheni", "evhen"],
    &["husein", "husain", "hosein", "husin", "hosin"],
    &["igor", "ihor"],
    &["iusuf", "iusef", "iosef"],
    &["katerina", "ekaterina"],
    &["khaled", "halid", "haled"],
    &["mahmud", "mahmoud"],
    &["mohamed", "muhamad", "mohamad", "muhamed", "mohamet", "mehmed"],
    &["mustafa", "mustapha"],
    &["nikolai", "mikola"],
    &["oleg", "oleh"],
    &["olga", "olha"],
    &["omar", "umar"],
    &["osama", "usama"],
    &["pavel", "pavlo"],
    &["said", "saed", "sayed"],
    &["sergi", "serge", "serhi"],
    &["suleman", "sulaiman", "sulaman", "suliman"],
    &["vasili", "vasil"],
    &["vladimir", "volodimir"],
];

fn given_sound(word: &str) -> String {
    let sound = sound(word);
    let row = SAME.iter().find(|row| row.contains(&sound.as_str()));
    row.and_then(|row| row.first()).map_or(sound, |first| (*first).to_owned())
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
        assert_ne!(key("Andriy Moroz"), key("Andrii Sydor"));
    }

    fn agree(one: &str, two: &str) -> bool {
        let (one, two) = (PersonName::of(one), PersonName::of(two));
        one.key() == two.key() && one.agrees(&two)
    }

    #[test]
    fn given_names_agree_or_not() {
        assert!(agree("J.D. Moe", "JD Moe"));
        assert!(agree("J. Moe", "Jonas Moe"));
        assert!(agree("Dan Moe", "Daniel Moe"));
        assert!(agree("Jean-Noel Moe", "Jean-Noël Moe"));
        assert!(!agree("Ann Moe", "Dan Moe"));
        assert!(!agree("Martin Moe", "Martina Moe"));
        assert!(agree("Muhammad Amin", "Mohammed Amin"));
        assert!(agree("Sergei Moroz", "Serhiy Moroz"));
        assert!(agree("Yevhen Moroz", "Evgeny Moroz"));
        assert!(agree("Yevhenii Moroz", "Yevgeniy Moroz"));
        assert!(agree("Kateryna Moroz", "Ekaterina Moroz"));
        assert!(agree("Volodymyr Moroz", "Vladimir Moroz"));
        assert!(agree("Thomas Moe", "Tomas Moe"));
        assert!(agree("Birgit Moe", "Brigit Moe"));
        assert!(!agree("Carlo Moe", "Carol Moe"));
        assert!(!agree("Marina Moe", "Maria Moe"));
        assert!(agree("Jürgen Müller", "Juergen Mueller"));
        assert!(agree("Søren Łoś", "Soren Los"));
    }

    #[test]
    fn names_between_and_generations_tell_people_apart() {
        assert!(agree("Dan W. Moe", "Dan Moe"));
        assert!(agree("Dan W. Moe", "Dan Willem Moe"));
        assert!(!agree("Dan W. Moe", "Dan H. W. Moe"));
        assert!(agree("Dan Moe Jr.", "Dan Moe"));
        assert!(!agree("Dan Moe Jr.", "Dan Moe Sr."));
    }
}
