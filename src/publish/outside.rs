//! Links to other sites, looked at with the curl program. Hosts are asked side by side, each about one address at a time and
//! at most once a second; what they answer is kept on disk while the rest are asked, so that whoever interrupts loses nothing.

mod curl;

use super::check::Asking;
use crate::problem::{Code, Problem};
use anyhow::Context;
use curl::Answer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Seconds for which an answer is believed.
const FRESH: u64 = 7 * 24 * 60 * 60;
/// How long a host is left alone between two questions.
const PAUSE: Duration = Duration::from_secs(1);
/// How often in a row a host may let a question run out of time before it is left alone.
const SILENCES: usize = 2;
/// How many hosts are asked side by side.
const HOSTS: usize = 8;
/// How long an answer waits for others before it is written to disk.
const UNSAVED: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Known {
    answer: Answer,
    /// When it was asked, in seconds since 1970.
    asked: u64,
}

/// A file or a page that names an address, and the line it does so on.
pub(super) type Place = (String, u32);

/// Looks at every address, each with a place that names it; answers are kept in `cache`.
pub(super) fn look(
    links: &BTreeMap<String, Place>,
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
    let told = links.iter().filter_map(|(url, place)| {
        let known = answers.known.get(url)?;
        Some(at(place, told(url, known.answer)?))
    });
    let told: Vec<Problem> = told.collect();
    let rest = answers.blocked(links).chain(answers.doubtful(links)).chain(answers.unasked(links));
    Ok(told.into_iter().chain(rest).collect())
}

/// What an address' answer tells a person, where it tells of this address alone.
fn told(url: &str, answer: Answer) -> Option<Problem> {
    let again = "the next `check --links` asks again";
    let gone = |why: &str| {
        let hint = format!("an archive may have it: https://web.archive.org/web/{url}");
        Problem::warning(Code::DeadLink, "", format!("“{url}” leads nowhere: {why}")).hint(hint)
    };
    let unseen = |why: &str, hint: &str| {
        let message = format!("“{url}” could not be looked at: {why}");
        Problem::warning(Code::Unseen, "", message).hint(hint)
    };
    Some(match answer {
        Answer::Alive | Answer::Blocked => return None,
        Answer::Dead => gone("its server says there is no such page"),
        Answer::Unfound => gone("its host is not found"),
        Answer::Refused => gone("nothing answers at that address any more"),
        Answer::Failed => unseen("its server answered with an error", again),
        Answer::Silent => unseen("no answer came", again),
        Answer::Looping => unseen(
            "it redirects round in a circle",
            "open it in a browser, and write the address that it ends at",
        ),
        Answer::Untrusted => unseen(
            "it cannot prove who it is (its certificate, or its secure connection)",
            "a browser warns readers of it as well; the site may have another address now",
        ),
    })
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
    /// Addresses whose hosts were not found, or refused, while no other was reached.
    unfound: Vec<(String, Answer)>,
    /// For each host that stopped answering, the addresses it was not asked about.
    unasked: Vec<Vec<String>>,
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
        known.retain(|_, known| known.answer.lasts() && now.saturating_sub(known.asked) < FRESH);
        Ok(Self {
            folder: cache.to_owned(),
            file,
            known,
            unfound: Vec::new(),
            unasked: Vec::new(),
            online: false,
        })
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
                        && ask_one_by_one(urls, &sender, curl::answer_of).is_some()
                    {
                    }
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
                Ok(Told::Answer(url, answer)) => {
                    self.learn(url, answer?);
                    unsaved = true;
                }
                Ok(Told::Unasked(urls)) => {
                    self.unasked.push(urls.iter().map(|url| (*url).to_owned()).collect());
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
        if matches!(answer, Answer::Unfound | Answer::Refused) {
            self.unfound.push((url.to_owned(), answer));
        } else {
            self.note(url, answer);
            self.online |= matches!(answer, Answer::Alive | Answer::Dead);
        }
        if self.online {
            let unfound = std::mem::take(&mut self.unfound);
            unfound.iter().for_each(|(url, answer)| self.note(url, *answer));
        }
    }

    fn note(&mut self, url: &str, answer: Answer) {
        self.known.insert(url.to_owned(), Known { answer, asked: now() });
    }

    /// One problem for each host that does not let itself be looked at.
    fn blocked(&self, links: &BTreeMap<String, Place>) -> impl Iterator<Item = Problem> {
        let is_blocked =
            |url: &&str| self.known.get(*url).is_some_and(|it| it.answer == Answer::Blocked);
        let hosts = by_host(links.keys().map(String::as_str).filter(is_blocked));
        hosts.into_iter().filter_map(|urls| {
            let (place, which) = first_and_count(urls.into_iter(), links)?;
            let message = format!("could not be looked at: {which}; the host lets no program look");
            let hint = "that does not say that a page is gone: open it in a browser";
            Some(at(place, Problem::warning(Code::Unseen, "", message).hint(hint)))
        })
    }

    /// One problem for all addresses of which nothing can be said; none where something can.
    fn doubtful(&self, links: &BTreeMap<String, Place>) -> Option<Problem> {
        let (place, which) =
            first_and_count(self.unfound.iter().map(|(url, _)| url.as_str()), links)?;
        let message = format!("the host of {which} was not found");
        let hint = "is this machine online? Nobody else answered, so nothing is concluded";
        Some(at(place, Problem::warning(Code::Unseen, "", message).hint(hint)))
    }

    /// One problem for each host that was given up.
    fn unasked(&self, links: &BTreeMap<String, Place>) -> impl Iterator<Item = Problem> {
        self.unasked.iter().filter_map(|urls| {
            let (place, which) = first_and_count(urls.iter().map(String::as_str), links)?;
            let message = format!("not asked: {which}; the host does not answer");
            let hint = "it may be down for a while: the next `check --links` asks again";
            Some(at(place, Problem::warning(Code::Unseen, "", message).hint(hint)))
        })
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

/// The first of some addresses and how many more there are, with the place that names the first.
fn first_and_count<'u, 'a>(
    urls: impl Iterator<Item = &'u str> + Clone,
    links: &'a BTreeMap<String, Place>,
) -> Option<(&'a Place, String)> {
    let first = urls.clone().min()?;
    let place = links.get(first)?;
    Some((
        place,
        match urls.count() - 1 {
            0 => format!("“{first}”"),
            more => format!("“{first}” and {more} more"),
        },
    ))
}

fn at((file, line): &Place, problem: Problem) -> Problem {
    Problem { file: file.clone(), ..problem }.at(*line, "")
}

/// What comes of asking a host.
#[derive(Debug)]
enum Told<'a> {
    /// What an address answered, or why nothing can be asked.
    Answer(&'a str, anyhow::Result<Answer>),
    /// The addresses that were left when the host was given up.
    Unasked(&'a [&'a str]),
}

/// Asks one host about its addresses, with pauses, until it has stopped answering; nothing where nobody listens any more.
fn ask_one_by_one<'a>(
    urls: &'a [&'a str],
    sender: &Sender<Told<'a>>,
    answer_of: impl Fn(&str) -> anyhow::Result<Answer>,
) -> Option<()> {
    let mut silences = 0;
    let mut left = urls;
    while let Some((url, rest)) = left.split_first() {
        let answer = answer_of(url);
        silences = if matches!(answer, Ok(Answer::Silent)) { silences + 1 } else { 0 };
        sender.send(Told::Answer(url, answer)).ok()?;
        left = rest;
        if left.is_empty() {
            break;
        }
        if silences == SILENCES {
            return sender.send(Told::Unasked(left)).ok();
        }
        std::thread::sleep(PAUSE);
    }
    Some(())
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_twice_does_not_answer_is_asked_no_more() {
        let urls = ["http://a.example/1", "http://a.example/2", "http://a.example/3"];
        let (sender, told) = channel();
        ask_one_by_one(&urls, &sender, |_| Ok(Answer::Silent)).unwrap();
        drop(sender);
        let told: Vec<Told<'_>> = told.iter().collect();
        let [Told::Answer(..), Told::Answer(..), Told::Unasked(left)] = told.as_slice() else {
            panic!("{told:?}")
        };
        assert_eq!(*left, ["http://a.example/3"]);
    }

    #[test]
    fn a_host_that_is_slow_once_is_asked_on() {
        let urls = ["http://a.example/1", "http://a.example/2"];
        let (sender, told) = channel();
        let slow_first =
            |url: &str| Ok(if url.ends_with('1') { Answer::Silent } else { Answer::Alive });
        ask_one_by_one(&urls, &sender, slow_first).unwrap();
        drop(sender);
        assert!(told.iter().all(|told| matches!(told, Told::Answer(..))));
    }

    #[test]
    fn what_was_not_asked_is_told_in_one_line_a_host() {
        let folder = tempfile::tempdir().unwrap();
        let mut answers = Answers::open(folder.path()).unwrap();
        let urls = ["http://a.example/2", "http://a.example/3"].map(str::to_owned);
        answers.unasked.push(urls.to_vec());
        let links = urls.map(|url| (url, ("article/a.html".to_owned(), 3))).into();
        let told: Vec<String> = answers.unasked(&links).map(|problem| problem.message).collect();
        assert_eq!(told, ["not asked: “http://a.example/2” and 1 more; the host does not answer"]);
    }
}
