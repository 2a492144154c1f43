//! Parts that a page hides, and those among them that its readers unfold.

use super::super::style::words;
use super::super::tree::{Id, Node, Tree};

/// Words of a name in a row by which another part is hidden, or this one on small screens and on paper alone.
const SHOWN: &[[&str; 2]] = &[
    ["hidden", "mobile"],
    ["hidden", "phone"],
    ["hidden", "print"],
    ["hidden", "sm"],
    ["hidden", "tablet"],
    ["hidden", "xs"],
    ["label", "hidden"],
    ["overflow", "hidden"],
    ["x", "hidden"],
    ["y", "hidden"],
];

/// How large a screen is at least, and how a part is shown there: `hidden md:block`.
const SIZES: &[&str] = &["sm", "md", "lg", "xl"];
const DISPLAYS: &[&str] = &["block", "contents", "flex", "grid", "inline", "table"];

/// The words that a part goes by, less those that say it is hidden where a reader at a desk sees it.
pub(super) fn own_words(node: &Node<'_>) -> Vec<String> {
    let mut words = words(node);
    if !words.iter().any(|word| word == "hidden") {
        return words;
    }
    while let Some(at) = words.windows(2).position(|pair| SHOWN.iter().any(|shown| pair == shown)) {
        words.drain(at..at + 2);
    }
    let shown = words.windows(2).any(|pair| {
        matches!(pair, [size, display]
            if SIZES.contains(&size.as_str()) && DISPLAYS.contains(&display.as_str()))
    });
    if shown {
        words.retain(|word| word != "hidden");
    }
    words
}

/// Whether a part is hidden, and no reader unfolds it.
pub(super) fn is_hidden(tree: &Tree<'_>, id: Id) -> bool {
    let node = tree.node(id);
    let style: String =
        node.get("style").chars().filter(|letter| !letter.is_whitespace()).collect();
    let hidden = node.has("hidden")
        || node.get("aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    hidden && !is_folded(tree, id)
}

/// How many nodes are looked at: an opener is a line, and a folded part begins with text soon.
const NEAR: usize = 40;

/// How many letters a text has at least to be worth unfolding: menus have shorter ones.
const LONG: usize = 80;

/// Whether a part is a passage folded up below what opens it, as answers are below their questions.
fn is_folded(tree: &Tree<'_>, id: Id) -> bool {
    let opens =
        |before: Id| tree.range(before).take(NEAR).any(|id| tree.node(id).has("aria-expanded"));
    before(tree, id).is_some_and(opens) && runs_on(tree, id)
}

/// Whether a button opens a passage right below it: then it is the passage's heading.
pub(super) fn is_opener(tree: &Tree<'_>, id: Id) -> bool {
    let node = tree.node(id);
    node.tag == "button"
        && (node.has("aria-expanded") || tree.text(id).ends_with('?'))
        && after(tree, id).is_some_and(|part| runs_on(tree, part))
}

/// The element that stands before another in the same part.
fn before(tree: &Tree<'_>, id: Id) -> Option<Id> {
    let parent = tree.node(id).parent;
    let mut here = id.checked_sub(1)?;
    while here > parent {
        let node = tree.node(here);
        if node.parent != parent {
            here = node.parent;
        } else if node.is_text() && node.text.trim().is_empty() {
            here = here.checked_sub(1)?;
        } else {
            return Some(here);
        }
    }
    None
}

/// What stands right after an element, in whatever part.
fn after(tree: &Tree<'_>, id: Id) -> Option<Id> {
    let is_blank = |id: &Id| tree.node(*id).is_text() && tree.node(*id).text.trim().is_empty();
    (tree.node(id).end..tree.nodes.len()).take(NEAR).find(|id| !is_blank(id))
}

/// Whether running text stands soon in a part.
fn runs_on(tree: &Tree<'_>, id: Id) -> bool {
    tree.range(id).take(NEAR).any(|id| {
        let node = tree.node(id);
        node.is_text()
            && node.text.trim().len() >= LONG
            && node.text.contains(['.', '?', '!', '。'])
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::parse::parse;
    use super::super::remove;

    /// Some hundred letters of running text.
    const TEXT: &str = "The council of Aldford met on Tuesday, and it agreed to mend the old stone \
                        bridge before the winter. ";

    fn left(part: &str) -> String {
        let page = format!("<p>{}</p>{part}", TEXT.repeat(9));
        let mut tree = parse(&page, 256);
        remove(&mut tree, None);
        tree.text(0)
    }

    #[test]
    fn a_part_that_hides_something_else_is_shown() {
        let part =
            |class| left(&format!("<div class='{class}'>It snowed.</div>")).contains("It snowed.");
        assert!(part("field field--label-hidden"));
        assert!(part("card overflow-hidden"));
        assert!(part("col hidden-xs"));
        assert!(part("hidden md:block"));
        assert!(!part("field hidden"));
        assert!(!part("md:hidden"));
    }

    #[test]
    fn what_a_reader_unfolds_is_text() {
        let folded =
            |opener| left(&format!("<h3>{opener}</h3> <div hidden><p>Unfolded! {TEXT}</p></div>"));
        let shown = folded("<button aria-expanded=false>Who pays?</button>");
        assert!(shown.contains("Who pays? Unfolded!"), "{shown}");
        assert!(!folded("Who pays?").contains("Unfolded!"));
    }

    #[test]
    fn a_menu_and_its_button_are_none() {
        let menu = left("<button aria-expanded=false>More</button><ul hidden><li>Boats.</ul>");
        assert!(!menu.contains("More") && !menu.contains("Boats"));
    }
}
