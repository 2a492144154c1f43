//! How secrets begin, and what must stand after that.

use super::key;
use std::collections::BTreeSet;

/// What stands after the beginning of a secret.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
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

/// What the letters of a token are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
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
    pub(super) fn has(self, c: char) -> bool {
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
pub(super) const BEGINNINGS: &[(&str, Shape)] = &[
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

impl Shape {
    /// What a secret is called that begins so.
    pub(super) fn called(self, begin: &str) -> String {
        match self {
            Key | Anything => "a private key".to_owned(),
            Token(..) => format!("a token that begins with “{begin}”"),
            Webhook(_) => format!("an address where whoever knows it may post: {begin}…"),
            Setting(_) => format!("the value of {begin}"),
            Login => format!("an address with a password: {begin}…"),
        }
    }

    /// Whether a secret stands there, and no story about one.
    pub(super) fn fits(self, before: &str, after: &str) -> bool {
        match self {
            Key => key::goes_on(after),
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
