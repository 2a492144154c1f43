//! Links and anchors of a built site.

use crate::article::html::attributes;
use crate::text::line_at;
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

/// A link on a built page that leads nowhere within the site.
#[derive(Debug)]
pub(super) struct Broken<'a> {
    /// The page.
    pub(super) page: &'a str,
    /// The link as it stands there.
    pub(super) link: &'a str,
    /// The line it stands on.
    pub(super) line: u32,
    /// Why it leads nowhere.
    pub(super) why: String,
    /// The page that a server would show in its place, from the site's top.
    pub(super) instead: Option<String>,
    /// The `id`s of the page.
    pub(super) ids: &'a BTreeSet<String>,
}

/// Every link of a built site in `out` that leads nowhere within it.
pub(super) fn broken<'a>(out: &Path, pages: &'a BTreeMap<String, Anchors>) -> Vec<Broken<'a>> {
    let links = pages.iter().flat_map(|(page, anchors)| {
        anchors.links.iter().map(move |(link, line)| (page.as_str(), &anchors.ids, link, *line))
    });
    let broken = links.filter_map(|(page, ids, link, line)| {
        let why = why_broken(out, pages, (page, link))?;
        Some(Broken { page, link, line, why, instead: instead(out, page, link), ids })
    });
    broken.collect()
}

/// The page that servers show where a link leaves out the end of its name.
fn instead(out: &Path, page: &str, link: &str) -> Option<String> {
    let (path, anchor) = resolve(page, link)?;
    let shown = served(out, &path).filter(|shown| *shown != path)?;
    Some(if anchor.is_empty() { shown } else { format!("{shown}#{anchor}") })
}

fn why_broken(
    out: &Path,
    pages: &BTreeMap<String, Anchors>,
    (page, link): (&str, &str),
) -> Option<String> {
    if is_outside(link) || page == "404.html" {
        return None;
    }
    let Some((target, anchor)) = resolve(page, link) else { return Some(LEADS_OUT.to_owned()) };
    why_missing(out, pages, (&target, &anchor))
}

const LEADS_OUT: &str = "it leads out of the site";

/// Why an anchor of a page or a file of the site is not there.
fn why_missing(
    out: &Path,
    pages: &BTreeMap<String, Anchors>,
    (target, anchor): (&str, &str),
) -> Option<String> {
    if let Some(found) = pages.get(target) {
        // A text fragment (`#:~:text=`) is the browser's, and `#` alone is the top.
        let missing =
            !anchor.is_empty() && !anchor.starts_with(":~:") && !found.ids.contains(anchor);
        return missing.then(|| format!("{target} has no “{anchor}”"));
    }
    (!out.join(target).is_file()).then(|| format!("there is no {target}"))
}

/// The path below the site's own address that a whole one names, however its scheme, its host and their usual port are written.
pub(super) fn below<'u>(base: &str, url: &'u str) -> Option<&'u str> {
    let ((own, folder), (host, path)) = (at_host(base.trim_end_matches('/'))?, at_host(url)?);
    let path = path.strip_prefix(folder).filter(|_| host == own)?;
    (path.is_empty() || path.starts_with(['/', '#', '?'])).then(|| path.trim_start_matches('/'))
}

/// The host of a web address as servers compare it, and what stands behind it. Encrypted or not, a site is one.
fn at_host(url: &str) -> Option<(String, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let port = match scheme.to_ascii_lowercase().as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let (host, path) = rest.split_at_checked(rest.find(['/', '#', '?']).unwrap_or(rest.len()))?;
    Some((host.strip_suffix(port).unwrap_or(host).to_ascii_lowercase(), path))
}

/// Why a path below the site's own address leads nowhere.
pub(super) fn why_astray(
    out: &Path,
    pages: &BTreeMap<String, Anchors>,
    path: &str,
) -> Option<String> {
    let Some((path, anchor)) = resolve("", path) else { return Some(LEADS_OUT.to_owned()) };
    let target = served(out, &path).unwrap_or(path);
    why_missing(out, pages, (&target, &anchor))
}

/// The file that a server shows for a path. Servers add what a writer leaves out: `.html`, or a folder's `index.html`.
fn served(out: &Path, path: &str) -> Option<String> {
    let folder = path.trim_end_matches('/');
    let within = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let files = [path.to_owned(), format!("{path}.html"), format!("{within}index.html")];
    files.into_iter().find(|file| out.join(file).is_file())
}

/// Whether a link names another site, or no page at all.
pub(super) fn is_outside(link: &str) -> bool {
    let scheme = link.split_once(':').map_or("", |(scheme, _)| scheme);
    link.starts_with("//")
        || !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The path within the site and the anchor there that a relative link on `page` names.
pub(super) fn resolve(page: &str, link: &str) -> Option<(String, String)> {
    let decoded = |text| percent_encoding::percent_decode_str(text).decode_utf8();
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = decoded(path.split('?').next().unwrap_or_default()).ok()?;
    let anchor = decoded(anchor).ok()?.into_owned();
    if path.is_empty() {
        return Some((page.to_owned(), anchor));
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
    Some((parts.join("/"), anchor))
}

/// What a page's tags offer and ask for.
fn anchors(html: &str) -> Anchors {
    let mut anchors = Anchors::default();
    let (mut line, mut counted) = (1, 0);
    for (end, name, value) in attributes(html) {
        line += line_at(html.get(counted..end).unwrap_or_default(), end - counted) - 1;
        counted = end;
        match name {
            "id" => drop(anchors.ids.insert(value.into_owned())),
            "href" | "src" => anchors.links.push((value.into_owned(), line)),
            _ => {}
        }
    }
    anchors
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
    fn a_tag_is_read_however_its_attributes_are_quoted() {
        let page = anchors(
            "<a title=\"a > b\" href='a.html'>x</a>\n<a HREF = b.html id=p1>y</a><!-- <a href=\"c.html\"> -->",
        );
        assert_eq!(page.links, [("a.html".to_owned(), 1), ("b.html".to_owned(), 2)]);
        assert!(page.ids.contains("p1"));
    }

    #[test]
    fn an_address_of_the_site_is_its_own_however_it_is_written() {
        let base = "https://desk.example/story/";
        for url in [
            "https://desk.example/story/a.html",
            "HTTPS://Desk.Example:443/story/a.html",
            "http://desk.example/story/a.html",
        ] {
            assert_eq!(below(base, url), Some("a.html"), "{url}");
        }
        assert_eq!(below("https://desk.example", "https://desk.example#top"), Some("#top"));
        for url in [
            "https://desk.example/storyboard",
            "https://desk.example/Story/a.html",
            "https://desk.example:8443/story/a.html",
            "https://desk.example.org/story/a.html",
            "mailto:desk.example/story",
        ] {
            assert_eq!(below(base, url), None, "{url}");
        }
    }

    #[test]
    fn a_relative_link_is_read_from_its_page() {
        let resolved = |page, link| resolve(page, link).map(|(path, _)| path);
        assert_eq!(resolved("article/a.html", "../day/b.html").as_deref(), Some("day/b.html"));
        assert_eq!(resolved("article/a.html", "").as_deref(), Some("article/a.html"));
        assert_eq!(resolved("a.html", "../b.html"), None);
    }

    #[test]
    fn a_link_with_a_scheme_is_outside() {
        assert!(is_outside("https://x.example/"));
        assert!(is_outside("mailto:a@x.example"));
        assert!(!is_outside("2025/04/23.html#e-1"));
    }
}
