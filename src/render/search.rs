//! The search index, as small scripts, so that it works from a disk and without a server.
//!
//! Every entry has a key, a hash of its address. `search/<prefix>.js` maps words to keys, `search/d<n>.js` holds the entries
//! whose keys begin alike, `search/index.js` names the prefixes: a word costs the list, one or a few pieces, and the entries
//! that are shown. A prefix grows by a letter where its piece would be too large, and a key says nothing of an entry's place, so
//! that a new article touches its own words alone. No body is in it: an edit to one changes nothing here.

use super::digest::Digest;
use crate::site::{Folder, fingerprint};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use twox_hash::XxHash3_128;
use unicode_normalization::UnicodeNormalization;

/// A piece larger than this is parted by its words' next letter.
const PIECE: usize = 6_000;
/// More keys than this of one word and kind go on in a file of their own.
const KEYS: usize = 1_000;
/// Entries that stand in one file, on average.
const SHELF: usize = 24;
/// A word is told from others by so many letters at most, as the page's script cuts it too: no text makes the index deep, nor
/// a file's name longer than a disk takes.
const WORD: usize = 40;
/// Characters of a key.
const KEY: usize = 5;
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Words that lead everywhere, and nowhere.
const COMMON: &[&str] = &[
    "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but", "by",
    "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "into", "is", "it", "its",
    "more", "not", "of", "on", "or", "over", "said", "she", "that", "the", "their", "they", "this",
    "to", "was", "were", "which", "who", "will", "with", "would",
];

/// One thing that can be found.
#[derive(Hash)]
struct Entry<'a> {
    /// `e` event, `a` article, `p` person, `l` place, `o` organisation, `u` outlet, `t` tag.
    kind: char,
    title: &'a str,
    /// Words that lead to it beside its title's.
    more: String,
    url: &'a str,
    date: String,
    beside: String,
}

/// The keys that a word leads to, by kind, best first.
type Words = BTreeMap<String, BTreeMap<char, Vec<String>>>;

/// A fingerprint of all that the index is made from.
pub fn seed(digest: &Digest) -> u128 {
    fingerprint(&entries(digest))
}

/// The files of the index: path and text.
pub fn files(digest: &Digest) -> Vec<(String, String)> {
    let entries = entries(digest);
    let mut words = Words::new();
    let mut shelves: BTreeMap<u128, Vec<(String, &Entry<'_>)>> = BTreeMap::new();
    let bits = (entries.len() / SHELF + 1).next_power_of_two().trailing_zeros();
    for entry in &entries {
        let hash = XxHash3_128::oneshot(entry.url.as_bytes()) >> (128 - 6 * KEY);
        let key = key(hash);
        for word in split(&format!("{} {}", entry.title, entry.more)) {
            words.entry(word).or_default().entry(entry.kind).or_default().push(key.clone());
        }
        shelves.entry(hash >> (6 * KEY - bits as usize)).or_default().push((key, entry));
    }
    let mut pieces = BTreeMap::new();
    part(&words.iter().collect::<Vec<_>>(), 1, &mut pieces);
    let names: Vec<&String> = pieces.keys().collect();
    let list = script("index", &serde_json::json!({"pieces": names, "bits": bits}));
    let pieces = pieces.iter().map(|(name, text)| (path('w', name), text.clone()));
    let rests = words.iter().flat_map(|(word, kinds)| rests(word, kinds));
    let shelves = shelves.iter().map(|(number, entries)| {
        (format!("search/d{number}.js"), script(&format!("d{number}"), &shelf(entries)))
    });
    std::iter::once(("search/index.js".to_owned(), list))
        .chain(pieces)
        .chain(rests)
        .chain(shelves)
        .collect()
}

/// Everything that can be found, the best first: events by the outlets that report them, articles by date.
fn entries(digest: &Digest) -> Vec<Entry<'_>> {
    let mut events: Vec<_> = digest.events.iter().collect();
    events.sort_by_key(|event| std::cmp::Reverse((event.independent, event.date)));
    let events = events.into_iter().map(|event| Entry {
        kind: 'e',
        title: &event.headline,
        more: [event.people.join(" "), event.places.join(" ")].join(" "),
        url: &event.url,
        date: event.date.map(|date| date.to_string()).unwrap_or_default(),
        beside: event.outlets.join(", "),
    });
    let mut articles: Vec<_> = digest.articles.iter().collect();
    articles.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.id.cmp(&b.id)));
    let articles = articles.into_iter().map(|article| Entry {
        kind: 'a',
        title: &article.title,
        more: article.description.clone(),
        url: &article.url,
        date: article.published.clone().unwrap_or_default(),
        beside: article.outlet.clone().unwrap_or_default(),
    });
    let mut things: Vec<_> = digest.things.iter().collect();
    things.sort_by_key(|thing| std::cmp::Reverse(thing.articles));
    let things = things.into_iter().map(|thing| Entry {
        kind: letter(thing.folder),
        title: &thing.name,
        more: String::new(),
        url: &thing.url,
        date: String::new(),
        beside: String::new(),
    });
    // A person whom one article names leads to that article's page: the title tells the two apart.
    events.chain(articles).chain(things).collect()
}

fn letter(folder: Folder) -> char {
    match folder {
        Folder::Person => 'p',
        Folder::Place => 'l',
        Folder::Organisation => 'o',
        Folder::Outlet => 'u',
        _ => 't',
    }
}

/// A number as a key.
fn key(hash: u128) -> String {
    let letter = |place: usize| LETTERS.get((hash >> (6 * place) & 63) as usize).copied();
    (0..KEY).rev().filter_map(letter).map(char::from).collect()
}

/// The words that lead to a text: folded, each once, without common ones.
fn split(text: &str) -> BTreeSet<String> {
    let plain: String = text
        .nfkd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '’' | '\''))
        .flat_map(char::to_lowercase)
        .collect();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.chars().count() >= 2 && !COMMON.contains(word))
        .map(|word| word.chars().take(WORD).collect())
        .collect()
}

/// Parts sorted words by their first `length` letters; a part that is too large goes on by the next letter. A word that is no
/// longer than that ends its own part, under the same prefix and `$`.
fn part(
    words: &[(&String, &BTreeMap<char, Vec<String>>)],
    length: usize,
    pieces: &mut BTreeMap<String, String>,
) {
    let prefix = |word: &str| word.chars().take(length).collect::<String>();
    for group in words.chunk_by(|a, b| prefix(a.0) == prefix(b.0)) {
        let Some(start) = group.first().map(|(word, _)| prefix(word)) else { continue };
        let (whole, longer) =
            group.split_at(usize::from(group.first().is_some_and(|one| *one.0 == start)));
        if size(group) <= PIECE || longer.is_empty() {
            pieces.insert(start.clone(), piece(&start, group));
        } else {
            let end = format!("{start}$");
            if !whole.is_empty() {
                pieces.insert(end.clone(), piece(&end, whole));
            }
            part(longer, length + 1, pieces);
        }
    }
}

fn size(words: &[(&String, &BTreeMap<char, Vec<String>>)]) -> usize {
    let of = |(word, kinds): &(&String, &BTreeMap<char, Vec<String>>)| {
        word.len() + 8 + kinds.values().map(|keys| keys.len().min(KEYS) * KEY + 6).sum::<usize>()
    };
    words.iter().map(of).sum()
}

fn piece(name: &str, words: &[(&String, &BTreeMap<char, Vec<String>>)]) -> String {
    let kinds = |kinds: &BTreeMap<char, Vec<String>>| -> BTreeMap<char, serde_json::Value> {
        let first = |keys: &Vec<String>| keys.iter().take(KEYS).cloned().collect::<String>();
        let shown = |keys: &Vec<String>| match keys.len() {
            ..=KEYS => serde_json::json!(first(keys)),
            many => serde_json::json!([first(keys), many]),
        };
        kinds.iter().map(|(kind, keys)| (*kind, shown(keys))).collect()
    };
    let words: BTreeMap<&String, _> = words.iter().map(|(word, of)| (*word, kinds(of))).collect();
    script(name, &serde_json::json!(words))
}

/// The keys that a word's piece has no room for.
fn rests(word: &str, kinds: &BTreeMap<char, Vec<String>>) -> Vec<(String, String)> {
    let many = kinds.iter().filter(|(_, keys)| keys.len() > KEYS);
    let rest = |(kind, keys): (&char, &Vec<String>)| {
        let keys: String = keys.iter().skip(KEYS).cloned().collect();
        let name = format!("{word}${kind}");
        (path('m', &name), script(&name, &serde_json::json!(keys)))
    };
    many.map(rest).collect()
}

fn shelf(entries: &[(String, &Entry<'_>)]) -> serde_json::Value {
    let entry = |(key, entry): &(String, &Entry<'_>)| {
        serde_json::json!([key, entry.kind, entry.title, entry.url, entry.date, entry.beside])
    };
    entries.iter().map(entry).collect()
}

/// Letters as a file name: those of other scripts by their number, as the page's script computes it too.
fn path(shelf: char, piece: &str) -> String {
    let mut name = format!("search/{shelf}-");
    for c in piece.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else {
            let _ = write!(name, "_{:x}", u32::from(c));
        }
    }
    name + ".js"
}

/// A value as a script that hands it over.
fn script(name: &str, value: &serde_json::Value) -> String {
    let data = serde_json::json!([name, value]).to_string();
    // A line separator ends a line of script in older browsers.
    format!(
        "datelineSearch({});\n",
        data.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
    )
}

#[cfg(test)]
mod tests {
    use super::super::digest::ThingDigest;
    use super::*;

    fn person(name: &str) -> ThingDigest {
        let slug = crate::text::slug(name, 60);
        let url = format!("person/{slug}.html");
        ThingDigest { folder: Folder::Person, name: name.to_owned(), slug, url, articles: 1 }
    }

    #[test]
    fn a_word_leads_to_its_entry_whatever_its_accents() {
        let things = vec![person("Bence Németh")];
        let files = files(&Digest { things, ..Digest::default() });
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["search/index.js", "search/w-b.js", "search/w-n.js", "search/d0.js"]);
        assert!(files[2].1.contains("\"nemeth\":{\"p\":\""), "{}", files[2].1);
        assert!(files[3].1.contains("Bence Németh"));
    }

    #[test]
    fn a_word_without_end_is_found_by_its_beginning() {
        let files =
            files(&Digest { things: vec![person(&"a".repeat(300_000))], ..Digest::default() });
        let word = format!("\"{}\":", "a".repeat(WORD));
        assert!(files.iter().any(|(path, text)| path.len() < 255 && text.contains(&word)));
    }

    #[test]
    fn a_first_result_costs_little_among_many() {
        let name = |number: u32| person(&format!("Person{number} Anderson{} Smith", number % 97));
        let things: Vec<_> = (0..12_000).map(name).collect();
        let files = files(&Digest { things, ..Digest::default() });
        let largest = |start: &str| {
            let own = files.iter().filter(|(path, _)| path.starts_with(start));
            own.map(|(_, text)| text.len()).max().unwrap()
        };
        for part in ["search/index.js", "search/d", "search/w-"] {
            assert!(largest(part) < 8_000, "{part}: {}", largest(part));
        }
    }
}
