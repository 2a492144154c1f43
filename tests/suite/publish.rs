//! Publishing to a real repository on disk.

use super::sandbox::Site;
use dateline::problem::Code;
use dateline::publish::{History, Run, Target, publish, workflow};
use std::path::Path;
use std::process::Command;

fn git(folder: &Path, arguments: &[&str]) -> String {
    attempt(folder, arguments).unwrap_or_else(|said| panic!("git {arguments:?}: {said}"))
}

/// What git answers, or what it says where it fails.
fn attempt(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=Desk",
            "-c",
            "user.email=desk@paper.example",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

/// Somebody else's copy of what was published.
fn theirs(remote: &tempfile::TempDir) -> tempfile::TempDir {
    let theirs = tempfile::tempdir().unwrap();
    let from = remote.path().to_str().unwrap();
    git(theirs.path(), &["clone", "--quiet", "--branch", "gh-pages", from, "."]);
    theirs
}

/// Pushes as somebody else would: again after a fetch, where another push came first. A killed run may have left one under way.
fn push_theirs(folder: &Path) {
    for _ in 0..20 {
        git(folder, &["pull", "--quiet", "--rebase"]);
        if attempt(folder, &["push", "--quiet"]).is_ok() {
            return;
        }
    }
    panic!("twenty pushes were refused");
}

/// A site in a repository, and the bare one that it is pushed to.
fn site() -> (Site, tempfile::TempDir) {
    let site = Site::sample();
    let remote = tempfile::tempdir().unwrap();
    git(remote.path(), &["init", "--bare", "--quiet"]);
    let root = site.root();
    git(&root, &["init", "--quiet"]);
    git(&root, &["config", "user.name", "Desk"]);
    git(&root, &["config", "user.email", "desk@paper.example"]);
    git(&root, &["remote", "add", "origin", remote.path().to_str().unwrap()]);
    (site, remote)
}

fn target(history: History) -> Target {
    Target { remote: "origin".into(), branch: "gh-pages".into(), history }
}

#[test]
fn the_first_time_pushes_and_the_second_has_nothing_to_do() {
    let (site, remote) = site();
    let first = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert!(first.commit.is_some(), "{:?}", first.problems);
    assert!(first.is_new && first.addresses > 0);
    let files = git(remote.path(), &["ls-tree", "-r", "--name-only", "gh-pages"]);
    assert!(
        files.contains("index.html") && files.contains(".nojekyll") && files.contains("404.html")
    );
    assert!(!files.contains("raw/"), "the captures are not published");
    let again = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert_eq!(again.commit, None, "{:?}", again.changes);
    assert!(!again.is_new);
}

#[test]
fn commits_of_others_are_kept_and_a_dry_run_changes_nothing() {
    let (site, remote) = site();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let theirs = tempfile::tempdir().unwrap();
    git(
        theirs.path(),
        &["clone", "--quiet", "--branch", "gh-pages", remote.path().to_str().unwrap(), "."],
    );
    std::fs::write(theirs.path().join("theirs.txt"), "x").unwrap();
    git(theirs.path(), &["add", "."]);
    git(theirs.path(), &["commit", "--quiet", "-m", "Theirs"]);
    git(theirs.path(), &["push", "--quiet"]);
    site.write("content/pages/more.md", "---\ntitle: More\n---\n\nMore.\n");
    let before = git(remote.path(), &["rev-parse", "gh-pages"]);
    let dry = publish(&site.options(), &target(History::Keep), Run::Dry).unwrap();
    assert!(dry.changes.iter().any(|change| change == "A more.html"), "{:?}", dry.changes);
    assert_eq!(git(remote.path(), &["rev-parse", "gh-pages"]), before);
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let log = git(remote.path(), &["log", "--format=%s", "gh-pages"]);
    assert!(log.contains("Theirs"), "{log}");
    let squashed = publish(&site.options(), &target(History::Squash), Run::Push).unwrap();
    assert_eq!(git(remote.path(), &["rev-list", "--count", "gh-pages"]), "1");
    assert_eq!(squashed.squashed, 3);
    let held = git(&site.root(), &["rev-list", "--count", "refs/dateline/published"]);
    assert_eq!(held, "1", "what was taken down is held here");
}

#[test]
fn what_stood_on_a_branch_of_somebody_else_s_is_named_before_and_after_it_goes() {
    let (site, remote) = site();
    let theirs = tempfile::tempdir().unwrap();
    git(theirs.path(), &["init", "--quiet", "-b", "gh-pages"]);
    for number in 10..24 {
        std::fs::write(theirs.path().join(format!("old-{number}.txt")), "x").unwrap();
    }
    git(theirs.path(), &["add", "."]);
    git(theirs.path(), &["commit", "--quiet", "-m", "Theirs"]);
    git(theirs.path(), &["push", "--quiet", remote.path().to_str().unwrap(), "gh-pages"]);
    let said = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("publish")
            .args(arguments)
            .current_dir(site.root())
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let (dry, first, second) = (said(&["--dry-run"]), said(&[]), said(&[]));
    assert!(dry.contains("would go: old-10.txt, old-11.txt"), "{dry}");
    assert!(dry.contains("old-21.txt and 2 more"), "{dry}");
    assert!(first.contains("have gone: old-10.txt"), "{first}");
    assert!(!second.contains("old-"), "{second}");
    git(theirs.path(), &["pull", "--quiet", remote.path().to_str().unwrap(), "gh-pages"]);
    std::fs::write(theirs.path().join("later.txt"), "x").unwrap();
    git(theirs.path(), &["add", "."]);
    git(theirs.path(), &["commit", "--quiet", "-m", "Later"]);
    git(theirs.path(), &["push", "--quiet", remote.path().to_str().unwrap(), "HEAD:gh-pages"]);
    let later = said(&["--dry-run"]);
    assert!(later.contains("would go: later.txt."), "{later}");
}

#[cfg(unix)]
#[test]
fn what_the_build_follows_and_leaves_out_is_what_goes_out() {
    use std::os::unix::fs::symlink;
    let (site, remote) = site();
    let folder = site.root().join("content/articles");
    site.build();
    let first = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().file_name();
    let file = folder.join(&first);
    let draft = std::fs::read_to_string(&file).unwrap().replacen("---\n", "---\ndraft: true\n", 1);
    std::fs::write(&file, draft).unwrap();
    std::fs::rename(&folder, site.root().join("elsewhere")).unwrap();
    symlink("../elsewhere", &folder).unwrap();
    site.write("content/private/memo.txt", "A memo\n\nFor the desk alone.\n");
    symlink("../private/memo.txt", site.root().join("content/scrapes/memo.txt")).unwrap();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let files = git(remote.path(), &["ls-tree", "-r", "--name-only", "gh-pages"]);
    let page = Path::new("article").join(Path::new(&first).with_extension("html"));
    assert!(files.contains("article/") && !files.contains(page.to_str().unwrap()), "{files}");
    assert!(!files.contains("memo"), "{files}");
}

#[cfg(unix)]
#[test]
fn nothing_goes_out_while_some_of_it_cannot_be_read() {
    let (site, _remote) = site();
    std::fs::create_dir_all(site.root().join("theme")).unwrap();
    std::os::unix::fs::symlink("nowhere", site.root().join("theme/picture.png")).unwrap();
    let refused = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert!(refused.refused());
}

/// What the desk hid would be shown where the folder that says so is not there.
#[cfg(unix)]
#[test]
fn nothing_goes_out_while_a_linked_folder_leads_nowhere_or_a_file_has_its_place() {
    for folder in ["events", "notes", "pages", "articles", "scrapes"] {
        let (site, remote) = site();
        let path = site.root().join("content").join(folder);
        let _ = std::fs::remove_dir_all(&path);
        std::os::unix::fs::symlink("../../desk", &path).unwrap();
        for state in ["leads nowhere", "a file"] {
            let refused = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
            let is_told = |problem: &dateline::problem::Problem| {
                problem.code == Code::Unreadable && problem.file.ends_with(folder)
            };
            assert!(refused.refused() && refused.problems.iter().any(is_told), "{folder} {state}");
            assert_eq!(git(remote.path(), &["for-each-ref"]), "");
            std::fs::remove_file(&path).unwrap();
            std::fs::write(&path, "../../desk").unwrap();
        }
    }
}

/// An event's id goes with its founding passage: what was to hide it hides nothing then.
#[test]
fn nothing_goes_out_while_what_hides_an_event_names_none() {
    let (site, remote) = site();
    site.write(
        "content/events/hidden.md",
        "---\nevent: 2024-03-03-the-pier-burned\nhide: true\n---\n",
    );
    let refused = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert!(refused.refused(), "{:?}", refused.problems);
    let told = refused.problems.iter().find(|problem| problem.code == Code::UnknownTarget).unwrap();
    assert_eq!(told.place(), "content/events/hidden.md:2");
    assert_eq!(git(remote.path(), &["for-each-ref"]), "");
}

#[test]
fn a_persons_own_hooks_neither_run_nor_stop_it() {
    let (site, _remote) = site();
    let hook = site.root().join(".git/hooks/pre-push");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, "#!/bin/sh\nexit 1\n").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let first = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert!(first.commit.is_some());
}

#[test]
fn more_addresses_than_front_matter_has_room_for_go_out_again_and_again() {
    let (site, _remote) = site();
    let many: String =
        (0..2_000).map(|n| format!("event/an-old-page-that-has-gone-{n}.html:\n")).collect();
    site.write("content/addresses.yml", &many);
    for _ in 0..2 {
        let done = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
        assert!(!done.refused(), "{:?}", done.problems);
    }
    assert!(site.read("content/addresses.yml").starts_with(&many));
}

#[test]
fn a_site_without_articles_takes_no_other_s_place() {
    let (site, remote) = site();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let before = git(remote.path(), &["rev-parse", "gh-pages"]);
    for folder in ["scrapes", "articles", "events"] {
        let _ = std::fs::remove_dir_all(site.root().join("content").join(folder));
    }
    let refused = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert!(refused.refused(), "{:?}", refused.changes);
    assert_eq!(git(remote.path(), &["rev-parse", "gh-pages"]), before);
}

#[test]
fn a_site_in_a_folder_of_its_repository_knows_what_it_has_put_out() {
    let (top, remote) = site();
    let site = Site::new();
    git(
        site.root().parent().unwrap(),
        &["clone", "--quiet", remote.path().to_str().unwrap(), "site"],
    );
    let folder = site.root().join("stories/ferry");
    super::sandbox::copy(&top.root().join("content"), &folder.join("content"));
    std::fs::create_dir_all(folder.join("content/pages")).unwrap();
    std::fs::write(folder.join("content/pages/more.md"), "More.\n").unwrap();
    for name in ["name", "email"] {
        git(&site.root(), &["config", &format!("user.{name}"), "desk@paper.example"]);
    }
    let options = dateline::build::Options::at(&folder);
    publish(&options, &target(History::Keep), Run::Push).unwrap();
    std::fs::remove_file(folder.join("content/pages/more.md")).unwrap();
    let again = publish(&options, &target(History::Keep), Run::Push).unwrap();
    assert!(again.changes.contains(&"D more.html".to_owned()), "{:?}", again.changes);
    assert_eq!(again.replaced, [""; 0]);
}

#[test]
fn only_a_domain_of_ones_own_is_written_for_github() {
    for (base, cname) in [
        ("https://news.example/", Some("news.example\n")),
        ("https://news.example:8443/", None),
        ("http://192.0.2.1/", None),
        ("https://desk.github.io/", None),
        ("http://localhost/", None),
    ] {
        let (site, remote) = site();
        site.write("dateline.toml", &format!("base_url = \"{base}\"\n"));
        publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
        let there = attempt(remote.path(), &["show", "gh-pages:CNAME"]).ok();
        assert_eq!(there.as_deref(), cname.map(str::trim_end), "{base}");
    }
}

#[test]
fn two_sites_of_one_repository_keep_what_they_saw_apart() {
    let (site, _remote) = site();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let root = site.root();
    let long = "Хроника разводного моста в Песчаном устье и всё остальное";
    super::sandbox::copy(&root.join("content"), &root.join(long).join("content"));
    for _ in 0..2 {
        let options = dateline::build::Options::at(&root.join(long));
        publish(&options, &target(History::Keep), Run::Push).unwrap();
    }
    git(&root, &["update-ref", "-d", "refs/dateline/published"]);
    for name in git(&root, &["for-each-ref", "--format=%(refname)", "refs/dateline"]).lines() {
        assert!(name.len() < 100, "{name}");
        git(&root, &["update-ref", "-d", name]);
    }
    super::sandbox::copy(&root.join("content"), &root.join("other site/content"));
    let options = dateline::build::Options::at(&root.join("other site"));
    let other = Target { branch: "other".into(), ..target(History::Keep) };
    for _ in 0..2 {
        publish(&options, &other, Run::Push).unwrap();
        publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    }
    let seen = git(&root, &["for-each-ref", "--format=%(refname)", "refs/dateline"]);
    assert_eq!(seen, "refs/dateline/folder/other%20site\nrefs/dateline/published");
}

#[test]
fn a_domain_that_was_set_on_the_branch_stays() {
    let (site, remote) = site();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let theirs = theirs(&remote);
    std::fs::write(theirs.path().join("CNAME"), "news.example\n").unwrap();
    git(theirs.path(), &["add", "."]);
    git(theirs.path(), &["commit", "--quiet", "-m", "Create CNAME"]);
    git(theirs.path(), &["push", "--quiet"]);
    site.write("content/pages/more.md", "---\ntitle: More\n---\n\nMore.\n");
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert_eq!(git(remote.path(), &["show", "gh-pages:CNAME"]), "news.example");
    assert!(git(remote.path(), &["show", "gh-pages:more.html"]).contains("More"));
}

#[test]
fn a_branch_that_is_checked_out_elsewhere_is_left_as_it_is() {
    let (site, remote) = site();
    let root = site.root();
    git(&root, &["add", "dateline.toml"]);
    git(&root, &["commit", "--quiet", "-m", "Settings"]);
    let elsewhere = tempfile::tempdir().unwrap();
    git(
        &root,
        &[
            "worktree",
            "add",
            "--quiet",
            "-b",
            "gh-pages",
            elsewhere.path().join("x").to_str().unwrap(),
        ],
    );
    let before = git(&root, &["rev-parse", "gh-pages"]);
    let published = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert_eq!(Some(git(remote.path(), &["rev-parse", "gh-pages"])), published.commit);
    assert_eq!(git(&root, &["rev-parse", "gh-pages"]), before);
    assert_eq!(git(&elsewhere.path().join("x"), &["status", "--porcelain"]), "");
}

/// Killed at any moment, and whoever else pushes meanwhile: their commits and our sources stay, and the next run ends the work.
#[test]
fn a_killed_run_loses_nothing() {
    let (site, remote) = site();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let theirs = theirs(&remote);
    let mut foreign = Vec::new();
    let addresses = site.read("content/addresses.yml");
    for round in 0_u64..10 {
        std::fs::write(theirs.path().join(format!("theirs-{round}")), "x").unwrap();
        git(theirs.path(), &["add", "."]);
        git(theirs.path(), &["commit", "--quiet", "-m", "Theirs"]);
        push_theirs(theirs.path());
        foreign.push(git(theirs.path(), &["rev-parse", "HEAD"]));
        site.write("content/pages/more.md", &format!("---\ntitle: More\n---\n\nRound {round}.\n"));
        let mut run = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("publish")
            .current_dir(site.root())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(round * 70));
        run.kill().unwrap();
        run.wait().unwrap();
        let kept = git(remote.path(), &["rev-list", "gh-pages"]);
        assert!(foreign.iter().all(|commit| kept.contains(commit.as_str())), "round {round}");
        assert!(site.read("content/addresses.yml").starts_with(&addresses));
    }
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert!(git(remote.path(), &["show", "gh-pages:more.html"]).contains("Round 9."));
    git(remote.path(), &["fsck"]);
    let left = std::fs::read_dir(site.root().join(".dateline/publishing")).unwrap();
    let copies = left.filter(|left| left.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(copies, 0, "the copies of killed runs are cleared");
}

#[test]
fn under_a_path_the_pushed_site_is_whole() {
    let (site, remote) = site();
    site.write("dateline.toml", "base_url = \"https://desk.github.io/story/\"\n");
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let lost = git(remote.path(), &["show", "gh-pages:404.html"]);
    assert!(lost.contains("href=\"/story/"), "{lost}");
    let files = git(remote.path(), &["ls-tree", "-r", "--name-only", "gh-pages"]);
    assert!(files.lines().all(|file| file == ".nojekyll" || !file.starts_with('.')), "{files}");
    assert!(!files.contains("CNAME"));
    let sitemap = git(remote.path(), &["show", "gh-pages:sitemap.xml"]);
    assert!(sitemap.contains("<loc>https://desk.github.io/story/"), "{sitemap}");
}

#[test]
fn a_refused_push_is_told_in_gits_words() {
    let (site, remote) = site();
    let hook = remote.path().join("hooks/pre-receive");
    std::fs::write(&hook, "#!/bin/sh\necho closed for today >&2\nexit 1\n").unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let error = publish(&site.options(), &target(History::Keep), Run::Push).unwrap_err();
    assert!(error.to_string().contains("refused the push twice"), "{error}");
    assert!(error.to_string().contains("pre-receive hook declined"), "{error}");
}

#[test]
fn a_remote_that_looks_like_an_option_runs_nothing() {
    let (site, remote) = site();
    let made = remote.path().join("made");
    let name = format!("--upload-pack=touch '{}';false", made.display());
    let target = Target { remote: name, ..target(History::Keep) };
    let error = publish(&site.options(), &target, Run::Push).unwrap_err();
    assert!(!made.exists(), "git took the remote for an option: {error}");
}

/// As where a fork is fetched from and another repository is pushed to.
#[test]
fn a_remote_with_an_address_for_pushes_is_read_there_and_named() {
    let (site, remote) = site();
    let pushed = tempfile::tempdir().unwrap();
    git(pushed.path(), &["init", "--bare", "--quiet"]);
    let address = pushed.path().to_str().unwrap();
    git(&site.root(), &["config", "remote.origin.pushurl", address]);
    let run = || publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let (first, second) = (run(), run());
    assert_eq!(first.place, format!("gh-pages of origin ({address})"));
    assert!(first.commit.is_some() && second.commit.is_none(), "{:?}", second.changes);
    site.write("content/pages/more.md", "---\ntitle: More\n---\n\nMore.\n");
    assert_eq!(run().changes.iter().filter(|change| change.starts_with('A')).count(), 1);
    assert_eq!(git(pushed.path(), &["rev-list", "--count", "gh-pages"]), "2");
    assert_eq!(git(remote.path(), &["for-each-ref"]), "");
}

#[test]
fn a_remote_that_pushes_to_several_places_asks_which_one_is_meant() {
    let (site, remote) = site();
    for address in ["https://me:hunter2@one.example/x", "https://two.example/x"] {
        git(&site.root(), &["remote", "set-url", "--add", "--push", "origin", address]);
    }
    let error = publish(&site.options(), &target(History::Keep), Run::Push).unwrap_err();
    let told = "`--remote https://me@one.example/x` or `--remote https://two.example/x`";
    assert!(error.to_string().ends_with(told), "{error}");
    assert_eq!(git(remote.path(), &["for-each-ref"]), "");
}

#[test]
fn a_branch_named_by_its_full_name_is_refused_with_the_name_to_give() {
    let (site, remote) = site();
    let target = Target { branch: "refs/heads/gh-pages".into(), ..target(History::Keep) };
    let error = publish(&site.options(), &target, Run::Push).unwrap_err();
    assert!(error.to_string().contains("--branch gh-pages"), "{error}");
    assert_eq!(git(remote.path(), &["for-each-ref"]), "");
}

#[test]
fn a_password_in_a_remotes_address_is_not_told_nor_a_token_in_a_users_place() {
    let (site, _remote) = site();
    for user in ["me:hunter2", "ghp_hunter2", "ghp_hunter2:x-oauth-basic"] {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["publish", "--remote", &format!("https://{user}@127.0.0.1:9/site.git")])
            .current_dir(site.root())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("127.0.0.1:9") && !said.contains("hunter2"), "{said}");
    }
}

/// As where addresses are fetched from one place and pushed to another.
#[test]
fn an_address_that_settings_replace_for_pushes_is_read_where_it_is_pushed() {
    let (site, remote) = site();
    let pushed = tempfile::tempdir().unwrap();
    git(pushed.path(), &["init", "--bare", "--quiet"]);
    let (read, push) = (remote.path().display(), pushed.path().display());
    let config = |key: String, value: &str| git(&site.root(), &["config", &key, value]);
    config(format!("url.{read}.insteadOf"), "https://git.example/desk");
    let bare = Target { remote: "https://git.example/desk".into(), ..target(History::Keep) };
    let first = publish(&site.options(), &bare, Run::Push).unwrap();
    assert!(first.commit.is_some() && first.place == "gh-pages of https://git.example/desk");
    config("url.nowhere.pushInsteadOf".into(), "https://git.example/");
    config(format!("url.{push}.pushInsteadOf"), "https://git.example/desk");
    let run = || publish(&site.options(), &bare, Run::Push).unwrap();
    let (second, third) = (run(), run());
    assert_eq!(second.place, format!("gh-pages of https://git.example/desk ({push})"));
    assert!(second.is_new && second.commit.is_some() && third.commit.is_none());
    assert_eq!(git(pushed.path(), &["rev-list", "--count", "gh-pages"]), "1");
}

#[test]
fn a_lock_that_a_killed_git_left_keeps_nothing_back_and_is_named() {
    let (site, remote) = site();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    git(&site.root(), &["fetch", "--quiet"]);
    for name in ["refs/dateline/published.lock", "refs/remotes/origin/gh-pages.lock"] {
        site.write(&format!(".git/{name}"), "");
    }
    for round in ["1", "2"] {
        site.write("content/pages/more.md", round);
        let done = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
        assert!(done.commit.is_some() && !done.refused(), "{:?}", done.problems);
        let told = done.problems.iter().find(|problem| problem.code == Code::Disk).unwrap();
        assert!(told.message.contains("published.lock is in the way: delete it"), "{told:?}");
    }
    assert_eq!(git(remote.path(), &["rev-list", "--count", "gh-pages"]), "3");
}

#[test]
fn what_no_second_push_would_mend_is_not_tried_twice() {
    let (site, remote) = site();
    let error = || publish(&site.options(), &target(History::Keep), Run::Push).unwrap_err();
    git(&site.root(), &["config", "push.gpgSign", "true"]);
    let said = error().to_string();
    assert!(said.starts_with("the push to origin failed: ") && said.contains("--signed"), "{said}");
    git(&site.root(), &["config", "push.gpgSign", "false"]);
    git(&site.root(), &["commit", "--quiet", "--allow-empty", "-m", "Old"]);
    git(&site.root(), &["push", "--quiet", "origin", "HEAD:refs/heads/gh-pages/old"]);
    let said = error().to_string();
    assert!(said.contains("name another one with --branch") && !said.contains("twice"), "{said}");
    assert!(attempt(remote.path(), &["rev-parse", "gh-pages"]).is_err());
}

#[test]
fn who_is_unknown_to_git_is_told_once_how_to_become_known() {
    let (site, _remote) = site();
    git(&site.root(), &["config", "user.useConfigOnly", "true"]);
    git(&site.root(), &["config", "--unset", "user.email"]);
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("publish")
        .current_dir(site.root())
        .env("HOME", site.root())
        .env("XDG_CONFIG_HOME", site.root())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_COMMITTER_EMAIL")
        .env_remove("EMAIL")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("git config user.email") && !said.contains("--global"), "{said}");
}

#[test]
fn a_domain_shows_the_branch_at_its_top_alone() {
    let (site, remote) = site();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let theirs = theirs(&remote);
    std::fs::write(theirs.path().join("CNAME"), "desk.example.org\n").unwrap();
    git(theirs.path(), &["add", "."]);
    git(theirs.path(), &["commit", "--quiet", "-m", "Create CNAME"]);
    git(theirs.path(), &["push", "--quiet"]);
    for (base, told) in [("story/", Some("not under /story/")), ("", None)] {
        site.write("dateline.toml", &format!("base_url = \"https://desk.example.org/{base}\"\n"));
        let done = publish(&site.options(), &target(History::Keep), Run::Dry).unwrap();
        let found = done.problems.iter().find(|problem| problem.code == Code::NoBase);
        assert_eq!(found.is_some(), told.is_some(), "{:?}", done.problems);
        assert!(found.is_none_or(|one| one.message.contains(told.unwrap())), "{found:?}");
    }
}

#[test]
fn the_workflow_also_runs_on_the_branch_that_is_checked_out() {
    let (site, _remote) = site();
    git(&site.root(), &["checkout", "--quiet", "-b", "trunk"]);
    let file = workflow(&site.root()).unwrap().file;
    let text = std::fs::read_to_string(site.root().join(file)).unwrap();
    assert!(text.contains("branches: [main, master, \"trunk\"]\n"), "{text}");
}

#[test]
fn another_workflow_that_publishes_is_named() {
    let repository = tempfile::tempdir().unwrap();
    git(repository.path(), &["init", "--quiet"]);
    let site = repository.path().join("story");
    std::fs::create_dir_all(&site).unwrap();
    let folder = repository.path().join(".github/workflows");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("test.yml"), "# not actions/deploy-pages@v4\non: push\n").unwrap();
    std::fs::write(folder.join("docs.yaml"), "on: push\n  - uses: actions/deploy-pages@v4\n")
        .unwrap();
    for _ in 0..2 {
        let others = workflow(&site).unwrap().others;
        assert_eq!(others.len(), 1, "{others:?}");
        assert_eq!(others[0].place(), "../.github/workflows/docs.yaml:2");
    }
}

#[test]
fn a_secret_is_never_pushed() {
    let (site, remote) = site();
    site.write("theme/id_rsa", "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n");
    let published = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    assert!(published.refused() && published.commit.is_none());
    assert!(published.problems.iter().any(|problem| problem.code == Code::Secret));
    assert_eq!(git(remote.path(), &["branch", "--list"]), "");
}

#[test]
fn a_secret_is_told_at_its_line_of_the_source_with_its_kind() {
    let (site, remote) = site();
    let letters = "x7Kd0PqR3vWbT9sLmN2cYhGfJ4aZeU8iO6kVnXwBtEyDrSoMlHgQpCjFuIzA1q5";
    let key = format!("-----BEGIN RSA PRIVATE KEY-----\n\n{letters}\n\n{letters}");
    site.write("content/pages/about.md", &format!("---\ntitle: About\n---\n\nWords.\n\n{key}\n"));
    let token = format!("gh{}_{}", 'p', letters.get(..36).unwrap());
    site.write("theme/site.js", &format!("// x\nconst token = \"{token}\";\n"));
    let refused = publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let told: Vec<(String, &str)> = refused
        .problems
        .iter()
        .filter(|problem| problem.code == Code::Secret)
        .map(|problem| (problem.place(), problem.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("content/pages/about.md:7".to_owned(), "looks like a secret: a private key"),
            ("theme/site.js:2".to_owned(), "looks like a secret: a token that begins with “ghp_”"),
        ]
    );
    assert_eq!(git(remote.path(), &["branch", "--list"]), "");
}

#[test]
fn the_sites_own_files_stay_as_they_are() {
    let (site, _remote) = site();
    git(&site.root(), &["add", "."]);
    git(&site.root(), &["commit", "--quiet", "-m", "Sources"]);
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let status = git(&site.root(), &["status", "--porcelain"]);
    let changed: Vec<&str> = status.lines().filter(|line| !line.contains(".dateline")).collect();
    assert_eq!(changed, ["?? content/addresses.yml"]);
}

/// What git would do to a person's own files on their way in is not done to the site's.
#[test]
fn attributes_and_a_sparse_checkout_change_no_byte() {
    let (site, remote) = site();
    std::fs::write(site.root().join(".git/info/attributes"), "* text=auto\n").unwrap();
    git(&site.root(), &["sparse-checkout", "set", "content"]);
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let csv = Command::new("git")
        .args(["show", "gh-pages:data/events.csv"])
        .current_dir(remote.path())
        .output()
        .unwrap();
    assert!(csv.stdout.windows(2).any(|pair| pair == b"\r\n"), "events.csv has its line ends");
}

#[test]
fn a_branch_that_holds_sources_is_refused() {
    let (site, remote) = site();
    git(&site.root(), &["add", "."]);
    git(&site.root(), &["commit", "--quiet", "-m", "Sources"]);
    git(&site.root(), &["push", "--quiet", "origin", "HEAD:refs/heads/sources"]);
    let target = Target { branch: "sources".into(), ..target(History::Keep) };
    let before = git(remote.path(), &["rev-parse", "sources"]);
    let error = publish(&site.options(), &target, Run::Push).unwrap_err();
    assert!(error.to_string().contains("name another branch with --branch"), "{error}");
    assert_eq!(git(remote.path(), &["rev-parse", "sources"]), before);
    let target = Target { branch: "bad..name".into(), ..target };
    let error = publish(&site.options(), &target, Run::Dry).unwrap_err();
    assert!(error.to_string().contains("is no name for a branch"), "{error}");
}

/// Who squashes and is overtaken is told so; the others' commit stays.
#[cfg(unix)]
#[test]
fn squashing_never_takes_away_what_came_meanwhile() {
    use std::os::unix::fs::PermissionsExt;
    let (site, remote) = site();
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    // On a first commit, made in the same second, what is squashed would be that same commit.
    site.write("content/pages/more.md", "---\ntitle: More\n---\n\nMore.\n");
    publish(&site.options(), &target(History::Keep), Run::Push).unwrap();
    let theirs = theirs(&remote);
    std::fs::write(theirs.path().join("theirs"), "x").unwrap();
    git(theirs.path(), &["add", "."]);
    git(theirs.path(), &["commit", "--quiet", "-m", "Theirs"]);
    let commit = git(theirs.path(), &["rev-parse", "HEAD"]);
    let receive = theirs.path().join("receive");
    let push = format!("git -C '{}' push --quiet", theirs.path().display());
    std::fs::write(&receive, format!("#!/bin/sh\n{push}\nexec git-receive-pack \"$@\"\n")).unwrap();
    std::fs::set_permissions(&receive, std::fs::Permissions::from_mode(0o755)).unwrap();
    git(&site.root(), &["config", "remote.origin.receivepack", receive.to_str().unwrap()]);
    let error = publish(&site.options(), &target(History::Squash), Run::Push).unwrap_err();
    assert!(error.to_string().contains("refused the push"), "{error}");
    assert!(git(remote.path(), &["rev-list", "gh-pages"]).contains(&commit));
}

/// GitHub reads workflows in a repository's top folder alone.
#[test]
fn the_workflow_of_a_site_in_a_folder_stands_in_the_repositorys_top() {
    let repository = tempfile::tempdir().unwrap();
    git(repository.path(), &["init", "--quiet"]);
    let site = repository.path().join("stories/ferry");
    std::fs::create_dir_all(&site).unwrap();
    let path = workflow(&site).unwrap().file;
    assert_eq!(path, Path::new("../../.github/workflows/pages.yml"));
    let text = std::fs::read_to_string(site.join(path)).unwrap();
    assert!(text.contains("working-directory: \"stories/ferry\""), "{text}");
    assert!(text.contains("path: \"stories/ferry/public\""), "{text}");
    let alone = tempfile::tempdir().unwrap();
    assert_eq!(workflow(alone.path()).unwrap().file, Path::new(".github/workflows/pages.yml"));
}

/// Built on GitHub's machines, nothing else stands between a secret and the web.
#[test]
fn a_build_for_the_public_is_looked_over() {
    let (site, _remote) = site();
    let build = || {
        let mut build = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let build = build.args(["build", "--for", "publish"]).current_dir(site.root());
        build.output().unwrap()
    };
    assert_eq!(build().status.code(), Some(0));
    site.write("theme/id_rsa", "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n");
    let refused = build();
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("looks like a secret"));
}
