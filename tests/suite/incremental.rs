//! An incremental build leaves, byte for byte, what a clean one would, and does only what a change needs.

use super::sandbox::{Asked, Site, differing, files};
use dateline::build::{Look, Reason, Session, run_in};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use std::fs;

fn assert_clean(site: &Site) {
    assert_eq!(differing(&site.output(), &site.clean_output()), Vec::<String>::new());
}

#[test]
fn a_capture_that_two_articles_name_is_shown_as_it_is() {
    let site = Site::new();
    site.write("content/scrapes/pier.txt", "Pier closes\n\nThe pier closed on Monday.\n");
    site.build();
    let copy = site.read("content/articles/pier.md");
    site.write("content/articles/copy.md", &copy);
    site.build();
    assert_clean(&site);
    site.write("content/scrapes/pier.txt", "Pier closes\n\nThe pier closed on Sunday.\n");
    site.build();
    assert_clean(&site);
}

#[test]
fn a_second_build_writes_nothing() {
    let site = Site::sample();
    site.build();
    let again = site.build();
    assert_eq!((again.written, again.removed, again.changed.len()), (0, 0, 0));
    assert!(again.reused > 0);
}

#[test]
fn a_touched_file_changes_nothing() {
    let site = Site::sample();
    site.build();
    let path = "content/articles/courier-bridge-jams.md";
    site.write(path, &site.read(path));
    assert_eq!(site.build().changed, Vec::<String>::new());
}

#[test]
fn a_theme_file_changes_itself_alone() {
    let site = Site::sample();
    site.build();
    site.write("theme/site.css", "body { color: black }");
    assert_eq!(site.build().changed, ["theme/site.css"]);
    assert_clean(&site);
}

#[test]
fn white_space_in_a_scrape_stops_at_normalising() {
    let site = Site::sample();
    site.build();
    let path = "content/scrapes/courier-public-meeting.txt";
    let text = site.read(path).replace("\n\n", "\n\n\n");
    site.write(path, &text);
    let changed = site.build().changed;
    // The scrape's digest and the page that shows it as it came are all that may differ.
    assert!(
        changed
            .iter()
            .all(|path| path.starts_with("raw/")
                || path.starts_with("article/courier-public-meeting")),
        "{changed:?}"
    );
    assert_clean(&site);
}

#[test]
fn a_template_renders_its_own_pages() {
    let site = Site::sample();
    site.build();
    let method =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/method.html")).unwrap();
    site.write("templates/method.html", &(method + "\n"));
    let reasons = site.build().reasons;
    let template = Reason::Changed(vec!["its template"]);
    assert_eq!(reasons, [("method.html".to_owned(), template)]);
}

#[test]
fn what_is_missing_or_edited_in_the_output_is_put_right() {
    let site = Site::sample();
    site.build();
    let public = site.root().join("public");
    fs::remove_file(public.join("method.html")).unwrap();
    fs::write(public.join("index.html"), "edited").unwrap();
    fs::write(public.join("foreign.txt"), "mine").unwrap();
    site.build();
    assert!(public.join("foreign.txt").is_file());
    fs::remove_file(public.join("foreign.txt")).unwrap();
    assert_clean(&site);
}

#[test]
fn an_output_folder_that_is_not_ours_is_refused() {
    let site = Site::sample();
    site.write("public/thesis.doc", "mine");
    assert!(dateline::build::run(&site.options()).is_err());
    assert_eq!(site.read("public/thesis.doc"), "mine");
}

#[test]
fn a_memo_from_another_place_holds() {
    let site = Site::sample();
    site.build();
    let elsewhere = Site::sample();
    super::sandbox::copy(&site.root().join(".dateline"), &elsewhere.root().join(".dateline"));
    elsewhere.build();
    assert_eq!(differing(&site.output(), &elsewhere.output()), Vec::<String>::new());
}

#[test]
fn a_foreign_file_in_the_place_of_a_page_is_never_overwritten() {
    let site = Site::sample();
    site.build();
    site.write("public/article/mine.html", "mine");
    site.write("content/articles/mine.md", "---\ntitle: Mine\n---\nA text of one line.\n");
    for round in 0..3 {
        site.write("dateline.toml", &format!("title = \"Round {round}\"\n"));
        let problems = site.build().problems;
        assert_eq!(site.read("public/article/mine.html"), "mine", "round {round}");
        assert!(problems.iter().any(|problem| problem.file.contains("article/mine.html")));
    }
    fs::remove_file(site.root().join("public/article/mine.html")).unwrap();
    site.build();
    assert_clean(&site);
}

#[test]
fn what_is_ours_is_told_exactly_even_when_a_page_was_removed_by_hand() {
    let site = Site::new();
    site.write("content/articles/one.md", "---\ntitle: One\n---\nA text of one line.\n");
    site.build();
    for page in ["article/one.html", "raw/one.html"] {
        let _ = fs::remove_file(site.root().join("public").join(page));
    }
    let articles = site.root().join("content/articles");
    fs::rename(articles.join("one.md"), articles.join("two.md")).unwrap();
    site.build();
    assert_clean(&site);
}

#[test]
fn what_a_killed_run_left_half_way_goes_with_the_next() {
    let site = Site::sample();
    site.build();
    site.write("public/.dateline.tmp/a", "half a pa");
    site.write("content/articles/.dateline.tmp/a", "half an art");
    site.build();
    assert_clean(&site);
    assert!(!site.root().join("content/articles/.dateline.tmp").exists());
}

#[test]
fn what_a_killed_run_was_about_to_add_is_still_known_as_ours() {
    let site = Site::sample();
    site.build();
    // As a first run leaves it that was killed after its last page: everything is only announced.
    let mark = site.read("public/.dateline-output");
    let (head, list) = mark.split_once('\n').unwrap();
    site.write("public/.dateline-output", &format!("{head}\n"));
    site.write("public/.dateline-output.tmp", list);
    fs::remove_dir_all(site.root().join(".dateline")).unwrap();
    site.build();
    fs::remove_dir_all(site.root().join(".dateline")).unwrap();
    fs::remove_dir_all(site.root().join("content/notes")).unwrap();
    fs::remove_file(site.root().join("content/scrapes/courier-public-meeting.txt")).unwrap();
    site.build();
    assert_clean(&site);
}

#[test]
fn a_new_problem_in_the_listing_is_told_though_no_file_changed() {
    let site = Site::sample();
    let before = site.build().problems.len();
    fs::create_dir_all(site.root().join("content/scrapes/folder.txt")).unwrap();
    assert_eq!(site.build().problems.len(), before + 1);
    assert_eq!(site.build().problems.len(), before + 1);
    fs::remove_dir(site.root().join("content/scrapes/folder.txt")).unwrap();
    assert_eq!(site.build().problems.len(), before);
}

#[test]
#[cfg(unix)]
fn nothing_is_written_or_removed_through_a_link() {
    let site = Site::sample();
    site.build();
    let (inside, outside) = (site.root().join("public/article"), site.root().join("elsewhere"));
    fs::rename(&inside, &outside).unwrap();
    std::os::unix::fs::symlink(&outside, &inside).unwrap();
    let before = super::sandbox::files(&outside);
    site.write("dateline.toml", "title = \"Another\"\n");
    assert!(dateline::build::run(&site.options()).is_err());
    assert_eq!(differing(&before, &super::sandbox::files(&outside)), Vec::<String>::new());
}

#[test]
fn a_lost_journal_is_made_again_once() {
    let site = Site::sample();
    site.build();
    fs::remove_file(site.root().join(".dateline/journal")).unwrap();
    let touch = |seed: u8| {
        site.write("dateline.toml", &format!("title = \"Site {seed}\"\n"));
        let outcome = site.build();
        let articles = outcome.timings.iter().find(|timing| timing.room == "articles").unwrap();
        articles.ran
    };
    assert!(touch(1) > 0);
    assert_eq!(touch(2), 0);
}

/// One thing that happens to a site between two builds.
#[derive(Clone, Debug)]
enum Step {
    AddScrape(u8, u8),
    AddPage(u8, u8),
    EditScrape(u8, u8),
    EditUnseen(u8),
    TouchScrape(u8),
    RemoveScrape(u8),
    RenameScrape(u8, u8),
    MoveScrape(u8, u8),
    EditArticle(u8, u8),
    FrontMatter(u8, u8),
    RenameArticle(u8),
    RemoveArticle(u8),
    Aliases(bool),
    Outlets(u8),
    Rules(u8),
    Ask(u8),
    Note(bool),
    Event(u8),
    Template(bool),
    Component(bool),
    Theme(u8),
    Config(u8),
    DamageMemo(u8, u16),
    CutMemo(u8, u16),
    AnotherProgram,
    LoseMemo,
    Killed(u8),
    RemoveOutput(u8),
    EditOutput(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::AddScrape(a, b)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::AddPage(a, b)),
        3 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::EditScrape(a, b)),
        2 => any::<u8>().prop_map(Step::EditUnseen),
        1 => any::<u8>().prop_map(Step::TouchScrape),
        1 => any::<u8>().prop_map(Step::RemoveScrape),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::RenameScrape(a, b)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::MoveScrape(a, b)),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::FrontMatter(a, b)),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::EditArticle(a, b)),
        1 => any::<u8>().prop_map(Step::RenameArticle),
        1 => any::<u8>().prop_map(Step::RemoveArticle),
        1 => any::<bool>().prop_map(Step::Aliases),
        2 => any::<u8>().prop_map(Step::Outlets),
        2 => any::<u8>().prop_map(Step::Rules),
        2 => any::<u8>().prop_map(Step::Ask),
        1 => any::<bool>().prop_map(Step::Note),
        1 => any::<u8>().prop_map(Step::Event),
        1 => any::<bool>().prop_map(Step::Template),
        1 => any::<bool>().prop_map(Step::Component),
        1 => any::<u8>().prop_map(Step::Theme),
        1 => any::<u8>().prop_map(Step::Config),
        1 => (any::<u8>(), any::<u16>()).prop_map(|(a, b)| Step::DamageMemo(a, b)),
        1 => (any::<u8>(), any::<u16>()).prop_map(|(a, b)| Step::CutMemo(a, b)),
        1 => Just(Step::AnotherProgram),
        1 => Just(Step::LoseMemo),
        2 => any::<u8>().prop_map(Step::Killed),
        1 => any::<u8>().prop_map(Step::RemoveOutput),
        1 => any::<u8>().prop_map(Step::EditOutput),
    ]
}

fn text(seed: u8) -> String {
    let day = seed % 27 + 1;
    let names = ["Ann Lee", "Dan Roe", "Eva Strand"];
    let name = names[usize::from(seed) % 3];
    format!(
        "Ferry {seed} stops\n\nBy {name}\n\nApril {day}, 2024\n\nOSLO — The ferry number {seed} stopped on Monday after its rudder jammed in Bergen, Mayor {name} said.\n\n“We will mend it by Friday, whatever it may cost us,” {name} said.\n\nIt carried {seed} passengers in March.\n"
    )
}

/// A web page of an outlet that only its host tells.
fn page(seed: u8) -> String {
    let told: String =
        text(seed).split("\n\n").skip(3).map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    format!(
        "<html><head><title>Tug {seed} sails</title><link rel=\"canonical\" href=\"https://www.harbour.example/2024/tug-{seed}\"></head>\n<body><article><h1>Tug {seed} sails</h1>\n{told}</article></body></html>\n"
    )
}

/// Settings of what is no article, and of how much of one is believed.
fn rules(seed: u8) -> &'static str {
    const CARRIED: &str = "[[furniture.rules]]\nname = \"carried\"\npattern = \"^It carried\"\nreason = \"a caption\"\n";
    const WHY: &str = "[[furniture.rules]]\nname = \"carried\"\npattern = \"^It carried\"\nreason = \"a label\"\n";
    ["", CARRIED, WHY, "[limits]\narticle_bytes = 200\n", "[limits]\nfront_matter_bytes = 60\n"]
        .get(usize::from(seed) % 5)
        .copied()
        .unwrap_or(CARRIED)
}

/// The `pick`th file of a folder.
fn pick(site: &Site, folder: &str, pick: u8) -> Option<std::path::PathBuf> {
    let paths: Vec<_> = super::sandbox::files(&site.root().join(folder))
        .into_keys()
        .filter(|path| !path.starts_with('.'))
        .collect();
    let at = usize::from(pick) % paths.len().max(1);
    paths.get(at).map(|path| site.root().join(folder).join(path))
}

#[expect(clippy::too_many_lines, reason = "a flat table of what each step does")]
fn apply(site: &Site, step: &Step) {
    let (scrapes, articles) = ("content/scrapes", "content/articles");
    match step {
        Step::AddScrape(name, seed) => {
            site.write(&format!("{scrapes}/s{}.txt", name % 8), &text(*seed));
        }
        Step::AddPage(name, seed) => {
            site.write(&format!("{scrapes}/p{}.html", name % 4), &page(*seed));
        }
        Step::EditScrape(at, seed) => {
            drop(pick(site, scrapes, *at).map(|file| fs::write(file, text(*seed))));
        }
        Step::EditUnseen(at) => {
            pick(site, scrapes, *at).into_iter().for_each(|file| edit_unseen(&file));
        }
        Step::TouchScrape(at) => {
            drop(pick(site, scrapes, *at).map(|file| fs::write(&file, fs::read(&file).unwrap())));
        }
        Step::MoveScrape(at, folder) => drop(pick(site, scrapes, *at).map(|file| {
            let folder = site.root().join(scrapes).join(format!("f{}", folder % 3));
            fs::create_dir_all(&folder).unwrap();
            fs::rename(&file, folder.join(file.file_name().unwrap()))
        })),
        Step::FrontMatter(at, seed) => {
            pick(site, articles, *at).into_iter().for_each(|file| front_matter(&file, *seed));
        }
        Step::RemoveScrape(at) => drop(pick(site, scrapes, *at).map(fs::remove_file)),
        Step::RenameScrape(at, name) => drop(pick(site, scrapes, *at).map(|file| {
            fs::rename(&file, site.root().join(scrapes).join(format!("r{}.txt", name % 8)))
        })),
        Step::EditArticle(at, seed) => drop(pick(site, articles, *at).map(|file| {
            let text = fs::read_to_string(&file).unwrap() + &format!("\nA line by hand, {seed}.\n");
            fs::write(file, text)
        })),
        Step::RenameArticle(at) => drop(
            pick(site, articles, *at)
                .map(|file| fs::rename(&file, file.with_file_name(format!("moved{}.md", at % 8)))),
        ),
        Step::RemoveArticle(at) => drop(pick(site, articles, *at).map(fs::remove_file)),
        Step::Aliases(there) => toggle(
            site,
            "content/aliases.yml",
            "people:\n  Ann Lee:\n    also: [Dan Roe]\n",
            *there,
        ),
        Step::Outlets(seed) => toggle(
            site,
            "content/aliases.yml",
            &format!("outlets:\n  Harbour {}:\n    hosts: [harbour.example]\n", seed % 3),
            seed % 4 > 0,
        ),
        Step::Rules(seed) => site.write("dateline.toml", rules(*seed)),
        Step::Ask(seed) => {
            site.ask(Asked { drafts: seed & 1 > 0, publish: seed & 2 > 0, address: seed & 4 > 0 });
        }
        Step::Note(there) => {
            toggle(site, "content/notes/a.md", "---\nday: 2024-04-01\n---\nA note.\n", *there);
        }
        Step::Event(seed) => {
            let text = format!(
                "---\ndate: 2024-04-{:02}\nheadline: By hand\n---\nIt {seed}.\n",
                seed % 9 + 1
            );
            toggle(site, "content/events/by-hand.md", &text, seed % 3 > 0);
        }
        Step::Component(there) => toggle(
            site,
            "templates/components.html",
            &(built_in("components.html").replace("class=\"ref\"", "class=\"ref own\"")),
            *there,
        ),
        Step::Theme(seed) => {
            toggle(site, "theme/own.css", &format!("a {{ width: {seed}px }}"), seed % 3 > 0);
        }
        Step::Template(there) => toggle(
            site,
            "templates/method.html",
            "{% extends \"base.html\" %}{% block main %}Own{% endblock %}",
            *there,
        ),
        Step::Config(seed) => site.write(
            "dateline.toml",
            &format!("title = \"Site {}\"\n[timeline]\npage_size = {}\n", seed % 3, seed % 4 + 2),
        ),
        Step::DamageMemo(which, at) => drop(pick(site, ".dateline", *which).map(|file| {
            let mut bytes = fs::read(&file).unwrap();
            let length = bytes.len().max(1);
            if let Some(byte) = bytes.get_mut(usize::from(*at) % length) {
                *byte ^= 0x5a;
            }
            fs::write(file, bytes)
        })),
        Step::CutMemo(which, at) => drop(pick(site, ".dateline", *which).map(|file| {
            let bytes = fs::read(&file).unwrap();
            let length = usize::from(*at) % bytes.len().max(1);
            fs::write(file, &bytes[..length])
        })),
        Step::AnotherProgram => {
            drop(fs::read(site.root().join(".dateline/index")).map(|mut bytes| {
                // The executable's stat and hash follow the format's name.
                bytes.iter_mut().skip(8).take(32).for_each(|byte| *byte ^= 0x5a);
                fs::write(site.root().join(".dateline/index"), bytes)
            }));
        }
        Step::Killed(after) => killed(site, *after),
        Step::LoseMemo => drop(fs::remove_dir_all(site.root().join(".dateline"))),
        Step::RemoveOutput(at) => drop(pick(site, "public", *at).map(fs::remove_file)),
        Step::EditOutput(at) => {
            drop(pick(site, "public", *at).map(|file| fs::write(file, "edited")));
        }
    }
}

/// Another text of the same size and time.
fn edit_unseen(file: &std::path::Path) {
    let time = fs::metadata(file).unwrap().modified().unwrap();
    let other = |byte: u8| if byte.is_ascii_digit() { b'9' - byte + b'0' } else { byte };
    let bytes: Vec<u8> = fs::read(file).unwrap().into_iter().map(other).collect();
    fs::write(file, bytes).unwrap();
    fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
}

fn front_matter(file: &std::path::Path, seed: u8) {
    let text = fs::read_to_string(file).unwrap();
    let line = match seed % 4 {
        0 => "draft: true".to_owned(),
        1 => format!("title: Headline {seed}"),
        2 => format!("date: 2024-05-{:02}", seed % 28 + 1),
        _ => format!("outlet: Outlet {}", seed % 3),
    };
    let key = line.split(':').next().unwrap_or_default();
    let kept = text.split_inclusive('\n').filter(|old| !old.starts_with(&format!("{key}:")));
    let text: String = kept.collect();
    fs::write(file, text.replacen("---\n", &format!("---\n{line}\n"), 1)).unwrap();
}

/// A build that is killed after a while, or ends before.
fn killed(site: &Site, after: u8) {
    let mut build = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["build", "--quiet", "--root"])
        .arg(site.root())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_micros(u64::from(after) * 600));
    let _ = build.kill();
    build.wait().unwrap();
}

fn built_in(template: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/");
    fs::read_to_string(format!("{folder}{template}")).unwrap()
}

fn toggle(site: &Site, path: &str, text: &str, there: bool) {
    if there {
        site.write(path, text);
    } else {
        let _ = fs::remove_file(site.root().join(path));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: histories(),
        max_shrink_iters: 40,
        failure_persistence: None,
        rng_seed: seed(),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_history_ends_as_a_clean_build_would(
        steps in proptest::collection::vec(proptest::collection::vec(step(), 1..4), 1..5),
        // Whether one process builds again and again, told where to look.
        stays in any::<bool>(),
    ) {
        let site = Site::new();
        let mut session = Session::to_stay();
        let mut build = |look| {
            if !stays {
                session = Session::default();
            }
            session.look = look;
            run_in(&site.options(), &mut session, &mut |_| ()).unwrap()
        };
        site.write("content/scrapes/first.txt", &text(7));
        build(Look::Everywhere);
        for together in &steps {
            let before = sources(&site);
            together.iter().for_each(|step| apply(&site, step));
            let paths = differing(&before, &sources(&site));
            build(if stays { Look::At(paths.into_iter().collect()) } else { Look::Everywhere });
            prop_assert_eq!(differing(&site.output(), &site.clean_output()), Vec::<String>::new());
            let again = build(Look::Everywhere);
            prop_assert_eq!(again.changed, Vec::<String>::new());
        }
    }
}

/// Every source of a site, by path.
fn sources(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut all = files(&site.root());
    let is_source = |path: &str| {
        path == "dateline.toml"
            || ["content/", "templates/", "theme/"].iter().any(|top| path.starts_with(top))
    };
    all.retain(|path, _| is_source(path));
    all
}

/// A hundred where nothing else is asked for.
fn histories() -> u32 {
    asked("DATELINE_HISTORIES").unwrap_or(100)
}

/// The same histories each time, so that a change is judged by what it changes; others where another seed is asked for.
fn seed() -> RngSeed {
    RngSeed::Fixed(asked("DATELINE_SEED").unwrap_or(7).into())
}

#[expect(clippy::disallowed_methods, reason = "how long to test is the person's choice")]
fn asked(name: &str) -> Option<u32> {
    std::env::var(name).ok()?.parse().ok()
}
