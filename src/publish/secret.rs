//! What looks like a secret: by a file's name, or by what is in it. A story that speaks of keys holds none.

mod key;
mod kind;

use crate::text::line_at;
use aho_corasick::AhoCorasick;
use kind::BEGINNINGS;
use kind::Shape::{Login, Token};
use std::sync::LazyLock;

/// Names that say a file is a secret, by their ending or whole; in lower case.
const NAMES: &[&str] = &[
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
    ".sql",
    ".sqlite",
    ".sqlite3",
    ".tfstate",
    "_netrc",
    "cookies.txt",
    "credentials",
    "client_secret.json",
    "credentials.json",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "id_rsa",
    "kubeconfig",
    "secrets.json",
    "secrets.yaml",
    "secrets.yml",
    "service-account.json",
    "wp-config.php",
];

/// What editors and careful people put behind the name of a file's earlier state.
const EARLIER: &[&str] = &[".bak", ".old", ".orig", "~"];

/// What looks like a secret, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Secret {
    /// Which kind it is, in words.
    pub(super) kind: String,
    /// The 1-based line that it begins on; 0 where the whole file is meant.
    pub(super) line: u32,
}

/// Finds every beginning in one pass.
static FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(BEGINNINGS.iter().map(|(begin, _)| begin)).ok());

/// Whether a file is called as secrets are.
fn is_named(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let name = EARLIER.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    NAMES.iter().any(|secret| match secret.strip_prefix('.') {
        Some(_) => name.ends_with(secret),
        None => name == *secret,
    })
}

/// Whether a name is a token in a user's place: it begins as one, or is longer than names are.
pub(super) fn is_like_token(user: &str) -> bool {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 30;
    let begins = |(begin, shape): &(&str, kind::Shape)| {
        matches!(shape, Token(..)) && begin.len() >= SHORTEST && user.starts_with(begin)
    };
    user.len() > LONGEST || BEGINNINGS.iter().any(begins)
}

/// The first that a file is or holds.
pub(super) fn first(path: &str, bytes: &[u8]) -> Option<Secret> {
    let named = is_named(path).then(|| Secret { kind: NAMED.to_owned(), line: 0 });
    named.or_else(|| text_of(bytes).and_then(|text| held(path, &text).next()))
}

/// Every one that a file holds.
pub(super) fn all(path: &str, bytes: &[u8]) -> Vec<Secret> {
    text_of(bytes).map(|text| held(path, &text).collect()).unwrap_or_default()
}

const NAMED: &str = "its name is one that files of secrets have";

/// A file's text, where there may be one in it. A text in UTF-16, as Windows' shell writes it, is its letters with zeros between
/// them: those are passed over.
fn text_of(bytes: &[u8]) -> Option<String> {
    let letters: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&letters).into_owned();
    FINDER.iter().any(|finder| finder.is_match(&text)).then_some(text)
}

fn held<'t>(path: &str, text: &'t str) -> impl Iterator<Item = Secret> + 't {
    let in_theme = path.starts_with("theme/");
    let found = FINDER.iter().flat_map(move |finder| finder.find_overlapping_iter(text));
    found.filter_map(move |found| {
        let (begin, shape) = BEGINNINGS.get(found.pattern().as_usize())?;
        let (before, after) = (text.get(..found.start())?, text.get(found.end()..)?);
        let counts = in_theme || !matches!(shape, Login);
        let fits = counts && shape.fits(before, after);
        fits.then(|| Secret { kind: shape.called(begin), line: line_at(text, found.start()) })
    })
}

#[cfg(test)]
mod tests {
    use super::kind::Letters::{self, Address, Plain};
    use super::kind::Shape::{Anything, Key, Setting, Webhook};
    use super::*;

    /// As many letters as one asks for, in no order that words have.
    fn random(letters: Letters, length: usize) -> String {
        let all: Vec<char> = ('!'..='z').filter(|c| letters.has(*c)).collect();
        let mut seed = 7_u32;
        let next = |_| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            all[(seed >> 16) as usize % all.len()]
        };
        (0..length).map(next).collect()
    }

    fn is_in(bytes: &[u8]) -> bool {
        first("article/a.html", bytes).is_some()
    }

    #[test]
    fn what_each_row_names_is_a_secret_and_its_beginning_is_none() {
        for (begin, shape) in BEGINNINGS {
            let (between, letters, length) = match *shape {
                Key | Anything | Login => continue,
                Token(letters, length) => ("", letters, length),
                Webhook(length) => ("", Address, length),
                Setting(length) => ("\": \"", Plain, length),
            };
            let held = |rest: &str| is_in(format!("on \"{begin}{between}{rest}\" here").as_bytes());
            assert!(held(&random(letters, length)), "{begin}{}", random(letters, length));
            for rest in ["", "…", "12345", &"x".repeat(length), &"0".repeat(length)] {
                assert!(!held(rest), "{begin}{rest}");
            }
        }
        assert!(is_in(format!("AWS_SECRET_ACCESS_KEY={}", random(Plain, 40)).as_bytes()));
    }

    #[test]
    fn a_key_is_a_secret_and_a_story_about_keys_is_not() {
        let key = "-----BEGIN RSA PRIVATE KEY-----";
        for after in
            ["\nMIIEpAIBAAKCAQEA\n", "\\nMIIEpAIBAAKCAQEA\\n", "\r\nProc-Type: 4,ENCRYPTED"]
        {
            assert!(is_in(format!("x {key}{after}").as_bytes()), "{after}");
        }
        assert!(is_in(b"PuTTY-User-Key-File-3: ssh-ed25519"));
        let token = format!("token gh{}{}", "p_", random(Plain, 36));
        assert!(is_in(token.as_bytes()));
        let wide: Vec<u8> = token.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_in(&wide), "in UTF-16");
        let packed = format!("Zm9v/gh{}{}", "p_", random(Plain, 36));
        for story in [
            "Tokens begin with ghp_ and end nowhere.",
            "\"pypi-packages-with-malware-steal-credentials-from-developers-in-2024-and-2025.html\"",
            "npm_package_config_a_name_as_long_as_any_2024",
            "sk-hynix-and-samsung-raise-prices-of-memory-chips-again-in-2025-report",
            "The manual's own AKIAIOSFODNN7EXAMPLE is nobody's.",
            "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
            &packed,
            &format!("write(\"{key}\\n\" + letters)"),
            &format!("A file that begins with {key} identifies whoever has it."),
            &format!("<code>{key}</code>\n\nMore."),
        ] {
            assert!(!is_in(story.as_bytes()), "{story}");
        }
    }

    #[test]
    fn a_key_is_one_whatever_stands_between_its_lines() {
        let begin = "-----BEGIN RSA PRIVATE KEY-----";
        let letters = random(Plain, 64);
        for after in [
            format!("</p>\n<p id=\"p2\" class=\"para\">{letters}</p>"),
            format!("<br />\n{letters}<br>"),
            format!("</p><p><a href=\"#p3\"><span>Paragraph</span> 3</a>{letters}</p>"),
            format!("</li><li><span>{letters}</span></li>"),
            format!("&lt;/p&gt;&lt;p&gt;{letters}"),
            format!("</p><p>Proc-Type: 4,ENCRYPTED</p><p>{letters}"),
            format!("\n\n- {letters}\n"),
            format!("\n2. {letters}\n"),
            format!("\\\n> {letters}\\\n"),
            format!(" {letters} {letters}"),
        ] {
            let found = first("article/a.html", format!("x\n{begin}{after}").as_bytes());
            let key = Secret { kind: "a private key".to_owned(), line: 2 };
            assert_eq!(found, Some(key), "{after}");
        }
        for after in [
            "</p><p>Researchers</p><p>found it.</p>",
            "</code> identifies whoever has it.</p><p>Bundesverfassungsgericht",
            "</p><p>DonaudampfschifffahrtsgesellschaftsKapitaenswitwe",
            "</p><p><a href=\"https://x.example/Aa1Bb2Cc3Dd4Ee5Ff6Gg7Hh8Ii9Jj0Kk1Ll2\">More</a>",
        ] {
            assert!(!is_in(format!("{begin}{after}").as_bytes()), "{after}");
        }
    }

    #[test]
    fn settings_in_the_theme_are_secrets_and_what_stands_for_one_is_none() {
        let key = format!("client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBL{}", random(Plain, 60));
        let login = "url = postgres://desk:tr0mbone@db.desk.example/story";
        for text in [&key, login] {
            assert!(first("theme/conf.txt", text.as_bytes()).is_some(), "{text}");
        }
        assert_eq!(first("article/a.html", login.as_bytes()), None, "a story about one");
        for text in [
            "postgres://${USER}:${PASSWORD}@db/story",
            "postgres://db.example/story",
            "certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURCVENDQWUyZ0F3SUJBZ0lJ",
        ] {
            assert_eq!(first("theme/conf.txt", text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_file_is_a_secret_by_its_name_also_in_an_earlier_state() {
        for name in [
            "theme/id_rsa.bak",
            "theme/.env~",
            "live.tfstate",
            "theme/Secrets.yml",
            "a/desk.sqlite",
        ] {
            assert!(is_named(name), "{name}");
        }
        assert!(!is_named("theme/credentials.html"));
    }
}
