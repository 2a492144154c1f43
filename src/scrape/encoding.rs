//! Bytes to text: BOM, UTF-8, what a page declares, what its bytes look like.

use crate::problem::{Code, Problem, Reported};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far a page's declaration is looked for (the HTML standard asks for the first 1,024 bytes; pages put it later).
const DECLARED: usize = 4096;

/// The text, and the name of the encoding its bytes were read in. `charset` is what was said beside them.
pub(super) fn decode(
    path: &str,
    bytes: &[u8],
    charset: Option<&str>,
) -> Reported<(String, String)> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return with(path, bytes, encoding);
    }
    if let Some(encoding) = utf_16(bytes) {
        return with(path, bytes, encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Reported::fine(match once_more(text) {
            Some(text) => (text, TWICE.to_owned()),
            None => (text.to_owned(), UTF_8.name().to_owned()),
        });
    }
    let said = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = said.filter(|encoding| *encoding != UTF_8).or_else(|| declared(bytes));
    with(path, bytes, encoding.unwrap_or_else(|| detected(bytes)))
}

/// What is told of a text that was UTF-8, was read as windows-1252 and saved as UTF-8 again.
const TWICE: &str = "UTF-8, encoded twice";

/// How many letters must show it: a text about broken letters may hold one or two of them.
const SHOWN: usize = 3;

/// What a text was before it was read as windows-1252 (or ISO 8859-1) and saved again: `whatâ€™s` was `what’s`. `None` unless
/// every letter of it that is not ASCII shows that.
fn once_more(text: &str) -> Option<String> {
    let foreign = text.bytes().position(|byte| !byte.is_ascii())?;
    // The first of them tells of nearly every text that it is well.
    let first = text.get(foreign..)?.chars().take_while(|letter| !letter.is_ascii());
    std::str::from_utf8(&first.map(byte).collect::<Option<Vec<u8>>>()?).ok()?;
    let bytes: Vec<u8> = text.chars().map(byte).collect::<Option<_>>()?;
    let mended = String::from_utf8(bytes).ok()?;
    let shown = mended.chars().filter(|letter| !letter.is_ascii()).count();
    (shown >= SHOWN).then_some(mended)
}

/// The byte that windows-1252, or ISO 8859-1 where that has none, reads as a letter.
fn byte(letter: char) -> Option<u8> {
    u8::try_from(u32::from(letter)).ok().or_else(|| {
        let text = letter.to_string();
        let (bytes, _, strange) = WINDOWS_1252.encode(&text);
        bytes.first().copied().filter(|_| !strange)
    })
}

fn with(path: &str, bytes: &[u8], encoding: &'static Encoding) -> Reported<(String, String)> {
    let (text, used, broken) = encoding.decode(bytes);
    let problem = || {
        let at = text.find('\u{fffd}').unwrap_or(0);
        let line = crate::text::line_at(&text, at);
        let message = format!("some bytes are no {}; they stand as \u{fffd}", used.name());
        Problem::error(Code::BadEncoding, path, message).at(line, "").hint("save the file as UTF-8")
    };
    let problems = if broken { vec![problem()] } else { Vec::new() };
    Reported { value: (text.into_owned(), used.name().to_owned()), problems }
}

/// What `charset=` or an XML declaration says, where it is not UTF-8 (which the bytes are not).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head =
        String::from_utf8_lossy(bytes.get(..bytes.len().min(DECLARED))?).to_ascii_lowercase();
    let after = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8)
}

/// Text that is UTF-8 but for a few bytes is broken UTF-8, not another encoding.
fn detected(bytes: &[u8]) -> &'static Encoding {
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let other = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if other > broken {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    if guess == UTF_8 { WINDOWS_1252 } else { guess }
}

/// Whether bytes are no text in any encoding: a picture, a program, a PDF.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    const MAGIC: &[&[u8]] = &[
        b"%PDF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x7fELF",
        b"MZ\x90",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"RIFF",
        b"\x00\x00\x00\x18ftyp",
    ];
    if Encoding::for_bom(bytes).is_some() || utf_16(bytes).is_some() {
        return false;
    }
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or(bytes);
    let odd =
        head.iter().filter(|byte| **byte < 9 || (14..32).contains(*byte) && **byte != 27).count();
    let zeros = head.contains(&0);
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
        || zeros && odd * 50 > head.len()
        || odd * 10 > head.len()
}

/// UTF-16 that no BOM tells, and which way round: in the right reading there are the spaces, line ends and stops of any text, each
/// with a zero byte beside it, and nothing that no text has.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    const HEAD: usize = 8192;
    let head = bytes.get(..bytes.len().min(HEAD) & !1)?;
    if head.len() < 4 || !head.contains(&0) {
        return None;
    }
    let readings = [UTF_16LE, UTF_16BE].map(|encoding| (familiar(head, encoding), encoding));
    let (familiar, encoding) = readings.into_iter().max_by_key(|(familiar, _)| *familiar)?;
    (familiar > 0).then_some(encoding)
}

/// How many characters of a reading any text has; 0 where it is not the reading of a text.
fn familiar(head: &[u8], encoding: &'static Encoding) -> usize {
    const ONE_IN: usize = 40;
    let (text, _) = encoding.decode_without_bom_handling(head);
    // The head may end within a pair.
    let text = text.trim_end_matches('\u{fffd}');
    let strange = |c: char| {
        c.is_control() && !c.is_whitespace()
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}'..='\u{ffff}')
    };
    let familiar = |c: &char| {
        matches!(c, ' ' | '\n' | '\r' | '\t' | '.' | ',' | '<' | '"' | '。' | '、' | '，')
    };
    let found = text.chars().filter(familiar).count();
    let of_a_text = !text.contains(strange) && found * ONE_IN >= text.chars().count();
    if of_a_text { found } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        decode("a.txt", bytes, None).value
    }

    #[test]
    fn bom_declaration_and_bytes_tell_the_encoding() {
        assert_eq!(read(b"\xef\xbb\xbfcaf\xc3\xa9").0.trim_start_matches('\u{feff}'), "café");
        assert_eq!(read(b"\xff\xfec\x00a\x00f\x00\xe9\x00").0, "café");
        assert_eq!(
            read(b"<meta charset=\"iso-8859-1\">caf\xe9"),
            ("<meta charset=\"iso-8859-1\">café".into(), "windows-1252".into())
        );
        assert_eq!(
            read(
                "Das Caf\u{e9} schlie\u{df}t"
                    .chars()
                    .map(|c| c as u8)
                    .collect::<Vec<u8>>()
                    .as_slice()
            )
            .1,
            "windows-1252"
        );
    }

    #[test]
    fn utf_16_without_a_mark_is_read_whichever_way_round() {
        for text in [
            "The café stopped.\n",
            "<p>Паром остановился, сообщили в порту.</p>",
            "月曜日、港で一隻のフェリーが停止した。\nけが人はいなかった。",
        ] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for (bytes, name) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
                assert!(!is_binary(&bytes), "{text}");
                assert_eq!(read(&bytes), (text.to_owned(), name.to_owned()));
            }
        }
        assert_eq!(read("The fer\0ry stop\0ped.\n".as_bytes()).1, "UTF-8");
        assert_eq!(utf_16(&[1, 0, 2, 0, 32, 0, 5, 0]), None);
    }

    #[test]
    fn a_text_encoded_twice_is_mended_where_all_of_it_shows_it() {
        let text = "What’s “new” in the café – and in 東京?";
        let latin = |byte: u8| char::from(byte).to_string();
        let windows = |byte: u8| WINDOWS_1252.decode(&[byte]).0.into_owned();
        for letter in [latin as fn(u8) -> String, windows] {
            let twice: String = text.bytes().map(letter).collect();
            assert_eq!(read(twice.as_bytes()), (text.to_owned(), TWICE.to_owned()));
        }
        for fine in ["Ein Café in Zürich, das schließt", "“â€™” is how ’ looks there", "Ã© Ã©"]
        {
            assert_eq!(read(fine.as_bytes()), (fine.to_owned(), "UTF-8".to_owned()));
        }
    }

    #[test]
    fn broken_bytes_are_told_with_their_line() {
        let mut bytes = "Füße über Äcker\nÖl ".as_bytes().to_vec();
        bytes.extend([0xff, b'.']);
        let read = decode("a.txt", &bytes, None);
        assert_eq!(read.problems.first().unwrap().line, 2);
    }

    #[test]
    fn pictures_are_no_text() {
        assert!(is_binary(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"));
        assert!(!is_binary("Text über alles\n".as_bytes()));
    }
}
