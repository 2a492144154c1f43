//! Long lists over several pages, numbered from the oldest: a new item touches the front page, and once in a while one other.
//!
//! The front holds what is left over, a page and a bit. A page says nothing of the list that changes as the list grows, but
//! whether there is a page after it.

use super::permalink::Permalink;
use serde::Serialize;

/// A page of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Which page: `None` for the front, else from 1, the oldest.
    number: Option<usize>,
    /// How many pages lie behind the front; a page behind it knows of the next one alone.
    older: usize,
}

/// A link to another page of one list.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// The page.
    pub href: String,
    /// Which one; 0 for the newest.
    pub number: usize,
    /// Whether it is this one.
    pub current: bool,
}

/// The pages of a list with so many behind its front, the oldest first.
pub(super) fn places(older: usize) -> impl Iterator<Item = Place> {
    let behind =
        (1..=older).map(move |number| Place { number: Some(number), older: older.min(number + 1) });
    behind.chain([Place { number: None, older }])
}

/// How many full pages of `size` lie behind the front.
pub(super) fn older(items: usize, size: usize) -> usize {
    (items / size).saturating_sub(1)
}

impl Place {
    /// Whether this is the front page.
    pub fn is_front(self) -> bool {
        self.number.is_none()
    }

    /// Which page: `None` for the front.
    pub fn number(self) -> Option<usize> {
        self.number
    }

    /// The items of this page, oldest first.
    pub(super) fn part<T>(self, items: &[T], size: usize) -> &[T] {
        let own = older(items.len(), size);
        match self.number {
            Some(number) if number > own => &[],
            Some(number) => items.get((number - 1) * size..number * size).unwrap_or_default(),
            None => items.get(own * size..).unwrap_or_default(),
        }
    }

    /// Links to the other pages, newest first; none where there is one page. `at` is where each stands.
    pub(super) fn links(
        self,
        page: &Permalink,
        at: impl Fn(Option<usize>) -> Permalink,
    ) -> Vec<PartLink> {
        if self.older == 0 {
            return Vec::new();
        }
        let numbers = (1..=self.older).rev().filter(|number| match self.number {
            Some(here) => *number == 1 || number.abs_diff(here) <= 1,
            None => true,
        });
        let link = |number: Option<usize>| PartLink {
            href: at(number).from(page),
            number: number.unwrap_or(0),
            current: number == self.number,
        };
        std::iter::once(None).chain(numbers.map(Some)).map(link).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(items: usize) -> Vec<(Place, Vec<usize>)> {
        let items: Vec<usize> = (0..items).collect();
        places(older(items.len(), 50)).map(|at| (at, at.part(&items, 50).to_vec())).collect()
    }

    #[test]
    fn a_new_item_touches_the_front_page_and_once_in_a_while_one_other() {
        for items in 0..400 {
            let (few, more) = (pages(items), pages(items + 1));
            let same = few.iter().zip(&more).filter(|(one, two)| one == two).count();
            assert!(few.len() - same <= 2, "{items}");
            assert!(more.len() == few.len() || (items + 1) % 50 == 0);
        }
    }

    #[test]
    fn every_item_stands_on_one_page() {
        let all: Vec<usize> = pages(333).into_iter().flat_map(|(_, items)| items).collect();
        assert_eq!(all, (0..333).collect::<Vec<_>>());
    }
}
