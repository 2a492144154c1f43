//! What captures come packed in: gzip, WARC, WACZ. Expansion is bounded by the limits.

use super::Format;
use crate::config::Limits;
use crate::problem::{Code, Problem, Reported};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// What was in a file.
pub(super) enum Unpacked<'a> {
    /// One capture's bytes.
    One(Reported<Cow<'a, [u8]>>),
    /// The pages of a web archive.
    Archive(Format, Reported<Vec<Page>>),
}

/// One page of a web archive.
pub(super) struct Page {
    /// Its address.
    pub(super) url: String,
    /// When it was captured, as the record says.
    pub(super) captured: String,
    /// The encoding that the server named.
    pub(super) charset: Option<String>,
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
    let mut problems = Vec::new();
    let plain = if bytes.starts_with(b"\x1f\x8b") {
        Cow::Owned(gunzip(path, bytes, limits)?.take(&mut problems))
    } else {
        Cow::Borrowed(bytes)
    };
    if plain.starts_with(b"WARC/") {
        let mut pages = warc(path, &plain, limits);
        pages.problems.extend(problems);
        return Ok(Unpacked::Archive(Format::Warc, pages));
    }
    Ok(Unpacked::One(Reported { value: plain, problems }))
}

fn too_large(path: &str, limit: &str) -> Problem {
    let message = format!("expands beyond {limit}");
    Problem::error(Code::TooLarge, path, message)
        .hint("raise the limit in dateline.toml if the file is to be trusted")
}

/// How many bytes a packed file may become: what it may be multiplied by, and never more than the largest file that is read.
fn most(packed: usize, limits: &Limits) -> u64 {
    let multiplied = (packed as u64).saturating_mul(limits.expansion);
    multiplied.clamp(limits.article_bytes, super::largest(limits))
}

/// Unpacks gzip. What shows at an article's size that it is neither an archive nor JSON is unpacked no further.
fn gunzip(path: &str, bytes: &[u8], limits: &Limits) -> Result<Reported<Vec<u8>>, Problem> {
    let mut plain = Vec::new();
    let mut decoder = flate2::read::MultiGzDecoder::new(bytes);
    let mut read = decoder.by_ref().take(limits.article_bytes + 1).read_to_end(&mut plain);
    let holds_many =
        plain.starts_with(b"WARC/") || plain.starts_with(b"{") || plain.starts_with(b"[");
    let most = if holds_many { most(bytes.len(), limits) } else { limits.article_bytes };
    if holds_many && read.is_ok() && plain.len() as u64 > limits.article_bytes {
        read = decoder.take(most - limits.article_bytes).read_to_end(&mut plain);
    }
    if plain.len() as u64 > most {
        let name = if holds_many { "limits.expansion" } else { "limits.article_bytes" };
        return Err(too_large(path, name));
    }
    let Err(error) = read else { return Ok(Reported::fine(plain)) };
    if plain.is_empty() {
        return Err(Problem::error(Code::BinaryScrape, path, format!("broken gzip: {error}")));
    }
    let message = format!("broken gzip ({error}); what stands before the break is read");
    let problem = Problem::error(Code::BinaryScrape, path, message).hint("capture it again");
    Ok(Reported { value: plain, problems: vec![problem] })
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
            .map(|page| Unpacked::One(Reported::fine(Cow::Owned(page))));
    }
    let mut pages = Reported::fine(Vec::new());
    let listed = if names.iter().any(|name| name == PAGES) {
        page_list(&entry(&mut zip, PAGES, path, &mut left)?)
    } else {
        BTreeSet::new()
    };
    let sums = match entry(&mut zip, "datapackage.json", path, &mut left) {
        Ok(package) => sums(&package),
        Err(_) => BTreeMap::new(),
    };
    for name in wanted {
        let packed = entry(&mut zip, &name, path, &mut left)?;
        pages.problems.extend(altered(path, &name, &packed, &sums));
        let plain = if packed.starts_with(b"\x1f\x8b") {
            gunzip(path, &packed, limits)?.take(&mut pages.problems)
        } else {
            packed
        };
        left = left.saturating_sub(plain.len() as u64);
        let read = warc(path, &plain, limits);
        pages.value.extend(read.value);
        pages.problems.extend(read.problems);
    }
    // Beside the pages a collection holds the frames inside them, which are pages of nobody's.
    if pages.value.iter().any(|page| listed.contains(&page.url)) {
        pages.value.retain(|page| listed.contains(&page.url));
    }
    Ok(Unpacked::Archive(Format::Wacz, pages))
}

/// Where a WACZ lists the pages that were asked for, one JSON object a line after a header.
const PAGES: &str = "pages/pages.jsonl";

fn page_list(lines: &[u8]) -> BTreeSet<String> {
    let url = |line: &[u8]| {
        let page: serde_json::Value = serde_json::from_slice(line).ok()?;
        Some(page.get("url")?.as_str()?.to_owned())
    };
    lines.split(|byte| *byte == b'\n').filter_map(url).collect()
}

/// What `datapackage.json` says each file's digest is.
fn sums(package: &[u8]) -> BTreeMap<String, String> {
    let package: serde_json::Value = serde_json::from_slice(package).unwrap_or_default();
    let resources = package.get("resources").and_then(serde_json::Value::as_array);
    let sum = |resource: &serde_json::Value| {
        let text = |key: &str| Some(resource.get(key)?.as_str()?.to_owned());
        Some((text("path")?, text("hash")?))
    };
    resources.into_iter().flatten().filter_map(sum).collect()
}

/// A warning where a file is not what the collection's own list says it was.
fn altered(
    path: &str,
    name: &str,
    bytes: &[u8],
    sums: &BTreeMap<String, String>,
) -> Option<Problem> {
    let said = sums.get(name).filter(|sum| sum.starts_with("sha256:"))?;
    let message =
        format!("{name} is not as {path} was sealed: its SHA-256 differs from datapackage.json");
    let hint = "compare it with the copy it came from";
    let differs = *said != super::digest(bytes);
    differs.then(|| Problem::warning(Code::AlteredArchive, path, message).hint(hint))
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

/// The pages of a WARC file (ISO 28500): every HTML response with status 200.
fn warc(path: &str, bytes: &[u8], limits: &Limits) -> Reported<Vec<Page>> {
    let mut pages = Reported::fine(Vec::new());
    let mut rest = bytes;
    while let Some((head, body, after)) = record(rest) {
        if header(head, "WARC-Type").is_some_and(|kind| kind == "response") {
            match page(path, head, body, limits) {
                Ok(page) => pages.value.extend(page),
                Err(problem) => pages.problems.push(problem),
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

/// The page in a response; `None` where it is something else, or no success.
fn page(path: &str, record: &str, block: &[u8], limits: &Limits) -> Result<Option<Page>, Problem> {
    let Some((head, body)) = split_head(block) else { return Ok(None) };
    let status = head.lines().next().and_then(|line| line.split_whitespace().nth(1));
    let kind = header(head, "Content-Type").unwrap_or_default().to_lowercase();
    let Some(url) = header(record, "WARC-Target-URI").filter(|_| kind.contains("html")) else {
        return Ok(None);
    };
    if status != Some("200") {
        return Ok(None);
    }
    let bytes = content(path, head, body, limits)?;
    if bytes.len() as u64 > limits.article_bytes {
        return Err(too_large(path, "limits.article_bytes"));
    }
    Ok(Some(Page {
        url: url.trim_matches(['<', '>']).to_owned(),
        captured: header(record, "WARC-Date").unwrap_or_default().to_owned(),
        charset: kind.split_once("charset=").map(|(_, label)| label.trim_matches('"').to_owned()),
        bytes,
    }))
}

/// A response's body without its codings. Some crawlers store it decoded and leave the header: then it is as it should be.
fn content(path: &str, head: &str, body: &[u8], limits: &Limits) -> Result<Vec<u8>, Problem> {
    let chunked = header(head, "Transfer-Encoding")
        .is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    let body = match unchunk(body) {
        Some(plain) if chunked => Cow::Owned(plain),
        _ => Cow::Borrowed(body),
    };
    let coding = header(head, "Content-Encoding").unwrap_or_default().to_lowercase();
    match coding.as_str() {
        // A page cut short says so by its text; its archive was told whole.
        _ if body.starts_with(b"\x1f\x8b") => gunzip(path, &body, limits).map(|page| page.value),
        "deflate" if !body.trim_ascii_start().starts_with(b"<") => inflate(path, &body, limits),
        _ if body.trim_ascii_start().starts_with(b"<") || coding.is_empty() => {
            Ok(body.into_owned())
        }
        coding => {
            let message = format!("a page compressed with `{coding}`, which is not read");
            let hint = "record it again with gzip, or save the page by itself";
            Err(Problem::error(Code::BinaryScrape, path, message).hint(hint))
        }
    }
}

/// `deflate` is zlib's form by the standard, and without its frame as some servers send it.
fn inflate(path: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Problem> {
    let most = limits.article_bytes + 1;
    let all = |decoder: &mut dyn Read| {
        let mut plain = Vec::new();
        decoder.take(most).read_to_end(&mut plain).map(|_| plain)
    };
    let broken = |_| Problem::error(Code::BinaryScrape, path, "a page whose compression is broken");
    all(&mut flate2::read::ZlibDecoder::new(bytes))
        .or_else(|_| all(&mut flate2::read::DeflateDecoder::new(bytes)))
        .map_err(broken)
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
