//! trafilatura's XML: its own, and TEI (<https://trafilatura.readthedocs.io/en/latest/corefunctions.html>).
//!
//! Its elements are HTML's under other names, so the text is handed on as HTML, and what stands above it as facts.

use super::{Capture, Captured, Facts, Format, json};
use serde_json::Value;

/// The article of a file in one of the two forms.
pub(super) fn read(text: &str) -> Option<Captured> {
    let root = root(text)?;
    let (why, facts, from, to) = match root.name {
        "doc" => ("XML as only trafilatura writes it", own(root.attributes), "<main", "</main>"),
        "TEI" => ("XML as TEI has it", tei(text), "<body", "</body>"),
        _ => return None,
    };
    let body = text.get(text.find(from)?..)?;
    let html = html(body.split(to).next().unwrap_or(body));
    let tool = text.contains("Trafilatura") || root.name == "doc";
    Some(Captured {
        format: Format::Xml,
        tool: tool.then(|| "trafilatura".to_owned()),
        why: why.to_owned(),
        facts,
        capture: Capture::Html(html),
    })
}

/// The element that holds all others; `None` where a text is no XML.
pub(super) fn root(text: &str) -> Option<Tag<'_>> {
    let is_tag = |piece: &Piece<'_>| match piece {
        Piece::Tag(_) => true,
        Piece::Text(text) => !text.trim().is_empty(),
    };
    match pieces(text.trim_start_matches('\u{feff}')).find(is_tag)? {
        Piece::Tag(tag) => Some(tag),
        Piece::Text(_) => None,
    }
}

/// One tag as it stands.
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    attributes: &'t str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    End,
    Empty,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        attributes(self.attributes).find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

enum Piece<'t> {
    Tag(Tag<'t>),
    /// Words between tags, entities as they stand.
    Text(&'t str),
}

/// A text's tags and the words between them; comments, declarations and instructions are left out.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let Some(inside) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                let (words, after) = rest.split_at_checked(end)?;
                rest = after;
                return (!words.is_empty()).then_some(Piece::Text(words));
            };
            let (tag, after) = inside.split_once('>').unwrap_or((inside, ""));
            rest = after;
            if !tag.starts_with(['!', '?']) {
                return Some(Piece::Tag(self::tag(tag)));
            }
        }
    })
}

fn tag(inside: &str) -> Tag<'_> {
    let (kind, inside) = match (inside.strip_prefix('/'), inside.strip_suffix('/')) {
        (Some(inside), _) => (Kind::End, inside),
        (None, Some(inside)) => (Kind::Empty, inside),
        (None, None) => (Kind::Start, inside),
    };
    let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    Tag { name, attributes, kind }
}

/// Attributes as they stand: the program sets all of them in double quotes.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        rest = after;
        Some((name.trim(), value))
    })
}

/// What the attributes of trafilatura's own root say.
fn own(root: &str) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in attributes(root) {
        let value = Value::String(htmlize::unescape(value).into_owned());
        if !json::field(&mut facts, key, &value, "xml") {
            facts.extra.insert(key.to_owned(), value);
        }
    }
    facts
}

/// The elements of a TEI header that say something, by the element they stand in, and the key each is read as; sorted.
const HEADER: &[(&str, &str, &str)] = &[
    ("abstract", "p", "description"),
    ("creation", "date", "filedate"),
    ("keywords", "term", "tags"),
    ("publicationStmt", "date", "date"),
    ("publicationStmt", "publisher", "sitename"),
    ("titleStmt", "author", "author"),
    ("titleStmt", "title", "title"),
];

fn tei(text: &str) -> Facts {
    let mut facts = Facts::default();
    let mut open: Vec<&str> = Vec::new();
    let header = text.split("</teiHeader>").next().unwrap_or(text);
    for piece in pieces(header) {
        match piece {
            Piece::Tag(tag) if tag.kind == Kind::Start => open.push(tag.name),
            Piece::Tag(tag) if tag.kind == Kind::End => _ = open.pop(),
            Piece::Tag(tag) => {
                let url = tag.get("target").filter(|_| tag.name == "ptr");
                url.into_iter().for_each(|url| say(&mut facts, "url", url));
            }
            Piece::Text(words) => {
                let place = (open.iter().rev().nth(1), open.last());
                let known =
                    HEADER.iter().find(|(above, name, _)| (Some(above), Some(name)) == place);
                known.into_iter().for_each(|(_, _, key)| say(&mut facts, key, words));
            }
        }
    }
    facts
}

/// Files what a header says; it names the author and the title twice, and the host in parentheses after the outlet.
fn say(facts: &mut Facts, key: &str, words: &str) {
    let mut words = htmlize::unescape(words.trim()).into_owned();
    if let Some((outlet, host)) = words.rsplit_once(" (").filter(|_| key == "sitename")
        && host.ends_with(')')
    {
        words.truncate(outlet.len());
    }
    let known = facts.bylines.iter().any(|byline| byline.value == words);
    if !words.is_empty() && words != "N/A" && !(key == "author" && known) {
        json::field(facts, key, &Value::String(words), "xml");
    }
}

/// The text as HTML, all of it the article's; comments below it are none of it.
fn html(body: &str) -> String {
    let mut html = String::with_capacity(body.len() + 64);
    html.push_str("<article>");
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces(body) {
        match piece {
            Piece::Text(words) => html.push_str(words),
            Piece::Tag(tag) if tag.get("type") == Some("comments") => break,
            Piece::Tag(tag) if tag.kind == Kind::End => {
                let name = open.pop().filter(|name| !name.is_empty());
                name.into_iter().for_each(|name| html.extend(["</", name, ">"]));
            }
            Piece::Tag(tag) => {
                let name = named(&tag);
                match tag.get("target").filter(|_| name == "a") {
                    Some(target) => html.extend(["<a href=\"", target, "\">"]),
                    None if !name.is_empty() => html.extend(["<", name, ">"]),
                    None => {}
                }
                if tag.kind == Kind::Start {
                    open.push(name);
                }
            }
        }
    }
    html + "</article>"
}

/// What HTML calls an element; empty where only its words matter.
fn named(tag: &Tag<'_>) -> &'static str {
    match (tag.name, tag.get("rend").or_else(|| tag.get("role"))) {
        ("p" | "ab", None) => "p",
        ("head", Some("h1")) => "h1",
        ("head" | "ab", _) => "h2",
        ("hi", Some("#b")) => "b",
        ("hi", Some("#i")) => "i",
        ("list", Some("ol")) => "ol",
        ("list", _) => "ul",
        ("item", _) => "li",
        ("quote", _) => "blockquote",
        ("code", _) => "code",
        ("ref", _) => "a",
        ("lb", _) => "br",
        ("table", _) => "table",
        ("row", _) => "tr",
        ("cell", Some("head")) => "th",
        ("cell", _) => "td",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<T: ToString>(fact: Option<&super::super::Fact<T>>) -> String {
        fact.map_or_else(String::new, |fact| fact.value.to_string())
    }

    #[test]
    fn trafilaturas_own_xml_states_its_facts_in_the_root() {
        let read = read("<doc sitename=\"Harbour Times\" title=\"Ferry &amp; tide\" author=\"Ann Lee; Dan Roe\" date=\"2024-03-05\" url=\"https://harbour.example/a\" tags=\"ferry;boat\" fingerprint=\"ab\">\n  <main>\n    <p>It <hi rend=\"#b\">stopped</hi> at <ref target=\"https://port.example/\">the port</ref> &lt;again&gt;.</p>\n<head rend=\"h3\">Later</head><list rend=\"ul\"><item>One</item></list><lb/></main>\n  <comments><p>First!</p></comments>\n</doc>").unwrap();
        let facts = &read.facts;
        assert_eq!((read.format, read.tool.as_deref()), (Format::Xml, Some("trafilatura")));
        assert_eq!(said(facts.title.as_ref()), "Ferry & tide");
        assert_eq!(
            (said(facts.outlet.as_ref()), said(facts.published.as_ref())),
            ("Harbour Times".into(), "2024-03-05".into())
        );
        assert_eq!((facts.bylines.len(), facts.tags.len()), (2, 2));
        assert_eq!(facts.extra["fingerprint"], "ab");
        assert_eq!(
            read.capture.text().split_whitespace().collect::<Vec<_>>().join(" "),
            "<article> <p>It <b>stopped</b> at <a href=\"https://port.example/\">the port</a> &lt;again&gt;.</p> <h2>Later</h2><ul><li>One</li></ul><br></article>"
        );
    }

    #[test]
    fn tei_states_them_in_its_header() {
        let read = read("<?xml version=\"1.0\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title type=\"main\">Ferry</title><author>Ann Lee</author></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><bibl>Ferry, Harbour Times</bibl><biblFull><titleStmt><title>Ferry</title><author>Ann Lee</author></titleStmt><publicationStmt><publisher>Harbour Times (harbour.example)</publisher><ptr type=\"URL\" target=\"https://harbour.example/a?b=1&amp;c=2\"/><date>2024-03-05</date></publicationStmt></biblFull></sourceDesc></fileDesc><profileDesc><creation><date type=\"download\">2024-03-07</date></creation></profileDesc></teiHeader><text><body><div type=\"entry\"><p>It stopped.</p><ab type=\"header\" rend=\"h2\">Later</ab></div><div type=\"comments\"><p>First!</p></div></body></text></TEI>").unwrap();
        let facts = &read.facts;
        assert_eq!((said(facts.title.as_ref()), facts.bylines.len()), ("Ferry".into(), 1));
        assert_eq!(
            (said(facts.outlet.as_ref()), said(facts.url.as_ref())),
            ("Harbour Times".into(), "https://harbour.example/a?b=1&c=2".into())
        );
        assert_eq!(
            (said(facts.published.as_ref()), said(facts.captured.as_ref())),
            ("2024-03-05".into(), "2024-03-07".into())
        );
        assert_eq!(read.capture.text(), "<article><p>It stopped.</p><h2>Later</h2></article>");
    }

    #[test]
    fn other_xml_is_none_of_its() {
        for text in
            ["<rss><channel/></rss>", "<?xml version=\"1.0\"?><html><body>", "A <doc> text", ""]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_header_is_sorted() {
        assert!(HEADER.is_sorted());
    }
}
