//! Articles as CSL-JSON, for reference managers (<https://github.com/citation-style-language/schema>).

use super::pretty;
use crate::render::digest::{ArticleDigest, Digest};
use serde_json::{Map, Value, json};

/// One item an article.
pub fn write(digest: &Digest) -> String {
    pretty(&digest.articles.iter().map(item).collect::<Vec<_>>())
}

fn item(article: &ArticleDigest) -> Value {
    let mut item = Map::new();
    let mut put = |key: &str, value: Value| drop(item.insert(key.to_owned(), value));
    put("id", json!(article.id));
    put("type", json!("article-newspaper"));
    put("title", json!(article.title));
    if !article.authors.is_empty() {
        put("author", article.authors.iter().map(|name| person(name)).collect());
    }
    if let Some(outlet) = &article.outlet {
        put("container-title", json!(outlet));
    }
    if let Some(day) = &article.published {
        let parts: Vec<i32> = day.split('-').filter_map(|part| part.parse().ok()).collect();
        put("issued", json!({"date-parts": [parts]}));
    }
    if let Some(url) = &article.original {
        put("URL", json!(url));
    }
    if let Some(language) = &article.language {
        put("language", json!(language));
    }
    Value::Object(item)
}

/// The last word is the family name, as most papers print it.
fn person(name: &str) -> Value {
    match name.rsplit_once(' ') {
        Some((given, family)) => json!({"given": given, "family": family}),
        None => json!({"literal": name}),
    }
}
