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
    run(site, format, &[&["check"], arguments].concat())
}

/// The exit status and the lines of a command.
fn run(site: &Site, format: &str, arguments: &[&str]) -> (i32, Vec<String>) {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["--message-format", format])
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
fn a_site_that_cannot_be_written_to_is_looked_over() {
    let site = Site::new();
    // No folder can be made where a file stands, whoever asks.
    site.write(".dateline", "");
    site.write("content/articles/bare.md", &article("title: Bare", "A few words on nothing."));
    let (status, lines) = check(&site, "short", &[]);
    assert_eq!(status, 0, "{lines:#?}");
    has(&lines, "content/articles/bare.md:1: warning[K002]");
    assert_eq!(site.read(".dateline"), "");
}

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
fn what_the_aliases_list_in_vain_is_told_at_its_line() {
    let site = Site::new();
    let front = "title: Pier burns\noutlet: The Gazette\ndate: 2024-03-04\nurl: https://thegazette.example/pier";
    let text =
        "The pier burned, said Annabel Lee of the harbour office. Nothing else did, said Ms Lee.";
    site.write("content/articles/one.md", &article(front, text));
    site.write(
        "content/aliases.yml",
        "people:\n  Annabel Lee:\n    also: [Ms Lee, Annabelle Lee]\n    never: [Annie Lee]\n  Ann:\n    also: [Nan]\nplaces:\n  harbour office: {}\nstop:\n  - Nothing\n  - Something\noutlets:\n  Gazette:\n    hosts: [gazette.example]\n",
    );
    let (_, lines) = check(&site, "short", &[]);
    let told: Vec<&String> = lines.iter().filter(|line| line.contains("K007")).collect();
    assert_eq!(told.len(), 6, "{lines:#?}");
    has(&lines, "content/aliases.yml:3: warning[K007]: no article has “Annabelle Lee”");
    has(&lines, "content/aliases.yml:4: warning[K007]: no article has “Annie Lee”");
    has(&lines, "content/aliases.yml:5: warning[K007]: no article names “Ann”");
    has(&lines, "content/aliases.yml:8: warning[K007]: “harbour office” was found nowhere as a");
    has(&lines, "content/aliases.yml:11: warning[K007]: no article has “Something”");
    has(&lines, "content/aliases.yml:13: warning[K007]: no article is by “Gazette”");
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

#[test]
fn what_makes_a_strict_command_fail_is_told_however_quiet() {
    let site = site_with_a_story();
    for command in ["check", "build"] {
        site.write("content/notes/pier.MD", "A note.");
        let (status, lines) = run(&site, "short", &[command, "--strict", "-q"]);
        assert_eq!(status, 1);
        has(&lines, "content/notes/pier.MD: warning[B004]");
        let (status, lines) = run(&site, "short", &[command, "-q"]);
        assert_eq!((status, lines), (0, Vec::new()));
    }
}

#[test]
fn whoever_reads_json_is_told_nothing_else() {
    let site = site_with_a_story();
    site.write("content/notes/pier.MD", "A note.");
    let commands: [&[&str]; 4] =
        [&["check"], &["build"], &["publish"], &["build", "--out", "content"]];
    for command in commands {
        let (_, lines) = run(&site, "json", command);
        assert!(!lines.is_empty(), "{command:?}");
        for line in lines {
            let told: serde_json::Value = serde_json::from_str(&line).expect(&line);
            assert!(told["message"].is_string(), "{line}");
        }
    }
}

/// A site with a story of two articles on one day, and its index page's day.
fn site_with_a_story() -> Site {
    let site = Site::new();
    let front = "title: Pier burns\noutlet: The Gazette\ndate: 2024-03-04\nurl: https://gazette.example/pier";
    site.write("content/articles/one.md", &article(front, PIER));
    site
}

#[test]
fn a_broken_link_of_a_note_or_an_event_is_told_once_where_it_is_written() {
    let site = site_with_a_story();
    site.write(
        "content/notes/day.md",
        &article("day: 2024-03-03", "See [it](gone.html) and\n[there](method.html#nowhere)."),
    );
    site.write(
        "content/events/fair.md",
        &article("date: 2024-03-03\nheadline: A fair", "At the [quay](article/quay.html)."),
    );
    site.write(
        "content/pages/about.md",
        &article("title: About", "[Up](#up), [down](article/one.html#p99)."),
    );
    let (status, lines) = check(&site, "short", &[]);
    assert_eq!(status, 1);
    let broken: Vec<&String> = lines.iter().filter(|line| line.contains("K001")).collect();
    assert_eq!(broken.len(), 5, "{lines:#?}");
    has(&lines, "content/notes/day.md:5: error[K001]: “gone.html”");
    has(&lines, "content/notes/day.md:6: error[K001]: “method.html#nowhere”");
    has(&lines, "content/events/fair.md:6: error[K001]: “article/quay.html”");
    has(&lines, "content/pages/about.md:5: error[K001]: “#up”");
    has(&lines, "content/pages/about.md:5: error[K001]: “article/one.html#p99”");
}

#[test]
fn a_link_is_broken_only_where_its_own_page_lacks_what_it_names() {
    let site = site_with_a_story();
    site.write(
        "content/pages/a.md",
        &article("title: A", "## Sources\n\n[x](#sources) [y](gone.html)"),
    );
    site.write("content/pages/b.md", &article("title: B", "[x](#sources)"));
    site.write("content/pages/c.md", &article("title: C", "[y](gone.html)"));
    site.write("content/notes/d.md", &article("day: 2024-03-03", "[y](gone.html)"));
    let words = "article: one\ntext: Nobody was hurt";
    site.write("content/notes/e.md", &article(words, "[y](gone.html)"));
    let (_, lines) = check(&site, "short", &[]);
    let told = |file: &str| {
        let begin = format!("content/{file}.md:");
        let of = |line: &&String| line.starts_with(&begin) && line.contains("K001");
        lines.iter().filter(of).cloned().collect::<Vec<_>>()
    };
    for file in ["pages/a", "pages/b", "pages/c", "notes/e"] {
        assert_eq!(told(file).len(), 1, "{file}: {lines:#?}");
        assert!(!told(file)[0].contains(" pages"), "{file}: {lines:#?}");
    }
    assert_eq!(told("notes/d").len(), 1, "{lines:#?}");
    // All days and the year, month and day.
    assert!(told("notes/d")[0].ends_with(", on 4 pages"), "{lines:#?}");
}

#[test]
fn a_page_named_as_servers_know_it_is_told_with_its_whole_name() {
    let site = site_with_a_story();
    site.write("dateline.toml", "base_url = \"https://news.example/story/\"\n");
    let links = "[x](outlet/)\n[x](method#top)\n[x](/story/method.html)\n[x](/story)";
    site.write("content/pages/about.md", &article("title: About", links));
    let (_, lines) = check(&site, "json", &[]);
    let hint = |line: u32| {
        let of = |one: &&String| one.contains(&format!("\"line\":{line},")) && one.contains("K001");
        lines.iter().find(of).unwrap_or_else(|| panic!("{line}: {lines:#?}")).clone()
    };
    assert!(hint(5).contains("`outlet/index.html`"), "{}", hint(5));
    assert!(hint(6).contains("`method.html#top`"), "{}", hint(6));
    assert!(hint(7).contains("`method.html`"), "{}", hint(7));
    assert!(hint(8).contains("`index.html`"), "{}", hint(8));
}

#[test]
fn a_link_that_pages_leave_out_is_told_where_it_was_written_with_what_to_write() {
    let site = site_with_a_story();
    site.write(
        "content/scrapes/quay.md",
        "# Quay opens\n\nThe quay [opened](/news/quay) on 5 March 2024, said the harbour master.\n",
    );
    site.write(
        "content/pages/about.md",
        &article("title: About", "[Method](/method.html) [Note](../x.html)\n\n![A pier](pier.jpg)"),
    );
    site.write("content/notes/day.md", &article("day: 2024-03-03", "[Call](tel:1)"));
    site.write(
        "content/articles/two.md",
        &article("title: Two\ndate: 2024-03-04", "A [word](word.html) on it."),
    );
    site.write("content/aliases.yml", "places:\n  Aldmouth:\n    address: aldmouth.example\n");
    let (_, lines) = check(&site, "human", &[]);
    let told = lines.join("\n");
    assert!(told.contains("`method.html`"), "{told}");
    let (_, lines) = check(&site, "short", &[]);
    has(&lines, "content/pages/about.md:5: error[K001]: “/method.html”");
    has(&lines, "content/pages/about.md:5: error[K001]: “../x.html”");
    has(&lines, "content/pages/about.md:7: warning[K001]: the picture “pier.jpg”");
    has(&lines, "content/notes/day.md:5: error[K001]: “tel:1”");
    has(&lines, "content/articles/two.md:6: warning[K001]: “word.html”");
    has(&lines, "content/aliases.yml:3: warning[K001]: “aldmouth.example”");
    assert!(!lines.iter().any(|line| line.contains("quay.md")), "as it came: {lines:#?}");
}

#[test]
fn a_link_that_leads_nowhere_on_several_pages_is_told_once_and_a_source_by_its_page() {
    let site = site_with_a_story();
    site.write("content/notes/day.md", &article("day: 2024-03-03", "See [it](#nowhere)."));
    site.write("content/pages/about.md", &article("title: About", "[Us](about.md#who)"));
    let (_, lines) = check(&site, "short", &[]);
    let told: Vec<_> = lines.iter().filter(|line| line.contains("nowhere")).collect();
    assert!(told.len() == 1 && told[0].ends_with("pages"), "{lines:#?}");
    assert!(check(&site, "human", &[]).1.join("\n").contains("`about.html#who`"));
}

#[test]
fn what_names_no_day_no_event_or_no_page_is_told_at_its_line() {
    let site = site_with_a_story();
    site.write("content/notes/quiet.md", &article("author: A\nday: 2024-03-09", "Quiet."));
    site.write("content/notes/month.md", &article("day: 2024-03", "Quiet."));
    site.write("content/notes/right.md", &article("day: 2024-03-03", "Loud."));
    site.write("content/notes/lost.md", &article("author: A\nevent: none", "Lost."));
    site.write("content/events/lost.md", &article("headline: A\nmerge:\n  - none", ""));
    site.write(
        "content/events/fair.md",
        &article("date: 2024-03-03\nheadline: A fair\npassages:\n  - {article: one, text: No such words.}", ""),
    );
    site.write(
        "content/addresses.yml",
        "# Addresses\narticle/one.html: article/one.html\narticle/old.html: article/one.html\narticle/odd.html: article/none.html\narticle/gone.html: article/gone.html\narticle/open.html:\n",
    );
    let (_, lines) = check(&site, "short", &[]);
    has(&lines, "content/notes/quiet.md:3: error[W003]");
    has(&lines, "content/notes/month.md:2: error[W003]");
    has(&lines, "content/notes/lost.md:3: error[W003]");
    has(&lines, "content/events/lost.md:4: error[W003]");
    has(&lines, "content/events/fair.md:5: error[W002]");
    has(&lines, "content/addresses.yml:4: error[K001]");
    has(&lines, "content/addresses.yml:5: warning[K001]");
    has(&lines, "content/addresses.yml:6: warning[K001]");
    let of = |name: &str| lines.iter().filter(|line| line.contains(name)).count();
    assert_eq!((of("right.md"), of("addresses.yml")), (0, 3), "{lines:#?}");
}

#[test]
fn a_page_s_headings_can_be_linked_to_and_take_no_anchor_of_the_page() {
    let site = site_with_a_story();
    let base = include_str!("../../templates/base.html");
    let ids: Vec<&str> =
        base.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let headings: String = ids.iter().map(|id| format!("## {id}\n\n")).collect();
    let text = format!(
        "# How *we* work\n\n## Sources\n\n## Sources\n\n## Джерела\n\n## A & \"b\" <script>\n\n{headings}\
         [a](#how-we-work) [b](#sources) [c](#sources-2) [d](#джерела) [e](#a-b-script) [f](about.html#sources)"
    );
    site.write("content/pages/about.md", &article("title: About", &text));
    let (_, lines) = check(&site, "short", &[]);
    assert!(!lines.iter().any(|line| line.contains("K001")), "{lines:#?}");
    site.build();
    let page = site.read("public/about.html");
    for id in ids {
        assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
    }
    assert!(page.contains("<h2 id=\"how-we-work\">How <em>we</em> work</h2>"), "{page}");
}

#[test]
fn looking_a_site_over_leaves_its_own_files_as_they_are() {
    let site = Site::new();
    site.write("content/scrapes/pier.txt", &format!("Pier burns\n\n{PIER}\n"));
    site.write("content/scrapes/quay.txt", "Quay opens\n\nThe quay opened on 5 March 2024.\n");
    site.build();
    std::fs::remove_file(site.root().join("content/scrapes/pier.txt")).unwrap();
    site.write("content/scrapes/mole.txt", "Mole falls\n\nThe mole fell on 6 March 2024.\n");
    let files = || super::sandbox::files(&site.root().join("content"));
    let before = files();
    let (_, lines) = check(&site, "short", &[]);
    assert_eq!(super::sandbox::differing(&before, &files()), [""; 0]);
    has(&lines, "content/articles/mole.md:1: warning");
    has(&lines, "content/articles/mole.md is not there yet: `dateline build` makes it");
    assert!(!lines.iter().any(|line| line.contains("content/articles/pier.md")), "{lines:#?}");
    let left = std::fs::read_dir(site.root().join(".dateline/checking")).unwrap();
    assert_eq!(left.filter(|left| left.as_ref().unwrap().path().is_dir()).count(), 0);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told_and_the_rest_is_looked_over() {
    use std::os::unix::fs::symlink;
    let site = site_with_a_story();
    symlink("nowhere.yml", site.root().join("content/aliases.yml")).unwrap();
    std::fs::create_dir(site.root().join("content/addresses.yml")).unwrap();
    site.write("content/pages/about.md", &article("title: About", "[No page](gone.html)"));
    let (status, lines) = check(&site, "short", &[]);
    assert_eq!(status, 1);
    has(&lines, "content/aliases.yml: error");
    has(&lines, "content/addresses.yml: error");
    has(&lines, "content/pages/about.md:5: error[K001]");
}

#[cfg(unix)]
#[test]
fn a_linked_folder_that_leads_nowhere_is_told_and_what_came_from_it_stays() {
    use std::os::unix::fs::symlink;
    for folder in ["content/articles", "content/scrapes", "content"] {
        let site = Site::new();
        site.write("dateline.toml", "title = \"Piers\"\n");
        site.write("content/scrapes/pier.txt", "Pier burns\n\nThe pier burned on 3 March 2024.\n");
        site.build();
        let (path, away) = (site.root().join(folder), site.root().join("away"));
        std::fs::rename(&path, &away).unwrap();
        symlink("../nowhere", &path).unwrap();
        for command in ["check", "build"] {
            let (status, lines) = run(&site, "short", &[command]);
            assert_eq!(status, 1, "{folder}: {lines:#?}");
            has(&lines, &format!("{folder}: error[S005]: is a link to something that is not"));
            assert!(!lines.iter().any(|line| line.contains("is not there yet")), "{lines:#?}");
        }
        has(&check(&site, "github", &[]).1, &format!("::error file={folder},line=1,title=S005::"));
        std::fs::remove_file(&path).unwrap();
        std::fs::rename(&away, &path).unwrap();
        assert!(site.read("content/articles/pier.md").contains("burned"), "{folder}");
    }
}

#[test]
fn a_page_that_moved_twice_is_found_and_a_circle_of_addresses_is_told_at_its_lines() {
    let site = site_with_a_story();
    site.write(
        "content/addresses.yml",
        "article/old.html: article/older.html\narticle/older.html: /article/one.html\narticle/a.html: article/b.html\narticle/b.html: article/a.html\n",
    );
    let built = run(&site, "short", &["build", "--for", "publish"]);
    assert_eq!(built.0, 1);
    for lines in [built.1, check(&site, "short", &[]).1] {
        let told: Vec<_> = lines.iter().filter(|line| line.contains("addresses.yml")).collect();
        assert_eq!(told.len(), 2, "{lines:#?}");
        has(&lines, "content/addresses.yml:3: error[K001]: “article/a.html” leads in a circle");
        has(&lines, "content/addresses.yml:4: error[K001]");
    }
    assert!(site.read("public/article/old.html").contains("one.html"));
    let gone = "article/x.html: article/x.html\narticle/y.html:\narticle/z.html:\n";
    site.write("content/addresses.yml", gone);
    let (status, lines) = run(&site, "short", &["build", "--for", "publish"]);
    assert_eq!(status, 0);
    let told: Vec<_> = lines.iter().filter(|line| line.contains("addresses.yml")).collect();
    assert!(told.len() == 1 && told[0].contains("2 more lines"), "{lines:#?}");
}

#[test]
fn links_of_a_template_are_looked_at_however_they_are_quoted() {
    let site = site_with_a_story();
    site.write("templates/404.html", "<!doctype html><title>x</title><p id=top>x");
    site.write(
        "templates/search.html",
        "<!doctype html><title>x</title>\n<a title=\"a > b\" href='lost.html'>x</a>\n<a href=404.html#top>y</a><a href=away.html>z</a>",
    );
    let (_, lines) = check(&site, "short", &[]);
    has(&lines, "templates/search.html:2: error[K001]: “lost.html”");
    has(&lines, "templates/search.html:3: error[K001]: “away.html”");
    let broken = lines.iter().filter(|line| line.contains("search.html")).count();
    assert_eq!(broken, 2, "{lines:#?}");
}

#[test]
fn a_broken_link_of_a_template_is_told_once_at_its_line_by_check_and_by_what_goes_before_publishing()
 {
    let site = site_with_a_story();
    site.write("content/articles/two.md", &article("title: Two\ndate: 2024-03-05", PIER));
    site.write(
        "templates/article.html",
        "<!doctype html><title>x</title>\n<a href=\"../lost.html\">x</a><!-- <a href=\"away.html\"> -->",
    );
    site.write("content/pages/about.md", &article("title: About", "[No page](gone.html)"));
    let built = |format| run(&site, format, &["build", "--for", "publish"]).1;
    for lines in [check(&site, "short", &[]).1, built("short")] {
        has(&lines, "content/pages/about.md:5: error[K001]: “gone.html”");
        has(
            &lines,
            "templates/article.html:2: error[K001]: “lost.html”: there is no lost.html, on 2 pages",
        );
        let told = lines.iter().filter(|line| line.contains("lost.html")).count();
        assert_eq!(told, 1, "{lines:#?}");
        assert!(!lines.iter().any(|line| line.contains("away.html")), "a comment: {lines:#?}");
    }
    for lines in [check(&site, "github", &[]).1, built("github")] {
        has(&lines, "::error file=templates/article.html,line=2,title=K001::");
    }
}

#[test]
fn a_line_of_front_matter_that_is_broken_makes_no_other_s_article_of_it() {
    let site = Site::new();
    site.write("content/scrapes/pier.txt", "Pier burns\n\nThe pier burned on 3 March 2024.\n");
    site.build();
    let made = site.read("content/articles/pier.md");
    let broken = made.replacen("title: Pier burns", "title: Aldmouth: pier: burns", 1);
    assert_ne!(made, broken);
    site.write("content/articles/pier.md", &broken);
    let (_, lines) = check(&site, "short", &[]);
    has(&lines, "content/articles/pier.md:2: error[A001]");
    assert!(!lines.iter().any(|line| line.contains("A004")), "{lines:#?}");
}

#[test]
fn who_cites_a_draft_is_told_that_it_is_one() {
    let site = site_with_a_story();
    let draft = "title: Two\ndate: 2024-03-05\ndraft: true";
    site.write("content/articles/two.md", &article(draft, "Words of a draft."));
    site.write("content/notes/a.md", &article("article: two\ntext: Words of", "A note."));
    site.write("content/notes/b.md", &article("article: three\ntext: Words of", "A note."));
    let (_, lines) = check(&site, "short", &[]);
    has(&lines, "content/notes/a.md:3: error[W003]: the article “two” is a draft");
    has(&lines, "content/notes/b.md:3: error[W003]: there is no article “three”");
}

#[test]
fn what_editors_and_browsers_leave_among_the_scrapes_becomes_no_article() {
    let site = Site::new();
    let text = "Pier burns\n\nThe pier burned on 3 March 2024.\n";
    site.write("content/scrapes/pier.txt", text);
    for name in ["pier.txt~", "#pier.txt#", "a/pier.txt.bak", "quay.html.crdownload", "Thumbs.db"] {
        site.write(&format!("content/scrapes/{name}"), text);
    }
    let (_, lines) = run(&site, "short", &["build"]);
    assert_eq!(lines.iter().filter(|line| line.contains("warning[B004]")).count(), 5, "{lines:#?}");
    assert_eq!(std::fs::read_dir(site.root().join("content/articles")).unwrap().count(), 1);
}

#[test]
fn annotations_for_github_name_no_file_that_is_not_in_the_repository() {
    let site = site_with_a_story();
    site.write(
        "templates/search.html",
        "<!doctype html><title>x</title><a href=\"{{ \"go\" ~ \"ne.html\" }}\">x</a>",
    );
    let (_, lines) = check(&site, "github", &[]);
    let told: Vec<&String> = lines.iter().filter(|line| line.contains("gone.html")).collect();
    assert_eq!(told.len(), 1, "{lines:#?}");
    assert!(told[0].starts_with("::error title=K001::search.html:1: “gone.html”"), "{told:?}");
}

#[test]
fn annotations_for_github_name_files_from_the_top_of_the_repository() {
    let site = site_with_a_story();
    let top = site.root().parent().unwrap().to_owned();
    assert!(
        Command::new("git").args(["init", "--quiet"]).current_dir(&top).status().unwrap().success()
    );
    site.write("content/pages/about.md", &article("title: About", "[No page](gone.html)"));
    has(&check(&site, "github", &[]).1, "::error file=site/content/pages/about.md,line=5,");
    has(&check(&site, "short", &[]).1, "content/pages/about.md:5:");
    site.write("dateline.toml", "titel = \"x\"\n");
    has(&check(&site, "github", &[]).1, "::error file=site/dateline.toml,line=1,");
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
            let location = if status == "302" { "Location: /302\r\n" } else { "" };
            if manner == Manner::HangsOnce && held.is_none() {
                held = Some(stream);
            } else {
                let _ = write!(
                    &stream,
                    "HTTP/1.1 {status} X\r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n"
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
fn a_site_s_own_address_is_not_asked() {
    let (port, asked) = elsewhere(Manner::Answers);
    let site = site_of(&[format!("http://127.0.0.1:{port}/200/x")]);
    site.write("dateline.toml", &format!("base_url = \"http://127.0.0.1:{port}/404/\"\n"));
    let (_, lines) = check(&site, "short", &["--links"]);
    has(&lines, "Asking for 1 link at 1 host");
    assert!(asked.try_iter().all(|line| !line.contains("/404")));
}

#[test]
fn a_page_named_by_the_whole_address_of_the_site_is_there() {
    let site = Site::new();
    site.write("dateline.toml", "base_url = \"https://news.example/story\"\n");
    site.write("content/articles/one.md", &article("title: Pier\ndate: 2024-03-04", PIER));
    let links = ["", "/article/one.html#p1", "/article/one", "/article/", "/?q=pier", "/gone.html"];
    let links = links.map(|path| format!("[x](https://news.example/story{path})"));
    let other =
        "[x](https://news.example/storyboard) [x](https://news.example/story/article/one.html#p9)";
    let page = format!("---\ntitle: About\n---\n\n{}\n\n{other}\n", links.join("\n"));
    site.write("content/pages/about.md", &page);
    let (status, lines) = check(&site, "short", &[]);
    let told: Vec<&String> = lines.iter().filter(|line| line.contains("K001")).collect();
    assert_eq!((status, told.len()), (1, 2), "{lines:#?}");
    has(&lines, "content/pages/about.md:10: error[K001]: “https://news.example/story/gone.html”");
    has(&lines, "content/pages/about.md:12: error[K001]: “https://news.example/story/article/one");
}

#[test]
fn an_address_with_brackets_is_one_address() {
    let (port, asked) = elsewhere(Manner::Answers);
    let site = site_of(&[format!("http://127.0.0.1:{port}/200/x?a=[1-30]&b={{c,d}}")]);
    check(&site, "short", &["--links"]);
    let asked: Vec<String> = asked.try_iter().collect();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].contains("[1-30]"), "{asked:?}");
}

#[test]
fn a_host_that_is_not_found_is_dead_where_others_answer_and_offline_nothing_is_concluded() {
    let gone = "http://gone.invalid/pier";
    let site = site_of(&[gone.to_owned()]);
    let (_, lines) = check(&site, "short", &["--links"]);
    let told: Vec<&String> = lines.iter().filter(|line| line.contains("[K0")).collect();
    assert!(
        told.len() == 1 && told[0].contains("K008") && told[0].contains("was not found"),
        "{told:?}"
    );
    assert!(learnt(&site).is_empty());
    let (port, _asked) = elsewhere(Manner::Answers);
    let site = site_of(&[gone.to_owned(), format!("http://127.0.0.1:{port}/200")]);
    let (_, lines) = check(&site, "short", &["--links"]);
    let dead = |line: &String| line.contains("K004") && line.contains(gone);
    assert!(lines.iter().any(|line| dead(line) && line.contains("leads nowhere")), "{lines:#?}");
    assert_eq!(learnt(&site).len(), 2);
}

#[test]
fn what_could_not_be_looked_at_is_told_and_is_not_dead() {
    let (port, asked) = elsewhere(Manner::Answers);
    let refusing = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut urls: Vec<String> = ["200", "403", "403/again", "500", "302"]
        .iter()
        .map(|path| format!("http://127.0.0.1:{port}/{path}"))
        .collect();
    urls.push(format!("http://127.0.0.1:{refusing}/"));
    let site = site_of(&urls);
    let (status, lines) = check(&site, "short", &["--links"]);
    assert_eq!(status, 0);
    let place = |number: usize| format!("content/articles/a{number}.md:5: warning");
    has(&lines, &format!("{}[K008]: could not be looked at: “{}” and 1 more", place(1), urls[1]));
    has(&lines, &format!("{}[K008]: “{}” could not be looked at: its server", place(3), urls[3]));
    has(&lines, &format!("{}[K008]: “{}” could not be looked at: it redirects", place(4), urls[4]));
    has(&lines, &format!("{}[K004]: “{}” leads nowhere: nothing answers", place(5), urls[5]));
    let told = lines.iter().filter(|line| line.contains("K004") || line.contains("K008")).count();
    assert_eq!(told, 4, "{lines:#?}");
    asked.try_iter().for_each(drop);
    check(&site, "short", &["--links"]);
    assert!(asked.try_iter().all(|line| line.contains("/500")), "an error may be gone next time");
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
