//! How something was said: where it was posted, in which statement, to whom.

/// Where people post and speak; as printed after "on".
const ON: &[&str] = &[
    "bluesky",
    "bbc",
    "cnn",
    "facebook",
    "fox news",
    "instagram",
    "linkedin",
    "live television",
    "national television",
    "radio",
    "reddit",
    "sky news",
    "social media",
    "state television",
    "state tv",
    "telegram",
    "television",
    "threads",
    "tiktok",
    "truth social",
    "tv",
    "twitter",
    "vkontakte",
    "weibo",
    "whatsapp",
    "x",
    "youtube",
];

/// What one says something in.
const IN: &[&str] = &[
    "address",
    "affidavit",
    "article",
    "blog",
    "book",
    "briefing",
    "broadcast",
    "column",
    "comment",
    "comments",
    "complaint",
    "conference",
    "editorial",
    "email",
    "e-mail",
    "filing",
    "interview",
    "letter",
    "memo",
    "message",
    "note",
    "op-ed",
    "podcast",
    "post",
    "press release",
    "release",
    "remarks",
    "report",
    "ruling",
    "speech",
    "statement",
    "testimony",
    "tweet",
    "video",
    "webcast",
];

/// The channel that the words beside a cue tell, as printed.
pub(super) fn read(words: &str) -> Option<String> {
    told(words).or_else(|| in_something(words)).or_else(|| on_something(words))
}

/// "told Axios", "told the Harbour Times", "told reporters"
fn told(words: &str) -> Option<String> {
    let rest = words.split_once("told ").or_else(|| words.split_once("tells "))?.1;
    let mut taken: Vec<&str> = Vec::new();
    for word in rest.split_whitespace() {
        let bare = word.trim_end_matches([',', '.', ':', ';', '”', '"', '’']);
        let article = taken.is_empty() && matches!(bare, "the" | "a" | "The");
        let listener = bare.starts_with(char::is_uppercase)
            || matches!(
                bare,
                "reporters" | "journalists" | "lawmakers" | "parliament" | "media" | "local"
            );
        if !article && !listener {
            break;
        }
        taken.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    (!taken.is_empty() && !matches!(taken.as_slice(), ["the" | "a" | "The"]))
        .then(|| taken.join(" "))
}

/// "in a post on X", "in an interview with the Courier", "in a media conference"
fn in_something(words: &str) -> Option<String> {
    for start in ["in a ", "in an ", "in his ", "in her ", "in their ", "at a ", "during a "] {
        for (at, _) in words.match_indices(start) {
            let free = at == 0
                || words
                    .get(..at)
                    .is_some_and(|before| before.ends_with([' ', '”', '"', ',', '(']));
            let phrase = words
                .get(at..)
                .and_then(|rest| rest.split_once(' '))
                .map(|(_, rest)| rest)
                .unwrap_or_default();
            if let Some(channel) = phrase_of(phrase).filter(|_| free) {
                return Some(channel);
            }
        }
    }
    None
}

/// An article, up to four words, one of [`IN`], and "on X" or "with the Courier" after it.
fn phrase_of(phrase: &str) -> Option<String> {
    let words: Vec<&str> = phrase.split_whitespace().take(8).collect();
    let bare = |word: &str| word.trim_end_matches([',', '.', ':', ';', '”', '"']).to_lowercase();
    let head = words.iter().take(5).position(|word| IN.contains(&bare(word).as_str()))?;
    let ends = |at: usize| words.get(at).is_some_and(|word| word.ends_with([',', '.', ':', ';']));
    let mut end = head;
    if !ends(head) && words.get(head + 1).is_some_and(|word| matches!(*word, "on" | "with" | "to"))
    {
        let named = words
            .iter()
            .skip(head + 2)
            .take_while(|word| {
                word.starts_with(char::is_uppercase)
                    || **word == "the"
                    || **word == "social"
                    || **word == "media"
            })
            .count();
        if named > 0 {
            let stop =
                (head + 2..head + 2 + named).find(|at| ends(*at)).unwrap_or(head + 1 + named);
            end = stop;
        }
    }
    let channel = words.get(..=end)?.join(" ");
    Some(channel.trim_end_matches([',', '.', ':', ';', '”', '"']).to_owned())
}

/// "on X", "on Telegram", "on social media"
fn on_something(words: &str) -> Option<String> {
    words.match_indices("on ").find_map(|(at, start)| {
        let free = at == 0 || words.get(..at).is_some_and(|before| before.ends_with(' '));
        let rest = words.get(at + start.len()..).filter(|_| free)?;
        let lower = rest.to_lowercase();
        let place =
            ON.iter().filter(|place| lower.starts_with(**place)).max_by_key(|place| place.len())?;
        let whole =
            lower.get(place.len()..).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        whole.then(|| rest.get(..place.len()).unwrap_or_default().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_told_as_printed() {
        assert_eq!(read("Holt said in a post on X.").as_deref(), Some("a post on X"));
        assert_eq!(
            read("said in a media conference Wednesday").as_deref(),
            Some("a media conference")
        );
        assert_eq!(read("an official told Axios").as_deref(), Some("Axios"));
        assert_eq!(read("wrote on Truth Social, then left").as_deref(), Some("Truth Social"));
        assert_eq!(read("said on Tuesday"), None);
        assert_eq!(read("told her that"), None);
    }
}
