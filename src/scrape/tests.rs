//! What each capturing program leaves, with the trap that its files set.

use super::*;
use std::io::Write as _;

fn all(text: &str) -> Reported<Vec<Scrape>> {
    read("content/scrapes/a.txt", text.as_bytes(), &Limits::default())
}

fn one(text: &str) -> Scrape {
    all(text).value.into_iter().next().unwrap()
}

fn said(fact: Option<&Fact<String>>) -> &str {
    fact.map_or("", |fact| &fact.value)
}

fn values(facts: &[Fact<String>]) -> Vec<&str> {
    facts.iter().map(|fact| fact.value.as_str()).collect()
}

#[test]
fn trafilatura_prints_lists_as_python_does_and_titles_without_quotes() {
    let text = "---\ntitle: Ferry: a loss\nauthor: Ann Lee; Dan Roe\nurl: https://harbour.example/a\nhostname: harbour.example\nsitename: Harbour Times\ndate: 2024-03-05\ncategories: ['News', \"Sailors' life\", 'Boats']\nfingerprint: 12ab\n---\nIt stopped.\n";
    let read = all(text);
    assert_eq!(read.problems.first().unwrap().line, 2, "{:?}", read.problems);
    let scrape = read.value.first().unwrap();
    assert_eq!(scrape.tool.as_deref(), Some("trafilatura"));
    assert_eq!(said(scrape.facts.title.as_ref()), "Ferry: a loss");
    assert_eq!(values(&scrape.facts.bylines), ["Ann Lee", "Dan Roe"]);
    assert_eq!(values(&scrape.facts.tags), ["News", "Sailors' life", "Boats"]);
    assert!(scrape.facts.extra.contains_key("fingerprint"), "what has no key is kept");
}

#[test]
fn the_clipper_leaves_backslashes_bare_and_writes_names_as_links() {
    let text = "---\ntitle: \"The \\new \\\"C:\\Temp\\\" ferry\"\nsource: \"https://harbour.example/a\"\nauthor:\n  - \"[[Ann Lee]]\"\n  - \"[[people/dan|Dan Roe]]\"\npublished: sometime in March\ncreated: 2024-01-06\ndescription:\ntags:\n  - \"clippings\"\n---\nIt ==stopped== on Monday.\n";
    let read = all(text);
    assert_eq!(read.problems, []);
    let scrape = read.value.first().unwrap();
    assert_eq!(said(scrape.facts.title.as_ref()), "The \\new \"C:\\Temp\" ferry");
    assert_eq!(values(&scrape.facts.bylines), ["Ann Lee", "Dan Roe"]);
    assert!(scrape.facts.tags.is_empty() && scrape.facts.published.is_none());
    assert_eq!(scrape.facts.extra["published"], "sometime in March");
    assert_eq!(scrape.capture.text(), "It stopped on Monday.\n");
}

#[test]
fn markdownload_writes_invalid_yaml_which_is_read_line_by_line() {
    let text = "---\ncreated: 2024-01-05T12:00:00 (UTC +01:00)\ntags: [a,b]\nsource: https://harbour.example/a\nauthor: By: Ann Lee\n---\n\n# Ferry stops\n\n> ## Excerpt\n> It stopped.\n\n---\nThe ferry stopped on Monday.\n";
    let read = all(text);
    assert_eq!(read.problems.first().map(|problem| problem.line), Some(5));
    let facts = &read.value.first().unwrap().facts;
    assert_eq!(facts.captured.as_ref().unwrap().value.to_string(), "2024-01-05T12:00:00+01:00");
    assert_eq!(values(&facts.bylines), ["By: Ann Lee"]);
}

#[test]
fn zola_and_hugo_write_toml_between_pluses() {
    let text = "+++\ntitle = \"Ferry: stops\"\ndate = 2024-03-05T09:30:00+01:00\n[taxonomies]\ntags = [\"boats\", \"Bay\"]\n[extra]\nauthor = \"Ann Lee\"\nmood = \"calm\"\n+++\nIt stopped.\n";
    let scrape = one(text);
    assert_eq!(said(scrape.facts.title.as_ref()), "Ferry: stops");
    assert_eq!(
        scrape.facts.published.as_ref().unwrap().value.to_string(),
        "2024-03-05T09:30:00+01:00"
    );
    assert_eq!(values(&scrape.facts.tags), ["boats", "Bay"]);
    assert_eq!(values(&scrape.facts.bylines), ["Ann Lee"]);
    assert_eq!(scrape.facts.extra["mood"], "calm");
    assert_eq!(scrape.capture, Capture::Markdown("It stopped.\n".into(), 10));
    let broken = all("+++\ntitle = Ferry\n+++\nIt stopped.\n");
    assert_eq!((broken.value.len(), broken.problems.first().unwrap().line), (1, 2));
}

#[test]
fn jekyll_and_hugo_dates_keep_their_zone() {
    let scrape = one(
        "---\nlayout: post\ntitle: Ferry\ndate: 2024-01-05 12:00:00 +0100\nlastmod: March 6, 2024\n---\nIt stopped.\n",
    );
    assert_eq!(scrape.facts.published.unwrap().value.to_string(), "2024-01-05T12:00:00+01:00");
    assert_eq!(scrape.facts.updated.unwrap().value.to_string(), "2024-03-06");
}

#[test]
fn newspaper4k_closes_its_array_after_each_article() {
    let article = |title: &str| {
        format!(
            "{{\"url\": \"https://harbour.example/{title}\", \"read_more_link\": \"\", \"title\": \"{title}\", \"keywords\": [\"guessed\"], \"meta_keywords\": [], \"authors\": [\"Ann Lee\"], \"publish_date\": null, \"meta_site_name\": \"Harbour Times\", \"text\": \"It stopped.\\n\\nIt rained.\"}}"
        )
    };
    let read = all(&format!("[{},]{}]", article("A"), article("B")));
    assert_eq!(read.problems, []);
    let parts: Vec<_> = read.value.iter().map(|one| (one.part, one.tool.as_deref())).collect();
    assert_eq!(parts, [(Some(1), Some("newspaper4k")), (Some(2), Some("newspaper4k"))]);
    assert!(read.value[0].facts.tags.is_empty(), "what the program made up is no tag");
}

#[test]
fn wallabag_says_when_it_was_saved_and_its_failures_are_no_values() {
    let scrape = one(
        "[{\"id\": 7, \"is_archived\": 0, \"title\": \"No title found\", \"url\": \"https://harbour.example/a\", \"content\": \"<p>It stopped.</p>\", \"created_at\": \"2024-01-06T10:00:00+0100\", \"published_at\": \"2024-01-05T09:00:00+01:00\", \"published_by\": [\"Ann Lee\"], \"tags\": [\"boats\"], \"domain_name\": \"harbour.example\"}]",
    );
    assert_eq!((scrape.tool.as_deref(), &scrape.facts.title), (Some("wallabag"), &None));
    assert_eq!(scrape.facts.captured.unwrap().value.to_string(), "2024-01-06T10:00:00+01:00");
    assert_eq!(scrape.facts.published.unwrap().value.to_string(), "2024-01-05T09:00:00+01:00");
    assert!(matches!(scrape.capture, Capture::Html(_)));
    assert!(
        all("[{\"id\": 7, \"is_archived\": 0, \"content\": \"Oh, what a shame, no content\"}]")
            .value
            .is_empty()
    );
}

#[test]
fn readability_bears_no_address_and_its_dates_are_read() {
    let scrape = one(
        "{\"title\": \"Ferry\", \"content\": \"<div><p>It stopped.</p></div>\", \"textContent\": \"It stopped.\", \"length\": 11, \"excerpt\": \"Short.\", \"byline\": \"By Ann Lee\", \"siteName\": \"Harbour Times\", \"lang\": \"en\", \"publishedTime\": \"2024-03-05T09:00:00Z\"}",
    );
    assert_eq!(scrape.tool.as_deref(), Some("Readability"));
    assert_eq!(said(scrape.facts.description.as_ref()), "Short.");
    assert_eq!(said(scrape.facts.outlet.as_ref()), "Harbour Times");
    assert!(scrape.facts.url.is_none() && scrape.facts.published.is_some());
}

#[test]
fn an_index_of_archivebox_is_no_broken_article() {
    for index in [
        "{\"type\": \"Snapshot\", \"url\": \"https://harbour.example/a\", \"crawl_id\": \"x\", \"timestamp\": \"1709632800.5\"}\n{\"type\": \"ArchiveResult\", \"output_files\": {}}\n",
        "{\"url\": \"https://harbour.example/a\", \"timestamp\": \"1709632800\", \"title\": \"Ferry\", \"history\": {}}",
    ] {
        let read = all(index);
        assert!(read.value.is_empty());
        assert!(read.problems.iter().all(|problem| problem.message.contains("ArchiveBox")));
        assert_eq!(read.problems.len(), 1);
    }
}

#[test]
fn many_articles_may_be_more_than_one_article_may_be() {
    let limits = Limits { article_bytes: 300, ..Limits::default() };
    let line = |text: &str| format!("{{\"text\": \"{text}\"}}\n");
    let lines: String = (0..20).map(|_| line("It stopped on Monday morning.")).collect();
    assert_eq!(read("a", lines.as_bytes(), &limits).value.len(), 20);
    let read = read("a", (lines + &line(&"a".repeat(400))).as_bytes(), &limits);
    assert_eq!((read.value.len(), read.problems[0].line), (20, 21));
}

#[test]
fn what_a_format_is_taken_for_and_why_is_told() {
    assert_eq!(one("{\"text\": \"It stopped.\"}").why, "JSON; its text is `text`");
    assert_eq!(one("It stopped on Monday.").why, "nothing in it marks another format");
    assert_eq!(one("<html><body><p>It stopped.").why, "it begins as a web page");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn response(url: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n{headers}\r\n"
    );
    let length = head.len() + body.len();
    let mut record = format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\nContent-Length: {length}\r\n\r\n{head}").into_bytes();
    record.extend(body);
    record.extend(b"\r\n\r\n");
    record
}

#[test]
fn a_web_archives_pages_are_unpacked_and_read_in_the_servers_encoding() {
    let page = encoding_rs::WINDOWS_1251.encode("<p>Паром остановился в понедельник.</p>").0;
    let mut chunked = format!("{:x}\r\n", page.len()).into_bytes();
    chunked.extend(page.iter());
    chunked.extend(b"\r\n0\r\n\r\n");
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zlib.write_all(&page).unwrap();
    let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    bare.write_all(&page).unwrap();
    let archive = [
        response("https://harbour.example/a", "", &page),
        response("https://harbour.example/b", "Transfer-Encoding: chunked\r\n", &chunked),
        response("https://harbour.example/c", "Content-Encoding: gzip\r\n", &gzip(&page)),
        response(
            "https://harbour.example/d",
            "Content-Encoding: deflate\r\n",
            &zlib.finish().unwrap(),
        ),
        response(
            "https://harbour.example/f",
            "Content-Encoding: deflate\r\n",
            &bare.finish().unwrap(),
        ),
        response("https://harbour.example/e", "Content-Encoding: br\r\n", b"\x0b\x02\x80"),
    ];
    let read = read("a.warc.gz", &gzip(&archive.concat()), &Limits::default());
    assert_eq!(read.value.len(), 5);
    for scrape in &read.value {
        assert!(scrape.capture.text().contains("Паром"), "{:?}", scrape.facts.url);
        assert_eq!(scrape.encoding, "windows-1251");
        assert_eq!(
            scrape.facts.captured.as_ref().unwrap().value.to_string(),
            "2024-03-05T10:00:00Z"
        );
    }
    assert!(read.problems[0].message.contains("`br`"), "{:?}", read.problems);
}

#[test]
fn a_collection_gives_its_pages_and_says_where_its_seal_is_broken() {
    let warc = [
        response("https://harbour.example/a", "", b"<p>It stopped.</p>"),
        response("https://ads.example/frame", "", b"<p>Buy.</p>"),
    ];
    let pages = "{\"format\": \"json-pages-1.0\", \"id\": \"pages\"}\n{\"id\": \"1\", \"url\": \"https://harbour.example/a\", \"ts\": \"2024-03-05T10:00:00Z\"}\n";
    let package =
        "{\"resources\": [{\"path\": \"archive/data.warc.gz\", \"hash\": \"sha256:00\"}]}";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [
        ("archive/data.warc.gz", gzip(&warc.concat()).as_slice()),
        ("pages/pages.jsonl", pages.as_bytes()),
        ("datapackage.json", package.as_bytes()),
    ] {
        zip.start_file(name, plain).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let read = read("a.wacz", &zip.finish().unwrap().into_inner(), &Limits::default());
    assert_eq!(read.value.len(), 1);
    assert_eq!(said(read.value[0].facts.url.as_ref()), "https://harbour.example/a");
    assert_eq!(
        read.problems.iter().map(|one| one.code).collect::<Vec<_>>(),
        [Code::AlteredArchive]
    );
}

#[test]
fn what_expands_without_an_article_in_it_is_stopped_at_an_articles_size() {
    let limits = Limits { article_bytes: 1000, ..Limits::default() };
    let read = read("a.gz", &gzip(&vec![0; 1_000_000]), &limits);
    assert_eq!(read.problems[0].code, Code::TooLarge);
    assert!(read.problems[0].message.contains("limits.article_bytes"));
}

#[test]
fn a_packed_page_that_is_cut_short_is_read_up_to_there_and_told() {
    let page = "<p>The ferry stopped on Monday.</p>".repeat(900);
    let packed = gzip(page.as_bytes());
    let cut = packed.get(..packed.len() - 20).unwrap();
    let read = read("a.html.gz", cut, &Limits::default());
    assert_eq!((read.value.len(), read.problems.len()), (1, 1));
    assert!(read.problems[0].message.starts_with("broken gzip"));
}
