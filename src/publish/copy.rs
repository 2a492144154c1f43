//! A temporary copy of a site's sources, so that publishing leaves the site's own files as they are.

use anyhow::Context;
use std::path::Path;

/// A folder that goes away with the value, closed to other people of this machine.
pub(super) fn temporary() -> anyhow::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("dateline-").tempdir().context("cannot make a temporary folder")
}

/// Copies what a site is made of. Links are followed where the build would follow them: inside the same folder.
pub(super) fn sources(root: &Path, to: &Path) -> anyhow::Result<()> {
    for top in ["content", "templates", "theme"] {
        let folder = root.join(top);
        if folder.is_dir() {
            copy_folder(root, &folder, to)?;
        }
    }
    let config = root.join(crate::config::FILE);
    if config.is_file() {
        copy_file(&config, &to.join(crate::config::FILE))?;
    }
    Ok(())
}

fn copy_folder(root: &Path, folder: &Path, to: &Path) -> anyhow::Result<()> {
    let inside = folder.canonicalize()?;
    let walk = walkdir::WalkDir::new(folder).follow_links(true).into_iter();
    let visible = walk.filter_entry(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    for entry in visible.filter_map(Result::ok) {
        let within = entry.path().canonicalize().is_ok_and(|real| real.starts_with(&inside));
        if entry.file_type().is_file() && within {
            copy_file(entry.path(), &to.join(entry.path().strip_prefix(root)?))?;
        }
    }
    Ok(())
}

/// A file that cannot be read is left out here and told by the build of the site itself.
fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    let folder = to.parent().unwrap_or(to);
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}
