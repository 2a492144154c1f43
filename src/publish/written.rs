//! The links that people wrote and the captures brought, with the file and the line that each stands on.

use super::links;
use crate::article::ownership::is_as_written;
use crate::build::World;
use crate::markdown::{self, Links, link};
use crate::problem::{Code, Problem};
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
    let events = desk.events.iter().map(|event| &event.path);
    let notes = desk.notes.iter().map(|note| &note.path);
    let files = events.chain(notes).chain(desk.pages.iter().map(|page| &page.path));
    let mut written: Vec<Written> =
        files.flat_map(|path| in_text(world, path, |_| Hand::Desk)).collect();
    written.extend(in_aliases(world));
    for card in world.cards.values() {
        let hand = |text: &str| {
            if card.scrape.is_some() && is_as_written(text) { Hand::Paper } else { Hand::Editor }
        };
        written.extend(in_text(world, &card.path, hand));
    }
    written
}

/// The links of a Markdown file's text, and the addresses in its front matter.
fn in_text(world: &World, path: &str, hand: impl Fn(&str) -> Hand) -> Vec<Written> {
    let Ok(text) = std::fs::read_to_string(world.root.join(path)) else { return Vec::new() };
    let hand = hand(&text);
    let (front, body) =
        yaml::split(&text).map_or(("", text.as_str()), |split| (split.front, split.body));
    let place = |line: u32, target: String, hand: Hand| {
        let excerpt = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        Written { file: path.to_owned(), line, target, excerpt: excerpt.to_owned(), hand }
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
        let (file, target) = (FILE.to_owned(), target.to_owned());
        Some(Written { file, line, target, excerpt: excerpt.to_owned(), hand: Hand::Editor })
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
        let Some(target) = self.leads_to() else { return false };
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

    /// What to write where the desk named a page by its source, which has no page.
    pub(super) fn instead(&self) -> Option<String> {
        let path = self.target.split('#').next().unwrap_or_default();
        path.ends_with(".md").then(|| instead(&self.target))
    }

    /// What a person wrote that pages leave out, and what to write in its place.
    pub(super) fn dropped(&self) -> Option<Problem> {
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
                Problem::error(Code::BrokenLink, "", message).hint(instead(target))
            }
        };
        Some(self.at_its_line(problem))
    }
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
