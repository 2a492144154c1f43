//! What looks like a secret: by a file's name, or by what is in it. A story that speaks of keys holds none.

use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;
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

/// What stands after the beginning of a secret.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// A private key, whatever its file is called.
    Key,
    /// Nothing that would not be a secret.
    Anything,
    /// So many letters of a token.
    Token(Letters, usize),
    /// So much of an address where whoever knows it may post.
    Webhook(usize),
    /// The value of a setting, so long: `aws_secret_access_key = "…"`.
    Setting(usize),
}

use Shape::{Anything, Key, Setting, Token, Webhook};

/// What the letters of a token are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    /// Digits and the small letters a to f.
    Hex,
    /// Digits and capitals.
    Capital,
    /// Letters and digits. What has a hyphen in it may be an address made of words.
    Plain,
    /// The same, with `-` and `_`.
    Word,
    /// The same, with `+`, `/`, `.` and `=`: base 64, and what is made of several parts.
    Base64,
    /// What an address may have.
    Address,
}

use Letters::{Address, Base64, Capital, Hex, Plain, Word};

impl Letters {
    fn has(self, c: char) -> bool {
        match self {
            Hex => matches!(c, '0'..='9' | 'a'..='f'),
            Capital => matches!(c, '0'..='9' | 'A'..='Z'),
            Plain => c.is_ascii_alphanumeric(),
            Word => Plain.has(c) || matches!(c, '-' | '_'),
            Base64 => Word.has(c) || matches!(c, '+' | '/' | '.' | '='),
            Address => Base64.has(c) || matches!(c, ':' | '@' | '?' | '&' | ';' | '%'),
        }
    }
}

/// How secrets begin, and what comes after.
const BEGINNINGS: &[(&str, Shape)] = &[
    ("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----", Key),
    ("-----BEGIN DSA PRIVATE KEY-----", Key),
    ("-----BEGIN EC PRIVATE KEY-----", Key),
    ("-----BEGIN ENCRYPTED PRIVATE KEY-----", Key),
    ("-----BEGIN OPENSSH PRIVATE KEY-----", Key),
    ("-----BEGIN PGP PRIVATE KEY BLOCK-----", Key),
    ("-----BEGIN PRIVATE KEY-----", Key),
    ("-----BEGIN RSA PRIVATE KEY-----", Key),
    (".logic.azure.com:443/workflows/", Webhook(100)),
    (".webhook.office.com/webhookb2/", Webhook(100)),
    ("AGE-SECRET-KEY-1", Token(Capital, 40)),
    ("AIza", Token(Word, 35)),
    ("AKIA", Token(Capital, 16)),
    ("ASIA", Token(Capital, 16)),
    ("ATATT3", Token(Base64, 100)),
    ("AWS_SECRET_ACCESS_KEY", Setting(40)),
    ("AccountKey=", Token(Base64, 86)),
    ("GOCSPX-", Token(Word, 20)),
    ("NRAK-", Token(Capital, 27)),
    ("PMAK-", Token(Word, 59)),
    ("PuTTY-User-Key-File-2: ", Anything),
    ("PuTTY-User-Key-File-3: ", Anything),
    ("SG.", Token(Base64, 66)),
    ("SK", Token(Hex, 32)),
    ("SecretAccessKey", Setting(40)),
    ("SharedAccessKey=", Token(Base64, 43)),
    ("api.telegram.org/bot", Webhook(43)),
    ("aws_secret_access_key", Setting(40)),
    ("dapi", Token(Hex, 32)),
    ("dckr_pat_", Token(Word, 20)),
    ("discord.com/api/webhooks/", Webhook(80)),
    ("discordapp.com/api/webhooks/", Webhook(80)),
    ("doo_v1_", Token(Hex, 64)),
    ("dop_v1_", Token(Hex, 64)),
    ("dor_v1_", Token(Hex, 64)),
    ("dp.pt.", Token(Plain, 40)),
    ("figd_", Token(Word, 40)),
    ("gho_", Token(Plain, 36)),
    ("ghp_", Token(Plain, 36)),
    ("ghr_", Token(Plain, 36)),
    ("ghs_", Token(Plain, 36)),
    ("ghu_", Token(Plain, 36)),
    ("github_pat_", Token(Word, 40)),
    ("gldt-", Token(Word, 20)),
    ("glpat-", Token(Word, 20)),
    ("glptt-", Token(Hex, 40)),
    ("glrt-", Token(Word, 20)),
    ("glsa_", Token(Word, 41)),
    ("gsk_", Token(Plain, 52)),
    ("hf_", Token(Plain, 30)),
    ("hooks.slack.com/services/T", Webhook(40)),
    ("hooks.slack.com/workflows/T", Webhook(40)),
    ("hvs.", Token(Word, 24)),
    ("lin_api_", Token(Plain, 40)),
    ("nfp_", Token(Plain, 36)),
    ("npm_", Token(Plain, 36)),
    ("outlook.office.com/webhook/", Webhook(100)),
    ("pypi-AgE", Token(Word, 50)),
    ("r8_", Token(Plain, 37)),
    ("rk_live_", Token(Plain, 20)),
    ("sbp_", Token(Hex, 40)),
    ("secretAccessKey", Setting(40)),
    ("shpat_", Token(Hex, 32)),
    ("shpca_", Token(Hex, 32)),
    ("shppa_", Token(Hex, 32)),
    ("shpss_", Token(Hex, 32)),
    ("sk-", Token(Plain, 48)),
    ("sk-ant-", Token(Word, 30)),
    ("sk-proj-", Token(Word, 30)),
    ("sk-svcacct-", Token(Word, 30)),
    ("sk_live_", Token(Plain, 20)),
    ("sk_test_", Token(Plain, 20)),
    ("sq0csp-", Token(Word, 40)),
    ("whsec_", Token(Plain, 32)),
    ("xapp-", Token(Word, 20)),
    ("xoxa-", Token(Word, 20)),
    ("xoxb-", Token(Word, 20)),
    ("xoxe-", Token(Word, 20)),
    ("xoxp-", Token(Word, 20)),
    ("xoxr-", Token(Word, 20)),
    ("xoxs-", Token(Word, 20)),
    ("ya29.", Token(Word, 60)),
];

/// Finds every beginning in one pass.
static FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(BEGINNINGS.iter().map(|(begin, _)| begin)).ok());

/// Whether a file is called as secrets are.
pub(super) fn is_named(path: &str) -> bool {
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
    let begins = |(begin, shape): &(&str, Shape)| {
        matches!(shape, Token(..)) && begin.len() >= SHORTEST && user.starts_with(begin)
    };
    user.len() > LONGEST || BEGINNINGS.iter().any(begins)
}

/// Whether a file's bytes hold one. A text in UTF-16, as Windows' shell writes it, is its letters with zeros between them: those are
/// passed over.
pub(super) fn is_in(bytes: &[u8]) -> bool {
    let letters: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&letters);
    let found = FINDER.iter().flat_map(|finder| finder.find_overlapping_iter(&*text));
    let mut found = found.filter_map(|found| {
        let (_, shape) = BEGINNINGS.get(found.pattern().as_usize())?;
        Some((shape, text.get(..found.start())?, text.get(found.end()..)?))
    });
    found.any(|(shape, before, after)| shape.fits(before, after))
}

impl Shape {
    /// Whether a secret stands there, and no story about one.
    fn fits(self, before: &str, after: &str) -> bool {
        match self {
            Key => is_key(after),
            Anything => true,
            // Letters in the middle of a word or of packed bytes are no token.
            Token(letters, length) => {
                !before.ends_with(|c: char| Word.has(c) || matches!(c, '+' | '/'))
                    && is_random(after, letters, length)
            }
            Webhook(length) => is_random(after, Address, length),
            Setting(length) => {
                let quoted = |c: char| matches!(c, '"' | '\'' | ' ' | '\t');
                let value = after.trim_start_matches(quoted).strip_prefix([':', '=']);
                let value = value.unwrap_or_default().trim_start_matches(quoted);
                is_random(value, Base64, length)
            }
        }
    }
}

/// Whether what stands after the first line of a key is one: its letters, or what is said of it before them. Programs that write
/// keys hold that line alone, and so do stories.
fn is_key(after: &str) -> bool {
    const SHORTEST: usize = 8;
    const NEAR: usize = 200;
    const SAID: &[&str] = &["Comment:", "Proc-Type:", "Version:"];
    let near: String = after.chars().take(NEAR).collect();
    // In JSON and in scripts a line's end is written out.
    let near = near.replace("\\r", "").replace("\\n", "\n");
    let line = near.trim_start().lines().next().unwrap_or_default();
    let line = line.split(['"', '\'', '<', '`']).next().unwrap_or_default().trim_end();
    let letters = |c: char| Plain.has(c) || matches!(c, '+' | '/' | '=');
    SAID.iter().any(|begin| line.starts_with(begin))
        || line.len() >= SHORTEST && line.chars().all(letters)
}

/// Whether a text begins with so many letters that nobody would write: a beginning alone, dots in its place or the example of a
/// manual stand in stories.
fn is_random(text: &str, letters: Letters, length: usize) -> bool {
    const DIFFERENT: usize = 8;
    let found: String = text.chars().take_while(|&c| letters.has(c)).take(length).collect();
    let different: BTreeSet<u8> = found.bytes().collect();
    found.len() == length
        && different.len() >= DIFFERENT
        && found.bytes().any(|byte| byte.is_ascii_digit())
        && !found.to_ascii_lowercase().contains("example")
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn what_each_row_names_is_a_secret_and_its_beginning_is_none() {
        for (begin, shape) in BEGINNINGS {
            let (between, letters, length) = match *shape {
                Key | Anything => continue,
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
    fn a_file_is_a_secret_by_its_name_also_in_an_earlier_state() {
        for name in ["theme/id_rsa.bak", "theme/.env~", "live.tfstate", "theme/Secrets.json"] {
            assert!(is_named(name), "{name}");
        }
        assert!(!is_named("theme/credentials.html"));
    }
}
