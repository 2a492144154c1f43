//! Lines above an article's text that only say when it was published, and by whom: they are read as data.

use super::tag::{HEADING, INLINE};
use super::tree::{Id, Tree};
use super::weights::Weights;
use super::when::{self, Order};

/// How long such a line is at most, in characters and in words.
const LONGEST: usize = 60;
const WORDS: usize = 9;

/// Marks the lines before the first running text that are hardly more than a date.
pub(super) fn remove(tree: &mut Tree<'_>, weights: &Weights, article: Id) {
    let text = tree.walk(article).find(|&id| weights.own(id) > 0).unwrap_or(article);
    let stamps: Vec<Id> =
        tree.walk(article).take_while(|&id| id < text).filter(|&id| is_stamp(tree, id)).collect();
    for id in stamps {
        tree.take(id, "stamp");
    }
}

fn is_stamp(tree: &Tree<'_>, id: Id) -> bool {
    let node = tree.node(id);
    let block = !node.is_text() && !node.is(INLINE);
    let loose = node.is_text() && !tree.node(node.parent).is(INLINE);
    if !block && !loose || tree.within(id, HEADING) || tree.range(id).len() > LONGEST {
        return false;
    }
    let text = if loose { node.text.trim().to_owned() } else { tree.text(id) };
    let short = text.chars().count() <= LONGEST && text.split_whitespace().count() <= WORDS;
    let day = [Order::DayFirst, Order::MonthFirst]
        .iter()
        .any(|&order| when::read(&text, order).is_some());
    short && day && !text.ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn left(line: &str) -> String {
        let text = "<p>The council met, and it agreed to mend the old stone bridge by the end of the month.</p>";
        let page = format!("<div>{line}{text}<p>5 March 2024</p></div>");
        let mut tree = parse(&page, 256);
        let weights = Weights::of_tree(&tree);
        remove(&mut tree, &weights, 1);
        tree.text(1).split("The council met").next().unwrap().trim().to_owned()
    }

    #[test]
    fn a_line_that_is_a_date_is_not_the_text() {
        assert_eq!(left("<p>Friday, 5 March 2024, 15:24</p>"), "");
        assert_eq!(left("By Ann Lee — March 5, 2024"), "");
        assert_eq!(left("<div>2/24/2024</div>"), "");
        assert_eq!(left("<h2>The vote of 5 March 2024</h2>"), "The vote of 5 March 2024");
        assert_eq!(left("<p>It fell on 5 March 2024.</p>"), "It fell on 5 March 2024.");
    }
}
