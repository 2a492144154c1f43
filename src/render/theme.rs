//! The theme's files, embedded in the program: style, script, fonts with their licences, icon.

/// Every file of the theme: its path under `theme/`, and its bytes.
pub const FILES: &[(&str, &[u8])] = &[
    ("fonts/OFL-LibreFranklin.txt", include_bytes!("../../theme/fonts/OFL-LibreFranklin.txt")),
    ("fonts/OFL-Newsreader.txt", include_bytes!("../../theme/fonts/OFL-Newsreader.txt")),
    ("fonts/franklin.woff2", include_bytes!("../../theme/fonts/franklin.woff2")),
    (
        "fonts/newsreader-display.woff2",
        include_bytes!("../../theme/fonts/newsreader-display.woff2"),
    ),
    ("fonts/newsreader-text.woff2", include_bytes!("../../theme/fonts/newsreader-text.woff2")),
    ("icon.svg", include_bytes!("../../theme/icon.svg")),
    ("search.js", include_bytes!("../../theme/search.js")),
    ("site.css", include_bytes!("../../theme/site.css")),
    ("site.js", include_bytes!("../../theme/site.js")),
];
