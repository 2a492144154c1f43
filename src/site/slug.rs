//! Names as parts of addresses: stable, readable, unique.

use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in small letters, accents folded, everything between words one hyphen. Empty where no letter is left.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for c in name.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | '.')) {
        if !c.is_alphanumeric() {
            gap = !slug.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            slug.push('-');
        }
        slug.extend(c.to_lowercase());
    }
    slug.chars().take(80).collect()
}

/// Slugs for a set of names. Where two names have one slug, all but the first, by name, get a mark made of their own
/// letters, so that it does not depend on which came first.
pub fn slugs<'a>(names: &BTreeSet<&'a str>) -> BTreeMap<&'a str, String> {
    let mut taken = BTreeSet::new();
    let mut slugs = BTreeMap::new();
    for &name in names {
        let plain = slug(name);
        let free = !plain.is_empty() && plain != "index" && taken.insert(plain.clone());
        let slug = if free { plain } else { marked(&plain, name) };
        slugs.insert(name, slug);
    }
    slugs
}

fn marked(plain: &str, name: &str) -> String {
    let mark = format!("{:08x}", super::fingerprint::fingerprint(&name) & 0xffff_ffff);
    if plain.is_empty() { mark } else { format!("{plain}-{mark}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_readable_addresses() {
        assert_eq!(slug("The Moscow Times"), "the-moscow-times");
        assert_eq!(slug("Agência  Lusa, S.A."), "agencia-lusa-sa");
        assert_eq!(slug("読売新聞"), "読売新聞");
    }

    #[test]
    fn two_names_never_share_an_address() {
        let slugs = slugs(&BTreeSet::from(["C", "C++", "…"]));
        let all: BTreeSet<_> = slugs.values().collect();
        assert_eq!(all.len(), 3, "{slugs:?}");
        assert!(slugs.values().all(|slug| !slug.is_empty()));
    }
}
