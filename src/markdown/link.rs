//! Which addresses a link may have: `http`, `https` and `mailto`; in the desk's own texts also pages of the site.

/// Whose links a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links<'a> {
    /// An article's: absolute addresses alone, since its relative ones meant another site.
    Article,
    /// The desk's: addresses without a scheme are pages of this site, reached by way of `root` (`../`).
    Desk {
        /// The way from the page to the site's root.
        root: &'a str,
    },
}

impl Links<'_> {
    /// The address a link may lead to; `None` where it must not be a link.
    pub fn allow(self, target: &str) -> Option<String> {
        let plain: String =
            target.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        if is_outward(&plain) {
            return Some(plain);
        }
        match self {
            Links::Article => None,
            Links::Desk { .. } if plain.starts_with('#') => Some(plain),
            Links::Desk { root } => own_page(&plain).map(|page| format!("{root}{page}")),
        }
    }
}

/// Whether an address is absolute, with a scheme that only ever opens a page or a letter.
pub fn is_outward(address: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    })
}

/// An address within the site: no scheme, no host, no way upwards.
fn own_page(address: &str) -> Option<&str> {
    let address = address.strip_prefix("./").unwrap_or(address);
    let odd = address.is_empty()
        || address.starts_with(['/', '\\', '?'])
        || address.contains(':')
        || address.split(['/', '\\']).any(|part| part == "..");
    (!odd).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_schemes_are_links() {
        let allow = |target| Links::Article.allow(target);
        assert_eq!(allow("https://x.example/a b").as_deref(), Some("https://x.example/ab"));
        for target in
            ["javascript:alert(1)", "java\nscript:x", "data:text/html,x", "//x", "#", "/a"]
        {
            assert_eq!(allow(target), None, "{target}");
        }
    }

    #[test]
    fn the_desk_links_to_its_own_pages() {
        let desk = Links::Desk { root: "../" };
        assert_eq!(desk.allow("method.html").as_deref(), Some("../method.html"));
        assert_eq!(desk.allow("../../etc"), None);
        assert_eq!(desk.allow("vbscript:x"), None);
    }
}
