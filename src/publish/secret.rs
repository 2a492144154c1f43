//! What looks like a secret: by a file's name, or by what is in it. A story that speaks of keys holds none.

use crate::text::line_at;
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
    /// A user and a password before a host. Stories and manuals show such addresses: it counts in the theme alone.
    Login,
}

use Shape::{Anything, Key, Login, Setting, Token, Webhook};

/// What looks like a secret, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Secret {
    /// Which kind it is, in words.
    pub(super) kind: String,
    /// The 1-based line that it begins on; 0 where the whole file is meant.
    pub(super) line: u32,
}

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
    // “-----BEGIN … PRIVATE KEY” in base 64, as where a file of settings holds a key.
    ("LS0tLS1CRUdJTiBEU0EgUFJJVkFURSBL", Token(Base64, 40)),
    ("LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtF", Token(Base64, 40)),
    ("LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVkFURSBL", Token(Base64, 40)),
    ("LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZ", Token(Base64, 40)),
    ("LS0tLS1CRUdJTiBQR1AgUFJJVkFURSBLRVkgQkxP", Token(Base64, 40)),
    ("LS0tLS1CRUdJTiBQUklWQVRFIEtF", Token(Base64, 40)),
    ("LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBL", Token(Base64, 40)),
    ("NRAK-", Token(Capital, 27)),
    ("PMAK-", Token(Word, 59)),
    ("PuTTY-User-Key-File-2: ", Anything),
    ("PuTTY-User-Key-File-3: ", Anything),
    ("SG.", Token(Base64, 66)),
    ("SK", Token(Hex, 32)),
    ("SecretAccessKey", Setting(40)),
    ("SharedAccessKey=", Token(Base64, 43)),
    ("amqp://", Login),
    ("amqps://", Login),
    ("api.telegram.org/bot", Webhook(43)),
    ("aws_secret_access_key", Setting(40)),
    ("client-key-data", Setting(40)),
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
    ("mariadb://", Login),
    ("mongodb+srv://", Login),
    ("mongodb://", Login),
    ("mysql://", Login),
    ("nfp_", Token(Plain, 36)),
    ("npm_", Token(Plain, 36)),
    ("outlook.office.com/webhook/", Webhook(100)),
    ("postgres://", Login),
    ("postgresql://", Login),
    ("pypi-AgE", Token(Word, 50)),
    ("r8_", Token(Plain, 37)),
    ("redis://", Login),
    ("rediss://", Login),
    ("rk_live_", Token(Plain, 20)),
    ("sbp_", Token(Hex, 40)),
    ("secretAccessKey", Setting(40)),
    ("sftp://", Login),
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
    let begins = |(begin, shape): &(&str, Shape)| {
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

impl Shape {
    /// What a secret is called that begins so.
    fn called(self, begin: &str) -> String {
        match self {
            Key | Anything => "a private key".to_owned(),
            Token(..) => format!("a token that begins with “{begin}”"),
            Webhook(_) => format!("an address where whoever knows it may post: {begin}…"),
            Setting(_) => format!("the value of {begin}"),
            Login => format!("an address with a password: {begin}…"),
        }
    }

    /// Whether a secret stands there, and no story about one.
    fn fits(self, before: &str, after: &str) -> bool {
        match self {
            Key => is_key(after) || goes_on_as_key(after),
            Login => is_login(after),
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

/// Whether a key goes on behind the marks of a page or of Markdown: each line in a paragraph of its own, as an item of a list or
/// before a break. What stands there must be longer and less like a word than where nothing stands between.
fn goes_on_as_key(after: &str) -> bool {
    const NEAR: usize = 4_000;
    /// What a key says of itself may stand before its letters, and the number of each paragraph.
    const PIECES: usize = 12;
    let near: String = after.chars().take(NEAR).collect();
    let near = near.replace("\\n", "\n").replace("&lt;", "<").replace("&gt;", ">");
    let near = without_tags(&near);
    let bare = |line: &'_ str| {
        let line = line.trim_matches([' ', '\t', '\r', '-', '*', '>', '\\', '"', '\'', ',']);
        let number = line.split_once(". ").filter(|(at, _)| at.bytes().all(|b| b.is_ascii_digit()));
        number.map_or(line, |(_, item)| item).to_owned()
    };
    let pieces = near.lines().map(bare).filter(|piece| !piece.is_empty()).take(PIECES);
    // Lines that became one have spaces between them.
    let first_word = |piece: &str| piece.split_whitespace().next().is_some_and(is_line_of_key);
    let mut pieces = pieces.enumerate();
    pieces.any(|(at, piece)| is_line_of_key(&piece) || at == 0 && first_word(&piece))
}

/// Whether a word is as long and as mixed as a key's lines are.
fn is_line_of_key(word: &str) -> bool {
    const SHORTEST: usize = 32;
    const TURNS: usize = 5;
    let capitals = word.bytes().map(|byte| byte.is_ascii_uppercase());
    let turns = capitals.clone().zip(capitals.skip(1)).filter(|(one, next)| one != next).count();
    let letters = |c: char| Plain.has(c) || matches!(c, '+' | '/' | '=');
    word.len() >= SHORTEST && turns >= TURNS && word.chars().all(letters)
}

/// A text of a page without its tags: those that break a line leave a break.
fn without_tags(html: &str) -> String {
    const WITHIN: &[&str] = &["b", "code", "em", "i", "mark", "span", "strong", "sup", "wbr"];
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tag.split_once('>') else { return text };
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        if !name.is_some_and(|name| WITHIN.contains(&name)) {
            text.push('\n');
        }
        rest = after;
    }
    text + rest
}

/// Whether an address goes on with a user, a password and a host. What stands for one in a program or a manual is none.
fn is_login(after: &str) -> bool {
    const STANDS_FOR: &[char] = &['$', '{', '}', '<', '>', '*', '…', '[', ']', '%'];
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '/');
    let part = after.split(ends).next().unwrap_or_default();
    let login = part.rsplit_once('@').and_then(|(login, host)| {
        let (user, password) = login.split_once(':')?;
        (!host.is_empty() && !user.is_empty()).then_some(password)
    });
    login.is_some_and(|password| !password.is_empty() && !password.contains(STANDS_FOR))
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
