//! A look at what would go out, before it does.

use super::{links, whence};
use crate::build::{self, Options, Outcome};
use crate::problem::{Code, Problem};
use std::path::Path;

/// GitHub refuses larger files: <https://docs.github.com/en/repositories/working-with-files/managing-large-files>.
const LARGEST_FILE: u64 = 100 * 1024 * 1024;
/// GitHub Pages' limit for a site: <https://docs.github.com/en/pages/getting-started-with-github-pages>.
const LARGEST_SITE: u64 = 1024 * 1024 * 1024;

/// Names that say a file is a secret, by their ending or whole; in lower case.
const SECRET_NAMES: &[&str] = &[
    ".env",
    ".git-credentials",
    ".htpasswd",
    ".kdbx",
    ".key",
    ".keystore",
    ".netrc",
    ".npmrc",
    ".p12",
    ".pem",
    ".pfx",
    ".pgpass",
    ".ppk",
    ".tfstate",
    "credentials",
    "client_secret.json",
    "credentials.json",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "id_rsa",
    "secrets.json",
    "service-account.json",
    "wp-config.php",
];

/// What editors and careful people put behind the name of a file's earlier state.
const EARLIER: &[&str] = &[".bak", ".old", ".orig", "~"];

/// How private keys begin, whatever their file is called.
const PRIVATE_KEYS: &[&str] = &[
    "-----BEGIN DSA PRIVATE KEY-----",
    "-----BEGIN EC PRIVATE KEY-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----",
    "PuTTY-User-Key-File-",
];

/// What tokens begin with, and how many characters of a token come after it.
const TOKENS: &[(&str, usize)] = &[
    ("AGE-SECRET-KEY-1", 40),
    ("AIza", 35),
    ("AKIA", 16),
    ("ASIA", 16),
    ("GOCSPX-", 20),
    ("SG.", 20),
    ("dckr_pat_", 20),
    ("dop_v1_", 40),
    ("ghp_", 36),
    ("gho_", 36),
    ("ghr_", 36),
    ("ghs_", 36),
    ("ghu_", 36),
    ("github_pat_", 40),
    ("glpat-", 20),
    ("hf_", 30),
    ("hvs.", 24),
    ("npm_", 36),
    ("pypi-", 50),
    ("rk_live_", 20),
    ("sk-ant-", 30),
    ("sk-proj-", 30),
    ("sk-svcacct-", 30),
    ("sk_live_", 20),
    ("sk_test_", 20),
    ("xapp-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
];

/// What is wrong with the site as it was built.
///
/// # Errors
/// Where it cannot be read.
pub fn look(options: &Options, outcome: &Outcome) -> anyhow::Result<Vec<Problem>> {
    let (out, config) = (&options.out, &outcome.config);
    let world = || build::world(options, config.clone());
    let mut problems = whence::broken(out, &links::pages(out)?, world)?;
    if outcome.articles == 0 && outcome.events == 0 {
        // Most often another branch is checked out, and an empty site would take the place of the one that stands there.
        let message = "the site has no articles";
        let hint = "look whether this is the site's folder, and whether its sources are in it";
        problems.push(Problem::error(Code::Unpublishable, "content", message).hint(hint));
    }
    if config.base_url.is_none() {
        let message = "no base_url: feeds, the sitemap and shared links will name no address";
        let hint = "set base_url in dateline.toml, or pass --base-url";
        problems.push(Problem::warning(Code::NoBase, crate::config::FILE, message).hint(hint));
    }
    let mut total = 0;
    for entry in walkdir::WalkDir::new(out).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path().strip_prefix(out)?.to_string_lossy().replace('\\', "/");
        if entry.path_is_symlink() {
            problems.push(Problem::error(
                Code::Unpublishable,
                &path,
                "a link, which GitHub Pages does not serve",
            ));
        } else if entry.file_type().is_file() {
            total += entry.metadata()?.len();
            problems.extend(look_at(&path, entry.path(), entry.metadata()?.len())?);
        }
    }
    if total > LARGEST_SITE {
        let message = format!("the site has {} MB; GitHub Pages takes 1,024", total / 1024 / 1024);
        problems.push(Problem::error(Code::Unpublishable, "", message));
    }
    Ok(problems)
}

fn look_at(name: &str, path: &Path, size: u64) -> anyhow::Result<Option<Problem>> {
    if size > LARGEST_FILE {
        let message = format!("{} MB; GitHub takes 100 MB a file", size / 1024 / 1024);
        return Ok(Some(Problem::error(Code::Unpublishable, name, message)));
    }
    let short = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let short = EARLIER.iter().find_map(|end| short.strip_suffix(end)).unwrap_or(&short);
    let named = SECRET_NAMES.iter().any(|secret| match secret.strip_prefix('.') {
        Some(_) => short.ends_with(secret),
        None => short == *secret,
    });
    if named || holds_secret(&std::fs::read(path)?) {
        let hint = "take it out of theme/ or content/, and change the secret where it was used";
        return Ok(Some(Problem::error(Code::Secret, name, "looks like a secret").hint(hint)));
    }
    Ok(None)
}

/// A text in UTF-16, as Windows' shell writes it, is its letters with zeros between them: those are passed over.
fn holds_secret(bytes: &[u8]) -> bool {
    let letters: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&letters);
    PRIVATE_KEYS.iter().any(|key| text.contains(key))
        || TOKENS.iter().any(|token| holds_token(&text, *token))
}

/// A beginning alone is no token, for a story may well speak of one; nor are letters in the middle of packed bytes.
fn holds_token(text: &str, (begin, length): (&str, usize)) -> bool {
    let of_token = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.match_indices(begin).any(|(at, _)| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let rest = after.strip_prefix(begin).unwrap_or_default();
        let found = rest.chars().take_while(|&c| of_token(c)).take(length).collect::<String>();
        let random = found.bytes().any(|byte| byte.is_ascii_digit());
        found.len() == length
            && random
            && !before.ends_with(|c: char| of_token(c) || c == '+' || c == '/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_secret_and_a_story_about_keys_is_not() {
        assert!(holds_secret(b"x -----BEGIN RSA PRIVATE KEY----- y"));
        let token = format!("token gh{}{}", "p_", "a1".repeat(18));
        assert!(holds_secret(token.as_bytes()));
        let wide: Vec<u8> = token.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(holds_secret(&wide), "in UTF-16");
        let named =
            |name: &str| look_at(name, Path::new("."), 0).is_ok_and(|found| found.is_some());
        for name in ["theme/id_rsa.bak", "theme/.env~", "live.tfstate", "theme/Secrets.json"] {
            assert!(named(name), "{name}");
        }
        assert!(!holds_secret(b"Tokens begin with ghp_ and end nowhere."));
        assert!(!holds_secret(format!("Zm9v/gh{}{}", "p_", "a1".repeat(18)).as_bytes()));
    }
}
