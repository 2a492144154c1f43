//! `.github/workflows/pages.yml`: builds and publishes on GitHub's machines.

use anyhow::{Context, ensure};
use std::path::Path;

/// Where the file goes, in the site's root.
const FILE: &str = ".github/workflows/pages.yml";

/// Writes the workflow; returns its path within the site.
///
/// # Errors
/// Where the file exists with other content, or cannot be written.
pub fn workflow(root: &Path) -> anyhow::Result<&'static str> {
    let path = root.join(FILE);
    let text = include_str!("pages.yml").replace("VERSION", env!("CARGO_PKG_VERSION"));
    if let Ok(old) = std::fs::read_to_string(&path) {
        ensure!(old == text, "{FILE} exists and differs; remove it first to have it written anew");
        return Ok(FILE);
    }
    std::fs::create_dir_all(path.parent().unwrap_or(root))
        .and_then(|()| std::fs::write(&path, text))
        .with_context(|| format!("cannot write {FILE}"))?;
    Ok(FILE)
}
