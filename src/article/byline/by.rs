//! What announces a name: "By", "Written by", "Автор:".

/// Words that announce a name, in lower case; with a colon, what does so only before one. Sorted.
const BY: &[&str] = &[
    "a cura di",
    "alle artikel von",
    "alle beiträge von",
    "article by",
    "auteur",
    "author",
    "authored by",
    "authors:",
    "autor",
    "autora:",
    "autoren:",
    "autorin",
    "autorzy:",
    "av",
    "by",
    "created by",
    "da",
    "di",
    "door",
    "ein beitrag von",
    "eingestellt von",
    "erstellt von",
    "escrito por",
    "fotos und text:",
    "geschreven door",
    "geschrieben von",
    "gespeichert von",
    "haber:",
    "interview:",
    "medically reviewed by",
    "muhabir:",
    "napisał",
    "opracowanie:",
    "par",
    "por",
    "post author",
    "posted by",
    "propos recueillis par",
    "pubblicato da",
    "publicado por",
    "published by",
    "publié par",
    "redactado por",
    "redaktion:",
    "reportage:",
    "reported by",
    "rédigé par",
    "scritto da",
    "story and photos by",
    "story by",
    "submitted by",
    "tekst av",
    "tekst:",
    "testo di",
    "text and photos by",
    "text by",
    "text och bild:",
    "text och foto:",
    "text und fotos:",
    "text von",
    "text:",
    "texte:",
    "texto de",
    "texto:",
    "verfasst von",
    "veröffentlicht von",
    "von",
    "words and pictures by",
    "words by",
    "words:",
    "written by",
    "yazan:",
    "zeige alle beiträge von",
    "écrit par",
    "автор",
    "автори:",
    "авторы:",
    "текст:",
];

/// The text without what announces a name at its beginning.
pub(in crate::article) fn without_by(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..3 {
        let after = BY.iter().filter_map(|word| after(text, word));
        match after.min_by_key(|rest| rest.len()) {
            Some(rest) => text = rest.trim_start_matches([':', ' ', '\u{A0}']),
            None => break,
        }
    }
    text
}

/// What follows a word at the beginning of a text, whatever its case.
fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    // Asked first: most texts begin with another letter.
    let letter = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if letter(word).filter(u8::is_ascii).is_some_and(|first| letter(text) != Some(first)) {
        return None;
    }
    let (head, rest) = text.split_at_checked(word.len())?;
    let ends = word.ends_with(':') || rest.is_empty() || rest.starts_with([' ', ':', '\u{A0}']);
    (ends && (head.eq_ignore_ascii_case(word) || head.to_lowercase() == word)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_announces_a_name_is_none_of_it() {
        for text in ["By Ann Lee", "BY: Ann Lee", "Автор: Ann Lee", "Text: Ann Lee", "Par Ann Lee"]
        {
            assert_eq!(without_by(text), "Ann Lee", "{text}");
        }
        assert_eq!(without_by("Byron Lee"), "Byron Lee");
        assert_eq!(without_by("Text messages"), "Text messages");
    }
}
