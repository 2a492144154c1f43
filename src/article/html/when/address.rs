//! The day that a page's address holds.

use super::{Order, compact};
use crate::date::{self, Day, Stamp};

/// The day in an address such as `/2024/03/05/` or `/2024-03-05-bridge`.
pub(in super::super) fn in_address(url: &str, order: Order) -> Option<Stamp> {
    let path = url.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(['/', '-', '_', '.', '~']).collect();
    let found = numbers.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        let month_number = if month.len() == 2 {
            month.parse().ok()
        } else {
            date::month(month).filter(|_| month.len() == 3)
        };
        let two = (1..=2).contains(&day.len());
        Day::new(super::year(year)?, month_number?, day.parse().ok().filter(|_| two)?)
    });
    let whole = || {
        numbers
            .iter()
            .filter(|part| part.len() == 8)
            .find_map(|part| compact(part))
            .filter(|stamp| (1995..2100).contains(&stamp.day.year()))
    };
    // Where days come first elsewhere, they do in addresses: `/05-03-2024-bridge`, `/05032024-bridge`.
    let turned_whole = || {
        let parts = numbers.iter().filter(|part| order == Order::DayFirst && part.len() == 8);
        parts.filter_map(|part| Some((part.get(..2)?, part.get(2..4)?, part.get(4..)?))).find_map(
            |(day, month, year)| {
                Day::new(super::year(year)?, month.parse().ok()?, day.parse().ok()?)
            },
        )
    };
    let turned = || {
        numbers.windows(3).filter(|_| order == Order::DayFirst).find_map(|three| {
            let [day, month, year] = three else { return None };
            let two = day.len() == 2 && month.len() == 2;
            Day::new(super::year(year)?, month.parse().ok()?, day.parse().ok().filter(|_| two)?)
        })
    };
    found.map(Stamp::day).or_else(whole).or_else(|| turned().or_else(turned_whole).map(Stamp::day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_hold_the_day() {
        assert_eq!(
            in_address("https://aldford.example/2024/03/05/bridge", Order::DayFirst)
                .unwrap()
                .to_string(),
            "2024-03-05"
        );
        assert_eq!(
            in_address("https://aldford.example/news-2024-03-05.html", Order::DayFirst)
                .unwrap()
                .to_string(),
            "2024-03-05"
        );
        assert_eq!(in_address("https://aldford.example/2024/03/bridge", Order::DayFirst), None);
        let turned = "https://aldford.example/detail/~05-03-2024-bridge";
        assert_eq!(in_address(turned, Order::DayFirst).unwrap().to_string(), "2024-03-05");
        assert_eq!(in_address(turned, Order::MonthFirst), None);
        let whole = "https://aldford.example/news/05032024-bridge";
        assert_eq!(in_address(whole, Order::DayFirst).unwrap().to_string(), "2024-03-05");
        assert_eq!(in_address(whole, Order::MonthFirst), None);
    }
}
