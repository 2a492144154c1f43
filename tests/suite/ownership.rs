//! Whose an article file is: a person's edit always wins, and nothing is lost, whatever becomes of files and captures.

use super::sandbox::Site;
use dateline::build::Outcome;
use dateline::problem::Code;
use std::fs;
use std::process::{Command, Output};

const SCRAPE: &str = "content/scrapes/ferry.txt";
const ARTICLE: &str = "content/articles/ferry.md";
const OLD: &str = "Ferry stops\n\nBy Ann Lee\n\nThe ferry stopped running on Monday after its rudder jammed in the harbour mouth.\n";
const NEW: &str = "Ferry stops\n\nBy Ann Lee\n\nThe ferry stopped running on Tuesday after its rudder jammed in the harbour mouth.\n";

/// A site of one capture, built once.
fn built() -> Site {
    let site = Site::new();
    site.write(SCRAPE, OLD);
    site.build();
    site
}

fn codes(outcome: &Outcome) -> Vec<Code> {
    outcome.problems.iter().map(|problem| problem.code).collect()
}

fn edit(site: &Site) -> String {
    let edited = site.read(ARTICLE).replace("rudder", "anchor");
    site.write(ARTICLE, &edited);
    edited
}

fn rename(site: &Site, from: &str, to: &str) {
    let to = site.root().join(to);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::rename(site.root().join(from), to).unwrap();
}

fn articles(site: &Site) -> Vec<String> {
    super::sandbox::files(&site.root().join("content/articles")).into_keys().collect()
}

fn normalise(site: &Site, flag: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_dateline");
    Command::new(program)
        .args(["normalise", flag, ARTICLE])
        .current_dir(site.root())
        .output()
        .unwrap()
}

/// A link to what is not there: as a drive that is away.
#[cfg(unix)]
fn put_away(site: &Site, path: &str) {
    rename(site, path, "away");
    std::os::unix::fs::symlink("nowhere", site.root().join(path)).unwrap();
}

#[cfg(unix)]
fn bring_back(site: &Site, path: &str) {
    fs::remove_file(site.root().join(path)).unwrap();
    rename(site, "away", path);
}

#[cfg(unix)]
#[test]
fn an_article_whose_scrape_cannot_be_read_for_a_while_stays_where_it_is() {
    let site = built();
    rename(&site, ARTICLE, "content/articles/x/ferry-stops.md");
    site.build();
    put_away(&site, SCRAPE);
    assert_eq!(codes(&site.build()), [Code::Unreadable]);
    assert_eq!(articles(&site), ["x/ferry-stops.md"]);
    bring_back(&site, SCRAPE);
    assert_eq!(codes(&site.build()), []);
    assert_eq!(articles(&site), ["x/ferry-stops.md"]);
}

#[cfg(unix)]
#[test]
fn a_scrape_whose_article_may_be_among_what_cannot_be_read_gets_no_other() {
    let site = built();
    rename(&site, ARTICLE, "content/articles/kept/ferry.md");
    let draft =
        site.read("content/articles/kept/ferry.md").replacen("---\n", "---\ndraft: true\n", 1);
    site.write("content/articles/kept/ferry.md", &draft);
    site.build();
    put_away(&site, "content/articles/kept");
    assert_eq!(codes(&site.build()), [Code::Unreadable]);
    assert!(!site.output().contains_key("article/ferry.html"), "the draft came out");
    bring_back(&site, "content/articles/kept");
    assert_eq!(codes(&site.build()), []);
    assert_eq!(articles(&site), ["kept/ferry.md"]);
}

#[test]
fn an_untouched_article_follows_its_scrape() {
    let site = built();
    site.write(SCRAPE, NEW);
    assert_eq!(codes(&site.build()), []);
    assert!(site.read(ARTICLE).contains("on Tuesday"));
}

#[test]
fn an_edited_article_stays_and_the_newer_one_is_told_shown_and_taken_on_demand() {
    let site = built();
    let edited = edit(&site);
    assert_eq!(codes(&site.build()), [], "nothing newer is waiting");
    site.write(SCRAPE, NEW);
    assert_eq!(codes(&site.build()), [Code::NewerWaiting]);
    assert_eq!(site.read(ARTICLE), edited);
    let shown = String::from_utf8(normalise(&site, "--diff").stdout).unwrap();
    assert!(shown.contains("-The ferry stopped running on Monday after its anchor"), "{shown}");
    assert!(shown.contains("+The ferry stopped running on Tuesday after its rudder"), "{shown}");
    assert!(normalise(&site, "--accept").status.success());
    assert!(site.read(ARTICLE).contains("on Tuesday"));
    assert_eq!(site.read("content/articles/ferry.md.before"), edited, "the edit is kept beside it");
    assert_eq!(codes(&site.build()), []);
}

#[test]
fn nothing_newer_is_taken_into_another_folder_or_out_of_one() {
    let site = built();
    site.write(SCRAPE, NEW);
    let accept = |file: &str| {
        Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["normalise", "--accept", file])
            .current_dir(site.root())
            .output()
            .unwrap()
    };
    let article = edit(&site);
    site.write("content/pages/ferry.md", &article);
    assert!(!accept("content/pages/ferry.md").status.success());
    assert_eq!(site.read("content/pages/ferry.md"), article);
    site.write("secret.txt", NEW);
    let lured = article.replace(SCRAPE, "secret.txt");
    assert_ne!(lured, article);
    site.write(ARTICLE, &lured);
    assert!(!accept(ARTICLE).status.success());
    assert_eq!(site.read(ARTICLE), lured);
}

#[test]
fn a_renamed_or_moved_article_stays_its_scrapes() {
    let site = built();
    rename(&site, ARTICLE, "content/articles/2024/harbour.md");
    site.write(SCRAPE, NEW);
    assert_eq!(codes(&site.build()), []);
    assert_eq!(articles(&site), ["2024/harbour.md"]);
    assert!(site.read("content/articles/2024/harbour.md").contains("on Tuesday"));
}

#[test]
fn a_copied_article_is_a_problem_and_neither_is_touched() {
    let site = built();
    let text = site.read(ARTICLE);
    site.write("content/articles/copy.md", &text);
    site.write(SCRAPE, NEW);
    assert_eq!(codes(&site.build()), [Code::TwoClaims, Code::TwoClaims]);
    assert_eq!((site.read(ARTICLE), site.read("content/articles/copy.md")), (text.clone(), text));
}

#[test]
fn a_deleted_article_is_made_anew_and_a_draft_is_set_aside() {
    let site = built();
    let text = site.read(ARTICLE);
    fs::remove_file(site.root().join(ARTICLE)).unwrap();
    site.build();
    assert_eq!(site.read(ARTICLE), text);
    site.write(ARTICLE, &text.replacen("---\n", "---\ndraft: true\n", 1));
    assert_eq!(codes(&site.build()), []);
    assert!(!site.output().contains_key("article/ferry.html"));
}

#[test]
fn other_line_ends_are_no_edit() {
    let site = built();
    let text = site.read(ARTICLE);
    site.write(ARTICLE, &text.replace('\n', "\r\n"));
    site.write(SCRAPE, NEW);
    assert_eq!(codes(&site.build()), []);
    assert!(site.read(ARTICLE).contains("on Tuesday"));
}

#[test]
fn a_renamed_scrape_keeps_its_article_and_the_edits_in_it() {
    let site = built();
    let edited = edit(&site);
    rename(&site, SCRAPE, "content/scrapes/harbour/boat.txt");
    let outcome = site.build();
    assert_eq!(articles(&site), ["ferry.md"], "{:?}", outcome.problems);
    assert_eq!(site.read(ARTICLE), edited);
}

#[test]
fn an_edited_article_stays_the_one_of_a_scrape_that_was_renamed_and_changed_later() {
    let site = built();
    let edited = edit(&site);
    let moved = "content/scrapes/harbour/boat.txt";
    rename(&site, SCRAPE, moved);
    assert_eq!(codes(&site.build()), [], "nothing newer is waiting");
    site.write(moved, NEW);
    assert_eq!(codes(&site.build()), [Code::NewerWaiting]);
    assert_eq!((articles(&site), site.read(ARTICLE)), (vec!["ferry.md".to_owned()], edited));
    let shown = String::from_utf8(normalise(&site, "--diff").stdout).unwrap();
    assert!(shown.contains("+The ferry stopped running on Tuesday after its rudder"), "{shown}");
    assert!(normalise(&site, "--accept").status.success());
    assert_eq!(codes(&site.build()), []);
    assert!(site.read(ARTICLE).contains("on Tuesday"));
}

#[test]
fn a_scrape_saved_with_other_line_ends_is_nothing_newer() {
    let site = built();
    let edited = edit(&site);
    site.write(SCRAPE, &OLD.replace('\n', "\r\n"));
    assert_eq!(codes(&site.build()), []);
    assert_eq!(site.read(ARTICLE), edited);
}

#[test]
fn a_snapshot_of_archivebox_is_one_article() {
    let site = Site::new();
    let page = |text: &str| {
        let text = format!("{text} {text}");
        format!(
            "<html><head><title>Ferry stops</title></head><body><article><h1>Ferry stops</h1><p>{text}</p></article></body></html>"
        )
    };
    let text = "The ferry stopped running on Monday after its rudder jammed in the harbour mouth, the harbour office said.";
    let folder = "content/scrapes/archive/1709632800";
    site.write(
        &format!("{folder}/index.json"),
        "{\"url\": \"https://harbour.example/ferry\", \"timestamp\": \"1709632800\", \"history\": {}}",
    );
    site.write(&format!("{folder}/singlefile.html"), &page(text));
    site.write(&format!("{folder}/output.html"), &page(text));
    site.write(&format!("{folder}/readability/content.html"), &page(text));
    site.write(&format!("{folder}/app.js"), "if (ferry) { stop() }");
    let outcome = site.build();
    assert_eq!((outcome.articles, codes(&outcome)), (1, vec![Code::PassedOver]));
    let told = &outcome.problems[0];
    assert_eq!(told.file, format!("{folder}/singlefile.html"));
    assert!(told.message.contains("readability/content.html"), "{}", told.message);
    // Where the best one is nothing but a frame, the next is read.
    site.write(&format!("{folder}/singlefile.html"), "<html><body></body></html>");
    let outcome = site.build();
    assert_eq!((outcome.articles, codes(&outcome)), (1, vec![Code::PassedOver]));
    assert!(outcome.problems[0].file.ends_with("output.html"));
}

#[test]
fn a_deleted_scrape_takes_the_untouched_article_along_and_leaves_the_edited_one() {
    let site = built();
    fs::remove_file(site.root().join(SCRAPE)).unwrap();
    assert_eq!(codes(&site.build()), []);
    assert!(articles(&site).is_empty());
    let site = built();
    let edited = edit(&site);
    fs::remove_file(site.root().join(SCRAPE)).unwrap();
    assert_eq!(codes(&site.build()), [Code::ScrapeGone]);
    assert_eq!(site.read(ARTICLE), edited);
}

#[test]
fn a_hand_written_article_is_never_touched() {
    let site = built();
    let own = "---\ntitle: My ferry\n---\n\nI was aboard.\n";
    site.write("content/articles/own.md", own);
    fs::remove_file(site.root().join(SCRAPE)).unwrap();
    site.build();
    assert_eq!(site.read("content/articles/own.md"), own);
}

#[test]
fn an_edit_saved_while_a_build_runs_is_never_lost() {
    let site = built();
    let text = site.read(ARTICLE);
    for turn in 0..12_u64 {
        site.write(SCRAPE, if turn % 2 == 0 { NEW } else { OLD });
        let mine = text.replace("rudder", &format!("anchor {turn}"));
        std::thread::scope(|scope| {
            let build = scope.spawn(|| site.build());
            std::thread::sleep(std::time::Duration::from_millis(turn));
            site.write(ARTICLE, &mine);
            build.join().unwrap();
        });
        site.build();
        assert_eq!(site.read(ARTICLE), mine, "turn {turn}");
    }
}

#[test]
fn revisions_of_one_address_are_kept_and_shown() {
    let site = Site::new();
    let capture = |day: &str, word: &str| {
        format!(
            "---\ntitle: Ferry stops\nurl: https://harbour.example/ferry\ndate: 2024-03-05\nupdated: {day}\n---\nThe ferry stopped running on Monday after its {word} jammed in the harbour mouth, the harbour office said.\n"
        )
    };
    site.write("content/scrapes/one.md", &capture("2024-03-05", "rudder"));
    site.write("content/scrapes/two.md", &capture("2024-03-06", "anchor"));
    site.build();
    assert_eq!(articles(&site).len(), 2);
    let shown = site.output();
    let pages: Vec<&String> = shown.keys().filter(|path| path.starts_with("revision/")).collect();
    assert!(!pages.is_empty(), "{:?}", shown.keys());
}
