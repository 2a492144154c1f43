//! `dateline new`: a site with a tiny sample, ready to serve.

use super::Status;
use crate::cli::{New, Shared};
use anyhow::{Context, ensure};
use std::io::Write;
use std::path::Path;

/// The files of a new site. The sample is three short articles on one story, so that the first page shows what a
/// timeline is: two outlets, a near-duplicate, a date to resolve.
const FILES: &[(&str, &str)] = &[
    ("dateline.toml", include_str!("dateline.toml")),
    (".gitignore", "/public/\n/.dateline/\n"),
    ("content/scrapes/ferry-gazette.txt", include_str!("ferry-gazette.txt")),
    ("content/scrapes/ferry-courier.txt", include_str!("ferry-courier.txt")),
    ("content/scrapes/ferry-reprint.txt", include_str!("ferry-reprint.txt")),
    ("content/pages/about.md", include_str!("about.md")),
];

/// Makes the folder and says what to do next.
pub(super) fn run(shared: &Shared, new: &New) -> anyhow::Result<Status> {
    let dir = &match &shared.root {
        Some(root) => {
            ensure!(root.is_dir(), "{} is not a folder", root.display());
            root.join(&new.dir)
        }
        None => new.dir.clone(),
    };
    ensure!(!dir.is_file(), "{} is a file; name a folder that does not exist yet", dir.display());
    ensure!(
        is_empty(dir)?,
        "{} is not empty; name a folder that does not exist yet",
        dir.display()
    );
    for (path, text) in FILES {
        write(&dir.join(path), text.as_bytes())?;
    }
    if new.theme {
        copy_look(dir)?;
    }
    if !shared.quiet {
        writeln!(
            anstream::stderr(),
            "A new site is in {0}. Put captured articles into {0}/content/scrapes/, then: cd {1} && dateline serve",
            dir.display(),
            typed(&dir.to_string_lossy())
        )?;
    }
    Ok(Status::Fine)
}

/// A name as it is typed in a shell.
fn typed(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./~+@%,:".contains(c);
    if name.chars().all(|c| plain(c) || (cfg!(windows) && c == '\\')) {
        return name.to_owned();
    }
    if cfg!(windows) { format!("\"{name}\"") } else { format!("'{}'", name.replace('\'', r"'\''")) }
}

/// The default look, for editing: a file that is taken away again goes back to the built-in one.
fn copy_look(dir: &Path) -> anyhow::Result<()> {
    for (path, text) in crate::render::renderer::TEMPLATES {
        write(&dir.join("templates").join(path), text.as_bytes())?;
    }
    for (path, bytes) in crate::render::theme::FILES {
        write(&dir.join("theme").join(path), bytes)?;
    }
    Ok(())
}

fn is_empty(dir: &Path) -> anyhow::Result<bool> {
    match std::fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| format!("cannot use {}", dir.display())),
    }
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, bytes))
        .with_context(|| format!("cannot write {}", path.display()))
}
