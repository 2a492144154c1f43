//! Who published it: from the outlet table, from the address read against the page's own words, from an appeal.

use super::page::{Page, words};
use crate::desk::Aliases;

/// Names the outlet where nothing has yet. Never invents: a name is one of the table's, or stands on the page.
pub(super) fn read(page: &mut Page, aliases: &Aliases, removed: &[String]) {
    let host = page.front.url.as_deref().and_then(host);
    let listed = host.as_deref().and_then(|host| by_host(aliases, host));
    if let Some(name) = listed {
        page.front.outlet = Some(name);
        page.origin("outlet", "url");
        return;
    }
    if page.front.outlet.is_some() {
        return;
    }
    let Some(host) = host else { return };
    let found = label(&host).and_then(|label| named_on_page(page, removed, label));
    if let Some(name) = found {
        page.front.outlet = Some(name);
        page.origin("outlet", "url");
    }
}

/// The host of an address, without `www.` and its like.
pub(super) fn host(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let host = url.host_str()?.to_lowercase();
    let bare = ["www.", "m.", "amp.", "edition."].iter().find_map(|front| host.strip_prefix(front));
    Some(bare.unwrap_or(&host).to_owned())
}

/// The outlet that the table lists for a host; a host also stands for its subdomains.
pub(super) fn by_host(aliases: &Aliases, host: &str) -> Option<String> {
    let found = aliases.outlets.iter().find(|(_, outlet)| outlet.publishes_at(host));
    found.map(|(name, _)| name.clone())
}

/// The part of a host that is the outlet's: `harbourtimes` of `news.harbourtimes.co.uk`.
fn label(host: &str) -> Option<&str> {
    const SECOND: &[&str] = &["ac", "co", "com", "gov", "net", "org"];
    let parts: Vec<&str> = host.split('.').collect();
    let before = parts.len().checked_sub(2)?;
    let at = if before > 0 && SECOND.contains(parts.get(before)?) { before - 1 } else { before };
    parts.get(at).copied().filter(|label| label.len() >= 3)
}

/// Capitalised words of the page that, run together, are the host's label: "Harbour Times" for `theharbourtimes.example`.
fn named_on_page(page: &Page, removed: &[String], label: &str) -> Option<String> {
    let own = page.front.authors.iter().chain(&page.front.title).map(String::as_str);
    let lines = page.lines.iter().map(|line| line.text.as_str());
    let texts = own.chain(removed.iter().map(String::as_str)).chain(lines);
    let bare = label.strip_prefix("the").filter(|rest| rest.len() >= 4);
    texts.filter(|text| !text.is_empty()).find_map(|text| {
        let text = words(text);
        match (run_together(&text, label), bare) {
            (Some(name), _) => Some(name),
            (None, Some(bare)) => run_together(&text, bare).map(|name| format!("The {name}")),
            (None, None) => None,
        }
    })
}

/// The words of `text` that spell `label` when run together, as they stand.
fn run_together(text: &str, label: &str) -> Option<String> {
    let tokens: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '&' | '-')))
        .filter(|word| !word.is_empty())
        .collect();
    (0..tokens.len()).find_map(|from| {
        let mut spelled = String::new();
        for (count, word) in tokens.iter().skip(from).take(6).enumerate() {
            spelled
                .extend(word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
            if spelled == label {
                let name = tokens.get(from..=from + count)?.join(" ");
                return name.starts_with(char::is_uppercase).then_some(name);
            }
            if !label.starts_with(&spelled) {
                return None;
            }
        }
        None
    })
}

/// Whether a text holds a name as whole words.
pub(super) fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// "A Message from The Harbour Times:" names who asks.
pub(super) fn from_appeal(page: &mut Page, block: &[usize]) {
    if page.front.outlet.is_some() {
        return;
    }
    let name = block.iter().find_map(|at| {
        let text = words(page.text(*at));
        let rest = ["A Message from ", "A message from ", "A Note from ", "the journalists of "]
            .iter()
            .find_map(|words| text.split_once(*words))?
            .1;
        let name = rest.split([':', ',', '.', '!']).next()?.trim();
        let named = name.split_whitespace().count() <= 5
            && name.starts_with(char::is_uppercase)
            && name.ends_with(|c: char| c.is_alphanumeric());
        named.then(|| name.to_owned())
    });
    if let Some(name) = name {
        page.front.outlet = Some(name);
        page.origin("outlet", "text");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_read_against_the_pages_words() {
        assert_eq!(
            run_together("By Harbour Times Reporter", "harbourtimes").as_deref(),
            Some("Harbour Times")
        );
        assert_eq!(run_together("The harbour times were odd", "harbourtimes"), None);
        assert_eq!(label("news.harbourtimes.co.uk"), Some("harbourtimes"));
    }

    #[test]
    fn a_listed_host_stands_for_its_subdomains() {
        let mut aliases = Aliases::default();
        let outlet =
            crate::desk::Outlet { hosts: vec!["harbour.example".into()], ..Default::default() };
        aliases.outlets.insert("Harbour Times".into(), outlet);
        assert_eq!(by_host(&aliases, "news.harbour.example").as_deref(), Some("Harbour Times"));
        assert_eq!(by_host(&aliases, "otherharbour.example"), None);
    }
}
