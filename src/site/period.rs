//! Which page of the timeline an event belongs to: the day, the month or the year that its date can be told to.

use super::permalink::Permalink;
use crate::corpus::Event;
use crate::date::{Day, Edtf, Partial};

/// A stretch of the timeline with a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Day(Day),
    /// Events whose date is not known.
    Undated,
}

impl Period {
    /// Where an event's entry stands: its day where that is known, else the month or the year that holds its date.
    pub fn of(event: &Event) -> Self {
        event.date.map_or(Self::Undated, Self::holding)
    }

    /// The finest period that holds a date. One that begins or ends openly belongs to the bound it has.
    fn holding(date: Edtf) -> Self {
        if let Some(day) = date.exact_day() {
            return Self::Day(day);
        }
        match (date.begin, date.end) {
            (None, None) => Self::Undated,
            (Some(bound), None) | (None, Some(bound)) => Self::bound(bound),
            (Some(begin), Some(end)) => Self::common(begin, end),
        }
    }

    fn bound(bound: Partial) -> Self {
        match bound {
            Partial::Year(year) => Self::Year(year),
            Partial::Month(year, month) => Self::Month(year, month),
            Partial::Day(day) => Self::Month(day.year(), day.month()),
        }
    }

    fn common(begin: Partial, end: Partial) -> Self {
        let (first, last) = (Self::bound(begin), Self::bound(end));
        if first == last { first } else { Self::Year(first.year().unwrap_or_default()) }
    }

    /// Its year; `None` for events without a date.
    pub fn year(self) -> Option<i16> {
        match self {
            Self::Year(year) | Self::Month(year, _) => Some(year),
            Self::Day(day) => Some(day.year()),
            Self::Undated => None,
        }
    }

    /// The next wider period.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Day(day) => Some(Self::Month(day.year(), day.month())),
            Self::Month(year, _) => Some(Self::Year(year)),
            Self::Year(_) | Self::Undated => None,
        }
    }

    /// Whether `inner` lies in this period or is it.
    pub fn holds(self, inner: Self) -> bool {
        let mut at = Some(inner);
        while let Some(period) = at {
            if period == self {
                return true;
            }
            at = period.parent();
        }
        false
    }

    /// Its date, where it has one.
    pub fn date(self) -> Option<Edtf> {
        match self {
            Self::Year(year) => Some(Edtf::single(Partial::Year(year))),
            Self::Month(year, month) => Some(Edtf::single(Partial::Month(year, month))),
            Self::Day(day) => Some(Edtf::day(day)),
            Self::Undated => None,
        }
    }

    /// The `number`th of its pages, from 1.
    pub fn permalink(self, number: usize) -> Permalink {
        let path = match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}/{month:02}"),
            Self::Day(day) => format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day()),
            Self::Undated => "undated".to_owned(),
        };
        let part = if number > 1 { format!("-{number}") } else { String::new() };
        Permalink::at(format!("{path}{part}.html"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(date: &str) -> String {
        Period::holding(date.parse().unwrap()).permalink(1).as_str().to_owned()
    }

    #[test]
    fn an_event_stands_where_its_date_can_be_told_to() {
        assert_eq!(of("2025-04-23"), "2025/04/23.html");
        assert_eq!(of("2025-04-14/2025-04-20"), "2025/04.html");
        assert_eq!(of("2025-04-28/2025-05-04"), "2025.html");
        assert_eq!(of("../2025-05"), "2025/05.html");
        assert_eq!(of("2014"), "2014.html");
        assert_eq!(of("2025-04-23~"), "2025/04.html");
    }
}
