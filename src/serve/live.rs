//! What open pages are told: which revision stands, what changed in it, what is wrong.

use super::shelf::Shelf;
use crate::problem::{Problem, Severity};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::broadcast;

/// The preview's state, shared between the build loop and the connections.
#[derive(Debug)]
pub(super) struct Live {
    /// The built site.
    pub(super) shelf: Shelf,
    /// The path the site stands under, ending in `/`.
    base: std::sync::Mutex<String>,
    /// Told apart from the numbers of an earlier server by starting at the time of day.
    revision: AtomicU64,
    problems: std::sync::Mutex<Vec<Card>>,
    told: broadcast::Sender<Message>,
}

/// One message to open pages.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Message {
    /// The revision that stands.
    pub(super) revision: u64,
    /// The path that the site stands under.
    pub(super) base: String,
    /// Addresses whose bytes changed in it, as a browser asks for them; `None` where they are not known.
    pub(super) changed: Option<Vec<String>>,
    /// What keeps a newer site from standing.
    pub(super) problems: Vec<Card>,
}

/// A problem as open pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Card {
    file: String,
    line: u32,
    code: &'static str,
    message: String,
    hint: String,
    excerpt: String,
}

impl Card {
    fn of(problem: &Problem) -> Self {
        let Problem { file, line, code, message, hint, excerpt, .. } = problem.clone();
        Self { file, line, code: code.as_str(), message, hint, excerpt }
    }
}

impl Live {
    pub(super) fn new(out: PathBuf, base: String) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            shelf: Shelf::new(out),
            base: std::sync::Mutex::new(base),
            revision: AtomicU64::new(u64::try_from(now.as_millis()).unwrap_or(0)),
            problems: std::sync::Mutex::default(),
            told: broadcast::channel(64).0,
        }
    }

    /// The path that the site stands under.
    pub(super) fn base(&self) -> String {
        self.base.lock().map(|base| base.clone()).unwrap_or_default()
    }

    /// The site stands under this path from now on; whether it is another.
    pub(super) fn moves_to(&self, path: String) -> bool {
        let Ok(mut base) = self.base.lock() else { return false };
        let differs = *base != path;
        *base = path;
        differs
    }

    /// The pages that a build changes are in place; what else it does, nobody who looks at one waits for.
    pub(super) fn placed(&self, pages: &[String]) {
        self.shelf.changed(pages);
        if !pages.is_empty() {
            self.tell_changed(pages);
        }
    }

    /// A build ended, and these have changed beside the pages that were in place before.
    pub(super) fn built(&self, changed: &[String], problems: &[Problem]) {
        if self.set_problems(problems) || !changed.is_empty() {
            self.tell_changed(changed);
        }
    }

    fn tell_changed(&self, changed: &[String]) {
        let revision = self.revision.fetch_add(1, Ordering::SeqCst) + 1;
        let base = self.base();
        let changed = changed.iter().map(|path| format!("{base}{path}")).collect();
        self.tell(Message { revision, base, changed: Some(changed), problems: self.problems() });
    }

    /// A build could not run; the last good site stands.
    pub(super) fn broken(&self, problems: &[Problem]) {
        if self.set_problems(problems) {
            self.tell(Message { changed: Some(Vec::new()), ..self.hello() });
        }
    }

    /// What a page that has just connected is told.
    pub(super) fn hello(&self) -> Message {
        let (revision, base) = (self.revision(), self.base());
        Message { revision, base, changed: None, problems: self.problems() }
    }

    /// The revision that stands.
    pub(super) fn revision(&self) -> u64 {
        self.revision.load(Ordering::SeqCst)
    }

    /// What is told from now on.
    pub(super) fn listen(&self) -> broadcast::Receiver<Message> {
        self.told.subscribe()
    }

    /// Nobody listening is no failure.
    fn tell(&self, message: Message) {
        let _ = self.told.send(message);
    }

    fn problems(&self) -> Vec<Card> {
        self.problems.lock().map(|problems| problems.clone()).unwrap_or_default()
    }

    /// Keeps the errors; whether they are others than before.
    fn set_problems(&self, new: &[Problem]) -> bool {
        let Ok(mut problems) = self.problems.lock() else { return false };
        let errors = new.iter().filter(|problem| problem.severity == Severity::Error);
        let cards: Vec<Card> = errors.map(Card::of).collect();
        let differs = *problems != cards;
        *problems = cards;
        differs
    }
}
