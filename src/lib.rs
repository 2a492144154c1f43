//! dateline turns a folder of scraped news articles into an annotated timeline website.
//!
//! # The pipe
//!
//! ```text
//! Scrape -> Article -> Annotations -> Gist -> Corpus -> Site { Page } -> files
//! ```
//!
//! Each arrow is a pure function over plain values: no disk, clock, environment or thread count reaches a result. Only
//! `build`, `serve`, `publish` and `main` touch the world. Markdown with front matter is the contract between the two
//! halves: the first turns `content/scrapes/` into `content/articles/*.md`, the second reads only `content/`.
//!
//! # Rooms
//!
//! Each room may use those above it in this list, never those below (`tests/suite/tidy.rs` holds that).
//!
//! | room | what it is for |
//! |---|---|
//! | [`text`], [`date`], [`problem`], [`config`], [`yaml`], [`markdown`] | the ground: spans, days, problems, settings, bounded YAML, Markdown with offsets |
//! | [`desk`] | what people write beside the articles: aliases, events, notes, pages |
//! | [`scrape`] | a captured page and where it came from |
//! | [`article`] | what a scrape says, as clean Markdown with front matter |
//! | [`annotate`] | what the words refer to, as spans over the body |
//! | [`corpus`] | what the articles say together |
//! | [`site`] | which pages there are and what each shows; no HTML |
//! | [`render`] | pages to bytes |
//! | [`build`] | the pipe and what it remembers |
//! | [`serve`], [`publish`] | preview with live reload; checks and GitHub Pages |
//! | [`cli`], [`command`] | the command line as typed, and what each command does |

pub mod annotate;
pub mod article;
pub mod build;
pub mod cli;
pub mod command;
pub mod config;
pub mod corpus;
pub mod date;
pub mod desk;
pub mod markdown;
pub mod problem;
pub mod publish;
pub mod render;
pub mod scrape;
pub mod serve;
pub mod site;
pub mod text;
pub mod yaml;
