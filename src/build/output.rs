//! The output folder: what is planned is in it, what we wrote and is no longer planned is not.

use anyhow::Context;
use std::path::Path;

/// What writing the output did.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    /// Files whose bytes changed, or that are new.
    pub(super) written: usize,
    /// Files that are no longer planned.
    pub(super) removed: usize,
    /// Paths whose bytes changed, came or went.
    pub(super) changed: Vec<String>,
}

/// Brings the folder `out` to hold `files`: their paths within it and their bytes.
///
/// # Errors
/// Where the disk fails.
pub(super) fn write(out: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<Written> {
    let mut written = Written::default();
    for (path, bytes) in files {
        let file = out.join(path);
        if std::fs::read(&file).is_ok_and(|old| old == *bytes) {
            continue;
        }
        let folder = file.parent().unwrap_or(out);
        std::fs::create_dir_all(folder)?;
        std::fs::write(&file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
        written.written += 1;
        written.changed.push(path.clone());
    }
    Ok(written)
}
