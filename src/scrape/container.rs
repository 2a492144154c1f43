//! What captures come packed in: gzip, WARC, WACZ. Expansion is bounded by the limits.

use super::Format;
use crate::config::Limits;
use crate::problem::{Code, Problem, Reported};
use std::borrow::Cow;
use std::io::{Cursor, Read};

/// What was in a file.
pub(super) enum Unpacked<'a> {
    /// One capture's bytes.
    One(Cow<'a, [u8]>),
    /// The pages of a web archive.
    Archive(Format, Reported<Vec<Page>>),
}

/// One page of a web archive.
pub(super) struct Page {
    /// Its address.
    pub(super) url: String,
    /// When it was captured, as the record says.
    pub(super) captured: String,
    /// Its content, unchunked and decompressed.
    pub(super) bytes: Vec<u8>,
}

/// Unpacks a file.
pub(super) fn unpack<'a>(
    path: &str,
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<Unpacked<'a>, Problem> {
    if bytes.starts_with(b"PK\x03\x04") {
        return wacz(path, bytes, limits);
    }
    let plain = if bytes.starts_with(b"\x1f\x8b") {
        Cow::Owned(gunzip(path, bytes, limits)?)
    } else {
        Cow::Borrowed(bytes)
    };
    if plain.starts_with(b"WARC/") {
        return Ok(Unpacked::Archive(Format::Warc, warc(path, &plain, limits)));
    }
    Ok(Unpacked::One(plain))
}

fn too_large(path: &str, limit: &str) -> Problem {
    let message = format!("expands beyond {limit}");
    Problem::error(Code::TooLarge, path, message)
        .hint("raise the limit in dateline.toml if the file is to be trusted")
}

/// How many bytes a packed file may become.
fn most(packed: usize, limits: &Limits) -> u64 {
    (packed as u64).saturating_mul(limits.expansion).max(limits.article_bytes)
}

fn gunzip(path: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Problem> {
    let most = most(bytes.len(), limits);
    let mut plain = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut plain);
    if plain.len() as u64 > most {
        return Err(too_large(path, "limits.expansion"));
    }
    match read {
        Ok(_) => Ok(plain),
        Err(_) if !plain.is_empty() => Ok(plain),
        Err(error) => {
            Err(Problem::error(Code::BinaryScrape, path, format!("broken gzip: {error}")))
        }
    }
}

/// A zip with WARC files under `archive/`, or SingleFile's compressed page.
fn wacz<'a>(path: &str, bytes: &[u8], limits: &Limits) -> Result<Unpacked<'a>, Problem> {
    let broken = |error: &dyn std::fmt::Display| {
        Problem::error(Code::BinaryScrape, path, format!("broken zip: {error}"))
    };
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    names.sort();
    let wanted: Vec<String> = names
        .iter()
        .filter(|name| name.ends_with(".warc") || name.ends_with(".warc.gz"))
        .cloned()
        .collect();
    let mut left = most(bytes.len(), limits);
    if wanted.is_empty() {
        if !names.iter().any(|name| name == "index.html") {
            return Err(Problem::error(Code::BinaryScrape, path, "a zip without captured pages")
                .hint("unpack it into content/scrapes"));
        }
        return entry(&mut zip, "index.html", path, &mut left)
            .map(|page| Unpacked::One(Cow::Owned(page)));
    }
    let mut pages = Reported::fine(Vec::new());
    for name in wanted {
        let packed = entry(&mut zip, &name, path, &mut left)?;
        let plain =
            if packed.starts_with(b"\x1f\x8b") { gunzip(path, &packed, limits)? } else { packed };
        let read = warc(path, &plain, limits);
        pages.value.extend(read.value);
        pages.problems.extend(read.problems);
    }
    Ok(Unpacked::Archive(Format::Wacz, pages))
}

fn entry(
    zip: &mut zip::ZipArchive<Cursor<&[u8]>>,
    name: &str,
    path: &str,
    left: &mut u64,
) -> Result<Vec<u8>, Problem> {
    let broken = |error: &dyn std::fmt::Display| {
        Problem::error(Code::BinaryScrape, path, format!("broken zip: {error}"))
    };
    let file = zip.by_name(name).map_err(|error| broken(&error))?;
    let mut plain = Vec::new();
    file.take(*left + 1).read_to_end(&mut plain).map_err(|error| broken(&error))?;
    if plain.len() as u64 > *left {
        return Err(too_large(path, "limits.expansion"));
    }
    *left -= plain.len() as u64;
    Ok(plain)
}

/// The HTML responses of a WARC file (ISO 28500): status 200, each once.
fn warc(path: &str, bytes: &[u8], limits: &Limits) -> Reported<Vec<Page>> {
    let mut pages = Reported::fine(Vec::new());
    let mut rest = bytes;
    while let Some((head, body, after)) = record(rest) {
        if header(head, "WARC-Type").is_some_and(|kind| kind == "response") {
            match page(head, body, limits) {
                Some(page) if page.bytes.len() as u64 > limits.article_bytes => {
                    pages.problems.push(too_large(path, "limits.article_bytes"));
                }
                Some(page) => pages.value.push(page),
                None => {}
            }
        }
        rest = after;
    }
    if !rest.iter().all(u8::is_ascii_whitespace) {
        pages.problems.push(Problem::error(
            Code::BadLine,
            path,
            "a WARC record is cut short; those before it were read",
        ));
    }
    pages
}

/// One record: its headers, its block, and what follows.
fn record(bytes: &[u8]) -> Option<(&str, &[u8], &[u8])> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let bytes = bytes.get(start..).filter(|bytes| bytes.starts_with(b"WARC/"))?;
    let (head, body) = split_head(bytes)?;
    let length: usize = header(head, "Content-Length")?.parse().ok()?;
    let (block, after) = body.split_at_checked(length)?;
    Some((head, block, after))
}

/// Headers and what follows the blank line.
fn split_head(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (end, gap) = find(bytes, b"\r\n\r\n")
        .map(|at| (at, 4))
        .or_else(|| find(bytes, b"\n\n").map(|at| (at, 2)))?;
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    Some((head, bytes.get(end + gap..)?))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).take(64 * 1024).position(|window| window == what)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn page(record: &str, block: &[u8], limits: &Limits) -> Option<Page> {
    let (head, body) = split_head(block)?;
    let ok = head.lines().next()?.split_whitespace().nth(1) == Some("200");
    let html =
        header(head, "Content-Type").is_some_and(|kind| kind.to_lowercase().contains("html"));
    if !ok || !html {
        return None;
    }
    let chunked = header(head, "Transfer-Encoding")
        .is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    let body = if chunked { Cow::Owned(unchunk(body)?) } else { Cow::Borrowed(body) };
    let packed = header(head, "Content-Encoding")
        .is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"))
        && body.starts_with(b"\x1f\x8b");
    let bytes = if packed { gunzip("", &body, limits).ok()? } else { body.into_owned() };
    let url = header(record, "WARC-Target-URI")?.trim_matches(['<', '>']).to_owned();
    Some(Page { url, captured: header(record, "WARC-Date").unwrap_or_default().to_owned(), bytes })
}

/// HTTP/1.1's chunked coding (RFC 9112, 7.1). A body that was stored unchunked is left as it is.
fn unchunk(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    loop {
        let end = find(bytes, b"\r\n")?;
        let size = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let Ok(size) = usize::from_str_radix(size.split(';').next()?.trim(), 16) else {
            return plain.is_empty().then(|| bytes.to_vec());
        };
        if size == 0 {
            return Some(plain);
        }
        let chunk = bytes.get(end + 2..)?;
        plain.extend(chunk.get(..size)?);
        bytes = chunk.get(size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn response(body: &str) -> String {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/a\r\nWARC-Date: 2024-03-05T10:00:00Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    }

    fn pages(bytes: &[u8]) -> Vec<Page> {
        match unpack("a", bytes, &Limits::default()).ok().unwrap() {
            Unpacked::Archive(_, pages) => pages.value,
            Unpacked::One(_) => Vec::new(),
        }
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        out.write_all(text.as_bytes()).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn each_html_response_is_a_page() {
        let both = response("<p>One</p>") + &response("<p>Two</p>");
        assert_eq!(pages(both.as_bytes()).len(), 2);
        assert_eq!(pages(&gzip(&both)).first().unwrap().url, "https://harbour.example/a");
    }

    #[test]
    fn expansion_is_bounded() {
        let limits = Limits { article_bytes: 1000, expansion: 10, ..Limits::default() };
        assert!(unpack("a.gz", &gzip(&"a".repeat(100_000)), &limits).is_err());
    }

    #[test]
    fn chunks_are_joined() {
        assert_eq!(unchunk(b"3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n").unwrap(), b"abcde");
    }
}
