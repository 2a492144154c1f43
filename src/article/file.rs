//! An article file, read and written.

use super::{Article, FrontMatter, front_matter};
use crate::config::Config;
use crate::problem::{Code, Problem, Reported};
use crate::yaml;
use std::borrow::Cow;

/// Reads an article file. Broken front matter is a problem, and what can be read of it is kept.
///
/// `path` is the file, relative to the site's root.
pub fn read(path: &str, text: &str, config: &Config) -> Reported<Article> {
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let Some(split) = yaml::split(&text) else {
        let article = |body| Article { body, body_line: 1, ..Article::default() };
        return bounded(path, &text, 1, config).map(article);
    };
    let (front, mut problems) = match yaml::load(split.front, &config.limits) {
        Ok(mapping) => front_matter::read(path, split.front, &mapping),
        Err(refusal) => broken(path, split.front, &refusal, config),
    };
    // The blank line after the front matter is the file's, not the text's.
    let body = split.body.strip_prefix('\n').unwrap_or(split.body);
    let body_line = split.body_line + u32::from(body.len() < split.body.len());
    let body = bounded(path, body, body_line, config);
    problems.extend(body.problems);
    Reported { value: Article { front, body: body.value, body_line }, problems }
}

/// A body that nests no deeper than the limit; what does is told with its line, and its marks are read as text.
pub(super) fn bounded(path: &str, body: &str, first: u32, config: &Config) -> Reported<String> {
    let depth = config.limits.markdown_depth;
    let (bounded, deep) = crate::markdown::bound(body, depth);
    let problem = |line: u32| {
        let message =
            format!("nested deeper than limits.markdown_depth ({depth}); the rest is read as text");
        let excerpt = body.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        Problem::error(Code::TooLarge, path, message)
            .at(first + line - 1, excerpt)
            .hint("raise the limit in dateline.toml if the file is to be trusted")
    };
    Reported { problems: deep.map(problem).into_iter().collect(), value: bounded.into_owned() }
}

/// Reads line by line what the YAML reader refuses: every line that is a key and its value by itself.
fn broken(
    path: &str,
    text: &str,
    refusal: &yaml::Refusal,
    config: &Config,
) -> (FrontMatter, Vec<Problem>) {
    let excerpt = text.lines().nth(refusal.line.saturating_sub(1) as usize).unwrap_or_default();
    let code = if refusal.expands { Code::NoAliases } else { Code::BadFrontMatter };
    let hint = "put quotes around values with a colon, a quote or a backslash";
    let problem = Problem::error(code, path, format!("front matter: {}", refusal.message))
        .at(refusal.line + 1, excerpt)
        .hint(hint);
    let mapping = yaml::load_by_line(text, &config.limits);
    let (front, _) = front_matter::read(path, text, &mapping);
    (front, vec![problem])
}

/// Writes an article file: what [`read`] reads back as the same article.
pub fn write(article: &Article) -> String {
    front_matter::write(article)
}
