//! A temporary copy of a site's sources, so that publishing and checking leave the site's own files as they are.

use crate::build::{self, Lock};
use crate::problem::Problem;
use anyhow::Context;
use std::path::Path;

/// A folder for one run, in the cache folder. It goes away with the value; what a killed run left goes with the next.
pub(super) struct Aside {
    folder: tempfile::TempDir,
    /// Nobody else runs meanwhile: what stands beside the folder is a killed run's.
    _lock: Lock,
}

impl Aside {
    /// Waits for another run in the same folder of the cache to end.
    ///
    /// # Errors
    /// Where that folder cannot be written.
    pub(super) fn of(all: &Path) -> anyhow::Result<Self> {
        let lock = Lock::take(all)?;
        let left = std::fs::read_dir(all).into_iter().flatten().filter_map(Result::ok);
        for left in left.map(|left| left.path()).filter(|path| path.is_dir()) {
            // The git of a killed run may still be at work in it; then the run after this one clears it.
            let _ = std::fs::remove_dir_all(left);
        }
        let folder = tempfile::Builder::new().prefix("copy-").tempdir_in(all);
        let folder =
            folder.with_context(|| format!("cannot make a folder in {}", all.display()))?;
        Ok(Self { folder, _lock: lock })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Copies what a site is made of, as the build lists it; what could not be listed or read. Each of that is an error: what is made
/// from the copy lacks it.
pub(super) fn sources(root: &Path, to: &Path) -> anyhow::Result<Vec<Problem>> {
    // Without settings that are understood, it would be another site.
    build::configuration(root, None)?;
    let (names, mut problems) = build::source_names(root)?;
    std::fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for name in names {
        let (from, to) = (root.join(&name), to.join(&name));
        let folder = to.parent().unwrap_or(&to);
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        // What ails the file is its own problem; a full disk ends it.
        if let Err(error) = std::fs::File::open(&from) {
            problems.push(build::unreadable(&name, &error));
        } else {
            std::fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
        }
    }
    Ok(problems)
}
