//! The git program, through its plumbing: no work tree, no index and no branch of the person's is touched.

use super::{History, Target};
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A repository, and the site's folder in it.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
}

/// Where the branch's tip is kept while we look at it; no branch, so that nothing of the person's moves.
const SEEN: &str = "refs/dateline/published";

impl Git {
    /// The repository that holds `folder`.
    pub(super) fn at(folder: &Path) -> anyhow::Result<Self> {
        let git = Self { folder: folder.to_owned() };
        let inside = git.command(&["rev-parse", "--git-dir"]).output();
        match inside {
            Ok(output) if output.status.success() => Ok(git),
            Ok(_) => bail!(
                "{} is in no git repository; make one with `git init` and add a remote with `git remote add origin URL`",
                folder.display()
            ),
            Err(error) => {
                Err(error).context("the git program is needed to publish and was not found")
            }
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        // Names are told as they are, not with their letters escaped.
        command.arg("-C").arg(&self.folder).args(["-c", "core.quotePath=false"]).args(arguments);
        // A prompt would wait for ever where nobody sits.
        command.env("GIT_TERMINAL_PROMPT", "0").env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE");
        command
    }

    fn output(&self, arguments: &[&str]) -> anyhow::Result<Output> {
        self.command(arguments).output().context("git could not be run")
    }

    fn line(&self, arguments: &[&str]) -> anyhow::Result<String> {
        read(&arguments.join(" "), &self.output(arguments)?)
    }

    /// Stores every file below `out` and returns the tree's id.
    pub(super) fn tree_of(&self, out: &Path) -> anyhow::Result<String> {
        let index = out.with_extension("index");
        let run = |arguments: &[&str]| {
            let mut command = self.command(&[]);
            command.args([
                "-c",
                "core.autocrlf=false",
                "-c",
                "core.safecrlf=false",
                "-c",
                "core.excludesFile=",
            ]);
            command.arg("--work-tree").arg(out).args(arguments).env("GIT_INDEX_FILE", &index);
            let output = command.current_dir(out).output().context("git could not be run")?;
            read(&arguments.join(" "), &output)
        };
        run(&["read-tree", "--empty"])?;
        run(&["add", "--all", "--force", "."])?;
        run(&["write-tree"])
    }

    /// The branch's tip at the remote; `None` where there is no such branch yet.
    pub(super) fn fetch(&self, target: &Target) -> anyhow::Result<Option<String>> {
        let branch = format!("refs/heads/{}", target.branch);
        let listed = self.line(&["ls-remote", &target.remote, &branch]).with_context(|| {
            format!(
                "cannot look at “{0}”: is it set up (`git remote add {0} URL`), and may you reach it?",
                target.remote
            )
        })?;
        if listed.is_empty() {
            return Ok(None);
        }
        let refspec = format!("+{branch}:{SEEN}");
        self.line(&["fetch", "--quiet", "--no-tags", &target.remote, &refspec])?;
        self.line(&["rev-parse", SEEN]).map(Some)
    }

    /// A file as it stands in a commit.
    pub(super) fn file(&self, commit: &str, name: &str) -> Option<Vec<u8>> {
        let shown = self.output(&["cat-file", "blob", &format!("{commit}:{name}")]).ok()?;
        shown.status.success().then_some(shown.stdout)
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
        let message = format!("Publish with dateline {}", env!("CARGO_PKG_VERSION"));
        let mut arguments = vec!["commit-tree", tree, "-m", &message];
        if let (Some(tip), History::Keep) = (tip, history) {
            arguments.extend(["-p", tip]);
        }
        self.line(&arguments)
    }

    /// Pushes a commit to the branch. The inner error is a refusal, in git's words: somebody was faster, or the remote
    /// does not want it.
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
        arguments.extend([target.remote.as_str(), refspec.as_str()]);
        let output = self.output(&arguments)?;
        Ok(if output.status.success() { Ok(()) } else { Err(reason(&output)) })
    }
}

fn read(what: &str, output: &Output) -> anyhow::Result<String> {
    if !output.status.success() {
        bail!("git {what} failed: {}", reason(output));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Git's own words on what went wrong: the line that says why, not the advice around it.
fn reason(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let why = lines.clone().find(|line| line.starts_with("! [") || line.starts_with("fatal: "));
    let why = why.or_else(|| lines.rfind(|line| !line.starts_with("hint:")));
    why.unwrap_or("git said nothing").trim_start_matches("fatal: ").to_owned()
}
