//! The mark of a folder that we write into: it lists what is ours, so that nothing else is ever touched, whatever becomes of the
//! memo. A run that will add files lists them first; one killed half-way leaves nothing that the next does not know.

use super::super::source::Stat;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

/// The mark's name.
pub(super) const MARK: &str = ".dateline-output";
/// What an unfinished run was about to add to the mark.
pub(super) const PENDING: &str = ".dateline-output.tmp";
/// The mark's first line.
pub(super) const HEAD: &str =
    "Written by dateline; files that are not listed here are left alone.\n";

/// What a mark lists, taken apart only when it is asked for: a run that changes nothing need not know.
#[derive(Debug, Default)]
pub(in crate::build) struct Mark {
    text: String,
    stat: Option<Stat>,
    ours: OnceLock<BTreeSet<String>>,
}

impl Mark {
    /// That of a folder, if it has one; what an unfinished run was about to add is ours, too.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let stat = stat(folder);
        let mut text = std::fs::read_to_string(folder.join(MARK)).ok()?;
        if let Ok(pending) = std::fs::read_to_string(folder.join(PENDING)) {
            text = text + "\n" + &pending;
        }
        Some(Self { text, stat, ours: OnceLock::new() })
    }

    /// Whether it is still that of the folder, and nothing is to be added to it.
    pub(super) fn is_current(&self, folder: &Path) -> bool {
        let pending = std::fs::symlink_metadata(folder.join(PENDING)).is_ok();
        self.stat.is_some() && self.stat == stat(folder) && !pending
    }

    /// Paths within the folder.
    pub(super) fn ours(&self) -> &BTreeSet<String> {
        let listed = || self.text.lines().skip(1).filter(|path| stays_inside(path));
        self.ours.get_or_init(|| listed().map(str::to_owned).collect())
    }
}

fn stat(folder: &Path) -> Option<Stat> {
    Some(Stat::of(&std::fs::symlink_metadata(folder.join(MARK)).ok()?))
}

/// Whether a path of the mark, which anybody may edit, names something within the folder.
fn stays_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, std::path::Component::Normal(_)))
}
