//! The main job: captured articles in, an annotated timeline site out.

use super::sandbox::{Site, differing, files};
use dateline::problem::{Code, Severity};
use std::fs;

fn page(site: &Site, path: &str) -> String {
    site.read(&format!("public/{path}"))
}

#[test]
fn a_folder_of_captures_becomes_articles_and_a_site() {
    let Some(site) = Site::seeds() else { return };
    let outcome = site.build();
    assert_eq!(outcome.articles, 5);
    assert!(outcome.events > 10);
    assert!(outcome.problems.iter().all(|problem| problem.severity == Severity::Warning));
    assert_eq!(files(&site.root().join("content/articles")).len(), 5);
    for path in [
        "index.html",
        "outlet/index.html",
        "person/index.html",
        "place/index.html",
        "feed.xml",
        "sitemap.xml",
    ] {
        assert!(site.root().join("public").join(path).is_file(), "{path}");
    }
}

#[test]
fn what_is_not_the_article_stands_on_no_page_but_the_raw_one() {
    let Some(site) = Site::seeds() else { return };
    site.build();
    for (path, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes);
        let raw = path.starts_with("raw/");
        for noise in ["VIEWIMAGE", "Remind me later", "we need your help", "Original url"] {
            assert!(raw || !text.contains(noise), "{path} has “{noise}”");
        }
    }
}

#[test]
fn building_the_sample_site_changes_none_of_its_sources() {
    let site = Site::sample();
    let before = files(&site.root().join("content"));
    let outcome = site.build();
    assert_eq!(differing(&before, &files(&site.root().join("content"))), Vec::<String>::new());
    assert_eq!(outcome.articles, 10);
    assert!(
        !outcome.problems.iter().any(|problem| problem.severity == Severity::Error),
        "{:?}",
        outcome.problems
    );
}

#[test]
fn every_event_leads_to_the_passages_it_rests_on() {
    let site = Site::sample();
    site.build();
    let page = page(&site, "index.html");
    assert!(
        page.contains("href=\"article/") && page.contains("#p"),
        "the timeline cites paragraphs"
    );
    assert!(page.contains("The swing bridge opens"), "the hand-written event is there");
}

#[test]
fn bad_files_are_named_and_the_others_are_built() {
    let site = Site::new();
    site.write("content/scrapes/good.txt", "Ferry stops\n\nBy Ann Lee\n\nApril 3, 2024\n\nThe ferry stopped on Monday after its rudder jammed, the office said.\n");
    site.write("content/scrapes/empty.txt", "");
    site.write("content/scrapes/folder.txt/x", "");
    fs::write(
        site.root().join("content/scrapes/picture.txt"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
    )
    .unwrap();
    fs::write(site.root().join("content/scrapes/broken.txt"), b"The ferry \xff\xfe\xfd stopped again on Tuesday, the office sa\xc3id, and \xe2\x82 nobody knew why: caf\xc3\xa9s \xc3\xa9t\xc3\xa9s \xc3\xa9l\xc3\xa8ves \xc3\xa9coles \xc3\xa9tudes \xc3\xa9poques \xc3\xa9toiles.\n").unwrap();
    site.write(
        "content/articles/hand.md",
        "---\ntitle: \"By hand\ndate: 2024-04-03\n---\n\nText of it.\n",
    );
    let outcome = site.build();
    let named = |code: Code, file: &str| {
        outcome.problems.iter().any(|one| {
            one.code == code && one.file.contains(file) && one.severity == Severity::Error
        })
    };
    assert!(named(Code::EmptyScrape, "empty.txt"), "{:#?}", outcome.problems);
    assert!(named(Code::BinaryScrape, "picture.txt"), "{:#?}", outcome.problems);
    assert!(named(Code::BadEncoding, "broken.txt"), "{:#?}", outcome.problems);
    assert!(named(Code::Unreadable, "folder.txt"), "{:#?}", outcome.problems);
    assert!(named(Code::BadFrontMatter, "hand.md"), "{:#?}", outcome.problems);
    let line = outcome.problems.iter().find(|one| one.code == Code::BadFrontMatter).unwrap().line;
    assert!(line > 1, "the line of the front matter is named");
    assert!(page(&site, "article/good.html").contains("rudder"));
}

#[test]
fn a_hand_edit_is_never_overwritten() {
    let site = Site::new();
    let scrape = "content/scrapes/ferry.txt";
    site.write(scrape, "Ferry stops\n\nBy Ann Lee\n\nApril 3, 2024\n\nThe ferry stopped on Monday after its rudder jammed.\n");
    site.build();
    let article = "content/articles/ferry.md";
    let edited = site.read(article).replace("rudder", "propeller");
    site.write(article, &edited);
    site.write(scrape, "Ferry stops\n\nBy Ann Lee\n\nApril 3, 2024\n\nThe ferry stopped on Monday after its anchor was lost.\n");
    let outcome = site.build();
    assert_eq!(site.read(article), edited);
    assert!(outcome.problems.iter().any(|one| one.code == Code::NewerWaiting));
    fs::remove_file(site.root().join(scrape)).unwrap();
    assert!(site.build().problems.iter().any(|one| one.code == Code::ScrapeGone));
    assert_eq!(site.read(article), edited);
}

#[test]
fn every_exported_text_stands_at_its_offsets() {
    let sites = [Some(Site::sample()), Site::seeds()];
    for site in sites.into_iter().flatten() {
        check_offsets(&site.export());
    }
}

fn check_offsets(export: &serde_json::Value) {
    let articles = export["articles"].as_array().unwrap();
    let of = |id: &str| articles.iter().find(|one| one["id"] == id).unwrap();
    let slice = |text: &str, from: &serde_json::Value| -> String {
        let at = |key: &str| usize::try_from(from[key].as_u64().unwrap()).unwrap();
        let (start, end) = (at("start"), at("end"));
        text.chars().skip(start).take(end - start).collect()
    };
    let mut checked = 0;
    for article in articles {
        let body = article["body"].as_str().unwrap();
        for list in ["timexes", "quotes", "mentions"] {
            for one in article[list].as_array().unwrap() {
                assert_eq!(slice(body, one), one["text"].as_str().unwrap());
                checked += 1;
            }
        }
    }
    for event in export["events"].as_array().unwrap() {
        for passage in event["passages"].as_array().unwrap() {
            let article = of(passage["article"].as_str().unwrap());
            let text =
                if passage["in"] == "caption" { &article["caption"] } else { &article["body"] };
            assert_eq!(slice(text.as_str().unwrap(), passage), passage["text"].as_str().unwrap());
            checked += 1;
        }
    }
    assert!(checked > 50);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_its_folder_is_not_followed() {
    let site = Site::new();
    site.write(
        "content/scrapes/good.txt",
        "Ferry stops\n\nBy Ann Lee\n\nApril 3, 2024\n\nThe ferry stopped on Monday.\n",
    );
    site.write(
        "secret/key.txt",
        "SECRET WORDS\n\nThat nobody may read, ever, in any way at all.\n",
    );
    std::os::unix::fs::symlink(site.root().join("secret"), site.root().join("content/scrapes/out"))
        .unwrap();
    std::os::unix::fs::symlink(
        site.root().join("secret/key.txt"),
        site.root().join("content/scrapes/key.txt"),
    )
    .unwrap();
    let outcome = site.build();
    assert_eq!(outcome.articles, 1);
    assert_eq!(outcome.problems.iter().filter(|one| one.message.contains("leads out")).count(), 2);
    assert!(site.output().values().all(|bytes| !String::from_utf8_lossy(bytes).contains("SECRET")));
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_told_as_one() {
    let site = Site::new();
    site.write("content/scrapes/good.txt", "Ferry stops\n\nThe ferry stopped on Monday.\n");
    std::os::unix::fs::symlink("gone.txt", site.root().join("content/scrapes/old.txt")).unwrap();
    let outcome = site.build();
    let told: Vec<_> = outcome.problems.iter().map(|one| one.message.as_str()).collect();
    assert_eq!((outcome.articles, told), (1, vec!["is a link to something that is not there"]));
}
