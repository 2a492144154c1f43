//! Which normalisation an edited article was once made from, told by what both say: its scrape was renamed, and has changed since.

use super::{Ask, OnDisk};
use crate::article::Article;
use std::collections::BTreeMap;

/// The one normalisation among those at these places that says what a file does; `None` where several do, or none.
pub(super) fn only(file: &OnDisk, places: &[usize], ask: Ask<'_>) -> Option<usize> {
    if places.is_empty() {
        return None;
    }
    let article = (ask.file)(&file.path)?;
    let like = |at: &&usize| (ask.fresh)(**at).is_some_and(|fresh| are_alike(&article, &fresh));
    let mut like = places.iter().filter(like);
    let only = like.next()?;
    like.next().is_none().then_some(*only)
}

/// Whether two texts have an address in common, or nearly all their words: far more than two reports of one event have.
fn are_alike(one: &Article, two: &Article) -> bool {
    const TENTHS: usize = 7;
    if let (Some(one), Some(two)) = (&one.front.url, &two.front.url) {
        return one == two;
    }
    let (mut left, all) = words(&one.body);
    let (others, other) = words(&two.body);
    let mut shared = 0;
    for (word, count) in others {
        shared += left.remove(word).map_or(0, |times: usize| times.min(count));
    }
    shared > 0 && shared * 10 >= all.max(other) * TENTHS
}

/// How often each word stands in a text, and how many there are.
fn words(text: &str) -> (BTreeMap<&str, usize>, usize) {
    let mut counts = BTreeMap::new();
    text.split_whitespace().for_each(|word| *counts.entry(word).or_default() += 1);
    let all = counts.values().sum();
    (counts, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(url: Option<&str>, body: &str) -> Article {
        let mut article = Article { body: body.to_owned(), ..Article::default() };
        article.front.url = url.map(str::to_owned);
        article
    }

    const FERRY: &str =
        "The ferry stopped running on Monday after its rudder jammed in the harbour.";

    #[test]
    fn a_text_with_a_word_changed_is_the_same_and_another_report_is_not() {
        let ferry = article(None, FERRY);
        assert!(are_alike(&ferry, &article(None, &FERRY.replace("Monday", "Tuesday"))));
        let other =
            "The ferry in the harbour stopped on Monday; its rudder was stuck, the owner said.";
        assert!(!are_alike(&ferry, &article(None, other)));
        assert!(!are_alike(&article(None, ""), &article(None, "")));
    }

    #[test]
    fn an_address_tells_more_than_words() {
        let (here, there) = (Some("https://harbour.example/a"), Some("https://harbour.example/b"));
        assert!(are_alike(&article(here, FERRY), &article(here, "It runs again.")));
        assert!(!are_alike(&article(here, FERRY), &article(there, FERRY)));
    }
}
