//! Text as HTML shows it: every character that could become markup written as an entity.

use std::fmt::Write;

/// Appends `text` to `html`, as the text of an element or the value of a quoted attribute.
///
/// Control characters that HTML forbids are left out; direction overrides, which could make a page read otherwise than
/// it is, stay inside their element because the theme isolates each block.
pub fn escape_to(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some((plain, tail)) = rest.split_at_checked(plain(rest.as_bytes()))
        && !tail.is_empty()
    {
        html.push_str(plain);
        html.push_str(match tail.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            Some(b'\'') => "&#39;",
            _ => "",
        });
        rest = tail.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}

/// How many bytes stand in HTML as they are, up to the first that does not. Texts are long and such bytes rare, so many are
/// looked at in one step.
fn plain(bytes: &[u8]) -> usize {
    let mut before = 0;
    for chunk in bytes.chunks(32) {
        if chunk.iter().fold(false, |any, byte| any | is_escaped(*byte)) {
            return before + chunk.iter().take_while(|byte| !is_escaped(**byte)).count();
        }
        before += chunk.len();
    }
    before
}

/// Whether a byte does not stand in HTML as it is.
fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..=0x08 | 0x0b..=0x1f | 0x7f)
}

/// `text` as HTML.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    escape_to(&mut html, text);
    html
}

/// The text that [`escape`] made `html` of.
pub fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// `text` as one part of an address: every byte that is not a letter, a digit or one of `-._~` percent-encoded.
pub fn percent(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    percent_to(&mut address, text);
    address
}

/// Appends [`percent`] of `text` to an address.
pub fn percent_to(address: &mut String, text: &str) {
    encode_to(address, text, is_plain_in_address);
}

/// Appends a path to an address: [`percent`] of each of its parts.
pub fn percent_path_to(address: &mut String, path: &str) {
    encode_to(address, path, |byte| byte == b'/' || is_plain_in_address(byte));
}

fn is_plain_in_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn encode_to(address: &mut String, text: &str, is_plain: impl Fn(u8) -> bool) {
    // Nearly all of them: a page has hundreds of links.
    if text.bytes().all(&is_plain) {
        address.push_str(text);
        return;
    }
    for byte in text.bytes() {
        if is_plain(byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escape("<b a='x'>&\"\u{0}"), "&lt;b a=&#39;x&#39;&gt;&amp;&quot;");
    }

    #[test]
    fn what_was_escaped_comes_back() {
        let text = "a < b && c > \"d\" &lt; 'e'";
        assert_eq!(unescape(&escape(text)), text);
    }

    #[test]
    fn addresses_hold_plain_characters_alone() {
        assert_eq!(percent("a b/č#1"), "a%20b%2F%C4%8D%231");
    }
}
