//! `content/addresses.yml`: which addresses have been published. The build makes a redirect of each that is gone.

use crate::config::Limits;
use crate::desk::{self, DeskFile, Lead};
use crate::problem::{Code, Problem, Severity};
use anyhow::{Context, ensure};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// The file, in the site's root.
pub(super) const FILE: &str = "content/addresses.yml";

/// What the file begins with where it is new.
const HEAD: &str = "\
# Addresses that have been published, and where they lead now. `dateline publish` adds to this file and changes nothing in it.
# Where a page has moved, write its new address after the colon: the old one becomes a redirect.
";

/// What the file says once the site's events and articles are in it, and how many of them are new.
///
/// # Errors
/// Where it cannot be read, or nothing can be added to it as it is written.
pub(super) fn longer(root: &Path, out: &Path) -> anyhow::Result<(String, usize)> {
    let text = match std::fs::read_to_string(root.join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(error) => return Err(error).with_context(|| format!("cannot read {FILE}")),
    };
    let known: BTreeSet<&str> = text.lines().filter_map(address_of).collect();
    let fresh: Vec<String> =
        published(out)?.into_iter().filter(|address| !known.contains(address.as_str())).collect();
    let mut longer = text.clone();
    if fresh.is_empty() {
        return Ok((longer, 0));
    }
    if !longer.ends_with('\n') {
        longer.push('\n');
    }
    for address in &fresh {
        writeln!(longer, "{address}: {address}")?;
    }
    let files = [DeskFile { path: FILE, text: &longer }];
    let read = desk::read(&files, &Limits::default());
    let known = |address: &String| read.value.addresses.contains(address);
    ensure!(
        read.problems.is_empty() && fresh.iter().all(known),
        "{FILE} cannot be added to: write it as lines such as `article/bridge.html: article/bridge.html`"
    );
    Ok((longer, fresh.len()))
}

/// Adds to the file what is not in it yet; says how much.
pub(super) fn append(root: &Path, out: &Path) -> anyhow::Result<usize> {
    let (text, fresh) = longer(root, out)?;
    if fresh > 0 {
        // Where it is a link, what it leads to.
        let path = root.join(FILE);
        let path = path.canonicalize().unwrap_or(path);
        let temporary = path.with_extension("yml.new");
        std::fs::write(&temporary, text)
            .and_then(|()| std::fs::rename(&temporary, &path))
            .with_context(|| format!("cannot write {FILE}"))?;
    }
    Ok(fresh)
}

/// Lines of the file whose address is gone and leads to no page, where `has_page` says which there are.
pub(super) fn astray(root: &Path, has_page: impl Fn(&str) -> bool) -> Vec<Problem> {
    let text = std::fs::read_to_string(root.join(FILE)).unwrap_or_default();
    let known = desk::read(&[DeskFile { path: FILE, text: &text }], &Limits::default());
    let known = known.value.addresses;
    let astray = (1..).zip(text.lines()).filter_map(|(line, row)| {
        let old = address_of(row)?;
        let problem = match known.lead(old, &has_page) {
            Lead::Page(_) => return None,
            Lead::Nowhere(last) if last == old => {
                let message =
                    format!("“{old}” was published, and no page has that address any more");
                Problem::warning(Code::BrokenLink, FILE, message)
            }
            Lead::Nowhere(last) => {
                let message = format!("“{old}” leads to “{last}”, and there is no such page");
                Problem::error(Code::BrokenLink, FILE, message)
            }
            Lead::Circle => {
                let message = format!("“{old}” leads in a circle, and to no page");
                Problem::error(Code::BrokenLink, FILE, message)
            }
        };
        let hint = "write after the colon which page stands for it now, such as `article/bridge.html`; take the line out where none does";
        Some(problem.at(line, row).hint(hint))
    });
    astray.collect()
}

/// The same before the site goes out: addresses that are merely gone are told as one, for they grow in number with the years.
pub(super) fn astray_in_short(root: &Path, has_page: impl Fn(&str) -> bool) -> Vec<Problem> {
    let is_gone = |problem: &Problem| problem.severity == Severity::Warning;
    let (gone, mut told): (Vec<_>, Vec<_>) = astray(root, has_page).into_iter().partition(is_gone);
    let more = gone.len().saturating_sub(1);
    let several = format!("; nor has any those of {more} more lines (`dateline check` names them)");
    told.extend(gone.into_iter().next().map(|first| {
        let message = if more == 0 { first.message } else { first.message + &several };
        Problem { message, ..first }
    }));
    told
}

/// The address that a line of the file is about.
fn address_of(line: &str) -> Option<&str> {
    // One whose new address is still to be written has nothing after its colon.
    let (address, new) = line.trim_start_matches('\u{feff}').split_once(':')?;
    let address = address.trim().trim_matches(['"', '\'']).trim_start_matches('/');
    ((new.is_empty() || new.starts_with(' ')) && !address.starts_with('#')).then_some(address)
}

fn published(out: &Path) -> anyhow::Result<Vec<String>> {
    let mut addresses = Vec::new();
    for folder in ["article", "event"] {
        let top = out.join(folder);
        if !top.is_dir() {
            continue;
        }
        for entry in walkdir::WalkDir::new(&top).sort_by_file_name() {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy();
            if entry.file_type().is_file() && name.ends_with(".html") && name != "index.html" {
                addresses.push(format!("{folder}/{name}"));
            }
        }
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_added_once() {
        let site = tempfile::tempdir().unwrap();
        let out = site.path().join("public");
        std::fs::create_dir_all(out.join("article")).unwrap();
        std::fs::create_dir_all(site.path().join("content")).unwrap();
        std::fs::write(out.join("article/bridge.html"), "").unwrap();
        assert_eq!(append(site.path(), &out).unwrap(), 1);
        assert_eq!(append(site.path(), &out).unwrap(), 0);
        let text = std::fs::read_to_string(site.path().join(FILE)).unwrap();
        assert!(text.ends_with("\narticle/bridge.html: article/bridge.html\n"), "{text}");
        std::fs::write(site.path().join(FILE), "article/bridge.html :\n").unwrap();
        assert!(append(site.path(), &out).is_ok_and(|fresh| fresh == 0), "with a space");
        std::fs::write(site.path().join(FILE), "{}\n").unwrap();
        assert!(append(site.path(), &out).is_err(), "written on one line");
        std::fs::write(site.path().join(FILE), "article/bridge.html:\n").unwrap();
        assert_eq!(append(site.path(), &out).unwrap(), 0, "a line still to be filled");
    }
}
