//! Any text as an article file: what is read without a problem is written and read back as the same.
#![no_main]

use dateline::article;
use dateline::config::Config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let config = Config::default();
    let front = article::read("content/articles/a.md", text, &config).value.front;
    let article = article::Article { front, ..article::Article::default() };
    let again = article::read("content/articles/a.md", &article::write(&article), &config);
    assert_eq!(again.value.front, article.front);
});
