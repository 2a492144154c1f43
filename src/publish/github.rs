//! Where GitHub Pages shows what a repository publishes.

/// How remotes on GitHub begin, before the owner's name.
const REMOTES: &[&str] = &[
    "git@github.com:",
    "https://github.com/",
    "ssh://git@github.com/",
    "ssh://git@ssh.github.com:443/",
];

/// The address of the site that a remote on GitHub publishes, where no domain of its own is set.
pub(super) fn address(remote: &str) -> Option<String> {
    let path = REMOTES.iter().find_map(|begin| remote.strip_prefix(begin))?.trim_end_matches('/');
    let (owner, name) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_name = |part: &str| !part.is_empty() && part.chars().all(plain);
    if !is_name(owner) || !is_name(name) {
        return None;
    }
    let host = format!("{}.github.io", owner.to_ascii_lowercase());
    let folder = if name.eq_ignore_ascii_case(&host) { String::new() } else { format!("{name}/") };
    Some(format!("https://{host}/{folder}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_on_github_tells_where_its_site_will_stand() {
        for (remote, site) in [
            ("git@github.com:Desk/story.git", Some("https://desk.github.io/story/")),
            ("https://github.com/desk/story", Some("https://desk.github.io/story/")),
            ("ssh://git@github.com/desk/desk.github.io.git", Some("https://desk.github.io/")),
            ("https://gitlab.com/desk/story.git", None),
            ("https://github.com/desk", None),
            ("/srv/story.git", None),
        ] {
            assert_eq!(address(remote).as_deref(), site, "{remote}");
        }
    }
}
