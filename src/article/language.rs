//! The language of a text that states none.

/// Shortest text that is judged, in bytes, and how much of it is read, in characters.
const SHORTEST: usize = 60;
const READ: usize = 1200;

/// The BCP 47 tag of a text's language; `None` where it is too short or unclear to tell.
pub(super) fn detect(body: &str) -> Option<String> {
    let end = body.char_indices().nth(READ).map_or(body.len(), |(at, _)| at);
    let text = body.get(..end).filter(|text| text.len() >= SHORTEST)?;
    if is_english(text) {
        return Some("en".to_owned());
    }
    let found = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    TAGS.iter().find(|(code, _)| *code == found.lang().code()).map(|(_, tag)| (*tag).to_owned())
}

/// English is told by its commonest words, which costs a fiftieth of counting letters.
fn is_english(text: &str) -> bool {
    const COMMON: &[&str] =
        &["the", "of", "and", "to", "in", "a", "that", "for", "on", "was", "said", "with"];
    let (mut all, mut common) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        common += usize::from(COMMON.contains(&word));
    }
    all >= 20 && common * 100 >= all * 12 && text.contains(" the ")
}

/// ISO 639-3 codes, as detected, with their BCP 47 tags.
const TAGS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("kat", "ka"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_languages_are_told_apart() {
        let english = "The ferry stopped running on Monday after its rudder jammed in the mouth of the harbour, and the office said that it was late.";
        let german = "Die Fähre blieb am Montag stehen, nachdem sich das Ruder in der Hafeneinfahrt verklemmt hatte, und die Behörde bestätigte das am Abend.";
        assert_eq!(detect(english).as_deref(), Some("en"));
        assert_eq!(detect(german).as_deref(), Some("de"));
        assert_eq!(detect("Ja."), None);
    }
}
