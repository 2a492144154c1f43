//! People's names as they sign on networks: `@AnaLind`, `@ana_lind`.

use super::gazetteer;
use super::{Mention, MentionKind};
use crate::text::Span;

/// What a handle has after the name: offices and the like.
const ENDS: &[&str] = &["DC", "MEP", "MP", "MSP", "Official", "PM", "TD", "TV", "official"];

/// Adds the handles that tell whose they are: the letters of somebody whom the text names, or a given name and another word.
pub(super) fn add(words: &str, mentions: &mut Vec<Mention>) {
    let mut found = Vec::new();
    for (at, _) in words.match_indices('@') {
        let inside = words.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let end = at + 1 + length(words.get(at + 1..).unwrap_or_default());
        let name =
            words.get(at + 1..end).filter(|_| !inside).and_then(|handle| whose(handle, mentions));
        found.extend(name.map(|name| person(Span::new(at, end), name)));
    }
    if found.is_empty() {
        return;
    }
    mentions.retain(|one| !found.iter().any(|handle| handle.span.overlaps(one.span)));
    mentions.extend(found);
    mentions.sort_by_key(|one| one.span);
}

fn person(span: Span, name: String) -> Mention {
    Mention { span, kind: MentionKind::Person, name, role: None, metonym: false }
}

/// How many bytes of a handle stand here; a space before `_` is where Markdown's backslash stood.
fn length(rest: &str) -> usize {
    let mut marks = rest.char_indices().peekable();
    while let Some((at, c)) = marks.next() {
        let escaped = c == ' ' && marks.peek().is_some_and(|(_, next)| *next == '_');
        if !(c.is_ascii_alphanumeric() || c == '_' || escaped) {
            return at;
        }
    }
    rest.len()
}

fn whose(handle: &str, mentions: &[Mention]) -> Option<String> {
    let letters = letters(handle);
    let named = mentions.iter().find(|one| {
        one.kind == MentionKind::Person
            && one.name.contains(' ')
            && self::letters(&one.name) == letters
    });
    if let Some(one) = named.filter(|_| letters.len() > 4) {
        return Some(one.name.clone());
    }
    let mut words = words(handle);
    while words.last().is_some_and(|last| ENDS.contains(last)) {
        words.pop();
    }
    let given = words.first().is_some_and(|first| gazetteer::given(first).is_some());
    let capital = words.iter().all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    (given && capital && (2..=3).contains(&words.len())).then(|| words.join(" "))
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a handle, cut at `_` and before a capital that a small letter precedes.
fn words(handle: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for piece in handle.split(['_', ' ']).filter(|piece| !piece.is_empty()) {
        let mut from = 0;
        let mut small = false;
        for (at, c) in piece.char_indices() {
            if c.is_ascii_uppercase() && small {
                words.extend(piece.get(from..at));
                from = at;
            }
            small = c.is_ascii_lowercase();
        }
        words.extend(piece.get(from..));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_whose_letters_it_has() {
        let mut mentions = vec![person(Span::new(0, 8), "Ana Lind".into())];
        add("Ana Lind @ana_lind @DanaHolt_MP @harbour", &mut mentions);
        let names: Vec<_> = mentions.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Ana Lind", "Ana Lind", "Dana Holt"]);
    }
}
