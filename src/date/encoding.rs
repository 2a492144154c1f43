//! Dates as other formats hold them: as written, where a person may read them; as numbers in the memo, where every build reads
//! hundreds of thousands.

use super::{Day, Edtf, NotADate, Partial, Stamp};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::Display;
use std::str::FromStr;

/// A date as numbers.
trait Numbered: Copy + Display + FromStr<Err = NotADate> {
    type Numbers: Serialize + DeserializeOwned;

    fn numbers(self) -> Self::Numbers;

    fn of(numbers: Self::Numbers) -> Option<Self>;
}

impl Numbered for Day {
    type Numbers = (i16, i8, i8);

    fn numbers(self) -> Self::Numbers {
        (self.year(), self.month(), self.day())
    }

    fn of((year, month, day): Self::Numbers) -> Option<Self> {
        Self::new(year, month, day)
    }
}

impl Numbered for Partial {
    /// 0 for a month or a day that is not stated.
    type Numbers = (i16, i8, i8);

    fn numbers(self) -> Self::Numbers {
        match self {
            Self::Year(year) => (year, 0, 0),
            Self::Month(year, month) => (year, month, 0),
            Self::Day(day) => day.numbers(),
        }
    }

    fn of(numbers: Self::Numbers) -> Option<Self> {
        match numbers {
            (year, 0, 0) => Some(Self::Year(year)),
            (year, month, 0) => Some(Self::Month(year, month)),
            numbers => Day::of(numbers).map(Self::Day),
        }
    }
}

impl Numbered for Edtf {
    type Numbers = (Option<Partial>, Option<Partial>, bool);

    fn numbers(self) -> Self::Numbers {
        (self.begin, self.end, self.approximate)
    }

    fn of((begin, end, approximate): Self::Numbers) -> Option<Self> {
        Some(Self { begin, end, approximate })
    }
}

impl Numbered for Stamp {
    type Numbers = (Day, Option<u32>, Option<i16>);

    fn numbers(self) -> Self::Numbers {
        (self.day, self.seconds, self.offset)
    }

    fn of((day, seconds, offset): Self::Numbers) -> Option<Self> {
        Some(Self { day, seconds, offset })
    }
}

fn serialize<D: Numbered, S: Serializer>(date: D, to: S) -> Result<S::Ok, S::Error> {
    if to.is_human_readable() { to.collect_str(&date) } else { date.numbers().serialize(to) }
}

fn deserialize<'de, D: Numbered, F: Deserializer<'de>>(from: F) -> Result<D, F::Error> {
    if from.is_human_readable() {
        return String::deserialize(from)?.parse().map_err(F::Error::custom);
    }
    D::of(D::Numbers::deserialize(from)?).ok_or_else(|| F::Error::custom("no date"))
}

macro_rules! encoded {
    ($($date:ty),*) => {$(
        impl Serialize for $date {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                serialize(*self, to)
            }
        }

        impl<'de> Deserialize<'de> for $date {
            fn deserialize<F: Deserializer<'de>>(from: F) -> Result<Self, F::Error> {
                deserialize(from)
            }
        }
    )*};
}

encoded!(Day, Partial, Edtf, Stamp);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_it_was_written_in_text_and_in_numbers() {
        for text in ["2025", "2025-04", "2025-04-23", "2025-04/..", "../2025-05-01", "2025-04-23~"]
        {
            let date: Edtf = text.parse().unwrap();
            assert_eq!(serde_json::to_string(&date).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Edtf>(&format!("\"{text}\"")).unwrap(), date);
            let bytes = postcard::to_stdvec(&date).unwrap();
            assert_eq!(postcard::from_bytes::<Edtf>(&bytes).unwrap(), date, "{text}");
        }
        for text in ["2025-04-23", "2025-04-23T09:30:00", "2025-04-23T09:30:00-05:30"] {
            let stamp: Stamp = text.parse().unwrap();
            let bytes = postcard::to_stdvec(&stamp).unwrap();
            assert_eq!(postcard::from_bytes::<Stamp>(&bytes).unwrap(), stamp, "{text}");
        }
        assert!(
            postcard::from_bytes::<Day>(&postcard::to_stdvec(&(2025_i16, 2_i8, 30_i8)).unwrap())
                .is_err()
        );
    }
}
