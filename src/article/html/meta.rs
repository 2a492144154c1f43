//! What a page's `meta` and `link` elements state.

use super::tree::Tree;

/// The `meta` elements of a page: each name in lower case, and what it says.
#[derive(Debug, Default)]
pub(super) struct Metas {
    list: Vec<(String, String)>,
}

impl Metas {
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let mut list = Vec::new();
        for id in tree.all(0, &["meta"]) {
            let node = tree.node(id);
            let content = node.get("content").split_whitespace().collect::<Vec<_>>().join(" ");
            if content.is_empty() {
                continue;
            }
            let content = htmlize::unescape(content).into_owned();
            for key in ["property", "name", "itemprop"] {
                let names = node.get(key).split_whitespace();
                list.extend(names.map(|name| (name.to_ascii_lowercase(), content.clone())));
            }
        }
        Self { list }
    }

    /// The first value of the first of these names that has one.
    pub(super) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// All values of a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.list.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The address of the first `link` of this relation.
pub(super) fn link<'t>(tree: &'t Tree<'_>, relation: &str) -> Option<&'t str> {
    let id = tree.all(0, &["link"]).find(|&id| {
        tree.node(id).get("rel").split_whitespace().any(|rel| rel.eq_ignore_ascii_case(relation))
    })?;
    Some(tree.node(id).get("href").trim()).filter(|href| !href.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[test]
    fn a_value_is_found_under_any_of_its_names() {
        let tree = parse(
            "<meta property='OG:Title' content='A &amp;amp; B'><meta name=author content=''><meta name=author content='Ann Lee'>",
            9,
        );
        let metas = Metas::of(&tree);
        assert_eq!(metas.first(&["x", "og:title"]), Some("A & B"));
        assert_eq!(metas.first(&["author"]), Some("Ann Lee"));
    }
}
