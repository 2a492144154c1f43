//! How much stands on one page of the timeline: so many events, and so many bytes as a telephone reads at once.

use super::cited::CITED;
use super::entry::Entry;
use super::said::STACK;
use crate::corpus::{Claim, Passage};

/// More outlets than this do not fit as columns.
pub(super) const COLUMNS: usize = 8;

/// Bytes that events may take on one page. With what stands around them the page stays under 350 KB.
const ROOM: usize = 330_000;

/// Bytes of markup around an event, a cell of its coverage, a citation, a quote, a claim or note, and a name.
const EVENT: usize = 1_200;
const CELL: usize = 40;
const REFERENCE: usize = 100;
const QUOTE: usize = 160;
const CLAIM: usize = 120;
const NAME: usize = 60;

/// A page while it is filled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fill {
    most: usize,
    events: usize,
    bytes: usize,
}

impl Fill {
    /// An empty page that takes at most so many events.
    pub(super) fn new(most: usize) -> Self {
        Self { most, events: 0, bytes: 0 }
    }

    /// Whether an event has room; if so, the room is taken. An empty page has room for any.
    pub(super) fn takes(&mut self, entry: &Entry<'_>) -> bool {
        self.has_room(entry.bulk)
    }

    fn has_room(&mut self, bytes: usize) -> bool {
        let fits = self.events < self.most && self.bytes + bytes <= ROOM;
        let takes = fits || self.events == 0;
        if takes {
            self.events += 1;
            self.bytes += bytes;
        }
        takes
    }
}

/// About how many bytes an event takes on a page, rather too many than too few.
pub(super) fn bulk(entry: &Entry<'_>) -> usize {
    let event = entry.event;
    let lead = event.passages.iter().map(|passage| passage.text.len()).max().unwrap_or(0);
    let own = EVENT + 4 * event.id.0.len() + event.headline.text.len() + lead + written(entry);
    own + covered(entry) + quoted(entry) + claimed(entry) + named(entry)
}

/// What people wrote, with its markup.
fn written(entry: &Entry<'_>) -> usize {
    let notes: usize = entry.notes.iter().map(|note| CLAIM + note.text.len()).sum();
    (notes + entry.event.text.len()) * 5 / 4
}

/// Every outlet has its cell where there are few; else the first ones are cited.
fn covered(entry: &Entry<'_>) -> usize {
    let first = entry.accounts.iter().filter_map(|account| account.passages.first());
    first.take(COLUMNS).map(|passage| CELL + reference(entry, passage)).sum()
}

/// A place shows three of its quotes, whichever these are, in all their wordings, and the first places of each.
fn quoted(entry: &Entry<'_>) -> usize {
    let quotes = &entry.event.quotes;
    let mut words: Vec<_> = quotes.iter().map(|quote| QUOTE + quote.passage.text.len()).collect();
    words.sort_unstable_by_key(|bytes| std::cmp::Reverse(*bytes));
    let places = quotes.iter().take(3 * STACK * CITED);
    let places: usize = places.map(|quote| reference(entry, &quote.passage)).sum();
    places + words.iter().take(3 * STACK).sum::<usize>()
}

fn claimed(entry: &Entry<'_>) -> usize {
    let claims = entry.differences.iter().flat_map(|difference| difference.claims.iter().take(4));
    let places = |claim: &Claim| -> usize {
        claim.passages.iter().map(|passage| reference(entry, passage)).sum()
    };
    claims.map(|claim| CLAIM + claim.text.len() + places(claim)).sum()
}

/// Names stand as links and as choices of the filter.
fn named(entry: &Entry<'_>) -> usize {
    let names = entry.people.iter().chain(&entry.places);
    names.map(|name| NAME + 2 * (name.name.len() + name.slug.len())).sum()
}

/// A citation: its article's address, where letters beyond ASCII are written by their bytes, and its outlet's name.
fn reference(entry: &Entry<'_>, passage: &Passage) -> usize {
    let outlet = entry.accounts.iter().map(|account| account.outlet.name.len()).max();
    let letter = |byte: u8| if byte.is_ascii() { 1 } else { 3 };
    REFERENCE + outlet.unwrap_or(0) + passage.article.as_str().bytes().map(letter).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_full_by_number_or_by_bytes() {
        let fits = |bytes: usize| {
            let mut page = Fill::new(100);
            (0..500).take_while(|_| page.has_room(bytes)).count()
        };
        assert_eq!((fits(1_000), fits(10_000), fits(1_000_000)), (100, 33, 1));
    }
}
