//! `.github/workflows/pages.yml`: builds and publishes on GitHub's machines.

use super::git::{branch_of, prefix_of};
use crate::problem::{Code, Problem};
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};

/// Where the file goes, in the repository's top folder: GitHub looks nowhere else.
const FILE: &str = ".github/workflows/pages.yml";

/// The branches that a site's sources most often stand on; another one that is checked out is put beside them.
const USUAL: &str = "branches: [main, master]";

/// What workflows run that put something on GitHub Pages; in small letters.
const PUBLISHERS: &[&str] = &[
    "actions/deploy-pages@",
    "crazy-max/ghaction-github-pages@",
    "dateline publish",
    "jamesives/github-pages-deploy-action@",
    "mkdocs gh-deploy",
    "peaceiris/actions-gh-pages@",
];

/// A workflow that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    /// Its file, from the site's folder.
    pub file: PathBuf,
    /// Other workflows of the repository that publish on GitHub Pages, too.
    pub others: Vec<Problem>,
}

/// Writes the workflow of the site in `root`.
///
/// # Errors
/// Where the file exists with other content, or cannot be written.
pub fn workflow(root: &Path) -> anyhow::Result<Workflow> {
    let prefix = prefix_of(root);
    let plain = |c: char| !c.is_control() && !matches!(c, '"' | '\\' | '$' | '*' | '?' | '[' | '!');
    ensure!(prefix.chars().all(plain), "a workflow cannot name the folder “{prefix}”; rename it");
    let folders = prefix.split('/').filter(|folder| !folder.is_empty());
    let file: PathBuf = folders.map(|_| "..").chain([FILE]).collect();
    let site = if prefix.is_empty() { "." } else { &prefix };
    let text = include_str!("pages.yml").replace("VERSION", env!("CARGO_PKG_VERSION"));
    let text = text.replace("SITE", site);
    let branch = branch_of(root).filter(|branch| !["main", "master"].contains(&branch.as_str()));
    let text = match branch.filter(|branch| branch.chars().all(plain)) {
        Some(branch) => text.replace(USUAL, &format!("branches: [main, master, \"{branch}\"]")),
        None => text,
    };
    let (path, name) = (root.join(&file), file.display());
    if let Ok(old) = std::fs::read_to_string(&path) {
        ensure!(old == text, "{name} exists and differs; remove it first to have it written anew");
    } else {
        std::fs::create_dir_all(path.parent().unwrap_or(root))
            .and_then(|()| std::fs::write(&path, text))
            .with_context(|| format!("cannot write {name}"))?;
    }
    Ok(Workflow { others: others(root, &file), file })
}

/// The workflows beside one that publish, too: whichever runs last, its site stands.
fn others(root: &Path, file: &Path) -> Vec<Problem> {
    let folder = file.parent().unwrap_or(file);
    let beside = std::fs::read_dir(root.join(folder)).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<PathBuf> = beside.map(|one| folder.join(one.file_name())).collect();
    names.retain(|name| {
        name != file && name.extension().is_some_and(|end| end == "yml" || end == "yaml")
    });
    names.sort();
    names.iter().filter_map(|name| publishes(root, name)).collect()
}

fn publishes(root: &Path, name: &Path) -> Option<Problem> {
    let text = std::fs::read_to_string(root.join(name)).ok()?;
    let is_publisher = |line: &str| {
        let line = line.to_lowercase();
        !line.trim_start().starts_with('#') && PUBLISHERS.iter().any(|one| line.contains(one))
    };
    let (line, row) = (1..).zip(text.lines()).find(|(_, row)| is_publisher(row))?;
    let name = name.to_string_lossy().replace('\\', "/");
    let message = "publishes on GitHub Pages, too: of two sites the one that comes last stands";
    let hint = format!("remove it, or leave it and remove {FILE}");
    Some(Problem::warning(Code::TwoWorkflows, &name, message).at(line, row).hint(hint))
}
