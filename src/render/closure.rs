//! Which templates a template is made of, so that a changed one renders its own pages again and no others.
//!
//! Tera 2 takes names in `extends`, `include` and component calls as literals alone, so that reading the tags is exact.

use std::collections::{BTreeMap, BTreeSet};
use twox_hash::XxHash3_128;

/// For each template the fingerprint of itself and of everything it is made of.
pub(super) fn closures(
    templates: &BTreeMap<String, String>,
    always: &str,
) -> BTreeMap<String, u128> {
    let uses: BTreeMap<&str, Uses<'_>> =
        templates.iter().map(|(name, text)| (name.as_str(), Uses::of(text))).collect();
    let mut homes = BTreeMap::new();
    for (name, tags) in &uses {
        for component in &tags.defines {
            homes.insert(*component, *name);
        }
    }
    let of = |name: &str| {
        let mut seen = BTreeSet::new();
        reach(name, &uses, &homes, &mut seen);
        let mut bytes = always.as_bytes().to_vec();
        for name in seen {
            bytes.extend_from_slice(name.as_bytes());
            bytes.push(0);
            bytes.extend_from_slice(templates.get(name).map(String::as_bytes).unwrap_or_default());
            bytes.push(0);
        }
        XxHash3_128::oneshot(&bytes)
    };
    templates.keys().map(|name| (name.clone(), of(name))).collect()
}

fn reach<'t>(
    name: &'t str,
    uses: &BTreeMap<&'t str, Uses<'t>>,
    homes: &BTreeMap<&'t str, &'t str>,
    seen: &mut BTreeSet<&'t str>,
) {
    let Some((&name, tags)) = uses.get_key_value(name) else { return };
    if !seen.insert(name) {
        return;
    }
    let components = tags.components.iter().filter_map(|component| homes.get(component));
    for next in tags.templates.iter().chain(components) {
        reach(next, uses, homes, seen);
    }
}

/// What one template's tags name.
#[derive(Debug, Default)]
struct Uses<'t> {
    /// Templates it extends or includes.
    templates: Vec<&'t str>,
    /// Components it calls.
    components: Vec<&'t str>,
    /// Components it defines.
    defines: Vec<&'t str>,
}

impl<'t> Uses<'t> {
    fn of(text: &'t str) -> Self {
        let mut uses = Self::default();
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            rest = rest.get(at + 1..).unwrap_or_default();
            if let Some(comment) = rest.strip_prefix('#') {
                rest = comment.split_once("#}").map(|(_, after)| after).unwrap_or_default();
            } else if rest.starts_with(['%', '{']) {
                uses.tag(rest.get(1..).unwrap_or_default());
            }
        }
        uses
    }

    /// Reads the beginning of a tag: what follows `{%` or `{{`.
    fn tag(&mut self, tag: &'t str) {
        let tag = tag.trim_start_matches('-').trim_start();
        if let Some(name) = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include")) {
            let quoted = name.trim_start().get(1..).unwrap_or_default();
            self.templates.extend(quoted.split(['"', '\'', '`']).next());
        } else if let Some(name) = tag.strip_prefix("component") {
            self.defines.extend(first_name(name));
        } else if let Some(at) = tag.find('<').filter(|&at| at == 0 || tag.contains('=')) {
            self.components.extend(first_name(tag.get(at + 1..).unwrap_or_default()));
        }
    }
}

fn first_name(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end =
        text.find(|c: char| !(c.is_alphanumeric() || "_.-".contains(c))).unwrap_or(text.len());
    text.get(..end).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates(card: &str) -> BTreeMap<String, String> {
        let all = [
            ("base.html", "{% block x %}{% endblock %}"),
            ("card.html", card),
            (
                "a.html",
                "{% extends \"base.html\" %}{% block x %}{{ <card a=\"1\"/> }}{% endblock %}",
            ),
            ("b.html", "{% extends \"base.html\" %}"),
        ];
        all.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    }

    #[test]
    fn a_component_renders_those_again_that_call_it() {
        let one = closures(&templates("{% component card(a) %}1{% endcomponent %}"), "");
        let two = closures(&templates("{% component card(a) %}2{% endcomponent %}"), "");
        assert_ne!(one["a.html"], two["a.html"]);
        assert_eq!(one["b.html"], two["b.html"]);
    }

    #[test]
    fn a_comment_names_nothing() {
        let mut all = templates("");
        all.insert("b.html".into(), "{# {% include \"card.html\" %} #}".into());
        let uses = Uses::of(&all["b.html"]);
        assert!(uses.templates.is_empty());
    }
}
