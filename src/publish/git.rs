//! The git program, through its plumbing: no work tree, no index and no branch of the person's is touched.

use super::{History, Target, without_password};
use anyhow::{Context, bail, ensure};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use twox_hash::XxHash3_128;

/// A repository, and the site's folder in it.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
}

/// Where the branch stands that is pushed to.
#[derive(Debug)]
pub(super) struct Place {
    /// What it is read by: the remote, unless that is read from another address than it pushes to.
    pub(super) reads: String,
    /// The address for pushes.
    pub(super) address: String,
}

impl Place {
    /// The branch there as it may be shown, with the address for pushes where it is another.
    pub(super) fn shown(&self, target: &Target) -> String {
        let elsewhere = self.reads != target.remote;
        let address = elsewhere.then(|| format!(" ({})", without_password(&self.address)));
        format!("{} of {}{}", target.branch, target.shown(), address.unwrap_or_default())
    }
}

/// Where the branch's tip is kept while we look at it; no branch, so that nothing of the person's moves.
const SEEN: &str = "refs/dateline/published";
/// Where those of sites in folders of a repository are kept, each by its own name.
const SEEN_IN_FOLDER: &str = "refs/dateline/folder/";
/// How each of our commits begins.
const MESSAGE: &str = "Publish with dateline";

impl Git {
    /// The repository that holds `folder`.
    pub(super) fn at(folder: &Path) -> anyhow::Result<Self> {
        let git = Self { folder: folder.to_owned() };
        let inside = git.command(&["rev-parse", "--git-dir"]).output();
        let inside = inside.context("the git program is needed to publish and was not found")?;
        let said = String::from_utf8_lossy(&inside.stderr);
        if said.contains("not a git repository") {
            bail!(
                "{} is in no git repository; make one with `git init` and add a remote with `git remote add origin URL`",
                folder.display()
            );
        }
        read("rev-parse", &inside)?;
        Ok(git)
    }

    /// Looks before any work is done whether it could be committed.
    ///
    /// # Errors
    /// Where git does not know whose commits they would be, or the branch could not be called so.
    pub(super) fn may_commit(&self, target: &Target) -> anyhow::Result<()> {
        let named = self.output(&["check-ref-format", "--branch", &target.branch])?;
        ensure!(named.status.success(), "“{}” is no name for a branch", target.branch);
        if let Some(name) = target.branch.strip_prefix("refs/heads/") {
            bail!(
                "“{}” is a branch's full name: give the short one, --branch {name}",
                target.branch
            );
        }
        // Git's own advice names settings of the whole machine.
        ensure!(
            self.output(&["var", "GIT_COMMITTER_IDENT"])?.status.success(),
            "git does not know who commits: tell it with `git config user.name NAME` and `git config user.email ADDRESS`"
        );
        Ok(())
    }

    fn prefix(&self) -> anyhow::Result<String> {
        let prefix = self.line(&["rev-parse", "--show-prefix"])?;
        Ok(prefix.trim_end_matches('/').to_owned())
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        // Names are told as they are, not with their letters escaped.
        command.arg("-C").arg(&self.folder).args(["-c", "core.quotePath=false"]);
        // A person's hooks are for their sources.
        command.args(["-c", "core.hooksPath=/dev/null"]).args(arguments);
        // A prompt would wait for ever where nobody sits.
        command.env("GIT_TERMINAL_PROMPT", "0").env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE");
        // What git says is read here.
        command.env("LC_ALL", "C");
        command
    }

    fn output(&self, arguments: &[&str]) -> anyhow::Result<Output> {
        self.command(arguments).output().context("git could not be run")
    }

    fn line(&self, arguments: &[&str]) -> anyhow::Result<String> {
        read(arguments.first().unwrap_or(&"git"), &self.output(arguments)?)
    }

    /// Stores every file below `out` and returns the tree's id. The files go in as they are: neither attributes nor ignored
    /// names of the person's change them.
    pub(super) fn tree_of(&self, out: &Path) -> anyhow::Result<String> {
        let (index, list) = (out.with_extension("index"), out.with_extension("list"));
        let fed = |arguments: &[&str], text: &str| {
            let written = std::fs::write(&list, text).and_then(|()| std::fs::File::open(&list));
            let input = written.with_context(|| format!("cannot write {}", list.display()))?;
            let mut command = self.command(arguments);
            let output = command.env("GIT_INDEX_FILE", &index).stdin(input).output();
            read(arguments.first().unwrap_or(&"git"), &output.context("git could not be run")?)
        };
        let names = files(out)?;
        let paths: String =
            names.iter().map(|name| format!("{}/{name}\n", out.display())).collect();
        let ids = fed(&["hash-object", "-w", "--no-filters", "--stdin-paths"], &paths)?;
        let entries = ids.lines().zip(&names);
        let entries: String = entries.map(|(id, name)| format!("100644 {id}\t{name}\0")).collect();
        fed(&["read-tree", "--empty"], "")?;
        fed(&["update-index", "-z", "--index-info"], &entries)?;
        fed(&["write-tree"], "")
    }

    /// Where the branch stands that is pushed to.
    ///
    /// # Errors
    /// Where pushes go to several places: each has a branch of its own.
    pub(super) fn place(&self, target: &Target) -> anyhow::Result<Place> {
        let addresses = |way: &[&str]| {
            let arguments = [&["remote", "get-url"], way, &["--", &target.remote]].concat();
            Ok::<_, anyhow::Error>(self.output(&arguments)?.stdout)
        };
        let (read, pushed) = (addresses(&[])?, addresses(&["--push", "--all"])?);
        let pushed = String::from_utf8_lossy(&pushed);
        let several: Vec<String> = pushed.lines().map(without_password).collect();
        ensure!(
            several.len() < 2,
            "“{}” pushes to several places: name one of them, such as `--remote {}`",
            target.shown(),
            several.join("` or `--remote ")
        );
        let named = || target.remote.clone();
        // No remote's name: an address, which settings may replace by another.
        if pushed.is_empty() {
            let pushed = self.replaced(&target.remote, "pushinsteadof")?;
            let reads = pushed.clone().unwrap_or_else(named);
            let address = match pushed {
                Some(address) => address,
                None => self.replaced(&reads, "insteadof")?.unwrap_or_else(named),
            };
            return Ok(Place { reads, address });
        }
        let address = pushed.trim_end().to_owned();
        let reads = if pushed.as_bytes() == read { named() } else { address.clone() };
        Ok(Place { reads, address })
    }

    /// The address that git takes in place of another, by `url.BASE.insteadOf` or its kind for pushes: the longest beginning that is
    /// listed counts.
    fn replaced(&self, address: &str, kind: &str) -> anyhow::Result<Option<String>> {
        let pattern = format!(r"^url\..*\.{kind}$");
        let listed = self.output(&["config", "-z", "--get-regexp", &pattern])?.stdout;
        let listed = String::from_utf8_lossy(&listed);
        let fitting = listed.split('\0').filter_map(|entry| {
            let (key, begin) = entry.split_once('\n')?;
            let base = key.strip_prefix("url.")?.strip_suffix(kind)?.strip_suffix('.')?;
            Some((begin.len(), format!("{base}{}", address.strip_prefix(begin)?)))
        });
        Ok(fitting.max_by_key(|(length, _)| *length).map(|(_, replaced)| replaced))
    }

    /// The branch's tip at the remote; `None` where there is no such branch yet.
    pub(super) fn fetch(&self, target: &Target, place: &Place) -> anyhow::Result<Option<String>> {
        let branch = format!("refs/heads/{}", target.branch);
        // After “--” a remote's name is never taken for an option, some of which run programs.
        let listed = self.line(&["ls-remote", "--", &place.reads, &branch]).with_context(|| {
            format!(
                "cannot look at “{0}”: is it set up (`git remote add {0} URL`), and may you reach it?",
                target.shown()
            )
        })?;
        let Some(tip) = listed.split_whitespace().next() else { return Ok(None) };
        // What the person's own settings say of fetching is for their branches.
        self.line(&["fetch", "--quiet", "--no-tags", "--refmap=", "--", &place.reads, &branch])?;
        // Where that cannot be noted, it is all there nonetheless.
        let _ = self.hold(tip);
        Ok(Some(tip.to_owned()))
    }

    /// Keeps a commit as the site's tip, and with it all that it needs.
    ///
    /// # Errors
    /// Where it cannot be noted, as under a lock that a killed git has left.
    pub(super) fn hold(&self, commit: &str) -> anyhow::Result<()> {
        self.line(&["update-ref", &self.seen()?, commit]).map(drop)
    }

    /// The name that this site's tip is kept by: another site of the repository has another.
    fn seen(&self) -> anyhow::Result<String> {
        const LONGEST: usize = 100;
        let prefix = self.prefix()?;
        // One name, whatever letters and folders are in it; file systems take no longer one.
        let name = utf8_percent_encode(&prefix, NON_ALPHANUMERIC).to_string();
        let mark = || format!("{:032x}", XxHash3_128::oneshot(prefix.as_bytes()));
        let name = if name.len() > LONGEST { mark() } else { name };
        Ok(if prefix.is_empty() { SEEN.to_owned() } else { format!("{SEEN_IN_FOLDER}{name}") })
    }

    /// The files of the last commit of ours behind another; none where there is no such commit.
    pub(super) fn last_published(&self, tip: &str) -> anyhow::Result<BTreeSet<String>> {
        let grep = format!("--grep=^{MESSAGE}");
        let ours = self.line(&["log", "-1", "--format=%H", &grep, tip])?;
        if ours.is_empty() {
            return Ok(BTreeSet::new());
        }
        let listed = self.line(&["ls-tree", "-r", "--full-tree", "--name-only", &ours])?;
        Ok(listed.lines().map(str::to_owned).collect())
    }

    /// A file as it stands in a commit.
    pub(super) fn file(&self, commit: &str, name: &str) -> Option<Vec<u8>> {
        let shown = self.output(&["cat-file", "blob", &format!("{commit}:{name}")]).ok()?;
        shown.status.success().then_some(shown.stdout)
    }

    /// Whether a commit holds a file or a folder.
    pub(super) fn holds(&self, commit: &str, name: &str) -> anyhow::Result<bool> {
        Ok(self.output(&["cat-file", "-e", &format!("{commit}:{name}")])?.status.success())
    }

    /// What the tree changes against a commit: `A path`, `M path`, `D path`.
    pub(super) fn changes(&self, tip: Option<&str>, tree: &str) -> anyhow::Result<Vec<String>> {
        let before = match tip {
            Some(tip) => tip.to_owned(),
            None => self.line(&["hash-object", "-t", "tree", "-w", "--stdin"])?,
        };
        let listed =
            self.line(&["diff-tree", "-r", "--no-renames", "--name-status", &before, tree])?;
        Ok(listed.lines().map(|line| line.replace('\t', " ")).collect())
    }

    /// A commit of the tree; on top of `tip` unless history is squashed.
    pub(super) fn commit(
        &self,
        tree: &str,
        tip: Option<&str>,
        history: History,
    ) -> anyhow::Result<String> {
        let message = format!("{MESSAGE} {}", env!("CARGO_PKG_VERSION"));
        let mut arguments = vec!["commit-tree", tree, "-m", &message];
        if let (Some(tip), History::Keep) = (tip, history) {
            arguments.extend(["-p", tip]);
        }
        self.line(&arguments)
    }

    /// Pushes a commit to the branch. The inner error is a refusal, in git's words: somebody was faster, or the remote
    /// does not want it.
    ///
    /// # Errors
    /// Where it came to no push, or no later one would be taken either.
    pub(super) fn push(
        &self,
        commit: &str,
        tip: Option<&str>,
        target: &Target,
    ) -> anyhow::Result<Result<(), String>> {
        let branch = format!("refs/heads/{}", target.branch);
        let refspec = format!("{commit}:{branch}");
        let lease = format!("--force-with-lease={branch}:{}", tip.unwrap_or_default());
        let mut arguments = vec!["push", "--quiet"];
        if target.history == History::Squash {
            arguments.push(&lease);
        }
        arguments.extend(["--", target.remote.as_str(), refspec.as_str()]);
        let output = self.output(&arguments)?;
        if output.status.success() {
            return Ok(Ok(()));
        }
        let said = reason(&output);
        ensure!(
            !said.contains("exists; cannot create"),
            "{} is no name for a branch there: {said}; name another one with --branch",
            target.branch
        );
        ensure!(said.contains("rejected"), "the push to {} failed: {said}", target.shown());
        Ok(Err(said))
    }

    /// How many commits lie behind another, with it.
    pub(super) fn count(&self, tip: &str) -> anyhow::Result<usize> {
        Ok(self.line(&["rev-list", "--count", tip])?.parse()?)
    }
}

/// The way from the repository's top to a site's folder, with `/` between folders; empty where they are one. A folder that will be
/// a repository one day will be its top.
pub fn prefix_of(root: &Path) -> String {
    Git::at(root).and_then(|git| git.prefix()).unwrap_or_default()
}

/// The branch that is checked out; none where no folder above is a repository, or no branch is.
pub(super) fn branch_of(root: &Path) -> Option<String> {
    Git::at(root).and_then(|git| git.line(&["symbolic-ref", "--short", "HEAD"])).ok()
}

fn read(what: &str, output: &Output) -> anyhow::Result<String> {
    if !output.status.success() {
        bail!("git {what} failed: {}", reason(output));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// The files below a folder, by their names within it with `/` between folders, in order.
fn files(out: &Path) -> anyhow::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(out).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(out)?.to_string_lossy().replace('\\', "/");
            ensure!(!name.contains('\n'), "{name:?} cannot be published: its name has two lines");
            files.push(name);
        }
    }
    Ok(files)
}

/// Git's own words on what went wrong, and those of a hook: not the advice around them.
fn reason(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    if let Some(lock) = lock_in(&text) {
        return format!("{lock} is in the way: delete it where no other git is at work");
    }
    let advice = ["hint:", "To ", "error: failed to push some refs"];
    let lines = text.lines().map(|line| line.trim_start_matches("remote:").trim());
    let lines = lines.filter(|line| !line.is_empty());
    let told = lines.filter(|line| !advice.iter().any(|begin| line.starts_with(begin)));
    let told: Vec<&str> = told.map(|line| line.trim_start_matches("fatal: ")).take(5).collect();
    if told.is_empty() { "git said nothing".to_owned() } else { told.join("; ") }
}

/// The lock that another git, or one that was killed, has left.
fn lock_in(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("Unable to create '")?;
    let (path, why) = rest.split_once('\'')?;
    (path.ends_with(".lock") && why.starts_with(": File exists")).then_some(path)
}
