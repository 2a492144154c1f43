//! Articles as CSL-JSON, for reference managers (<https://github.com/citation-style-language/schema>).

use super::pretty;
use crate::render::digest::{ArticleDigest, Digest};
use serde::Serialize;

/// One item an article.
pub fn write(digest: &Digest) -> String {
    pretty(&digest.articles.iter().map(item).collect::<Vec<_>>())
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    id: &'a str,
    r#type: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Person<'a> {
    Named { given: &'a str, family: &'a str },
    Literal { literal: &'a str },
}

#[derive(Debug, Serialize)]
struct Issued {
    /// Year, month and day, as far as they are known.
    #[serde(rename = "date-parts")]
    parts: [Vec<i32>; 1],
}

fn item(article: &ArticleDigest) -> Item<'_> {
    let parts = |day: &str| day.split('-').filter_map(|part| part.parse().ok()).collect();
    Item {
        id: &article.id,
        r#type: "article-newspaper",
        title: &article.title,
        author: article.authors.iter().map(|name| person(name)).collect(),
        outlet: article.outlet.as_deref(),
        issued: article.published.as_deref().map(|day| Issued { parts: [parts(day)] }),
        url: article.original.as_deref(),
        language: article.language.as_deref(),
    }
}

/// The last word is the family name, as most papers print it.
fn person(name: &str) -> Person<'_> {
    match name.rsplit_once(' ') {
        Some((given, family)) => Person::Named { given, family },
        None => Person::Literal { literal: name },
    }
}
