//! A site in a temporary folder, built through the library's own door.

use dateline::build::{self, Options, Outcome};
use dateline::site::Purpose;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A site that goes away with the value.
pub(super) struct Site {
    folder: tempfile::TempDir,
    /// What its builds are asked for.
    asked: Mutex<Asked>,
}

/// What a build may be asked for beside the defaults.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    pub(super) drafts: bool,
    pub(super) publish: bool,
    pub(super) address: bool,
}

impl Site {
    /// An empty site.
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), asked: Mutex::default() }
    }

    /// A site with the repository's own sources.
    pub(super) fn sample() -> Self {
        let site = Self::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&root.join("content"), &site.root().join("content"));
        fs::copy(root.join("dateline.toml"), site.root().join("dateline.toml")).unwrap();
        site
    }

    /// A site with the shared captures; `None`, said loudly, where they are not there.
    pub(super) fn seeds() -> Option<Self> {
        let seeds = shared("seeds")?;
        let site = Self::new();
        copy(&seeds, &site.root().join("content/scrapes"));
        Some(site)
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Asks for something else from now on.
    pub(super) fn ask(&self, asked: Asked) {
        *self.asked.lock().unwrap() = asked;
    }

    pub(super) fn options(&self) -> Options {
        let asked = *self.asked.lock().unwrap();
        Options {
            drafts: asked.drafts,
            purpose: if asked.publish { Purpose::Publish } else { Purpose::Desk },
            base_url: asked.address.then(|| "https://news.example/story/".to_owned()),
            ..Options::at(&self.root())
        }
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    pub(super) fn build(&self) -> Outcome {
        build::run(&self.options()).unwrap()
    }

    /// What the site tells other programs.
    pub(super) fn export(&self) -> serde_json::Value {
        let options = self.options();
        let config = build::configuration(&options.root, None).unwrap();
        let world = build::world(&options, config).unwrap();
        let (story, records) = (world.story(), world.records());
        let text = dateline::render::export::json::export(story, &world.texts, &records).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// Every file of the output, by path.
    pub(super) fn output(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.root().join("public"))
    }

    /// Every file of the output of a build that remembers nothing, elsewhere, from the same sources.
    pub(super) fn clean_output(&self) -> BTreeMap<String, Vec<u8>> {
        let clean = Self::new();
        clean.ask(*self.asked.lock().unwrap());
        for folder in ["content", "templates", "theme"] {
            let from = self.root().join(folder);
            if from.is_dir() {
                copy(&from, &clean.root().join(folder));
            }
        }
        let config = self.root().join("dateline.toml");
        if config.is_file() {
            fs::create_dir_all(clean.root()).unwrap();
            fs::copy(config, clean.root().join("dateline.toml")).unwrap();
        }
        clean.build();
        clean.output()
    }
}

/// A folder of shared data; `None`, said loudly, where it is not there.
pub(super) fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    if !path.exists() {
        skipped(&format!("{} is not there", path.display()));
        return None;
    }
    Some(path)
}

/// Says that a test did not look; past the harness, which keeps what a test that passes prints to itself.
pub(super) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "\n*** SKIPPED: {why} ***");
}

pub(super) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).unwrap();
        } else {
            // The shared files may be read-only; the copies are not.
            fs::write(&target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

/// Every file of a folder; one that goes while it is read, as under a running preview, is left out.
pub(super) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let there = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let read = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy();
        // As addresses have it, whatever stands between folders here.
        let path = path.replace(std::path::MAIN_SEPARATOR, "/");
        Some((path, fs::read(entry.path()).ok()?))
    };
    there.filter(|entry| entry.file_type().is_file()).filter_map(read).collect()
}

/// The paths whose bytes are not the same on both sides.
pub(super) fn differing(
    one: &BTreeMap<String, Vec<u8>>,
    two: &BTreeMap<String, Vec<u8>>,
) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(two.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != two.get(*path)).cloned().collect()
}
