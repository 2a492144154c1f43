//! Links to where an article was published, down to the passage.

use crate::markdown::escape::percent;
use crate::markdown::link::is_outward;

/// Words of a passage that are named whole; of a longer one its first and its last few are.
const WHOLE: usize = 8;
const ENDS: usize = 4;

/// Whether an address is a page on the web that a reader may be sent to.
pub fn is_page(address: &str) -> bool {
    is_outward(address) && !address.to_ascii_lowercase().starts_with("mailto:")
}

/// The address of a passage on its page, by a text fragment (<https://wicg.github.io/scroll-to-text-fragment/>).
pub fn passage(address: &str, text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let part = |words: &[&str]| percent(&words.join(" ")).replace('-', "%2D");
    let fragment = if words.len() <= WHOLE {
        part(&words)
    } else {
        let (first, last) = words.split_at(words.len() - ENDS);
        format!("{},{}", part(first.get(..ENDS).unwrap_or(first)), part(last))
    };
    let mark = if address.contains('#') { "" } else { "#" };
    format!("{address}{mark}:~:text={fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_names_the_ends_of_a_passage() {
        let link = |text| passage("https://kestrel.example/a", text);
        assert_eq!(
            link("Well-known words"),
            "https://kestrel.example/a#:~:text=Well%2Dknown%20words"
        );
        assert_eq!(
            link("one two three four five six seven eight nine"),
            "https://kestrel.example/a#:~:text=one%20two%20three%20four,six%20seven%20eight%20nine"
        );
    }
}
