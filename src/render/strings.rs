//! The words of the interface: one file of strings, `templates/strings.yml`, and how a template asks for one.
//!
//! `{{ t(key="events", n=3) }}` is the string `events`, in its plural for 3, with `{n}` filled in. Values are escaped;
//! `*words*` in a string are set bold. A site's own file replaces single strings; what it lacks stays English.

use crate::config::Limits;
use crate::markdown::escape::escape_to;
use crate::problem::{Code, Problem, Reported};
use crate::yaml::{self, Value};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use tera::{Kwargs, State, TeraResult};

/// The strings' file.
pub const FILE: &str = "strings.yml";
/// How a template asks for a string.
const ASKED: &str = "{{ t(key=\"";
const ENGLISH: &str = include_str!("../../templates/strings.yml");

/// The words of the interface, by key.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    words: FxHashMap<String, Words>,
}

/// One string, with the forms it takes beside a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Words {
    /// Beside 0, where the language has a form of its own.
    zero: Option<Form>,
    /// Beside 1.
    one: Option<Form>,
    /// Beside 2.
    two: Option<Form>,
    /// Else.
    other: Form,
}

/// One form of a string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Form {
    /// As it stands in the file.
    text: String,
    /// The same, taken apart: a page asks for dozens.
    pieces: Vec<Piece>,
}

/// A piece of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// As HTML shows it.
    Html(String),
    /// Where a value of this name belongs.
    Place(String),
}

impl Strings {
    /// The English strings, and over them those of a site's own file.
    pub fn new(own: Option<&str>) -> Reported<Self> {
        let mut problems = Vec::new();
        let mut words: FxHashMap<_, _> = read(ENGLISH, &mut problems).into_iter().collect();
        if let Some(own) = own {
            for (key, value) in read(own, &mut problems) {
                match words.get_mut(&key) {
                    Some(known) => *known = value,
                    None => problems.push(unknown(&key)),
                }
            }
        }
        Reported { value: Self { words }, problems }
    }

    /// A string as it stands; empty where there is none.
    pub fn plain(&self, key: &str) -> &str {
        self.words.get(key).map(|words| words.other.text.as_str()).unwrap_or_default()
    }

    /// A template with the strings put in that it asks for as they stand, on the same lines: a page asks for dozens of them.
    pub(super) fn put_into(&self, template: &str) -> String {
        let mut tags = template.split("{%").skip(1);
        if tags.any(|tag| tag.trim_start_matches('-').trim_start().starts_with("raw")) {
            return template.to_owned();
        }
        let mut made = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, asked)) = rest.split_once(ASKED) {
            made.push_str(before);
            let alone = asked.split_once("\") }}").and_then(|(key, after)| {
                let html = self.html(key, |_| None)?;
                (!html.contains(['{', '\n'])).then_some((html, after))
            });
            let (html, after) = alone.unwrap_or_else(|| (ASKED.to_owned(), asked));
            made.push_str(&html);
            rest = after;
        }
        made.push_str(rest);
        made
    }

    /// A string with its places filled, as HTML.
    fn html<'v>(&self, key: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> Option<String> {
        let words = self.words.get(key)?;
        Some(words.beside(&value).fill(value))
    }
}

impl Words {
    /// The form beside a number.
    fn beside<'v>(&self, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> &Form {
        let forms = [("0", &self.zero), ("1", &self.one), ("2", &self.two)];
        if forms.iter().all(|(_, form)| form.is_none()) {
            return &self.other;
        }
        let number = value("n");
        let form = forms.into_iter().find(|(beside, _)| number.as_deref() == Some(beside));
        form.and_then(|(_, form)| form.as_ref()).unwrap_or(&self.other)
    }
}

/// The function `t` of the templates.
pub(super) fn function(
    strings: Strings,
) -> impl Fn(Kwargs, &State<'_>) -> TeraResult<tera::Value> + Send + Sync + 'static {
    move |arguments: Kwargs, _: &State<'_>| {
        let key: &str = arguments.must_get("key")?;
        let value = |name: &str| {
            let mut all = arguments.iter();
            all.find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| shown(value))
        };
        match strings.html(key, value) {
            Some(html) => Ok(tera::Value::safe_string(&html)),
            None => Err(tera::Error::message(format!("there is no string `{key}` in {FILE}"))),
        }
    }
}

fn shown(value: &tera::Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| value.to_string().into(), Cow::Borrowed)
}

impl Form {
    /// Finds the `{places}` and turns `*words*` bold; everything else is text.
    fn read(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut html = String::new();
        let mut bold = false;
        let mut rest = text;
        while let Some(at) = rest.find(['{', '*']) {
            let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            escape_to(&mut html, before);
            if let Some(after) = tail.strip_prefix('*') {
                html.push_str(if bold { "</b>" } else { "<b>" });
                bold = !bold;
                rest = after;
                continue;
            }
            let (name, after) = tail.trim_start_matches('{').split_once('}').unwrap_or(("", ""));
            pieces.push(Piece::Html(std::mem::take(&mut html)));
            pieces.push(Piece::Place(name.to_owned()));
            rest = after;
        }
        escape_to(&mut html, rest);
        if bold {
            html.push_str("</b>");
        }
        pieces.push(Piece::Html(html));
        Self { text: text.to_owned(), pieces }
    }

    /// The string as HTML, with its places filled.
    fn fill<'v>(&self, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
        let mut html = String::with_capacity(self.text.len() + 32);
        for piece in &self.pieces {
            match piece {
                Piece::Html(piece) => html.push_str(piece),
                Piece::Place(name) => {
                    value(name).iter().for_each(|value| escape_to(&mut html, value));
                }
            }
        }
        html
    }
}

fn read(text: &str, problems: &mut Vec<Problem>) -> BTreeMap<String, Words> {
    let file = format!("templates/{FILE}");
    match yaml::load(text, &Limits::default()) {
        Ok(mapping) => mapping
            .iter()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), words(value)?)))
            .collect(),
        Err(refusal) => {
            problems.push(
                Problem::error(Code::BadTemplate, &file, refusal.message).at(refusal.line, ""),
            );
            BTreeMap::new()
        }
    }
}

fn words(value: &Value) -> Option<Words> {
    if let Some(text) = value.as_str() {
        return Some(Words { other: Form::read(text), ..Words::default() });
    }
    let forms = value.as_mapping()?;
    let form = |name: &str| forms.get(name).and_then(Value::as_str).map(Form::read);
    let other = form("other")?;
    Some(Words { zero: form("zero"), one: form("one"), two: form("two"), other })
}

fn unknown(key: &str) -> Problem {
    let file = format!("templates/{FILE}");
    Problem::warning(Code::BadTemplate, &file, format!("no template asks for the string `{key}`"))
        .hint("remove it, or see the built-in file for the keys there are")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_takes_its_plural() {
        let strings = Strings::new(None).value;
        let of = |n: &str| strings.html("events", |_| Some(n.to_owned().into())).unwrap();
        assert_eq!((of("1").as_str(), of("3").as_str()), ("1 event", "3 events"));
    }

    #[test]
    fn values_are_escaped_and_stars_are_bold() {
        let form = Form::read("*{n}* of <x>");
        let filled = form.fill(|name| (name == "n").then_some("<3>".into()));
        assert_eq!(filled, "<b>&lt;3&gt;</b> of &lt;x&gt;");
    }

    #[test]
    fn strings_that_stand_alone_are_put_into_a_template() {
        let put = |template: &str| Strings::new(None).value.put_into(template);
        let other = r#"{{ t(key="events", n=3) }}{{ t(key="differ_" ~ kind) }}{{ t(key="none") }}"#;
        let asked = format!(r#"<p>{{{{ t(key="nav_articles") }}}}</p>{other}"#);
        assert_eq!(put(&asked), format!("<p>Articles</p>{other}"));
        for open in ["{% raw %}", "{%- raw -%}", "{%raw%}"] {
            let raw = format!(r#"{open}{{{{ t(key="nav_articles") }}}}{{% endraw %}}"#);
            assert_eq!(put(&raw), raw);
        }
    }

    #[test]
    fn a_site_replaces_single_strings() {
        let own = Strings::new(Some("nav_timeline: Zeitleiste\nnonsense: x\n"));
        assert_eq!(own.value.plain("nav_timeline"), "Zeitleiste");
        assert_eq!(own.value.plain("nav_articles"), "Articles");
        assert_eq!(own.problems.len(), 1);
    }
}
