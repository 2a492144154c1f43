//! The program as a person meets it at a terminal: help, messages, exit statuses, the same bytes everywhere.

use super::sandbox::{Site, differing};
use std::path::Path;
use std::process::{Command, Output};

fn dateline(arguments: &[&str], root: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).current_dir(root).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const COMMANDS: &[&str] = &[
    "new",
    "build",
    "serve",
    "check",
    "publish",
    "normalise",
    "annotate",
    "export",
    "inspect",
    "explain",
    "completions",
    "man",
];

#[test]
fn every_command_has_help_with_an_example() {
    for command in COMMANDS {
        let output = dateline(&[command, "--help"], Path::new("."));
        assert!(output.status.success(), "{command}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("Example"), "{command}");
    }
}

#[test]
fn a_mistyped_command_or_key_ends_with_2_and_names_the_nearest() {
    let site = Site::sample();
    let output = dateline(&["bild"], &site.root());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("build"));
    site.write("dateline.toml", "titel = \"x\"\n");
    let output = dateline(&["build"], &site.root());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("did you mean `title`"), "{}", said(&output));
}

#[test]
fn a_folder_without_a_site_says_how_to_start_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = dateline(&["build"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("dateline new"));
}

#[test]
fn a_problem_in_the_content_ends_with_1_and_all_else_is_built() {
    let site = Site::sample();
    site.write("content/scrapes/empty.txt", "");
    let output = dateline(&["build", "--message-format", "json"], &site.root());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("\"file\":\"content/scrapes/empty.txt\""), "{}", said(&output));
    assert!(site.root().join("public/index.html").is_file());
}

#[test]
fn a_watch_over_an_output_that_is_not_ours_ends_at_once() {
    let site = Site::sample();
    let output = dateline(&["build", "--watch", "--out", "content"], &site.root());
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("was not made by dateline"), "{}", said(&output));
}

#[test]
fn a_new_site_builds_without_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let made = dateline(&["new", "ferry"], folder.path());
    assert!(made.status.success() && said(&made).contains("dateline serve"));
    let built = dateline(&["build"], &folder.path().join("ferry"));
    assert!(built.status.success(), "{}", said(&built));
    assert!(said(&built).contains("3 articles"), "{}", said(&built));
    assert_eq!(dateline(&["new", "ferry"], folder.path()).status.code(), Some(2));
}

#[test]
fn a_new_site_says_how_to_get_there_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let made = said(&dateline(&["new", "our story's"], folder.path()));
    let typed = if cfg!(windows) { r#"cd "our story's" &&"# } else { r"cd 'our story'\''s' &&" };
    assert!(made.contains(typed), "{made}");
}

#[test]
fn a_text_where_markdown_alone_is_read_is_told() {
    let site = super::sandbox::Site::sample();
    site.write("content/articles/bridge.txt", "The bridge was opened.\n");
    site.write("content/notes/pier.MD", "A note.\n");
    site.write("content/articles/photo.jpg", "");
    let told = said(&dateline(&["build"], &site.root()));
    assert!(told.contains("content/articles/bridge.txt") && told.contains("B004"), "{told}");
    assert!(told.contains("content/notes/pier.MD") && !told.contains("photo.jpg"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_name_of_two_lines_is_told_on_one_and_left_out() {
    let site = super::sandbox::Site::sample();
    site.write("theme/a\nb.css", "");
    let told = said(&dateline(&["build", "--message-format", "short"], &site.root()));
    assert!(told.contains(r"theme/a\nb.css: error[S005]"), "{told}");
    assert!(!site.root().join("public/theme/a\nb.css").exists());
}

#[test]
fn no_repository_takes_up_what_is_remembered() {
    let site = super::sandbox::Site::sample();
    site.build();
    assert_eq!(site.read(".dateline/.gitignore"), "*\n");
}

#[test]
fn a_new_site_goes_where_it_is_told_to_and_not_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("taken"), "x").unwrap();
    let output = dateline(&["new", "taken"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("taken is a file"), "{}", said(&output));
    std::fs::create_dir(folder.path().join("sites")).unwrap();
    assert!(dateline(&["-C", "sites", "new", "ferry"], folder.path()).status.success());
    assert!(folder.path().join("sites/ferry/dateline.toml").is_file());
    let output = dateline(&["-C", "nowhere", "new", "ferry"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("nowhere is not a folder"), "{}", said(&output));
}

#[test]
fn the_bytes_are_the_same_whatever_the_threads_the_zone_and_the_language() {
    let build = |threads: &str, zone: &str, language: &str| {
        let site = Site::sample();
        let status = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["--quiet", "build"])
            .current_dir(site.root())
            .envs([("RAYON_NUM_THREADS", threads), ("TZ", zone), ("LC_ALL", language)])
            .status()
            .unwrap();
        assert!(status.success());
        site.output()
    };
    let one = build("1", "UTC", "C");
    for (threads, zone, language) in [
        ("2", "Pacific/Kiritimati", "de_DE.UTF-8"),
        ("2", "America/Los_Angeles", "C"),
        ("1", "Asia/Kolkata", "tr_TR.UTF-8"),
    ] {
        assert_eq!(
            differing(&one, &build(threads, zone, language)),
            Vec::<String>::new(),
            "{threads} {zone} {language}"
        );
    }
}

#[test]
fn streams_keep_their_order_and_a_bad_line_is_one_problem() {
    use std::io::Write;
    use std::process::Stdio;
    for command in ["annotate", "normalise"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args([command, "--jsonl"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = b"{\"id\": \"a\", \"text\": \"The ferry stopped on Monday.\"}\nnot a line\n\xff\n{\"id\": \"b\", \"text\": \"It rained on 3 May 2024.\"}\n";
        child.stdin.take().unwrap().write_all(lines).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{command}");
        let told = String::from_utf8_lossy(&output.stderr).matches("standard input:").count();
        assert_eq!(told, 2, "{command}");
        let ids: Vec<String> = String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(|line| {
                serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert_eq!(ids, ["a", "b"], "{command}");
    }
}
