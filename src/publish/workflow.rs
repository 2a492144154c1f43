//! `.github/workflows/pages.yml`: builds and publishes on GitHub's machines.

use super::git::{branch_of, prefix_of};
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};

/// Where the file goes, in the repository's top folder: GitHub looks nowhere else.
const FILE: &str = ".github/workflows/pages.yml";

/// The branches that a site's sources most often stand on; another one that is checked out is put beside them.
const USUAL: &str = "branches: [main, master]";

/// Writes the workflow of the site in `root`; returns its path, from the site's folder.
///
/// # Errors
/// Where the file exists with other content, or cannot be written.
pub fn workflow(root: &Path) -> anyhow::Result<PathBuf> {
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
        return Ok(file);
    }
    std::fs::create_dir_all(path.parent().unwrap_or(root))
        .and_then(|()| std::fs::write(&path, text))
        .with_context(|| format!("cannot write {name}"))?;
    Ok(file)
}
