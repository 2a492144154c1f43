//! What a page states as linked data (JSON-LD, <https://schema.org/NewsArticle>), as its makers really write it.

use super::headline::fold;
use super::tree::Tree;
use serde_json::{Map, Value};

/// The article that a page describes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub description: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    /// People first; an organisation where no person is named.
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub keywords: Vec<String>,
    pub image: Option<String>,
    pub caption: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// Whether it says that the text is not free to read.
    pub locked: bool,
    /// The name of the site as a whole.
    pub site: Option<String>,
    /// The whole text, where it is stated for machines.
    pub body: Option<String>,
}

/// What tells the page's own article from others that the page describes.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Its headlines, as printed and as stated elsewhere.
    pub headlines: Vec<String>,
    /// Its addresses.
    pub addresses: Vec<String>,
}

impl Own {
    /// Whether an object has a headline or an address of the page.
    fn has(&self, object: &Map<String, Value>) -> bool {
        let headline = text(object, &["headline", "name"]).map(|text| fold(&text));
        let same = |own: &String| {
            let own = fold(own);
            headline.as_ref().is_some_and(|text| !text.is_empty() && own.starts_with(text.as_str()))
        };
        let addresses =
            ["url", "mainEntityOfPage", "@id"].map(|key| object.get(key).and_then(address));
        let at = |own: &String| addresses.iter().flatten().any(|address| address == own);
        self.headlines.iter().any(same) || self.addresses.iter().any(at)
    }
}

/// Reads all the linked data of a page.
pub(super) fn read(tree: &Tree<'_>, own: &Own) -> Linked {
    let objects = objects(tree);
    let mut linked = Linked::default();
    let best = objects.iter().filter(|object| rank(object) > 0);
    // Pages describe other articles, too. The first of the best rank: `max_by_key` would give the last.
    let best = best.rev().max_by_key(|object| (rank(object) > 1 && own.has(object), rank(object)));
    if let Some(article) = best {
        linked = article_of(article, &objects);
    }
    let site = objects.iter().find(|object| is_a(object, &["WebSite"]));
    linked.site = site.and_then(|site| text(site, &["name"]));
    let page = objects.iter().find(|object| is_a(object, &["WebPage"]));
    linked.published = linked.published.or_else(|| text(page?, &["datePublished"]));
    linked
}

fn article_of(article: &Map<String, Value>, objects: &[Map<String, Value>]) -> Linked {
    let image = article.get("image").or_else(|| article.get("thumbnailUrl"));
    Linked {
        headline: text(article, &["headline", "name"]),
        description: text(article, &["description"]),
        published: text(article, &["datePublished", "uploadDate", "dateCreated"]),
        modified: text(article, &["dateModified"]),
        authors: authors(article, objects),
        publisher: article
            .get("publisher")
            .and_then(|value| names(value, objects, &[]).into_iter().next()),
        section: text(article, &["articleSection"]),
        keywords: keywords(article.get("keywords")),
        image: image.and_then(address),
        caption: image.and_then(|image| text(image.as_object()?, &["caption", "description"])),
        url: article
            .get("url")
            .and_then(address)
            .or_else(|| article.get("mainEntityOfPage").and_then(address)),
        language: text(article, &["inLanguage"]),
        locked: matches!(article.get("isAccessibleForFree"), Some(Value::Bool(false)))
            || text(article, &["isAccessibleForFree"])
                .is_some_and(|text| text.eq_ignore_ascii_case("false")),
        site: None,
        body: article
            .get("articleBody")
            .and_then(Value::as_str)
            .map(htmlize::unescape)
            .map(Into::into),
    }
}

/// Every object of every block, with those inside a list or a graph.
fn objects(tree: &Tree<'_>) -> Vec<Map<String, Value>> {
    let mut objects = Vec::new();
    for id in tree.all(0, &["script"]) {
        if !tree.node(id).get("type").to_ascii_lowercase().contains("ld+json") {
            continue;
        }
        let source: String = tree.walk(id).map(|inner| tree.node(inner).text.as_ref()).collect();
        if let Some(value) = parse(&source) {
            gather(value, &mut objects, 0);
        }
    }
    objects
}

/// Keys whose values are objects of their own.
const HOLDERS: &[&str] =
    &["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"];

fn gather(value: Value, objects: &mut Vec<Map<String, Value>>, depth: usize) {
    match value {
        Value::Array(list) if depth < 6 => {
            list.into_iter().take(400).for_each(|value| gather(value, objects, depth + 1));
        }
        Value::Object(object) if depth < 6 => {
            let held: Vec<Value> =
                HOLDERS.iter().filter_map(|key| object.get(*key)).cloned().collect();
            objects.push(object);
            for value in held {
                gather(value, objects, depth + 1);
            }
        }
        _ => {}
    }
}

/// Reads JSON, mended where it is broken in the usual ways: comments around it, raw line ends in texts, commas before
/// a closing bracket, a semicolon at the end.
fn parse(source: &str) -> Option<Value> {
    let source = source.replace("<![CDATA[", "");
    let source = source.get(source.find(['{', '['])?..)?;
    first(source).or_else(|| first(&mended(source)))
}

/// The first value of a text, whatever follows it.
fn first(source: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(source).into_iter().next()?.ok()
}

fn mended(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let (mut quoted, mut escaped) = (false, false);
    for letter in source.chars() {
        match letter {
            '"' if !escaped => quoted = !quoted,
            '}' | ']' if !quoted => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
            }
            _ => {}
        }
        escaped = quoted && letter == '\\' && !escaped;
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}

/// How likely an object is the page's article; 0 where it is none.
fn rank(object: &Map<String, Value>) -> u8 {
    let types = types(object);
    let ends = |end: &str| types.iter().any(|name| name.ends_with(end));
    match () {
        () if ends("NewsArticle") || ends("Article") || ends("BlogPosting") => 4,
        () if ends("Report") || ends("Review") || ends("Posting") || ends("LiveBlogPosting") => 3,
        () if ends("Recipe") || ends("CreativeWork") || ends("VideoObject") => 2,
        () if ends("WebPage") => 1,
        () => 0,
    }
}

fn types(object: &Map<String, Value>) -> Vec<&str> {
    match object.get("@type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_a(object: &Map<String, Value>, names: &[&str]) -> bool {
    types(object).iter().any(|name| names.contains(name))
}

/// The first of these keys that holds words.
fn text(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| words(object.get(*key)?))
}

fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => clean(text),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => list.iter().find_map(words)?,
        Value::Object(object) => text(object, &["@value", "name"])?,
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

/// Words without the markup and the named characters that makers leave in them.
fn clean(text: &str) -> String {
    let text = htmlize::unescape(text);
    let text = htmlize::unescape(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn keywords(value: Option<&Value>) -> Vec<String> {
    let list: Vec<String> = match value {
        Some(Value::String(text)) => text.split([',', ';']).map(clean).collect(),
        Some(Value::Array(list)) => list.iter().filter_map(words).collect(),
        _ => Vec::new(),
    };
    list.into_iter().filter(|word| !word.is_empty() && !word.contains(':')).take(30).collect()
}

fn address(value: &Value) -> Option<String> {
    let found = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(list) => list.iter().find_map(address)?,
        Value::Object(object) => {
            ["url", "contentUrl", "@id"].iter().find_map(|key| address(object.get(*key)?))?
        }
        _ => return None,
    };
    found.starts_with("http").then_some(found)
}

fn authors(article: &Map<String, Value>, objects: &[Map<String, Value>]) -> Vec<String> {
    let Some(value) = article.get("author").or_else(|| article.get("creator")) else {
        return Vec::new();
    };
    let people = names(value, objects, &["Organization", "NewsMediaOrganization", "Corporation"]);
    if people.is_empty() { names(value, objects, &[]) } else { people }
}

/// The names a value gives: a text, an object's name, what an `@id` points to; less those of the types in `but`.
fn names(value: &Value, objects: &[Map<String, Value>], but: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let list = match value {
        Value::Array(list) => list.iter().take(50).collect(),
        value => vec![value],
    };
    for value in list {
        match value {
            Value::Object(object) if !is_a(object, but) => {
                let meant = object.get("@id").and_then(|id| {
                    objects
                        .iter()
                        .find(|other| other.get("@id") == Some(id) && other.contains_key("name"))
                });
                if meant.is_some_and(|meant| is_a(meant, but)) {
                    continue;
                }
                // `name` may itself be a list of names.
                match object.get("name").or_else(|| meant?.get("name")) {
                    Some(Value::Array(list)) => found.extend(list.iter().filter_map(words)),
                    Some(name) => found.extend(words(name)),
                    None => {}
                }
            }
            Value::String(text) => found.extend(Some(clean(text)).filter(|text| !text.is_empty())),
            _ => {}
        }
    }
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse as page;
    use super::*;

    fn of(json: &str) -> Linked {
        let html = format!("<script type='application/ld+json'>{json}</script>");
        read(&page(&html, 256), &Own::default())
    }

    #[test]
    fn an_article_in_a_graph_is_found_and_its_author_followed() {
        let linked = of(r##"{"@graph":[{"@type":"WebSite","name":"Aldford Post"},
            {"@type":["NewsArticle"],"headline":"Bridge &amp; road","author":{"@id":"#a"},"datePublished":"2024-03-05"},
            {"@type":"Person","@id":"#a","name":"Ann Lee"}]}"##);
        assert_eq!(linked.headline.as_deref(), Some("Bridge & road"));
        assert_eq!(linked.authors, ["Ann Lee"]);
        assert_eq!(linked.site.as_deref(), Some("Aldford Post"));
        assert_eq!(linked.published.as_deref(), Some("2024-03-05"));
    }

    #[test]
    fn broken_json_is_mended() {
        let linked = of(
            "// <![CDATA[\n{\"@type\":\"Article\",\"headline\":\"One\ntwo\",\"keywords\":[\"a\",],};\n// ]]>",
        );
        assert_eq!(linked.headline.as_deref(), Some("One two"));
        assert_eq!(linked.keywords, ["a"]);
    }

    #[test]
    fn people_come_before_organisations() {
        let linked = of(
            r#"{"@type":"Article","author":[{"@type":"Organization","name":"Aldford Post"},{"@type":"Person","name":"Dan Roe"}]}"#,
        );
        assert_eq!(linked.authors, ["Dan Roe"]);
        assert_eq!(
            of(r#"{"@type":"Article","author":{"@type":"Organization","name":"Aldford Post"}}"#)
                .authors,
            ["Aldford Post"]
        );
    }

    #[test]
    fn of_several_articles_the_pages_own_is_read() {
        let json = r#"[{"@type":"NewsArticle","headline":"Old tale","datePublished":"2020-01-01"},
            {"@type":"NewsArticle","headline":"Pier reopens","datePublished":"2024-03-05"}]"#;
        let html = format!("<script type='application/ld+json'>{json}</script>");
        let own =
            Own { headlines: vec!["Pier reopens | Aldford Post".to_owned()], ..Own::default() };
        assert_eq!(read(&page(&html, 256), &own).published.as_deref(), Some("2024-03-05"));
        assert_eq!(of(json).published.as_deref(), Some("2020-01-01"));
    }

    #[test]
    fn deep_json_is_refused_without_harm() {
        assert_eq!(of(&"[".repeat(100_000)), Linked::default());
    }
}
