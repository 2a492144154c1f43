//! The names of other articles at the end of a page, below the heading that says so: "Related", "Most read".

use crate::article::page::{Line, Page};

/// How many there are at most, and how long each is.
const MOST: usize = 15;
const LONGEST: usize = 140;

/// Takes away what follows such a heading, where nothing follows that reads as a text.
pub(super) fn remove(page: &mut Page) {
    let heading =
        page.furniture.iter().rev().find(|one| one.rule == "read-more" && is_heading(&one.text));
    let Some(line) = heading.map(|one| one.line) else { return };
    let below = |at: &usize| page.lines.get(*at).is_some_and(|one| one.number > line);
    let names: Vec<usize> = page.filled().into_iter().filter(below).collect();
    let is_name =
        |at: &usize| page.lines.get(*at).map(Line::words).is_some_and(|text| is_name(&text));
    if line > 0 && names.len() <= MOST && names.iter().all(is_name) {
        for at in names {
            page.remove(at, "links");
        }
    }
}

/// Whether a line is a heading over what follows, and no link of its own: "Related:" and a name is one.
fn is_heading(text: &str) -> bool {
    const FEW: usize = 40;
    let bare = text.trim_matches(['*', '#', ' ', ':', '_']);
    bare.len() <= FEW && !bare.contains(": ") && !bare.contains("](")
}

/// Whether a line can be an article's name: short, and no sentence.
fn is_name(text: &str) -> bool {
    let bare = text.trim_start_matches(['-', '•', '*', '+', ' ']);
    bare.len() <= LONGEST
        && !bare.ends_with(['.', '!', '”', '"', ':', ';'])
        && !bare.starts_with('>')
}

#[cfg(test)]
mod tests {
    use super::super::remove;
    use super::*;
    use crate::article::page::Markup;

    fn left(text: &str) -> usize {
        let text = format!("It stopped on Monday.\n\nNobody was hurt.\n\n{text}");
        let mut page = Page::of(&text, Markup::Markdown, 1);
        remove(&mut page, &[]);
        page.filled().len() - 2
    }

    #[test]
    fn names_of_other_articles_below_their_heading_are_not_the_text() {
        assert_eq!(left("Related\n\nMayor sells boat\n\nFish market to move"), 0);
        assert_eq!(
            left("**More from the Post**\n\n- [Mayor sells boat](https://post.example/1)"),
            0
        );
    }

    #[test]
    fn a_text_that_goes_on_stays() {
        assert_eq!(left("Related\n\nMayor sells boat\n\nThe fish market moves on Friday."), 2);
        assert_eq!(left("Read more: Mayor sells boat\n\nTHE WAY AHEAD"), 1);
    }
}
