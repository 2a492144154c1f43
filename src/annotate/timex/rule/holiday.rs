//! Holidays that have a date: `Christmas 1963`, `on New Year’s Eve`.
//!
//! Only those that fall on the same day of every year, wherever they are kept.

use super::super::when::Grain;
use super::Rules;
use super::found::Found;

/// First word, second word where it has one, month and day. Longer names stand before their beginnings.
const HOLIDAYS: &[(&str, &str, u8, u8)] = &[
    ("Boxing", "Day", 12, 26),
    ("Christmas", "Day", 12, 25),
    ("Christmas", "Eve", 12, 24),
    ("Christmas", "", 12, 25),
    ("Halloween", "", 10, 31),
    ("Valentine", "Day", 2, 14),
    ("Year", "Day", 1, 1),
    ("Year", "Eve", 12, 31),
];

impl Rules<'_> {
    /// A holiday that is told as a time, not one that names something else: "Christmas sales".
    pub(super) fn holiday(&self, at: usize) -> Option<Found> {
        let new_year = self.is(at, &["New"]) && self.is(at + 1, &["Year"]);
        let first = at + usize::from(new_year);
        let possessive =
            if self.mark(first + 1, &['’', '\'']) && self.is(first + 2, &["s"]) { 2 } else { 0 };
        let second = self.text(first + 1 + possessive);
        let (_, last, month, day) = HOLIDAYS.iter().find(|(word, last, ..)| {
            *word == self.text(first)
                && (last.is_empty() || *last == second)
                && (*word == "Year") == new_year
        })?;
        let next = first + 1 + if last.is_empty() { 0 } else { possessive + 1 };
        let grain = Grain::Day(*month, *day);
        if let Some((year, taken)) = self.year_after(next) {
            return Some(Found::fixed(next + taken - at, year, grain));
        }
        let told =
            self.before(at, &["on", "by", "at", "before", "after", "since", "until", "around"]);
        let toward = self.toward_month(at);
        (!last.is_empty() || told && self.ends(next)).then(|| Found::part(next - at, grain, toward))
    }
}

#[cfg(test)]
mod tests {
    use super::HOLIDAYS;

    #[test]
    fn the_table_is_sorted_and_longer_names_come_first() {
        let keys: Vec<_> =
            HOLIDAYS.iter().map(|(first, last, ..)| (first, last.is_empty(), last)).collect();
        assert!(keys.is_sorted());
    }
}
