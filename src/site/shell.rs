//! What every page shows around its own matter: the site's name, its navigation, its written pages.

use super::permalink::{Folder, Permalink};
use super::{Purpose, Story};
use crate::annotate::MentionKind;
use crate::config::{Publish, TextRight};
use crate::desk::OutletRight;
use serde::Serialize;

/// What every page shows; a change here touches every page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shell {
    title: String,
    description: Option<String>,
    language: String,
    base_url: Option<String>,
    purpose: Purpose,
    publish: Publish,
    rights: Vec<(String, OutletRight)>,
    nav: Vec<(&'static str, Permalink)>,
    written: Vec<(String, Permalink)>,
}

/// What every template may see of the site.
#[derive(Clone, Debug, Serialize)]
pub struct SiteContext {
    /// The site's name.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// BCP 47.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The way from the page to the site's root: empty, or `../` for each folder.
    pub root: String,
    /// The navigation.
    pub nav: Vec<NavLink>,
    /// The desk's own pages, for the footer.
    pub written: Vec<NavLink>,
    /// Whether the articles' texts are left out, but for quoted passages.
    pub excerpts: bool,
    /// Whether this is the desk's own build.
    pub desk: bool,
    /// Program and version.
    pub generator: &'static str,
}

/// One link of the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavLink {
    /// Which one: the key of its words; a written page's title.
    pub key: String,
    /// Where it leads.
    pub href: String,
    /// Whether the page is this one or in its section.
    pub current: bool,
}

impl Shell {
    /// Reads the story's settings.
    pub fn of(story: &Story<'_>) -> Self {
        let config = story.config;
        let has = |kind| story.corpus.entities.iter().any(|entity| entity.kind == kind);
        let mut nav = vec![
            ("timeline", Permalink::top("index")),
            ("articles", Permalink::index(Folder::Article)),
            ("outlets", Permalink::index(Folder::Outlet)),
        ];
        if has(MentionKind::Person) {
            nav.push(("people", Permalink::index(Folder::Person)));
        }
        if has(MentionKind::Place) {
            nav.push(("places", Permalink::index(Folder::Place)));
        }
        nav.push(("search", Permalink::top("search")));
        let outlets = story.desk.aliases.outlets.iter();
        let written = story.desk.pages.iter().filter(|page| page.slug != "method");
        Self {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            base_url: config.base_url.clone(),
            purpose: story.purpose,
            publish: config.publish.clone(),
            rights: outlets
                .filter_map(|(name, outlet)| Some((name.clone(), outlet.rights?)))
                .collect(),
            nav,
            written: written.map(|page| (page.title.clone(), Permalink::top(&page.slug))).collect(),
        }
    }

    /// The shell as `page` shows it.
    pub fn show(&self, page: &Permalink) -> SiteContext {
        let link = |key: &str, to: &Permalink| NavLink {
            key: key.to_owned(),
            href: to.from(page),
            current: same_section(page, to),
        };
        SiteContext {
            title: self.title.clone(),
            description: self.description.clone(),
            language: self.language.clone(),
            direction: direction(&self.language),
            root: page.root(),
            nav: self.nav.iter().map(|(key, to)| link(key, to)).collect(),
            written: self.written.iter().map(|(title, to)| link(title, to)).collect(),
            excerpts: self.purpose == Purpose::Publish && self.publish.text == TextRight::Excerpt,
            desk: self.purpose == Purpose::Desk,
            generator: concat!("dateline ", env!("CARGO_PKG_VERSION")),
        }
    }

    /// The page's address on the web, where the site says where it stands.
    pub fn canonical(&self, page: &Permalink) -> Option<String> {
        let base = self.base_url.as_deref()?.trim_end_matches('/');
        let path = if page.as_str() == "index.html" { String::new() } else { page.url() };
        Some(format!("{base}/{path}"))
    }

    /// The path part of the base address, for the one page that may be shown anywhere: `404.html`.
    pub fn base_path(&self) -> String {
        let base = self.base_url.as_deref().unwrap_or_default();
        let after_host = base.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        let path = after_host.map(|(_, path)| path.trim_matches('/')).unwrap_or_default();
        if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
    }
}

impl SiteContext {
    /// The same, with every link from the root: for the one page that may be shown at any address.
    #[must_use]
    pub fn rooted(mut self, root: String) -> Self {
        for link in self.nav.iter_mut().chain(&mut self.written) {
            link.href = format!("{root}{}", link.href);
        }
        Self { root, ..self }
    }
}

/// Whether the navigation's link to `to` is that of the page's section.
fn same_section(page: &Permalink, to: &Permalink) -> bool {
    let folder =
        |link: &Permalink| link.as_str().split_once('/').map(|(folder, _)| folder.to_owned());
    match folder(to) {
        Some(section) => folder(page) == Some(section),
        None => page == to,
    }
}

/// Which way a language is written.
fn direction(language: &str) -> &'static str {
    let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let right_to_left = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    if right_to_left.contains(&primary.as_str()) { "rtl" } else { "ltr" }
}
