//! The links that people wrote and the captures brought, with the file and the line that each stands on.

use super::links;
use crate::article::ownership::is_as_written;
use crate::build::World;
use crate::desk::{Note, NoteTarget};
use crate::markdown::{self, Links, link};
use crate::problem::{Code, Problem};
use crate::site::{Folder, Permalink};
use crate::text::line_at;
use crate::yaml;

/// A link or a picture in a source.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// Its file, relative to the root.
    pub(super) file: String,
    /// The 1-based line it stands on.
    pub(super) line: u32,
    /// Where it leads, as it stands there.
    pub(super) target: String,
    /// That line.
    excerpt: String,
    hand: Hand,
    shown: Shown,
}

/// Which pages show a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// This one alone.
    On(String),
    /// Those that tell of the event with this id.
    WithEvent(String),
    /// Those that tell of days: of one, of a month, of a year or of all.
    WithDays,
    /// Nobody knows.
    Anywhere,
}

impl Shown {
    fn is_on(&self, broken: &links::Broken<'_>) -> bool {
        match self {
            Self::On(page) => page == broken.page,
            Self::WithEvent(id) => {
                broken.ids.contains(&format!("e-{id}"))
                    || broken.page == Permalink::of(Folder::Event, id).as_str()
            }
            Self::WithDays => {
                broken.page.starts_with("index") || broken.page.starts_with(char::is_numeric)
            }
            Self::Anywhere => true,
        }
    }
}

/// Who wrote a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hand {
    /// The desk, in a page, a note or an event.
    Desk,
    /// The desk, as a picture: pages have none but those of the theme.
    Picture,
    /// A person, in an article that they wrote or changed, or in the aliases: they go to other sites alone.
    Editor,
    /// The paper, in an article that is as it was normalised.
    Paper,
}

/// Every link in a site's sources, file by file.
pub(super) fn links(world: &World) -> Vec<Written> {
    let desk = &world.desk;
    let events = desk.events.iter().map(|event| (&event.path, with_event(world, &event.path)));
    let notes = desk.notes.iter().map(|note| (&note.path, with_note(note)));
    let pages = desk.pages.iter().map(|page| {
        let address = Permalink::top(&page.slug).as_str().to_owned();
        (&page.path, Shown::On(address))
    });
    let files = events.chain(notes).chain(pages);
    let mut written: Vec<Written> =
        files.flat_map(|(path, shown)| in_text(world, (path, shown), |_| Hand::Desk)).collect();
    written.extend(in_aliases(world));
    for card in world.cards.values() {
        let hand = |text: &str| {
            if card.scrape.is_some() && is_as_written(text) { Hand::Paper } else { Hand::Editor }
        };
        written.extend(in_text(world, (&card.path, Shown::Anywhere), hand));
    }
    written
}

fn with_event(world: &World, file: &str) -> Shown {
    let mut events = world.corpus.events.iter();
    let event = events.find(|event| event.written_in.as_deref() == Some(file));
    event.map_or(Shown::Anywhere, |event| Shown::WithEvent(event.id.0.clone()))
}

fn with_note(note: &Note) -> Shown {
    match &note.target {
        NoteTarget::Passage(passage) => {
            Shown::On(Permalink::of(Folder::Article, &passage.name()).as_str().to_owned())
        }
        NoteTarget::Event(id) => Shown::WithEvent(id.clone()),
        NoteTarget::Day(_) => Shown::WithDays,
    }
}

/// The links of a Markdown file's text, and the addresses in its front matter.
fn in_text(
    world: &World,
    (path, shown): (&str, Shown),
    hand: impl Fn(&str) -> Hand,
) -> Vec<Written> {
    let Ok(text) = std::fs::read_to_string(world.root.join(path)) else { return Vec::new() };
    let hand = hand(&text);
    let (front, body) =
        yaml::split(&text).map_or(("", text.as_str()), |split| (split.front, split.body));
    let place = |line: u32, target: String, hand: Hand| {
        let excerpt = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        let (file, excerpt, shown) = (path.to_owned(), excerpt.to_owned(), shown.clone());
        Written { file, line, target, excerpt, hand, shown }
    };
    let addresses = (2_u32..).zip(front.lines()).filter_map(|(line, row)| {
        let (key, value) = row.split_once(": ")?;
        let value = value.trim().trim_matches(['"', '\'']);
        matches!(key, "url" | "archive_url").then(|| place(line, value.to_owned(), Hand::Paper))
    });
    let (bounded, _) = markdown::bound(body, world.config.limits.markdown_depth);
    let before = text.len() - body.len();
    let links = link::written(&bounded).into_iter().filter_map(|link| {
        let line = line_at(&text, before + link.span.start as usize);
        let hand = match (hand, link.is_picture) {
            (Hand::Desk, true) => Hand::Picture,
            (_, true) => return None,
            (hand, false) => hand,
        };
        Some(place(line, link.target, hand))
    });
    addresses.chain(links).collect()
}

/// Where the aliases file says to read about a name.
fn in_aliases(world: &World) -> Vec<Written> {
    const FILE: &str = "content/aliases.yml";
    let aliases = &world.desk.aliases;
    let names = aliases.people.values().chain(aliases.organisations.values());
    let addresses = names.chain(aliases.places.values()).filter_map(|name| name.address.as_ref());
    let text = std::fs::read_to_string(world.root.join(FILE)).unwrap_or_default();
    let place = |target: &String| {
        let (line, excerpt) = (1..).zip(text.lines()).find(|(_, row)| row.contains(target))?;
        let (file, target, excerpt) = (FILE.to_owned(), target.to_owned(), excerpt.to_owned());
        Some(Written { file, line, target, excerpt, hand: Hand::Editor, shown: Shown::Anywhere })
    };
    addresses.filter_map(place).collect()
}

impl Written {
    /// Where pages lead in its place; `None` where they show its words alone.
    pub(super) fn leads_to(&self) -> Option<String> {
        let whose = match self.hand {
            Hand::Desk => Links::Desk { root: "" },
            Hand::Picture => return None,
            _ => Links::Article,
        };
        whose.allow(&self.target)
    }

    /// Whether it leads to a page of the site.
    pub(super) fn leads_within(&self) -> bool {
        self.leads_to().is_some_and(|target| !links::is_outside(&target))
    }

    /// Whether a link that leads nowhere on some page is this one.
    pub(super) fn is(&self, broken: &links::Broken<'_>) -> bool {
        let Some(target) = self.leads_to().filter(|_| self.shown.is_on(broken)) else {
            return false;
        };
        if target.starts_with('#') {
            return target == broken.link;
        }
        links::resolve("", &target)
            .is_some_and(|to| links::resolve(broken.page, broken.link) == Some(to))
    }

    /// The problem at its line.
    pub(super) fn at_its_line(&self, problem: Problem) -> Problem {
        Problem { file: self.file.clone(), ..problem }.at(self.line, &self.excerpt)
    }

    /// What a person wrote as a whole address of the site itself, which stands at `base`, and which is none: `why` says of a path
    /// within it why it leads nowhere.
    pub(super) fn astray(
        &self,
        base: &str,
        why: impl FnOnce(&str) -> Option<String>,
    ) -> Option<Problem> {
        let target = self.leads_to().filter(|_| self.hand != Hand::Paper)?;
        let why = why(links::below(base, &target)?)?;
        let problem = Problem::error(Code::BrokenLink, "", format!("“{target}”: {why}"));
        Some(
            self.at_its_line(problem.hint(
                "mend the link; a page of the site is best named without the site's address",
            )),
        )
    }

    /// What to write where the desk named a page by its source, which has no page, or left out the end of its name.
    pub(super) fn instead(&self, broken: &links::Broken<'_>) -> Option<String> {
        let path = self.target.split('#').next().unwrap_or_default();
        let named = || Some(format!("write the page's whole name: `{}`", broken.instead.as_ref()?));
        path.ends_with(".md").then(|| instead(&self.target)).or_else(named)
    }

    /// What a person wrote that pages leave out, and what to write in its place; the site stands at `base`.
    pub(super) fn dropped(&self, base: Option<&str>) -> Option<Problem> {
        if self.hand == Hand::Paper || self.leads_to().is_some() {
            return None;
        }
        let target = &self.target;
        let problem = match self.hand {
            Hand::Picture => {
                let message = format!("the picture “{target}” is not shown, only its caption");
                let hint = "write a link to a page that has it: [caption](https://…)";
                Problem::warning(Code::BrokenLink, "", message).hint(hint)
            }
            Hand::Editor => {
                let message = format!("“{target}” is shown without its link");
                let hint = "links go to other sites from here: write the whole address, https://…";
                Problem::warning(Code::BrokenLink, "", message).hint(hint)
            }
            _ => {
                let message = format!("“{target}” is shown without its link");
                let path = base.and_then(|base| below_top(base, target)).unwrap_or(target);
                Problem::error(Code::BrokenLink, "", message).hint(instead(path))
            }
        };
        Some(self.at_its_line(problem))
    }
}

/// The path of a link from the host's top, within the site's own folder there.
fn below_top<'t>(base: &str, target: &'t str) -> Option<&'t str> {
    let base = url::Url::parse(base).ok()?;
    let path = target.strip_prefix(base.path().trim_end_matches('/'))?;
    (path.is_empty() || path.starts_with('/')).then_some(path)
}

/// What to write for a link of the desk's that is left out.
fn instead(target: &str) -> String {
    let path = target.trim_start_matches(['.', '/', '\\']);
    let (bare, anchor) =
        path.split_once('#').map_or((path, ""), |(bare, _)| (bare, path.trim_start_matches(bare)));
    let page = match bare.strip_suffix(".md") {
        _ if bare.is_empty() => "index.html".to_owned(),
        Some(stem) => format!("{}.html{anchor}", stem.trim_start_matches("content/pages/")),
        None => path.to_owned(),
    };
    if target.contains(':') {
        "only http, https and mailto addresses, and pages of the site, can be links".to_owned()
    } else {
        format!("a page of the site is written from its top, without a slash before it: `{page}`")
    }
}
