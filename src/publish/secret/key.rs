//! Whether a private key stands after its first line, or a story about keys.

/// Whether a key's letters stand after its first line, as programs write them or behind the marks of a page.
pub(super) fn goes_on(after: &str) -> bool {
    goes_on_in_file(after) || goes_on_in_page(after)
}

/// Whether what stands after the first line of a key is one: its letters, or what is said of it before them. Programs that write
/// keys hold that line alone, and so do stories.
fn goes_on_in_file(after: &str) -> bool {
    const SHORTEST: usize = 8;
    const NEAR: usize = 200;
    const SAID: &[&str] = &["Comment:", "Proc-Type:", "Version:"];
    let near: String = after.chars().take(NEAR).collect();
    // In JSON and in scripts a line's end is written out.
    let near = near.replace("\\r", "").replace("\\n", "\n");
    let line = near.trim_start().lines().next().unwrap_or_default();
    let line = line.split(['"', '\'', '<', '`']).next().unwrap_or_default().trim_end();
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    SAID.iter().any(|begin| line.starts_with(begin))
        || line.len() >= SHORTEST && line.chars().all(letters)
}

/// Whether a key goes on behind the marks of a page or of Markdown: each line in a paragraph of its own, as an item of a list or
/// before a break. What stands there must be longer and less like a word than where nothing stands between.
fn goes_on_in_page(after: &str) -> bool {
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
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
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
