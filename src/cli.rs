//! The command line, as typed.

use crate::problem::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turns a folder of scraped news articles into an annotated timeline website.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    propagate_version = true,
    after_help = "Examples:\n  dateline new bridge && cd bridge && dateline serve\n  dateline build\n  dateline inspect content/scrapes/harbour.txt"
)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub shared: Shared,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes, before or after its name.
#[derive(Clone, Debug, Args)]
pub struct Shared {
    /// The site's folder (default: the nearest one upwards with dateline.toml or content/)
    #[arg(short = 'C', long, value_name = "DIR", global = true)]
    pub root: Option<PathBuf>,
    /// How problems are printed, on standard error
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", global = true)]
    pub message_format: Format,
    /// Print errors alone
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Name each file that is written or published
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub verbose: u8,
    /// Colour in messages
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", global = true)]
    pub color: Color,
}

impl Shared {
    /// Whether whole sentences are wanted on standard error beside the problems: no program reads them.
    pub fn tells(&self) -> bool {
        !self.quiet && self.message_format != Format::Json
    }

    /// The same options where everything that was found makes the command fail: then it is told, however quiet.
    #[must_use]
    pub fn strictly(&self, strict: bool) -> Self {
        Self { quiet: self.quiet && !strict, ..self.clone() }
    }
}

/// When messages are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless the variable `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a site with a tiny sample, ready to serve
    #[command(after_help = "Example:\n  dateline new bridge && cd bridge && dateline serve")]
    New(New),
    /// Normalise, annotate, gather and render: the whole site
    #[command(after_help = "Example:\n  dateline build --out public --explain")]
    Build(Build),
    /// Preview the site, and reload it on every change
    #[command(after_help = "Example:\n  dateline serve --open")]
    Serve(Serve),
    /// Look for everything wrong or missing
    #[command(after_help = "Examples:\n  dateline check\n  dateline check --links --strict")]
    Check(Check),
    /// Put the site on GitHub Pages
    #[command(
        after_help = "Examples:\n  dateline publish --dry-run\n  dateline publish\n  dateline publish --workflow"
    )]
    Publish(Publish),
    /// Turn captured pages into article Markdown
    #[command(
        visible_alias = "normalize",
        after_help = "Examples:\n  dateline normalise page.html > article.md\n  scraper | dateline normalise --jsonl > articles.jsonl"
    )]
    Normalise(Normalise),
    /// Find dates, quotes and names in texts, as JSON
    #[command(
        after_help = "Example:\n  echo '{\"id\": \"a\", \"text\": \"It opened on Friday.\", \"date\": \"2024-03-11\"}' | dateline annotate --jsonl"
    )]
    Annotate(Annotate),
    /// Write everything known, for other programs
    #[command(after_help = "Example:\n  dateline export json --out story.json")]
    Export(Export),
    /// Show what was read from one file, and why
    #[command(after_help = "Example:\n  dateline inspect content/scrapes/harbour.txt")]
    Inspect {
        /// A scrape or an article
        file: PathBuf,
    },
    /// Explain a problem's code
    #[command(after_help = "Example:\n  dateline explain S002")]
    Explain {
        /// As printed beside the problem; all of them without
        code: Option<String>,
    },
    /// Write completions for a shell
    #[command(
        after_help = "Example:\n  dateline completions bash > /etc/bash_completion.d/dateline"
    )]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page
    #[command(after_help = "Example:\n  dateline man > dateline.1")]
    Man,
}

/// `dateline new`
#[derive(Debug, Args)]
pub struct New {
    /// The folder to make
    pub dir: PathBuf,
    /// Copy the default look, for editing
    #[arg(long)]
    pub theme: bool,
}

/// `dateline build`
#[derive(Debug, Args)]
pub struct Build {
    /// Where the site goes (default: public)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where earlier results are remembered (default: .dateline)
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Where the site will stand, instead of the configuration's
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Who the site is for: `publish` keeps to the rights of the texts
    #[arg(long, value_enum, value_name = "WHOM")]
    pub r#for: Option<Audience>,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Say for each page why it was rendered
    #[arg(long)]
    pub explain: bool,
    /// Say how long each step took, and how much was reused
    #[arg(long)]
    pub timings: bool,
    /// Build drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Build again whenever a source changes
    #[arg(long)]
    pub watch: bool,
}

/// `dateline serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// The address to serve at; others than this machine's own can be reached from outside
    #[arg(long, default_value = "127.0.0.1", value_name = "HOST")]
    pub host: String,
    /// The port; the next free one where it is in use
    #[arg(long, default_value_t = 1111, value_name = "PORT")]
    pub port: u16,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes by polling, where the system reports none (network drives, containers)
    #[arg(long)]
    pub poll: bool,
    /// Preview drafts too
    #[arg(long)]
    pub drafts: bool,
}

/// `dateline check`
#[derive(Debug, Args)]
pub struct Check {
    /// Look at links to other sites too: fetches each of them, politely
    #[arg(long)]
    pub links: bool,
    /// Fail on gaps too: undated, unnamed, single-source
    #[arg(long)]
    pub strict: bool,
}

/// `dateline publish`
#[derive(Debug, Args)]
pub struct Publish {
    /// The git remote
    #[arg(long, default_value = "origin", value_name = "NAME")]
    pub remote: String,
    /// The branch that GitHub Pages serves
    #[arg(long, default_value = "gh-pages", value_name = "NAME")]
    pub branch: String,
    /// Where the site will stand, instead of the configuration's
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Say what would change, and push nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Replace the branch's whole history by one commit: for takedowns
    #[arg(long)]
    pub squash: bool,
    /// Write .github/workflows/pages.yml instead, which builds and publishes on GitHub
    #[arg(long, conflicts_with_all = ["remote", "branch", "dry_run", "squash"])]
    pub workflow: bool,
}

/// Who a site is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// The public, within the rights of the texts
    Publish,
}

/// `dateline normalise`
#[derive(Debug, Args)]
pub struct Normalise {
    /// Captured pages, of any supported format
    #[arg(required_unless_present_any = ["jsonl", "diff", "accept"])]
    pub files: Vec<PathBuf>,
    /// Write one file an article into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Who published them, where they do not say
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// When they were published, where they do not say
    #[arg(long, value_name = "DATE")]
    pub date: Option<crate::date::Stamp>,
    /// Read one JSON object a line on standard input, write one a line
    #[arg(long, conflicts_with_all = ["files", "out"])]
    pub jsonl: bool,
    /// Show the newer normalisation of a hand-edited article
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "jsonl"])]
    pub diff: Option<PathBuf>,
    /// Take the newer normalisation of a hand-edited article
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "jsonl", "diff"])]
    pub accept: Option<PathBuf>,
}

/// `dateline annotate`
#[derive(Debug, Args)]
pub struct Annotate {
    /// Texts, or article files; `-` is standard input
    #[arg(required_unless_present = "jsonl")]
    pub files: Vec<PathBuf>,
    /// When they were published, where they do not say
    #[arg(long, value_name = "DATE")]
    pub date: Option<crate::date::Stamp>,
    /// Read one JSON object a line on standard input, write one a line
    #[arg(long)]
    pub jsonl: bool,
}

/// `dateline export`
#[derive(Debug, Args)]
pub struct Export {
    /// Which format
    #[arg(value_enum)]
    pub format: ExportFormat,
    /// Where to, instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Everything
    Json,
    /// Events, for `TimelineJS`
    Timelinejs,
    /// Events, as a table
    Csv,
    /// Events, as a calendar
    Ics,
    /// Articles, for reference managers
    CslJson,
    /// Articles, for LaTeX
    Bibtex,
    /// Passages, as W3C Web Annotations
    WebAnnotations,
}
