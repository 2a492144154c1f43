//! The templates, ready to render: the built-in ones, and over them a site's own, file by file.

use super::closure::closures;
use super::strings::{self, Strings};
use super::{dates, policy};
use crate::problem::{Code, Problem, Reported};
use crate::site::{Context, Page};
use std::collections::BTreeMap;
use tera::{ErrorKind, Kwargs, Map, State, Tera, TeraResult, Value};

/// The built-in templates.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../../templates/404.html")),
    ("article.html", include_str!("../../templates/article.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("components.html", include_str!("../../templates/components.html")),
    ("diff.html", include_str!("../../templates/diff.html")),
    ("directory.html", include_str!("../../templates/directory.html")),
    ("event.html", include_str!("../../templates/event.html")),
    ("inline.js", include_str!("../../templates/inline.js")),
    ("margin.html", include_str!("../../templates/margin.html")),
    ("method.html", include_str!("../../templates/method.html")),
    ("page.html", include_str!("../../templates/page.html")),
    ("raw.html", include_str!("../../templates/raw.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
    ("search.html", include_str!("../../templates/search.html")),
    ("strings.yml", include_str!("../../templates/strings.yml")),
    ("subject.html", include_str!("../../templates/subject.html")),
    ("timeline.html", include_str!("../../templates/timeline.html")),
];

/// Turns contexts into pages.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
    closures: BTreeMap<String, u128>,
}

impl Renderer {
    /// The built-in templates, each replaced by the site's own file of the same path under `templates/`, if it has one.
    /// A file of the site's own that is not understood is a problem, and the built-in one stands in for it.
    pub fn new(overrides: &BTreeMap<String, String>) -> Reported<Self> {
        let mut problems = Vec::new();
        let strings =
            Strings::new(overrides.get(strings::FILE).map(String::as_str)).take(&mut problems);
        let mut own = overrides.clone();
        loop {
            let templates = merged(&own);
            match load(&templates, &strings) {
                Ok(tera) => {
                    let always = format!("{}{}", words(&templates), env!("CARGO_PKG_VERSION"));
                    let closures = closures(&templates, &always);
                    return Reported { value: Self { tera, closures }, problems };
                }
                Err(error) => {
                    let problem = template_problem(&error, &templates, "");
                    let wrong = problem.file.trim_start_matches("templates/").to_owned();
                    problems.push(problem);
                    if own.is_empty() {
                        return Reported { value: Self::bare(), problems };
                    }
                    if own.remove(&wrong).is_none() {
                        own.clear();
                    }
                }
            }
        }
    }

    /// A renderer without templates: what is left when not even the built-in ones load.
    fn bare() -> Self {
        Self { tera: Tera::new(), closures: BTreeMap::new() }
    }

    /// Renders a page. An error names the template, its line, and the page.
    ///
    /// # Errors
    /// Where a template asks for what the page does not have.
    pub fn page(&self, page: &Page<'_>, context: &Context) -> Result<Vec<u8>, Problem> {
        let mut values = tera::Context::new();
        values.insert("site", &context.site);
        values.insert("page", &context.page);
        values.insert("view", &context.view);
        values.insert_value("structured", structured(context));
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(page.template, &values, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) => Err(template_problem(&error, &BTreeMap::new(), page.permalink.as_str())),
        }
    }

    /// The fingerprint of a template and of all that it extends, includes and calls, the interface's strings included.
    pub fn closure(&self, template: &str) -> u128 {
        self.closures.get(template).copied().unwrap_or_default()
    }
}

/// The templates that hold: the built-in ones, and the site's own over them and beside them.
fn merged(own: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let built_in = TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let mut all: BTreeMap<_, _> = built_in.collect();
    all.extend(own.iter().map(|(name, text)| (name.clone(), text.clone())));
    all
}

/// What every page shows that is no template: the strings and the inline script.
fn words(templates: &BTreeMap<String, String>) -> String {
    ["strings.yml", "inline.js"].iter().filter_map(|name| templates.get(*name)).cloned().collect()
}

fn load(templates: &BTreeMap<String, String>, strings: &Strings) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.register_function("t", strings::function(strings.clone()));
    let words = strings.clone();
    tera.register_filter(
        "date",
        move |value: &str, arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let style: Option<&str> = arguments.get("style")?;
            Ok(dates::word(&words, value, style.unwrap_or("long")))
        },
    );
    let words = strings.clone();
    tera.register_filter("dates", move |value: &str, _: Kwargs, _: &State<'_>| {
        dates::within(&words, value)
    });
    tera.register_filter("html", |value: Map, _: Kwargs, _: &State<'_>| html(&value));
    let inline = templates.get("inline.js").map(String::as_str).unwrap_or_default().trim();
    tera.global_context().insert("policy", &policy::policy(inline));
    tera.global_context().insert_value("inline", Value::safe_string(inline));
    let markup = |(name, _): &(&String, &String)| {
        std::path::Path::new(name.as_str()).extension().is_some_and(|end| end == "html")
    };
    let texts = templates.iter().filter(markup);
    tera.add_raw_templates(texts.map(|(name, text)| (name.as_str(), strings.put_into(text))))?;
    Ok(tera)
}

/// What a page tells machines, as JSON that ends no script: empty where it tells nothing.
fn structured(context: &Context) -> Value {
    let json = context.structured.as_ref().and_then(|facts| serde_json::to_string(facts).ok());
    Value::safe_string(&json.unwrap_or_default().replace('<', "\\u003c"))
}

/// The filter `html`: markup that [`crate::markdown::Html`] made. A plain text is refused, so that nothing an article
/// says can pass through here.
fn html(value: &Map) -> TeraResult<Value> {
    let only = value.iter().next().filter(|_| value.len() == 1);
    match only.and_then(|(key, markup)| (key.as_str() == Some("html")).then_some(markup)) {
        Some(markup) => Ok(Value::safe_string(markup.as_str().unwrap_or_default())),
        None => Err(tera::Error::message("the filter `html` takes markup of ours, not a text")),
    }
}

/// A template's error as a problem: its file, its line, and which page it was for.
fn template_problem(
    error: &tera::Error,
    templates: &BTreeMap<String, String>,
    page: &str,
) -> Problem {
    let for_page = |problem: Problem| match page {
        "" => problem,
        page => problem.hint(format!("while rendering {page}")),
    };
    if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = error.kind() {
        let file = format!("templates/{}", report.filename());
        let line = report.span().start_line;
        let text = templates
            .get(report.filename())
            .and_then(|text| text.lines().nth(line.saturating_sub(1)));
        let problem = Problem::error(Code::BadTemplate, &file, report.message());
        return for_page(problem.at(u32::try_from(line).unwrap_or(0), text.unwrap_or_default()));
    }
    let message = error.to_string();
    let (file, line) = named_in(&message, templates);
    let first = message.lines().next().unwrap_or_default().to_owned();
    for_page(Problem::error(Code::BadTemplate, &file, first).at(line, ""))
}

/// Finds `name.html:12` in a report that Tera has already written out.
fn named_in(message: &str, templates: &BTreeMap<String, String>) -> (String, u32) {
    for name in templates.keys() {
        if let Some((_, after)) = message.split_once(&format!("{name}:")) {
            let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
            return (format!("templates/{name}"), digits.parse().unwrap_or(0));
        }
    }
    ("templates".to_owned(), 0)
}
