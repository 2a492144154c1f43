//! The content security policy that every page carries: our own files, one inline script by its digest, nothing else.

use sha2::{Digest, Sha256};

/// The policy, given the one inline script.
pub(super) fn policy(inline: &str) -> String {
    let digest = base64(&Sha256::digest(inline.as_bytes()));
    format!(
        "default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self'; font-src 'self'; \
         img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
    )
}

/// Base64, as the policy wants its digests.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter =
                LETTERS.get((bits >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded() {
        let all = ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes()));
        assert_eq!(all, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }
}
