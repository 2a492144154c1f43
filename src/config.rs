//! `dateline.toml` as a checked value: every key has a default, and an unknown key names the nearest known one.

use crate::problem::{Code, Problem, Reported};
use crate::text::line_at;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The name of the configuration file, in a site's root.
pub const FILE: &str = "dateline.toml";

/// What a site's owner may choose.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// One sentence about the site.
    pub description: Option<String>,
    /// Where the site will stand, for feeds, the sitemap and canonical addresses; links are relative.
    pub base_url: Option<String>,
    /// The language of the interface, BCP 47.
    pub language: String,
    /// IANA name of the zone that times without an offset are meant in.
    pub time_zone: Option<String>,
    /// What goes out when publishing.
    pub publish: Publish,
    /// The site's own rules for what is not the article.
    pub furniture: Furniture,
    /// How much of a scrape is believed.
    pub limits: Limits,
    /// How the timeline is laid out.
    pub timeline: Timeline,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Timeline".to_owned(),
            description: None,
            base_url: None,
            language: "en".to_owned(),
            time_zone: None,
            publish: Publish::default(),
            furniture: Furniture::default(),
            limits: Limits::default(),
            timeline: Timeline::default(),
        }
    }
}

/// What `publish` and `build --for publish` put out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Publish {
    /// How much of an article.
    pub text: TextRight,
    /// Which events.
    pub events: EventRight,
    /// The longest passage of one article on a published page, in words.
    pub quote_words: usize,
}

impl Default for Publish {
    fn default() -> Self {
        Self { text: TextRight::Excerpt, events: EventRight::All, quote_words: 60 }
    }
}

/// How much of an article's text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextRight {
    /// Headline, facts, quoted passages and the link to the original.
    Excerpt,
    /// All of it.
    Full,
}

/// Which events are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventRight {
    /// Every one.
    All,
    /// Only those a person wrote or reviewed.
    Reviewed,
}

/// The site's own rules for what is not the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Furniture {
    /// Tried in order, after the built-in ones.
    pub rules: Vec<FurnitureRule>,
}

/// One rule for what is not the article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FurnitureRule {
    /// What the rule is called where it is reported.
    pub name: String,
    /// A regular expression, in the syntax of the `regex` crate.
    pub pattern: String,
    /// Whether it is held against single lines or against whole paragraphs.
    #[serde(default)]
    pub r#where: RuleScope,
    /// Why the matter is not the article.
    pub reason: String,
}

/// What a furniture rule is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleScope {
    /// Each line.
    #[default]
    Line,
    /// Each paragraph.
    Block,
}

/// How much of a scrape is believed; beyond a limit the article becomes a problem that names the limit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Bytes of one article as captured.
    pub article_bytes: u64,
    /// Articles in one file: lines of JSON, pages of a web archive.
    pub file_articles: usize,
    /// Lines of one article.
    pub lines: usize,
    /// Levels of nested Markdown blocks.
    pub markdown_depth: usize,
    /// Levels of nested HTML elements.
    pub html_depth: usize,
    /// Tags of one page.
    pub html_tags: usize,
    /// Bytes of front matter.
    pub front_matter_bytes: usize,
    /// Levels of nested front matter.
    pub front_matter_depth: usize,
    /// How many bytes one byte of a gzip or zip file may become.
    pub expansion: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            article_bytes: 10_000_000,
            file_articles: 20_000,
            lines: 50_000,
            markdown_depth: 100,
            html_depth: 256,
            html_tags: 200_000,
            front_matter_bytes: 64 * 1024,
            front_matter_depth: 16,
            expansion: 200,
        }
    }
}

/// How the timeline is laid out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Timeline {
    /// Ids of the events that head the home page.
    pub pinned: Vec<String>,
    /// Events a page at most.
    pub page_size: usize,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { pinned: Vec::new(), page_size: 100 }
    }
}

/// Every key, by the path it stands under; `*` marks the tables of a list.
const KEYS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "title",
            "description",
            "base_url",
            "language",
            "time_zone",
            "publish",
            "furniture",
            "limits",
            "timeline",
        ],
    ),
    ("furniture", &["rules"]),
    ("furniture.rules", &["name", "pattern", "where", "reason"]),
    (
        "limits",
        &[
            "article_bytes",
            "file_articles",
            "lines",
            "markdown_depth",
            "html_depth",
            "html_tags",
            "front_matter_bytes",
            "front_matter_depth",
            "expansion",
        ],
    ),
    ("publish", &["text", "events", "quote_words"]),
    ("timeline", &["pinned", "page_size"]),
];

/// Reads the text of `dateline.toml`. Any problem is an error: a site is not built on a half-understood configuration.
pub fn read(text: &str) -> Reported<Config> {
    let table = match text.parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            return Reported { value: Config::default(), problems: vec![broken(text, &error)] };
        }
    };
    let mut problems = Vec::new();
    unknown_keys(text, "", &table, &mut problems);
    let config = typed(text, &mut problems);
    problems.extend(check(text, &config));
    problems.sort();
    Reported { value: config, problems }
}

/// The values of all keys. One of another kind than wanted is a problem, and the rest is read as if it were not there.
fn typed(text: &str, problems: &mut Vec<Problem>) -> Config {
    let mut left = text.to_owned();
    loop {
        let error = match toml::from_str(&left) {
            Ok(config) => return config,
            Err(error) => error,
        };
        problems.push(broken(text, &error));
        let lines = error.span().map_or(0..0, |span| whole_lines(text, &span));
        let blank = |at: usize, letter: char| {
            if lines.contains(&at) && letter != '\n' {
                " ".repeat(letter.len_utf8())
            } else {
                letter.to_string()
            }
        };
        let without: String = left.char_indices().map(|(at, letter)| blank(at, letter)).collect();
        if without == left {
            return Config::default();
        }
        left = without;
    }
}

/// The lines that a span is on.
fn whole_lines(text: &str, span: &Range<usize>) -> Range<usize> {
    let before = text.get(..span.start).and_then(|before| before.rfind('\n'));
    let after = text.get(span.end..).and_then(|after| after.find('\n'));
    before.map_or(0, |at| at + 1)..after.map_or(text.len(), |at| span.end + at)
}

fn broken(text: &str, error: &toml::de::Error) -> Problem {
    let line = error.span().map_or(1, |span| line_at(text, span.start));
    Problem::error(Code::BadConfig, FILE, error.message().lines().next().unwrap_or_default())
        .at(line, nth_line(text, line))
        .hint("`dateline explain C001` lists every key and its default")
}

fn unknown_keys(text: &str, path: &str, table: &toml::Table, problems: &mut Vec<Problem>) {
    let Some((_, known)) = KEYS.iter().find(|(place, _)| *place == path) else { return };
    for (key, value) in table {
        if !known.contains(&key.as_str()) {
            problems.push(unknown(text, path, key, known));
            continue;
        }
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match value {
            toml::Value::Table(table) => unknown_keys(text, &below, table, problems),
            toml::Value::Array(items) => items
                .iter()
                .filter_map(toml::Value::as_table)
                .for_each(|table| unknown_keys(text, &below, table, problems)),
            _ => {}
        }
    }
}

fn unknown(text: &str, path: &str, key: &str, known: &[&str]) -> Problem {
    let nearest = known.iter().max_by_key(|name| {
        let likeness = strsim::jaro_winkler(name, key);
        #[expect(clippy::cast_possible_truncation, reason = "a likeness is between 0 and 1")]
        let rank = (likeness * 1_000_000.0) as i64;
        rank
    });
    let line = text.lines().position(|line| line.trim_start().starts_with(key));
    let line = u32::try_from(line.unwrap_or(0)).unwrap_or(0) + 1;
    let place = if path.is_empty() { String::new() } else { format!(" in [{path}]") };
    Problem::error(Code::BadConfig, FILE, format!("unknown key `{key}`{place}"))
        .at(line, nth_line(text, line))
        .hint(format!("did you mean `{}`?", nearest.copied().unwrap_or_default()))
}

/// What the types cannot say.
fn check(text: &str, config: &Config) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |key: &str, message: &str| {
        let line = text.lines().position(|line| line.trim_start().starts_with(key)).unwrap_or(0);
        let line = u32::try_from(line).unwrap_or(0) + 1;
        problems
            .push(Problem::error(Code::BadConfig, FILE, message).at(line, nth_line(text, line)));
    };
    if config.timeline.page_size == 0 {
        wrong("page_size", "timeline.page_size is 0; a page shows at least one event");
    }
    if config.base_url.as_deref().is_some_and(|url| !is_address(url)) {
        wrong("base_url", &format!("base_url {NO_ADDRESS}"));
    }
    for rule in &config.furniture.rules {
        if let Err(error) = regex::Regex::new(&rule.pattern) {
            let reason = error.to_string().lines().last().unwrap_or_default().to_owned();
            wrong("pattern", &format!("the pattern of rule “{}”: {reason}", rule.name));
        }
    }
    problems
}

/// What is told of a `base_url` that is not [`is_address`].
pub const NO_ADDRESS: &str = "is no address such as https://news.example/story/: it begins with http:// or https://, \
                              and has no user, “?”, “#” or space in it";

/// Whether a site may stand there. Pages are named by what is put after it, and whoever reads them sees all of it: so it ends with
/// a path, and holds no password.
pub fn is_address(url: &str) -> bool {
    let Ok(read) = url::Url::parse(url) else { return false };
    let is_plain = read.username().is_empty() && read.password().is_none();
    let ends_with_path = read.query().is_none() && read.fragment().is_none();
    let has_space = url.contains(|c: char| c.is_whitespace() || c.is_control());
    matches!(read.scheme(), "http" | "https")
        && read.has_host()
        && is_plain
        && ends_with_path
        && !has_space
}

fn nth_line(text: &str, line: u32) -> &str {
    text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_stands_at_an_address_without_a_password_a_query_or_a_space() {
        for url in [
            "https://news.example",
            "http://localhost:1111/a/b/",
            "https://zeitung.example/bücher/",
        ] {
            assert!(is_address(url), "{url}");
        }
        for rest in [
            "user:word@news.example/",
            "user@news.example/",
            "news.example/?q",
            "news.example/#f",
            "news.example/a b/",
        ] {
            let problems = read(&format!("base_url = \"https://{rest}\"\n")).problems;
            assert!(problems[0].message.contains("no user"), "{rest}: {problems:?}");
        }
    }

    #[test]
    fn an_empty_file_is_all_defaults() {
        assert_eq!(read(""), Reported::fine(Config::default()));
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let read = read("title = \"Bridge\"\n[publish]\nquote_word = 3\n");
        let problem = read.problems.first().unwrap();
        assert_eq!(problem.line, 3);
        assert!(problem.hint.contains("quote_words"), "{problem:?}");
    }

    #[test]
    fn a_wrong_value_names_its_line() {
        let read = read("title = \"Bridge\"\n[publish]\ntext = \"most\"\n");
        assert_eq!(read.problems.first().unwrap().line, 3);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let text = "titel = \"x\"\nlanguage = 3\n[publish]\ntext = \"most\"\nquote_word = 3\n[timeline]\npage_size = 0\n";
        let lines: Vec<u32> = read(text).problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 2, 4, 5, 7]);
    }

    #[test]
    fn a_broken_furniture_pattern_is_told() {
        let text = "[[furniture.rules]]\nname = \"x\"\npattern = \"(\"\nreason = \"y\"\n";
        assert!(read(text).problems.first().unwrap().message.contains('x'));
    }
}
