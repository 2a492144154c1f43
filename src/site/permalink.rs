//! Where pages stand, and the way from one to another. Every link is relative and names its file.

use crate::markdown::escape::{percent_path_to, percent_to};
use serde::{Serialize, Serializer};

/// How the names of pages end.
const HTML: &str = ".html";

/// Where a page stands in the output, such as `article/bridge-opens.html`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permalink(String);

/// Folders of the site, by what their pages are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Folder {
    /// Articles.
    Article,
    /// Scrapes as they came.
    Raw,
    /// Near-duplicates side by side.
    Diff,
    /// Earlier captures of an article.
    Revision,
    /// Events.
    Event,
    /// Outlets.
    Outlet,
    /// People.
    Person,
    /// Places.
    Place,
    /// Organisations.
    Organisation,
    /// Authors.
    Author,
    /// Keywords.
    Tag,
}

impl Folder {
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Raw => "raw",
            Self::Diff => "diff",
            Self::Revision => "revision",
            Self::Event => "event",
            Self::Outlet => "outlet",
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Author => "author",
            Self::Tag => "tag",
        }
    }
}

impl Permalink {
    /// A page in the site's root: `top("search")` is `search.html`.
    pub fn top(name: &str) -> Self {
        Self([name, HTML].concat())
    }

    /// A page about one thing. The name `index` belongs to the folder's own page.
    pub fn of(folder: Folder, slug: &str) -> Self {
        let mark = if slug == "index" { "_" } else { "" };
        Self([folder.name(), "/", slug, mark, HTML].concat())
    }

    /// The page that lists a folder's things.
    pub fn index(folder: Folder) -> Self {
        Self([folder.name(), "/index", HTML].concat())
    }

    /// A page at a path of its own, such as `2025/04/23-2.html`.
    pub fn at(path: String) -> Self {
        Self(path)
    }

    /// The file in the output folder, with `/` between folders.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The way from this page to the site's root: empty, or `../` for each folder.
    pub fn root(&self) -> String {
        let mut root = String::new();
        self.add_root_to(&mut root);
        root
    }

    fn add_root_to(&self, link: &mut String) {
        for _ in self.0.bytes().filter(|byte| *byte == b'/') {
            link.push_str("../");
        }
    }

    /// The address within the site, percent-encoded: what follows the base address.
    pub fn url(&self) -> String {
        let mut url = String::with_capacity(self.0.len());
        percent_path_to(&mut url, &self.0);
        url
    }

    /// The link from `page` to this one.
    pub fn from(&self, page: &Permalink) -> String {
        // A page has hundreds of links: each is written at one go.
        let mut link = String::with_capacity(self.0.len() + 24);
        page.add_root_to(&mut link);
        percent_path_to(&mut link, &self.0);
        link
    }

    /// The link from `page` to the place `id` on this page.
    pub fn from_to(&self, page: &Permalink, id: &str) -> String {
        let mut link = if self == page { String::new() } else { self.from(page) };
        link.push('#');
        percent_to(&mut link, id);
        link
    }
}

impl Serialize for Permalink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_their_file() {
        let article = Permalink::of(Folder::Article, "bridge opens#1");
        let day = Permalink::at("2025/04/23.html".to_owned());
        assert_eq!(article.from(&day), "../../article/bridge%20opens%231.html");
        assert_eq!(article.from(&Permalink::top("index")), "article/bridge%20opens%231.html");
        assert_eq!(day.from_to(&day, "e-a"), "#e-a");
    }

    #[test]
    fn a_thing_called_index_does_not_hide_the_list() {
        assert_eq!(Permalink::of(Folder::Tag, "index").as_str(), "tag/index_.html");
    }
}
