//! Any bytes as a capture: told apart, decoded, unpacked, normalised, and read back as what was written.
#![no_main]

use dateline::article::{self, Rules};
use dateline::config::Config;
use dateline::desk::Aliases;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (config, aliases) = (Config::default(), Aliases::default());
    let rules = Rules { config: &config, aliases: &aliases };
    for scrape in dateline::scrape::read("content/scrapes/a", bytes, &config.limits).value {
        let written = article::write(&article::normalise(&scrape, rules).value.article);
        assert!(article::ownership::is_as_written(&written));
    }
});
