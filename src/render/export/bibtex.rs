//! Articles as BibTeX.

use crate::render::digest::{ArticleDigest, Digest};
use std::fmt::Write;

/// One entry an article.
pub fn write(digest: &Digest) -> String {
    let mut out = String::new();
    for article in &digest.articles {
        let _ = writeln!(out, "@article{{{},", key(&article.id));
        for (name, value) in fields(article) {
            let _ = writeln!(out, "  {name} = {{{}}},", escaped(&value));
        }
        out.push_str("}\n\n");
    }
    out
}

fn fields(article: &ArticleDigest) -> Vec<(&'static str, String)> {
    let mut fields = vec![("title", article.title.clone())];
    let mut put = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
    put("author", (!article.authors.is_empty()).then(|| article.authors.join(" and ")));
    put("journal", article.outlet.clone());
    put("year", article.published.as_ref().and_then(|day| day.get(..4).map(str::to_owned)));
    put("date", article.published.clone());
    put("url", article.original.clone());
    put("language", article.language.clone());
    fields
}

fn key(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' })
        .collect()
}

/// Braces must balance, and TeX's own marks be printed.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control()) {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_balance_whatever_a_headline_holds() {
        assert_eq!(escaped("}50% of {R&D\\"), "\\}50\\% of \\{R\\&D\\textbackslash{}");
    }
}
