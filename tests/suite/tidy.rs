//! The house's own rules, held by a test: which room may use which, and that every file says what it is for.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up: a room may use those before it.
const ROOMS: &[&str] = &[
    "text", "date", "problem", "config", "yaml", "markdown", "desk", "scrape", "article",
    "annotate", "corpus", "site", "render", "build", "serve", "publish", "cli", "command",
];

fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect();
    files.sort();
    files
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.iter().next().unwrap().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn rooms_use_only_rooms_nearer_the_ground() {
    let mut wrong = Vec::new();
    for file in sources() {
        let room = room_of(&file);
        let Some(place) = ROOMS.iter().position(|name| *name == room) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for above in ROOMS.iter().skip(place + 1) {
            if code.contains(&format!("crate::{above}::")) {
                wrong.push(format!("{} uses {above}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_begins_by_saying_what_it_is_for() {
    let silent: Vec<_> = sources()
        .into_iter()
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//! "))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}
