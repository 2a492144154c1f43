//! Links and anchors of a built site.

use crate::problem::{Code, Problem};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What one page offers and asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Anchors {
    /// Its `id`s.
    pub(super) ids: BTreeSet<String>,
    /// What its `href`s and `src`s name, with the line they stand on.
    pub(super) links: Vec<(String, u32)>,
}

/// The pages of a built site, by path.
pub(super) fn pages(out: &Path) -> anyhow::Result<BTreeMap<String, Anchors>> {
    let mut pages = BTreeMap::new();
    for entry in walkdir::WalkDir::new(out) {
        let entry = entry?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|end| end == "html")
        {
            // A page of the theme's own may be in another encoding.
            let bytes = std::fs::read(entry.path())?;
            let text = String::from_utf8_lossy(&bytes);
            let path = entry.path().strip_prefix(out)?.to_string_lossy().replace('\\', "/");
            pages.insert(path, anchors(&text));
        }
    }
    Ok(pages)
}

/// Every link of a built site that leads nowhere within it.
pub(super) fn broken(out: &Path) -> anyhow::Result<Vec<Problem>> {
    let pages = pages(out)?;
    let mut problems = Vec::new();
    for (page, anchors) in &pages {
        for (link, line) in &anchors.links {
            if let Some(message) = why_broken(out, &pages, page, link) {
                let hint = "mend the link where it is written";
                problems
                    .push(Problem::error(Code::BrokenLink, page, message).at(*line, "").hint(hint));
            }
        }
    }
    Ok(problems)
}

fn why_broken(
    out: &Path,
    pages: &BTreeMap<String, Anchors>,
    page: &str,
    link: &str,
) -> Option<String> {
    if is_outside(link) || page == "404.html" {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let Some(target) = resolve(page, path) else {
        return Some(format!("“{link}” leads out of the site"));
    };
    if let Some(found) = pages.get(&target) {
        let anchor = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
        // A text fragment (`#:~:text=`) is the browser's, and `#` alone is the top.
        let missing = !anchor.is_empty()
            && !anchor.starts_with(":~:")
            && !found.ids.contains(anchor.as_ref());
        return missing.then(|| format!("“{link}”: {target} has no “{anchor}”"));
    }
    (!out.join(&target).is_file()).then(|| format!("“{link}”: there is no {target}"))
}

/// Whether a link names another site, or no page at all.
pub(super) fn is_outside(link: &str) -> bool {
    let scheme = link.split_once(':').map_or("", |(scheme, _)| scheme);
    link.starts_with("//")
        || !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The path that a relative link on `page` names, within the site.
fn resolve(page: &str, path: &str) -> Option<String> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Reads a page's tags. Our pages quote every attribute and escape every `<` of a text, so a scan is enough.
pub(super) fn anchors(html: &str) -> Anchors {
    let mut anchors = Anchors::default();
    let mut line = 1;
    for (index, part) in html.split('<').enumerate() {
        let tag = if index == 0 { "" } else { part.split('>').next().unwrap_or_default() };
        for (name, value) in attributes(tag) {
            match name {
                "id" => drop(anchors.ids.insert(unescape(value))),
                "href" | "src" => anchors.links.push((unescape(value), line)),
                _ => {}
            }
        }
        line += u32::try_from(part.matches('\n').count()).unwrap_or(0);
    }
    anchors
}

/// The quoted attributes of a tag.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut pieces = tag.split('"');
    std::iter::from_fn(move || {
        let before = pieces.next()?;
        let value = pieces.next()?;
        let name = before.trim_end().strip_suffix('=').unwrap_or_default();
        Some((name.rsplit(char::is_whitespace).next().unwrap_or_default(), value))
    })
}

fn unescape(value: &str) -> String {
    value
        .replace("&#x2F;", "/")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_links_are_read_with_their_line() {
        let page = anchors(
            "<p id=\"p1\">a &lt;b href=\"x\"&gt;</p>\n<a class=\"r\" href=\"../a.html#p2\">b</a>",
        );
        assert!(page.ids.contains("p1"));
        assert_eq!(page.links, [("../a.html#p2".to_owned(), 2)]);
    }

    #[test]
    fn a_relative_link_is_read_from_its_page() {
        assert_eq!(resolve("article/a.html", "../day/b.html").as_deref(), Some("day/b.html"));
        assert_eq!(resolve("article/a.html", "").as_deref(), Some("article/a.html"));
        assert_eq!(resolve("a.html", "../b.html"), None);
    }

    #[test]
    fn a_link_with_a_scheme_is_outside() {
        assert!(is_outside("https://x.example/"));
        assert!(is_outside("mailto:a@x.example"));
        assert!(!is_outside("2025/04/23.html#e-1"));
    }
}
