//! Runs of capitalised words.

use super::super::word::Word;
use super::gazetteer as table;
use super::stop::{CALENDAR, INSIDE, POSSESSIVE, STARTERS};
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// A run of capitalised words that may be a name, without the titles before it.
#[derive(Clone, Debug)]
pub(super) struct Chunk<'a> {
    /// Where the name stands, with the honours after it.
    pub(super) span: Span,
    /// The words of the name.
    pub(super) name: Vec<&'a str>,
    /// Its words with a space between each two.
    pub(super) spelled: String,
    /// The titles and origins before it, as printed.
    pub(super) before: Vec<&'a str>,
    /// The places of its first word and of the word after it and its honours, in its sentence.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it is a lone word of a heading, which says nothing by its capital.
    pub(super) alone: bool,
}

/// The chunks of a sentence. `common` words are no names where they begin it; in a `titled` heading every word is capitalised, so
/// only what a table or the rest of the text knows counts.
pub(super) fn chunks<'a>(
    words: &[Word<'a>],
    common: &HashSet<&str>,
    titled: bool,
) -> Vec<Chunk<'a>> {
    let mut chunks = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = run(words, at, common);
        if end == at {
            at += 1;
            continue;
        }
        if titled {
            headed(words, at..end, &mut chunks);
        } else {
            split(words, at..end, &mut chunks);
        }
        at = end;
    }
    chunks
}

/// The place after the run of name words that begins here; the same place where none does.
fn run(words: &[Word<'_>], at: usize, common: &HashSet<&str>) -> usize {
    let Some(first) = words.get(at).filter(|word| is_name_word(word, common)) else { return at };
    let mut end = at + 1;
    let mut last = first;
    while let Some(word) = words.get(end) {
        if breaks(last, word) {
            break;
        }
        if is_name_word(word, common) && !word.first {
            last = word;
            end += 1;
            continue;
        }
        let inside = inside_length(words, at..end);
        let next = words.get(end + inside).filter(|_| inside > 0);
        let Some(next) = next.filter(|next| is_name_word(next, common)) else { break };
        last = next;
        end += inside + 1;
    }
    end
}

/// Whether a name ends before the next word: at a mark, a possessive or a company's last letters. The point of an abbreviation
/// ends none.
fn breaks(word: &Word<'_>, next: &Word<'_>) -> bool {
    let abbreviated = word.after == '.' && word.text.len() <= 4;
    let owner =
        word.possessive && !(POSSESSIVE.contains(&word.text) && table::HEADS.has(next.text));
    owner
        || word.after != ' ' && !abbreviated && !is_owned_by_many(word, next)
        || table::COMPANY_ENDS.has(word.text) && next.text != "Group"
        || table::NAME_ENDS.has(word.text)
}

/// "Miners’ Union": a plural that owns what only organisations are called. What names one owner, or a country, is no such plural.
fn is_owned_by_many(word: &Word<'_>, next: &Word<'_>) -> bool {
    matches!(word.after, '’' | '\'')
        && word.text.ends_with('s')
        && !matches!(word.text, "States" | "Nations")
        && table::HEADS.has(next.text)
        && table::given(word.text).is_none()
        && !table::is_known_place(word.text)
}

/// How many small words after a name join it to what follows: "van der", "de la".
fn inside_length(words: &[Word<'_>], name: Range<usize>) -> usize {
    let before = words.get(name.clone()).unwrap_or_default();
    let small = words.iter().skip(name.end).take_while(|word| is_inside(before, word)).count();
    if small > 3 { 0 } else { small }
}

/// Whether a small word may join what stands before it to a name that follows.
fn is_inside(before: &[Word<'_>], word: &Word<'_>) -> bool {
    INSIDE.has(word.text)
        && matches!(word.after, ' ' | '-')
        && (word.text != "of" || takes_of(before))
}

/// "of" joins only what is a title, an organisation or a place: "Secretary of State", "Bank of England", "Gulf of Oman".
fn takes_of(before: &[Word<'_>]) -> bool {
    const PLACES: &[&str] = &[
        "Bay", "Cape", "Chief", "City", "Gulf", "Isle", "Kingdom", "Lake", "Mount", "Port",
        "Province", "Republic", "Sea", "State", "States", "Strait",
    ];
    before.last().is_some_and(|word| {
        table::HEADS.has(word.text) || table::is_title(word.text) || PLACES.contains(&word.text)
    }) || before.first().is_some_and(|word| table::HEADS.has(word.text))
}

/// "I’m", "It’ll": a pronoun with its verb.
fn is_short_for_verb(word: &Word<'_>) -> bool {
    let verb = word.text.split_once(['’', '\'']).map(|(_, verb)| verb);
    verb.is_some_and(|verb| matches!(verb, "d" | "ll" | "m" | "re" | "t" | "ve"))
}

/// "R-Texas": a member's party and state.
fn is_party(word: &Word<'_>) -> bool {
    ["D-", "I-", "R-"].iter().any(|party| word.text.starts_with(party))
}

fn is_name_word(word: &Word<'_>, common: &HashSet<&str>) -> bool {
    // "US$5 million" names no country.
    if !word.capital
        || word.after == '$'
        || CALENDAR.has(word.text)
        || word.text == "I"
        || is_short_for_verb(word)
        || is_party(word)
    {
        return false;
    }
    if !word.first {
        return !matches!(word.text, "The" | "A" | "An");
    }
    !STARTERS.has(word.text)
        && (!is_unknown(word) || !common.contains(word.text.to_lowercase().as_str()))
}

/// Whether no list tells if a word that begins a sentence is a name.
pub(super) fn is_unknown(word: &Word<'_>) -> bool {
    word.capital
        && !STARTERS.has(word.text)
        && table::country(word.text).is_none()
        && table::given(word.text).is_none()
        && !table::is_title(word.text)
}

/// Cuts a run of a heading in which every word is capitalised: names that a table knows, a given name with the word after it,
/// and single words, of which only those that the text knows for a surname will count.
fn headed<'a>(words: &[Word<'a>], reach: Range<usize>, chunks: &mut Vec<Chunk<'a>>) {
    let mut at = reach.start;
    while at < reach.end {
        let most = (reach.end - at).min(4);
        let known = (1..=most).rev().find(|length| {
            let name = words.get(at..at + length).map(spelled).unwrap_or_default();
            table::is_known(&name)
        });
        let given = words.get(at).is_some_and(|word| table::given(word.text).is_some());
        let length = known.unwrap_or(if given { 2.min(most) } else { 1 });
        let name = at..at + length;
        let alone = known.is_none() && length == 1;
        chunks.extend(chunk(words, at, name).map(|chunk| Chunk { alone, ..chunk }));
        at += length;
    }
}

fn spelled(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// The chunk of these words, of which those from `titles` to the name are titles.
fn chunk<'a>(words: &[Word<'a>], titles: usize, name: Range<usize>) -> Option<Chunk<'a>> {
    let before = words.get(titles..name.start)?;
    let Range { start: from, end: to } = name;
    let name = words.get(name)?;
    let span = Span { start: name.first()?.span.start, end: name.last()?.span.end };
    Some(Chunk {
        span,
        spelled: printed(name),
        name: spelled_out(name),
        before: before.iter().map(|word| word.text).collect(),
        from,
        to,
        alone: false,
    })
}

/// The words of a name, each but the last with its possessive: "King’s College".
fn spelled_out<'a>(name: &[Word<'a>]) -> Vec<&'a str> {
    let last = name.len().saturating_sub(1);
    name.iter()
        .enumerate()
        .map(|(at, word)| if at == last { word.text } else { word.whole })
        .collect()
}

/// The words of a name as they are printed, with a space between each two: "Miners’ Union".
fn printed(name: &[Word<'_>]) -> String {
    let mut printed = String::new();
    let mut before = ' ';
    for (word, whole) in name.iter().zip(spelled_out(name)) {
        if !printed.is_empty() {
            printed.extend(Some(before).filter(|mark| matches!(mark, '’' | '\'')));
            printed.push(' ');
        }
        printed.push_str(whole);
        before = word.after;
    }
    printed
}

/// Cuts titles and origins from the front of a run, titles and honours from its end, and a run at a place or organisation that stands
/// before a title or a person.
fn split<'a>(words: &[Word<'a>], reach: Range<usize>, chunks: &mut Vec<Chunk<'a>>) {
    let Range { start: from, end: to } = reach;
    let run = words.get(reach).unwrap_or_default();
    let place = place_before_person(run);
    if place > 0 {
        chunks.extend(chunk(words, from, from..from + place));
        return split(words, from + place..to, chunks);
    }
    let end = to - honours(words, from..to);
    let run = run.get(..end - from).unwrap_or_default();
    let cut = title_length(run).max(last_title(run)).max(calling(run));
    let owner = owner_length(run.get(..cut.min(run.len())).unwrap_or_default());
    // What stands before a title is a name of its own: "U.S. Secretary of State", "Acme Chief Executive Dana Moe".
    if owner > 0 {
        chunks.extend(chunk(words, from, from..from + owner));
    }
    let name = from + cut..end - tail_title(run.get(cut..).unwrap_or_default());
    let of = words.get(name.start).is_some_and(|word| word.text == "of");
    // "Prime Minister of Canada": the title is not the country's.
    let (titles, name) = if of { (name.start + 1, name.start + 1..name.end) } else { (from, name) };
    if name.start < name.end {
        let whole = name.end == end;
        let chunk = chunk(words, titles, name);
        chunks.extend(chunk.map(|chunk| if whole { honoured(words, chunk, to) } else { chunk }));
    }
}

/// A name with the honours after it, which are no part of how it is spelled.
fn honoured<'a>(words: &[Word<'a>], chunk: Chunk<'a>, to: usize) -> Chunk<'a> {
    let last = to.checked_sub(1).and_then(|last| words.get(last));
    let end = last.map_or(chunk.span.end, |last| last.span.end);
    Chunk { span: Span { end, ..chunk.span }, to, ..chunk }
}

/// How many words at the end of a run are honours of the person whom it names: "Ana Moe KC". "The Harbour MP" names none.
fn honours(words: &[Word<'_>], reach: Range<usize>) -> usize {
    let run = words.get(reach.clone()).unwrap_or_default();
    let count = run.iter().rev().take_while(|word| table::HONOURS.has(word.text)).count();
    let name = run.get(..run.len() - count).unwrap_or_default();
    let before = reach.start.checked_sub(1).and_then(|at| words.get(at));
    let article = before.is_some_and(|word| word.is(&["a", "an", "the"]));
    // "Labour MP" is no name; counsel go by their surnames alone.
    let alone = name.len() == 1 && !run.last().is_some_and(|word| matches!(word.text, "KC" | "QC"));
    let is_body =
        table::is_known(&spelled(name)) || name.iter().any(|word| table::HEADS.has(word.text));
    if name.is_empty() || alone || is_body || article { 0 } else { count }
}

/// How many words at the front name a place with a person after it: "United States Barack Obama".
fn place_before_person(run: &[Word<'_>]) -> usize {
    (1..run.len().saturating_sub(1).min(4))
        .rev()
        .find(|at| {
            let person = run.get(*at).is_some_and(|word| table::given(word.text).is_some());
            person
                && table::given(run.first().map_or("", |word| word.text)).is_none()
                && run.get(..*at).is_some_and(|place| table::is_known_place(&spelled(place)))
        })
        .unwrap_or(0)
}

/// How many words at the front of a title tell whose it is, where that may be a name.
fn owner_length(title: &[Word<'_>]) -> usize {
    let own = title.iter().take_while(|word| {
        let bare = word.text.trim_end_matches('.');
        let part = table::is_title(bare) || table::TITLE_PARTS.has(bare);
        !part && (!table::is_demonym(word.text) || table::is_short_country(word.text))
    });
    own.count()
}

/// How many words at the end of a run are a title that nobody's name follows: "Acme Chief Executive Officer".
fn tail_title(run: &[Word<'_>]) -> usize {
    let named = run.first().is_some_and(|word| table::given(word.text).is_some());
    // "Courts of Justice" is a name.
    let of =
        run.len().checked_sub(2).and_then(|at| run.get(at)).is_some_and(|word| word.text == "of");
    let ends = run.last().is_some_and(|word| table::is_title(word.text.trim_end_matches('.')));
    if named || of || !ends || run.len() < 2 {
        return 0;
    }
    let title = run.iter().rev().take_while(|word| {
        let bare = word.text.trim_end_matches('.');
        table::is_title(bare) || table::TITLE_PARTS.has(bare)
    });
    title.count()
}

/// How many words of a run end with a title that a name follows: "Harbour Minister Dana Moe" has two.
fn last_title(run: &[Word<'_>]) -> usize {
    let is_title = |word: &Word<'_>| table::is_title(word.text.trim_end_matches('.'));
    let Some(at) = run.iter().rposition(is_title) else { return 0 };
    let name = run.get(at + 1..).unwrap_or_default();
    let given = run.first().is_some_and(|word| table::given(word.text).is_some());
    let organisation = name.iter().any(|word| table::HEADS.has(word.text));
    if name.is_empty() || name.len() > 4 || organisation || given && at > 0 { 0 } else { at + 1 }
}

/// One word at the front of a run that begins a sentence, where it is what the one is called whose name follows: "Farmer Ana Moe".
fn calling(run: &[Word<'_>]) -> usize {
    let [first, name @ ..] = run else { return 0 };
    let whole =
        (2..4).contains(&name.len()) && !name.iter().any(|word| table::HEADS.has(word.text));
    usize::from(first.first && whole && table::is_calling(first.text))
}

/// How many words at the front of a run are titles and what belongs to them.
fn title_length(run: &[Word<'_>]) -> usize {
    let mut length = 0;
    let mut at = 0;
    while let Some(word) = run.get(at) {
        let bare = word.text.trim_end_matches('.');
        if !is_title_part(word) {
            break;
        }
        at += 1;
        let office = at > 1 && run.get(at - 2).is_some_and(|before| before.text == "of");
        if bare.split('-').any(table::is_title)
            || length > 0 && office && table::TITLE_PARTS.has(bare)
        {
            length = at;
        }
    }
    // "General Motors", "Justice Department": the title is part of a name.
    let body = run.get(length..).unwrap_or_default();
    let organisation = body.iter().take(2).any(|word| table::HEADS.has(word.text));
    if organisation && body.first().is_none_or(|word| table::given(word.text).is_none()) {
        let of =
            run.get(..length).and_then(|title| title.iter().rposition(|word| word.text == "of"));
        return of.unwrap_or(0);
    }
    length
}

fn is_title_part(word: &Word<'_>) -> bool {
    const BODIES: &[&str] = &[
        "Department",
        "EU",
        "House",
        "Kremlin",
        "Ministry",
        "NATO",
        "Pentagon",
        "U.N",
        "UN",
        "White",
    ];
    let bare = word.text.trim_end_matches('.');
    bare.split('-').all(|piece| table::is_title(piece) || table::TITLE_PARTS.has(piece))
        || table::is_demonym(word.text)
        || INSIDE.has(word.text)
        || BODIES.contains(&bare)
}
