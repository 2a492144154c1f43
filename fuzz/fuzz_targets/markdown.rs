//! Any text as an article's body: its blocks, its words and its markup.
#![no_main]

use dateline::markdown::{self, Links};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let body = markdown::bound(text, 100).0;
    assert_eq!(markdown::prose(&body).len(), text.len());
    let blocks = markdown::blocks(&body).len();
    assert_eq!(markdown::html::render(&body, Links::Article, &[], &[]).len(), blocks);
});
