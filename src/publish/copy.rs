//! A temporary copy of a site's sources, so that publishing leaves the site's own files as they are.

use crate::build::{self, Lock};
use crate::problem::Problem;
use anyhow::Context;
use std::path::Path;

/// A folder for one publication, in the cache folder. It goes away with the value; what a killed run left goes with the next.
pub(super) struct Aside {
    folder: tempfile::TempDir,
    /// Nobody else publishes meanwhile: what stands beside the folder is a killed run's.
    _lock: Lock,
}

impl Aside {
    /// Waits for another publication of the site to end.
    ///
    /// # Errors
    /// Where the cache folder cannot be written.
    pub(super) fn of(cache: &Path) -> anyhow::Result<Self> {
        let all = cache.join("publishing");
        let lock = Lock::take(&all)?;
        let left = std::fs::read_dir(&all).into_iter().flatten().filter_map(Result::ok);
        for left in left.map(|left| left.path()).filter(|path| path.is_dir()) {
            // The git of a killed run may still be at work in it; then the run after this one clears it.
            let _ = std::fs::remove_dir_all(left);
        }
        let folder = tempfile::Builder::new().prefix("copy-").tempdir_in(&all);
        let folder =
            folder.with_context(|| format!("cannot make a folder in {}", all.display()))?;
        Ok(Self { folder, _lock: lock })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Copies what a site is made of, as the build lists it; what could not be listed.
pub(super) fn sources(root: &Path, to: &Path) -> anyhow::Result<Vec<Problem>> {
    let (names, problems) = build::source_names(root)?;
    for name in names {
        copy_file(&root.join(&name), &to.join(&name))?;
    }
    Ok(problems)
}

/// A file that cannot be read ends it: what would go out would lack its article.
fn copy_file(from: &Path, to: &Path) -> anyhow::Result<()> {
    let folder = to.parent().unwrap_or(to);
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}
