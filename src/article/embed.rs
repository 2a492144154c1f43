//! Embedded posts: quoted, with whose they are and from when.

use super::page::{Page, words};

/// Makes labelled posts one block quote each, and takes away what frames say over theirs.
pub(super) fn read(page: &mut Page) {
    embeds(page);
    frames(page);
}

/// Longest label of an embedded post, in bytes, with its marks.
const LABEL: usize = 80;

/// `### **Embed:**`, the post's lines, and its attribution: `— Name (@name) date`. Becomes one block quote.
fn embeds(page: &mut Page) {
    let filled = page.filled();
    for (order, at) in filled.iter().enumerate() {
        if page.text(*at).len() > LABEL {
            continue;
        }
        let label = words(page.text(*at)).to_lowercase();
        if !matches!(label.trim_end_matches(':'), "embed" | "embedded post" | "tweet" | "post")
            || !label.ends_with(':')
        {
            continue;
        }
        let post: Vec<usize> = filled.iter().skip(order + 1).take(12).copied().collect();
        let Some(end) = post.iter().position(|at| is_attribution(page.text(*at))) else { continue };
        page.remove(*at, "embed-label");
        for line in post.iter().take(end + 1) {
            quote_line(page, *line);
        }
        // The lines between are one quote.
        let (first, last) =
            (post.first().copied().unwrap_or(0), post.get(end).copied().unwrap_or(0));
        for at in first..last {
            if let Some(line) = page.lines.get_mut(at).filter(|line| line.is_blank()) {
                ">".clone_into(&mut line.text);
            }
        }
    }
}

/// `— Dana Holt (@dana) April 3, 2024`
fn is_attribution(line: &str) -> bool {
    let text = words(line);
    let dashed = text.starts_with(['—', '–', '-']);
    dashed && text.contains("(@") && text.len() <= 160
}

fn quote_line(page: &mut Page, at: usize) {
    let Some(line) = page.lines.get_mut(at) else { return };
    let text = without_media(&line.text);
    line.text = format!("> {text}");
}

/// A post without the link to its own picture.
fn without_media(text: &str) -> String {
    let cut = ["[pic.twitter.com/", "[pic.x.com/", "pic.twitter.com/", "pic.x.com/"];
    let at = cut.iter().filter_map(|mark| text.find(mark)).min();
    at.and_then(|at| text.get(..at)).unwrap_or(text).trim_end().to_owned()
}

/// What a frame says over a post that is quoted in it, in lower case.
const FRAMES: &[&str] = &[
    "bekijk dit bericht op instagram",
    "sieh dir diesen beitrag auf instagram an",
    "ver esta publicación en instagram",
    "view this post on instagram",
    "view this post on threads",
    "visualizza questo post su instagram",
    "voir cette publication sur instagram",
    "wyświetl ten post na instagramie",
];

/// A frame's own words go; whose the post is, and what it says, stays quoted.
fn frames(page: &mut Page) {
    for at in page.filled() {
        let Some(quoted) = page.text(at).trim_start().strip_prefix("> ") else { continue };
        if quoted.len() > LABEL || !FRAMES.contains(&words(quoted).to_lowercase().as_str()) {
            continue;
        }
        page.remove(at, "embed-label");
        if page.text(at + 1).trim() == ">" {
            page.understand(at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::body;
    use super::super::page::Markup;
    use super::*;

    #[test]
    fn an_embedded_post_is_a_block_quote() {
        let text = "Text.\n\n### **Embed:**\n\nWe sail at dawn. [pic.twitter.com/a](https://pic.twitter.com/a)\n\n— Dana Holt (@dana\\_h) [April 3, 2024](#)\n\nText.";
        assert_eq!(
            body::write(&mut Page::of(text, Markup::Markdown, 1)),
            "Text.\n\n> We sail at dawn.\n>\n> — Dana Holt (@dana\\_h) April 3, 2024\n\nText.\n"
        );
    }

    #[test]
    fn a_frame_says_nothing_of_its_own() {
        let post =
            "> View this post on Instagram\n>\n> [A post shared by Ann Lee](https://i.example/1)";
        let mut page = Page::of(post, Markup::Markdown, 1);
        read(&mut page);
        let left: Vec<&str> = page.filled().iter().map(|at| page.text(*at)).collect();
        assert_eq!(left, ["> [A post shared by Ann Lee](https://i.example/1)"]);
    }
}
