//! A build does only what a change needs: which steps ran, not only which bytes came out.

use super::sandbox::Site;
use dateline::build::{Outcome, Reason, Session, run_in};

/// How many results a room made, and how many it remembered.
fn counts(outcome: &Outcome, room: &str) -> (usize, usize) {
    let timing = outcome.timings.iter().find(|timing| timing.room == room).unwrap();
    (timing.ran, timing.reused)
}

fn built() -> Site {
    let site = Site::sample();
    site.build();
    site
}

const ARTICLE: &str = "content/articles/courier-bridge-jams.md";

#[test]
fn a_touched_file_runs_nothing() {
    let site = built();
    let text = site.read(ARTICLE);
    site.write(ARTICLE, &text);
    let outcome = site.build();
    assert_eq!(counts(&outcome, "articles").0, 0);
    assert_eq!(counts(&outcome, "corpus").0, 0);
    assert_eq!(outcome.reasons, []);
}

#[test]
fn white_space_in_a_scrape_gathers_nothing() {
    let site = built();
    let path = "content/scrapes/courier-public-meeting.txt";
    site.write(path, &site.read(path).replace("\n\n", "\n\n\n"));
    let outcome = site.build();
    assert_eq!(counts(&outcome, "corpus").0, 0);
    let pages = outcome.reasons.iter().map(|(path, _)| path.as_str());
    let own: Vec<&str> = pages.filter(|path| !path.contains("courier-public-meeting")).collect();
    assert_eq!(own, Vec::<&str>::new());
}

#[test]
fn an_edited_body_renders_its_page_and_what_shows_its_words() {
    let site = built();
    site.write(ARTICLE, &(site.read(ARTICLE) + "\nNothing else was decided there.\n"));
    let outcome = site.build();
    assert_eq!(counts(&outcome, "articles").0, 1);
    for (page, reason) in &outcome.reasons {
        let shown = String::from_utf8_lossy(&site.output()[page]).into_owned();
        assert!(shown.contains("courier-bridge-jams"), "{page}: {reason:?}");
    }
    let own = outcome.reasons.iter().find(|(page, _)| page == "article/courier-bridge-jams.html");
    assert_eq!(own.unwrap().1, Reason::Changed(vec!["its text"]));
}

#[test]
fn an_edited_copy_gathers_nothing_and_tells_what_it_shares_now() {
    let site = built();
    let copy = "content/articles/courier-reprint.md";
    let path = "article/courier-bridge-jams.html";
    let shares_all = || String::from_utf8_lossy(&site.output()[path]).contains("100%");
    assert!(shares_all());
    site.write(copy, &(site.read(copy) + "\nNothing else was decided there.\n"));
    let outcome = site.build();
    assert_eq!(counts(&outcome, "corpus").0, 0);
    assert_eq!(counts(&outcome, "plan").0, 0);
    assert!(!shares_all());
    let reason = outcome.reasons.iter().find(|(page, _)| page == path);
    assert_eq!(reason.unwrap().1, Reason::Changed(vec!["articles that share its words"]));
}

#[test]
fn a_preview_reads_what_an_edit_needs_before_it_is_made() {
    let site = built();
    let mut session = Session::to_stay();
    let mut rooms = || {
        let outcome = run_in(&site.options(), &mut session, &mut |_| ()).unwrap();
        outcome.timings.iter().map(|timing| timing.room).collect::<Vec<_>>()
    };
    assert_eq!(rooms(), ["list"]);
    assert!(rooms().contains(&"plan"));
    assert_eq!(rooms(), ["list"]);
}

#[test]
fn the_pages_are_in_place_before_the_files_beside_them() {
    let site = built();
    let text = site.read(ARTICLE);
    site.write(ARTICLE, &text.replacen("title: ", "title: Again ", 1));
    let before = site.output();
    let mut placed = Vec::new();
    let outcome = run_in(&site.options(), &mut Session::default(), &mut |pages| {
        placed = pages.to_vec();
        let now = site.output();
        assert!(pages.iter().all(|page| now[page] != before[page]));
        assert_eq!(now["feed.xml"], before["feed.xml"]);
    });
    assert!(placed.contains(&"article/courier-bridge-jams.html".to_owned()));
    let later: Vec<_> =
        outcome.unwrap().changed.into_iter().filter(|path| !placed.contains(path)).collect();
    assert!(later.iter().all(|path| !path.ends_with(".html")), "{later:?}");
    assert_ne!(later, Vec::<String>::new());
}

#[test]
fn an_edited_headline_renders_its_page_and_the_lists_that_show_it() {
    let site = built();
    let text = site.read(ARTICLE);
    let title = text.lines().find(|line| line.starts_with("title:")).unwrap();
    let longer = format!("{} remarkably\"", title.trim_end_matches('"'));
    let quoted = longer.replacen("title: ", "title: \"", usize::from(!title.contains('"')));
    site.write(ARTICLE, &text.replacen(title, &quoted, 1));
    let outcome = site.build();
    assert_eq!(counts(&outcome, "corpus").0, 0);
    assert_eq!(counts(&outcome, "plan").0, 0);
    assert!(outcome.changed.contains(&"article/courier-bridge-jams.html".to_owned()));
    assert!(outcome.changed.contains(&"article/index.html".to_owned()));
    for page in &outcome.changed {
        let shown = String::from_utf8_lossy(&site.output()[page]).into_owned();
        assert!(shown.contains("remarkably"), "{page} does not show the headline");
    }
}

#[test]
fn a_template_renders_its_pages_and_writes_none_where_the_bytes_are_the_same() {
    let site = built();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/");
    let template = std::fs::read_to_string(format!("{folder}article.html")).unwrap();
    site.write("templates/article.html", &(template + "{# the same #}"));
    let outcome = site.build();
    assert_eq!(outcome.changed, Vec::<String>::new());
    assert!(!outcome.reasons.is_empty());
    for (page, reason) in &outcome.reasons {
        assert!(page.starts_with("article/"), "{page}");
        assert_eq!(*reason, Reason::Changed(vec!["its template"]));
    }
}

#[test]
fn a_note_renders_its_place_alone() {
    let site = built();
    site.write(
        "content/notes/gear-weight.md",
        &(site.read("content/notes/gear-weight.md") + "\nMore.\n"),
    );
    for (page, reason) in site.build().reasons {
        assert_ne!(reason, Reason::New, "{page}");
        let shown = String::from_utf8_lossy(&site.output()[&page]).into_owned();
        assert!(shown.contains("More."), "{page}: {reason:?}");
    }
}

#[test]
fn a_newest_article_leaves_older_list_pages_as_they_are() {
    let site = Site::new();
    let article = |number: usize| {
        let (day, month) = (number % 28 + 1, number / 28 + 1);
        site.write(
            &format!("content/articles/a{number:03}.md"),
            &format!(
                "---\ntitle: Number {number}\noutlet: The Tidings\ndate: 2023-{month:02}-{day:02}\n---\nIt was the ferry’s trip {number}.\n"
            ),
        );
    };
    (0..330).for_each(article);
    site.build();
    article(330);
    let changed = site.build().changed;
    let lists = changed.iter().filter(|path| path.contains("--"));
    assert_eq!(lists.collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(changed.contains(&"outlet/the-tidings.html".to_owned()));
    assert!(changed.contains(&"article/index.html".to_owned()));
}
