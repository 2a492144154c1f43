//! Every integration test in one program, so that it links once.

#![expect(clippy::disallowed_methods, reason = "tests touch the disk")]

#[cfg(test)]
mod suite {
    mod accuracy;
    mod annotate;
    mod browser;
    mod check;
    mod command;
    mod corpus;
    mod incremental;
    mod main_job;
    mod ownership;
    mod publish;
    mod sandbox;
    mod serve;
    mod served;
    mod site;
    mod tidy;
    mod timeline;
    mod trouble;
    mod what_ran;
}
