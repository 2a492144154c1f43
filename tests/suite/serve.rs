//! The preview while files change: whatever way they are saved, what it serves is what a clean build would make.

use super::sandbox::{Site, differing};
use super::served::{Server, body, get};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

const HARBOUR: &str = "content/articles/harbour.md";
const ASK: &str = "/article/harbour.html";

fn article(words: &str) -> String {
    format!(
        "---\ntitle: Harbour reopens\ndate: 2024-03-08\noutlet: The Harbour Gazette\n---\n\n{words}\n"
    )
}

fn site() -> Site {
    let site = Site::new();
    site.write(HARBOUR, &article("The harbour reopened on Friday."));
    site
}

/// Saves, and waits until the preview shows it.
fn shows(server: &mut Server, words: &str, save: impl FnOnce(&Path, &str)) {
    let file = server.site.root().join(HARBOUR);
    save(&file, &article(words));
    server.until(&format!("{words} is shown"), |server| body(server, ASK).contains(words));
    server.until_clean();
}

#[test]
fn every_way_to_save_is_seen() {
    let mut server = Server::start(site(), &[]);
    shows(&mut server, "Written in place.", |file, text| fs::write(file, text).unwrap());
    shows(&mut server, "Renamed over.", |file, text| {
        let new = file.with_extension("md.new");
        fs::write(&new, text).unwrap();
        fs::rename(new, file).unwrap();
    });
    shows(&mut server, "Renamed over from elsewhere.", |file, text| {
        let new = file.ancestors().nth(3).unwrap().join("elsewhere");
        fs::write(&new, text).unwrap();
        fs::rename(new, file).unwrap();
    });
    shows(&mut server, "Backed up and written.", |file, text| {
        let backup = file.with_extension("md~");
        fs::rename(file, &backup).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(backup).unwrap();
    });
    shows(&mut server, "Truncated and written.", |file, text| {
        use std::io::Write;
        let mut open = fs::File::create(file).unwrap();
        let (one, two) = text.split_at(text.len() / 2);
        open.write_all(one.as_bytes()).unwrap();
        open.sync_all().unwrap();
        open.write_all(two.as_bytes()).unwrap();
    });
    shows(&mut server, "An older file renamed over.", |file, text| {
        let new = file.with_extension("md.new");
        fs::write(&new, text).unwrap();
        let past = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        fs::File::options().write(true).open(&new).unwrap().set_modified(past).unwrap();
        fs::rename(new, file).unwrap();
    });
}

#[test]
fn polling_sees_the_same() {
    let mut server = Server::start(site(), &["--poll"]);
    shows(&mut server, "Written in place.", |file, text| fs::write(file, text).unwrap());
    shows(&mut server, "Written twice.", |file, text| {
        fs::write(file, article("Written once.")).unwrap();
        fs::write(file, text).unwrap();
    });
    server.site.write("templates/404.html", "<!doctype html><title>Gone</title><body>Gone");
    server.until("the template is used", |server| body(server, "/none.html").contains("Gone"));
}

#[test]
fn a_touch_changes_nothing() {
    let mut server = Server::start(site(), &[]);
    let file = server.site.root().join(HARBOUR);
    fs::File::options()
        .write(true)
        .open(file)
        .unwrap()
        .set_modified(std::time::SystemTime::now())
        .unwrap();
    server.site.write("theme/own.css", "body { color: teal; }\n");
    server.until_clean();
    assert_eq!(server.next_change(), ["/theme/own.css"]);
}

#[test]
fn files_and_folders_come_move_and_go() {
    let mut server = Server::start(site(), &[]);
    let root = server.site.root();
    let at = |path: &str| root.join("content/articles").join(path);
    fs::create_dir_all(at("north/coast")).unwrap();
    fs::write(at("north/coast/pier.md"), article("The pier burned.")).unwrap();
    server.until_clean();
    fs::rename(at("north"), at("south")).unwrap();
    server.until_clean();
    fs::write(at("south/coast/pier.md"), article("The pier was rebuilt.")).unwrap();
    server.until("the moved folder is watched", |server| {
        body(server, "/article/pier.html").contains("rebuilt")
    });
    fs::rename(at("south/coast/pier.md"), at("south/coast/Pier.md")).unwrap();
    server.until_clean();
    fs::rename(at("south"), root.join("aside")).unwrap();
    server.until_clean();
    fs::rename(root.join("aside"), at("back")).unwrap();
    server.until_clean();
    fs::remove_dir_all(at("back")).unwrap();
    server.until_clean();
    fs::rename(root.join("content"), root.join("old")).unwrap();
    fs::rename(root.join("old"), root.join("content")).unwrap();
    fs::write(at("harbour.md"), article("The folder came back.")).unwrap();
    server.until("the folder that came back is watched", |server| {
        body(server, ASK).contains("came back")
    });
    server.until_clean();
}

#[test]
fn templates_a_theme_and_settings_that_come_later_are_seen() {
    let mut server = Server::start(site(), &[]);
    server.site.write("theme/site.css", "body { color: teal; }\n");
    server.until("the theme is used", |server| body(server, "/theme/site.css").contains("teal"));
    server.site.write("theme/site.css", "body { color: navy; }\n");
    server.until("the theme is watched", |server| body(server, "/theme/site.css").contains("navy"));
    server.site.write("dateline.toml", "title = \"Harbour news\"\n");
    server.until("the title is used", |server| body(server, "/").contains("Harbour news"));
    server.until_clean();
}

#[cfg(target_os = "linux")]
#[test]
fn a_thousand_files_are_one_rebuild() {
    let mut server = Server::start(site(), &[]);
    let folder = server.site.root().join("content/pages");
    fs::create_dir_all(&folder).unwrap();
    server.until_clean();
    // However slow the copying is, the preview hears of all of it at once.
    server.signal("-STOP");
    for number in 0..1_000 {
        let text = format!("---\ntitle: Page {number}\n---\n\nWords of page {number}.\n");
        fs::write(folder.join(format!("page-{number}.md")), text).unwrap();
    }
    server.signal("-CONT");
    server.until_clean();
    assert_eq!(server.changes().len(), 1);
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_their_folder_and_watched_where_they_lead() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("one.txt"), "The ferry stopped on 3 March 2024.\n").unwrap();
    let site = site();
    symlink(elsewhere.path(), site.root().join("content/scrapes")).unwrap();
    let articles = site.root().join("content/articles");
    fs::create_dir_all(articles.join("real")).unwrap();
    fs::write(articles.join("real/pier.md"), article("The pier burned.")).unwrap();
    symlink(articles.join("real"), articles.join("shown")).unwrap();
    let mut server = Server::start(site, &[]);
    fs::write(elsewhere.path().join("two.txt"), "The ferry ran again on 4 March 2024.\n").unwrap();
    server.until("a file behind the link is seen", |server| {
        server.site.output().keys().any(|path| path == "article/two.html")
    });
}

#[cfg(unix)]
#[test]
fn what_becomes_of_a_links_target_is_seen() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempfile::tempdir().unwrap();
    let (notes, away) = (elsewhere.path().join("notes"), elsewhere.path().join("away"));
    let note =
        |text: &str| format!("---\narticle: harbour\ntext: The harbour reopened\n---\n\n{text}\n");
    fs::create_dir(&notes).unwrap();
    fs::write(notes.join("one.md"), note("A note of the desk.")).unwrap();
    let settings = elsewhere.path().join("settings.toml");
    fs::write(&settings, "title = \"One\"\n").unwrap();
    let site = site();
    symlink(&notes, site.root().join("content/notes")).unwrap();
    symlink(&settings, site.root().join("dateline.toml")).unwrap();
    let mut server = Server::start(site, &[]);
    let shown = |text: &'static str| move |server: &Server| body(server, ASK).contains(text);
    server.until("the note is shown", shown("A note of the desk."));
    fs::rename(&notes, &away).unwrap();
    server.until("the note has gone", |server| !body(server, ASK).contains("A note of the desk."));
    fs::rename(&away, &notes).unwrap();
    server.until("the note is back", shown("A note of the desk."));
    fs::write(notes.join("one.md"), note("Another note.")).unwrap();
    server.until("an edit there is seen", shown("Another note."));
    fs::write(&settings, "title = \"Two\"\n").unwrap();
    server.until("an edit of the settings is seen", |server| body(server, "/").contains("Two"));
}

/// The system's queue holds 16,384 events; whoever does not listen meanwhile loses the rest.
#[cfg(target_os = "linux")]
#[test]
fn lost_events_lose_no_change() {
    let mut server = Server::start(site(), &[]);
    let folder = server.site.root().join("content/pages");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("about.md"), "---\ntitle: About\n---\n\nWords.\n").unwrap();
    server.until_clean();
    server.signal("-STOP");
    let (one, two) = (folder.join("one.tmp"), folder.join("two.tmp"));
    for _ in 0..4_000 {
        fs::write(&one, "x").unwrap();
        fs::write(&two, "x").unwrap();
    }
    let new = server.site.root().join("content/articles/new");
    fs::create_dir_all(&new).unwrap();
    fs::write(new.join("pier.md"), article("The pier burned.")).unwrap();
    server.signal("-CONT");
    server.until_clean();
    fs::write(new.join("pier.md"), article("The pier was rebuilt.")).unwrap();
    server.until("the folder that nobody reported is watched", |server| {
        body(server, "/article/pier.html").contains("rebuilt")
    });
}

#[test]
fn the_last_good_site_stays_while_something_is_broken() {
    let mut server = Server::start(site(), &[]);
    let good = body(&server, "/");
    server.site.write("dateline.toml", "titel = \"x\"\n");
    let problems = server.until_broken(&["dateline.toml"]);
    assert_eq!(problems[0]["line"], 1);
    assert_eq!(problems[0]["excerpt"], "titel = \"x\"");
    assert!(problems[0]["hint"].as_str().unwrap().contains("title"), "{problems:?}");
    assert_eq!(body(&server, "/"), good);
    server.site.write("dateline.toml", "title = \"x\"\n");
    server.until_broken(&[]);
    server.site.write("templates/article.html", "{% if %}\n");
    let problems = server.until_broken(&["templates/article.html"]);
    assert_eq!(problems[0]["code"], "T001");
    assert!(body(&server, ASK).contains("reopened"));
    fs::remove_file(server.site.root().join("templates/article.html")).unwrap();
    server.until_broken(&[]);
    server.until_clean();
}

#[test]
fn a_base_address_that_changes_moves_the_preview() {
    let mut server = Server::start(site(), &[]);
    server.site.write("dateline.toml", "base_url = \"https://news.example/story/\"\n");
    let moved = format!("/story{ASK}");
    server.until("the site under its path", |server| server.get(&moved).0 == 200);
    assert_eq!(server.get("/").0, 307);
    server.site.write("dateline.toml", "base_url = 3\n");
    server.until_broken(&["dateline.toml"]);
    assert_eq!(server.get(&moved).0, 200);
}

#[cfg(target_os = "linux")]
#[test]
fn where_no_browser_can_be_started_the_address_is_said() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let site = site();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["serve", "--open", "--port", "0"])
        .env("PATH", "")
        .current_dir(site.root())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let told = lines.find(|line| line.contains("browser"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(told.is_some_and(|line| line.contains("http://127.0.0.1:")));
}

/// The numbers that follow “Version” on a page.
fn versions(page: &str) -> BTreeSet<&str> {
    let after = page.split("Version ").skip(1);
    after.filter_map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next()).collect()
}

#[test]
fn no_request_meets_a_gap_or_half_a_page_or_a_mixture_while_pages_change() {
    const LAST: usize = 40;
    let mut server = Server::start(site(), &[]);
    let root = server.site.root();
    let save = |number: usize| {
        let filler = "Words and words. ".repeat(200);
        let text = article(&format!("Version {number} begins. {filler}Version {number} ends."));
        fs::write(root.join("aside"), text).unwrap();
        fs::rename(root.join("aside"), root.join(HARBOUR)).unwrap();
    };
    save(0);
    server.until("the first version", |server| body(server, ASK).contains("Version 0 ends"));
    let ended = AtomicBool::new(false);
    let port = server.port;
    let ask = || {
        let mut seen = BTreeSet::new();
        while !ended.load(Ordering::SeqCst) {
            for path in [ASK, "/", "/theme/site.css"] {
                let (status, page) = get(port, path);
                assert_eq!(status, 200, "{path}");
                let whole = path.ends_with(".css") || page.trim_end().ends_with("</html>");
                assert!(whole, "{path}: {page}");
                let versions = versions(&page);
                assert!(path != ASK || versions.len() == 1, "{versions:?}: {page}");
                seen.extend(versions.into_iter().map(str::to_owned));
            }
        }
        seen.len()
    };
    let seen = std::thread::scope(|scope| {
        let askers = [0, 1, 2].map(|_| scope.spawn(ask));
        for number in 1..=LAST {
            save(number);
            // A neighbour comes and goes, and every list with it.
            let neighbour = root.join("content/articles/pier.md");
            match number % 2 {
                0 => fs::remove_file(neighbour).unwrap(),
                _ => fs::write(neighbour, article("The pier burned on 3 March 2024.")).unwrap(),
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        ended.store(true, Ordering::SeqCst);
        askers.map(|asker| asker.join().unwrap())
    });
    assert!(seen.iter().any(|count| *count > 1), "hardly a version was asked for: {seen:?}");
    let last = format!("Version {LAST} ends");
    server.until("the last version", |server| body(server, ASK).contains(&last));
    server.until_clean();
}

#[test]
fn what_another_program_builds_is_served_as_it_stands() {
    let mut server = Server::start(site(), &[]);
    let file = server.site.root().join("public/article/harbour.html");
    let text = fs::read_to_string(&file).unwrap();
    // The page may come back between the two lines.
    server.until("another page is served", |server| {
        fs::write(&file, text.replace("reopened", "closed for good")).unwrap();
        body(server, ASK).contains("closed for good")
    });
    server.until("no page is served", |server| {
        let _ = fs::remove_file(&file);
        server.get(ASK).0 == 404
    });
    server.until_clean();
}

#[test]
fn an_output_that_others_meddle_with_is_made_again() {
    let mut server = Server::start(site(), &[]);
    let public = server.site.root().join("public");
    let page = public.join("article/harbour.html");
    let meddle: [&dyn Fn(); 5] = [
        &|| fs::remove_dir_all(&public).unwrap(),
        &|| fs::rename(&public, public.with_file_name("away")).unwrap(),
        &|| fs::remove_file(&page).unwrap(),
        &|| fs::rename(&page, public.with_file_name("away.html")).unwrap(),
        &|| fs::write(&page, "Somebody's own words.").unwrap(),
    ];
    for (number, meddle) in meddle.iter().enumerate() {
        meddle();
        let back = |server: &Server| body(server, ASK).contains("reopened");
        server.until(&format!("the page is back after way {number}"), back);
        server.until_clean();
    }
}

#[test]
fn polling_sees_what_others_do_to_the_output() {
    let mut server = Server::start(site(), &["--poll"]);
    // Whoever polls has looked since the first build.
    shows(&mut server, "Saved before.", |file, text| fs::write(file, text).unwrap());
    fs::remove_dir_all(server.site.root().join("public")).unwrap();
    server.until("the page is back", |server| server.get(ASK).0 == 200);
    server.until_clean();
}

#[test]
fn a_site_under_a_path_is_served_under_it() {
    let site = site();
    site.write("dateline.toml", "base_url = \"https://news.example/a/b/\"\n");
    let server = Server::start(site, &[]);
    assert_eq!(server.get("/a/b/article/harbour.html").0, 200);
    assert_eq!(server.get("/article/harbour.html").0, 404);
    assert_eq!(server.get("/").0, 307);
    // As on GitHub Pages, a folder without its last stroke is found.
    assert_eq!(server.get("/a/b/article").0, 307);
    assert_eq!(server.get("/a/b/data").0, 404);
    assert!(server.url.ends_with("/a/b/"), "{}", server.url);
}

#[test]
fn the_next_free_port_is_said_aloud() {
    let one = Server::start(site(), &[]);
    let port = one.port.to_string();
    let two = Server::start(site(), &["--port", &port]);
    assert_ne!(two.port, one.port);
    assert!(two.said.contains(&format!("Port {port} is in use")), "{}", two.said);
}

#[test]
fn an_address_of_another_machine_is_refused_with_the_reason() {
    // An IPv6 address also as it stands in a browser's line.
    for (host, ip) in [("192.0.2.1", "192.0.2.1"), ("[2001:db8::1]", "2001:db8::1")] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["serve", "--host", host])
            .current_dir(site().root())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let wanted = format!("dateline: cannot serve at {ip}, ports 1111 to 1131: ");
        assert!(said.starts_with(&wanted), "{said}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn what_fails_is_told_once_and_that_it_is_mended() {
    let site = site();
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut watching = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["build", "--watch"])
        .current_dir(site.root())
        .stderr(log.reopen().unwrap())
        .spawn()
        .unwrap();
    let said = || fs::read_to_string(log.path()).unwrap();
    let until_said = |words: &str| {
        let began = std::time::Instant::now();
        while !said().contains(words) {
            assert!(began.elapsed() < super::served::PATIENCE, "{words}: {}", said());
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    until_said("1 article");
    fs::create_dir(site.root().join("dateline.toml")).unwrap();
    until_said("cannot read");
    // It looks everywhere once more when all has been quiet for a second.
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert_eq!(said().matches("The last good site stays").count(), 1, "{}", said());
    fs::remove_dir(site.root().join("dateline.toml")).unwrap();
    until_said("That is mended");
    watching.kill().unwrap();
    watching.wait().unwrap();
}

#[test]
fn what_failed_for_the_disk_is_tried_again_though_no_source_changes() {
    let mut server = Server::start(site(), &[]);
    let cache = server.site.root().join(".dateline");
    fs::remove_dir_all(&cache).unwrap();
    fs::write(&cache, "in the way").unwrap();
    server.site.write(HARBOUR, &article("Saved meanwhile."));
    server.until_broken(&[""]);
    fs::remove_file(&cache).unwrap();
    server.until("the page", |server| body(server, ASK).contains("Saved meanwhile."));
    server.until_clean();
}

/// Windows moves no folder that somebody watches.
#[cfg(not(windows))]
#[test]
fn a_site_that_is_gone_is_not_made_again_and_followed_once_it_is_back() {
    let mut server = Server::start(site(), &[]);
    let (root, away) = (server.site.root(), server.site.root().with_file_name("away"));
    fs::rename(&root, &away).unwrap();
    server.until_broken(&[""]);
    assert!(!root.exists());
    fs::rename(&away, &root).unwrap();
    server.site.write(HARBOUR, &article("Saved after."));
    server.until("the page", |server| body(server, ASK).contains("Saved after."));
    server.site.write(HARBOUR, &article("Saved once more."));
    server.until("the page", |server| body(server, ASK).contains("Saved once more."));
    server.until_clean();
}

#[test]
fn watching_builds_write_what_a_clean_build_would() {
    let site = site();
    let mut watching = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["build", "--watch"])
        .current_dir(site.root())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let until_clean = || {
        let began = std::time::Instant::now();
        let clean = site.clean_output();
        while !differing(&site.output(), &clean).is_empty() {
            assert!(began.elapsed() < super::served::PATIENCE, "the build did not come");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    until_clean();
    site.write(HARBOUR, &article("The harbour closed again."));
    until_clean();
    watching.kill().unwrap();
    watching.wait().unwrap();
}
