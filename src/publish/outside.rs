//! Links to other sites, looked at with the curl program. Hosts are asked side by side, each about one address at a time and
//! at most once a second; what they answer is kept on disk while the rest are asked, so that whoever interrupts loses nothing.

use super::check::Asking;
use crate::problem::{Code, Problem};
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Seconds for which an answer is believed.
const FRESH: u64 = 7 * 24 * 60 * 60;
/// How long a host is left alone between two questions.
const PAUSE: Duration = Duration::from_secs(1);
/// How many hosts are asked side by side.
const HOSTS: usize = 8;
/// How long an answer waits for others before it is written to disk.
const UNSAVED: Duration = Duration::from_secs(1);

/// What an address answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    /// It leads somewhere.
    Alive,
    /// It does not want to be asked by a program: that says nothing of the page.
    Blocked,
    /// There is no such page, or no such host.
    Dead,
    /// Its host was not found: it is gone, or this machine is offline.
    Unfound,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Known {
    answer: Answer,
    /// Seconds since 1970.
    asked: u64,
}

/// Looks at every address, each with the page that names it; answers are kept in `cache`.
pub(super) fn dead(
    links: &BTreeMap<String, String>,
    cache: &Path,
    tell: &mut dyn FnMut(Asking),
) -> anyhow::Result<Vec<Problem>> {
    let mut answers = Answers::open(cache)?;
    let unknown = links.keys().map(String::as_str).filter(|url| !answers.known.contains_key(*url));
    let hosts = by_host(unknown);
    if let Some(most) = hosts.first() {
        let addresses = hosts.iter().map(Vec::len).sum();
        let pauses = u32::try_from(most.len() - 1).unwrap_or(u32::MAX);
        tell(Asking { addresses, hosts: hosts.len(), pauses: PAUSE.saturating_mul(pauses) });
    }
    answers.ask_all(&hosts)?;
    let is_dead = |url: &str| answers.known.get(url).is_some_and(|it| it.answer == Answer::Dead);
    let problem = |(url, page): (&String, &String)| {
        let hint = format!("an archive may have it: https://web.archive.org/web/{url}");
        Problem::warning(Code::DeadLink, page, format!("“{url}” leads nowhere")).hint(hint)
    };
    let dead = links.iter().filter(|(url, _)| is_dead(url)).map(problem);
    Ok(dead.chain(answers.doubtful(links)).collect())
}

/// The addresses of each host, the host with the most first: it takes the longest.
fn by_host<'a>(urls: impl Iterator<Item = &'a str>) -> Vec<Vec<&'a str>> {
    let mut hosts: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for url in urls {
        // A port that is stated is another server; the usual two are one.
        let parsed = url::Url::parse(url).ok();
        let host = parsed.map(|url| (url.host_str().map(str::to_owned), url.port()));
        hosts.entry(host).or_default().push(url);
    }
    let mut hosts: Vec<_> = hosts.into_values().collect();
    hosts.sort_by_key(|urls| std::cmp::Reverse(urls.len()));
    hosts
}

/// What addresses answered not long ago, and the file that keeps it.
struct Answers {
    folder: PathBuf,
    file: PathBuf,
    known: BTreeMap<String, Known>,
    /// Addresses whose hosts were not found while no other was reached.
    unfound: Vec<String>,
    /// Whether another site was reached.
    online: bool,
}

impl Answers {
    fn open(cache: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(cache)
            .with_context(|| format!("cannot write into {}", cache.display()))?;
        let file = cache.join("links.json");
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let mut known: BTreeMap<String, Known> = serde_json::from_str(&text).unwrap_or_default();
        let now = now();
        known.retain(|_, known| now.saturating_sub(known.asked) < FRESH);
        Ok(Self { folder: cache.to_owned(), file, known, unfound: Vec::new(), online: false })
    }

    /// Asks the hosts side by side, and keeps what they answer.
    fn ask_all(&mut self, hosts: &[Vec<&str>]) -> anyhow::Result<()> {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let (sender, told) = channel();
            for _ in 0..HOSTS.min(hosts.len()) {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    while let Some(urls) = hosts.get(next.fetch_add(1, Ordering::Relaxed))
                        && ask_one_by_one(urls, &sender).is_some()
                    {}
                });
            }
            drop(sender);
            let kept = self.keep(&told);
            self.save().and(kept)
        })
    }

    /// Takes answers as they come until all have come, and saves them on the way.
    fn keep(&mut self, told: &Receiver<Told<'_>>) -> anyhow::Result<()> {
        let mut saved = Instant::now();
        let mut unsaved = false;
        loop {
            match told.recv_timeout(UNSAVED) {
                Ok((url, answer)) => {
                    self.learn(url, answer?);
                    unsaved = true;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            if unsaved && saved.elapsed() >= UNSAVED {
                self.save()?;
                saved = Instant::now();
                unsaved = false;
            }
        }
    }

    /// A host that is not found is gone where another is reached; before that it may be this machine that is cut off.
    fn learn(&mut self, url: &str, answer: Answer) {
        if answer == Answer::Unfound {
            self.unfound.push(url.to_owned());
        } else {
            self.note(url, answer);
            self.online |= answer != Answer::Blocked;
        }
        if self.online {
            std::mem::take(&mut self.unfound).iter().for_each(|url| self.note(url, Answer::Dead));
        }
    }

    fn note(&mut self, url: &str, answer: Answer) {
        self.known.insert(url.to_owned(), Known { answer, asked: now() });
    }

    /// One problem for all addresses of which nothing can be said; none where something can.
    fn doubtful(&self, links: &BTreeMap<String, String>) -> Option<Problem> {
        let first = self.unfound.iter().min()?;
        let page = links.get(first)?;
        let more = self.unfound.len() - 1;
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let message = format!("the host of “{first}”{more} was not found");
        let hint = "is this machine online? Nobody else answered, so nothing is concluded";
        Some(Problem::warning(Code::DeadLink, page, message).hint(hint))
    }

    fn save(&self) -> anyhow::Result<()> {
        self.replace().with_context(|| format!("cannot write {}", self.file.display()))
    }

    /// Writes all of it aside, then puts that in place: the file is never half a file.
    fn replace(&self) -> anyhow::Result<()> {
        let mut aside = tempfile::NamedTempFile::new_in(&self.folder)?;
        aside.write_all(&serde_json::to_vec_pretty(&self.known)?)?;
        aside.persist(&self.file)?;
        Ok(())
    }
}

/// An address and what it answered, or why nothing can be asked.
type Told<'a> = (&'a str, anyhow::Result<Answer>);

/// Asks one host about its addresses, with pauses; nothing where nobody listens any more.
fn ask_one_by_one<'a>(urls: &[&'a str], sender: &Sender<Told<'a>>) -> Option<()> {
    for (count, url) in urls.iter().enumerate() {
        if count > 0 {
            std::thread::sleep(PAUSE);
        }
        sender.send((url, answer_of(url))).ok()?;
    }
    Some(())
}

fn answer_of(url: &str) -> anyhow::Result<Answer> {
    match ask(url, true)? {
        // Some servers answer a question for the headers alone with an error.
        Answer::Dead => ask(url, false),
        answer => Ok(answer),
    }
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

fn ask(url: &str, headers_alone: bool) -> anyhow::Result<Answer> {
    let mut curl = Command::new("curl");
    curl.args([
        "--silent",
        "--location",
        "--max-redirs",
        "10",
        "--max-time",
        "20",
        "--proto",
        "=http,https",
    ]);
    curl.args([
        "--output",
        if cfg!(windows) { "NUL" } else { "/dev/null" },
        "--write-out",
        "%{http_code}",
    ]);
    curl.args(["--user-agent", concat!("dateline/", env!("CARGO_PKG_VERSION"), " (link check)")]);
    if headers_alone {
        curl.arg("--head");
    }
    let output = match curl.arg("--").arg(url).output() {
        Ok(output) => output,
        Err(error) => bail!("the curl program is needed for --links and could not be run: {error}"),
    };
    let status = String::from_utf8_lossy(&output.stdout);
    Ok(judge(output.status.code(), status.trim()))
}

/// curl's exit 6 is a host that does not exist; its others (time-outs, certificates) say nothing of the page.
fn judge(exit: Option<i32>, status: &str) -> Answer {
    match (exit, status) {
        (Some(6), _) => Answer::Unfound,
        (_, "404" | "410") => Answer::Dead,
        (Some(0), status) if status.starts_with(['2', '3']) => Answer::Alive,
        _ => Answer::Blocked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocked_is_not_dead() {
        assert_eq!(judge(Some(0), "200"), Answer::Alive);
        assert_eq!(judge(Some(0), "404"), Answer::Dead);
        assert_eq!(judge(Some(6), "000"), Answer::Unfound);
        for (exit, status) in [(0, "403"), (0, "429"), (0, "503"), (28, "000"), (60, "000")] {
            assert_eq!(judge(Some(exit), status), Answer::Blocked, "{exit} {status}");
        }
    }
}
