//! The search index: small scripts by the first letters of a word, so that it works from a disk and without a server.
//!
//! A word of a headline, a name or a tag leads to its entry; `search/<letters>.js` holds the words that begin so, each with its
//! entries. A page loads the one for what is typed. Common words are left out, and no body is in it: an edit to one changes
//! nothing here.

use super::data::Digest;
use crate::site::Folder;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// How many letters part the index.
const LETTERS: usize = 2;
/// Words that lead everywhere, and nowhere.
const COMMON: &[&str] = &[
    "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by",
    "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "into", "is", "it", "its",
    "more", "not", "of", "on", "or", "over", "said", "she", "that", "the", "their", "they", "this",
    "to", "was", "were", "which", "who", "will", "with", "would",
];
/// An entry of the index: what it is, its title, its address, and what stands beside it.
type Entry = (char, String, String, String);

/// The files of the index: path and text.
pub(super) fn files(digest: &Digest) -> Vec<(String, String)> {
    let entries = entries(digest);
    let mut parts: BTreeMap<String, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
    for (at, (_, title, ..)) in entries.iter().enumerate() {
        for word in words(title) {
            let part: String = word.chars().take(LETTERS).collect();
            parts.entry(part).or_default().entry(word).or_default().push(at);
        }
    }
    parts.into_iter().map(|(part, words)| (path(&part), script(&part, &words, &entries))).collect()
}

fn entries(digest: &Digest) -> Vec<Entry> {
    let events = digest.events.iter().map(|event| {
        let date = event.date.map(|date| date.to_string()).unwrap_or_default();
        ('e', event.headline.clone(), event.url.clone(), date)
    });
    let articles = digest.articles.iter().map(|article| {
        let beside = [
            article.published.clone().unwrap_or_default(),
            article.outlet.clone().unwrap_or_default(),
        ];
        ('a', article.title.clone(), article.url.clone(), beside.join(" ").trim().to_owned())
    });
    let things = digest
        .things
        .iter()
        .map(|(folder, name, url)| (letter(*folder), name.clone(), url.clone(), String::new()));
    events.chain(articles).chain(things).collect()
}

fn letter(folder: Folder) -> char {
    match folder {
        Folder::Person => 'p',
        Folder::Place => 'l',
        Folder::Organisation => 'o',
        _ => 't',
    }
}

/// The words that lead to a title: folded, each once, without common ones.
fn words(title: &str) -> BTreeSet<String> {
    let plain: String = title
        .nfkd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '’' | '\''))
        .flat_map(char::to_lowercase)
        .collect();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.chars().count() >= LETTERS && !COMMON.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Letters as a file name: those of other scripts by their number, as the page's script computes it too.
fn path(part: &str) -> String {
    let name: Vec<String> =
        part.chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_string()
                } else {
                    format!("_{:x}", u32::from(c))
                }
            })
            .collect();
    format!("search/{}.js", name.concat())
}

/// One part as a script: its own entries, and its words with their places among them.
fn script(part: &str, words: &BTreeMap<String, Vec<usize>>, entries: &[Entry]) -> String {
    let used: BTreeSet<usize> = words.values().flatten().copied().collect();
    let place: BTreeMap<usize, usize> = used.iter().copied().zip(0..).collect();
    let own: Vec<&Entry> = used.iter().filter_map(|at| entries.get(*at)).collect();
    let words: BTreeMap<&String, Vec<usize>> = words
        .iter()
        .map(|(word, at)| (word, at.iter().filter_map(|at| place.get(at).copied()).collect()))
        .collect();
    let data = serde_json::json!([part, own, words]).to_string();
    // A line separator ends a line of script in older browsers.
    format!(
        "datelineSearch({});\n",
        data.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_leads_to_its_entry_whatever_its_accents() {
        let things = vec![(
            Folder::Person,
            "Bence Németh".to_owned(),
            "person/bence-nemeth.html".to_owned(),
        )];
        let files = files(&Digest { things, ..Digest::default() });
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["search/be.js", "search/ne.js"]);
        assert!(files[1].1.contains("\"nemeth\":[0]"));
    }
}
