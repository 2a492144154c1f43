//! Any text as a web page.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    dateline::article::html::read(text, Some("https://harbour.example/a"), 256);
});
