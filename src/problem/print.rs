//! Problems as people and programs read them.

use super::{Problem, Severity};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::io::{self, Write};

/// How problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the line at fault and what to do.
    #[default]
    Human,
    /// One line each: `file:line: error[S001]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// GitHub's workflow commands, which annotate a pull request.
    Github,
}

/// Writes `problems` to `out`, the most important last.
pub fn print(problems: &[Problem], format: Format, out: &mut dyn Write) -> io::Result<()> {
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    sorted.sort_by_key(|problem| (problem.severity, *problem));
    sorted.dedup();
    sorted.into_iter().try_for_each(|problem| match format {
        Format::Human => human(problem, out),
        Format::Short => writeln!(out, "{}", short(problem)),
        Format::Json => json(problem, out),
        Format::Github => writeln!(out, "{}", github(problem)),
    })
}

/// Writes what kept a command from running, which no file is at fault for.
///
/// # Errors
/// Where `out` does not take it.
pub fn print_failure(message: &str, format: Format, out: &mut dyn Write) -> io::Result<()> {
    if format != Format::Json {
        return writeln!(out, "dateline: {message}");
    }
    let (code, severity) = (serde_json::Value::Null, Severity::Error);
    let line = serde_json::json!({
        "code": code, "severity": severity, "file": "", "line": 0, "message": message, "hint": "",
    });
    writeln!(out, "{line}")
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn human(problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(problem.message.as_str()).id(problem.code.as_str());
    let mut group = title.elements(Vec::<annotate_snippets::Element<'_>>::new());
    if !problem.excerpt.is_empty() {
        let snippet = Snippet::source(problem.excerpt.as_str())
            .path(problem.file.as_str())
            .line_start(problem.line as usize)
            .annotation(AnnotationKind::Primary.span(0..problem.excerpt.len()));
        group = group.element(snippet);
    } else if !problem.file.is_empty() {
        group = group.element(annotate_snippets::Origin::path(problem.place()));
    }
    if !problem.hint.is_empty() {
        group = group.element(Level::HELP.message(problem.hint.as_str()));
    }
    writeln!(out, "{}", Renderer::styled().render(&[group]))
}

fn short(problem: &Problem) -> String {
    let place = problem.place();
    let colon = if place.is_empty() { "" } else { ": " };
    format!("{place}{colon}{}[{}]: {}", word(problem.severity), problem.code, problem.message)
}

fn json(problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
    let line = serde_json::json!({
        "code": problem.code.as_str(),
        "severity": problem.severity,
        "file": problem.file,
        "line": problem.line,
        "message": problem.message,
        "hint": problem.hint,
    });
    writeln!(out, "{line}")
}

/// Escaped as GitHub asks: <https://github.com/actions/toolkit>, packages/core/src/command.ts.
fn github(problem: &Problem) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let place = match problem.file.as_str() {
        "" => String::new(),
        file => format!("file={},line={},", property(file), problem.line.max(1)),
    };
    let hint = if problem.hint.is_empty() { String::new() } else { format!(" ({})", problem.hint) };
    format!(
        "::{} {place}title={}::{}{}",
        word(problem.severity),
        problem.code,
        data(&problem.message),
        data(&hint)
    )
}

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;

    fn printed(format: Format) -> String {
        let problem =
            Problem::error(Code::BadFrontMatter, "content/articles/a.md", "no colon, here")
                .at(3, "title Bridge")
                .hint("write `title: Bridge`");
        let mut out = Vec::new();
        print(&[problem], format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_format_names_file_line_and_code() {
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            let text = printed(format);
            assert!(text.contains("content/articles/a.md") && text.contains("A001"), "{text}");
            assert!(text.contains('3'), "{text}");
        }
    }

    #[test]
    fn github_commands_are_one_escaped_line() {
        assert_eq!(printed(Format::Github).lines().count(), 1);
        assert!(printed(Format::Github).starts_with("::error file=content/articles/a.md,line=3,"));
    }
}
