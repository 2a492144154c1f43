//! Which program we are: what another one remembered is not trusted.
//!
//! The executable is told by its content. To read it whole costs more than a run with nothing to do, so the memo keeps its stat
//! as well, and it is read only where that differs. Its time and size alone would not do: images and reproducible builds give
//! every program the same time.

use super::Hash;
use crate::build::source::Stat;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::OnceLock;
use twox_hash::xxhash3_128::Hasher;

/// Whether the executable of a memo, by stat and content, is the one that runs.
pub(super) fn is_ours(stat_then: Hash, hash_then: Hash) -> bool {
    if stat_then != 0 && stat_then == stat() {
        remember(hash_then);
        return true;
    }
    hash_then != 0 && hash_then == hash()
}

/// The executable's stat; 0 where there is none.
pub(super) fn stat() -> Hash {
    static STAT: OnceLock<Hash> = OnceLock::new();
    *STAT.get_or_init(|| {
        let meta = path().and_then(|path| std::fs::metadata(path).ok());
        meta.map_or(0, |meta| super::key("program", &Stat::of(&meta)))
    })
}

static HASH: OnceLock<Hash> = OnceLock::new();

/// The executable's content; 0 where it cannot be read.
pub(super) fn hash() -> Hash {
    *HASH.get_or_init(|| {
        let file = path().and_then(|path| File::open(path).ok());
        file.and_then(|file| hash_of(file).ok()).unwrap_or(0)
    })
}

/// A file's content, read piece by piece: as a whole it would be a tenth of the memory of a large build.
fn hash_of(mut file: File) -> std::io::Result<Hash> {
    let mut hasher = Hasher::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finish_128()),
            length => hasher.write(piece.get(..length).unwrap_or_default()),
        }
    }
}

fn remember(hash: Hash) {
    let _ = HASH.set(hash);
}

fn path() -> Option<PathBuf> {
    std::env::current_exe().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_program_of_the_same_time_and_size_is_another() {
        assert!(is_ours(1, hash()));
        assert!(!is_ours(1, hash() ^ 1));
        assert!(!is_ours(0, 0));
    }
}
