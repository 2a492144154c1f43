//! `dateline publish` and `dateline check`

use super::summary::counted;
use super::{Status, report_on, root};
use crate::build::Options;
use crate::cli::{Check, Publish, Shared};
use crate::publish::check::{self, Asking, Outside};
use crate::publish::{History, Published, Run, Target, Workflow};
use std::io::Write;

/// Publishes the site, says what would be published, or writes the workflow that does.
pub(super) fn run(shared: &Shared, publish: &Publish) -> anyhow::Result<Status> {
    let options = Options { base_url: publish.base_url.clone(), ..Options::at(&root(shared)?) };
    if publish.workflow {
        let Workflow { file, others } = crate::publish::workflow(&options.root)?;
        let status = report_on(shared, &options.root, &others)?;
        say(
            shared,
            &format!("Wrote {}. Commit and push it; GitHub does the rest.", file.display()),
        )?;
        return Ok(status);
    }
    let target = Target {
        remote: publish.remote.clone(),
        branch: publish.branch.clone(),
        history: if publish.squash { History::Squash } else { History::Keep },
    };
    let run = if publish.dry_run { Run::Dry } else { Run::Push };
    let published = crate::publish::publish(&options, &target, run)?;
    let status = report_on(shared, &options.root, &published.problems)?;
    if published.refused() {
        say(shared, "Nothing was published: mend the errors above first.")?;
        return Ok(Status::Problems);
    }
    tell(shared, &published, run)?;
    Ok(status)
}

fn tell(shared: &Shared, published: &Published, run: Run) -> std::io::Result<()> {
    let place = &published.place;
    let counts = counts(&published.changes);
    if run == Run::Dry || shared.verbose > 0 {
        let mut out = std::io::stdout().lock();
        published.changes.iter().try_for_each(|change| writeln!(out, "{change}"))?;
    }
    if !published.replaced.is_empty() {
        let would = if run == Run::Dry { "would go" } else { "have gone" };
        let files = listed(&published.replaced);
        say(
            shared,
            &format!(
                "Not everything on {place} came from `dateline publish`; of the rest {would}: {files}."
            ),
        )?;
    }
    if published.squashed > 0 {
        let would = if run == Run::Dry { "would take" } else { "takes" };
        let commits = counted(published.squashed, "commit");
        say(shared, &format!("One commit {would} the place of {commits} on {place}."))?;
    }
    match (run, &published.commit) {
        (Run::Dry, _) => return say(shared, &format!("Would go to {place}: {counts}.")),
        (Run::Push, Some(commit)) => {
            let short = commit.get(..10).unwrap_or(commit);
            say(shared, &format!("Published on {place} as {short}: {counts}."))?;
            if published.is_new {
                let hint = "The branch is new: on GitHub, name it in the repository's settings, under Pages.";
                say(shared, hint)?;
            }
        }
        (Run::Push, None) => {
            say(shared, &format!("{place} is as it should be; nothing to publish."))?;
        }
    }
    if published.addresses > 0 {
        say(
            shared,
            &format!(
                "Noted {} in content/addresses.yml; commit it with your sources.",
                counted(published.addresses, "new permalink")
            ),
        )?;
    }
    Ok(())
}

/// The first dozen of some files, and how many more there are.
fn listed(files: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown = files.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match files.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// How many files come, change and go, of lines such as `A index.html`.
fn counts(changes: &[String]) -> String {
    let of = |kind: char| changes.iter().filter(|change| change.starts_with(kind)).count();
    let (added, removed) = (of('A'), of('D'));
    let changed = changes.len() - added - removed;
    format!("{} added, {changed} changed, {removed} removed", counted(added, "file"))
}

fn say(shared: &Shared, text: &str) -> std::io::Result<()> {
    if shared.tells() { writeln!(anstream::stderr(), "{text}") } else { Ok(()) }
}

/// Looks the site over.
pub(super) fn check(shared: &Shared, check: &Check) -> anyhow::Result<Status> {
    let options = Options::at(&root(shared)?);
    let mut tell = |asking: Asking| drop(say(shared, &waiting(asking)));
    let outside = if check.links { Outside::Asked(&mut tell) } else { Outside::Ignored };
    let problems = check::check(&options, outside)?;
    let status = report_on(&shared.strictly(check.strict), &options.root, &problems)?;
    // Where the folder is at fault, no build makes what belongs in it.
    let folder = options.root.join("content/articles");
    let is_made = |file: &str| {
        file.starts_with("content/articles/")
            && !options.root.join(file).exists()
            && (folder.is_dir() || std::fs::symlink_metadata(&folder).is_err())
    };
    if let Some(made) = problems.iter().map(|problem| &problem.file).find(|file| is_made(file)) {
        say(shared, &format!("{made} is not there yet: `dateline build` makes it of its scrape."))?;
    }
    say(shared, &counted(problems.len(), "problem"))?;
    Ok(if check.strict && !problems.is_empty() { Status::Problems } else { status })
}

/// What is told before other sites are asked: they may take an hour.
fn waiting(Asking { addresses, hosts, pauses }: Asking) -> String {
    let asked = format!("Asking for {} at {}", counted(addresses, "link"), counted(hosts, "host"));
    let time = match pauses.as_secs() {
        0..60 => "it takes a moment".to_owned(),
        seconds => format!("it takes {} min at least", seconds.div_ceil(60)),
    };
    format!("{asked}: {time}. Ctrl-C ends it, and the next run goes on from there.")
}
