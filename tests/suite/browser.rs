//! The built sample site: every link leads somewhere, and a real browser finds nothing wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The sample site, built in a folder of its own.
fn sample() -> TempDir {
    built(&[])
}

/// The sample site, built with some more arguments.
fn built(arguments: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("dateline.toml"), folder.path().join("dateline.toml")).unwrap();
    for entry in walkdir::WalkDir::new(root.join("content")) {
        let entry = entry.unwrap();
        let to = folder.path().join(entry.path().strip_prefix(root).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    build(folder.path(), arguments);
    folder
}

fn build(site: &Path, arguments: &[&str]) {
    let built = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["--quiet", "build", "--root"])
        .arg(site)
        .args(arguments)
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

/// Every page by its path.
fn pages(public: &Path) -> BTreeMap<PathBuf, String> {
    let files = walkdir::WalkDir::new(public).into_iter().map(|entry| entry.unwrap().into_path());
    let pages = files.filter(|path| path.extension().is_some_and(|end| end == "html"));
    pages.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The values of an attribute in a page that we wrote: always in double quotes, after a space.
fn values(page: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let parts = page.split(start.as_str()).skip(1);
    let values = parts.filter_map(|part| part.split('"').next());
    values.map(|value| value.replace("&amp;", "&").replace("&#39;", "'")).collect()
}

/// A path without `..`.
fn straight(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            part => out.push(part),
        }
    }
    out
}

#[test]
fn every_internal_link_leads_to_a_file_and_its_anchor() {
    let site = sample();
    let public = site.path().join("public");
    let pages = pages(&public);
    let ids: BTreeMap<&PathBuf, BTreeSet<String>> =
        pages.iter().map(|(path, page)| (path, values(page, "id").into_iter().collect())).collect();
    let mut broken = BTreeSet::new();
    // 404.html alone is made for a server's base path.
    for (path, page) in pages.iter().filter(|(path, _)| !path.ends_with("404.html")) {
        for link in [values(page, "href"), values(page, "src")].concat() {
            if ["http:", "https:", "mailto:", "data:"].iter().any(|way| link.starts_with(way)) {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let file = file.split('?').next().unwrap_or_default();
            let to = match file {
                "" => path.clone(),
                file => straight(&path.parent().unwrap().join(file)),
            };
            let named = anchor.is_empty() || ids.get(&to).is_some_and(|ids| ids.contains(anchor));
            if !to.is_file() || !named {
                broken.insert(format!("{} -> {link}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn no_page_gives_two_elements_one_id() {
    let site = sample();
    for (path, page) in pages(&site.path().join("public")) {
        let ids = values(&page, "id");
        let once: BTreeSet<_> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{}", path.display());
    }
}

/// Runs a script of `tests/browser`; without Node.js, Chromium or what `tests/browser/install` fetches it is skipped, loudly.
fn finds_nothing_wrong(script: &str, arguments: &[&Path]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let there = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !folder.join("node_modules").is_dir() || !there("node") || !there("chromium") {
        super::sandbox::skipped("browser tests (Chromium, Node.js, tests/browser/install)");
        return;
    }
    let look = Command::new("node").arg(folder.join(script)).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&look.stdout);
    assert!(look.status.success(), "{said}{}", String::from_utf8_lossy(&look.stderr));
}

#[test]
fn a_browser_finds_nothing_wrong() {
    let site = sample();
    finds_nothing_wrong("check.mjs", &[&site.path().join("public")]);
}

/// Twelve outlets on one event, words without end, another script, an item inside an item, an event and a note by hand.
fn odd() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for number in 0..12 {
        let will = if number % 2 == 0 { "will" } else { "shall" };
        write(
            &format!("articles/bridge-{number}.md"),
            &format!(
                "---\ntitle: Bridge falls\noutlet: Kestrel Times {number}\ndate: 2024-05-07\n---\n\
                 The Kestrel bridge collapsed on 6 May 2024, witness {number} said.\n\n\
                 “We {will} build it again before winter,” said mayor Ada Quill on 6 May 2024.\n\n\
                 - The port\n  - on Tuesday {}\n\n| When | What |\n|---|---|\n| 6 May | {} |\n",
                "donau".repeat(40),
                "x".repeat(200)
            ),
        );
    }
    write(
        "articles/jisr.md",
        "---\ntitle: انهيار الجسر\noutlet: صحيفة\ndate: 2024-05-07\nlanguage: ar\n---\nانهار الجسر يوم 6 مايو 2024.\n",
    );
    write("events/built.md", "---\ndate: 1820~\nheadline: The bridge is built\n---\nOur words.\n");
    write("notes/day.md", "---\nday: 2024-05-06\n---\nA note on the day.\n");
    build(folder.path(), &[]);
    folder
}

#[test]
fn a_browser_finds_nothing_wrong_with_odd_articles() {
    let site = odd();
    finds_nothing_wrong("check.mjs", &[&site.path().join("public")]);
}

#[test]
fn an_open_page_follows_its_sources() {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("content/articles")).unwrap();
    finds_nothing_wrong("serve.mjs", &[Path::new(env!("CARGO_BIN_EXE_dateline")), site.path()]);
}

/// A text's words without its marks, tags and entities.
fn words(text: &str) -> Vec<String> {
    let tags = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, after)| after));
    let bare = tags.collect::<Vec<_>>().join(" ");
    let plain = bare.replace("&#39;", "'").replace("&quot;", " ").replace("&amp;", " ");
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The longest run of an article's words in each file of the output.
fn longest_runs(site: &TempDir) -> BTreeMap<String, usize> {
    const RUN: usize = 6;
    let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    let files = |folder: &str| {
        let all = walkdir::WalkDir::new(site.path().join(folder)).into_iter();
        all.map(Result::unwrap).filter(|entry| entry.file_type().is_file()).collect::<Vec<_>>()
    };
    let runs: Vec<BTreeSet<Vec<String>>> = files("content/articles")
        .iter()
        .map(|entry| {
            let text = read(entry.path());
            let body = text.splitn(3, "---").last().unwrap().to_owned();
            words(&body).windows(RUN).map(<[String]>::to_vec).collect()
        })
        .collect();
    let longest = |text: &str| {
        let words = words(text);
        let of = |runs: &BTreeSet<Vec<String>>| {
            let mut most = 0;
            let mut now = 0;
            for run in words.windows(RUN) {
                now = if runs.contains(run) { now + 1 } else { 0 };
                most = most.max(now);
            }
            if most == 0 { 0 } else { most + RUN - 1 }
        };
        runs.iter().map(of).max().unwrap()
    };
    let name = |path: &Path| path.strip_prefix(site.path()).unwrap().display().to_string();
    let text =
        |entry: &&walkdir::DirEntry| entry.path().extension().is_none_or(|end| end != "woff2");
    let public = files("public");
    public.iter().filter(text).map(|one| (name(one.path()), longest(&read(one.path())))).collect()
}

#[test]
fn no_published_file_holds_more_of_an_article_than_quoted_passages() {
    let all = longest_runs(&sample());
    assert!(all.values().any(|run| *run > 60), "the sample's articles are too short to tell");
    let site = built(&["--for", "publish"]);
    let more: Vec<_> = longest_runs(&site).into_iter().filter(|(_, run)| *run > 60).collect();
    assert!(more.is_empty(), "{more:#?}");
    for folder in ["raw", "diff", "revision"] {
        assert!(!site.path().join("public").join(folder).exists(), "{folder}");
    }
}

#[test]
fn every_feed_that_a_page_names_is_there() {
    let site = sample();
    let public = site.path().join("public");
    let all: BTreeSet<_> = pages(&public)
        .iter()
        .flat_map(|(path, page)| {
            let links = values(page, "href").into_iter().filter(|link| link.ends_with(".xml"));
            links.map(|link| straight(&path.parent().unwrap().join(link))).collect::<Vec<_>>()
        })
        .filter(|path| path.starts_with(public.join("feed")))
        .collect();
    assert!(all.len() > 2 && all.iter().all(|path| path.is_file()), "{all:#?}");
}
