//! What may go wrong around a build: the right result, or a clear problem, and nothing lost.

use super::sandbox::{Site, differing};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

fn assert_clean(site: &Site) {
    assert_eq!(differing(&site.output(), &site.clean_output()), Vec::<String>::new());
}

const SCRAPE: &str = "content/scrapes/courier-public-meeting.txt";

/// Another text of the same length, with this time.
fn rewrite(site: &Site, time: SystemTime) {
    let text = site.read(SCRAPE);
    site.write(SCRAPE, &text.replacen("the", "teh", 1));
    let file = fs::File::options().write(true).open(site.root().join(SCRAPE)).unwrap();
    file.set_modified(time).unwrap();
}

#[test]
fn a_page_nested_deeper_than_the_sites_limit_keeps_its_words_and_says_so() {
    let words = "The ferry stopped on Monday and the harbour was closed to boats. ".repeat(8);
    let page = format!(
        "<article><h1>Ferry stops</h1>{}<p>{words}</p>{}</article>",
        "<div>".repeat(40),
        "</div>".repeat(40)
    );
    let told = |limit: &str| {
        let site = Site::new();
        site.write("dateline.toml", limit);
        site.write("content/scrapes/a.html", &page);
        let problems = site.build().problems;
        let file = fs::read_dir(site.root().join("content/articles")).unwrap().next().unwrap();
        let article = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(article.contains("harbour was closed"), "{article}");
        problems.iter().any(|problem| problem.message.contains("html_depth (20)"))
    };
    assert!(told("[limits]\nhtml_depth = 20\n"));
    assert!(!told(""));
}

#[test]
fn new_content_of_the_same_size_and_time_is_seen() {
    let site = Site::sample();
    site.build();
    let time = fs::metadata(site.root().join(SCRAPE)).unwrap().modified().unwrap();
    rewrite(&site, time);
    assert!(!site.build().changed.is_empty());
    assert_clean(&site);
}

#[test]
fn a_clock_set_back_or_forward_hides_nothing() {
    let site = Site::sample();
    site.build();
    for years in [-20_i64, 70, -3] {
        let shift = Duration::from_secs(years.unsigned_abs() * 31_536_000);
        let now = SystemTime::now();
        let time = if years < 0 { now - shift } else { now + shift };
        let text = site.read(SCRAPE);
        site.write(SCRAPE, &format!("{text}\n\nThe year moved by {years} on Monday.\n"));
        let file = fs::File::options().write(true).open(site.root().join(SCRAPE)).unwrap();
        file.set_modified(time).unwrap();
        assert!(!site.build().changed.is_empty(), "{years}");
        assert_clean(&site);
    }
}

#[test]
fn an_output_that_is_a_file_is_refused_and_kept() {
    let site = Site::sample();
    site.write("public", "mine");
    let error = dateline::build::run(&site.options()).unwrap_err();
    assert!(format!("{error:#}").contains("public"), "{error:#}");
    assert_eq!(site.read("public"), "mine");
}

#[test]
fn an_output_replaced_by_a_file_loses_nothing() {
    let site = Site::sample();
    site.build();
    fs::remove_dir_all(site.root().join("public")).unwrap();
    site.write("public", "mine");
    assert!(dateline::build::run(&site.options()).is_err());
    assert_eq!(site.read("public"), "mine");
    fs::remove_file(site.root().join("public")).unwrap();
    site.build();
    assert_clean(&site);
}

#[test]
fn sources_that_come_and_go_while_they_are_read_leave_a_site_that_the_next_build_puts_right() {
    let site = Site::sample();
    let file = site.root().join(SCRAPE);
    let text = fs::read(&file).unwrap();
    for round in 0..6_u32 {
        std::thread::scope(|scope| {
            let toggling = scope.spawn(|| {
                for _ in 0..40 {
                    let _ = fs::remove_file(&file);
                    std::thread::sleep(Duration::from_micros(300 * u64::from(round)));
                    fs::write(&file, &text).unwrap();
                }
            });
            while !toggling.is_finished() {
                site.build();
            }
        });
        site.build();
        assert_clean(&site);
        assert_eq!(site.build().changed, Vec::<String>::new());
    }
}

#[test]
fn two_builds_at_once_take_turns() {
    let site = Site::sample();
    std::thread::scope(|scope| {
        let builds: Vec<_> =
            (0..4).map(|_| scope.spawn(|| dateline::build::run(&site.options()))).collect();
        for build in builds {
            build.join().unwrap().unwrap();
        }
    });
    assert_clean(&site);
    assert_eq!(site.build().changed, Vec::<String>::new());
}

/// The site's sources in a folder of its own, written in an order of our choice: file systems list in the order of making.
fn copy(site: &Site, backwards: bool) -> Site {
    let copy = Site::new();
    let mut files: Vec<_> = super::sandbox::files(&site.root()).into_iter().collect();
    if backwards {
        files.reverse();
    }
    for (path, bytes) in files {
        copy.write(&path, &String::from_utf8(bytes).unwrap());
    }
    copy
}

#[test]
fn the_same_bytes_on_any_number_of_threads_in_any_zone_locale_and_place() {
    let site = Site::sample();
    let expected = site.clean_output();
    let zones = ["UTC", "Pacific/Kiritimati", "America/St_Johns"];
    let locales = ["C", "tr_TR.UTF-8"];
    for (at, zone) in zones.iter().enumerate() {
        for (threads, locale) in [("1", 0), ("4", 0), ("1", 1), ("4", 1)] {
            let copy = copy(&site, (at + locale) % 2 == 0);
            let status = Command::new(env!("CARGO_BIN_EXE_dateline"))
                .args(["build", "--quiet", "--root"])
                .arg(copy.root())
                .envs([("RAYON_NUM_THREADS", threads), ("TZ", zone), ("LC_ALL", locales[locale])])
                .stderr(Stdio::null())
                .status()
                .unwrap();
            assert!(status.success());
            assert_eq!(differing(&copy.output(), &expected), Vec::<String>::new(), "{zone}");
        }
    }
}

/// A pipe is waited for by whoever reads it: a build that did would never end.
#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_told_and_not_read() {
    let ends = |file: &str, arguments: &[&str]| {
        let site = Site::new();
        site.write("content/articles/one.md", "---\ntitle: One\n---\n\nOne.\n");
        let pipe = site.root().join(file);
        fs::create_dir_all(pipe.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut run = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["--message-format", "short"])
            .args(arguments)
            .current_dir(site.root())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let began = std::time::Instant::now();
        while run.try_wait().unwrap().is_none() {
            if began.elapsed() > super::served::PATIENCE {
                run.kill().unwrap();
                panic!("{file}: {arguments:?} does not end");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let output = run.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for file in [
        "content/aliases.yml",
        "content/addresses.yml",
        "content/pages/x.md",
        "content/articles/x.md",
        "content/scrapes/x.txt",
        "templates/base.html",
        "theme/site.css",
    ] {
        for arguments in [&["build"][..], &["check"]] {
            let (status, said) = ends(file, arguments);
            assert_eq!(status, Some(1), "{file}: {said}");
            assert!(said.contains(&format!("{file}: error[S005]")), "{said}");
        }
    }
    for arguments in [&["build"][..], &["check"], &["serve", "--port", "0"]] {
        let (status, said) = ends("dateline.toml", arguments);
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains("dateline.toml: it is no regular file"), "{said}");
    }
}

#[test]
fn an_article_shows_no_other_file_than_a_scrape_as_its_capture() {
    let site = Site::new();
    site.write("secret.txt", "The password is swordfish.\n");
    site.write("content/scrapes/a.txt", "Ferry stops\n\nThe ferry stopped on 3 March 2024.\n");
    for path in ["secret.txt", "content/scrapes/../../secret.txt"] {
        let front = format!("scrape: {{path: {path}, digest: x, format: text}}");
        site.write("content/articles/one.md", &format!("---\ntitle: One\n{front}\n---\n\nOne.\n"));
        site.build();
        for (path, bytes) in site.output() {
            assert!(!String::from_utf8_lossy(&bytes).contains("swordfish"), "{path}");
        }
    }
}

/// As Windows' own programs save them.
#[test]
fn a_mark_before_a_text_changes_nothing_and_another_encoding_is_told() {
    let site = Site::sample();
    let files = [
        ("dateline.toml", "title = \"Marked\"\n"),
        ("content/aliases.yml", "people:\n  Ada Quill: [A. Quill]\n"),
        ("content/addresses.yml", "article/old.html: article/courier-public-meeting.html\n"),
        ("content/pages/about.md", "---\ntitle: Us\n---\n\nWe.\n"),
        ("content/notes/day.md", "---\nday: 2024-03-04\n---\n\nA note.\n"),
        ("templates/404.html", "{% extends \"base.html\" %}{% block main %}Lost{% endblock %}"),
    ];
    for (file, text) in files {
        site.write(file, text);
    }
    let problems = site.build().problems;
    let plain = site.output();
    for (file, text) in files {
        site.write(file, &format!("\u{feff}{text}"));
    }
    assert_eq!(site.build().problems, problems);
    assert_eq!(differing(&site.output(), &plain), [""; 0]);
    for (file, text) in files.iter().skip(1) {
        let marked = format!("\u{feff}{text}");
        let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        fs::write(site.root().join(file), wide).unwrap();
    }
    let problems = site.build().problems;
    for (file, _) in files.iter().skip(1) {
        let of_file = problems.iter().find(|problem| problem.file == *file).unwrap();
        assert!(of_file.hint.contains("in UTF-8"), "{of_file:?}");
    }
}
