//! How much of a capture is believed, held before the costly passes: what is over a limit is left out, and told.

use super::file::bounded;
use super::page::{Markup, Page};
use crate::config::Config;
use crate::problem::{Code, Problem, Reported};

/// The limits, for the capture at a path.
#[derive(Clone, Copy)]
pub(super) struct Limit<'a> {
    pub(super) path: &'a str,
    pub(super) config: &'a Config,
}

impl Limit<'_> {
    /// A text up to the last line allowed.
    pub(super) fn lines<'t>(&self, text: &'t str) -> Reported<&'t str> {
        let most = self.config.limits.lines;
        let last = Some(crate::text::first_lines(text, most).len());
        let message = || format!("more lines than limits.lines ({most}); what follows is not read");
        self.up_to(last, text, message)
    }

    /// A web page up to the last tag allowed: each may become many times its size in memory.
    pub(super) fn tags<'t>(&self, html: &'t str) -> Reported<&'t str> {
        let most = self.config.limits.html_tags;
        let past = html.match_indices('<').nth(most).map(|(at, _)| at);
        let message =
            || format!("more tags than limits.html_tags ({most}); what follows is not read");
        self.up_to(past, html, message)
    }

    fn up_to<'t>(
        &self,
        end: Option<usize>,
        text: &'t str,
        message: impl FnOnce() -> String,
    ) -> Reported<&'t str> {
        match end.filter(|end| *end < text.len()).and_then(|end| text.get(..end)) {
            Some(within) => Reported { value: within, problems: vec![self.over(message())] },
            None => Reported::fine(text),
        }
    }

    /// Markdown as lines, its first being line `first` of the file: no more and no deeper than allowed.
    pub(super) fn markdown(&self, text: &str, first: u32) -> Reported<Page> {
        let mut problems = Vec::new();
        let within = self.lines(text).take(&mut problems);
        let text = bounded(self.path, within, first, self.config).take(&mut problems);
        Reported { value: Page::of(&text, Markup::Markdown, first), problems }
    }

    /// What is told of a page whose elements nest deeper than allowed.
    pub(super) fn too_deep(&self) -> Problem {
        let depth = self.config.limits.html_depth;
        self.over(format!(
            "elements nested deeper than limits.html_depth ({depth}); their words are read as if they stood at that depth"
        ))
    }

    fn over(&self, message: String) -> Problem {
        Problem::error(Code::TooLarge, self.path, message)
            .hint("raise the limit in dateline.toml if the file is to be trusted")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;

    #[test]
    fn what_follows_the_last_line_or_tag_allowed_is_not_read_and_told() {
        let limits = Limits { lines: 2, html_tags: 3, ..Limits::default() };
        let config = Config { limits, ..Config::default() };
        let limit = Limit { path: "a.txt", config: &config };
        assert_eq!(limit.lines("one\ntwo\n"), Reported::fine("one\ntwo\n"));
        let over = limit.lines("one\ntwo\nthree");
        assert_eq!(over.value, "one\ntwo\n");
        assert!(over.problems[0].message.contains("limits.lines (2)"));
        assert_eq!(limit.tags("<p>a</p><p>b"), Reported::fine("<p>a</p><p>b"));
        assert_eq!(limit.tags("<p>a</p><p>b</p>").value, "<p>a</p><p>b");
    }
}
