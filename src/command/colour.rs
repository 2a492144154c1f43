//! Front matter in colours, for a terminal.

use std::io::IsTerminal;
use syntect::easy::HighlightLines;
use syntect::highlighting::ThemeSet;
use syntect::parsing::SyntaxSet;
use syntect::util::as_24_bit_terminal_escaped;

/// A YAML text with terminal colours where standard output is a terminal, else as it is. The caller's stream takes them out again
/// where `NO_COLOR` or `--color never` says so.
pub(super) fn yaml(text: &str) -> String {
    if !std::io::stdout().is_terminal() {
        return text.to_owned();
    }
    let syntaxes = SyntaxSet::load_defaults_newlines();
    let themes = ThemeSet::load_defaults();
    let (Some(syntax), Some(theme)) =
        (syntaxes.find_syntax_by_extension("yaml"), themes.themes.get("base16-ocean.dark"))
    else {
        return text.to_owned();
    };
    let mut lines = HighlightLines::new(syntax, theme);
    let coloured = text.split_inclusive('\n').map(|line| {
        let pieces = lines.highlight_line(line, &syntaxes).unwrap_or_default();
        as_24_bit_terminal_escaped(&pieces, false)
    });
    coloured.collect::<String>() + "\u{1b}[0m"
}
