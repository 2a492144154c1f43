//! What a page shows.

use super::article::ArticlePage;
use super::diff::Diff;
use super::directory::Directory;
use super::event::EventPage;
use super::plain::Plain;
use super::raw::Raw;
use super::subject::Subject;
use super::timeline::Timeline;

/// The part of the story that a page shows, and nothing else.
#[derive(Clone, Debug)]
pub enum View<'a> {
    /// Home, year, month, day.
    Timeline(Box<Timeline<'a>>),
    /// An event.
    Event(Box<EventPage<'a>>),
    /// An article.
    Article(Box<ArticlePage<'a>>),
    /// A scrape as it came.
    Raw(Raw<'a>),
    /// Two articles side by side.
    Diff(Box<Diff<'a>>),
    /// An outlet, a person, a place, an organisation, an author, a tag.
    Subject(Box<Subject<'a>>),
    /// A folder's own page.
    Directory(Box<Directory<'a>>),
    /// Everything else.
    Plain(Plain<'a>),
}

impl View<'_> {
    /// The template that shows it.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Timeline(_) => Timeline::TEMPLATE,
            Self::Event(_) => EventPage::TEMPLATE,
            Self::Article(_) => ArticlePage::TEMPLATE,
            Self::Raw(_) => Raw::TEMPLATE,
            Self::Diff(_) => Diff::TEMPLATE,
            Self::Subject(_) => Subject::TEMPLATE,
            Self::Directory(_) => Directory::TEMPLATE,
            Self::Plain(view) => view.template(),
        }
    }
}
