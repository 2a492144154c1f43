//! Fenced code in colours: classes that the theme's style names, from syntaxes that are compiled in.

use super::escape::escape;
use std::sync::LazyLock;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Loaded when the first fence names a language: most sites have none.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// What stands before every class, so that none is the theme's own.
const CLASSES: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "z-" };

/// Code longer than this, in bytes, is shown plain: colouring costs a millisecond a kilobyte.
const LONGEST: usize = 50_000;

/// The code as markup, in spans with classes; escaped and plain where the language is not known.
pub(super) fn coloured(code: &str, language: &str) -> String {
    let plain = || escape(code);
    let Some(syntax) = SYNTAXES.find_syntax_by_token(language).filter(|_| code.len() <= LONGEST)
    else {
        return plain();
    };
    let mut html = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, CLASSES);
    for line in LinesWithEndings::from(code) {
        if html.parse_html_for_line_which_includes_newline(line).is_err() {
            return plain();
        }
    }
    html.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_language_has_colours_and_its_marks_stay_text() {
        let html = coloured("fn main() { a < b }\n", "rust");
        assert!(html.contains("class=\"z-") && html.contains("&lt;"), "{html}");
        assert!(!html.contains("<b"), "{html}");
    }

    #[test]
    fn an_unknown_language_is_plain() {
        assert_eq!(coloured("a < b\n", "klingon"), "a &lt; b\n");
    }
}
