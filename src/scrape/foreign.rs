//! Formats that are known and not read, by how their files begin: taken for text, they would be articles that nobody wrote.

use crate::problem::{Code, Problem};

/// Lists of pages, by the name of their outermost element; sorted.
const LISTS: &[&str] = &["feed", "rdf:RDF", "rss", "sitemapindex", "urlset"];

/// Tables, by how the first line of their file begins, and the program that writes it.
const TABLES: &[(&str, &str)] = &[
    ("Title;URL;Content;Tags;", "wallabag"),
    ("\"Title\";\"URL\";\"Content\";", "wallabag"),
    ("url,read_more_link,language,", "newspaper4k"),
];

/// What to say of such a file.
pub(super) fn told(path: &str, text: &str) -> Option<Problem> {
    let start = text.trim_start_matches('\u{feff}');
    let first = start.lines().next().unwrap_or_default();
    let table = TABLES.iter().find(|(begins, _)| first.starts_with(begins)).map(|(_, tool)| *tool);
    let (message, hint) = match table.or_else(|| is_row(first).then_some("trafilatura")) {
        Some(tool) => {
            (format!("a table as {tool} writes it, which is not read"), "write it as JSON")
        }
        None if is_mhtml(start) => (
            "a page saved as MHTML, which is not read".to_owned(),
            "save it as a single HTML file, with SingleFile or monolith",
        ),
        None => {
            let root = super::xml::root(start)?.name;
            LISTS.binary_search(&root).ok()?;
            (format!("a list of pages (<{root}>), not a page"), "capture the pages that it names")
        }
    };
    Some(Problem::error(Code::BinaryScrape, path, message).hint(hint))
}

/// trafilatura's table has no header: an address, then ten columns that may be `null`.
fn is_row(line: &str) -> bool {
    let mut columns = line.split('\t');
    let address = columns.next().is_some_and(|url| url.starts_with("http") || url == "null");
    address && columns.count() >= 9
}

/// A message's headers, which say that it has parts.
fn is_mhtml(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect();
    let headers = head.replace("\r\n", "\n");
    let headers = headers.split("\n\n").next().unwrap_or_default();
    headers.contains("MIME-Version:") && headers.contains("multipart/related")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_and_not_read_is_named() {
        let said = |text: &str| told("a", text).map_or_else(String::new, |problem| problem.message);
        let row = "https://harbour.example/a\tnull\tab\tharbour.example\tFerry\tnull\t2024-03-05\tIt stopped.\tnull\tnull\tarticle";
        assert!(said(row).contains("trafilatura"));
        assert!(said("url,read_more_link,language,title\n").contains("newspaper4k"));
        assert!(said("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">").contains("<rss>"));
        let mail = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n---";
        assert!(said(mail).contains("MHTML"));
    }

    #[test]
    fn a_page_and_a_text_are_read() {
        for text in
            ["<html><body>", "Ferry\n\nIt stopped.", "https://harbour.example/a\n\nIt stopped.", ""]
        {
            assert_eq!(told("a", text), None, "{text}");
        }
    }
}
