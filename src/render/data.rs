//! Files beside the pages: feeds, sitemap, search, and the exports under `/data/`.
//!
//! Most are a function of the [`Digest`] alone; the annotations need the articles' texts too, month by month.

use super::digest::Digest;
use super::{export, feed};

pub use super::export::web_annotations::{Month, collection, months};
pub use super::feed::{Feed, feeds};
pub use super::search::{files as search_files, seed as search_seed};

/// Makes one file from the digest.
pub type Make = fn(&Digest) -> String;

/// The files that every site has, and how each is made.
pub const FILES: &[(&str, Make)] = &[
    ("data/articles.bib", export::bibtex::write),
    ("data/articles.csl.json", export::csl::write),
    ("data/events.csv", export::csv::write),
    ("data/events.ics", export::ics::write),
    ("data/timeline.json", export::timelinejs::write),
    ("feed.json", feed::json),
    ("feed.xml", feed::atom),
    ("robots.txt", feed::robots),
    ("sitemap.xml", feed::sitemap),
];
