//! Looking a site over: what is broken, what is missing, and what an address elsewhere answers.

use super::sandbox::Site;
use super::served::PATIENCE;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// The exit status and the lines of `dateline check`.
fn check(site: &Site, format: &str, arguments: &[&str]) -> (i32, Vec<String>) {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["check", "--message-format", format])
        .args(arguments)
        .current_dir(site.root())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said.lines().map(str::to_owned).collect())
}

fn has(lines: &[String], start: &str) {
    assert!(lines.iter().any(|line| line.starts_with(start)), "{start}: {lines:#?}");
}

fn article(front_matter: &str, text: &str) -> String {
    format!("---\n{front_matter}\n---\n\n{text}\n")
}

const PIER: &str = "The pier at Aldmouth burned on 3 March 2024, said the fire brigade. \
    Nobody was hurt, and the ferries went on from the old quay while the wreck was cleared away.";

#[test]
fn gaps_are_warnings_with_file_and_line() {
    let site = Site::new();
    let gazette = "title: Pier burns\noutlet: The Gazette\nurl: https://gazette.example/pier";
    site.write("content/articles/one.md", &article(&format!("{gazette}\ndate: 2024-03-04"), PIER));
    site.write(
        "content/articles/two.md",
        &article(&format!("{gazette}-2\ndate: 2024-03-04"), PIER),
    );
    site.write("content/articles/bare.md", &article("title: Bare", "A few words on nothing."));
    site.write("content/aliases.yml", "people:\n  Nobody Atall:\n    also: [N. Atall]\n");
    let (status, lines) = check(&site, "short", &[]);
    assert_eq!(status, 0, "{lines:#?}");
    has(&lines, "content/articles/bare.md:1: warning[G001]");
    has(&lines, "content/articles/bare.md:1: warning[K002]");
    has(&lines, "content/articles/bare.md:1: warning[K005]");
    has(&lines, "content/articles/one.md:8: warning[K003]");
    has(&lines, "content/articles/one.md:1: warning[K006]");
    has(&lines, "content/aliases.yml:2: warning[K007]");
    assert_eq!(check(&site, "short", &["--strict"]).0, 1);
}

#[test]
fn broken_things_are_errors_with_file_and_line() {
    let site = Site::new();
    let front = "title: Pier burns\noutlet: The Gazette\ndate: 2024-03-04\nurl: https://gazette.example/pier";
    site.write("content/articles/one.md", &article(front, PIER));
    site.write(
        "content/pages/about.md",
        &article("title: About", "Words.\n\n[No page](gone.html)"),
    );
    site.write(
        "content/notes/lost.md",
        &article("article: one\ntext: Words that do not stand there.", "A note."),
    );
    let (status, lines) = check(&site, "short", &[]);
    assert_eq!(status, 1);
    has(&lines, "content/pages/about.md:7: error[K001]");
    has(&lines, "content/notes/lost.md:3: error[W002]");
    let github = check(&site, "github", &[]).1;
    has(&github, "::error file=content/pages/about.md,line=7,title=K001::");
}

/// What a server elsewhere does with whoever asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// It answers each path with the status that it names.
    Answers,
    /// It leaves the first without an answer.
    HangsOnce,
}

/// A server that says what it was asked for.
fn elsewhere(manner: Manner) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, asked) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut held = None;
        for stream in listener.incoming().map_while(Result::ok) {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let first = lines.next().unwrap_or_default();
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let status = first.split(['/', ' ']).nth(2).unwrap_or("500").to_owned();
            if manner == Manner::HangsOnce && held.is_none() {
                held = Some(stream);
            } else {
                let _ = write!(
                    &stream,
                    "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
            }
            if sender.send(first).is_err() {
                return;
            }
        }
    });
    (port, asked)
}

/// A site with an article from each of these addresses.
fn site_of(urls: &[String]) -> Site {
    let site = Site::new();
    for (number, url) in urls.iter().enumerate() {
        let front =
            format!("title: Pier {number}\noutlet: The Gazette\ndate: 2024-03-04\nurl: {url}");
        site.write(&format!("content/articles/a{number}.md"), &article(&front, "Words."));
    }
    site
}

#[test]
fn a_dead_address_is_told_once_asked_and_a_blocked_one_is_not() {
    let (port, asked) = elsewhere(Manner::Answers);
    let site = site_of(&[200, 403, 404].map(|status| format!("http://127.0.0.1:{port}/{status}")));
    let (_, first) = check(&site, "short", &["--links"]);
    let (told, problems) = first.split_first().unwrap();
    assert!(told.starts_with("Asking for 3 links at 1 host: it takes a moment."), "{told}");
    let dead: Vec<&String> = problems.iter().filter(|line| line.contains("K004")).collect();
    assert_eq!(dead.len(), 1, "{problems:#?}");
    assert!(dead[0].starts_with("content/articles/a2.md:5: warning[K004]"), "{dead:?}");
    assert!(asked.try_iter().count() >= 3);
    assert_eq!(check(&site, "short", &["--links"]).1, problems);
    assert_eq!(asked.try_iter().count(), 0, "answers are believed for a week");
}

#[test]
fn a_host_that_is_not_found_is_dead_where_others_answer_and_offline_nothing_is_concluded() {
    let gone = "http://gone.invalid/pier";
    let site = site_of(&[gone.to_owned()]);
    let (_, lines) = check(&site, "short", &["--links"]);
    let told: Vec<&String> = lines.iter().filter(|line| line.contains("K004")).collect();
    assert!(told.len() == 1 && told[0].contains("was not found"), "{told:?}");
    assert!(learnt(&site).is_empty());
    let (port, _asked) = elsewhere(Manner::Answers);
    let site = site_of(&[gone.to_owned(), format!("http://127.0.0.1:{port}/200")]);
    let (_, lines) = check(&site, "short", &["--links"]);
    let dead = |line: &String| line.contains("K004") && line.contains(gone);
    assert!(lines.iter().any(|line| dead(line) && line.contains("leads nowhere")), "{lines:#?}");
    assert_eq!(learnt(&site).len(), 2);
}

/// The addresses whose answers are kept.
fn learnt(site: &Site) -> BTreeSet<String> {
    let text = std::fs::read_to_string(site.root().join(".dateline/links.json"));
    let known: BTreeMap<String, serde_json::Value> =
        text.map_or_else(|_| BTreeMap::new(), |text| serde_json::from_str(&text).unwrap());
    known.into_keys().collect()
}

#[test]
fn a_host_that_hangs_holds_up_no_other_and_what_is_learnt_outlives_the_run() {
    let (hanging, held) = elsewhere(Manner::HangsOnce);
    let (port, asked) = elsewhere(Manner::Answers);
    let mut urls: Vec<String> =
        (0..5).map(|page| format!("http://localhost:{port}/200/{page}")).collect();
    urls.push(format!("http://127.0.0.1:{hanging}/200"));
    let site = site_of(&urls);
    let mut first = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["check", "--links"])
        .current_dir(site.root())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    held.recv_timeout(PATIENCE).unwrap();
    let began = Instant::now();
    while learnt(&site).len() < 2 {
        assert!(began.elapsed() < PATIENCE, "nothing was kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    first.kill().unwrap();
    first.wait().unwrap();
    let learnt = learnt(&site);
    assert!(learnt.iter().all(|url| url.contains("localhost")), "{learnt:?}");
    asked.try_iter().for_each(drop);
    check(&site, "short", &["--links"]);
    let again: Vec<String> = asked.try_iter().collect();
    for url in &learnt {
        let path = url.split_once(&port.to_string()).unwrap().1;
        assert!(!again.iter().any(|line| line.contains(path)), "{url} was asked again: {again:?}");
    }
    assert_eq!(self::learnt(&site), urls.into_iter().collect());
}
