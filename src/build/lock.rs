//! One run at a time in a cache folder.

use anyhow::Context;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// Held for one run; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for another run to end, saying who it is.
    ///
    /// # Errors
    /// Where the cache folder cannot be written.
    pub fn take(folder: &Path) -> anyhow::Result<Self> {
        let context = || format!("cannot use the cache folder {}", folder.display());
        std::fs::create_dir_all(folder).with_context(context)?;
        // Nobody wants it in a repository; whoever edits this file is left to it.
        if let Ok(mut ignored) = File::create_new(folder.join(".gitignore")) {
            let _ = ignored.write_all(b"*\n");
        }
        let path = folder.join("lock");
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .with_context(context)?;
        match file.try_lock() {
            // A file system without locks: two runs at once are the person's to avoid.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                let holder = holder.trim();
                let who = if holder.is_empty() { String::new() } else { format!(" ({holder})") };
                let _ = writeln!(
                    anstream::stderr(),
                    "waiting for another dateline{who} to finish its build"
                );
                file.lock().with_context(context)?;
            }
        }
        let _ = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "process {}", std::process::id()));
        Ok(Self { _file: file })
    }
}
